//! What a captioner sends while the talk runs → two lines of captions that roll up, and the phrases for the take.
//!
//! Invariant: whatever is sent, in whatever pieces, nothing panics and memory stays bounded. `parse` and `roll` are
//! pure: time is an argument. Nothing listens, runs or sends unless the speaker asked for it; no deck can.

mod clean;
mod feed;
mod gauge;
mod http;
mod listen;
mod noise;
mod parse;
mod pieces;
mod push;
mod recogniser;
mod roll;
mod source;
mod steady;
mod streams;
#[cfg(any(test, fuzzing))]
pub(crate) mod untrusted;

#[cfg(test)]
mod attacks;
#[cfg(test)]
mod hypotheses;
#[cfg(test)]
mod tests;

pub use feed::{Feed, Hearing, Times};
pub use gauge::Quality;
pub use listen::listen;
pub use parse::Form;
pub use push::{Post, Push};
pub use recogniser::{Machine, Wanted, find, hear};
pub use roll::SILENCE;
pub use source::{Secret, Source};
pub use steady::Phrase;
