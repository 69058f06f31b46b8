//! Expected times → the moment when the talk goes on by itself, as long as the speaker wants it to.
//!
//! Invariant: it never leaves the talk for its appendix, and never lights a stage that was put out. It counts the
//! talk's own time, so a pause is nobody's, and what else the speaker is at (a black or frozen stage, the overview, a
//! number half typed) holds it up: then the step begins anew.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::cursor;
use super::view::{Cursor, Mode};
use super::{Moment, Show};

/// A step without any expected time stands at least this long.
const SHORTEST: Duration = Duration::from_secs(1);

/// The time of the talk since which the step counts, if it counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Auto(Option<Duration>);

pub(super) type Counted = (Cursor, bool, Duration);

impl Auto {
    pub(super) fn on(self) -> bool {
        self.0.is_some()
    }
}

impl Show {
    /// Time passed. True if the talk went on by itself; when to look again says `next_change`.
    pub fn tick(&mut self, now: Moment) -> bool {
        let begun = self.begin_by_itself(now);
        let due = self.until_next_step(now).is_some_and(|left| left.is_zero());
        if due {
            let before = self.before(now);
            let to = self.next_by_itself();
            self.forward(to, now);
            self.settle(before, now);
        }
        due || begun
    }

    /// On: the time runs from now, if there is anywhere to go.
    pub(super) fn toggle_auto(&mut self, now: Moment) {
        self.auto = Auto(if self.auto.on() { None } else { Some(self.clock.elapsed(now)) });
        self.stop_at_end();
        if self.auto.on() && !self.clock.running() {
            self.clock.toggle(now);
        }
    }

    /// True if it was on.
    pub(super) fn stop_auto(&mut self) -> bool {
        std::mem::take(&mut self.auto).on()
    }

    pub(super) fn stop_at_end(&mut self) {
        self.auto.0 = self.auto.0.filter(|_| self.next_by_itself().is_some());
    }

    /// All that a step's time depends on: when it changes, the time begins anew.
    pub(super) fn counted(&self, now: Moment) -> Counted {
        (self.here.at, self.held_up(), self.clock.elapsed(now))
    }

    pub(super) fn count_anew(&mut self, before: Counted, now: Moment) {
        if self.counted(now) != before {
            self.auto.0 = self.auto.0.map(|_| self.clock.elapsed(now));
        }
        self.stop_at_end();
    }

    /// How long until the talk goes on by itself.
    pub(super) fn until_next_step(&self, now: Moment) -> Option<Duration> {
        let since = self.auto.0.filter(|_| self.clock.running() && !self.held_up())?;
        self.next_by_itself()?;
        let time = self.slide().expected.get(self.here.at.step).copied().unwrap_or_default().max(SHORTEST);
        Some(time.saturating_sub(self.clock.elapsed(now).saturating_sub(since)))
    }

    /// The next step of the talk itself.
    pub(super) fn next_by_itself(&self) -> Option<Cursor> {
        let next = cursor::next_step(&self.plan, self.here.at);
        next.filter(|to| to.slide == self.here.at.slide || !self.plan.slides[to.slide].appendix)
    }

    fn held_up(&self) -> bool {
        self.stage.mode() != Mode::Live || self.overview.is_some() || !self.typed.is_empty() || self.asking_quit
    }
}
