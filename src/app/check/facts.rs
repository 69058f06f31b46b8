//! What is known before a talk: of the screens, the deck, the fonts, the battery. Plain values; nothing is judged here.

use starship_battery::{Manager, State};

use crate::app::desktop::awake::Awake;
use crate::app::desktop::screens::Screen;
use crate::deck::CaptionDisplay;
use crate::diagnostic::{Diagnostic, Severity};
use crate::drawing::{Item, Page, Placed};
use crate::lint;
use crate::talk::Talk;
use crate::text::fonts;

/// Finding: a character that no font has, or only the machine's own.
const GLYPH: &str = "SLD-GLYPH";

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
        let found = lint::pictures(pages).into_iter();
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

/// The screens, and where the stage is among them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Setup {
    pub screens: Vec<Seen>,
    pub stage: Stage,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub screen: Screen,
    /// How many pixels the system counts as one.
    pub scale: Option<f64>,
    /// Another screen shows the same.
    pub mirrored: bool,
    /// The console is here.
    pub console: bool,
}

impl Seen {
    #[must_use]
    pub fn name(&self) -> &str {
        self.screen.name.as_deref().unwrap_or("Screen")
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Nobody knows yet.
    #[default]
    Coming,
    /// Index into the screens.
    Own(usize),
    /// In turn with the console, on the only screen.
    Alone,
    Lost,
    Windowed,
    Hidden,
}

impl Setup {
    /// The stage's number and screen; on the only screen that one's.
    #[must_use]
    pub fn stage(&self) -> Option<(usize, &Seen)> {
        let at = match self.stage {
            Stage::Own(at) => at,
            _ => self.screens.iter().position(|seen| seen.console).unwrap_or(0),
        };
        self.screens.get(at).map(|seen| (at + 1, seen))
    }

    /// Stage and console are one window.
    #[must_use]
    pub fn alone(&self) -> bool {
        matches!(self.stage, Stage::Alone | Stage::Lost)
    }
}

/// What a check of the deck came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeckFacts {
    pub slides: usize,
    pub errors: usize,
    pub warnings: usize,
    /// The first error, else the first warning, with its place.
    pub first: Option<String>,
    /// The families in use.
    pub fonts: Vec<String>,
    /// Characters that no font at hand has, each place in one line.
    pub missing: Vec<String>,
    /// Characters that only this machine's own fonts have.
    pub borrowed: Vec<String>,
    pub languages: Vec<String>,
    /// How many slides have captions.
    pub captioned: usize,
    pub display: CaptionDisplay,
}

impl DeckFacts {
    #[must_use]
    pub fn of(talk: &Talk) -> Self {
        let (errors, warnings) = talk.faults();
        let worst = if errors > 0 { Severity::Error } else { Severity::Warning };
        let line = |finding: &Diagnostic| talk.line(finding);
        let glyphs = |severity| {
            let found = talk.diagnostics.iter().filter(move |it| it.code == GLYPH && it.severity == severity);
            found.map(line).collect()
        };
        let mut fonts = Vec::new();
        for drawing in talk.pages.iter().filter_map(|page| page.steps.last()) {
            gather_fonts(&drawing.items, &mut fonts);
        }
        let mut families: Vec<String> = fonts.iter().filter_map(fonts::family).collect();
        families.sort();
        families.dedup();
        Self {
            slides: talk.deck.slides.len(),
            errors,
            warnings,
            first: talk.diagnostics.iter().find(|it| it.severity == worst).map(line),
            fonts: families,
            missing: glyphs(Severity::Error),
            borrowed: glyphs(Severity::Warning),
            languages: talk.deck.captions.languages.clone(),
            captioned: talk.deck.slides.iter().filter(|slide| !slide.cues.is_empty()).count(),
            display: talk.deck.captions.display,
        }
    }
}

/// Each font file once.
fn gather_fonts(items: &[Placed], fonts: &mut Vec<peniko::FontData>) {
    for placed in items {
        match &placed.item {
            Item::Text(run) if !fonts.contains(&run.face.font) => fonts.push(run.face.font.clone()),
            Item::Group(group) => gather_fonts(&group.items, fonts),
            Item::Text(_) | Item::Shape(_) | Item::Picture(_) => {}
        }
    }
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
