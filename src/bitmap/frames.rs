//! A file that moves → its frames, whole, upright and in sRGB, one after the other.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use image::codecs::webp::WebPDecoder;
use image::{AnimationDecoder as _, DynamicImage, ImageDecoder as _, RgbaImage};

use super::canvas::{Canvas, Dispose, Patch};
use super::color::Row;
use super::fault::{Fault, decoding};
use super::film;
use super::header::Header;
use super::samples::Samples;
use super::{formats, png};
use crate::drawing::{Raster, RasterFormat};

/// The frames of a picture from its first on. They end at the first that cannot be decoded, with why.
pub struct Frames {
    inner: Box<dyn Iterator<Item = Result<RgbaImage, Fault>>>,
    header: Header,
    colors: Row,
    ended: bool,
}

impl Frames {
    /// # Errors
    /// Why there are none.
    pub fn of(raster: &Raster) -> Result<Self, Fault> {
        let bytes = raster.bytes.bytes().ok_or_else(Fault::gone)?;
        let header = formats::read(&bytes, raster.format)?;
        if header.upright() != (raster.width, raster.height) {
            return Err(Fault::damaged("it has another size than it had"));
        }
        let inner = match raster.format {
            RasterFormat::Gif => gif(bytes)?,
            RasterFormat::Png => {
                let patches = png::patches(bytes)?;
                laid(&header, patches)
            }
            RasterFormat::Webp => laid(&header, webp(film::most_pixels(header.width, header.height), bytes)),
            RasterFormat::Jpeg => return Err(Fault::damaged("it has one picture")),
        };
        let colors = Row::new(Samples::Rgba, header.profile.as_deref());
        Ok(Self { inner, header, colors, ended: false })
    }

    fn finished(&self, mut pixels: RgbaImage) -> RgbaImage {
        if !self.colors.is_plain() {
            let width = pixels.width() as usize * 4;
            for row in pixels.chunks_exact_mut(width) {
                let from = row.to_vec();
                self.colors.write(&from, row);
            }
        }
        let mut picture = DynamicImage::from(pixels);
        picture.apply_orientation(self.header.turn);
        picture.into_rgba8()
    }
}

impl Iterator for Frames {
    type Item = Result<RgbaImage, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        // Decoders are tried on damaged files by their authors, but a talk is not to hang on that.
        let next = catch_unwind(AssertUnwindSafe(|| self.inner.next()));
        let next = next.unwrap_or_else(|_| Some(Err(Fault::damaged("a frame cannot be decoded"))));
        self.ended = !matches!(next, Some(Ok(_)));
        Some(next?.map(|pixels| self.finished(pixels)))
    }
}

type Pictures = Box<dyn Iterator<Item = Result<RgbaImage, Fault>>>;

fn gif(bytes: Arc<[u8]>) -> Result<Pictures, Fault> {
    let decoder = formats::gif(Cursor::new(bytes))?;
    Ok(Box::new(decoder.into_frames().map(|frame| match frame {
        Ok(frame) => Ok(frame.into_buffer()),
        Err(why) => Err(decoding(&why)),
    })))
}

fn laid(header: &Header, patches: impl Iterator<Item = Result<Patch, Fault>> + 'static) -> Pictures {
    let mut canvas = Canvas::new(header.width, header.height);
    Box::new(patches.map(move |patch| patch.map(|patch| canvas.lay(&patch).clone())))
}

fn webp(most: u64, bytes: Arc<[u8]>) -> impl Iterator<Item = Result<Patch, Fault>> {
    let mut at = film::WEBP_HEAD;
    std::iter::from_fn(move || {
        loop {
            let (name, content) = film::chunks(bytes.get(at..)?).next()?;
            at += 8 + content.len() + content.len() % 2;
            if name == b"ANMF" {
                return Some(webp_patch(most, content));
            }
        }
    })
}

/// A frame of a WebP: where it stands, how it is laid, and a picture as it is in a still file.
fn webp_patch(most: u64, content: &[u8]) -> Result<Patch, Fault> {
    let wrong = || Fault::damaged("a frame is cut off");
    let (head, picture) = content.split_first_chunk::<16>().ok_or_else(wrong)?;
    let number = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], 0]);
    let (left, top, width, height) = (number(0) * 2, number(3) * 2, number(6) + 1, number(9) + 1);
    if u64::from(width) * u64::from(height) > most {
        return Err(Fault::damaged("a frame is far larger than the picture"));
    }
    let still = webp_still(head, picture);
    let decoder = WebPDecoder::new(Cursor::new(&still[..])).map_err(|why| decoding(&why))?;
    if decoder.dimensions() != (width, height) {
        return Err(Fault::damaged("a frame has another size than it says"));
    }
    let pixels = DynamicImage::from_decoder(decoder).map_err(|why| decoding(&why))?.into_rgba8();
    let dispose = if head[15] & 1 == 1 { Dispose::Clear } else { Dispose::Keep };
    Ok(Patch { pixels, left, top, over: head[15] & 2 == 0, dispose })
}

/// The picture of a frame as a file of its own.
fn webp_still(frame: &[u8; 16], picture: &[u8]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    if film::chunks(picture).any(|(name, _)| name == b"ALPH") {
        body.extend(b"VP8X\x0A\0\0\0\x10\0\0\0");
        body.extend(&frame[6..12]);
    }
    for (name, content) in film::chunks(picture).filter(|(name, _)| matches!(*name, b"ALPH" | b"VP8 " | b"VP8L")) {
        body.extend(name);
        body.extend((content.len() as u32).to_le_bytes());
        body.extend(content);
        body.extend(&[0][..content.len() % 2]);
    }
    [&b"RIFF"[..], &(body.len() as u32).to_le_bytes(), &body].concat()
}
