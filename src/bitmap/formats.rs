//! The first bytes of a picture → its size, its turn and its profile; and whether it moves.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{AnimationDecoder as _, ImageDecoder};

use super::fault::{Fault, decoding};
use super::header::{Header, turn};
use super::{jpeg, png};
use crate::drawing::{Raster, RasterFormat};

pub(super) fn read(bytes: &[u8], format: RasterFormat) -> Result<Header, Fault> {
    match format {
        RasterFormat::Png => png::header(bytes),
        RasterFormat::Jpeg => jpeg::header(bytes),
        RasterFormat::Gif => {
            let (width, height) = GifDecoder::new(Cursor::new(bytes)).map_err(|why| decoding(&why))?.dimensions();
            Ok(Header { width, height, turn: Orientation::NoTransforms, profile: None })
        }
        RasterFormat::Webp => {
            let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|why| decoding(&why))?;
            let (width, height) = decoder.dimensions();
            // What is beside the pixels may be damaged: the picture shows all the same.
            let turn = turn(decoder.exif_metadata().ok().flatten().as_deref());
            Ok(Header { width, height, turn, profile: decoder.icc_profile().ok().flatten() })
        }
    }
}

/// Whether the file has more than one picture, of which only the first is shown.
#[must_use]
pub fn moves(raster: &Raster) -> bool {
    let bytes = Cursor::new(&raster.bytes[..]);
    match raster.format {
        RasterFormat::Jpeg => false,
        RasterFormat::Png => png::moves(&raster.bytes),
        RasterFormat::Webp => WebPDecoder::new(bytes).is_ok_and(|decoder| decoder.has_animation()),
        RasterFormat::Gif => {
            GifDecoder::new(bytes).is_ok_and(|decoder| decoder.into_frames().take(2).filter(Result::is_ok).count() > 1)
        }
    }
}
