//! A library without talks → one heading and three ways to begin; the first has the focus.

use eframe::egui::{Align2, Id, Rect, Stroke, Ui, Vec2, pos2, vec2};

use crate::app::keys::does::PageKey;
use crate::app::kit::buttons::{Button, Weight, table_button};
use crate::app::kit::look::{Face, Look, line};

const WAYS: [(PageKey, &str, &str); 3] = [
    (PageKey::NewTalk, "New talk", "Six slides to write over; they can be presented as they are."),
    (PageKey::OpenDeck, "Open …", "A deck's folder, or a folder of several decks."),
    (PageKey::Tour, "Take the tour", "A talk about talks, made of what it explains."),
];
const HEADINGS: [&str; 3] = ["New talk", "Open one you have", "Take the tour"];

/// The motif: where its points stand in a field of 352 × 136, and how large they are.
const POINTS: [(f32, f32, f32); 14] = [
    (8.0, 20.0, 5.0),
    (78.0, 20.0, 4.0),
    (13.0, 60.0, 4.0),
    (4.0, 126.0, 4.0),
    (103.0, 133.0, 3.0),
    (172.0, 25.0, 4.0),
    (199.0, 78.0, 7.0),
    (227.0, 105.0, 5.0),
    (225.0, 6.0, 7.0),
    (278.0, 11.0, 5.0),
    (327.0, 4.0, 4.0),
    (342.0, 90.0, 4.0),
    (356.0, 126.0, 5.0),
    (289.0, 138.0, 5.0),
];
const LINES: [(usize, usize); 18] = [
    (0, 1),
    (0, 2),
    (0, 3),
    (2, 3),
    (1, 2),
    (1, 5),
    (2, 4),
    (3, 4),
    (4, 6),
    (5, 8),
    (5, 7),
    (6, 8),
    (6, 7),
    (8, 9),
    (8, 10),
    (9, 11),
    (10, 12),
    (7, 13),
];

/// Draws it in `rect`. Returns what was clicked.
pub fn empty_ui(ui: &mut Ui, look: Look, rect: Rect) -> Option<PageKey> {
    let roomy = rect.height() > look.px(600.0);
    let mut y = rect.top() + look.px(if roomy { 60.0 } else { 8.0 });
    if roomy {
        motif_ui(ui, look, pos2(rect.center().x - look.px(180.0), y));
        y += look.px(180.0);
    }
    let heading = line("Begin with a talk", Face::Serif, if roomy { 40.0 } else { 28.0 }, look.palette.strong);
    y = look.words(ui, pos2(rect.center().x, y), Align2::CENTER_TOP, heading).bottom() + look.px(10.0);
    let words = "Slides and captions for the room; notes, the next step and the time for you.";
    let words = line(words, Face::Regular, 17.0, look.palette.mute);
    y = look.words_on(ui, pos2(rect.center().x, y), Align2::CENTER_TOP, (rect.width(), 2), words).bottom();
    y += look.px(if roomy { 72.0 } else { 20.0 });
    let gap = look.px(24.0);
    let width = ((rect.width() - gap * 2.0) / 3.0).min(look.px(368.0));
    let left = rect.center().x - (width * 3.0 + gap * 2.0) / 2.0;
    let height = look.px(if roomy { 200.0 } else { 180.0 });
    let mut clicked = None;
    for (index, (key, name, words)) in WAYS.iter().enumerate() {
        let card = Rect::from_min_size(pos2(left + (width + gap) * index as f32, y), vec2(width, height));
        clicked = clicked.or(way_ui(ui, look, card, (*key, HEADINGS[index], name, words)));
    }
    let words = line("Or drop a deck anywhere in this window.", Face::Regular, 15.0, look.palette.mute);
    let at = pos2(rect.center().x, y + height + look.px(if roomy { 48.0 } else { 16.0 }));
    look.words(ui, at, Align2::CENTER_TOP, words);
    if roomy {
        let words = line("Nothing leaves this computer.", Face::Regular, 13.5, look.palette.mute);
        look.words(ui, rect.center_bottom(), Align2::CENTER_BOTTOM, words);
    }
    clicked
}

fn way_ui(
    ui: &mut Ui,
    look: Look,
    card: Rect,
    (key, title, name, words): (PageKey, &str, &str, &str),
) -> Option<PageKey> {
    look.panel(ui, card);
    let inner = card.shrink(look.px(22.0));
    let title = line(title, Face::SemiBold, 18.0, look.palette.text);
    let title = look.words_within(ui, inner.left_top(), Align2::LEFT_TOP, inner.width(), title);
    let at = pos2(inner.left(), title.bottom() + look.px(8.0));
    look.words_on(ui, at, Align2::LEFT_TOP, (inner.width(), 3), line(words, Face::Regular, 15.0, look.palette.mute));
    let first = key == PageKey::NewTalk;
    let weight = if first { Weight::Primary } else { Weight::Usual };
    let mut button = Button::of(ui, name, key).weight(weight);
    if button.size(ui, look).x > inner.width() {
        button = button.without_key();
    }
    let size = button.size(ui, look);
    let place =
        Rect::from_min_size(pos2(inner.left(), inner.bottom() - size.y), Vec2::new(size.x.min(inner.width()), size.y));
    if first {
        focus_once(ui, button_id(ui, name, key));
    }
    table_button(ui, look, place, &button, key)
}

/// As `Button::ui` names it.
fn button_id(ui: &Ui, name: &str, key: PageKey) -> Id {
    ui.scope_id().with((name, crate::app::keys::does::Does::from(key)))
}

/// Enter begins a talk, until the speaker goes elsewhere.
fn focus_once(ui: &Ui, id: Id) {
    let given = Id::unique("the first way had the focus");
    if ui.is_enabled() && !ui.data(|data| data.get_temp::<bool>(given).unwrap_or_default()) {
        ui.memory_mut(|memory| memory.request_focus(id));
        ui.data_mut(|data| data.insert_temp(given, true));
    }
}

fn motif_ui(ui: &Ui, look: Look, origin: eframe::egui::Pos2) {
    let at = |(x, y, _): (f32, f32, f32)| origin + vec2(x, y) * look.scale;
    for (from, to) in LINES {
        ui.painter().line_segment([at(POINTS[from]), at(POINTS[to])], Stroke::new(1.0, look.palette.cap_hover));
    }
    for (index, point) in POINTS.iter().enumerate() {
        let color = if [10, 12].contains(&index) { look.palette.attention } else { look.palette.mark };
        ui.painter().circle_filled(at(*point), point.2 * look.scale, color);
    }
}
