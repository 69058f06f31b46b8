//! The samples of a file → straight RGBA in sRGB, upright. They are made wider in place: a large picture is held once.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::webp::WebPDecoder;
use image::{ColorType, DynamicImage, ImageDecoder, RgbaImage};

use super::color::Row;
use super::{Fault, header, jpeg, png};
use crate::drawing::{Raster, RasterFormat};

/// What stands in a file for each pixel, eight bits a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Samples {
    Gray,
    GrayAlpha,
    Rgb,
    Rgba,
    Cmyk {
        /// 255 is no ink.
        inverted: bool,
    },
    /// The opposites of cyan, magenta and yellow as light and colors, and that of black.
    Ycck,
}

impl Samples {
    pub(super) fn count(self) -> usize {
        match self {
            Self::Gray => 1,
            Self::GrayAlpha => 2,
            Self::Rgb => 3,
            Self::Rgba | Self::Cmyk { .. } | Self::Ycck => 4,
        }
    }
}

pub(super) fn decode(raster: &Raster) -> Result<RgbaImage, Fault> {
    let header = header::read(&raster.bytes, raster.format)?;
    // The limits hold for what was read, so nothing else is decoded.
    if header.upright() != (raster.width, raster.height) {
        return Err(Fault::damaged("it has another size than it had"));
    }
    let (width, height) = (header.width as usize, header.height as usize);
    let mut room = vec![0; width * height * 4];
    let samples = match raster.format {
        RasterFormat::Png => png::decode(&raster.bytes, &mut room)?,
        RasterFormat::Jpeg => jpeg::decode(&raster.bytes, &mut room)?,
        RasterFormat::Gif => filled(GifDecoder::new(Cursor::new(&raster.bytes[..])), &mut room)?,
        RasterFormat::Webp => filled(WebPDecoder::new(Cursor::new(&raster.bytes[..])), &mut room)?,
    };
    widen(&mut room, width, samples, header.profile.as_deref());
    let pixels = RgbaImage::from_raw(header.width, header.height, room);
    let mut picture = DynamicImage::ImageRgba8(pixels.ok_or_else(|| Fault::damaged("it has too few pixels"))?);
    picture.apply_orientation(header.turn);
    Ok(picture.into_rgba8())
}

fn filled(decoder: image::ImageResult<impl ImageDecoder>, room: &mut [u8]) -> Result<Samples, Fault> {
    let decoder = decoder.map_err(|why| header::fault(&why))?;
    let samples = match decoder.color_type() {
        ColorType::Rgb8 => Samples::Rgb,
        ColorType::Rgba8 => Samples::Rgba,
        other => return Err(Fault::damaged(format!("its pixels are {other:?}"))),
    };
    let size = usize::try_from(decoder.total_bytes()).ok().filter(|size| *size <= room.len());
    let size = size.ok_or_else(|| Fault::damaged("it is larger than its head says"))?;
    decoder.read_image(&mut room[..size]).map_err(|why| header::fault(&why))?;
    Ok(samples)
}

/// From the last row to the first, so that none is written over before it is read.
fn widen(room: &mut [u8], width: usize, samples: Samples, profile: Option<&[u8]>) {
    let convert = Row::new(samples, profile);
    if samples == Samples::Rgba && convert.is_plain() {
        return;
    }
    let (narrow, wide) = (width * samples.count(), width * 4);
    let mut row = vec![0; narrow];
    for at in (0..room.len() / wide).rev() {
        row.copy_from_slice(&room[at * narrow..][..narrow]);
        convert.write(&row, &mut room[at * wide..][..wide]);
    }
}
