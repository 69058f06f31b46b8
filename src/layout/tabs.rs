//! The sections of a talk → tabs in their colors at the right edge, and on title slides with their names.

use super::desk::{Desk, paragraph_stack, rect};
use super::node::Node;
use crate::color::Color;
use crate::deck::{Layout, Rich};
use crate::diagnostic::Span;
use crate::drawing::Role;
use crate::geometry::{Point, Rect};
use crate::text::{Style, Wrap};

/// From a tab's edges to its words, in points.
const PAD: f64 = 10.0;
const NAMED_PAD: f64 = 20.0;

/// A tab's color and that of words on it. A section whose ground is the paper has a tab in the color of its words.
fn colors(desk: &Desk, at: usize) -> (Color, Color) {
    let (fill, words, _) = desk.theme.section_color(at);
    if fill == desk.theme.colors.paper { (words, fill) } else { (fill, words) }
}

/// Whether the slide has the sections by name beside its words.
pub(super) fn beside(desk: &Desk) -> bool {
    matches!(desk.slide.layout, Layout::Title { .. } | Layout::Closing { .. }) && has_tabs(desk)
}

/// Whether there are sections to tell apart.
fn has_tabs(desk: &Desk) -> bool {
    desk.sections.len() > 1 && !desk.theme.colors.sections.is_empty()
}

/// Tabs along the right edge, under the title's band; that of the section that is being told reaches further in.
pub(super) fn edge(desk: &mut Desk) -> Option<Node> {
    let look = &desk.theme.tabs;
    if look.width <= 0.0 || !has_tabs(desk) {
        return None;
    }
    let (count, right) = (desk.sections.len(), desk.size.width);
    let height = (desk.size.height - desk.band) / count as f64;
    let mut nodes = Vec::new();
    for at in 0..count {
        let present = desk.part == Some(at);
        let width = if present { look.present } else { look.width };
        let top = desk.band + height * at as f64;
        let tab = Rect::new(right - width, top, right, top + height);
        let (fill, words) = colors(desk, at);
        nodes.push(rect(tab, fill));
        if present {
            let style = Style { color: words, weight: 700.0, wrap: Wrap::None, ..desk.plain(&desk.theme.scale.footer) };
            let number = desk.shaper.words(&desk.digits(at + 1), &style);
            let (wide, tall) = (f64::from(number.width), f64::from(number.height));
            if wide < width && tall < height {
                let place = Point::new(tab.x0 + (width - wide) / 2.0, tab.y1 - tall - PAD.min(height - tall));
                nodes.extend(paragraph_stack(&number, Role::Decoration).at(place));
            }
        }
    }
    Some(Node::decoration(nodes))
}

/// The sections by name, one under the other, in the right part of a title slide.
pub(super) fn named(desk: &mut Desk, region: Rect) -> Option<Node> {
    if !beside(desk) {
        return None;
    }
    let count = desk.sections.len();
    let height = region.height() / count as f64;
    let entry = &desk.theme.scale.tab;
    let style = |desk: &Desk, size: f32| Style { wrap: Wrap::Balanced, ..desk.style(entry, size) };
    let room = region.width() - 2.0 * NAMED_PAD;
    let digits: Vec<String> = (1..=count).map(|number| desk.digits(number)).collect();
    let label = |at: usize, name: &str| format!("{}\u{2002}{name}", digits[at]);
    let fits = |desk: &mut Desk, size: f32| {
        let style = style(desk, size);
        desk.sections.iter().enumerate().all(|(at, name)| {
            let words = desk.shaper.paragraph(&rich(&label(at, name)), &style, room as f32);
            f64::from(words.height) <= height - PAD && f64::from(words.longest_word) <= room
        })
    };
    // Names that have no room at the smallest size are left out: they are on their own slides.
    let size = entry.sizes.clone().into_iter().find(|size| fits(desk, *size));
    let mut nodes = Vec::new();
    for at in 0..count {
        let top = region.y0 + height * at as f64;
        let (fill, words) = colors(desk, at);
        nodes.push(rect(Rect::new(region.x0, top, region.x1, top + height), fill));
        // Where a tab has the slide's color, a hairline is its edge.
        if fill == desk.ground.fill {
            nodes.push(rect(Rect::new(region.x0, top, region.x0 + 1.0, top + height), words));
        }
        if let Some(size) = size {
            let style = Style { color: words, strong: (style(desk, size).weight, words), ..style(desk, size) };
            let name = label(at, &desk.sections[at]);
            let name = desk.shaper.paragraph(&rich(&name), &style, room as f32);
            let place = Point::new(region.x0 + NAMED_PAD, top + height - f64::from(name.height) - PAD);
            nodes.extend(paragraph_stack(&name, Role::Decoration).at(place));
        }
    }
    Some(Node::decoration(nodes))
}

fn rich(words: &str) -> Rich {
    Rich::plain(words, Span::default())
}
