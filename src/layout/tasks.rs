//! Items with a box to tick → the box, drawn, and how their words are set: what is done steps back, what is to do does not.

use super::desk::{Desk, rounded};
use super::node::Node;
use super::setting::Setting;
use crate::deck::Item;
use crate::deck::own_words::{Own, said};
use crate::diagnostic::Span;
use crate::drawing::{Item as Drawn, Role, Shape, Stroke};
use crate::geometry::{BezPath, Point, Rect, RoundedRect, Size};
use crate::text::Style;

/// Measures in em of the words: side, corners and line of the box, its middle over the baseline, and where words begin.
const SIDE: f64 = 0.85;
const RADIUS: f64 = 0.115;
const LINE: f64 = 0.077;
const MIDDLE: f64 = 0.33;
const INDENT: f64 = 1.5;

/// Weight of what is still to do, beside what is done.
const OPEN: f32 = 600.0;

/// What boxes there are in a list.
pub(super) struct Tasks {
    pub any: bool,
    /// Some are ticked, and some are not.
    mixed: bool,
}

impl Tasks {
    pub fn of(items: &[Item]) -> Self {
        let has = |done| items.iter().any(|item| item.task == Some(done));
        Self { any: has(true) || has(false), mixed: has(true) && has(false) }
    }

    /// How the words of an item are set.
    pub fn setting(&self, desk: &Desk, setting: &Setting, done: bool) -> Setting {
        let (style, mute) = (&setting.style, desk.ground.mute);
        let style = match (self.mixed, done) {
            (_, true) => Style { color: mute, strong: (style.strong.0, mute), link: mute, ..style.clone() },
            (true, false) => Style { weight: style.weight.max(OPEN), ..style.clone() },
            (false, false) => style.clone(),
        };
        // What lies in an item is told by its own boxes.
        Setting { style, lists: Some(setting.style.clone()), ..setting.clone() }
    }
}

/// Where the words begin.
pub(super) fn indent(setting: &Setting) -> f64 {
    f64::from(setting.style.size) * INDENT
}

/// The box beside a line with its baseline there.
pub(super) fn label(desk: &Desk, done: bool, setting: &Setting, baseline: Option<f64>) -> Node {
    let size = f64::from(setting.style.size);
    let usual = size * (f64::from(setting.style.leading) / 2.0 + 0.33);
    let top = baseline.unwrap_or(usual) - size * (MIDDLE + SIDE / 2.0);
    let whole = Rect::from_origin_size(Point::new(0.0, top), Size::new(size * SIDE, size * SIDE));
    let parts = if done {
        vec![rounded(whole, size * RADIUS, desk.ground.strong), tick(whole, desk)]
    } else {
        // The line is inside of the box, as large as a filled one.
        let inside = whole.inset(-size * LINE / 2.0);
        let path = kurbo::Shape::to_path(&RoundedRect::from_rect(inside, size * RADIUS), 0.05);
        vec![line(path, Stroke::round(size * LINE, desk.ground.mute))]
    };
    let alt = said(if done { Own::Done } else { Own::ToDo }, &desk.deck.language, &[]);
    // A tick is one from either side.
    let figure = Node::branch(Role::Figure { alt }, Point::ZERO, Span::default(), parts).whole(size * SIDE);
    Node::branch(Role::Label, Point::ZERO, Span::default(), vec![figure])
}

fn tick(whole: Rect, desk: &Desk) -> Node {
    let at = |x: f64, y: f64| Point::new(whole.x0 + x * whole.width(), whole.y0 + y * whole.height());
    let mut path = BezPath::new();
    path.move_to(at(0.23, 0.54));
    path.line_to(at(0.42, 0.73));
    path.line_to(at(0.78, 0.29));
    line(path, Stroke::round(whole.width() * 0.115, desk.ground.fill))
}

fn line(path: BezPath, stroke: Stroke) -> Node {
    let shape = Shape { path, fill: None, stroke: Some(stroke) };
    Node::leaf(Point::ZERO, Drawn::Shape(std::sync::Arc::new(shape)), Span::default())
}
