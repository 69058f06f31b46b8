//! `cuecard check --split`: a slide → the text of two slides in its place, and a picture of both.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use crate::deck::files;
use crate::deck::read::{Read, read};
use crate::deck::split::Halves;
use crate::deck::{Deck, Slide};
use crate::diagnostic::{Severity, Span};
use crate::drawing::{Drawing, Page};
use crate::files::write;
use crate::layout::{self, contact};
use crate::lint::{Proposal, proposal, size_of};
use crate::paint::raster::Painter;
use crate::talk::Talk;
use crate::text::Shaper;

/// Which slide to split, and where its picture goes.
#[derive(Args)]
pub struct Asked {
    /// Print this slide as two, ready to paste in its place: its number, or its id
    #[arg(long, value_name = "SLIDE")]
    pub split: Option<String>,
    /// Save a picture of both halves, to see them before you paste
    #[arg(long, value_name = "FILE.png", requires = "split")]
    picture: Option<PathBuf>,
}

/// Pixels for each point of the picture's sheet: a slide is 960 wide.
const SCALE: f64 = 3.0;

pub fn split(deck: &Path, asked: &Asked) -> Result<ExitCode, String> {
    let Some(name) = &asked.split else { return Ok(ExitCode::SUCCESS) };
    let talk = Talk::open(deck)?;
    let index = index(&talk, name)?;
    let slide = &talk.deck.slides[index];
    let found = proposal(&talk, index).map_err(|why| format!("slide `{}` stays one: {why}", slide.id))?;
    let halves = found.halves(&talk.deck, &slide.id);
    let after = Parted::new(deck, &talk, slide, &halves)?;
    let told = told(&talk, index, &found, &after);
    if let Some(target) = &asked.picture {
        picture(target, &after, &told)?;
    }
    print!("{}", text(&talk, slide, &halves, &told));
    Ok(ExitCode::SUCCESS)
}

/// The slide that is meant.
fn index(talk: &Talk, name: &str) -> Result<usize, String> {
    let by_id = talk.deck.slides.iter().position(|slide| slide.id == name);
    let number =
        || name.parse().ok().and_then(|number: usize| talk.plan.slides.iter().position(|it| it.number == number));
    by_id.or_else(number).ok_or_else(|| {
        let count = talk.deck.slides.len();
        format!("there is no slide `{name}`; give its id, or its number from 1 to {count}")
    })
}

/// Both halves as a deck shows them.
struct Parted {
    deck: Deck,
    pages: Vec<Page>,
    /// Where the words of each stand in the file.
    places: [Span; 2],
    faulty: bool,
}

impl Parted {
    /// Reads the slide's file with both halves in the place of the whole, and lays them out.
    fn new(path: &Path, talk: &Talk, slide: &Slide, halves: &Halves) -> Result<Self, String> {
        let opened = files::open(path)?;
        let head = String::from_utf8_lossy(&opened.text).into_owned();
        // Slides of an included file are read behind the deck's own head.
        let before = if slide.span.file == 0 { head.get(..slide.span.start as usize) } else { None };
        let start = before.map_or_else(|| without_slides(&head), str::to_owned);
        let text = format!("{start}\n{}\n{}", halves.first, halves.second);
        let Read { mut deck, diagnostics, .. } = read(text.as_bytes(), &opened.name, &opened.folder);
        let count = deck.slides.len();
        let two = deck.slides.split_off(count.saturating_sub(2));
        deck.slides = two;
        let mut shaper = Shaper::new(&deck.fonts, &talk.deck.language);
        let laid = layout::lay_out(&deck, &mut shaper);
        let [first, second] = &deck.slides[..] else { return Err("the halves cannot be read".to_owned()) };
        // A slide's title is no measure for its words.
        let words = |slide: &Slide| slide.title.as_ref().map_or(slide.span.start, |title| title.span.end);
        let places = [
            Span { start: words(first), end: second.span.start, ..first.span },
            Span { start: words(second), end: text.len() as u32, ..second.span },
        ];
        let bad = |it: &crate::diagnostic::Diagnostic| {
            it.severity == Severity::Error && it.span.is_some_and(|span| span.start >= first.span.start)
        };
        let faulty = diagnostics.iter().chain(&laid.diagnostics).any(bad);
        Ok(Self { pages: laid.value, places, faulty, deck })
    }

    fn last(&self, at: usize) -> Option<&Arc<Drawing>> {
        self.pages.get(at)?.whole()
    }
}

/// The text until its first slide.
fn without_slides(text: &str) -> String {
    text.lines().take_while(|line| !line.trim_start().starts_with("[[slide")).collect::<Vec<_>>().join("\n")
}

/// `its third paragraph, 45:55; 24 pt → 29 and 31 pt`.
fn told(talk: &Talk, index: usize, found: &Proposal, after: &Parted) -> String {
    let before = talk.pages[index].whole();
    let place = found.split.place(found.at);
    let before = place.zip(before).and_then(|(place, drawing)| size_of(drawing, place));
    let size = |at: usize| after.last(at).and_then(|drawing| size_of(drawing, after.places[at]));
    let sizes: Vec<f32> = (0..2).filter_map(size).collect();
    let sizes = match (before, &sizes[..]) {
        (Some(before), [first, second]) => format!("; words of {before} pt become {first} and {second} pt"),
        _ => String::new(),
    };
    let faulty = if after.faulty { "; one half still has a fault" } else { "" };
    format!("the second begins with {}{sizes}{faulty}", found.place())
}

fn text(talk: &Talk, slide: &Slide, halves: &Halves, told: &str) -> String {
    let place = talk.sources.place(slide.span).unwrap_or_default();
    let mut out = format!("# In place of slide `{}` ({place}): {told}.\n", slide.id);
    if halves.by_length {
        out.push_str("# Notes and captions that say no step were shared by their length: look them over.\n");
    }
    format!("{out}\n{}\n{}", halves.first, halves.second)
}

/// Both halves beside each other.
fn picture(target: &Path, after: &Parted, told: &str) -> Result<(), String> {
    let slides: Vec<Arc<Drawing>> = (0..2).filter_map(|at| after.last(at).cloned()).collect();
    let mut shaper = Shaper::new(&after.deck.fonts, &after.deck.language);
    let head = told.split_once("; ").map_or(told, |(_, sizes)| sizes);
    let sheet = contact::lay_out(head, &slides, 2, &after.deck.theme, &mut shaper);
    let size = sheet.size * SCALE;
    let pixels = Painter::new().paint(&sheet, size.width.round() as u32, size.height.round() as u32);
    write(target, &pixels.png())?;
    Ok(())
}
