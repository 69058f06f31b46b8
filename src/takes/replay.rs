//! Records in their order → the time that each slide took. Pure: the same records always give the same times.

use std::collections::BTreeMap;
use std::time::Duration;

use super::record::{Record, Take, What};

/// A take as far as it was played again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replay {
    /// The time on each slide that was entered, by its stable name; all visits together.
    pub slides: BTreeMap<String, Duration>,
    /// Whether the take was ended by its speaker, not by a crash.
    pub finished: bool,
    /// The slide that time is now spent on.
    here: Option<String>,
    /// Until when it is counted, in milliseconds.
    until: u64,
}

impl Replay {
    #[must_use]
    pub fn of(take: &Take) -> Self {
        let mut replay = Self::default();
        take.records.iter().for_each(|record| replay.push(record));
        replay
    }

    /// Goes on by one record. Time never runs back; what passed before any slide was entered is no slide's.
    pub fn push(&mut self, record: &Record) {
        if let Some(time) = self.here.as_ref().and_then(|here| self.slides.get_mut(here)) {
            *time += Duration::from_millis(record.t.saturating_sub(self.until));
        }
        self.until = self.until.max(record.t);
        match &record.what {
            What::Slide { id, .. } => {
                self.slides.entry(id.clone()).or_default();
                self.here = Some(id.clone());
            }
            What::End => self.finished = true,
            _ => {}
        }
    }

    /// The time of the whole take: the sum of its slides' times.
    #[must_use]
    pub fn total(&self) -> Duration {
        self.slides.values().sum()
    }

    /// The time on the present slide, all visits together, once the talk's timer shows `elapsed`.
    #[must_use]
    pub fn here(&self, elapsed: Duration) -> Duration {
        let since = elapsed.saturating_sub(Duration::from_millis(self.until));
        let known = self.here.as_ref().and_then(|here| self.slides.get(here));
        known.map_or(Duration::ZERO, |time| time.saturating_add(since))
    }
}
