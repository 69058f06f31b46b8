//! PNG bytes → head and samples. The chunks around the pixels are found here: some programs write EXIF behind the pixels.

use std::io::{Cursor, Read as _};
use std::sync::Arc;

use flate2::read::ZlibDecoder;
use image::{DynamicImage, GrayAlphaImage, GrayImage, RgbImage, RgbaImage};
use png::{BlendOp, ColorType, Decoder, DecodingError, DisposeOp, Limits, Reader, Transformations};

use super::canvas::{Dispose, Patch};
use super::color::MOST_PROFILE_BYTES;
use super::fault::Fault;
use super::film::{self, Film};
use super::header::{self, Header};
use super::samples::Samples;

/// For all that is not pixels.
const MOST_OTHER: usize = 16 << 20;

pub(super) fn header(bytes: &[u8]) -> Result<Header, Fault> {
    let mut decoder = decoder(bytes);
    let info = decoder.read_header_info().map_err(|why| fault(&why))?;
    let (width, height) = info.size();
    let find = |name: &[u8; 4]| chunks(bytes).find(|(found, _)| *found == name).map(|(_, content)| content);
    Ok(Header { width, height, turn: header::turn(find(b"eXIf")), profile: find(b"iCCP").and_then(profile) })
}

/// How its pictures follow each other, where it has a chunk that says so before its first one.
pub(super) fn film(bytes: &[u8]) -> Option<Film> {
    let before = chunks(bytes).take_while(|(name, _)| *name != b"IDAT");
    let head: [u8; 8] = before.filter(|(name, _)| *name == b"acTL").last()?.1.try_into().ok()?;
    let [frames, plays] = [&head[..4], &head[4..]].map(|part| part.try_into().map_or(0, u32::from_be_bytes));
    let (mut times, mut open, mut whole) = (Vec::new(), None, false);
    for (name, content) in chunks(bytes) {
        match name {
            b"fcTL" => open = content.get(20..24).map(millis),
            // Without a control before it, the first picture is for viewers that know of no others.
            b"IDAT" | b"fdAT" => times.extend(open.take()),
            b"IEND" => whole = true,
            _ => {}
        }
    }
    times.truncate(frames as usize);
    let fault = if !whole {
        Some("the file is cut off".to_owned())
    } else {
        (times.len() < frames as usize).then(|| format!("it says that it has {frames} frames, and has {}", times.len()))
    };
    Some(Film::new(&times, film::times(plays), fault))
}

/// A fraction of a second; nothing under the line is a hundredth.
fn millis(delay: &[u8]) -> u32 {
    let [over, under] = [[delay[0], delay[1]], [delay[2], delay[3]]].map(u16::from_be_bytes);
    u32::from(over) * 1000 / if under == 0 { 100 } else { u32::from(under) }
}

/// The frames of one that moves, each at its place.
pub(super) fn patches(bytes: Arc<[u8]>) -> Result<impl Iterator<Item = Result<Patch, Fault>>, Fault> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MOST_OTHER });
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|why| fault(&why))?;
    let info = reader.info();
    let mut left = info.animation_control().map_or(0, |control| control.num_frames);
    let mut aside = info.frame_control.is_none();
    Ok(std::iter::from_fn(move || {
        left = left.checked_sub(1)?;
        if std::mem::take(&mut aside)
            && let Err(why) = patch(&mut reader)
        {
            return Some(Err(why));
        }
        Some(patch(&mut reader))
    }))
}

fn patch(reader: &mut Reader<Cursor<Arc<[u8]>>>) -> Result<Patch, Fault> {
    let mut data = vec![0; reader.output_buffer_size().ok_or_else(|| Fault::damaged("it is too large"))?];
    let output = reader.next_frame(&mut data).map_err(|why| fault(&why))?;
    data.truncate(output.buffer_size());
    let (width, height) = (output.width, output.height);
    let pixels = match output.color_type {
        ColorType::Grayscale => GrayImage::from_raw(width, height, data).map(DynamicImage::from),
        ColorType::GrayscaleAlpha => GrayAlphaImage::from_raw(width, height, data).map(DynamicImage::from),
        ColorType::Rgb => RgbImage::from_raw(width, height, data).map(DynamicImage::from),
        ColorType::Rgba => RgbaImage::from_raw(width, height, data).map(DynamicImage::from),
        ColorType::Indexed => return Err(Fault::damaged("its palette is missing")),
    };
    let pixels = pixels.ok_or_else(|| Fault::damaged("it has too few pixels"))?.into_rgba8();
    let Some(control) = reader.info().frame_control() else {
        return Ok(Patch { pixels, left: 0, top: 0, over: false, dispose: Dispose::Keep });
    };
    let dispose = match control.dispose_op {
        DisposeOp::None => Dispose::Keep,
        DisposeOp::Background => Dispose::Clear,
        DisposeOp::Previous => Dispose::Restore,
    };
    let over = control.blend_op == BlendOp::Over;
    Ok(Patch { pixels, left: control.x_offset, top: control.y_offset, over, dispose })
}

/// Whether it has a fourth part a pixel, or names a color that is clear.
pub(super) fn may_be_clear(bytes: &[u8]) -> bool {
    let has =
        |name: &[u8; 4]| chunks(bytes).take_while(|(found, _)| *found != b"IDAT").find(|(found, _)| *found == name);
    has(b"tRNS").is_some() || has(b"IHDR").is_some_and(|(_, content)| matches!(content.get(9), Some(4 | 6)))
}

/// The samples of the whole picture, eight bits each.
pub(super) fn decode(bytes: &[u8]) -> Result<(Samples, Vec<u8>), Fault> {
    let mut decoder = decoder(bytes);
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|why| fault(&why))?;
    let mut out = vec![0; reader.output_buffer_size().ok_or_else(|| Fault::damaged("it is too large"))?];
    let samples = match reader.next_frame(&mut out).map_err(|why| fault(&why))?.color_type {
        ColorType::Grayscale => Samples::Gray,
        ColorType::GrayscaleAlpha => Samples::GrayAlpha,
        ColorType::Rgb => Samples::Rgb,
        ColorType::Rgba => Samples::Rgba,
        ColorType::Indexed => return Err(Fault::damaged("its palette is missing")),
    };
    Ok((samples, out))
}

fn decoder(bytes: &[u8]) -> Decoder<Cursor<&[u8]>> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MOST_OTHER });
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder
}

fn fault(why: &DecodingError) -> Fault {
    match why {
        DecodingError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Fault::cut_off(),
        why => Fault::damaged(why),
    }
}

/// Name and content of each chunk that is whole.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    let mut rest = bytes.get(8..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (size, after) = rest.split_first_chunk::<4>()?;
        let (name, after) = after.split_first_chunk::<4>()?;
        let (content, after) = after.split_at_checked(u32::from_be_bytes(*size) as usize)?;
        // Behind the content stands its checksum.
        rest = after.get(4..).unwrap_or_default();
        Some((name, content))
    })
}

/// A name, a zero, how it is packed, and the packed profile.
fn profile(content: &[u8]) -> Option<Vec<u8>> {
    let end = content.iter().position(|byte| *byte == 0)?;
    let mut out = Vec::new();
    let packed = content.get(end + 2..)?;
    ZlibDecoder::new(packed).take(MOST_PROFILE_BYTES + 1).read_to_end(&mut out).ok()?;
    (out.len() as u64 <= MOST_PROFILE_BYTES).then_some(out)
}
