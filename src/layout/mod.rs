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

mod backdrop;
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
mod inks;
mod logo;
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
mod spot;
mod table;
mod tasks;

use std::sync::Arc;

use crate::deck::direction::Direction;
use crate::deck::{Deck, Rich, numbers};
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
    let logo_ratio = logo::ratio(deck, &svg, shaper);
    for (index, slide) in deck.slides.iter().enumerate() {
        if let Some(name) = slide.begins() {
            section = Some(name.text());
        }
        let ground = backdrop::ground(deck, slide, &theme);
        let (size, leftward) = (deck.aspect.size(), slide.is_leftward(deck.direction));
        // A corner is where the theme says in any direction; what is mirrored is laid out for the mirrored one.
        let spot = logo::spot(slide, &theme, size, logo_ratio);
        let subject = Subject {
            deck,
            slide,
            theme: &theme,
            ground,
            size,
            number: numbers[index],
            section: section.clone(),
            logo: if leftward { spot.map(|it| it.flipped(size.width)) } else { spot },
            leftward,
        };
        let (laid, mut faults) = beside_logo(subject, index, shaper, &svg);
        // What is said of the footer or the logo is said once.
        faults.retain(|fault| !matches!(fault.code, footer::CODE | logo::CODE) || !diagnostics.contains(fault));
        diagnostics.append(&mut faults);
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

/// A slide's page: with its logo, where that leaves the words alone; else with narrower margins; else without.
fn beside_logo(
    subject: Subject,
    index: usize,
    shaper: &mut Shaper,
    svg: &Pictures,
) -> (Result<Page, String>, Vec<Diagnostic>) {
    let around = subject.logo.map(|spot| logo::around(subject.theme, &spot, subject.size));
    let tries = [(subject.theme, subject.logo), (around.as_ref().unwrap_or(subject.theme), subject.logo)];
    for (theme, logo) in tries {
        let mut desk = Desk::new(Subject { theme, ..subject.clone() }, shaper, svg);
        let laid = caught(|| page(&mut desk, index));
        let overflows = desk.faults.iter().any(|fault| fault.code == "SLD-OVERFLOW");
        if logo.is_none() || laid.is_err() || desk.logo.is_some() && !overflows {
            return (laid, desk.faults);
        }
    }
    let none = Subject { logo: None, ..subject.clone() };
    let mut desk = Desk::new(none, shaper, svg);
    let laid = caught(|| page(&mut desk, index));
    let full = desk.faults.iter().any(|fault| fault.code == "SLD-OVERFLOW");
    if !full {
        desk.fault(logo::no_room(subject.slide));
    }
    (laid, desk.faults)
}

/// The footer is where it is on the deck's other slides.
fn foot(desk: &mut Desk) -> Node {
    let leftward = desk.deck.direction == Direction::Rtl;
    desk.shaper.set_leftward(leftward);
    let logo = desk.logo;
    if leftward {
        desk.logo = logo.map(|it| it.flipped(desk.size.width));
    }
    let foot = footer::footer(desk);
    desk.logo = logo;
    if leftward { foot.mirrored().moved(Vec2::new(desk.size.width, 0.0)) } else { foot }
}

fn page(desk: &mut Desk, index: usize) -> Page {
    let backdrop = backdrop::set(desk);
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
        desk.logo = desk.logo.map(|it| it.flipped(desk.size.width));
    }
    desk.logo = desk.logo.filter(|spot| !logo::is_covered(spot, &nodes, desk.size));
    let mark = logo::draw(desk, &nodes);
    if desk.slide.footer {
        nodes.push(foot(desk));
    }
    if let Some(backdrop) = backdrop {
        let under = backdrop.under(desk, &nodes, usize::from(desk.slide.footer));
        nodes.splice(0..0, under);
    }
    nodes.extend(mark);
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
