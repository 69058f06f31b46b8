//! A deck → the stage check's rows as text, for a terminal.

use std::path::Path;

use crate::app::desktop::battery::Battery;
use crate::live::{Hearing, Machine, Source, find};
use crate::playback::facts::DeckFacts;
use crate::settings::Captions;
use crate::talk::Talk;

use super::facts::{DeckState, Facts, Findings, Pictures};
use super::rows::{faults, rows, text};

/// The check for a terminal: its rows as text, and whether all is ready. `settings`: what is wrong with the speaker's.
#[must_use]
pub fn list(deck: Option<&Path>, settings: Option<String>, captions: &Captions) -> (String, bool) {
    let (mut pictures, mut findings) = (None, None);
    let mut language = None;
    let deck = deck.map_or(DeckState::None, |deck| match Talk::open(deck) {
        Ok(talk) => {
            pictures = Some(Pictures::of(&talk.pages));
            findings = Some(Findings::of(&talk, deck));
            language = Some(talk.deck.language.clone());
            DeckState::Read(DeckFacts::of(&talk))
        }
        Err(why) => DeckState::Failed(why),
    });
    let automatic = captions.source.as_deref().is_some_and(|source| Source::read(source) == Ok(Source::Auto));
    let live = language.filter(|_| automatic).map(|language| found(&language, captions.recogniser.as_deref()));
    let facts = Facts { deck, findings, pictures, battery: Some(Battery::now()), settings, live, ..Facts::default() };
    let rows = rows(&facts);
    (text(&rows), faults(&rows) == 0)
}

/// The recogniser that would listen; in a terminal it does not.
fn found(language: &str, named: Option<&str>) -> Hearing {
    match find(&Machine::here(), language, named) {
        Ok(found) => Hearing { by: Some(found.words), ..Hearing::default() },
        Err(why) => Hearing { trouble: Some(why), gave_up: true, ..Hearing::default() },
    }
}
