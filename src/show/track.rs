//! A step and the time since it was entered become one caption block. Invariant: never a block of another step.
//!
//! Blocks follow one another by their `hold` as long as the talk's timer runs, by which the moments here are counted; a
//! step's last block stays. One that was called for by hand begins anew, and time goes on from there.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Moment;
use super::view::Cursor;
use crate::deck::plan::{CaptionBlock, Plan};

/// A step, and the moment since which its blocks are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Track {
    pub(super) at: Cursor,
    /// When the step was entered, or its block `first` called for.
    pub(super) entered: Moment,
    /// The block that stood then. A plan that was edited since may have fewer.
    pub(super) first: usize,
}

impl Track {
    /// The step was entered at this moment.
    pub(super) fn new(at: Cursor, entered: Moment) -> Self {
        Self { at, entered, first: 0 }
    }

    /// Which block stands now, if the step has any.
    pub(super) fn index(self, plan: &Plan, language: usize, now: Moment) -> Option<usize> {
        Some(self.on(self.blocks(plan, language), now)?.0)
    }

    /// The block that stands now, if the step has any.
    pub(super) fn block(self, plan: &Plan, language: usize, now: Moment) -> Option<&CaptionBlock> {
        self.blocks(plan, language).get(self.index(plan, language, now)?)
    }

    /// How long until another block stands; `None` at the last.
    pub(super) fn until_next(self, plan: &Plan, language: usize, now: Moment) -> Option<Duration> {
        self.on(self.blocks(plan, language), now)?.1
    }

    /// With the next block on. The last one stays as it is.
    pub(super) fn next_block(self, plan: &Plan, language: usize, now: Moment) -> Self {
        match self.index(plan, language, now) {
            Some(index) if index + 1 < self.blocks(plan, language).len() => {
                Self { entered: now, first: index + 1, ..self }
            }
            _ => self,
        }
    }

    /// With the block before this one on, or with the first one anew.
    pub(super) fn previous_block(self, plan: &Plan, language: usize, now: Moment) -> Self {
        let index = self.index(plan, language, now).unwrap_or(0);
        Self { entered: now, first: index.saturating_sub(1), ..self }
    }

    /// A step that the plan gives no captions has none.
    fn blocks(self, plan: &Plan, language: usize) -> &[CaptionBlock] {
        plan.slides
            .get(self.at.slide)
            .and_then(|slide| slide.captions.get(language)?.get(self.at.step))
            .map_or(&[], Vec::as_slice)
    }

    /// Which of `blocks` is on, and how long it still stands if another follows.
    fn on(self, blocks: &[CaptionBlock], now: Moment) -> Option<(usize, Option<Duration>)> {
        let last = blocks.len().checked_sub(1)?;
        let since = now.since(self.entered);
        let mut end = Duration::ZERO;
        for (index, block) in blocks[..last].iter().enumerate().skip(self.first) {
            end = end.saturating_add(block.hold);
            if since < end {
                return Some((index, Some(end - since)));
            }
        }
        Some((last, None))
    }
}
