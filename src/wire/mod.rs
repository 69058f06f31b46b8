//! Drawings, and what is said about them ↔ bytes, as two processes of this program hand them to each other.
//!
//! Numbers stand with their lowest byte first, lists after their length, the kinds of an enum after a number. Fonts and raster
//! pictures are large and used often: each stands whole where it is met first, and is a number from then on.
//!
//! Invariant: bytes from anywhere become a value that painters bear, or none: no panic, no more memory than there are bytes.

mod basic;
mod items;
mod roles;

pub use basic::{In, Out, Wire};
pub(crate) use basic::{wire_enum, wire_struct};

#[cfg(test)]
mod tests;
