//! One leaf → marks on a PDF page; knows nothing of tags.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use image::RgbaImage;
use krilla::Data;
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point as PdfPoint, Rect as PdfRect, Size as PdfSize, Transform};
use krilla::image::{BitsPerComponent, CustomImage, Image, ImageColorspace};
use krilla::num::NormalizedF32;
use krilla::paint::{
    Fill as PdfFill, FillRule, LineCap, LineJoin, LinearGradient, Paint as PdfPaint, Pattern, RadialGradient,
    SpreadMethod, Stop as PdfStop, Stroke as PdfStroke, StrokeDash,
};
use krilla::surface::{Location, Surface};
use krilla::text::{Font, GlyphId, KrillaGlyph, Tag};
use peniko::kurbo::PathEl;
use skrifa::{FontRef, MetadataProvider as _};

use super::{letters, photos};
use crate::bitmap::{self, Orientation, Whole};
use crate::color::Color;
use crate::drawing::{
    Cap, Face, Glyphs, Join, Paint, Picture, Raster, RasterFormat, Shade, Shape, Spread, Stop, Stroke,
};
use crate::geometry::{Affine, BezPath, PathShape as _, Point, Rect, Vec2};
use crate::paint::EMBOLDEN;
use crate::paint::pictures::Pictures;
use crate::paint::shade;

/// Fonts and pictures of the whole file, each made once.
#[derive(Default)]
pub(super) struct Stock {
    fonts: HashMap<FontKey, Option<Font>>,
    /// The raster is held, so that its address stays its own.
    images: HashMap<*const Raster, (Arc<Raster>, Option<Photo>)>,
    /// What lies over pictures under words; held for the same reason.
    shades: HashMap<*const Shade, (Arc<Shade>, Vec<Shape>)>,
    /// Photos that are in the file by a stand-in; none where `whole` says that it has them.
    pub photos: Vec<Arc<Raster>>,
    /// Pictures that could not be decoded, and why.
    pub broken: Vec<(Arc<Raster>, bitmap::Fault)>,
    whole: bool,
}

/// A picture in the file, and how it is turned where it is drawn.
#[derive(Clone)]
struct Photo {
    image: Image,
    turn: Orientation,
}

/// A font file, the face in it, and its place on the axes, as bits.
type FontKey = (u64, u32, Vec<([u8; 4], u32)>);

impl Stock {
    pub fn new(whole: bool) -> Self {
        Self { whole, ..Self::default() }
    }

    fn font(&mut self, face: &Face) -> Option<Font> {
        // Pictures name axes that a file may not have; without these it is the same font.
        let known = FontRef::from_index(face.font.data.as_ref(), face.font.index).map(|font| font.axes());
        let has = |tag: &[u8; 4]| known.as_ref().is_ok_and(|axes| axes.get_by_tag(skrifa::Tag::new(tag)).is_some());
        let own: Vec<([u8; 4], f32)> = face.axes.iter().copied().filter(|(tag, _)| has(tag)).collect();
        let bits = own.iter().map(|(tag, value)| (*tag, value.to_bits())).collect();
        let key = (face.font.data.id(), face.font.index, bits);
        let make = || {
            let axes: Vec<(Tag, f32)> = own.iter().map(|(tag, value)| (Tag::new(tag), *value)).collect();
            let (bytes, _) = face.font.data.clone().into_raw_parts();
            Font::new_variable(Data::from(bytes), face.font.index, &axes)
        };
        self.fonts.entry(key).or_insert_with(make).clone()
    }

    fn image(&mut self, raster: &Arc<Raster>) -> Option<Photo> {
        let Self { images, photos, broken, whole, .. } = self;
        let make = || {
            let photo = photo(raster, photos, *whole);
            (raster.clone(), photo.map_err(|fault| broken.push((raster.clone(), fault))).ok().flatten())
        };
        images.entry(Arc::as_ptr(raster)).or_insert_with(make).1.clone()
    }

    fn shade(&mut self, picture: &Picture) -> Vec<Shape> {
        let Some(shade) = picture.shade.as_ref() else { return Vec::new() };
        // The pixels are not kept: a file of photos would fill the memory.
        let make = || (shade.clone(), shade::over(picture, &mut Pictures::default()));
        self.shades.entry(Arc::as_ptr(shade)).or_insert_with(make).1.clone()
    }
}

/// A JPEG goes in as it is, wherever its colors mean the same there; everything else as pixels in sRGB.
fn photo(raster: &Arc<Raster>, photos: &mut Vec<Arc<Raster>>, whole: bool) -> Result<Option<Photo>, bitmap::Fault> {
    if let Some(it) = Whole::of(raster)
        && let Some(image) = jpeg(raster, it.profile, photos, whole)
    {
        return Ok(Some(Photo { image, turn: it.turn }));
    }
    let pixels = bitmap::decode(raster)?;
    let upright = |image| Photo { image, turn: Orientation::NoTransforms };
    // Packed without loss, a photo would be ten times as large as it came.
    if raster.format == RasterFormat::Jpeg
        && let Some(bytes) = bitmap::encode(&pixels)
    {
        let packed = Raster { name: raster.name.clone(), bytes: bytes.into(), ..**raster };
        return Ok(jpeg(&Arc::new(packed), None, photos, whole).map(upright));
    }
    Ok(Image::from_custom(Pixels::new(pixels), false).ok().map(upright))
}

/// Pixels with their colors and what of them is clear apart, as a PDF holds them. Those of a large picture are here once.
#[derive(Clone, Hash)]
struct Pixels {
    size: (u32, u32),
    colors: Arc<Vec<u8>>,
    clear: Option<Arc<Vec<u8>>>,
}

impl Pixels {
    fn new(pixels: RgbaImage) -> Self {
        let size = pixels.dimensions();
        let mut data = pixels.into_raw();
        let some = data.chunks_exact(4).any(|pixel| pixel[3] < 255);
        let clear = some.then(|| Arc::new(data.chunks_exact(4).map(|pixel| pixel[3]).collect()));
        let count = data.len() / 4;
        for at in 0..count {
            data.copy_within(at * 4..at * 4 + 3, at * 3);
        }
        data.truncate(count * 3);
        Self { size, colors: Arc::new(data), clear }
    }
}

impl CustomImage for Pixels {
    fn color_channel(&self) -> &[u8] {
        &self.colors
    }

    fn alpha_channel(&self) -> Option<&[u8]> {
        self.clear.as_deref().map(Vec::as_slice)
    }

    fn bits_per_component(&self) -> BitsPerComponent {
        BitsPerComponent::Eight
    }

    fn size(&self) -> (u32, u32) {
        self.size
    }

    fn icc_profile(&self) -> Option<&[u8]> {
        None
    }

    fn color_space(&self) -> ImageColorspace {
        ImageColorspace::Rgb
    }
}

fn jpeg(raster: &Arc<Raster>, profile: Option<Vec<u8>>, photos: &mut Vec<Arc<Raster>>, whole: bool) -> Option<Image> {
    let image = |data: Data| Image::from_jpeg_with_icc(data, profile.clone().map(Data::from), false).ok();
    // Equal files become one, by whatever names they came.
    let number = photos.iter().position(|known| known.bytes == raster.bytes).unwrap_or(photos.len());
    let stand_in = photos::stand_in(&raster.bytes, number).filter(|_| !whole);
    if let Some(image) = stand_in.and_then(|short| image(Data::from(short))) {
        if number == photos.len() {
            photos.push(Arc::clone(raster));
        }
        return Some(image);
    }
    let bytes: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(raster.bytes.clone());
    image(Data::from(bytes))
}

/// From a picture as it lies in its file, `size` large as it is seen, to how it is seen.
pub(super) fn turned(turn: Orientation, size: PdfSize) -> Affine {
    let (w, h) = (f64::from(size.width()), f64::from(size.height()));
    Affine::new(match turn {
        Orientation::NoTransforms => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
        Orientation::FlipHorizontal => [-1.0, 0.0, 0.0, 1.0, w, 0.0],
        Orientation::Rotate180 => [-1.0, 0.0, 0.0, -1.0, w, h],
        Orientation::FlipVertical => [1.0, 0.0, 0.0, -1.0, 0.0, h],
        Orientation::Rotate90FlipH => [0.0, 1.0, 1.0, 0.0, 0.0, 0.0],
        Orientation::Rotate90 => [0.0, 1.0, -1.0, 0.0, w, 0.0],
        Orientation::Rotate270FlipH => [0.0, -1.0, -1.0, 0.0, w, h],
        Orientation::Rotate270 => [0.0, -1.0, 1.0, 0.0, 0.0, h],
    })
}

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
    let (at, path) = (at + from, Affine::translate(-from) * &shape.path);
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

/// The same path; `None` if nothing is in it.
pub(super) fn path(path: &BezPath) -> Option<Path> {
    built(path, |number| number as f32)
}

/// The path to a hundredth of a point on the page: short numbers make small files.
fn rounded(path: &BezPath, scale: f64) -> Option<Path> {
    let digits = (2.0 + scale.max(1e-6).log10().ceil()).clamp(0.0, 7.0);
    let grid = 10_f64.powi(digits as i32);
    built(path, |number| ((number * grid).round() / grid) as f32)
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

/// Sets both, draws, and leaves none behind; krilla paints black where neither is set.
fn mark(surface: &mut Surface, fill: Option<PdfFill>, stroke: Option<PdfStroke>, draw: impl FnOnce(&mut Surface)) {
    surface.set_fill(fill);
    surface.set_stroke(stroke);
    draw(surface);
    surface.set_fill(None);
    surface.set_stroke(None);
}

fn solid(color: Color, opacity: f32) -> PdfFill {
    PdfFill {
        paint: rgb::Color::new(color.r, color.g, color.b).into(),
        opacity: normal(f32::from(color.a) / 255.0 * opacity),
        rule: FillRule::NonZero,
    }
}

fn paint(paint: &Paint, opacity: f32, tile: Option<&Pattern>) -> Option<PdfFill> {
    let fill = |paint: PdfPaint| Some(PdfFill { paint, opacity: normal(opacity), rule: FillRule::NonZero });
    match paint {
        Paint::Solid(color) => Some(solid(*color, opacity)),
        Paint::Tile { opacity: own, .. } => {
            let PdfFill { paint, rule, .. } = fill(tile?.clone().into())?;
            Some(PdfFill { paint, opacity: normal(opacity * own), rule })
        }
        Paint::Linear { stops, .. } | Paint::Radial { stops, .. } if stops.len() < 2 => {
            Some(solid(stops.first()?.color, opacity))
        }
        Paint::Linear { start, end, stops, spread, transform } => fill(
            LinearGradient {
                x1: start.x as f32,
                y1: start.y as f32,
                x2: end.x as f32,
                y2: end.y as f32,
                transform: pdf_transform(*transform),
                spread_method: match spread {
                    Spread::Pad => SpreadMethod::Pad,
                    Spread::Repeat => SpreadMethod::Repeat,
                    Spread::Reflect => SpreadMethod::Reflect,
                },
                stops: ramp(stops),
                anti_alias: false,
            }
            .into(),
        ),
        Paint::Radial { center, radius, focus, inner, stops, transform } => fill(
            RadialGradient {
                fx: focus.x as f32,
                fy: focus.y as f32,
                fr: *inner as f32,
                cx: center.x as f32,
                cy: center.y as f32,
                cr: *radius as f32,
                transform: pdf_transform(*transform),
                spread_method: SpreadMethod::Pad,
                stops: ramp(stops),
                anti_alias: false,
            }
            .into(),
        ),
    }
}

fn ramp(stops: &[Stop]) -> Vec<PdfStop> {
    let stop = |stop: &Stop| PdfStop {
        offset: normal(stop.offset),
        color: rgb::Color::new(stop.color.r, stop.color.g, stop.color.b).into(),
        opacity: normal(f32::from(stop.color.a) / 255.0),
    };
    stops.iter().map(stop).collect()
}

fn pdf_stroke(stroke: &Stroke, opacity: f32, tile: Option<&Pattern>) -> Option<PdfStroke> {
    let PdfFill { paint, opacity, .. } = paint(&stroke.paint, opacity, tile)?;
    let line_cap = match stroke.cap {
        Cap::Butt => LineCap::Butt,
        Cap::Round => LineCap::Round,
        Cap::Square => LineCap::Square,
    };
    let line_join = match stroke.join {
        Join::Miter => LineJoin::Miter,
        Join::Round => LineJoin::Round,
        Join::Bevel => LineJoin::Bevel,
    };
    let dashed = stroke.dashes.iter().sum::<f64>() > 0.0;
    let dash = dashed.then(|| StrokeDash {
        array: stroke.dashes.iter().map(|length| *length as f32).collect(),
        offset: stroke.dash_offset as f32,
    });
    let (width, miter_limit) = (stroke.width as f32, stroke.miter_limit as f32);
    Some(PdfStroke { paint, width, miter_limit, line_cap, line_join, opacity, dash })
}

pub(super) fn pdf_transform(transform: Affine) -> Transform {
    let [a, b, c, d, e, f] = transform.as_coeffs().map(|number| number as f32);
    Transform::from_row(a, b, c, d, e, f)
}

fn normal(number: f32) -> NormalizedF32 {
    NormalizedF32::new(number.clamp(0.0, 1.0)).unwrap_or(NormalizedF32::ONE)
}
