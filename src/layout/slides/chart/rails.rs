//! Many labels → a dot on a line of its own for each, in two or three columns on one scale; of too many the first and the
//! last, and the others in a line of words.

use super::axis::{self, Axis};
use super::series::{self, SMALLEST};
use super::whole;
use super::{guides, phrases};
use crate::color::Color;
use crate::deck::{Chart, Rich};
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size, Vec2};
use crate::layout::desk::{Desk, dot, line};
use crate::layout::node::{Node, Stack, text_boxes};
use crate::text::{Style, Wrap};

/// From so many labels on.
pub(in crate::layout::slides) const MANY: usize = 16;
/// Labels that a slide holds.
const MOST: usize = 45;
/// Of more the first.
const FIRST: usize = 10;
/// Between two columns.
const GAP: f64 = 24.0;
/// Rows are at most and at least so high.
const PITCH: (f64, f64) = (36.0, 19.0);

/// Whether the labels are too many for a row each.
pub(in crate::layout::slides) fn suit(chart: &Chart, room: Size) -> bool {
    let count = chart.labels.len();
    chart.series.len() == 1 && count >= MANY && room.height / (count as f64) < 30.0 && chart.texts.is_empty()
}

pub(in crate::layout::slides) fn rails(desk: &mut Desk, chart: &Chart, room: Size) -> Stack {
    // Figures under each other have as many decimals.
    let chart = &Chart { numerals: chart.numerals.even(), ..chart.clone() };
    let count = chart.labels.len();
    let heads = guides::Heads::targets(desk, chart, room.width * 0.3);
    let top = heads.height();
    let field = Field::new(count, Size::new(room.width, room.height - top));
    series::check_room(desk, field.pitch >= PITCH.1 - 1.0, f64::INFINITY);
    let (width, pitch, rest) = (field.width, field.pitch, field.first < count);
    let shown: Vec<usize> = if rest { (0..field.first).chain([count - 1]).collect() } else { (0..count).collect() };
    let rail = Rail::new(desk, chart, &shown, width, pitch);
    let step = desk.next_step;
    if desk.reveals() {
        desk.next_step += count;
    }
    let bottom = top + pitch * field.each as f64;
    let column = |nth: usize| Rect::new(0.0, top, width, bottom) + Vec2::new((width + GAP) * nth as f64, 0.0);
    let others = rest.then(|| others(desk, chart, field.first, width, top + pitch * (field.first as f64 + 0.5)));
    let crossed = others.iter().flat_map(|words| text_boxes(words, desk.shaper.is_leftward())).collect::<Vec<_>>();
    let mut nodes = heads.over(desk, column(0), room.width, &|value| rail.x(0.0, value), &crossed);
    for (nth, target) in (1..field.columns).flat_map(|nth| chart.targets.iter().map(move |it| (nth, it))) {
        nodes.extend(guides::upright(desk, rail.x(column(nth).x0, target.at), (top, bottom), &[]));
    }
    for (place, at) in shown.into_iter().enumerate() {
        // The words for the others stand before the last.
        let place = if rest && at == count - 1 { place + 1 } else { place };
        let corner = column(place / field.each).origin() + Vec2::new(0.0, pitch * (place % field.each) as f64);
        let row = rail.row(desk, chart, at, corner);
        nodes.push(series::part(chart, row, if desk.reveals() { step + at + 1 } else { 0 }));
    }
    if let Some(words) = others {
        nodes.extend(words);
        axis::tell_summed_up(desk, chart, field.first);
    }
    nodes.extend(scale(desk, chart, &rail, bottom));
    whole::figure(desk, chart, nodes, Size::new(room.width, bottom + SCALE))
}

/// How many rows there are, and in how many columns.
struct Field {
    /// Rows from the first on; where they are not all, the last follows behind a line of words.
    first: usize,
    columns: usize,
    /// Rows of each column.
    each: usize,
    pitch: f64,
    width: f64,
}

impl Field {
    fn new(count: usize, room: Size) -> Self {
        let most_columns = ((room.width + GAP) / (200.0 + GAP)).floor().clamp(1.0, 3.0) as usize;
        let rows_that_fit = ((room.height - SCALE) / PITCH.1).floor().max(1.0) as usize;
        let holds = (most_columns * rows_that_fit).min(MOST);
        let rest = count > holds;
        let first = if rest { FIRST.min(holds.saturating_sub(2)).max(1) } else { count };
        let rows = if rest { first + 2 } else { count };
        let fits = |columns: &usize| rows.div_ceil(*columns) as f64 * 29.0 <= room.height - SCALE;
        let columns = match rest {
            true => 1,
            false => (1..=most_columns).find(fits).unwrap_or(most_columns).max(most_columns.min(2)),
        };
        let each = rows.div_ceil(columns);
        let pitch = ((room.height - SCALE) / each as f64).min(PITCH.0);
        let width = (room.width - GAP * (columns as f64 - 1.0)) / columns as f64;
        Self { first, columns, each, pitch, width }
    }
}

/// The same measures for every row.
struct Rail {
    axis: Axis,
    size: f32,
    /// Where its line begins and ends, and the width of the row.
    from: f64,
    to: f64,
    width: f64,
    pitch: f64,
}

impl Rail {
    fn new(desk: &mut Desk, chart: &Chart, shown: &[usize], width: f64, pitch: f64) -> Self {
        let largest = (pitch * 0.56).clamp(f64::from(SMALLEST), 18.0) as f32;
        let most = width * 0.5;
        let names = |desk: &mut Desk, size: f32| {
            let style = name_style(desk, size, desk.ground.text, true);
            let widths =
                shown.iter().map(|at| f64::from(desk.shaper.paragraph(&chart.labels[*at], &style, f32::MAX).width));
            widths.fold(0.0, f64::max)
        };
        let sizes = [largest, 16.0, 15.0, SMALLEST].into_iter().filter(|size| *size <= largest);
        let found = sizes.clone().find(|size| names(desk, *size) <= most);
        series::check_room(desk, found.is_some() || pitch >= f64::from(SMALLEST) * 2.4, f64::INFINITY);
        let size = found.unwrap_or(SMALLEST);
        let style = series::figure_style(desk, (size - 1.0).max(SMALLEST), desk.ground.text);
        let figures = shown.iter().map(|at| chart.figure(chart.value(0, *at)));
        let figure = figures.map(|it| f64::from(desk.shaper.words(&it, &style).width)).fold(0.0, f64::max);
        let axis = axis(chart);
        let from = names(desk, size).min(most) + 20.0;
        let to = (width - figure - 14.0).max(from + 10.0);
        Self { axis, size, from, to, width, pitch }
    }

    /// The place of a value on the line of a row that begins at `left`.
    fn x(&self, left: f64, value: f64) -> f64 {
        left + self.from + RADIUS + (self.to - self.from - 2.0 * RADIUS) * self.axis.share(value)
    }

    fn row(&self, desk: &mut Desk, chart: &Chart, at: usize, corner: Point) -> Vec<Node> {
        let lit = chart.is_lit(at);
        let any = !chart.highlight.is_empty();
        let color = match (lit, any) {
            (true, _) => desk.ground.accent,
            (false, true) => desk.ground.mute,
            (false, false) => desk.ground.strong,
        };
        let middle = corner.y + self.pitch / 2.0;
        let (from, to) = (corner.x + self.from, corner.x + self.to);
        let mut nodes =
            vec![Node::decoration(vec![line(Point::new(from, middle), Point::new(to, middle), 1.0, desk.ground.line)])];
        let ink = if lit { series::ink(desk, color) } else { desk.ground.text };
        let style = name_style(desk, self.size, ink, lit);
        let name = desk.own_width(&chart.labels[at], &style, self.from - 18.0, Role::Paragraph);
        let top = middle - name.size.height / 2.0;
        nodes.extend(name.at(Point::new(corner.x, top)));
        let value = chart.value(0, at);
        if let Some(value) = value {
            let x = self.x(corner.x, value);
            let mark = dot(Point::new(x, middle), RADIUS, color);
            nodes.push(Node::decoration(vec![dot(Point::new(x, middle), RADIUS + 2.5, desk.ground.fill), mark]));
        }
        let ink = if lit { ink } else { desk.ground.mute };
        let style = Style {
            weight: if lit { 700.0 } else { 400.0 },
            ..series::figure_style(desk, (self.size - 1.0).max(SMALLEST), ink)
        };
        let figure = Rich::plain(chart.figure(value), chart.span);
        let figure = desk.text(&figure, &style, f64::from(f32::MAX), Role::Paragraph);
        let (wide, high) = (figure.size.width, figure.size.height);
        nodes.extend(figure.at(Point::new(corner.x + self.width - wide, middle - high / 2.0)));
        nodes
    }
}

/// From 0 on, unless all values lie so far from it that their differences would not be seen.
fn axis(chart: &Chart) -> Axis {
    match chart.span_of_values() {
        Some((least, most)) if chart.min.is_none() && !chart.log && least > most * 0.5 => Axis::plain(least, most),
        _ => Axis::new(chart, chart.extent().0, chart.extent().1),
    }
}

/// The figures at the two ends of the first column's lines, where these do not begin at 0.
fn scale(desk: &mut Desk, chart: &Chart, rail: &Rail, top: f64) -> Vec<Node> {
    if rail.axis.least <= 0.0 && rail.axis.most >= 0.0 {
        return Vec::new();
    }
    let style = Style { color: desk.ground.mute, wrap: Wrap::None, ..desk.plain(&desk.theme.scale.caption) };
    let ends = [(rail.axis.least, rail.from), (rail.axis.most, rail.to)].map(|(value, x)| {
        let words = chart.tick(value, &chart.numerals.of_axis(rail.axis.step()));
        let words = desk.text(&Rich::plain(words, chart.span), &style, f64::from(f32::MAX), Role::Paragraph);
        (x - words.size.width / 2.0, words)
    });
    // Numbers too long for the line stand at their rows alone.
    if ends[0].0 + ends[0].1.size.width > ends[1].0 {
        return Vec::new();
    }
    ends.into_iter().flat_map(|(left, words)| words.at(Point::new(left, top))).collect()
}

/// The room that the figures of the scale take under the lines.
const SCALE: f64 = 22.0;

const RADIUS: f64 = 6.5;

fn name_style(desk: &Desk, size: f32, ink: Color, lit: bool) -> Style {
    let weight = if lit { 600.0 } else { 400.0 };
    Style { color: ink, weight, wrap: Wrap::Balanced, leading: 1.1, ..desk.style(&desk.theme.scale.label, size) }
}

/// The words for all between the first and the last, round a height.
fn others(desk: &mut Desk, chart: &Chart, first: usize, width: f64, middle: f64) -> Vec<Node> {
    let inside = first..chart.labels.len() - 1;
    let values = || inside.clone().filter_map(|at| chart.value(0, at));
    let (least, most) = values().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), it| (a.min(it), b.max(it)));
    let (from, to) = (chart.figure(Some(least)), chart.figure(Some(most)));
    let words = match least.is_finite() {
        true => phrases::filled(phrases::of(&chart.language).others, &[&inside.len().to_string(), &from, &to]),
        false => format!("… {}", inside.len()),
    };
    let style = Style { color: desk.ground.mute, wrap: Wrap::Balanced, ..desk.plain(&desk.theme.scale.caption) };
    let words = desk.text(&Rich::plain(words, chart.span), &style, width, Role::Paragraph);
    let height = words.size.height;
    words.at(Point::new(0.0, middle - height / 2.0))
}
