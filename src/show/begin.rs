//! A move away from where the talk stood → its time runs. Whoever is asked to move, and by which command, is no matter.
//!
//! Invariant: a talk that has left its opening has its time started, unless the speaker has paused it. Before that no
//! scripted caption is shown, but for those that the speaker calls for; what stood until then counts as told as planned.

use std::time::Duration;

use super::cursor;
use super::view::{Cursor, Remark};
use super::{Moment, Show};

/// The talk moved this long ago and its time still stands: somebody has forgotten it.
const FORGOTTEN: Duration = Duration::from_secs(20);

/// What the speaker is told until the next command.
pub(super) type Remarks = Option<Remark>;

impl Show {
    /// The same in a program that was started before: what moves on its slides begins now.
    #[must_use]
    pub fn begun_at(self, now: Moment) -> Self {
        Self { moving_since: self.moving_since.map(|_| now), ..self }
    }

    /// The same while the audience comes in: the stage shows the holding slide, and the first move forward starts time,
    /// captions and take on the slide that the talk was opened at.
    #[must_use]
    pub fn in_green_room(self) -> Self {
        Self { green_room: true, ..self }
    }

    /// The talk is to start then, as far as anybody knows; clocks are set, and machines sleep.
    pub fn expect_start(&mut self, due: Option<Moment>) {
        self.due = due;
    }

    /// How long until the talk is to start, while it waits for that.
    pub(super) fn until_start(&self, now: Moment) -> Option<Duration> {
        let due = self.due.filter(|due| self.green_room && (*due >= now || self.by_itself))?;
        Some(due.since(now))
    }

    /// It is time, and the speaker wants nothing else. True if the talk began.
    pub(super) fn begin_by_itself(&mut self, now: Moment) -> bool {
        let due = self.by_itself && self.until_start(now) == Some(Duration::ZERO);
        if due {
            self.by_itself = false;
            let before = self.before(now);
            self.forward(None, now);
            self.settle(before, now);
        }
        due
    }

    /// Time that runs ends the waiting; nothing brings it back.
    pub(super) fn leave_green_room(&mut self) {
        self.green_room &= !self.clock.started();
    }

    /// The talk went from `from` to where it is now. Its opening is where it waits, so going back there begins nothing;
    /// and a rehearsal begins with a press of its own.
    pub(super) fn begin_by_moving(&mut self, from: Cursor, now: Moment) {
        let opening = self.here.at == cursor::first(&self.plan);
        if self.here.at != from && !opening && !self.rehearsal {
            self.clock.start_by_itself(now);
        }
    }

    /// Says how much of the plan was told by the time at which the clock has just begun: all until where the talk is,
    /// and what it stood on before, if it left that.
    pub(super) fn note_beginning(&mut self, from: Cursor) {
        let opening = self.here.at == cursor::first(&self.plan);
        let left = self.here.at != from && !opening;
        let told = if left { self.until_end_of(from) } else { self.until_start_of(self.here.at.slide) };
        self.clock.begin_after(told);
    }

    /// Since when the talk moves without its time, if it does.
    pub(super) fn note_idling(&mut self, moved: bool, now: Moment) {
        self.idle_since = match self.idle_since {
            _ if self.clock.running() => None,
            None if moved => Some(now),
            since => since,
        };
    }

    /// How long until the speaker is told that the time stands; zero from then on.
    pub(super) fn until_told(&self, now: Moment) -> Option<Duration> {
        Some(FORGOTTEN.saturating_sub(now.since(self.idle_since?)))
    }

    /// Scripted captions wait for the time, or for the speaker's hand.
    pub(super) fn captions_wait(&self) -> bool {
        !self.clock.started() && !self.words_by_hand
    }

    /// The moment as captions count: their time stands while the talk's does.
    pub(super) fn played(&self, now: Moment) -> Moment {
        Moment(self.played + self.playing_since.map_or(Duration::ZERO, |since| now.since(since)))
    }

    /// The talk's time may have begun, or been paused.
    pub(super) fn note_playing(&mut self, now: Moment) {
        let running = self.clock.running();
        if running != self.playing_since.is_some() {
            self.played = self.played(now).0;
            self.playing_since = running.then_some(now);
        }
    }
}
