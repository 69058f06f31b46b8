//! Several series → standing bars, in a group for each label, or on each other: labels underneath, figures on the bars.

use super::axis::{self, Axis};
use super::groups::patch;
use super::series::{self, SMALLEST, Sample};
use super::{guides, whole};
use crate::deck::{Chart, Rich};
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::{Desk, rect};
use crate::layout::node::{Node, Stack, text_boxes};
use crate::text::Style;

/// Space between the bars of a group.
const GAP: f64 = 4.0;
/// Sizes of the figures on bars; where the smallest is too wide, an axis has them.
const SIZES: [f32; 6] = [24.0, 22.0, 20.0, 18.0, 16.0, SMALLEST];

pub(super) fn pillars(desk: &mut Desk, chart: &Chart, room: Size) -> Stack {
    let steps = series::steps(desk, chart);
    let (names, height) = series::key(desk, chart, Sample::Bar, room.width);
    let mut nodes: Vec<Node> = names.into_iter().zip(&steps).map(|(name, step)| name.at_step(*step)).collect();
    let targets = guides::sides(desk, chart, room.width * 0.2);
    let beside = targets.iter().map(|words| words.size.width + 14.0).fold(0.0, f64::max);
    let width = room.width - beside;
    let (frame, labels, lines) = Frame::new(desk, chart, Size::new(width, room.height), height + 20.0);
    nodes.extend(lines);
    axis::tell_left_out(desk, chart, labels.iter().filter(|label| !label.is_empty()).count());
    nodes.extend(labels.into_iter().flatten());
    let mut unwritten = 0;
    let mut crossed = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let parts = frame.bars(desk, chart, at, &mut unwritten);
        crossed.extend(text_boxes(&parts, desk.shaper.is_leftward()));
        nodes.push(series::part(chart, parts, *step));
    }
    axis::tell_unwritten(desk, unwritten);
    let (plot, y) = (frame.plot, |value: f64| frame.y(value));
    nodes.extend(guides::level(desk, chart, plot, &y, &crossed));
    nodes.extend(guides::beside(chart, targets, width + 14.0, (0.0, room.height), &y));
    let rule = rect(Rect::new(plot.x0, y(0.0), plot.x1, y(0.0) + 1.5), desk.ground.mute);
    nodes.push(Node::decoration(vec![rule]));
    whole::figure(desk, chart, nodes, room)
}

/// Where the bars have their places.
struct Frame {
    plot: Rect,
    axis: Axis,
    /// The size of the figures at the bars; none where an axis has them.
    figures: Option<f32>,
    /// From one group to the next, how wide a group is, and a bar of it.
    slot: f64,
    group: f64,
    thick: f64,
}

impl Frame {
    /// The frame in `room` from `top` on, the labels under it, and the axis, if it has one.
    fn new(desk: &mut Desk, chart: &Chart, room: Size, top: f64) -> (Self, Vec<Vec<Node>>, Vec<Node>) {
        let count = chart.labels.len().max(1) as f64;
        let lanes = if chart.stacked { 1.0 } else { chart.series.len() as f64 };
        let most = desk.theme.charts.thickest * if chart.stacked { 2.2 } else { 1.6 };
        let thick = |slot: f64| ((slot * 0.78 - GAP * (lanes - 1.0)) / lanes).clamp(1.0, most);
        let around = if chart.stacked { -8.0 } else { GAP - 2.0 };
        let figures = figure_size(desk, chart, thick(room.width / count) + around);
        let (least, most) = chart.extent();
        let axis = if figures.is_none() { Axis::new(chart, least, most) } else { Axis::bare(chart) };
        let ticks = if figures.is_none() { axis.figures(desk, chart) } else { Vec::new() };
        let left = if figures.is_none() { axis::side(&ticks) } else { 0.0 };
        let slot = (room.width - left) / count;
        let labels = axis::labels(desk, chart, slot);
        let line = figures.filter(|_| !chart.stacked).map(|size| f64::from(size) * 1.2);
        let names = room.height - axis::tallest(&labels);
        let tail = line.filter(|_| least < 0.0).unwrap_or(0.0);
        let plot = Rect::new(left, top + line.unwrap_or(6.0), room.width, names - 12.0 - tail);
        series::check_room(desk, true, plot.height());
        let lines = if figures.is_none() { axis.level(desk, ticks, plot) } else { Vec::new() };
        let under = axis::under(labels, |at| left + slot * (at as f64 + 0.5), names, room.width);
        let thick = thick(slot);
        let group = thick * lanes + GAP * (lanes - 1.0);
        (Self { plot, axis, figures, slot, group, thick }, under, lines)
    }

    fn y(&self, value: f64) -> f64 {
        self.plot.y1 - self.plot.height() * self.axis.share(value)
    }

    /// The bars of a series with their figures; `unwritten` counts those that have no room for theirs.
    fn bars(&self, desk: &mut Desk, chart: &Chart, at: usize, unwritten: &mut usize) -> Vec<Node> {
        let color = series::color(desk, chart, at);
        let mut parts = Vec::new();
        for label in 0..chart.labels.len() {
            let Some(value) = chart.value(at, label) else { continue };
            let space = self.place(chart, (at, label), value);
            if space.height() > 0.0 {
                parts.push(series::bar(desk, space, at, color));
            }
            if let Some(size) = self.figures {
                let words = figure(desk, chart, size, (at, label), space);
                *unwritten += usize::from(words.is_empty() && value != 0.0);
                parts.extend(words);
            }
        }
        parts
    }

    fn place(&self, chart: &Chart, (at, label): (usize, usize), value: f64) -> Rect {
        let base = if chart.stacked { chart.pile(at, label, value >= 0.0) } else { 0.0 };
        let lane = if chart.stacked { 0.0 } else { at as f64 * (self.thick + GAP) };
        let x = self.plot.x0 + self.slot * (label as f64 + 0.5) - self.group / 2.0 + lane;
        let seam = if chart.stacked && at > 0 { 1.5 } else { 0.0 };
        let (foot, end) = (self.y(base), self.y(base + value));
        match value >= 0.0 {
            true => Rect::new(x, end.min(foot - 1.5), x + self.thick, foot - seam),
            false => Rect::new(x, foot + seam, x + self.thick, end.max(foot + 1.5)),
        }
    }
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
