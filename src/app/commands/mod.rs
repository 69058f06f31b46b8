//! The palette and the help page: every command in a list, found by typing, with its key beside it.

mod found;
mod help;
mod help_rows;
mod page;
mod rows;

pub use found::Known;
pub use help::Help;
pub use page::{Action, Commands};
