//! A talk as it goes on → a file that only grows, and back to all that another process needs to go on with the talk, on
//! this machine, a moment later or after a power cut.
//!
//! Invariant: a journal that was cut at any byte is read up to its last whole record. A record is in its file at once,
//! and on the disk within a second of the one before it, or once the disk has time for it; `Alive` alone waits for five.
//! Invariant: a deck's bytes are in the journal's folder before a record names them.

mod anchor;
mod book;
mod contents;
mod line;
mod place;
mod record;

#[cfg(test)]
mod tests;

pub use anchor::Anchor;
pub use book::Book;
pub use contents::{is_on_disk, keep, load};
pub use place::{Held, Place, all_interrupted, interrupted};
pub use record::{Begun, Record, Saved, Windows};
