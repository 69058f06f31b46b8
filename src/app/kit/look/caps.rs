//! What the table of keys has → a small button of the console: its name, then its key in a quieter color.

use std::sync::Arc;

use eframe::egui::{Color32, Galley, Pos2, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::{Face, Look, button, target};
use crate::app::keys::does::Does;
use crate::app::keys::keymap::Keymap;

/// What a cap's ground says.
#[derive(Clone, Copy)]
enum Tone {
    Usual,
    /// What it does is on.
    Lit,
    /// The one on its page that is most likely wanted.
    Primary,
    End,
}

/// Words of a cap, not yet at their place. They are told apart from their ground when that is known.
struct Words {
    name: Arc<Galley>,
    key: Option<Arc<Galley>>,
    gap: f32,
}

impl Words {
    fn size(&self) -> Vec2 {
        let key = self.key.as_ref().map_or(0.0, |key| key.size().x + self.gap);
        vec2(self.name.size().x + key, self.name.size().y)
    }
}

/// What stands on a cap: less where room is short. It is told by its name all the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Written {
    /// Its name and its key.
    #[default]
    Whole,
    Name,
    /// In place of its name, one that everybody knows.
    Sign(&'static str),
}

/// How a cap stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct State {
    /// It is seen at once.
    pub lit: bool,
    /// Whether what it does holds, if it does anything that lasts.
    pub on: Option<bool>,
    pub written: Written,
}

impl Look {
    /// The width of a key cap, without drawing it.
    #[must_use]
    pub fn cap_width(self, ui: &Ui, does: impl Into<Does>) -> f32 {
        self.width_of(ui, does.into(), Written::Whole)
    }

    /// The same of a cap with so much on it.
    pub fn width_of(self, ui: &Ui, does: Does, written: Written) -> f32 {
        let words = self.written_words(ui, does, written);
        words.map_or(0.0, |words| words.size().x + self.px(PAD.x))
    }

    /// The width of a cap with a sign.
    pub fn sign_width(self, ui: &Ui, sign: &str) -> f32 {
        self.words_of(ui, sign, None).size().x + self.px(PAD.x)
    }

    /// A cap with its name and its key: `Black B`. Its right end stands at `right`.
    pub fn cap<D: Into<Does> + Copy>(self, ui: &mut Ui, right: Pos2, does: D) -> (Rect, Option<D>) {
        self.cap_saying(ui, right, does, None)
    }

    /// As `cap`, with other words for what it does here.
    pub fn cap_saying<D: Into<Does> + Copy>(
        self,
        ui: &mut Ui,
        right: Pos2,
        does: D,
        name: Option<&str>,
    ) -> (Rect, Option<D>) {
        self.cap_in(ui, right, does, (name, name), (Tone::Usual, false))
    }

    /// As `cap_saying`, with less written on it than is told.
    pub fn cap_told<D: Into<Does> + Copy>(
        self,
        ui: &mut Ui,
        right: Pos2,
        does: D,
        (written, told): (&str, &str),
    ) -> (Rect, Option<D>) {
        self.cap_in(ui, right, does, (Some(written), Some(told)), (Tone::Usual, false))
    }

    /// As `cap_saying`, in the color of what is most likely wanted on its page; `terse`: without its key.
    pub fn cap_primary<D: Into<Does> + Copy>(
        self,
        ui: &mut Ui,
        right: Pos2,
        does: D,
        (name, terse): (&str, bool),
    ) -> (Rect, Option<D>) {
        self.cap_in(ui, right, does, (Some(name), Some(name)), (Tone::Primary, terse))
    }

    fn cap_in<D: Into<Does> + Copy>(
        self,
        ui: &mut Ui,
        right: Pos2,
        does: D,
        (written, told): (Option<&str>, Option<&str>),
        (tone, terse): (Tone, bool),
    ) -> (Rect, Option<D>) {
        let Some(words) = self.cap_words(ui, does.into(), written, terse) else {
            return (Rect::from_min_size(right, Vec2::ZERO), None);
        };
        let rect = self.cap_place(right, &words);
        let (response, pressed) = button(ui, rect, does);
        if let Some(told) = told {
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, told));
        }
        self.cap_ground(ui, rect, words, &response, tone);
        (rect, pressed)
    }

    /// As `cap`, with a sign that everybody knows in place of its name and key; `name` is told.
    pub fn cap_sign<D: Into<Does> + Copy>(
        self,
        ui: &mut Ui,
        right: Pos2,
        does: D,
        (sign, name): (&str, &str),
    ) -> (Rect, Option<D>) {
        let words = self.words_of(ui, sign, None);
        let rect = self.cap_place(right, &words);
        let (response, pressed) = button(ui, rect, does);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        self.cap_ground(ui, rect, words, &response, Tone::Usual);
        (rect, pressed)
    }

    /// As `cap`, in the color that ends a talk and nothing else.
    pub fn cap_end<D: Into<Does> + Copy>(self, ui: &mut Ui, right: Pos2, does: D, name: &str) -> (Rect, Option<D>) {
        let Some(words) = self.cap_words(ui, does.into(), Some(name), false) else {
            return (Rect::from_min_size(right, Vec2::ZERO), None);
        };
        let rect = self.cap_place(right, &words);
        let (response, pressed) = button(ui, rect, does);
        response
            .widget_info(|| WidgetInfo::labeled(Role::Button, true, if name == "End" { "End the talk" } else { name }));
        self.cap_ground(ui, rect, words, &response, Tone::End);
        (rect, pressed)
    }

    /// As `cap`, as it stands.
    pub fn cap_lit<D: Into<Does> + Copy>(self, ui: &mut Ui, right: Pos2, does: D, state: State) -> (Rect, Option<D>) {
        let Some(words) = self.written_words(ui, does.into(), state.written) else {
            return (Rect::from_min_size(right, Vec2::ZERO), None);
        };
        let rect = self.cap_place(right, &words);
        let (response, pressed) = button(ui, rect, does);
        if let (Some(row), Some(on)) = (Keymap::of(ui.ctx()).row(does), state.on) {
            let enabled = ui.is_enabled();
            response.widget_info(|| WidgetInfo::selected(Role::Button, enabled, on, row.binding.name));
        }
        self.cap_ground(ui, rect, words, &response, if state.lit { Tone::Lit } else { Tone::Usual });
        (rect, pressed)
    }

    /// As `cap_saying`, with its left end at `left`.
    pub fn cap_from<D: Into<Does> + Copy>(self, ui: &mut Ui, left: Pos2, does: D, name: &str) -> (Rect, Option<D>) {
        let Some(words) = self.cap_words(ui, does.into(), Some(name), false) else {
            return (Rect::from_min_size(left, Vec2::ZERO), None);
        };
        let width = self.cap_place(left, &words).width();
        self.cap_saying(ui, pos2(left.x + width, left.y), does, Some(name))
    }

    /// A cap without a key, with its left end at `left`; true if it was clicked.
    pub fn bare_cap_from(self, ui: &mut Ui, left: Pos2, name: &str) -> bool {
        let words = self.words_of(ui, name, None);
        let rect = self.cap_place(left, &words);
        let rect = rect.translate(vec2(rect.width(), 0.0));
        let response = ui.interact(target(rect), ui.scope_id().with(("cap", name)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        self.cap_ground(ui, rect, words, &response, Tone::Usual);
        response.clicked()
    }

    fn cap_place(self, right: Pos2, words: &Words) -> Rect {
        let size = words.size() + vec2(self.px(PAD.x), self.px(PAD.y));
        Rect::from_min_size(pos2(right.x - size.x, right.y - size.y / 2.0), size)
    }

    fn cap_ground(self, ui: &Ui, rect: Rect, words: Words, response: &Response, tone: Tone) {
        let palette = self.palette;
        let (fill, ink, quiet) = match (tone, response.hovered() || response.has_focus()) {
            (Tone::Lit, _) => (palette.attention, palette.on_attention, palette.on_attention),
            (Tone::Primary, hovered) => {
                let fill = palette.good.gamma_multiply(if hovered { 0.9 } else { 1.0 });
                (fill, palette.on_good, palette.on_good)
            }
            (Tone::End, hovered) => {
                let fill = palette.end.gamma_multiply(if hovered { 0.85 } else { 1.0 });
                (fill, Color32::WHITE, Color32::WHITE)
            }
            (Tone::Usual, true) => (palette.cap_hover, palette.text, palette.key),
            (Tone::Usual, false) => (palette.cap, palette.text, palette.key),
        };
        ui.painter().rect_filled(rect, self.px(6.0), fill);
        self.focus_ring(ui, rect, self.px(6.0), response);
        let left = rect.center().x - words.size().x / 2.0;
        let at = |x: f32, galley: &Galley| pos2(x, rect.center().y - galley.size().y / 2.0);
        let beyond = left + words.name.size().x + words.gap;
        ui.painter().galley_with_override_text_color(at(left, &words.name), words.name, ink);
        if let Some(key) = words.key {
            ui.painter().galley_with_override_text_color(at(beyond, &key), key, quiet);
        }
    }

    /// Name and key, or `name` instead of the row's own; the name alone where the settings leave it no key.
    fn cap_words(self, ui: &Ui, does: Does, name: Option<&str>, terse: bool) -> Option<Words> {
        let keymap = Keymap::of(ui.ctx());
        let own = keymap.row(does)?.binding.name;
        Some(self.words_of(ui, name.unwrap_or(own), keymap.cap(does).filter(|_| !terse)))
    }

    fn written_words(self, ui: &Ui, does: Does, written: Written) -> Option<Words> {
        match written {
            Written::Whole => self.cap_words(ui, does, None, false),
            Written::Name => self.cap_words(ui, does, None, true),
            Written::Sign(sign) => self.cap_words(ui, does, Some(sign), true),
        }
    }

    fn words_of(self, ui: &Ui, name: &str, key: Option<String>) -> Words {
        let galley = |words: String, size| self.galley(ui, words, Face::SemiBold, size, self.palette.text);
        Words { name: galley(name.to_owned(), 13.5), key: key.map(|key| galley(key, 12.0)), gap: self.px(7.0) }
    }
}

/// Around the words of a cap, both sides together.
const PAD: Vec2 = vec2(20.0, 13.0);
