//! One of several series → what tells it from the others: color, hatching, dashes, marker, and the key that names it.
//!
//! Invariant: no two series of a chart differ by color alone.

use std::sync::Arc;

use crate::color::Color;
use crate::deck::{Chart, ChartKind, Rich};
use crate::diagnostic::{Diagnostic, Span};
use crate::drawing::{Cap, Fill, Item, Paint, Role, Shape, Stroke};
use crate::geometry::{BezPath, Point, Rect, Vec2};
use crate::layout::desk::{Desk, rect};
use crate::layout::node::Node;
use crate::text::{Style, Wrap};

/// Figures on marks are at least this large, in points.
pub(in crate::layout::slides) const SMALLEST: f32 = 14.0;

/// The color of a series: the theme's, or, where one is to be seen, the accent for that and a quiet one for the others.
pub(super) fn color(desk: &Desk, chart: &Chart, at: usize) -> Color {
    let palette = desk.theme.series(&desk.ground);
    match chart.highlight.is_empty() || chart.kind == ChartKind::Points {
        _ if chart.series.len() < 2 => desk.ground.strong,
        true => palette[at % palette.len()],
        false if chart.is_lit(at) => desk.ground.accent,
        false => desk.ground.mute,
    }
}

/// The color for words about a series: its own where that reads.
pub(super) fn ink(desk: &Desk, color: Color) -> Color {
    let reads = color.contrast(desk.ground.fill) >= desk.theme.variant.least_contrast();
    if reads { color } else { desk.ground.text }
}

/// Words on a mark.
pub(super) fn on(desk: &Desk, mark: Color) -> Color {
    let usual = desk.theme.on(mark);
    let plain = if Color::WHITE.contrast(mark) >= Color::BLACK.contrast(mark) { Color::WHITE } else { Color::BLACK };
    if usual.contrast(mark) >= desk.theme.variant.least_contrast() { usual } else { plain }
}

/// The step of each series.
pub(super) fn steps(desk: &mut Desk, chart: &Chart) -> Vec<usize> {
    let revealed = desk.reveals();
    chart.series.iter().map(|_| if revealed { desk.reveal() } else { 0 }).collect()
}

/// The least height in which marks can be told apart.
const LOW: f64 = 70.0;

/// Tells that a chart has more words than room, if it has.
pub(in crate::layout::slides) fn check_room(desk: &mut Desk, words_fit: bool, marks: f64) {
    if words_fit && marks >= LOW {
        return;
    }
    let message = format!("slide `{}` holds more than fits: its chart has no room for its words", desk.slide.id);
    let hint = "shorten the labels and names, or show fewer of them";
    desk.fault(Diagnostic::error("SLD-OVERFLOW", desk.slide.span, message).hint(hint));
}

/// What belongs to one series.
pub(super) fn part(chart: &Chart, children: Vec<Node>, step: usize) -> Node {
    Node::branch(Role::Section, Point::ZERO, chart.span, children).at_step(step)
}

/// A figure on or beside a mark.
pub(super) fn figure_style(desk: &Desk, size: f32, color: Color) -> Style {
    let style = desk.style(&desk.theme.scale.figure, size);
    Style { color, strong: (700.0, color), wrap: Wrap::None, ..style }
}

/// The name of a series, or an empty one.
pub(super) fn name(chart: &Chart, at: usize) -> Rich {
    chart.series.get(at).and_then(|series| series.name.clone()).unwrap_or_default()
}

/// A bar of a series: its color, and from the second series on a hatching.
pub(super) fn bar(desk: &Desk, space: Rect, at: usize, color: Color) -> Node {
    let mut nodes = vec![rect(space, color)];
    let hatching = hatching(space.inset(-1.0), at);
    if !hatching.elements().is_empty() {
        let ink = desk.ground.fill.with_alpha(0.45);
        let stroke = Stroke { cap: Cap::Butt, ..Stroke::round(1.6, ink) };
        nodes.push(shape(hatching, None, Some(stroke)));
    }
    Node::decoration(nodes)
}

/// Distance of the lines of a hatching.
const APART: f64 = 8.0;

/// The lines over a bar: none, rising, level, falling, upright.
fn hatching(space: Rect, at: usize) -> BezPath {
    let mut path = BezPath::new();
    let mut line = |from: (f64, f64), to: (f64, f64)| {
        path.move_to(from);
        path.line_to(to);
    };
    let (width, height) = (space.width(), space.height());
    if width <= 0.0 || height <= 0.0 {
        return path;
    }
    match at % 5 {
        1 | 3 => {
            // Rising lines; falling ones are their mirror.
            let x = |x: f64| if at % 5 == 1 { x } else { space.x0 + space.x1 - x };
            let mut start = space.x0 - height + APART / 2.0;
            while start < space.x1 {
                let (from, to) = ((space.x0 - start).max(0.0), (space.x1 - start).min(height));
                line((x(start + from), space.y1 - from), (x(start + to), space.y1 - to));
                start += APART;
            }
        }
        2 => (1..).map(|n| space.y1 - APART * 0.75 * f64::from(n)).take_while(|y| *y > space.y0).for_each(|y| {
            line((space.x0, y), (space.x1, y));
        }),
        4 => (1..).map(|n| space.x0 + APART * 0.75 * f64::from(n)).take_while(|x| *x < space.x1).for_each(|x| {
            line((x, space.y0), (x, space.y1));
        }),
        _ => {}
    }
    path
}

/// The dashes of a line.
pub(super) fn dashes(at: usize, width: f64) -> Vec<f64> {
    let pattern: &[f64] = match at % 5 {
        1 => &[3.0, 2.6],
        2 => &[0.1, 2.2],
        3 => &[5.0, 2.4, 0.1, 2.4],
        4 => &[1.6, 2.0],
        _ => &[],
    };
    pattern.iter().map(|length| length * width).collect()
}

/// The mark of a point: dot, square, triangle, diamond, triangle on its tip; parted from what is behind by a rim.
pub(super) fn marker(desk: &Desk, at: usize, center: Point, radius: f64, color: Color) -> Node {
    let path = outline(at, center, radius);
    let rim = Stroke::round(5.0, desk.ground.fill);
    Node::decoration(vec![shape(path.clone(), None, Some(rim)), shape(path, Some(color), None)])
}

/// Its outline.
pub(super) fn outline(at: usize, center: Point, radius: f64) -> BezPath {
    let corners: &[(f64, f64)] = match at % 5 {
        1 => &[(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)],
        2 => &[(0.0, -1.2), (1.1, 0.8), (-1.1, 0.8)],
        3 => &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
        4 => &[(0.0, 1.2), (1.1, -0.8), (-1.1, -0.8)],
        _ => &[],
    };
    if corners.is_empty() {
        return kurbo::Shape::to_path(&kurbo::Circle::new(center, radius), 0.02);
    }
    let mut path = BezPath::new();
    for (n, (x, y)) in corners.iter().enumerate() {
        let at = center + Vec2::new(x * radius, y * radius);
        if n == 0 { path.move_to(at) } else { path.line_to(at) }
    }
    path.close_path();
    path
}

/// The range around a value: a line with a short stroke across each end.
pub(super) fn whisker(from: Point, to: Point, width: f64, color: Color) -> Node {
    let along = (to - from).hypot();
    let across = if along > 0.0 { Vec2::new(-(to - from).y, (to - from).x) / along * 5.0 } else { Vec2::ZERO };
    let mut path = BezPath::new();
    for (a, b) in [(from, to), (from - across, from + across), (to - across, to + across)] {
        path.move_to(a);
        path.line_to(b);
    }
    let stroke = Stroke { cap: Cap::Butt, ..Stroke::round(width, color) };
    Node::decoration(vec![shape(path, None, Some(stroke))])
}

/// The same on a bar, seen on light and on dark.
pub(in crate::layout::slides) fn haloed(desk: &Desk, from: Point, to: Point) -> [Node; 2] {
    [whisker(from, to, 5.5, desk.ground.fill), whisker(from, to, 2.0, desk.ground.text)]
}

pub(super) fn shape(path: BezPath, fill: Option<Color>, stroke: Option<Stroke>) -> Node {
    let fill = fill.map(|color| Fill { paint: Paint::Solid(color), even_odd: false });
    Node::leaf(Point::ZERO, Item::Shape(Arc::new(Shape { path, fill, stroke })), Span::default())
}

/// What stands before a name in the key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sample {
    Bar,
    Marker,
}

/// The names of all series in a row, for charts whose marks have no room for them; one node for each series.
pub(super) fn key(desk: &mut Desk, chart: &Chart, sample: Sample, width: f64) -> (Vec<Node>, f64) {
    let style = Style { weight: 600.0, wrap: Wrap::Balanced, ..desk.plain(&desk.theme.scale.lines) };
    let (box_width, gap) = (26.0, 30.0);
    let (mut x, mut y, mut tallest) = (0.0, 0.0, 0.0_f64);
    let mut nodes = Vec::new();
    for at in 0..chart.series.len() {
        let color = color(desk, chart, at);
        let style = Style { color: ink(desk, color), strong: (700.0, ink(desk, color)), ..style.clone() };
        let words = desk.own_width(&name(chart, at), &style, width - box_width - 10.0, Role::Paragraph);
        let whole = box_width + 10.0 + words.size.width;
        if x > 0.0 && x + whole > width {
            (x, y, tallest) = (0.0, y + tallest + 6.0, 0.0);
        }
        tallest = tallest.max(words.size.height);
        let middle = y + f64::from(style.size * style.leading) / 2.0;
        let mark = match sample {
            Sample::Bar => bar(desk, Rect::new(x, middle - 8.0, x + box_width, middle + 8.0), at, color),
            Sample::Marker => marker(desk, at, Point::new(x + box_width / 2.0, middle), 7.0, color),
        };
        let mut parts = vec![mark];
        parts.extend(words.at(Point::new(x + box_width + 10.0, y)));
        nodes.push(Node::branch(Role::Section, Point::ZERO, chart.span, parts));
        x += whole + gap;
    }
    (nodes, y + tallest)
}

/// Tops of words that want to stand with their middles at some heights, moved so that none lies on another. The
/// heights are of the words.
pub(in crate::layout::slides) fn apart(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].0.total_cmp(&wanted[*b].0));
    let mut tops = vec![0.0; wanted.len()];
    let mut from = top;
    for at in &order {
        let (middle, height) = wanted[*at];
        tops[*at] = (middle - height / 2.0).max(from);
        from = tops[*at] + height;
    }
    let mut to = bottom;
    for at in order.iter().rev() {
        tops[*at] = tops[*at].min(to - wanted[*at].1);
        to = tops[*at];
    }
    tops
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn words_at_the_same_height_move_apart_and_stay_in_their_room() {
        let tops = apart(&[(50.0, 20.0), (52.0, 20.0), (98.0, 20.0), (10.0, 20.0)], 0.0, 100.0);
        assert_eq!(tops, [40.0, 60.0, 80.0, 0.0]);
        let mut sorted = tops;
        sorted.sort_by(f64::total_cmp);
        assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] >= 20.0));
    }
}
