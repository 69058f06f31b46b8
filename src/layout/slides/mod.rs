//! One layout a file: a slide's fields → nodes in the layout's regions.

mod bars;
mod chart;
mod compare;
mod content;
mod image;
mod numbers;
mod publication;
mod quote;
mod references;
mod title;

use super::desk::Desk;
use super::node::Node;
use crate::deck::Layout;

/// Everything on the slide, in reading order, without the footer.
pub(super) fn slide(desk: &mut Desk) -> Vec<Node> {
    match &desk.slide.layout {
        Layout::Title { speakers } => title::title(desk, speakers),
        Layout::Section => title::section(desk),
        Layout::Closing => title::closing(desk),
        Layout::Statement { number: Some(number) } => content::numbered(desk, number),
        Layout::Statement { number: None } => content::statement(desk),
        Layout::Bullets => content::bullets(desk),
        Layout::Table | Layout::Code | Layout::Blank => content::plain(desk),
        Layout::Quote { quote, by, work } => quote::quote(desk, quote, by.as_ref(), work.as_ref()),
        Layout::Compare { left, right } => compare::compare(desk, left, right),
        Layout::Image => image::image(desk),
        Layout::Publication { cover, quote, by, work } => {
            publication::publication(desk, cover, quote.as_ref(), by.as_ref(), work.as_ref())
        }
        Layout::Chart { chart } => chart::chart(desk, chart),
        Layout::Numbers { numbers } => numbers::numbers(desk, numbers),
        Layout::References => references::references(desk),
        Layout::Faulty { messages } => content::faulty(desk, messages),
    }
}

/// The name of the ground that a layout stands on unless the slide says otherwise.
pub(super) fn usual_ground(layout: &Layout) -> &'static str {
    match layout {
        Layout::Title { .. } | Layout::Quote { .. } | Layout::Closing => "dark",
        Layout::Section => "sand",
        Layout::Statement { .. }
        | Layout::Bullets
        | Layout::Compare { .. }
        | Layout::Image
        | Layout::Publication { .. }
        | Layout::Chart { .. }
        | Layout::Numbers { .. }
        | Layout::Table
        | Layout::Code
        | Layout::References
        | Layout::Blank
        | Layout::Faulty { .. } => "paper",
    }
}
