//! Theme files (TOML) → resolved colors, type scale, spacing and bones. Lengths in points on a slide 540 pt high.
//!
//! Invariant: a `Theme` has every value; a theme file that cannot be read leaves the built-in one in force.

mod bones;
mod bounds;
mod families;
mod load;
mod parts;
mod values;

pub use bones::*;
pub use families::{Asked, asked};
pub use load::{BUILT_IN, built_in, load, usual};
pub use parts::*;
pub use values::{Ground, Theme, Variant, contrasts};
