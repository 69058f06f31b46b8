//! JPEG files → stand-ins, which krilla copies several times, and in the packed file the JPEGs themselves, copied once.

use std::sync::Arc;

use crate::drawing::Raster;

/// Behind a file's head stands this, and the photo's number in as many digits.
const NAME: &str = " photo ";
const DIGITS: usize = 6;

/// All of a JPEG that says what it is, up to its pixels, and behind it their checksum and the photo's number. `None` if it is no JPEG.
pub(super) fn stand_in(bytes: &[u8], number: usize) -> Option<Vec<u8>> {
    let mut at = 2;
    loop {
        let [0xFF, marker, high, low] = *bytes.get(at..at + 4)?.first_chunk()? else { return None };
        // Any number of FF may stand before a marker.
        if marker == 0xFF {
            at += 1;
            continue;
        }
        let next = at + 2 + usize::from(u16::from_be_bytes([high, low]));
        if marker == START_OF_SCAN {
            let mut out = bytes.get(..next)?.to_vec();
            // krilla makes the file's own number from its content, in which the pixels shall count.
            let mut sum = flate2::Crc::new();
            sum.update(bytes);
            out.extend(format!("{:08x}{NAME}{number:0DIGITS$}", sum.sum()).bytes());
            return (number < 10_usize.pow(DIGITS as u32)).then_some(out);
        }
        at = next;
    }
}

const START_OF_SCAN: u8 = 0xDA;
/// Before a stream's content.
const START: &[u8] = b"\nstream\n";

/// A stream of a PDF with a photo in the place of its stand-in; `None` if it holds none.
pub(super) fn instead(body: &[u8], photos: &[Arc<Raster>]) -> Option<Vec<u8>> {
    let content = body.strip_suffix(b"\nendstream")?;
    let (rest, number) = content.split_at_checked(content.len().checked_sub(DIGITS)?)?;
    let (short, _) = rest.strip_suffix(NAME.as_bytes())?.split_last_chunk::<8>()?;
    let photo = photos.get(std::str::from_utf8(number).ok()?.parse::<usize>().ok()?)?;
    let (about, head) = short.split_at(short.windows(START.len()).position(|window| window == START)? + START.len());
    let about = std::str::from_utf8(about).ok().filter(|_| photo.bytes.starts_with(head))?;
    let (before, after) = about.split_once("/Length ")?;
    let after = after.trim_start_matches(|c: char| c.is_ascii_digit());
    let mut out = format!("{before}/Length {}{after}", photo.bytes.len()).into_bytes();
    out.extend_from_slice(&photo.bytes);
    out.extend_from_slice(b"\nendstream");
    Some(out)
}
