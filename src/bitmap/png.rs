//! PNG bytes → head and samples. The chunks around the pixels are found here: some programs write EXIF behind the pixels.

use std::io::{Cursor, Read as _};

use flate2::read::ZlibDecoder;
use png::{ColorType, Decoder, DecodingError, Limits, Transformations};

use super::color::MOST_PROFILE_BYTES;
use super::fault::Fault;
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

/// Whether it says that more pictures follow.
pub(super) fn moves(bytes: &[u8]) -> bool {
    let frames = chunks(bytes).find(|(name, _)| *name == b"acTL").and_then(|(_, content)| content.first_chunk::<4>());
    frames.is_some_and(|frames| u32::from_be_bytes(*frames) > 1)
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
