//! Values → standing bars: the figure on top of each, or an axis where they are too narrow, and the label underneath.

use super::bars::{color, figure_words, step};
use super::chart::axis::{self, Axis};
use super::chart::series::{self, SMALLEST, check_room};
use super::chart::{guides, rows, whole};
use crate::deck::{Chart, Format};
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::{Desk, rect};
use crate::layout::node::{Node, Stack, text_boxes};
use crate::text::{Style, TextAlign, Wrap};

/// What part of the width the figures of an axis take before they are written short.
const WIDEST_AXIS: f64 = 0.28;
/// From the bars to their labels.
const UNDER: f64 = 12.0;

pub(super) fn columns(desk: &mut Desk, chart: &Chart, room: Size) -> Stack {
    let targets = guides::sides(desk, chart, room.width * 0.2);
    let beside = targets.iter().map(|words| words.size.width + 14.0).fold(0.0, f64::max);
    let width = room.width - beside;
    let slot = width / chart.labels.len().max(1) as f64;
    // Names that do not lie flat stand beside level bars; dates and numbers follow from one another.
    if axis::are_words(chart) && flat_labels(desk, chart, slot).is_none() {
        return rows::rows(desk, chart, room);
    }
    let largest = f64::from(desk.theme.scale.figure.largest()).min(slot * 0.34) as f32;
    let figures = figure_size(desk, chart, largest.max(SMALLEST), slot - 4.0);
    let (frame, labels, mut children) = Frame::new(desk, chart, Size::new(width, room.height), figures);
    let mut crossed = Vec::new();
    let mut shown = 0;
    for (at, label) in labels.into_iter().enumerate() {
        let step = step(desk);
        shown += usize::from(!label.is_empty());
        let mut parts = label;
        parts.extend(frame.column(desk, chart, at));
        crossed.extend(text_boxes(&parts, desk.shaper.is_leftward()));
        children.push(Node::branch(Role::Section, Point::ZERO, chart.span, parts).at_step(step));
    }
    axis::tell_left_out(desk, chart, shown);
    let y = |value: f64| frame.y(value);
    children.extend(guides::level(desk, chart, frame.plot, &y, &crossed));
    children.extend(guides::beside(chart, targets, width + 14.0, (0.0, frame.base), &y));
    let rule = Rect::new(frame.plot.x0, frame.y(0.0), frame.plot.x1, frame.y(0.0) + 1.5);
    children.insert(0, Node::decoration(vec![rect(rule, desk.ground.line)]));
    whole::figure(desk, chart, children, room)
}

/// Where standing bars have their place.
struct Frame {
    plot: Rect,
    axis: Axis,
    /// The size of the figures on the bars; none where an axis has them.
    figures: Option<f32>,
    /// From one bar to the next, and how wide each is.
    slot: f64,
    bar: f64,
    /// Where the room for labels begins.
    base: f64,
}

impl Frame {
    /// The frame in `room`, the labels under it, and the axis, if it has one.
    fn new(desk: &mut Desk, chart: &Chart, room: Size, figures: Option<f32>) -> (Self, Vec<Vec<Node>>, Vec<Node>) {
        let (axis, ticks) = match figures {
            Some(_) => (Axis::bare(chart), Vec::new()),
            None => {
                let axis = Axis::new(chart, chart.extent().0, chart.extent().1);
                let ticks = axis_figures(desk, chart, &axis, room.width);
                (axis, ticks)
            }
        };
        let left = if figures.is_some() { 0.0 } else { axis::side(&ticks) };
        let slot = (room.width - left) / chart.labels.len().max(1) as f64;
        // Smaller, or not each of them, where they do not lie flat.
        let flat = flat_labels(desk, chart, slot);
        let whole = flat.is_some();
        let labels = flat.unwrap_or_else(|| axis::labels(desk, chart, slot));
        let base = room.height - axis::tallest(&labels) - UNDER;
        let (head, foot) = match figures.map(|size| f64::from(size) * 1.2) {
            Some(line) => (line, line),
            None => (8.0, 8.0),
        };
        let plot = Rect::new(left, head, room.width, if axis.least < 0.0 { base - foot } else { base });
        check_room(desk, true, plot.height());
        let lines = if figures.is_some() { Vec::new() } else { axis.level(desk, ticks, plot) };
        let frame = Self { plot, axis, figures, slot, bar: (slot * 0.62).min(130.0), base };
        let top = base + UNDER;
        let under = match whole {
            true => {
                let place = |(at, label): (usize, Option<Stack>)| {
                    label.map_or_else(Vec::new, |it| it.at(Point::new(left + slot * at as f64 + 6.0, top)))
                };
                labels.into_iter().enumerate().map(place).collect()
            }
            false => axis::under(labels, |at| frame.middle(at), top, room.width),
        };
        (frame, under, lines)
    }

    fn middle(&self, at: usize) -> f64 {
        self.plot.x0 + self.slot * (at as f64 + 0.5)
    }

    /// Along an axis without figures values beyond its ends stay whole.
    fn y(&self, value: f64) -> f64 {
        self.plot.y1 - self.plot.height() * (value - self.axis.least) / (self.axis.most - self.axis.least)
    }

    /// A bar, the range around its value, and its figure.
    fn column(&self, desk: &mut Desk, chart: &Chart, at: usize) -> Vec<Node> {
        let (zero, middle) = (self.y(0.0), self.middle(at));
        let ink = color(desk, chart, at);
        let value = chart.value(0, at);
        let falls = value.is_some_and(|value| value < 0.0);
        let height = value.map_or(0.0, |value| (self.y(value) - zero).abs().max(3.0));
        let end = if falls { zero + height } else { zero - height };
        let mut parts = Vec::new();
        if value.is_some() {
            let place = Rect::new(middle - self.bar / 2.0, zero.min(end), middle + self.bar / 2.0, zero.max(end));
            parts.push(Node::decoration(vec![rect(place, ink)]));
        }
        let range = chart.series.first().and_then(|series| series.range(at));
        if let Some((low, high)) = range {
            let place = |value: f64| Point::new(middle, self.y(value));
            parts.extend(series::haloed(desk, place(low), place(high)));
        }
        let Some(size) = self.figures else { return parts };
        let style = Style {
            color: ink,
            strong: (700.0, ink),
            align: TextAlign::Center,
            ..desk.style(&desk.theme.scale.figure, size)
        };
        let words = desk.text(&figure_words(chart, at), &style, self.slot, Role::Paragraph);
        let tip = range.map_or(end, |(low, high)| self.y(if falls { low.min(0.0) } else { high.max(0.0) }));
        let top = if falls { end.max(tip) + 2.0 } else { end.min(tip) - words.size.height - 2.0 };
        parts.extend(words.at(Point::new(middle - self.slot / 2.0, top)));
        parts
    }
}

/// The labels under columns at the largest size at which each stands in two lines at most, its words whole, years and
/// spans too; none where there is no such size.
fn flat_labels(desk: &mut Desk, chart: &Chart, slot: f64) -> Option<Vec<Option<Stack>>> {
    let entry = &desk.theme.scale.label;
    let style =
        |desk: &Desk, size: f32| Style { align: TextAlign::Center, wrap: Wrap::Balanced, ..desk.style(entry, size) };
    let fits = |desk: &mut Desk, size: f32| {
        chart.labels.iter().all(|label| {
            let words = desk.shaper.paragraph(label, &style(desk, size), slot as f32 - 12.0);
            words.lines.len() <= label.text().split_whitespace().count().clamp(1, 2)
                && f64::from(words.longest_word) <= slot - 12.0
        })
    };
    let size = entry.sizes.iter().copied().find(|size| fits(desk, *size))?;
    let style = style(desk, size);
    Some(chart.labels.iter().map(|it| Some(desk.text(it, &style, slot - 12.0, Role::Paragraph))).collect())
}

/// The figures of an axis in a plot `width` points wide with them; those that would take much of it are short (`10M`),
/// where that tells them apart.
fn axis_figures(desk: &mut Desk, chart: &Chart, axis: &Axis, width: f64) -> Vec<Stack> {
    let whole = axis.figures(desk, chart);
    if axis::side(&whole) <= width * WIDEST_AXIS || chart.format != Format::Plain {
        return whole;
    }
    let short = Chart { format: Format::Short, ..chart.clone() };
    let numerals = short.numerals.of_axis(axis.step());
    let mut words: Vec<String> = axis.ticks.iter().map(|at| short.tick(*at, &numerals)).collect();
    words.dedup();
    if words.len() == axis.ticks.len() { axis.figures(desk, &short) } else { whole }
}

/// `size`, or as much less as each figure needs to stand on one line; none where that is too small to be read.
fn figure_size(desk: &mut Desk, chart: &Chart, size: f32, width: f64) -> Option<f32> {
    let style = Style { weight: 700.0, ..desk.style(&desk.theme.scale.figure, size) };
    let widths =
        (0..chart.labels.len()).map(|at| desk.shaper.paragraph(&figure_words(chart, at), &style, f32::MAX).width);
    let needed = size * width as f32 / widths.fold(1.0, f32::max);
    Some(needed.min(size)).filter(|size| *size >= SMALLEST)
}
