//! The slides ahead → three that a talk loses least by leaving out, each with the time that it saves; and what the
//! speaker took of them, which Next passes.
//!
//! The least loss first: what the author marked `optional`, then what a neighbour tells again, then what says the least
//! beyond what is handed out anyway. Invariant: what is behind, hidden or of the appendix is never offered, nor a
//! section's own slide or the talk's last.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::view::Cursor;
use super::{Show, cursor};
use crate::captions;
use crate::deck::plan::{Plan, PlannedSlide};

/// Late by no more than this is no matter.
pub(super) const TOLERATED: Duration = Duration::from_secs(30);
/// So many are offered.
const MOST: usize = 3;
/// Two slides tell the same where so large a part of the one's words are the other's, in hundredths.
const SAME: usize = 50;
/// Of so many words at least; shorter ones are too common.
const FEWEST: usize = 4;
const SHORTEST: usize = 5;

/// A slide that could be left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Into the plan.
    pub slide: usize,
    pub saves: Duration,
    pub why: Why,
    pub ticked: bool,
}

/// Why it is missed the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Why {
    Optional,
    /// The slide with this number tells it too.
    ToldBy(usize),
    /// It goes into the hand-out anyway.
    HandedOut,
}

/// What is offered and what was taken, by the slides' stable names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Cuts {
    /// While it is open: what is offered, and whether it is ticked.
    open: Option<Vec<(String, Why, bool)>>,
    taken: BTreeSet<String>,
    /// What was taken before, and how often ink had changed then, the latest last.
    before: Vec<(BTreeSet<String>, u64)>,
}

impl Cuts {
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// True if it was open.
    pub(super) fn close(&mut self) -> bool {
        self.open.take().is_some()
    }
}

impl Show {
    /// Offers what could be left out, what is needed ticked; or no more.
    pub(super) fn ask_what_now(&mut self, late: Duration) {
        if self.cuts.close() {
            return;
        }
        let mut late = late;
        let offer = offers(&self.plan, self.here.at).into_iter().map(|cut| {
            let needed = late > TOLERATED;
            late = late.saturating_sub(if needed { cut.saves } else { Duration::ZERO });
            (self.plan.slides[cut.slide].id.clone(), cut.why, needed)
        });
        let offer = offer.collect();
        self.cuts.open = Some(offer);
    }

    pub(super) fn tick_cut(&mut self, at: usize) {
        let ahead = self.what_now().and_then(|cuts| Some(cuts.get(at)?.slide));
        let id = ahead.map(|slide| &self.plan.slides[slide].id);
        let offer = self.cuts.open.iter_mut().flatten().find(|(name, ..)| Some(name) == id);
        offer.into_iter().for_each(|(_, _, ticked)| *ticked = !*ticked);
    }

    /// Leaves out what is ticked.
    pub(super) fn take_cuts(&mut self) {
        let Some(cuts) = self.what_now() else { return };
        self.cuts.close();
        let ticked: Vec<&Cut> = cuts.iter().filter(|cut| cut.ticked).collect();
        if ticked.is_empty() {
            return;
        }
        self.cuts.before.push((self.cuts.taken.clone(), self.hand.ink_changes()));
        self.cuts.taken.extend(ticked.into_iter().map(|cut| self.plan.slides[cut.slide].id.clone()));
        self.fit_plan();
    }

    /// Brings back what was left out last, unless something was drawn since that can be taken back first.
    pub(super) fn undo_cuts(&mut self) -> bool {
        let Some((_, changes)) = self.cuts.before.last() else { return false };
        if *changes != self.hand.ink_changes() && self.hand.can_undo(&self.slide().id) {
            return false;
        }
        self.cuts.taken = self.cuts.before.pop().unwrap_or_default().0;
        self.fit_plan();
        true
    }

    /// What is offered, as far as it is still ahead.
    pub(super) fn what_now(&self) -> Option<Vec<Cut>> {
        let cut = |(id, why, ticked): &(String, Why, bool)| {
            let slide = self.plan.slides.iter().position(|slide| slide.id == *id)?;
            let cut = Cut { slide, saves: self.plan.slides[slide].expected(), why: *why, ticked: *ticked };
            may_go(&self.plan, self.here.at, slide).then_some(cut)
        };
        Some(self.cuts.open.as_ref()?.iter().filter_map(cut).collect())
    }

    /// Into the plan, in its order.
    pub(super) fn left_out(&self) -> Vec<usize> {
        let slides = self.plan.slides.iter().enumerate();
        slides.filter(|(_, slide)| slide.left_out).map(|(index, _)| index).collect()
    }

    /// The plan as it was written, with captions that fit their size and without what is left out.
    pub(super) fn fit_plan(&mut self) {
        let mut plan = captions::fitted(&self.written, self.caption_look);
        for slide in &mut plan.slides {
            slide.left_out = self.cuts.taken.contains(&slide.id);
        }
        self.plan = Arc::new(plan);
    }
}

/// The slides that can be left out with the least loss, the least first.
fn offers(plan: &Plan, at: Cursor) -> Vec<Cut> {
    let words: Vec<BTreeSet<String>> = plan.slides.iter().map(words).collect();
    let ahead = (at.slide + 1..plan.slides.len()).filter(|&slide| may_go(plan, at, slide));
    let cut = |slide: usize| {
        let why = match plan.slides[slide].optional {
            true => Why::Optional,
            false => told_by(plan, &words, slide).map_or(Why::HandedOut, |by| Why::ToldBy(plan.slides[by].number)),
        };
        Cut { slide, saves: plan.slides[slide].expected(), why, ticked: false }
    };
    let mut cuts: Vec<Cut> = ahead.map(cut).collect();
    let class = |why: Why| match why {
        Why::Optional => 0,
        Why::ToldBy(_) => 1,
        Why::HandedOut => 2,
    };
    // Of two whose loss is of one kind, the one with fewer words to say; of those, the later.
    cuts.sort_by_key(|cut| (class(cut.why), said(plan, cut.slide), std::cmp::Reverse(cut.slide)));
    let mut kept: Vec<Cut> = Vec::new();
    for cut in cuts {
        // What tells a slide again has to stay.
        let tells = kept.iter().any(|other| other.why == Why::ToldBy(plan.slides[cut.slide].number));
        if kept.len() < MOST && !tells {
            kept.push(cut);
        }
    }
    kept
}

/// Whether the talk is still a talk without it.
fn may_go(plan: &Plan, at: Cursor, slide: usize) -> bool {
    let it = &plan.slides[slide];
    let opens = it.section.is_some() && it.section == it.title;
    let off = it.hidden || it.appendix || it.left_out || opens || it.expected().is_zero();
    slide > at.slide && !off && slide != cursor::last(plan).slide
}

/// The neighbour that tells most of the same.
fn told_by(plan: &Plan, words: &[BTreeSet<String>], slide: usize) -> Option<usize> {
    let shown = |other: &usize| !plan.slides[*other].hidden && !plan.slides[*other].appendix;
    let neighbours = [(0..slide).rev().find(shown), (slide + 1..plan.slides.len()).find(shown)];
    let own = &words[slide];
    let shared = |other: usize| own.intersection(&words[other]).count() * 100 / own.len().max(1);
    let alike = |other: &usize| own.len() >= FEWEST && shared(*other) >= SAME && !plan.slides[*other].left_out;
    neighbours.into_iter().flatten().filter(alike).max_by_key(|other| shared(*other))
}

/// The longer words of a slide's title and captions.
fn words(slide: &PlannedSlide) -> BTreeSet<String> {
    let captions = slide.captions.first().into_iter().flatten().flatten().flat_map(|block| &block.lines);
    let texts = slide.title.iter().chain(&slide.words).chain(captions);
    let words = texts.flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric()));
    words.filter(|word| word.chars().count() >= SHORTEST).map(str::to_lowercase).collect()
}

/// How many words there are to say to it.
fn said(plan: &Plan, slide: usize) -> u32 {
    plan.notes_words.get(slide).map_or(0, |steps| steps.iter().sum())
}
