//! A key of the page → its button: name, then key; and words that are told to their end, in whatever script.

use eframe::egui::scroll_area::ScrollBarVisibility;
use eframe::egui::style::ScrollAnimation;
use eframe::egui::{
    Align2, Pos2, Rangef, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use crate::app::keys::does::{Does, PageKey};
use crate::app::keys::keymap::Keymap;
use crate::app::kit::look::{Face, Line, Look, scroll_room, tip};
use crate::app::kit::sheet::{Part, Setting};
use crate::app::pictures::words::beyond;

/// A target is never lower, in points.
const LOWEST: f32 = 28.0;
/// Words in as many lines as they take.
const ALL: usize = 200;

/// What a button says, and what it is like.
#[derive(Clone, Copy)]
pub struct Button<'a> {
    pub key: PageKey,
    pub name: &'a str,
    pub tone: Tone<'a>,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Tone<'a> {
    Usual,
    /// The one that the page is for.
    Primary,
    /// It cannot be pressed, for this reason.
    Off(&'a str),
}

pub fn height(look: Look) -> f32 {
    look.px(40.0).max(LOWEST)
}

/// The width of a button.
pub fn width(ui: &Ui, look: Look, button: Button<'_>) -> f32 {
    let words = |text: &str, size| look.galley(ui, text, Face::SemiBold, size, look.palette.text).size().x;
    let key = Keymap::of(ui.ctx()).cap(button.key).map_or(0.0, |cap| words(&cap, 12.0) + look.px(8.0));
    words(button.name, 14.0) + key + look.px(32.0)
}

/// A button with its left top corner at `at`; what it asks for, if it was pressed.
pub fn button_ui(ui: &mut Ui, look: Look, at: Pos2, button: Button<'_>) -> (Rect, Option<PageKey>) {
    let Button { key, name, tone } = button;
    let rect = Rect::from_min_size(at, vec2(width(ui, look, button), height(look)));
    let keymap = Keymap::of(ui.ctx());
    let off = matches!(tone, Tone::Off(_));
    let id = ui.scope_id().with(Does::from(key));
    let response = ui.interact(rect, id, if off { Sense::hover() } else { Sense::click() });
    response.widget_info(|| WidgetInfo::labeled(Role::Button, !off, name));
    let colors = look.palette;
    let hovered = response.hovered() || response.has_focus();
    let (fill, ink, small) = match tone {
        Tone::Off(_) => (colors.panel, colors.mute, colors.mute),
        Tone::Primary if hovered => (colors.good.gamma_multiply(0.9), colors.on_good, colors.on_good),
        Tone::Primary => (colors.good, colors.on_good, colors.on_good),
        Tone::Usual if hovered => (colors.cap_hover, colors.text, colors.key),
        Tone::Usual => (colors.cap, colors.text, colors.key),
    };
    ui.painter().rect_filled(rect, look.px(6.0), fill);
    if off {
        ui.painter().rect_stroke(rect, look.px(6.0), Stroke::new(1.0, colors.cap), StrokeKind::Inside);
    }
    look.focus_ring(ui, rect, look.px(6.0), &response);
    let words = look.galley(ui, name, Face::SemiBold, 14.0, ink);
    let mut left = rect.left() + look.px(16.0);
    let size = words.size();
    ui.painter().galley(pos2(left, rect.center().y - size.y / 2.0), words, ink);
    left += size.x + look.px(8.0);
    if let Some(cap) = keymap.cap(key) {
        let words = look.galley(ui, cap, Face::SemiBold, 12.0, small);
        ui.painter().galley(pos2(left, rect.center().y - words.size().y / 2.0), words, small);
    }
    let pressed = response.clicked().then_some(key);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    match tone {
        Tone::Off(why) => drop(tip(response, why)),
        _ => drop(keymap.row(key).map(|row| tip(response, &row.tip()))),
    }
    (rect, pressed)
}

/// Buttons one after the other from `at`, in as many rows as the width asks for. Returns where they end.
pub fn row_ui(ui: &mut Ui, look: Look, area: Rect, buttons: &[Button<'_>]) -> (f32, Option<PageKey>) {
    let (mut at, mut pressed) = (area.min, None);
    for button in buttons {
        if at.x + width(ui, look, *button) > area.right() && at.x > area.left() {
            at = pos2(area.left(), at.y + height(look) + look.px(8.0));
        }
        let (rect, key) = button_ui(ui, look, at, *button);
        pressed = pressed.or(key);
        at.x = rect.right() + look.px(8.0);
    }
    (at.y + height(look), pressed)
}

/// Words from `at` in as many lines as they take, in whatever script. Returns where they stand.
pub fn prose(ui: &mut Ui, look: Look, at: Pos2, width: f32, line: Line<'_>) -> Rect {
    if !beyond(ui.ctx(), line.face, line.text) {
        return look.words_on(ui, at, Align2::LEFT_TOP, (width, ALL), line);
    }
    let size = look.font(line.face, line.size).size;
    let setting = Setting { size, width: width.max(1.0), leading: 1.3 };
    let part = Part::new(ui, line.text.to_owned(), setting, Rangef::new(0.0, 1000.0));
    let rect = Rect::from_min_size(at, part.sheet.size().max(vec2(0.0, size * 1.3)));
    part.sheet.paint(ui.painter(), at, line.color);
    let response = ui.interact(rect, ui.scope_id().with((line.text, at.y.to_bits())), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, line.text));
    rect
}

/// A place whose inside may be higher: drawn by `draw` from a corner in a width, which returns where it ends.
pub(super) fn scrolled(
    ui: &mut Ui,
    look: Look,
    area: Rect,
    name: &str,
    nudge: Option<Vec2>,
    draw: impl FnOnce(&mut Ui, Pos2, f32) -> f32,
) {
    let ground = if name == "page" { look.palette.ground } else { look.palette.panel };
    let mut child = ui.new_child(scroll_room(area, name, ground));
    child.set_clip_rect(area.intersect(ui.clip_rect()));
    let region = ScrollArea::vertical().id_salt(name).auto_shrink(false);
    region.scroll_bar_visibility(ScrollBarVisibility::VisibleWhenNeeded).show(&mut child, |ui| {
        if let Some(nudge) = nudge.filter(|nudge| nudge.y != 0.0) {
            ui.scroll_with_delta_animation(nudge, ScrollAnimation::none());
        }
        let at = ui.max_rect().min;
        let bottom = draw(ui, at, area.width() - look.px(12.0));
        ui.allocate_rect(Rect::from_min_max(at, pos2(at.x + 1.0, bottom)), Sense::hover());
    });
}
