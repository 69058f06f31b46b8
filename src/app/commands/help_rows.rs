//! A row of the table of keys → a line of the help page, which is a button where it can be done.

use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Align, Align2, Color32, Galley, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::keys::keymap::Row;
use crate::app::kit::look::{Face, Look, line};

/// A line's height and the gap between its words and its keys at the console's usual size.
const ROW: f32 = 36.0;
const GAP: f32 = 16.0;

/// One of the first: its key on a cap, its name, and a hint at the right.
pub fn large_row_ui(ui: &mut Ui, look: Look, rect: Rect, row: &Row, (name, hint): (&str, &str), acts: bool) -> bool {
    let palette = look.palette;
    let response = row_button(ui, rect, row, ("large", name), acts);
    let lit = response.hovered() && acts;
    ui.painter().rect_filled(rect, look.px(8.0), if lit { palette.cap } else { palette.panel });
    ring(ui, look, rect, &response);
    let (left, right, y) = (rect.left() + look.px(10.0), rect.right() - look.px(16.0), rect.center().y);
    let key = row.caps().into_iter().next().unwrap_or_else(|| "–".to_owned());
    let color = if changed(row) { palette.attention } else { palette.strong };
    let key = look.galley(ui, key, Face::Bold, 16.0, color);
    let width = (key.size().x + look.px(20.0)).max(look.px(40.0));
    let cap = Rect::from_min_size(pos2(left, y - look.px(16.0)), vec2(width, look.px(32.0)));
    ui.painter().rect_filled(cap, look.px(6.0), if lit { palette.cap_hover } else { palette.cap });
    ui.painter().galley(cap.center() - key.size() / 2.0, key, color);
    let name = look.galley(ui, name, Face::Bold, 17.0, palette.text);
    let at = pos2(cap.right() + look.px(12.0), y);
    let end = at.x + name.size().x;
    ui.painter().galley(Align2::LEFT_CENTER.anchor_size(at, name.size()).min, name, palette.text);
    let hint = if changed(row) { "changed by you" } else { hint };
    let quiet = if lit { palette.key } else { palette.mute };
    let hint = look.galley(ui, hint, Face::Regular, 14.0, quiet);
    if hint.size().x < right - end - look.px(GAP) {
        ui.painter().galley(Align2::RIGHT_CENTER.anchor_size(pos2(right, y), hint.size()).min, hint, quiet);
    }
    response.clicked()
}

/// Words at the left, keys at the right, a line above them.
pub fn row_ui(ui: &mut Ui, look: Look, rect: Rect, row: &Row, acts: bool) -> bool {
    let palette = look.palette;
    let response = row_button(ui, rect, row, ("row", row.binding.words), acts);
    if !ui.is_rect_visible(rect) {
        return response.clicked();
    }
    if response.hovered() && acts {
        ui.painter().rect_filled(rect, look.px(6.0), palette.panel);
    }
    ui.painter().hline(rect.x_range(), rect.top(), (1.0, palette.cap));
    ring(ui, look, rect, &response);
    let (words, keys) = texts(ui, look, rect.width(), row);
    let inner = rect.shrink2(vec2(look.px(4.0), look.px(8.0)));
    // Keys stand on the first line of the words.
    ui.painter().galley(inner.left_top(), words, palette.text);
    ui.painter().galley(pos2(inner.right(), inner.top() + look.px(1.0)), keys, palette.key);
    response.clicked()
}

/// How high the line is.
pub fn row_height(ui: &Ui, look: Look, width: f32, row: &Row) -> f32 {
    let (words, keys) = texts(ui, look, width, row);
    (words.size().y.max(keys.size().y) + look.px(16.0)).max(look.px(ROW)).ceil()
}

/// What the row does, and its keys, each on as many lines as it takes.
fn texts(ui: &Ui, look: Look, width: f32, row: &Row) -> (Arc<Galley>, Arc<Galley>) {
    let width = width - look.px(8.0);
    let mut keys = row.caps().join(", ");
    let color = if changed(row) { look.palette.attention } else { look.palette.key };
    if changed(row) {
        keys = if keys.is_empty() { "no key (changed)".to_owned() } else { format!("{keys} (changed)") };
    }
    let keys = job(look, &keys, Face::SemiBold, (13.0, color), width * 0.42, Align::RIGHT);
    let keys = ui.painter().layout_job(keys);
    let room = width - keys.size().x - look.px(GAP);
    let words = job(look, row.binding.words, Face::Regular, (15.0, look.palette.text), room, Align::LEFT);
    (ui.painter().layout_job(words), keys)
}

fn job(look: Look, text: &str, face: Face, (size, color): (f32, Color32), width: f32, align: Align) -> LayoutJob {
    let line = line(text, face, size, color);
    let format = TextFormat::simple(look.font(line.face, line.size), line.color);
    let mut job = LayoutJob::single_section(line.text.to_owned(), format);
    job.wrap.max_width = width.max(1.0);
    job.halign = align;
    job
}

/// The settings give it other keys than the program does.
fn changed(row: &Row) -> bool {
    row.keys != row.binding.keys
}

/// What can be pressed, or only read, with its keys for assistive technology.
fn row_button(ui: &mut Ui, rect: Rect, row: &Row, (kind, name): (&str, &str), acts: bool) -> Response {
    let sense = if acts { Sense::click() } else { Sense::hover() };
    let response = ui.interact(rect, ui.scope_id().with((kind, row.binding.group as u8, row.binding.does)), sense);
    let role = if acts { Role::Button } else { Role::Label };
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(role, enabled, name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_keyboard_shortcut(row.caps().join(", "));
        if changed(row) {
            node.set_description("Changed in the settings");
        }
    });
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response
}

fn ring(ui: &Ui, look: Look, rect: Rect, response: &Response) {
    look.focus_ring(ui, rect.shrink(2.0), look.px(6.0), response);
}
