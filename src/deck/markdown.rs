//! Markdown as authors write it → blocks and running text, with a remedy for each thing that a slide cannot show.

mod builder;
mod fences;
mod html;
mod icon;
mod images;
mod letters;
mod links;
mod literal;
mod marks;
mod pieces;
mod raw;
mod ruby;
mod stress;
mod tables;
mod veil;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::Parser;

use crate::deck::dollars;
use crate::deck::escape::{Place, Written};
use crate::deck::source::{READ, Text};
use crate::deck::{Block, NotePart, Rich};
use crate::diagnostic::{Checked, Diagnostic, Span};
use crate::writing::is_unspaced;
use builder::Builder;

pub use builder::{Body, Definition, MARKDOWN, Use};
pub use pieces::{Piece, PieceKind, Pieces};

/// Bytes of a text on a slide: ten thousand words, which is more than any holds, and read and set quickly.
const LONGEST: usize = 50_000;
/// Bytes of what is said between two steps: an hour of talk, also in scripts whose letters take three bytes.
const LONGEST_NOTES: usize = 200_000;

/// Whole blocks: `body`, `aside`, a side of a comparison.
pub fn blocks(text: &Text) -> Checked<Body> {
    as_written(text, |origin| build(&text.words, &origin, Use::Slide))
}

/// Notes, cut at the lines that are exactly `[step]`, and their footnotes.
pub fn notes(text: &Text) -> Checked<(Vec<NotePart>, Vec<Definition>)> {
    as_written(text, |origin| {
        let (mut parts, mut footnotes) = (Vec::new(), Vec::new());
        let mut diagnostics = Vec::new();
        for (step, range) in steps(&text.words).into_iter().enumerate() {
            let part = Origin { start: range.start, ..origin.clone() };
            let mut read = build(&text.words[range], &part, Use::Notes);
            diagnostics.append(&mut read.diagnostics);
            let Body { blocks, footnotes: defined } = read.value;
            footnotes.extend(defined);
            if !blocks.is_empty() {
                parts.push(NotePart { step, blocks });
            }
        }
        Checked { value: (parts, footnotes), diagnostics }
    })
}

/// Where a stretch of Markdown comes from.
#[derive(Clone)]
struct Origin<'a> {
    /// The whole string.
    span: Span,
    /// Where the words of the string stand letter for letter in the file, if they do.
    verbatim: Option<usize>,
    written: Option<&'a Written>,
    /// Where the stretch begins in the words.
    start: usize,
}

/// Reads a text. Where TOML has changed a formula that is all there is to tell: what is left is not worth a second finding.
fn as_written<T>(text: &Text, read: impl FnOnce(Origin<'_>) -> Checked<T>) -> Checked<T> {
    let origin = Origin { span: text.span, verbatim: text.verbatim, written: text.written.as_ref(), start: 0 };
    let mut read = read(origin);
    let written = text.written.as_ref();
    let swallowed =
        written.and_then(|written| dollars::swallowed(&written.text, &literal::find(&written.text).literal));
    if let Some(command) = swallowed {
        let message = format!("the backslash of `{command}` begins a special character here, so the command is lost");
        let hint = "Put the words between ' and ', over several lines between ''' and ''': there a backslash is one";
        read.diagnostics = vec![Diagnostic::error(MARKDOWN, text.span, message).hint(hint)];
    }
    read
}

/// The warning about code in which TOML has changed something; `text` is code as a whole.
pub fn changed_code(text: &Text) -> Option<Diagnostic> {
    text.written.as_ref()?.in_code(|_| Some(Place::Block))
}

/// The stretches between `[step]` lines.
pub fn steps(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if line.trim() == "[step]" {
            ranges.push(start..at);
            start = at + line.len();
        }
        at += line.len();
    }
    ranges.push(start..text.len());
    ranges
}

/// Stands for the author's own line break while a text of several lines is read as one line.
const BREAK: char = '\u{2028}';
/// The same where a backslash said so, which inside code is a backslash.
const SLASHED: char = '\u{2029}';

/// One stretch of running text: titles, labels, quotes. Nothing in it begins a list or a heading.
pub fn inline(text: &Text) -> Checked<Rich> {
    as_written(text, |origin| {
        // The mark at the start keeps `1. ` or `# ` from beginning a block; as punctuation it lets `**` open after it.
        let line = format!(".{}", one_line(&text.words));
        // On one line, places are those of the words with the mark before them.
        let words = text.words.trim_end();
        let before = words.len() - words.trim_start().len();
        let verbatim =
            text.verbatim.filter(|_| !words.trim_start().contains('\n')).and_then(|at| (at + before).checked_sub(1));
        let mut read = build(&line, &Origin { verbatim, written: None, ..origin.clone() }, Use::Line);
        let mut rich = match read.value.blocks.drain(..).next() {
            Some(Block::Paragraph(rich)) => rich,
            _ => Rich::default(),
        };
        rich.span = text.span;
        for run in &mut rich.runs {
            let (slashed, broken) = if run.code { ("\\ ", " ") } else { ("\n", "\n") };
            run.text = run.text.replace(SLASHED, slashed).replace(BREAK, broken);
        }
        if let Some(written) = origin.written {
            let found = literal::find(&text.words);
            read.diagnostics.extend(written.in_code(|at| found.is_code(at)));
        }
        Checked { value: rich, diagnostics: read.diagnostics }
    })
}

/// Lines joined by spaces, or by `BREAK` where Markdown has a hard break or an empty line.
fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut between = None;
    for line in text.trim().lines() {
        let words = line.trim();
        if words.is_empty() {
            between = Some(BREAK);
            continue;
        }
        let kept = words.strip_suffix('\\').filter(|kept| !kept.ends_with('\\'));
        // No space parts two letters of Chinese or Japanese.
        let joins = out.ends_with(is_unspaced) && words.starts_with(is_unspaced);
        out.extend(between.filter(|between| *between != ' ' || !joins));
        out.push_str(kept.unwrap_or(words).trim_end());
        between = Some(match kept {
            Some(_) => SLASHED,
            None if line.trim_end_matches('\r').ends_with("  ") => BREAK,
            None => ' ',
        });
    }
    // What no line follows is a backslash.
    if between == Some(SLASHED) {
        out.push('\\');
    }
    out
}

/// The text without the indentation that all its lines share, so that a body may be indented like its table; and how much
/// that is.
fn dedent(text: &str) -> (Cow<'_, str>, usize) {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let shared = text.lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    if shared == 0 {
        return (Cow::Borrowed(text), 0);
    }
    let lines: Vec<&str> = text.lines().map(|line| line.get(shared..).unwrap_or("")).collect();
    (Cow::Owned(lines.join("\n")), shared)
}

/// Where each line of a text begins without the `shared` spaces at the start of all, and where with them.
fn line_starts(text: &str, shared: usize) -> Vec<(usize, usize)> {
    let (mut without, mut with) = (0, 0);
    let mut out = Vec::new();
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches(['\r', '\n']).len();
        let taken = shared.min(words);
        out.push((without, with + taken));
        without += words - taken + 1;
        with += line.len();
    }
    out
}

/// The pieces between which a body can be parted, with their places in its words.
pub fn pieces(text: &str) -> Pieces {
    let (dedented, shared) = dedent(text);
    let veil = veil::veil(&dedented);
    let starts = if shared == 0 { Vec::new() } else { line_starts(text, shared) };
    pieces::read(&veil.text, &|at| as_indented(&starts, at, text.len()))
}

/// Where a byte of the text without indentation stands in the text with it, `length` bytes long.
fn as_indented(starts: &[(usize, usize)], at: usize, length: usize) -> usize {
    let line = starts.partition_point(|(without, _)| *without <= at).saturating_sub(1);
    starts.get(line).map_or(at, |(without, with)| (with + at - without).min(length))
}

fn build(text: &str, origin: &Origin<'_>, purpose: Use) -> Checked<Body> {
    let longest = if matches!(purpose, Use::Notes) { LONGEST_NOTES } else { LONGEST };
    if text.len() > longest {
        let fault = Diagnostic::error(READ, origin.span, "this text is far too long for a slide")
            .hint("Split it over several slides");
        return Checked { value: Body::default(), diagnostics: vec![fault] };
    }
    let (dedented, shared) = dedent(text);
    let veil = veil::veil(&dedented);
    let starts = if shared == 0 { Vec::new() } else { line_starts(text, shared) };
    let place = |at: usize| as_indented(&starts, at, text.len());
    let file = |range: &Range<usize>| match origin.verbatim {
        Some(base) => {
            let base = base + origin.start;
            Span::new(origin.span.file, base + place(range.start)..base + place(range.end))
        }
        None => origin.span,
    };
    // Strokes of readings part no cells of a table.
    let source = ruby::hidden(&dedented, &veil.found);
    let mut builder = Builder::new(&source, &file, purpose, &veil.marks, inline);
    builder.tell_tags(&veil);
    builder.tell_raw(&veil);
    for (event, range) in Parser::new_ext(&veil.text, literal::READING).into_offset_iter() {
        builder.take(event, range);
    }
    let mut read = builder.finish();
    if let Some(written) = origin.written {
        let code = veil.found.code.iter();
        let code: Vec<(Range<usize>, Place)> =
            code.map(|(range, kind)| (place(range.start)..place(range.end), *kind)).collect();
        let in_code = |at: usize| {
            let at = at.checked_sub(origin.start)?;
            let next = code.partition_point(|(range, _)| range.end <= at);
            code.get(next).filter(|(range, _)| range.start <= at).map(|(_, kind)| *kind)
        };
        read.diagnostics.extend(written.in_code(in_code));
    }
    read
}

#[cfg(test)]
mod tests;
