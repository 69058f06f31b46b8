//! The running talk at one moment → a value that all windows draw from in one frame, so that no two of them disagree and
//! none holds the talk up.

use std::sync::Arc;
use std::time::Duration;

use crate::deck::plan::{Plan, PlannedSlide};
use crate::show::Moment;
use crate::show::view::{Cursor, View};
use crate::takes::{Ghost, Place};

use super::faulty::FaultyDeck;
use super::live::FeedStatus;
use super::playing::Reading;
use super::takes::TakeStatus;

/// A look at the talk.
pub struct Scene {
    pub now: Moment,
    /// How often the talk had changed: a scene with a smaller number is an older one.
    pub changes: u64,
    /// A deck is named, be it read or not.
    pub open: bool,
    pub status: Status,
    pub take: TakeStatus,
    /// Where the speaker was at this moment in the best take.
    pub ghost: Option<Place>,
    /// That take.
    pub best: Option<Arc<Ghost>>,
    /// The slides of a talk that is over by their stable names, those with the most time first.
    pub longest: Arc<[String]>,
    /// What is heard of live captions, and their lines as the audience reads them, the newest last.
    pub feed: FeedStatus,
    pub live: Arc<[String]>,
    pub notices: Notices,
}

/// How far the deck has come.
pub enum Status {
    /// It is being read, or there is none.
    Loading,
    /// It has faults and waits for the speaker's word.
    Faulty(Arc<FaultyDeck>),
    /// It cannot be opened, in the author's words.
    Failed(Arc<str>),
    Playing(Box<Playing>),
}

/// A talk that plays.
pub struct Playing {
    pub reading: Arc<Reading>,
    /// The plan with captions as they fit their size.
    pub plan: Arc<Plan>,
    pub view: View,
    /// Where the talk before this one broke off, and its time there, as long as the speaker may go on from it.
    pub stopped: Option<(Cursor, Duration)>,
}

/// What the speaker should know of.
#[derive(Clone, Default)]
pub struct Notices {
    /// For a moment.
    pub said: Option<Arc<str>>,
    /// Of live captions: their source, or the meeting that gets them.
    pub live: Option<Arc<str>>,
    /// A later reading failed, or a thread did: the last good one plays on.
    pub trouble: Option<Arc<str>>,
    /// A take that is not kept.
    pub take: Option<Arc<str>>,
    /// The deck is open in another Cuecard, too.
    pub elsewhere: bool,
    /// A picture of this reading that could not be decoded.
    pub picture: Option<Arc<str>>,
}

impl Scene {
    #[must_use]
    pub fn playing(&self) -> Option<&Playing> {
        match &self.status {
            Status::Playing(playing) => Some(playing),
            Status::Loading | Status::Faulty(_) | Status::Failed(_) => None,
        }
    }

    #[must_use]
    pub fn view(&self) -> Option<&View> {
        self.playing().map(|playing| &playing.view)
    }

    /// Whether a talk plays whose time has begun.
    #[must_use]
    pub fn begun(&self) -> bool {
        self.view().is_some_and(|view| view.running || !view.elapsed.is_zero())
    }
}

impl Playing {
    /// The speaker's slide.
    #[must_use]
    pub fn slide(&self) -> Option<&PlannedSlide> {
        self.plan.slides.get(self.view.cursor.slide)
    }
}
