//! What else can be done with the chosen deck → a menu beside its button, one row for each key.

use eframe::egui::{Align2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::app::keys::does::PageKey;
use crate::app::keys::keymap::Keymap;
use crate::app::kit::look::{Face, Look, line};
use crate::app::windows::say_chosen;

use super::cards::{Action, MENU, Shelf};

/// The menu at `anchor`, inside the window. Returns what a row asks for.
pub fn menu_ui(ui: &mut Ui, look: Look, anchor: Rect, shelf: &mut Shelf) -> Option<Action> {
    let at = shelf.menu?;
    let window = ui.max_rect();
    let around = ui.interact(window, ui.scope_id().with("around the menu"), Sense::CLICK);
    let row = look.px(36.0).max(28.0);
    let size = vec2(look.px(280.0).max(220.0), row * MENU.len() as f32 + look.px(12.0));
    let left = (anchor.right() - size.x).clamp(window.left() + 8.0, window.right() - size.x - 8.0);
    let top = if anchor.bottom() + size.y + 8.0 > window.bottom() {
        anchor.top() - size.y - 4.0
    } else {
        anchor.bottom() + 4.0
    };
    let page = Rect::from_min_size(pos2(left, top.max(window.top() + 8.0)), size);
    ui.painter().rect(
        page,
        look.px(10.0),
        look.palette.panel,
        Stroke::new(1.0, look.palette.mark),
        StrokeKind::Outside,
    );
    let keymap = Keymap::of(ui.ctx());
    let mut taken = None;
    for (index, key) in MENU.iter().enumerate() {
        let place = pos2(page.left() + look.px(6.0), page.top() + look.px(6.0) + row * index as f32);
        let place = Rect::from_min_size(place, vec2(page.width() - look.px(12.0), row));
        let Some(found) = keymap.row(*key) else { continue };
        let response = ui.interact(place, ui.scope_id().with(("menu", index)), Sense::click());
        let name = match key {
            PageKey::Findings => "What check finds",
            PageKey::Takes => "Report of its takes",
            PageKey::ExportDeck => "Save for others",
            PageKey::ShowFolder => "Show its folder",
            _ => found.binding.name,
        };
        response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, true, name));
        if index == at {
            say_chosen(ui.ctx(), response.id);
        }
        if index == at || response.hovered() || response.has_focus() {
            ui.painter().rect_filled(place, look.px(6.0), look.palette.cap_hover);
        }
        look.focus_ring(ui, place.shrink(2.0), look.px(6.0), &response);
        let words = look.galley(ui, name, Face::SemiBold, 15.0, look.palette.text);
        let left = pos2(place.left() + look.px(12.0), place.center().y - words.size().y / 2.0);
        ui.painter().galley(left, words, look.palette.text);
        let cap = keymap.cap(*key).unwrap_or_default();
        let right = pos2(place.right() - look.px(12.0), place.center().y);
        if !cap.is_empty() {
            look.words(ui, right, Align2::RIGHT_CENTER, line(&cap, Face::SemiBold, 12.0, look.palette.key));
        }
        taken = taken.or(response.clicked().then_some(*key));
    }
    if let Some(key) = taken {
        return shelf.choose_menu(key);
    }
    if around.clicked() && around.interact_pointer_pos().is_some_and(|at| !page.contains(at)) {
        shelf.menu = None;
    }
    None
}
