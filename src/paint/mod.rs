//! Drawings → output. Each painter names every item; none knows another.
pub mod listing;
pub mod pdf;
pub mod raster;
