//! The decks at hand: folders become cards with a picture and figures, keys and clicks become an `Action`.

mod asks;
mod card;
mod cards;
mod empty;
mod folders;
mod head;
mod menu;
mod shelf;
mod wall;

#[cfg(test)]
mod tests;

pub use cards::Action;
pub use shelf::{Librarian, Program, is_at};
pub use wall::library_ui;
