//! Markdown as it is written → the same, byte for byte in its place, without what a parser of Markdown would misread:
//! the words of formulas, dollars that are money, and what looks like HTML.
//!
//! Invariant: what stands for something else is a control character, which no text that is read has, and `shown` takes
//! each of them out again. No letter stands for another outside of a formula, and formulas are never shown from here.

use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use super::fences;
use super::html::{self, Part, Tag};
use super::literal::{self, Found, READING};
use super::marks::{self, Mark};
use super::raw::{self, Told};
use super::ruby::{self, STROKE};
use super::stress;
use super::tables;
use crate::deck::dollars::{self, PLAIN};

/// Stands for a `<` that begins no tag.
const LESS: char = '\u{2}';
/// Stands for a `~` that strikes nothing out.
const TILDE: char = '\u{4}';
/// Stand for a `*` and a `_` in an address.
const STAR: char = '\u{6}';
const LINE: char = '\u{7}';
/// Stands for each byte of a tag.
const GONE: char = '\u{3}';
/// Stands for the last byte of a `<br>`.
const LINE_END: char = '\u{5}';
/// How often what was hidden may bring to light more of its kind.
const MOST_PASSES: usize = 8;

#[derive(Debug)]
pub(super) struct Veil {
    pub text: String,
    /// Tags that are not shown.
    pub tags: Vec<Tag>,
    /// What is shown as it is written.
    pub raw: Vec<Told>,
    /// What is shown as it is meant.
    pub marks: Vec<Mark>,
    /// Code and addresses, which are as they are written.
    pub found: Found,
}

pub(super) fn veil(source: &str) -> Veil {
    let (source, fence) = fences::hidden(source);
    let (text, mut tags, found) = without_html(&source);
    let mut formulas = dollars::formulas(&text, &found.literal);
    let mut literal = &found.literal[..];
    let mut veiled = dollars::hidden(&text, &formulas, literal);
    for pass in 0..=MOST_PASSES {
        if !veiled.contains('$') {
            break;
        }
        let read = if pass == MOST_PASSES { Vec::new() } else { read_as_formulas(&veiled) };
        let is = |among: &[Range<usize>], range: &Range<usize>| {
            among.binary_search_by_key(&range.start, |it| it.start).is_ok_and(|at| among[at] == *range)
        };
        // What Markdown reads as something else is words after all; and what is no formula gets no dollars.
        if !read.iter().all(|range| is(&formulas, range)) || pass == MOST_PASSES {
            literal = &[];
        }
        let before = formulas.len();
        formulas.retain(|formula| is(&read, formula));
        if formulas.len() == before && read.len() == before {
            break;
        }
        veiled = dollars::hidden(&text, &formulas, literal);
    }
    let veiled = stress::hidden(&ruby::hidden(&veiled, &found), &found);
    let text = single_tildes(&veiled, &found);
    let marks = marks::find(&veiled, &text, &found);
    let mut raw = raw::marks(&veiled, &found, &marks);
    raw.extend(tables::no_tables(&veiled, &found));
    raw.extend(fence);
    // What looks like a tag inside a formula is none.
    tags.retain(|(tag, _)| {
        let next = formulas.partition_point(|formula| formula.end <= tag.start);
        formulas.get(next).is_none_or(|formula| tag.start < formula.start)
    });
    Veil { text, tags, raw, marks, found }
}

/// The text with each `~` hidden that stands alone: two of them strike words out, one is as in `~5`. In an address that
/// stands in the words all such marks are letters, but at its end, where they may enclose it.
fn single_tildes(text: &str, found: &Found) -> String {
    if found.free.is_empty() && !text.contains('~') {
        return text.to_owned();
    }
    let mut before = ' ';
    let mut letters = text.char_indices().peekable();
    let mut out = String::with_capacity(text.len());
    let mut addresses = found.free.iter().peekable();
    while let Some((at, c)) = letters.next() {
        while addresses.next_if(|range| range.end <= at).is_some() {}
        let inside = addresses
            .peek()
            .filter(|range| range.start <= at)
            .is_some_and(|range| !text[at..range.end].trim_start_matches(['*', '_', '~']).is_empty());
        let alone = c == '~' && before != '~' && letters.peek().is_none_or(|(_, next)| *next != '~');
        out.push(match c {
            '~' if inside => TILDE,
            '*' if inside => STAR,
            '_' if inside => LINE,
            '~' if alone && !found.is_literal(at) => TILDE,
            c => c,
        });
        before = c;
    }
    out
}

/// What is shown of a text that was read from a veiled one.
pub(super) fn shown(text: &str) -> String {
    let letter = |c: char| match c {
        PLAIN => '$',
        LESS => '<',
        TILDE => '~',
        STAR | stress::STAR => '*',
        LINE => '_',
        STROKE => '|',
        LINE_END => '\n',
        c => c,
    };
    text.chars().filter(|c| *c != GONE).map(letter).collect()
}

fn read_as_formulas(veiled: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(veiled, READING).into_offset_iter();
    events.filter(|(event, _)| matches!(event, Event::InlineMath(_) | Event::DisplayMath(_))).map(|it| it.1).collect()
}

fn without_html(source: &str) -> (String, Vec<Tag>, Found) {
    let mut text = source.to_owned();
    let mut tags = Vec::new();
    let mut found = literal::find(&text);
    for _ in 0..MOST_PASSES {
        if found.html.is_empty() {
            break;
        }
        let parts: Vec<Part> = found.html.iter().flat_map(|range| html::parts(&text, range)).collect();
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for part in parts {
            match part {
                Part::Letter(start) => {
                    out.push_str(&text[at..start]);
                    out.push(LESS);
                    at = start + 1;
                }
                Part::Left((range, name)) => {
                    let breaks = name.as_deref() == Some("br");
                    out.push_str(&text[at..range.start]);
                    gone(&text[range.clone()], breaks, &mut out);
                    at = range.end;
                    if !breaks {
                        tags.push((range, name));
                    }
                }
            }
        }
        out.push_str(&text[at..]);
        text = out;
        found = literal::find(&text);
    }
    (text, tags, found)
}

/// Each byte of a tag but the ends of its lines; a line break is one.
fn gone(tag: &str, breaks: bool, out: &mut String) {
    for c in tag.chars() {
        if c == '\n' { out.push(c) } else { out.extend(std::iter::repeat_n(GONE, c.len_utf8())) }
    }
    if breaks {
        out.pop();
        out.push(LINE_END);
    }
}
