//! Deck → pages: each slide becomes one drawing per step, in points, every word placed.
//!
//! Invariant: one page per slide, in the deck's order; a slide that holds too much is drawn all the same and reported.

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
mod mat;
mod motif;
mod node;
mod picture;
mod sheet_flow;
mod slides;
mod syntax;
mod table;

use std::cell::LazyCell;
use std::sync::Arc;

use crate::deck::{Deck, Layout, Rich, Slide};
use crate::diagnostic::{Checked, Diagnostic, Span};
use crate::drawing::{Drawing, Page};
use crate::text::{Shaper, TextAlign};
use desk::Desk;
use svg::Reader;

/// Reads SVG, from the first picture on.
type Pictures = LazyCell<Reader, Box<dyn FnOnce() -> Reader>>;

/// Lays the whole deck out. Where a character is missing from the deck's and the program's fonts, the system's fill in.
pub fn lay_out(deck: &Deck, shaper: &mut Shaper) -> Checked<Vec<Page>> {
    let mut checked = all(deck, shaper);
    let mut missing = shaper.take_missing();
    if !missing.is_empty() && shaper.admit_system_fonts() {
        let borrowed = missing;
        checked = all(deck, shaper);
        missing = shaper.take_missing();
        checked.diagnostics.extend(borrowed_findings(&borrowed, &missing));
    }
    checked.diagnostics.extend(missing_findings(&missing));
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
    for (index, slide) in deck.slides.iter().enumerate() {
        if matches!(slide.layout, Layout::Section) {
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
            number: index + 1,
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
        pages.push(page(&mut desk, index));
        // What is said of the footer is said once.
        desk.faults.retain(|fault| fault.code != footer::CODE || !diagnostics.contains(fault));
        diagnostics.append(&mut desk.faults);
        diagnostics.extend(step_findings(slide, pages.last().map_or(1, |page| page.steps.len())));
    }
    Checked { value: pages, diagnostics }
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
    let drawing = |step| Drawing { size: desk.size, ground: desk.ground.fill, items: node::cut(&nodes, step) };
    Page { slide: index, steps: (0..=last).map(|step| Arc::new(drawing(step))).collect() }
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

/// One finding for each place, with all the characters that are missing there.
fn missing_findings(missing: &[(Span, String)]) -> Vec<Diagnostic> {
    let mut places: Vec<(Span, Vec<&str>)> = Vec::new();
    for (span, text) in missing {
        match places.iter_mut().find(|(known, _)| known == span) {
            Some((_, texts)) if texts.contains(&text.as_str()) => {}
            Some((_, texts)) => texts.push(text),
            None => places.push((*span, vec![text])),
        }
    }
    let finding = |(span, texts): (Span, Vec<&str>)| {
        let named = |text: &&str| format!("`{text}` (U+{:04X})", text.chars().next().map_or(0, u32::from));
        let mut list = texts.iter().take(6).map(named).collect::<Vec<_>>().join(", ");
        if texts.len() > 6 {
            list.push_str(&format!(" and {} more", texts.len() - 6));
        }
        Diagnostic::error("SLD-GLYPH", span, format!("no font at hand has {list}"))
            .hint("put a font that has it into the deck's `fonts` folder")
    };
    places.into_iter().map(finding).collect()
}

fn borrowed_findings(borrowed: &[(Span, String)], missing: &[(Span, String)]) -> Vec<Diagnostic> {
    let found: Vec<_> = borrowed.iter().filter(|it| !missing.contains(it)).cloned().collect();
    let mut out = missing_findings(&found);
    for fault in &mut out {
        fault.severity = crate::diagnostic::Severity::Warning;
        fault.message = fault.message.replace("no font at hand has", "only this machine's own fonts have");
    }
    out
}
