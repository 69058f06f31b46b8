//! The plan of a talk → its captions and chapters on a recording's own clock. Unit: milliseconds.
//!
//! Invariant: no block of the talk is left out; captions follow one another without overlap, each within its slide's
//! time; chapters stand end to end. Only what came before a recording that began late is not in it.

use super::pace;
use crate::deck::plan::{CaptionBlock, Plan, PlannedSlide};

/// What a comma and the end of a sentence add to a block's length in characters: speakers pause there.
const COMMA: u64 = 6;
const FULL_STOP: u64 = 12;

/// The captions of a recorded talk in one language, and the slides as its chapters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recording {
    pub cues: Vec<TimedCue>,
    pub chapters: Vec<Chapter>,
    /// When the talk ends.
    pub end: u64,
    /// How many captions were over before the recording began, or came after it.
    pub missed: usize,
    /// Steps of the talk, as slide and step, whose captions are not in it, since they were not shown.
    pub unshown: Vec<(usize, usize)>,
    /// Whether the words were heard, not scripted.
    pub heard: bool,
}

/// A caption block and when it stands. `end` is after `start`.
#[derive(Clone, Debug, PartialEq)]
pub struct TimedCue {
    /// `slide.step.number`, unique in the talk.
    pub id: String,
    pub slide: usize,
    pub step: usize,
    /// Its place among the blocks of its step.
    pub index: usize,
    pub start: u64,
    pub end: u64,
    pub block: CaptionBlock,
}

/// A slide's time in the talk.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    pub slide: usize,
    pub title: String,
    pub start: u64,
    pub end: u64,
}

/// Times a talk as planned. `language` is a place in `Plan::languages`. The talk begins `offset` milliseconds after
/// the recording, or before it where `offset` is negative.
#[must_use]
pub fn planned(plan: &Plan, language: usize, offset: i64) -> Recording {
    let mut recording = Recording::default();
    let mut now = 0;
    for (slide, planned) in plan.slides.iter().enumerate() {
        if planned.hidden || planned.appendix {
            continue;
        }
        let start = now;
        let steps = planned.captions.get(language).map_or(&[][..], Vec::as_slice);
        let count: usize = steps.iter().map(Vec::len).sum();
        // Each caption has a moment, however short its slide.
        let room = (planned.planned.as_millis() as u64).max(count as u64);
        now += room;
        recording.cues.extend(place(slide, planned, steps, start, room));
        recording.chapters.push(Chapter { slide, title: planned.name(), start, end: now });
    }
    recording.end = now;
    recording.moved(offset)
}

/// A slide's captions in its `room` from `start` on. A step begins with its first caption.
fn place(
    slide: usize,
    planned: &PlannedSlide,
    steps: &[Vec<CaptionBlock>],
    start: u64,
    room: u64,
) -> impl Iterator<Item = TimedCue> {
    let shares = shares(&steps.iter().flatten().collect::<Vec<_>>(), room);
    let blocks = steps
        .iter()
        .enumerate()
        .flat_map(|(step, blocks)| blocks.iter().enumerate().map(move |(index, block)| (step, index, block.clone())));
    let mut now = start;
    blocks.zip(shares).map(move |((step, index, block), share)| {
        let (start, end) = (now, now + standing(&block, share));
        now += share;
        TimedCue { id: format!("{}.{step}.{index}", planned.id), slide, step, index, start, end, block }
    })
}

/// Shares `room` among blocks. First each gets its least time, then what it is read in without effort, then what its
/// words are spoken in; what is left is shared by the length of the words. Where the room does not reach that far, the
/// last of these that is begun is cut for all alike.
pub(super) fn shares(blocks: &[&CaptionBlock], room: u64) -> Vec<u64> {
    let mut shares = vec![1; blocks.len()];
    let needs: [fn(&CaptionBlock) -> u64; 3] = [pace::least, pace::comfortable, spoken];
    for need in needs {
        // A time that the author gave is the least, and the most.
        let need = |block: &CaptionBlock| held(block).unwrap_or_else(|| need(block));
        let more: Vec<u64> = blocks.iter().zip(&shares).map(|(block, share)| need(block) - share).collect();
        let left = room - shares.iter().sum::<u64>();
        if more.iter().sum::<u64>() >= left {
            add(&mut shares, &more, left);
            return shares;
        }
        shares.iter_mut().zip(more).for_each(|(share, more)| *share += more);
    }
    let left = room - shares.iter().sum::<u64>();
    let mut weights: Vec<u64> = blocks.iter().map(|block| weight(block)).collect();
    if weights.iter().all(|weight| *weight == 0) {
        weights.fill(1);
    }
    add(&mut shares, &weights, left);
    shares
}

/// Adds `left` to the shares by weight, cut from one running sum, so that roundings cannot add up.
fn add(shares: &mut [u64], weights: &[u64], left: u64) {
    let whole: u64 = weights.iter().sum::<u64>().max(1);
    let until = |weight: u64| (u128::from(left) * u128::from(weight) / u128::from(whole)) as u64;
    let mut before = 0;
    for (share, weight) in shares.iter_mut().zip(weights) {
        *share += until(before + weight) - until(before);
        before += weight;
    }
}

/// The time that its author gave a block.
fn held(block: &CaptionBlock) -> Option<u64> {
    block.held.then(|| (block.hold.as_millis() as u64).max(1))
}

/// How long a block's words are spoken, or its sound is heard.
fn spoken(block: &CaptionBlock) -> u64 {
    pace::comfortable(block).max(block.hold.as_millis() as u64)
}

/// How much of what is left of a slide's time a block's words take. Sounds last as long as they last.
fn weight(block: &CaptionBlock) -> u64 {
    if block.sound || block.held {
        return 0;
    }
    let marks = |marks: &[char]| block.lines.iter().map(|line| line.matches(marks).count() as u64).sum::<u64>();
    pace::chars(block)
        + COMMA * marks(&[',', ';', ':', '–', '、', '，'])
        + FULL_STOP * marks(&['.', '!', '?', '…', '。', '！', '？'])
}

/// How long a block stands of its `share`: as its author wrote, else all of it, or so much less that no gap flickers.
pub(super) fn standing(block: &CaptionBlock, share: u64) -> u64 {
    if let Some(hold) = held(block) {
        return hold.min(share);
    }
    let wanted = if block.sound { spoken(block) } else { share };
    let most = wanted.min(share).min(pace::LONGEST);
    if share - most >= pace::GAP {
        most
    } else if share <= pace::LONGEST {
        share
    } else {
        let apart = share - pace::GAP;
        if apart >= pace::comfortable(block) { apart } else { pace::LONGEST }
    }
}

/// A time of the talk where its timer did not stand still in the pauses that it came through: (when, how long), in their
/// order. What was at the very moment of a pause was before it.
#[must_use]
pub fn resumed(time: u64, waits: &[(u64, u64)]) -> u64 {
    waits.iter().filter(|(at, _)| *at < time).fold(time, |time, (_, wait)| time.saturating_add(*wait))
}

impl Recording {
    /// The same where the recording ran on through pauses. A caption that one falls into stands on as long as it may.
    #[must_use]
    pub fn resumed(mut self, waits: &[(u64, u64)]) -> Self {
        for cue in &mut self.cues {
            let end = resumed(cue.end, waits);
            cue.start = resumed(cue.start, waits);
            cue.end = end.min(cue.start + pace::LONGEST);
        }
        for chapter in &mut self.chapters {
            (chapter.start, chapter.end) = (resumed(chapter.start, waits), resumed(chapter.end, waits));
        }
        self.end = resumed(self.end, waits);
        self
    }

    /// The same without what came after the recording.
    #[must_use]
    pub fn until(mut self, end: u64) -> Self {
        let all = self.cues.len();
        self.cues.retain(|cue| cue.start < end);
        self.missed += all - self.cues.len();
        self.cues.iter_mut().for_each(|cue| cue.end = cue.end.min(end));
        self.chapters.retain(|chapter| chapter.start < end);
        self.chapters.iter_mut().for_each(|chapter| chapter.end = chapter.end.min(end));
        self.end = self.end.min(end);
        self
    }

    /// The same on the clock of a recording that began `offset` before the talk. Its first chapter begins with it.
    #[must_use]
    pub fn moved(mut self, offset: i64) -> Self {
        let moved = |time: u64| time.saturating_add_signed(offset);
        let all = self.cues.len();
        for cue in &mut self.cues {
            (cue.start, cue.end) = (moved(cue.start), moved(cue.end));
        }
        self.cues.retain(|cue| cue.end > cue.start);
        self.missed += all - self.cues.len();
        for chapter in &mut self.chapters {
            (chapter.start, chapter.end) = (moved(chapter.start), moved(chapter.end));
        }
        self.chapters.retain(|chapter| chapter.end > chapter.start);
        if let Some(first) = self.chapters.first_mut() {
            first.start = 0;
        }
        self.end = moved(self.end);
        self
    }
}
