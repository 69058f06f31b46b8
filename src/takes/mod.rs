//! A talk being given or rehearsed → a log beside its deck, a line an event as it happens; and back to what went on
//! when, and to what that teaches. Times are milliseconds of the talk's own timer, which stands still in a pause.
//!
//! Invariant: a log only ever grows, and one that was cut at any byte is read up to its last whole line.
//! Invariant: nothing is written through a link beneath a deck, and no take's files are another's.

mod ghost;
mod hold;
mod journal;
mod learnt;
mod place;
mod record;
mod recorder;
mod recording;
pub mod report;
mod run;
mod sheet;
pub mod times;
mod tracker;

#[cfg(test)]
mod kept;
#[cfg(test)]
pub(crate) mod tests;

pub use ghost::{Ghost, Place, ghost};
pub use learnt::{Learnt, Step};
pub use place::{Log, Unfinished, has_log, ink, last_told, learnt, logs, stopped, unfinished};
pub use record::{Kind, Record, Start, Take, What, plan_hash, read};
pub use recorder::{Drawn, Recorder};
pub use recording::{Aligned, recording};
pub use run::{Phrase, Run, Stood, Visit};
pub use tracker::Tracker;
