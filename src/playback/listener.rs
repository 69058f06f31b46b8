//! What the talk's threads tell and ask the windows around it. Never called while the talk's lock is held, so that whoever
//! hears it may ask the talk anything.

use std::path::Path;
use std::sync::Arc;

/// Who has something new to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct News {
    pub stage: bool,
    pub console: bool,
}

impl News {
    pub const ALL: Self = Self { stage: true, console: true };

    #[must_use]
    pub fn any(self) -> bool {
        self.stage || self.console
    }
}

/// The windows, or whoever else shows a talk.
pub trait Listener: Send + Sync {
    /// The talk changed by itself.
    fn changed(&self, news: News);

    /// A deck was read for the first time since it was opened.
    fn opened(&self, deck: &Arc<Path>);

    /// Whether the picture of the live lines is still to be painted: what was said since then waits for it.
    fn paints_lines(&self) -> bool {
        false
    }

    /// Whether the speaker reads of a deck's faults elsewhere, so that no question is needed.
    fn tells_faults(&self) -> bool {
        false
    }
}
