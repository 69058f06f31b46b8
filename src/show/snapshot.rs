//! A show as it stands → the `View` that windows read. Nothing here changes anything.

use std::time::Duration;

use super::marks::Marks;
use super::track::Track;
use super::view::{CaptionSource, Cursor, Mode, OnStage, View};
use super::{Moment, Sheets, Show, cursor};
use crate::captions;
use crate::deck::plan::{CaptionBlock, PlannedSlide};

/// How long a notice stands in each language.
const NOTICE: Duration = Duration::from_secs(6);

impl Show {
    /// All that any window may know at this moment.
    #[must_use]
    pub fn view(&self, now: Moment) -> View {
        let at = self.here.at;
        let slide = self.slide();
        let elapsed = self.clock.elapsed(now);
        let (expected_until_start, expected_until_end) = self.expected();
        let played = self.played(now);
        View {
            on_stage: self.on_stage(),
            left: self.left,
            mode: self.stage.mode(),
            moved: self.moved(now),
            cursor: at,
            next: cursor::next_step(&self.plan, at),
            number: slide.number,
            count: self.count(),
            steps: slide.steps.max(1),
            captions_on: self.captions_on,
            caption_source: self.source,
            live: self.captions_on && self.source == CaptionSource::Live && self.stage.captioned(self.here).is_some(),
            caption_look: self.caption_look,
            caption_language: self.language,
            caption_at: self
                .captioned()
                .and_then(|track| Some((track.at, track.index(&self.plan, self.language, played)?))),
            captions_wait: self.captions_wait(),
            caption: self.notice(now).or_else(|| self.captioned()?.block(&self.plan, self.language, played).cloned()),
            cue: self.here.block(&self.plan, self.language, played).cloned(),
            tool: self.hand.tool(),
            nib: self.hand.nib(),
            stage_marks: self.marks_on_stage(),
            marks: self.hand.marks(&slide.id, self.plan.aspect.size()),
            elapsed,
            running: self.clock.running(),
            time_stands: self.until_told(now) == Some(Duration::ZERO),
            remark: self.remark,
            waiting: self.waiting(),
            green_room: self.green_room,
            starts_in: self.until_start(now),
            by_itself: self.by_itself,
            closes: self.closes(),
            ending: self.ending(),
            over: self.over.is_some(),
            at_end: self.at_end(),
            unseen: self.unseen(),
            paused_seconds: self.clock.paused(now).map(|paused| paused.as_secs()),
            again: self.again,
            taken_again: self.taken_again,
            recording: self.recording,
            timer_mode: self.timer_mode,
            auto: self.auto.on(),
            length: self.plan.length,
            expected_until_end,
            expected_until_start,
            told_before: self.clock.told(),
            finish_seconds: self.finish_seconds(now),
            what_now: self.what_now(),
            left_out: self.left_out(),
            behind_seconds: self.behind_seconds(now),
            notes_scale: f32::from(self.notes_tenths) / 10.0,
            notes_scroll: f32::from(self.notes_scroll),
            teleprompter: self.teleprompter,
            typed: (!self.typed.is_empty()).then(|| self.typed.clone()),
            overview: self.overview,
            asking_quit: self.asking_quit,
            console_shown: self.console_shown,
        }
    }

    /// All that is drawn, to be kept.
    #[must_use]
    pub fn sheets(&self) -> Sheets {
        self.hand.sheets()
    }

    /// How often that has changed; a stroke counts when it ends.
    #[must_use]
    pub fn ink_changes(&self) -> u64 {
        self.hand.ink_changes()
    }

    /// How long until the view changes by itself or `tick` changes it: the next second of timer or pause, a caption's end, or
    /// the next step.
    ///
    /// `None` when nothing moves. A window that shows the time of day has to wake for that on its own.
    #[must_use]
    pub fn next_change(&self, now: Moment) -> Option<Duration> {
        let second = self.clock.next_second(now);
        let played = self.clock.running().then(|| self.played(now));
        let until_next = |track: Track| track.until_next(&self.plan, self.language, played?);
        let captions = [Some(self.here), self.captioned()].map(|track| track.and_then(until_next));
        let told = self.until_told(now).filter(|left| !left.is_zero());
        // The time of day is not the talk's: it is asked for again each second.
        let start = self.until_start(now).map(|left| left.min(Duration::from_secs(1)));
        let waits = [start, self.until_next_notice(now)];
        captions.into_iter().chain([second, told, self.until_next_step(now)]).chain(waits).flatten().min()
    }

    /// Before the talk: that captions will be there, in each of their languages by turns, the speaker's first.
    fn notice(&self, now: Moment) -> Option<CaptionBlock> {
        let turn = (now.0.as_millis() / NOTICE.as_millis()) as usize;
        let language = self.plan.languages.get((self.language + turn) % self.plan.languages.len().max(1))?;
        self.gives_notice().then(|| captions::notice(language))
    }

    fn gives_notice(&self) -> bool {
        let due = self.green_room && self.captions_on && self.source == CaptionSource::Script;
        due && self.plan.has_captions() && self.on_stage() == OnStage::Holding
    }

    fn until_next_notice(&self, now: Moment) -> Option<Duration> {
        let several = self.plan.languages.len() > 1 && self.gives_notice();
        let into = Duration::from_millis((now.0.as_millis() % NOTICE.as_millis()) as u64);
        several.then(|| NOTICE.saturating_sub(into))
    }

    /// The step whose captions the audience reads, if any.
    pub(super) fn captioned(&self) -> Option<Track> {
        let scripted = self.captions_on && self.source == CaptionSource::Script && !self.captions_wait();
        self.stage.captioned(self.here).filter(|_| scripted && !self.green_room && !self.closes())
    }

    pub(super) fn marks_on_stage(&self) -> Marks {
        match self.stage.mode() {
            _ if self.green_room || self.closes() => Marks::default(),
            Mode::Live => self.hand.marks(&self.slide().id, self.plan.aspect.size()),
            Mode::Frozen => self.hand.held(),
            Mode::Black | Mode::White => Marks::default(),
        }
    }

    pub(super) fn slide(&self) -> &PlannedSlide {
        &self.plan.slides[self.here.at.slide]
    }

    /// How many slides the audience counts: all that are shown before the appendix. Where there is none, all there are.
    pub(super) fn count(&self) -> usize {
        match self.plan.slides.iter().filter(|slide| !slide.appendix && !slide.hidden).count() {
            0 => self.plan.slides.len(),
            count => count,
        }
    }

    /// Expected time until the speaker's slide begins and until it ends.
    pub(super) fn expected(&self) -> (Duration, Duration) {
        let start = self.until_start_of(self.here.at.slide);
        (start, start + time(self.slide()))
    }

    pub(super) fn until_start_of(&self, slide: usize) -> Duration {
        self.plan.slides[..slide].iter().map(time).sum()
    }

    /// Expected time until the end of a step.
    pub(super) fn until_end_of(&self, at: Cursor) -> Duration {
        let slide = &self.plan.slides[at.slide];
        let steps: Duration = slide.expected.iter().take(at.step + 1).sum();
        self.until_start_of(at.slide) + steps.min(time(slide))
    }

    /// Expected time of the whole talk.
    fn whole(&self) -> Duration {
        self.plan.slides.iter().map(time).sum()
    }

    /// How far the talk will go over its length.
    pub(super) fn late(&self, now: Moment) -> Duration {
        let finish = Duration::from_secs(self.finish_seconds(now));
        if self.clock.started() { finish.saturating_sub(self.plan.length) } else { Duration::ZERO }
    }

    fn finish_seconds(&self, now: Moment) -> u64 {
        self.whole().as_secs().saturating_add_signed(self.behind_seconds(now))
    }

    fn behind_seconds(&self, now: Moment) -> i64 {
        let (start, end) = self.expected();
        if self.clock.started() { behind(self.clock.elapsed(now) + self.clock.told(), start, end) } else { 0 }
    }
}

/// Expected time of a slide. Hidden and appendix slides take none, nor do those that are left out.
fn time(slide: &PlannedSlide) -> Duration {
    if slide.hidden || slide.appendix || slide.left_out { Duration::ZERO } else { slide.expected() }
}

/// Seconds beyond what was expected: positive is behind, negative ahead. Whole seconds of the timer, so that it changes with it.
fn behind(elapsed: Duration, until_start: Duration, until_end: Duration) -> i64 {
    let seconds = |time: Duration| i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
    let (elapsed, start, end) = (seconds(elapsed), seconds(until_start), seconds(until_end));
    if elapsed > end { elapsed - end } else { (elapsed - start).min(0) }
}
