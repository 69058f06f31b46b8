//! One leaf → marks on a PDF page; knows nothing of tags.

use std::ops::Range;

use krilla::geom::{PathBuilder, Point as PdfPoint, Rect as PdfRect, Size as PdfSize, Transform};
use krilla::paint::{Fill as PdfFill, FillRule, Pattern, Stroke as PdfStroke};
use krilla::surface::{Location, Surface};
use krilla::text::{GlyphId, KrillaGlyph};
use peniko::kurbo::PathEl;
use skrifa::{FontRef, MetadataProvider as _};

use super::ink::{normal, paint, pdf_stroke, solid};
use super::letters;
use super::outline::{near, path, rounded};
use super::stock::{Photo, Stock, turned};
use crate::bitmap;
use crate::color::Color;
use crate::drawing::{Glyphs, Paint, Picture, Shape};
use crate::geometry::{Affine, PathShape as _, Point, Rect, Vec2};
use crate::paint::EMBOLDEN;

/// Pushes `transform`, draws, pops it again.
pub(super) fn within(surface: &mut Surface, transform: Affine, draw: impl FnOnce(&mut Surface)) {
    let [a, b, c, d, e, f] = transform.as_coeffs().map(|number| number as f32);
    surface.push_transform(&Transform::from_row(a, b, c, d, e, f));
    draw(surface);
    surface.pop();
}

/// Draws a run whose baseline starts at `at`; `opacity` comes on top of its color's own.
pub(super) fn text(surface: &mut Surface, stock: &mut Stock, at: Point, run: &Glyphs, opacity: f32, place: Location) {
    let fill = solid(run.color, opacity);
    if let Some(line) = run.underline {
        let (x, y) = (at.x as f32, at.y as f32 + line.offset);
        let bar = PdfRect::from_ltrb(x, y, x + run.advance, y + line.thickness);
        if let Some(bar) = bar {
            let mut path = PathBuilder::new();
            path.push_rect(bar);
            if let Some(path) = path.finish() {
                mark(surface, Some(fill.clone()), None, |surface| surface.draw_path(&path));
            }
        }
    }
    let Some(font) = stock.font(&run.face) else { return };
    let gap = line_end(run);
    if run.glyphs.is_empty() && gap.is_none() || run.size <= 0.0 {
        return;
    }
    // Advances in whole units of the font, as its own are: what differs then differs by short numbers. What is cut off
    // one advance is added to the next, so that no glyph ends more than half a unit from its place.
    let units = font.units_per_em().max(1.0);
    let whole = |points: f32| (points / run.size * units).round();
    let (mut pen, mut at_units) = (0.0, 0.0);
    let mut shaped = Vec::with_capacity(run.glyphs.len());
    let mut push = |glyph: &crate::drawing::Glyph| {
        let range = if run.text.get(glyph.range.clone()).is_some() { glyph.range.clone() } else { 0..0 };
        // Numbers per em; y is up here. Offsets from the pen hold whatever the order.
        let (x, y) = (whole(glyph.x - pen) / units, -glyph.y / run.size);
        pen += glyph.advance;
        let advance = whole(pen) - at_units;
        at_units += advance;
        shaped.push(KrillaGlyph::new(GlyphId::new(glyph.id), advance / units, x, y, 0.0, range, Some(place)));
    };
    letters::in_order(run).iter().for_each(&mut push);
    if let Some((glyph, range)) = gap {
        shaped.push(KrillaGlyph::new(glyph, 0.0, 0.0, 0.0, 0.0, range, Some(place)));
    }
    let stroke = run.face.embolden.then(|| PdfStroke {
        paint: fill.paint.clone(),
        width: run.size * (2.0 * EMBOLDEN) as f32,
        opacity: fill.opacity,
        ..PdfStroke::default()
    });
    let slant = run.face.skew.map(|degrees| f64::from(degrees).to_radians().tan());
    mark(surface, Some(fill), stroke, |surface| match slant {
        Some(slant) => {
            let lean = Affine::translate(at.to_vec2()) * Affine::new([1.0, 0.0, -slant, 1.0, 0.0, 0.0]);
            within(surface, lean, |surface| {
                surface.draw_glyphs(PdfPoint::from_xy(0.0, 0.0), &shaped, font, &run.text, run.size, false);
            });
        }
        None => {
            let start = PdfPoint::from_xy(at.x as f32, at.y as f32);
            surface.draw_glyphs(start, &shaped, font, &run.text, run.size, false);
        }
    });
}

/// The space at the end of a run where the author broke the line: it has no glyph of its own, and without one the
/// words of both lines would be read as one.
fn line_end(run: &Glyphs) -> Option<(GlyphId, Range<usize>)> {
    let end = run.glyphs.iter().map(|glyph| glyph.range.end).max().unwrap_or(0);
    if run.text.get(end..)? != " " {
        return None;
    }
    let font = FontRef::from_index(run.face.font.data.as_ref(), run.face.font.index).ok()?;
    Some((GlyphId::new(font.charmap().map(' ')?.to_u32()), end..run.text.len()))
}

/// What the tiles of a shape's fill and stroke became, where it has any.
#[derive(Default)]
pub(super) struct Tiles {
    pub fill: Option<Pattern>,
    pub stroke: Option<Pattern>,
}

/// Draws a shape that stands at `at`, where a unit is `scale` points on the page.
pub(super) fn shape(surface: &mut Surface, at: Point, shape: &Shape, opacity: f32, scale: f64, tiles: &Tiles) {
    // From their own first point, equal shapes have equal numbers wherever they stand, and pack well. A gradient has its
    // place in the shape's coordinates, so it stays where it is.
    let gradient = |paint: Option<&Paint>| paint.is_some_and(|paint| !matches!(paint, Paint::Solid(_)));
    let graded =
        gradient(shape.fill.as_ref().map(|it| &it.paint)) || gradient(shape.stroke.as_ref().map(|it| &it.paint));
    let from = match shape.path.elements().first() {
        Some(PathEl::MoveTo(first)) if !graded => first.to_vec2(),
        _ => Vec2::ZERO,
    };
    let (at, path) = (near(at + from, scale), Affine::translate(-from) * &shape.path);
    let Some(outline) = rounded(&path, scale) else { return };
    let fill = shape.fill.as_ref().and_then(|fill| {
        let rule = if fill.even_odd { FillRule::EvenOdd } else { FillRule::NonZero };
        Some(PdfFill { rule, ..paint(&fill.paint, opacity, tiles.fill.as_ref())? })
    });
    let stroke = shape.stroke.as_ref().filter(|stroke| stroke.width > 0.0);
    let stroke = stroke.and_then(|stroke| pdf_stroke(stroke, opacity, tiles.stroke.as_ref()));
    if fill.is_some() || stroke.is_some() {
        within(surface, Affine::translate(at.to_vec2()), |surface| {
            mark(surface, fill, stroke, |surface| surface.draw_path(&outline));
        });
    }
}

/// Draws a picture whose top left corner is at `at`; a grey box if it cannot be read.
pub(super) fn picture(surface: &mut Surface, stock: &mut Stock, at: Point, picture: &Picture, opacity: f32) {
    let frame = picture.size.to_rect();
    let Some(outline) = path(&frame.to_path(0.1)) else { return };
    let (wide, high) = (f64::from(picture.raster.width), f64::from(picture.raster.height));
    let all = Rect::new(0.0, 0.0, wide, high);
    let shown = picture.crop.intersect(all);
    let shown = if shown.area() < 1.0 { all } else { shown };
    let (x, y) = (frame.width() / shown.width(), frame.height() / shown.height());
    let size = PdfSize::from_wh((wide * x) as f32, (high * y) as f32);
    within(surface, Affine::translate(at.to_vec2()), |surface| match (stock.image(&picture.raster), size) {
        (Some(Photo { image, turn }), Some(size)) => {
            faded(surface, opacity, |surface| {
                let cut = shown != all;
                if cut {
                    surface.push_clip_path(&outline, &FillRule::NonZero);
                }
                let place = Affine::translate((-shown.x0 * x, -shown.y0 * y)) * turned(turn, size);
                let quarter = bitmap::is_quarter(turn);
                let lying = if quarter { PdfSize::from_wh(size.height(), size.width()) } else { Some(size) };
                within(surface, place, |surface| {
                    surface.draw_image(image, lying.unwrap_or(size));
                });
                if cut {
                    surface.pop();
                }
            });
        }
        _ => {
            let grey = solid(Color::rgb(128, 128, 128).with_alpha(0.2), opacity);
            mark(surface, Some(grey), None, |surface| surface.draw_path(&outline));
        }
    });
    for shade in stock.shade(picture) {
        shape(surface, at, &shade, opacity, 1.0, &Tiles::default());
    }
}

/// Draws what `draw` draws as one sheet with `opacity`.
pub(super) fn faded(surface: &mut Surface, opacity: f32, draw: impl FnOnce(&mut Surface)) {
    let some = opacity < 1.0;
    if some {
        surface.push_opacity(normal(opacity));
    }
    draw(surface);
    if some {
        surface.pop();
    }
}

/// Fills everything with `color`.
pub(super) fn ground(surface: &mut Surface, color: Color, all: Rect) {
    if let Some(outline) = path(&all.to_path(0.1)) {
        mark(surface, Some(solid(Color { a: 255, ..color }, 1.0)), None, |surface| surface.draw_path(&outline));
    }
}

/// Sets both, draws, and leaves none behind; krilla paints black where neither is set.
fn mark(surface: &mut Surface, fill: Option<PdfFill>, stroke: Option<PdfStroke>, draw: impl FnOnce(&mut Surface)) {
    surface.set_fill(fill);
    surface.set_stroke(stroke);
    draw(surface);
    surface.set_fill(None);
    surface.set_stroke(None);
}
