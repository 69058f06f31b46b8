//! What changed since a listener was last told → short sentences in the accessible tree of the window that has the keyboard,
//! where screen readers say them once and go on.

use std::sync::PoisonError;

use eframe::egui::accesskit::{Live, Role};
use eframe::egui::{Id, Ui, ViewportId};

use crate::app::windows::{stage_id, wake};
use crate::playback::scene::Scene;

use super::pages::Open;
use super::shared::Shared;
use announcer::Announcer;
use changes::Heard;

pub mod announcer;
mod changes;

/// Tells what changed, if anybody listens. To be called when a window has been painted; `open`: the pages.
pub fn announce(ui: &Ui, shared: &Shared, scene: &Scene, open: Open) {
    let mut announcer = shared.announcer.lock().unwrap_or_else(PoisonError::into_inner);
    if !ui.ctx().has_accesskit_node(ui.unique_id()) {
        *announcer = Announcer::default();
        return;
    }
    let says = shared.lock().settings.screen_reader.says;
    let (here, front) = (ui.ctx().viewport_id(), window_in_front(ui));
    // Which window is the first to have the keyboard turns out once both are there.
    if front.is_none() && announcer.is_new() {
        return;
    }
    let front = front.unwrap_or(ViewportId::ROOT);
    if let Some(left) = announcer.attend(front).filter(|left| *left != here) {
        wake(ui.ctx(), left);
    }
    if announcer.follow(Heard::of(scene, open, front == stage_id()), scene, says, front) && here != front {
        wake(ui.ctx(), front);
    }
    for (number, words) in announcer.sentences(here) {
        // A name that did not change would not be said again: each has a node of its own.
        ui.ctx().accesskit_node_builder(Id::unique(("said to listeners", number)), |node| {
            node.set_role(Role::Status);
            node.set_live(Live::Polite);
            node.set_label(words);
        });
    }
}

/// Where the speaker types: elsewhere nobody would listen.
fn window_in_front(ui: &Ui) -> Option<ViewportId> {
    let focused = |window| ui.input(|input| input.raw.viewports.get(&window).and_then(|it| it.focused));
    if focused(stage_id()) == Some(true) {
        return Some(stage_id());
    }
    (focused(ViewportId::ROOT) != Some(false)).then_some(ViewportId::ROOT)
}
