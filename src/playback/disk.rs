//! What stands beside a deck → what is known of it in time: a talk that goes on waits for no disk.

use std::time::Duration;

use crate::crew::{Crew, Job};

use super::Playback;

/// What is later than that is not known. A talk is to be back within two seconds, and its deck is in its journal.
const PATIENCE: Duration = Duration::from_millis(500);

const JOB: Job = Job { name: "disk", work: "Looking at what stands beside the deck", remedy: "" };

/// The disk of a deck.
pub(super) struct Disk {
    crew: Crew,
    /// How long it is waited for from now on; `None`: as long as it takes.
    patience: Option<Duration>,
}

impl Playback {
    /// The disk of the deck that is open, which is not waited for where its talk broke off just now and goes on.
    pub(super) fn disk(&self) -> Disk {
        let goes_on = self.lock().interrupted.as_ref().is_some_and(|talk| talk.at_once);
        Disk { crew: self.crew.clone(), patience: goes_on.then_some(PATIENCE) }
    }
}

impl Disk {
    /// What the disk says; `None` where it says nothing in time. One that was late once is not asked again.
    pub(super) fn ask<T: Send + 'static>(&mut self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let Some(patience) = self.patience else { return Some(work()) };
        let said = (!patience.is_zero()).then(|| self.crew.detached(JOB, work).within(patience)).flatten();
        if said.is_none() {
            self.patience = Some(Duration::ZERO);
        }
        said
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn only_a_talk_that_goes_on_does_without_what_comes_late() {
        let (release, hangs) = mpsc::channel::<()>();
        let mut disk = Disk { crew: Crew::default(), patience: Some(Duration::from_millis(50)) };
        assert_eq!(disk.ask(|| 1), Some(1));
        assert_eq!(disk.ask(move || hangs.recv().is_ok()), None, "it is late");
        assert_eq!(disk.ask(|| 1), None, "and is not asked again");
        drop(release);
        let mut disk = Disk { crew: Crew::default(), patience: None };
        let late = || {
            std::thread::sleep(Duration::from_millis(60));
            1
        };
        assert_eq!(disk.ask(late), Some(1));
    }
}
