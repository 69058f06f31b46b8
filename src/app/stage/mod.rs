//! The audience's window: what it shows, what moves in it, and how both are painted.

pub mod motion;
mod paints;
mod strip;
mod wheel;
mod window;

pub use paints::Paints;
pub use strip::{call_strip, strip_ui};
pub use wheel::wheel_step;
pub use window::{Click, pointed, stage_ui, window_handles};
