//! Dates and times as authors and spreadsheets write them ↔ days on an axis, and the words for them in the deck's language.
//!
//! Names of months and orders of day, month and year are CLDR's.

mod day;
mod read;
mod ticks;
mod words;

pub use day::{Precision, labels};
pub use read::{Dates, read_all, read_one};
pub use ticks::{Tick, ticks};
pub use words::in_words;
