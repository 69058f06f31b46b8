//! The stage check: what is known of screens, deck and machine becomes rows for the speaker and a test card for the stage.
//!
//! Invariant: a talk that has begun is covered by no card unless the speaker says so.

mod card;
mod facts;
mod heard;
mod orders;
mod page;
mod row;
mod rows;
mod state;
mod terminal;
mod worker;

#[cfg(test)]
mod tests;

pub use card::{CardTalk, card_ui};
pub use facts::{DeckState, Known};
pub use page::{page_ui, whole_question_ui};
pub use state::{Action, Check, Face};
pub use terminal::list;
