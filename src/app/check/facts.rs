//! What is known before a talk: of the screens, the deck, the fonts, the battery. Plain values; nothing is judged here.

use starship_battery::{Manager, State};

use crate::app::desktop::awake::Awake;
use crate::app::desktop::setup::Setup;
use crate::diagnostic::Severity;
use crate::drawing::Page;
use crate::lint;
use crate::playback::facts::DeckFacts;

/// All of it. What is `None` is not known, or not yet.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The screens; never known in a terminal.
    pub setup: Option<Setup>,
    pub awake: Option<Awake>,
    pub deck: DeckState,
    /// What decoding each picture of the deck came to, once that is done.
    pub pictures: Option<Pictures>,
    pub battery: Option<Battery>,
    /// What is wrong with the settings, in one line.
    pub settings: Option<String>,
    /// In a terminal there are no windows to know anything of.
    pub windows: bool,
}

/// What the program knows at this moment; the check finds out the rest.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub awake: Option<Awake>,
    pub deck: DeckState,
    /// The number of the reading that plays.
    pub reading: Option<u32>,
    /// What is wrong with the settings, in one line.
    pub settings: Option<String>,
    /// The talk's time has begun.
    pub begun: bool,
}

/// How many pictures a deck has, and what is wrong with some.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pictures {
    pub count: usize,
    /// Each in one line.
    pub faults: Vec<String>,
}

impl Pictures {
    /// Decodes all of them, which takes a while.
    #[must_use]
    pub fn of(pages: &[Page]) -> Self {
        let found = lint::pictures(pages).into_iter().chain(lint::films(pages));
        let faults = found.filter(|it| it.severity == Severity::Error).map(|it| it.message).collect();
        Self { count: lint::shown(pages).len(), faults }
    }
}

#[derive(Clone, Debug, Default)]
pub enum DeckState {
    #[default]
    None,
    Reading,
    /// In the author's words.
    Failed(String),
    Read(DeckFacts),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Battery {
    /// The machine has none.
    None,
    /// How full it is, and whether the machine runs on it.
    Full { percent: u8, draining: bool },
    /// The system does not tell.
    Untold,
}

impl Battery {
    /// Asks the system, which may take a while: not on the windows' thread.
    #[must_use]
    pub fn now() -> Self {
        let Ok(batteries) = Manager::new().and_then(|manager| manager.batteries()) else { return Self::Untold };
        let mut seen = batteries.peekable();
        if seen.peek().is_none() {
            return Self::None;
        }
        // Of two batteries the fuller one decides; the other may stand still meanwhile.
        let all: Vec<_> = seen.flatten().map(|it| (it.state_of_charge().value, it.state())).collect();
        let draining = all.iter().any(|(_, state)| matches!(state, State::Discharging | State::Empty));
        let fullest = all
            .iter()
            .map(|(charge, _)| *charge)
            .fold(None, |most: Option<f32>, it| Some(most.map_or(it, |most| most.max(it))));
        let percent = |charge: f32| (charge * 100.0).round().clamp(0.0, 100.0) as u8;
        fullest.map_or(Self::Untold, |charge| Self::Full { percent: percent(charge), draining })
    }
}
