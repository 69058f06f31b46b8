//! The link that was clicked → the slide or the address that it leads to.
//!
//! Only a hand opens an address: no deck opens anything by itself.

use std::sync::Arc;

use eframe::egui::Context;

use crate::app::kit::links::take_clicked;
use crate::app::shared::Shared;
use crate::crew::Job;
use crate::show::command::Command;

const JOB: Job = Job { name: "browser", work: "Opening the address", remedy: "" };

/// Goes where the link leads that was clicked last.
pub fn follow_link(shared: &Arc<Shared>, ctx: &Context) {
    let Some(link) = take_clicked(ctx) else { return };
    match link.strip_prefix('#') {
        Some(anchor) => go_to_anchor(shared, anchor),
        None => open_address(shared, link, ctx.clone()),
    }
}

fn go_to_anchor(shared: &Shared, anchor: &str) {
    let scene = shared.playback.scene();
    let Some(playing) = scene.playing() else { return };
    match playing.plan.slides.iter().position(|slide| slide.id == anchor) {
        Some(slide) => shared.lock().apply(Command::GoTo(slide), scene.now),
        None => shared.playback.say(&format!("The link leads nowhere: no slide is called `{anchor}`")),
    }
}

/// The system's own program for it may take its time.
fn open_address(shared: &Arc<Shared>, address: String, ctx: Context) {
    let kind = if address.starts_with("mailto:") { "your mail program" } else { "your browser" };
    shared.playback.say(&format!("{address} opens in {kind}"));
    let playback = Arc::clone(&shared.playback);
    drop(shared.crew.detached(JOB, move || {
        if open::that(&address).is_err() {
            playback.say(&format!("Nothing here opens {address}: no browser answered"));
            ctx.request_repaint();
        }
    }));
}
