//! Big numbers side by side or in rows of two, all of one size, each over its words; a body under them.

use crate::color::Color;
use crate::deck::theme::Place;
use crate::deck::{Figure, Rich, Run};
use crate::diagnostic::{Diagnostic, Span};
use crate::drawing::Role;
use crate::geometry::{Point, Size, Vec2};
use crate::layout::desk::Desk;
use crate::layout::fit;
use crate::layout::node::{self, Node, Stack};
use crate::layout::picture;
use crate::text::{Style, Wrap};

/// Beside others a number is at most so wide, in points, so that two or three stand together.
const USUAL: f64 = 360.0;
/// How much of its smallest size a number keeps at least: side by side, and in rows.
const LEAST: (f32, f32) = (0.62, 0.4);
/// Beside others a number with less room than this would have words under it that are narrow and small.
const SLENDER: f64 = 170.0;
/// The least size of running words.
const FLOOR: f32 = 18.0;
/// Of the height over other words.
const SHARE: f64 = 0.62;
/// Between two numbers beside each other at least, in em.
const NUMBERS_APART: f64 = 0.62;
/// The side of an icon over a number, in em of the number, and in points at least and at most; and what is under it.
const ICON: (f64, f64, f64) = (0.62, 32.0, 64.0);
const UNDER_ICON: f64 = 6.0;
/// Between two rows.
const ROWS_APART: f64 = 22.0;

pub(super) fn numbers(desk: &mut Desk, numbers: &[Figure]) -> Vec<Node> {
    let mut nodes = Vec::new();
    let region = super::content::title_band(desk, &mut nodes, !desk.slide.body.is_empty());
    let mut foot = Vec::new();
    let region = super::content::source_line(desk, &mut foot, region);
    let alone = desk.slide.body.is_empty();
    let most = if alone { region.height() } else { region.height() * SHARE };
    let grid = grid(desk, "", numbers, Size::new(region.width(), most), alone);
    let rows = rows(desk, numbers, &grid);
    let tallest = rows.size.height;
    let top_down = desk.theme.band.place == Place::Top;
    let drop = if alone && top_down { ((region.height() - tallest) * desk.theme.short.place).max(0.0) } else { 0.0 };
    nodes.push(Node::branch(Role::Section, Point::new(region.x0, region.y0 + drop), Span::default(), rows.nodes));
    let mut end = region.y0 + tallest;
    if !alone {
        let top = end + 26.0;
        let entry = &desk.theme.scale.bullets;
        let words = super::body::body(desk, entry, Size::new(region.width(), region.y1 - top));
        end = top + words.size.height;
        nodes.extend(words.at(Point::new(region.x0, top)));
    }
    let down = Vec2::new(0.0, (region.y1 - end).max(0.0) * super::content::drop(desk));
    let mut nodes: Vec<Node> = nodes.into_iter().map(|node| node.moved(down)).collect();
    nodes.extend(foot);
    nodes
}

/// The numbers alone, in `room`; `part` is what messages call it.
pub(in crate::layout) fn alone(desk: &mut Desk, part: &str, numbers: &[Figure], room: Size) -> Stack {
    let grid = grid(desk, part, numbers, room, false);
    rows(desk, numbers, &grid)
}

/// How the numbers stand: how many in a row, how wide each is, and the sizes of all numbers and all labels.
struct Grid {
    across: usize,
    width: f64,
    gap: f64,
    size: f32,
    label: f32,
    /// The side of icons over the numbers; 0 where there are none.
    icon: f64,
}

/// Side by side at the largest size at which each stands on one line; else in rows of two, or under each other. Where side by
/// side each would have little room, under each other comes first.
fn grid(desk: &mut Desk, part: &str, numbers: &[Figure], room: Size, alone: bool) -> Grid {
    let gap = desk.theme.space.column_gap;
    let count = numbers.len().max(1);
    let icons = numbers.iter().any(|it| it.icon.is_some());
    let wide = |across: usize| (room.width - gap * (across as f64 - 1.0)) / across as f64;
    let mut ways = vec![(count, wide(count).min(USUAL), LEAST.0), (count, wide(count), LEAST.0)];
    let rows = count.min(2);
    ways.push((rows, wide(rows), LEAST.1));
    if count > 1 && wide(count) < SLENDER {
        ways.insert(0, (1, room.width, LEAST.0));
        ways.push((1, room.width, LEAST.1));
    }
    let mut last = None;
    for (across, width, least) in ways {
        let label = label_size(desk, numbers, width);
        for size in sizes(desk, alone, least) {
            let icon = if icons { (f64::from(size) * ICON.0).clamp(ICON.1, ICON.2).min(width) } else { 0.0 };
            let grid = Grid { across, width, gap, size, label, icon };
            let over = beyond(desk, numbers, &grid, room);
            if over.width <= 0.5 && over.height <= 0.5 {
                tell_small(desk, part, grid.label);
                return grid;
            }
            last = Some((grid, over));
        }
    }
    let (grid, over) = last.expect("there is a way, and a size");
    let how = if over.height > 0.5 {
        fit::tall(over.height, f64::from(grid.size))
    } else {
        format!("its numbers are {:.0} pt too wide, at the {}", over.width, desk.far_side())
    };
    fit::tell_full(desk, part, &how, "shorten the numbers, or share them over two slides");
    grid
}

/// Words under numbers that are smaller than running words may be.
fn tell_small(desk: &mut Desk, part: &str, size: f32) {
    if size < FLOOR {
        let place = if part.is_empty() { String::new() } else { format!("in {part} ") };
        let message = format!(
            "{place}the words under the numbers of slide `{}` are set at {size} pt, so that they are whole",
            desk.slide.id
        );
        let hint =
            "18 pt is the least that the back row can read: shorten the longest word, or give the numbers more room";
        desk.fault(Diagnostic::warning("SLD-SMALL", desk.slide.span, message).hint(hint));
    }
}

/// The theme's sizes, and under them as many as leave `least` of the smallest.
fn sizes(desk: &Desk, alone: bool, least: f32) -> Vec<f32> {
    let entry = &desk.theme.scale.number;
    // Over other words the numbers are not the whole slide.
    let most = entry.largest() * 0.81;
    let mut sizes: Vec<f32> = entry.sizes.iter().copied().filter(|size| alone || *size <= most).collect();
    let mut size = entry.smallest();
    while size * 0.9 >= entry.smallest() * least {
        size *= 0.9;
        sizes.push(size);
    }
    sizes
}

/// The largest size at which the words of each label are whole.
fn label_size(desk: &mut Desk, numbers: &[Figure], width: f64) -> f32 {
    let entry = &desk.theme.scale.label;
    let whole = |desk: &mut Desk, size: f32| {
        let style = label_style(desk, size);
        let mut longest = numbers.iter().map(|it| desk.shaper.paragraph(&it.label, &style, width as f32).longest_word);
        longest.all(|it| f64::from(it) <= width)
    };
    let sizes = entry.sizes.iter().copied().chain([16.0, 14.0]);
    let mut last = entry.smallest();
    for size in sizes {
        last = size;
        if whole(desk, size) {
            break;
        }
    }
    last
}

/// How far the widest number reaches beyond its column, and all rows beyond the room.
fn beyond(desk: &mut Desk, numbers: &[Figure], grid: &Grid, room: Size) -> Size {
    let color = desk.ground.strong;
    // What follows a number begins as far from it as large type needs.
    let apart = (f64::from(grid.size) * NUMBERS_APART - grid.gap).max(0.0);
    let over = |(at, it): (usize, &Figure)| {
        let is_last = (at + 1) % grid.across.max(1) == 0 || at + 1 == numbers.len();
        let room = if is_last { grid.width } else { grid.width - apart };
        value(desk, &it.value, color, grid.size).size.width - room
    };
    let widest = numbers.iter().enumerate().map(over).fold(0.0, f64::max);
    if widest > 0.0 {
        return Size::new(widest, 0.0);
    }
    let first_step = desk.next_step;
    let height = rows(desk, numbers, grid).size.height;
    desk.next_step = first_step;
    Size::new(0.0, height - room.height)
}

fn rows(desk: &mut Desk, numbers: &[Figure], grid: &Grid) -> Stack {
    let mut out = Stack::default();
    for (at, part) in numbers.chunks(grid.across.max(1)).enumerate() {
        let mut row = Stack::default();
        for (column, number) in part.iter().enumerate() {
            let step = if desk.reveals() { desk.reveal() } else { 0 };
            let stack = figure(desk, number, at * grid.across + column, grid);
            let x = column as f64 * (grid.width + grid.gap);
            row.size = Size::new(row.size.width.max(x + grid.width), row.size.height.max(stack.size.height));
            row.nodes.push(Node::branch(Role::Section, Point::new(x, 0.0), Span::default(), stack.nodes).at_step(step));
        }
        out.below(row, ROWS_APART);
    }
    out
}

fn label_style(desk: &Desk, size: f32) -> Style {
    Style { wrap: Wrap::Balanced, weight: 400.0, ..desk.style(&desk.theme.scale.label, size) }
}

fn figure(desk: &mut Desk, number: &Figure, at: usize, grid: &Grid) -> Stack {
    let color = if at == 0 { desk.ground.strong } else { desk.ground.accent };
    let value = value(desk, &number.value, color, grid.size);
    let mut parts = Vec::new();
    if grid.icon > 0.0 {
        // Numbers without one have their place all the same.
        let side = Size::new(grid.icon, grid.icon);
        let drawn = number.icon.as_ref().map(|icon| picture::image(desk, icon, side).nodes);
        let nodes = drawn.unwrap_or_else(|| vec![Node::decoration(Vec::new())]);
        parts.push((Stack { nodes, size: side }, 0.0));
    }
    parts.push((value, if grid.icon > 0.0 { UNDER_ICON } else { 0.0 }));
    let (label, remark) = parted(&number.label, '\n');
    let style = label_style(desk, grid.label);
    let weight = if remark.is_some() { desk.theme.scale.label.weight } else { style.weight };
    parts.push((desk.own_width(&label, &Style { weight, ..style.clone() }, grid.width, Role::Paragraph), 6.0));
    if let Some(remark) = remark {
        let size = (style.size * 0.91).max(desk.theme.scale.label.smallest().min(style.size));
        let style = Style { color: desk.ground.mute, weight: 400.0, size, ..style };
        parts.push((desk.own_width(&remark, &style, grid.width, Role::Paragraph), 4.0));
    }
    let mut out = Stack::default();
    for (part, gap) in parts {
        out.below(part, gap);
    }
    out
}

/// The number on one line; a unit that a space parts from it is as much smaller as the theme says, on the same baseline.
fn value(desk: &mut Desk, value: &Rich, color: Color, size: f32) -> Stack {
    let style = desk.style(&desk.theme.scale.number, size);
    let style = Style { color, strong: (style.weight.max(600.0), color), wrap: Wrap::None, ..style };
    let share = desk.theme.numbers.unit;
    let (number, unit) = if share < 1.0 { parted(value, ' ') } else { (value.clone(), None) };
    let wide = f64::from(f32::MAX);
    let Some(unit) = unit.filter(|_| !desk.mirrored()) else { return desk.text(value, &style, wide, Role::Paragraph) };
    let number = desk.text(&number, &style, wide, Role::Paragraph);
    let unit = desk.text(&unit, &Style { size: size * share, tracking: 0.0, ..style }, wide, Role::Paragraph);
    let baseline = |stack: &Stack| node::first_baseline(&stack.nodes).unwrap_or(stack.size.height);
    let down = baseline(&number) - baseline(&unit);
    let across = number.size.width + f64::from(size) * 0.1;
    let size = Size::new(across + unit.size.width, number.size.height);
    let nodes = number.nodes.into_iter().chain(unit.at(Point::new(across, down))).collect();
    Stack { nodes, size }
}

/// The words before and after the first `sign`; a space of any width is one.
fn parted(rich: &Rich, sign: char) -> (Rich, Option<Rich>) {
    let is_sign = |c: char| c == sign || sign == ' ' && matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}');
    let found = rich.runs.iter().enumerate().find_map(|(at, run)| Some((at, run.text.find(is_sign)?)));
    let Some((at, place)) = found else { return (rich.clone(), None) };
    let text = &rich.runs[at].text;
    let half = |text: &str| Run { text: text.to_owned(), ..rich.runs[at].clone() };
    let (first, rest) = (half(&text[..place]), half(text[place..].trim_start_matches(is_sign)));
    let before = rich.runs[..at].iter().cloned().chain([first]).filter(|run| !run.text.is_empty()).collect();
    let after: Vec<Run> = [rest].into_iter().chain(rich.runs[at + 1..].iter().cloned()).collect();
    let after = Rich { runs: after, span: rich.span };
    let has_words = !after.text().trim().is_empty();
    (Rich { runs: before, span: rich.span }, has_words.then_some(after))
}
