//! An item that stands from left to right → the same from right to left: shapes are mirrored, words and pictures only moved.
//!
//! Words were turned round line by line when they were set (`Shaper::set_leftward`), so each run moves for itself.

use std::sync::Arc;

use crate::drawing::{Fill, Item, Paint, Shape, Stroke, Tile};
use crate::geometry::{Affine, BezPath};

/// x → −x
const FLIP: Affine = Affine::scale_non_uniform(-1.0, 1.0);

pub(super) fn path(path: &BezPath) -> BezPath {
    FLIP * path
}

/// An item about its place, and how far that place lies from the end that becomes its beginning.
pub(super) fn item(item: Item) -> (Item, f64) {
    match item {
        Item::Text(ref run) => {
            let wide = f64::from(run.advance);
            (item, wide)
        }
        Item::Picture(ref picture) => {
            let wide = picture.size.width;
            (item, wide)
        }
        Item::Shape(ref it) => (Item::Shape(Arc::new(shape(it))), 0.0),
        // What is finished stands in a node that is moved as a whole.
        Item::Group(_) => (item, 0.0),
    }
}

fn shape(it: &Shape) -> Shape {
    let fill = it.fill.as_ref().map(|fill| Fill { paint: paint(&fill.paint), ..fill.clone() });
    let stroke = it.stroke.as_ref().map(|stroke| Stroke { paint: paint(&stroke.paint), ..stroke.clone() });
    Shape { path: path(&it.path), fill, stroke }
}

fn paint(it: &Paint) -> Paint {
    let mut it = it.clone();
    match &mut it {
        Paint::Solid(_) => {}
        Paint::Linear { transform, .. } | Paint::Radial { transform, .. } => *transform = FLIP * *transform,
        Paint::Tile { tile, .. } => {
            let turned = Tile { transform: FLIP * tile.transform, ..(**tile).clone() };
            *tile = Arc::new(turned);
        }
    }
    it
}
