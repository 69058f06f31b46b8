//! The screens seen and the time → where the stage belongs. It moves nothing and reads no clock.
//!
//! Invariant: a loss is answered at once, a return only when the list has stood still for a second, since cables and
//! projectors flap. A lone screen that the console did not stand on may be the audience's, so it gets no notes.

use std::time::Duration;

use crate::show::Moment;

use super::screens::{Known, Screen, ScreenChoice, Screens};

/// How often the screens are counted.
pub const LOOK_EVERY: Duration = Duration::from_millis(250);
const STILL: Duration = Duration::from_secs(1);
/// How long the first look waits until the main window is somewhere.
const PATIENCE: Duration = Duration::from_secs(5);
/// A window manager that will not put the stage on its screen is asked no more often than this.
const MOST_RENEWALS: u8 = 3;

/// Where the stage is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the main window, in turn with the console, which comes first where `console` says so.
    Alone { console: bool },
    /// A rehearsal that nobody else sees: as if there were one screen, and this one is left alone until the speaker wants
    /// the stage there.
    Unseen(Screen),
    /// It has this screen to itself.
    Full(Screen),
    /// It is a window that can be shared in a call.
    Windowed,
}

/// What the windows have to do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The stage's screen is gone: its window must not cover the console.
    Lost,
    /// The stage is somewhere else now.
    Moved,
    /// The stage is not where it should be: its window is made anew.
    Renewed,
}

/// What there is to see at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    pub screens: &'a Screens,
    /// The main window's screen, which may be out of date.
    pub here: Option<&'a Screen>,
    /// The middle of the stage's window, where the system tells.
    pub stage: Option<[i32; 2]>,
    pub choices: &'a [ScreenChoice],
}

#[derive(Clone, Debug)]
pub struct Arranger {
    place: Option<Place>,
    /// In a rehearsal: whether nobody but the speaker is to see it.
    unseen: Option<bool>,
    asked: Option<String>,
    former: Option<Screen>,
    speaker: Option<Screen>,
    seen: Vec<Screen>,
    /// Since when list and stage are as they are.
    since: Moment,
    astray: bool,
    renewals: u8,
}

impl Arranger {
    #[must_use]
    pub fn new(asked: Option<String>, windowed: bool) -> Self {
        Self {
            place: windowed.then_some(Place::Windowed),
            unseen: None,
            asked,
            former: None,
            speaker: None,
            seen: Vec::new(),
            since: Moment::default(),
            astray: false,
            renewals: 0,
        }
    }

    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// The stage had a screen to itself and lost it.
    #[must_use]
    pub fn lost(&self) -> bool {
        self.former.is_some() && matches!(self.place, Some(Place::Alone { .. }))
    }

    /// The talk is a rehearsal; `unseen` is how it begins, and the speaker's word holds from then on.
    pub fn rehearse(&mut self, unseen: bool) {
        self.unseen.get_or_insert(unseen);
    }

    /// It is a rehearsal that nobody else is to see, on however many screens.
    #[must_use]
    pub fn keeps_unseen(&self) -> bool {
        self.unseen == Some(true)
    }

    /// A rehearsal is shown to the room, or to nobody any more. False where it is no rehearsal or has no screen for that.
    pub fn toggle_unseen(&mut self, sight: Sight<'_>) -> bool {
        let (Some(unseen), Some(place @ (Place::Unseen(_) | Place::Full(_)))) = (&mut self.unseen, &self.place) else {
            return false;
        };
        *unseen = matches!(place, Place::Full(_));
        let place = self.decide(sight);
        self.put(place);
        true
    }

    /// Whether another look is due soon, since something has not stood still for long enough.
    #[must_use]
    pub fn unsettled(&self, now: Moment) -> bool {
        now.since(self.since) < STILL + LOOK_EVERY || self.astray
    }

    /// Looks at the screens and decides.
    pub fn look(&mut self, sight: Sight<'_>, now: Moment) -> Option<Change> {
        let all = sight.screens.distinct();
        if all != self.seen {
            self.seen.clone_from(&all);
            self.since = now;
            self.renewals = 0;
        }
        if all.is_empty() {
            // Nobody sees anything, so nothing can be wrong yet.
            return None;
        }
        let still = now.since(self.since) >= STILL;
        match self.place.clone() {
            // Wayland names no primary screen, and the main window's own only once it is shown.
            None if sight.screens.primary.is_none() && sight.here.is_none() && now.since(self.since) < PATIENCE => None,
            None => {
                let place = self.decide(sight);
                Some(self.put(place))
            }
            Some(Place::Windowed) => None,
            Some(Place::Full(stage)) => self.look_at_stage(&stage, &all, sight, now),
            Some(now @ (Place::Alone { .. } | Place::Unseen(_))) => {
                if let Place::Unseen(_) = now {
                    self.speaker = sight.here.filter(|here| all.contains(here)).or(self.speaker.as_ref()).cloned();
                }
                let place = if all.len() > 1 { self.decide(sight) } else { self.lone(sight.screens) };
                // Hiding notes waits for nothing.
                let hides = now != place && place == Place::Alone { console: false };
                (place != now && (still || hides)).then(|| self.put(place))
            }
        }
    }

    fn look_at_stage(&mut self, stage: &Screen, all: &[Screen], sight: Sight<'_>, now: Moment) -> Option<Change> {
        let Some(found) = all.iter().find(|screen| screen.is(stage)) else {
            self.put(self.lone(sight.screens));
            return Some(Change::Lost);
        };
        self.speaker =
            sight.here.filter(|here| all.contains(here) && !here.is(stage)).or(self.speaker.as_ref()).cloned();
        let astray = found != stage || sight.stage.is_some_and(|middle| !found.contains(middle));
        if astray != self.astray {
            self.astray = astray;
            self.since = now;
        }
        if now.since(self.since) < STILL {
            return None;
        }
        if all.len() == 1 {
            return Some(self.put(Place::Alone { console: false }));
        }
        if !astray {
            self.renewals = 0;
            return None;
        }
        (self.renewals < MOST_RENEWALS).then(|| {
            self.renewals += 1;
            self.since = now;
            self.put(Place::Full(found.clone()));
            Change::Renewed
        })
    }

    /// Where the stage belongs without its own screen: the notes stay where they were, and come nowhere else.
    fn lone(&self, screens: &Screens) -> Place {
        let there = |speaker: &Screen| screens.distinct().iter().any(|screen| screen.is(speaker));
        Place::Alone { console: !screens.mirrored() && self.speaker.as_ref().is_some_and(there) }
    }

    fn decide(&self, sight: Sight<'_>) -> Place {
        let here = sight.here.filter(|here| self.seen.contains(here));
        let known = Known {
            asked: self.asked.as_deref(),
            choices: sight.choices,
            former: self.former.as_ref(),
            // Before the first look the window stands wherever it opened.
            speaker: self.speaker.as_ref().or(here.filter(|_| sight.screens.primary.is_none() || self.place.is_some())),
        };
        let place = if self.unseen == Some(true) { Place::Unseen } else { Place::Full };
        sight.screens.stage(known).map_or_else(|| self.lone(sight.screens), place)
    }

    fn put(&mut self, place: Place) -> Change {
        if let Place::Full(screen) = &place {
            self.former = Some(screen.clone());
        }
        self.astray = false;
        self.place = Some(place);
        Change::Moved
    }

    /// The stage as a window of its own, or back where it belongs.
    pub fn toggle_windowed(&mut self, sight: Sight<'_>) {
        let place = if self.place == Some(Place::Windowed) { self.decide(sight) } else { Place::Windowed };
        self.put(place);
    }

    /// The speaker chose this screen for the stage.
    pub fn choose(&mut self, stage: Screen) {
        self.asked.clone_from(&stage.name);
        // The console goes to another screen, which is learned anew.
        self.speaker = self.speaker.take().filter(|speaker| !speaker.is(&stage));
        // A screen that is named is one that may see it.
        self.unseen = self.unseen.map(|_| false);
        let place = if self.seen.len() > 1 { Place::Full(stage) } else { Place::Alone { console: false } };
        self.put(place);
    }
}

#[cfg(test)]
mod tests;
