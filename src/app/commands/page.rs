//! The palette's state, its keys, and how it is drawn: a field, what it finds, and how it is used.

use eframe::egui::style::ScrollAnimation;
use eframe::egui::{
    Align2, Color32, Frame, Id, Margin, Rect, RichText, ScrollArea, Sense, TextEdit, Ui, UiBuilder, pos2, vec2,
};

use crate::app::keys::does::PageKey;
use crate::app::keys::keymap::Keymap;
use crate::app::kit::look::{Face, Look, line, scroll_room};

use super::asked::{Action, Asked};
use super::found::{Entry, Known, entries};
use super::rows::{ROW, row_ui};

/// Nobody searches for more letters than this.
pub const MOST_LETTERS: usize = 60;
/// Rows that are seen at once; the others are scrolled to.
const MOST_ROWS: f32 = 8.0;
const WIDTH: f32 = 640.0;
const FIELD: f32 = 56.0;
const FOOT: f32 = 36.0;

/// What was typed, and which line is chosen.
#[derive(Debug, Default)]
pub struct Commands {
    text: String,
    chosen: usize,
    asked: Asked,
    /// The choice was moved: its line has to be seen.
    follow: bool,
    /// An arrow chose the line since letters were typed: it is said then, as if it had the focus.
    arrowed: bool,
}

/// The field that is typed in.
fn field_id() -> Id {
    Id::unique("search for a command")
}

impl Commands {
    /// What a key does: arrows choose, Enter does what is chosen.
    pub fn press(&mut self, key: PageKey) -> Option<Action> {
        self.asked.press(key)
    }

    /// Nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Letters that came while the field had no focus yet.
    pub fn write(&mut self, letters: &str) {
        let room = MOST_LETTERS.saturating_sub(self.text.chars().count());
        self.text.extend(letters.chars().filter(|letter| !letter.is_control()).take(room));
        self.chosen = 0;
    }

    /// Over the whole window; what was clicked or entered.
    pub fn ui(&mut self, ui: &mut Ui, look: Look, known: &Known<'_>) -> Option<Action> {
        let window = ui.max_rect();
        let around = ui.interact(window, ui.scope_id().with("around the commands"), Sense::CLICK);
        ui.painter().rect_filled(window, 0.0, Color32::from_black_alpha(158));
        let look = Look { scale: look.scale.clamp(0.9, 2.0), ..look };
        let width = look.px(WIDTH).min(window.width() - look.px(32.0));
        let top = window.top() + look.px(120.0).min(window.height() * 0.1);
        let keymap = Keymap::of(ui.ctx());
        // As many rows as there are at most, so that the panel stays as it is while one types.
        let room = window.bottom() - top - look.px(FIELD + FOOT + 28.0);
        let rows = look.px(ROW) * MOST_ROWS.min((room / look.px(ROW)).floor().max(2.0));
        let size = vec2(width, look.px(FIELD) + rows + look.px(FOOT + 12.0));
        let page = Rect::from_min_size(pos2((window.center().x - width / 2.0).round(), top), size);
        // What lies in the panel is no click around it.
        ui.interact(page, ui.scope_id().with("commands"), Sense::CLICK);
        ui.painter().rect_filled(page, look.px(12.0), look.palette.panel);
        let field = Rect::from_min_size(page.min, vec2(width, look.px(FIELD)));
        let changed = self.field_ui(ui, look, field);
        let found = entries(&self.text, &keymap, known);
        if changed {
            (self.chosen, self.follow, self.arrowed) = (0, true, false);
        }
        let last = found.len().saturating_sub(1);
        if self.asked.moved != 0 {
            self.chosen = self.chosen.saturating_add_signed(self.asked.moved as isize).min(last);
            (self.asked.moved, self.follow, self.arrowed) = (0, true, true);
        }
        self.chosen = self.chosen.min(last);
        let list = Rect::from_min_size(field.left_bottom() + vec2(0.0, look.px(6.0)), vec2(width, rows));
        let clicked = self.list_ui(ui, look, list, &found);
        foot_ui(ui, look, Rect::from_min_max(list.left_bottom(), page.max), &keymap, found.len());
        let entered = std::mem::take(&mut self.asked.entered).then_some(self.chosen);
        let chosen = clicked.or(entered).and_then(|at| found.get(at)).filter(|entry| entry.off.is_none());
        chosen.map(|entry| Action::Do(entry.does)).or_else(|| around.clicked().then_some(Action::Leave))
    }

    /// The field with the focus. Whether something else stands in it now.
    fn field_ui(&mut self, ui: &mut Ui, look: Look, rect: Rect) -> bool {
        let inner = rect.shrink2(vec2(look.px(20.0), look.px(12.0)));
        let mut child = ui.new_child(UiBuilder::new().max_rect(inner).id_salt("field"));
        let field = TextEdit::singleline(&mut self.text)
            .id(field_id())
            .frame(Frame::NONE)
            .margin(Margin::ZERO)
            .font(look.font(Face::Regular, 20.0))
            .text_color(look.palette.strong)
            .hint_text(RichText::new("A command, a slide's title or its number").size(20.0 * look.scale))
            .align(Align2::LEFT_CENTER)
            .char_limit(MOST_LETTERS)
            .desired_width(inner.width());
        let response = child.add_sized(inner.size(), field);
        let focused = ui.memory(|memory| memory.focused().is_some());
        if !focused && ui.is_enabled() {
            response.request_focus();
        }
        ui.ctx().accesskit_node_builder(field_id(), |node| node.set_label("Commands, search field"));
        let line = rect.bottom();
        ui.painter().hline(rect.x_range(), line, (1.0, look.palette.cap));
        response.changed()
    }

    /// What was found, and the line that was clicked.
    fn list_ui(&mut self, ui: &mut Ui, look: Look, rect: Rect, found: &[Entry]) -> Option<usize> {
        let mut child = ui.new_child(scroll_room(rect, "found", look.palette.panel));
        let mut clicked = None;
        ScrollArea::vertical().auto_shrink(false).show(&mut child, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (at, entry) in found.iter().enumerate() {
                let (row, _) = ui.allocate_exact_size(vec2(rect.width(), look.px(ROW)), Sense::hover());
                if at == self.chosen && std::mem::take(&mut self.follow) {
                    ui.scroll_to_rect_animation(row, None, ScrollAnimation::none());
                }
                let response = row_ui(ui, look, row, entry, at == self.chosen);
                if at == self.chosen && self.arrowed {
                    let chosen = response.id.accesskit_id();
                    ui.ctx().accesskit_node_builder(field_id(), |node| node.set_active_descendant(chosen));
                }
                if entry.off.is_none() && response.clicked() {
                    clicked = Some(at);
                }
            }
        });
        if found.is_empty() {
            let words = line("No command and no slide has these words", Face::Regular, 15.0, look.palette.mute);
            look.words(ui, rect.left_top() + vec2(look.px(20.0), look.px(12.0)), Align2::LEFT_TOP, words);
        }
        clicked
    }
}

/// How many were found, and the keys of the list.
fn foot_ui(ui: &mut Ui, look: Look, rect: Rect, keymap: &Keymap, found: usize) {
    let key = |key: PageKey| keymap.cap(key).unwrap_or_default();
    let keys = format!(
        "{} {} choose   {} do it   {} close",
        key(PageKey::Up),
        key(PageKey::Down),
        key(PageKey::DoChosen),
        key(PageKey::Close)
    );
    let [left, right] = [rect.left() + look.px(20.0), rect.right() - look.px(20.0)];
    let words = line(&keys, Face::Regular, 13.0, look.palette.mute);
    look.words(ui, pos2(left, rect.center().y), Align2::LEFT_CENTER, words);
    let words = format!("{found} found");
    let words = line(&words, Face::Regular, 13.0, look.palette.mute);
    look.words(ui, pos2(right, rect.center().y), Align2::RIGHT_CENTER, words);
}
