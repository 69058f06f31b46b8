//! The first and the last minute of a take → the slides in it, and how quickly they were spoken. Unit: milliseconds.

use std::collections::HashMap;

use serde::Serialize;

use super::slide::Slide;
use super::spoken::{MINUTE, count, heard, millis, scripted, wpm};
use crate::deck::plan::Plan;
use crate::takes::run::Run;

/// The first or the last minute of a take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Minute {
    pub from: u64,
    pub to: u64,
    /// Places among the report's slides, in the order in which they were shown.
    pub slides: Vec<usize>,
    pub wpm: Option<u64>,
}

impl Minute {
    pub(super) fn first(run: &Run) -> (u64, u64) {
        let from = run.visits.first().map_or(0, |visit| visit.from);
        (from, run.until.min(from.saturating_add(MINUTE)).max(from))
    }

    pub(super) fn last(run: &Run) -> (u64, u64) {
        let (first, _) = Self::first(run);
        (run.until.saturating_sub(MINUTE).max(first), run.until.max(first))
    }

    pub(super) fn of(run: &Run, plan: &Plan, slides: &[Slide], (from, to): (u64, u64)) -> Self {
        let mut minute = Self { from, to, slides: Vec::new(), wpm: None };
        let mut words = 0.0;
        let mut times: HashMap<(&str, usize), u64> = HashMap::new();
        for visit in &run.visits {
            *times.entry((&visit.id, visit.step)).or_default() += millis(visit.time());
        }
        for visit in &run.visits {
            let here = visit.to.min(to).saturating_sub(visit.from.max(from));
            let place = slides.iter().position(|slide| slide.id == visit.id);
            let planned = plan.slides.iter().find(|slide| slide.id == visit.id);
            let (Some(place), Some(planned)) = (place.filter(|_| here > 0), planned) else { continue };
            if minute.slides.last() != Some(&place) {
                minute.slides.push(place);
            }
            // A step's words are spread over the time that it was shown.
            let time = times.get(&(visit.id.as_str(), visit.step)).map_or(1, |time| (*time).max(1));
            words += scripted(planned, visit.step) as f64 * here as f64 / time as f64;
        }
        if heard(run) {
            let live = run.live.iter().filter(|phrase| (from..=to).contains(&phrase.at));
            words = live.map(|phrase| count(&phrase.text) as f64).sum();
        }
        minute.wpm = wpm(words.round() as u64, to - from);
        minute
    }
}

/// Words a minute of the slides whose words are known, together.
pub(super) fn overall(slides: &[Slide]) -> Option<u64> {
    let known = || slides.iter().filter(|slide| slide.words > 0);
    wpm(known().map(|slide| slide.words).sum(), known().map(|slide| slide.took).sum())
}
