//! "What now?": three slides that could be left out, over the top of the notes, with what each saves and when the talk
//! ends then. Nothing else on the console moves for it.

use eframe::egui::{Align2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::app::kit::figures::minutes;
use crate::app::kit::look::{Face, Look, line};
use crate::show::command::Command;
use crate::show::view::{Cut, Why};

use super::status::{fitting, forecast};
use super::{Places, Scene};

const HEIGHT: f32 = 228.0;
/// A row below this has one line.
const LOW: f32 = 36.0;

/// The panel's place while it is open.
pub fn place(places: &Places, scene: &Scene<'_>) -> Option<Rect> {
    scene.view.what_now.as_ref()?;
    let look = places.look;
    let pane = places.notes.unwrap_or_else(|| places.next.union(places.time));
    let height = look.px(HEIGHT).max(190.0).min(pane.height());
    Some(Rect::from_min_size(pane.min, vec2(pane.width(), height)))
}

/// The panel, and what was asked for in it.
pub fn what_now_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) -> Option<Command> {
    let (look, cuts) = (places.look, scene.view.what_now.as_ref()?);
    let area = place(places, scene)?;
    // What lies under it is not pressed through it.
    ui.interact(area, ui.scope_id().with("what now"), Sense::CLICK);
    ui.painter().rect_filled(area, look.px(10.0), look.palette.panel);
    ui.painter().rect_stroke(area, look.px(10.0), Stroke::new(1.0, look.palette.mark), StrokeKind::Inside);
    let inner = area.shrink2(vec2(look.px(24.0), look.px(14.0)));
    let low = area.height() < 170.0;
    let head = if low { 0.0 } else { look.px(30.0) };
    if !low {
        let label = look.label(ui, inner.left_top(), Align2::LEFT_TOP, "What now?");
        let why = line("Leave out, from the least loss", Face::Regular, 13.0, look.palette.mute);
        let room = inner.width() - label.width() - look.px(16.0);
        look.words_within(ui, inner.right_top(), Align2::RIGHT_TOP, room, why);
    }
    let foot = Rect::from_min_max(pos2(inner.left(), inner.bottom() - look.px(32.0).max(24.0)), inner.max);
    let rows = Rect::from_min_max(inner.min + vec2(0.0, head), pos2(inner.right(), foot.top() - look.px(2.0)));
    let height = (rows.height() / 3.0).min(look.px(46.0)).max(1.0);
    let mut wish = None;
    for (at, cut) in cuts.iter().enumerate() {
        let top = rows.top() + height * at as f32;
        let row = Rect::from_min_size(pos2(rows.left(), top), vec2(rows.width(), height));
        wish = row_ui(ui, look, row, (at, cuts.len()), cut, scene).or(wish);
    }
    if cuts.is_empty() {
        let words = line("Nothing ahead can be left out.", Face::Regular, 15.0, look.palette.text);
        look.words_within(ui, rows.left_top(), Align2::LEFT_TOP, rows.width(), words);
    }
    foot_ui(ui, look, foot, cuts, scene).or(wish)
}

/// `☑ 24 Robust structures   1:10`, with the reason under it where there is room.
fn row_ui(
    ui: &mut Ui,
    look: Look,
    row: Rect,
    (at, all): (usize, usize),
    cut: &Cut,
    scene: &Scene<'_>,
) -> Option<Command> {
    let (palette, slide) = (look.palette, scene.plan.slides.get(cut.slide)?);
    let response = ui.interact(row, ui.scope_id().with(("cut", at)), Sense::click());
    let saves = minutes(cut.saves.as_secs());
    let (title, why) = (slide.name(), why_words(cut.why));
    let said = format!("Slide {}, {title}, {why}, saves {saves}, {} of {all}", slide.number, at + 1);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), cut.ticked, &said));
    look.focus_ring(ui, row.shrink(2.0), look.px(4.0), &response);
    let tall = row.height() >= LOW;
    let y = if tall { row.top() + look.px(15.0) } else { row.center().y };
    let size = look.px(20.0);
    let square = Rect::from_center_size(pos2(row.left() + size / 2.0, row.center().y), vec2(size, size));
    if cut.ticked {
        ui.painter().rect_filled(square, look.px(4.0), palette.good);
        let stroke = Stroke::new(look.px(2.0), palette.on_good);
        let [a, b, c] = [vec2(-0.25, 0.02), vec2(-0.06, 0.2), vec2(0.27, -0.18)].map(|to| square.center() + to * size);
        ui.painter().line_segment([a, b], stroke);
        ui.painter().line_segment([b, c], stroke);
    } else {
        let edge = if response.hovered() { palette.text } else { palette.mark };
        ui.painter().rect_stroke(square, look.px(4.0), Stroke::new(1.5, edge), StrokeKind::Inside);
    }
    let saves = line(&saves, Face::Bold, 17.0, palette.text);
    let right = look.words(ui, pos2(row.right(), row.center().y), Align2::RIGHT_CENTER, saves).left();
    let number = slide.number.to_string();
    let left = square.right() + look.px(14.0);
    look.words(ui, pos2(left, y), Align2::LEFT_CENTER, line(&number, Face::Regular, 16.0, palette.mute));
    let left = left + look.px(30.0);
    let room = right - left - look.px(12.0);
    look.words_within(ui, pos2(left, y), Align2::LEFT_CENTER, room, line(&title, Face::SemiBold, 15.0, palette.text));
    if tall {
        let why = line(&why, Face::Regular, 13.0, palette.mute);
        look.words_within(ui, pos2(left, y + look.px(19.0)), Align2::LEFT_CENTER, room, why);
    }
    response.clicked().then_some(Command::TickCut(at))
}

fn why_words(why: Why) -> String {
    match why {
        Why::Optional => "marked optional".to_owned(),
        Why::ToldBy(number) => format!("{number} makes the same point"),
        Why::HandedOut => "goes into the hand-out anyway".to_owned(),
    }
}

/// When the talk ends with what is ticked left out, and the two buttons.
fn foot_ui(ui: &mut Ui, look: Look, foot: Rect, cuts: &[Cut], scene: &Scene<'_>) -> Option<Command> {
    let ticked = cuts.iter().filter(|cut| cut.ticked);
    let (count, saved) = ticked.fold((0, 0), |(count, saved), cut| (count + 1, saved + cut.saves.as_secs()));
    let (words, color) = forecast(scene, saved, look.palette);
    let take = match count {
        0 => "Leave out".to_owned(),
        1 => "Leave out one".to_owned(),
        2 => "Leave out two".to_owned(),
        _ => "Leave out all three".to_owned(),
    };
    let y = foot.center().y;
    let mut wish = None;
    let mut right = foot.right();
    let (rect, pressed) = key_button(ui, look, pos2(right, y), [&take, "Enter"], Some(count > 0));
    if pressed {
        wish = Some(Command::TakeCuts);
    }
    right = rect.left() - look.px(8.0);
    let (rect, pressed) = key_button(ui, look, pos2(right, y), ["Not now", "Esc"], None);
    if pressed {
        wish = Some(Command::WhatNow);
    }
    let room = rect.left() - foot.left() - look.px(10.0);
    let words = format!("{}{}", words[..1].to_uppercase(), &words[1..]);
    let words = fitting(ui, look, &words, 15.0, room / 1.15);
    if room > look.px(60.0) {
        look.words_within(ui, pos2(foot.left(), y), Align2::LEFT_CENTER, room, line(words, Face::Bold, 15.0, color));
    }
    wish
}

/// A button with its key; `primary`: it is the panel's, and can be pressed or not. Its right end stands at `right`.
fn key_button(
    ui: &mut Ui,
    look: Look,
    right: eframe::egui::Pos2,
    [name, key]: [&str; 2],
    primary: Option<bool>,
) -> (Rect, bool) {
    let palette = look.palette;
    let (fill, ink, quiet) = match primary {
        Some(true) => (palette.good, palette.on_good, palette.on_good),
        Some(false) => (palette.panel, palette.mute, palette.mute),
        None => (palette.panel, palette.text, palette.key),
    };
    let words = look.galley(ui, name, Face::SemiBold, 14.0, ink);
    let cap = look.galley(ui, key, Face::SemiBold, 12.0, quiet);
    let size = vec2(words.size().x + cap.size().x + look.px(32.0), look.px(32.0).max(24.0));
    let rect = Rect::from_min_size(pos2(right.x - size.x, right.y - size.y / 2.0), size);
    let enabled = primary != Some(false);
    let response = ui.interact(rect, ui.scope_id().with(name), if enabled { Sense::click() } else { Sense::hover() });
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled && ui.is_enabled(), name));
    ui.painter().rect_filled(rect, look.px(6.0), fill);
    if primary != Some(true) {
        let edge = if response.hovered() { palette.text } else { palette.mark };
        ui.painter().rect_stroke(rect, look.px(6.0), Stroke::new(1.0, edge), StrokeKind::Inside);
    }
    look.focus_ring(ui, rect, look.px(6.0), &response);
    let at = pos2(rect.left() + look.px(12.0), rect.center().y);
    let after = at + vec2(words.size().x + look.px(8.0), 0.0);
    ui.painter().galley(Align2::LEFT_CENTER.anchor_size(at, words.size()).min, words, ink);
    ui.painter().galley(Align2::LEFT_CENTER.anchor_size(after, cap.size()).min, cap, quiet);
    (rect, enabled && response.clicked())
}
