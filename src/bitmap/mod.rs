//! A picture file's bytes → what it is, how large it stands upright, and its pixels in sRGB.
//!
//! Invariant: size and pixels come from here alone, so no two rooms disagree about a photo's turn, its colors or its limits.

mod color;
mod header;
mod ink;
mod jpeg;
pub mod kind;
mod pixels;
mod png;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use image::RgbaImage;
pub use image::metadata::Orientation;

use crate::drawing::{Raster, RasterFormat};

pub use header::moves;
pub use ink::{Ink, may_be_clear};
pub use jpeg::{Whole, encode};

/// More than a camera's 64 million; with four bytes each 256 MiB.
pub const MOST_PIXELS: u64 = 64 << 20;
pub const LONGEST_SIDE: u32 = 32_768;
/// A picture of so many pixels is decoded in a hundredth of a second.
pub const SMALL: u64 = 2 << 20;
/// A profile of a printer has a megabyte or two; one of hundreds is a trap.
const MOST_PROFILE_BYTES: u64 = 8 << 20;

/// Why a picture cannot be shown, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub message: String,
    pub remedy: String,
}

impl Fault {
    fn new(message: impl Into<String>, remedy: &str) -> Self {
        Self { message: message.into(), remedy: remedy.to_owned() }
    }

    fn cut_off() -> Self {
        Self::new("the file is cut off: its end is missing", "Copy or download it again")
    }

    fn damaged(why: impl std::fmt::Display) -> Self {
        Self::new(format!("the file is damaged ({why})"), "Copy or download it again, or save it anew as PNG or JPEG")
    }
}

/// What a file says of itself before its pixels.
struct Header {
    /// As the pixels lie in the file.
    width: u32,
    height: u32,
    /// What has to be done with them to stand upright.
    turn: Orientation,
    /// The color profile.
    profile: Option<Vec<u8>>,
}

impl Header {
    /// Width and height as the picture stands.
    fn upright(&self) -> (u32, u32) {
        if is_quarter(self.turn) { (self.height, self.width) } else { (self.width, self.height) }
    }
}

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
    let header = std::panic::catch_unwind(|| header::read(&bytes, format))
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
    let (width, height) = header.upright();
    Ok(Raster { name: name.to_owned(), bytes, format, width, height })
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

/// The pixels as they are to be seen: upright, in sRGB, color and alpha apart.
///
/// # Errors
/// What is wrong with the file.
pub fn decode(raster: &Raster) -> Result<RgbaImage, Fault> {
    // Decoders are tried on damaged files by their authors, but a talk is not to hang on that.
    std::panic::catch_unwind(|| pixels::decode(raster)).unwrap_or_else(|_| Err(Fault::damaged("it cannot be decoded")))
}

/// The same file with its pixels upright, for readers who do not know of turns; `None` where they are so already.
#[must_use]
pub fn upright(bytes: &[u8]) -> Option<Vec<u8>> {
    let format = format(bytes)?;
    if header::read(bytes, format).ok()?.turn == Orientation::NoTransforms {
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

/// Whether width and height change places.
#[must_use]
pub fn is_quarter(turn: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(turn, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}
