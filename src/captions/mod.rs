//! A deck's cues become caption blocks that fit the screen, and with the pages' step counts the plan of the talk.
//!
//! The same blocks become files for a recording: `timing` and `taken` say when each stands, `formats` how it is written.
//!
//! Invariant: no word of the script is lost, and no line is longer than `MOST_CHARS` characters.

pub mod formats;
pub mod pace;
pub mod taken;
pub mod timing;

mod expect;
mod fit;
mod notice;
mod plan;
mod segment;
mod words;

#[cfg(test)]
mod tests;

pub use expect::expect;
pub use fit::fitted;
pub use notice::notice;
pub use plan::{plan, words_in};
pub use segment::{Limits, MOST_CHARS, blocks, blocks_in, is_english, joined};
pub use words::is_bad_break;
