//! To come.
pub mod fonts;
