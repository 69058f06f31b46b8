//! A talk that will take too long → which optional slides of those ahead are left out so that it fits.
//!
//! Invariant: a slide that is not optional is never left out, nor one that is behind.

use std::time::Duration;

use super::view::Cursor;
use crate::deck::plan::Plan;

/// Over by no more than this is no matter.
pub(super) const TOLERATED: Duration = Duration::from_secs(30);

/// What leaving slides out would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shorter {
    /// How far the talk would go over its length as it stands.
    pub over: Duration,
    /// Indexes into the plan, in its order. Never empty.
    pub slides: Vec<usize>,
    /// The time that they were expected to take.
    pub saved: Duration,
    /// Without them the talk fits.
    pub fits: bool,
}

/// The fewest optional slides ahead of `at` that make up for `over`; all of them where that is not enough. None where
/// there is nothing to make up for, or nothing to leave out.
pub(super) fn shorten(plan: &Plan, at: Cursor, over: Duration) -> Option<Shorter> {
    if over <= TOLERATED {
        return None;
    }
    let ahead = plan.slides.iter().enumerate().skip(at.slide + 1);
    let optional = ahead.filter(|(_, slide)| slide.optional && !slide.hidden && !slide.appendix);
    let mut optional: Vec<_> = optional.map(|(index, slide)| (index, slide.expected())).collect();
    optional.retain(|(_, time)| !time.is_zero());
    optional.sort_by(|(_, a), (_, b)| b.cmp(a));
    let fits = |saved: Duration| over.saturating_sub(saved) <= TOLERATED;
    let (mut slides, mut saved) = (Vec::new(), Duration::ZERO);
    for (index, time) in optional {
        if fits(saved) {
            break;
        }
        slides.push(index);
        saved += time;
    }
    slides.sort_unstable();
    (!slides.is_empty()).then(|| Shorter { over, saved, fits: fits(saved), slides })
}
