//! The menu at the mouse: what a speaker most often wants during a talk, in groups, and the way to all other commands.

use eframe::egui::{
    Align2, Color32, EventFilter, Id, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::app::desktop::setup::hiding;
use crate::app::keys::does::{Does, PageKey, WindowCommand};
use crate::app::keys::keymap::Keymap;
use crate::app::kit::look::{Face, Look, line};
use crate::show::command::Command;

use super::asked::{Action, Asked};
use super::found::{Known, off};

const WIDTH: f32 = 304.0;
const ROW: f32 = 36.0;
/// What can be hit; rows are no lower.
const LEAST_ROW: f32 = 24.0;
/// Between two groups, in rows.
const GAP: f32 = 0.4;
const EDGE: f32 = 8.0;

/// What it offers, group by group, in a speaker's words.
const GROUPS: [&[(Does, &str)]; 5] = [
    &[
        (Does::Talk(Command::NextStep), "Next step"),
        (Does::Talk(Command::PreviousStep), "Previous step"),
        (Does::Talk(Command::Overview), "All slides …"),
        (Does::Talk(Command::Notes), "Notes"),
    ],
    &[
        (Does::Talk(Command::Black), "Black"),
        (Does::Talk(Command::White), "White"),
        (Does::Talk(Command::Freeze), "Freeze"),
        (Does::Talk(Command::Captions), "Captions"),
        (Does::Window(WindowCommand::HideStage), "Hide the stage"),
    ],
    &[
        (Does::Talk(Command::Laser), "Laser"),
        (Does::Talk(Command::Spotlight), "Spotlight"),
        (Does::Talk(Command::Pen), "Pen"),
        (Does::Talk(Command::Zoom), "Zoom"),
    ],
    &[(Does::Talk(Command::WhatNow), "What now?"), (Does::Window(WindowCommand::Commands), "All commands …")],
    &[(Does::Talk(Command::AskQuit), "End the talk …")],
];

/// Where it was asked for, and which line is chosen.
#[derive(Debug)]
pub struct Menu {
    at: Pos2,
    chosen: Option<usize>,
    /// The choice was moved by keys: the line has the focus.
    follow: bool,
    asked: Asked,
    /// Letters that were typed since it was last drawn: each chooses the next line that begins with it.
    letters: String,
}

/// A line as it is drawn.
struct Item {
    does: Does,
    name: &'static str,
    off: Option<&'static str>,
    /// The first of its group, but for the very first.
    begins: bool,
}

impl Menu {
    /// At a place of the window; where keys asked for it, its first line is chosen.
    #[must_use]
    pub fn new(at: Pos2, by_keys: bool) -> Self {
        let chosen = by_keys.then_some(0);
        Self { at, chosen, follow: by_keys, asked: Asked::default(), letters: String::new() }
    }

    /// What a key does: arrows choose, Enter does what is chosen.
    pub fn press(&mut self, key: PageKey) -> Option<Action> {
        self.asked.press(key)
    }

    /// The first letters of what is wanted.
    pub fn write(&mut self, letters: &str) {
        self.letters.push_str(letters);
    }

    /// Inside the window, as near to its place as there is room; what was asked for.
    pub fn ui(&mut self, ui: &mut Ui, look: Look, known: &Known<'_>) -> Option<Action> {
        let window = ui.max_rect();
        let around = ui.interact(window, ui.scope_id().with("around the menu"), Sense::CLICK);
        ui.painter().rect_filled(window, 0.0, Color32::from_black_alpha(110));
        let look = Look { scale: look.scale.clamp(0.9, 2.0), ..look };
        let items = items(known);
        self.choose(&items);
        let gaps = items.iter().filter(|item| item.begins).count() as f32 * GAP;
        let room = window.height() - 2.0 * EDGE - look.px(12.0);
        let row = (room / (items.len() as f32 + gaps)).floor().clamp(LEAST_ROW, look.px(ROW));
        let size = vec2(look.px(WIDTH), row * (items.len() as f32 + gaps) + look.px(12.0));
        let corner = pos2(
            self.at.x.min(window.right() - size.x - EDGE).max(window.left() + EDGE),
            self.at.y.min(window.bottom() - size.y - EDGE).max(window.top() + EDGE),
        );
        let page = Rect::from_min_size(corner, size);
        ui.interact(page, ui.scope_id().with("menu"), Sense::CLICK);
        let edge = Stroke::new(1.0, look.palette.mark);
        ui.painter().rect(page, look.px(10.0), look.palette.panel, edge, StrokeKind::Outside);
        let mut y = page.top() + look.px(6.0);
        let mut asked = None;
        for (at, item) in items.iter().enumerate() {
            if item.begins {
                y += row * GAP;
                let inner = page.x_range().shrink(look.px(20.0));
                ui.painter().hline(inner, (y - row * GAP / 2.0).round(), Stroke::new(1.0, look.palette.cap_hover));
            }
            let place =
                Rect::from_min_size(pos2(page.left() + look.px(8.0), y), vec2(page.width() - look.px(16.0), row));
            let response = item.ui(ui, look, place, self.chosen == Some(at));
            if self.chosen == Some(at) && std::mem::take(&mut self.follow) {
                response.request_focus();
            }
            if response.has_focus() {
                // The arrows are the menu's.
                let arrows = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
                ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
            }
            if response.clicked() && item.off.is_none() {
                asked = Some(item.does);
            }
            y += row;
        }
        let entered = std::mem::take(&mut self.asked.entered).then_some(self.chosen).flatten();
        let entered = entered.and_then(|at| items.get(at)).filter(|item| item.off.is_none()).map(|item| item.does);
        let left = around.clicked() || around.secondary_clicked();
        asked.or(entered).map(Action::Do).or_else(|| left.then_some(Action::Leave))
    }

    /// Where keys and letters have led.
    fn choose(&mut self, items: &[Item]) {
        let last = items.len() as i64 - 1;
        if self.asked.moved != 0 {
            let from = self.chosen.map_or(if self.asked.moved > 0 { -1 } else { last + 1 }, |at| at as i64);
            self.chosen = usize::try_from((from + std::mem::take(&mut self.asked.moved)).clamp(0, last)).ok();
            self.follow = true;
        }
        for letter in std::mem::take(&mut self.letters).to_lowercase().chars() {
            let begins = |at: &usize| items[*at].name.to_lowercase().starts_with(letter);
            let from = self.chosen.map_or(0, |at| at + 1);
            if let Some(at) = (from..items.len()).chain(0..from).find(begins) {
                (self.chosen, self.follow) = (Some(at), true);
            }
        }
    }
}

/// What can be asked for in this talk. Notes are at hand where the console is another screen's.
fn items(known: &Known<'_>) -> Vec<Item> {
    let view = known.scene.view();
    let end = match view {
        Some(view) if view.over => "Leave the stage …",
        Some(view) if view.green_room => "Leave …",
        _ => "End the talk …",
    };
    let wanted = |does: Does| match does {
        Does::Talk(Command::Notes) => known.screens < 2,
        Does::Window(WindowCommand::HideStage) => known.shown.is_some(),
        _ => true,
    };
    let mut out: Vec<Item> = Vec::new();
    for group in GROUPS {
        let first = out.len();
        for (does, name) in group.iter().copied().filter(|(does, _)| wanted(*does)) {
            let name = match does {
                Does::Talk(Command::AskQuit) => end,
                Does::Window(WindowCommand::HideStage) => known.shown.map_or(name, hiding),
                _ => name,
            };
            out.push(Item { does, name, off: off(does, known), begins: first > 0 && out.len() == first });
        }
    }
    out
}

impl Item {
    fn ui(&self, ui: &mut Ui, look: Look, place: Rect, chosen: bool) -> Response {
        let palette = look.palette;
        let ends = self.does == Does::Talk(Command::AskQuit);
        let enabled = self.off.is_none();
        let response = ui.interact(place, Id::unique(("menu", self.does)), Sense::click());
        let cap = Keymap::of(ui.ctx()).cap(self.does).unwrap_or_default();
        let said = self.off.unwrap_or(&cap);
        let name = if said.is_empty() { self.name.to_owned() } else { format!("{}, {said}", self.name) };
        response.widget_info(|| WidgetInfo::selected(Role::MenuItem, enabled && ui.is_enabled(), chosen, &name));
        let lit = chosen || response.hovered();
        if lit {
            ui.painter().rect_filled(place, look.px(6.0), palette.cap_hover);
        }
        look.focus_ring(ui, place.shrink(4.0), look.px(4.0), &response);
        let quiet = if lit { palette.key } else { palette.mute };
        let color = match (enabled, ends) {
            (false, _) => quiet,
            (true, true) => {
                if lit {
                    palette.hit
                } else {
                    palette.attention
                }
            }
            (true, false) => palette.text,
        };
        let face = if ends { Face::SemiBold } else { Face::Regular };
        let left = pos2(place.left() + look.px(12.0), place.center().y);
        let words = look.words(ui, left, Align2::LEFT_CENTER, line(self.name, face, 15.0, color));
        let right = pos2(place.right() - look.px(12.0), place.center().y);
        if !said.is_empty() {
            let said = line(said, Face::SemiBold, 12.0, if enabled { palette.key } else { quiet });
            look.words_within(ui, right, Align2::RIGHT_CENTER, right.x - words.right() - look.px(12.0), said);
        }
        response
    }
}
