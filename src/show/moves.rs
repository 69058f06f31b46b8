//! A step, a slide or a number that was asked for → where the speaker is, and what goes with that.

use super::cursor;
use super::track::Track;
use super::view::{Cursor, Remark};
use super::{MOST_DIGITS, Moment, Show};

impl Show {
    /// Next. In a rehearsal the press that starts the time moves nothing, since the first slide is to have its own; so does
    /// the one that ends the waiting before a talk; and a talk that has nowhere to go from its opening begins there.
    pub(super) fn forward(&mut self, to: Option<Cursor>, now: Moment) {
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
    pub(super) fn start(&mut self, to: Cursor, now: Moment) {
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
    pub(super) fn walk(&mut self, to: Option<Cursor>, now: Moment) {
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
    pub(super) fn jump(&mut self, to: Cursor, now: Moment) {
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
    pub(super) fn skip_optional(&mut self, now: Moment) {
        let to = cursor::next_needed(&self.plan, self.here.at);
        if to.is_some() && !self.waiting() && !self.green_room {
            self.history.push(self.here.at);
        }
        self.forward(to, now);
    }

    /// In a rehearsal: back to the slide's first step, and to the time at which it was first entered.
    pub(super) fn take_again(&mut self, now: Moment) {
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
    pub(super) fn waiting(&self) -> bool {
        self.rehearsal && !self.clock.started()
    }

    /// The clock knows when each slide was first entered.
    pub(super) fn note_entry(&mut self, now: Moment) {
        self.clock.enter(&self.plan.slides[self.here.at.slide].id, now);
    }

    pub(super) fn digit(&mut self, digit: u8) {
        if self.typed.len() < MOST_DIGITS
            && let Some(digit) = char::from_digit(u32::from(digit), 10)
        {
            self.typed.push(digit);
        }
    }

    /// To the number typed, whatever kind of slide has it; with nothing typed there is a slide to be looked for.
    pub(super) fn go_typed(&mut self, now: Moment) {
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
    pub(super) fn open_overview(&mut self) {
        self.typed.clear();
        self.overview = self.overview.or(Some(self.here.at.slide));
    }
}
