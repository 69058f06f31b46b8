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

use crate::deck::direction::Direction;
use crate::deck::{Deck, Layout, Rich, numbers};
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
        let subject = Subject {
            deck,
            slide,
            theme: &theme,
            ground,
            size: deck.aspect.size(),
            number: numbers[index],
            section: section.clone(),
            leftward: slide.is_leftward(deck.direction),
        };
        let mut desk = Desk::new(subject, shaper, &svg);
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
    shaper.set_leftward(false);
    Checked { value: pages, diagnostics }
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
