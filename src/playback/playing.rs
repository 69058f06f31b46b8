//! A reading of a deck → all that is worked out of it once, and the show that goes through it.

use std::collections::HashMap;
use std::sync::Arc;

use crate::deck::Deck;
use crate::deck::caption::CaptionLook;
use crate::deck::plan::Plan;
use crate::deck::start::Start;
use crate::drawing::films::{self, Screening};
use crate::drawing::{Drawing, Page};
use crate::show::Show;
use crate::show::view::{CaptionSource, Cursor, View};
use crate::talk::Talk;

use super::closing::closing_slide;
use super::facts::DeckFacts;
use super::holding::holding_slide;
use super::passages::{Passage, passages};
use super::search::Index;

/// One reading of a deck, which nothing changes any more.
pub struct Reading {
    /// How many readings there were until this one: tells the pictures of one from those of another.
    pub generation: u32,
    pub deck: Arc<Deck>,
    /// As it is written; a show has the captions as they fit.
    pub plan: Arc<Plan>,
    pub pages: Arc<Vec<Page>>,
    /// The first error in the deck, in one line.
    pub fault: Option<String>,
    /// What the check before the talk says of the deck.
    pub facts: DeckFacts,
    /// Whether there is a slide to show.
    pub usable: bool,
    /// Whether any slide has a caption: without one the slide keeps the whole stage.
    pub has_captions: bool,
    /// Its words, to be searched.
    pub index: Index,
    /// When the talk starts, where that is known.
    pub start: Option<Start>,
    /// What the audience sees before the talk.
    pub holding: Option<Arc<Drawing>>,
    /// What it sees after it.
    pub closing: Option<Arc<Drawing>>,
    /// What glides from one slide to the next, where the deck wants that.
    pub passages: Vec<Passage>,
    /// The steps on which something moves by itself.
    pub screenings: HashMap<Cursor, Screening>,
}

/// A reading that is being played.
pub(super) struct Running {
    pub reading: Arc<Reading>,
    pub show: Show,
}

/// The steps of which something moves.
fn screenings(pages: &[Page]) -> HashMap<Cursor, Screening> {
    let steps = pages.iter().enumerate().flat_map(|(slide, page)| {
        page.steps.iter().enumerate().map(move |(step, drawing)| (Cursor { slide, step }, drawing))
    });
    steps.filter_map(|(cursor, drawing)| Some((cursor, films::screening(drawing)?))).collect()
}

impl Reading {
    /// Gathers its words and looks at its drawings, which takes a while. `start` goes before the deck's own.
    #[must_use]
    pub fn new(talk: Talk, start: Option<&Start>) -> Self {
        let own = talk.deck.holding.start.as_deref().and_then(Start::read).or(talk.deck.start.clone());
        let start = start.cloned().or(own);
        Self {
            generation: 0,
            has_captions: talk.plan.has_captions(),
            fault: talk.first_fault(),
            facts: DeckFacts::of(&talk),
            usable: talk.usable(),
            holding: holding_slide(&talk, start.as_ref()),
            closing: closing_slide(&talk.deck),
            index: Index::new(&talk.deck, &talk.plan, &talk.pages),
            passages: passages(&talk),
            screenings: screenings(&talk.pages),
            start,
            deck: talk.deck,
            plan: Arc::new(talk.plan),
            pages: Arc::new(talk.pages),
        }
    }

    /// A slide with all its steps: how it is shown as a small picture.
    #[must_use]
    pub fn whole(&self, slide: usize) -> Cursor {
        Cursor { slide, step: self.pages.get(slide).map_or(0, Page::last_step) }
    }

    /// What moves at a step, and what is under and over it; `None` where all stands still.
    #[must_use]
    pub fn screening(&self, cursor: Cursor) -> Option<&Screening> {
        self.screenings.get(&cursor)
    }

    #[must_use]
    pub fn drawing(&self, cursor: Cursor) -> Option<&Arc<Drawing>> {
        let page = self.pages.get(cursor.slide)?;
        page.steps.get(cursor.step).or_else(|| page.steps.last())
    }

    /// How captions stand on the stage; `None` where there are none, so that the slide has all of it.
    #[must_use]
    pub fn look(&self, view: &View) -> Option<CaptionLook> {
        let any = self.has_captions || view.caption_source == CaptionSource::Live;
        (view.captions_on && any).then_some(view.caption_look)
    }
}
