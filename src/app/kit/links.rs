//! A click on a link of a slide → the link that is to be followed. With a tool in hand the mouse points.

use eframe::egui::{Context, CursorIcon, Id, Response, Ui};

use crate::drawing::Drawing;
use crate::show::marks::Tool;
use crate::show::view::View;

use super::pointing::Seen;

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

/// The link that was clicked last, once.
#[must_use]
pub fn take_clicked(ctx: &Context) -> Option<String> {
    ctx.data_mut(|data| data.remove_temp(clicked()))
}

fn clicked() -> Id {
    Id::unique("link that was clicked")
}
