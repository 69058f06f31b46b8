//! Pictures beside each other → rows of one height each, in as many rows as make them largest; captions begin on one line.

use super::desk::Desk;
use super::node::{Node, Stack};
use super::picture;
use crate::deck::Picture;
use crate::diagnostic::Span;
use crate::drawing::Role;
use crate::geometry::{Point, Size};

/// Between two pictures, and over a caption, in points.
const APART: f64 = 24.0;
const OVER_CAPTION: f64 = 8.0;

/// All of them in `room`, from the side where the deck's language begins.
pub(super) fn row(desk: &mut Desk, pictures: &[Picture], room: Size) -> Stack {
    let shapes: Vec<f64> = pictures.iter().map(|it| shape(desk, it)).collect();
    let mut best: Option<(f64, Stack)> = None;
    for rows in 1..=pictures.len() {
        let columns = pictures.len().div_ceil(rows);
        if pictures.len().div_ceil(columns) != rows {
            continue;
        }
        let (area, stack) = in_rows(desk, pictures, &shapes, columns, room);
        if best.as_ref().is_none_or(|(known, _)| area > *known * 1.02) {
            best = Some((area, stack));
        }
    }
    best.map(|(_, stack)| stack).unwrap_or_default()
}

/// Width by height.
fn shape(desk: &mut Desk, it: &Picture) -> f64 {
    let size = picture::image(desk, it, Size::new(400.0, 400.0)).size;
    size.width / size.height.max(1.0)
}

/// Rows of `columns` pictures, and how much of the slide these cover.
fn in_rows(desk: &mut Desk, pictures: &[Picture], shapes: &[f64], columns: usize, room: Size) -> (f64, Stack) {
    let rows = pictures.len().div_ceil(columns) as f64;
    let each = (room.height - APART * (rows - 1.0)) / rows;
    let (mut area, mut out) = (0.0, Stack::default());
    for (pictures, shapes) in pictures.chunks(columns).zip(shapes.chunks(columns)) {
        let gaps = APART * (pictures.len() as f64 - 1.0);
        let tallest = (room.width - gaps) / shapes.iter().sum::<f64>().max(0.01);
        let mut height = tallest.min(each);
        let mut captions = captions(desk, pictures, shapes, height);
        let words = captions.iter().map(|it| it.size.height).fold(0.0, f64::max);
        if words > 0.0 && height + words + OVER_CAPTION > each {
            height = (each - words - OVER_CAPTION).max(40.0);
            captions = self::captions(desk, pictures, shapes, height);
        }
        let mut row = Stack::default();
        let mut x = 0.0;
        for ((it, shape), words) in pictures.iter().zip(shapes).zip(captions) {
            let width = shape * height;
            let mut cell = picture::image(desk, it, Size::new(width, height));
            cell.size = Size::new(width, height);
            if !words.nodes.is_empty() {
                cell.below(words, OVER_CAPTION);
            }
            row.size = Size::new(x + width, row.size.height.max(cell.size.height));
            row.nodes.push(Node::branch(Role::Section, Point::new(x, 0.0), Span::default(), cell.nodes));
            x += width + APART;
            area += width * height;
        }
        if desk.mirrored() {
            row = mirrored(row, room.width);
        }
        out.below(row, APART);
    }
    (area, out)
}

fn captions(desk: &mut Desk, pictures: &[Picture], shapes: &[f64], height: f64) -> Vec<Stack> {
    pictures.iter().zip(shapes).map(|(it, shape)| picture::caption(desk, it, shape * height)).collect()
}

/// The first at the right end of `width`.
fn mirrored(row: Stack, width: f64) -> Stack {
    let lefts: Vec<f64> = row.nodes.iter().map(|node| node.at.x).collect();
    let ends = lefts.iter().skip(1).map(|left| left - APART).chain([row.size.width]);
    let ends: Vec<f64> = ends.collect();
    let nodes = row.nodes.into_iter().zip(ends).map(|(mut node, end)| {
        node.at.x = width - end;
        node
    });
    Stack { nodes: nodes.collect(), size: Size::new(width, row.size.height) }
}
