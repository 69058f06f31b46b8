//! Big numbers side by side, each over its words; a body under them.

use crate::deck::theme::Place;
use crate::deck::{Figure, Reveal};
use crate::diagnostic::Span;
use crate::drawing::Role;
use crate::geometry::{Point, Size, Vec2};
use crate::layout::desk::Desk;
use crate::layout::node::{Node, Stack};
use crate::text::{Style, Wrap};

pub(super) fn numbers(desk: &mut Desk, numbers: &[Figure]) -> Vec<Node> {
    let mut nodes = Vec::new();
    let region = super::content::title_band(desk, &mut nodes, !desk.slide.body.is_empty());
    let mut foot = Vec::new();
    let region = super::content::source_line(desk, &mut foot, region);
    let gap = desk.theme.space.column_gap;
    let count = numbers.len().max(1) as f64;
    let width = ((region.width() - gap * (count - 1.0)) / count).min(360.0);
    let alone = desk.slide.body.is_empty();
    let size = number_size(desk, numbers, width, alone);
    let mut tallest = 0.0_f64;
    let mut row = Vec::new();
    for (at, number) in numbers.iter().enumerate() {
        let step = if desk.slide.reveal == Reveal::None { 0 } else { desk.reveal() };
        let stack = figure(desk, number, at, size, width);
        tallest = tallest.max(stack.size.height);
        let at = Point::new(at as f64 * (width + gap), 0.0);
        row.push(Node::branch(Role::Section, at, Span::default(), stack.nodes).at_step(step));
    }
    let top_down = desk.theme.band.place == Place::Top;
    let drop = if alone && top_down { ((region.height() - tallest) * 0.32).max(0.0) } else { 0.0 };
    nodes.push(Node::branch(Role::Section, Point::new(region.x0, region.y0 + drop), Span::default(), row));
    let mut end = region.y0 + tallest;
    if !alone {
        let top = end + 26.0;
        let entry = &desk.theme.scale.bullets;
        let words = super::content::body(desk, entry, Size::new(region.width(), region.y1 - top));
        end = top + words.size.height;
        nodes.extend(words.at(Point::new(region.x0, top)));
    }
    let down = Vec2::new(0.0, (region.y1 - end).max(0.0) * super::content::drop(desk));
    let mut nodes: Vec<Node> = nodes.into_iter().map(|node| node.moved(down)).collect();
    nodes.extend(foot);
    nodes
}

/// One size for all the numbers: the largest at which each stands on one line.
fn number_size(desk: &mut Desk, numbers: &[Figure], width: f64, alone: bool) -> f32 {
    let entry = &desk.theme.scale.number;
    // Over other words the numbers are not the whole slide.
    let most = entry.largest() * 0.81;
    let sizes = entry.sizes.iter().copied().filter(|size| alone || *size <= most);
    let mut last = entry.smallest();
    for size in sizes {
        last = size;
        let style = Style { wrap: Wrap::None, ..desk.style(entry, size) };
        let widest =
            numbers.iter().map(|n| desk.shaper.paragraph(&n.value, &style, f32::MAX).width).fold(0.0, f32::max);
        if f64::from(widest) <= width {
            break;
        }
    }
    last
}

fn figure(desk: &mut Desk, number: &Figure, at: usize, size: f32, width: f64) -> Stack {
    let color = if at == 0 { desk.ground.strong } else { desk.ground.accent };
    let value = Style { color, strong: (600.0, color), wrap: Wrap::None, ..desk.style(&desk.theme.scale.number, size) };
    let mut out = desk.text(&number.value, &value, f64::from(f32::MAX), Role::Paragraph);
    let label = Style { wrap: Wrap::Balanced, weight: 400.0, ..desk.plain(&desk.theme.scale.label) };
    let label = desk.text(&number.label, &label, width, Role::Paragraph);
    out.below(label, 6.0);
    out
}
