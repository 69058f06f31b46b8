//! Masked groups and tiles → pixels of their own, which are then painted as pictures; blend modes in the rasterizer's terms.
//!
//! Invariant: a sheet is as large as what is seen of it, never as the page.

use std::sync::Arc;

use peniko::{BlendMode, Compose, Extend, ImageQuality, ImageSampler, Mix};
use vello_cpu::{Image, ImageSource, Pixmap, RenderContext, Resources};

use super::items::{self, Canvas};
use crate::drawing::{Blend, Group, Mask, MaskBy, Placed, Tile};
use crate::geometry::{Affine, Rect};
use crate::paint::pictures::Pictures;

/// The most pixels of a tile's side; a larger one is a little blurred.
const WIDEST_TILE: f64 = 2048.0;

/// Paints a group through its mask: both on sheets of their own, the one multiplied by the other.
pub(super) fn masked(canvas: &mut Canvas, here: Affine, group: &Group, mask: &Mask) {
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
pub(super) fn set_tile(canvas: &mut Canvas, here: Affine, tile: &Tile, opacity: f32) -> bool {
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

/// `items` on a clear sheet of their own.
fn sheet(pictures: &mut Pictures, state: Affine, items: &[Placed], width: u16, height: u16) -> Pixmap {
    let mut context = RenderContext::new(width, height);
    // Glyphs that are remembered belong to one page.
    let mut resources = Resources::new();
    items::items(&mut Canvas { context: &mut context, resources: &mut resources, pictures }, state, items);
    let mut pixels = Pixmap::new(width, height);
    context.flush();
    context.render(&mut pixels, &mut resources);
    pixels
}

pub(super) fn blend(blend: Blend) -> BlendMode {
    let mix = match blend {
        Blend::Normal => Mix::Normal,
        Blend::Multiply => Mix::Multiply,
        Blend::Screen => Mix::Screen,
        Blend::Overlay => Mix::Overlay,
        Blend::Darken => Mix::Darken,
        Blend::Lighten => Mix::Lighten,
        Blend::ColorDodge => Mix::ColorDodge,
        Blend::ColorBurn => Mix::ColorBurn,
        Blend::HardLight => Mix::HardLight,
        Blend::SoftLight => Mix::SoftLight,
        Blend::Difference => Mix::Difference,
        Blend::Exclusion => Mix::Exclusion,
        Blend::Hue => Mix::Hue,
        Blend::Saturation => Mix::Saturation,
        Blend::Color => Mix::Color,
        Blend::Luminosity => Mix::Luminosity,
    };
    BlendMode::new(mix, Compose::SrcOver)
}
