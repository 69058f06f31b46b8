//! A deck's takes → a report of each, as a page of the window that only the speaker sees.

mod page;
mod plots;
mod state;

#[cfg(test)]
mod tests;

pub use page::review_ui;
pub use state::{Action, Review};
