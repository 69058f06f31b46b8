//! A slide as far as it is ready, or a panel's ground → its place in the console.
//!
//! egui lays both over what is there, which costs a processor most of the time that a window takes. Only their rims need
//! it: what lies within hides all behind it, and is painted at once.

use eframe::egui::epaint::RectShape;
use eframe::egui::{Color32, Painter, Pos2, Rect, pos2};

use crate::app::pictures::orders::Shown;

use super::dissolve::{Dissolve, clear};

/// Smaller ones are painted as quickly by egui alone, in square points.
const LARGE: f32 = 40_000.0;

/// A slide in the console, with round corners.
pub fn paint_slide(painter: &Painter, rect: Rect, shown: Shown, radius: f32) {
    let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
    match shown {
        Shown::Picture(ready) => {
            let all = |painter: &Painter| {
                painter.add(RectShape::filled(rect, radius, Color32::WHITE).with_texture(ready.texture, whole));
            };
            let scale = painter.ctx().pixels_per_point();
            let solid = ready.exact && painter.opacity() == 1.0 && on_pixels(rect, scale);
            let windows = Dissolve::of(painter.ctx()).filter(|_| solid);
            match windows.zip(within(rect, radius, scale)) {
                Some((dissolve, inner)) => {
                    dissolve.show(&painter.with_clip_rect(inner), rect, ready.texture);
                    rim(painter, rect, inner, all);
                }
                None => all(painter),
            }
        }
        Shown::Ground(color) => paint_ground(painter, rect, radius, color),
    }
}

/// A rectangle with round corners in a color that hides what is behind it.
pub fn paint_ground(painter: &Painter, rect: Rect, radius: f32, color: Color32) {
    let all = |painter: &Painter| {
        painter.rect_filled(rect, radius, color);
    };
    let usable = color.is_opaque() && painter.opacity() == 1.0 && Dissolve::of(painter.ctx()).is_some();
    match within(rect, radius, painter.ctx().pixels_per_point()).filter(|_| usable) {
        Some(inner) => {
            clear(&painter.with_clip_rect(inner), inner, color);
            rim(painter, rect, inner, all);
        }
        None => all(painter),
    }
}

/// What of a rectangle its corners and its soft edge leave whole, by whole pixels.
fn within(rect: Rect, radius: f32, scale: f32) -> Option<Rect> {
    let inner = rect.shrink(radius + 1.0 / scale);
    let [low, high] = [(inner.min * scale).ceil() / scale, (inner.max * scale).floor() / scale];
    Some(Rect::from_min_max(low, high)).filter(|inner| inner.is_positive() && inner.area() > LARGE)
}

/// Whether each edge lies between two pixels.
fn on_pixels(rect: Rect, scale: f32) -> bool {
    let edges = [rect.left(), rect.top(), rect.right(), rect.bottom()].map(|edge| edge * scale);
    edges.iter().all(|edge| (edge - edge.round()).abs() < 0.01)
}

/// Paints with egui what lies around `inner`.
fn rim(painter: &Painter, rect: Rect, inner: Rect, paint: impl Fn(&Painter)) {
    around(rect.expand(1.0), inner).into_iter().for_each(|strip| paint(&painter.with_clip_rect(strip)));
}

/// What of `outer` lies around `inner`.
fn around(outer: Rect, inner: Rect) -> [Rect; 4] {
    [
        Rect::from_min_max(outer.min, pos2(outer.right(), inner.top())),
        Rect::from_min_max(pos2(outer.left(), inner.top()), inner.left_bottom()),
        Rect::from_min_max(inner.right_top(), pos2(outer.right(), inner.bottom())),
        Rect::from_min_max(pos2(outer.left(), inner.bottom()), outer.max),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn middle_and_rim_paint_each_pixel_once_at_any_scale() {
        for scale in [1.0_f32, 1.25, 1.5, 2.0, 2.625] {
            for (at, radius) in [(0.0_f32, 5.0_f32), (17.3, 10.0), (211.75, 8.0)] {
                let rect = Rect::from_min_max(pos2(at, at / 2.0), pos2(at + 500.2, at + 300.7));
                let inner = within(rect, radius, scale).expect("it is large");
                assert!(rect.shrink(radius).contains_rect(inner), "no corner is in the middle");
                assert!(on_pixels(inner, scale), "{inner} at {scale}");
                // As egui rounds what it clips to.
                let pixels = |rect: Rect| {
                    [rect.left(), rect.top(), rect.right(), rect.bottom()].map(|edge| (edge * scale).round())
                };
                let area = |rect| {
                    let [left, top, right, bottom] = pixels(rect);
                    (right - left) * (bottom - top)
                };
                let outer = rect.expand(1.0);
                let parts = around(outer, inner).map(area).iter().sum::<f32>() + area(inner);
                assert_eq!(parts, area(outer), "{rect} at {scale}");
            }
        }
        assert_eq!(within(Rect::from_min_max(Pos2::ZERO, pos2(100.0, 100.0)), 5.0, 1.0), None, "too small to matter");
    }
}
