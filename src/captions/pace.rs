//! A caption block → the time that its readers need. Units: words, characters, milliseconds.
//!
//! Numbers after the BBC's subtitle guidelines 1.2 and Netflix's timed text style guide.

use crate::deck::plan::CaptionBlock;

/// A caption flashes by when it stands shorter than this, and is read twice when it stands longer than `LONGEST`.
pub const SHORTEST: u64 = 833;
pub const LONGEST: u64 = 7_000;
/// Two captions follow each other at once, or at least this much apart: a shorter gap flickers.
pub const GAP: u64 = 1_000;
/// What most people read without effort, in characters a second and words a minute.
pub const EASY_CHARS: u64 = 17;
pub const EASY_WORDS: u64 = 180;
/// What only quick readers follow, in characters a second.
pub const MOST_CHARS_A_SECOND: u64 = 20;

/// The least time for a word.
const A_WORD: u64 = 300;
/// A speaker's name is read besides.
const A_NAME: u64 = 1_000;
const A_SECOND: u64 = 1_000;
const A_MINUTE: u64 = 60_000;

#[must_use]
pub fn words(block: &CaptionBlock) -> u64 {
    block.lines.iter().map(|line| line.split_whitespace().count() as u64).sum()
}

/// Characters as they are read: a line's end counts as the space that it stands for.
#[must_use]
pub fn chars(block: &CaptionBlock) -> u64 {
    let lines: u64 = block.lines.iter().map(|line| line.chars().count() as u64 + 1).sum();
    lines.saturating_sub(1)
}

/// The shortest time that a block may stand.
#[must_use]
pub fn least(block: &CaptionBlock) -> u64 {
    (words(block) * A_WORD).clamp(SHORTEST, LONGEST)
}

/// The time in which a block is read without effort.
#[must_use]
pub fn comfortable(block: &CaptionBlock) -> u64 {
    let by_words = (words(block) * A_MINUTE).div_ceil(EASY_WORDS);
    let by_chars = (chars(block) * A_SECOND).div_ceil(EASY_CHARS);
    let name = if block.speaker.is_some() { A_NAME } else { 0 };
    (by_words.max(by_chars) + name).max(least(block)).min(LONGEST)
}
