//! A plan of the edited deck → the show at the same place in it, with what the speaker chose.

use std::sync::Arc;

use super::track::Track;
use super::view::Cursor;
use super::{Show, cursor};
use crate::deck::plan::Plan;

impl Show {
    /// The deck was edited: stays at the same slide by its name, else at the nearest that Next would show.
    ///
    /// Captions follow the author's setting only when the edit changed it; otherwise the speaker's choice stands.
    /// A plan without slides is no plan, so the last good one stays.
    pub fn adopt(&mut self, plan: impl Into<Arc<Plan>>) {
        let plan = plan.into();
        if plan.slides.is_empty() {
            return;
        }
        self.left = None;
        if self.written.caption_place != plan.caption_place {
            self.caption_look.place = plan.caption_place;
        }
        let old = Arc::clone(&self.plan);
        self.written = plan;
        self.fit_plan();
        let carry = |track: Track| Track { at: cursor::carried(&old, &self.plan, track.at), ..track };
        let gone = |track: Track| old.slides[track.at.slide].id != self.plan.slides[carry(track).at.slide].id;
        let reshaped = old.aspect != self.plan.aspect;
        let lost = gone(self.here);
        if lost {
            self.notes_scroll = 0;
        }
        if gone(self.here) || reshaped {
            self.hand.leave_slide();
        }
        if reshaped || self.stage.held().is_some_and(gone) {
            self.hand.thaw();
        }
        self.here = carry(self.here);
        self.stage = self.stage.map(carry);
        self.history.carry(&old, &self.plan);
        let chosen = |slide| cursor::carried(&old, &self.plan, Cursor { slide, step: 0 }).slide;
        self.overview = self.overview.map(chosen);
        let spoken = old.languages.get(self.language);
        self.language = self.plan.languages.iter().position(|language| Some(language) == spoken).unwrap_or(0);
        if old.captions_on != self.plan.captions_on {
            self.captions_on = self.plan.captions_on;
        }
        self.prompt_anew(lost);
        self.stop_at_end();
    }
}
