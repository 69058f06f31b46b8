//! Values from label to label or along time → lines and areas over an axis, each named at its end, told apart by dashes,
//! markers and places; with bands, events and targets.

use super::axis::{self, Axis, Ends};
use super::foot::{self, Foot};
use super::series::{self, SMALLEST};
use super::whole;
use super::{guides, trace};
use crate::color::Color;
use crate::deck::{Chart, ChartKind, Rich, Run};
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::Desk;
use crate::layout::node::{Node, Stack};
use crate::text::{Style, Wrap};

/// How far the marker at the beginning of a dated line reaches to the left.
const FIRST_MARKER: f64 = 6.0;
/// From the plot to the names at its right.
const BESIDE: f64 = 22.0;

pub(super) fn lines(desk: &mut Desk, chart: &Chart, room: Size) -> Stack {
    let steps = match chart.series.len() {
        1 => vec![if desk.reveals() { desk.reveal() } else { 0 }],
        _ => series::steps(desk, chart),
    };
    let (least, most) = chart.extent();
    let axis = Axis::new(chart, least, most);
    let ticks = axis.figures(desk, chart);
    // The first date lies where the plot begins, and its marker stands out beside it.
    let outside = chart.along.is_some() && chart.kind == ChartKind::Line;
    let left = axis::side(&ticks) + if outside { FIRST_MARKER } else { 0.0 };
    let ends = ends(desk, chart, room);
    let targets = guides::sides(desk, chart, room.width * 0.26);
    let widest = ends.iter().chain(&targets).map(|end| end.size.width).fold(0.0, f64::max);
    let right = room.width - widest - BESIDE;
    let heads = guides::Heads::events(desk, chart, (right - left) * 0.4);
    let (under, tallest, along) = under(desk, chart, left, right);
    let plot = Rect::new(left, 12.0 + heads.height(), right, room.height - tallest - 14.0);
    series::check_room(desk, true, plot.height());
    let mut nodes = axis.level(desk, ticks, plot);
    let x = |at: usize| along.x(plot, at);
    let y = |value: f64| plot.y1 - plot.height() * axis.share(value);
    nodes.extend(under.set(desk, chart, &along, plot, room.width));
    nodes.extend(guides::level(desk, chart, plot, &y, &[]));
    let tips: Vec<f64> = (0..chart.series.len()).map(|at| y(tip(chart, at).map_or(0.0, |tip| tip.place))).collect();
    let tops = beside(desk, chart, (&ends, &targets), &tips, plot, &y);
    // The line to be seen lies over the others.
    let mut parts: Vec<(usize, Node)> = Vec::new();
    let mut lines = Vec::new();
    for (at, (end, step)) in ends.into_iter().zip(&steps).enumerate() {
        let (points, mut part) = drawn(desk, chart, at, &x, &y);
        let from = Point::new(right + BESIDE, tops[at]);
        if let Some(tip) = tip(chart, at) {
            let middle = from.y + end.size.height / 2.0;
            part.extend(leader(desk, Point::new(x(tip.label), tips[at]), Point::new(from.x - 6.0, middle)));
        }
        part.extend(end.at(from));
        parts.push((at, series::part(chart, part, *step)));
        lines.push(points);
    }
    parts.sort_by_key(|(at, _)| chart.is_lit(*at));
    nodes.extend(parts.into_iter().map(|(_, part)| part));
    for (words, top) in targets.into_iter().zip(&tops[steps.len()..]) {
        nodes.extend(words.at(Point::new(right + BESIDE, *top)));
    }
    nodes.extend(trace::no_data(desk, chart, &lines, plot));
    let place = |at: f64| along.event_x(plot, at);
    nodes.extend(heads.over(desk, plot, right, &place, &[]));
    whole::figure(desk, chart, nodes, room)
}

/// The points of a series, and what is drawn of it: a band under a line, or an area.
fn drawn(
    desk: &Desk,
    chart: &Chart,
    at: usize,
    x: &impl Fn(usize) -> f64,
    y: &impl Fn(f64) -> f64,
) -> (Vec<Option<Point>>, Vec<Node>) {
    let top = |label: usize| {
        let value = chart.value(at, label)?;
        Some(if chart.stacked { chart.pile(at, label, value >= 0.0) + value } else { value })
    };
    let points: Vec<Option<Point>> =
        chart.own(at).into_iter().map(|label| Some(Point::new(x(label), y(top(label)?)))).collect();
    let mut part = Vec::new();
    if chart.kind == ChartKind::Area {
        part.push(trace::area(desk, chart, at, x, y));
    }
    part.extend(trace::band(desk, chart, at, x, y));
    if !chart.stacked {
        part.push(trace::line(desk, chart, at, &points));
    }
    (points, part)
}

/// The tops of the words beside the plot, none on another: of the lines' ends, then of the targets.
fn beside(
    desk: &mut Desk,
    chart: &Chart,
    (ends, targets): (&[Stack], &[Stack]),
    tips: &[f64],
    plot: Rect,
    y: &impl Fn(f64) -> f64,
) -> Vec<f64> {
    let wanted = ends.iter().zip(tips).map(|(end, tip)| (*tip, end.size.height));
    let levels = targets.iter().zip(&chart.targets).map(|(words, target)| (y(target.at), words.size.height));
    let wanted: Vec<(f64, f64)> = wanted.chain(levels).collect();
    let (top, bottom) = (plot.y0 - 18.0, plot.y1 + 8.0);
    let taken: f64 = wanted.iter().map(|(_, height)| height).sum();
    series::check_room(desk, taken <= bottom - top, f64::INFINITY);
    series::apart(&wanted, top, bottom)
}

/// Where labels lie along a plot.
enum Way {
    /// One after the other, `inset` from the left.
    Even { inset: f64, slot: f64 },
    /// In shares of the width.
    Along { shares: Vec<f64>, ends: Ends },
}

impl Way {
    fn x(&self, plot: Rect, at: usize) -> f64 {
        match self {
            Self::Even { inset, slot } => plot.x0 + inset + slot * at as f64,
            Self::Along { shares, .. } => plot.x0 + plot.width() * shares.get(at).copied().unwrap_or(0.0),
        }
    }

    fn event_x(&self, plot: Rect, at: f64) -> f64 {
        match self {
            Self::Even { inset, slot } => plot.x0 + inset + slot * at,
            Self::Along { ends, .. } => plot.x0 + plot.width() * ends.share(at),
        }
    }
}

/// The words under the plot.
enum Under {
    Labels(Vec<Option<Stack>>),
    Foot(Foot),
}

/// The words under a plot between two places, how high they are, and where labels lie.
fn under(desk: &mut Desk, chart: &Chart, left: f64, right: f64) -> (Under, f64, Way) {
    if let Some(along) = &chart.along {
        let foot = foot::foot(desk, chart, along, right - left);
        let shares = along.places().iter().map(|at| foot.ends.share(*at)).collect();
        let way = Way::Along { shares, ends: foot.ends };
        let height = foot.height;
        return (Under::Foot(foot), height, way);
    }
    let inset = ((right - left) / chart.labels.len().max(1) as f64 / 2.0).min(36.0);
    let slot = (right - left - inset - 10.0) / chart.labels.len().saturating_sub(1).max(1) as f64;
    let labels = axis::labels(desk, chart, slot);
    let tallest = axis::tallest(&labels);
    (Under::Labels(labels), tallest, Way::Even { inset, slot })
}

impl Under {
    fn set(self, desk: &mut Desk, chart: &Chart, along: &Way, plot: Rect, right: f64) -> Vec<Node> {
        let labels = match self {
            Self::Foot(foot) => return foot.under(desk, plot, right),
            Self::Labels(labels) => labels,
        };
        let row = axis::under(labels, |at| along.x(plot, at), plot.y1 + 12.0, right);
        axis::tell_left_out(desk, chart, row.iter().filter(|label| !label.is_empty()).count());
        row.into_iter().flatten().collect()
    }
}

/// The last value of a series, its label, and where along the axis its words belong.
struct Tip {
    label: usize,
    value: f64,
    place: f64,
}

fn tip(chart: &Chart, at: usize) -> Option<Tip> {
    let (label, value) = (0..chart.labels.len()).rev().find_map(|label| Some((label, chart.value(at, label)?)))?;
    // The name of an area that lies on others belongs to its middle.
    let place = if chart.stacked { chart.pile(at, label, value >= 0.0) + value / 2.0 } else { value };
    Some(Tip { label, value, place })
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
    let value = chart.figure(tip(chart, at).map(|tip| tip.value));
    let mut words = series::name(chart, at);
    let value = if words.runs.is_empty() { value } else { format!(" {value}") };
    words.runs.push(Run { text: value, bold: true, ..Run::default() });
    Rich { span: chart.span, ..words }
}
