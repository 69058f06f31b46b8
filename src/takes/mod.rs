//! A talk being given or rehearsed → a log beside its deck, a line an event as it happens; and back to the time each
//! slide took. Times are milliseconds of the talk's own timer, which stands still in a pause.
//!
//! Invariant: a log only ever grows, and one that was cut at any byte is read up to its last whole line.

mod place;
mod record;
mod recorder;
mod replay;
mod tracker;

#[cfg(test)]
mod tests;

pub use place::last_rehearsal;
pub use record::{Kind, Record, Start, Take, What, plan_hash, read};
pub use recorder::Recorder;
pub use replay::Replay;
pub use tracker::Tracker;
