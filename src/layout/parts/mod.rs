//! A slide's columns, rows and figures → the slide: its title, the parts under it at one rung, its source line.
//!
//! Invariant: parts are read in the order of the file, wherever they stand.

mod columns;
mod pieces;
mod placed;
mod region;

use crate::deck::part::Region;
use crate::deck::theme::TypeStyle;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::Desk;
use crate::layout::fit::{self, Rung};
use crate::layout::node::{Node, Stack};
use crate::layout::slides::content;
use pieces::{Kind, Piece};
use region::Rules;

pub(super) use placed::{is_placed, placed};

/// Columns, rows and what stands over and under them.
pub(super) fn parts(desk: &mut Desk, whole: &Region) -> Vec<Node> {
    let pieces = pieces::pieces(&whole.parts);
    let entry = entry(desk, &pieces);
    framed(desk, &pieces, &entry, &|desk, rung, room| {
        let rules = Rules { entry: &entry, rung, name: String::new(), narrow: false, depth: 0 };
        region::down(desk, &pieces, room, &rules)
    })
}

/// Lays parts out in a room, at a rung.
type Lay<'l> = &'l dyn Fn(&mut Desk, Rung, Size) -> Stack;

/// Title and source line, and between them what `lay` makes at the largest rung at which all of it has room.
fn framed(desk: &mut Desk, pieces: &[Piece], entry: &TypeStyle, lay: Lay) -> Vec<Node> {
    let mut nodes = Vec::new();
    let region = content::title_over_parts(desk, &mut nodes);
    let mut foot = Vec::new();
    let region = content::source_line(desk, &mut foot, region);
    let first = desk.next_step;
    desk.draft = true;
    let (_, rung) = fit::fit(desk, entry, region.size(), |desk, rung| lay(desk, rung, region.size()));
    desk.draft = false;
    desk.next_step = first;
    let laid = lay(desk, rung, region.size());
    let top = top(desk, pieces, region, laid.size.height);
    nodes.extend(laid.at(Point::new(region.x0, top)));
    nodes.extend(foot);
    nodes
}

/// Where parts begin that leave some of their region free.
fn top(desk: &Desk, pieces: &[Piece], region: Rect, height: f64) -> f64 {
    let look = &desk.theme.short;
    let free = (region.height() - height).max(0.0);
    let figures = pieces.iter().any(Piece::is_flexible);
    let short = height <= region.height() * look.most || figures;
    if short && !pieces.iter().any(Piece::is_at_the_top) { region.y0 + free * look.place } else { region.y0 }
}

/// The type scale of running words, from the size on that so many columns can have.
fn entry(desk: &Desk, pieces: &[Piece]) -> TypeStyle {
    let most = pieces.iter().map(most_columns).max().unwrap_or(1);
    let largest = desk.theme.columns.largest(most);
    let mut entry = desk.theme.scale.bullets.clone();
    let smallest = entry.smallest();
    entry.sizes.retain(|size| *size <= largest || *size == smallest);
    entry
}

fn most_columns(piece: &Piece) -> usize {
    match &piece.kind {
        Kind::Columns(columns) => columns.len(),
        Kind::Row(row) => row.parts.len(),
        _ => 1,
    }
}
