//! Paths and places → those of a PDF, in short numbers: to a hundredth of a point on the page.

use krilla::geom::{Path, PathBuilder};
use peniko::kurbo::PathEl;

use crate::geometry::{Affine, BezPath, Point};

/// The same path; `None` if nothing is in it.
pub(super) fn path(path: &BezPath) -> Option<Path> {
    built(path, |number| number as f32)
}

/// The path to a hundredth of a point on the page: short numbers make small files.
pub(super) fn rounded(path: &BezPath, scale: f64) -> Option<Path> {
    let grid = grid(scale);
    built(path, |number| ((number * grid).round() / grid) as f32)
}

/// A place to a hundredth of a point on the page, where a unit is `scale` points.
pub(super) fn near(at: Point, scale: f64) -> Point {
    let grid = grid(scale);
    Point::new((at.x * grid).round() / grid, (at.y * grid).round() / grid)
}

/// The same of how far something is moved.
pub(super) fn moved(transform: Affine, scale: f64) -> Affine {
    let by = near(transform.translation().to_point(), scale);
    transform.with_translation(by.to_vec2())
}

/// Parts of a unit that are a hundredth of a point, in powers of ten; a unit is `scale` points.
fn grid(scale: f64) -> f64 {
    // Nearly all is drawn at its own size.
    if scale == 1.0 {
        return 100.0;
    }
    let digits = (2.0 + scale.max(1e-6).log10().ceil()).clamp(0.0, 7.0);
    10_f64.powi(digits as i32)
}

fn built(path: &BezPath, number: impl Fn(f64) -> f32) -> Option<Path> {
    let mut out = PathBuilder::new();
    let xy = |point: Point| (number(point.x), number(point.y));
    for element in path {
        match element {
            PathEl::MoveTo(p) => out.move_to(xy(p).0, xy(p).1),
            PathEl::LineTo(p) => out.line_to(xy(p).0, xy(p).1),
            PathEl::QuadTo(a, p) => out.quad_to(xy(a).0, xy(a).1, xy(p).0, xy(p).1),
            PathEl::CurveTo(a, b, p) => out.cubic_to(xy(a).0, xy(a).1, xy(b).0, xy(b).1, xy(p).0, xy(p).1),
            PathEl::ClosePath => out.close(),
        }
    }
    out.finish()
}
