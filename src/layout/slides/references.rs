//! References in columns: no bullets, later lines of an entry hang in, the smallest type that still reads.

use crate::deck::Block;
use crate::diagnostic::Span;
use crate::drawing::Role;
use crate::geometry::{Point, Size};
use crate::layout::blocks;
use crate::layout::desk::Desk;
use crate::layout::fit::fit;
use crate::layout::node::{Node, Stack};
use crate::layout::setting::Setting;

pub(super) fn references(desk: &mut Desk) -> Vec<Node> {
    let mut nodes = Vec::new();
    let region = super::content::title_band(desk, &mut nodes, true);
    let slide = desk.slide;
    let entry = &desk.theme.scale.references;
    let items = items(&slide.body);
    let columns = usize::from(slide.columns.unwrap_or(if items.len() > FEW { 2 } else { 1 }));
    let mut entry = entry.clone();
    if columns == 1 {
        let largest = entry.largest();
        entry.sizes.splice(0..0, LARGER.map(|by| (largest * by).round()));
    }
    let (stack, _) = fit(desk, &entry, region.size(), |desk, rung| {
        let setting = Setting::new(desk, &entry, rung).revealing(slide.reveal);
        entries(desk, &items, &setting, region.size(), columns)
    });
    nodes.extend(stack.at(Point::new(region.x0, region.y0)));
    nodes
}

/// So many entries stand in one column, larger by up to so much, unless the slide says otherwise.
const FEW: usize = 4;
const LARGER: [f32; 2] = [1.2, 1.1];

fn items(body: &[Block]) -> Vec<&[Block]> {
    let entries = body.iter().map(|block| match block {
        Block::List { items, .. } => items.iter().map(|item| item.blocks.as_slice()).collect(),
        other => vec![std::slice::from_ref(other)],
    });
    entries.collect::<Vec<Vec<_>>>().concat()
}

fn entries(desk: &mut Desk, items: &[&[Block]], setting: &Setting, room: Size, columns: usize) -> Stack {
    let gap = desk.theme.space.column_gap;
    let width = (room.width - gap * (columns as f64 - 1.0)) / columns as f64;
    let apart = setting.gap;
    let entries = items.iter().map(|blocks| entry(desk, blocks, setting, width)).collect();
    blocks::columns(entries, apart, columns, (width, gap)).grouped(Role::List { ordered: false }, Span::default())
}

/// One entry, its later lines hanging in.
fn entry(desk: &mut Desk, blocks: &[Block], setting: &Setting, width: f64) -> Stack {
    let mut stack = match blocks {
        [Block::Paragraph(rich)] => {
            let hang = 16.0_f32;
            let paragraph = desk.shaper.hanging(rich, &setting.style, width as f32, hang);
            desk.torn |= f64::from(paragraph.longest_word) > width - f64::from(hang) + 0.5;
            crate::layout::desk::paragraph_stack(&paragraph, Role::Paragraph)
        }
        blocks => blocks::stack(desk, blocks, setting, width),
    };
    let body = Node::branch(Role::Body, Point::ZERO, Span::default(), std::mem::take(&mut stack.nodes));
    let item = Node::branch(Role::Item, Point::ZERO, Span::default(), vec![body]);
    Stack { nodes: vec![item], size: stack.size }
}
