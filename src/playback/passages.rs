//! The drawings of a talk → what glides from one slide to the next, and from one view of its code to the next.

use std::sync::Arc;

use crate::deck::{Deck, Transition};
use crate::drawing::Drawing;
use crate::geometry;
use crate::motion::{self, Glide};
use crate::show::view::Cursor;
use crate::talk::Talk;

/// What glides between a slide's last step and the first of the one after it, or between two steps of one slide.
pub struct Passage {
    pub from: Cursor,
    pub to: Cursor,
    pub glide: Glide,
}

/// All that glides in a talk: what stands on two slides, where the deck wants that, and code of which the view moves from
/// step to step, where slides do not cut.
#[must_use]
pub fn passages(talk: &Talk) -> Vec<Passage> {
    let shown: Vec<usize> = (0..talk.pages.len()).filter(|slide| !talk.deck.slides[*slide].hidden).collect();
    let mut out = Vec::new();
    for (at, &slide) in shown.iter().enumerate() {
        let kind = transition(&talk.deck, slide);
        let before = at.checked_sub(1).and_then(|at| shown.get(at)).filter(|_| kind == Transition::Move);
        let last = before.map(|before| Cursor { slide: *before, step: talk.pages[*before].last_step() });
        out.extend(last.and_then(|last| Passage::between(talk, last, Cursor { slide, step: 0 })));
        let page = &talk.pages[slide];
        if kind != Transition::Cut && page.last_step() > 0 && motion::has_code(&page.steps[page.last_step()]) {
            let steps = (0..page.last_step()).map(|step| (Cursor { slide, step }, Cursor { slide, step: step + 1 }));
            out.extend(steps.filter_map(|(from, to)| Passage::between(talk, from, to)));
        }
    }
    out
}

impl Passage {
    fn between(talk: &Talk, from: Cursor, to: Cursor) -> Option<Self> {
        let drawing = |at: Cursor| talk.pages.get(at.slide)?.steps.get(at.step);
        let glide = motion::between(drawing(from)?, drawing(to)?)?;
        Some(Self { from, to, glide })
    }

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
