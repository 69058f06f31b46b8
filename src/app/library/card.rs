//! A deck's card: its first slide, what is known of it, and what can be done with it.

use eframe::egui::{
    Align2, Color32, CornerRadius, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::app::keys::does::PageKey;
use crate::app::kit::buttons::{Button, Weight, table_button};
use crate::app::kit::look::{Face, Look, MORE, line, tip};
use crate::app::windows::say_chosen;

use super::cards::{About, Card};

/// Cards keep the proportion of a wide slide; other slides stand in the middle of theirs.
pub const RATIO: f32 = 16.0 / 9.0;

/// What was done with a card.
#[derive(Default)]
pub struct Touched {
    pub chosen: bool,
    pub key: Option<PageKey>,
    /// Where the button for more stands.
    pub more: Option<Rect>,
}

/// Below the picture, or beside it.
#[must_use]
pub fn text_height(look: Look) -> f32 {
    look.px(161.0)
}

/// One deck in `rect`; with its picture at the left where it is `low`.
pub fn card_ui(ui: &mut Ui, look: Look, rect: Rect, card: &Card, (index, chosen, low): (usize, bool, bool)) -> Touched {
    let response = ui.interact(rect, ui.scope_id().with(("card", index)), Sense::click());
    let (faults, well) = card.faults();
    let told = card.told();
    let said = [Some(card.title()), Some(card.figures()), told.clone(), Some(faults.clone())];
    let name = said.into_iter().flatten().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ");
    // One of many is chosen.
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, &name));
    if chosen && ui.is_enabled() {
        say_chosen(ui.ctx(), response.id);
    }
    let response = if let About::Unreadable(why) = &card.about { tip(response, why) } else { response };
    let mut touched = Touched { chosen: response.clicked() || response.gained_focus(), ..Touched::default() };
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if response.double_clicked() {
        touched.key = Some(PageKey::Present);
    }
    let seen = ui.is_rect_visible(rect);
    let radius = look.px(10.0);
    if seen {
        let fill = if response.hovered() && !chosen {
            look.palette.panel.lerp_to_gamma(look.palette.cap, 0.4)
        } else {
            look.palette.panel
        };
        ui.painter().rect_filled(rect, radius, fill);
    }
    let picture = if low {
        Rect::from_min_size(rect.min, vec2((rect.height() * RATIO).min(rect.width() * 0.42), rect.height()))
    } else {
        Rect::from_min_size(rect.min, vec2(rect.width(), (rect.width() / RATIO).round()))
    };
    let text = if low {
        Rect::from_min_max(pos2(picture.right(), rect.top()), rect.max)
    } else {
        Rect::from_min_max(pos2(rect.left(), picture.bottom()), rect.max)
    };
    if seen {
        picture_ui(ui, look, picture, card, low);
        let inner = text.shrink2(vec2(look.px(20.0), look.px(14.0)));
        words_ui(ui, look, inner, card, (&faults, well));
    }
    let inner = text.shrink2(vec2(look.px(20.0), look.px(18.0)));
    buttons_ui(ui, look, inner, card, (index, chosen), &mut touched);
    if seen && (chosen || response.has_focus()) {
        ui.painter().rect_stroke(rect, radius, Stroke::new(2.0, look.palette.attention), StrokeKind::Outside);
    }
    touched
}

/// Title; slides and minutes with what `check` finds; how it was rehearsed.
fn words_ui(ui: &mut Ui, look: Look, inner: Rect, card: &Card, (faults, well): (&str, bool)) {
    let title = card.title();
    let words = line(&title, Face::SemiBold, 18.0, look.palette.text);
    let title = look.words_within(ui, inner.left_top(), Align2::LEFT_TOP, inner.width(), words);
    let y = title.bottom() + look.px(5.0);
    let (color, sign) = if well { (look.palette.mute, "") } else { (look.palette.attention, "! ") };
    let said = format!("{sign}{faults}");
    let right = look.words(ui, pos2(inner.right(), y), Align2::RIGHT_TOP, line(&said, Face::Regular, 14.0, color));
    let room = right.left() - inner.left() - look.px(12.0);
    let figures = card.figures();
    let words = line(&figures, Face::Regular, 15.0, look.palette.mute);
    let figures = look.words_within(ui, pos2(inner.left(), y), Align2::LEFT_TOP, room, words);
    if let Some(words) = card.told() {
        let at = pos2(inner.left(), figures.bottom() + look.px(2.0));
        let whole =
            card.opened.as_ref().filter(|opened| !opened.is_empty()).map(|day| format!("{words}, opened {day}"));
        let fits = |words: &String| {
            look.galley(ui, words.as_str(), Face::Regular, 15.0, look.palette.mute).size().x <= inner.width()
        };
        // The day is left out before it is cut.
        let words = whole.filter(fits).unwrap_or(words);
        look.words_within(
            ui,
            at,
            Align2::LEFT_TOP,
            inner.width(),
            line(&words, Face::Regular, 15.0, look.palette.mute),
        );
    }
}

/// Present, Rehearse, and more; their keys stand on the chosen card only.
fn buttons_ui(
    ui: &mut Ui,
    look: Look,
    inner: Rect,
    card: &Card,
    (index, chosen): (usize, bool),
    touched: &mut Touched,
) {
    let title = card.title();
    let mut x = inner.left();
    for (key, name) in [(PageKey::Present, "Present"), (PageKey::Rehearse, "Rehearse"), (PageKey::More, MORE)] {
        let said = match (key, chosen) {
            (PageKey::More, _) => format!("More, {title}"),
            (_, true) => name.to_owned(),
            (_, false) => format!("{name}, {title}"),
        };
        let mut button = Button::of(ui, name, key).saying(&said);
        if !chosen || key == PageKey::More || inner.width() < look.px(340.0) {
            button = button.without_key();
        }
        if chosen && key == PageKey::Present {
            button = button.weight(Weight::Primary);
        }
        let size = button.size(ui, look);
        let left = if key == PageKey::More { inner.right() - size.x } else { x };
        let place = Rect::from_min_size(pos2(left, inner.bottom() - size.y), size);
        let mut child = ui.new_child(eframe::egui::UiBuilder::new().max_rect(place).id_salt(("buttons", index)));
        if table_button(&mut child, look, place, &button, key).is_some() {
            (touched.chosen, touched.key) = (true, Some(key));
        }
        if key == PageKey::More {
            touched.more = Some(place);
        }
        x = place.right() + look.px(8.0);
    }
}

fn picture_ui(ui: &Ui, look: Look, frame: Rect, card: &Card, low: bool) {
    let corner = look.px(10.0) as u8;
    let top = if low {
        CornerRadius { nw: corner, ne: 0, sw: corner, se: 0 }
    } else {
        CornerRadius { nw: corner, ne: corner, sw: 0, se: 0 }
    };
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
    let radius = if place.width() + 2.0 >= frame.width() && !low { top } else { CornerRadius::ZERO };
    let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
    let shape = eframe::egui::epaint::RectShape::filled(place, radius, Color32::WHITE);
    ui.painter().add(shape.with_texture(picture.id(), whole));
}
