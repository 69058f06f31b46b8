//! The samples of a file → straight RGBA in sRGB, upright. They are made wider in place: a large picture is held once.

use std::io::Cursor;

use image::codecs::webp::WebPDecoder;
use image::{ColorType, ImageDecoder, RgbaImage};

use super::color::Row;
use super::fault::{Fault, decoding};
use super::samples::Samples;
use super::turn::turn;
use super::{formats, jpeg, png};
use crate::drawing::{Raster, RasterFormat};

pub(super) fn decode(raster: &Raster) -> Result<RgbaImage, Fault> {
    let bytes = raster.bytes.bytes().ok_or_else(Fault::gone)?;
    let header = formats::read(&bytes, raster.format)?;
    // The limits hold for what was read, so nothing else is decoded.
    if header.upright() != (raster.width, raster.height) {
        return Err(Fault::damaged("it has another size than it had"));
    }
    let (samples, mut data) = match raster.format {
        RasterFormat::Png => png::decode(&bytes)?,
        RasterFormat::Jpeg => jpeg::decode(&bytes)?,
        RasterFormat::Gif => all(formats::gif(Cursor::new(&bytes[..]))?)?,
        RasterFormat::Webp => all(WebPDecoder::new(Cursor::new(&bytes[..])).map_err(|why| decoding(&why))?)?,
    };
    let pixels = raster.width as usize * raster.height as usize;
    if data.len() < pixels * samples.count() {
        return Err(Fault::damaged("it has too few pixels"));
    }
    // Turned while they are few.
    data.truncate(pixels * samples.count());
    turn(&mut data, samples, header.width as usize, header.turn);
    data.resize(pixels * 4, 0);
    widen(&mut data, raster.width as usize, samples, header.profile.as_deref());
    RgbaImage::from_raw(raster.width, raster.height, data).ok_or_else(|| Fault::damaged("it has too few pixels"))
}

fn all(decoder: impl ImageDecoder) -> Result<(Samples, Vec<u8>), Fault> {
    let samples = match decoder.color_type() {
        ColorType::Rgb8 => Samples::Rgb,
        ColorType::Rgba8 => Samples::Rgba,
        other => return Err(Fault::damaged(format!("its pixels are {other:?}"))),
    };
    let (width, height) = decoder.dimensions();
    let mut out = vec![0; width as usize * height as usize * samples.count()];
    decoder.read_image(&mut out).map_err(|why| decoding(&why))?;
    Ok((samples, out))
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
