//! Theme files (TOML) → resolved colors, type scale, spacing and bones. Lengths in points on a slide 540 pt high.
//!
//! Invariant: a `Theme` has every value; a theme file that cannot be read leaves the built-in one in force.

mod bones;
mod bounds;
mod brand;
mod code;
mod families;
mod line;
mod load;
mod parts;
mod values;

pub use bones::*;
pub use brand::*;
pub use code::*;
pub use families::{Asked, asked, written};
pub use line::{Field, Line, Piece};
pub use load::{BUILT_IN, built_in, load, usual};
pub use parts::*;
pub use values::{Ground, Theme, Variant, contrasts};
