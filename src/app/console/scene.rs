//! All that the console draws, as it stands at one moment.

use std::sync::Arc;

use crate::color::Color;
use crate::deck::Deck;
use crate::deck::plan::{Plan, PlannedSlide};
use crate::drawing::Drawing;
use crate::playback::clock::TimeOfDay;
use crate::playback::live::FeedStatus;
use crate::playback::takes::TakeStatus;
use crate::show::Moment;
use crate::show::view::View;
use crate::takes::{Ghost, Place};

use crate::app::desktop::battery::Battery;
use crate::app::pictures::moving::Moving;
use crate::app::pictures::orders::Shown;

/// All that the console shows at one moment.
pub struct Scene<'a> {
    pub now: Moment,
    pub view: &'a View,
    pub plan: &'a Plan,
    pub deck: &'a Deck,
    pub time: TimeOfDay,
    /// When the talk is to start, as it is announced.
    pub start: Option<&'a str>,
    /// Where the stage is: `Stage on HDMI-1, 1920 × 1080`.
    pub stage: &'a str,
    /// What the speaker should know: faults in the deck, a reading that failed.
    pub trouble: Option<&'a str>,
    /// It is about the deck, so that its findings tell more.
    pub of_deck: bool,
    /// What is of interest for a moment.
    pub said: Option<&'a str>,
    /// The stage's window was put out of sight.
    pub hidden: bool,
    /// In a rehearsal with a screen for an audience: whether the stage is shown there.
    pub shown: Option<bool>,
    /// As told before the talk.
    pub battery: Option<Battery>,
    /// What is recorded of the talk.
    pub take: TakeStatus,
    /// Where the speaker was at this moment in the best take.
    pub ghost: Option<Place>,
    /// That take.
    pub best: Option<&'a Ghost>,
    /// What is heard of live captions.
    pub feed: FeedStatus,
    /// The lines of them that the audience reads.
    pub live: &'a [String],
    /// What the current slide's picture shows, for its links.
    pub drawing: Option<&'a Arc<Drawing>>,
    pub current: Shown,
    /// What moves on it.
    pub moving: Option<&'a Moving>,
    /// What the audience sees before the talk.
    pub holding: Shown,
    /// And after it.
    pub closing: Shown,
    /// For ink on the current slide.
    pub pens: [[Color; 2]; 3],
    pub next: Option<Shown>,
    /// After the talk: the slides to be shown again (indices into the plan), and those that were not shown.
    pub again: &'a [(usize, Shown)],
    pub missed: &'a [(usize, Shown)],
}

impl Scene<'_> {
    pub fn slide(&self) -> Option<&PlannedSlide> {
        self.plan.slides.get(self.view.cursor.slide)
    }

    /// There are captions, and the audience gets none.
    pub fn captions_off(&self) -> bool {
        !self.view.captions_on && (self.plan.has_captions() || self.feed.asked)
    }
}
