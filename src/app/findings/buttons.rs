//! A key of the page → its button, with the key behind the name; and what can be asked for.

use eframe::egui::{Pos2, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::keys::does::PageKey;
use crate::app::keys::keymap::Keymap;
use crate::app::kit::look::{Face, Look, tip};

use super::state::Filter;

/// No target of a mouse is lower, in points.
pub(super) const LEAST: f32 = 26.0;

/// What is asked for on the page.
pub(super) enum Wish {
    Key(PageKey),
    /// A key for the finding at this place.
    Of(usize, PageKey),
    Choose(usize),
    List(Filter),
    Copy(String),
}

/// How a button looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Usual,
    /// What Enter does.
    Primary,
    /// The one of several that is chosen.
    On,
}

const FACE: Face = Face::SemiBold;
const SIZE: f32 = 14.5;

fn key_words(ui: &Ui, key: Option<PageKey>) -> Option<String> {
    key.and_then(|key| Keymap::of(ui.ctx()).cap(key))
}

/// How wide a button is.
pub(super) fn press_width(ui: &Ui, look: Look, name: &str, key: Option<PageKey>) -> f32 {
    let width = |words: String, size: f32| look.galley(ui, words, FACE, size, look.palette.text).size().x;
    let key = key_words(ui, key).map_or(0.0, |key| width(key, 12.0) + look.px(8.0));
    width(name.to_owned(), SIZE) + key + look.px(30.0)
}

/// A button with its key behind its name, its left top corner at `at`.
pub(super) fn press_ui(
    ui: &mut Ui,
    look: Look,
    at: Pos2,
    name: &str,
    tone: Tone,
    key: Option<PageKey>,
) -> (Rect, Response) {
    let rect = Rect::from_min_size(at, vec2(press_width(ui, look, name, key), press_height(look)));
    let response = ui.interact(rect, ui.scope_id().with(("press", name)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    let keymap = Keymap::of(ui.ctx());
    let told = key.and_then(|key| keymap.row(key).map(|row| row.tip()));
    let lit = response.hovered() || response.has_focus();
    let (fill, ink, weak) = match tone {
        Tone::Primary => (look.palette.good, look.palette.on_good, look.palette.on_good),
        Tone::On => (look.palette.cap_hover, look.palette.text, look.palette.key),
        Tone::Usual if lit => (look.palette.cap_hover, look.palette.text, look.palette.key),
        Tone::Usual => (look.palette.cap, look.palette.text, look.palette.key),
    };
    ui.painter().rect_filled(rect, look.px(6.0), fill);
    if tone == Tone::On {
        let edge = eframe::egui::Stroke::new(1.0, look.palette.mark);
        ui.painter().rect_stroke(rect, look.px(6.0), edge, eframe::egui::StrokeKind::Inside);
    }
    look.focus_ring(ui, rect, look.px(6.0), &response);
    let words = look.galley(ui, name, FACE, SIZE, ink);
    let at = pos2(rect.left() + look.px(15.0), rect.center().y - words.size().y / 2.0);
    let after = at.x + words.size().x + look.px(8.0);
    ui.painter().galley(at, words, ink);
    if let Some(key) = key_words(ui, key) {
        let key = look.galley(ui, key, FACE, 12.0, weak);
        ui.painter().galley(pos2(after, rect.center().y - key.size().y / 2.0), key, weak);
    }
    let response = if let Some(told) = told { tip(response, &told) } else { response };
    (rect, response)
}

pub(super) fn press_height(look: Look) -> f32 {
    look.px(38.0).max(LEAST)
}
