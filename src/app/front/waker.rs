//! What the talk's threads tell → pictures on their way and windows woken; what they ask, the windows know.

use std::path::Path;
use std::sync::Arc;

use eframe::egui::ViewportId;

use crate::app::windows::{stage_id, wake};
use crate::playback::clock::TimeOfDay;
use crate::playback::listener::{Listener, News};

use super::shared::Shared;

/// Hears for the windows.
pub struct Waker(pub Arc<Shared>);

impl Listener for Waker {
    fn changed(&self, news: News) {
        let Self(shared) = self;
        shared.order(&shared.playback.scene());
        let Some(ctx) = shared.ctx.get() else { return };
        if news.stage {
            wake(ctx, stage_id());
        }
        if news.stage || news.console {
            wake(ctx, ViewportId::ROOT);
        }
    }

    fn opened(&self, deck: &Arc<Path>) {
        let Self(shared) = self;
        let (playback, open) = (Arc::clone(&shared.playback), Arc::clone(deck));
        shared.awake.keep(&shared.crew, move || playback.is_open(&open));
        let place = std::path::absolute(deck).unwrap_or_else(|_| deck.to_path_buf());
        let when = TimeOfDay::date_time();
        shared.change_settings(|settings| settings.opened(&place.to_string_lossy(), &when));
    }

    fn paints_lines(&self) -> bool {
        let Self(shared) = self;
        shared.orders.paints_lines(&shared.pictures)
    }

    fn tells_faults(&self) -> bool {
        self.0.front().pages.check().is_some()
    }
}
