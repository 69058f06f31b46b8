//! A picture as a deck has it: where it comes from, what it says, how it fits its place.

use std::sync::Arc;

use super::placing::Placing;
use super::rich::Rich;
use crate::diagnostic::Span;
use crate::drawing::Raster;

#[derive(Clone, Debug)]
pub struct Picture {
    /// As written, inside the deck's folder.
    pub src: String,
    pub content: PictureContent,
    /// `None` only for a decorative picture.
    pub alt: Option<String>,
    pub caption: Option<Rich>,
    pub credit: Option<Rich>,
    pub fit: Fit,
    /// What stays in sight where edges are cropped: shares of width and height, from the top left corner.
    pub focus: (f64, f64),
    pub placing: Placing,
    /// Parts of a drawing that appear later than the rest.
    pub parts: Vec<SvgPart>,
    pub span: Span,
}

impl Picture {
    /// One that only decorates, whole, where its slide puts it.
    #[must_use]
    pub fn bare(src: String, content: PictureContent, span: Span) -> Self {
        Self {
            src,
            content,
            alt: None,
            caption: None,
            credit: None,
            fit: Fit::Contain,
            focus: (0.5, 0.5),
            placing: Placing::default(),
            parts: Vec::new(),
            span,
        }
    }
}

/// A part of a drawing, by its id or the name of its layer, that is hidden until its step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SvgPart {
    pub name: String,
    pub step: usize,
    /// Where it is named.
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum PictureContent {
    /// The text of an SVG file.
    Svg(Arc<str>),
    Raster(Arc<Raster>),
    /// A code for phones, as SVG, and its squares from edge to edge.
    Qr {
        svg: Arc<str>,
        across: usize,
    },
    /// The shapes of an icon, in SVG, which takes the theme's color.
    Icon(&'static str),
    /// The file could not be used; a placeholder with its name is drawn.
    Missing,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fit {
    /// Wholly seen.
    #[default]
    Contain,
    /// Fills its region, edges cropped.
    Cover,
}
