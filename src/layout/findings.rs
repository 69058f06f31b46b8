//! A laid out slide → what is told of it as a whole: words that were torn, notes and captions without a step, a failure.

use std::sync::Arc;

use crate::deck::Slide;
use crate::diagnostic::{Diagnostic, Span};
use crate::drawing::{Item, Placed};
use crate::text::Torn;

/// A slide that failed for a reason that is not its author's fault.
#[must_use]
pub fn unmade(slide: &Slide, what: &str, why: &str) -> Diagnostic {
    let message = format!("slide `{}` cannot be {what}: {why}", slide.id);
    Diagnostic::error("SLD-FAILED", slide.span, message)
        .hint("Cuecard should not fail at anything that a deck says: please report it with the deck")
        .hint("Meanwhile another picture or font on this slide may help")
}

/// The finding on words that are torn on the finished slide; `tried` has those of every size that was tried.
pub(super) fn torn_finding(items: &[Placed], tried: Vec<(Span, Torn)>) -> Option<Diagnostic> {
    let mut shown = Vec::new();
    runs(items, &mut shown);
    let torn = |(span, torn): &(Span, Torn)| {
        let here = |(place, text): &(Span, Arc<str>)| place == span && text.trim_end().ends_with(&torn.part);
        shown.iter().any(here) && !shown.iter().any(|(place, text)| place == span && text.contains(&torn.word))
    };
    let mut told: Vec<(Span, String)> = Vec::new();
    for (span, torn) in tried.into_iter().filter(torn) {
        if !told.iter().any(|(place, word)| *place == span && *word == torn.word) {
            told.push((span, torn.word));
        }
    }
    let (span, word) = told.first()?;
    let message = match told.len() {
        1 => format!("`{word}` is too long for its line and breaks anywhere"),
        count => format!("{count} words are too long for their lines and break anywhere, first `{word}`"),
    };
    let hint = "Give it more room or a shorter word, or say with soft hyphens (U+00AD) where it may break";
    Some(Diagnostic::warning("SLD-TORN", *span, message).hint(hint))
}

fn runs(items: &[Placed], out: &mut Vec<(Span, Arc<str>)>) {
    for placed in items {
        match &placed.item {
            Item::Text(run) => out.push((placed.span, Arc::clone(run.said()))),
            Item::Group(group) => runs(&group.items, out),
            Item::Shape(_) | Item::Picture(_) => {}
        }
    }
}

/// More steps than a slide may have: what comes later comes with the last.
pub(super) fn many_steps(slide: &Slide, steps: usize, most: usize) -> Diagnostic {
    let message = format!("slide `{}` has {steps} steps: far too many for one slide", slide.id);
    let hint =
        format!("{most} are the most, and the last shows all that is left: split the slide, or reveal less of it");
    Diagnostic::error("SLD-STEPS", slide.span, message).hint(hint)
}

/// What would help where all slides together hold too much.
const TOO_MUCH: &str = "Make what stands on many slides simpler, reveal less of it, or share them among several decks";

/// All slides together hold so much that this one has fewer steps.
pub(super) fn too_few_steps(slide: &Slide, steps: usize, given: usize) -> Diagnostic {
    let message = format!(
        "slide `{}` is shown in {given} of its {steps} steps: with all their steps the slides of this deck hold too much",
        slide.id
    );
    Diagnostic::error("SLD-STEPS", slide.span, message).hint(TOO_MUCH)
}

/// All slides together hold so much that this one has no room.
pub(super) fn too_much(slide: &Slide) -> Diagnostic {
    let message = format!("slide `{}` is shown with its title alone: the slides of this deck hold too much", slide.id);
    Diagnostic::error("SLD-STEPS", slide.span, message).hint(TOO_MUCH)
}

/// A part that goes before it is complete.
pub(super) fn cut_short(slide: &Slide, span: Span) -> Diagnostic {
    let message = format!("what is built up here on slide `{}` goes before all of it has come", slide.id);
    let hint = "its steps count from the one at which it appears: let it go later with `until`, or give it fewer";
    Diagnostic::warning("SLD-STEPS", span, message).hint(hint)
}

/// Notes and captions for steps that the slide does not have.
pub(super) fn step_findings(slide: &Slide, steps: usize) -> Vec<Diagnostic> {
    let id = &slide.id;
    let mut out = Vec::new();
    for cue in slide.cues.iter().filter(|cue| cue.step >= steps) {
        let message = format!("this caption is for step {}, but slide `{id}` ends with step {}", cue.step, steps - 1);
        out.push(Diagnostic::warning("CUE-STEP", cue.span, message).hint("steps count from 0; `reveal` makes them"));
    }
    if let Some(part) = slide.notes.iter().find(|part| part.step >= steps) {
        let message =
            format!("the notes of slide `{id}` have {} `[step]` lines, but it has {} steps", part.step, steps - 1);
        out.push(
            Diagnostic::warning("NOTE-STEP", slide.span, message).hint("`reveal` makes steps; take a `[step]` out"),
        );
    }
    out
}
