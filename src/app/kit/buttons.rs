//! A name and a key → the button of a page: name first, then its key, the ground saying how much it matters.

use eframe::egui::{Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

use crate::app::keys::does::Does;
use crate::app::keys::keymap::Keymap;

use super::look::{Face, Look, tip};

/// How much a button matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The one on its page that is most likely wanted.
    Primary,
    Usual,
    /// One of several that exclude each other, and whether it is the one.
    Segment(bool),
}

/// A button as it is written.
pub struct Button<'a> {
    pub name: &'a str,
    /// What assistive technology says; the name where it is empty.
    pub said: &'a str,
    pub key: Option<String>,
    pub weight: Weight,
}

impl<'a> Button<'a> {
    /// For what the table of keys has, by its name there.
    #[must_use]
    pub fn of(ui: &Ui, name: &'a str, does: impl Into<Does>) -> Self {
        let key = Keymap::of(ui.ctx()).cap(does);
        Self { name, said: name, key, weight: Weight::Usual }
    }

    #[must_use]
    pub fn plain(name: &'a str) -> Self {
        Self { name, said: name, key: None, weight: Weight::Usual }
    }

    #[must_use]
    pub fn weight(self, weight: Weight) -> Self {
        Self { weight, ..self }
    }

    #[must_use]
    pub fn saying(self, said: &'a str) -> Self {
        Self { said, ..self }
    }

    #[must_use]
    pub fn without_key(self) -> Self {
        Self { key: None, ..self }
    }

    #[must_use]
    pub fn size(&self, ui: &Ui, look: Look) -> Vec2 {
        let color = look.palette.text;
        let name = look.galley(ui, self.name, Face::SemiBold, 15.0, color).size().x;
        let key = self
            .key
            .as_ref()
            .map_or(0.0, |key| look.galley(ui, key.as_str(), Face::SemiBold, 12.0, color).size().x + look.px(8.0));
        vec2((name + key + look.px(32.0)).ceil(), look.px(40.0).max(28.0))
    }

    /// Paints it in `rect`; `id` tells it from others of its name.
    pub fn ui(&self, ui: &mut Ui, look: Look, rect: Rect, id: impl std::hash::Hash + std::fmt::Debug) -> Response {
        let response = ui.interact(rect, ui.scope_id().with((self.said, id)), Sense::click());
        let said = if self.said.is_empty() { self.name } else { self.said };
        let enabled = ui.is_enabled();
        match self.weight {
            Weight::Segment(on) => response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, on, said)),
            _ => response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, said)),
        }
        let palette = look.palette;
        let lit = response.hovered() && enabled;
        let (fill, ink, key_ink) = match self.weight {
            Weight::Primary => {
                (palette.good.gamma_multiply(if lit { 0.9 } else { 1.0 }), palette.on_good, palette.on_good)
            }
            Weight::Segment(true) => (palette.cap_hover, palette.text, palette.key),
            Weight::Segment(false) if !lit => (palette.cap, palette.key, palette.key),
            _ => (if lit { palette.cap_hover } else { palette.cap }, palette.text, palette.key),
        };
        let radius = look.px(6.0);
        ui.painter().rect_filled(rect, radius, fill);
        if self.weight == Weight::Segment(true) {
            ui.painter().rect_stroke(rect, radius, Stroke::new(1.0, palette.mark), StrokeKind::Inside);
        }
        let name = look.galley(ui, self.name, Face::SemiBold, 15.0, ink);
        let key = self.key.as_ref().map(|key| look.galley(ui, key.as_str(), Face::SemiBold, 12.0, key_ink));
        let gap = look.px(8.0);
        let width = name.size().x + key.as_ref().map_or(0.0, |key| key.size().x + gap);
        let left = rect.center().x - width / 2.0;
        let at = |x: f32, size: Vec2| eframe::egui::pos2(x, rect.center().y - size.y / 2.0);
        let beyond = left + name.size().x + gap;
        ui.painter().galley_with_override_text_color(at(left, name.size()), name, ink);
        if let Some(key) = key {
            ui.painter().galley_with_override_text_color(at(beyond, key.size()), key, key_ink);
        }
        if response.has_focus() {
            let ring = rect.expand(look.px(3.0));
            ui.painter().rect_stroke(
                ring,
                radius + look.px(3.0),
                Stroke::new(2.0, palette.attention),
                StrokeKind::Middle,
            );
        }
        response
    }
}

/// The common ground of buttons that exclude each other.
pub fn paint_segments(ui: &Ui, look: Look, rect: Rect) {
    ui.painter().rect_filled(rect, look.px(6.0), look.palette.cap);
}

/// As `Button::ui` for what the table of keys has, with its words as a tip. Returns what was clicked.
pub fn table_button<D: Into<Does> + Copy>(
    ui: &mut Ui,
    look: Look,
    rect: Rect,
    button: &Button<'_>,
    does: D,
) -> Option<D> {
    let response = button.ui(ui, look, rect, does.into());
    let words = Keymap::of(ui.ctx()).row(does).map(|row| row.tip());
    let response = match words {
        Some(words) => tip(response, &words),
        None => response,
    };
    response.clicked().then_some(does)
}
