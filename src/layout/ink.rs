//! Strokes of the pen → shapes over a slide, as decoration: whoever does not see them misses no words.

use std::sync::Arc;

use crate::color::Color;
use crate::deck::ink::{HALO, Nib};
use crate::deck::theme::{Colors, HIGHLIGHT};
use crate::diagnostic::Span;
use crate::drawing::{Drawing, Group, Item, Placed, Role, Shape, Stroke};
use crate::geometry::{BezPath, PathShape as _, Point};

/// The slide with these strokes drawn over it; nothing reaches beyond it.
#[must_use]
pub fn over(slide: &Drawing, strokes: impl Iterator<Item = (Nib, Vec<Point>)>, colors: &Colors) -> Drawing {
    let pens = colors.pens(slide.ground);
    let lines = strokes.flat_map(|(nib, stroke)| {
        let (path, width) = (curve(&stroke), nib.width());
        if nib.highlighter {
            return vec![line(path, width, HIGHLIGHT)];
        }
        let [ink, halo] = pens[usize::from(nib.color) % pens.len()];
        vec![line(path.clone(), width + 2.0 * HALO, halo), line(path, width, ink)]
    });
    let mut group = Group::new(Role::Decoration, lines.collect());
    group.clip = Some(slide.size.to_rect().to_path(0.1));
    let mut inked = slide.clone();
    inked.items.push(Placed { at: Point::ORIGIN, item: Item::Group(group), span: Span::default() });
    inked
}

fn line(path: BezPath, width: f64, color: Color) -> Placed {
    let shape = Shape { path, fill: None, stroke: Some(Stroke::round(width, color)) };
    Placed { at: Point::ORIGIN, item: Item::Shape(Arc::new(shape)), span: Span::default() }
}

/// From the middle of each part to the middle of the next, bent toward the place between them.
fn curve(points: &[Point]) -> BezPath {
    let mut path = BezPath::new();
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return path };
    path.move_to(*first);
    for part in points.windows(2).skip(1) {
        path.quad_to(part[0], part[0].midpoint(part[1]));
    }
    // A dot has a length too, or it would have no ends to be drawn round.
    path.line_to(if points.len() == 1 { Point::new(last.x + 0.01, last.y) } else { *last });
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::theme;
    use crate::geometry::Size;
    use crate::paint::raster::Painter;

    #[test]
    fn ink_lies_where_the_pen_was_and_nowhere_else() {
        let colors = theme::built_in("civic", None).expect("a built-in theme").colors;
        for ground in [colors.paper, colors.primary] {
            let slide = Drawing { size: Size::new(100.0, 50.0), ground, items: Vec::new() };
            let dot = vec![Point::new(80.0, 25.0)];
            let bend = vec![Point::new(10.0, 10.0), Point::new(30.0, 10.0), Point::new(30.0, 40.0)];
            let usual = |stroke| (Nib::default(), stroke);
            let inked = over(&slide, [dot, bend].map(usual).into_iter(), &colors);
            assert_eq!(inked.words(), "");
            let pixels = Painter::new().paint(&inked, 100, 50);
            let at = |x: usize, y: usize| {
                let [r, g, b] = [0, 1, 2].map(|part| pixels.data[(y * 100 + x) * 4 + part]);
                Color::rgb(r, g, b)
            };
            let [ink, _] = colors.pen(ground);
            assert!(ink.contrast(ground) >= 3.0);
            assert_eq!([at(80, 25), at(12, 10), at(30, 36), at(60, 25)], [ink, ink, ink, ground]);
        }
    }

    #[test]
    fn pens_are_told_apart_on_any_ground_and_a_highlighter_covers_nothing() {
        for name in ["civic", "keynote", "lecture", "workshop", "essay"] {
            let Some(theme) = theme::built_in(name, None) else { panic!("{name} is a theme") };
            let colors = theme.colors;
            for ground in [colors.paper, colors.primary, Color::BLACK, Color::WHITE] {
                let pens = colors.pens(ground).map(|[ink, _]| ink);
                assert!(pens.iter().all(|ink| ink.contrast(ground) >= 3.0), "{name} on {ground:?}: {pens:?}");
                assert!(pens[0] != pens[1] && pens[1] != pens[2] && pens[0] != pens[2], "{name}: {pens:?}");
            }
            let slide = Drawing { size: Size::new(100.0, 50.0), ground: colors.paper, items: Vec::new() };
            let nib = Nib { highlighter: true, ..Nib::default() };
            let wide = [Point::new(10.0, 25.0), Point::new(90.0, 25.0)].to_vec();
            let pixels = Painter::new().paint(&over(&slide, [(nib, wide)].into_iter(), &colors), 100, 50);
            let [r, g, b] = [0, 1, 2].map(|part| pixels.data[(25 * 100 + 50) * 4 + part]);
            let lit = Color::rgb(r, g, b);
            assert!(lit != colors.paper && lit != HIGHLIGHT, "{name}: the words under it are seen: {lit:?}");
        }
    }
}
