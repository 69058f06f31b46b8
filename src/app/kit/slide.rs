//! A slide as far as it is ready → its place in the console.

use eframe::egui::epaint::RectShape;
use eframe::egui::{Color32, Painter, Pos2, Rect, pos2};

use crate::app::pictures::orders::Shown;

/// A slide in the console, with round corners.
pub fn paint_slide(painter: &Painter, rect: Rect, shown: Shown, radius: f32) {
    let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
    match shown {
        Shown::Picture(ready) => {
            painter.add(RectShape::filled(rect, radius, Color32::WHITE).with_texture(ready.texture, whole));
        }
        Shown::Ground(color) => {
            painter.rect_filled(rect, radius, color);
        }
    }
}
