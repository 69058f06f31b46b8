//! Values → level bars on the rows of a table that stands beside them: names in the height of its head, no labels.

use super::series::{self, SMALLEST};
use super::whole;
use crate::deck::{Chart, Rich};
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::{Desk, rect};
use crate::layout::node::{Node, Stack};
use crate::text::Style;

/// Where the rows of the table begin, the head's first, and where the last ends.
pub(in crate::layout) struct Rows {
    pub tops: Vec<f64>,
    pub bottom: f64,
    pub width: f64,
}

impl Rows {
    /// From where to where the row of a label reaches.
    fn of(&self, label: usize) -> (f64, f64) {
        (self.tops[label + 1], self.tops.get(label + 2).copied().unwrap_or(self.bottom))
    }
}

/// Between the bars of a row.
const GAP: f64 = 2.0;

/// How thick bars are in the lowest row.
fn thick(chart: &Chart, rows: &Rows) -> f64 {
    let lowest =
        (0..chart.labels.len()).map(|at| rows.of(at)).map(|(from, to)| to - from).fold(f64::INFINITY, f64::min);
    let lanes = chart.series.len().max(1) as f64;
    (lowest * 0.68 - GAP * (lanes - 1.0)) / lanes
}

/// Whether the figures have room on their bars' height.
pub(in crate::layout) fn suits(chart: &Chart, rows: &Rows) -> bool {
    thick(chart, rows) >= f64::from(SMALLEST) * 0.9 && chart.texts.is_empty()
}

pub(in crate::layout) fn bars(desk: &mut Desk, chart: &Chart, rows: &Rows) -> Stack {
    let lanes = chart.series.len().max(1);
    let steps = if lanes > 1 { series::steps(desk, chart) } else { vec![0] };
    let thick = thick(chart, rows).min(desk.theme.charts.thickest);
    let size = (thick as f32 * 0.95).clamp(SMALLEST, 20.0);
    let style = series::figure_style(desk, size, desk.ground.text);
    let figures = chart.values().map(|value| chart.figure(Some(value)));
    let widest = figures.map(|words| f64::from(desk.shaper.words(&words, &style).width)).fold(0.0, f64::max);
    let most = chart.max.unwrap_or(chart.extent().1).max(f64::MIN_POSITIVE);
    let unit = (rows.width - widest - 12.0).max(1.0) / most;
    let mut nodes = rules(desk, rows);
    nodes.extend(names(desk, chart, rows, &steps));
    for (at, step) in steps.iter().enumerate() {
        let mut parts = Vec::new();
        for label in 0..chart.labels.len() {
            let color = match lanes {
                1 if chart.is_lit(label) => desk.ground.accent,
                _ => series::color(desk, chart, at),
            };
            let (from, to) = rows.of(label);
            let group = thick * lanes as f64 + GAP * (lanes as f64 - 1.0);
            let top = (from + to - group) / 2.0 + at as f64 * (thick + GAP);
            let value = chart.value(at, label);
            let length = value.map_or(0.0, |value| (value * unit).max(1.5));
            if value.is_some() {
                parts.push(series::bar(desk, Rect::new(0.0, top, length, top + thick), at, color));
            }
            let ink = series::ink(desk, color);
            let style = Style { color: ink, strong: (700.0, ink), ..style.clone() };
            let words = Rich::plain(chart.figure(value), chart.span);
            let words = desk.text(&words, &style, f64::from(f32::MAX), Role::Paragraph);
            let high = words.size.height;
            parts.extend(words.at(Point::new(length + 8.0, top + (thick - high) / 2.0)));
        }
        nodes.push(series::part(chart, parts, *step));
    }
    whole::figure(desk, chart, nodes, Size::new(rows.width, rows.bottom))
}

/// The table's rules go on.
fn rules(desk: &Desk, rows: &Rows) -> Vec<Node> {
    let look = &desk.theme.tables;
    let rule = |y: f64, thick: f64, color| rect(Rect::new(0.0, y - thick, rows.width, y), color);
    let mut lines = vec![rule(rows.tops[1], look.head_rule, desk.ground.strong)];
    let ends = rows.tops[2..].iter().copied().chain([rows.bottom]);
    lines.extend(ends.map(|y| rule(y, look.rule, desk.ground.line)));
    vec![Node::decoration(lines)]
}

/// The names of the series on the head's line.
fn names(desk: &mut Desk, chart: &Chart, rows: &Rows, steps: &[usize]) -> Vec<Node> {
    if chart.series.len() < 2 {
        return Vec::new();
    }
    let (names, height) = series::key(desk, chart, series::Sample::Bar, rows.width);
    let head = rows.tops[1] - rows.tops[0];
    series::check_room(desk, height <= head + 8.0, f64::INFINITY);
    let down = rows.tops[0] + (head - height) / 2.0;
    let moved = |(name, step): (Node, &usize)| name.moved(crate::geometry::Vec2::new(0.0, down)).at_step(*step);
    names.into_iter().zip(steps).map(moved).collect()
}
