//! Values → a row of dots for each label, on one axis: named over the first row, with their figures beside them.

use super::axis::Axis;
use super::rails;
use super::series::{self, Sample, whisker};
use super::whole;
use super::{groups, guides};
use crate::deck::{Chart, Rich};
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::{Desk, line};
use crate::layout::node::{Node, Stack, text_boxes};

/// Of a dot; in low rows where dots give way to each other it is less.
const RADIUS: f64 = 8.5;
const LEAST_RADIUS: f64 = 4.0;

pub(super) fn dots(desk: &mut Desk, chart: &Chart, room: Size) -> Stack {
    let several = chart.series.len() > 1;
    if !several && rails::suit(chart, room) {
        return rails::rails(desk, chart, room);
    }
    let first = desk.next_step;
    let steps = if several { series::steps(desk, chart) } else { vec![0] };
    let mut nodes = Vec::new();
    let mut top = 0.0;
    if several {
        let (names, height) = series::key(desk, chart, Sample::Marker, room.width);
        nodes.extend(names.into_iter().zip(&steps).map(|(name, step)| name.at_step(*step)));
        top = height + 16.0;
    }
    let heads = guides::Heads::targets(desk, chart, room.width * 0.4);
    let (field, labels) = Field::new(desk, chart, room, top + heads.height());
    let plot = field.plot;
    if !field.figured {
        let words = field.axis.figures(desk, chart);
        nodes.extend(field.axis.upright(desk, words, plot));
    }
    // Lines of targets lie under the dots, and stop before figures.
    let place = nodes.len();
    let mut crossed = Vec::new();
    let mut parts: Vec<Vec<Node>> = vec![Vec::new(); chart.series.len().max(1)];
    for (at, label) in labels.into_iter().enumerate() {
        let middle = field.middle(at);
        let rail = line(Point::new(plot.x0, middle), Point::new(plot.x1, middle), 1.5, desk.ground.line);
        let height = label.size.height;
        let mut row = vec![Node::decoration(vec![rail])];
        row.extend(label.at(Point::new(0.0, middle - height / 2.0)));
        for (series, marks) in field.marks(desk, chart, at) {
            crossed.extend(text_boxes(&marks, desk.shaper.is_leftward()));
            if several { parts[series].extend(marks) } else { row.extend(marks) }
        }
        let step = if several || !desk.reveals() { 0 } else { first + at + 1 };
        nodes.push(series::part(chart, row, step));
    }
    if several {
        nodes.extend(parts.into_iter().zip(&steps).map(|(part, step)| series::part(chart, part, *step)));
    }
    let lines = heads.over(desk, plot, room.width, &|value| field.x(value), &crossed);
    nodes.splice(place..place, lines);
    whole::figure(desk, chart, nodes, Size::new(room.width, plot.y1 + field.foot))
}

/// Where dots have their places.
struct Field {
    plot: Rect,
    axis: Axis,
    /// Whether each dot has its figure; of more than two in a row they would run into each other.
    figured: bool,
    /// Of the figures.
    size: f32,
    /// From one row to the next.
    pitch: f64,
    radius: f64,
    /// What figures under an axis take.
    foot: f64,
}

impl Field {
    /// The field in `room` from `top` on, and the labels at its left.
    fn new(desk: &mut Desk, chart: &Chart, room: Size, top: f64) -> (Self, Vec<Stack>) {
        let figured = chart.series.len() <= 2;
        let foot = if figured { 0.0 } else { 32.0 };
        let space = Size::new(room.width, room.height - top - foot);
        let (labels, left) = groups::labels(desk, chart, space);
        let count = chart.labels.len().max(1) as f64;
        let pitch = groups::pitch(&labels, desk.theme.charts.row.max(58.0), space.height / count);
        let axis = Axis::new(chart, chart.extent().0, chart.extent().1);
        let size = (pitch * 0.5).clamp(14.0, 24.0) as f32;
        let side = if figured { widest(desk, chart, size) + RADIUS + 14.0 } else { 24.0 };
        let ahead = if figured && chart.series.len() > 1 { side } else { 24.0 };
        let plot = Rect::new(left + ahead, top, room.width - side, top + pitch * count);
        let mut field = Self { plot, axis, figured, size, pitch, radius: RADIUS, foot };
        // Dots over each other stay in their row, off the figures of the next.
        let crowded = |at: usize| is_crowded(&values(chart, at), &|value| field.x(value));
        if (0..chart.labels.len()).any(crowded) {
            field.radius = (pitch / 4.0).clamp(LEAST_RADIUS, RADIUS);
        }
        (field, labels)
    }

    fn x(&self, value: f64) -> f64 {
        self.plot.x0 + self.plot.width() * self.axis.share(value)
    }

    fn middle(&self, at: usize) -> f64 {
        self.plot.y0 + self.pitch * (at as f64 + 0.5)
    }

    /// What each series has in a row: its dot, the range around it, and its figure.
    fn marks(&self, desk: &mut Desk, chart: &Chart, at: usize) -> Vec<(usize, Vec<Node>)> {
        let middle = self.middle(at);
        let values = values(chart, at);
        let x = |value: f64| self.x(value);
        let greatest = values.iter().flatten().copied().fold(f64::MIN, f64::max);
        let lit = chart.series.len() < 2 && chart.is_lit(at);
        let mut ahead = false;
        let mut out = Vec::new();
        for (series, value) in values.iter().enumerate() {
            let Some(value) = value else { continue };
            let color = if lit { desk.ground.accent } else { series::color(desk, chart, series) };
            let center = Point::new(x(*value), middle);
            let dot = Point::new(center.x, middle + dodge(&values, series, &x, self.pitch));
            let mut marks = Vec::new();
            if let Some((low, high)) = chart.series[series].range(at) {
                marks.push(whisker(Point::new(x(low), dot.y), Point::new(x(high), dot.y), 2.5, color));
            }
            marks.push(series::marker(desk, series, dot, self.radius, color));
            if self.figured {
                // The greater's figure stands behind its dot, the lesser's before.
                let behind = *value >= greatest && !ahead;
                ahead |= behind;
                marks.extend(figure(desk, chart, self.size, (*value, center, behind), color));
            }
            out.push((series, marks));
        }
        out
    }
}

/// The values of a row.
fn values(chart: &Chart, at: usize) -> Vec<Option<f64>> {
    (0..chart.series.len()).map(|series| chart.value(series, at)).collect()
}

/// Whether two dots of a row lie nearly at the same place.
fn is_crowded(values: &[Option<f64>], x: &impl Fn(f64) -> f64) -> bool {
    let mut places: Vec<f64> = values.iter().flatten().map(|value| x(*value)).collect();
    places.sort_by(f64::total_cmp);
    places.windows(2).any(|pair| pair[1] - pair[0] < 2.0 * RADIUS)
}

/// How far a dot gives way up or down to others nearly at its place; never out of its row, `pitch` points high.
fn dodge(values: &[Option<f64>], at: usize, x: &impl Fn(f64) -> f64, pitch: f64) -> f64 {
    let near = |other: &usize| {
        let (one, other) = (values[at].map(x), values[*other].map(x));
        one.zip(other).is_some_and(|(one, other)| (one - other).abs() < 2.0 * RADIUS)
    };
    let crowd: Vec<usize> = (0..values.len()).filter(near).collect();
    let place = crowd.iter().position(|other| *other == at).unwrap_or(0) as f64;
    let others = crowd.len() as f64 - 1.0;
    let apart = (RADIUS * 1.9).min((pitch / 2.0).max(0.0) / others.max(1.0));
    (place - others / 2.0) * apart
}

fn widest(desk: &mut Desk, chart: &Chart, size: f32) -> f64 {
    let style = series::figure_style(desk, size, desk.ground.text);
    let figures = chart.values().map(|value| chart.figure(Some(value)));
    figures.map(|words| f64::from(desk.shaper.words(&words, &style).width)).fold(0.0, f64::max)
}

fn figure(
    desk: &mut Desk,
    chart: &Chart,
    size: f32,
    (value, center, behind): (f64, Point, bool),
    color: crate::color::Color,
) -> Vec<Node> {
    let style = series::figure_style(desk, size, series::ink(desk, color));
    let words = Rich::plain(chart.figure(Some(value)), chart.span);
    let words = desk.text(&words, &style, f64::from(f32::MAX), Role::Paragraph);
    let width = words.size.width;
    let left = if behind { center.x + RADIUS + 9.0 } else { center.x - RADIUS - 9.0 - width };
    // The rail stops before words.
    let gap = Rect::new(left - 4.0, center.y - 3.0, left + width + 4.0, center.y + 3.0);
    let mut nodes = vec![Node::decoration(vec![crate::layout::desk::rect(gap, desk.ground.fill)])];
    let height = words.size.height;
    nodes.extend(words.at(Point::new(left, center.y - height / 2.0)));
    nodes
}
