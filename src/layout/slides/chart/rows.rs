//! Values → level bars with their names at the left, from a line at 0 to both sides, the figures beyond their ends.

use super::axis::Axis;
use super::series::{self, SMALLEST};
use super::whole;
use super::{groups, rails};
use crate::color::Color;
use crate::deck::{Chart, Rich};
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::{Desk, rect, rounded};
use crate::layout::node::{Node, Stack};
use crate::text::{Style, Wrap};

/// From one bar to the next at most, and how much of that the bar takes.
const PITCH: f64 = 44.0;
const BAR: f64 = 0.7;
/// From a bar's end to its figure.
const BEYOND: f64 = 10.0;

pub(in crate::layout::slides) fn rows(desk: &mut Desk, chart: &Chart, room: Size) -> Stack {
    if rails::suit(chart, room) {
        return rails::rails(desk, chart, room);
    }
    let count = chart.labels.len().max(1) as f64;
    let (labels, left) = groups::labels(desk, chart, room);
    let pitch = groups::pitch(&labels, PITCH, room.height / count);
    series::check_room(desk, pitch >= f64::from(SMALLEST) + 3.0, f64::INFINITY);
    let bar = (pitch * BAR).min(desk.theme.charts.thickest.max(16.0));
    let size = (bar as f32 * 0.72).clamp(SMALLEST, 22.0);
    let style = series::figure_style(desk, size, desk.ground.text);
    let widths: Vec<f64> = (0..chart.labels.len())
        .map(|at| f64::from(desk.shaper.paragraph(&words(chart, at), &style, f32::MAX).width) + BEYOND)
        .collect();
    let axis = Axis::bare(chart);
    let falls = |at: usize| chart.value(0, at).is_some_and(|value| value < 0.0);
    let beyond =
        |side: bool| (0..widths.len()).filter(|at| falls(*at) == side).map(|at| widths[at]).fold(0.0, f64::max);
    let (from, to) = (left + beyond(true), room.width - beyond(false));
    series::check_room(desk, to - from >= 40.0, f64::INFINITY);
    let unit = (to - from).max(1.0) / (axis.most - axis.least);
    let zero = from - axis.least * unit;
    let first = desk.next_step;
    let rule = Rect::new(zero - 0.75, -4.0, zero + 0.75, pitch * count + 4.0);
    let mut nodes = vec![Node::decoration(vec![rect(rule, desk.ground.text)])];
    for (at, label) in labels.into_iter().enumerate() {
        let middle = pitch * (at as f64 + 0.5);
        let color = color(desk, chart, at);
        let height = label.size.height;
        let mut row = match chart.is_lit(at) {
            true => lit(desk, chart, at, Size::new(left - 6.0, pitch), middle),
            false => label.at(Point::new(0.0, middle - height / 2.0)),
        };
        let value = chart.value(0, at);
        let length = value.map_or(0.0, |value| (value.abs() * unit).max(2.0));
        let space = match falls(at) {
            true => Rect::new(zero - length, middle - bar / 2.0, zero, middle + bar / 2.0),
            false => Rect::new(zero, middle - bar / 2.0, zero + length, middle + bar / 2.0),
        };
        if value.is_some() {
            let radius = if axis.least < 0.0 { 0.0 } else { desk.theme.charts.radius.min(bar / 4.0) };
            row.push(Node::decoration(vec![rounded(space, radius, color)]));
        }
        if let Some((low, high)) = ends(chart, at) {
            let place = |value: f64| Point::new(zero + value * unit, middle);
            row.extend(series::haloed(desk, place(low), place(high)));
        }
        let ink = series::ink(desk, color);
        let style = Style { color: ink, strong: (700.0, ink), ..style.clone() };
        let figure = desk.text(&words(chart, at), &style, f64::from(f32::MAX), Role::Paragraph);
        let (wide, high) = (figure.size.width, figure.size.height);
        let range = ends(chart, at).map_or((space.x0, space.x1), |(low, high)| (zero + low * unit, zero + high * unit));
        let x = if falls(at) { space.x0.min(range.0) - BEYOND - wide } else { space.x1.max(range.1) + BEYOND };
        row.extend(figure.at(Point::new(x, middle - high / 2.0)));
        nodes.push(series::part(chart, row, if desk.reveals() { first + at + 1 } else { 0 }));
    }
    if desk.reveals() {
        desk.next_step = first + chart.labels.len();
    }
    whole::figure(desk, chart, nodes, Size::new(room.width, pitch * count))
}

/// The range around a value.
fn ends(chart: &Chart, at: usize) -> Option<(f64, f64)> {
    chart.series.first()?.range(at)
}

/// The name of a bar that stands out: heavier, so smaller where it would need more lines.
fn lit(desk: &mut Desk, chart: &Chart, at: usize, room: Size, middle: f64) -> Vec<Node> {
    let entry = &desk.theme.scale.label;
    let mut label = chart.labels[at].clone();
    label.runs.iter_mut().for_each(|run| run.bold = true);
    let style = |desk: &Desk, size: f32| Style {
        strong: (entry.weight.max(600.0), desk.ground.text),
        wrap: Wrap::Balanced,
        ..desk.style(entry, size)
    };
    let fits = |desk: &mut Desk, size: f32| {
        let words = desk.shaper.paragraph(&label, &style(desk, size), room.width as f32);
        f64::from(words.longest_word) <= room.width && f64::from(words.height) <= room.height
    };
    let sizes = entry.sizes.iter().copied().chain([16.0, SMALLEST]);
    let size = sizes.into_iter().find(|size| fits(desk, *size)).unwrap_or(SMALLEST);
    let words = desk.own_width(&label, &style(desk, size), room.width, Role::Paragraph);
    let height = words.size.height;
    words.at(Point::new(0.0, middle - height / 2.0))
}

/// What rises among what falls stands out, unless the author says what does.
fn color(desk: &Desk, chart: &Chart, at: usize) -> Color {
    let rises = chart.highlight.is_empty() && chart.value(0, at).is_some_and(|value| value > 0.0);
    let mixed = chart.values().any(|value| value < 0.0);
    if chart.is_lit(at) || rises && mixed { desk.ground.accent } else { desk.ground.strong }
}

fn words(chart: &Chart, at: usize) -> Rich {
    let text = chart.texts.get(at).cloned().flatten();
    text.unwrap_or_else(|| Rich::plain(chart.figure(chart.value(0, at)), chart.span))
}
