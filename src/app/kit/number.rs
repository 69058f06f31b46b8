//! A screen's number → a plate that can be read from anywhere in the room.

use eframe::egui::{Align2, Rect, Ui, Vec2, vec2};

use super::look::{Face, Look, SURROUND, line};
use super::palette::Palette;

/// A screen that is neither stage nor console: nothing but its number, and what it is called.
pub fn number_window(ui: &mut Ui, number: usize, words: &str) {
    let area = ui.max_rect();
    ui.painter().rect_filled(area, 0.0, SURROUND);
    paint_number(ui, number);
    let look = Look { scale: area.height() / 900.0, palette: Palette::of(false) };
    let under = area.center() + vec2(0.0, look.px(240.0));
    look.words(ui, under, Align2::CENTER_TOP, line(words, Face::Regular, 40.0, look.palette.text));
}

/// The screen's number, as large as can be read from anywhere in the room.
pub fn paint_number(ui: &mut Ui, number: usize) {
    let area = ui.max_rect();
    // The audience's rooms are dark, whatever the console is.
    let look = Look { scale: area.height() / 900.0, palette: Palette::of(false) };
    let plate = Rect::from_center_size(area.center(), Vec2::splat(look.px(420.0)));
    ui.painter().rect_filled(plate, look.px(30.0), look.palette.ground);
    look.words(
        ui,
        plate.center(),
        Align2::CENTER_CENTER,
        line(&number.to_string(), Face::Bold, 340.0, look.palette.strong),
    );
}
