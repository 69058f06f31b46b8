//! A talk → what is handed out of it: the bytes of a PDF, or the slides' words as plain text or Markdown.

mod words;

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use crate::deck::Deck;
use crate::deck::files::place;
use crate::diagnostic::{Diagnostic, Severity};
use crate::drawing::{Drawing, Page};
use crate::files::write_near;
use crate::layout::sheet::{self, Matter, Paper, Sheet};
use crate::paint::pdf::{self, About, Entry, PdfPage, Written};
use crate::show::view::Cursor;
use crate::talk::Talk;
use crate::text::Shaper;
pub use words::{markdown, text, transcript};

/// Drawings for each page, in order, with what a viewer lists.
pub struct Document {
    pages: Vec<PdfPage>,
    /// What a reader of the pages would lack.
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// One page for each cursor.
    pub fn slides(talk: &Talk, picked: &[Cursor]) -> Self {
        let page = |cursor: &Cursor| PdfPage {
            drawing: talk.pages[cursor.slide].steps[cursor.step].clone(),
            label: talk.plan.slides[cursor.slide].number.to_string(),
            entries: vec![entry(talk, cursor.slide)],
        };
        Self { pages: picked.iter().map(page).collect(), diagnostics: Vec::new() }
    }

    /// The slides on sheets of paper.
    pub fn sheets(talk: &Talk, picked: &[Cursor], kind: sheet::Kind, paper: Paper, shaper: &mut Shaper) -> Self {
        let slides = slides(talk, picked);
        let matter = Matter { deck: &talk.deck, plan: &talk.plan, slides: &slides, paper };
        let laid = sheet::lay_out(matter, kind, shaper);
        let page = |(at, sheet): (usize, Sheet)| PdfPage {
            drawing: sheet.drawing,
            label: (at + 1).to_string(),
            entries: sheet.slides.iter().map(|slide| entry(talk, *slide)).collect(),
        };
        Self { pages: laid.value.into_iter().enumerate().map(page).collect(), diagnostics: laid.diagnostics }
    }

    /// Appends the captions' words; false if there are none.
    pub fn with_transcript(&mut self, talk: &Talk, picked: &[Cursor], paper: Paper, shaper: &mut Shaper) -> bool {
        let slides = slides(talk, picked);
        let matter = Matter { deck: &talk.deck, plan: &talk.plan, slides: &slides, paper };
        let laid = sheet::transcript(matter, shaper);
        let some = !laid.value.is_empty();
        for (at, sheet) in laid.value.into_iter().enumerate() {
            let title = || Entry { title: "Transcript".to_owned(), section: None, anchor: None };
            let entries = if at == 0 { vec![title()] } else { Vec::new() };
            self.pages.push(PdfPage { drawing: sheet.drawing, label: format!("T{}", at + 1), entries });
        }
        self.diagnostics.extend(laid.diagnostics);
        some
    }

    /// How many pages there are.
    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// What the file of this document is: `28 pages, 107 kB`.
    #[must_use]
    pub fn size(&self, file: &Written) -> String {
        let pages = if self.page_count() == 1 { "1 page".to_owned() } else { format!("{} pages", self.page_count()) };
        format!("{pages}, {} kB", file.len().div_ceil(1000))
    }

    /// What each page is called in messages: `slide 3 “Why”`.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let name = |page: &PdfPage| match page.entries.as_slice() {
            [entry] if entry.anchor.is_some() => format!("slide {} “{}”", page.label, entry.title),
            _ => format!("page {}", page.label),
        };
        self.pages.iter().map(name).collect()
    }

    /// The pages' drawings.
    pub fn drawings(&self) -> impl Iterator<Item = &Arc<Drawing>> {
        self.pages.iter().map(|page| &page.drawing)
    }

    /// What slides that are not among the pages are called.
    fn left_out(&self, deck: &Deck) -> HashSet<String> {
        let here: HashSet<&str> =
            self.pages.iter().flat_map(|page| &page.entries).filter_map(|entry| entry.anchor.as_deref()).collect();
        deck.slides.iter().map(|slide| slide.id.clone()).filter(|id| !here.contains(id.as_str())).collect()
    }

    /// A PDF, tagged for screen readers (PDF/UA-1). `tell` hears how many pages are done.
    ///
    /// # Errors
    /// What keeps it from being accessible, as findings in the deck.
    pub fn pdf(&self, deck: &Deck, tell: &mut dyn FnMut(usize)) -> Result<Written, Vec<Diagnostic>> {
        let errors: Vec<_> = self.diagnostics.iter().filter(|it| it.severity == Severity::Error).cloned().collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        let about = About {
            title: deck.title.clone(),
            authors: deck.speakers.iter().map(|speaker| speaker.name.clone()).collect(),
            subject: deck.subject.clone().or_else(|| deck.subtitle.clone()),
            keywords: deck.keywords.clone(),
            language: deck.language.clone(),
            date: deck.date.as_deref().and_then(date),
            left_out: self.left_out(deck),
        };
        let finding = |fault: pdf::Fault| {
            Diagnostic::error("PDF-UA1", fault.span, fault.message)
                .hint("what is missing keeps some readers from your slides")
        };
        pdf::write_telling(&self.pages, &about, tell).map_err(|faults| faults.into_iter().map(finding).collect())
    }
}

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

/// Reads a deck and saves it at `target`; returns what was written: `28 pages, 107 kB`.
///
/// # Errors
/// What kept it from being written, in one sentence. An older file is as it was.
pub fn save(deck: &Path, what: What, target: &Path) -> Result<String, String> {
    let talk = Talk::open(deck)?;
    let (_, folder) = place(deck);
    let last = |(slide, page): (usize, &Page)| Cursor { slide, step: page.last_step() };
    let picked: Vec<Cursor> = talk.pages.iter().enumerate().map(last).collect();
    let mut shaper = Shaper::new(&talk.deck.fonts, &talk.deck.language);
    let document = match what {
        What::Slides => Document::slides(&talk, &picked),
        What::Notes => Document::sheets(&talk, &picked, sheet::Kind::Notes, Paper::A4, &mut shaper),
        What::Handout => Document::sheets(&talk, &picked, sheet::Kind::Handout(3), Paper::A4, &mut shaper),
        What::Words => {
            write_near(&folder, target, &[markdown(&talk, &picked, false).as_bytes()])?;
            return Ok(format!("the words of {} slides", picked.len()));
        }
    };
    let file = document.pdf(&talk.deck, &mut |_| {}).map_err(|faults| {
        let first = faults.first().map(|fault| fault.message.clone()).unwrap_or_default();
        format!("Some people could not read this PDF, so it was not written: {first} (cuecard check tells all)")
    })?;
    write_near(&folder, target, &file.parts())?;
    let broken: Vec<String> =
        file.broken.iter().map(|(raster, fault)| format!("; without `{}`: {}", raster.name, fault.message)).collect();
    Ok(document.size(&file) + &broken.concat())
}

/// Each slide that is picked, with its last step that is picked.
fn slides(talk: &Talk, picked: &[Cursor]) -> Vec<(usize, Arc<Drawing>)> {
    let last =
        |run: &[Cursor]| run.last().map(|cursor| (cursor.slide, talk.pages[cursor.slide].steps[cursor.step].clone()));
    picked.chunk_by(|a, b| a.slide == b.slide).filter_map(last).collect()
}

fn entry(talk: &Talk, slide: usize) -> Entry {
    let planned = &talk.plan.slides[slide];
    Entry { title: planned.title.clone(), section: planned.section.clone(), anchor: Some(planned.id.clone()) }
}

/// Year, month and day of `2021-06-15`.
fn date(text: &str) -> Option<(u16, u8, u8)> {
    let mut parts = text.get(..10)?.split('-');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}
