//! Blocks of a body → a stack of placed paragraphs, lists, quotes, tables, code and pictures in one width.

use super::desk::{self, Desk, dot, rect};
use super::fit::COMFORTABLE;
use super::node::{self, Node, Stack};
use super::setting::Setting;
use super::tasks::{self, Tasks};
use super::{code, grid, picture, signs, table};
use crate::color::Color;
use crate::deck::theme::{Align, Bullet};
use crate::deck::{self, Block, Reveal, Rich};
use crate::diagnostic::Span;
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size, Vec2};
use crate::text::{Style, TextAlign, Wrap, right_to_left};
use crate::writing::is_cjk;

/// How much larger than the words under it a heading is.
const HEADING: f32 = 1.12;
/// How much of their height pictures have at least, however many the words are.
const LEAST_PICTURE: f64 = 0.45;
/// The same where words would get small for a back row.
const LEAST_BESIDE_SMALL: f64 = 0.3;
/// The least space between items that a hairline may stand in, in points.
const RULED: f64 = 16.0;
/// How high figures are, in em.
const CAPITAL: f64 = 0.7;
/// How much of what a large number is higher than its words has room between two items.
const ROOM: f64 = 0.8;
/// Items of a list whose numbers may be large.
const MOST_LARGE: usize = 4;

/// The width of `characters` average letters in `style`, in points.
pub(super) fn measure(style: &Style, characters: f64) -> f64 {
    // Atkinson Hyperlegible's mean letter is 0.46 em wide, spaces included; the serif is a little narrower.
    characters * f64::from(style.size) * 0.46
}

/// Blocks under one another; pictures among them take what height the others leave.
pub(super) fn stack(desk: &mut Desk, blocks: &[Block], setting: &Setting, width: f64) -> Stack {
    let mut laid: Vec<(Option<usize>, Option<Stack>)> = Vec::with_capacity(blocks.len());
    let mut height = 0.0;
    for (at, block) in blocks.iter().enumerate() {
        let step = match setting.reveal {
            // A heading comes with what it stands over.
            Reveal::Blocks if is_heading(block) && at + 1 < blocks.len() => Some(desk.next_step + 1),
            Reveal::Blocks => Some(desk.reveal()),
            _ => is_item(setting, blocks, at).then(|| desk.reveal()),
        };
        let words = (!is_picture(block)).then(|| self::block(desk, block, setting, width));
        height += gap_before(blocks, at, setting) + words.as_ref().map_or(0.0, |words| words.size.height);
        laid.push((step, words));
    }
    let pictures = blocks.iter().filter(|block| is_picture(block)).count();
    let small = setting.style.size <= COMFORTABLE;
    let least = setting.picture_height * if small { LEAST_BESIDE_SMALL } else { LEAST_PICTURE };
    let room = (setting.picture_height - height).max(least) / pictures.max(1) as f64;
    let setting = &Setting { picture_height: room, ..setting.clone() };
    let mut out = Stack::default();
    for (at, (step, words)) in laid.into_iter().enumerate() {
        let wide = setting.picture_width.unwrap_or(width);
        let mut laid = words.unwrap_or_else(|| self::block(desk, &blocks[at], setting, wide));
        if let Some(step) = step {
            laid.nodes = laid.nodes.into_iter().map(|node| node.not_before(step)).collect();
        }
        out.below(laid, gap_before(blocks, at, setting));
    }
    out
}

/// The space before a block: headings stand near what they are over.
fn gap_before(blocks: &[Block], at: usize, setting: &Setting) -> f64 {
    match at.checked_sub(1).and_then(|before| blocks.get(before)) {
        None => 0.0,
        Some(before) if is_heading(before) => setting.gap * 0.5,
        Some(_) if blocks.get(at).is_some_and(is_heading) => setting.gap * 1.7,
        Some(_) => setting.gap,
    }
}

pub(super) fn is_heading(block: &Block) -> bool {
    matches!(block, Block::Heading(_))
}

fn is_picture(block: &Block) -> bool {
    matches!(block, Block::Picture(_) | Block::Pictures(_))
}

/// Whether it is revealed as a list's items are: what is no running text, between or after lists.
fn is_item(setting: &Setting, blocks: &[Block], at: usize) -> bool {
    let lists = |blocks: &[Block]| blocks.iter().any(|block| matches!(block, Block::List { .. }));
    let text = matches!(blocks[at], Block::Paragraph(_) | Block::Heading(_) | Block::List { .. });
    setting.reveal == Reveal::Items && !text && lists(&blocks[..at])
}

fn block(desk: &mut Desk, block: &Block, setting: &Setting, width: f64) -> Stack {
    match block {
        // As in books, a formula on a line of its own stands in the middle, unless the theme says otherwise.
        Block::Paragraph(rich) if is_display(rich) => {
            let align = match desk.theme.formulas.align {
                Align::Center => TextAlign::Center,
                Align::Start => setting.style.align,
            };
            desk.text(rich, &Style { align, ..setting.style.clone() }, width, Role::Paragraph)
        }
        Block::Paragraph(rich) => desk.text(rich, &setting.style, width, Role::Paragraph),
        Block::Heading(rich) => heading(desk, rich, setting, width),
        Block::List { start, items } => match &setting.lists {
            Some(style) => {
                let setting = Setting { style: style.clone(), lists: None, ..setting.clone() };
                list(desk, *start, items, &setting, width)
            }
            None => list(desk, *start, items, setting, width),
        },
        Block::Quote(blocks) => quote(desk, blocks, setting, width),
        Block::Code(it) => code::code(desk, it, setting, width),
        Block::Table(table) => table::table(desk, table, setting, width),
        Block::Picture(it) => picture::picture(desk, it, Size::new(width, setting.picture_height)),
        Block::Pictures(all) => grid::pictures(desk, all, Size::new(width, setting.picture_height)),
    }
}

/// A heading a little larger than the words under it, as far as the theme's own style goes.
fn heading(desk: &mut Desk, rich: &Rich, setting: &Setting, width: f64) -> Stack {
    let entry = &desk.theme.scale.subheading;
    let words = setting.style.size;
    let style = desk.style(entry, (words * HEADING).min(entry.largest()).max(words));
    let color = desk.ground.strong;
    let style =
        Style { color, strong: (style.weight, color), align: setting.style.align, wrap: Wrap::Balanced, ..style };
    let Role::Heading { level } = desk.heading_role() else { return Stack::default() };
    desk.text(rich, &style, width, Role::Heading { level: level + 1 })
}

/// Whether it is one formula between double dollars.
fn is_display(rich: &Rich) -> bool {
    matches!(&rich.runs[..], [run] if run.formula.as_ref().is_some_and(|formula| formula.display))
}

fn list(desk: &mut Desk, start: Option<u64>, items: &[deck::Item], setting: &Setting, width: f64) -> Stack {
    let mut out = Stack::default();
    for item in list_items(desk, start, items, setting, width) {
        out.below(item, setting.item_gap);
    }
    out.grouped(Role::List { ordered: start.is_some() }, Span::default())
}

/// The items of a list, each for itself, so that columns can share them.
pub(super) fn list_items(
    desk: &mut Desk,
    start: Option<u64>,
    items: &[deck::Item],
    setting: &Setting,
    width: f64,
) -> Vec<Stack> {
    let tasks = Tasks::of(items);
    let large = large_numbers(desk, setting, items.len());
    let widest = start.map(|first| number_width(desk, first + items.len() as u64, setting, large));
    let unmarked = if mark(desk, setting) == Bullet::None { 0.0 } else { setting.indent };
    let indent = widest.map_or(unmarked, |w| w.max(setting.indent));
    let indent = if tasks.any { indent.max(tasks::indent(setting)) } else { indent };
    let signs = signs::any(items);
    let indent = if signs { indent.max(signs::indent(setting)) } else { indent };
    // Items inside an item stand closer than those outside, so that each outer item reads as a group.
    let (gap, item_gap) = (setting.item_gap * 0.7, setting.item_gap * 0.5);
    let inner = Setting { gap, item_gap, rule: 0.0, nested: true, reveal: Reveal::None, ..setting.clone() };
    let mut out = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let blocks = &item.blocks;
        let step = if setting.reveal == Reveal::Items { desk.reveal() } else { 0 };
        let lay = |desk: &mut Desk| {
            let body = match item.task {
                Some(done) => stack(desk, blocks, &tasks.setting(desk, &inner, done), width - indent),
                None => stack(desk, blocks, &inner, width - indent),
            };
            let size = Size::new(body.size.width + indent, body.size.height);
            let number = start.map(|first| (first + at as u64, large));
            let label = label(desk, item, (number, &body), setting, (indent, signs));
            let body = Node::branch(Role::Body, Point::new(indent, 0.0), Span::default(), body.nodes);
            Stack { nodes: vec![label, body], size }
        };
        // An item's mark stands where its words begin.
        let turned = !desk.mirrored() && reads_from_right(blocks);
        let Stack { nodes: mut parts, size } = if turned { desk.leftward(width, lay) } else { lay(desk) };
        if setting.rule > 0.0 && setting.item_gap >= RULED && at > 0 {
            let middle = -setting.item_gap / 2.0;
            let rule = rect(Rect::new(0.0, middle, width, middle + setting.rule), desk.ground.line);
            parts.push(Node::decoration(vec![rule]));
        }
        let item = Node::branch(Role::Item, Point::ZERO, Span::default(), parts).at_step(step);
        out.push(Stack { nodes: vec![item], size });
    }
    out
}

/// What stands beside the first line of an item: its box, its icon, its number or a dot, under the icons of the list if it
/// has some.
fn label(
    desk: &mut Desk,
    item: &deck::Item,
    (number, body): (Option<(u64, bool)>, &Stack),
    setting: &Setting,
    (indent, signs): (f64, bool),
) -> Node {
    let down = Vec2::new(0.0, lowered(desk, &item.blocks, body, setting));
    let baseline = node::first_baseline(&body.nodes);
    match (item.task, &item.icon, number) {
        (Some(done), ..) => tasks::label(desk, done, setting, baseline),
        (None, Some(icon), _) => signs::label(desk, icon, setting, (mark_color(desk), baseline)),
        (None, None, Some(number)) => self::number(desk, number, setting, indent).moved(down),
        (None, None, None) => {
            let aside = if signs { signs::under(setting, bullet_middle(desk, setting)) } else { Vec2::ZERO };
            bullet(desk, setting).moved(down + raised(&item.blocks, setting) + aside)
        }
    }
}

/// How far the dot of an item stands higher before letters that fill their squares, in whose middle it belongs.
fn raised(blocks: &[Block], setting: &Setting) -> Vec2 {
    let first = match blocks.first() {
        Some(Block::Paragraph(rich)) => rich.runs.first().and_then(|run| run.text.chars().next()),
        _ => None,
    };
    let square = first.is_some_and(is_cjk);
    Vec2::new(0.0, if square { -SQUARE * f64::from(setting.style.size) } else { 0.0 })
}

/// How far the middle of such a letter is over that of small letters, in em.
const SQUARE: f64 = 0.1;

/// How far the first line of an item is below where it would be if no formula or reading made it higher.
fn lowered(desk: &mut Desk, blocks: &[Block], body: &Stack, setting: &Setting) -> f64 {
    match blocks.first() {
        Some(Block::Paragraph(rich)) if rich.runs.iter().any(|run| run.formula.is_some() || run.ruby.is_some()) => {
            let plain = desk.shaper.words("x", &setting.style).lines.first().map(|line| f64::from(line.baseline));
            let there = node::first_baseline(&body.nodes);
            there.zip(plain).map_or(0.0, |(there, plain)| there - plain)
        }
        _ => 0.0,
    }
}

/// Stacks shared over columns of about equal height, in reading order down each column, `apart` points between two.
pub(super) fn columns(stacks: Vec<Stack>, apart: f64, count: usize, (width, gap): (f64, f64)) -> Stack {
    let heights: Vec<f64> = stacks.iter().map(|stack| stack.size.height).collect();
    let ends = column_ends(&heights, apart, count);
    let mut filled = vec![Stack::default(); count];
    for (at, stack) in stacks.into_iter().enumerate() {
        let column = ends.iter().position(|end| at < *end).unwrap_or(count - 1);
        filled[column].below(stack, apart);
    }
    let mut out = Stack::default();
    for (at, column) in filled.into_iter().enumerate() {
        out.size.height = out.size.height.max(column.size.height);
        out.nodes.extend(column.at(Point::new(at as f64 * (width + gap), 0.0)));
    }
    out.size.width = width * count as f64 + gap * (count as f64 - 1.0);
    out
}

/// Where each of `count` columns (three at most) ends: the tallest as low as can be, then none empty, then all alike,
/// and what is over in the first.
fn column_ends(heights: &[f64], apart: f64, count: usize) -> Vec<usize> {
    let all = heights.len();
    let height =
        |part: &[f64]| part.iter().map(|it| it + apart).sum::<f64>() - if part.is_empty() { 0.0 } else { apart };
    let cost = |ends: &Vec<usize>| {
        let starts = std::iter::once(&0).chain(ends);
        let columns: Vec<f64> = starts.zip(ends).map(|(from, to)| height(&heights[*from..*to])).collect();
        let tallest = columns.iter().copied().fold(0.0, f64::max).round() as i64;
        let empty = columns.iter().filter(|it| **it <= 0.0).count();
        let uneven = columns.iter().map(|it| it * it).sum::<f64>().sqrt().round() as i64;
        (tallest, empty, uneven, ends.iter().map(|end| all - end).collect::<Vec<_>>())
    };
    let cuts: Vec<Vec<usize>> = match count {
        0 | 1 => vec![vec![all]],
        2 => (0..=all).map(|at| vec![at, all]).collect(),
        _ => (0..=all).flat_map(|one| (one..=all).map(move |two| vec![one, two, all])).collect(),
    };
    cuts.into_iter().min_by_key(cost).unwrap_or_default()
}

/// Lists in lists or between paragraphs are marked even where the theme leaves items unmarked.
fn mark(desk: &Desk, setting: &Setting) -> Bullet {
    match desk.theme.marks.bullet {
        Bullet::None if setting.nested => Bullet::Dash,
        bullet => bullet,
    }
}

/// Whether words begin at the right; an item's mark stands there too.
pub(super) fn reads_from_right(blocks: &[Block]) -> bool {
    match blocks.first() {
        Some(Block::Paragraph(rich) | Block::Heading(rich)) => right_to_left(&rich.text()),
        Some(Block::List { items, .. }) => items.first().is_some_and(|item| reads_from_right(&item.blocks)),
        _ => false,
    }
}

/// How far the middle of a dot or dash is from the start of its line.
fn bullet_middle(desk: &Desk, setting: &Setting) -> f64 {
    let size = f64::from(setting.style.size);
    size * if mark(desk, setting) == Bullet::Dash { desk.theme.marks.size } else { 0.2 }
}

/// The mark of an item.
fn bullet(desk: &Desk, setting: &Setting) -> Node {
    let size = f64::from(setting.style.size);
    // The dot stands at the middle of the small letters of the first line.
    let middle = size * (f64::from(setting.style.leading) / 2.0 + 0.06);
    let (half, color) = (size * desk.theme.marks.size, mark_color(desk));
    let at = Point::new(size * 0.2, middle);
    let mark = match mark(desk, setting) {
        Bullet::Dot => dot(at, half, color),
        Bullet::Square => rect(Rect::from_center_size(at, Size::new(2.0 * half, 2.0 * half)), color),
        Bullet::Dash => rect(Rect::new(0.0, middle - size * 0.04, 2.0 * half, middle + size * 0.04), color),
        Bullet::None => return Node::decoration(Vec::new()),
    };
    Node::decoration(vec![mark])
}

fn mark_color(desk: &Desk) -> Color {
    if desk.theme.marks.strong { desk.ground.strong } else { desk.ground.accent }
}

/// Whether the numbers of a list are larger than its words: a short list that stands by itself, with room over each item.
fn large_numbers(desk: &Desk, setting: &Setting, items: usize) -> bool {
    let number = desk.theme.marks.number;
    let over = f64::from(setting.style.size) * (number - 1.0) * CAPITAL * ROOM;
    number > 1.0 && items <= MOST_LARGE && !setting.nested && setting.item_gap >= over
}

/// How a number is set, and what stands behind it.
fn number_style(desk: &Desk, setting: &Setting, large: bool) -> (Style, &'static str) {
    let color = mark_color(desk);
    let usual = Style { color, weight: 700.0, wrap: Wrap::None, ..setting.style.clone() };
    if !large {
        return (usual, ".");
    }
    let entry = &desk.theme.scale.number;
    let style = desk.style(entry, setting.style.size * desk.theme.marks.number as f32);
    (Style { color, wrap: Wrap::None, tracking: entry.tracking, ..style }, "")
}

/// Between a number and the words of its item.
fn number_gap(setting: &Setting, large: bool) -> f64 {
    f64::from(setting.style.size) * if large { 0.8 } else { 0.5 }
}

/// The number of an item, with what stands behind it.
fn figure(desk: &Desk, number: u64, dot: &str) -> String {
    format!("{}{dot}", desk.digits(usize::try_from(number).unwrap_or(usize::MAX)))
}

fn number_width(desk: &mut Desk, number: u64, setting: &Setting, large: bool) -> f64 {
    let (style, dot) = number_style(desk, setting, large);
    f64::from(desk.shaper.words(&figure(desk, number, dot), &style).width) + number_gap(setting, large)
}

fn number(desk: &mut Desk, (number, large): (u64, bool), setting: &Setting, indent: f64) -> Node {
    let (style, dot) = number_style(desk, setting, large);
    let label = desk.shaper.words(&figure(desk, number, dot), &style);
    let gap = number_gap(setting, large);
    let left = indent - gap - f64::from(label.width);
    let stack = desk::paragraph_stack(&label, Role::Label);
    // A larger number stands on the line of its words.
    let line = if large {
        desk.shaper.words("1", &setting.style).lines.first().map(|it| f64::from(it.baseline))
    } else {
        None
    };
    let down = line.zip(node::first_baseline(&stack.nodes)).map_or(0.0, |(line, own)| line - own);
    let by = Vec2::new(left.max(0.0), down);
    stack.nodes.into_iter().next().map(|node| node.moved(by)).unwrap_or_else(|| Node::decoration(Vec::new()))
}

fn quote(desk: &mut Desk, blocks: &[Block], setting: &Setting, width: f64) -> Stack {
    let indent = setting.indent;
    let style = Style { family: desk.theme.fonts.display.clone(), hang: true, ..setting.style.clone() };
    let inner = Setting { style, reveal: Reveal::None, ..setting.clone() };
    let words = stack(desk, blocks, &inner, width - indent);
    let bar = Node::decoration(vec![rect(Rect::new(0.0, 2.0, 3.0, words.size.height - 2.0), desk.ground.accent)]);
    let size = Size::new(words.size.width + indent, words.size.height);
    let mut nodes = vec![bar];
    nodes.extend(words.at(Point::new(indent, 0.0)));
    Stack { nodes, size }.grouped(Role::Quote, Span::default())
}

#[cfg(test)]
mod tests {
    use super::column_ends;

    #[test]
    fn columns_are_filled_evenly_and_from_the_first() {
        let alike = |items: usize, count| column_ends(&vec![20.0; items], 8.0, count);
        assert_eq!(alike(2, 3), [1, 2, 2]);
        assert_eq!(alike(4, 3), [2, 3, 4]);
        assert_eq!(alike(5, 3), [2, 4, 5]);
        assert_eq!(alike(7, 2), [4, 7]);
        assert_eq!(alike(1, 2), [1, 1]);
        assert_eq!(alike(0, 3), [0, 0, 0]);
        assert_eq!(column_ends(&[90.0, 20.0, 20.0, 20.0], 8.0, 2), [1, 4], "by height, not by number");
    }
}
