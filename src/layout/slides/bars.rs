//! Values → level bars on tracks, each labelled in place so that no axis is needed.

use super::chart::axis::Axis;
use super::chart::series::{SMALLEST, check_room};
use super::chart::{rails, rows, whole};
use crate::color::Color;
use crate::deck::{Chart, Rich};
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::{Desk, rect, rounded};
use crate::layout::node::{Node, Stack};
use crate::text::{Style, Wrap};

/// The distance of lines in a label over a bar, as a multiple of its size.
const LEADING: f32 = 1.25;
/// The room of level bars, against that of their tracks: a figure may stand a little behind a full bar.
const AROUND: f64 = 1.0 / 0.94;

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
    // Names at the left leave the bars the height, and the lines of targets their way.
    if found.is_none() || chart.extent().0 < 0.0 || !chart.targets.is_empty() {
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

pub(super) fn step(desk: &mut Desk) -> usize {
    if desk.reveals() { desk.reveal() } else { 0 }
}

pub(super) fn color(desk: &Desk, chart: &Chart, at: usize) -> Color {
    if chart.is_lit(at) { desk.ground.accent } else { desk.ground.strong }
}

pub(super) fn figure_words(chart: &Chart, at: usize) -> Rich {
    let text = chart.texts.get(at).cloned().flatten();
    text.unwrap_or_else(|| Rich::plain(chart.figure(chart.value(0, at)), chart.span))
}
