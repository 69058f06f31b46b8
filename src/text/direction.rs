//! Words → whether they run from right to left, and the stretches of them that do.

use std::ops::Range;

/// Whether words begin at the right: their first letter does.
#[must_use]
pub fn right_to_left(words: &str) -> bool {
    words.chars().find(|c| c.is_alphabetic()).is_some_and(reads_leftward)
}

/// Whether it is a letter of a script that runs from right to left.
#[must_use]
pub fn reads_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// The stretches of letters that run from right to left, in bytes.
pub(super) fn leftward(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| reads_leftward(*c)) {
        match out.last_mut() {
            Some(last) if last.end == at => last.end += c.len_utf8(),
            _ => out.push(at..at + c.len_utf8()),
        }
    }
    out
}
