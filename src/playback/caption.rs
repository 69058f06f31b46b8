//! A caption or the lines of live captions → what tells its picture from another's, and the words to be laid out.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::color::Color;
use crate::deck::plan::CaptionBlock;
use crate::layout::caption::Words;
use crate::text::TextAlign;

/// What tells one caption from another.
#[must_use]
pub fn fingerprint(block: &CaptionBlock) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&block.lines, &block.speaker, block.color as u8, block.sound).hash(&mut hasher);
    hasher.finish()
}

/// What tells one picture of live lines from another.
#[must_use]
pub fn live_fingerprint(lines: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    ("live", lines).hash(&mut hasher);
    hasher.finish()
}

/// Lines from the left; a first one stands where the second would be, from where it rolls up.
#[must_use]
pub fn live_words(lines: &[String]) -> Words {
    let lines = if let [one] = lines { vec!["\u{a0}".to_owned(), one.clone()] } else { lines.to_vec() };
    Words { lines, color: Color::WHITE, align: TextAlign::Start }
}
