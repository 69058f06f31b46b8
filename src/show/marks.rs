//! What lies on a slide beside the slide itself: ink, light, and the part that is enlarged. Made by `show`, drawn by `app`.
//!
//! Places are hundredths of a point on the slide, so that commands that carry them can be compared.

use std::sync::Arc;

use crate::geometry::{Point, Rect, Size};

/// How far from its middle the eraser reaches.
pub const ERASER: i32 = 1_000;

/// What the speaker has in hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tool {
    #[default]
    Nothing,
    Laser,
    Spotlight,
    Zoom,
    Pen,
    Eraser,
}

/// A place on a slide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Spot {
    pub x: i32,
    pub y: i32,
}

impl Spot {
    #[must_use]
    pub fn at(point: Point) -> Self {
        // A cast from float to integer ends at the integer's bounds.
        Self { x: (point.x * 100.0).round() as i32, y: (point.y * 100.0).round() as i32 }
    }

    #[must_use]
    pub fn point(self) -> Point {
        Point::new(f64::from(self.x) / 100.0, f64::from(self.y) / 100.0)
    }

    /// The nearest place that is on a slide of this size.
    #[must_use]
    pub fn within(self, slide: Size) -> Self {
        let point = self.point();
        Self::at(Point::new(point.x.clamp(0.0, slide.width), point.y.clamp(0.0, slide.height)))
    }
}

/// A part of a slide, in the slide's own proportion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Region {
    pub min: Spot,
    pub max: Spot,
}

impl Region {
    /// The part that was dragged from one corner to the other, widened to the slide's proportion and moved inside it.
    /// `None` where the hand only trembled.
    #[must_use]
    pub fn dragged(from: Spot, to: Spot, slide: Size) -> Option<Self> {
        let wish = Rect::from_points(from.point(), to.point());
        if wish.width().max(wish.height()) < SMALLEST_DRAG {
            return None;
        }
        let ratio = slide.width / slide.height;
        let width = wish.width().max(wish.height() * ratio).clamp(slide.width / MOST_ZOOM, slide.width);
        let height = width / ratio;
        let left = (wish.center().x - width / 2.0).clamp(0.0, slide.width - width);
        let top = (wish.center().y - height / 2.0).clamp(0.0, slide.height - height);
        let min = Point::new(left, top);
        Some(Self { min: Spot::at(min), max: Spot::at(Point::new(left + width, top + height)) })
    }

    /// In points.
    #[must_use]
    pub fn rect(self) -> Rect {
        Rect::from_points(self.min.point(), self.max.point())
    }
}

/// A shorter drag is a click, in points.
const SMALLEST_DRAG: f64 = 12.0;
/// No part is enlarged more than this.
const MOST_ZOOM: f64 = 12.0;

/// The places of the pen, in order; never empty.
pub type Stroke = Arc<Vec<Spot>>;
/// The strokes of a slide, oldest first. Shared, so that a view costs nothing and undo keeps the pages before.
pub type Strokes = Arc<Vec<Stroke>>;

/// What the tool in hand shows where it points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    Laser(Spot),
    /// All but a disc of this radius is dark.
    Spotlight(Spot, i32),
    /// The part that would be enlarged if the hand let go.
    Frame(Region),
    Eraser(Spot),
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    pub strokes: Strokes,
    pub pointer: Option<Pointer>,
    /// The part that fills the stage; `None` for the whole slide.
    pub zoom: Option<Region>,
}
