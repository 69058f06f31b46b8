//! The best take of a talk → where its speaker was at each moment, to be drawn beside where the speaker is now. Times are
//! those of the talk's own timer.
//!
//! The best take is the one whose total comes nearest to the talk's planned length, too long or too short, among those of
//! the whole talk: ended by their speaker, with every slide told that is neither optional, hidden nor of the appendix. Of
//! two as near, the later is the best.

use std::path::Path;
use std::time::Duration;

use super::learnt::TOLD;
use super::place::logs;
use super::record::Take;
use super::run::Run;
use crate::deck::plan::Plan;

/// Takes that are looked through: the latest.
const MOST: usize = 20;

/// Where the speaker was in the best take.
#[derive(Clone, Debug, PartialEq)]
pub struct Ghost {
    stays: Vec<Stay>,
    /// When the take began, as its log has it; empty where that is not known.
    pub began: String,
    /// How long the take was.
    pub total: Duration,
}

/// Where the ghost stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Into the plan's slides.
    pub slide: usize,
    /// How much of its own time on that slide is over: 0 to 1.
    pub part: f64,
}

/// An uninterrupted time on a slide. Unit: milliseconds.
#[derive(Clone, Debug, PartialEq)]
struct Stay {
    slide: usize,
    from: u64,
    to: u64,
    /// Earlier in the take on the same slide, and in all of it.
    before: u64,
    all: u64,
}

impl Ghost {
    /// Of these takes, the latest first; none where no take is one of the whole talk.
    #[must_use]
    pub fn of<'t>(takes: impl IntoIterator<Item = &'t Take>, plan: &Plan) -> Option<Self> {
        best(takes.into_iter().map(told_of), plan)
    }

    /// Where the speaker was when the talk's time was `elapsed`; after the end of the take, at its end.
    #[must_use]
    pub fn at(&self, elapsed: Duration) -> Option<Place> {
        let elapsed = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
        let here = self.stays.partition_point(|stay| stay.from <= elapsed).saturating_sub(1);
        let stay = self.stays.get(here)?;
        let done = stay.before + elapsed.clamp(stay.from, stay.to) - stay.from;
        Some(Place { slide: stay.slide, part: (done as f64 / stay.all.max(1) as f64).min(1.0) })
    }
}

/// The ghost of a deck's best take, read from its logs; not for a window's thread. `state` is the program's own folder, if
/// the system has one.
#[must_use]
pub fn ghost(deck: &Path, state: Option<&Path>, plan: &Plan) -> Option<Ghost> {
    let takes = logs(deck, state).into_iter().take(MOST);
    best(takes.filter_map(|log| log.read()).map(|take| told_of(&take)), plan)
}

/// When a take began, and what went on in it.
fn told_of(take: &Take) -> (String, Run) {
    (take.start.as_ref().map(|start| start.start.clone()).unwrap_or_default(), Run::of(take))
}

fn best(runs: impl Iterator<Item = (String, Run)>, plan: &Plan) -> Option<Ghost> {
    let whole = runs.filter(|(_, run)| is_whole(run, plan));
    let (began, run) = whole.min_by_key(|(_, run)| run.total().abs_diff(plan.length))?;
    Some(Ghost { stays: stays(&run, plan), began, total: run.total() })
}

/// Every slide that has to be told was told, to the end.
fn is_whole(run: &Run, plan: &Plan) -> bool {
    let mut needed = plan.slides.iter().filter(|slide| slide.is_told() && !slide.optional);
    run.finished && !run.visits.is_empty() && needed.all(|slide| run.on(&slide.id).is_some_and(|time| time >= TOLD))
}

fn stays(run: &Run, plan: &Plan) -> Vec<Stay> {
    let begun = run.visits.first().map_or(0, |visit| visit.from);
    let mut stays: Vec<Stay> = Vec::new();
    let mut spent = vec![0; plan.slides.len()];
    for visits in run.visits.chunk_by(|one, next| one.id == next.id) {
        let Some(slide) = plan.slides.iter().position(|slide| slide.id == visits[0].id) else { continue };
        let (from, to) = (visits[0].from - begun, visits[visits.len() - 1].to - begun);
        stays.push(Stay { slide, from, to, before: spent[slide], all: 0 });
        spent[slide] += to - from;
    }
    for stay in &mut stays {
        stay.all = spent[stay.slide];
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::takes::tests::{plan, take};

    /// Slides `s0`, `s1` and `s3` are told, each for so many seconds.
    fn told(times: [u64; 3]) -> Take {
        take(&[("s0.0", times[0]), ("s1.0", times[1]), ("s1.1", 5), ("s3.0", times[2])], true)
    }

    fn place(ghost: &Ghost, second: u64) -> Option<(usize, u64)> {
        ghost.at(Duration::from_secs(second)).map(|it| (it.slide, (it.part * 100.0).round() as u64))
    }

    #[test]
    fn the_best_take_is_the_whole_one_nearest_to_the_length() {
        let mut plan = plan(4);
        plan.length = Duration::from_secs(100);
        let total = |takes: &[Take]| Ghost::of(takes, &plan).map(|ghost| ghost.total.as_secs());
        assert_eq!(total(&[]), None);
        assert_eq!(total(&[told([10, 10, 10])]), Some(35), "one is the best");
        assert_eq!(total(&[told([10, 10, 10]), told([60, 30, 15]), told([40, 40, 35])]), Some(110));
        assert_eq!(total(&[told([40, 35, 15]), told([40, 40, 20])]), Some(95), "as near: the later");
        // Broken off, a slide left out, or passed within a second.
        let broken = take(&[("s0.0", 50), ("s1.0", 20), ("s3.0", 30)], false);
        let left_out = take(&[("s0.0", 50), ("s3.0", 50)], true);
        let passed = take(&[("s0.0", 50), ("s1.0", 0), ("s1.1", 0), ("s3.0", 50)], true);
        for other in [broken, left_out, passed] {
            assert_eq!(total(std::slice::from_ref(&other)), None);
            assert_eq!(total(&[other, told([10, 10, 10])]), Some(35));
        }
        plan.slides[1].optional = true;
        let left_out = take(&[("s0.0", 50), ("s3.0", 50)], true);
        assert_eq!(Ghost::of([&left_out], &plan).map(|ghost| ghost.total.as_secs()), Some(100), "it may be left out");
    }

    #[test]
    fn it_stands_where_the_speaker_was() {
        let ghost = Ghost::of([&told([10, 15, 20])], &plan(4)).expect("it is whole");
        for (second, slide) in [(0, (0, 0)), (5, (0, 50)), (10, (1, 0)), (20, (1, 50)), (40, (3, 50)), (900, (3, 100))]
        {
            assert_eq!(place(&ghost, second), Some(slide), "{second}");
        }
        // Gone back to: the second stay goes on where the first left off; and a slide since taken out stands still.
        let back = take(&[("s0.0", 10), ("s1.0", 5), ("old.0", 50), ("s1.1", 5), ("s0.0", 10), ("s3.0", 9)], true);
        let ghost = Ghost::of([&back], &plan(4)).expect("it is whole");
        for (second, slide) in [(5, (0, 25)), (10, (1, 0)), (40, (1, 50)), (75, (0, 75)), (81, (3, 11))] {
            assert_eq!(place(&ghost, second), Some(slide), "{second}");
        }
    }

    #[test]
    fn it_never_leaves_the_plan_and_never_runs_back_on_a_slide() {
        let plan = plan(4);
        let ghost = Ghost::of([&told([7, 3, 11])], &plan).expect("it is whole");
        let mut before: Option<Place> = None;
        for tenth in 0..400 {
            let here = ghost.at(Duration::from_millis(tenth * 100)).expect("it is somewhere");
            assert!(here.slide < plan.slides.len() && (0.0..=1.0).contains(&here.part), "{here:?}");
            assert!(before.is_none_or(|before| (before.slide, before.part) <= (here.slide, here.part)), "{here:?}");
            before = Some(here);
        }
    }
}
