//! What lies on a slide beside the slide itself: ink, light, and the part that is enlarged. Made by `show`, drawn by `app`.
//!
//! Places are hundredths of a point on the slide, so that commands that carry them can be compared.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::deck::ink::Nib;
use crate::geometry::{Point, Rect, Size};

/// How far from its middle the eraser reaches.
pub const ERASER: i32 = 1_000;

/// What the speaker has in hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Tool {
    #[default]
    Nothing,
    Laser,
    Spotlight,
    Zoom,
    Pen,
    Highlighter,
    Eraser,
}

impl Tool {
    /// It leaves ink.
    #[must_use]
    pub fn draws(self) -> bool {
        matches!(self, Self::Pen | Self::Highlighter)
    }
}

/// A place on a slide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
        Some(Self::about(wish.center(), wish.width().max(wish.height() * slide.width / slide.height), slide))
    }

    /// The part as large as it comes about `at` with this width, inside the slide.
    fn about(at: Point, width: f64, slide: Size) -> Self {
        let ratio = slide.width / slide.height;
        let width = width.clamp(slide.width / MOST_ZOOM, slide.width);
        let height = width / ratio;
        let left = (at.x - width / 2.0).clamp(0.0, slide.width - width);
        let top = (at.y - height / 2.0).clamp(0.0, slide.height - height);
        let min = Point::new(left, top);
        Self { min: Spot::at(min), max: Spot::at(Point::new(left + width, top + height)) }
    }

    /// Enlarged more, or less, with `at` as near to where it stands as can be. `None`: all of the slide is seen.
    #[must_use]
    pub fn scaled(shown: Option<Self>, at: Option<Spot>, larger: bool, slide: Size) -> Option<Self> {
        let part = shown.map_or(slide.to_rect(), Self::rect);
        let by = if larger { 1.0 / ZOOM_STEP } else { ZOOM_STEP };
        if part.width() * by >= slide.width * 0.999 {
            return None;
        }
        let kept = at.map_or(part.center(), Spot::point);
        let by = by.max(slide.width / MOST_ZOOM / part.width());
        Some(Self::about(kept + (part.center() - kept) * by, part.width() * by, slide))
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
/// One turn of the wheel.
const ZOOM_STEP: f64 = 1.25;

/// The places of a pen, in order; never empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    pub nib: Nib,
    pub spots: Vec<Spot>,
}

/// The strokes of a slide, oldest first. Shared, so that a view costs nothing and undo keeps the pages before.
pub type Strokes = Arc<Vec<Arc<Stroke>>>;

/// What the tool in hand shows where it points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// A dot, in hundredths of its usual size.
    Laser(Spot, i32),
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
