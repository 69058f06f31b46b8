//! A drawing → the colors in it, each with the area of its shape's box, in square points.

use crate::color::Color;
use crate::drawing::{Item, Paint, Placed};
use crate::geometry::Affine;

/// Of all shapes and words, the first to the last; those that are hardly there are left out.
pub(super) fn of(items: &[Placed]) -> Vec<(Color, f64)> {
    let mut out = Vec::new();
    gather(items, Affine::IDENTITY, &mut out);
    out
}

/// Whether a photo is in it, whose colors are not known here.
pub(super) fn has_pixels(items: &[Placed]) -> bool {
    items.iter().any(|placed| match &placed.item {
        Item::Picture(_) => true,
        Item::Group(group) => has_pixels(&group.items),
        Item::Text(_) | Item::Shape(_) => false,
    })
}

fn gather(items: &[Placed], by: Affine, out: &mut Vec<(Color, f64)>) {
    for placed in items {
        let here = by * Affine::translate(placed.at.to_vec2());
        match &placed.item {
            Item::Group(group) => gather(&group.items, here * group.transform, out),
            Item::Shape(shape) => {
                let area = here.transform_rect_bbox(kurbo::Shape::bounding_box(&shape.path)).area();
                let fill = shape.fill.as_ref().map(|it| &it.paint);
                for paint in fill.into_iter().chain(shape.stroke.as_ref().map(|it| &it.paint)) {
                    painted(paint, area, out);
                }
            }
            Item::Text(run) => out.push((run.color, 0.0)),
            Item::Picture(_) => {}
        }
    }
}

fn painted(paint: &Paint, area: f64, out: &mut Vec<(Color, f64)>) {
    match paint {
        Paint::Solid(color) => out.push((*color, area)),
        Paint::Linear { stops, .. } | Paint::Radial { stops, .. } => {
            out.extend(stops.iter().map(|stop| (stop.color, area)));
        }
        Paint::Tile { tile, .. } => out.extend(of(&tile.items).into_iter().map(|(color, _)| (color, area))),
    }
}
