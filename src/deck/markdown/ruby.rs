//! `{漢字|かんじ}`: words with their reading over them. Braces with other words in them stay as they are.

use std::ops::Range;

use super::letters::{before, near};
use super::literal::Found;
use crate::writing::is_unspaced;

/// Stands for the stroke, which would part the cells of a table.
pub(super) const STROKE: char = '\u{e}';
/// Bytes between the braces.
const LONGEST: usize = 200;

/// The text with the strokes of all readings hidden.
pub(super) fn hidden(text: &str, found: &Found) -> String {
    let mut out = text.to_owned();
    for (at, _) in text.match_indices('{').filter(|(at, _)| !found.is_literal(*at)) {
        if let Some(ruby) = find(text, at, '|') {
            let stroke = ruby.end.start;
            out.replace_range(stroke..stroke + 1, STROKE.encode_utf8(&mut [0; 1]));
        }
    }
    out
}

/// Words and their reading.
pub(super) struct Ruby<'t> {
    pub reading: &'t str,
    /// From the stroke to the closing brace.
    pub end: Range<usize>,
}

/// What begins with the brace at `at`. One of the two is in Chinese or Japanese letters, or it is something else.
pub(super) fn find(text: &str, at: usize, stroke: char) -> Option<Ruby<'_>> {
    let inside = near(text, at, LONGEST).strip_prefix('{')?;
    let inside = &inside[..inside.find('}')?];
    let (words, reading) = inside.split_once(stroke)?;
    let whole = |words: &str| {
        !words.is_empty() && words.trim() == words && !words.contains(['{', '|', STROKE, '\n', '`', '*', '$'])
    };
    let known = words.contains(is_unspaced) || reading.contains(is_unspaced);
    let end = at + 1 + words.len()..at + 2 + inside.len();
    (known && whole(words) && whole(reading) && before(text, at) != Some('\\')).then_some(Ruby { reading, end })
}
