//! Values from label to label → lines over an axis, each named at its end, told apart by dashes and markers.

use super::axis::{self, Axis};
use super::series::{self, SMALLEST};
use crate::color::Color;
use crate::deck::{Chart, Rich, Run};
use crate::drawing::{Cap, Role, Stroke};
use crate::geometry::{BezPath, Point, Rect, Size};
use crate::layout::desk::Desk;
use crate::layout::node::{Node, Stack};
use crate::text::{Style, Wrap};

/// Points that have a marker each; of more only the last has.
const MOST_MARKERS: usize = 24;

pub(super) fn lines(desk: &mut Desk, chart: &Chart, room: Size) -> Stack {
    let steps = match chart.series.len() {
        1 => vec![if desk.reveals() { desk.reveal() } else { 0 }],
        _ => series::steps(desk, chart),
    };
    let (least, most) = chart.extent();
    let axis = Axis::new(chart, least, most);
    let ticks = axis.figures(desk, chart);
    let left = axis::side(&ticks);
    let ends = ends(desk, chart, room);
    let widest = ends.iter().map(|end| end.size.width).fold(0.0, f64::max);
    let right = room.width - widest - 22.0;
    let inset = ((right - left) / chart.labels.len().max(1) as f64 / 2.0).min(36.0);
    let slot = (right - left - inset - 10.0) / chart.labels.len().saturating_sub(1).max(1) as f64;
    let labels = axis::labels(desk, chart, slot);
    let plot = Rect::new(left, 12.0, right, room.height - axis::tallest(&labels) - 14.0);
    series::check_room(desk, true, plot.height());
    let mut nodes = axis.level(desk, ticks, plot);
    let x = |at: usize| plot.x0 + inset + slot * at as f64;
    let y = |value: f64| plot.y1 - plot.height() * axis.share(value);
    let (mut free, mut shown) = (f64::NEG_INFINITY, 0);
    for (at, label) in labels.into_iter().enumerate() {
        let label = label.map(|it| axis::under(it, x(at), plot.y1 + 12.0, room.width, &mut free));
        let label = label.unwrap_or_default();
        shown += usize::from(!label.is_empty());
        nodes.extend(label);
    }
    axis::tell_left_out(desk, chart, shown);
    let last = chart.labels.len().saturating_sub(1);
    let wanted: Vec<(f64, f64)> = ends
        .iter()
        .enumerate()
        .map(|(at, end)| (y(tip(chart, at).map_or(0.0, |(_, value)| value)), end.size.height))
        .collect();
    let tops = series::apart(&wanted, -6.0, plot.y1 + 8.0);
    // The line to be seen lies over the others.
    let mut parts: Vec<(usize, Node)> = Vec::new();
    for (at, (end, step)) in ends.into_iter().zip(&steps).enumerate() {
        let points: Vec<Option<Point>> =
            (0..=last).map(|label| Some(Point::new(x(label), y(chart.value(at, label)?)))).collect();
        let mut part = vec![line(desk, chart, at, &points)];
        let from = Point::new(right + 22.0, tops[at]);
        if let Some((label, value)) = tip(chart, at) {
            let tip = Point::new(x(label), y(value));
            part.extend(leader(desk, tip, Point::new(from.x - 6.0, from.y + wanted[at].1 / 2.0)));
        }
        part.extend(end.at(from));
        parts.push((at, series::part(chart, part, *step)));
    }
    parts.sort_by_key(|(at, _)| chart.highlight == Some(*at));
    nodes.extend(parts.into_iter().map(|(_, part)| part));
    series::figure(chart, nodes, room)
}

/// The last label at which a series has a value, and that value.
fn tip(chart: &Chart, at: usize) -> Option<(usize, f64)> {
    (0..chart.labels.len()).rev().find_map(|label| Some((label, chart.value(at, label)?)))
}

/// The line itself with its markers; where a value is missing, it is broken off and begins again.
fn line(desk: &Desk, chart: &Chart, at: usize, points: &[Option<Point>]) -> Node {
    let color = series::color(desk, chart, at);
    let width = if chart.highlight == Some(at) && chart.series.len() > 1 { 5.0 } else { 3.5 };
    let mut path = BezPath::new();
    let mut joined = false;
    for point in points {
        match point {
            Some(point) if joined => path.line_to(*point),
            Some(point) => path.move_to(*point),
            None => {}
        }
        joined = point.is_some();
    }
    let alone = |n: usize| {
        [n.checked_sub(1), Some(n + 1)].into_iter().flatten().all(|n| points.get(n).copied().flatten().is_none())
    };
    let dashes = series::dashes(at, width);
    // Round ends would fill the gaps of short dashes.
    let cap =
        if dashes.is_empty() || dashes.first().is_some_and(|first| *first < 1.0) { Cap::Round } else { Cap::Butt };
    let mut nodes = vec![series::shape(path, None, Some(Stroke { dashes, cap, ..Stroke::round(width, color) }))];
    // A value between two gaps has no line, so it has a marker in any case.
    let last = points.iter().rposition(Option::is_some);
    let marked = |n: &usize| points.len() <= MOST_MARKERS || Some(*n) == last || alone(*n);
    let marked: Vec<Point> = (0..points.len()).filter(marked).filter_map(|n| points[n]).collect();
    nodes.extend(marked.into_iter().map(|point| series::marker(desk, at, point, width * 1.7, color)));
    Node::decoration(nodes)
}

/// A hairline from the last point to words that had to stand elsewhere.
fn leader(desk: &Desk, from: Point, to: Point) -> Option<Node> {
    let from = Point::new(from.x + 11.0, from.y);
    let far = (from.y - to.y).abs() > 6.0;
    far.then(|| Node::decoration(vec![crate::layout::desk::line(from, to, 1.0, desk.ground.mute)]))
}

/// What stands at the end of each line: its name, and the last value.
fn ends(desk: &mut Desk, chart: &Chart, room: Size) -> Vec<Stack> {
    let width = room.width * 0.26;
    let lay = |desk: &mut Desk, size: f32| -> Vec<Stack> {
        let each = (0..chart.series.len()).map(|at| {
            let color = series::color(desk, chart, at);
            let ink = series::ink(desk, color);
            let style = end_style(desk, size, ink);
            let words = end(chart, at);
            desk.own_width(&words, &style, width, Role::Paragraph)
        });
        each.collect()
    };
    let largest = if chart.series.len() == 1 { desk.theme.scale.figure.smallest() } else { 22.0 };
    let smaller = [22.0, 20.0, 18.0, 16.0, SMALLEST].into_iter().filter(|size| *size < largest);
    let sizes: Vec<f32> = std::iter::once(largest).chain(smaller).collect();
    let fits = |ends: &[Stack]| {
        ends.iter().map(|end| end.size.height).sum::<f64>() <= room.height * 0.9
            && ends.iter().all(|end| end.size.width <= width)
    };
    let whole = |desk: &mut Desk, size: f32| {
        desk.torn = false;
        fits(&lay(desk, size)) && !desk.torn
    };
    let found = sizes.iter().copied().find(|size| whole(desk, *size));
    let found = found.or_else(|| sizes.iter().copied().find(|size| fits(&lay(desk, *size))));
    series::check_room(desk, found.is_some(), room.height);
    lay(desk, found.unwrap_or(SMALLEST))
}

fn end_style(desk: &Desk, size: f32, ink: Color) -> Style {
    let style = desk.style(&desk.theme.scale.label, size);
    Style { color: ink, strong: (700.0, ink), weight: 600.0, leading: 1.15, wrap: Wrap::Balanced, ..style }
}

fn end(chart: &Chart, at: usize) -> Rich {
    let value = chart.figure(tip(chart, at).map(|(_, value)| value));
    let mut words = series::name(chart, at);
    let value = if words.runs.is_empty() { value } else { format!(" {value}") };
    words.runs.push(Run { text: value, bold: true, ..Run::default() });
    Rich { span: chart.span, ..words }
}
