//! Presses of the timer's keys become the time spent talking. Invariant: only a reset lets it shrink.

use std::time::Duration;

use super::Moment;

/// The talk's timer, with one reset that can be taken back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Clock {
    state: State,
    /// What the last reset wiped away, until the clock starts again.
    undo: Option<State>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// At zero: not started yet.
    Stopped {
        shown: Duration,
    },
    Running {
        since: Moment,
        before: Duration,
    },
}

impl Default for State {
    fn default() -> Self {
        Self::Stopped { shown: Duration::ZERO }
    }
}

impl Clock {
    pub(super) fn elapsed(&self, now: Moment) -> Duration {
        match self.state {
            State::Stopped { shown } => shown,
            State::Running { since, before } => before + now.since(since),
        }
    }

    pub(super) fn running(&self) -> bool {
        matches!(self.state, State::Running { .. })
    }

    /// Whether the talk has begun as far as the timer knows, even if it is paused now.
    pub(super) fn started(&self) -> bool {
        self.state != State::default()
    }

    /// Starts or pauses.
    pub(super) fn toggle(&mut self, now: Moment) {
        self.undo = None;
        self.state = match self.state {
            State::Stopped { shown } => State::Running { since: now, before: shown },
            State::Running { .. } => State::Stopped { shown: self.elapsed(now) },
        };
    }

    /// The talk began. A clock that was paused by hand stays paused.
    pub(super) fn start_by_itself(&mut self, now: Moment) {
        if !self.started() {
            self.toggle(now);
        }
    }

    /// Back to zero and stopped, ready to start with the next talk; a second reset takes the first one back, and a
    /// clock that was running then has gone on as if nothing had happened.
    pub(super) fn reset(&mut self) {
        if self.started() {
            self.undo = Some(std::mem::take(&mut self.state));
        } else if let Some(wiped) = self.undo.take() {
            self.state = wiped;
        }
    }

    /// How long until the shown seconds change.
    pub(super) fn next_second(&self, now: Moment) -> Option<Duration> {
        let into_second = Duration::from_nanos(u64::from(self.elapsed(now).subsec_nanos()));
        self.running().then(|| Duration::from_secs(1) - into_second)
    }
}
