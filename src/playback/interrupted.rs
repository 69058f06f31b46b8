//! What an earlier process wrote down of its talk → whether it is one to go on with, and from which moment.

use std::path::Path;
use std::time::Duration;

use crate::deck::pack::Pack;
use crate::journal::{self, Anchor, Place, Saved};
use crate::show::Moment;
use crate::takes::Kind;

/// A break that was longer is none of the talk's time: nobody waits that long for a speaker.
const LONGEST_BREAK: Duration = Duration::from_hours(1);

/// A talk that broke off so long ago is not gone on with.
const FORGOTTEN: Duration = Duration::from_hours(7 * 24);

/// A talk that an earlier process could not end.
#[derive(Debug)]
pub struct Interrupted {
    pub place: Place,
    pub saved: Saved,
    /// How long ago that was.
    pub ago: Duration,
    /// The talk goes on by itself, since its audience still looks on; else the speaker is asked.
    pub at_once: bool,
}

impl Interrupted {
    /// Of what was written down there, as it is `now`.
    #[must_use]
    pub fn new(place: Place, saved: Saved, now: &Anchor, at_once: bool) -> Self {
        let ago = saved.until.ago(now);
        Self { place, saved, ago, at_once }
    }

    /// The talk of this deck that broke off in an earlier process, if there is something to go on with.
    #[must_use]
    pub fn of(deck: &Path, kind: Kind, state: &Path, now: &Anchor) -> Option<Self> {
        let (place, saved) = journal::interrupted(deck, state)?;
        Self::worthwhile(place, saved, now).filter(|talk| talk.saved.begun.kind == kind)
    }

    /// The talk that broke off last, of any deck.
    #[must_use]
    pub fn last(state: &Path, now: &Anchor) -> Option<Self> {
        let all = journal::all_interrupted(state).into_iter();
        let worthwhile = all.filter_map(|(place, saved)| Self::worthwhile(place, saved, now));
        worthwhile.filter(|it| it.saved.begun.deck.exists()).min_by_key(|it| it.ago)
    }

    fn worthwhile(place: Place, saved: Saved, now: &Anchor) -> Option<Self> {
        let begun = saved.show.as_ref().is_some_and(|(show, ..)| show.has_begun());
        let talk = Self::new(place, saved, now, false);
        if talk.ago > FORGOTTEN {
            talk.place.clear();
            return None;
        }
        begun.then_some(talk)
    }

    /// The moment at which the talk is now, in a talk whose seconds are so many times shorter than the room's. A break
    /// counts as the talk's time, as it does for those who wait; one that is too long does not.
    #[must_use]
    pub fn moment(&self, speed: u32) -> Moment {
        let counts = self.at_once || self.ago <= LONGEST_BREAK;
        let passed = if counts { self.ago.saturating_mul(speed.max(1)) } else { Duration::ZERO };
        Moment(self.saved.until.moment.0.saturating_add(passed))
    }

    /// The number of its slide, and what its timer showed when it broke off.
    #[must_use]
    pub fn stood(&self) -> Option<(usize, Duration)> {
        let (show, _, number) = self.saved.show.as_ref()?;
        Some((*number, show.timer(self.saved.until.moment).0))
    }

    /// The deck's bytes as they played.
    pub(super) fn pack(&self) -> Option<Pack> {
        journal::load(&self.place.0, self.saved.pack()?, &self.saved.begun.deck)
    }
}
