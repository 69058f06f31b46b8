//! The presentation as a value: commands and moments become a `View`; no window, no file, no clock of its own.
//!
//! Invariant: a `Show` changes only in `apply`, `choose`, `adopt`, `tick`, `expect_start` and `end_with`, and the same calls always make the same show.
//! Invariant: every place in it (cursor, frozen step, history) lies inside its plan.

pub mod choices;
pub mod command;
pub mod marks;
pub mod teleprompter;
pub mod view;

mod adopt;
mod apply;
mod auto;
mod begin;
mod clock;
mod cursor;
mod cuts;
mod ending;
mod hand;
mod ink;
pub mod kept;
mod moment;
mod moves;
mod resume;
mod snapshot;
mod stage;
mod track;

#[cfg(test)]
pub(crate) mod tests;

use std::sync::Arc;
use std::time::Duration;

use crate::captions;
use crate::deck::Ending;
use crate::deck::caption::CaptionLook;
use crate::deck::plan::Plan;
use auto::{Auto, Counted};
use choices::{LARGEST_NOTES, SMALLEST_NOTES, USUAL_NOTES};
use clock::Clock;
use cursor::History;
use cuts::Cuts;
use hand::Hand;
use stage::Stage;
use teleprompter::Teleprompter;
use track::Track;
use view::{CaptionSource, Cursor, Mode, OnStage, TimerMode};

pub use ink::{Sheets, kept_ink};
pub use moment::Moment;
pub use resume::Stopped;

/// What a talk asks of the program that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The speaker has ended a rehearsal that had begun.
    EndRehearsal,
    Quit,
}

/// A slide number has at most this many digits.
const MOST_DIGITS: usize = 4;
/// The window knows where notes end; this only keeps the number small.
const MOST_SCROLL: i16 = 999;

/// A talk being given.
#[derive(Clone, Debug)]
pub struct Show {
    /// With captions as they fit the size that the speaker chose.
    plan: Arc<Plan>,
    /// As it was adopted.
    written: Arc<Plan>,
    /// Where the speaker is, and since when.
    here: Track,
    history: History,
    cuts: Cuts,
    stage: Stage,
    /// What the stage showed before, and until when.
    left: Option<(Cursor, Moment)>,
    hand: Hand,
    clock: Clock,
    /// Since when the talk moves though its time stands.
    idle_since: Option<Moment>,
    /// How long captions were played, and since when they are again.
    played: Duration,
    playing_since: Option<Moment>,
    /// How long the stage was live, and since when it is again.
    moved: Duration,
    moving_since: Option<Moment>,
    /// The speaker called for this step's captions before the time began.
    words_by_hand: bool,
    remark: begin::Remarks,
    timer_mode: TimerMode,
    auto: Auto,
    rehearsal: bool,
    /// The audience comes in: the stage shows the holding slide until the first move.
    green_room: bool,
    /// When it starts, as far as is known, and whether it then starts by itself.
    due: Option<Moment>,
    by_itself: bool,
    /// What the speaker wants the audience to see after the talk, instead of what the plan says.
    ending: Option<Ending>,
    /// The talk was ended, and whether the closing slide stands since.
    over: Option<bool>,
    /// How often a slide was taken again, and, while nothing has moved since, the time that the talk went back to.
    again: u32,
    taken_again: Option<Duration>,
    recording: bool,
    captions_on: bool,
    /// Somebody was asked to send live captions.
    feed: bool,
    source: CaptionSource,
    caption_look: CaptionLook,
    language: usize,
    /// In tenths, so that as many presses up as down end where they began.
    notes_tenths: u8,
    notes_scroll: i16,
    teleprompter: Teleprompter,
    typed: String,
    /// The slide chosen in the overview, while that is open.
    overview: Option<usize>,
    asking_quit: bool,
    console_shown: bool,
    /// Where the talk before this one broke off.
    stopped: Option<Stopped>,
}

impl Show {
    /// The talk at its first slide, timer at zero. By its own invariant the plan has a slide.
    #[must_use]
    pub fn new(plan: impl Into<Arc<Plan>>) -> Self {
        let plan = plan.into();
        let mut show = Self {
            here: Track::new(cursor::first(&plan), Moment::default()),
            history: History::default(),
            cuts: Cuts::default(),
            stage: Stage::Live,
            left: None,
            hand: Hand::default(),
            clock: Clock::default(),
            idle_since: None,
            played: Duration::ZERO,
            playing_since: None,
            moved: Duration::ZERO,
            moving_since: Some(Moment::default()),
            words_by_hand: false,
            remark: None,
            timer_mode: TimerMode::Elapsed,
            auto: Auto::default(),
            rehearsal: false,
            green_room: false,
            due: None,
            by_itself: false,
            ending: None,
            over: None,
            again: 0,
            taken_again: None,
            recording: false,
            captions_on: plan.captions_on,
            feed: false,
            source: CaptionSource::Script,
            caption_look: CaptionLook::usual(plan.caption_place),
            language: 0,
            notes_tenths: USUAL_NOTES,
            notes_scroll: 0,
            teleprompter: Teleprompter::new(plan.words_a_minute),
            typed: String::new(),
            overview: None,
            asking_quit: false,
            console_shown: false,
            stopped: None,
            plan: Arc::new(captions::fitted(&plan, CaptionLook::usual(plan.caption_place))),
            written: plan,
        };
        show.prompt_anew(false);
        show
    }

    /// The same with nobody watching: time begins with the first press forward, so that the first slide has its own, and
    /// slides can be taken again.
    #[must_use]
    pub fn rehearsed(self) -> Self {
        Self { rehearsal: true, ..self }
    }

    /// The same, opened at a slide (index into the plan), where the talk waits for its beginning.
    #[must_use]
    pub fn opened_at(mut self, slide: usize) -> Self {
        if slide < self.plan.slides.len() {
            self.here = Track::new(Cursor { slide, step: 0 }, Moment::default());
            self.prompt_anew(false);
        }
        self
    }

    /// With live captions to be had.
    #[cfg(test)]
    pub(crate) fn with_feed(self) -> Self {
        Self { feed: true, ..self }
    }

    /// Live captions are to be had, or no longer. They are not shown until the speaker asks for them.
    pub fn hear(&mut self, feed: bool) {
        self.feed = feed;
        if !feed {
            self.source = CaptionSource::Script;
        }
    }

    /// The plan as last adopted, its captions broken for the size at which they are shown.
    #[must_use]
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    pub(super) fn on_stage(&self) -> OnStage {
        match self.stage.on_stage(self.here) {
            OnStage::Slide(_) if self.green_room => OnStage::Holding,
            OnStage::Slide(at) if self.closes() => match self.ending() {
                Ending::Card => OnStage::Closing,
                Ending::LastSlide => OnStage::Slide(at),
                Ending::Black => OnStage::Black,
            },
            shown => shown,
        }
    }

    /// What a change is measured against afterwards.
    fn before(&self, now: Moment) -> Before {
        Before { counted: self.counted(now), shown: self.on_stage(), at: self.here.at, started: self.clock.started() }
    }

    /// Something may have changed since `before`: all that goes by it follows.
    fn settle(&mut self, before: Before, now: Moment) {
        self.begin_by_moving(before.at, now);
        self.leave_green_room();
        // A reset that is taken back begins nothing: its time is not zero.
        if !before.started && self.clock.running() && self.clock.elapsed(now).is_zero() {
            self.note_beginning(before.at);
            // The audience has seen what the talk stood on until now.
            self.clock.enter(&self.plan.slides[before.at.slide].id, now);
        }
        self.note_idling(before.at != self.here.at, now);
        self.note_playing(now);
        self.note_moving(now);
        self.count_anew(before.counted, now);
        self.note_left(before.shown, now);
        self.note_entry(now);
        self.prompt(now);
    }

    /// How long pictures on the stage have moved: not while it is frozen, black or white.
    pub(super) fn moved(&self, now: Moment) -> Duration {
        self.moved + self.moving_since.map_or(Duration::ZERO, |since| now.since(since))
    }

    fn note_moving(&mut self, now: Moment) {
        let live = self.stage.mode() == Mode::Live;
        if live != self.moving_since.is_some() {
            self.moved = self.moved(now);
            self.moving_since = live.then_some(now);
        }
    }

    /// The stage showed `shown` until now.
    fn note_left(&mut self, shown: OnStage, now: Moment) {
        self.left = match (shown, self.on_stage()) {
            (before, after) if before == after => self.left,
            (OnStage::Slide(left), OnStage::Slide(_)) => Some((left, now)),
            _ => None,
        };
    }

    /// Panics unless the invariants hold.
    #[cfg(test)]
    fn check(&self) {
        let inside = |at: Cursor| {
            assert!(at.slide < self.plan.slides.len(), "{at:?} is past the last slide");
            assert!(at.step < self.plan.slides[at.slide].steps.max(1), "{at:?} is past the slide's last step");
        };
        inside(self.here.at);
        self.stage.held().into_iter().for_each(|track| inside(track.at));
        self.history.places().iter().copied().for_each(inside);
        self.hand.check(self.plan.aspect.size());
        assert!(self.overview.is_none_or(|chosen| chosen < self.plan.slides.len()));
        assert!(self.typed.len() <= MOST_DIGITS && self.typed.bytes().all(|byte| byte.is_ascii_digit()));
        assert!(!self.auto.on() || self.next_by_itself().is_some());
        assert!(self.language < self.plan.languages.len());
        assert!((CaptionLook::SMALLEST_LINE..=CaptionLook::LARGEST_LINE).contains(&self.caption_look.line));
        assert!(self.feed || self.source == CaptionSource::Script);
        assert!((SMALLEST_NOTES..=LARGEST_NOTES).contains(&self.notes_tenths));
    }
}

/// A show before a command, or before time passed.
struct Before {
    counted: Counted,
    shown: OnStage,
    at: Cursor,
    started: bool,
}
