//! The drawings of a talk → what glides from one slide to the next, where the deck wants that.

use std::sync::Arc;

use crate::deck::{Deck, Transition};
use crate::drawing::Drawing;
use crate::geometry;
use crate::motion::{self, Glide};
use crate::show::view::Cursor;
use crate::talk::Talk;

/// What glides between a slide's last step and the first of the one after it.
pub struct Passage {
    pub from: Cursor,
    pub to: Cursor,
    pub glide: Glide,
}

/// All that glides in a talk.
#[must_use]
pub fn passages(talk: &Talk) -> Vec<Passage> {
    let shown: Vec<usize> = (0..talk.pages.len()).filter(|slide| !talk.deck.slides[*slide].hidden).collect();
    let pairs = shown.windows(2).filter(|pair| transition(&talk.deck, pair[1]) == Transition::Move);
    pairs
        .filter_map(|pair| {
            let (before, after) = (&talk.pages[pair[0]], &talk.pages[pair[1]]);
            let glide = motion::between(before.steps.last()?, after.steps.first()?)?;
            let from = Cursor { slide: pair[0], step: before.last_step() };
            Some(Passage { from, to: Cursor { slide: pair[1], step: 0 }, glide })
        })
        .collect()
}

impl Passage {
    /// The moving parts, first as they are before, then as they are after, with the layers that they are on.
    pub fn sides(&self) -> impl Iterator<Item = (u16, &(Arc<Drawing>, geometry::Rect))> {
        (2..).zip(self.glide.parts.iter().flat_map(|part| &part.sides))
    }
}

/// How a slide comes.
#[must_use]
pub fn transition(deck: &Deck, slide: usize) -> Transition {
    deck.slides.get(slide).and_then(|slide| slide.transition).unwrap_or(deck.transition)
}
