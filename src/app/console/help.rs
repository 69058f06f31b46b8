//! The help page, written from the table of keys, and the question before quitting.

use eframe::egui::{Align2, Color32, Id, Pos2, Rect, Sense, Ui, Vec2, pos2, vec2};

use crate::app::keymap::{Keymap, Row};
use crate::app::keys::Group;
use crate::app::look::{Face, Look, line};
use crate::show::command::Command;

/// Every key by group, over the whole window. A click anywhere closes it.
pub fn help_ui(ui: &mut Ui, look: Look) -> Option<Command> {
    let window = ui.max_rect();
    let response = ui.interact(window, ui.scope_id().with("help page"), Sense::click());
    ui.painter().rect_filled(window, 0.0, Color32::from_black_alpha(190));
    // The page has its own scale, so that all of it fits.
    let scale = (window.width() / 1120.0).min(window.height() / 840.0).clamp(0.55, 3.0);
    let look = Look { scale: scale.min(look.scale * 1.3), ..look };
    let page = Rect::from_center_size(window.center(), Vec2::new(1080.0, 800.0) * look.scale);
    ui.painter().rect_filled(page, look.px(10.0), look.palette.panel);
    let inner = page.shrink2(vec2(look.px(36.0), look.px(28.0)));
    look.words(ui, inner.left_top(), Align2::LEFT_TOP, line("Keys", Face::Serif, 26.0, look.palette.strong));
    let right = pos2(inner.right(), inner.top() + look.px(14.0));
    let (rect, close) = look.cap_saying(ui, right, Command::Leave, Some("Close"));
    let left = pos2(rect.left() - look.px(10.0), right.y);
    let (rect, check) = look.cap(ui, left, Command::StageCheck);
    let (_, clicker) = look.cap(ui, pos2(rect.left() - look.px(10.0), right.y), Command::Clicker);
    let column = (inner.width() - look.px(40.0)) / 2.0;
    let mut at = [
        inner.left_top() + vec2(0.0, look.px(52.0)),
        pos2(inner.left() + column + look.px(40.0), inner.top() + look.px(52.0)),
    ];
    let keymap = Keymap::of(ui.ctx());
    // Rows that would not fit are set smaller, as far as the last frame found needed.
    let id = Id::unique("help fits");
    let fits: f32 = ui.data(|data| data.get_temp(id)).unwrap_or(1.0);
    let look = Look { scale: look.scale * fits, ..look };
    for (group, title) in Group::ALL {
        let side = usize::from(!matches!(group, Group::Slides | Group::Pointing | Group::Notes));
        let top = at[side];
        look.label(ui, top, Align2::LEFT_TOP, title);
        at[side].y += look.px(22.0);
        let of_group = |row: &&Row| row.binding.group == group && !row.caps().is_empty();
        for row in keymap.rows().iter().filter(of_group) {
            let height = row_ui(ui, look, at[side], column, row);
            at[side].y += height;
        }
        at[side].y += look.px(16.0);
    }
    let used = at[0].y.max(at[1].y) - look.px(16.0) - inner.top();
    if used > inner.height() + 1.0 && fits > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, fits * inner.height() / used));
        ui.ctx().request_repaint();
    }
    clicker.or(check).or(close).or_else(|| response.clicked().then_some(Command::Leave))
}

fn row_ui(ui: &mut Ui, look: Look, at: Pos2, width: f32, row: &Row) -> f32 {
    let mut x = at.x;
    let keys_width = width * 0.48;
    let (mut y, height) = (at.y, look.px(24.0));
    for cap in row.caps() {
        let galley = look.galley(ui, cap, Face::SemiBold, 12.0, look.palette.text);
        let size = vec2(galley.size().x + look.px(12.0), look.px(20.0));
        if x + size.x > at.x + keys_width {
            x = at.x;
            y += height;
        }
        let rect = Rect::from_min_size(pos2(x, y), size);
        ui.painter().rect_filled(rect, look.px(4.0), look.palette.cap);
        ui.painter().galley(rect.center() - galley.size() / 2.0, galley, look.palette.text);
        x = rect.right() + look.px(5.0);
    }
    let left = pos2(at.x + keys_width + look.px(10.0), at.y + look.px(10.0));
    let room = width - keys_width - look.px(10.0);
    let words = line(row.binding.words, Face::Regular, 14.0, look.palette.text);
    look.words_within(ui, left, Align2::LEFT_CENTER, room, words);
    y + height - at.y
}

/// "Quit?" with both answers as keys and buttons.
pub fn question_ui(ui: &mut Ui, look: Look) -> Option<Command> {
    let window = ui.max_rect();
    ui.interact(window, ui.scope_id().with("question"), Sense::click());
    ui.painter().rect_filled(window, 0.0, Color32::from_black_alpha(150));
    let page = Rect::from_center_size(window.center(), vec2(look.px(420.0), look.px(150.0)));
    ui.painter().rect_filled(page, look.px(10.0), look.palette.panel);
    let inner = page.shrink(look.px(28.0));
    look.words(ui, inner.left_top(), Align2::LEFT_TOP, line("End the talk?", Face::Serif, 24.0, look.palette.strong));
    let under = inner.left_top() + vec2(0.0, look.px(36.0));
    look.words(
        ui,
        under,
        Align2::LEFT_TOP,
        line("The audience will see your desktop.", Face::Regular, 15.0, look.palette.mute),
    );
    let bottom = inner.bottom() - look.px(4.0);
    let (quit, yes) = look.cap(ui, pos2(inner.right(), bottom), Command::ConfirmQuit);
    let (_, no) = look.cap_saying(ui, pos2(quit.left() - look.px(10.0), bottom), Command::Leave, Some("No, go on"));
    yes.or(no)
}
