//! The library's window: a wall of cards, the chosen deck's keys under it, and its findings over it when asked for.

use eframe::egui::text::LayoutJob;
use eframe::egui::{
    Align2, Color32, CornerRadius, FontId, Pos2, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    Vec2, WidgetInfo, pos2, vec2,
};

use crate::app::keys::does::PageKey;
use crate::app::kit::look::{Face, Look, layer, line};
use crate::app::kit::palette::Palette;

use super::cards::{About, Action, Card, Shelf};

/// A card is about this wide where there is room.
const CARD: f32 = 320.0;
/// Cards keep the proportion of a wide slide; other slides stand in the middle of theirs.
const RATIO: f32 = 16.0 / 9.0;

/// Draws the wall and returns what the speaker wants. Choosing a card changes the shelf.
pub fn library_ui(ui: &mut Ui, palette: Palette, shelf: &mut Shelf) -> Option<Action> {
    let window = ui.max_rect();
    let look = Look::new(window.size(), palette);
    let inner = window.shrink2(vec2(look.px(40.0), look.px(28.0)));
    let head =
        look.words(ui, inner.left_top(), Align2::LEFT_TOP, line("Your talks", Face::Serif, 30.0, look.palette.strong));
    let right = pos2(inner.right(), head.center().y);
    // Beneath the findings nothing can be pressed.
    let mut under = layer(ui, "wall", shelf.report);
    let mut key = key_button(&mut under, look, right, PageKey::OpenDeck).1;
    let foot = Rect::from_min_max(pos2(inner.left(), inner.bottom() - look.px(44.0)), inner.max);
    let wall = Rect::from_min_max(pos2(inner.left(), head.bottom() + look.px(22.0)), pos2(inner.right(), foot.top()));
    let mut doubled = None;
    if shelf.cards.is_empty() {
        nothing_ui(ui, look, wall, shelf);
    } else {
        shelf.columns = columns(look, wall.width());
        doubled = wall_ui(&mut under, look, wall, shelf);
        key = key.or(foot_ui(&mut under, look, foot, shelf));
    }
    if let Some(trouble) = &shelf.trouble {
        trouble_ui(ui, look, wall, trouble);
    }
    if shelf.report {
        key = report_ui(ui, look, shelf);
    }
    if ui.input(|input| !input.raw.hovered_files.is_empty()) {
        drop_ui(ui, look);
    }
    doubled.or_else(|| shelf.press(key?))
}

/// What went wrong, over the foot of the wall, in as many lines as it takes.
fn trouble_ui(ui: &mut Ui, look: Look, wall: Rect, trouble: &str) {
    let mut job = LayoutJob::simple(
        trouble.to_owned(),
        FontId::new(look.px(15.0), Face::SemiBold.family()),
        look.palette.attention,
        wall.width() - look.px(32.0),
    );
    job.wrap.max_rows = 3;
    let galley = ui.painter().layout_job(job);
    let size = vec2(wall.width(), galley.size().y + look.px(20.0));
    let strip = Rect::from_min_size(pos2(wall.left(), wall.bottom() - size.y), size);
    let response = ui.interact(strip, ui.scope_id().with("trouble"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, trouble));
    ui.painter().rect_filled(strip, look.px(8.0), look.palette.panel);
    ui.painter().galley(strip.min + vec2(look.px(16.0), look.px(10.0)), galley, look.palette.attention);
}

/// Marks the window while something is dragged over it.
fn drop_ui(ui: &mut Ui, look: Look) {
    let window = ui.max_rect();
    ui.painter().rect_filled(window, 0.0, Color32::from_black_alpha(150));
    let frame = window.shrink(look.px(16.0));
    let stroke = Stroke::new(look.px(3.0), look.palette.attention);
    ui.painter().rect_stroke(frame, look.px(10.0), stroke, StrokeKind::Inside);
    let words = line("Drop your talk here", Face::Serif, 30.0, Color32::WHITE);
    look.words(ui, window.center(), Align2::CENTER_CENTER, words);
}

fn columns(look: Look, width: f32) -> usize {
    let gap = look.px(28.0);
    (((width + gap) / (look.px(CARD) + gap)).floor() as usize).max(1)
}

/// The cards. Returns what a double click asks for.
fn wall_ui(ui: &mut Ui, look: Look, wall: Rect, shelf: &mut Shelf) -> Option<Action> {
    let columns = shelf.columns;
    let gap = look.px(28.0);
    // Room for the ring around a chosen card, which the scrolled region would cut off.
    let ring = look.px(6.0);
    let width = ((wall.width() - ring * 2.0 - gap * (columns as f32 - 1.0)) / columns as f32).min(look.px(CARD * 1.4));
    let size = vec2(width.floor(), (width / RATIO).round() + look.px(108.0));
    let mut child = ui.new_child(UiBuilder::new().max_rect(wall).id_salt("wall"));
    let mut doubled_on = None;
    ScrollArea::vertical().auto_shrink(false).show(&mut child, |ui| {
        let rows = shelf.cards.len().div_ceil(columns);
        let all = vec2(wall.width() - ring, rows as f32 * (size.y + gap) + ring);
        let (area, _) = ui.allocate_exact_size(all, Sense::hover());
        let moved = std::mem::take(&mut shelf.sought) | std::mem::take(&mut shelf.moved);
        for index in 0..shelf.cards.len() {
            let place = vec2((index % columns) as f32, (index / columns) as f32) * (size + Vec2::splat(gap));
            let rect = Rect::from_min_size(area.min + place + Vec2::splat(ring), size);
            let chosen = index == shelf.chosen;
            let (clicked, doubled) = card_ui(ui, look, rect, &shelf.cards[index], index, chosen);
            if clicked {
                shelf.chosen = index;
            }
            if doubled {
                doubled_on = Some(Action::Present(shelf.cards[index].folder.clone()));
            }
            if chosen && moved && !ui.clip_rect().contains_rect(rect) {
                ui.scroll_to_rect(rect.expand(ring), None);
            }
        }
    });
    doubled_on
}

/// One deck. Returns whether it was clicked, and whether twice.
fn card_ui(ui: &mut Ui, look: Look, rect: Rect, card: &Card, index: usize, chosen: bool) -> (bool, bool) {
    let response = ui.interact(rect, ui.scope_id().with(("card", index)), Sense::click());
    let (faults, well) = card.faults();
    let rehearsed = card.rehearsed();
    let said = [Some(card.title()), Some(card.figures()), rehearsed.clone(), Some(faults.clone())];
    let name = said.into_iter().flatten().collect::<Vec<_>>().join(", ");
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &name));
    if !ui.is_rect_visible(rect) {
        return (response.clicked(), response.double_clicked());
    }
    let radius = look.px(10.0);
    ui.painter().rect_filled(
        rect,
        radius,
        if response.hovered() || chosen { look.palette.cap } else { look.palette.panel },
    );
    let picture = Rect::from_min_size(rect.min, vec2(rect.width(), (rect.width() / RATIO).round()));
    picture_ui(ui, look, picture, card);
    let left = rect.left() + look.px(16.0);
    let room = rect.width() - look.px(32.0);
    let title = card.title();
    let at = pos2(left, picture.bottom() + look.px(14.0));
    let below = look
        .words_within(ui, at, Align2::LEFT_TOP, room, line(&title, Face::SemiBold, 17.5, look.palette.text))
        .bottom();
    let y = below + look.px(7.0);
    let fault = look.galley(ui, faults.as_str(), Face::Regular, 14.5, look.palette.mute).size().x;
    let (color, sign) = if well { (look.palette.mute, "") } else { (look.palette.attention, "! ") };
    let words = format!("{sign}{faults}");
    look.words(ui, pos2(rect.right() - look.px(16.0), y), Align2::RIGHT_TOP, line(&words, Face::Regular, 14.5, color));
    let figures = match &card.opened {
        Some(opened) => format!("{}, {opened}", card.figures()),
        None => card.figures(),
    };
    let room = room - fault - look.px(20.0);
    look.words_within(
        ui,
        pos2(left, y),
        Align2::LEFT_TOP,
        room,
        line(&figures, Face::Regular, 14.5, look.palette.mute),
    );
    if let Some(words) = &rehearsed {
        let at = pos2(left, y + look.px(24.0));
        let words = line(words, Face::Regular, 14.5, look.palette.mute);
        look.words_within(ui, at, Align2::LEFT_TOP, rect.width() - look.px(32.0), words);
    }
    if chosen || response.has_focus() {
        let stroke =
            Stroke::new(look.px(2.5), if response.has_focus() { look.palette.strong } else { look.palette.attention });
        ui.painter().rect_stroke(rect, radius, stroke, StrokeKind::Outside);
    }
    (response.clicked(), response.double_clicked())
}

fn picture_ui(ui: &Ui, look: Look, frame: Rect, card: &Card) {
    let corner = look.px(10.0) as u8;
    let top = CornerRadius { nw: corner, ne: corner, sw: 0, se: 0 };
    let About::Ready(facts) = &card.about else {
        ui.painter().rect_filled(frame, top, look.palette.cap);
        let words = if matches!(card.about, About::Reading) { "…" } else { "!" };
        let galley = look.galley(ui, words, Face::Serif, 40.0, look.palette.mute);
        ui.painter().galley(frame.center() - galley.size() / 2.0, galley, look.palette.mute);
        return;
    };
    ui.painter().rect_filled(frame, top, Color32::BLACK);
    let Some(picture) = &facts.picture else { return };
    let size = picture.size_vec2();
    let scale = (frame.width() / size.x).min(frame.height() / size.y);
    let place = Rect::from_center_size(frame.center(), size * scale);
    let radius = if place.width() + 2.0 >= frame.width() { top } else { CornerRadius::ZERO };
    let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
    let shape = eframe::egui::epaint::RectShape::filled(place, radius, Color32::WHITE);
    ui.painter().add(shape.with_texture(picture.id(), whole));
}

/// What can be done with the chosen deck, from the right.
const BUTTONS: [PageKey; 8] = [
    PageKey::RemoveDeck,
    PageKey::ShowFolder,
    PageKey::CheckDeck,
    PageKey::Findings,
    PageKey::ExportDeck,
    PageKey::Takes,
    PageKey::Rehearse,
    PageKey::Present,
];

/// The buttons under the wall. Returns the key of the one that was clicked.
fn foot_ui(ui: &mut Ui, look: Look, foot: Rect, shelf: &Shelf) -> Option<PageKey> {
    let folder = shelf.card()?.folder.clone();
    let gap = look.px(10.0);
    let mut right = pos2(foot.right(), foot.bottom() - look.px(14.0));
    let mut clicked = None;
    for button in BUTTONS {
        let (rect, pressed) = key_button(ui, look, right, button);
        right.x = rect.left() - gap;
        clicked = clicked.or(pressed);
    }
    let words = folder.to_string_lossy().into_owned();
    let at = pos2(foot.left(), foot.bottom() - look.px(14.0));
    let room = right.x - foot.left() - gap;
    look.words_within(ui, at, Align2::LEFT_CENTER, room, line(&words, Face::Regular, 14.5, look.palette.mute));
    clicked
}

/// A friendly page where there is no deck.
fn nothing_ui(ui: &mut Ui, look: Look, wall: Rect, shelf: &Shelf) {
    let (title, words) = if shelf.looked {
        ("No talks here yet", "A talk is a folder with a deck.toml in it. Drag one in here, or open another.")
    } else {
        ("Looking for your talks …", "")
    };
    let center = wall.center();
    look.words(ui, center, Align2::CENTER_BOTTOM, line(title, Face::Serif, 30.0, look.palette.text));
    look.words_within(
        ui,
        center + vec2(0.0, look.px(14.0)),
        Align2::CENTER_TOP,
        wall.width(),
        line(words, Face::Regular, 17.0, look.palette.mute),
    );
}

/// The chosen deck's findings, over the wall. Returns the key that a click stands for.
fn report_ui(ui: &mut Ui, look: Look, shelf: &Shelf) -> Option<PageKey> {
    let card = shelf.card()?;
    let words = match &card.about {
        About::Ready(facts) => facts.report.trim_end(),
        About::Unreadable(why) => why.as_str(),
        About::Reading => "The deck is being read.",
    };
    let window = ui.max_rect();
    let around = ui.interact(window, ui.scope_id().with("findings"), Sense::CLICK);
    ui.painter().rect_filled(window, 0.0, Color32::from_black_alpha(190));
    let page = Rect::from_center_size(window.center(), window.size() * vec2(0.84, 0.84));
    ui.painter().rect_filled(page, look.px(10.0), look.palette.panel);
    let inner = page.shrink2(vec2(look.px(36.0), look.px(28.0)));
    let title = card.title();
    let head = look.words_within(
        ui,
        inner.left_top(),
        Align2::LEFT_TOP,
        inner.width() * 0.8,
        line(&title, Face::Serif, 26.0, look.palette.strong),
    );
    let (_, closed) = key_button(ui, look, pos2(inner.right(), head.center().y), PageKey::Close);
    let region = Rect::from_min_max(pos2(inner.left(), head.bottom() + look.px(18.0)), inner.max);
    let mut child = ui.new_child(UiBuilder::new().max_rect(region).id_salt("findings text"));
    let galley = look.galley(ui, words, Face::Mono, 15.0, look.palette.text);
    ScrollArea::both().auto_shrink(false).show(&mut child, |ui| {
        let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
        ui.painter().galley(rect.min, galley, look.palette.text);
    });
    let beside = around.clicked() && around.interact_pointer_pos().is_some_and(|at| !page.contains(at));
    closed.or(beside.then_some(PageKey::Close))
}

/// A key cap that is a button; its right end stands in the middle of `right`.
fn key_button(ui: &mut Ui, look: Look, right: Pos2, key: PageKey) -> (Rect, Option<PageKey>) {
    let look = Look { scale: look.scale * 1.2, ..look };
    look.cap(ui, right, key)
}
