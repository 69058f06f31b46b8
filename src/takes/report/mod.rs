//! A take, and those before it → what its speaker wants to know of it. Numbers only: windows and commands say them in
//! words. Unit: milliseconds.
//!
//! Pure: the same takes always give the same report.

pub mod words;

mod cuts;
mod minute;
mod slide;
mod spoken;

#[cfg(test)]
mod tests;

use serde::Serialize;

use super::learnt::{self, Learnt, was_told};
use super::record::{Kind, Take};
use super::run::Run;
use crate::deck::plan::{Plan, PlannedSlide};
use spoken::millis;

pub use cuts::Cuts;
pub use minute::Minute;
pub use slide::{Slide, Stretch, Told};
pub use spoken::Pace;

/// Takes before this one that are told of.
const PAST: usize = 5;

/// A take with the name of its file.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    pub name: String,
    pub take: Take,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    pub name: String,
    /// The talk's title.
    pub deck: String,
    pub kind: Kind,
    /// When it began, as RFC 3339 has it; empty where the take does not say it.
    pub start: String,
    /// It was ended by its speaker, not by a crash.
    pub finished: bool,
    pub took: u64,
    /// The planned length of the talk.
    pub planned: u64,
    /// The planned time of all slides together, which may be less than the talk may last.
    pub planned_slides: u64,
    /// Too little of the talk to judge it by: under three minutes, under half of the slides, or a look through them.
    pub short: bool,
    /// The planned time of the slides that were told.
    pub planned_told: u64,
    /// Whether words were heard, by live captions; else they are those of the script, and more may have been said.
    pub heard: bool,
    /// Words a minute on the slides whose words are known.
    pub wpm: Option<u64>,
    pub slides: Vec<Slide>,
    /// Time on slides that the deck no longer has.
    pub elsewhere: u64,
    pub opening: Minute,
    pub closing: Minute,
    /// The longest stay on one step without a pause.
    pub longest: Option<Stretch>,
    /// How to be in time, where the talk was longer than it may be.
    pub cuts: Option<Cuts>,
    /// Takes of the whole talk before this one, the oldest first.
    pub past: Vec<Past>,
    /// The take that this one is compared with.
    pub against: Option<Past>,
}

/// Another take of the talk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Past {
    pub name: String,
    pub kind: Kind,
    pub start: String,
    pub took: u64,
}

impl Past {
    fn of(named: &Named, run: &Run) -> Self {
        let start = named.take.start.as_ref();
        Self {
            name: named.name.clone(),
            kind: start.map(|start| start.kind).unwrap_or_default(),
            start: start.map(|start| start.start.clone()).unwrap_or_default(),
            took: millis(run.total()),
        }
    }
}

impl Report {
    /// Of a take; `before` are those before it, the latest first.
    #[must_use]
    pub fn of(plan: &Plan, named: &Named, before: &[Named], against: Option<&Named>) -> Self {
        let run = Run::of(&named.take);
        let runs: Vec<(&Named, Run)> = before.iter().map(|named| (named, Run::of(&named.take))).collect();
        let mut past: Vec<(&Named, Run)> =
            runs.into_iter().filter(|(_, run)| learnt::counts(run, plan)).take(PAST).collect();
        past.reverse();
        let other = against.map(|named| (named, Run::of(&named.take)));
        let takes = std::iter::once(named).chain(before).map(|named| &named.take);
        let learnt = Learnt::of(takes, plan);

        let in_talk = PlannedSlide::is_told;
        let shown: Vec<&PlannedSlide> =
            plan.slides.iter().filter(|slide| in_talk(slide) || run.on(&slide.id).is_some()).collect();
        let last = shown.iter().rposition(|slide| in_talk(slide) && was_told(&run, slide));
        let mut slides: Vec<Slide> = Vec::with_capacity(shown.len());
        for (index, planned) in shown.iter().enumerate() {
            let mut slide = Slide::of(planned, plan, &run);
            if !was_told(&run, planned) {
                slide.told = if last.is_some_and(|last| index < last) { Told::Skipped } else { Told::NotReached };
            }
            slide.usual = learnt.slide(&planned.id).map(|step| millis(step.time));
            slide.past = past.iter().map(|(_, run)| run.on(&planned.id).map(millis)).collect();
            slide.against = other.as_ref().and_then(|(_, run)| run.on(&planned.id).map(millis));
            slides.push(slide);
        }
        let Past { name, kind, start, took } = Past::of(named, &run);
        let length = millis(plan.length);
        let of_talk = || plan.slides.iter().filter(|slide| in_talk(slide));
        let short = learnt::short(&run, plan);
        let wpm = minute::overall(&slides);
        for slide in slides.iter_mut().filter(|_| short) {
            // Nobody spoke like that.
            slide.pace = None;
        }
        Self {
            name,
            deck: plan.title.clone(),
            kind,
            start,
            finished: run.finished,
            took,
            planned: length,
            planned_slides: of_talk().map(|slide| millis(slide.planned)).sum(),
            short,
            planned_told: slides.iter().filter(|slide| slide.told == Told::Yes).map(|slide| slide.planned).sum(),
            heard: spoken::heard(&run),
            wpm,
            elsewhere: took.saturating_sub(slides.iter().map(|slide| slide.took).sum()),
            opening: Minute::of(&run, plan, &slides, Minute::first(&run)),
            closing: Minute::of(&run, plan, &slides, Minute::last(&run)),
            longest: longest(&run, &slides),
            cuts: Cuts::of(&slides, took.saturating_sub(length)),
            past: past.iter().map(|(named, run)| Past::of(named, run)).collect(),
            against: other.map(|(named, run)| Past::of(named, &run)),
            slides,
        }
    }

    /// How many takes of the whole talk it tells of.
    #[must_use]
    pub fn takes(&self) -> usize {
        self.past.len() + 1
    }

    /// The slides that took too long, the worst first.
    #[must_use]
    pub fn over(&self) -> Vec<&Slide> {
        let mut over: Vec<&Slide> = self.slides.iter().filter(|slide| slide.over).collect();
        over.sort_by_key(|slide| std::cmp::Reverse(slide.took.saturating_sub(slide.planned)));
        over
    }
}

fn longest(run: &Run, slides: &[Slide]) -> Option<Stretch> {
    let mut longest: Option<Stretch> = None;
    for visit in &run.visits {
        let Some(slide) = slides.iter().position(|slide| slide.id == visit.id) else { continue };
        let mut from = visit.from;
        for to in run.pauses_in(visit.from..=visit.to).iter().chain([&visit.to]) {
            if longest.is_none_or(|longest| longest.to - longest.from < to - from) && *to > from {
                longest = Some(Stretch { slide, step: visit.step, from, to: *to });
            }
            from = *to;
        }
    }
    longest
}
