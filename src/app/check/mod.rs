//! The stage check: what is known of screens, deck and machine becomes rows for the speaker and a test card for the stage.
//!
//! Invariant: a talk that has begun is covered by no card unless the speaker says so.

mod card;
mod facts;
mod page;
mod rows;
mod state;
mod worker;

#[cfg(test)]
mod tests;

use std::path::Path;

use crate::lint;
use crate::playback::facts::DeckFacts;
use crate::talk::Talk;

pub use card::CardTalk;
pub use facts::{DeckState, Known};
pub use state::{Action, Check, Face};

use facts::{Battery, Facts, Pictures};

/// The check for a terminal: its rows as text, and whether all is ready. `settings`: what is wrong with the speaker's.
#[must_use]
pub fn list(deck: Option<&Path>, settings: Option<String>) -> (String, bool) {
    let mut pictures = None;
    let deck = deck.map_or(DeckState::None, |deck| match Talk::open(deck) {
        Ok(mut talk) => {
            pictures = Some(Pictures::of(&talk.pages));
            let room = lint::room(&talk);
            talk.diagnostics.extend(room);
            DeckState::Read(DeckFacts::of(&talk))
        }
        Err(why) => DeckState::Failed(why),
    });
    let facts = Facts { deck, pictures, battery: Some(Battery::now()), settings, ..Facts::default() };
    let rows = rows::rows(&facts);
    (rows::text(&rows), rows::faults(&rows) == 0)
}
