//! `**「木」**の`: stress between Chinese and Japanese letters, as people write it.
//!
//! CommonMark tells where stress begins and ends by the spaces and marks beside the stars. Chinese and Japanese have no spaces,
//! so stars between a bracket and a letter are words to it, or are taken for the other end of their neighbors.

use std::ops::Range;

use super::letters::{before, near};
use super::literal::Found;
use crate::writing::{is_combining, is_unspaced};

/// Stands for a star that CommonMark does not understand.
pub(super) const STAR: char = '\u{f}';
/// Bytes between the stars.
const LONGEST: usize = 400;

/// The text with the stars hidden whose words CommonMark would not stress.
pub(super) fn hidden(text: &str, found: &Found) -> String {
    let mut out = text.to_owned();
    let mut next = 0;
    for (at, _) in text.match_indices('*').filter(|(at, _)| !found.is_literal(*at)) {
        if at < next {
            continue;
        }
        let stars = if text[at..].starts_with("**") { 2 } else { 1 };
        next = at + stars;
        let Some(end) = pair(text, at, stars, '*').filter(|end| !found.is_literal(end.start)) else { continue };
        next = end.end;
        if opens(text, at, stars) && closes(text, end.start, stars) {
            continue;
        }
        for range in [at..at + stars, end] {
            out.replace_range(range, &STAR.to_string().repeat(stars));
        }
    }
    out
}

/// Where the stars stand that end what those at `at` begin; a letter inside or beside them is Chinese or Japanese.
pub(super) fn pair(text: &str, at: usize, stars: usize, star: char) -> Option<Range<usize>> {
    let mark = star.to_string().repeat(stars);
    let rest = near(text, at, LONGEST).strip_prefix(&mark)?;
    let words = &rest[..rest.find(&mark)?];
    let end = at + stars + words.len();
    let after = text[end + stars..].chars().next();
    let around = [before(text, at), words.chars().next(), words.chars().next_back(), after];
    let good = !words.is_empty()
        && words.trim() == words
        && !words.contains(['*', STAR])
        && !words.contains("\n\n")
        && !words.ends_with('\\')
        && after != Some(star)
        && !before(text, at).is_some_and(|c| c == star || c == '\\')
        && around.into_iter().flatten().any(is_unspaced);
    good.then_some(end..end + stars)
}

/// Whether CommonMark lets stars begin stress here, by the letters beside them.
fn opens(text: &str, at: usize, stars: usize) -> bool {
    let (before, after) = (before(text, at), text[at + stars..].chars().next());
    !is_mark(after) || before.is_none_or(char::is_whitespace) || is_mark(before)
}

fn closes(text: &str, at: usize, stars: usize) -> bool {
    let (before, after) = (before(text, at), text[at + stars..].chars().next());
    !is_mark(before) || after.is_none_or(char::is_whitespace) || is_mark(after)
}

fn is_mark(c: Option<char>) -> bool {
    c.is_some_and(|c| !c.is_alphanumeric() && !is_combining(c) && !c.is_whitespace() && !c.is_control())
}
