//! Places and extents on a slide: 1 unit = 1 pt = 1/72 in, y grows downward.
//!
//! The types are kurbo's, so that text, pixels and PDF agree on them.

pub use kurbo::{Affine, BezPath, PathEl, Point, Rect, RoundedRect, Shape as PathShape, Size, Vec2};

/// The proportion of a slide. The height (or width, for tall formats) is fixed, so type sizes mean the same in each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Aspect {
    /// 960 × 540 pt
    #[default]
    Wide,
    /// 720 × 540 pt
    Classic,
    /// 864 × 540 pt
    Laptop,
}

impl Aspect {
    /// Every proportion with the name it has in a deck.
    pub const ALL: [(&'static str, Self); 3] = [("16:9", Self::Wide), ("4:3", Self::Classic), ("16:10", Self::Laptop)];

    /// The slide's size in points.
    #[must_use]
    pub fn size(self) -> Size {
        match self {
            Self::Wide => Size::new(960.0, 540.0),
            Self::Classic => Size::new(720.0, 540.0),
            Self::Laptop => Size::new(864.0, 540.0),
        }
    }
}
