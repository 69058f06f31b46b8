//! Words as they are set: runs of one style each, formulas and the figures of footnotes among them.

use std::sync::Arc;

use super::script::Script;
use crate::diagnostic::Span;
use crate::formula::Formula;

/// Words in running text: runs of one style each. `\n` inside a run is the author's own line break.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rich {
    pub runs: Vec<Run>,
    pub span: Span,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    pub code: bool,
    pub struck: bool,
    /// Lit in the accent's color.
    pub marked: bool,
    pub script: Option<Script>,
    pub link: Option<String>,
    /// The footnote whose figure stands here; there is no `text` then.
    pub note: Option<NoteMark>,
    /// How the words are read, in small letters over them.
    pub ruby: Option<Arc<str>>,
    /// BCP 47, where it is not the deck's own.
    pub language: Option<Arc<str>>,
    /// What is drawn instead of `text`, which says the same in plain words.
    pub formula: Option<Arc<Formula>>,
}

/// The place of a footnote's figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteMark {
    /// What the author calls the footnote, in small letters.
    pub label: Arc<str>,
    /// 0 until the whole slide is read.
    pub number: usize,
}

impl Rich {
    /// Words in one plain style.
    #[must_use]
    pub fn plain(text: impl Into<String>, span: Span) -> Self {
        Self { runs: vec![Run { text: text.into(), ..Run::default() }], span }
    }

    /// Between two paragraphs of a quotation.
    pub const GAP: &str = "\n\n";

    /// A quotation's paragraphs, each by itself.
    #[must_use]
    pub fn paragraphs(&self) -> Vec<Self> {
        let parts = self.runs.split(|run| run.text == Self::GAP);
        parts.map(|runs| Self { runs: runs.to_vec(), span: self.span }).collect()
    }

    /// The words alone.
    #[must_use]
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// Words at the foot of a slide that a raised figure in its text refers to.
#[derive(Clone, Debug)]
pub struct Footnote {
    /// From 1, in the order of the figures in the text.
    pub number: usize,
    pub words: Rich,
}
