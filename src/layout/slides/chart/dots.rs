//! Values → a row of dots for each label, on one axis: named over the first row, with their figures beside them.

use super::axis::Axis;
use super::groups;
use super::rails;
use super::series::{self, Sample, whisker};
use super::whole;
use crate::deck::{Chart, Rich};
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::{Desk, line};
use crate::layout::node::{Node, Stack};

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
    // Of more than two dots in a row the figures would run into each other.
    let figured = chart.series.len() <= 2;
    let foot = if figured { 0.0 } else { 32.0 };
    let space = Size::new(room.width, room.height - top - foot);
    let (labels, left) = groups::labels(desk, chart, space);
    let count = chart.labels.len().max(1) as f64;
    let pitch = groups::pitch(&labels, desk.theme.charts.row.max(58.0), space.height / count);
    let axis = Axis::new(chart, chart.extent().0, chart.extent().1);
    let size = (pitch * 0.5).clamp(14.0, 24.0) as f32;
    let side = if figured { widest(desk, chart, size) + RADIUS + 14.0 } else { 24.0 };
    let ahead = if figured && several { side } else { 24.0 };
    let plot = Rect::new(left + ahead, top, room.width - side, top + pitch * count);
    let x = |value: f64| plot.x0 + plot.width() * axis.share(value);
    // Dots over each other stay in their row, off the figures of the next.
    let near = |at: usize| (0..chart.series.len()).map(|series| chart.value(series, at)).collect::<Vec<_>>();
    let crowded = (0..chart.labels.len()).any(|at| is_crowded(&near(at), &x));
    let radius = if crowded { (pitch / 4.0).clamp(LEAST_RADIUS, RADIUS) } else { RADIUS };
    if !figured {
        let words = axis.figures(desk, chart);
        nodes.extend(axis.upright(desk, words, plot));
    }
    let mut parts: Vec<Vec<Node>> = vec![Vec::new(); chart.series.len().max(1)];
    for (at, label) in labels.into_iter().enumerate() {
        let middle = plot.y0 + pitch * (at as f64 + 0.5);
        let rail = line(Point::new(plot.x0, middle), Point::new(plot.x1, middle), 1.5, desk.ground.line);
        let height = label.size.height;
        let mut row = vec![Node::decoration(vec![rail])];
        row.extend(label.at(Point::new(0.0, middle - height / 2.0)));
        let values: Vec<Option<f64>> = (0..chart.series.len()).map(|series| chart.value(series, at)).collect();
        let greatest = values.iter().flatten().copied().fold(f64::MIN, f64::max);
        let mut ahead = false;
        for (series, value) in values.iter().enumerate() {
            let Some(value) = value else { continue };
            let color =
                if !several && chart.is_lit(at) { desk.ground.accent } else { series::color(desk, chart, series) };
            let center = Point::new(x(*value), middle);
            let dot = Point::new(center.x, middle + dodge(&values, series, &x, pitch));
            if let Some((low, high)) = chart.series[series].range(at) {
                row.push(whisker(Point::new(x(low), dot.y), Point::new(x(high), dot.y), 2.5, color));
            }
            let mut mark = vec![series::marker(desk, series, dot, radius, color)];
            if figured {
                // The greater's figure stands behind its dot, the lesser's before.
                let behind = *value >= greatest && !ahead;
                ahead |= behind;
                mark.extend(figure(desk, chart, size, (*value, center, behind), color));
            }
            if several { parts[series].extend(mark) } else { row.extend(mark) }
        }
        let step = if several || !desk.reveals() { 0 } else { first + at + 1 };
        nodes.push(series::part(chart, row, step));
    }
    if several {
        nodes.extend(parts.into_iter().zip(&steps).map(|(part, step)| series::part(chart, part, *step)));
    }
    whole::figure(desk, chart, nodes, Size::new(room.width, plot.y1 + foot))
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
