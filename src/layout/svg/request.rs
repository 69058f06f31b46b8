//! An SVG text with its place on a slide → what a reading of it has to know.

use crate::diagnostic::Span;
use crate::geometry::Size;

/// Which SVG is read, and where it will stand.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The author's name for it.
    pub name: &'a str,
    pub svg: &'a str,
    /// Every item points there.
    pub span: Span,
    /// The room that it is to fill, in points: what is painted as pixels has enough of them.
    pub room: Size,
    /// Whether it stands on a dark ground, for SVGs that have colors for both.
    pub dark: bool,
}

impl<'a> Request<'a> {
    /// At its own size on a light ground.
    #[must_use]
    pub fn plain(name: &'a str, svg: &'a str) -> Self {
        Self { name, svg, span: Span::default(), room: Size::ZERO, dark: false }
    }

    /// Points of the slide for a unit of a picture of that size.
    pub(super) fn scale(&self, size: Size) -> f64 {
        let scale = (self.room.width / size.width).max(self.room.height / size.height);
        if scale > 0.0 && scale.is_finite() { scale } else { 1.0 }
    }
}
