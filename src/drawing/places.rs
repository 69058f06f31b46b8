//! An item → the box that it is seen in.

use super::{Item, Placed};
use crate::geometry::{Affine, PathShape as _, Rect};

impl Placed {
    /// The box that the item is seen in, by the transform of what holds it; `None` where it shows nothing.
    #[must_use]
    pub fn place(&self, to_slide: Affine) -> Option<Rect> {
        let here = to_slide * Affine::translate(self.at.to_vec2());
        let own = match &self.item {
            Item::Text(run) => {
                let size = f64::from(run.size);
                Some(Rect::new(0.0, -size, f64::from(run.advance), size * 0.35))
            }
            Item::Shape(shape) => Some(shape.path.bounding_box()),
            Item::Picture(picture) => Some(picture.size.to_rect()),
            Item::Group(group) => {
                let inner = group.items.iter().filter_map(|placed| placed.place(here * group.transform));
                return inner.reduce(|all, one| all.union(one));
            }
        };
        own.map(|own| here.transform_rect_bbox(own))
    }
}
