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
mod covered;
mod desk;
mod findings;
mod fit;
mod footer;
mod footnotes;
mod glyphs;
mod grid;
mod marks;
mod mat;
mod mirror;
mod motif;
mod node;
mod parts;
mod picture;
mod setting;
mod sheet_flow;
mod slides;
mod table;
mod tasks;

use std::sync::Arc;

use crate::crew::{cores, side_by_side};
use crate::deck::direction::Direction;
use crate::deck::theme::Theme;
use crate::deck::{Deck, Layout, Rich, Slide, numbers};
use crate::diagnostic::{Checked, Diagnostic};
use crate::drawing::{Drawing, Page};
use crate::geometry::Vec2;
use crate::guard::caught;
use crate::text::Shaper;
use desk::{Desk, Subject};
use findings::{step_findings, torn_finding};
use node::Node;
use svg::{Pictures, Reader};

pub use findings::unmade;

/// Presses of Next on one slide; each has a drawing of its own.
const MOST_STEPS: usize = 300;

/// A thread costs as much as so many slides.
const LEAST_EACH: usize = 24;

/// Lays the whole deck out, on all cores where it is large enough. Where a character is missing from the deck's and the
/// program's fonts, the system's fill in.
pub fn lay_out(deck: &Deck, shaper: &mut Shaper) -> Checked<Vec<Page>> {
    lay_out_by(deck, shaper, cores().min(deck.slides.len() / LEAST_EACH))
}

/// The same on so many threads.
fn lay_out_by(deck: &Deck, shaper: &mut Shaper, threads: usize) -> Checked<Vec<Page>> {
    let mut others: Vec<Shaper> = (1..threads).map_while(|_| shaper.beside()).collect();
    let mut checked = all(deck, &mut std::iter::once(&mut *shaper).chain(&mut others).collect::<Vec<_>>());
    let lacks_any = shaper.lacks_any() || others.iter().any(Shaper::lacks_any);
    drop(others);
    if lacks_any && shaper.admit_system_fonts() {
        shaper.forget_gaps();
        checked = all(deck, &mut [shaper]);
    }
    checked.diagnostics.extend(glyphs::findings(shaper));
    checked
}

/// What the slides of a deck share.
struct Shared<'d> {
    deck: &'d Deck,
    theme: Theme,
    numbers: Vec<usize>,
    /// The section that each slide is in.
    sections: Vec<Option<String>>,
    svg: Pictures,
}

fn all(deck: &Deck, shapers: &mut [&mut Shaper]) -> Checked<Vec<Page>> {
    // Most slides have no picture, and fonts for pictures take a while to list.
    let fonts = shapers.first().map(|shaper| shaper.deck_fonts().to_vec()).unwrap_or_default();
    let shared = Shared {
        deck,
        theme: deck.theme.fitted(deck.aspect.size().width),
        numbers: numbers(&deck.slides),
        sections: sections(deck),
        svg: Pictures::new(Box::new(move || Reader::new(&fonts))),
    };
    let laid = side_by_side(shapers, deck.slides.len(), |shaper, index| shared.lay_out(shaper, index));
    let mut pages = Vec::with_capacity(laid.len());
    let mut diagnostics = Vec::new();
    for Checked { value, diagnostics: mut told } in laid {
        // What is said of the footer is said once.
        told.retain(|fault| fault.code != footer::CODE || !diagnostics.contains(fault));
        diagnostics.append(&mut told);
        pages.push(value);
    }
    Checked { value: pages, diagnostics }
}

/// The name of the section that each slide is in. Nobody sees a hidden one: its name is not for the others' footers.
fn sections(deck: &Deck) -> Vec<Option<String>> {
    let mut section = None;
    let of = |slide: &Slide| {
        if matches!(slide.layout, Layout::Section) && !slide.hidden {
            section = slide.title.as_ref().map(Rich::text);
        }
        section.clone()
    };
    deck.slides.iter().map(of).collect()
}

impl Shared<'_> {
    /// One slide, and what is to be told of it.
    fn lay_out(&self, shaper: &mut Shaper, index: usize) -> Checked<Page> {
        let (deck, slide, theme) = (self.deck, &self.deck.slides[index], &self.theme);
        let ground = theme.ground(slide.ground.unwrap_or_else(|| slides::usual_ground(&slide.layout, theme)));
        let subject = Subject {
            deck,
            slide,
            theme,
            ground,
            size: deck.aspect.size(),
            number: self.numbers[index],
            section: self.sections[index].clone(),
            leftward: slide.is_leftward(deck.direction),
        };
        let mut desk = Desk::new(subject, shaper, &self.svg);
        let laid = caught(|| page(&mut desk, index));
        let mut diagnostics = std::mem::take(&mut desk.faults);
        let page = laid.unwrap_or_else(|why| {
            diagnostics.push(unmade(slide, "laid out", &why));
            let title = slide.title.as_ref().map(Rich::text).unwrap_or_default();
            Page { slide: index, steps: vec![bare::step(deck.aspect.size(), ground.fill, &title)] }
        });
        diagnostics.extend(step_findings(slide, page.steps.len()));
        shaper.set_leftward(false);
        Checked { value: page, diagnostics }
    }
}

/// The footer is where it is on the deck's other slides.
fn foot(desk: &mut Desk) -> Node {
    let leftward = desk.deck.direction == Direction::Rtl;
    desk.shaper.set_leftward(leftward);
    let foot = footer::footer(desk);
    if leftward { foot.mirrored().moved(Vec2::new(desk.size.width, 0.0)) } else { foot }
}

fn page(desk: &mut Desk, index: usize) -> Page {
    let paper = desk.ground;
    if desk.picture().is_none() {
        desk.ground = slides::image::words_ground(desk);
    }
    let notes = footnotes::set(desk);
    desk.ground = paper;
    let mut nodes = slides::slide(desk);
    nodes.extend(marks::on_slide(desk));
    if let Some(notes) = notes {
        footnotes::place(desk, notes, &mut nodes);
    }
    let over = node::formulas_beyond(&nodes, 0.0, desk.size.width);
    if over > 1.0 && desk.faults.iter().all(|fault| fault.code != "SLD-OVERFLOW") {
        let message = format!("a formula of slide `{}` is {over:.0} pt too wide for the slide", desk.slide.id);
        let hint = "share it over rows: \\begin{aligned} … \\\\ … \\end{aligned}";
        desk.fault(Diagnostic::error("SLD-OVERFLOW", desk.slide.span, message).hint(hint));
    }
    if desk.mirrored() {
        nodes = node::mirrored(nodes, desk.size.width);
    }
    if desk.slide.footer {
        nodes.push(foot(desk));
    }
    for span in node::settle(&mut nodes, 0, None) {
        desk.fault(findings::cut_short(desk.slide, span));
    }
    let last = node::last_step(&nodes);
    let torn = desk.shaper.take_torn();
    if !torn.is_empty()
        && let Some(fault) = torn_finding(&node::cut(&nodes, last), torn)
    {
        desk.fault(fault);
    }
    if last > MOST_STEPS {
        desk.fault(findings::many_steps(desk.slide, last, MOST_STEPS));
    }
    let drawing = |step| Drawing { size: desk.size, ground: desk.ground.fill, items: node::cut(&nodes, step) };
    // The last step is what is handed out: it has all.
    let steps = (0..last.min(MOST_STEPS)).chain([last]);
    let steps: Vec<Arc<Drawing>> = steps.map(|step| Arc::new(drawing(step))).collect();
    covered::findings(desk.slide, &steps).into_iter().for_each(|fault| desk.fault(fault));
    Page { slide: index, steps }
}

#[cfg(test)]
mod tests;
