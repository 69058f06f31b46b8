//! The palette, the menu at the mouse and the help page: commands in lists, each with its key beside it.

mod asked;
mod found;
mod help;
mod help_rows;
mod menu;
mod page;
mod rows;

pub use asked::Action;
pub use found::Known;
pub use help::Help;
pub use menu::Menu;
pub use page::Commands;
