//! Presses of a clicker's buttons → what they are and mean, shown and learnt. The talk hears nothing of them meanwhile.

mod buttons;
mod learn;
mod page;

pub use buttons::{Action, Clicker, Heard};
pub use page::clicker_ui;
