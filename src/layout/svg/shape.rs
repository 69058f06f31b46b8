//! usvg's transforms, points, outlines and colors → ours.

use usvg::tiny_skia_path::{Path as Outline, PathSegment};

use crate::color::Color;
use crate::geometry::{Affine, BezPath, Point};

pub(super) fn affine(transform: usvg::Transform) -> Affine {
    let usvg::Transform { sx, kx, ky, sy, tx, ty } = transform;
    Affine::new([sx, ky, kx, sy, tx, ty].map(f64::from))
}

/// The same outline in our type.
pub(super) fn outline(path: &Outline) -> BezPath {
    // Drawings are kept as long as the deck is: no room is left over.
    let mut out = BezPath::with_capacity(path.segments().count());
    let to = |p: usvg::tiny_skia_path::Point| point(p.x, p.y);
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(p) => out.move_to(to(p)),
            PathSegment::LineTo(p) => out.line_to(to(p)),
            PathSegment::QuadTo(a, p) => out.quad_to(to(a), to(p)),
            PathSegment::CubicTo(a, b, p) => out.curve_to(to(a), to(b), to(p)),
            PathSegment::Close => out.close_path(),
        }
    }
    out
}

pub(super) fn solid(color: usvg::Color, opacity: f32) -> Color {
    Color::rgb(color.red, color.green, color.blue).with_alpha(opacity)
}

pub(super) fn point(x: f32, y: f32) -> Point {
    Point::new(f64::from(x), f64::from(y))
}
