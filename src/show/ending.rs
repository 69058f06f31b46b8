//! The last word of a talk → its end: time stands, and the closing slide stays until the speaker leaves the stage.
//!
//! Invariant: a talk that is over keeps its time. Slides may be shown again; Esc, or Next after the last, brings the
//! closing slide back.

use super::command::Command;
use super::view::Mode;
use super::{Effect, Moment, Show, cursor};
use crate::deck::Ending;

impl Show {
    /// There is an audience, and the talk goes on.
    pub(super) fn gives_talk(&self, now: Moment) -> bool {
        !self.clock.elapsed(now).is_zero() && !self.rehearsal && self.over.is_none()
    }

    /// The speaker chose this instead of what decks say.
    pub fn end_with(&mut self, ending: Option<Ending>) {
        self.ending = ending;
    }

    /// What the audience sees after the talk.
    pub(super) fn ending(&self) -> Ending {
        self.ending.unwrap_or(self.plan.ending)
    }

    /// The closing slide stands, seen or under a blank stage.
    pub(super) fn closes(&self) -> bool {
        self.over == Some(true)
    }

    /// Nothing of the talk comes after this step; the appendix is no part of it.
    pub(super) fn at_end(&self) -> bool {
        let here = self.here.at;
        let appendix = |slide: usize| self.plan.slides[slide].appendix;
        cursor::next_step(&self.plan, here)
            .is_none_or(|next| next.slide != here.slide && appendix(next.slide) && !appendix(here.slide))
    }

    /// The slides of the talk (indices into the plan) that its audience has not seen.
    pub(super) fn unseen(&self) -> Vec<usize> {
        let counted = self.plan.slides.iter().enumerate().filter(|(_, slide)| !slide.hidden && !slide.appendix);
        let here = |id: &str| self.clock.started() && id == self.slide().id;
        counted.filter(|(_, slide)| !here(&slide.id) && !self.clock.entered(&slide.id)).map(|(at, _)| at).collect()
    }

    /// The talk is over, whatever the stage was doing.
    pub(super) fn end(&mut self, now: Moment) {
        self.close(now);
        self.overview = None;
        self.typed.clear();
        self.teleprompter.on = false;
        self.stop_auto();
        if self.clock.running() {
            self.clock.toggle(now);
        }
    }

    fn close(&mut self, now: Moment) {
        self.stage = self.stage.lifted();
        if self.stage.mode() == Mode::Frozen {
            self.freeze(now);
        }
        self.over = Some(true);
    }

    /// The question was answered with yes. A talk that goes on comes to its closing slide first.
    pub(super) fn confirm_end(&mut self, now: Moment) -> Option<Effect> {
        if self.gives_talk(now) {
            self.end(now);
            return None;
        }
        let rehearsed = self.rehearsal && self.clock.started();
        Some(if rehearsed { Effect::EndRehearsal } else { Effect::Quit })
    }

    /// What a command means once the talk is over, where that is something else than before.
    pub(super) fn heeds_the_end(&mut self, command: Command, now: Moment) -> bool {
        let Some(closes) = self.over else { return false };
        let forward = matches!(command, Command::NextStep | Command::NextSlide | Command::SkipOptional);
        let back = matches!(command, Command::PreviousStep | Command::PreviousSlide);
        match command {
            // Its time is told already.
            Command::TimerToggle | Command::TimerReset | Command::AutoAdvance | Command::TakeAgain => true,
            Command::Start | Command::StartHere => true,
            _ if forward && closes => true,
            _ if forward && cursor::next_step(&self.plan, self.here.at).is_none() => {
                self.close(now);
                true
            }
            _ if back && closes => {
                self.walk(None, now);
                true
            }
            _ => false,
        }
    }
}
