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
use command::Command;
use cursor::History;
use cuts::Cuts;
use hand::Hand;
use marks::Tool;
use stage::Stage;
use teleprompter::Teleprompter;
use track::Track;
use view::{CaptionSource, Cursor, Mode, OnStage, Remark, TimerMode};

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
/// One press scrolls the notes this many lines. The window knows where they end; this only keeps the number small.
const SCROLL_LINES: i16 = 3;
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

    /// A person asked for something.
    ///
    /// Any command but its confirmation takes the quit question back, so that a forgotten `Q` cannot lie in wait.
    pub fn apply(&mut self, command: Command, now: Moment) -> Option<Effect> {
        let before = self.before(now);
        // Moving the mouse is no answer.
        let asked = if points(command) { false } else { std::mem::take(&mut self.asking_quit) };
        self.remark = self.remark.filter(|_| points(command));
        self.by_itself &= points(command) || command == Command::StartByItself;
        let here = self.here.at;
        match command {
            _ if self.heeds_the_end(command, now) => {}
            Command::NextStep => self.forward(cursor::next_step(&self.plan, here), now),
            Command::NextSlide => self.forward(cursor::next_slide(&self.plan, here), now),
            Command::SkipOptional => self.skip_optional(now),
            Command::PreviousStep => self.walk(cursor::previous_step(&self.plan, here), now),
            Command::PreviousSlide => self.walk(cursor::previous_slide(&self.plan, here), now),
            Command::FirstSlide => self.jump(cursor::first(&self.plan), now),
            Command::LastSlide => self.jump(cursor::last(&self.plan), now),
            Command::Digit(digit @ 1..) if self.cuts.is_open() => self.tick_cut(usize::from(digit) - 1),
            Command::Digit(digit) => self.digit(digit),
            Command::WhatNow => self.ask_what_now(self.late(now)),
            Command::TickCut(at) => self.tick_cut(at),
            Command::TakeCuts => self.take_cuts(),
            // Enter is the key both for going and for answering yes.
            Command::GoTyped | Command::ConfirmQuit if asked => {
                let effect = self.confirm_end(now);
                if effect.is_some() {
                    return effect;
                }
            }
            Command::GoTyped if self.cuts.is_open() => self.take_cuts(),
            Command::GoTyped => self.go_typed(now),
            Command::GoTo(slide) => {
                if slide < self.plan.slides.len() {
                    self.jump(Cursor { slide, step: 0 }, now);
                }
            }
            Command::Back => {
                self.overview = None;
                if !self.go_on(now)
                    && let Some(place) = self.history.pop()
                {
                    self.walk(Some(place), now);
                }
            }
            Command::StartByItself => self.by_itself = !self.by_itself && self.until_start(now).is_some(),
            Command::Start => self.start(cursor::first(&self.plan), now),
            Command::StartHere => self.start(here, now),
            Command::AutoAdvance => self.toggle_auto(now),
            Command::Overview => self.open_overview(),
            Command::Choose(slide) => {
                if slide < self.plan.slides.len() {
                    self.overview = self.overview.map(|_| slide);
                }
            }
            Command::Black => self.stage = self.stage.black(),
            Command::White => self.stage = self.stage.white(),
            // The holding slide stands still as it is.
            Command::Freeze if self.green_room || self.closes() => {}
            Command::Freeze => self.freeze(now),
            Command::Captions => self.captions_on = !self.captions_on,
            Command::NextCaption => self.turn_caption(now, Track::next_block),
            Command::PreviousCaption => self.turn_caption(now, Track::previous_block),
            Command::CaptionLanguage if self.plan.languages.len() < 2 => self.remark = Some(Remark::OneLanguage),
            Command::CaptionLanguage => self.language = (self.language + 1) % self.plan.languages.len(),
            Command::CaptionSource => self.next_source(),
            Command::CaptionPlace => self.set_look(|look| look.place = look.place.next()),
            Command::CaptionsLarger => self.set_look(|look| look.line = (look.line + 1).min(CaptionLook::LARGEST_LINE)),
            Command::CaptionsSmaller => {
                self.set_look(|look| look.line = (look.line - 1).max(CaptionLook::SMALLEST_LINE));
            }
            Command::CaptionsReset => self.set_look(|look| look.line = CaptionLook::USUAL_LINE),
            Command::CaptionColor => self.set_look(|look| look.style.color = look.style.color.next()),
            Command::CaptionPlate => self.set_look(|look| look.style.plate = look.style.plate.next()),
            Command::CaptionOpacity => self.set_look(|look| look.style.opacity = look.style.next_opacity()),
            Command::CaptionFont => self.set_look(|look| look.style.font = look.style.font.next()),
            Command::CaptionEdge => self.set_look(|look| look.style.edge = look.style.edge.next()),
            Command::Laser => self.hand.take(Tool::Laser),
            Command::Spotlight => self.hand.take(Tool::Spotlight),
            Command::Zoom => self.hand.zoom(),
            Command::Pen => self.hand.take(Tool::Pen),
            Command::PenColor => self.hand.next_color(),
            Command::Highlighter => self.hand.take(Tool::Highlighter),
            Command::Eraser => self.hand.take(Tool::Eraser),
            Command::Undo if self.undo_cuts() => self.remark = Some(Remark::BroughtBack),
            Command::ClearInk | Command::Undo | Command::Redo => {
                self.hand.ink(command, &self.plan.slides[here.slide].id);
            }
            Command::ToolLarger | Command::ToolSmaller => {
                self.hand.size(command == Command::ToolLarger, self.plan.aspect.size());
            }
            Command::Point(_)
            | Command::PointStraight(_)
            | Command::Press(_)
            | Command::Release
            | Command::PointAway => {
                self.hand.point(command, &self.plan.slides[here.slide].id, self.plan.aspect.size());
            }
            Command::NotesLarger => self.notes_tenths = (self.notes_tenths + 1).min(LARGEST_NOTES),
            Command::NotesSmaller => self.notes_tenths = (self.notes_tenths - 1).max(SMALLEST_NOTES),
            Command::NotesReset => self.notes_tenths = USUAL_NOTES,
            Command::NotesUp | Command::NotesDown if self.teleprompter.on => {
                self.teleprompter.scroll(command == Command::NotesDown, now);
            }
            Command::NotesUp => self.notes_scroll = (self.notes_scroll - SCROLL_LINES).max(-MOST_SCROLL),
            Command::NotesDown => self.notes_scroll = (self.notes_scroll + SCROLL_LINES).min(MOST_SCROLL),
            Command::Teleprompter => self.teleprompter.on = !self.teleprompter.on,
            Command::TeleprompterHold => self.teleprompter.held = !self.teleprompter.held,
            Command::TeleprompterFaster => self.teleprompter.hurry(true, now),
            Command::TeleprompterSlower => self.teleprompter.hurry(false, now),
            Command::TeleprompterScript => self.teleprompter.change_source(),
            Command::TeleprompterMirror => self.teleprompter.mirrored = !self.teleprompter.mirrored,
            Command::TeleprompterTurn => self.teleprompter.turned = !self.teleprompter.turned,
            Command::Notes => self.console_shown = !self.console_shown,
            Command::TimerToggle => self.clock.toggle(now),
            Command::TimerReset => {
                self.clock.reset();
                self.taken_again = None;
                self.words_by_hand = false;
            }
            Command::TakeAgain => self.take_again(now),
            Command::RecordingMark => self.recording = !self.recording,
            Command::TimerMode => {
                self.timer_mode = match self.timer_mode {
                    TimerMode::Elapsed => TimerMode::Remaining,
                    TimerMode::Remaining => TimerMode::EndsAt,
                    TimerMode::EndsAt => TimerMode::Elapsed,
                }
            }
            // Taking the question back is the one state that was left.
            Command::Leave if asked => {}
            Command::Leave => self.leave(now),
            Command::AskQuit if self.gives_talk(now) && self.at_end() => self.end(now),
            Command::AskQuit => self.asking_quit = true,
            // Nobody asked.
            Command::ConfirmQuit => {}
            Command::Quit => return Some(Effect::Quit),
        }
        self.settle(before, now);
        None
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

    fn set_look(&mut self, change: impl FnOnce(&mut CaptionLook)) {
        change(&mut self.caption_look);
        self.fit_plan();
    }

    /// Scripted, live, off. A source that has nothing to say is passed over.
    fn next_source(&mut self) {
        let scripted = !self.feed || self.plan.has_captions();
        (self.captions_on, self.source) = match (self.captions_on, self.source) {
            (false, _) if scripted => (true, CaptionSource::Script),
            (true, CaptionSource::Script) if self.feed => (true, CaptionSource::Live),
            (false, _) => (true, CaptionSource::Live),
            (true, _) => (false, CaptionSource::Script),
        };
    }

    /// Next. In a rehearsal the press that starts the time moves nothing, since the first slide is to have its own; so does
    /// the one that ends the waiting before a talk; and a talk that has nowhere to go from its opening begins there.
    fn forward(&mut self, to: Option<Cursor>, now: Moment) {
        if self.waiting() || self.green_room {
            self.clock.start_by_itself(now);
            return self.walk(None, now);
        }
        if to.is_none() && self.here.at == cursor::first(&self.plan) {
            self.clock.start_by_itself(now);
        }
        self.walk(to, now);
    }

    /// The talk begins at `to`. Once its time was started, a button pressed by habit must not move it.
    fn start(&mut self, to: Cursor, now: Moment) {
        if self.clock.started() {
            self.stage = self.stage.lifted();
        } else {
            self.clock.start_by_itself(now);
            self.jump(to, now);
        }
    }

    /// Moves the speaker, or, at either end, stays.
    ///
    /// Whoever moves wants to be seen, so black and white are lifted even where there is nowhere left to go; a
    /// frozen stage stays frozen. Half-typed digits are dropped: they belong to another thought.
    fn walk(&mut self, to: Option<Cursor>, now: Moment) {
        self.typed.clear();
        self.stage = self.stage.lifted();
        self.over = self.over.map(|_| false);
        let Some(to) = to.filter(|to| *to != self.here.at) else { return };
        self.notes_scroll = 0;
        if to.slide != self.here.at.slide {
            self.hand.leave_slide();
        }
        self.here = Track::new(to, self.played(now));
        self.taken_again = None;
        self.words_by_hand = false;
    }

    /// Moves to a slide out of the talk's order, so that `Back` finds the way home. The overview has done its work.
    fn jump(&mut self, to: Cursor, now: Moment) {
        self.overview = None;
        if self.green_room {
            // Whoever goes to a slide has begun, be it the one that was to come.
            self.clock.start_by_itself(now);
        }
        if to != self.here.at {
            self.history.push(self.here.at);
        }
        self.walk(Some(to), now);
    }

    /// Past the optional slides ahead, so that `Back` finds the way to them.
    fn skip_optional(&mut self, now: Moment) {
        let to = cursor::next_needed(&self.plan, self.here.at);
        if to.is_some() && !self.waiting() && !self.green_room {
            self.history.push(self.here.at);
        }
        self.forward(to, now);
    }

    /// Another caption for the audience; on the speaker's own step the console's is the same one.
    fn turn_caption(&mut self, now: Moment, turn: fn(Track, &Plan, usize, Moment) -> Track) {
        if self.captions_wait() {
            // The first one is the first to be called for.
            self.words_by_hand = true;
            return;
        }
        let now = self.played(now);
        let held = self.stage.held();
        let turned = turn(held.unwrap_or(self.here), &self.plan, self.language, now);
        self.stage = self.stage.map(|_| turned);
        if held.is_none_or(|held| held.at == self.here.at) {
            self.here = turned;
        }
    }

    /// In a rehearsal: back to the slide's first step, and to the time at which it was first entered.
    fn take_again(&mut self, now: Moment) {
        let slide = self.here.at.slide;
        if self.rehearsal
            && let Some(to) = self.clock.go_back(&self.plan.slides[slide].id, now)
        {
            self.walk(Some(Cursor { slide, step: 0 }), now);
            self.here = Track::new(self.here.at, self.played(now));
            (self.again, self.taken_again) = (self.again + 1, Some(to));
        }
    }

    /// A rehearsal whose time has not begun.
    fn waiting(&self) -> bool {
        self.rehearsal && !self.clock.started()
    }

    /// The clock knows when each slide was first entered.
    fn note_entry(&mut self, now: Moment) {
        self.clock.enter(&self.plan.slides[self.here.at.slide].id, now);
    }

    fn digit(&mut self, digit: u8) {
        if self.typed.len() < MOST_DIGITS
            && let Some(digit) = char::from_digit(u32::from(digit), 10)
        {
            self.typed.push(digit);
        }
    }

    /// To the number typed, whatever kind of slide has it; with nothing typed there is a slide to be looked for.
    fn go_typed(&mut self, now: Moment) {
        if self.typed.is_empty() {
            return self.open_overview();
        }
        let number = std::mem::take(&mut self.typed).parse().ok();
        if let Some(slide) = self.plan.slides.iter().position(|slide| Some(slide.number) == number) {
            self.jump(Cursor { slide, step: 0 }, now);
        } else {
            self.remark = Some(Remark::NoSuchSlide);
        }
    }

    /// Begins at the speaker's own slide. Nothing of it reaches the stage.
    fn open_overview(&mut self) {
        self.typed.clear();
        self.overview = self.overview.or(Some(self.here.at.slide));
    }

    fn freeze(&mut self, now: Moment) {
        if let Some(held) = self.stage.held() {
            // The audience has read the held step's captions, and nothing yet of a step that it now sees first.
            self.here = if held.at == self.here.at { held } else { Track::new(self.here.at, self.played(now)) };
            self.stage = self.stage.thawed();
            self.hand.thaw();
        } else {
            self.stage = self.stage.frozen(self.here);
            self.hand.freeze(&self.plan.slides[self.here.at.slide].id);
        }
    }

    /// Esc: the innermost special state, one a press.
    fn leave(&mut self, now: Moment) {
        if self.overview.is_some() {
            self.overview = None;
        } else if self.cuts.close() {
        } else if !self.typed.is_empty() {
            self.typed.clear();
        } else if !self.hand.leave() {
            match self.stage.mode() {
                Mode::Black | Mode::White => self.stage = self.stage.lifted(),
                Mode::Frozen => self.freeze(now),
                Mode::Live if self.stop_auto() => {}
                Mode::Live if self.teleprompter.on => self.teleprompter.on = false,
                Mode::Live if self.over == Some(false) => self.over = Some(true),
                Mode::Live => self.console_shown = false,
            }
        }
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

/// What a hand on the mouse does, all the time and without meaning more by it.
fn points(command: Command) -> bool {
    use Command::{Point, PointAway, PointStraight, Press, Release};
    matches!(command, Point(_) | PointStraight(_) | Press(_) | Release | PointAway)
}
