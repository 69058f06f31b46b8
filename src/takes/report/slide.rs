//! What a take says of one slide. Unit: milliseconds.

use serde::Serialize;

use super::spoken::{self, Pace, millis};
use crate::deck::plan::{Plan, PlannedSlide};
use crate::takes::run::{Run, Visit};

/// A slide is over its time by so many seconds, or by more.
const OVER: u64 = 10;

/// A slide of the talk, or another one that was shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Slide {
    pub id: String,
    pub title: String,
    pub number: usize,
    pub optional: bool,
    pub told: Told,
    pub planned: u64,
    pub took: u64,
    /// The median of the last three takes that count, this one among them.
    pub usual: Option<u64>,
    /// In each of the report's past takes.
    pub past: Vec<Option<u64>>,
    /// In the take that this one is compared with.
    pub against: Option<u64>,
    /// Over its time by ten seconds, or by more.
    pub over: bool,
    /// Spoken in this take, as far as is known: live captions, or else those of the steps that were shown.
    pub words: u64,
    pub wpm: Option<u64>,
    /// None too where the take is too short to judge.
    pub pace: Option<Pace>,
    /// How often the talk came back to it.
    pub revisits: usize,
    pub pauses: usize,
    /// Captions that were not reached, though the slide was.
    pub unseen: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Told {
    Yes,
    /// Later slides were told and this one was not, or passed within a second.
    Skipped,
    /// The take was over before.
    NotReached,
}

/// Time without a change, on a step of one of the report's slides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// A place among the report's slides.
    pub slide: usize,
    pub step: usize,
    pub from: u64,
    pub to: u64,
}

impl Slide {
    /// What this take alone says of it.
    pub(super) fn of(planned: &PlannedSlide, plan: &Plan, run: &Run) -> Self {
        let took = run.on(&planned.id).map_or(0, millis);
        let in_talk = planned.is_told();
        let time = if in_talk { millis(planned.planned) } else { 0 };
        let visits = || run.visits.iter().filter(|visit| visit.id == planned.id);
        let stays = run.visits.chunk_by(|a, b| a.id == b.id).filter(|stay| stay[0].id == planned.id).count();
        let words = spoken::words(run, planned);
        let wpm = spoken::wpm(words, took);
        Self {
            id: planned.id.clone(),
            title: planned.name(),
            number: planned.number,
            optional: planned.optional,
            told: Told::Yes,
            planned: time,
            took,
            usual: None,
            past: Vec::new(),
            against: None,
            over: in_talk && took / 1000 >= time / 1000 + OVER,
            words,
            wpm,
            pace: wpm.map(|wpm| Pace::of(wpm, spoken::heard(run))),
            revisits: stays.saturating_sub(1),
            pauses: visits().map(|visit| pauses_begun(run, visit)).sum(),
            unseen: spoken::unseen(run, plan, planned),
        }
    }
}

/// Pauses that began in a visit: one on the border of two began in the first.
fn pauses_begun(run: &Run, visit: &Visit) -> usize {
    run.pauses_in(visit.from.saturating_add(1)..=visit.to).len()
}
