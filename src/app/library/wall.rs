//! The library's window: a wall of cards, and the chosen deck's keys under it.

use eframe::egui::text::LayoutJob;
use eframe::egui::{
    Align2, FontId, Rect, Role, ScrollArea, Sense, Shape, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2,
    vec2,
};

use crate::app::keys::does::PageKey;
use crate::app::kit::look::{Face, Look, fading_into, layer, line};
use crate::app::kit::palette::Palette;

use super::asks::ask_ui;
use super::card::{RATIO, Touched, card_ui, text_height};
use super::cards::{Action, Shelf};
use super::empty::empty_ui;
use super::head::{MANY, search_height, search_ui, title_ui};
use super::menu::menu_ui;

/// Draws the wall and returns what the speaker wants. Choosing a card changes the shelf.
pub fn library_ui(ui: &mut Ui, palette: Palette, shelf: &mut Shelf) -> Option<Action> {
    let window = ui.max_rect();
    let look = Look::new(window.size(), palette);
    // Small windows keep words that can be read and buttons that can be hit.
    let look = Look { scale: look.scale.clamp(0.85, 2.0), ..look };
    let margin = look.px(if window.width() < 800.0 { 20.0 } else { 48.0 });
    let inner = window.shrink2(vec2(margin, look.px(if window.height() < 600.0 { 16.0 } else { 36.0 })));
    let empty = shelf.cards.is_empty();
    // Beneath what lies over the wall nothing can be pressed.
    let mut under = layer(ui, "wall", shelf.is_covered());
    let (bottom, mut key) = title_ui(&mut under, look, inner, empty && shelf.looked);
    let mut y = bottom + look.px(16.0);
    let mut touched = Touched::default();
    if empty && shelf.looked {
        let rect = Rect::from_min_max(pos2(inner.left(), y), inner.max);
        key = key.or(empty_ui(&mut under, look, rect));
    } else if empty {
        let words = line("Looking for your talks …", Face::Serif, 30.0, look.palette.text);
        look.words(&mut under, inner.center(), Align2::CENTER_CENTER, words);
    } else {
        if shelf.cards.len() >= MANY || !shelf.search.is_empty() {
            let height = search_height(&under, look, inner.width());
            let rect = Rect::from_min_size(pos2(inner.left(), y), vec2(inner.width(), height));
            search_ui(&mut under, look, rect, shelf);
            y = rect.bottom() + look.px(12.0);
        }
        let foot = Rect::from_min_max(pos2(inner.left(), inner.bottom() - look.px(26.0)), inner.max);
        let wall = Rect::from_min_max(pos2(inner.left(), y), pos2(inner.right(), foot.top()));
        touched = wall_ui(&mut under, look, wall, shelf);
        foot_ui(&mut under, look, foot, shelf);
        key = key.or(touched.key);
    }
    over_ui(ui, look, shelf, (key, touched.more))
}

/// What lies over the wall, and what all of it asks for.
fn over_ui(ui: &mut Ui, look: Look, shelf: &mut Shelf, (key, more): (Option<PageKey>, Option<Rect>)) -> Option<Action> {
    let mut asked = None;
    if let Some(trouble) = &shelf.trouble {
        trouble_ui(ui, look, trouble);
    }
    if shelf.ask.is_some() {
        asked = ask_ui(ui, look, shelf);
    } else if shelf.menu.is_some() {
        asked = menu_ui(ui, look, more.unwrap_or(Rect::from_center_size(ui.max_rect().center(), Vec2::ZERO)), shelf);
    }
    let dragged = ui.input(|input| input.raw.hovered_files.first().cloned());
    if let Some(file) = dragged {
        let name =
            file.path.as_deref().and_then(std::path::Path::file_name).map(|name| name.to_string_lossy().into_owned());
        drop_ui(ui, look, name.as_deref());
    }
    if key == Some(PageKey::More) {
        // The arrows are the menu's.
        if let Some(focused) = ui.memory(|memory| memory.focused()) {
            ui.memory_mut(|memory| memory.surrender_focus(focused));
        }
    }
    let given = shelf.given.take().map(Action::Present);
    asked.or(given).or_else(|| shelf.press(key?))
}

/// What went wrong, at the foot of the window, in as many lines as it takes.
fn trouble_ui(ui: &mut Ui, look: Look, trouble: &str) {
    let window = ui.max_rect().shrink(look.px(20.0));
    let mut job = LayoutJob::simple(
        trouble.to_owned(),
        FontId::new(look.px(15.0), Face::SemiBold.family()),
        look.palette.attention,
        window.width() - look.px(32.0),
    );
    job.wrap.max_rows = 4;
    let galley = ui.painter().layout_job(job);
    let size = vec2(window.width(), galley.size().y + look.px(20.0));
    let strip = Rect::from_min_size(pos2(window.left(), window.bottom() - size.y), size);
    let response = ui.interact(strip, ui.scope_id().with("trouble"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, trouble));
    let edge = Stroke::new(1.0, look.palette.attention);
    ui.painter().rect(strip, look.px(8.0), look.palette.panel, edge, StrokeKind::Inside);
    ui.painter().galley(strip.min + vec2(look.px(16.0), look.px(10.0)), galley, look.palette.attention);
}

/// Marks the window while something is dragged over it.
fn drop_ui(ui: &mut Ui, look: Look, name: Option<&str>) {
    let window = ui.max_rect();
    ui.painter().rect_filled(window, 0.0, look.palette.ground.gamma_multiply(0.86));
    let frame = window.shrink(look.px(16.0));
    let corners = [frame.left_top(), frame.right_top(), frame.right_bottom(), frame.left_bottom(), frame.left_top()];
    let stroke = Stroke::new(look.px(3.0), look.palette.attention);
    ui.painter().extend(Shape::dashed_line(&corners, stroke, look.px(14.0), look.px(9.0)));
    let words = name.map_or_else(|| "Drop to add it".to_owned(), |name| format!("Drop to add {name}"));
    let words = line(&words, Face::Serif, 30.0, look.palette.strong);
    look.words_within(ui, window.center(), Align2::CENTER_CENTER, frame.width() * 0.9, words);
}

/// So many cards side by side in a window of this width, in points.
fn columns(window: f32) -> usize {
    match window {
        width if width < 800.0 => 1,
        width if width < 1200.0 => 2,
        _ => 3,
    }
}

/// The cards, and what was done with one of them.
fn wall_ui(ui: &mut Ui, look: Look, wall: Rect, shelf: &mut Shelf) -> Touched {
    let columns = columns(ui.max_rect().width());
    shelf.columns = columns;
    let low = columns == 1;
    let gap = look.px(24.0);
    // Room for the ring around a chosen card, which the scrolled region would cut off.
    let ring = look.px(4.0);
    let width = ((wall.width() - gap * (columns as f32 - 1.0)) / columns as f32).floor();
    let height = if low { text_height(look) } else { (width / RATIO).round() + text_height(look) };
    let size = vec2(width, height);
    let order = shelf.order();
    if order.is_empty() {
        let words = format!("No talk has “{}” in its title, its slides or its notes", shelf.search);
        let words = line(&words, Face::Regular, 17.0, look.palette.mute);
        look.words_on(ui, wall.center_top() + vec2(0.0, look.px(40.0)), Align2::CENTER_TOP, (wall.width(), 2), words);
        return Touched::default();
    }
    // The bar that scrolls stands in the margin.
    let region = wall.expand2(vec2(ring, 0.0)).with_max_x(wall.right() + look.px(14.0));
    let room = UiBuilder::new().max_rect(region).id_salt("wall").ui_stack_info(fading_into(look.palette.ground));
    let mut child = ui.new_child(room);
    let mut done = Touched::default();
    ScrollArea::vertical().auto_shrink(false).show(&mut child, |ui| {
        let rows = order.len().div_ceil(columns);
        let all = vec2(wall.width() + ring, rows as f32 * (size.y + gap) + ring);
        let (area, _) = ui.allocate_exact_size(all, Sense::hover());
        let moved = std::mem::take(&mut shelf.sought) | std::mem::take(&mut shelf.moved);
        for (place, index) in order.into_iter().enumerate() {
            let place = vec2((place % columns) as f32, (place / columns) as f32) * (size + Vec2::splat(gap));
            let rect = Rect::from_min_size(area.min + place + Vec2::splat(ring), size);
            let chosen = index == shelf.chosen;
            let touched = card_ui(ui, look, rect, &shelf.cards[index], (index, chosen, low));
            if touched.chosen {
                shelf.chosen = index;
            }
            done.key = done.key.or(touched.key);
            if chosen || touched.key == Some(PageKey::More) {
                done.more = touched.more;
            }
            if chosen && moved && !ui.clip_rect().contains_rect(rect) {
                ui.scroll_to_rect(rect.expand(ring), None);
            }
        }
    });
    done
}

/// Where the chosen deck is, and how the wall is used.
fn foot_ui(ui: &mut Ui, look: Look, foot: Rect, shelf: &Shelf) {
    let words = line("Arrows choose, Enter presents, M for more", Face::Regular, 13.5, look.palette.mute);
    let right = look.words(ui, foot.right_bottom(), Align2::RIGHT_BOTTOM, words);
    let Some(card) = shelf.card() else { return };
    let words = card.folder.to_string_lossy().into_owned();
    let room = right.left() - foot.left() - look.px(24.0);
    let words = line(&words, Face::Regular, 13.5, look.palette.mute);
    look.words_within(ui, foot.left_bottom(), Align2::LEFT_BOTTOM, room, words);
}
