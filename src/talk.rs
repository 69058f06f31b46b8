//! A deck's folder → all that a talk needs: the deck, its pages, its plan, and what is wrong with it.

use std::path::Path;
use std::sync::Arc;

use crate::captions;
use crate::deck::plan::Plan;
use crate::deck::{Deck, files, read};
use crate::diagnostic::{Diagnostic, Severity, Sources};
use crate::drawing::Page;
use crate::layout;
use crate::text::Shaper;

/// A deck that was read, laid out and planned. Faulty slides are cards that say so.
pub struct Talk {
    pub deck: Arc<Deck>,
    /// One per slide, in order.
    pub pages: Vec<Page>,
    pub plan: Plan,
    /// In the order in which the author wrote what they are about.
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
}

impl Talk {
    /// Opens a deck's folder or its `deck.toml`.
    ///
    /// # Errors
    /// A sentence for the presenter, where there is no deck that could be read at all.
    pub fn open(path: &Path) -> Result<Self, String> {
        let opened = files::open(path)?;
        let read = read::read(&opened.text, &opened.name, &opened.folder);
        let mut shaper = Shaper::new(&read.deck.fonts, &read.deck.language);
        let laid = layout::lay_out(&read.deck, &mut shaper);
        let steps: Vec<usize> = laid.value.iter().map(|page| page.steps.len()).collect();
        let plan = captions::plan(&read.deck, &steps);
        let mut diagnostics = read.diagnostics;
        diagnostics.extend(laid.diagnostics);
        diagnostics.sort_by_key(|fault| fault.span);
        Ok(Self { deck: Arc::new(read.deck), pages: laid.value, plan, diagnostics, sources: read.sources })
    }

    /// How many findings are errors, and how many warnings.
    #[must_use]
    pub fn faults(&self) -> (usize, usize) {
        let count = |severity| self.diagnostics.iter().filter(|fault| fault.severity == severity).count();
        (count(Severity::Error), count(Severity::Warning))
    }
}
