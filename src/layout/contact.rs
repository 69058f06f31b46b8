//! Slides side by side on one sheet under a line of words, to judge a deck or a theme at a glance.

use std::sync::Arc;

use super::desk::{paragraph_stack, rect};
use super::node::{self, Node};
use crate::color::Color;
use crate::deck::theme::Theme;
use crate::diagnostic::Span;
use crate::drawing::{Drawing, Group, Item, Placed, Role};
use crate::geometry::{Affine, Point, Rect, Size};
use crate::text::{Shaper, Style, TextAlign, Wrap};

/// Width of a slide on the sheet, and the space round it, in points.
pub const SLIDE: f64 = 320.0;
pub const GAP: f64 = 14.0;
/// Height of the line of words.
const HEAD: f64 = 40.0;
/// Slides on a sheet; more go on another.
pub const MOST: usize = 60;

const SHEET: Color = Color::rgb(118, 120, 124);
const INK: Color = Color::rgb(0, 0, 0);

/// A sheet of at most `MOST` slides, all of one size, `columns` beside each other.
#[must_use]
pub fn lay_out(head: &str, slides: &[Arc<Drawing>], columns: usize, theme: &Theme, shaper: &mut Shaper) -> Drawing {
    let shape = slides.first().map_or(Size::new(960.0, 540.0), |slide| slide.size);
    let scale = SLIDE / shape.width;
    let cell = Size::new(SLIDE + GAP, shape.height * scale + GAP);
    let columns = columns.clamp(1, slides.len().max(1));
    let rows = slides.len().div_ceil(columns);
    let size = Size::new(cell.width * columns as f64 + GAP, cell.height * rows as f64 + GAP + HEAD);
    let words = shaper.words(head, &style(theme));
    let heading = paragraph_stack(&words, Role::Heading { level: 1 });
    let mut nodes = heading.at(Point::new(GAP, 13.0));
    for (at, slide) in slides.iter().enumerate() {
        let corner =
            Point::new(GAP + (at % columns) as f64 * cell.width, HEAD + GAP + (at / columns) as f64 * cell.height);
        let frame = Rect::from_origin_size(corner, shape * scale);
        nodes.push(Node::decoration(vec![rect(frame, slide.ground)]));
        let clip = Some(kurbo::Shape::to_path(&slide.size.to_rect(), 0.1));
        let transform = Affine::scale(scale);
        let group = Group { transform, clip, ..Group::new(Role::Section, slide.items.clone()) };
        nodes.push(Node::placed(Placed { at: corner, item: Item::Group(group), span: Span::default() }));
    }
    Drawing { size, ground: SHEET, items: node::cut(&nodes, 0) }
}

fn style(theme: &Theme) -> Style {
    Style {
        family: theme.fonts.text.clone(),
        size: 18.0,
        weight: 600.0,
        italic: false,
        color: INK,
        strong: (700.0, INK),
        link: INK,
        accent: INK,
        mono: theme.fonts.mono.clone(),
        leading: 1.3,
        tracking: 0.0,
        capitals: false,
        align: TextAlign::Start,
        wrap: Wrap::None,
        hang: false,
    }
}
