//! SVG paths, fills and strokes → shapes.

use std::sync::Arc;

use super::Walk;
use crate::color::Color;
use crate::drawing::{Cap, Fill, Group, Item, Join, Paint, Placed, Role, Shape, Spread, Stop, Stroke, Tile};
use crate::geometry::{Affine, BezPath, PathShape as _, Point, Rect, Vec2};
use crate::layout::svg::shape::{affine, outline, point, solid};

/// Beyond this many units a coordinate is a slip of the pen, and dashes along it would never end.
const FARTHEST: f32 = 1e7;
/// The most rings of a radial gradient that repeats.
const MOST_RINGS: f64 = 64.0;
/// Between stops of a gradient that stand at one place.
const HAIR: f32 = 4e-3;
/// How long a dot of a dotted line is at least, in widths of the line: dashes of no length have no direction.
const DOT: f64 = 1e-3;

impl Walk<'_> {
    pub(super) fn path(&mut self, path: &usvg::Path, out: &mut Vec<Placed>) -> Result<(), String> {
        let bounds = path.data().bounds();
        let abs = path.abs_stroke_bounding_box();
        let wide = path.stroke().map_or(0.0, |stroke| stroke.width().get());
        let edges = [bounds.left(), bounds.top(), bounds.right(), bounds.bottom(), wide * 100.0];
        let edges = edges.into_iter().chain([abs.left(), abs.top(), abs.right(), abs.bottom()]);
        if edges.into_iter().any(|edge| !edge.is_finite() || edge.abs() > FARTHEST) {
            self.note("a shape that reaches absurdly far is left out");
            return Ok(());
        }
        let outline = outline(path.data());
        let mut filled = Vec::new();
        if let Some(fill) = path.fill() {
            let even_odd = fill.rule() == usvg::FillRule::EvenOdd;
            if let usvg::Paint::Pattern(pattern) = fill.paint()
                && let Some(tile) = self.tile(pattern)?
                && covers(&tile, outline.bounding_box())
            {
                // One tile is all that is seen of it, so what is in it needs no repeating.
                filled.push(self.cut_out(&outline, even_odd, &tile, fill.opacity().get()));
            } else if let Some(paint) = self.paint(fill.paint(), fill.opacity().get(), outline.bounding_box())? {
                filled.push(self.shape(&outline, Some(Fill { paint, even_odd }), None));
            }
        }
        let stroke = match path.stroke() {
            Some(stroke) => self.stroke(stroke, outline.bounding_box())?,
            None => None,
        };
        match (path.paint_order(), stroke) {
            (_, None) => out.append(&mut filled),
            (usvg::PaintOrder::StrokeAndFill, Some(stroke)) => {
                out.push(self.shape(&outline, None, Some(stroke)));
                out.append(&mut filled);
            }
            (usvg::PaintOrder::FillAndStroke, Some(stroke)) => {
                let fill = match filled.pop().map(|placed| placed.item) {
                    Some(Item::Shape(shape)) => shape.fill.clone(),
                    Some(item) => {
                        out.push(self.placed(item));
                        None
                    }
                    None => None,
                };
                out.push(self.shape(&outline, fill, Some(stroke)));
            }
        }
        Ok(())
    }

    fn shape(&self, outline: &BezPath, fill: Option<Fill>, stroke: Option<Stroke>) -> Placed {
        self.placed(Item::Shape(Arc::new(Shape { path: outline.clone(), fill, stroke })))
    }

    fn stroke(&mut self, stroke: &usvg::Stroke, place: Rect) -> Result<Option<Stroke>, String> {
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
        let width = f64::from(stroke.width().get());
        let place = place.inflate(width, width);
        let Some(paint) = self.paint(stroke.paint(), stroke.opacity().get(), place)? else { return Ok(None) };
        let mut dashes: Vec<f64> = stroke.dasharray().unwrap_or_default().iter().copied().map(f64::from).collect();
        if cap != Cap::Butt {
            dotted(&mut dashes, width * DOT);
        }
        let miter_limit = f64::from(stroke.miterlimit().get());
        let dash_offset = f64::from(stroke.dashoffset());
        Ok(Some(Stroke { paint, width, cap, join, miter_limit, dashes, dash_offset }))
    }

    /// `None` where there is nothing to paint with; `place` is what will be painted.
    pub(super) fn paint(&mut self, paint: &usvg::Paint, opacity: f32, place: Rect) -> Result<Option<Paint>, String> {
        Ok(Some(match paint {
            usvg::Paint::Color(color) => Paint::Solid(solid(*color, opacity)),
            usvg::Paint::LinearGradient(it) => Paint::Linear {
                start: point(it.x1(), it.y1()),
                end: point(it.x2(), it.y2()),
                stops: stops(it, opacity),
                spread: spread(it.spread_method()),
                transform: affine(it.transform()),
            },
            usvg::Paint::RadialGradient(it) => {
                let (center, radius) = (point(it.cx(), it.cy()), f64::from(it.r().get()));
                let focus = inside(point(it.fx(), it.fy()), center, radius);
                let inner = f64::from(it.fr().get()).min(radius * 0.99);
                let transform = affine(it.transform());
                let (stops, spread) = (stops(it, opacity), spread(it.spread_method()));
                let gradient = Paint::Radial { center, radius, focus, inner, stops, transform };
                if spread == Spread::Pad { gradient } else { rings(gradient, spread, place) }
            }
            usvg::Paint::Pattern(it) => {
                let [a, b, c, d, ..] = affine(it.transform()).as_coeffs();
                let (wide, high) = (f64::from(it.rect().width()), f64::from(it.rect().height()));
                let cells = place.area() / ((a * d - b * c).abs() * wide * high);
                if cells.is_nan() || cells > 1e6 {
                    self.note("the tiles of a pattern are too small to be seen; it is left out");
                    return Ok(None);
                }
                let Some(tile) = self.tile(it)? else { return Ok(None) };
                let cell = tile.transform.transform_rect_bbox(tile.place).size();
                self.count_sheet(cell.to_rect())?;
                Paint::Tile { tile, opacity }
            }
        }))
    }

    /// `None` for a pattern with nothing in it.
    fn tile(&mut self, pattern: &Arc<usvg::Pattern>) -> Result<Option<Arc<Tile>>, String> {
        let key = Arc::as_ptr(pattern);
        if let Some(known) = self.tiles.get(&key) {
            return Ok(known.clone());
        }
        let rect = pattern.rect();
        // What is in it begins at the tile's own corner.
        let place = Rect::new(0.0, 0.0, rect.width().into(), rect.height().into());
        let items = self.children(pattern.root())?;
        let transform = affine(pattern.transform()) * Affine::translate((f64::from(rect.x()), f64::from(rect.y())));
        let usable = !items.is_empty() && transform.determinant().abs() > 1e-12;
        let tile = usable.then(|| Arc::new(Tile { items, place, transform }));
        self.tiles.insert(key, tile.clone());
        Ok(tile)
    }

    /// What is in one tile, cut out by the outline.
    fn cut_out(&self, outline: &BezPath, even_odd: bool, tile: &Tile, opacity: f32) -> Placed {
        let cell = Group {
            transform: tile.transform,
            clip: Some(tile.place.to_path(0.1)),
            ..Group::new(Role::Section, tile.items.clone())
        };
        let clip = Some(outline.clone());
        let items = vec![self.placed(Item::Group(cell))];
        self.placed(Item::Group(Group { clip, even_odd, opacity, ..Group::new(Role::Section, items) }))
    }
}

/// A clip path's shape: all of it, without its own color.
pub(super) fn stencil(path: &usvg::Path) -> Item {
    let even_odd = path.fill().is_some_and(|fill| fill.rule() == usvg::FillRule::EvenOdd);
    let fill = Some(Fill { paint: Paint::Solid(Color::BLACK), even_odd });
    Item::Shape(Arc::new(Shape { path: outline(path.data()), fill, stroke: None }))
}

/// Whether one tile, where it stands first, is all that is seen in `place`.
fn covers(tile: &Tile, place: Rect) -> bool {
    let slack = 1e-3 * (place.width() + place.height());
    let [_, b, c, ..] = tile.transform.as_coeffs();
    let cell = tile.transform.transform_rect_bbox(tile.place).inflate(slack, slack);
    b == 0.0 && c == 0.0 && cell.contains_rect(place)
}

/// Dashes of no length become dots as long as `least`, and the gaps after them as much shorter.
fn dotted(dashes: &mut [f64], least: f64) {
    for at in (0..dashes.len().saturating_sub(1)).step_by(2) {
        let more = least - dashes[at];
        if more > 0.0 && dashes[at + 1] > more {
            dashes[at] += more;
            dashes[at + 1] -= more;
        }
    }
}

/// A radial gradient that goes on beyond its radius, as one with all its rings, as far as `place` reaches.
fn rings(gradient: Paint, spread: Spread, place: Rect) -> Paint {
    let Paint::Radial { center, radius, focus, inner, stops, transform } = gradient else { return gradient };
    let corners = [(place.x0, place.y0), (place.x1, place.y0), (place.x0, place.y1), (place.x1, place.y1)];
    let back = transform.inverse();
    let farthest = corners.iter().map(|corner| (back * Point::from(*corner) - focus).hypot()).fold(0.0, f64::max);
    // Toward the rim that is nearest to the focus a ring is narrower than the radius.
    let narrow = (radius - inner - (center - focus).hypot()).max(radius * 0.05);
    let count = (farthest / narrow).ceil().clamp(1.0, MOST_RINGS);
    let ring = |number: usize| {
        let mut ring: Vec<Stop> = stops.clone();
        if spread == Spread::Reflect && number % 2 == 1 {
            ring = ring.iter().rev().map(|stop| Stop { offset: 1.0 - stop.offset, ..*stop }).collect();
        }
        ring.into_iter().map(move |stop| Stop { offset: (number as f32 + stop.offset) / count as f32, ..stop })
    };
    Paint::Radial {
        center: focus + (center - focus) * count,
        radius: inner + (radius - inner) * count,
        focus,
        inner,
        stops: (0..count as usize).flat_map(ring).collect(),
        transform,
    }
}

fn spread(method: usvg::SpreadMethod) -> Spread {
    match method {
        usvg::SpreadMethod::Pad => Spread::Pad,
        usvg::SpreadMethod::Repeat => Spread::Repeat,
        usvg::SpreadMethod::Reflect => Spread::Reflect,
    }
}

fn stops(gradient: &usvg::BaseGradient, opacity: f32) -> Vec<Stop> {
    let stop = |stop: &usvg::Stop| Stop {
        offset: stop.offset().get(),
        color: solid(stop.color(), stop.opacity().get() * opacity),
    };
    let mut stops: Vec<Stop> = gradient.stops().iter().map(stop).collect();
    // Of several at one end the outermost holds beyond it, and painters ask there for one color.
    if let [first, second, ..] = stops[..] {
        let end = stops[stops.len() - 1].offset;
        if second.offset < first.offset + HAIR {
            stops[1..].iter_mut().for_each(|stop| stop.offset = stop.offset.max(first.offset + HAIR));
        }
        let inner = stops.len() - 1;
        if stops[inner - 1].offset > end - HAIR {
            stops[..inner].iter_mut().for_each(|stop| stop.offset = stop.offset.min(end - HAIR));
        }
        stops.iter_mut().for_each(|stop| stop.offset = stop.offset.clamp(0.0, 1.0));
    }
    stops
}

/// A focus on or beyond the rim would leave a gradient without an inside.
fn inside(focus: Point, center: Point, radius: f64) -> Point {
    let away: Vec2 = focus - center;
    let most = radius * 0.99;
    if away.hypot() > most { center + away * (most / away.hypot()) } else { focus }
}
