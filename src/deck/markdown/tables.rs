//! Rows of a Markdown table → what the parser leaves out of them, and what looks like a table and is none.

use std::ops::Range;

use super::literal::Found;
use super::raw::Told;
use crate::diagnostic::counted;

pub(super) const REMEDY: &str = "A | inside a cell is written \\|, also in code; a further column needs a heading";

/// Cells that no column takes.
pub(super) struct Lost {
    pub range: Range<usize>,
    pub message: String,
}

/// What a row of `columns` cells has beyond them.
pub(super) fn lost(source: &str, row: &Range<usize>, columns: usize) -> Option<Lost> {
    let line = source.get(row.clone())?;
    let cells = cells(line);
    let (first, last) = (cells.get(columns)?, cells.last()?);
    let words = line.get(first.start..last.end)?.trim();
    if words.trim_matches(['|', ' ', '\t']).is_empty() {
        return None;
    }
    let headings = counted(columns, "heading");
    let message = format!("{} cells stand under {headings}, so `{words}` is left out", cells.len());
    let start = row.start + first.start + line[first.start..].find(words)?;
    Some(Lost { range: start..start + words.len(), message })
}

/// Between the strokes of a line; those at its ends are not needed.
fn cells(line: &str) -> Vec<Range<usize>> {
    let end = line.trim_end().len();
    let start = line.len() - line.trim_start().len();
    let mut out = Vec::new();
    let mut begin = start + usize::from(line[start..].starts_with('|'));
    let mut escaped = false;
    let inside = begin..end;
    for (at, c) in line.char_indices().filter(|(at, _)| inside.contains(at)) {
        if c == '|' && !escaped {
            out.push(begin..at);
            begin = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    if begin < end {
        out.push(begin..end);
    }
    out
}

/// `|---|:-:|`
fn is_rule(line: &str) -> bool {
    let line = line.trim_start_matches(['>', ' ', '\t']).trim_end();
    line.contains('|') && line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

/// Lines that were meant to be a table, with the reason why Markdown reads them as words.
pub(super) fn no_tables(text: &str, found: &Found) -> Vec<Told> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut before: Option<(usize, &str)> = None;
    let mut ruled = false;
    for line in text.split_inclusive('\n') {
        let place = at..at + line.trim_end().len();
        at += line.len();
        let words = line.trim_start_matches(['>', ' ', '\t']).trim_end();
        if words.is_empty() || found.is_literal(place.start + line.len() - line.trim_start().len()) {
            (before, ruled) = (None, false);
            continue;
        }
        if is_rule(words) {
            let (head, rule) = (before.map_or(0, |(_, head)| cells(head).len()), cells(words).len());
            if head != rule && !ruled {
                let message = format!("this is no table: its head has {head} cells, the line under it {rule}");
                let hint = "Give the line under the head as many --- as there are headings";
                out.push((place.clone(), message, hint.to_owned()));
            }
            ruled = true;
        } else if let Some((start, first)) = before
            && !ruled
            && is_table_line(first)
            && is_table_line(words)
        {
            let message = "this is no table: the line under its head is missing".to_owned();
            out.push((start..place.end, message, "Write |---|---| under the headings, with --- for each".to_owned()));
            ruled = true;
        }
        before = Some((place.start, words));
    }
    out
}

fn is_table_line(words: &str) -> bool {
    words.len() > 2 && words.starts_with('|') && words.ends_with('|')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::markdown::literal::find;

    #[test]
    fn cells_beyond_the_last_heading_are_told() {
        let told = |line: &str, columns| lost(line, &(0..line.len()), columns).map(|lost| line[lost.range].to_owned());
        assert_eq!(told("| `ls | wc` | counts |", 2).as_deref(), Some("counts"));
        assert_eq!(told("a | b | c | d", 2).as_deref(), Some("c | d"));
        assert_eq!(told("| `ls \\| wc` | counts |", 2), None);
        assert_eq!(told("| a | b |", 2), None);
        assert_eq!(told("| a | b | |", 2), None);
        assert_eq!(told("| a |", 2), None);
    }

    #[test]
    fn what_is_no_table_for_its_rule_alone_is_told() {
        let told = |text: &str| no_tables(text, &find(text)).len();
        assert_eq!(told("| a | b |\n|---|\n| c | d |\n"), 1);
        assert_eq!(told("| a | b |\n| c | d |\n"), 1);
        assert_eq!(told("| a | b |\n|---|---|\n| c | d |\n| e | f |\n"), 0);
        assert_eq!(told("a | b\n-|-\nc | d\n"), 0);
        assert_eq!(told("```\n| a | b |\n| c | d |\n```\n"), 0);
        assert_eq!(told("a || b\nc || d\n"), 0);
    }
}
