//! A deck → its findings as a page: by slide, with the place on it, the remedy and what comes of it.

mod buttons;
mod card;
mod page;
mod pictures;
mod reading;
mod state;
mod verdict;
mod words;
mod worker;

#[cfg(test)]
mod tests;

pub use page::findings_ui;
pub use state::{Action, Findings};
