//! A drawn picture and the ground of its slide → the mat that it needs: what was drawn for light paper is lost on a dark
//! slide, and the other way round. A mat that hides more than it shows is none.

use std::sync::Arc;

use super::desk::Desk;
use crate::color::Color;
use crate::drawing::{Item, Paint, Placed, Raster};
use crate::geometry::{Affine, Point, Rect, Size};

/// The least contrast of a label in a picture, and of a line.
const LEAST: f64 = 4.5;
const LEAST_OF_LINES: f64 = 3.0;
/// What is filled and thinner than this share of the picture is a line, an arrow's head or an outlined letter.
const THIN: f64 = 0.06;
/// Contrast with white of what nobody would draw on white paper.
const NEARLY_WHITE: f64 = 1.15;
/// A label says more than a line.
const WORDS: f64 = 2.0;

/// The color to put behind the picture; none where no more of its words and lines read on it than without. One that comes
/// from a file may stand on many slides.
pub(super) fn needed(desk: &Desk, file: Option<&Arc<str>>, items: &[Placed], size: Size) -> Option<Color> {
    let (ground, mats) = (desk.ground.fill, [desk.theme.colors.cream, desk.theme.colors.deep]);
    let find = || found(ground, mats, items, size);
    match file {
        Some(svg) => desk.clear.mat(svg, [ground, mats[0], mats[1]], find),
        None => find(),
    }
}

fn found(ground: Color, mats: [Color; 2], items: &[Placed], size: Size) -> Option<Color> {
    let mut walk = Walk { size, covered: Vec::new(), words: Vec::new(), lines: Vec::new() };
    walk.items(items, Affine::IDENTITY);
    if !walk.is_for_other_paper(ground) {
        return None;
    }
    let without = walk.reads_on(ground);
    let best = mats.into_iter().map(|mat| (walk.reads_on(mat), mat)).reduce(|a, b| if b.0 > a.0 { b } else { a });
    best.filter(|(with, _)| *with > without + 1e-9).map(|(_, mat)| mat)
}

/// The color to put behind a picture of pixels that are partly clear, where more of it reads on that.
pub(super) fn under_pixels(desk: &Desk, raster: &Arc<Raster>) -> Option<Color> {
    let mats = [desk.theme.colors.cream, desk.theme.colors.deep];
    desk.clear.ink(raster)?.better(desk.ground.fill, &mats)
}

struct Walk {
    size: Size,
    /// Where the picture brings a ground of its own, so far.
    covered: Vec<Rect>,
    /// Colors of what stands on the slide's ground.
    words: Vec<Color>,
    lines: Vec<Color>,
}

impl Walk {
    /// Whether a word does not read on this ground, or a line was plainly drawn for the other kind of paper. A line that is
    /// merely pale was meant so.
    fn is_for_other_paper(&self, ground: Color) -> bool {
        let dark = ground.contrast(Color::WHITE) >= LEAST;
        let foreign = |line: &Color| {
            let on_white = line.contrast(Color::WHITE);
            line.contrast(ground) < LEAST_OF_LINES && if dark { on_white >= LEAST } else { on_white < NEARLY_WHITE }
        };
        self.words.iter().any(|word| word.contrast(ground) < LEAST) || self.lines.iter().any(foreign)
    }

    /// How much of the picture is seen on a ground, words before lines.
    fn reads_on(&self, ground: Color) -> f64 {
        let share = |colors: &[Color], least: f64| {
            let read = colors.iter().filter(|color| color.contrast(ground) >= least).count();
            if colors.is_empty() { 0.0 } else { read as f64 / colors.len() as f64 }
        };
        WORDS * share(&self.words, LEAST) + share(&self.lines, LEAST_OF_LINES)
    }

    fn items(&mut self, items: &[Placed], by: Affine) {
        for placed in items {
            let here = by * Affine::translate(placed.at.to_vec2());
            match &placed.item {
                Item::Group(group) => self.items(&group.items, here * group.transform),
                Item::Picture(picture) => self.covered.push(here.transform_rect_bbox(picture.size.to_rect())),
                Item::Shape(shape) => {
                    let place = here.transform_rect_bbox(kurbo::Shape::bounding_box(&shape.path));
                    let bare = self.is_bare(place.center());
                    if let Some(fill) = &shape.fill {
                        self.filled(&fill.paint, place, bare);
                    }
                    if let Some(Paint::Solid(color)) = shape.stroke.as_ref().map(|stroke| &stroke.paint)
                        && bare
                        && color.a > 0
                    {
                        self.lines.push(*color);
                    }
                }
                Item::Text(run) => {
                    let middle = here * Point::new(f64::from(run.advance) / 2.0, -f64::from(run.size) * 0.3);
                    if run.color.a > 0 && self.is_bare(middle) {
                        self.words.push(run.color);
                    }
                }
            }
        }
    }

    fn is_bare(&self, place: Point) -> bool {
        !self.covered.iter().any(|it| it.contains(place))
    }

    fn filled(&mut self, paint: &Paint, place: Rect, bare: bool) {
        let thin = place.width() < self.size.width * THIN || place.height() < self.size.height * THIN;
        match paint {
            Paint::Solid(color) if thin => {
                if bare && color.a > 0 {
                    self.lines.push(*color);
                }
                if color.a >= 128 {
                    self.covered.push(place);
                }
            }
            Paint::Solid(color) if color.a < 128 => {}
            Paint::Tile { .. } => {}
            _ => self.covered.push(place),
        }
    }
}
