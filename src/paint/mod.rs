//! Drawings → output: pixels, PDF or text. Each painter names every item; none knows another.

pub mod listing;
pub mod pdf;
pub mod pictures;
pub mod raster;
mod shade;

/// How far a synthetic bold grows on each side, in ems; the same in pixels and in PDF.
pub(crate) const EMBOLDEN: f64 = 1.0 / 48.0;
