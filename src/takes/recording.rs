//! A take → the captions and chapters of a recording that was made of it.

use std::collections::BTreeMap;

use super::run::{Run, Visit};
use crate::captions::taken::{Heard, Stay, heard, taken};
use crate::captions::timing::{Recording, resumed};
use crate::deck::plan::Plan;

/// No talk lasts so long; a log may say anything.
const LATEST: u64 = u64::MAX / 4;

/// Where a take lies in its recording.
#[derive(Clone, Copy, Debug, Default)]
pub struct Aligned {
    /// The recording began so many milliseconds before the talk; else where it was marked, or with the talk.
    pub offset: Option<i64>,
    /// What passed while the talk was paused is not in the recording.
    pub without_pauses: bool,
}

/// What a recording of this take shows and says. `language` is a place in `Plan::languages`. Live captions stand for
/// the scripted ones where the take has any in this language.
#[must_use]
pub fn recording(run: &Run, plan: &Plan, language: usize, aligned: Aligned) -> Recording {
    let places: BTreeMap<&str, usize> = plan.slides.iter().enumerate().map(|(at, it)| (it.id.as_str(), at)).collect();
    let tag = plan.languages.get(language).map_or("", String::as_str);
    let stays: Vec<Stay> = run
        .visits
        .iter()
        .filter_map(|visit| {
            let slide = *places.get(visit.id.as_str())?;
            // A step that the slide no longer has was its last.
            let step = visit.step.min(plan.slides[slide].steps.saturating_sub(1));
            Some(Stay { slide, step, start: visit.from, end: visit.to, stood: stood(run, visit, tag) })
        })
        .collect();
    let said_in = |phrase: &Option<String>| match phrase {
        Some(said) => said.eq_ignore_ascii_case(tag),
        None => language == 0,
    };
    let phrases: Vec<Heard> = run
        .live
        .iter()
        .filter(|phrase| said_in(&phrase.language))
        .map(|phrase| Heard { at: phrase.at.min(LATEST), speaker: phrase.speaker.clone(), text: phrase.text.clone() })
        .collect();
    let recording =
        if phrases.is_empty() { taken(plan, language, &stays) } else { heard(plan, language, &stays, &phrases) };
    let waits: &[(u64, u64)] = if aligned.without_pauses { &[] } else { &run.waits };
    let recording = recording.resumed(waits);
    if let Some(offset) = aligned.offset {
        return recording.moved(offset.saturating_sub_unsigned(run.begun));
    }
    let marked = |wanted: bool, from: u64| {
        let later = run.marks.iter().map(|(at, on)| (resumed(*at, waits), *on));
        later.filter(|(at, on)| *on == wanted && *at >= from).map(|(at, _)| at).next()
    };
    let begun = marked(true, 0);
    let over = begun.and_then(|begun| marked(false, begun + 1));
    let recording = match over {
        Some(at) => recording.until(at),
        None => recording,
    };
    // Without a mark it began with the talk, or with the words that were heard before.
    let early = run.live.first().is_some_and(|phrase| phrase.at < run.begun);
    let begun = begun.unwrap_or_else(|| if early { 0 } else { resumed(run.begun, waits) });
    recording.moved(-i64::try_from(begun).unwrap_or(i64::MAX))
}

/// When this step's captions came to stand in a visit, by their places, as far as they are in the same language.
fn stood(run: &Run, visit: &Visit, language: &str) -> Vec<(u64, usize)> {
    let at = |time: u64| run.cues.partition_point(|cue| cue.at < time);
    let here = run.cues[at(visit.from)..at(visit.to).max(at(visit.from))].iter();
    let same = here.filter(|cue| cue.language.is_empty() || cue.language == language);
    let place = |id: &str| id.strip_prefix(&format!("{}.{}.", visit.id, visit.step))?.parse().ok();
    same.filter_map(|cue| Some((cue.at, place(&cue.id)?))).collect()
}
