//! The figures in a slide's words and the footnotes that they mean → both numbered from 1 in the order of reading.
//!
//! Invariant: every figure that is shown has its footnote, and every footnote its figure; the others are told.

use std::sync::Arc;

use super::Reader;
use super::texts::{in_blocks, texts};
use super::values::shown;
use crate::deck::markdown::{Definition, MARKDOWN};
use crate::deck::{Block, Footnote, NoteMark, NotePart, Rich, Run, Slide};
use crate::diagnostic::{Diagnostic, Span, did_you_mean};

impl Reader<'_> {
    /// Numbers the slide's footnotes, in whichever of its texts they are written.
    pub(super) fn number_footnotes(&mut self, slide: &mut Slide) {
        let defined = std::mem::take(&mut self.footnotes);
        let used = self.numbered(texts(slide), defined);
        let footnote =
            |(at, it): (usize, Definition)| Footnote { number: at + 1, words: self.with_languages(it.words) };
        slide.footnotes = used.into_iter().enumerate().map(footnote).collect();
    }

    /// In notes, which have no foot, they stand behind the part that they are written in.
    pub(super) fn footnotes_of_notes(&mut self, parts: &mut [NotePart], defined: Vec<Definition>) {
        let mut words = Vec::new();
        parts.iter_mut().for_each(|part| in_blocks(&mut part.blocks, &mut words));
        let used = self.numbered(words, defined);
        for (at, it) in used.into_iter().enumerate() {
            let Some(here) = parts.iter_mut().rev().find(|part| mentions(&part.blocks, at + 1)) else { continue };
            let figure = Run { note: Some(NoteMark { label: it.label, number: at + 1 }), ..Run::default() };
            let space = Run { text: " ".to_owned(), ..Run::default() };
            let runs = [figure, space].into_iter().chain(it.words.runs).collect();
            here.blocks.push(Block::Paragraph(Rich { runs, span: it.words.span }));
        }
    }

    /// Gives each figure its number; returns the footnotes that have one, in order.
    fn numbered(&mut self, words: Vec<&mut Rich>, defined: Vec<Definition>) -> Vec<Definition> {
        let mut open: Vec<Definition> = Vec::new();
        for definition in defined {
            if open.iter().any(|known| known.label == definition.label) {
                let message = format!("two footnotes are called `{}`", shown(&definition.label));
                self.tell_note(definition.words.span, message, "Give each a name of its own: [^1], [^2]");
            } else {
                open.push(definition);
            }
        }
        let names: Vec<Arc<str>> = open.iter().map(|it| Arc::clone(&it.label)).collect();
        let mut used: Vec<Definition> = Vec::new();
        for rich in words {
            let span = rich.span;
            for run in &mut rich.runs {
                let Some(mark) = &mut run.note else { continue };
                if let Some(at) = open.iter().position(|it| it.label == mark.label) {
                    used.push(open.remove(at));
                }
                match used.iter().position(|it| it.label == mark.label) {
                    Some(at) => mark.number = at + 1,
                    None => {
                        let label = Arc::clone(&mark.label);
                        (run.text, run.note) = (format!("[^{label}]"), None);
                        self.no_footnote(span, &label, &names);
                    }
                }
            }
        }
        for it in open {
            let message =
                format!("no figure in the words leads to the footnote `{}`, so it is left out", shown(&it.label));
            self.tell_note(it.words.span, message, format!("Write [^{}] where it belongs", shown(&it.label)));
        }
        // In a footnote there is no place for another's figure.
        used.iter_mut().for_each(|it| it.words.runs.retain(|run| run.note.is_none()));
        used
    }

    fn no_footnote(&mut self, span: Span, label: &str, names: &[Arc<str>]) {
        let message = format!("there is no footnote called `{}`, so `[^{0}]` is shown as it is written", shown(label));
        let near = self.closest(label, names.iter().map(AsRef::as_ref)).map(|near| did_you_mean(&format!("[^{near}]")));
        let how = format!("Write [^{}]: and its words in a paragraph of its own; \\[ is a plain [", shown(label));
        self.tell_note(span, message, near.unwrap_or(how));
    }

    fn tell_note(&mut self, span: Span, message: String, hint: impl Into<String>) {
        self.findings.push(Diagnostic::warning(MARKDOWN, span, message).hint(hint));
    }
}

/// Whether the figure of a footnote stands in these blocks.
fn mentions(blocks: &[Block], number: usize) -> bool {
    let mut blocks = blocks.to_vec();
    let mut words = Vec::new();
    in_blocks(&mut blocks, &mut words);
    words.iter().flat_map(|rich| &rich.runs).any(|run| run.note.as_ref().is_some_and(|note| note.number == number))
}
