//! A chart under its title: what is measured, the marks with their labels, then words and source.

pub(super) mod axis;
mod dense;
mod dots;
mod foot;
mod free;
mod groups;
pub(super) mod guides;
mod lines;
pub(in crate::layout) mod on_rows;
mod phrases;
mod pillars;
mod points;
pub(super) mod rails;
pub(super) mod rows;
mod said;
pub(super) mod series;
mod share;
mod table;
mod trace;
mod trend;
pub(super) mod whole;

use crate::deck::{Chart, ChartKind};
use crate::drawing::Role;
use crate::geometry::{Point, Size};
use crate::layout::desk::Desk;
use crate::layout::node::{Node, Stack};
use crate::text::{Style, Wrap};

pub(super) fn chart(desk: &mut Desk, chart: &Chart) -> Vec<Node> {
    let mut nodes = Vec::new();
    let region = super::content::title_band(desk, &mut nodes, true);
    let mut foot = Vec::new();
    let region = super::content::source_line(desk, &mut foot, region);
    let first = desk.next_step;
    let body_room = Size::new(region.width(), region.height() * 0.42);
    // Marks are revealed before the words under them, though the words are measured first.
    if desk.reveals() && chart.kind != ChartKind::Scale {
        desk.next_step += parts(chart);
    }
    let body = words(desk, body_room);
    let gap = if body.nodes.is_empty() { 0.0 } else { 30.0 };
    let room = Size::new(region.width(), region.height() - body.size.height - gap);
    let after = desk.next_step;
    desk.next_step = first;
    let marks = marks(desk, chart, room);
    desk.next_step = desk.next_step.max(after);
    let mut down = marks.size.height + gap;
    nodes.extend(marks.at(Point::new(region.x0, region.y0)));
    if down + body.size.height < region.height() - 60.0 {
        down += 10.0;
    }
    nodes.extend(body.at(Point::new(region.x0, region.y0 + down)));
    nodes.extend(foot);
    nodes
}

/// The chart alone, in `room`.
pub(in crate::layout) fn marks(desk: &mut Desk, chart: &Chart, room: Size) -> Stack {
    match chart.kind {
        ChartKind::Bars if chart.series.len() > 1 => groups::rows(desk, chart, room),
        ChartKind::Bars => super::bars::bars(desk, chart, room),
        ChartKind::Columns if chart.series.len() > 1 => pillars::pillars(desk, chart, room),
        ChartKind::Columns => super::columns::columns(desk, chart, room),
        ChartKind::Line | ChartKind::Area => lines::lines(desk, chart, room),
        ChartKind::Points => points::points(desk, chart, room),
        ChartKind::Dots => dots::dots(desk, chart, room),
        ChartKind::Share => share::share(desk, chart, room),
        ChartKind::Scale => scale(desk, chart, room),
    }
}

/// What is revealed one by one: the series where there are several, else the marks; a line is one.
pub(in crate::layout) fn parts(chart: &Chart) -> usize {
    match chart.series.len() {
        0 | 1 if matches!(chart.kind, ChartKind::Line | ChartKind::Area | ChartKind::Points) => 1,
        0 | 1 => chart.labels.len(),
        several => several,
    }
}

fn words(desk: &mut Desk, room: Size) -> Stack {
    let entry = &desk.theme.scale.bullets;
    super::body::body(desk, entry, room)
}

/// Labels in order from one end to the other: at each a group of dots that draw together.
fn scale(desk: &mut Desk, chart: &Chart, room: Size) -> Stack {
    let theme = desk.theme;
    let count = chart.labels.len().max(1);
    let row = (room.height / count as f64).min(theme.charts.row);
    let entry = &theme.scale.mark;
    let (ends, axis) = ends(desk, chart, room, row * count as f64);
    let large = mark_scale(row);
    let words_x = axis + 25.0 + 19.0 * large;
    let width = room.width - words_x;
    // One size for all, so that none looks like less.
    let fits = |desk: &mut Desk, size: f32| {
        chart.labels.iter().enumerate().all(|(at, label)| {
            let style = label_style(desk, size, at + 1 == count);
            let words = desk.shaper.paragraph(label, &style, width as f32);
            // Two lines stand apart from the rows over and under them.
            let most = if words.lines.len() > 1 { row * SHARE_OF_ROW } else { row };
            f64::from(words.height) <= most && f64::from(words.longest_word) <= width
        })
    };
    let sizes = entry.sizes.iter().copied().chain([17.0, 16.0, 15.0, series::SMALLEST]);
    let found = sizes.into_iter().find(|size| fits(desk, *size));
    series::check_room(desk, found.is_some(), f64::INFINITY);
    let size = found.unwrap_or(series::SMALLEST);
    let reveal = desk.reveals();
    let mut outer = run(desk, ends, axis, row, row * count as f64);
    let mut children = Vec::new();
    for (at, label) in chart.labels.iter().enumerate() {
        let step = if reveal { desk.reveal() } else { 0 };
        let middle = row * (at as f64 + 0.5);
        let share = at as f64 / (count - 1).max(1) as f64;
        let mark = cluster(desk, Point::new(axis, middle), share, large);
        let style = label_style(desk, size, at + 1 == count);
        let label_stack = desk.text(label, &style, width, Role::Paragraph);
        let top = middle - label_stack.size.height / 2.0;
        let body = Node::branch(Role::Body, Point::ZERO, label.span, label_stack.at(Point::new(words_x, top)));
        children.push(Node::branch(Role::Item, Point::ZERO, label.span, vec![mark, body]).at_step(step));
    }
    let size = Size::new(room.width, row * count as f64);
    let list = Role::List { ordered: true };
    outer.push(Node::branch(list, Point::ZERO, chart.span, children));
    Stack { nodes: outer, size }
}

/// How much of its row a label of several lines fills at most.
const SHARE_OF_ROW: f64 = 0.92;

/// The last label of a scale, to which it leads, stands out.
fn label_style(desk: &Desk, size: f32, last: bool) -> Style {
    let weight = if last { 600.0 } else { 400.0 };
    Style { wrap: Wrap::Balanced, weight, ..desk.style(&desk.theme.scale.mark, size) }
}

/// How far from the left the line of a scale stands if its words are short, where it has none, and the space between it
/// and the words at its ends.
const AXIS: f64 = 150.0;
const NO_ENDS: f64 = 30.0;
const BEFORE_AXIS: f64 = 44.0;

/// The words at the two ends in the room before the line, and where the line stands: they have half the height each, and
/// where they are long, more of the width.
fn ends(desk: &mut Desk, chart: &Chart, room: Size, height: f64) -> (Option<[Stack; 2]>, f64) {
    let Some((first, last)) = &chart.ends else { return (None, NO_ENDS) };
    let entry = &desk.theme.scale.lines;
    let sizes: Vec<f32> = entry.sizes.iter().copied().chain([15.0, series::SMALLEST]).collect();
    let tries = [AXIS, room.width * 0.24, room.width * 0.32].into_iter().filter(|axis| *axis >= AXIS);
    let mut tries = tries.flat_map(|axis| sizes.iter().map(move |size| (axis, *size)));
    let lay = |desk: &mut Desk, word: &crate::deck::Rich, axis: f64, size: f32| {
        let color = desk.ground.mute;
        let style = Style { italic: true, color, align: crate::text::TextAlign::End, ..desk.style(entry, size) };
        desk.text(word, &style, axis - BEFORE_AXIS, Role::Paragraph)
    };
    let fits = |desk: &mut Desk, axis: f64, size: f32| {
        desk.torn = false;
        let tallest = [first, last].map(|it| lay(desk, it, axis, size).size.height).into_iter().fold(0.0, f64::max);
        !desk.torn && tallest <= height / 2.0 - END_INSET
    };
    let found = tries.find(|(axis, size)| fits(desk, *axis, *size));
    series::check_room(desk, found.is_some(), f64::INFINITY);
    let (axis, size) = found.unwrap_or((AXIS.max(room.width * 0.32), series::SMALLEST));
    // Short words begin at the margin, under the title.
    let mut own = |word: &crate::deck::Rich| {
        let style = Style { italic: true, wrap: Wrap::None, ..desk.style(entry, size) };
        f64::from(desk.shaper.paragraph(word, &style, f32::MAX).width)
    };
    let axis = axis.min(own(first).max(own(last)) + 1.0 + BEFORE_AXIS);
    let stacks = [lay(desk, first, axis, size), lay(desk, last, axis, size)];
    (Some(stacks), axis)
}

/// How far the words at the ends of a scale stand from its upper and lower end.
const END_INSET: f64 = 14.0;

/// The line along which the scale runs, with the words at its ends.
fn run(desk: &Desk, ends: Option<[Stack; 2]>, axis: f64, row: f64, height: f64) -> Vec<Node> {
    let Some([first, last]) = ends else { return Vec::new() };
    let ink = desk.ground.line;
    // It begins and ends behind the first and the last mark.
    let end = (row / 2.0 - 16.0).max(14.0);
    let line = crate::layout::desk::line(Point::new(axis, end), Point::new(axis, height - end), 2.0, ink);
    let mut nodes = vec![Node::decoration(vec![line])];
    let upper = END_INSET + 4.0;
    let lower = (height - 36.0).min(height - last.size.height - END_INSET + 4.0).max(upper + first.size.height);
    nodes.extend(first.at(Point::new(0.0, upper)));
    nodes.extend(last.at(Point::new(0.0, lower)));
    nodes
}

/// How large the marks of a scale are, against those of a row of 46 points: they take most of their row.
fn mark_scale(row: f64) -> f64 {
    (row / 46.0).clamp(0.7, 1.3)
}

/// Five dots round a place: far apart at 0.0, one body at 1.0.
fn cluster(desk: &Desk, at: Point, share: f64, large: f64) -> Node {
    use crate::layout::desk::{dot, line};
    let (strong, accent) = (desk.ground.strong, desk.ground.accent);
    let reach = (19.0 - 11.5 * share) * large;
    let radius = (3.4 + 3.4 * share) * large;
    let place = |turn: f64| {
        let angle = (turn - 0.25) * std::f64::consts::TAU;
        Point::new(at.x + reach * angle.cos(), at.y + reach * angle.sin())
    };
    let points: Vec<Point> = (0..5).map(|n| place(f64::from(n) / 5.0)).collect();
    let ground = kurbo::Shape::to_path(&kurbo::Circle::new(at, 25.0 * large), 0.05);
    let mut nodes = vec![crate::layout::desk::filled(ground, desk.ground.fill)];
    for (n, a) in points.iter().enumerate() {
        let next = points[(n + 1) % points.len()];
        nodes.push(line(*a, next, (0.6 + 2.2 * share) * large, strong.with_alpha(0.25 + 0.75 * share as f32)));
    }
    if share > 0.99 {
        nodes.push(dot(at, reach + 1.0, strong));
    }
    for (n, point) in points.iter().enumerate() {
        nodes.push(dot(*point, radius, if n == 0 { accent } else { strong }));
    }
    Node::decoration(nodes)
}
