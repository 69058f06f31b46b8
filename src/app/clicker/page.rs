//! The page of a clicker's buttons over the whole window: the last press as a key cap, and the commands to teach.

use std::sync::Arc;

use eframe::egui::{
    Align2, Color32, Pos2, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::app::keys::does::PageKey;
use crate::app::keys::keymap::Keymap;
use crate::app::kit::look::{Face, Look, line, scroll_room};
use crate::settings::Keys;
use crate::show::command::Command;

use super::buttons::{Action, Button, Click, Clicker};
use super::learn::learnt;

/// What clickers are asked to do.
const TEACHABLE: [Command; 10] = [
    Command::NextStep,
    Command::PreviousStep,
    Command::Black,
    Command::White,
    Command::Start,
    Command::Freeze,
    Command::Captions,
    Command::Overview,
    Command::Laser,
    Command::Back,
];

/// The page over the whole window.
pub fn clicker_ui(ui: &mut Ui, look: Look, page: &mut Clicker, keymap: &Arc<Keymap>, keys: &Keys) -> Option<Action> {
    // It may have changed them in this very frame.
    if !Arc::ptr_eq(keymap, &Keymap::of(ui.ctx())) {
        Arc::clone(keymap).install(ui.ctx());
    }
    let click = page_ui(ui, look, page, keymap)?;
    ui.ctx().request_repaint();
    page.click(click, keymap, keys)
}

/// Draws the page and returns what was clicked.
fn page_ui(ui: &mut Ui, look: Look, page: &Clicker, keymap: &Keymap) -> Option<Click> {
    let window = ui.max_rect();
    // Clicks beside the page are for nobody.
    ui.interact(window, ui.scope_id().with("clicker"), Sense::CLICK);
    ui.painter().rect_filled(window, 0.0, Color32::from_black_alpha(190));
    let area = Rect::from_center_size(window.center(), vec2(look.px(940.0), look.px(620.0))).intersect(window);
    ui.painter().rect_filled(area, look.px(10.0), look.palette.panel);
    let inner = area.shrink2(vec2(look.px(36.0), look.px(28.0)));
    look.words(ui, inner.left_top(), Align2::LEFT_TOP, line("Your clicker", Face::Serif, 26.0, look.palette.strong));
    let corner = pos2(inner.right(), inner.top() + look.px(14.0));
    let (_, close) = look.cap_saying(ui, corner, PageKey::Close, Some(if page.learning() { "Stop" } else { "Close" }));
    let under = inner.left_top() + vec2(0.0, look.px(40.0));
    let hint = "Press its buttons. As long as this page is open, they move nothing.";
    look.words(ui, under, Align2::LEFT_TOP, line(hint, Face::Regular, 15.0, look.palette.mute));

    let top = inner.top() + look.px(84.0);
    let bottom = inner.bottom() - look.px(64.0);
    let middle = inner.left() + inner.width() * 0.46;
    let left = Rect::from_min_max(pos2(inner.left(), top), pos2(middle, bottom));
    let right = Rect::from_min_max(pos2(middle + look.px(36.0), top), pos2(inner.right(), bottom));
    let forget = buttons_ui(ui, look, left, page, keymap);
    let teach = teach_ui(ui, look, right, page, keymap);
    let take = said_ui(ui, look, Rect::from_min_max(pos2(inner.left(), bottom), inner.max), page, keymap);
    close.map(|_| Click::Leave).or(forget).or(teach).or(take)
}

/// The last press as large as life, the ones before it in a line each.
fn buttons_ui(ui: &mut Ui, look: Look, area: Rect, page: &Clicker, keymap: &Keymap) -> Option<Click> {
    let cap = Rect::from_min_size(area.min, vec2(area.width(), look.px(104.0)));
    ui.painter().rect_filled(cap, look.px(10.0), look.palette.cap);
    let Some((last, earlier)) = page.buttons.split_first() else {
        let words = line("No button yet", Face::Regular, 20.0, look.palette.mute);
        look.words(ui, cap.center(), Align2::CENTER_CENTER, words);
        return None;
    };
    ui.painter().rect_stroke(cap, look.px(10.0), Stroke::new(look.px(3.0), look.palette.attention), StrokeKind::Inside);
    let (name, manner) = (last.cap(), last.manner());
    let words = line(&name, Face::SemiBold, 38.0, look.palette.strong);
    look.words_within(ui, cap.center(), Align2::CENTER_CENTER, cap.width() - look.px(24.0), words);
    let mut at = cap.left_bottom() + vec2(0.0, look.px(14.0));
    let means = line(last.means(keymap), Face::SemiBold, 18.0, look.palette.text);
    at.y = look.words_within(ui, at, Align2::LEFT_TOP, area.width(), means).bottom() + look.px(4.0);
    let manner = line(&manner, Face::Regular, 15.0, look.palette.mute);
    at.y = look.words_within(ui, at, Align2::LEFT_TOP, area.width(), manner).bottom() + look.px(14.0);
    let taught = last.chord().filter(|chord| learnt(keymap, *chord).is_some());
    let mut clicked = None;
    if let Some(chord) = taught {
        let (rect, response) = text_button(ui, look, at, &format!("Forget {}", chord.cap()));
        clicked = response.clicked().then_some(Click::Forget(chord));
        at.y = rect.bottom() + look.px(14.0);
    }
    for button in earlier {
        at.y = earlier_ui(ui, look, at, area.width(), button, keymap) + look.px(8.0);
    }
    clicked
}

fn earlier_ui(ui: &mut Ui, look: Look, at: Pos2, width: f32, button: &Button, keymap: &Keymap) -> f32 {
    let words = format!("{}: {}", button.cap(), button.means(keymap));
    look.words_within(ui, at, Align2::LEFT_TOP, width, line(&words, Face::Regular, 15.0, look.palette.mute)).bottom()
}

/// The commands with the keys that they have; a click makes one the pupil.
fn teach_ui(ui: &mut Ui, look: Look, area: Rect, page: &Clicker, keymap: &Keymap) -> Option<Click> {
    look.label(ui, area.left_top(), Align2::LEFT_TOP, "Teach a button");
    let list = Rect::from_min_max(area.min + vec2(0.0, look.px(24.0)), area.max);
    // What is too long for a low window is scrolled.
    let height = (list.height() / TEACHABLE.len() as f32).min(look.px(40.0)).max(24.0 + look.px(5.0));
    let mut child = ui.new_child(scroll_room(list, "teach", look.palette.panel));
    let area = list.with_max_x(list.right() - look.px(8.0));
    ScrollArea::vertical()
        .auto_shrink(false)
        .show(&mut child, |ui| {
            let from = ui.cursor().top();
            ui.allocate_space(vec2(area.width(), height * TEACHABLE.len() as f32));
            teachable_ui(ui, look, area.translate(vec2(0.0, from - area.top())), height, page, keymap)
        })
        .inner
}

fn teachable_ui(ui: &mut Ui, look: Look, area: Rect, height: f32, page: &Clicker, keymap: &Keymap) -> Option<Click> {
    let mut clicked = None;
    for (at, command) in TEACHABLE.into_iter().enumerate() {
        let Some(row) = keymap.row(command) else { continue };
        let top = area.top() + height * at as f32;
        let rect = Rect::from_min_size(pos2(area.left(), top), vec2(area.width(), height - look.px(5.0)));
        let response = ui.interact(rect, ui.scope_id().with(("teach", command)), Sense::click());
        let pupil = page.pupil == Some(command);
        let name = format!("Teach {}", row.binding.name);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, pupil, &name));
        let lit = response.hovered() || response.has_focus() || pupil;
        ui.painter().rect_filled(rect, look.px(5.0), if lit { look.palette.cap_hover } else { look.palette.cap });
        if pupil {
            let edge = Stroke::new(look.px(2.0), look.palette.attention);
            ui.painter().rect_stroke(rect, look.px(5.0), edge, StrokeKind::Inside);
        }
        look.focus_ring(ui, rect, look.px(5.0), &response);
        let left = rect.left_center() + vec2(look.px(12.0), 0.0);
        let name = line(row.binding.name, Face::SemiBold, 15.0, look.palette.text);
        let name = look.words(ui, left, Align2::LEFT_CENTER, name);
        let caps = row.caps().join("  ");
        let right = rect.right_center() - vec2(look.px(12.0), 0.0);
        let room = right.x - name.right() - look.px(16.0);
        look.words_within(ui, right, Align2::RIGHT_CENTER, room, line(&caps, Face::Regular, 13.5, look.palette.text));
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        if response.clicked() {
            clicked = Some(Click::Teach(command));
        }
    }
    clicked
}

/// What to do now, or what came of it.
fn said_ui(ui: &mut Ui, look: Look, area: Rect, page: &Clicker, keymap: &Keymap) -> Option<Click> {
    let name = |command| keymap.row(command).map_or("", |row| row.binding.name);
    let asked = page.pupil.map(|pupil| format!("Press the button that is to be {}", name(pupil)));
    let words = page.said.clone().or(asked)?;
    let at = pos2(area.left(), area.top() + look.px(22.0));
    let words = line(&words, Face::SemiBold, 16.0, look.palette.attention);
    look.words_within(ui, at, Align2::LEFT_TOP, area.width() - look.px(150.0), words);
    let chord = page.doubtful.filter(|_| page.learning())?;
    let left = pos2(area.right() - look.px(140.0), at.y - look.px(6.0));
    text_button(ui, look, left, &format!("Take {}", chord.cap())).1.clicked().then_some(Click::Take)
}

fn text_button(ui: &mut Ui, look: Look, at: Pos2, words: &str) -> (Rect, Response) {
    let galley = look.galley(ui, words, Face::SemiBold, 14.0, look.palette.text);
    let rect = Rect::from_min_size(at, galley.size() + vec2(look.px(24.0), look.px(14.0)));
    let response = ui.interact(rect, ui.scope_id().with(("clicker", words)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words));
    let lit = response.hovered() || response.has_focus();
    ui.painter().rect_filled(rect, look.px(5.0), if lit { look.palette.cap_hover } else { look.palette.cap });
    look.focus_ring(ui, rect, look.px(5.0), &response);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, look.palette.text);
    (rect, response)
}
