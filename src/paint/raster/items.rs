//! One item → calls of the rasterizer, in pixels after the given transform.
//!
//! Invariant: every layer and clip that is pushed here is popped here.

use glifo::FontEmbolden;
use peniko::{
    Color as Ink, ColorStop, Extend, FontData, Gradient, ImageQuality, ImageSampler, InterpolationAlphaSpace,
};
use skrifa::FontRef;
use skrifa::raw::TableProvider as _;
use vello_cpu::kurbo::{
    Cap as RasterCap, Diagonal2, Join as RasterJoin, ParamCurveArclen as _, Stroke as RasterStroke,
};
use vello_cpu::{Image, ImageSource, PaintType, RenderContext, Resources};

use super::sheet;
use crate::color::Color;
use crate::drawing::{Cap, Glyphs, Group, Item, Join, Paint, Picture, Placed, Shape, Spread, Stop, Stroke};
use crate::geometry::{Affine, BezPath, Rect};
use crate::paint::pictures::{Pictures, Scaled};
use crate::paint::{EMBOLDEN, shade};

/// Wider strokes cover everything anyway, and the arcs of their ends would fill the memory.
const WIDEST: f64 = 100_000.0;

/// A path that asks for more dashes is stroked as a solid line.
const MOST_DASHES: f64 = 100_000.0;

/// Where the items go, and what is remembered from one painting to the next.
pub struct Canvas<'a> {
    pub context: &'a mut RenderContext,
    pub resources: &'a mut Resources,
    pub pictures: &'a mut Pictures,
}

/// Fills every pixel, also those that the drawing does not reach; nothing under a drawing that lies over others.
pub fn ground(context: &mut RenderContext, color: Color, all: Rect) {
    if color.a == 0 {
        return;
    }
    context.set_transform(Affine::IDENTITY);
    context.set_paint(ink(color));
    context.fill_rect(&all);
}

/// Paints `items`, first to last; `state` leads from their coordinates to pixels.
pub fn items(canvas: &mut Canvas, state: Affine, items: &[Placed]) {
    for placed in items.iter().filter(|placed| placed.is_drawable()) {
        let here = state * Affine::translate(placed.at.to_vec2());
        match &placed.item {
            Item::Text(run) => text(canvas, here, run),
            Item::Shape(it) => shape(canvas, here, it),
            Item::Picture(it) => {
                picture(canvas, here, it);
                if let Some(shade) = shade::over(it, canvas.pictures) {
                    shape(canvas, here, &shade);
                }
            }
            Item::Group(it) => group(canvas, here * it.transform, it),
        }
    }
}

fn group(canvas: &mut Canvas, here: Affine, group: &Group) {
    if group.opacity <= 0.0 {
        return;
    }
    if let Some(mask) = &group.mask {
        sheet::masked(canvas, here, group, mask);
        return;
    }
    canvas.context.set_transform(here);
    canvas.context.set_fill_rule(rule(group.even_odd));
    // A layer costs a buffer, so solid groups do without.
    let layer = group.opacity < 1.0 || group.blend.is_some();
    if layer {
        let blend = group.blend.map(sheet::blend);
        canvas.context.push_layer(group.clip.as_ref(), blend, Some(group.opacity), None, None);
    } else if let Some(clip) = &group.clip {
        canvas.context.push_clip_path(clip);
    }
    items(canvas, here, &group.items);
    if layer {
        canvas.context.pop_layer();
    } else if group.clip.is_some() {
        canvas.context.pop_clip();
    }
}

fn text(canvas: &mut Canvas, here: Affine, run: &Glyphs) {
    let context = &mut *canvas.context;
    context.set_transform(here);
    context.set_fill_rule(peniko::Fill::NonZero);
    context.set_paint(ink(run.color));
    if let Some(line) = run.underline {
        let (top, bottom) = (f64::from(line.offset), f64::from(line.offset + line.thickness));
        context.fill_rect(&Rect::new(0.0, top, f64::from(run.advance), bottom));
    }
    // Hinting would make a 1080p stage and its 4K neighbour differ.
    let mut builder = context
        .glyph_run(canvas.resources, &run.face.font)
        .font_size(run.size)
        .hint(false)
        .normalized_coords(&run.face.coords);
    if let Some(degrees) = run.face.skew {
        builder = builder.glyph_transform(Affine::skew(-f64::from(degrees).to_radians().tan(), 0.0));
    }
    if run.face.embolden {
        let amount = EMBOLDEN * units_per_em(&run.face.font);
        builder = builder.font_embolden(FontEmbolden::new(Diagonal2::new(amount, amount)));
    }
    let glyphs = run.glyphs.iter().map(|glyph| vello_cpu::Glyph { id: glyph.id, x: glyph.x, y: glyph.y });
    // An Err lists glyphs without an outline, which stay blank in every viewer; `check` reports missing ones.
    let _ = builder.fill_glyphs(glyphs);
}

/// Outlines that are not hinted are expanded in the font's own units.
fn units_per_em(font: &FontData) -> f64 {
    FontRef::from_index(font.data.as_ref(), font.index)
        .and_then(|font| font.head())
        .map_or(1000.0, |head| f64::from(head.units_per_em()))
}

/// Which side of an outline is inside.
pub(super) fn rule(even_odd: bool) -> peniko::Fill {
    if even_odd { peniko::Fill::EvenOdd } else { peniko::Fill::NonZero }
}

fn shape(canvas: &mut Canvas, here: Affine, shape: &Shape) {
    canvas.context.set_transform(here);
    if let Some(fill) = &shape.fill
        && set_paint(canvas, here, &fill.paint)
    {
        let context = &mut *canvas.context;
        context.set_fill_rule(rule(fill.even_odd));
        context.fill_path(&shape.path);
    }
    if let Some(stroke) = &shape.stroke
        && stroke.width > 0.0
        && set_paint(canvas, here, &stroke.paint)
    {
        let context = &mut *canvas.context;
        context.set_stroke(raster_stroke(stroke, &shape.path));
        context.stroke_path(&shape.path);
    }
    canvas.context.reset_paint_transform();
}

fn picture(canvas: &mut Canvas, here: Affine, picture: &Picture) {
    let context = &mut *canvas.context;
    context.set_fill_rule(peniko::Fill::NonZero);
    let whole = picture.size.to_rect();
    if whole.area() <= 0.0 {
        return;
    }
    // An upright picture stands on whole pixels, so that its own pixels need no mixing.
    let upright = here.as_coeffs()[1] == 0.0 && here.as_coeffs()[2] == 0.0;
    let (transform, place) = if upright {
        let on_screen = here.transform_rect_bbox(whole).round();
        let least =
            Rect::from_origin_size(on_screen.origin(), (on_screen.width().max(1.0), on_screen.height().max(1.0)));
        (Affine::IDENTITY, least)
    } else {
        (here, whole)
    };
    let [a, b, c, d, ..] = transform.as_coeffs();
    let wanted = (place.width() * a.hypot(b), place.height() * c.hypot(d));
    context.set_transform(transform);
    match canvas.pictures.scaled(picture, wanted) {
        Some(Scaled { pixels, exact }) => {
            let (across, down) = (f64::from(pixels.width()), f64::from(pixels.height()));
            let quality = if exact && upright { ImageQuality::Low } else { ImageQuality::Medium };
            let sampler = ImageSampler { x_extend: Extend::Pad, y_extend: Extend::Pad, quality, alpha: 1.0 };
            let mirror = if upright { here.as_coeffs() } else { [1.0; 6] };
            context.set_paint(Image { image: ImageSource::Pixmap(pixels), sampler });
            context.set_paint_transform(
                Affine::translate(place.center().to_vec2())
                    * Affine::scale_non_uniform(
                        (place.width() / across).copysign(mirror[0]),
                        (place.height() / down).copysign(mirror[3]),
                    )
                    * Affine::translate((-across / 2.0, -down / 2.0)),
            );
            context.fill_rect(&place);
            context.reset_paint_transform();
        }
        None => {
            context.set_paint(ink(Color::rgb(128, 128, 128).with_alpha(0.2)));
            context.fill_rect(&place);
        }
    }
}

/// `false` where there is nothing to paint with.
fn set_paint(canvas: &mut Canvas, here: Affine, paint: &Paint) -> bool {
    let (gradient, spread, transform) = match paint {
        Paint::Solid(color) => {
            canvas.context.reset_paint_transform();
            canvas.context.set_paint(ink(*color));
            return true;
        }
        Paint::Tile { tile, opacity } => return sheet::set_tile(canvas, here, tile, *opacity),
        Paint::Linear { start, end, stops, spread, transform } => {
            (Gradient::new_linear(*start, *end).with_stops(&*ramp(stops)), *spread, *transform)
        }
        Paint::Radial { center, radius, focus, inner, stops, transform } => {
            let gradient = Gradient::new_two_point_radial(*focus, *inner as f32, *center, *radius as f32);
            (gradient.with_stops(&*ramp(stops)), Spread::Pad, *transform)
        }
    };
    let extend = match spread {
        Spread::Pad => Extend::Pad,
        Spread::Repeat => Extend::Repeat,
        Spread::Reflect => Extend::Reflect,
    };
    // PDF mixes colors and alpha apart, so the pixels do too.
    let gradient =
        gradient.with_extend(extend).with_interpolation_alpha_space(InterpolationAlphaSpace::Unpremultiplied);
    let any = !gradient.stops.is_empty();
    canvas.context.set_paint(PaintType::Gradient(gradient));
    canvas.context.set_paint_transform(transform);
    any
}

fn ramp(stops: &[Stop]) -> Vec<ColorStop> {
    stops.iter().map(|stop| ColorStop::from((stop.offset, ink(stop.color)))).collect()
}

fn raster_stroke(stroke: &Stroke, path: &BezPath) -> RasterStroke {
    let cap = match stroke.cap {
        Cap::Butt => RasterCap::Butt,
        Cap::Round => RasterCap::Round,
        Cap::Square => RasterCap::Square,
    };
    let join = match stroke.join {
        Join::Miter => RasterJoin::Miter,
        Join::Round => RasterJoin::Round,
        Join::Bevel => RasterJoin::Bevel,
    };
    let mut out =
        RasterStroke::new(stroke.width.min(WIDEST)).with_caps(cap).with_join(join).with_miter_limit(stroke.miter_limit);
    // Dashes of no length would never reach the end of the path, and too many would fill the memory.
    let period = stroke.dashes.iter().sum::<f64>();
    if period > 0.0 && path.segments().map(|part| part.arclen(1.0)).sum::<f64>() / period < MOST_DASHES {
        out = out.with_dashes(stroke.dash_offset, stroke.dashes.iter().copied());
    }
    out
}

fn ink(color: Color) -> Ink {
    Ink::from_rgba8(color.r, color.g, color.b, color.a)
}
