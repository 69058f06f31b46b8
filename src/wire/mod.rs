//! Drawings, and what is said about them ↔ bytes, as two processes of this program hand them to each other.
//!
//! Whole numbers take as few bytes as they need, lists stand after their length, the kinds of an enum after a number. What
//! drawings share (fonts, pictures, faces, runs, shapes) stands whole where it is met first, and is a number from then on.
//!
//! Invariant: bytes from anywhere become a value that painters bear, or none: no panic, no more memory than there are bytes.

mod basic;
mod items;
mod references;
mod roles;
mod shared;

pub use basic::{In, Out, Wire};
pub(crate) use basic::{wire_enum, wire_struct};
pub use shared::Shared;

#[cfg(test)]
mod tests;
