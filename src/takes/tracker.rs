//! Views of a talk, one after the other → the records of its takes.
//!
//! Invariant: a take of a talk begins with the opening, on which the talk stood before its time ran. It is written as
//! soon as the time runs, or as something comes that would be lost: a live word, a mark, a caption called for by hand.
//!
//! A timer set back to zero may be set forth again, so a take ends only when the timer starts anew, or with the talk.

use std::time::Duration;

use super::record::{Kind, Record, Start, Take, What};
use super::run::Run;
use crate::deck::plan::Plan;
use crate::show::Moment;
use crate::show::view::{Cursor, Mode, View};

/// Bytes of live captions that a take has room for at once, and for each second of it: six times what is ever spoken, so
/// that no flood of them fills its log.
const LIVE_AT_ONCE: u64 = 64 << 10;
const LIVE_A_SECOND: u64 = 400;

/// The take that is being made, if any.
#[derive(Clone, Debug, Default)]
pub struct Tracker {
    last: Option<Noted>,
    /// Where a talk stands whose time has not begun, and since when.
    opening: Option<(Cursor, Moment)>,
    /// The take was begun before the talk's time, and counts from here.
    early: Option<Moment>,
    /// How much of the take lies before the talk's time.
    lead: Duration,
    /// Since when the talk is paused.
    paused: Option<Moment>,
    run: Run,
    /// Bytes of live captions in it.
    live: u64,
}

/// What a talk that goes on may be behind the last line of its take; the timer of one that is more was set back.
const BEHIND: Duration = Duration::from_secs(2);

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
        if started(view) {
            return self.note_talk(view, plan, at, start);
        }
        self.note_opening(view, at);
        let to_keep = !view.waiting && (view.recording || view.caption_at.is_some());
        if self.early.is_some() || to_keep { self.keep_opening(view, plan, at, start) } else { Vec::new() }
    }

    /// As `note`, where something has come that would be lost if no take was begun. In a rehearsal that has not begun
    /// there is nobody to lose it.
    pub fn note_to_keep(
        &mut self,
        view: &View,
        plan: &Plan,
        at: Moment,
        mut start: impl FnMut() -> Start,
    ) -> Vec<Record> {
        let mut records = self.note(view, plan, at, &mut start);
        if !self.begun() && !view.waiting {
            records.extend(self.keep_opening(view, plan, at, start));
        }
        records
    }

    /// The slides of the take by their stable names, those with the most time first.
    #[must_use]
    pub fn longest(&self) -> Vec<String> {
        let mut times: Vec<(&str, Duration)> = Vec::new();
        for visit in &self.run.visits {
            match times.iter_mut().find(|(id, _)| *id == visit.id) {
                Some((_, time)) => *time += visit.time(),
                None => times.push((&visit.id, visit.time())),
            }
        }
        times.sort_by_key(|(_, time)| std::cmp::Reverse(*time));
        times.into_iter().map(|(id, _)| id.to_owned()).collect()
    }

    /// Goes on with a take that another process began, in a talk that looks like this `at` this moment.
    #[must_use]
    pub fn resumed(take: &Take, view: &View, at: Moment) -> Self {
        let mut tracker = Self::default();
        let mut last = None;
        for record in &take.records {
            tracker.run.push(record);
            match &record.what {
                What::Begin { .. } => tracker.lead = Duration::from_millis(record.t),
                What::Live { .. } => tracker.live += record.line().len() as u64,
                _ => {}
            }
            Noted::go_on(&mut last, record);
        }
        tracker.last = last.map(|last| Noted { again: view.again, ..last });
        let begun = take.records.iter().any(|record| matches!(record.what, What::Begin { .. }));
        // A rehearsal's take begins with its time.
        let talk = take.start.as_ref().is_some_and(|start| start.kind == Kind::Talk);
        if let Some(last) = tracker.last.as_ref().filter(|_| talk && !started(view) && !begun) {
            tracker.early = Some(Moment(at.0.saturating_sub(Duration::from_millis(last.t))));
        }
        if begun && let Some(last) = &tracker.last {
            // Times in a log are whole milliseconds, and where the talk stood was written down a moment before or after.
            let behind = last.t.saturating_sub(tracker.time(view));
            tracker.lead += Duration::from_millis(behind).min(BEHIND);
        }
        let paused = view.paused_seconds.map(Duration::from_secs);
        tracker.paused = paused.map(|paused| Moment(at.0.saturating_sub(paused)));
        tracker
    }

    fn note_opening(&mut self, view: &View, at: Moment) {
        let opening = self.opening.filter(|(place, _)| *place == view.cursor);
        self.opening = opening.or(Some((view.cursor, at)));
    }

    /// What is new in a talk whose time runs, or is paused.
    fn note_talk(&mut self, view: &View, plan: &Plan, at: Moment, start: impl FnOnce() -> Start) -> Vec<Record> {
        let mut records = Vec::new();
        let again = self.last.as_ref().is_some_and(|last| view.again != last.again);
        let anew = self.early.is_none() && self.last.as_ref().is_some_and(|last| self.time(view) < last.t);
        if !again && anew {
            records.extend(self.end());
        }
        if self.last.is_none() || self.early.is_some() {
            records.extend(self.begin(view, plan, at, start));
        }
        self.opening = None;
        let Some(now) = Noted::of(view, plan, self.time(view)) else { return records };
        let waited = self.paused.map_or(0, |paused| millis(at.since(paused)));
        let news = if again { now.anew() } else { now.since(self.last.as_ref(), waited) };
        self.paused = if view.running { None } else { self.paused.or(Some(at)) };
        self.keep(&mut records, news);
        self.last = Some(now);
        records
    }

    /// The talk's time has begun, and with it a take, or the talk's own part of one that is there already. What it
    /// stood on before, and has left, was told as long as it stood, but no longer than it was planned for: nobody knows
    /// when the waiting ended and the telling began.
    fn begin(&mut self, view: &View, plan: &Plan, at: Moment, start: impl FnOnce() -> Start) -> Vec<Record> {
        let mut records = Vec::new();
        let left = self.opening.filter(|(place, _)| *place < view.cursor);
        let told = left.map_or(Duration::ZERO, |opening| self.told(opening, plan, at));
        if self.early.is_none() {
            records.push(Record { t: 0, what: What::Start(start()) });
            let Some((place, _)) = left else {
                self.lead = Duration::ZERO;
                return records;
            };
            let opening = Noted::opening(view, plan, place);
            self.keep(&mut records, opening.iter().flat_map(|opening| opening.since(None, 0)).collect());
            self.last = opening;
        }
        let waited = self.early.take().map(|early| at.since(early).saturating_sub(view.elapsed));
        self.lead = waited.unwrap_or(told);
        let told = millis(told.min(self.lead));
        self.keep(&mut records, vec![Record { t: millis(self.lead), what: What::Begin { told } }]);
        records
    }

    /// What is new in a talk that still waits for its time, in a take that keeps it all the same.
    fn keep_opening(&mut self, view: &View, plan: &Plan, at: Moment, start: impl FnOnce() -> Start) -> Vec<Record> {
        let mut records = Vec::new();
        if self.early.is_none() {
            // A time that was set back may be set forth again: until then its take is not over.
            let Some((place, since)) = self.opening.filter(|_| self.last.is_none()) else { return records };
            let told = self.told((place, since), plan, at);
            self.early = Some(Moment(at.0.saturating_sub(told)));
            records.push(Record { t: 0, what: What::Start(start()) });
            let opening = Noted::opening(view, plan, place);
            self.keep(&mut records, opening.iter().flat_map(|opening| opening.since(None, 0)).collect());
            self.last = opening;
        }
        let t = self.early.map_or(0, |early| millis(at.since(early)));
        let Some(now) = Noted::of(view, plan, t).map(|now| Noted { running: true, ..now }) else { return records };
        let news = now.since(self.last.as_ref(), 0);
        self.keep(&mut records, news);
        self.last = Some(now);
        records
    }

    /// How long a talk can be taken to have told what it stands on.
    fn told(&self, (place, since): (Cursor, Moment), plan: &Plan, at: Moment) -> Duration {
        let expected = plan.slides.get(place.slide).map(|slide| slide.expected.iter().take(place.step + 1).sum());
        at.since(since).min(expected.unwrap_or_default())
    }

    /// The take's own time.
    fn time(&self, view: &View) -> u64 {
        millis(view.elapsed + self.lead)
    }

    fn keep(&mut self, records: &mut Vec<Record>, news: Vec<Record>) {
        news.iter().for_each(|record| self.run.push(record));
        records.extend(news);
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
        // The times on slides do not need it, and there may be very many.
        Some(record)
    }

    /// The talk is over, as it was last noted. Returns the take's last record.
    pub fn end(&mut self) -> Option<Record> {
        self.run = Run::default();
        self.live = 0;
        self.paused = None;
        self.early = None;
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
        let behind = self.last.as_ref().is_none_or(|last| self.time(view) < last.t);
        if behind || !started(view) { Duration::ZERO } else { self.run.here(view.elapsed + self.lead) }
    }
}

impl Noted {
    /// What was last written, once this was.
    fn go_on(last: &mut Option<Self>, record: &Record) {
        if let What::Slide { id, step } = &record.what
            && last.is_none()
        {
            *last = Some(Self {
                t: record.t,
                id: id.clone(),
                step: *step,
                running: true,
                mode: Mode::Live,
                captions: Default::default(),
                cue: None,
                recording: false,
                again: 0,
            });
        }
        let Some(last) = last else { return };
        last.t = record.t;
        match &record.what {
            What::Slide { id, step } => (last.id, last.step) = (id.clone(), *step),
            // What goes for the slide is said anew after it; its time runs.
            What::Again => (last.running, last.recording, last.cue) = (true, false, None),
            What::Pause => last.running = false,
            What::Resume { .. } => last.running = true,
            What::Stage { mode } => last.mode = *mode,
            What::Captions { on, language } => last.captions = (*on, language.clone()),
            What::Cue { id } => last.cue = Some(id.clone()),
            What::Rec { on } => last.recording = *on,
            _ => {}
        }
    }

    /// A talk that stands at its opening and does nothing yet.
    fn opening(view: &View, plan: &Plan, place: Cursor) -> Option<Self> {
        let view = View { cursor: place, mode: Mode::Live, caption_at: None, recording: false, ..view.clone() };
        Self::of(&view, plan, 0).map(|opening| Self { running: true, ..opening })
    }

    fn of(view: &View, plan: &Plan, t: u64) -> Option<Self> {
        let language = plan.languages.get(view.caption_language).cloned();
        Some(Self {
            t,
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

/// The talk's time has begun.
fn started(view: &View) -> bool {
    view.running || !view.elapsed.is_zero()
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
