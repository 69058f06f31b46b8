//! Words on a picture → what lies between the two so that the words read: a veil, as strong as the pixels behind them need.
//!
//! How strong that is, only the pixels tell, and painters alone decode them; so it is their one rule, in `paint::shade`.

mod shape;

use crate::color::Color;
use crate::geometry::{Point, Rect, Size};

/// Slices from an edge of a picture to the one across.
pub const SLICES: usize = 48;
/// Steps from no veil to the strongest.
pub const STEPS: u32 = 50;
/// A veil over a picture.
#[derive(Clone, Debug)]
pub struct Shade {
    /// At its strongest, which does for a white picture, or for a black one where the veil is light.
    pub color: Color,
    /// Whether it darkens, for light words.
    pub darkens: bool,
    /// What is seen through clear parts of the picture.
    pub under: Color,
    pub parts: Vec<ShadePart>,
}

/// Words that stand together, and how the veil comes in under them.
#[derive(Clone, Debug)]
pub struct ShadePart {
    pub form: ShadeForm,
    /// Where they stand on the picture.
    pub words: Vec<Rect>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ShadeForm {
    /// Between these heights of the picture it comes in; from there to the picture's foot it is even.
    Foot { from: f64, full: f64 },
    /// From an edge on, at each distance as strong as the words there and beyond need; past them it fades.
    Edge(Edge),
    /// The same everywhere.
    Even,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    Left,
    Right,
    Top,
    Foot,
}

impl Edge {
    /// From 0.0 at this edge of a picture to 1.0 at the one across.
    #[must_use]
    pub fn distance(self, at: Point, size: Size) -> f64 {
        match self {
            Self::Left => at.x / size.width,
            Self::Right => 1.0 - at.x / size.width,
            Self::Top => at.y / size.height,
            Self::Foot => 1.0 - at.y / size.height,
        }
    }

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Top => "top",
            Self::Foot => "foot",
        }
    }
}

impl Shade {
    /// The veil at `share` (0.0 to 1.0) of its strength.
    #[must_use]
    pub fn at(&self, share: f32) -> Color {
        self.color.with_alpha(f32::from(self.color.a) / 255.0 * share)
    }

    /// How much of the strongest veil is needed over this color, 0.0 to 1.0.
    #[must_use]
    pub fn enough_over(&self, color: Color) -> f32 {
        let wanted = self.wanted();
        let reads = |share: &f32| {
            let seen = self.at(*share).over(color).luminance();
            if self.darkens { seen <= wanted } else { seen >= wanted }
        };
        (0..STEPS).map(|step| step as f32 / STEPS as f32).find(reads).unwrap_or(1.0)
    }

    /// The luminance that words read on.
    #[must_use]
    pub fn wanted(&self) -> f64 {
        self.color.over(if self.darkens { Color::WHITE } else { Color::BLACK }).luminance()
    }
}
