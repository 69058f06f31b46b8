//! The first bytes of a picture → its size, its turn and its profile.

use std::io::{BufRead, Cursor, Seek};

use image::codecs::gif::GifDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{ImageDecoder as _, Limits};

use super::fault::{Fault, decoding};
use super::film::most_pixels;
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

/// A decoder that takes no more memory than pictures of its size need: a frame may say that it has four gigabytes.
pub(super) fn gif<R: BufRead + Seek>(bytes: R) -> Result<GifDecoder<R>, Fault> {
    let mut decoder = GifDecoder::new(bytes).map_err(|why| decoding(&why))?;
    let (width, height) = decoder.dimensions();
    let mut limits = Limits::no_limits();
    // Three pictures: what stands, what comes, and both together.
    limits.max_alloc = Some(most_pixels(width, height) * 4 * 3);
    decoder.set_limits(limits).map_err(|why| decoding(&why))?;
    Ok(decoder)
}
