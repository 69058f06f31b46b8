//! Ink, light and frames → egui's shapes over a slide's picture. They are drawn in every frame, so they lag behind nothing.

use eframe::egui::{Color32, Mesh, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

use crate::color::Color;
use crate::deck::ink::HALO;
use crate::deck::theme::HIGHLIGHT;
use crate::show::marks::{ERASER, Marks, Pointer, Region, Spot};

use super::pointing::Seen;
use crate::app::windows::color32;

/// Parts of a line that are shorter than this, in points of the window, look round as they are.
const SHORT: f32 = 3.0;
/// Radii of the laser's dot, in points of a whole slide.
const LASER: [f32; 4] = [1.8, 4.6, 6.0, 13.0];
const RED: Color32 = Color32::from_rgb(0xE8, 0x1E, 0x1E);
/// How dark the slide is around the spotlight.
const DARKNESS: u8 = 200;

/// All that lies on the slide; nothing reaches beyond it.
pub fn paint_marks(painter: &Painter, seen: Seen, marks: &Marks, pens: [[Color; 2]; 3]) {
    let painter = painter.with_clip_rect(seen.rect.intersect(painter.clip_rect()));
    for stroke in marks.strokes.iter() {
        let points = smooth(&smooth(&stroke.spots.iter().map(|spot| seen.place(*spot)).collect::<Vec<_>>()));
        let width = stroke.nib.width() as f32 * seen.whole_scale();
        if stroke.nib.highlighter {
            highlight(&painter, &points, width);
            continue;
        }
        let [ink, halo] = pens[usize::from(stroke.nib.color) % pens.len()];
        // A halo that is thinner than a pixel would only make the line look dirty.
        let around = (HALO as f32 * seen.whole_scale()).max(0.75);
        line(&painter, &points, width + 2.0 * around, color32(halo));
        line(&painter, &points, width, color32(ink));
    }
    if let Some(zoom) = marks.zoom.filter(|zoom| zoom.rect() != seen.part) {
        frame(&painter, seen, zoom);
    }
    match marks.pointer {
        Some(Pointer::Laser(at, size)) => laser(&painter, seen, at, size as f32 / 100.0),
        Some(Pointer::Spotlight(at, radius)) => spotlight(&painter, seen, at, radius),
        Some(Pointer::Frame(region)) => frame(&painter, seen, region),
        Some(Pointer::Eraser(at)) => {
            let radius = ERASER as f32 / 100.0 * seen.scale();
            double(|width, color| {
                painter.circle_stroke(seen.place(at), radius, Stroke::new(width, color));
            });
        }
        None => {}
    }
}

/// Cuts each corner between two long parts at a quarter of them: a fast hand is seen at few places, and drew a curve.
fn smooth(points: &[Pos2]) -> Vec<Pos2> {
    let ([first, .., last], true) = (points, points.len() > 2) else {
        return points.to_vec();
    };
    let mut smooth = vec![*first];
    for part in points.windows(2) {
        let along = part[1] - part[0];
        if along.length() < SHORT {
            smooth.push(part[0] + along * 0.5);
        } else {
            smooth.extend([part[0] + along * 0.25, part[0] + along * 0.75]);
        }
    }
    smooth.push(*last);
    smooth
}

/// A line with round ends and corners. Corners are filled by discs where egui would cut them.
fn line(painter: &Painter, points: &[Pos2], width: f32, color: Color32) {
    let round = |at: Pos2| Shape::circle_filled(at, width / 2.0, color);
    if points.len() > 1 {
        painter.add(Shape::line(points.to_vec(), Stroke::new(width, color)));
        let sharp = |part: &&[Pos2]| {
            let (into, out) = ((part[1] - part[0]).normalized(), (part[2] - part[1]).normalized());
            into.dot(out) < 0.8
        };
        painter.extend(points.windows(3).filter(sharp).map(|part| round(part[1])));
    }
    painter.extend(points.first().into_iter().chain(points.last()).map(|&at| round(at)));
}

/// A clear broad line. Nothing lies twice in it, or it would be seen.
fn highlight(painter: &Painter, points: &[Pos2], width: f32) {
    let color = color32(HIGHLIGHT);
    match points {
        [at] => drop(painter.circle_filled(*at, width / 2.0, color)),
        points => drop(painter.add(Shape::line(points.to_vec(), Stroke::new(width, color)))),
    }
}

/// A red dot with a light heart and a dark rim, so that it is seen on any ground.
fn laser(painter: &Painter, seen: Seen, at: Spot, size: f32) {
    let at = seen.place(at);
    let [heart, dot, rim, glow] = LASER.map(|radius| radius * size * seen.whole_scale());
    painter.add(rings(at, &[(0.0, RED.gamma_multiply(0.55)), (glow, Color32::TRANSPARENT)]));
    painter.circle_filled(at, rim, Color32::from_black_alpha(150));
    painter.circle_filled(at, dot, RED);
    painter.circle_filled(at, heart, Color32::from_rgb(0xFF, 0xE6, 0xE0));
}

/// Everything but a disc grows dark, with a soft edge.
fn spotlight(painter: &Painter, seen: Seen, at: Spot, radius: i32) {
    let radius = radius as f32 / 100.0 * seen.scale();
    let far = seen.rect.size().length().max(radius * 2.0);
    let dark = Color32::from_black_alpha(DARKNESS);
    let edge = [(radius * 0.94, Color32::TRANSPARENT), (radius * 1.06, dark), (far * 1.1, dark)];
    painter.add(rings(seen.place(at), &edge));
}

/// The part of the slide that fills the stage, or would.
fn frame(painter: &Painter, seen: Seen, region: Region) {
    let rect = Rect::from_two_pos(seen.place(region.min), seen.place(region.max));
    double(|width, color| {
        painter.rect_stroke(rect, 2.0, Stroke::new(width, color), StrokeKind::Middle);
    });
}

/// Light within dark: seen on any ground.
fn double(draw: impl Fn(f32, Color32)) {
    draw(4.0, Color32::from_black_alpha(200));
    draw(2.0, Color32::from_rgb(0xFF, 0xF4, 0xE8));
}

/// Rings around `center` that pass from one color into the next, from the inmost radius to the last.
fn rings(center: Pos2, rings: &[(f32, Color32)]) -> Mesh {
    const SIDES: u32 = 96;
    let mut mesh = Mesh::default();
    for &(radius, color) in rings {
        for side in 0..SIDES {
            let angle = side as f32 / SIDES as f32 * std::f32::consts::TAU;
            mesh.colored_vertex(center + vec2(angle.cos(), angle.sin()) * radius, color);
        }
    }
    for ring in 1..rings.len() as u32 {
        for side in 0..SIDES {
            let (inner, outer, next) = ((ring - 1) * SIDES, ring * SIDES, (side + 1) % SIDES);
            mesh.add_triangle(inner + side, outer + side, outer + next);
            mesh.add_triangle(inner + side, outer + next, inner + next);
        }
    }
    mesh
}

/// The part of a whole slide's picture that shows `part`.
#[must_use]
pub fn cut(part: crate::geometry::Rect, slide: crate::geometry::Size) -> Rect {
    let share = |x: f64, y: f64| pos2((x / slide.width) as f32, (y / slide.height) as f32);
    Rect::from_min_max(share(part.x0, part.y0), share(part.x1, part.y1))
}
