//! A place in a plan becomes the next, the previous or the same place in an edited plan. Invariant: always inside it.
//!
//! Next and Previous pass over slides that are hidden or left out, except that one may stand on such a slide and walk
//! away from it.

use serde::{Deserialize, Serialize};

use crate::deck::plan::{Plan, PlannedSlide};

/// A slide (index into the plan) and a step of it, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cursor {
    pub slide: usize,
    pub step: usize,
}

/// How many jumps can be taken back.
const MOST_HISTORY: usize = 64;

/// The first slide that is not hidden; of a talk that is all hidden, the first.
pub(super) fn first(plan: &Plan) -> Cursor {
    start_of(plan.slides.iter().position(|slide| !slide.hidden).unwrap_or(0))
}

/// The last slide of the talk itself, before the appendix: End shows how the talk ends, not what was kept in reserve.
pub(super) fn last(plan: &Plan) -> Cursor {
    let talk = plan.slides.iter().rposition(|slide| in_order(slide) && !slide.appendix);
    let visible = || plan.slides.iter().rposition(|slide| !slide.hidden);
    start_of(talk.or_else(visible).unwrap_or(plan.slides.len().saturating_sub(1)))
}

/// One press forward.
pub(super) fn next_step(plan: &Plan, at: Cursor) -> Option<Cursor> {
    if at.step < last_step(plan, at.slide) {
        return Some(Cursor { step: at.step + 1, ..at });
    }
    next_slide(plan, at)
}

/// The first step of the next slide.
pub(super) fn next_slide(plan: &Plan, at: Cursor) -> Option<Cursor> {
    (at.slide + 1..plan.slides.len()).find(|&slide| in_order(&plan.slides[slide])).map(start_of)
}

/// The first step of the next slide that the talk cannot do without; never one of the appendix.
pub(super) fn next_needed(plan: &Plan, at: Cursor) -> Option<Cursor> {
    let needed = |&slide: &usize| in_order(&plan.slides[slide]) && !plan.slides[slide].optional;
    let next = (at.slide + 1..plan.slides.len()).find(needed);
    next.filter(|&slide| !plan.slides[slide].appendix).map(start_of)
}

/// One press back: before a slide's first step stands the last step of the slide before it.
pub(super) fn previous_step(plan: &Plan, at: Cursor) -> Option<Cursor> {
    if at.step > 0 {
        return Some(Cursor { step: at.step - 1, ..at });
    }
    before(plan, at.slide).map(|slide| Cursor { slide, step: last_step(plan, slide) })
}

/// The first step of the previous slide; on the first slide, its own.
pub(super) fn previous_slide(plan: &Plan, at: Cursor) -> Option<Cursor> {
    before(plan, at.slide).or((at.step > 0).then_some(at.slide)).map(start_of)
}

/// The place in `new` that was `at` in `old`: by name, or else the nearest slide that Next would show, since an edit
/// must not put a hidden slide on the stage.
pub(super) fn carried(old: &Plan, new: &Plan, at: Cursor) -> Cursor {
    same(old, new, at).unwrap_or_else(|| {
        let visible = (0..new.slides.len()).filter(|&slide| !new.slides[slide].hidden);
        let nearest = visible.min_by_key(|slide| slide.abs_diff(at.slide));
        let slide = nearest.unwrap_or(at.slide.min(new.slides.len() - 1));
        Cursor { slide, step: at.step.min(last_step(new, slide)) }
    })
}

/// The same slide by name, the step no further than it has.
fn same(old: &Plan, new: &Plan, at: Cursor) -> Option<Cursor> {
    let id = &old.slides.get(at.slide)?.id;
    let slide = new.slides.iter().position(|slide| slide.id == *id)?;
    Some(Cursor { slide, step: at.step.min(last_step(new, slide)) })
}

fn before(plan: &Plan, slide: usize) -> Option<usize> {
    (0..slide).rev().find(|&slide| in_order(&plan.slides[slide]))
}

fn in_order(slide: &PlannedSlide) -> bool {
    !slide.hidden && !slide.left_out
}

fn last_step(plan: &Plan, slide: usize) -> usize {
    plan.slides[slide].steps.saturating_sub(1)
}

fn start_of(slide: usize) -> Cursor {
    Cursor { slide, step: 0 }
}

/// The places that jumps left behind, latest last. Plain steps are not kept: Previous takes those back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct History(Vec<Cursor>);

impl History {
    pub(super) fn push(&mut self, at: Cursor) {
        if self.0.len() == MOST_HISTORY {
            self.0.remove(0);
        }
        self.0.push(at);
    }

    pub(super) fn pop(&mut self) -> Option<Cursor> {
        self.0.pop()
    }

    /// Follows an edit; places whose slide is gone are forgotten.
    pub(super) fn carry(&mut self, old: &Plan, new: &Plan) {
        self.0 = self.0.iter().filter_map(|&at| same(old, new, at)).collect();
    }

    /// The places that are still there.
    pub(super) fn mapped(&self, carry: impl Fn(Cursor) -> Option<Cursor>) -> Self {
        Self(self.0.iter().filter_map(|at| carry(*at)).collect())
    }

    #[cfg(test)]
    pub(super) fn places(&self) -> &[Cursor] {
        &self.0
    }
}
