//! The palette: every command of the talk in one list, found by typing, with its key beside it.

mod found;
mod page;
mod rows;

pub use found::Known;
pub use page::{Action, Commands, field_id};
