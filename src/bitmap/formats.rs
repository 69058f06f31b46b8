//! The first bytes of a picture → its size, its turn and its profile.

use std::io::Cursor;

use image::ImageDecoder as _;
use image::codecs::gif::GifDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;

use super::fault::{Fault, decoding};
use super::header::{Header, turn};
use super::{jpeg, png};
use crate::drawing::RasterFormat;

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
