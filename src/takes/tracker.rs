//! Views of a talk, one after the other → the records of its takes. Invariant: no take before the talk's timer started.
//!
//! A timer set back to zero may be set forth again, so a take ends only when the timer starts anew, or with the talk.

use std::time::Duration;

use super::record::{Record, Start, What};
use super::run::Run;
use crate::deck::plan::Plan;
use crate::show::Moment;
use crate::show::view::{Mode, View};

/// Bytes of live captions that a take has room for at once, and for each second of it: six times what is ever spoken, so
/// that no flood of them fills its log.
const LIVE_AT_ONCE: u64 = 64 << 10;
const LIVE_A_SECOND: u64 = 400;

/// The take that is being made, if any.
#[derive(Clone, Debug, Default)]
pub struct Tracker {
    last: Option<Noted>,
    /// Since when the talk is paused.
    paused: Option<Moment>,
    run: Run,
    /// Bytes of live captions in it.
    live: u64,
}

/// What was last written of the talk.
#[derive(Clone, Debug, PartialEq)]
struct Noted {
    t: u64,
    id: String,
    step: usize,
    running: bool,
    mode: Mode,
    captions: (bool, String),
    /// The block that the audience reads, by its id.
    cue: Option<String>,
    recording: bool,
    /// How often a slide was taken again.
    again: u32,
}

impl Tracker {
    /// The talk looks like this `at` this moment. Returns what is new in it; `start` is asked where a take begins.
    pub fn note(&mut self, view: &View, plan: &Plan, at: Moment, start: impl FnOnce() -> Start) -> Vec<Record> {
        if !view.running && view.elapsed.is_zero() {
            return Vec::new();
        }
        let Some(now) = Noted::of(view, plan) else { return Vec::new() };
        let mut records = Vec::new();
        let again = self.last.as_ref().is_some_and(|last| now.again != last.again);
        if !again && self.last.as_ref().is_some_and(|last| now.t < last.t) {
            records.extend(self.end());
        }
        if self.last.is_none() {
            records.push(Record { t: now.t, what: What::Start(start()) });
        }
        let waited = self.paused.map_or(0, |paused| millis(at.since(paused)));
        let news = if again { now.anew() } else { now.since(self.last.as_ref(), waited) };
        self.paused = if view.running { None } else { self.paused.or(Some(at)) };
        news.iter().for_each(|record| self.run.push(record));
        records.extend(news);
        self.last = Some(now);
        records
    }

    /// A phrase of live captions was shown in the talk as it was last noted. Returns its record, if there is a take with
    /// room for it.
    pub fn live(&mut self, language: Option<String>, speaker: Option<String>, text: String) -> Option<Record> {
        let t = self.last.as_ref()?.t;
        let record = Record { t, what: What::Live { language, speaker, text } };
        let live = self.live + record.line().len() as u64;
        if live > (t / 1000).saturating_mul(LIVE_A_SECOND).saturating_add(LIVE_AT_ONCE) {
            return None;
        }
        self.live = live;
        self.run.push(&record);
        Some(record)
    }

    /// The talk is over, as it was last noted. Returns the take's last record.
    pub fn end(&mut self) -> Option<Record> {
        self.run = Run::default();
        self.live = 0;
        self.paused = None;
        self.last.take().map(|last| Record { t: last.t, what: What::End })
    }

    /// Whether there is a take.
    #[must_use]
    pub fn begun(&self) -> bool {
        self.last.is_some()
    }

    /// The time on the speaker's slide in this take; none where the timer stands at zero.
    #[must_use]
    pub fn on_slide(&self, view: &View) -> Duration {
        let behind = self.last.as_ref().is_some_and(|last| millis(view.elapsed) < last.t);
        if behind { Duration::ZERO } else { self.run.here(view.elapsed) }
    }
}

impl Noted {
    fn of(view: &View, plan: &Plan) -> Option<Self> {
        let language = plan.languages.get(view.caption_language).cloned();
        Some(Self {
            t: millis(view.elapsed),
            id: plan.slides.get(view.cursor.slide)?.id.clone(),
            step: view.cursor.step,
            running: view.running,
            mode: view.mode,
            captions: (view.captions_on, language.unwrap_or_default()),
            cue: view
                .caption_at
                .and_then(|(at, index)| Some(format!("{}.{}.{index}", plan.slides.get(at.slide)?.id, at.step))),
            recording: view.recording,
            again: view.again,
        })
    }

    /// What is different from `last`, `waited` milliseconds after a pause began; all that is out of the ordinary where
    /// a take begins.
    fn since(&self, last: Option<&Self>, waited: u64) -> Vec<Record> {
        let new = |same: &dyn Fn(&Self) -> bool| !last.is_some_and(same);
        let mut news = Vec::new();
        if new(&|last| (&last.id, last.step) == (&self.id, self.step)) {
            news.push(What::Slide { id: self.id.clone(), step: self.step });
        }
        if self.running != last.is_none_or(|last| last.running) {
            news.push(if self.running { What::Resume { after: waited } } else { What::Pause });
        }
        if self.mode != last.map_or(Mode::Live, |last| last.mode) {
            news.push(What::Stage { mode: self.mode });
        }
        if new(&|last| last.captions == self.captions) {
            news.push(What::Captions { on: self.captions.0, language: self.captions.1.clone() });
        }
        if self.recording != last.is_some_and(|last| last.recording) {
            news.push(What::Rec { on: self.recording });
        }
        if new(&|last| last.cue == self.cue)
            && let Some(id) = &self.cue
        {
            news.push(What::Cue { id: id.clone() });
        }
        if news.is_empty() && new(&|last| last.t / 1000 == self.t / 1000) {
            news.push(What::Beat);
        }
        self.records(news)
    }

    /// A slide is taken again: all is said that may have changed since the time that the talk went back to.
    fn anew(&self) -> Vec<Record> {
        let (on, language) = self.captions.clone();
        let mut news = vec![
            What::Again,
            What::Slide { id: self.id.clone(), step: self.step },
            What::Stage { mode: self.mode },
            What::Captions { on, language },
        ];
        news.extend(self.recording.then_some(What::Rec { on: true }));
        news.extend(self.cue.clone().map(|id| What::Cue { id }));
        self.records(news)
    }

    fn records(&self, news: Vec<What>) -> Vec<Record> {
        news.into_iter().map(|what| Record { t: self.t, what }).collect()
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
