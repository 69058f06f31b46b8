//! Theme files (TOML) → resolved colors, type scale, spacing and bones. Lengths in points on a slide 540 pt high.
//!
//! Invariant: a `Theme` has every value; what is wrong in a theme file is as in the theme that it extends.

mod bones;
mod brand;
mod built_in;
mod check;
mod code;
mod families;
mod fields;
mod kinds;
mod layers;
mod line;
mod load;
mod parts;
mod schema;
#[cfg(test)]
mod tests;
mod values;
mod written;

pub use bones::*;
pub use brand::*;
pub use built_in::BUILT_IN;
pub use code::*;
pub use families::Asked;
pub use layers::{FILE, missing, own_themes};
pub use line::{Field, Line, Piece};
pub use load::{Loaded, built_in, load, usual};
pub use parts::*;
pub use schema::schema;
pub use values::{Ground, Theme, Variant, contrasts};
pub use written::written;
