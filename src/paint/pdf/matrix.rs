//! CFF fonts as krilla writes them → the same without the scale that each font has anyway.
//!
//! A font whose letters are in groups (a CID-keyed one, as all large Chinese, Japanese and Korean ones are) gets a scale of
//! 1/1000 for the whole and one of 1 for each group. Programs that take one of them for all find letters without a width, and
//! a validator refuses the file. Without both, 1/1000 holds, by the format's own rule. Nothing in the font moves: what stands
//! in their places is the width of strokes, which is 0 anyway.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

/// `0.001 0 0 0.001 0 0 FontMatrix` and `1 0 0 1 0 0 FontMatrix` as dictionaries of CFF have them.
const WHOLE: [u8; 14] = [0x1e, 0x0a, 0x00, 0x1f, 0x8b, 0x8b, 0x1e, 0x0a, 0x00, 0x1f, 0x8b, 0x8b, 0x0c, 0x07];
const GROUP: [u8; 8] = [0x8c, 0x8b, 0x8b, 0x8c, 0x8b, 0x8b, 0x0c, 0x07];
/// `0 StrokeWidth`
const NOTHING: [u8; 3] = [0x8b, 0x0c, 0x08];
/// Says that a stream is such a font.
const FONT: &[u8] = b"/CIDFontType0C";
/// What stands before a stream's content.
const BEGIN: &[u8] = b"stream\n";
/// No subset of a font is larger.
pub(super) const LARGEST: u64 = 32 * 1024 * 1024;

/// What the stream of a CFF font says of itself, but for length and filter, and its content without scales; `None` for all
/// other streams and for fonts with a scale of their own.
pub(super) fn unscaled(body: &[u8]) -> Option<(&'static str, Vec<u8>)> {
    let begin = find(body, BEGIN)?;
    find(&body[..begin], FONT)?;
    let packed = body[begin + BEGIN.len()..].strip_suffix(b"\nendstream")?;
    let mut font = Vec::new();
    ZlibDecoder::new(packed).take(LARGEST).read_to_end(&mut font).ok()?;
    let whole = find(&font, &WHOLE)?;
    clear(&mut font[whole..whole + WHOLE.len()]);
    while let Some(group) = find(&font, &GROUP) {
        clear(&mut font[group..group + GROUP.len()]);
    }
    Some(("/Subtype/CIDFontType0C", font))
}

/// Numbers that do not fill a whole entry are put before the next.
fn clear(entry: &mut [u8]) {
    let odd = entry.len() % NOTHING.len();
    entry[..odd].fill(NOTHING[0]);
    entry[odd..].chunks_mut(NOTHING.len()).for_each(|chunk| chunk.copy_from_slice(&NOTHING));
}

pub(super) fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
