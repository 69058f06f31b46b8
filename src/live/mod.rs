//! What a captioner sends while the talk runs → two lines of captions that roll up, and the phrases for the take.
//!
//! Invariant: whatever is sent, in whatever pieces, nothing panics and memory stays bounded. `parse` and `roll` are
//! pure: time is an argument. Nothing listens, runs or sends unless the speaker asked for it; no deck can.

mod clean;
mod feed;
mod gauge;
#[cfg(feature = "network")]
mod http;
mod listen;
#[cfg(not(feature = "network"))]
mod no_network;
mod noise;
mod parse;
mod pieces;
#[cfg(feature = "network")]
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
#[cfg(not(feature = "network"))]
pub use no_network::{Post, Push};
pub use parse::Form;
#[cfg(feature = "network")]
pub use push::{Post, Push};
pub use recogniser::{Machine, Wanted, find, hear};
pub use roll::SILENCE;
pub use source::{Secret, Source};
pub use steady::Phrase;
