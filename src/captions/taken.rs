//! A talk as it was given → its captions and chapters.
//!
//! Invariant: a caption stands within the stay on its step; a step's captions are there once, however often it was
//! shown. A slide that was passed within a second was not told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::timing::{Chapter, Recording, TimedCue, shares, standing};
use crate::captions::{Limits, blocks_in, pace};
use crate::deck::plan::{CaptionBlock, Plan};

/// A slide shown for a shorter time was passed, not told.
const TOLD: u64 = 1_000;
const MOST_LINES: usize = 2;

/// A stay on a step of one of the plan's slides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stay {
    pub slide: usize,
    pub step: usize,
    pub start: u64,
    pub end: u64,
    /// When captions came to stand in it, by their places in the step, in the order of time; as far as is known.
    pub stood: Vec<(u64, usize)>,
}

/// A phrase that was heard by the time `at`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    pub at: u64,
    pub speaker: Option<String>,
    pub text: String,
}

/// Captions that stand one after the other in a stay, each with its step and its place in the step.
struct Part<'p> {
    slide: usize,
    start: u64,
    end: u64,
    blocks: Vec<(usize, usize, &'p CaptionBlock)>,
    stood: Vec<(u64, usize)>,
}

impl Part<'_> {
    /// Each caption has a moment.
    fn fits(&self) -> bool {
        self.end - self.start >= self.blocks.len() as u64
    }
}

/// Times a talk as it was given: its stays, in their order. `language` is a place in `Plan::languages`.
#[must_use]
pub fn taken(plan: &Plan, language: usize, stays: &[Stay]) -> Recording {
    let mut recording = Recording { chapters: chapters(plan, stays), ..Recording::default() };
    recording.end = recording.chapters.last().map_or(0, |last| last.end);
    let told: BTreeSet<usize> = recording.chapters.iter().map(|chapter| chapter.slide).collect();
    let blocks = |slide: usize, step: usize| -> &[CaptionBlock] {
        plan.slides[slide].captions.get(language).and_then(|steps| steps.get(step)).map_or(&[], Vec::as_slice)
    };
    let parts = main_stays(stays).into_iter().map(|stay| &stays[stay]).filter(|stay| told.contains(&stay.slide));
    let parts = parts.map(|stay| Part {
        slide: stay.slide,
        start: stay.start,
        end: stay.end,
        blocks: blocks(stay.slide, stay.step).iter().enumerate().map(|(at, block)| (stay.step, at, block)).collect(),
        stood: stay.stood.clone(),
    });
    for part in roomy(parts.filter(|part| !part.blocks.is_empty())) {
        place(plan, &part, &mut recording.cues);
    }
    let shown: BTreeSet<(usize, usize)> = recording.cues.iter().map(|cue| (cue.slide, cue.step)).collect();
    let in_talk = |slide: &usize| !plan.slides[*slide].hidden && !plan.slides[*slide].appendix;
    let steps = (0..plan.slides.len())
        .filter(in_talk)
        .flat_map(|slide| (0..plan.slides[slide].steps).map(move |step| (slide, step)));
    let unshown = steps.filter(|(slide, step)| !blocks(*slide, *step).is_empty() && !shown.contains(&(*slide, *step)));
    recording.unshown = unshown.collect();
    recording
}

/// Times the words that were heard in a talk. A phrase stands until it is read, but for the one that follows it.
#[must_use]
pub fn heard(plan: &Plan, language: usize, stays: &[Stay], phrases: &[Heard]) -> Recording {
    let mut recording = Recording { chapters: chapters(plan, stays), heard: true, ..Recording::default() };
    let tag = plan.languages.get(language).map_or("", String::as_str);
    let mut speaker = None;
    let mut spoken: Vec<(u64, u64, Vec<CaptionBlock>)> = Vec::new();
    let (mut before, mut free) = (0, 0);
    for phrase in phrases {
        let mut blocks: Vec<CaptionBlock> =
            blocks_in(tag, &phrase.text, Limits::of(tag).soft, MOST_LINES).into_iter().map(block).collect();
        let voice: Option<Arc<str>> = phrase.speaker.as_deref().map(Arc::from);
        blocks.iter_mut().for_each(|block| block.voice.clone_from(&voice));
        let Some(first) = blocks.first_mut() else { continue };
        if phrase.speaker != speaker {
            speaker.clone_from(&phrase.speaker);
            first.speaker.clone_from(&speaker);
        }
        let need: u64 = blocks.iter().map(pace::comfortable).sum();
        // It was said before it was heard to its end, and after the phrase before it.
        let start = phrase.at.saturating_sub(need).max(before).min(phrase.at).max(free);
        free = start.saturating_add(blocks.len() as u64);
        before = phrase.at;
        spoken.push((start, phrase.at.max(start.saturating_add(need)), blocks));
    }
    let starts: Vec<u64> = spoken.iter().skip(1).map(|(start, ..)| *start).collect();
    for (number, (start, end, blocks)) in spoken.into_iter().enumerate() {
        let end = starts.get(number).map_or(end, |next| end.min(*next));
        let here = stays.partition_point(|stay| stay.start <= start).saturating_sub(1);
        let Some(Stay { slide, step, .. }) = stays.get(here) else { continue };
        let mut now = start;
        let all: Vec<&CaptionBlock> = blocks.iter().collect();
        for (index, share) in shares(&all, end - start).into_iter().enumerate() {
            let (id, block) = (format!("live.{number}.{index}"), blocks[index].clone());
            let end = now + standing(&block, share);
            recording.cues.push(TimedCue { id, slide: *slide, step: *step, index, start: now, end, block });
            now += share;
        }
    }
    recording.end = recording.chapters.last().map_or(0, |last| last.end);
    recording
}

fn block(lines: Vec<String>) -> CaptionBlock {
    CaptionBlock::plain(lines, std::time::Duration::ZERO)
}

/// A chapter begins where a slide is first shown for longer than a moment; coming back to it begins none.
fn chapters(plan: &Plan, stays: &[Stay]) -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = Vec::new();
    let mut seen = BTreeSet::new();
    for stay in stays.chunk_by(|a, b| a.slide == b.slide && a.end == b.start) {
        let (slide, start, end) = (stay[0].slide, stay[0].start, stay[stay.len() - 1].end);
        if end - start < TOLD || !seen.insert(slide) {
            continue;
        }
        if let Some(last) = chapters.last_mut() {
            last.end = start;
        }
        // What came before the first slide is its own.
        let start = if chapters.is_empty() { 0 } else { start };
        chapters.push(Chapter { slide, title: plan.slides[slide].name(), start, end });
    }
    if let (Some(chapter), Some(stay)) = (chapters.last_mut(), stays.last()) {
        chapter.end = stay.end;
    }
    chapters
}

/// For each step the first stay that was longer than a moment, or else the longest; in the order of time.
fn main_stays(stays: &[Stay]) -> Vec<usize> {
    let time = |at: usize| stays[at].end - stays[at].start;
    let mut main: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (at, stay) in stays.iter().enumerate() {
        let known = main.entry((stay.slide, stay.step)).or_insert(at);
        if time(*known) < TOLD && time(at) > time(*known) {
            *known = at;
        }
    }
    let mut main: Vec<usize> = main.into_values().collect();
    main.sort_unstable();
    main
}

/// Captions of a stay that has no moment for each of them are said in the slide's next one, or else in the one before.
fn roomy<'p>(parts: impl Iterator<Item = Part<'p>>) -> Vec<Part<'p>> {
    let mut out: Vec<Part<'p>> = Vec::new();
    let mut short: Option<Part<'p>> = None;
    for mut part in parts {
        if let Some(mut before) = short.take() {
            if before.slide == part.slide {
                part.stood.iter_mut().for_each(|(_, place)| *place += before.blocks.len());
                before.blocks.append(&mut part.blocks);
                part.blocks = before.blocks;
            } else {
                append(&mut out, before);
            }
        }
        if part.fits() { out.push(part) } else { short = Some(part) }
    }
    if let Some(last) = short {
        append(&mut out, last);
    }
    out
}

fn append<'p>(out: &mut [Part<'p>], short: Part<'p>) {
    let last = out.last_mut().filter(|last| last.slide == short.slide);
    if let Some(last) = last.filter(|last| last.end - last.start >= (last.blocks.len() + short.blocks.len()) as u64) {
        last.blocks.extend(short.blocks);
    }
}

/// Between the moments that are known, captions share the time.
fn place(plan: &Plan, part: &Part<'_>, cues: &mut Vec<TimedCue>) {
    let count = part.blocks.len();
    let mut points = vec![(0, part.start)];
    for &(at, place) in &part.stood {
        let (last, since) = points[points.len() - 1];
        let later = place > last && at >= since.saturating_add((place - last) as u64);
        if later && place < count && at.saturating_add((count - place) as u64) <= part.end {
            points.push((place, at));
        }
    }
    points.push((count, part.end));
    for two in points.windows(2) {
        let ((from, start), (to, end)) = (two[0], two[1]);
        let all: Vec<&CaptionBlock> = part.blocks[from..to].iter().map(|(.., block)| *block).collect();
        let mut now = start;
        for (&(step, index, block), share) in part.blocks[from..to].iter().zip(shares(&all, end - start)) {
            let id = format!("{}.{step}.{index}", plan.slides[part.slide].id);
            let end = now + standing(block, share);
            cues.push(TimedCue { id, slide: part.slide, step, index, start: now, end, block: block.clone() });
            now += share;
        }
    }
}
