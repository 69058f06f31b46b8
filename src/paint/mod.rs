//! Drawings → output: pixels, PDF or text. Each painter names every item; none knows another.

pub mod listing;
pub mod pdf;
pub mod raster;

/// How far a synthetic bold grows on each side, in ems; half of it is what most browsers add in all.
pub(crate) const EMBOLDEN: f64 = 1.0 / 48.0;
