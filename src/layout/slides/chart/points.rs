//! Points by two numbers each → dots over two axes, a straight line through them with its slope, and those that stand
//! apart ringed and named.

use super::axis::{self, Axis};
use super::dense::{self, Honeycomb};
use super::foot::{self, UNDER};
use super::series::{self, SMALLEST, Sample};
use super::trend::{Line, slope_words, trend};
use super::whole;
use super::{free, guides, trace};
use crate::deck::{Along, Chart, Rich, Run};
use crate::drawing::{Role, Stroke};
use crate::geometry::{BezPath, PathShape as _, Point, Rect, Size};
use crate::layout::desk::Desk;
use crate::layout::node::{Node, Stack};
use crate::text::{Style, Wrap};

const RADIUS: f64 = 5.0;
/// The room of the key of a honeycomb.
const KEY: f64 = 18.0;
/// So many points hide each other, unless they let more through.
const MANY: usize = 400;
/// How many times the usual distance from the line makes a point stand apart, and how many of them are named.
const APART: f64 = 2.6;
const MOST_APART: usize = 3;

pub(super) fn points(desk: &mut Desk, chart: &Chart, room: Size) -> Stack {
    let several = chart.series.len() > 1;
    let steps = if several { series::steps(desk, chart) } else { vec![if desk.reveals() { desk.reveal() } else { 0 }] };
    let Some(along) = &chart.along else { return Stack::default() };
    let (mut nodes, top) = head(desk, chart, &steps, room.width);
    let (least, most) = chart.span_of_values().unwrap_or_default();
    let axis = Axis::new(chart, least, most);
    let ticks = axis.figures(desk, chart);
    let left = axis::side(&ticks) + RADIUS;
    let trend = trend(chart, along);
    let slope = trend.as_ref().map(|trend| slope(desk, chart, trend, room.width * 0.22));
    let targets = guides::sides(desk, chart, room.width * 0.22);
    let widest = slope.iter().chain(&targets).map(|it| it.size.width).fold(0.0, f64::max);
    let right = room.width - if widest > 0.0 { widest + 14.0 } else { 12.0 };
    let heads = guides::Heads::events(desk, chart, (right - left) * 0.4);
    let foot = foot::foot(desk, chart, along, right - left);
    let plot = Rect::new(left, top + heads.height(), right, room.height - foot.height - UNDER - 2.0);
    series::check_room(desk, true, plot.height());
    nodes.extend(axis.level(desk, ticks, plot));
    let ends = foot.ends;
    let x = |at: f64| plot.x0 + plot.width() * ends.share(at);
    let y = |value: f64| plot.y1 - plot.height() * axis.share(value);
    nodes.extend(foot.under(desk, plot, room.width));
    nodes.extend(guides::level(desk, chart, plot, &y, &[]));
    let place = |series: usize, at: usize| Some(Point::new(x(*along.places().get(at)?), y(chart.value(series, at)?)));
    let apart = apart(chart, along, trend.as_ref());
    let mut taken: Vec<Rect> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let all: Vec<(usize, Point)> =
            (0..chart.labels.len()).filter_map(|label| Some((label, place(at, label)?))).collect();
        let marks = if !is_dense(chart) {
            taken.extend(all.iter().map(|(_, point)| Rect::from_center_size(*point, Size::new(12.0, 12.0))));
            dots(desk, chart, at, &all, &apart, &y)
        } else if several {
            vec![dense::marks(desk, chart, at, all.iter().map(|it| it.1))]
        } else {
            let comb = Honeycomb::new(all.iter().map(|it| it.1));
            taken.extend(comb.covered());
            nodes.extend(comb.key(desk, chart, right).0);
            shades(desk, &comb, &all, &apart)
        };
        nodes.push(series::part(chart, marks, *step));
    }
    let mut beside: Vec<(f64, Stack)> = Vec::new();
    if let (Some(trend), Some(slope)) = (&trend, slope) {
        let (start, end, line) = trend_line(desk, trend, &axis, (&x, &y));
        taken.extend(free::along(start, end, 8.0));
        nodes.push(line);
        beside.push((end.y, slope));
    }
    beside.extend(targets.into_iter().zip(&chart.targets).map(|(words, target)| (y(target.at), words)));
    nodes.extend(at_side(beside, plot, &mut taken));
    let point = |at: &usize| Some((*at, (0..chart.series.len()).find_map(|series| place(series, *at))?));
    let named: Vec<(usize, Point)> = apart.iter().filter_map(point).collect();
    nodes.extend(names(desk, chart, &named, &mut taken, Rect { x1: room.width, ..plot }));
    nodes.extend(heads.over(desk, plot, right, &x, &[]));
    whole::figure(desk, chart, nodes, room)
}

/// Whether there are more points than can be told from each other.
fn is_dense(chart: &Chart) -> bool {
    chart.values().count() > dense::MOST
}

/// The names of several series over the plot, each from its step on, and how much room there is over it.
fn head(desk: &mut Desk, chart: &Chart, steps: &[usize], width: f64) -> (Vec<Node>, f64) {
    if chart.series.len() < 2 {
        // The key of the shades stands over the plot.
        return (Vec::new(), 12.0 + if is_dense(chart) { KEY } else { 0.0 });
    }
    let (names, height) = series::key(desk, chart, Sample::Marker, width);
    (names.into_iter().zip(steps).map(|(name, step)| name.at_step(*step)).collect(), height + 18.0)
}

/// One series of very many points as shades of a honeycomb, with rings around those that stand apart.
fn shades(desk: &Desk, comb: &Honeycomb, all: &[(usize, Point)], apart: &[usize]) -> Vec<Node> {
    let rings = all.iter().filter(|(label, _)| apart.contains(label));
    let rings = rings.flat_map(|(_, point)| trace::ring(desk, *point, 6.5, desk.ground.accent));
    std::iter::once(comb.draw(desk)).chain(rings).collect()
}

/// Words at the right of a plot, near the heights that they belong to.
fn at_side(words: Vec<(f64, Stack)>, plot: Rect, taken: &mut Vec<Rect>) -> Vec<Node> {
    let wanted: Vec<(f64, f64)> = words.iter().map(|(at, words)| (*at, words.size.height)).collect();
    let tops = series::apart(&wanted, plot.y0 - 12.0, plot.y1 + 6.0);
    let mut nodes = Vec::new();
    for ((_, words), top) in words.into_iter().zip(tops) {
        let corner = Point::new(plot.x1 + 10.0, top);
        taken.push(Rect::from_origin_size(corner, words.size));
        nodes.extend(words.at(corner));
    }
    nodes
}

/// The dots of a series, and the range around each; those that stand apart are rings in the accent.
fn dots(
    desk: &Desk,
    chart: &Chart,
    at: usize,
    all: &[(usize, Point)],
    apart: &[usize],
    y: &impl Fn(f64) -> f64,
) -> Vec<Node> {
    let several = chart.series.len() > 1;
    let color = if several { series::color(desk, chart, at) } else { desk.ground.mute };
    let through = if all.len() > MANY { 0.25 } else { 0.6 };
    let mut marks = Vec::new();
    for (label, point) in all {
        if let Some((low, high)) = chart.series[at].range(*label) {
            let (low, high) = (Point::new(point.x, y(low)), Point::new(point.x, y(high)));
            marks.push(series::whisker(low, high, 1.5, color.with_alpha(0.7)));
        }
        if apart.contains(label) {
            continue;
        }
        if several {
            marks.push(series::marker(desk, at, *point, RADIUS, color));
        } else {
            let circle = kurbo::Circle::new(*point, RADIUS).to_path(0.02);
            let rim = if all.len() > MANY { 0.0 } else { 0.75 };
            let rim = (rim > 0.0).then(|| Stroke::round(rim, desk.ground.fill));
            marks.push(series::shape(circle, Some(color.with_alpha(through)), rim));
        }
    }
    for (_, point) in all.iter().filter(|(label, _)| apart.contains(label)) {
        marks.extend(trace::ring(desk, *point, 6.5, desk.ground.accent));
    }
    vec![Node::decoration(marks)]
}

/// The words of points that stand apart, each where nothing else is.
fn names(desk: &mut Desk, chart: &Chart, named: &[(usize, Point)], taken: &mut Vec<Rect>, within: Rect) -> Vec<Node> {
    let ink = series::ink(desk, desk.ground.accent);
    let entry = &desk.theme.scale.lines;
    taken.extend(named.iter().map(|(_, point)| Rect::from_center_size(*point, Size::new(18.0, 18.0))));
    let mut nodes = Vec::new();
    let mut unnamed = 0;
    for (at, point) in named {
        let label = chart.labels.get(*at).cloned().unwrap_or_default();
        let words = chart.texts.get(*at).cloned().flatten().unwrap_or(label);
        if words.text().trim().is_empty() {
            continue;
        }
        let sizes = [18.0, 16.0, SMALLEST].map(|size| size.min(entry.largest().max(SMALLEST)));
        let found = sizes.into_iter().find_map(|size| {
            let style = desk.style(entry, size);
            let style = Style { weight: 600.0, color: ink, strong: (700.0, ink), wrap: Wrap::Balanced, ..style };
            let words = desk.own_width(&words, &style, within.width() * 0.45, Role::Paragraph);
            let place = free::near(*point, words.size, 12.0, taken, within)?;
            Some((words, place))
        });
        match found {
            Some((words, place)) => {
                taken.push(place);
                let far = place.inflate(14.0, 14.0).contains(*point);
                if !far {
                    let to = Point::new(point.x.clamp(place.x0, place.x1), point.y.clamp(place.y0, place.y1));
                    let from = *point + (to - *point).normalize() * 9.0;
                    nodes.push(Node::decoration(vec![crate::layout::desk::line(from, to, 0.75, desk.ground.mute)]));
                }
                nodes.extend(words.at(place.origin()));
            }
            None => unnamed += 1,
        }
    }
    axis::tell_unnamed(desk, unnamed);
    nodes
}

/// The points that stand apart: those that the author marks, or those far from the line through all.
fn apart(chart: &Chart, along: &Along, trend: Option<&Line>) -> Vec<usize> {
    let named = |at: &usize| chart.labels.get(*at).is_some_and(|label| !label.text().trim().is_empty());
    if !chart.highlight.is_empty() {
        return chart.highlight.clone();
    }
    let Some(trend) = trend else { return Vec::new() };
    let value = |at: usize| (0..chart.series.len()).find_map(|series| chart.value(series, at));
    let off = |at: usize| Some((value(at)? - trend.at(*along.places().get(at)?)).abs());
    let all: Vec<(usize, f64)> = (0..chart.labels.len()).filter_map(|at| Some((at, off(at)?))).collect();
    let usual = (all.iter().map(|(_, off)| off * off).sum::<f64>() / all.len().max(1) as f64).sqrt();
    let mut far: Vec<(usize, f64)> = all.into_iter().filter(|(at, off)| *off > usual * APART && named(at)).collect();
    far.sort_by(|a, b| b.1.total_cmp(&a.1));
    far.into_iter().take(MOST_APART).map(|(at, _)| at).collect()
}

fn slope(desk: &mut Desk, chart: &Chart, line: &Line, width: f64) -> Stack {
    let ink = series::ink(desk, desk.ground.accent);
    let entry = &desk.theme.scale.lines;
    let size = entry.smallest().clamp(16.0, 20.0);
    let style =
        Style { color: ink, strong: (700.0, ink), wrap: Wrap::Balanced, leading: 1.2, ..desk.style(entry, size) };
    let (number, words) = slope_words(chart, line);
    let bold = Run { text: number, bold: true, ..Run::default() };
    let plain = Run { text: words, ..Run::default() };
    desk.own_width(&Rich { runs: vec![bold, plain], span: chart.span }, &style, width, Role::Paragraph)
}

/// The line across the plot as far as it stays in it: its two ends, and its node.
fn trend_line(
    desk: &Desk,
    line: &Line,
    axis: &Axis,
    (x, y): (&impl Fn(f64) -> f64, &impl Fn(f64) -> f64),
) -> (Point, Point, Node) {
    // Where it leaves the axis of values it ends.
    let bound = |at: f64| {
        let value = line.at(at);
        let inside = value.clamp(axis.least, axis.most);
        if value == inside || line.slope == 0.0 { at } else { line.middle + (inside - line.level) / line.slope }
    };
    let (from, to) = (bound(line.from), bound(line.to));
    let (from, to) = (Point::new(x(from), y(line.at(from))), Point::new(x(to), y(line.at(to))));
    let mut path = BezPath::new();
    path.move_to(from);
    path.line_to(to);
    let node = series::shape(path, None, Some(Stroke::round(2.5, desk.ground.accent)));
    (from, to, Node::decoration(vec![node]))
}
