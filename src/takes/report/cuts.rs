//! Slides and the time that a talk is over → how to be in time. Unit: milliseconds.

use serde::Serialize;

use super::slide::{Slide, Told};

/// What would bring a talk within its length. Places are among the report's slides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cuts {
    /// How much too long the talk was.
    pub over: u64,
    /// Optional slides to leave out.
    pub leave_out: Vec<usize>,
    /// Slides to tell in their planned time: those that took the most beyond it.
    pub shorten: Vec<usize>,
    /// What both save together; where it is less than `over`, the plan itself is too long.
    pub saves: u64,
}

impl Cuts {
    /// None where nothing has to be cut.
    pub(super) fn of(slides: &[Slide], over: u64) -> Option<Self> {
        if over == 0 {
            return None;
        }
        let told = || slides.iter().enumerate().filter(|(_, slide)| slide.told == Told::Yes);
        let optional = told().filter(|(_, slide)| slide.optional).map(|(at, slide)| (at, slide.took)).collect();
        let (leave_out, saved) = fewest(optional, over);
        let overruns = told().filter(|(at, _)| !leave_out.contains(at));
        let overruns = overruns.map(|(at, slide)| (at, slide.took.saturating_sub(slide.planned))).collect();
        let (shorten, more) = fewest(overruns, over.saturating_sub(saved));
        Some(Self { over, leave_out, shorten, saves: saved + more })
    }

    #[must_use]
    pub fn fits(&self) -> bool {
        self.saves >= self.over
    }
}

/// Few places whose times add up to what is `needed`, or all: the smallest that is enough alone, or else the largest
/// and more. In the order of the talk, with their sum.
fn fewest(mut places: Vec<(usize, u64)>, needed: u64) -> (Vec<usize>, u64) {
    places.retain(|(_, time)| *time > 0);
    places.sort_by_key(|(at, time)| (*time, *at));
    let (mut chosen, mut sum) = (Vec::new(), 0);
    while sum < needed && !places.is_empty() {
        let enough = places.iter().position(|(_, time)| sum + time >= needed);
        let (at, time) = places.remove(enough.unwrap_or(places.len() - 1));
        chosen.push(at);
        sum += time;
    }
    chosen.sort_unstable();
    (chosen, sum)
}
