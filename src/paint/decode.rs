//! Encoded raster pictures → straight RGBA8 pixels, turned upright, within limits that hold for every painter.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbaImage};

use crate::drawing::{Raster, RasterFormat};

/// What a picture may take decoded: 64 million pixels, more than a camera's.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// The pixels as a viewer shows them; `None` if the file is broken or too large.
pub(super) fn decode(raster: &Raster) -> Option<RgbaImage> {
    let mut decoder = open(raster)?;
    let orientation = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    Some(picture.into_rgba8())
}

/// Whether the file's own pixels already stand upright; `None` if it cannot be read.
pub(super) fn is_upright(raster: &Raster) -> Option<bool> {
    Some(open(raster)?.orientation().ok()? == Orientation::NoTransforms)
}

fn open(raster: &Raster) -> Option<impl ImageDecoder + '_> {
    let format = match raster.format {
        RasterFormat::Png => ImageFormat::Png,
        RasterFormat::Jpeg => ImageFormat::Jpeg,
        RasterFormat::Gif => ImageFormat::Gif,
        RasterFormat::Webp => ImageFormat::WebP,
    };
    let mut reader = ImageReader::with_format(Cursor::new(&raster.bytes[..]), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES * 2);
    reader.limits(limits);
    let decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    // Not every decoder counts what it allocates, so count here, from the header.
    let fits = u64::from(width) * u64::from(height) * 4 <= MOST_BYTES && decoder.total_bytes() <= MOST_BYTES * 2;
    fits.then_some(decoder)
}
