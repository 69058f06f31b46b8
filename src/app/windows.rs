//! The windows by name and icon, how one is asked for a frame, and a slide's color as egui has it.

use std::time::Duration;

use eframe::egui::{Color32, Context, IconData, Id, ViewportId};

use crate::color::Color;

/// By this name desktops find the icon and the entry of a window: it is that of the desktop file in `assets/package`.
pub const APP_ID: &str = "org.cuecard.Cuecard";

/// The slide in a window's accessible tree, by which others find it there.
pub const SLIDE: &str = "slide";

/// What arrows have chosen, likewise: where no control has the focus, a listener is there.
pub const CHOSEN: &str = "chosen";

/// Says of a control that it is what arrows have chosen.
pub fn say_chosen(ctx: &Context, control: Id) {
    ctx.accesskit_node_builder(control, |node| node.set_author_id(CHOSEN));
}

/// What a desktop shows for a window where it finds no entry of that name.
#[must_use]
pub fn icon() -> IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/package/icon-64.png")).unwrap_or_default()
}

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
