//! TeX's words → a formula: glyphs, rules and shapes at their places, in em, with words for those who do not see it.
//!
//! Without the feature `math` no formula is read: each is told, and stands as it was written.

mod fault;
#[cfg(not(feature = "math"))]
mod left_out;
#[cfg(feature = "math")]
mod tex;

#[cfg(not(feature = "math"))]
pub use left_out::Formula;
#[cfg(feature = "math")]
pub use tex::Formula;
