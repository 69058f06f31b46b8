//! The speaker's settings → a page with a control for each; what is chosen there holds at once.

mod page;
mod rows;
mod sample;
mod search;

#[cfg(test)]
mod tests;

pub use page::{Action, Choices, Known};
pub use rows::changed_keys;
