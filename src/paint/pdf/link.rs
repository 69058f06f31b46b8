//! A link of a page: where it leads, where it can be clicked, and what a reader says of it.

use krilla::geom::Quadrilateral;

use crate::diagnostic::Span;

/// A link to be laid over the page.
pub(super) struct Link {
    pub target: Goal,
    pub words: String,
    pub description: String,
    pub places: Vec<Quadrilateral>,
    pub span: Span,
}

/// Where a link leads.
pub(super) enum Goal {
    /// An address, or a slide behind `#`.
    Written(String),
    /// The footnote of that number that comes next after as many others.
    Note(usize, usize),
}

/// What a reader says of a link.
pub(super) fn described(words: &str, target: &str) -> String {
    match words {
        "" => target.to_owned(),
        words if words == target => target.to_owned(),
        words if target.starts_with('#') => words.to_owned(),
        words => format!("{words} ({target})"),
    }
}
