//! The audience's window: what it shows, what moves in it, and how both are painted.

pub mod dissolve;
pub mod motion;
mod paints;
mod window;

pub use paints::Paints;
pub use window::{pointed, stage_ui, window_handles};
