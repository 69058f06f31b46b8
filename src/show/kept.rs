//! A show as it stands ⇄ a plain value that another process goes on with: the same view at the same moment.
//!
//! Left out is what was under way when the process died: a number half typed, a question not answered, the pen on its
//! way, the last change from one slide to the next. The steps that undo takes back are gone as well. When the talk is due
//! and how it ends are said by the deck and the settings, to each process anew.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::auto::Auto;
use super::clock::Clock;
use super::cursor::{self, History};
use super::cuts::Cuts;
use super::hand::{Hand, KeptHand};
use super::ink::{inked_sheets, kept_ink};
use super::stage::Stage;
use super::teleprompter::Teleprompter;
use super::track::Track;
use super::view::{CaptionSource, Cursor, TimerMode};
use super::{LARGEST_NOTES, MOST_SCROLL, Moment, SMALLEST_NOTES, Show, Stopped};
use crate::deck;
use crate::deck::caption::{CaptionLook, CaptionPlace, CaptionStyle};
use crate::deck::plan::Plan;

/// All that a show is beside its plan and its ink.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    here: Track,
    history: History,
    cuts: Cuts,
    stage: Stage,
    hand: KeptHand,
    clock: Clock,
    idle_since: Option<Moment>,
    played: Duration,
    playing_since: Option<Moment>,
    moved: Duration,
    moving_since: Option<Moment>,
    words_by_hand: bool,
    timer_mode: TimerMode,
    auto: Auto,
    rehearsal: bool,
    green_room: bool,
    by_itself: bool,
    over: Option<bool>,
    again: u32,
    taken_again: Option<Duration>,
    recording: bool,
    captions_on: bool,
    source: CaptionSource,
    caption_place: CaptionPlace,
    caption_line: u8,
    #[serde(default)]
    caption_style: CaptionStyle,
    /// BCP 47.
    language: Option<String>,
    notes_tenths: u8,
    notes_scroll: i16,
    teleprompter: Teleprompter,
    overview: Option<usize>,
    console_shown: bool,
    stopped: Option<Stopped>,
}

/// The slides that places in a show are about: their stable names, and how many steps each has.
pub type Shape = Vec<(String, usize)>;

impl Kept {
    /// Where the speaker is.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        self.here.at
    }

    /// What the timer shows at this moment, and whether it runs.
    #[must_use]
    pub fn timer(&self, now: Moment) -> (Duration, bool) {
        (self.clock.elapsed(now), self.clock.running())
    }

    /// There is something to go on with: the talk has begun, and is not over.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        self.clock.started() && self.over.is_none()
    }
}

impl Show {
    /// All of it that outlives the process.
    #[must_use]
    pub fn kept(&self) -> Kept {
        // Named one by one, so that nothing new can be forgotten here.
        let Self {
            plan,
            written: _,
            here,
            history,
            cuts,
            stage,
            left: _,
            hand,
            clock,
            idle_since,
            played,
            playing_since,
            moved,
            moving_since,
            words_by_hand,
            remark: _,
            timer_mode,
            auto,
            rehearsal,
            green_room,
            due: _,
            by_itself,
            ending: _,
            over,
            again,
            taken_again,
            recording,
            captions_on,
            feed: _,
            source,
            caption_look: CaptionLook { place, line, style },
            language,
            notes_tenths,
            notes_scroll,
            teleprompter,
            typed: _,
            overview,
            asking_quit: _,
            console_shown,
            stopped,
        } = self;
        Kept {
            here: *here,
            history: history.clone(),
            cuts: cuts.clone(),
            stage: *stage,
            hand: hand.kept(),
            clock: clock.clone(),
            idle_since: *idle_since,
            played: *played,
            playing_since: *playing_since,
            moved: *moved,
            moving_since: *moving_since,
            words_by_hand: *words_by_hand,
            timer_mode: *timer_mode,
            auto: *auto,
            rehearsal: *rehearsal,
            green_room: *green_room,
            by_itself: *by_itself,
            over: *over,
            again: *again,
            taken_again: *taken_again,
            recording: *recording,
            captions_on: *captions_on,
            source: *source,
            caption_place: *place,
            caption_line: *line,
            caption_style: *style,
            language: plan.languages.get(*language).cloned(),
            notes_tenths: *notes_tenths,
            notes_scroll: *notes_scroll,
            teleprompter: *teleprompter,
            overview: *overview,
            console_shown: *console_shown,
            stopped: stopped.clone(),
        }
    }

    /// The slides of its plan.
    #[must_use]
    pub fn shape(&self) -> Shape {
        shape(&self.plan)
    }

    /// The ink of all slides as a file has it.
    #[must_use]
    pub fn ink(&self) -> deck::ink::Ink {
        kept_ink(&self.hand.sheets())
    }

    /// Goes on with what was kept of a show whose plan had these slides, at `now`. Where the plan is another one, places
    /// are found by the names of their slides.
    #[must_use]
    pub fn gone_on_with(self, kept: Kept, shape: &Shape, ink: &deck::ink::Ink, now: Moment) -> Self {
        let plan = Arc::clone(&self.written);
        let carry = |at: Cursor| carried(shape, &plan, at);
        let (here, found) = match carry(kept.here.at) {
            Some(at) => (at, true),
            None => (nearest(&plan, kept.here.at), false),
        };
        let stage = still_held(kept.stage, carry);
        let source = if self.feed { kept.source } else { CaptionSource::Script };
        let line = kept.caption_line.clamp(CaptionLook::SMALLEST_LINE, CaptionLook::LARGEST_LINE);
        let language = plan.languages.iter().position(|it| Some(it) == kept.language.as_ref()).unwrap_or(0);
        let slide_of = |slide: usize| carry(Cursor { slide, step: 0 }).map(|at| at.slide);
        let mut show = Self {
            here: Track { at: here, ..kept.here },
            history: kept.history.mapped(carry),
            cuts: kept.cuts,
            stage,
            left: None,
            hand: Hand::of(kept.hand, inked_sheets(ink), plan.aspect.size()),
            clock: kept.clock,
            idle_since: kept.idle_since,
            played: kept.played,
            playing_since: kept.playing_since,
            moved: kept.moved,
            moving_since: kept.moving_since,
            words_by_hand: kept.words_by_hand,
            remark: None,
            timer_mode: kept.timer_mode,
            auto: kept.auto,
            rehearsal: kept.rehearsal,
            green_room: kept.green_room,
            by_itself: kept.by_itself,
            over: kept.over,
            again: kept.again,
            taken_again: kept.taken_again,
            recording: kept.recording,
            captions_on: kept.captions_on,
            source,
            caption_look: CaptionLook { place: kept.caption_place, line, style: kept.caption_style.sound() },
            language,
            notes_tenths: kept.notes_tenths.clamp(SMALLEST_NOTES, LARGEST_NOTES),
            notes_scroll: kept.notes_scroll.clamp(-MOST_SCROLL, MOST_SCROLL),
            teleprompter: kept.teleprompter.sound(),
            typed: String::new(),
            overview: kept.overview.and_then(slide_of),
            asking_quit: false,
            console_shown: kept.console_shown,
            stopped: kept.stopped,
            ..self
        };
        show.fit_plan();
        if !found {
            show.notes_scroll = 0;
            show.hand.leave_slide();
        }
        show.stop_at_end();
        show.prompt(now);
        show
    }
}

/// The stage with what it holds where that is now; where its slide is gone, it holds nothing.
fn still_held(stage: Stage, carry: impl Fn(Cursor) -> Option<Cursor>) -> Stage {
    match stage.held().map(|held| (held, carry(held.at))) {
        Some((held, Some(at))) => stage.map(|_| Track { at, ..held }),
        Some((_, None)) => stage.thawed(),
        None => stage,
    }
}

/// The slides of a plan.
#[must_use]
pub fn shape(plan: &Plan) -> Shape {
    plan.slides.iter().map(|slide| (slide.id.clone(), slide.steps)).collect()
}

/// A place of the old plan in the new one, if its slide is there.
fn carried(old: &Shape, new: &Plan, at: Cursor) -> Option<Cursor> {
    let (id, _) = old.get(at.slide)?;
    let slide = match new.slides.get(at.slide) {
        Some(slide) if slide.id == *id => at.slide,
        _ => new.slides.iter().position(|slide| slide.id == *id)?,
    };
    Some(Cursor { slide, step: at.step.min(new.slides[slide].steps.saturating_sub(1)) })
}

/// A place as far into the talk, where its own slide is gone.
fn nearest(plan: &Plan, at: Cursor) -> Cursor {
    let visible = (0..plan.slides.len()).filter(|&slide| !plan.slides[slide].hidden);
    let slide = visible.min_by_key(|slide| slide.abs_diff(at.slide));
    slide.map_or_else(|| cursor::first(plan), |slide| Cursor { slide, step: 0 })
}
