//! The link that was clicked, or that keys have lit → the slide or the address that it leads to.
//!
//! Only a hand opens an address: no deck opens anything by itself.

use std::sync::Arc;

use eframe::egui::Context;

use crate::app::keys::does::WindowCommand;
use crate::app::kit::links::{click, light, lit, take_clicked};
use crate::crew::Job;
use crate::drawing::Link;
use crate::show::command::Command;
use crate::show::view::Cursor;

use super::shared::Shared;

const JOB: Job = Job { name: "browser", work: "Opening the address", remedy: "" };

/// Goes where the link leads that was clicked last.
pub fn follow_link(shared: &Arc<Shared>, ctx: &Context) {
    let Some(link) = take_clicked(ctx) else { return };
    match link.strip_prefix('#') {
        Some(anchor) => go_to_anchor(shared, anchor),
        None => open_address(shared, link, ctx.clone()),
    }
}

/// Lights the next link of the slide, after the last the first.
pub fn next_link(shared: &Shared, ctx: &Context) {
    let (at, links) = links_here(shared);
    let Some(count) = Some(links.len()).filter(|count| *count > 0) else {
        return shared.playback.say("There is no link on this slide");
    };
    let index = lit(ctx, at).map_or(0, |index| (index + 1) % count);
    light(ctx, at, Some(index));
    let (target, key) = (&links[index].target, shared.keymap().cap(WindowCommand::OpenLink).unwrap_or_default());
    shared.playback.say(&format!("Link {} of {count}, to {target}: {key} opens it", index + 1));
    ctx.request_repaint();
}

/// Goes where the lit link leads, or the only one; lights the first where there are several.
pub fn open_link(shared: &Arc<Shared>, ctx: &Context) {
    let (at, links) = links_here(shared);
    let index = lit(ctx, at).or((links.len() == 1).then_some(0));
    match index.and_then(|index| links.get(index)) {
        Some(link) => {
            light(ctx, at, None);
            click(ctx, &link.target);
            follow_link(shared, ctx);
        }
        None => next_link(shared, ctx),
    }
}

/// The links of the slide where the speaker is.
fn links_here(shared: &Shared) -> (Cursor, Vec<Link>) {
    let scene = shared.playback.scene();
    let Some(playing) = scene.playing() else { return Default::default() };
    let at = playing.view.cursor;
    (at, playing.reading.drawing(at).map(|drawing| drawing.links()).unwrap_or_default())
}

fn go_to_anchor(shared: &Shared, anchor: &str) {
    let scene = shared.playback.scene();
    let Some(playing) = scene.playing() else { return };
    match playing.plan.linked(anchor) {
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
