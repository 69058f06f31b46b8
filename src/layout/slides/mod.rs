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
use crate::deck::{Block, Layout, Slide, Table};
use crate::writing::width;

/// Everything on the slide, in reading order, without the footer.
pub(super) fn slide(desk: &mut Desk) -> Vec<Node> {
    unplaced::tell(desk);
    let own =
        matches!(desk.slide.layout, Layout::Title { .. } | Layout::Section | Layout::Closing { .. } | Layout::Image);
    let behind = !own && desk.slide.picture.is_some() && desk.picture().is_none();
    let Some(under) = (if behind { image::under(desk) } else { None }) else { return in_order(desk) };
    let nodes = in_order(desk);
    let top =
        node::text_boxes(&nodes, desk.shaper.is_leftward()).iter().map(|it| it.y0).fold(desk.size.height, f64::min);
    let mut all = image::under_words(desk, &under, top, &nodes);
    all.extend(nodes);
    all
}

/// The slide's title is read before its kicker, its number or the cover beside it, wherever these stand.
fn in_order(desk: &mut Desk) -> Vec<Node> {
    let mut nodes = by_layout(desk);
    if desk.slide.title.is_some() {
        node::title_first(&mut nodes);
    }
    nodes
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
        Layout::Blank if image::is_alone(desk.slide) => image::image(desk),
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
        Layout::Compare { .. } => desk.theme.compare.has_two_grounds(),
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
        Block::Table(table) => table.head.len() > WIDE_TABLE || letters_across(table) > LONG_ROW,
        _ => false,
    };
    match &slide.layout {
        Layout::Parts { .. } | Layout::Canvas { .. } => true,
        Layout::Compare { .. } | Layout::Publication { .. } | Layout::Statement { number: Some(_) } => true,
        _ => slide.pictures.len() > 2 || slide.body.iter().any(long) || slide.columns.is_some_and(|it| it > 2),
    }
}

/// Lines of code with more letters, which would be small, and tables with more columns or longer rows take a theme's
/// margin too.
const LONG_LINE: usize = 58;
const WIDE_TABLE: usize = 5;
const LONG_ROW: usize = 58;

/// Letters of a row that has the longest cell of each column, and what is between columns.
fn letters_across(table: &Table) -> usize {
    let rows = || std::iter::once(&table.head).chain(&table.rows);
    let longest = |column: usize| rows().filter_map(|row| row.get(column)).map(|cell| width(&cell.text())).max();
    (0..table.head.len()).map(|column| longest(column).unwrap_or(0) + BETWEEN_COLUMNS).sum()
}

/// The space between two columns, in letters.
const BETWEEN_COLUMNS: usize = 2;

/// The ground that a slide stands on unless it says otherwise.
pub(super) fn usual_ground(slide: &Slide, theme: &Theme) -> GroundName {
    match &slide.layout {
        Layout::Statement { number: None } if content::is_punchline(slide) => theme.grounds.punchline,
        layout => theme.grounds.of(layout.kind()),
    }
}
