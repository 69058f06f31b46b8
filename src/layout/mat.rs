//! A drawn picture and the ground of its slide → the mat that its words and lines need: what was drawn for light paper
//! is lost on a dark slide, and the other way round.

use super::desk::Desk;
use crate::bitmap::{self, Ink};
use crate::color::Color;
use crate::drawing::{Item, Paint, Placed, Raster};
use crate::geometry::{Affine, Point, Rect};

/// The least contrast of a label in a picture.
const LEAST: f64 = 4.5;

/// The color to put behind the picture; none where each of its words reads as it is.
pub(super) fn needed(desk: &Desk, items: &[Placed]) -> Option<Color> {
    let mut walk = Walk { ground: desk.ground.fill, covered: Vec::new(), lost: Vec::new() };
    walk.items(items, Affine::IDENTITY);
    let least = |mat: Color| walk.lost.iter().map(|word| word.contrast(mat)).fold(f64::INFINITY, f64::min);
    let (light, dark) = (desk.theme.colors.cream, desk.theme.colors.deep);
    let mat = if least(light) >= least(dark) { light } else { dark };
    (!walk.lost.is_empty()).then_some(mat)
}

/// The color to put behind a picture of pixels that are partly clear, where more of it reads on that. Only small ones
/// are looked at, as logos and diagrams are, since a talk waits for it; `check` tells of the others.
pub(super) fn under_pixels(desk: &Desk, raster: &Raster) -> Option<Color> {
    let small = u64::from(raster.width) * u64::from(raster.height) <= bitmap::SMALL;
    let pixels = (small && bitmap::may_be_clear(raster)).then(|| bitmap::decode(raster).ok())??;
    let mats = [desk.theme.colors.cream, desk.theme.colors.deep];
    Ink::of(&pixels)?.better(desk.ground.fill, &mats)
}

struct Walk {
    ground: Color,
    /// Where the picture brings a ground of its own, so far.
    covered: Vec<Rect>,
    /// Colors of words that stand on the slide's ground and do not read there.
    lost: Vec<Color>,
}

impl Walk {
    fn items(&mut self, items: &[Placed], by: Affine) {
        for placed in items {
            let here = by * Affine::translate(placed.at.to_vec2());
            match &placed.item {
                Item::Group(group) => self.items(&group.items, here * group.transform),
                Item::Picture(picture) => self.covered.push(here.transform_rect_bbox(picture.size.to_rect())),
                Item::Shape(shape) => {
                    let solid = |paint: &Paint| !matches!(paint, Paint::Solid(color) if color.a < 128);
                    if shape.fill.as_ref().is_some_and(|fill| solid(&fill.paint)) {
                        let shape = kurbo::Shape::bounding_box(&shape.path);
                        self.covered.push(here.transform_rect_bbox(shape));
                    }
                }
                Item::Text(run) => {
                    let middle = here * Point::new(f64::from(run.advance) / 2.0, -f64::from(run.size) * 0.3);
                    let bare = !self.covered.iter().any(|it| it.contains(middle));
                    if bare && run.color.contrast(self.ground) < LEAST {
                        self.lost.push(run.color);
                    }
                }
            }
        }
    }
}
