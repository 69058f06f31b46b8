//! A deck → the stage check's rows as text, for a terminal.

use std::path::Path;

use crate::app::desktop::battery::Battery;
use crate::lint;
use crate::playback::facts::DeckFacts;
use crate::talk::Talk;

use super::facts::{DeckState, Facts, Pictures};
use super::rows::{faults, rows, text};

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
    let rows = rows(&facts);
    (text(&rows), faults(&rows) == 0)
}
