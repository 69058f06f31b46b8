//! SVG paths, fills and strokes → shapes.

use std::sync::Arc;

use usvg::tiny_skia_path::{Path as Outline, PathSegment};

use super::{Walk, affine};
use crate::color::Color;
use crate::drawing::{Cap, Fill, Item, Join, Paint, Placed, Shape, Stop, Stroke};
use crate::geometry::{BezPath, Point, Vec2};

/// Beyond this many units a coordinate is a slip of the pen, and dashes along it would never end.
const FARTHEST: f32 = 1e7;

impl Walk<'_> {
    pub(super) fn path(&mut self, path: &usvg::Path, out: &mut Vec<Placed>) {
        let bounds = path.data().bounds();
        let wide = path.stroke().map_or(0.0, |stroke| stroke.width().get());
        let edges = [bounds.left(), bounds.top(), bounds.right(), bounds.bottom(), wide * 100.0];
        if edges.iter().any(|edge| edge.abs() > FARTHEST) {
            self.note("a shape that reaches absurdly far is left out");
            return;
        }
        let outline = outline(path.data());
        let fill = path.fill().and_then(|fill| {
            let paint = self.paint(fill.paint(), fill.opacity().get())?;
            Some(Fill { paint, even_odd: fill.rule() == usvg::FillRule::EvenOdd })
        });
        let stroke = path.stroke().and_then(|stroke| self.stroke(stroke));
        let mut push = |fill: Option<Fill>, stroke: Option<Stroke>| {
            if fill.is_some() || stroke.is_some() {
                let shape = Shape { path: outline.clone(), fill, stroke };
                out.push(Placed { at: Point::ORIGIN, item: Item::Shape(Arc::new(shape)), span: self.span });
            }
        };
        match path.paint_order() {
            usvg::PaintOrder::FillAndStroke => push(fill, stroke),
            usvg::PaintOrder::StrokeAndFill => {
                push(None, stroke);
                push(fill, None);
            }
        }
    }

    fn stroke(&mut self, stroke: &usvg::Stroke) -> Option<Stroke> {
        let cap = match stroke.linecap() {
            usvg::LineCap::Butt => Cap::Butt,
            usvg::LineCap::Round => Cap::Round,
            usvg::LineCap::Square => Cap::Square,
        };
        let join = match stroke.linejoin() {
            usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => Join::Miter,
            usvg::LineJoin::Round => Join::Round,
            usvg::LineJoin::Bevel => Join::Bevel,
        };
        Some(Stroke {
            paint: self.paint(stroke.paint(), stroke.opacity().get())?,
            width: f64::from(stroke.width().get()),
            cap,
            join,
            miter_limit: f64::from(stroke.miterlimit().get()),
            dashes: stroke.dasharray().unwrap_or_default().iter().copied().map(f64::from).collect(),
            dash_offset: f64::from(stroke.dashoffset()),
        })
    }

    /// `None` where there is nothing to paint with.
    pub(super) fn paint(&mut self, paint: &usvg::Paint, opacity: f32) -> Option<Paint> {
        Some(match paint {
            usvg::Paint::Color(color) => Paint::Solid(solid(*color, opacity)),
            usvg::Paint::LinearGradient(it) => Paint::Linear {
                start: point(it.x1(), it.y1()),
                end: point(it.x2(), it.y2()),
                stops: self.stops(it, opacity),
                transform: affine(it.transform()),
            },
            usvg::Paint::RadialGradient(it) => {
                let (center, radius) = (point(it.cx(), it.cy()), f64::from(it.r().get()));
                let mut stops = self.stops(it, opacity);
                let hole = if radius > 0.0 { it.fr().get() / it.r().get() } else { 0.0 };
                for stop in &mut stops {
                    // A focus of some size pushes the colors outward.
                    stop.offset = (hole + stop.offset * (1.0 - hole)).clamp(0.0, 1.0);
                }
                let focus = inside(point(it.fx(), it.fy()), center, radius);
                Paint::Radial { center, focus, radius, stops, transform: affine(it.transform()) }
            }
            usvg::Paint::Pattern(it) => {
                self.note("a pattern is painted as one color");
                Paint::Solid(first_color(it.root())?)
            }
        })
    }

    fn stops(&mut self, gradient: &usvg::BaseGradient, opacity: f32) -> Vec<Stop> {
        if gradient.spread_method() != usvg::SpreadMethod::Pad {
            self.note("a gradient that repeats is painted once");
        }
        gradient
            .stops()
            .iter()
            .map(|stop| Stop {
                offset: stop.offset().get(),
                color: solid(stop.color(), stop.opacity().get() * opacity),
            })
            .collect()
    }
}

/// The same outline in our type.
pub(super) fn outline(path: &Outline) -> BezPath {
    let mut out = BezPath::new();
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

fn point(x: f32, y: f32) -> Point {
    Point::new(f64::from(x), f64::from(y))
}

/// A focus on or beyond the rim would leave a gradient without an inside.
fn inside(focus: Point, center: Point, radius: f64) -> Point {
    let away: Vec2 = focus - center;
    let most = radius * 0.99;
    if away.hypot() > most { center + away * (most / away.hypot()) } else { focus }
}

/// The first plain color inside a pattern.
fn first_color(group: &usvg::Group) -> Option<Color> {
    group.children().iter().find_map(|node| match node {
        usvg::Node::Group(it) => first_color(it),
        usvg::Node::Path(it) => {
            let fill = it.fill().map(|fill| (fill.paint(), fill.opacity()));
            let stroke = it.stroke().map(|stroke| (stroke.paint(), stroke.opacity()));
            match fill.or(stroke)? {
                (usvg::Paint::Color(color), opacity) => Some(solid(*color, opacity.get())),
                (usvg::Paint::LinearGradient(_) | usvg::Paint::RadialGradient(_) | usvg::Paint::Pattern(_), _) => None,
            }
        }
        usvg::Node::Image(_) | usvg::Node::Text(_) => None,
    })
}
