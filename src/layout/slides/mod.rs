//! One layout a file: a slide's fields → nodes in the layout's regions.

mod agenda;
mod banner;
mod bars;
mod body;
pub(super) mod chart;
mod code;
mod columns;
mod compare;
pub(super) mod content;
pub(super) mod image;
mod numbered;
pub(super) mod numbers;
mod people;
mod publication;
mod punchline;
pub(super) mod quote;
mod references;
mod short;
mod title;
mod unplaced;

use super::desk::Desk;
use super::node::{self, Node};
use super::{parts, picture};
use crate::deck::theme::{GroundName, Panel, Theme};
use crate::deck::{Block, Layout, Slide};

/// Everything on the slide, in reading order, without the footer.
pub(super) fn slide(desk: &mut Desk) -> Vec<Node> {
    unplaced::tell(desk);
    let own =
        matches!(desk.slide.layout, Layout::Title { .. } | Layout::Section | Layout::Closing { .. } | Layout::Image);
    let behind = !own && desk.slide.picture.is_some() && desk.picture().is_none();
    let Some(under) = (if behind { image::under(desk) } else { None }) else { return by_layout(desk) };
    let nodes = by_layout(desk);
    let top =
        node::text_boxes(&nodes, desk.shaper.is_leftward()).iter().map(|it| it.y0).fold(desk.size.height, f64::min);
    let mut all = image::under_words(desk, &under, top, &nodes);
    all.extend(nodes);
    all
}

fn by_layout(desk: &mut Desk) -> Vec<Node> {
    if parts::is_placed(desk) {
        return parts::placed(desk);
    }
    if code::is_code(desk.slide) {
        return code::code(desk);
    }
    match &desk.slide.layout {
        Layout::Title { speakers, .. } => title::title(desk, speakers),
        Layout::Section => title::section(desk),
        Layout::Closing { speakers } => title::closing(desk, speakers),
        Layout::Statement { number: Some(number) } => numbered::numbered(desk, number),
        Layout::Statement { number: None } => content::statement(desk),
        Layout::Bullets => content::bullets(desk),
        Layout::Table | Layout::Code | Layout::Blank | Layout::Faulty => content::plain(desk),
        Layout::Quote { quote, by, work } => quote::quote(desk, quote, by.as_ref(), work.as_ref()),
        Layout::Compare { left, right } => compare::compare(desk, left, right),
        Layout::Image => image::image(desk),
        Layout::Publication { cover, quote, by, work } => {
            publication::publication(desk, cover, quote.as_ref(), by.as_ref(), work.as_ref())
        }
        Layout::Chart { chart } => chart::chart(desk, chart),
        Layout::Numbers { numbers } => numbers::numbers(desk, numbers),
        Layout::References => references::references(desk),
        Layout::Agenda => agenda::agenda(desk),
        Layout::Parts { whole } => parts::parts(desk, whole),
        Layout::Canvas { items } => parts::canvas(desk, items),
    }
}

/// Whether a panel stands where the footer's words would.
pub(super) fn has_panel(desk: &Desk) -> bool {
    match desk.slide.layout {
        Layout::Statement { number: Some(_) } => desk.theme.panels.number != Panel::Bar,
        Layout::Compare { .. } => desk.theme.compare.panel,
        _ => false,
    }
}

/// Whether the theme's tabs stand at the slide's edge: beside content, not where a slide is one color or a picture.
pub(super) fn has_tabs(desk: &Desk) -> bool {
    let own =
        matches!(desk.slide.layout, Layout::Title { .. } | Layout::Section | Layout::Closing { .. } | Layout::Faulty);
    let ground = desk.slide.ground.unwrap_or_else(|| usual_ground(desk.slide, desk.theme));
    let paper = matches!(ground, GroundName::Paper | GroundName::Sand);
    let filled = picture::fills(desk) || matches!(desk.slide.layout, Layout::Image) && desk.slide.title.is_none();
    paper && !own && !filled
}

/// Whether the content is as wide as the slide, also where a theme has a margin.
pub(super) fn wants_width(slide: &Slide) -> bool {
    let long = |block: &Block| match block {
        Block::Code(code) => code.text.lines().any(|line| line.chars().count() > LONG_LINE),
        Block::Table(table) => table.head.len() > WIDE_TABLE,
        _ => false,
    };
    match &slide.layout {
        Layout::Parts { .. } | Layout::Canvas { .. } => true,
        Layout::Compare { .. } | Layout::Publication { .. } | Layout::Statement { number: Some(_) } => true,
        _ => slide.pictures.len() > 2 || slide.body.iter().any(long) || slide.columns.is_some_and(|it| it > 2),
    }
}

/// Lines of code with more letters, and tables with more columns, take a theme's margin too.
const LONG_LINE: usize = 71;
const WIDE_TABLE: usize = 5;

/// The ground that a slide stands on unless it says otherwise.
pub(super) fn usual_ground(slide: &Slide, theme: &Theme) -> GroundName {
    match &slide.layout {
        Layout::Statement { number: None } if content::is_punchline(slide) => theme.grounds.punchline,
        layout => theme.grounds.of(layout.kind()),
    }
}
