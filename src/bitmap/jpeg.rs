//! JPEG bytes → head and samples; what of a file a PDF may hold as it is; and pixels → a JPEG.

use image::RgbaImage;
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::color::{self, Meaning};
use super::fault::Fault;
use super::header::{self, Header};
use super::samples::Samples;
use crate::drawing::{Raster, RasterFormat};

/// Of a picture that is packed again: nobody sees the difference.
const QUALITY: u8 = 95;

pub(super) fn header(bytes: &[u8]) -> Result<Header, Fault> {
    let decoder = decoder(bytes)?;
    let (width, height) = size(&decoder);
    let turn = header::turn(decoder.exif().map(Vec::as_slice));
    Ok(Header { width, height, turn, profile: decoder.icc_profile() })
}

/// The samples of the whole picture.
pub(super) fn decode(bytes: &[u8]) -> Result<(Samples, Vec<u8>), Fault> {
    let mut decoder = decoder(bytes)?;
    let (space, samples) = match decoder.input_colorspace() {
        Some(ColorSpace::Luma) => (ColorSpace::Luma, Samples::Gray),
        Some(ColorSpace::CMYK) => (ColorSpace::CMYK, Samples::Cmyk { inverted: is_adobe(bytes) }),
        // In RGB the decoder multiplies black in, so take the four as they are and turn three of them here.
        Some(ColorSpace::YCCK) => (ColorSpace::YCCK, Samples::Ycck),
        _ => (ColorSpace::RGB, Samples::Rgb),
    };
    let options = decoder.options().jpeg_set_out_colorspace(space);
    // The head was read with patience; pixels that are missing are not to be made up.
    decoder.set_options(options.set_strict_mode(true));
    let (width, height) = size(&decoder);
    let mut out = vec![0; width as usize * height as usize * samples.count()];
    decoder.decode_into(&mut out).map_err(|why| fault(&why))?;
    Ok((samples, out))
}

fn decoder(bytes: &[u8]) -> Result<JpegDecoder<ZCursor<&[u8]>>, Fault> {
    let options = DecoderOptions::default().set_strict_mode(false);
    let options = options.set_max_width(usize::MAX).set_max_height(usize::MAX);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|why| fault(&why))?;
    Ok(decoder)
}

fn size(decoder: &JpegDecoder<ZCursor<&[u8]>>) -> (u32, u32) {
    // A JPEG's sides have 16 bits.
    decoder.dimensions().map_or((0, 0), |(width, height)| (width as u32, height as u32))
}

fn fault(why: &DecodeErrors) -> Fault {
    match why {
        DecodeErrors::Unsupported(_) => {
            Fault::new("it is a JPEG of a kind that Cuecard cannot read", "Save it again as a usual JPEG")
        }
        DecodeErrors::ExhaustedData | DecodeErrors::IoErrors(_) => Fault::cut_off(),
        DecodeErrors::FormatStatic(why) if why.contains("Premature end") => Fault::cut_off(),
        why => Fault::damaged(format!("{why:?}").trim_matches('"')),
    }
}

/// Segments up to the pixels: marker, content, and what follows.
fn segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8], &[u8])> {
    let mut rest = bytes.get(2..).unwrap_or_default();
    std::iter::from_fn(move || {
        let start = rest.iter().position(|byte| *byte == 0xFF)?;
        let start = start + rest[start..].iter().position(|byte| *byte != 0xFF)?;
        let (marker, after) = rest[start..].split_first()?;
        let (size, _) = after.split_first_chunk::<2>()?;
        let (content, after) = after.split_at_checked(usize::from(u16::from_be_bytes(*size)).max(2))?;
        rest = if *marker == START_OF_SCAN { &[] } else { after };
        Some((*marker, &content[2..], after))
    })
}

/// Whether its colors are those of print.
pub(super) fn has_inks(bytes: &[u8]) -> bool {
    let mut frames = segments(bytes).filter(|(marker, ..)| matches!(marker, 0xC0..=PROGRESSIVE));
    frames.next().is_some_and(|(_, frame, _)| frame.get(5) == Some(&4))
}

/// The bytes that decoding takes at once, where that is more than the pixels do: one that comes in several passes has all
/// its waves in memory, two bytes each, until the last one is there.
pub(super) fn room(bytes: &[u8]) -> u64 {
    let Some((_, frame, _)) = segments(bytes).find(|(marker, ..)| *marker == PROGRESSIVE) else { return 0 };
    let [_, h1, h0, w1, w0, _, parts @ ..] = frame else { return 0 };
    let pixels = u64::from(u16::from_be_bytes([*h1, *h0])) * u64::from(u16::from_be_bytes([*w1, *w0]));
    let samples = |part: &[u8]| u64::from(part[1] >> 4) * u64::from(part[1] & 15);
    let of_each = || parts.chunks_exact(3).map(samples);
    let (all, most) = (of_each().sum::<u64>(), of_each().max().unwrap_or(1).max(1));
    pixels * (2 * all).div_ceil(most) + pixels * (parts.len() as u64 / 3)
}

const PROGRESSIVE: u8 = 0xC2;
const START_OF_SCAN: u8 = 0xDA;
const END_OF_IMAGE: u8 = 0xD9;
const ADOBE: u8 = 0xEE;

/// Adobe's programs write inks as their opposites, and say so by their name.
fn is_adobe(bytes: &[u8]) -> bool {
    segments(bytes).any(|(marker, content, _)| marker == ADOBE && content.starts_with(b"Adobe"))
}

/// A JPEG that a PDF holds as it is.
pub struct Whole {
    /// How its pixels are to be turned.
    pub turn: Orientation,
    /// Says what its colors are; without one they are sRGB.
    pub profile: Option<Vec<u8>>,
}

impl Whole {
    /// What may go into a PDF as it is: colors that mean the same there as in `decode`, and all of its pixels.
    #[must_use]
    pub fn of(raster: &Raster) -> Option<Self> {
        if raster.format != RasterFormat::Jpeg {
            return None;
        }
        let bytes = raster.bytes.bytes()?;
        let decoder = decoder(&bytes).ok()?;
        let channels = match decoder.input_colorspace()? {
            ColorSpace::Luma => 1,
            ColorSpace::RGB | ColorSpace::YCbCr => 3,
            _ => return None,
        };
        let profile = decoder.icc_profile();
        let profile = match color::meaning(profile.as_deref(), channels) {
            // It would only make the file larger.
            Meaning::Srgb => None,
            Meaning::Own => profile.map(older),
            Meaning::Mixed => return None,
        };
        // A small picture in the head has an end too: only what follows the first pixels counts.
        let (.., pixels) = segments(&bytes).find(|(marker, ..)| *marker == START_OF_SCAN)?;
        let ends = pixels.windows(2).rev().any(|pair| pair == [0xFF, END_OF_IMAGE]);
        let turn = header::turn(decoder.exif().map(Vec::as_slice));
        ends.then_some(Self { turn, profile })
    }
}

/// The same profile under a number of its format that PDF knows: 2.2 or 4.2 for 2.4 or 4.4, which changed nothing in what
/// colors mean.
fn older(mut profile: Vec<u8>) -> Vec<u8> {
    const MINOR: usize = 9;
    if profile.get(MINOR).is_some_and(|minor| *minor > 0x20) {
        profile[MINOR] = 0x20;
        // A sum over the whole profile; none is as good.
        profile.get_mut(84..100).into_iter().for_each(|sum| sum.fill(0));
    }
    profile
}

/// The pixels as a JPEG without turn or profile; what is clear gets lost.
#[must_use]
pub fn encode(pixels: &RgbaImage) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(pixels).ok()?;
    Some(out)
}
