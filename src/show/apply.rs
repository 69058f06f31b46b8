//! A command → what changes in the show, by what it is about: the place, the stage, captions, tools, notes, time.

use super::choices::{LARGEST_NOTES, SMALLEST_NOTES, USUAL_NOTES};
use super::command::Command;
use super::marks::Tool;
use super::track::Track;
use super::view::{CaptionSource, Cursor, Mode, Remark, TimerMode};
use super::{Effect, MOST_SCROLL, Moment, Show, cursor};
use crate::deck::caption::CaptionLook;
use crate::deck::plan::Plan;

/// One press scrolls the notes this many lines.
const SCROLL_LINES: i16 = 3;

impl Show {
    /// A person asked for something.
    ///
    /// Any command but its confirmation takes the quit question back, so that a forgotten `Q` cannot lie in wait.
    pub fn apply(&mut self, command: Command, now: Moment) -> Option<Effect> {
        let before = self.before(now);
        // Moving the mouse is no answer.
        let asked = if points(command) { false } else { std::mem::take(&mut self.asking_quit) };
        self.remark = self.remark.filter(|_| points(command));
        self.by_itself &= points(command) || command == Command::StartByItself;
        if !self.heeds_the_end(command, now)
            && let Some(effect) = self.obey(command, asked, now)
        {
            return Some(effect);
        }
        self.settle(before, now);
        None
    }

    /// Each command by what it is about; `asked`: whether to quit was asked before it.
    #[rustfmt::skip]
    fn obey(&mut self, command: Command, asked: bool, now: Moment) -> Option<Effect> {
        use Command as It;
        match command {
            It::Quit => return Some(Effect::Quit),
            // Enter is the key both for going and for answering yes.
            It::GoTyped | It::ConfirmQuit if asked => return self.confirm_end(now),
            // Nobody asked.
            It::ConfirmQuit => {}
            It::AskQuit if self.gives_talk(now) && self.at_end() => self.end(now),
            It::AskQuit => self.asking_quit = true,
            // Taking the question back is the one state that was left.
            It::Leave if asked => {}
            It::Leave => self.leave(now),
            It::NextStep | It::NextSlide | It::SkipOptional | It::PreviousStep | It::PreviousSlide | It::FirstSlide
            | It::LastSlide | It::Digit(_) | It::GoTyped | It::GoTo(_) | It::Back | It::Overview | It::Choose(_)
            | It::WhatNow | It::TickCut(_) | It::TakeCuts => self.go(command, now),
            It::Black | It::White | It::Freeze => self.turn_stage(command, now),
            It::Captions | It::NextCaption | It::PreviousCaption | It::CaptionLanguage | It::CaptionSource
            | It::CaptionPlace | It::CaptionsLarger | It::CaptionsSmaller | It::CaptionsReset | It::CaptionColor
            | It::CaptionPlate | It::CaptionOpacity | It::CaptionFont | It::CaptionEdge => {
                self.turn_captions(command, now);
            }
            It::Undo if self.undo_cuts() => self.remark = Some(Remark::BroughtBack),
            It::Laser | It::Spotlight | It::Zoom | It::Pen | It::PenColor | It::Highlighter | It::Eraser | It::Undo
            | It::Redo | It::ClearInk | It::ToolLarger | It::ToolSmaller | It::Point(_) | It::PointStraight(_)
            | It::Press(_) | It::Release | It::PointAway => self.handle(command),
            It::Notes | It::NotesLarger | It::NotesSmaller | It::NotesReset | It::NotesUp | It::NotesDown
            | It::Teleprompter | It::TeleprompterHold | It::TeleprompterFaster | It::TeleprompterSlower
            | It::TeleprompterScript | It::TeleprompterMirror | It::TeleprompterTurn => self.turn_notes(command, now),
            It::StartByItself | It::Start | It::StartHere | It::AutoAdvance | It::TimerToggle | It::TimerReset
            | It::TimerMode | It::TakeAgain | It::RecordingMark => self.turn_time(command, now),
        }
        None
    }

    /// Where the speaker is, and what may be left out.
    fn go(&mut self, command: Command, now: Moment) {
        let (here, slides) = (self.here.at, self.plan.slides.len());
        match command {
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
            Command::GoTyped if self.cuts.is_open() => self.take_cuts(),
            Command::GoTyped => self.go_typed(now),
            Command::GoTo(slide) if slide < slides => self.jump(Cursor { slide, step: 0 }, now),
            Command::Back => {
                self.overview = None;
                if !self.go_on(now)
                    && let Some(place) = self.history.pop()
                {
                    self.walk(Some(place), now);
                }
            }
            Command::Overview => self.open_overview(),
            Command::Choose(slide) if slide < slides => self.overview = self.overview.map(|_| slide),
            _ => {}
        }
    }

    fn turn_stage(&mut self, command: Command, now: Moment) {
        match command {
            Command::Black => self.stage = self.stage.black(),
            Command::White => self.stage = self.stage.white(),
            // The holding slide stands still as it is.
            _ if self.green_room || self.closes() => {}
            _ => self.freeze(now),
        }
    }

    fn turn_captions(&mut self, command: Command, now: Moment) {
        match command {
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
            _ => {}
        }
    }

    /// Tools, and what they do on the slide.
    fn handle(&mut self, command: Command) {
        let (size, slide) = (self.plan.aspect.size(), &self.plan.slides[self.here.at.slide].id);
        match command {
            Command::Laser => self.hand.take(Tool::Laser),
            Command::Spotlight => self.hand.take(Tool::Spotlight),
            Command::Zoom => self.hand.zoom(),
            Command::Pen => self.hand.take(Tool::Pen),
            Command::PenColor => self.hand.next_color(),
            Command::Highlighter => self.hand.take(Tool::Highlighter),
            Command::Eraser => self.hand.take(Tool::Eraser),
            Command::ClearInk | Command::Undo | Command::Redo => self.hand.ink(command, slide),
            Command::ToolLarger | Command::ToolSmaller => self.hand.size(command == Command::ToolLarger, size),
            _ => self.hand.point(command, slide, size),
        }
    }

    fn turn_notes(&mut self, command: Command, now: Moment) {
        match command {
            Command::Notes => self.console_shown = !self.console_shown,
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
            _ => {}
        }
    }

    fn turn_time(&mut self, command: Command, now: Moment) {
        match command {
            Command::StartByItself => self.by_itself = !self.by_itself && self.until_start(now).is_some(),
            Command::Start => self.start(cursor::first(&self.plan), now),
            Command::StartHere => self.start(self.here.at, now),
            Command::AutoAdvance => self.toggle_auto(now),
            Command::TimerToggle => self.clock.toggle(now),
            Command::TimerReset => {
                self.clock.reset();
                self.taken_again = None;
                self.words_by_hand = false;
            }
            Command::TimerMode => {
                self.timer_mode = match self.timer_mode {
                    TimerMode::Elapsed => TimerMode::Remaining,
                    TimerMode::Remaining => TimerMode::EndsAt,
                    TimerMode::EndsAt => TimerMode::Elapsed,
                }
            }
            Command::TakeAgain => self.take_again(now),
            Command::RecordingMark => self.recording = !self.recording,
            _ => {}
        }
    }

    pub(super) fn set_look(&mut self, change: impl FnOnce(&mut CaptionLook)) {
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

    pub(super) fn freeze(&mut self, now: Moment) {
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
}

/// What a hand on the mouse does, all the time and without meaning more by it.
fn points(command: Command) -> bool {
    use Command::{Point, PointAway, PointStraight, Press, Release};
    matches!(command, Point(_) | PointStraight(_) | Press(_) | Release | PointAway)
}
