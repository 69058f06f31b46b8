//! What a change of a deck's text is: other bytes in one place, and what comes of it.

use std::ops::Range;

/// What a description that is still to be written begins with, so that check goes on asking for it.
pub(super) const STUB: &str = "TO DO: what is to be seen on";

/// Other bytes in place of those in `range` of the source `file`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub file: u16,
    pub range: Range<usize>,
    pub text: String,
}

impl Edit {
    /// The file's text with the change.
    #[must_use]
    pub fn of(&self, text: &str) -> String {
        [&text[..self.range.start], &self.text, &text[self.range.end..]].concat()
    }
}

/// A change that can be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// What its button says.
    pub name: String,
    /// What comes of it.
    pub words: String,
    /// How many slides show its outcome.
    pub slides: usize,
    pub edit: Edit,
}
