//! A slide's columns, rows and figures → the slide: its title, the parts under it at one rung, its source line.
//!
//! Invariant: parts are read in the order of the file, wherever they stand.

mod canvas;
mod framed;
mod headings;
mod pieces;
mod placed;
mod region;

use crate::deck::part::Region;
use crate::deck::theme::TypeStyle;
use crate::layout::desk::Desk;
use crate::layout::node::Node;
use framed::framed;
use pieces::{Kind, Piece};
use region::Rules;

pub(super) use canvas::canvas;
pub(super) use placed::{is_placed, placed};

/// Columns, rows and what stands over and under them.
pub(super) fn parts(desk: &mut Desk, whole: &Region) -> Vec<Node> {
    let pieces = pieces::pieces(&whole.parts);
    let entry = entry(desk, &pieces);
    framed(desk, &pieces, &entry, &|desk, rung, room| {
        let rules = Rules { entry: &entry, rung, name: String::new(), narrow: false, depth: 0, alone: false };
        region::down(desk, &pieces, room, &rules)
    })
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
