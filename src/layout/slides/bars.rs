//! Values → bars: horizontal on tracks, or standing, each labelled in place so that no axis is needed.

use super::chart::axis::{self, Axis};
use super::chart::series::{self, SMALLEST, check_room};
use super::chart::{guides, rails, rows, whole};
use crate::color::Color;
use crate::deck::{Chart, Format, Rich};
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::{Desk, rect, rounded};
use crate::layout::node::{Node, Stack, text_boxes};
use crate::text::{Style, TextAlign, Wrap};

/// The distance of lines in a label over a bar, as a multiple of its size.
const LEADING: f32 = 1.25;
/// The room of level bars, against that of their tracks: a figure may stand a little behind a full bar.
const AROUND: f64 = 1.0 / 0.94;
/// What part of the width the figures of an axis take before they are written short.
const WIDEST_AXIS: f64 = 0.28;

/// Horizontal bars, one under the other: the label above, the figure on the bar or right behind it.
pub(super) fn bars(desk: &mut Desk, chart: &Chart, room: Size) -> Stack {
    let count = chart.labels.len().max(1) as f64;
    let width = room.width / AROUND;
    let gap = 20.0;
    let entry = &desk.theme.scale.label;
    // Words over a bar stand close to it, also where lines of a script stand far apart.
    let label = |desk: &Desk, size: f32| {
        let style = desk.style(entry, size);
        Style { leading: style.leading.min(LEADING), ..style }
    };
    let row = (room.height - gap * (count - 1.0)) / count;
    // As high as the label with the most lines.
    let head = |desk: &mut Desk, size: f32| {
        let style = label(desk, size);
        let lines = chart.labels.iter().map(|it| desk.shaper.paragraph(it, &style, width as f32).lines.len());
        f64::from(size * LEADING) * lines.max().unwrap_or(1).max(1) as f64 + 5.0
    };
    // Labels give way before the bars get too thin for their figures.
    let sizes = entry.sizes.iter().copied().chain([16.0, SMALLEST]);
    let found = sizes.clone().find(|size| row - head(desk, *size) >= 28.0);
    // Names at the left leave the bars the height.
    if found.is_none() || chart.extent().0 < 0.0 {
        return if rails::suit(chart, room) { rails::rails(desk, chart, room) } else { rows::rows(desk, chart, room) };
    }
    let size = found.or_else(|| sizes.clone().find(|size| row - head(desk, *size) >= 16.0)).unwrap_or(entry.smallest());
    let label_height = head(desk, size);
    let bar = (row - label_height).clamp(16.0, desk.theme.charts.thickest.max(16.0));
    let along = Along::new(desk, chart, width, bar);
    let mut children = Vec::new();
    let mut y = 0.0;
    for (at, words) in chart.labels.iter().enumerate() {
        let step = step(desk);
        let style = label(desk, size);
        let mut parts = desk.text(words, &style, width, Role::Paragraph).at(Point::new(0.0, y));
        let top = y + label_height;
        let track = Rect::new(0.0, top, width, top + bar);
        if along.falls {
            // Only beside the bar, since the label above may reach over it.
            let rule = Rect::new(along.zero - 0.75, top - 3.0, along.zero + 0.75, top + bar + 3.0);
            parts.push(Node::decoration(vec![rect(rule, desk.ground.mute)]));
        } else if desk.theme.charts.track {
            let track = rounded(track, desk.theme.charts.radius, desk.ground.panel);
            parts.push(Node::decoration(vec![track]));
        }
        parts.extend(filled_bar(desk, chart, at, track, &along));
        children.push(Node::branch(Role::Section, Point::ZERO, chart.span, parts).at_step(step));
        y = top + bar + gap;
    }
    check_room(desk, y - gap <= room.height + 1.0, room.height);
    whole::figure(desk, chart, children, Size::new(width, y - gap))
}

/// Where values lie along level bars, in points from their left.
struct Along {
    zero: f64,
    /// Points for each 1.0.
    unit: f64,
    /// Whether a bar goes to the left of `zero`.
    falls: bool,
}

impl Along {
    /// Bars of `width` points at most; where some fall under 0, all figures stand beyond their ends.
    fn new(desk: &mut Desk, chart: &Chart, width: f64, bar: f64) -> Self {
        let axis = Axis::bare(chart);
        let falls = axis.least < 0.0;
        let style = level_figure(desk, bar);
        let mut beyond = |falling: bool| {
            let figures = (0..chart.labels.len())
                .filter(|at| chart.value(0, *at).is_some_and(|value| falls && (value < 0.0) == falling));
            let widths =
                figures.map(|at| desk.shaper.paragraph(&figure_words(chart, at), &style, f32::MAX).width + 20.0);
            f64::from(widths.fold(0.0, f32::max))
        };
        let (left, right) = (beyond(true), beyond(false));
        let unit = (width - left - right).max(1.0) / (axis.most - axis.least);
        Self { zero: left - axis.least * unit, unit, falls }
    }
}

fn level_figure(desk: &Desk, bar: f64) -> Style {
    let entry = &desk.theme.scale.figure;
    let size = (bar as f32 * 0.58).clamp(16.0, entry.largest() * 0.85);
    Style { wrap: Wrap::None, ..desk.style(entry, size) }
}

fn filled_bar(desk: &mut Desk, chart: &Chart, at: usize, track: Rect, along: &Along) -> Vec<Node> {
    let value = chart.value(0, at);
    let color = color(desk, chart, at);
    let zero = track.x0 + along.zero;
    let length = value.map_or(0.0, |value| (value.abs() * along.unit).max(4.0));
    let falls = value.is_some_and(|value| value < 0.0);
    let fill = if falls {
        Rect { x0: zero - length, x1: zero, ..track }
    } else {
        Rect { x0: zero, x1: zero + length, ..track }
    };
    let words = figure_words(chart, at);
    let mut style = level_figure(desk, track.height());
    // On the bar, or else beyond its end: smaller, where neither has the room.
    let inside = loop {
        let wide = f64::from(desk.shaper.paragraph(&words, &style, f32::MAX).width);
        let inside = !along.falls && wide + 32.0 < fill.width();
        let beyond =
            if falls { fill.x0 - 16.0 - wide >= track.x0 - 5.0 } else { fill.x1 + 16.0 + wide <= track.x1 * AROUND };
        let room = inside || beyond;
        if room || style.size <= SMALLEST {
            check_room(desk, room, f64::INFINITY);
            break inside;
        }
        style.size = (style.size * 0.93).max(SMALLEST);
    };
    let ink = if inside { desk.theme.on(color) } else { color };
    let style = Style { color: ink, strong: (700.0, ink), ..style };
    let stack = desk.text(&words, &style, f64::from(f32::MAX), Role::Paragraph);
    let x = match (inside, falls) {
        (true, _) => fill.x1 - stack.size.width - 18.0,
        (false, false) => fill.x1 + 16.0,
        (false, true) => fill.x0 - stack.size.width - 16.0,
    };
    let y = track.y0 + (track.height() - stack.size.height) / 2.0;
    let mut nodes = Vec::new();
    if value.is_some() {
        nodes.push(Node::decoration(vec![rounded(fill, desk.theme.charts.radius, color)]));
    }
    nodes.extend(stack.at(Point::new(x, y)));
    nodes
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

/// Standing bars: the figure on top, the label underneath.
pub(super) fn columns(desk: &mut Desk, chart: &Chart, room: Size) -> Stack {
    let count = chart.labels.len().max(1) as f64;
    let targets = guides::sides(desk, chart, room.width * 0.2);
    let beside = targets.iter().map(|words| words.size.width + 14.0).fold(0.0, f64::max);
    let width = room.width - beside;
    let slot = width / count;
    let bar = (slot * 0.62).min(130.0);
    let flat = flat_labels(desk, chart, slot);
    // Names that do not lie flat stand beside level bars; dates and numbers follow from one another.
    if flat.is_none() && axis::are_words(chart) && chart.targets.is_empty() {
        return rows::rows(desk, chart, room);
    }
    let whole = flat.is_some();
    // Smaller, or not each of them.
    let labels = flat.unwrap_or_else(|| axis::labels(desk, chart, slot));
    let tallest = axis::tallest(&labels);
    let base = room.height - tallest - 12.0;
    let size = f64::from(desk.theme.scale.figure.largest()).min(slot * 0.34) as f32;
    let (size, fits) = figure_size(desk, chart, size.max(SMALLEST), slot - 4.0);
    let ranges =
        chart.series.first().is_some_and(|series| (0..chart.labels.len()).any(|at| series.range(at).is_some()));
    if !fits && chart.targets.is_empty() && !ranges {
        return on_axis(desk, chart, room);
    }
    let axis = Axis::bare(chart);
    let line = f64::from(size) * 1.2;
    let (head, foot) = if axis.least < 0.0 { (line, base - line) } else { (line, base) };
    check_room(desk, fits, foot - head);
    let unit = (foot - head) / (axis.most - axis.least);
    let zero = foot + axis.least * unit;
    let (mut children, mut figures) = (Vec::new(), Vec::new());
    let (mut free, mut shown) = (f64::NEG_INFINITY, 0);
    for (at, label) in labels.into_iter().enumerate() {
        let step = step(desk);
        let left = slot * at as f64;
        let ink = color(desk, chart, at);
        let value = chart.value(0, at);
        let height = value.map_or(0.0, |value| (value.abs() * unit).max(3.0));
        let range = chart.series.first().and_then(|series| series.range(at));
        let falls = value.is_some_and(|value| value < 0.0);
        let x = left + (slot - bar) / 2.0;
        let end = if falls { zero + height } else { zero - height };
        let column = rect(Rect::new(x, zero.min(end), x + bar, zero.max(end)), ink);
        let style = Style {
            color: ink,
            strong: (700.0, ink),
            align: TextAlign::Center,
            ..desk.style(&desk.theme.scale.figure, size)
        };
        let words = desk.text(&figure_words(chart, at), &style, slot, Role::Paragraph);
        let tip = range.map_or(end, |(low, high)| zero - unit * if falls { low.min(0.0) } else { high.max(0.0) });
        let top = if falls { end.max(tip) + 2.0 } else { end.min(tip) - words.size.height - 2.0 };
        let mut parts = label.map_or_else(Vec::new, |it| match whole {
            true => it.at(Point::new(left + 6.0, base + 12.0)),
            false => axis::under(it, left + slot / 2.0, base + 12.0, width, &mut free),
        });
        shown += usize::from(!parts.is_empty());
        if value.is_some() {
            parts.push(Node::decoration(vec![column]));
        }
        if let Some((low, high)) = range {
            let place = |value: f64| Point::new(left + slot / 2.0, zero - unit * value);
            parts.extend(series::haloed(desk, place(low), place(high)));
        }
        parts.extend(words.at(Point::new(left, top)));
        figures.extend(text_boxes(&parts));
        children.push(Node::branch(Role::Section, Point::ZERO, chart.span, parts).at_step(step));
    }
    axis::tell_left_out(desk, chart, shown);
    let plot = Rect::new(0.0, head, width, foot);
    let y = |value: f64| zero - unit * value;
    children.extend(guides::level(desk, chart, plot, &y, &figures));
    let wanted: Vec<(f64, f64)> =
        targets.iter().zip(&chart.targets).map(|(words, target)| (y(target.at), words.size.height)).collect();
    for (words, top) in targets.into_iter().zip(series::apart(&wanted, 0.0, base)) {
        children.extend(words.at(Point::new(width + 14.0, top)));
    }
    let rule = rect(Rect::new(0.0, zero, width, zero + 1.5), desk.ground.line);
    children.insert(0, Node::decoration(vec![rule]));
    whole::figure(desk, chart, children, room)
}

/// Standing bars too narrow for their figures: an axis has them.
fn on_axis(desk: &mut Desk, chart: &Chart, room: Size) -> Stack {
    let count = chart.labels.len().max(1) as f64;
    let (least, most) = chart.extent();
    let axis = Axis::new(chart, least, most);
    let ticks = axis_figures(desk, chart, &axis, room.width);
    let left = axis::side(&ticks);
    let slot = (room.width - left) / count;
    let bar = (slot * 0.62).min(130.0);
    let flat = flat_labels(desk, chart, slot);
    let whole = flat.is_some();
    let labels = flat.unwrap_or_else(|| axis::labels(desk, chart, slot));
    let base = room.height - axis::tallest(&labels) - 12.0;
    let (head, foot) = (8.0, if axis.least < 0.0 { base - 8.0 } else { base });
    check_room(desk, true, foot - head);
    let unit = (foot - head) / (axis.most - axis.least);
    let zero = foot + axis.least * unit;
    let mut children = axis.level(desk, ticks, Rect::new(left, head, room.width, foot));
    let (mut free, mut shown) = (f64::NEG_INFINITY, 0);
    for (at, label) in labels.into_iter().enumerate() {
        let step = step(desk);
        let from = left + slot * at as f64;
        let value = chart.value(0, at);
        let height = value.map_or(0.0, |value| (value.abs() * unit).max(3.0));
        let falls = value.is_some_and(|value| value < 0.0);
        let (x, end) = (from + (slot - bar) / 2.0, if falls { zero + height } else { zero - height });
        let mut parts = label.map_or_else(Vec::new, |it| match whole {
            true => it.at(Point::new(from + 6.0, base + 12.0)),
            false => axis::under(it, from + slot / 2.0, base + 12.0, room.width, &mut free),
        });
        shown += usize::from(!parts.is_empty());
        if value.is_some() {
            let column = rect(Rect::new(x, zero.min(end), x + bar, zero.max(end)), color(desk, chart, at));
            parts.push(Node::decoration(vec![column]));
        }
        children.push(Node::branch(Role::Section, Point::ZERO, chart.span, parts).at_step(step));
    }
    axis::tell_left_out(desk, chart, shown);
    let rule = rect(Rect::new(left, zero, room.width, zero + 1.5), desk.ground.line);
    children.insert(0, Node::decoration(vec![rule]));
    whole::figure(desk, chart, children, room)
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

/// `size`, or as much less as each figure needs to stand on one line; and whether it then does.
fn figure_size(desk: &mut Desk, chart: &Chart, size: f32, width: f64) -> (f32, bool) {
    let style = Style { weight: 700.0, ..desk.style(&desk.theme.scale.figure, size) };
    let widths =
        (0..chart.labels.len()).map(|at| desk.shaper.paragraph(&figure_words(chart, at), &style, f32::MAX).width);
    let needed = size * width as f32 / widths.fold(1.0, f32::max);
    if needed >= size { (size, true) } else { (needed.max(SMALLEST), needed >= SMALLEST) }
}

fn step(desk: &mut Desk) -> usize {
    if desk.reveals() { desk.reveal() } else { 0 }
}

fn color(desk: &Desk, chart: &Chart, at: usize) -> Color {
    if chart.is_lit(at) { desk.ground.accent } else { desk.ground.strong }
}

fn figure_words(chart: &Chart, at: usize) -> Rich {
    let text = chart.texts.get(at).cloned().flatten();
    text.unwrap_or_else(|| Rich::plain(chart.figure(chart.value(0, at)), chart.span))
}
