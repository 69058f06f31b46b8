//! A picture file's bytes → its pixels, or those of one of its frames, in this process; and whether it moves.

use std::panic::AssertUnwindSafe;

use image::RgbaImage;

use super::fault::Fault;
use super::film::Film;
use super::frames::Frames;
use super::{film, pixels, png};
use crate::drawing::{Raster, RasterFormat};

/// How the pictures of a file follow each other; `None` where it has one.
#[must_use]
pub fn survey(raster: &Raster) -> Option<Film> {
    let film = match raster.format {
        RasterFormat::Jpeg => None,
        RasterFormat::Gif => film::gif(&raster.bytes.bytes()?),
        RasterFormat::Png => png::film(&raster.bytes.bytes()?),
        RasterFormat::Webp => film::webp(&raster.bytes.bytes()?),
    };
    film.filter(|film| film.times.len() > 1)
}

/// The pixels of the picture as it stands.
pub(super) fn still(raster: &Raster) -> Result<RgbaImage, Fault> {
    // Decoders are tried on damaged files by their authors, but a talk is not to hang on that.
    // A WebP that moves has its first frame made as all others are.
    let first = || (raster.format == RasterFormat::Webp && survey(raster).is_some()).then_some(0);
    match raster.frame.or_else(first) {
        Some(frame) => frame_of(raster, frame),
        None => std::panic::catch_unwind(AssertUnwindSafe(|| pixels::decode(raster)))
            .unwrap_or_else(|_| Err(Fault::damaged("it cannot be decoded"))),
    }
}

/// A frame of a picture that moves; the last that can be decoded where that comes first.
fn frame_of(raster: &Raster, frame: u32) -> Result<RgbaImage, Fault> {
    let (mut last, mut why) = (None, Fault::damaged("it has no frames"));
    for next in Frames::of(raster)?.take(frame as usize + 1) {
        match next {
            Ok(pixels) => last = Some(pixels),
            Err(fault) => why = fault,
        }
    }
    last.ok_or(why)
}
