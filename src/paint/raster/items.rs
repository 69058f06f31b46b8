//! One item → calls of the rasterizer, in pixels after the given transform.
//!
//! Masked groups and tiles become pixels of their own first, which are then painted as pictures.
//!
//! Invariant: every layer and clip that is pushed here is popped here.
//! Invariant: a sheet is as large as what is seen of it, never as the page.

use std::sync::Arc;

use glifo::FontEmbolden;
use peniko::{Extend, Gradient, ImageQuality, ImageSampler, InterpolationAlphaSpace};
use vello_cpu::kurbo::Diagonal2;
use vello_cpu::{Image, ImageSource, PaintType, Pixmap, RenderContext, Resources};

use super::terms::{blend, ink, ramp, raster_stroke, rule, units_per_em};
use crate::color::Color;
use crate::drawing::{Glyphs, Group, Item, Mask, MaskBy, Paint, Picture, Placed, Shape, Spread, Tile};
use crate::geometry::{Affine, Rect};
use crate::paint::pictures::{Pictures, Scaled};
use crate::paint::{EMBOLDEN, shade};

/// The most pixels of a tile's side; a larger one is a little blurred.
const WIDEST_TILE: f64 = 2048.0;

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
                for veil in shade::over(it, canvas.pictures) {
                    shape(canvas, here, &veil);
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
        masked(canvas, here, group, mask);
        return;
    }
    canvas.context.set_transform(here);
    canvas.context.set_fill_rule(rule(group.even_odd));
    // A layer costs a buffer, so solid groups do without.
    let layer = group.opacity < 1.0 || group.blend.is_some();
    if layer {
        let blend = group.blend.map(blend);
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
        Paint::Tile { tile, opacity } => return set_tile(canvas, here, tile, *opacity),
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

/// Paints a group through its mask: both on sheets of their own, the one multiplied by the other.
fn masked(canvas: &mut Canvas, here: Affine, group: &Group, mask: &Mask) {
    let page = Rect::new(0.0, 0.0, f64::from(canvas.context.width()), f64::from(canvas.context.height()));
    let space = here.transform_rect_bbox(mask.region).intersect(page).expand().intersect(page);
    if !(space.width() >= 1.0 && space.height() >= 1.0) {
        return;
    }
    let (width, height) = (space.width() as u16, space.height() as u16);
    let state = Affine::translate(-space.origin().to_vec2()) * here;
    let bare = Group { mask: None, blend: None, opacity: 1.0, transform: Affine::IDENTITY, ..group.clone() };
    let bare = Placed { at: Default::default(), item: crate::drawing::Item::Group(bare), span: Default::default() };
    let mut seen = sheet(canvas.pictures, state, std::slice::from_ref(&bare), width, height);
    let stencil = sheet(canvas.pictures, state, &mask.items, width, height);
    let stencil = match mask.by {
        MaskBy::Alpha => vello_cpu::Mask::new_alpha(&stencil),
        MaskBy::Luminance => vello_cpu::Mask::new_luminance(&stencil),
    };
    let beyond = outside(here, mask.region, space);
    for (index, pixel) in seen.data_mut().iter_mut().enumerate() {
        let (x, y) = ((index % usize::from(width)) as u16, (index / usize::from(width)) as u16);
        let share = if beyond(x, y) { 0 } else { u16::from(stencil.sample(x, y)) };
        let part = |value: u8| ((u16::from(value) * share + 127) / 255) as u8;
        (pixel.r, pixel.g, pixel.b, pixel.a) = (part(pixel.r), part(pixel.g), part(pixel.b), part(pixel.a));
    }
    let layer = group.blend.map(blend);
    if layer.is_some() {
        canvas.context.push_layer(None, layer, None, None, None);
    }
    canvas.context.set_transform(Affine::IDENTITY);
    canvas.context.set_fill_rule(peniko::Fill::NonZero);
    let sampler = ImageSampler {
        x_extend: Extend::Pad,
        y_extend: Extend::Pad,
        quality: ImageQuality::Low,
        alpha: group.opacity.clamp(0.0, 1.0),
    };
    canvas.context.set_paint(Image { image: ImageSource::Pixmap(Arc::new(seen)), sampler });
    canvas.context.set_paint_transform(Affine::translate(space.origin().to_vec2()));
    canvas.context.fill_rect(&space);
    canvas.context.reset_paint_transform();
    if layer.is_some() {
        canvas.context.pop_layer();
    }
}

/// Whether a pixel of the sheet lies beyond the mask's region, by its middle.
fn outside(here: Affine, region: Rect, space: Rect) -> impl Fn(u16, u16) -> bool {
    let back = here.inverse();
    let known = here.determinant().abs() > 1e-12;
    move |x, y| {
        let middle = space.origin() + (f64::from(x) + 0.5, f64::from(y) + 0.5);
        known && !region.contains(back * middle)
    }
}

/// Makes the tile the paint; `false` where there is nothing to paint with.
fn set_tile(canvas: &mut Canvas, here: Affine, tile: &Tile, opacity: f32) -> bool {
    let [a, b, c, d, ..] = (here * tile.transform).as_coeffs();
    // What is turned is sampled between its pixels, so it gets more of them.
    let upright = (b.abs() + c.abs()) < 1e-6 || (a.abs() + d.abs()) < 1e-6;
    let finer = if upright { 1.0 } else { 2.0 };
    let side = |length: f64, scale: f64| (length * scale * finer).ceil().clamp(1.0, WIDEST_TILE);
    let (width, height) = (side(tile.place.width(), a.hypot(b)), side(tile.place.height(), c.hypot(d)));
    if !(width.is_finite() && height.is_finite()) || tile.items.is_empty() {
        return false;
    }
    let to_pixels = Affine::scale_non_uniform(width / tile.place.width(), height / tile.place.height())
        * Affine::translate(-tile.place.origin().to_vec2());
    let pixels = sheet(canvas.pictures, to_pixels, &tile.items, width as u16, height as u16);
    let sampler = ImageSampler {
        x_extend: Extend::Repeat,
        y_extend: Extend::Repeat,
        quality: ImageQuality::Medium,
        alpha: opacity.clamp(0.0, 1.0),
    };
    canvas.context.set_paint(Image { image: ImageSource::Pixmap(Arc::new(pixels)), sampler });
    canvas.context.set_paint_transform(tile.transform * to_pixels.inverse());
    true
}

/// `placed` on a clear sheet of their own.
fn sheet(pictures: &mut Pictures, state: Affine, placed: &[Placed], width: u16, height: u16) -> Pixmap {
    let mut context = RenderContext::new(width, height);
    // Glyphs that are remembered belong to one page.
    let mut resources = Resources::new();
    items(&mut Canvas { context: &mut context, resources: &mut resources, pictures }, state, placed);
    let mut pixels = Pixmap::new(width, height);
    context.flush();
    context.render(&mut pixels, &mut resources);
    pixels
}
