//! A deck's cues become caption blocks that fit the screen, and with the pages' step counts the plan of the talk.
//!
//! Invariant: no word of the script is lost, and no line is longer than `MOST_CHARS` characters.

mod plan;
mod segment;
mod words;

#[cfg(test)]
mod tests;

pub use plan::plan;
pub use segment::{MOST_CHARS, blocks, blocks_in};
