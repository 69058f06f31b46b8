//! Encoded raster pictures → pixmaps at the size they are shown, remembered within a budget.
//!
//! Invariant: whatever cannot be decoded is remembered as such, and not tried again while it is remembered.

use std::collections::VecDeque;
use std::sync::Arc;

use image::imageops::{self, FilterType};
use image::{ImageBuffer, Rgba, RgbaImage};
use peniko::ImageAlphaType;
use vello_cpu::{PixelMetadata, Pixmap};

use crate::bitmap::{self, decode};
use crate::drawing::{Picture, Raster};
use crate::geometry::Rect;

/// The largest width or height in pixels; a larger wish is scaled down in proportion.
pub const LARGEST_SIDE: u32 = 16_384;
/// What all remembered pictures may take together.
const BUDGET: usize = 192 * 1024 * 1024;

/// A picture ready to paint; `exact` if its pixels are those of the screen.
pub struct Scaled {
    pub pixels: Arc<Pixmap>,
    pub exact: bool,
}

/// Decoded pictures, the longest unused first.
#[derive(Debug, Default)]
pub struct Pictures {
    kept: VecDeque<Kept>,
    /// Pictures that could not be decoded, since somebody last asked.
    faults: Vec<(Arc<Raster>, bitmap::Fault)>,
}

#[derive(Debug)]
struct Kept {
    /// Held, so that its address stays its own.
    raster: Arc<Raster>,
    crop: [u64; 4],
    /// `None` for the size of the file.
    size: Option<(u32, u32)>,
    pixels: Option<Arc<Pixmap>>,
}

impl Pictures {
    /// The shown part of `picture` for a place of `wanted` pixels; `None` if it cannot be decoded.
    ///
    /// What has to shrink is shrunk here, with care; what has to grow is left to the painter's sampler.
    pub fn scaled(&mut self, picture: &Picture, wanted: (f64, f64)) -> Option<Scaled> {
        let crop = shown(picture);
        let limit = f64::from(LARGEST_SIDE);
        let across = wanted.0.min(crop.width()).clamp(1.0, limit).round();
        let down = wanted.1.min(crop.height()).clamp(1.0, limit).round();
        let size = (across as u32, down as u32);
        let exact = (across, down) == (wanted.0.round(), wanted.1.round());
        let own_size = (across, down) == (crop.width().round(), crop.height().round());
        let key = if own_size { None } else { Some(size) };
        if let Some(found) = self.find(&picture.raster, crop, key) {
            return found.map(|pixels| Scaled { pixels, exact });
        }
        // Another size of the same picture saves decoding, e.g. while a window is being resized.
        let source = match self.find(&picture.raster, crop, None) {
            Some(found) => found,
            None => {
                let decoded = match cut(&picture.raster, crop) {
                    Ok(pixels) => pixels.map(Arc::new),
                    Err(fault) => {
                        self.faults.push((picture.raster.clone(), fault));
                        None
                    }
                };
                self.keep(&picture.raster, crop, None, decoded.clone());
                decoded
            }
        };
        let pixels = match key {
            None => source,
            Some(size) => {
                let smaller = source.map(|pixels| Arc::new(shrink(&pixels, size)));
                self.keep(&picture.raster, crop, key, smaller.clone());
                smaller
            }
        };
        pixels.map(|pixels| Scaled { pixels, exact })
    }

    /// What could not be decoded since the last call, and why.
    pub fn take_faults(&mut self) -> Vec<(Arc<Raster>, bitmap::Fault)> {
        std::mem::take(&mut self.faults)
    }

    fn find(&mut self, raster: &Arc<Raster>, crop: Rect, size: Option<(u32, u32)>) -> Option<Option<Arc<Pixmap>>> {
        let crop = bits(crop);
        let at = self
            .kept
            .iter()
            .position(|kept| Arc::ptr_eq(&kept.raster, raster) && kept.crop == crop && kept.size == size)?;
        let kept = self.kept.remove(at)?;
        let pixels = kept.pixels.clone();
        self.kept.push_back(kept);
        Some(pixels)
    }

    fn keep(&mut self, raster: &Arc<Raster>, crop: Rect, size: Option<(u32, u32)>, pixels: Option<Arc<Pixmap>>) {
        self.kept.push_back(Kept { raster: raster.clone(), crop: bits(crop), size, pixels });
        while self.kept.len() > 1 && self.kept.iter().map(Kept::bytes).sum::<usize>() > BUDGET {
            self.kept.pop_front();
        }
    }
}

impl Kept {
    fn bytes(&self) -> usize {
        self.pixels.as_ref().map_or(0, |pixels| usize::from(pixels.width()) * usize::from(pixels.height()) * 4)
    }
}

/// The crop in whole pixels of the picture as it is shown, never empty.
fn shown(picture: &Picture) -> Rect {
    let all = Rect::new(0.0, 0.0, f64::from(picture.raster.width), f64::from(picture.raster.height));
    let part = picture.crop.intersect(all).round();
    if part.area() < 1.0 { all } else { part }
}

fn bits(rect: Rect) -> [u64; 4] {
    [rect.x0, rect.y0, rect.x1, rect.y1].map(f64::to_bits)
}

/// Decodes and cuts out `crop`.
fn cut(raster: &Raster, crop: Rect) -> Result<Option<Pixmap>, bitmap::Fault> {
    let mut pixels = decode(raster)?;
    if crop != Rect::new(0.0, 0.0, f64::from(raster.width), f64::from(raster.height)) {
        let [x, y, width, height] = [crop.x0, crop.y0, crop.width(), crop.height()].map(|side| side as u32);
        pixels = imageops::crop_imm(&pixels, x, y, width, height).to_image();
    }
    if pixels.width().max(pixels.height()) > LARGEST_SIDE {
        let (width, height) = (pixels.width().min(LARGEST_SIDE), pixels.height().min(LARGEST_SIDE));
        pixels = imageops::thumbnail(&pixels, width, height);
    }
    Ok(pixmap(pixels, ImageAlphaType::Alpha, true))
}

/// Fewer pixels: large steps by averaging areas, the last one by a sharper filter.
fn shrink(pixels: &Pixmap, (width, height): (u32, u32)) -> Pixmap {
    let (across, down) = (u32::from(pixels.width()), u32::from(pixels.height()));
    // Premultiplied colors mix rightly at soft edges, straight ones would bleed.
    let Some(source) = ImageBuffer::<Rgba<u8>, _>::from_raw(across, down, pixels.data_as_u8_slice()) else {
        return Pixmap::new(1, 1);
    };
    let mut small = if across > width * 4 && down > height * 4 {
        let source = imageops::thumbnail(&source, width * 2, height * 2);
        imageops::resize(&source, width, height, FilterType::CatmullRom)
    } else {
        imageops::resize(&source, width, height, FilterType::CatmullRom)
    };
    if pixels.may_have_transparency() {
        // A sharpening filter may overshoot; no color may exceed its alpha.
        for pixel in small.pixels_mut() {
            let [r, g, b, a] = pixel.0;
            pixel.0 = [r.min(a), g.min(a), b.min(a), a];
        }
    }
    pixmap(small, ImageAlphaType::AlphaPremultiplied, pixels.may_have_transparency())
        .unwrap_or_else(|| Pixmap::new(1, 1))
}

fn pixmap(pixels: RgbaImage, alpha: ImageAlphaType, clear_parts: bool) -> Option<Pixmap> {
    let (width, height) = (u16::try_from(pixels.width()).ok()?, u16::try_from(pixels.height()).ok()?);
    let mut data = pixels.into_raw();
    // Pixmap takes the vector over only if its room holds whole pixels.
    data.shrink_to_fit();
    Some(Pixmap::from_parts(data, width, height, PixelMetadata::new(alpha, clear_parts)))
}
