//! A take and the script → words a minute. What is not known from live captions is taken from the scripted ones.

use serde::Serialize;

use crate::captions::pace;
use crate::deck::plan::{CaptionBlock, Plan, PlannedSlide};
use crate::takes::run::Run;
use crate::writing;

pub(super) const MINUTE: u64 = 60_000;
/// Words a minute of a shorter time mean nothing.
const LEAST: u64 = 5_000;

/// How words a minute sound to those who listen in a second language, read captions or watch an interpreter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pace {
    /// Under 100, where words were heard: of a script more may have been said.
    Slow,
    /// 100 to 160; 120 to 140 is the aim.
    Good,
    /// Over 160.
    Quick,
    /// Over 180: faster than captions are read.
    TooQuick,
}

impl Pace {
    /// Words a minute to aim at.
    pub const AIM: std::ops::RangeInclusive<u64> = 120..=140;
    /// More is quick.
    pub const MOST: u64 = 160;

    #[must_use]
    pub fn of(wpm: u64, heard: bool) -> Self {
        match wpm {
            ..100 if heard => Self::Slow,
            ..=160 => Self::Good,
            161..=180 => Self::Quick,
            _ => Self::TooQuick,
        }
    }
}

pub(super) fn heard(run: &Run) -> bool {
    !run.live.is_empty()
}

/// The words on a slide: those of live captions while it was shown, or else those scripted for the steps shown.
pub(super) fn words(run: &Run, slide: &PlannedSlide) -> u64 {
    let visits = || run.visits.iter().filter(|visit| visit.id == slide.id);
    if heard(run) {
        let here = |at: u64| run.visit_at(at).is_some_and(|visit| visit.id == slide.id);
        return run.live.iter().filter(|phrase| here(phrase.at)).map(|phrase| count(&phrase.text)).sum();
    }
    let shown = (0..slide.steps).filter(|step| visits().any(|visit| visit.step == *step));
    shown.map(|step| scripted(slide, step)).sum()
}

/// Captions of a slide that was shown which did not come to stand: those of steps not shown, and of steps whose
/// captions are in the take, those that are not.
pub(super) fn unseen(run: &Run, plan: &Plan, slide: &PlannedSlide) -> usize {
    let visits = || run.visits.iter().filter(|visit| visit.id == slide.id);
    if visits().next().is_none() {
        return 0;
    }
    // The same words are cut into other captions in another language.
    let language = run.cues.first().map_or("", |cue| cue.language.as_str());
    let at = plan.languages.iter().position(|known| known == language).unwrap_or(0);
    let stood = |step: usize, index: usize| {
        let id = format!("{}.{step}.{index}", slide.id);
        run.cues.iter().any(|cue| cue.id == id && cue.language == language)
    };
    let missed = |(step, blocks): (usize, &Vec<CaptionBlock>)| {
        let seen = (0..blocks.len()).filter(|index| stood(step, *index)).count();
        match visits().any(|visit| visit.step == step) {
            false => blocks.len(),
            true if seen > 0 => blocks.len() - seen,
            // Captions were off, or an older program kept the take.
            true => 0,
        }
    };
    slide.captions.get(at).into_iter().flatten().enumerate().map(missed).sum()
}

pub(super) fn wpm(words: u64, time: u64) -> Option<u64> {
    (words > 0 && time >= LEAST).then(|| words.saturating_mul(MINUTE).saturating_add(time / 2) / time)
}

pub(super) fn scripted(slide: &PlannedSlide, step: usize) -> u64 {
    let blocks = steps(slide).get(step).into_iter().flatten();
    blocks.filter(|block| !block.sound).map(pace::words).sum()
}

/// The captions in the talk's own language.
fn steps(slide: &PlannedSlide) -> &[Vec<CaptionBlock>] {
    slide.captions.first().map_or(&[], Vec::as_slice)
}

pub(super) fn count(text: &str) -> u64 {
    writing::words(text)
}

pub(super) fn millis(time: std::time::Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
