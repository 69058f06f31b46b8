//! Deck → pages: each slide becomes one drawing per step, in points, every word placed.
//!
//! Invariant: one page per slide, in the deck's order; a slide that holds too much is drawn all the same and reported.

pub mod bare;
pub mod caption;
pub mod contact;
pub mod ink;
pub mod prose;
pub mod sheet;
pub mod svg;
pub mod test_card;

mod blocks;
mod code;
mod desk;
mod fit;
mod footer;
mod glyphs;
mod mat;
mod motif;
mod node;
mod picture;
mod sheet_flow;
mod slides;
mod table;

use std::cell::LazyCell;
use std::sync::Arc;

use crate::deck::{Deck, Layout, Rich, Slide, numbers};
use crate::diagnostic::{Checked, Diagnostic, Span};
use crate::drawing::{Drawing, Item, Page, Placed};
use crate::guard::caught;
use crate::text::{Shaper, TextAlign, Torn};
use desk::Desk;
use svg::Reader;

/// Reads SVG, from the first picture on.
type Pictures = LazyCell<Reader, Box<dyn FnOnce() -> Reader>>;

/// Lays the whole deck out. Where a character is missing from the deck's and the program's fonts, the system's fill in.
pub fn lay_out(deck: &Deck, shaper: &mut Shaper) -> Checked<Vec<Page>> {
    let mut checked = all(deck, shaper);
    if shaper.lacks_any() && shaper.admit_system_fonts() {
        shaper.forget_gaps();
        checked = all(deck, shaper);
    }
    checked.diagnostics.extend(glyphs::findings(shaper));
    checked
}

fn all(deck: &Deck, shaper: &mut Shaper) -> Checked<Vec<Page>> {
    // Most slides have no picture, and fonts for pictures take a while to list.
    let fonts = shaper.deck_fonts().to_vec();
    let svg = Pictures::new(Box::new(move || Reader::new(&fonts)));
    let mut pages = Vec::with_capacity(deck.slides.len());
    let mut diagnostics = Vec::new();
    let mut section = None;
    let theme = deck.theme.fitted(deck.aspect.size().width);
    let numbers = numbers(&deck.slides);
    for (index, slide) in deck.slides.iter().enumerate() {
        // Nobody sees a hidden section: its name is not for the others' footers.
        if matches!(slide.layout, Layout::Section) && !slide.hidden {
            section = slide.title.as_ref().map(Rich::text);
        }
        let ground = theme.ground(slide.ground.unwrap_or_else(|| slides::usual_ground(&slide.layout, &theme)));
        let mut desk = Desk {
            deck,
            slide,
            theme: &theme,
            ground,
            foot: ground,
            align: TextAlign::Start,
            size: deck.aspect.size(),
            number: numbers[index],
            section: section.clone(),
            shaper,
            svg: &svg,
            faults: Vec::new(),
            smallest: None,
            next_step: 0,
            torn: false,
            cramped: false,
            code: false,
            long_line: None,
        };
        let laid = caught(|| page(&mut desk, index));
        // What is said of the footer is said once.
        desk.faults.retain(|fault| fault.code != footer::CODE || !diagnostics.contains(fault));
        diagnostics.append(&mut desk.faults);
        pages.push(laid.unwrap_or_else(|why| {
            diagnostics.push(unmade(slide, "laid out", &why));
            let title = slide.title.as_ref().map(Rich::text).unwrap_or_default();
            Page { slide: index, steps: vec![bare::step(deck.aspect.size(), ground.fill, &title)] }
        }));
        diagnostics.extend(step_findings(slide, pages.last().map_or(1, |page| page.steps.len())));
    }
    Checked { value: pages, diagnostics }
}

/// A slide that failed for a reason that is not its author's fault.
#[must_use]
pub fn unmade(slide: &Slide, what: &str, why: &str) -> Diagnostic {
    let message = format!("slide `{}` cannot be {what}: {why}", slide.id);
    Diagnostic::error("SLD-FAILED", slide.span, message)
        .hint("Cuecard should not fail at anything that a deck says: please report it with the deck")
        .hint("Meanwhile another picture or font on this slide may help")
}

fn page(desk: &mut Desk, index: usize) -> Page {
    let mut nodes = slides::slide(desk);
    let over = node::formulas_beyond(&nodes, 0.0, desk.size.width);
    if over > 1.0 && desk.faults.iter().all(|fault| fault.code != "SLD-OVERFLOW") {
        let message = format!("a formula of slide `{}` is {over:.0} pt too wide for the slide", desk.slide.id);
        let hint = "share it over rows: \\begin{aligned} … \\\\ … \\end{aligned}";
        desk.fault(Diagnostic::error("SLD-OVERFLOW", desk.slide.span, message).hint(hint));
    }
    if desk.slide.footer {
        nodes.push(footer::footer(desk));
    }
    let last = node::last_step(&nodes);
    let torn = desk.shaper.take_torn();
    if !torn.is_empty()
        && let Some(fault) = torn_finding(&node::cut(&nodes, last), torn)
    {
        desk.fault(fault);
    }
    let drawing = |step| Drawing { size: desk.size, ground: desk.ground.fill, items: node::cut(&nodes, step) };
    Page { slide: index, steps: (0..=last).map(|step| Arc::new(drawing(step))).collect() }
}

/// The finding on words that are torn on the finished slide; `tried` has those of every size that was tried.
fn torn_finding(items: &[Placed], tried: Vec<(Span, Torn)>) -> Option<Diagnostic> {
    let mut shown = Vec::new();
    runs(items, &mut shown);
    let torn = |(span, torn): &(Span, Torn)| {
        let here = |(place, text): &(Span, Arc<str>)| place == span && text.trim_end().ends_with(&torn.part);
        shown.iter().any(here) && !shown.iter().any(|(place, text)| place == span && text.contains(&torn.word))
    };
    let mut told: Vec<(Span, String)> = Vec::new();
    for (span, torn) in tried.into_iter().filter(torn) {
        if !told.iter().any(|(place, word)| *place == span && *word == torn.word) {
            told.push((span, torn.word));
        }
    }
    let (span, word) = told.first()?;
    let message = match told.len() {
        1 => format!("`{word}` is too long for its line and breaks anywhere"),
        count => format!("{count} words are too long for their lines and break anywhere, first `{word}`"),
    };
    let hint = "Give it more room or a shorter word, or say with soft hyphens (U+00AD) where it may break";
    Some(Diagnostic::warning("SLD-TORN", *span, message).hint(hint))
}

fn runs(items: &[Placed], out: &mut Vec<(Span, Arc<str>)>) {
    for placed in items {
        match &placed.item {
            Item::Text(run) => out.push((placed.span, Arc::clone(&run.text))),
            Item::Group(group) => runs(&group.items, out),
            Item::Shape(_) | Item::Picture(_) => {}
        }
    }
}

/// Notes and captions for steps that the slide does not have.
fn step_findings(slide: &Slide, steps: usize) -> Vec<Diagnostic> {
    let id = &slide.id;
    let mut out = Vec::new();
    for cue in slide.cues.iter().filter(|cue| cue.step >= steps) {
        let message = format!("this caption is for step {}, but slide `{id}` ends with step {}", cue.step, steps - 1);
        out.push(Diagnostic::warning("CUE-STEP", cue.span, message).hint("steps count from 0; `reveal` makes them"));
    }
    if let Some(part) = slide.notes.iter().find(|part| part.step >= steps) {
        let message =
            format!("the notes of slide `{id}` have {} `[step]` lines, but it has {} steps", part.step, steps - 1);
        out.push(
            Diagnostic::warning("NOTE-STEP", slide.span, message).hint("`reveal` makes steps; take a `[step]` out"),
        );
    }
    out
}
