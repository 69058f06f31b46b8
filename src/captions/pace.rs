//! A caption block → the time that its readers need. Units: words, halves of a full-width letter, milliseconds.
//!
//! Numbers after the BBC's subtitle guidelines 1.2 and Netflix's timed text style guide.

use super::segment::joined;
use crate::deck::plan::CaptionBlock;
use crate::writing::{self, is_hangul, is_unspaced};

/// A caption flashes by when it stands shorter than this, and is read twice when it stands longer than `LONGEST`.
pub const SHORTEST: u64 = 833;
pub const LONGEST: u64 = 7_000;
/// Two captions follow each other at once, or at least this much apart: a shorter gap flickers.
pub const GAP: u64 = 1_000;
/// What most people read without effort, in words a minute.
pub const EASY_WORDS: u64 = 180;

/// How quickly a script is read, in halves of a full-width letter a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speed {
    /// What most people read without effort.
    pub easy: u64,
    /// What only quick readers follow.
    pub most: u64,
    /// Whether a letter is full-width, so that two halves are one.
    pub wide: bool,
}

impl Speed {
    /// By Netflix's Timed Text Style Guides: letters a second for subtitles, and for those who do not hear. Japanese 4 and 7,
    /// Chinese 9 and 11, Korean 12 and 14; all others, Thai among them, 17 and 20.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let (mut kana, mut ideographs, mut hangul) = (false, false, false);
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            kana |= ('\u{3040}'..='\u{30FF}').contains(&c);
            ideographs |= is_unspaced(c);
            hangul |= is_hangul(c);
        }
        let (easy, most) = match (kana, hangul, ideographs) {
            (true, ..) => (2 * 4, 2 * 7),
            (_, true, _) => (2 * 12, 2 * 14),
            (.., true) => (2 * 9, 2 * 11),
            _ => (17, 20),
        };
        Self { easy, most, wide: kana || hangul || ideographs }
    }
}

/// The least time for a word.
const A_WORD: u64 = 300;
/// A speaker's name is read besides.
const A_NAME: u64 = 1_000;
const A_SECOND: u64 = 1_000;
const A_MINUTE: u64 = 60_000;

#[must_use]
pub fn words(block: &CaptionBlock) -> u64 {
    block.lines.iter().map(|line| writing::words(line)).sum()
}

/// What is read, in halves of a full-width letter: a line's end counts as the space that it stands for.
#[must_use]
pub fn chars(block: &CaptionBlock) -> u64 {
    writing::width(&joined(&block.lines)) as u64
}

/// How quickly a block's words are read.
#[must_use]
pub fn speed(block: &CaptionBlock) -> Speed {
    Speed::of(&block.lines.concat())
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
    let by_chars = (chars(block) * A_SECOND).div_ceil(speed(block).easy);
    let name = if block.speaker.is_some() { A_NAME } else { 0 };
    (by_words.max(by_chars) + name).max(least(block)).min(LONGEST)
}
