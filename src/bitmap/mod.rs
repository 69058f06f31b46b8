//! A picture file's bytes → what it is, how large it stands upright, and its pixels in sRGB.
//!
//! Invariant: size and pixels come from here alone, so no two rooms disagree about a photo's turn, its colors or its limits.

pub mod apart;
mod canvas;
mod color;
mod fault;
mod film;
mod formats;
mod frames;
mod header;
mod ink;
mod jpeg;
pub mod kind;
mod part;
mod pixels;
mod png;
mod samples;
mod sketch;
mod still;
mod turn;
mod webp;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use image::RgbaImage;
pub use image::metadata::Orientation;

use crate::color::Color;
use crate::drawing::{Raster, RasterFormat};

pub use fault::Fault;
pub use film::{Film, MOST_FILM_PIXELS};
pub use frames::Frames;
pub use header::is_quarter;
pub use ink::{Ink, may_be_clear};
pub use jpeg::{Whole, encode};
pub use part::Part;
pub use sketch::Sketch;
pub use still::survey;

/// More than a camera's 64 million; with four bytes each 256 MiB.
pub const MOST_PIXELS: u64 = 64 << 20;
pub const LONGEST_SIDE: u32 = 32_768;
/// The bytes that decoding may take at once: a camera's 60 million pixels, as it saves them.
const MOST_ROOM: u64 = 360 << 20;
/// A picture of so many pixels is decoded in a hundredth of a second.
pub const SMALL: u64 = 2 << 20;

/// The format of a file that may be shown, by its first bytes.
#[must_use]
pub fn format(bytes: &[u8]) -> Option<RasterFormat> {
    match image::guess_format(bytes).ok()? {
        image::ImageFormat::Png => Some(RasterFormat::Png),
        image::ImageFormat::Jpeg => Some(RasterFormat::Jpeg),
        image::ImageFormat::Gif => Some(RasterFormat::Gif),
        image::ImageFormat::WebP => Some(RasterFormat::Webp),
        _ => None,
    }
}

/// Reads the head of a file in this format and holds it to the limits. Its size is that of the upright picture.
///
/// # Errors
/// Why it cannot be shown.
pub fn read(name: &str, bytes: Arc<[u8]>, format: RasterFormat) -> Result<Raster, Fault> {
    let header = std::panic::catch_unwind(|| formats::read(&bytes, format))
        .unwrap_or_else(|_| Err(Fault::damaged("its head cannot be read")))?;
    let (width, height) = (header.width, header.height);
    if width == 0 || height == 0 {
        return Err(Fault::damaged("it has no pixels"));
    }
    let smaller = "Scale it down: 3840 pixels a side are enough for any screen";
    if width.max(height) > LONGEST_SIDE {
        let message = format!("it is too large: {width} × {height} pixels, where {LONGEST_SIDE} are the longest side");
        return Err(Fault::new(message, smaller));
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        let millions = |pixels: u64| pixels.div_ceil(1_000_000);
        let (all, most) = (millions(u64::from(width) * u64::from(height)), MOST_PIXELS / 1_000_000);
        let message =
            format!("it is too large: {width} × {height} are {all} million pixels, where {most} are the most");
        return Err(Fault::new(message, smaller));
    }
    let pixels = u64::from(width) * u64::from(height);
    let (room, kind, other) = match format {
        RasterFormat::Jpeg => match (jpeg::room(&bytes), jpeg::has_inks(&bytes)) {
            // Each ink and each color, which is mixed of all of them: a talk would wait for it.
            (0, true) => (pixels * 8, "JPEG in four inks (CMYK)", "a JPEG in RGB"),
            (room, _) => (room, "progressive JPEG", "a usual JPEG (baseline)"),
        },
        RasterFormat::Webp => (webp::room(&bytes, pixels), "lossless WebP", "a JPEG"),
        RasterFormat::Png | RasterFormat::Gif => (0, "", ""),
    };
    if room > MOST_ROOM {
        let millions = pixels / 1_000_000;
        let message = format!("it is too large for a {kind}: {width} × {height} are {millions} million pixels");
        let remedy = format!("Save it as {other}, or smaller: 3840 pixels a side are enough");
        return Err(Fault::new(message, &remedy));
    }
    let (width, height) = header.upright();
    Ok(Raster { name: name.to_owned(), bytes: bytes.into(), format, width, height, frame: None, plays: None })
}

/// Whether bytes are a picture that may be shown, by their head.
///
/// # Errors
/// Why not.
pub fn may_show(bytes: &[u8]) -> Result<(), Fault> {
    match format(bytes) {
        Some(format) => read("", bytes.into(), format).map(|_| ()),
        None => Err(match kind::foreign("", bytes) {
            Some(kind) => Fault::new(format!("it is {}", kind.name), kind.remedy),
            None => Fault::new("it is no PNG, JPEG, GIF or WebP", "Save it as one of these"),
        }),
    }
}

/// The pixels as they are to be seen: upright, in sRGB, color and alpha apart. A helper process decodes them, where there
/// is one.
///
/// # Errors
/// What is wrong with the file.
pub fn decode(raster: &Raster) -> Result<RgbaImage, Fault> {
    decode_part(raster, Part::all((raster.width, raster.height)))
}

/// A part of these pixels; where it is small, the whole of a large picture is never in this process.
///
/// # Errors
/// What is wrong with the file.
pub fn decode_part(raster: &Raster, part: Part) -> Result<RgbaImage, Fault> {
    apart::decode(raster, part).unwrap_or_else(|| still::still(raster).map(|pixels| part.of(pixels)))
}

/// The frames of a picture that moves, from this one on, as long as `show` wants more: they end at the first that cannot be
/// decoded, with why. A helper process of their own decodes them, where there is one.
pub fn each_frame(raster: &Raster, from: u32, show: &mut dyn FnMut(Result<RgbaImage, Fault>) -> bool) {
    if apart::each_frame(raster, from, show) {
        return;
    }
    match Frames::of(raster) {
        Ok(frames) => drop(frames.skip(from as usize).all(show)),
        Err(fault) => drop(show(Err(fault))),
    }
}

/// How light the picture is in each part, and how much there is to see, with its clear parts on `under`; `None` where it is
/// too large to be looked at in passing, or cannot be shown.
#[must_use]
pub fn sketch(raster: &Raster, under: Color) -> Option<Sketch> {
    let small = u64::from(raster.width) * u64::from(raster.height) <= MOST_PIXELS / 4;
    let pixels = if small { decode(raster).ok()? } else { return None };
    Some(Sketch::of(&pixels, under))
}

/// The same file with its pixels upright, for readers who do not know of turns; `None` where they are so already.
#[must_use]
pub fn upright(bytes: &[u8]) -> Option<Vec<u8>> {
    let format = format(bytes)?;
    if formats::read(bytes, format).ok()?.turn == Orientation::NoTransforms {
        return None;
    }
    let raster = read("", bytes.into(), format).ok()?;
    let pixels = decode(&raster).ok()?;
    if format == RasterFormat::Jpeg {
        return encode(&pixels);
    }
    let mut out = std::io::Cursor::new(Vec::new());
    pixels.write_to(&mut out, image::ImageFormat::Png).ok()?;
    Some(out.into_inner())
}
