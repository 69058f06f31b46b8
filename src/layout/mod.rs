//! To come.
pub mod svg;
