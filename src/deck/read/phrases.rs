//! `[deck] phrases` → the language of each run in which such a phrase stands, whole words only.
//!
//! Letters match in either case, and straight apostrophes match curly ones; a phrase may run over bold and plain words.

use std::ops::Range;
use std::sync::Arc;

use super::texts::in_blocks;
use super::values::shown;
use super::{Reader, scripts};
use crate::deck::source::{Table, Text};
use crate::deck::{Block, Rich, Run};
use crate::writing::is_combining;

/// Phrases of one deck; each slide is searched for all of them.
const MOST_PHRASES: usize = 200;

/// A phrase as it is compared, and its language.
pub(super) struct Phrase {
    folded: Vec<char>,
    language: Arc<str>,
}

impl Reader<'_> {
    /// Reads the table; the longest phrase comes first, so that none is found inside another.
    pub(super) fn read_phrases(&mut self, head: &Table) {
        let Some(table) = self.table(head, "phrases") else { return };
        let mut phrases = Vec::new();
        for entry in &table.entries {
            let key = Text::plain(entry.key.clone(), entry.key_span);
            let language = self.language(&key);
            for text in self.texts(table, &entry.key).unwrap_or_default() {
                let folded: Vec<char> = text.words.trim().chars().map(folded).collect();
                if folded.is_empty() {
                    self.fault(text.span, "this phrase is empty", "Write the words as they stand on the slide");
                } else if phrases.len() == MOST_PHRASES {
                    let message = format!("`{}` is one phrase too many", shown(&text.words));
                    self.fault(text.span, message, format!("A deck can have {MOST_PHRASES}"));
                    return;
                } else if let Some(language) = language.as_deref() {
                    phrases.push(Phrase { folded, language: language.into() });
                }
            }
        }
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.folded.len()));
        self.phrases = phrases;
    }

    pub(super) fn with_languages(&self, mut rich: Rich) -> Rich {
        mark(&mut rich, &self.phrases);
        scripts::mark(&mut rich, &self.language);
        rich
    }

    pub(super) fn blocks_with_languages(&self, mut blocks: Vec<Block>) -> Vec<Block> {
        let mut words = Vec::new();
        in_blocks(&mut blocks, &mut words);
        for rich in words {
            mark(rich, &self.phrases);
            scripts::mark(rich, &self.language);
        }
        blocks
    }
}

/// Cuts the runs at the ends of each phrase and gives those inside its language.
fn mark(rich: &mut Rich, phrases: &[Phrase]) {
    if phrases.is_empty() {
        return;
    }
    let text = rich.text();
    let mut found = found(&text, phrases);
    if found.is_empty() {
        return;
    }
    found.sort_by_key(|(range, _)| range.start);
    let mut start = 0;
    let mut out = Vec::new();
    for run in std::mem::take(&mut rich.runs) {
        let end = start + run.text.len();
        let mut at = start;
        if run.formula.is_some() || run.note.is_some() || run.ruby.is_some() {
            out.push(run);
            start = end;
            continue;
        }
        // They come in order, as the runs do, and the last one may go on in the next run.
        let first = found.partition_point(|(range, _)| range.end <= start);
        for (range, language) in found[first..].iter().take_while(|(range, _)| range.start < end) {
            let inside = range.start.max(start)..range.end.min(end);
            push(&mut out, &run, &text[at..inside.start], None);
            push(&mut out, &run, &text[inside.clone()], Some(language));
            at = inside.end;
        }
        push(&mut out, &run, &text[at..end], None);
        start = end;
    }
    rich.runs = out;
}

fn push(out: &mut Vec<Run>, like: &Run, text: &str, language: Option<&Arc<str>>) {
    if !text.is_empty() {
        out.push(Run { text: text.to_owned(), language: language.cloned(), ..like.clone() });
    }
}

/// Where phrases stand in `text`; no two overlap.
fn found(text: &str, phrases: &[Phrase]) -> Vec<(Range<usize>, Arc<str>)> {
    let letters: Vec<(usize, char)> = text.char_indices().map(|(at, c)| (at, folded(c))).collect();
    let mut out: Vec<(Range<usize>, Arc<str>)> = Vec::new();
    // Whether a letter stands in a phrase that was found.
    let mut taken = vec![false; letters.len()];
    for phrase in phrases {
        let long = phrase.folded.len();
        for from in 0..=letters.len().saturating_sub(long) {
            let place = from..(from + long).min(letters.len());
            let window = &letters[place.clone()];
            if !window.iter().map(|(_, c)| c).eq(&phrase.folded) {
                continue;
            }
            let (before, after) = (from.checked_sub(1).map(|at| letters[at].1), letters.get(from + long));
            let whole = joins_not(before, window.first()) && joins_not(after.map(|it| it.1), window.last());
            let range = letters[from].0..after.map_or(text.len(), |it| it.0);
            if whole && !taken[place.clone()].contains(&true) {
                taken[place].fill(true);
                out.push((range, phrase.language.clone()));
            }
        }
    }
    out
}

/// Whether a phrase that ends with `edge` does not go on in the same word. Scripts without spaces always go on.
fn joins_not(beyond: Option<char>, edge: Option<&(usize, char)>) -> bool {
    let spaced = |c: char| (c.is_alphanumeric() || is_combining(c)) && !('\u{2e80}'..='\u{fa6d}').contains(&c);
    !(beyond.is_some_and(spaced) && edge.is_some_and(|(_, c)| spaced(*c)))
}

/// A letter as it is compared.
fn folded(c: char) -> char {
    match c {
        '’' | '‘' => '\'',
        c if c.is_whitespace() => ' ',
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::{Phrase, folded, mark};
    use crate::deck::{Rich, Run};
    use crate::diagnostic::Span;

    fn marked(text: &[&str], phrases: &[(&str, &str)]) -> String {
        let phrase = |(words, language): &(&str, &str)| Phrase {
            folded: words.chars().map(folded).collect(),
            language: (*language).into(),
        };
        let phrases: Vec<Phrase> = phrases.iter().map(phrase).collect();
        let run = |(at, text): (usize, &&str)| Run { text: (*text).to_owned(), bold: at % 2 == 1, ..Run::default() };
        let mut rich = Rich { runs: text.iter().enumerate().map(run).collect(), span: Span::default() };
        mark(&mut rich, &phrases);
        assert_eq!(rich.text(), text.concat());
        let shown = |run: &Run| run.language.as_ref().map_or(run.text.clone(), |tag| format!("<{tag}:{}>", run.text));
        rich.runs.iter().map(shown).collect()
    }

    #[test]
    fn phrases_are_found_as_whole_words_in_any_style() {
        let phrases = [("raison d'être", "fr"), ("et al.", "la"), ("合作", "zh")];
        assert_eq!(marked(&["Its raison d’être"], &phrases), "Its <fr:raison d’être>");
        assert_eq!(marked(&["Raison ", "d'être", "!"], &phrases), "<fr:Raison ><fr:d'être>!");
        assert_eq!(marked(&["raison d'êtres"], &phrases), "raison d'êtres");
        assert_eq!(marked(&["Chapman et al. (2014)"], &phrases), "Chapman <la:et al.> (2014)");
        assert_eq!(marked(&["我们合作吧"], &phrases), "我们<zh:合作>吧");
        assert_eq!(marked(&["nothing", ""], &phrases), "nothing");
        assert_eq!(marked(&[], &phrases), "");
    }
}
