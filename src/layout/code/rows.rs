//! Lines of code and a width in em → rows: a line that is too long goes on in the next, standing in. Breaks come after spaces
//! and punctuation, where there are some.

use std::ops::Range;

use super::listing::Line;
use crate::layout::desk::Desk;
use crate::text::{self, Set, Style};

/// How far the rest of a broken line stands in from its first words, in em.
pub(super) const HANG: f64 = 1.3;
/// The size at which lines are measured, in points.
const MEASURED: f32 = 20.0;

/// How wide a line is, in em: as a whole, and each letter at the byte at which it begins.
#[derive(Debug, Default)]
pub(super) struct Measured {
    pub width: f64,
    letters: Vec<(usize, f64)>,
}

/// A line or a part of one: bytes of its text, and how far it stands in, in em.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub line: usize,
    pub range: Range<usize>,
    pub indent: f64,
}

impl Row {
    /// Whether it goes on with the line before it.
    pub fn goes_on(&self) -> bool {
        self.range.start > 0
    }
}

/// Measures lines that are set in `style`, whatever its size.
pub(super) fn measured(desk: &mut Desk, lines: &[Line], style: &Style) -> Vec<Measured> {
    let style = Style { size: MEASURED, ..style.clone() };
    let joined = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    let words = desk.shaper.inked(&crate::deck::Rich::plain(joined, desk.slide.span), &style, &[]);
    let mut out: Vec<Measured> = words.lines.iter().map(of_line).collect();
    out.resize_with(lines.len(), Measured::default);
    out
}

fn of_line(line: &text::Line) -> Measured {
    let mut letters: Vec<(usize, f64)> = Vec::new();
    let mut start = 0;
    for run in &line.runs {
        let Set::Words(glyphs) = &run.set else { continue };
        let wide = glyphs.glyphs.iter().map(|glyph| (start + glyph.range.start, f64::from(glyph.advance / MEASURED)));
        letters.extend(wide);
        start += glyphs.text.len();
    }
    // Letters that are written to the left come from the left.
    letters.sort_by_key(|(at, _)| *at);
    Measured { width: f64::from(line.width / MEASURED), letters }
}

/// One row a line; where there is a `room`, in em, as many as it takes.
pub(super) fn rows(lines: &[Line], measured: &[Measured], room: Option<f64>) -> Vec<Row> {
    let mut out = Vec::with_capacity(lines.len());
    for (at, (line, wide)) in lines.iter().zip(measured).enumerate() {
        match room {
            Some(room) if wide.width > room + 0.01 => broken(at, &line.text, wide, room, &mut out),
            _ => out.push(Row { line: at, range: 0..line.text.len(), indent: 0.0 }),
        }
    }
    out
}

/// The rows of the line that is broken into most, among the lit ones: all, where none are lit.
pub(super) fn longest(rows: &[Row], lit: &[Vec<Range<usize>>]) -> Option<Range<usize>> {
    let starts = (0..rows.len()).filter(|at| !rows[*at].goes_on());
    let ends = starts.clone().skip(1).chain([rows.len()]);
    let is_lit = |it: &Range<usize>| lit.is_empty() || lit.iter().flatten().any(|lit| lit.contains(&it.start));
    starts.zip(ends).map(|(from, to)| from..to).filter(is_lit).max_by_key(ExactSizeIterator::len)
}

fn broken(line: usize, text: &str, wide: &Measured, room: f64, out: &mut Vec<Row>) {
    let own = text.len() - text.trim_start_matches(' ').len();
    let hang =
        wide.letters.iter().take_while(|(at, _)| *at < own).map(|(_, wide)| wide).sum::<f64>().min(room * 0.4) + HANG;
    let (mut start, mut x, mut good) = (0, 0.0, None);
    for (index, (at, width)) in wide.letters.iter().enumerate() {
        let indent = if start == 0 { 0.0 } else { hang };
        let space = text[*at..].starts_with(' ');
        // A space at a row's end needs no room.
        if x + width > room - indent + 0.01 && !space && *at > start {
            let end = good.filter(|good| *good > start + own.min(*at)).unwrap_or(*at);
            out.push(Row { line, range: start..end, indent });
            start = end;
            let since = wide.letters[..index].iter().rev().take_while(|(at, _)| *at >= end);
            (x, good) = (since.map(|(_, wide)| wide).sum(), None);
        }
        x += width;
        let next = wide.letters.get(index + 1).map_or(text.len(), |(next, _)| *next);
        let here = text[*at..].chars().next().unwrap_or_default();
        let after = text[next..].chars().next().unwrap_or_default();
        if here == ' ' && after != ' ' || ",;({[|&=/?".contains(here) && after.is_alphanumeric() && x > room * 0.5 {
            good = Some(next);
        }
    }
    out.push(Row { line, range: start..text.len(), indent: if start == 0 { 0.0 } else { hang } });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::code::listing::Mark;

    /// Rows of letters of which each is an em wide.
    fn shown(text: &str, room: f64) -> Vec<String> {
        let line = Line { text: text.to_owned(), mark: Mark::None, parts: Vec::new() };
        let letters: Vec<(usize, f64)> = text.char_indices().map(|(at, _)| (at, 1.0)).collect();
        let wide = Measured { width: letters.len() as f64, letters };
        let rows = rows(&[line], &[wide], Some(room));
        let mut end = 0;
        for row in &rows {
            assert_eq!(row.range.start, end, "{rows:?}");
            assert!(
                row.indent + text[row.range.clone()].trim_end().chars().count() as f64 <= room.max(4.0) + 0.01,
                "{rows:?}"
            );
            end = row.range.end;
        }
        assert_eq!(end, text.len(), "nothing is lost");
        rows.into_iter().map(|row| text[row.range].to_owned()).collect()
    }

    #[test]
    fn lines_break_after_spaces_and_punctuation() {
        assert_eq!(shown("one two", 7.0), ["one two"]);
        assert_eq!(shown("one two three", 8.0), ["one two ", "three"]);
        assert_eq!(shown("    one two three", 12.0), ["    one two ", "three"]);
        assert_eq!(shown("call(one,two,three)", 12.0), ["call(one,", "two,three)"]);
        assert_eq!(shown("abcdefghijkl", 5.0), ["abcde", "fgh", "ijk", "l"]);
        assert_eq!(shown("äöü äöüäöü", 6.0), ["äöü ", "äöüä", "öü"]);
    }
}
