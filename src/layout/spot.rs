//! What a slide's layout has to know of its logo and of the picture behind it. Unit: points.

use crate::deck::theme::Corner;
use crate::geometry::Rect;

/// Where a logo stands on a slide.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub corner: Corner,
    pub place: Rect,
}

impl Spot {
    /// The room around it that stays free.
    pub fn clear(&self) -> f64 {
        self.place.height() / 2.0
    }

    /// With the room around it.
    pub fn space(&self) -> Rect {
        self.place.inflate(self.clear(), self.clear())
    }

    /// The same on a slide of that width that is mirrored.
    pub fn flipped(self, width: f64) -> Self {
        let place = Rect { x0: width - self.place.x1, x1: width - self.place.x0, ..self.place };
        Self { corner: self.corner.flipped(), place }
    }
}

/// What lies behind everything on a slide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Behind {
    /// Its ground.
    #[default]
    Ground,
    /// A picture; and whether the side where lines end is calmer than the one where they begin.
    Picture { calm_end: bool },
}
