//! Words of a slide → those of its first and of its second half, written as the author wrote the whole.

use std::ops::Range;

use super::entries::line_start;
use crate::deck::markdown::{self, Piece, PieceKind, Pieces};
use crate::deck::source::Text;

/// A body's text and the pieces between which it can be parted.
pub(super) struct Body {
    pub text: Text,
    pub units: Vec<Piece>,
    /// Footnotes, which go with the words that call them.
    notes: Vec<(String, Range<usize>)>,
    links: Vec<(String, Range<usize>)>,
}

impl Body {
    pub fn of(text: &Text) -> Self {
        let Pieces { all, links } = markdown::pieces(&text.words);
        let (mut units, mut notes): (Vec<Piece>, Vec<(String, Range<usize>)>) = (Vec::new(), Vec::new());
        // A piece begins where its line does, the first row with its table's head, and reaches to the next one.
        let start = |(at, it): (usize, &Piece)| match &it.kind {
            _ if at == 0 => 0,
            PieceKind::Row { at: 0, head, .. } => line_start(&text.words, head.start),
            _ => line_start(&text.words, it.range.start),
        };
        let starts: Vec<usize> = all.iter().enumerate().map(start).collect();
        for (at, piece) in all.into_iter().enumerate() {
            let end = starts.get(at + 1).copied().unwrap_or(text.words.len()).max(starts[at]);
            let range = starts[at]..end;
            match piece.kind {
                PieceKind::Footnote { label } => notes.push((label, range)),
                kind => units.push(Piece { range, kind }),
            }
        }
        Self { text: text.clone(), units, notes, links }
    }

    /// The words before the unit `at`, and those from it on.
    pub fn halves(&self, at: usize) -> [String; 2] {
        let words = |units: &[Piece]| units.iter().map(|it| &self.text.words[it.range.clone()]).collect::<String>();
        let (mut first, mut second) = (words(&self.units[..at]), words(&self.units[at..]));
        match &self.units[at].kind {
            PieceKind::Item { start: Some(start), at: number, .. } if *number > 0 => {
                second = numbered(&second, start + *number as u64);
            }
            PieceKind::Row { head, at: row, .. } if *row > 0 => {
                let head = self.text.words[line_start(&self.text.words, head.start)..head.end].trim_end();
                second = format!("{head}\n{second}");
            }
            _ => {}
        }
        // Addresses stand where they were written, and again where the other half names them.
        for (label, range) in &self.links {
            let address = &self.text.words[range.clone()];
            for half in [&mut first, &mut second] {
                if !half.contains(address) && half.to_lowercase().contains(&format!("[{}]", label.to_lowercase())) {
                    *half = format!("{}\n\n{}\n", half.trim_end(), address.trim());
                }
            }
        }
        for (label, range) in &self.notes {
            for half in [&mut first, &mut second] {
                if half.contains(&format!("[^{label}]")) {
                    *half = format!("{}\n\n{}\n", half.trim_end(), self.text.words[range.clone()].trim_end());
                }
            }
        }
        let end = if self.text.words.ends_with('\n') { "\n" } else { "" };
        [first, second].map(|half| format!("{}{end}", half.trim_end()))
    }
}

/// The items with the number that the first of them has in the whole list.
fn numbered(items: &str, number: u64) -> String {
    let marker = items.len() - items.trim_start().len();
    let digits = items[marker..].bytes().take_while(u8::is_ascii_digit).count();
    format!("{}{number}{}", &items[..marker], &items[marker + digits..])
}

/// Notes until the step `steps`, and those of later steps; without `[step]` lines their paragraphs in these shares.
pub(super) fn notes(words: &str, steps: Option<usize>, share: f64) -> [String; 2] {
    let parts = markdown::steps(words);
    if let Some(steps) = steps.filter(|_| parts.len() > 1) {
        let Some(next) = parts.get(steps + 1) else { return [words.trim_end().to_owned(), String::new()] };
        let first = words[..parts[steps].end].trim_end().to_owned();
        return [first, format!("[step]\n{}", words[next.start..].trim_end())];
    }
    let breaks = words.match_indices("\n\n").map(|(at, _)| at);
    let far = |at: &usize| (*at as f64 / words.len().max(1) as f64 - share).abs();
    let inside = breaks.filter(|at| !words[..*at].trim().is_empty() && !words[*at..].trim().is_empty());
    match inside.min_by(|a, b| far(a).total_cmp(&far(b))) {
        Some(at) => [words[..at].trim_end().to_owned(), words[at..].trim().to_owned()],
        None => [words.trim_end().to_owned(), String::new()],
    }
}

/// How `words`, a part of `text`, are written in its place, between the same quotation marks.
pub(super) fn written(source: &str, text: &Text, words: &str) -> String {
    let span = text.span.start as usize..text.span.end as usize;
    match text.verbatim {
        Some(at) => {
            let tail = &source[at + text.words.len()..span.end];
            // The closing marks stood on a line of their own.
            let end = if text.words.ends_with('\n') && !words.ends_with('\n') { "\n" } else { "" };
            format!("{}{words}{end}{tail}", &source[span.start..at])
        }
        None if !words.contains("'''") && !words.contains(|c: char| c.is_control() && c != '\n') => {
            format!("'''\n{}\n'''", words.trim_end())
        }
        None => toml_edit::Value::from(words).to_string(),
    }
}
