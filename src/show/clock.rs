//! Presses of the timer's keys become the time spent talking. Invariant: it shrinks only by a reset, and where a slide
//! is taken again.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Moment;

/// The talk's timer, with one reset that can be taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Clock {
    run: Run,
    /// What the last reset wiped away, until the clock starts again.
    undo: Option<Run>,
}

/// From a start to the next reset.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Run {
    state: State,
    /// What of the plan was told before it began.
    told: Duration,
    /// The time at which each slide was first entered, by its stable name.
    entries: BTreeMap<String, Duration>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum State {
    /// At zero: not started yet.
    Stopped {
        shown: Duration,
        since: Moment,
    },
    Running {
        since: Moment,
        before: Duration,
    },
}

impl Default for State {
    fn default() -> Self {
        Self::Stopped { shown: Duration::ZERO, since: Moment::default() }
    }
}

impl Clock {
    pub(super) fn elapsed(&self, now: Moment) -> Duration {
        match self.run.state {
            State::Stopped { shown, .. } => shown,
            State::Running { since, before } => before + now.since(since),
        }
    }

    pub(super) fn running(&self) -> bool {
        matches!(self.run.state, State::Running { .. })
    }

    /// Whether the talk has begun as far as the timer knows, even if it is paused now.
    pub(super) fn started(&self) -> bool {
        !matches!(self.run.state, State::Stopped { shown: Duration::ZERO, .. })
    }

    /// How long the talk has been paused, if it is.
    pub(super) fn paused(&self, now: Moment) -> Option<Duration> {
        match self.run.state {
            State::Stopped { since, .. } if self.started() => Some(now.since(since)),
            State::Stopped { .. } | State::Running { .. } => None,
        }
    }

    /// Runs from a time that a talk before it had come to.
    pub(super) fn go_on(&mut self, elapsed: Duration, now: Moment) {
        *self =
            Self { run: Run { state: State::Running { since: now, before: elapsed }, ..Run::default() }, undo: None };
    }

    /// Starts or pauses.
    pub(super) fn toggle(&mut self, now: Moment) {
        self.undo = None;
        if !self.started() {
            self.run.entries.clear();
            self.run.told = Duration::ZERO;
        }
        self.run.state = match self.run.state {
            State::Stopped { shown, .. } => State::Running { since: now, before: shown },
            State::Running { .. } => State::Stopped { shown: self.elapsed(now), since: now },
        };
    }

    /// So much of the plan was told before this run began.
    pub(super) fn begin_after(&mut self, told: Duration) {
        self.run.told = told;
    }

    /// What of the plan was told before the time began.
    pub(super) fn told(&self) -> Duration {
        self.run.told
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
            self.undo = Some(std::mem::take(&mut self.run));
        } else if let Some(wiped) = self.undo.take() {
            self.run = wiped;
        }
    }

    /// The speaker is on this slide. Only the first time of a run counts.
    pub(super) fn enter(&mut self, slide: &str, now: Moment) {
        if self.started() && !self.run.entries.contains_key(slide) {
            self.run.entries.insert(slide.to_owned(), self.elapsed(now));
        }
    }

    /// Whether the slide was entered in this run.
    pub(super) fn entered(&self, slide: &str) -> bool {
        self.run.entries.contains_key(slide)
    }

    /// Goes on from the time at which the slide was first entered; what came after never was. Returns that time.
    pub(super) fn go_back(&mut self, slide: &str, now: Moment) -> Option<Duration> {
        let to = *self.run.entries.get(slide).filter(|_| self.started())?;
        self.run.entries.retain(|name, at| *at < to || name == slide);
        self.run.state = State::Running { since: now, before: to };
        Some(to)
    }

    /// How long until the shown seconds change: those of the talk, or those of a pause.
    pub(super) fn next_second(&self, now: Moment) -> Option<Duration> {
        let shown = if self.running() { Some(self.elapsed(now)) } else { self.paused(now) };
        shown.map(|shown| Duration::from_secs(1) - Duration::from_nanos(u64::from(shown.subsec_nanos())))
    }
}
