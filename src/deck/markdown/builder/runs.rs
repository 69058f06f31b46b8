//! Runs of words while they are read: what they are set in, which of them are alike, and where they end.

use std::sync::Arc;

use crate::deck::markdown::marks::Kind;
use crate::deck::{Rich, Run, Script};

/// What the words that come now are set in.
#[derive(Default)]
pub(super) struct Style {
    pub bold: usize,
    pub italic: usize,
    pub struck: usize,
    pub marked: bool,
    /// Stress that CommonMark does not see.
    pub bolder: bool,
    pub slanted: bool,
    pub script: Option<Script>,
    pub ruby: Option<Arc<str>>,
    pub link: Option<String>,
}

impl Style {
    /// What a mark begins or ends.
    pub fn set(&mut self, kind: &Kind, on: bool) {
        match kind {
            Kind::Marked => self.marked = on,
            Kind::Bold => self.bolder = on,
            Kind::Italic => self.slanted = on,
            Kind::Script(script) => self.script = on.then_some(*script),
            Kind::Ruby(reading) => self.ruby = on.then(|| Arc::clone(reading)),
        }
    }
}

pub(super) fn same_style(a: &Run, b: &Run) -> bool {
    let words = |run: &Run| run.formula.is_none() && run.note.is_none() && run.ruby.is_none();
    let look = |run: &Run| (run.bold, run.italic, run.code, run.struck, run.marked, run.script);
    words(a) && words(b) && look(a) == look(b) && a.link == b.link
}

/// Without the spaces that tags leave at the ends of lines.
pub(super) fn without_edges(mut rich: Rich) -> Rich {
    let mut fresh = true;
    for run in &mut rich.runs {
        if run.code || run.formula.is_some() || run.note.is_some() {
            fresh = false;
            continue;
        }
        if fresh {
            run.text = run.text.trim_start_matches(' ').to_owned();
        }
        while let Some(at) = run.text.find("\n ").or_else(|| run.text.find(" \n")) {
            let space = if run.text[at..].starts_with(' ') { at } else { at + 1 };
            run.text.remove(space);
        }
        fresh = run.text.ends_with('\n') || fresh && run.text.is_empty();
    }
    rich.runs.retain(|run| !run.text.is_empty() || run.note.is_some());
    // Most have one, and room for several.
    rich.runs.shrink_to_fit();
    rich
}
