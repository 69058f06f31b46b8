//! Items with an icon for a mark → the icon where the dot would stand, as high as the line, in the color of marks.

use super::desk::Desk;
use super::node::Node;
use super::picture;
use super::setting::Setting;
use crate::color::Color;
use crate::deck::{Item, Picture};
use crate::diagnostic::Span;
use crate::drawing::Role;
use crate::geometry::{Point, Size, Vec2};

/// Measures in em of the words: the side of an icon, the middle of capitals over the baseline, and where words begin.
const SIDE: f64 = 1.08;
const MIDDLE: f64 = 0.33;
const INDENT: f64 = 1.5;

/// Whether items of a list have icons.
pub(super) fn any(items: &[Item]) -> bool {
    items.iter().any(|item| item.icon.is_some())
}

/// Where the words begin.
pub(super) fn indent(setting: &Setting) -> f64 {
    f64::from(setting.style.size) * INDENT
}

/// How far other marks of the list move to stand under the middle of icons; `middle` is that of theirs.
pub(super) fn under(setting: &Setting, middle: f64) -> Vec2 {
    Vec2::new(f64::from(setting.style.size) * SIDE / 2.0 - middle, 0.0)
}

/// The icon beside a line with its baseline there. Only one that says something is read.
pub(super) fn label(
    desk: &mut Desk,
    icon: &Picture,
    setting: &Setting,
    (color, baseline): (Color, Option<f64>),
) -> Node {
    let size = f64::from(setting.style.size);
    let usual = size * (f64::from(setting.style.leading) / 2.0 + MIDDLE);
    let top = baseline.unwrap_or(usual) - size * (MIDDLE + SIDE / 2.0);
    let drawn = picture::sign(desk, icon, Size::new(size * SIDE, size * SIDE), color);
    let role = if icon.alt.is_some() { Role::Label } else { Role::Decoration };
    Node::branch(role, Point::new(0.0, top), Span::default(), drawn.nodes)
}
