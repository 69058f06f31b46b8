//! The help page: every key by group, written from the table of keys, the six that matter first. Typing filters it, and a
//! row does what it says when it is clicked.

use eframe::egui::style::ScrollAnimation;
use eframe::egui::{
    Align2, Color32, Frame, Id, Margin, Rect, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui,
    UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use crate::app::keys::does::{Does, PageKey};
use crate::app::keys::keymap::{Keymap, Row};
use crate::app::keys::table::{Group, Place};
use crate::app::kit::look::{Face, Look, button, line, scroll_room};
use crate::show::command::Command;

use super::asked::Action;
use super::found;
use super::help_rows::{large_row_ui, row_height, row_ui};
use super::page::MOST_LETTERS;

/// What a speaker needs who knows nothing else, in a speaker's words.
const SIX: [(Command, &str, &str); 6] = [
    (Command::NextStep, "Next step", "a click, or the clicker"),
    (Command::PreviousStep, "Previous step", ""),
    (Command::Black, "Black", "again: back"),
    (Command::Overview, "All slides", "type to search"),
    (Command::TimerToggle, "Pause the clock", "for questions"),
    (Command::AskQuit, "End the talk", "asks first"),
];
/// The page is no wider; from here on it has two columns; and less than this is the whole window's.
const WIDEST: f32 = 1040.0;
const TWO: f32 = 760.0;
const SMALL: f32 = 900.0;
const GAP: f32 = 12.0;
const BETWEEN: f32 = 32.0;
const FIELD: f32 = 40.0;
const LARGE_ROW: f32 = 52.0;
/// What one press of an arrow scrolls by.
const STEP: f32 = 36.0;
/// No page is longer.
const FAR: f32 = 100_000.0;

/// What was typed, which page it was asked for on, and how far keys have scrolled it since it was last painted, in rows.
#[derive(Debug)]
pub struct Help {
    text: String,
    over: Place,
    rows: f32,
}

/// The field that is typed in.
fn field_id() -> Id {
    Id::unique("search for a key")
}

impl Help {
    /// For somebody who asks on this page.
    #[must_use]
    pub fn over(over: Place) -> Self {
        Self { text: String::new(), over, rows: 0.0 }
    }

    /// What a key does.
    pub fn press(&mut self, key: PageKey) -> Option<Action> {
        match key {
            PageKey::Close => return Some(Action::Leave),
            PageKey::Up => self.rows -= 1.0,
            PageKey::Down => self.rows += 1.0,
            PageKey::First => self.rows = f32::NEG_INFINITY,
            PageKey::Last => self.rows = f32::INFINITY,
            _ => {}
        }
        None
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
    }

    /// Over the whole window; a click beside it closes it.
    pub fn ui(&mut self, ui: &mut Ui, look: Look) -> Option<Action> {
        let window = ui.max_rect();
        let around = ui.interact(window, ui.scope_id().with("around help"), Sense::CLICK);
        ui.painter().rect_filled(window, 0.0, Color32::from_black_alpha(190));
        // Small windows keep letters that can be read: there is more to scroll instead.
        let look = Look { scale: look.scale.clamp(0.9, 2.0), ..look };
        let margin = if window.width() < look.px(SMALL) { 0.0 } else { look.px(24.0) };
        let page = window.shrink(margin);
        let page = Rect::from_center_size(page.center(), vec2(page.width().min(look.px(WIDEST)), page.height()));
        ui.interact(page, ui.scope_id().with("help page"), Sense::CLICK);
        let corner = if margin > 0.0 { look.px(12.0) } else { 0.0 };
        ui.painter().rect_filled(page, corner, look.palette.ground);
        let inner = page.shrink2(vec2(look.px(24.0), look.px(16.0)));
        let closed = self.head_ui(ui, look, inner);
        let foot = pos2(inner.left(), inner.bottom());
        let body = Rect::from_min_max(
            inner.min + vec2(0.0, look.px(FIELD + 16.0)),
            pos2(page.right() - look.px(8.0), foot.y - look.px(28.0)),
        );
        let (clicked, rows) = self.body_ui(ui, look, body, inner.width());
        let words = foot_words(&self.text, rows);
        let words = line(&words, Face::Regular, 13.0, look.palette.mute);
        look.words_within(ui, foot, Align2::LEFT_BOTTOM, inner.width(), words);
        let left = closed || around.clicked();
        clicked.map(Action::Do).or(left.then_some(Action::Leave))
    }

    /// Title, field and the way out. Whether that was clicked.
    fn head_ui(&mut self, ui: &mut Ui, look: Look, inner: Rect) -> bool {
        let y = inner.top() + look.px(FIELD) / 2.0;
        let title = line("Keys", Face::Serif, 24.0, look.palette.strong);
        let title = look.words(ui, pos2(inner.left(), y), Align2::LEFT_CENTER, title);
        let name = look.galley(ui, "Done", Face::SemiBold, 15.0, look.palette.text);
        let key = Keymap::of(ui.ctx()).cap(PageKey::Close).unwrap_or_default();
        let key = look.galley(ui, key, Face::SemiBold, 12.0, look.palette.key);
        let width = name.size().x + key.size().x + look.px(8.0 + 32.0);
        let done = Rect::from_min_max(
            pos2(inner.right() - width, inner.top()),
            pos2(inner.right(), inner.top() + look.px(FIELD)),
        );
        let field = Rect::from_min_max(
            pos2(title.right() + look.px(24.0), done.top()),
            pos2(done.left() - look.px(GAP), done.bottom()),
        );
        self.field_ui(ui, look, field);
        let (response, pressed) = button(ui, done, PageKey::Close);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Done"));
        let fill = if response.hovered() { look.palette.cap_hover } else { look.palette.cap };
        ui.painter().rect_filled(done, look.px(6.0), fill);
        look.focus_ring(ui, done, look.px(6.0), &response);
        let left = pos2(done.left() + look.px(16.0), y);
        let after = left + vec2(name.size().x + look.px(8.0), 0.0);
        ui.painter().galley(Align2::LEFT_CENTER.anchor_size(left, name.size()).min, name, look.palette.text);
        ui.painter().galley(Align2::LEFT_CENTER.anchor_size(after, key.size()).min, key, look.palette.key);
        pressed.is_some()
    }

    /// The field, which has the focus unless a row was reached by Tab.
    fn field_ui(&mut self, ui: &mut Ui, look: Look, rect: Rect) {
        ui.painter().rect_filled(rect, look.px(8.0), look.palette.panel);
        let inner = look.glass(ui, rect).shrink2(vec2(0.0, look.px(6.0)));
        let mut child = ui.new_child(UiBuilder::new().max_rect(inner).id_salt("field"));
        let field = TextEdit::singleline(&mut self.text)
            .id(field_id())
            .frame(Frame::NONE)
            .margin(Margin::ZERO)
            .font(look.font(Face::Regular, 16.0))
            .text_color(look.palette.strong)
            .hint_text(RichText::new("Search: black, captions, pen …").color(look.palette.mute))
            .align(Align2::LEFT_CENTER)
            .char_limit(MOST_LETTERS)
            .desired_width(inner.width());
        let response = child.add_sized(inner.size(), field);
        let focused = ui.memory(|memory| memory.focused().is_some());
        if !focused && ui.is_enabled() {
            response.request_focus();
        }
        ui.ctx().accesskit_node_builder(field_id(), |node| node.set_label("Keys, search field"));
        let edge = match (response.has_focus(), response.hovered()) {
            (true, _) => Stroke::new(2.0, look.palette.attention),
            (false, true) => Stroke::new(1.0, look.palette.key),
            (false, false) => Stroke::new(1.0, look.palette.mark),
        };
        ui.painter().rect_stroke(rect, look.px(8.0), edge, StrokeKind::Inside);
    }

    /// What is scrolled. What was clicked, and how many rows there are.
    fn body_ui(&mut self, ui: &mut Ui, look: Look, body: Rect, width: f32) -> (Option<Does>, usize) {
        let keymap = Keymap::of(ui.ctx());
        let groups = self.groups(&keymap);
        let rows =
            groups.iter().map(|(_, rows)| rows.len()).sum::<usize>() + if self.is_empty() { SIX.len() } else { 0 };
        let by = (std::mem::take(&mut self.rows) * -look.px(STEP)).clamp(-FAR, FAR);
        let mut child = ui.new_child(scroll_room(body, "keys", look.palette.ground));
        let mut clicked = None;
        ScrollArea::vertical().id_salt(self.is_empty()).auto_shrink(false).show(&mut child, |ui| {
            ui.scroll_with_delta_animation(vec2(0.0, by), ScrollAnimation::none());
            let origin = ui.cursor().min;
            let mut y = origin.y;
            if self.is_empty() && self.over != Place::Library {
                y = self.six_ui(ui, look, &keymap, (y, width), &mut clicked) + look.px(20.0);
            }
            let area = Rect::from_min_size(pos2(origin.x, y), vec2(width, 0.0));
            y = self.groups_ui(ui, look, &groups, area, &mut clicked);
            if groups.is_empty() {
                let words = line("No key has these words", Face::Regular, 15.0, look.palette.mute);
                y = look.words(ui, pos2(origin.x, y + look.px(8.0)), Align2::LEFT_TOP, words).bottom();
            }
            ui.allocate_space(Vec2::new(width, y - origin.y));
        });
        (clicked, rows)
    }

    /// What is told: everything, those first that hold where help was asked for, or what was typed.
    fn groups<'a>(&self, keymap: &'a Keymap) -> Vec<(&'static str, Vec<&'a Row>)> {
        let typed: Vec<String> = self.text.split_whitespace().map(str::to_lowercase).collect();
        let six = |row: &Row| SIX.iter().any(|(command, ..)| row.binding.does == Does::Talk(*command));
        let told = |row: &Row| match typed.is_empty() {
            true => self.over == Place::Library || !six(row),
            false => found::weight(row, &typed, "").is_some(),
        };
        let of = |group| keymap.rows().iter().filter(move |row| row.binding.group == group);
        let mut groups: Vec<(Group, &str)> = Group::ALL.to_vec();
        if self.over != Place::Talk {
            groups.sort_by_key(|(group, _)| group.place() != self.over);
        }
        let groups = groups.into_iter().map(|(group, title)| (title, of(group).filter(|row| told(row)).collect()));
        groups.filter(|(_, rows): &(&str, Vec<&Row>)| !rows.is_empty()).collect()
    }

    /// Whether a click on the row can do it: what holds in a talk, or on the wall of talks.
    fn acts(&self, row: &Row) -> bool {
        let place = match self.over {
            Place::Library => Place::Library,
            Place::Faulty => return false,
            _ => Place::Talk,
        };
        row.place() == place && !row.binding.does.counts()
    }

    /// The six, in as many columns as there is room for. Where they end.
    fn six_ui(&self, ui: &mut Ui, look: Look, keymap: &Keymap, at: (f32, f32), clicked: &mut Option<Does>) -> f32 {
        let ((top, width), left) = (at, ui.cursor().min.x);
        let columns = columns(look, width);
        let gap = look.px(8.0);
        let wide = (width - look.px(GAP) * (columns - 1) as f32) / columns as f32;
        let high = look.px(LARGE_ROW);
        let mut bottom = top;
        for (at, (command, name, hint)) in SIX.iter().enumerate() {
            let Some(row) = keymap.row(*command) else { continue };
            let (column, line) = ((at % columns) as f32, (at / columns) as f32);
            let min = pos2(left + column * (wide + look.px(GAP)), top + line * (high + gap));
            let rect = Rect::from_min_size(min, vec2(wide, high));
            if large_row_ui(ui, look, rect, row, (name, hint), self.acts(row)) {
                *clicked = Some(row.binding.does);
            }
            bottom = rect.bottom();
        }
        bottom
    }

    /// The groups one after the other, column by column, each about as high as the others. Where they end.
    fn groups_ui(
        &self,
        ui: &mut Ui,
        look: Look,
        groups: &[(&str, Vec<&Row>)],
        area: Rect,
        clicked: &mut Option<Does>,
    ) -> f32 {
        let columns = columns(look, area.width());
        let wide = (area.width() - look.px(BETWEEN) * (columns - 1) as f32) / columns as f32;
        let title = look.px(28.0);
        let after = look.px(20.0);
        let height =
            |rows: &[&Row]| title + after + rows.iter().map(|row| row_height(ui, look, wide, row)).sum::<f32>();
        let heights: Vec<f32> = groups.iter().map(|(_, rows)| height(rows)).collect();
        let fair = heights.iter().sum::<f32>() / columns as f32;
        let (mut at, mut end) = (area.min, area.top());
        for ((name, rows), height) in groups.iter().zip(&heights) {
            // A group begins the other column where most of it would be beyond its fair end.
            if columns > 1 && at.x == area.left() && at.y > area.top() && at.y + height / 2.0 > area.top() + fair {
                at = pos2(at.x + wide + look.px(BETWEEN), area.top());
            }
            look.label_within(ui, at, Align2::LEFT_TOP, wide, name);
            let mut y = at.y + title;
            for row in rows {
                let rect = Rect::from_min_size(pos2(at.x, y), vec2(wide, row_height(ui, look, wide, row)));
                if row_ui(ui, look, rect, row, self.acts(row)) {
                    *clicked = Some(row.binding.does);
                }
                y = rect.bottom();
            }
            at.y = y + after;
            end = end.max(y);
        }
        end
    }
}

fn columns(look: Look, width: f32) -> usize {
    // The page's edges are its own.
    if width + look.px(48.0) >= look.px(TWO) { 2 } else { 1 }
}

fn foot_words(typed: &str, rows: usize) -> String {
    match (typed.is_empty(), rows) {
        (true, rows) => format!("Scroll for all {rows}. A row does what it says when you click it."),
        (false, 1) => "1 found. A click on it does it.".to_owned(),
        (false, rows) => format!("{rows} found"),
    }
}
