//! Records in their order → the take as it went: stays on steps, captions, marks, phrases. Unit: milliseconds of the
//! talk's own timer.
//!
//! Pure: the same records always give the same run. Invariant: visits follow one another without a gap, and what was
//! taken again is not among them.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::record::{Record, Take, What};

/// A take as far as it was played again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// In their order.
    pub visits: Vec<Visit>,
    pub cues: Vec<Stood>,
    /// When a recording was marked as begun, or as over.
    pub marks: Vec<(u64, bool)>,
    pub live: Vec<Phrase>,
    /// When the speaker paused.
    pub pauses: Vec<u64>,
    /// When the talk went on after a pause, and how long that was.
    pub waits: Vec<(u64, u64)>,
    /// Whether the take was ended by its speaker, not by a crash.
    pub finished: bool,
    /// When the talk began, if the take began before: with the slide on which it stood, as far as that counts as told.
    pub begun: u64,
    /// Until when it is known.
    pub until: u64,
    /// The captions' language, as last noted.
    language: String,
}

/// A stay on a step of the slide with this stable name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    pub id: String,
    pub step: usize,
    pub from: u64,
    pub to: u64,
}

/// A caption block came to stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stood {
    pub at: u64,
    /// `slide.step.number`
    pub id: String,
    /// The captions' language then; empty where the take does not say it.
    pub language: String,
}

/// A finished phrase of live captions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    pub at: u64,
    pub language: Option<String>,
    pub speaker: Option<String>,
    pub text: String,
}

impl Run {
    #[must_use]
    pub fn of(take: &Take) -> Self {
        let mut run = Self::default();
        take.records.iter().for_each(|record| run.push(record));
        run
    }

    /// Goes on by one record. Time runs back where something is taken again, and nowhere else; what passed before any
    /// slide was entered is no slide's.
    pub fn push(&mut self, record: &Record) {
        if record.what == What::Again && record.t < self.until {
            return self.again(record.t);
        }
        let at = self.until.max(record.t);
        self.until = at;
        if let Some(here) = self.visits.last_mut() {
            here.to = at;
        }
        match &record.what {
            What::Slide { id, step } if !self.visits.last().is_some_and(|here| here.is(id, *step)) => {
                self.visits.push(Visit { id: id.clone(), step: *step, from: at, to: at });
            }
            What::Begin { told } => self.begin(at.saturating_sub(*told)),
            What::Cue { id } => self.cues.push(Stood { at, id: id.clone(), language: self.language.clone() }),
            What::Captions { language, .. } => self.language.clone_from(language),
            What::Rec { on } => self.marks.push((at, *on)),
            What::Live { language, speaker, text } => {
                let (language, speaker) = (language.clone(), speaker.clone());
                self.live.push(Phrase { at, language, speaker, text: text.clone() });
            }
            What::Pause => self.pauses.push(at),
            What::Resume { after } => self.waits.push((at, *after)),
            What::End => self.finished = true,
            _ => {}
        }
    }

    /// The talk began at `from`, as far as is known: what stood before that was waited for, not told.
    fn begin(&mut self, from: u64) {
        self.begun = from;
        for visit in &mut self.visits {
            (visit.from, visit.to) = (visit.from.max(from), visit.to.max(from));
        }
    }

    /// What was noted at `from` or later is void; the step that was on before goes on.
    fn again(&mut self, from: u64) {
        self.visits.retain(|visit| visit.from < from);
        if let Some(here) = self.visits.last_mut() {
            here.to = from;
        }
        self.cues.retain(|cue| cue.at < from);
        self.marks.retain(|(at, _)| *at < from);
        self.live.retain(|phrase| phrase.at < from);
        self.pauses.retain(|at| *at < from);
        self.waits.retain(|(at, _)| *at < from);
        self.until = from;
    }

    /// The time of the whole take: the sum of its slides' times.
    #[must_use]
    pub fn total(&self) -> Duration {
        self.visits.iter().map(Visit::time).sum()
    }

    /// The time on a slide, all visits together; none where it was not entered.
    #[must_use]
    pub fn on(&self, id: &str) -> Option<Duration> {
        let mut visits = self.visits.iter().filter(|visit| visit.id == id).peekable();
        visits.peek()?;
        Some(visits.map(Visit::time).sum())
    }

    /// The time on the present slide, all visits together, once the talk's timer shows `elapsed`.
    #[must_use]
    pub fn here(&self, elapsed: Duration) -> Duration {
        let since = elapsed.saturating_sub(Duration::from_millis(self.until));
        let known = self.visits.last().and_then(|here| self.on(&here.id));
        known.map_or(Duration::ZERO, |time| time.saturating_add(since))
    }

    /// Whether the timer stood still while the step was shown: its time is then not all that was said on it.
    #[must_use]
    pub fn paused_in(&self, visit: &Visit) -> bool {
        !self.pauses_in(visit.from..=visit.to).is_empty()
    }

    /// The pauses that began within these times.
    #[must_use]
    pub fn pauses_in(&self, times: RangeInclusive<u64>) -> &[u64] {
        // They stand in their order: a log of thousands is read at once.
        let from = self.pauses.partition_point(|at| at < times.start());
        &self.pauses[from..from.max(self.pauses.partition_point(|at| at <= times.end()))]
    }

    /// The visit that was on at this time: of those that lasted no time, the last.
    #[must_use]
    pub fn visit_at(&self, at: u64) -> Option<&Visit> {
        let here = self.visits.partition_point(|visit| visit.from <= at).checked_sub(1)?;
        self.visits.get(here).filter(|visit| at < visit.to.max(visit.from.saturating_add(1)))
    }
}

impl Visit {
    #[must_use]
    pub fn time(&self) -> Duration {
        Duration::from_millis(self.to - self.from)
    }

    fn is(&self, id: &str, step: usize) -> bool {
        self.id == id && self.step == step
    }
}
