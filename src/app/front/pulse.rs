//! The event loop that goes round → the word to who watches that the windows are at work, and where the stage is.
//!
//! The loop wakes by itself to count the screens, so the words come at rest too, and nothing is painted for them.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use eframe::egui::ViewportId;
use winit::window::WindowId;

use crate::app::windows::stage_id;
use crate::show::Moment;
use crate::supervisor::Stage;

use super::shared::Shared;

/// In milliseconds. A batch of events is one beat.
const EVERY: u128 = 150;

#[derive(Default)]
pub struct Pulse {
    last: Option<Moment>,
    captioners: Option<u32>,
    shown: bool,
}

impl Pulse {
    /// The windows' thread has been round. `window` shows the stage, where windows have numbers that others know.
    pub fn beat(&mut self, shared: &Shared, window: Option<WindowId>) {
        let now = shared.clock.now();
        if self.last.is_some_and(|last| shared.clock.wait(now.since(last)).as_millis() < EVERY) {
            return;
        }
        self.last = Some(now);
        let place = *shared.stage_place.lock().unwrap_or_else(PoisonError::into_inner);
        let painted = |window| shared.ctx.get().map_or(0, |ctx| ctx.cumulative_pass_nr_for(window));
        let stage = place.and_then(|place| place.screen).map(|(position, size)| Stage {
            position,
            size,
            window: window.and_then(|window| u32::try_from(u64::from(window)).ok()).unwrap_or(0),
            painted: painted(stage_id()) + painted(ViewportId::ROOT),
        });
        shared.options.watched.beat(stage);
        let captioners = shared.playback.captioners();
        if self.captioners != captioners {
            self.captioners = captioners;
            captioners.into_iter().for_each(|group| shared.options.watched.group(group));
        }
        // A stage of its own comes after the main window.
        let there = place.is_some_and(|place| match place.own {
            true => shared.stage_shown.load(Ordering::Relaxed) || shared.stage_hidden.load(Ordering::Relaxed),
            false => painted(ViewportId::ROOT) > 1,
        });
        if there && !self.shown {
            self.shown = true;
            shared.options.watched.shown();
        }
    }
}
