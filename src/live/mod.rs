//! What a captioner sends while the talk runs → two lines of captions that roll up, and the phrases for the take.
//!
//! Invariant: whatever is sent, in whatever pieces, nothing panics and memory stays bounded. `parse` and `roll` are
//! pure: time is an argument.

mod parse;
mod roll;

#[cfg(test)]
mod tests;

pub use parse::{Event, Form, Parser, Words};
pub use roll::{RollUp, SILENCE};
