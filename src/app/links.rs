//! A click on a link of a slide → the slide or the address that it leads to.
//!
//! Only a hand opens an address: with a tool in hand the mouse points, and no deck opens anything by itself.

use std::sync::Arc;

use eframe::egui::{Context, CursorIcon, Id, Response, Ui};

use crate::crew::Job;
use crate::drawing::Drawing;
use crate::show::command::Command;
use crate::show::marks::Tool;
use crate::show::view::View;

use crate::app::kit::pointing::Seen;
use crate::app::shared::Shared;

const OPENER: Job = Job { name: "link", work: "Opening the link", remedy: "" };

/// The mouse is on a link of the slide that `response` shows, and whether that was clicked. The cursor tells of it.
#[must_use]
pub fn link_ui(ui: &Ui, response: &Response, seen: Seen, drawing: &Drawing, view: &View) -> Option<bool> {
    if view.tool != Tool::Nothing {
        return None;
    }
    let link = drawing.link_at(seen.point(response.hover_pos()?))?;
    ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    if response.clicked() {
        click(ui.ctx(), link);
    }
    Some(response.clicked())
}

/// From now on it is this link that is to be followed.
pub fn click(ctx: &Context, link: &str) {
    ctx.data_mut(|data| data.insert_temp(clicked(), link.to_owned()));
}

fn clicked() -> Id {
    Id::unique("link that was clicked")
}

impl Shared {
    /// Goes where the link leads that was clicked last.
    pub fn follow_link(self: &Arc<Self>, ctx: &Context) {
        let Some(link) = ctx.data_mut(|data| data.remove_temp::<String>(clicked())) else { return };
        match link.strip_prefix('#') {
            Some(anchor) => self.go_to_anchor(anchor),
            None => self.open_address(link, ctx.clone()),
        }
    }

    fn go_to_anchor(&self, anchor: &str) {
        let scene = self.playback.scene();
        let Some(playing) = scene.playing() else { return };
        match playing.plan.slides.iter().position(|slide| slide.id == anchor) {
            Some(slide) => self.lock().apply(Command::GoTo(slide), scene.now),
            None => self.playback.say(&format!("The link leads nowhere: no slide is called `{anchor}`")),
        }
    }

    /// The system's own program for it may take its time.
    fn open_address(self: &Arc<Self>, address: String, ctx: Context) {
        let kind = if address.starts_with("mailto:") { "your mail program" } else { "your browser" };
        self.playback.say(&format!("{address} opens in {kind}"));
        let shared = Arc::clone(self);
        // It may wait for an answer.
        drop(self.crew.detached(OPENER, move || {
            if open::that(&address).is_err() {
                shared.playback.say(&format!("Nothing here opens {address}: no browser answered"));
                ctx.request_repaint();
            }
        }));
    }
}
