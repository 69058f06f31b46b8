//! Drawings → pixels: a drawing in points becomes premultiplied RGBA8 at any size, the same on every machine.
//!
//! Invariant: a picture that cannot be decoded becomes a quiet grey box; nothing here panics on what an author wrote.

mod items;
mod terms;

use std::sync::Arc;

use vello_cpu::{PixmapMut, RenderContext, Resources};

use crate::bitmap::Fault;
use crate::drawing::{Drawing, Raster};
use crate::geometry::{Affine, Rect};
use crate::paint::pictures::{Decoded, LARGEST_SIDE, Pictures};

/// Premultiplied RGBA8, rows from the top, no padding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    pub width: u32,
    pub height: u32,
    pub data: Vec<u8>,
}

/// Paints drawings; keep one for each thread, since it remembers outlines and decoded pictures.
#[derive(Debug, Default)]
pub struct Painter {
    resources: Resources,
    pictures: Pictures,
    /// Kept between paintings of one size, which saves its allocations.
    context: Option<RenderContext>,
}

impl Painter {
    /// A painter that remembers nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A painter whose decoded pictures are those of other painters too.
    #[must_use]
    pub fn sharing(decoded: &Arc<Decoded>) -> Self {
        Self { pictures: Pictures::shared(decoded), ..Self::default() }
    }

    /// Nothing will be painted for a while: what only makes the next picture of this size quicker goes.
    pub fn rest(&mut self) {
        self.context = None;
    }

    /// Pictures that were to be painted since the last call and cannot be decoded, and why: grey boxes stand for them.
    pub fn take_faults(&mut self) -> Vec<(Arc<Raster>, Fault)> {
        self.pictures.take_faults()
    }

    /// Paints the whole drawing `width` × `height` pixels large.
    #[must_use]
    pub fn paint(&mut self, drawing: &Drawing, width: u32, height: u32) -> Pixels {
        self.paint_region(drawing, drawing.size.to_rect(), width, height)
    }

    /// Paints the part of the drawing inside `region` (in points) `width` × `height` pixels large.
    ///
    /// The region is scaled evenly to fit and stands in the middle; the ground covers every pixel.
    #[must_use]
    pub fn paint_region(&mut self, drawing: &Drawing, region: Rect, width: u32, height: u32) -> Pixels {
        let (width, height) = within_limits(width, height);
        let mut data = vec![0; usize::from(width) * usize::from(height) * 4];
        self.paint_over(drawing, region, (width, height), &mut data);
        Pixels { width: width.into(), height: height.into(), data }
    }

    /// Paints like `paint_region` over the pixels in `data`, whatever they were. False, and nothing painted, if there are
    /// not `width` × `height` of them, or if no picture may be so large.
    #[must_use]
    pub fn paint_onto(&mut self, drawing: &Drawing, region: Rect, [width, height]: [u32; 2], data: &mut [u8]) -> bool {
        let size = within_limits(width, height);
        let fits = (width, height) == (size.0.into(), size.1.into())
            && data.len() == usize::from(size.0) * usize::from(size.1) * 4;
        if fits {
            self.paint_over(drawing, region, size, data);
        }
        fits
    }

    fn paint_over(&mut self, drawing: &Drawing, region: Rect, (width, height): (u16, u16), data: &mut [u8]) {
        let mut context = match self.context.take() {
            Some(mut kept) if (kept.width(), kept.height()) == (width, height) => {
                kept.reset();
                kept
            }
            Some(_) | None => RenderContext::new(width, height),
        };
        let (wide, high) = (f64::from(width), f64::from(height));
        items::ground(&mut context, drawing.ground, Rect::new(0.0, 0.0, wide, high));
        let mut canvas =
            items::Canvas { context: &mut context, resources: &mut self.resources, pictures: &mut self.pictures };
        items::items(&mut canvas, fit(region, wide, high), &drawing.items);
        context.flush();
        if let Some(target) = PixmapMut::new(width, height, data) {
            context.render(target, &mut self.resources);
        }
        self.context = Some(context);
    }
}

impl Pixels {
    /// The pixels as a PNG file; clear parts lie on white, as on paper.
    #[must_use]
    pub fn png(&self) -> Vec<u8> {
        let mut rgb = vec![0; self.data.len() / 4 * 3];
        for ([r, g, b, alpha], out) in self.data.as_chunks().0.iter().zip(rgb.as_chunks_mut().0) {
            let under = 255 - alpha;
            *out = [r + under, g + under, b + under];
        }
        let mut file = Vec::new();
        let encoder = image::codecs::png::PngEncoder::new(&mut file);
        let written =
            image::ImageEncoder::write_image(encoder, &rgb, self.width, self.height, image::ExtendedColorType::Rgb8);
        debug_assert!(written.is_ok(), "writing to memory fails only if the length is wrong: {written:?}");
        file
    }
}

/// The wished size, at least one pixel and at most `LARGEST_SIDE` a side, in the same proportion.
fn within_limits(width: u32, height: u32) -> (u16, u16) {
    let most = width.max(height).max(1);
    let side = |wish: u32| {
        let kept = if most <= LARGEST_SIDE {
            wish
        } else {
            (u64::from(wish) * u64::from(LARGEST_SIDE) / u64::from(most)) as u32
        };
        // LARGEST_SIDE is below u16::MAX.
        kept.clamp(1, LARGEST_SIDE) as u16
    };
    (side(width), side(height))
}

/// From points to pixels: one scale for both axes, the rest shared between the edges in whole pixels.
fn fit(region: Rect, width: f64, height: f64) -> Affine {
    let scale = (width / region.width().max(1e-3)).min(height / region.height().max(1e-3));
    let spare = |whole: f64, used: f64| ((whole - used * scale) / 2.0).floor().max(0.0);
    Affine::translate((spare(width, region.width()), spare(height, region.height())))
        * Affine::scale(scale)
        * Affine::translate((-region.x0, -region.y0))
}

#[cfg(test)]
mod tests;
