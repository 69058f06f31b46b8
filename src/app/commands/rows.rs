//! A command or a slide → a line of the palette: its name with the letters that were typed, what it does, and its key.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Align2, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::kit::look::{Face, Look, line};
use crate::app::pictures::words;

use super::found::Entry;

/// A line's height at the console's usual size.
pub const ROW: f32 = 36.0;

/// The line at `rect`.
pub fn row_ui(ui: &mut Ui, look: Look, rect: Rect, entry: &Entry, chosen: bool) -> Response {
    let palette = look.palette;
    let enabled = entry.off.is_none();
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let response = ui.interact(rect, ui.scope_id().with(("command", entry.does)), sense);
    let name = [entry.name.as_str(), entry.off.unwrap_or(&entry.words), entry.cap.as_str()];
    let mut name = name.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>();
    name.dedup();
    let name = name.join(", ");
    response.widget_info(|| WidgetInfo::selected(Role::MenuItem, enabled && ui.is_enabled(), chosen, &name));
    let inner = rect.shrink2(vec2(look.px(8.0), 0.0));
    let lit = chosen || response.hovered();
    if lit {
        ui.painter().rect_filled(inner, look.px(6.0), if chosen { palette.cap_hover } else { palette.cap });
    }
    look.focus_ring(ui, inner.shrink(2.0), look.px(6.0), &response);
    let (left, right, y) = (inner.left() + look.px(12.0), inner.right() - look.px(12.0), rect.center().y);
    let quiet = if lit { palette.key } else { palette.mute };
    let cap = look.words(ui, pos2(right, y), Align2::RIGHT_CENTER, line(&entry.cap, Face::SemiBold, 13.0, quiet));
    let most = (cap.left() - left) * 0.55;
    let end = name_ui(ui, look, entry, pos2(left, y), most, lit);
    let room = cap.left() - end - look.px(28.0);
    let said = entry.off.unwrap_or(&entry.words);
    if room > look.px(60.0) && said != entry.name {
        let said = line(said, Face::Regular, 13.0, quiet);
        look.words_within(ui, pos2(end + look.px(12.0), y), Align2::LEFT_CENTER, room, said);
    }
    response
}

/// The name with what was typed lit in it; where it ends.
fn name_ui(ui: &mut Ui, look: Look, entry: &Entry, at: eframe::egui::Pos2, most: f32, on: bool) -> f32 {
    let palette = look.palette;
    let color = match (entry.off, on) {
        (None, _) => palette.text,
        (Some(_), true) => palette.key,
        (Some(_), false) => palette.mute,
    };
    if entry.lit.is_empty() || words::beyond(ui.ctx(), Face::SemiBold, &entry.name) {
        let name = line(&entry.name, Face::SemiBold, 15.0, color);
        return look.words_within(ui, at, Align2::LEFT_CENTER, most, name).right();
    }
    let mut job = LayoutJob::default();
    for (index, letter) in entry.name.char_indices() {
        let found = entry.lit.iter().any(|range| range.contains(&index));
        let color = if found { palette.hit } else { color };
        job.append(letter.encode_utf8(&mut [0; 4]), 0.0, TextFormat::simple(look.font(Face::SemiBold, 15.0), color));
    }
    let galley = ui.painter().layout_job(job);
    look.put(ui, at, Align2::LEFT_CENTER, galley, &entry.name).right()
}
