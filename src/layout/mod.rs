//! Deck → pages: each slide becomes one drawing per step, in points, every word placed.
//!
//! Invariant: one page per slide, in the deck's order; a slide that holds too much is drawn all the same and reported.

pub mod bare;
pub mod caption;
pub mod contact;
mod heads;
pub mod ink;
pub mod prose;
pub mod sheet;
pub mod svg;
pub mod test_card;

mod backdrop;
mod blocks;
mod budget;
mod clear;
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
mod margin;
mod marks;
mod mat;
mod mirror;
mod motif;
mod node;
mod parts;
mod picture;
mod setting;
mod sheet_flow;
mod signs;
mod slides;
mod spot;
mod table;
mod tabs;
mod tasks;
mod turns;

use std::sync::Arc;

use crate::crew::{cores, side_by_side};
use crate::deck::direction::Direction;
use crate::deck::theme::{Theme, Zero};
use crate::deck::{Deck, Rich, Slide, numbers};
use crate::diagnostic::{Checked, Diagnostic};
use crate::drawing::{Drawing, Page};
use crate::geometry::Vec2;
use crate::guard::caught;
use crate::text::Shaper;
use budget::Budget;
use clear::Clear;
use desk::{Desk, Subject};
use findings::{step_findings, torn_finding};
use node::Node;
use svg::{Pictures, Reader};
use turns::Laid;

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
    checked.diagnostics.extend(glyphs::findings(shaper, deck));
    checked
}

/// What the slides of a deck share.
struct Shared<'d> {
    deck: &'d Deck,
    /// As it is in each section.
    themes: Vec<Theme>,
    numbers: Vec<usize>,
    /// The section that each slide is in, and the names of all of them.
    parts: Vec<Option<usize>>,
    sections: Vec<String>,
    svg: Pictures,
    clear: Clear,
    logo_ratio: Option<f64>,
    budget: Budget,
    /// Whether slides are laid out one after the other.
    in_turn: bool,
}

fn all(deck: &Deck, shapers: &mut [&mut Shaper]) -> Checked<Vec<Page>> {
    // Most slides have no picture, and fonts for pictures take a while to list.
    for shaper in shapers.iter_mut() {
        shaper.slash_zero(deck.theme.fonts.zero == Zero::Slashed);
    }
    let fonts = shapers.first().map(|shaper| shaper.deck_fonts().to_vec()).unwrap_or_default();
    let mut theme = deck.theme.fitted(deck.aspect.size().width);
    let sections: Vec<String> = deck.slides.iter().filter_map(Slide::begins).map(|name| name.text()).collect();
    // Without sections no tabs stand in the right margin.
    if theme.tabs.width > 0.0 && sections.len() < 2 {
        theme.space.right = theme.space.left;
    }
    let svg = Pictures::new(Box::new(move || Reader::new(&fonts)));
    let logo_ratio = shapers.first_mut().and_then(|shaper| logo::ratio(deck, &svg, shaper));
    let shared = Shared {
        deck,
        themes: (0..sections.len().max(1)).map(|at| theme.in_section(at)).collect(),
        numbers: numbers(&deck.slides),
        parts: section_of_each(deck),
        sections,
        svg,
        clear: Clear::default(),
        logo_ratio,
        budget: Budget::default(),
        in_turn: shapers.len() < 2,
    };
    let laid = side_by_side(shapers, deck.slides.len(), |shaper, index| shared.lay_out(shaper, index));
    if shared.is_to_be_done_again() {
        // Which slides have to do with less is then the same each time.
        drop(laid);
        return all(deck, &mut shapers[..1]);
    }
    let mut pages = Vec::with_capacity(laid.len());
    let mut diagnostics = Vec::new();
    for Checked { value, diagnostics: mut told } in laid {
        // What is said of the footer or the logo, and of the drawing that it is, is said once.
        let once = |fault: &Diagnostic| matches!(fault.code, footer::CODE | logo::CODE | "SVG");
        told.retain(|fault| !once(fault) || !diagnostics.contains(fault));
        diagnostics.append(&mut told);
        pages.push(value);
    }
    Checked { value: pages, diagnostics }
}

/// The section that each slide is in, counted from 0. Nobody sees a hidden one: its name is not for the others' footers.
fn section_of_each(deck: &Deck) -> Vec<Option<usize>> {
    let mut part: Option<usize> = None;
    let of = |slide: &Slide| {
        if slide.begins().is_some() {
            part = Some(part.map_or(0, |part| part + 1));
        }
        part
    };
    deck.slides.iter().map(of).collect()
}

impl Shared<'_> {
    /// Whether slides that were laid out side by side came to more than a deck may hold.
    fn is_to_be_done_again(&self) -> bool {
        !self.in_turn && self.budget.is_short()
    }

    /// One slide, and what is to be told of it.
    fn lay_out(&self, shaper: &mut Shaper, index: usize) -> Checked<Page> {
        let (deck, slide, part) = (self.deck, &self.deck.slides[index], self.parts[index]);
        if self.is_to_be_done_again() {
            return Checked {
                value: Page { slide: index, steps: Vec::new(), together: None },
                diagnostics: Vec::new(),
            };
        }
        let theme = &self.themes[part.unwrap_or(0)];
        let ground = backdrop::ground(deck, slide, theme);
        let (size, leftward) = (deck.aspect.size(), slide.is_leftward(deck.direction));
        // A corner is where the theme says in any direction; what is mirrored is laid out for the mirrored one.
        let spot = logo::spot(slide, theme, size, self.logo_ratio);
        let subject = Subject {
            deck,
            clear: &self.clear,
            slide,
            theme,
            ground,
            size,
            number: self.numbers[index],
            section: part.map(|part| self.sections[part].clone()),
            sections: &self.sections,
            part,
            wide: slides::wants_width(slide),
            tight: false,
            leftward,
            logo: if leftward { spot.map(|it| it.flipped(size.width)) } else { spot },
        };
        let lay = |slide: &Slide| in_column(&Subject { slide, ..subject.clone() }, shaper, self, index);
        let (laid, mut diagnostics) = turns::lay_out(slide, lay);
        let page = laid.unwrap_or_else(|why| {
            diagnostics.push(unmade(slide, "laid out", &why));
            let steps = vec![bare::step(deck.aspect.size(), ground.fill, &title(slide))];
            Page { slide: index, steps, together: None }
        });
        self.budget.hold(&page);
        diagnostics.extend(step_findings(slide, page.steps.len()));
        shaper.set_leftward(false);
        Checked { value: page, diagnostics }
    }
}

fn title(slide: &Slide) -> String {
    slide.title.as_ref().map(Rich::text).unwrap_or_default()
}

fn full(laid: &Laid) -> usize {
    laid.1.iter().filter(|fault| fault.code == "SLD-OVERFLOW").count()
}

/// The slide as the theme has it, or, where that does not hold all, over the theme's margin too and under a lower band.
fn in_column(subject: &Subject, shaper: &mut Shaper, shared: &Shared, index: usize) -> Laid {
    let usual = beside_logo(subject, index, shaper, shared);
    let more = subject.theme.margin.width > 0.0 && !subject.wide || subject.theme.band.height > 0.0;
    if !more || full(&usual) == 0 {
        return usual;
    }
    let roomy = beside_logo(&Subject { wide: true, tight: true, ..subject.clone() }, index, shaper, shared);
    if full(&roomy) < full(&usual) { roomy } else { usual }
}

/// A slide's page: with its logo, where that leaves the words alone; else with narrower margins; else without.
fn beside_logo(subject: &Subject, index: usize, shaper: &mut Shaper, shared: &Shared) -> Laid {
    let around = subject.logo.map(|spot| logo::around(subject.theme, &spot, subject.size));
    let tries = [(subject.theme, subject.logo), (around.as_ref().unwrap_or(subject.theme), subject.logo)];
    for (theme, logo) in tries {
        let mut desk = Desk::new(Subject { theme, ..subject.clone() }, shaper, &shared.svg);
        let laid = caught(|| page(&mut desk, index, &shared.budget));
        let overflows = desk.faults.iter().any(|fault| fault.code == "SLD-OVERFLOW");
        if logo.is_none() || laid.is_err() || desk.logo.is_some() && !overflows {
            return (laid, desk.faults);
        }
    }
    let mut desk = Desk::new(Subject { logo: None, ..subject.clone() }, shaper, &shared.svg);
    let laid = caught(|| page(&mut desk, index, &shared.budget));
    if desk.faults.iter().all(|fault| fault.code != "SLD-OVERFLOW") {
        desk.fault(logo::no_room(subject.slide, subject.theme));
    }
    (laid, desk.faults)
}

/// The footer is where it is on the deck's other slides.
fn foot(desk: &mut Desk) -> Node {
    let leftward = desk.deck.direction == Direction::Rtl;
    desk.shaper.set_leftward(leftward);
    let logo = desk.logo;
    let span = desk.foot_span;
    if leftward {
        desk.logo = logo.map(|it| it.flipped(desk.size.width));
        desk.foot_span = flipped(span, desk.size.width);
    }
    let foot = footer::footer(desk);
    (desk.logo, desk.foot_span) = (logo, span);
    if leftward { foot.mirrored().moved(Vec2::new(desk.size.width, 0.0)) } else { foot }
}

fn flipped((from, to): (f64, f64), width: f64) -> (f64, f64) {
    (width - to, width - from)
}

fn page(desk: &mut Desk, index: usize, budget: &Budget) -> Page {
    if budget.is_full() {
        return with_title_alone(desk, index);
    }
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
    if slides::has_tabs(desk) {
        nodes.extend(tabs::edge(desk));
    }
    if desk.mirrored() {
        nodes = node::mirrored(nodes, desk.size.width);
        desk.logo = desk.logo.map(|it| it.flipped(desk.size.width));
        desk.foot_span = flipped(desk.foot_span, desk.size.width);
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
    let most = last.min(MOST_STEPS);
    let Some(given) = budget.steps(&nodes, last, most) else {
        return with_title_alone(desk, index);
    };
    if given < most {
        desk.fault(findings::too_few_steps(desk.slide, last + 1, given + 1));
    } else if last > most {
        desk.fault(findings::many_steps(desk.slide, last, most));
    }
    let drawing = |step| Drawing { size: desk.size, ground: desk.ground.fill, items: node::cut(&nodes, step) };
    // The last step is what is handed out: it has all.
    let steps = (0..given).chain([last]);
    let steps: Vec<Arc<Drawing>> = steps.map(|step| Arc::new(drawing(step))).collect();
    covered::findings(desk.slide, &steps).into_iter().for_each(|fault| desk.fault(fault));
    Page { slide: index, steps, together: None }
}

/// A slide for which there is no room.
fn with_title_alone(desk: &mut Desk, index: usize) -> Page {
    desk.fault(findings::too_much(desk.slide));
    let steps = vec![bare::step(desk.size, desk.ground.fill, &title(desk.slide))];
    Page { slide: index, steps, together: None }
}

#[cfg(test)]
mod tests;
