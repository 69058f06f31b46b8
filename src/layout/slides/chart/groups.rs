//! Several series → level bars, in a group for each label, or on each other: labels at the left, figures on the bars.

use super::axis::{self, Axis};
use super::series::{self, SMALLEST, Sample};
use super::{guides, whole};
use crate::deck::{Chart, Rich};
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::{Desk, rect, rounded};
use crate::layout::node::{Node, Stack, text_boxes};
use crate::text::{Style, Wrap};

/// Space between labels of several lines.
const BETWEEN: f64 = 8.0;
/// Space between the bars of a group.
const GAP: f64 = 4.0;

pub(super) fn rows(desk: &mut Desk, chart: &Chart, room: Size) -> Stack {
    let steps = series::steps(desk, chart);
    let first = bars(desk, chart, Plan { room, top: 0.0, named: true }, &steps);
    if let Some(nodes) = first {
        return whole::figure(desk, chart, nodes.0, Size::new(room.width, nodes.1));
    }
    // The marks have no room for the names: they stand above.
    let (names, height) = series::key(desk, chart, Sample::Bar, room.width);
    let top = height + 18.0;
    let plan = Plan { room: Size::new(room.width, room.height - top), top, named: false };
    let (mut nodes, bottom) = bars(desk, chart, plan, &steps).unwrap_or_default();
    let names = names.into_iter().zip(&steps).map(|(name, step)| name.at_step(*step));
    nodes.splice(0..0, names);
    whole::figure(desk, chart, nodes, Size::new(room.width, bottom))
}

/// The room for the rows, and whether the first of them names the series.
struct Plan {
    room: Size,
    top: f64,
    named: bool,
}

/// The labels at the left of rows, with their size, and the width of their column.
pub(super) fn labels(desk: &mut Desk, chart: &Chart, room: Size) -> (Vec<Stack>, f64) {
    let entry = &desk.theme.scale.label;
    let row = room.height / chart.labels.len().max(1) as f64;
    let style = |desk: &Desk, size: f32| Style { wrap: Wrap::Balanced, ..desk.style(entry, size) };
    let fits = |desk: &mut Desk, size: f32, width: f64| {
        chart.labels.iter().all(|label| {
            let words = desk.shaper.paragraph(label, &style(desk, size), width as f32);
            f64::from(words.height) <= row && f64::from(words.longest_word) <= width
        })
    };
    let sizes: Vec<f32> = entry.sizes.iter().copied().chain([16.0, SMALLEST]).collect();
    // Where labels are long, the bars give way.
    let widths = [0.3, 0.4, 0.5].map(|share| room.width * share);
    let mut tries = widths.into_iter().flat_map(|width| sizes.iter().map(move |size| (*size, width)));
    let found = tries.find(|(size, width)| fits(desk, *size, *width));
    series::check_room(desk, found.is_some(), room.height);
    let (size, width) = found.unwrap_or((SMALLEST, widths[2]));
    let style = style(desk, size);
    let stacks: Vec<Stack> =
        chart.labels.iter().map(|label| desk.own_width(label, &style, width, Role::Paragraph)).collect();
    let widest = stacks.iter().map(|label| label.size.width).fold(0.0, f64::max);
    (stacks, widest + 18.0)
}

/// From one row to the next: as `usual`, or as far as the tallest label needs.
pub(super) fn pitch(labels: &[Stack], usual: f64, most: f64) -> f64 {
    let tallest = labels.iter().map(|label| label.size.height).fold(0.0, f64::max);
    usual.max(tallest + BETWEEN).min(most)
}

/// The rows, and where they end; `None` where names are wanted and do not fit on the first row.
fn bars(desk: &mut Desk, chart: &Chart, plan: Plan, steps: &[usize]) -> Option<(Vec<Node>, f64)> {
    let heads = guides::Heads::targets(desk, chart, plan.room.width * 0.4);
    let (field, labels) = Field::new(desk, chart, &plan, heads.height());
    let plot = field.plot;
    let x = |value: f64| plot.x0 + plot.width() * field.axis.share(value);
    let mut nodes = Vec::new();
    if field.bare {
        let words = field.axis.figures(desk, chart);
        nodes.extend(field.axis.upright(desk, words, plot));
    }
    for (at, label) in labels.into_iter().enumerate() {
        let middle = plot.y0 + field.pitch * (at as f64 + 0.5);
        let height = label.size.height;
        nodes.extend(label.at(Point::new(0.0, middle - height / 2.0)));
    }
    if chart.extent().0 < 0.0 {
        let rule = Rect::new(x(0.0) - 0.75, plot.y0, x(0.0) + 0.75, plot.y1);
        nodes.push(Node::decoration(vec![rect(rule, desk.ground.mute)]));
    }
    let mut unwritten = 0;
    let mut crossed = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let parts = field.lane(desk, chart, &plan, at, &mut unwritten)?;
        crossed.extend(text_boxes(&parts, desk.shaper.is_leftward()));
        nodes.push(series::part(chart, parts, *step));
    }
    axis::tell_unwritten(desk, unwritten);
    let over = Rect { y0: plan.top + heads.height(), ..plot };
    nodes.extend(heads.over(desk, over, plan.room.width, &x, &crossed));
    Some((nodes, plot.y1 + if field.bare { 30.0 } else { 0.0 }))
}

/// Where the bars have their places.
struct Field {
    plot: Rect,
    axis: Axis,
    /// Whether bars are too thin for figures: an axis has them.
    bare: bool,
    /// Of the figures, and their widths, series by series.
    style: Style,
    widths: Vec<Vec<f64>>,
    /// From one group to the next, how high a group is, and how thick a bar of it.
    pitch: f64,
    group: f64,
    thick: f64,
}

impl Field {
    /// The field, with `heads` over it, and the labels at its left.
    fn new(desk: &mut Desk, chart: &Chart, plan: &Plan, heads: f64) -> (Self, Vec<Stack>) {
        let count = chart.labels.len().max(1) as f64;
        let lanes = if chart.stacked { 1.0 } else { chart.series.len() as f64 };
        let above = heads + if plan.named && chart.stacked { 28.0 } else { 0.0 };
        let room = Size::new(plan.room.width, plan.room.height - above);
        let most = desk.theme.charts.thickest;
        let shared = |height: f64| {
            let thick = if chart.stacked { height * 0.64 } else { (height * 0.8 - GAP * (lanes - 1.0)) / lanes };
            thick.clamp(2.0, if chart.stacked { most } else { most * 0.8 })
        };
        let bare = shared(room.height / count) < f64::from(SMALLEST) * 1.15;
        let (least, most) = chart.extent();
        let axis = if bare { Axis::new(chart, least, most) } else { Axis::bare(chart) };
        let height = if bare { room.height - 30.0 } else { room.height };
        let (labels, left) = labels(desk, chart, Size::new(room.width, height));
        let thick = shared(height / count);
        let group = thick * lanes + GAP * (lanes - 1.0);
        let pitch = pitch(&labels, group + (group * 0.5).max(30.0), height / count);
        let style = series::figure_style(desk, (thick * 0.62).clamp(14.0, 24.0) as f32, desk.ground.text);
        let widths = figures(desk, chart, &style);
        let widest = widths.iter().flatten().copied().fold(0.0, f64::max);
        let spare = if chart.stacked || bare { 24.0 } else { widest + 22.0 };
        let top = plan.top + above;
        let before = if least < 0.0 && !chart.stacked && !bare { widest + 12.0 } else { 0.0 };
        let plot = Rect::new(left + before, top, room.width - spare, top + pitch * count);
        (Self { plot, axis, bare, style, widths, pitch, group, thick }, labels)
    }

    /// The bars of a series with their figures; `unwritten` counts those that have no room for theirs.
    fn lane(&self, desk: &mut Desk, chart: &Chart, plan: &Plan, at: usize, unwritten: &mut usize) -> Option<Vec<Node>> {
        let color = series::color(desk, chart, at);
        let x = |value: f64| self.plot.x0 + self.plot.width() * self.axis.share(value);
        let mut parts = Vec::new();
        for (label, width) in self.widths[at].iter().enumerate() {
            let lane = if chart.stacked { 0.0 } else { at as f64 * (self.thick + GAP) };
            let y = self.plot.y0 + self.pitch * (label as f64 + 0.5) - self.group / 2.0 + lane;
            let value = chart.value(at, label);
            let space = level(chart, (at, label), value.unwrap_or_default(), &x, (y, self.thick));
            if value.is_some_and(|value| !chart.stacked || value != 0.0) {
                parts.push(series::bar(desk, seam(chart, space), at, color));
            }
            let name = (label == 0 && plan.named).then(|| series::name(chart, at));
            let spot = Spot { space, color, width: *width, right: plan.room.width };
            let small = chart.stacked && !self.bare && !spot.has_room();
            *unwritten += usize::from(small && value.is_some_and(|value| value != 0.0));
            parts.extend(if chart.stacked {
                on_bar(desk, chart, &self.style, (at, label), spot, name, self.bare)?
            } else {
                behind(desk, chart, &self.style, (at, label), spot, name, self.bare)?
            });
        }
        Some(parts)
    }
}

/// Where a figure belongs.
struct Spot {
    space: Rect,
    color: crate::color::Color,
    width: f64,
    right: f64,
}

impl Spot {
    /// Whether the figure stands inside of the bar.
    fn has_room(&self) -> bool {
        self.width + 16.0 <= self.space.width()
    }
}

/// The place of a level bar from where it begins (0, or the end of those under it) to its value; never thinner than a
/// line, so that 0 is seen.
fn level(
    chart: &Chart,
    (at, label): (usize, usize),
    value: f64,
    x: &impl Fn(f64) -> f64,
    (top, thick): (f64, f64),
) -> Rect {
    let base = if chart.stacked { chart.pile(at, label, value >= 0.0) } else { 0.0 };
    let (from, to) = (x(base), x(base + value));
    let end = if value >= 0.0 { to.max(from + 1.5) } else { to.min(from - 1.5) };
    Rect::new(from.min(end), top, from.max(end), top + thick)
}

/// Bars on each other are parted by a hair of the ground.
fn seam(chart: &Chart, space: Rect) -> Rect {
    if chart.stacked && space.width() > 4.0 { Rect { x1: space.x1 - 1.5, ..space } } else { space }
}

/// The width of each figure, series by series.
fn figures(desk: &mut Desk, chart: &Chart, style: &Style) -> Vec<Vec<f64>> {
    let width = |desk: &mut Desk, value: Option<f64>| f64::from(desk.shaper.words(&chart.figure(value), style).width);
    chart.series.iter().map(|it| it.values.iter().map(|value| width(desk, *value)).collect()).collect()
}

fn figure(desk: &mut Desk, chart: &Chart, style: &Style, (at, label): (usize, usize)) -> Stack {
    let words = Rich::plain(chart.figure(chart.value(at, label)), chart.span);
    desk.text(&words, style, f64::from(f32::MAX), Role::Paragraph)
}

/// The figure right behind the bar's end, and in the first row the name behind it.
fn behind(
    desk: &mut Desk,
    chart: &Chart,
    style: &Style,
    place: (usize, usize),
    spot: Spot,
    name: Option<Rich>,
    bare: bool,
) -> Option<Vec<Node>> {
    let ink = series::ink(desk, spot.color);
    let style = Style { color: ink, strong: (700.0, ink), ..style.clone() };
    let falls = chart.value(place.0, place.1).is_some_and(|value| value < 0.0);
    let mut x = if falls { spot.space.x0 - 10.0 - spot.width } else { spot.space.x1 + 10.0 };
    let mut nodes = Vec::new();
    let middle = spot.space.center().y;
    if !bare {
        let words = figure(desk, chart, &style, place);
        let (width, height) = (words.size.width, words.size.height);
        nodes.extend(words.at(Point::new(x, middle - height / 2.0)));
        x += width + 10.0;
    }
    if let Some(name) = name {
        if bare || falls {
            return None;
        }
        let size = style.size.min(desk.theme.scale.lines.largest());
        let style = Style { weight: 600.0, wrap: Wrap::None, size, ..style };
        let words = desk.text(&name, &style, f64::from(f32::MAX), Role::Paragraph);
        if x + words.size.width > spot.right {
            return None;
        }
        let height = words.size.height;
        nodes.extend(words.at(Point::new(x, middle - height / 2.0)));
    }
    Some(nodes)
}

/// The figure in the middle of its bar where there is room; over the first bar the name.
fn on_bar(
    desk: &mut Desk,
    chart: &Chart,
    style: &Style,
    place: (usize, usize),
    spot: Spot,
    name: Option<Rich>,
    bare: bool,
) -> Option<Vec<Node>> {
    let mut nodes = Vec::new();
    if !bare && spot.has_room() {
        let ink = series::on(desk, spot.color);
        let style = Style { color: ink, strong: (700.0, ink), ..style.clone() };
        let words = figure(desk, chart, &style, place);
        nodes.extend(patch(words, spot.space.center(), spot.color, place.0));
    }
    if let Some(name) = name {
        let ink = series::ink(desk, spot.color);
        let style = Style {
            color: ink,
            strong: (700.0, ink),
            weight: 600.0,
            wrap: Wrap::None,
            ..desk.plain(&desk.theme.scale.lines)
        };
        let words = desk.text(&name, &style, f64::from(f32::MAX), Role::Paragraph);
        if words.size.width + 10.0 > spot.space.width() {
            return None;
        }
        let top = spot.space.y0 - words.size.height - 4.0;
        nodes.extend(words.at(Point::new(spot.space.x0, top)));
    }
    Some(nodes)
}

/// Words round `center` of a bar, on a plain patch of its color where the bar is hatched.
pub(super) fn patch(words: Stack, center: Point, color: crate::color::Color, at: usize) -> Vec<Node> {
    let size = words.size;
    let space = Rect::from_center_size(center, Size::new(size.width + 12.0, size.height * 0.92));
    let mut nodes = Vec::new();
    if !at.is_multiple_of(5) {
        nodes.push(Node::decoration(vec![rounded(space, 4.0, color)]));
    }
    nodes.extend(words.at(Point::new(center.x - size.width / 2.0, center.y - size.height / 2.0)));
    nodes
}
