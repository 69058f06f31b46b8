//! What is known before a talk: of the screens, the deck, the fonts, the battery. Plain values; nothing is judged here.

use std::path::Path;

use crate::app::desktop::awake::Awake;
use crate::app::desktop::battery::Battery;
use crate::app::desktop::setup::Setup;
use crate::diagnostic::Severity;
use crate::drawing::Page;
use crate::lint;
use crate::live::Hearing;
use crate::playback::facts::DeckFacts;
use crate::settings;
use crate::takes;
use crate::talk::Talk;

/// All of it. What is `None` is not known, or not yet.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The screens; never known in a terminal.
    pub setup: Option<Setup>,
    pub awake: Option<Awake>,
    pub deck: DeckState,
    /// What is wrong with the deck, once all of it was looked at.
    pub findings: Option<Findings>,
    /// What decoding each picture of the deck came to, once that is done.
    pub pictures: Option<Pictures>,
    pub battery: Option<Battery>,
    /// What is wrong with the settings, in one line.
    pub settings: Option<String>,
    /// In a terminal there are no windows to know anything of.
    pub windows: bool,
    /// What is heard, where a recogniser is to listen.
    pub live: Option<Hearing>,
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
    /// What is heard, where a recogniser is to listen.
    pub live: Option<Hearing>,
}

/// How many findings `cuecard check` has of the deck, remarks aside.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    pub errors: usize,
    pub warnings: usize,
    /// The first error, else the first warning, with its place.
    pub first: Option<String>,
}

impl Findings {
    /// What reading it found, where there is no more to look at.
    #[must_use]
    pub fn known(deck: &DeckState) -> Self {
        let DeckState::Read(facts) = deck else { return Self::default() };
        Self { errors: usize::from(facts.fault.is_some()), warnings: 0, first: facts.fault.clone() }
    }

    /// Looks at all of the deck at `path`, which takes a while.
    #[must_use]
    pub fn of(talk: &Talk, path: &Path) -> Self {
        let learnt = takes::learnt(path, settings::state_folder().as_deref(), &talk.plan);
        let found = lint::checked(talk, &learnt);
        let all = |severity| found.iter().filter(move |it| it.severity == severity);
        let (errors, warnings) = (all(Severity::Error).count(), all(Severity::Warning).count());
        let first = all(Severity::Error).chain(all(Severity::Warning)).next().map(|it| talk.line(it));
        Self { errors, warnings, first }
    }
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
        let found = lint::files(pages).into_iter();
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
