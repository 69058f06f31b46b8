//! A slide that could not be laid out or painted → its ground and its title, in a face of the program.

use std::sync::Arc;

use super::desk::paragraph_stack;
use super::node;
use super::prose::white;
use crate::color::Color;
use crate::deck::Rich;
use crate::diagnostic::Span;
use crate::drawing::{Drawing, Item, Placed, Role};
use crate::faces;
use crate::geometry::{Point, Size};
use crate::text::{Shaper, Style, Wrap};

/// The title's size, and how far it stands from the slide's top and sides.
const TITLE: f32 = 34.0;
const MARGIN: f64 = 56.0;

/// The slide with nothing but its title.
#[must_use]
pub fn titled(size: Size, ground: Color, title: &str) -> Drawing {
    let light = Color::WHITE.contrast(ground) >= Color::BLACK.contrast(ground);
    let color = if light { Color::WHITE } else { Color::BLACK };
    let style = Style { color, ..white(faces::SANS, 600.0, false, TITLE, 1.2, Wrap::Balanced) };
    let rich = Rich::plain(title, Span::default());
    // The deck's fonts may be what failed.
    let paragraph = Shaper::new(&[], "en").paragraph(&rich, &style, (size.width - 2.0 * MARGIN) as f32);
    let nodes = paragraph_stack(&paragraph, Role::Heading { level: 2 }).at(Point::new(MARGIN, MARGIN));
    Drawing { size, ground, items: node::cut(&nodes, 0) }
}

/// `drawing` with nothing but its title.
#[must_use]
pub fn bare(drawing: &Drawing) -> Drawing {
    titled(drawing.size, drawing.ground, &heading(&drawing.items).unwrap_or_default())
}

/// The words of the first heading.
fn heading(items: &[Placed]) -> Option<String> {
    items.iter().find_map(|placed| match &placed.item {
        Item::Group(group) if matches!(group.role, Role::Heading { .. }) => Some(words(&group.items)),
        Item::Group(group) => heading(&group.items),
        _ => None,
    })
}

fn words(items: &[Placed]) -> String {
    let of = |placed: &Placed| match &placed.item {
        Item::Text(run) => run.said().to_string(),
        Item::Group(group) => words(&group.items),
        _ => String::new(),
    };
    items.iter().map(of).collect()
}

/// As a page's only step.
pub(super) fn step(size: Size, ground: Color, title: &str) -> Arc<Drawing> {
    Arc::new(titled(size, ground, title))
}

#[cfg(test)]
mod tests {
    use super::{bare, titled};
    use crate::color::Color;
    use crate::geometry::Size;

    #[test]
    fn only_the_title_is_left_and_it_reads() {
        for ground in [Color::WHITE, Color::BLACK] {
            let whole = titled(Size::new(960.0, 540.0), ground, "A title that stays");
            let left = bare(&whole);
            assert_eq!((left.words(), left.ground), ("A title that stays".to_owned(), ground));
        }
    }
}
