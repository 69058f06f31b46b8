//! One layout a file: a slide's fields → nodes in the layout's regions.

mod agenda;
mod bars;
mod body;
pub(super) mod chart;
mod code;
mod compare;
pub(super) mod content;
pub(super) mod image;
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
use super::parts;
use crate::deck::Layout;
use crate::deck::theme::Panel;

/// Everything on the slide, in reading order, without the footer.
pub(super) fn slide(desk: &mut Desk) -> Vec<Node> {
    unplaced::tell(desk);
    let own =
        matches!(desk.slide.layout, Layout::Title { .. } | Layout::Section | Layout::Closing { .. } | Layout::Image);
    let behind = !own && desk.slide.picture.is_some() && desk.picture().is_none();
    let Some(under) = (if behind { image::under(desk) } else { None }) else { return by_layout(desk) };
    let nodes = by_layout(desk);
    let top = node::text_boxes(&nodes).iter().map(|it| it.y0).fold(desk.size.height, f64::min);
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
        Layout::Title { speakers } => title::title(desk, speakers),
        Layout::Section => title::section(desk),
        Layout::Closing { speakers } => title::closing(desk, speakers),
        Layout::Statement { number: Some(number) } => content::numbered(desk, number),
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
