//! A deck's takes → a report of each, as a page of the window that only the speaker sees.

mod bars;
mod book;
mod button;
mod offsets;
mod over;
mod page;
mod state;
mod table;
mod trend;

#[cfg(test)]
mod tests;

pub use page::review_ui;
pub use state::{Action, Review};
