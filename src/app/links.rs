//! A click on a link of a slide → the slide or the address that it leads to.
//!
//! Only a hand opens an address: with a tool in hand the mouse points, and no deck opens anything by itself.

use std::sync::Arc;
use std::thread;

use eframe::egui::{Context, CursorIcon, Id, Response, Ui};

use crate::drawing::Drawing;
use crate::show::command::Command;
use crate::show::marks::Tool;
use crate::show::view::View;

use crate::app::kit::pointing::Seen;
use crate::app::shared::{Shared, State};

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
        let now = self.clock.now();
        let mut inner = self.lock();
        let State::Playing(talk) = &inner.state else { return };
        match talk.plan.slides.iter().position(|slide| slide.id == anchor) {
            Some(slide) => inner.apply(Command::GoTo(slide), now),
            None => inner.say(format!("The link leads nowhere: no slide is called `{anchor}`"), now),
        }
        inner.order_if_new(self);
    }

    /// The system's own program for it may take its time.
    fn open_address(self: &Arc<Self>, address: String, ctx: Context) {
        let kind = if address.starts_with("mailto:") { "your mail program" } else { "your browser" };
        self.lock().say(format!("{address} opens in {kind}"), self.clock.now());
        let shared = Arc::clone(self);
        thread::spawn(move || {
            if open::that(&address).is_err() {
                let now = shared.clock.now();
                shared.lock().say(format!("Nothing here opens {address}: no browser answered"), now);
                ctx.request_repaint();
            }
        });
    }
}
