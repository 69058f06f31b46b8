//! A picture with clear parts → the colors that stand on whatever is behind it, and whether they read there.

use std::io::Cursor;

use image::codecs::webp::WebPDecoder;
use image::{ImageDecoder as _, RgbaImage};

use super::png;
use crate::color::Color;
use crate::drawing::{Raster, RasterFormat};

/// Samples along the longer side; more would tell no more.
const SAMPLES: u32 = 400;
/// The share of a picture that has to be clear for the rest to stand on something.
const CLEAR: f64 = 0.05;
/// Where fewer of the samples stand at an edge, it is a thing of its own (a window, a photo with round corners).
const LINES: f64 = 0.05;
/// The share of such a thing that may read on its ground before it counts as seen.
const SEEN: f64 = 0.03;
/// The least contrast of a line.
const LEAST: f64 = 3.0;
/// How much more has to read on another ground than on the slide's, of all.
const MORE: f64 = 0.15;

/// What stands on the ground behind a picture.
#[derive(Debug)]
pub struct Ink {
    /// Of what borders on clear parts, or of all of it.
    colors: Vec<Color>,
    /// It is no drawing but a thing of its own.
    compact: bool,
}

/// Whether the picture may have clear parts, by its head.
#[must_use]
pub fn may_be_clear(raster: &Raster) -> bool {
    match raster.format {
        RasterFormat::Jpeg => false,
        RasterFormat::Gif => true,
        RasterFormat::Png => raster.bytes.bytes().is_some_and(|bytes| png::may_be_clear(&bytes)),
        RasterFormat::Webp => raster.bytes.bytes().is_some_and(|bytes| {
            WebPDecoder::new(Cursor::new(&bytes[..]))
                .is_ok_and(|decoder| decoder.color_type() == image::ColorType::Rgba8)
        }),
    }
}

impl Ink {
    /// `None` where nothing of the picture is clear, so that it brings its own ground.
    #[must_use]
    pub fn of(pixels: &RgbaImage) -> Option<Self> {
        let (width, height) = pixels.dimensions();
        let step = width.max(height).div_ceil(SAMPLES).max(1);
        let (across, down) = (width / step, height / step);
        let seen = |x: u32, y: u32| pixels.get_pixel_checked(x * step, y * step).is_some_and(|it| it.0[3] >= 128);
        let (mut all, mut edges) = (Vec::new(), Vec::new());
        for (x, y) in (0..down).flat_map(|y| (0..across).map(move |x| (x, y))).filter(|(x, y)| seen(*x, *y)) {
            let [r, g, b, _] = pixels.get_pixel(x * step, y * step).0;
            all.push(Color::rgb(r, g, b));
            let beside = [(x.wrapping_sub(1), y), (x + 1, y), (x, y.wrapping_sub(1)), (x, y + 1)];
            // What is beyond the picture's own edge is its ground too, but a full picture has no other.
            if beside.iter().any(|(x, y)| *x < across && *y < down && !seen(*x, *y)) {
                edges.push(Color::rgb(r, g, b));
            }
        }
        let clear = f64::from(across * down) - all.len() as f64;
        if all.is_empty() || clear < f64::from(across * down) * CLEAR {
            return None;
        }
        let compact = (edges.len() as f64) < all.len() as f64 * LINES;
        Some(Self { colors: if compact { all } else { edges }, compact })
    }

    /// The share that reads on `ground`.
    #[must_use]
    pub fn reads(&self, ground: Color) -> f64 {
        let read = self.colors.iter().filter(|color| color.contrast(ground) >= LEAST).count();
        read as f64 / self.colors.len() as f64
    }

    /// The one of `others` on which clearly more reads than on `ground`, if there is such a one.
    #[must_use]
    pub fn better(&self, ground: Color, others: &[Color]) -> Option<Color> {
        let now = self.reads(ground);
        if self.compact && now > SEEN {
            return None;
        }
        let best = others.iter().copied().max_by(|a, b| self.reads(*a).total_cmp(&self.reads(*b)))?;
        (self.reads(best) >= now + MORE).then_some(best)
    }
}
