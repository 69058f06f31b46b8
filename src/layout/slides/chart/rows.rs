//! Values → level bars with their names at the left, from a line at 0 to both sides, the figures beyond their ends.

use super::axis::Axis;
use super::series::{self, SMALLEST};
use super::whole;
use super::{groups, guides, rails};
use crate::color::Color;
use crate::deck::{Chart, Rich};
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::{Desk, rect, rounded};
use crate::layout::node::{Node, Stack, text_boxes};
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
    let heads = guides::Heads::targets(desk, chart, room.width * 0.4);
    let count = chart.labels.len().max(1) as f64;
    let space = Size::new(room.width, room.height - heads.height());
    let (labels, left) = groups::labels(desk, chart, space);
    let pitch = groups::pitch(&labels, PITCH, space.height / count);
    series::check_room(desk, pitch >= f64::from(SMALLEST) + 3.0, f64::INFINITY);
    let ways = Ways::new(desk, chart, (left, room.width), pitch, heads.height());
    let first = desk.next_step;
    let bottom = ways.top + pitch * count;
    let rule = Rect::new(ways.zero - 0.75, ways.top - 4.0, ways.zero + 0.75, bottom + 4.0);
    let mut nodes = vec![Node::decoration(vec![rect(rule, desk.ground.text)])];
    let mut crossed = Vec::new();
    for (at, label) in labels.into_iter().enumerate() {
        let middle = ways.middle(at);
        let height = label.size.height;
        let mut row = match chart.is_lit(at) {
            true => lit(desk, chart, at, Size::new(left - 6.0, pitch), middle),
            false => label.at(Point::new(0.0, middle - height / 2.0)),
        };
        row.extend(ways.bar(desk, chart, at));
        crossed.extend(text_boxes(&row, desk.shaper.is_leftward()));
        nodes.push(series::part(chart, row, if desk.reveals() { first + at + 1 } else { 0 }));
    }
    if desk.reveals() {
        desk.next_step = first + chart.labels.len();
    }
    let plot = Rect::new(left, ways.top, room.width, bottom);
    nodes.extend(heads.over(desk, plot, room.width, &|value| ways.x(value), &crossed));
    whole::figure(desk, chart, nodes, Size::new(room.width, bottom))
}

/// Where level bars have their places.
struct Ways {
    /// The place of 0, points for each 1.0, and whether a bar goes to the left.
    zero: f64,
    unit: f64,
    falling: bool,
    /// Where the rows begin, from one to the next, and how thick bars are.
    top: f64,
    pitch: f64,
    thick: f64,
    /// Of the figures.
    style: Style,
}

impl Ways {
    /// Between two places at the left and the right, which the figures beyond the bars' ends share.
    fn new(desk: &mut Desk, chart: &Chart, (left, right): (f64, f64), pitch: f64, top: f64) -> Self {
        let thick = (pitch * BAR).min(desk.theme.charts.thickest.max(16.0));
        let style = series::figure_style(desk, (thick as f32 * 0.72).clamp(SMALLEST, 22.0), desk.ground.text);
        let widths: Vec<f64> = (0..chart.labels.len())
            .map(|at| f64::from(desk.shaper.paragraph(&words(chart, at), &style, f32::MAX).width) + BEYOND)
            .collect();
        let axis = Axis::bare(chart);
        let beyond = |side: bool| {
            (0..widths.len()).filter(|at| falls(chart, *at) == side).map(|at| widths[at]).fold(0.0, f64::max)
        };
        let (from, to) = (left + beyond(true), right - beyond(false));
        series::check_room(desk, to - from >= 40.0, f64::INFINITY);
        let unit = (to - from).max(1.0) / (axis.most - axis.least);
        Self { zero: from - axis.least * unit, unit, falling: axis.least < 0.0, top, pitch, thick, style }
    }

    fn x(&self, value: f64) -> f64 {
        self.zero + value * self.unit
    }

    fn middle(&self, at: usize) -> f64 {
        self.top + self.pitch * (at as f64 + 0.5)
    }

    /// A bar, the range around its value, and the figure beyond its end.
    fn bar(&self, desk: &mut Desk, chart: &Chart, at: usize) -> Vec<Node> {
        let (middle, half) = (self.middle(at), self.thick / 2.0);
        let color = color(desk, chart, at);
        let value = chart.value(0, at);
        let length = value.map_or(0.0, |value| (value.abs() * self.unit).max(2.0));
        let space = match falls(chart, at) {
            true => Rect::new(self.zero - length, middle - half, self.zero, middle + half),
            false => Rect::new(self.zero, middle - half, self.zero + length, middle + half),
        };
        let mut row = Vec::new();
        if value.is_some() {
            let radius = if self.falling { 0.0 } else { desk.theme.charts.radius.min(self.thick / 4.0) };
            row.push(Node::decoration(vec![rounded(space, radius, color)]));
        }
        let range = ends(chart, at).map(|(low, high)| (self.x(low), self.x(high)));
        if let Some((low, high)) = range {
            row.extend(series::haloed(desk, Point::new(low, middle), Point::new(high, middle)));
        }
        let ink = series::ink(desk, color);
        let style = Style { color: ink, strong: (700.0, ink), ..self.style.clone() };
        let figure = desk.text(&words(chart, at), &style, f64::from(f32::MAX), Role::Paragraph);
        let (wide, high) = (figure.size.width, figure.size.height);
        let (least, most) = range.unwrap_or((space.x0, space.x1));
        let x = if falls(chart, at) { space.x0.min(least) - BEYOND - wide } else { space.x1.max(most) + BEYOND };
        row.extend(figure.at(Point::new(x, middle - high / 2.0)));
        row
    }
}

fn falls(chart: &Chart, at: usize) -> bool {
    chart.value(0, at).is_some_and(|value| value < 0.0)
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
