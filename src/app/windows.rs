//! The windows by name, how one is asked for a frame, and a slide's color as egui has it.

use std::time::Duration;

use eframe::egui::{Color32, Context, ViewportId};

use crate::color::Color;

/// The stage's window where it has one of its own.
#[must_use]
pub fn stage_id() -> ViewportId {
    ViewportId::from_hash_of("stage")
}

/// Asks for one frame of a window. egui's own request asks for two, in case something has to settle: nothing here has,
/// and where a processor paints, the second keeps the stage waiting.
pub fn wake(ctx: &Context, window: ViewportId) {
    ctx.request_repaint_after_for(Duration::from_nanos(1), window);
}

#[must_use]
pub fn color32(color: Color) -> Color32 {
    Color32::from_rgba_unmultiplied(color.r, color.g, color.b, color.a)
}
