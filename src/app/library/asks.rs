//! A path that is asked for → a field over the library with the folders that it may mean.

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::{
    Align2, Color32, Frame, Margin, Rect, Response, Role, Sense, Stroke, StrokeKind, TextEdit, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use crate::app::keys::does::PageKey;
use crate::app::kit::buttons::{Button, Weight};
use crate::app::kit::look::{Face, Look, line};

use super::cards::{Action, Shelf};
use super::head::path_id;

/// Over the whole window. Returns what is asked for: folders to propose, or what the path is for.
pub fn ask_ui(ui: &mut Ui, look: Look, shelf: &mut Shelf) -> Option<Action> {
    let ask = shelf.ask.as_mut()?;
    let window = ui.max_rect();
    ui.interact(window, ui.scope_id().with("around the path"), Sense::CLICK);
    ui.painter().rect_filled(window, 0.0, Color32::from_black_alpha(158));
    let look = Look { scale: look.scale.clamp(0.9, 2.0), ..look };
    let row = row_height(look);
    let (width, pad) = (look.px(640.0).min(window.width() - look.px(32.0)), look.px(24.0));
    let room = window.height() - look.px(250.0);
    let rows = (room / row).floor().clamp(0.0, 6.0);
    let size = vec2(width, look.px(230.0) + row * rows);
    let page = Rect::from_min_size(
        pos2((window.center().x - width / 2.0).round(), window.top() + (window.height() - size.y) * 0.3),
        size,
    );
    ui.painter().rect_filled(page, look.px(12.0), look.palette.panel);
    let inner = page.shrink(pad);
    let (title, words, doing) = if ask.new {
        ("New talk", "In a folder of its own, which is made if it is not there", "Begin")
    } else {
        ("Open a talk", "A deck's folder, or a folder of decks", "Open")
    };
    let head = look.words(ui, inner.left_top(), Align2::LEFT_TOP, line(title, Face::Serif, 24.0, look.palette.strong));
    let trouble = ask.trouble.clone();
    let (said, color) = trouble.as_deref().map_or((words, look.palette.mute), |why| (why, look.palette.attention));
    let at = pos2(inner.left(), head.bottom() + look.px(6.0));
    look.words_on(ui, at, Align2::LEFT_TOP, (inner.width(), 2), line(said, Face::Regular, 14.0, color));
    let field = Rect::from_min_size(pos2(inner.left(), at.y + look.px(44.0)), vec2(inner.width(), look.px(40.0)));
    let response = path_ui(ui, look, field, &mut ask.path);
    let chosen = folders_ui(ui, look, field, &ask.folders[..ask.folders.len().min(rows as usize)]);
    if ui.memory(|memory| memory.focused()).is_none() || chosen.is_some() {
        response.request_focus();
    }
    if let Some(folder) = chosen {
        // Typing goes on where the folder ends.
        if let Some(mut state) = TextEdit::load_state(ui.ctx(), path_id()) {
            state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(folder.chars().count()))));
            state.store(ui.ctx(), path_id());
        }
        ask.path = folder;
    }
    if ask.path != ask.looked_up {
        ask.looked_up.clone_from(&ask.path);
        let typed = ask.path.clone();
        let pressed = buttons_ui(ui, look, inner, doing);
        return pressed.and_then(|key| shelf.press(key)).or(Some(Action::Complete(typed)));
    }
    let key = buttons_ui(ui, look, inner, doing)?;
    shelf.press(key)
}

fn path_ui(ui: &mut Ui, look: Look, field: Rect, path: &mut String) -> Response {
    let edge = Stroke::new(1.0, look.palette.attention);
    ui.painter().rect(field, look.px(8.0), look.palette.ground, edge, StrokeKind::Inside);
    let inside = field.shrink2(vec2(look.px(14.0), look.px(8.0)));
    let mut child = ui.new_child(UiBuilder::new().max_rect(inside).id_salt("path"));
    let edit = TextEdit::singleline(path)
        .id(path_id())
        .frame(Frame::NONE)
        .margin(Margin::ZERO)
        .font(look.font(Face::Regular, 15.0))
        .text_color(look.palette.strong)
        .align(Align2::LEFT_CENTER)
        .desired_width(inside.width());
    let response = child.add_sized(inside.size(), edit);
    ui.ctx().accesskit_node_builder(path_id(), |node| node.set_label("Folder"));
    response
}

/// A row for each folder below the field; returns the one that was clicked.
fn folders_ui(ui: &mut Ui, look: Look, field: Rect, folders: &[String]) -> Option<String> {
    let mut chosen = None;
    let mut top = field.bottom() + look.px(4.0);
    for (index, folder) in folders.iter().enumerate() {
        let place = Rect::from_min_size(pos2(field.left(), top), vec2(field.width(), row_height(look)));
        let response = ui.interact(place, ui.scope_id().with(("folder", index)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, folder));
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(place, look.px(6.0), look.palette.cap_hover);
        }
        look.focus_ring(ui, place.shrink(2.0), look.px(6.0), &response);
        let at = pos2(place.left() + look.px(14.0), place.center().y);
        let words = line(folder, Face::Regular, 15.0, look.palette.text);
        look.words_within(ui, at, Align2::LEFT_CENTER, place.width() - look.px(28.0), words);
        chosen = chosen.or(response.clicked().then(|| folder.clone()));
        top = place.bottom();
    }
    chosen
}

fn row_height(look: Look) -> f32 {
    look.px(32.0)
}

/// Below the folders, from the left: what the path is for, and no.
fn buttons_ui(ui: &mut Ui, look: Look, inner: Rect, doing: &str) -> Option<PageKey> {
    let mut x = inner.left();
    let mut clicked = None;
    for (name, key, weight) in [(doing, PageKey::Present, Weight::Primary), ("Cancel", PageKey::Close, Weight::Usual)] {
        let button = Button::of(ui, name, key).weight(weight);
        let size = button.size(ui, look);
        let place = Rect::from_min_size(pos2(x, inner.bottom() - size.y), size);
        clicked = clicked.or(button.ui(ui, look, place, "ask").clicked().then_some(key));
        x = place.right() + look.px(8.0);
    }
    clicked
}
