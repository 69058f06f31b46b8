//! The head of the library: its title, what can be brought in, and, from three talks on, a search and three orders.

use eframe::egui::{
    Align2, Frame, Id, Margin, Rect, RichText, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, pos2, vec2,
};

use crate::app::keys::does::PageKey;
use crate::app::keys::keymap::Keymap;
use crate::app::kit::buttons::{Button, Weight, paint_segments, table_button};
use crate::app::kit::look::{Face, Look, line};

use super::cards::{Shelf, Sort};

/// From so many talks on one searches.
pub const MANY: usize = 3;
/// Nobody searches for more letters than this.
const MOST_LETTERS: usize = 80;

/// The buttons from the left, and what stands on each.
const BUTTONS: [(PageKey, &str, &str); 5] = [
    (PageKey::Tour, "Take the tour", "Take the tour"),
    (PageKey::OpenDeck, "Open …", "Open …"),
    (PageKey::NewTalk, "New talk", "New talk"),
    (PageKey::Settings, "Settings", "Settings"),
    (PageKey::LibraryHelp, "?", "Help"),
];

/// The field to search in.
#[must_use]
pub fn search_id() -> Id {
    Id::unique("search for a talk")
}

/// The field for a path.
#[must_use]
pub fn path_id() -> Id {
    Id::unique("path of a talk")
}

/// Title and buttons in the upper end of `rect`; without talks the page below has the first three. Returns how far down
/// they reach, and what was clicked.
pub fn title_ui(ui: &mut Ui, look: Look, rect: Rect, empty: bool) -> (f32, Option<PageKey>) {
    let title = line("Your talks", Face::Serif, 32.0, look.palette.strong);
    let title = look.words(ui, rect.left_top(), Align2::LEFT_TOP, title);
    let shown = if empty { &BUTTONS[3..] } else { &BUTTONS[..] };
    let gap = look.px(8.0);
    let made = |ui: &Ui, keys: bool| {
        let made = shown.iter().map(|(key, name, said)| {
            let button = Button::of(ui, name, *key).saying(said);
            let named = matches!(key, PageKey::OpenDeck | PageKey::NewTalk);
            (*key, if keys && named { button } else { button.without_key() })
        });
        made.collect::<Vec<_>>()
    };
    let width = |buttons: &[(PageKey, Button<'_>)]| {
        buttons.iter().map(|(_, button)| button.size(ui, look).x + gap).sum::<f32>() - gap
    };
    let room = rect.right() - title.right() - look.px(24.0);
    let mut buttons = made(ui, true);
    if width(&buttons) > room {
        buttons = made(ui, false);
    }
    let all = width(&buttons);
    // Where they have no room beside the title they stand below it.
    let below = all > room;
    let (mut x, y) =
        if below { (rect.left(), title.bottom() + look.px(12.0)) } else { (rect.right() - all, title.top()) };
    let (mut clicked, mut bottom) = (None, title.bottom());
    for (key, button) in &buttons {
        let place = Rect::from_min_size(pos2(x, y), button.size(ui, look));
        clicked = clicked.or(table_button(ui, look, place, button, *key));
        x = place.right() + gap;
        bottom = bottom.max(place.bottom());
    }
    (bottom, clicked)
}

/// The search and the orders.
pub fn search_ui(ui: &mut Ui, look: Look, rect: Rect, shelf: &mut Shelf) {
    let gap = look.px(4.0);
    let buttons = Sort::ALL.map(|(sort, name)| (sort, Button::plain(name).weight(Weight::Segment(sort == shelf.sort))));
    let width: f32 = buttons.iter().map(|(_, button)| button.size(ui, look).x + gap).sum();
    let wide = rect.width() > width + look.px(360.0);
    let field =
        vec2(if wide { look.px(432.0).min(rect.width() - width - look.px(24.0)) } else { rect.width() }, rect.height());
    let field = Rect::from_min_size(rect.min, vec2(field.x, look.px(40.0).max(28.0)));
    field_ui(ui, look, field, shelf);
    let mut at =
        if wide { pos2(rect.right() - width + gap, rect.top()) } else { field.left_bottom() + vec2(0.0, look.px(8.0)) };
    if wide && rect.width() > width + look.px(560.0) {
        let words = line("Sort by", Face::Regular, 15.0, look.palette.mute);
        look.words(ui, pos2(at.x - look.px(12.0), field.center().y), Align2::RIGHT_CENTER, words);
    }
    let group = Rect::from_min_size(at, vec2(width - gap, look.px(40.0).max(28.0)));
    paint_segments(ui, look, group);
    for (sort, button) in &buttons {
        let place = Rect::from_min_size(at, button.size(ui, look));
        if button.ui(ui, look, place, "sort").clicked() {
            shelf.sort = *sort;
        }
        at.x = place.right() + gap;
    }
}

/// How high the search and the orders are in `width`.
#[must_use]
pub fn search_height(ui: &Ui, look: Look, width: f32) -> f32 {
    let buttons: f32 = Sort::ALL.iter().map(|(_, name)| Button::plain(name).size(ui, look).x + look.px(4.0)).sum();
    let row = look.px(40.0).max(28.0);
    if width > buttons + look.px(360.0) { row } else { row * 2.0 + look.px(8.0) }
}

fn field_ui(ui: &mut Ui, look: Look, rect: Rect, shelf: &mut Shelf) {
    let focused = ui.memory(|memory| memory.focused() == Some(search_id()));
    let edge = if focused { look.palette.attention } else { look.palette.mark };
    ui.painter().rect(rect, look.px(8.0), look.palette.panel, Stroke::new(1.0, edge), StrokeKind::Inside);
    let mut inner = look.glass(ui, rect).shrink2(vec2(0.0, look.px(6.0)));
    if let Some(key) = Keymap::of(ui.ctx()).cap(PageKey::Search).filter(|_| shelf.search.is_empty() && !focused) {
        let key = look.galley(ui, key, Face::SemiBold, 13.0, look.palette.mute);
        let size = key.size();
        inner.max.x -= size.x + look.px(8.0);
        ui.painter().galley(inner.right_center() + vec2(look.px(8.0), -size.y / 2.0), key, look.palette.mute);
    }
    let field = TextEdit::singleline(&mut shelf.search)
        .id(search_id())
        .frame(Frame::NONE)
        .margin(Margin::ZERO)
        .font(look.font(Face::Regular, 15.0))
        .text_color(look.palette.strong)
        .hint_text(RichText::new("Search titles, slides and notes").color(look.palette.mute))
        .align(Align2::LEFT_CENTER)
        .char_limit(MOST_LETTERS)
        .desired_width(inner.width());
    let mut child = ui.new_child(UiBuilder::new().max_rect(inner).id_salt("search"));
    let response = child.add_sized(inner.size(), field);
    match shelf.focus.take() {
        Some(true) => response.request_focus(),
        Some(false) => response.surrender_focus(),
        None => {}
    }
    ui.ctx().accesskit_node_builder(search_id(), |node| node.set_label("Search titles, slides and notes"));
    if response.changed() {
        // What is chosen is one of those that are seen.
        let order = shelf.order();
        if !order.contains(&shelf.chosen) {
            shelf.chosen = order.first().copied().unwrap_or(shelf.chosen);
        }
    }
}
