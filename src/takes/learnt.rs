//! Earlier takes → how long each step of a plan really takes: the median of the last three that count.
//!
//! A take counts if it told enough of the talk, or if it broke off: then each slide counts that was left. None counts that
//! hurried through. Of it, a slide counts if its steps are still those of the plan (the take entered each of them and no other) and if it was not
//! passed within a second; and of that, a step in which the speaker did not pause. Planned times may have changed since.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::record::{Take, words_hash};
use super::run::Run;
use crate::captions::pace;
use crate::deck::plan::{Plan, PlannedSlide};

/// Takes whose median is learnt.
const TAKES: usize = 3;
/// A slide shown for a shorter time was passed, not told.
pub(super) const TOLD: Duration = Duration::from_secs(1);
/// A take that is shorter says little of the talk; of a talk that is itself as short, half of it does.
const SHORT: Duration = Duration::from_secs(180);
/// Nobody tells slides in less, one with the other.
const LEAST: Duration = Duration::from_secs(2);
/// Nobody speaks so fast, in words a minute.
const PAGED: u64 = 400;

/// What takes teach of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learnt {
    /// By the slide's stable name, a place a step.
    slides: BTreeMap<String, Vec<Option<Step>>>,
    /// The slides whose captions had other words in the latest take that tells of them.
    stale: BTreeSet<String>,
}

/// How long a step takes, and from how many takes that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub time: Duration,
    pub takes: usize,
}

impl Learnt {
    /// What these takes teach, the latest first. Takes that do not count may be among them.
    #[must_use]
    pub fn of<'t>(takes: impl IntoIterator<Item = &'t Take>, plan: &Plan) -> Self {
        let mut times: BTreeMap<&str, Vec<Vec<Duration>>> = BTreeMap::new();
        let mut stale = BTreeSet::new();
        for take in takes {
            let run = Run::of(take);
            if hurried(&run, plan) || run.finished && !counts(&run, plan) {
                continue;
            }
            for slide in plan.slides.iter().filter(|slide| has_its_steps(&run, slide)) {
                let said = take.start.as_ref().filter(|start| !start.words.is_empty());
                let other = said.is_some_and(|start| start.words.get(&slide.id) != words_hash(slide).as_ref());
                if other && !times.contains_key(slide.id.as_str()) {
                    stale.insert(slide.id.clone());
                }
                let known = times.entry(&slide.id).or_insert_with(|| vec![Vec::new(); slide.steps]);
                let steps = known.iter_mut().zip(step_times(&run, slide));
                for (known, time) in steps.filter(|(known, _)| known.len() < TAKES) {
                    known.extend(time);
                }
            }
        }
        let step = |times: &Vec<Duration>| Some(Step { time: median(times)?, takes: times.len() });
        let slides = times.into_iter().map(|(id, steps)| (id.to_owned(), steps.iter().map(step).collect()));
        Self { slides: slides.collect(), stale }
    }

    /// Whether a slide's captions were changed since its times were learnt.
    #[must_use]
    pub fn is_stale(&self, id: &str) -> bool {
        self.stale.contains(id)
    }

    /// What is known of a step.
    #[must_use]
    pub fn step(&self, id: &str, step: usize) -> Option<Step> {
        *self.slides.get(id)?.get(step)?
    }

    /// How long a slide takes, where each of its steps is known, and from how many takes at least.
    #[must_use]
    pub fn slide(&self, id: &str) -> Option<Step> {
        let steps: Option<Vec<Step>> = self.slides.get(id)?.iter().copied().collect();
        let steps = steps?;
        let takes = steps.iter().map(|step| step.takes).min()?;
        Some(Step { time: steps.iter().map(|step| step.time).sum(), takes })
    }
}

/// Whether a take was over within this stay: what more would have been said in it nobody knows.
fn breaks_off(run: &Run, id: &str) -> bool {
    !run.finished && run.visits.last().is_some_and(|last| last.id == id)
}

/// Whether a take is one of the whole talk, or nearly: it was ended, told at least half of the slides, and did not hurry.
pub(super) fn counts(run: &Run, plan: &Plan) -> bool {
    run.finished
        && in_talk(plan).any(|slide| run.on(&slide.id).is_some())
        && told_half(run, plan)
        && !hurried(run, plan)
}

/// Too little of the talk to judge it by: a few minutes of it, less than half of its slides, or a look through them.
pub(super) fn short(run: &Run, plan: &Plan) -> bool {
    !told_half(run, plan) || run.total() < SHORT.min(plan.length / 2) || hurried(run, plan)
}

fn told_half(run: &Run, plan: &Plan) -> bool {
    in_talk(plan).filter(|slide| run.on(&slide.id).is_some()).count() * 2 >= in_talk(plan).count()
}

/// Whether several slides were paged through, not told; one that a take broke off on is left aside.
fn hurried(run: &Run, plan: &Plan) -> bool {
    let left = || in_talk(plan).filter(|slide| was_told(run, slide) && !breaks_off(run, &slide.id));
    let (slides, took) = (left().count() as u32, left().filter_map(|slide| run.on(&slide.id)).sum::<Duration>());
    let blocks = left().flat_map(|slide| slide.captions.iter().take(1).flatten().flatten());
    let words: u64 = blocks.filter(|block| !block.sound).map(pace::words).sum();
    let said = u128::from(words) * 60_000 > u128::from(PAGED) * took.as_millis();
    slides > 1 && (took < LEAST * slides || said)
}

fn in_talk(plan: &Plan) -> impl Iterator<Item = &PlannedSlide> {
    plan.slides.iter().filter(|slide| slide.is_told())
}

pub(super) fn was_told(run: &Run, slide: &PlannedSlide) -> bool {
    run.on(&slide.id).is_some_and(|time| time >= TOLD)
}

fn has_its_steps(run: &Run, slide: &PlannedSlide) -> bool {
    if breaks_off(run, &slide.id) {
        return false;
    }
    let mut seen = vec![false; slide.steps];
    for visit in run.visits.iter().filter(|visit| visit.id == slide.id) {
        match seen.get_mut(visit.step) {
            Some(seen) => *seen = true,
            None => return false,
        }
    }
    seen.iter().all(|seen| *seen)
}

/// The time of each step of a slide, all visits together, where it can be told.
fn step_times(run: &Run, slide: &PlannedSlide) -> Vec<Option<Duration>> {
    let told = run.on(&slide.id).is_some_and(|time| time >= TOLD);
    let time = |step: usize| {
        let mut visits = run.visits.iter().filter(|visit| visit.id == slide.id && visit.step == step).peekable();
        visits.peek().filter(|_| told)?;
        visits.try_fold(Duration::ZERO, |time, visit| (!run.paused_in(visit)).then(|| time + visit.time()))
    };
    (0..slide.steps).map(time).collect()
}

fn median(times: &[Duration]) -> Option<Duration> {
    let mut times = times.to_vec();
    times.sort_unstable();
    let middle = times.len().checked_sub(1)? / 2;
    Some(if times.len().is_multiple_of(2) { (times[middle] + times[middle + 1]) / 2 } else { times[middle] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::takes::tests::{plan, take};

    fn seconds(step: Option<Step>) -> Option<(u64, usize)> {
        step.map(|step| (step.time.as_secs(), step.takes))
    }

    #[test]
    fn the_median_of_the_last_three_that_count_is_learnt() {
        let plan = plan(4);
        let whole =
            |first: u64, second: u64| take(&[("s0.0", first), ("s1.0", second), ("s1.1", 5), ("s3.0", 9)], true);
        let learnt = |takes: &[Take]| Learnt::of(takes, &plan);
        assert_eq!(learnt(&[]), Learnt::default());
        assert_eq!(seconds(learnt(&[whole(10, 3)]).slide("s1")), Some((8, 1)));
        assert_eq!(seconds(learnt(&[whole(10, 3), whole(20, 4)]).slide("s0")), Some((15, 2)));
        let four = [whole(10, 3), whole(30, 1), whole(20, 4), whole(500, 500)];
        assert_eq!(
            (seconds(learnt(&four).slide("s0")), seconds(learnt(&four).step("s1", 0))),
            (Some((20, 3)), Some((3, 3)))
        );
        // Too little of the talk.
        assert_eq!(learnt(&[take(&[("s0.0", 99)], true)]), Learnt::default());
    }

    #[test]
    fn paused_steps_passed_slides_and_other_steps_do_not_count() {
        let plan = plan(4);
        let paused = take(&[("s0.0!", 60), ("s1.0", 4), ("s1.1!", 90), ("s3.0", 9)], true);
        let learnt = Learnt::of([&paused], &plan);
        assert_eq!((learnt.step("s0", 0), learnt.slide("s1")), (None, None));
        assert_eq!((seconds(learnt.step("s1", 0)), seconds(learnt.slide("s3"))), (Some((4, 1)), Some((9, 1))));
        // The slide s1 had one step, or three, when these were made; and one was passed.
        for steps in [&[("s1.0", 8)][..], &[("s1.0", 8), ("s1.1", 8), ("s1.2", 8)], &[("s1.0", 0), ("s1.1", 0)]] {
            let take = take(&[&[("s0.0", 7)], steps, &[("s3.0", 9)]].concat(), true);
            let learnt = Learnt::of([&take], &plan);
            assert_eq!((learnt.step("s1", 0), seconds(learnt.slide("s0"))), (None, Some((7, 1))), "{steps:?}");
        }
    }

    #[test]
    fn a_take_that_broke_off_teaches_the_slides_that_were_left() {
        let plan = plan(4);
        let steps = [("s0.0", 10), ("s1.0", 3), ("s1.1", 5), ("s3.0", 9), ("s0.0", 4), ("s3.0", 2)];
        for shown in 0..=steps.len() {
            let learnt = Learnt::of([&take(&steps[..shown], false)], &plan);
            let left = |id: &str| shown > 1 && steps[shown - 1].0.split('.').next() != Some(id);
            // A slide that is on again when it breaks off is not known to its end.
            for (id, since) in [("s0", 2), ("s1", 4), ("s3", 5)] {
                assert_eq!(learnt.slide(id).is_some(), shown >= since && left(id), "{id} of {shown}");
            }
        }
        // Cut at any line of its log, it teaches no time that is not whole.
        let whole = Learnt::of([&take(&steps[..4], true)], &plan);
        let broken = Learnt::of([&take(&steps[..4], false)], &plan);
        assert_eq!((whole.slide("s1"), whole.slide("s0")), (broken.slide("s1"), broken.slide("s0")));
    }

    #[test]
    fn who_hurries_through_teaches_nothing() {
        let plan = plan(4);
        let at = |seconds: u64| [("s0.0", seconds), ("s1.0", seconds), ("s1.1", seconds), ("s3.0", seconds)];
        for (seconds, finished, teaches) in
            [(0, true, false), (1, true, false), (1, false, false), (5, true, true), (5, false, true)]
        {
            let learnt = Learnt::of([&take(&at(seconds), finished)], &plan);
            assert_eq!(learnt.slide("s0").is_some(), teaches, "{seconds} s a step, ended: {finished}");
        }
    }

    #[test]
    fn visits_of_a_step_count_together() {
        let take = take(&[("s0.0", 7), ("s1.0", 2), ("s1.1", 3), ("s1.0", 4), ("s3.0", 9), ("s0.0", 1)], true);
        let learnt = Learnt::of([&take], &plan(4));
        assert_eq!((seconds(learnt.step("s1", 0)), seconds(learnt.slide("s0"))), (Some((6, 1)), Some((8, 1))));
    }
}
