//! How a talk begins, as the command line or the library asked for it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::deck::read::Look;
use crate::deck::start::Start;
use crate::live::{Form, Secret, Source};
use crate::takes::Kind;

use super::interrupted::Interrupted;

#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The number of the slide to begin with.
    pub slide: Option<usize>,
    /// Captions from the start, where the deck has them on; off if false.
    pub captions: bool,
    /// Where live captions come from, if the speaker asked for them, and how they are written.
    pub live: Option<(Source, Form)>,
    /// A meeting's address for captions: what is shown is sent there.
    pub push: Option<Secret>,
    /// A deck with faults goes on stage without a question.
    pub anyway: bool,
    /// A talk waits for the speaker's Start, and its audience sees the holding slide.
    pub green_room: bool,
    /// When the talk starts, instead of what its deck says.
    pub start: Option<Start>,
    /// Another look than its own for the deck that was asked for, by its absolute path; those of the library have theirs.
    pub look: Option<(PathBuf, Look)>,
    /// Whether there is an audience.
    pub kind: Kind,
    /// The talk that an earlier process could not end.
    pub interrupted: Option<Arc<Interrupted>>,
    /// How many seconds of the talk pass in one of the room, so that a rehearsal can be tried in a tenth of its time.
    pub speed: u32,
}

impl Options {
    /// How a deck is shown.
    pub(super) fn look_of(&self, deck: &Path) -> Look {
        let Some((of, look)) = &self.look else { return Look::default() };
        if std::path::absolute(deck).is_ok_and(|deck| deck == *of) { look.clone() } else { Look::default() }
    }
}
