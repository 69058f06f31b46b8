//! Items → where they stand on the page, as annotations and tags say it. Unit: points, to a hundredth.

use krilla::geom::{Point as PdfPoint, Quadrilateral, Rect as PdfRect};

use super::outline::near;
use crate::drawing::{Item, Placed};
use crate::geometry::{Affine, PathShape as _, Point, Rect};

/// How long a unit is on the page, at most.
pub(super) fn scale(to_page: Affine) -> f64 {
    let [a, b, c, d, ..] = to_page.as_coeffs();
    a.hypot(b).max(c.hypot(d))
}

/// The places of `items` on the page, the text of one line in one.
pub(super) fn lines(to_page: Affine, items: &[Placed], out: &mut Vec<(Option<f64>, Rect)>) {
    for placed in items {
        let here = to_page * Affine::translate(placed.at.to_vec2());
        let (line, place) = match &placed.item {
            Item::Text(run) => {
                // Near enough for clicking: ascent and descent of most fonts.
                let (wide, size) = (f64::from(run.advance), f64::from(run.size));
                let place = here.transform_rect_bbox(Rect::new(0.0, -0.8 * size, wide, 0.25 * size));
                (Some(here.translation().y), place)
            }
            Item::Shape(shape) => (None, here.transform_rect_bbox(shape.path.bounding_box())),
            Item::Picture(picture) => (None, here.transform_rect_bbox(picture.size.to_rect())),
            Item::Group(group) => {
                let from = out.len();
                lines(here * group.transform, &group.items, out);
                if let Some(clip) = &group.clip {
                    let window = (here * group.transform).transform_rect_bbox(clip.bounding_box());
                    for (_, place) in &mut out[from..] {
                        *place = place.intersect(window);
                    }
                }
                continue;
            }
        };
        match out.last_mut() {
            Some((Some(before), all)) if line == Some(*before) => *all = all.union(place),
            _ => out.push((line, place)),
        }
    }
}

pub(super) fn pdf_rect(rect: Rect) -> Option<PdfRect> {
    let near = |number: f64| near(Point::new(number, 0.0), 1.0).x as f32;
    PdfRect::from_ltrb(near(rect.x0), near(rect.y0), near(rect.x1), near(rect.y1))
}

pub(super) fn quadrilateral(rect: Rect) -> Option<Quadrilateral> {
    if rect.width() <= 0.0 || rect.height() <= 0.0 {
        return None;
    }
    let corner = |x: f64, y: f64| {
        let near = near(Point::new(x, y), 1.0);
        PdfPoint::from_xy(near.x as f32, near.y as f32)
    };
    Some(Quadrilateral([
        corner(rect.x0, rect.y1),
        corner(rect.x1, rect.y1),
        corner(rect.x1, rect.y0),
        corner(rect.x0, rect.y0),
    ]))
}
