//! Several series → standing bars, in a group for each label, or on each other: labels underneath, figures on the bars.

use super::axis::{self, Axis};
use super::groups::patch;
use super::series::{self, SMALLEST, Sample};
use super::whole;
use crate::deck::{Chart, Rich};
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::{Desk, rect};
use crate::layout::node::{Node, Stack};
use crate::text::Style;

/// Space between the bars of a group.
const GAP: f64 = 4.0;
/// Sizes of the figures on bars; where the smallest is too wide, an axis has them.
const SIZES: [f32; 6] = [24.0, 22.0, 20.0, 18.0, 16.0, SMALLEST];

pub(super) fn pillars(desk: &mut Desk, chart: &Chart, room: Size) -> Stack {
    let steps = series::steps(desk, chart);
    let (names, height) = series::key(desk, chart, Sample::Bar, room.width);
    let mut nodes: Vec<Node> = names.into_iter().zip(&steps).map(|(name, step)| name.at_step(*step)).collect();
    let count = chart.labels.len().max(1) as f64;
    let lanes = if chart.stacked { 1.0 } else { chart.series.len() as f64 };
    let bars = |slot: f64| {
        let thickest = desk.theme.charts.thickest;
        let most = if chart.stacked { thickest * 2.2 } else { thickest * 1.6 };
        ((slot * 0.78 - GAP * (lanes - 1.0)) / lanes).clamp(1.0, most)
    };
    let size = figure_size(desk, chart, bars(room.width / count) + if chart.stacked { -8.0 } else { GAP - 2.0 });
    let (least, most) = chart.extent();
    let axis = if size.is_none() { Axis::new(chart, least, most) } else { Axis::bare(chart) };
    let ticks = if size.is_none() { axis.figures(desk, chart) } else { Vec::new() };
    let left = if size.is_none() { axis::side(&ticks) } else { 0.0 };
    let slot = (room.width - left) / count;
    let labels = axis::labels(desk, chart, slot);
    let top = height + 20.0 + size.filter(|_| !chart.stacked).map_or(6.0, |size| f64::from(size) * 1.2);
    let names = room.height - axis::tallest(&labels);
    let tail = size.filter(|_| !chart.stacked && least < 0.0).map_or(0.0, |size| f64::from(size) * 1.2);
    let plot = Rect::new(left, top, room.width, names - 12.0 - tail);
    series::check_room(desk, true, plot.height());
    if size.is_none() {
        nodes.extend(axis.level(desk, ticks, plot));
    }
    let thick = bars(slot);
    let group = thick * lanes + GAP * (lanes - 1.0);
    let y = |value: f64| plot.y1 - plot.height() * axis.share(value);
    let (mut free, mut shown) = (f64::NEG_INFINITY, 0);
    for (at, label) in labels.into_iter().enumerate() {
        let middle = plot.x0 + slot * (at as f64 + 0.5);
        let label = label.map(|it| axis::under(it, middle, names, room.width, &mut free));
        let label = label.unwrap_or_default();
        shown += usize::from(!label.is_empty());
        nodes.extend(label);
    }
    axis::tell_left_out(desk, chart, shown);
    let mut unwritten = 0;
    for (at, step) in steps.iter().enumerate() {
        let color = series::color(desk, chart, at);
        let mut parts = Vec::new();
        for label in 0..chart.labels.len() {
            let Some(value) = chart.value(at, label) else { continue };
            let base = if chart.stacked { chart.pile(at, label, value >= 0.0) } else { 0.0 };
            let lane = if chart.stacked { 0.0 } else { at as f64 * (thick + GAP) };
            let x = plot.x0 + slot * (label as f64 + 0.5) - group / 2.0 + lane;
            let seam = if chart.stacked && at > 0 { 1.5 } else { 0.0 };
            let (foot, end) = (y(base), y(base + value));
            let space = match value >= 0.0 {
                true => Rect::new(x, end.min(foot - 1.5), x + thick, foot - seam),
                false => Rect::new(x, foot + seam, x + thick, end.max(foot + 1.5)),
            };
            if space.height() > 0.0 {
                parts.push(series::bar(desk, space, at, color));
            }
            if let Some(size) = size {
                let words = figure(desk, chart, size, (at, label), space);
                unwritten += usize::from(words.is_empty() && value != 0.0);
                parts.extend(words);
            }
        }
        nodes.push(series::part(chart, parts, *step));
    }
    axis::tell_unwritten(desk, unwritten);
    let rule = rect(Rect::new(plot.x0, y(0.0), plot.x1, y(0.0) + 1.5), desk.ground.mute);
    nodes.push(Node::decoration(vec![rule]));
    whole::figure(desk, chart, nodes, room)
}

/// The largest size at which each figure is as wide as its bar at most.
fn figure_size(desk: &mut Desk, chart: &Chart, width: f64) -> Option<f32> {
    SIZES.into_iter().find(|size| {
        let style = series::figure_style(desk, *size, desk.ground.text);
        let mut widths = chart.values().map(|value| desk.shaper.words(&chart.figure(Some(value)), &style).width);
        widths.all(|it| f64::from(it) <= width)
    })
}

/// The figure at the end of its bar, or in the middle of one that lies on others.
fn figure(desk: &mut Desk, chart: &Chart, size: f32, (at, label): (usize, usize), space: Rect) -> Vec<Node> {
    let color = series::color(desk, chart, at);
    let ink = if chart.stacked { series::on(desk, color) } else { series::ink(desk, color) };
    let style: Style = series::figure_style(desk, size, ink);
    let words = Rich::plain(chart.figure(chart.value(at, label)), chart.span);
    let words = desk.text(&words, &style, f64::from(f32::MAX), Role::Paragraph);
    let center = space.center();
    if chart.stacked {
        let fits = words.size.height + 4.0 <= space.height();
        return if fits { patch(words, center, color, at) } else { Vec::new() };
    }
    let falls = chart.value(at, label).is_some_and(|value| value < 0.0);
    let top = if falls { space.y1 + 1.0 } else { space.y0 - words.size.height - 1.0 };
    let corner = Point::new(center.x - words.size.width / 2.0, top);
    words.at(corner)
}
