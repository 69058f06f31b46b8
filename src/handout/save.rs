//! A deck's folder → a file of it that people most often want, written whole or not at all.

use std::path::Path;

use super::{Document, NOTHING_SHOWN, markdown, picked, unread};
use crate::deck::files::place;
use crate::diagnostic::counted;
use crate::files::{write_near, write_pieces_near};
use crate::layout::sheet::{Kind, Paper};
use crate::talk::Talk;
use crate::text::Shaper;

/// What people most often want of a deck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A PDF with a slide a page.
    Slides,
    /// A PDF on A4 with the notes under each slide.
    Notes,
    /// A PDF on A4 with three slides a page and lines to write on.
    Handout,
    /// The words as Markdown.
    Words,
}

impl What {
    const ALL: [(&str, Self); 4] =
        [("slides", Self::Slides), ("notes", Self::Notes), ("handout", Self::Handout), ("words", Self::Words)];

    /// As one program tells it to another.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, what)| *what == self).map_or("slides", |(name, _)| name)
    }

    #[must_use]
    pub fn named(wanted: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| *name == wanted).map(|(_, what)| *what)
    }
}

/// How the program that saves for a window ends where slides have faults.
pub const FAULTY: i32 = 3;

/// Why nothing was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsaved {
    /// Slides have faults: it is saved all the same if the speaker says so.
    Faulty(String),
    Failed(String),
}

/// Reads a deck and saves it at `target`, faulty slides too if it is to be saved `anyway`; returns what was written:
/// `28 pages, 107 kB`. Hidden slides are not in it.
///
/// # Errors
/// What kept it from being written, in one sentence. An older file is as it was.
pub fn save(deck: &Path, what: What, target: &Path, anyway: bool) -> Result<String, Unsaved> {
    let talk = Talk::open(deck).map_err(Unsaved::Failed)?;
    let (_, folder) = place(deck);
    let picked = picked(&talk, false);
    if picked.is_empty() {
        return Err(Unsaved::Failed(NOTHING_SHOWN.to_owned()));
    }
    if let Some(why) = unread(&talk, &picked).filter(|_| !anyway) {
        return Err(Unsaved::Faulty(format!("Not saved: {why}")));
    }
    let mut shaper = Shaper::new(&talk.deck.fonts, &talk.deck.language);
    let document = match what {
        What::Slides => Document::slides(&talk, &picked),
        What::Notes => Document::sheets(&talk, &picked, Kind::Notes, Paper::A4, &mut shaper),
        What::Handout => Document::sheets(&talk, &picked, Kind::Handout(3), Paper::A4, &mut shaper),
        What::Words => {
            write_near(&folder, target, &[markdown(&talk, &picked, false).as_bytes()]).map_err(Unsaved::Failed)?;
            return Ok(format!("the words of {}", counted(picked.len(), "slide")));
        }
    };
    let (file, lost) = document.pdf(&talk, &mut |_| {}).map_err(|faults| {
        let first = faults.first().map(|fault| fault.message.clone()).unwrap_or_default();
        Unsaved::Failed(format!("The PDF could not be written: {first} (cuecard check tells all)"))
    })?;
    write_pieces_near(&folder, target, file.parts()).map_err(Unsaved::Failed)?;
    let size = document.size(&file);
    let broken = file.broken.iter().map(|(raster, fault)| format!("`{}` is not in it: {}", raster.name, fault.message));
    let lost = lost.iter().map(|fault| fault.message.clone()).chain(broken).next();
    Ok(match lost {
        Some(first) => format!("{size}, but not as it should be: {first}"),
        None => size,
    })
}
