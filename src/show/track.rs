//! A step and the time since it was entered become one caption block. Invariant: never a block of another step.
//!
//! Blocks follow one another by their `hold`, whether or not the talk's timer runs; a step's last block stays.

use std::time::Duration;

use super::Moment;
use super::view::Cursor;
use crate::deck::plan::{CaptionBlock, Plan};

/// A step and the moment it was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Track {
    pub(super) at: Cursor,
    pub(super) entered: Moment,
}

impl Track {
    /// The block that stands now, if the step has any.
    pub(super) fn block(self, plan: &Plan, language: usize, now: Moment) -> Option<&CaptionBlock> {
        let blocks = self.blocks(plan, language);
        let (index, _) = on(blocks, now.since(self.entered))?;
        blocks.get(index)
    }

    /// How long until another block stands; `None` at the last.
    pub(super) fn until_next(self, plan: &Plan, language: usize, now: Moment) -> Option<Duration> {
        on(self.blocks(plan, language), now.since(self.entered))?.1
    }

    /// A step that the plan gives no captions has none.
    fn blocks(self, plan: &Plan, language: usize) -> &[CaptionBlock] {
        plan.slides
            .get(self.at.slide)
            .and_then(|slide| slide.captions.get(language)?.get(self.at.step))
            .map_or(&[], Vec::as_slice)
    }
}

/// Which of `blocks` is on after `since`, and how long it still stands if another follows.
fn on(blocks: &[CaptionBlock], since: Duration) -> Option<(usize, Option<Duration>)> {
    let last = blocks.len().checked_sub(1)?;
    let mut end = Duration::ZERO;
    for (index, block) in blocks[..last].iter().enumerate() {
        end = end.saturating_add(block.hold);
        if since < end {
            return Some((index, Some(end - since)));
        }
    }
    Some((last, None))
}
