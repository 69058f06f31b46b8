//! What a speaker chose once and wants again: values only.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::deck::Ending;
use crate::deck::caption::{CaptionEdge, CaptionFont, CaptionInk, CaptionPlace, CaptionPlate};
use crate::diagnostic::Span;
use crate::show::view::TimerMode;

/// The version of the file that this program writes.
pub const VERSION: i64 = 1;

/// Decks that are remembered.
pub const MOST_RECENT: usize = 20;

/// The name under which faults of the settings are reported.
pub const SETTINGS: &str = "SETTINGS";

/// What a speaker chose once and wants again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    pub console: Console,
    pub stage: Stage,
    pub captions: Captions,
    pub teleprompter: Teleprompter,
    pub screen_reader: ScreenReader,
    pub keys: Keys,
    /// The editor that opens a finding's line, as it is called in a terminal; else the system's.
    pub editor: Option<String>,
    /// The screens met before and what was chosen for them: tables whose fields are their owner's affair.
    pub(super) screens: Vec<serde_json::Value>,
    /// The latest first.
    pub recent: Vec<Recent>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Console {
    pub theme: Theme,
    pub arrangement: Arrangement,
    /// Size of the notes relative to their usual size, 0.5 to 3.0.
    pub notes_scale: f32,
    /// Where the panes meet, each as a fraction of the window from 0.1 to 0.9; empty for the usual places.
    pub split: Vec<f32>,
    pub timer_mode: TimerMode,
}

impl Default for Console {
    fn default() -> Self {
        Self {
            theme: Theme::Auto,
            arrangement: Arrangement::Balanced,
            notes_scale: 1.0,
            split: Vec::new(),
            timer_mode: TimerMode::Elapsed,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system asks for; dark where it does not say.
    Auto,
    Dark,
    Light,
}

/// Which pane has the most room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    Balanced,
    Notes,
    Slides,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    pub motion: Motion,
    /// Whether a talk waits for Start, with a holding slide for the audience.
    pub green_room: bool,
    /// Whether rehearsals begin on the audience's screen, where there is one.
    pub show_rehearsals: bool,
    /// What the audience sees after a talk, instead of what decks say.
    pub ending: Option<Ending>,
    /// On the only screen the wheel goes on and back.
    pub wheel: bool,
}

impl Default for Stage {
    fn default() -> Self {
        Self { motion: Motion::Auto, green_room: true, show_rehearsals: false, ending: None, wheel: false }
    }
}

/// How much may move on the stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Motion {
    /// As the deck says, unless the system asks for less.
    #[default]
    Auto,
    /// As the deck says.
    Full,
    /// Short fades in place of all that moves.
    Reduced,
    /// Cuts only.
    None,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Captions {
    /// BCP 47: the language last chosen; used where a deck has it.
    pub language: Option<String>,
    /// What the speaker chose instead of what decks say.
    pub on: Option<bool>,
    pub place: Option<CaptionPlace>,
    /// Height of a line in hundredths of the stage's height: 5 to 14.
    pub size: Option<u8>,
    pub color: Option<CaptionInk>,
    pub plate: Option<CaptionPlate>,
    /// Of the plate, in hundredths: 50 to 100.
    pub opacity: Option<u8>,
    pub font: Option<CaptionFont>,
    pub edge: Option<CaptionEdge>,
    /// Where live captions come from, in the words of the command line.
    pub source: Option<String>,
    /// What `auto` is to use before all others: whisper.cpp's program, or a command that prints what it hears.
    pub recogniser: Option<String>,
}

/// What is told to those who listen to the windows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScreenReader {
    pub says: Says,
    /// Captions on the stage are read out too, as braille displays want them.
    pub captions: bool,
}

/// How much of what happens is said by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Says {
    #[default]
    All,
    /// Slides and their steps.
    Slides,
    Nothing,
}

/// What the speaker chose for the teleprompter; at first its speed is the deck's.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Teleprompter {
    /// Words a minute: 60 to 220.
    pub speed: Option<u32>,
    /// Captions instead of notes.
    pub captions: bool,
    pub mirrored: bool,
    pub turned: bool,
}

/// Keys as written. The table of keys knows what they mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Keys {
    /// Whether single letters, digits and signs do anything.
    pub letters: bool,
    pub remaps: Vec<Remap>,
}

impl Default for Keys {
    fn default() -> Self {
        Self { letters: true, remaps: Vec::new() }
    }
}

/// A command and the keys that it is to have.
#[derive(Clone, Debug, PartialEq)]
pub struct Remap {
    pub command: String,
    pub span: Span,
    pub chords: Vec<(String, Span)>,
}

/// A deck opened lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    pub path: String,
    /// RFC 3339, as the caller said it.
    pub when: String,
}

impl Remap {
    /// The keys as they are written.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.chords.iter().map(|(text, _)| text.as_str())
    }
}

#[cfg(test)]
impl Arrangement {
    pub const ALL: [Self; 3] = [Self::Balanced, Self::Notes, Self::Slides];
}

impl Settings {
    /// The screens remembered, those that still mean something to `T`.
    #[must_use]
    pub fn screens<T: DeserializeOwned>(&self) -> Vec<T> {
        self.screens.iter().filter_map(|screen| serde_json::from_value(screen.clone()).ok()).collect()
    }

    /// Remembers these screens instead; what is no table with fields is left out.
    pub fn set_screens<T: Serialize>(&mut self, screens: &[T]) {
        let table = |screen: &T| serde_json::to_value(screen).ok().filter(serde_json::Value::is_object);
        self.screens = screens.iter().filter_map(table).collect();
    }

    /// A deck was opened: it comes first, and once.
    pub fn opened(&mut self, path: &str, when: &str) {
        self.recent.retain(|recent| recent.path != path);
        self.recent.insert(0, Recent { path: path.to_owned(), when: when.to_owned() });
        self.recent.truncate(MOST_RECENT);
    }
}

pub(super) const THEMES: [(&str, Theme); 3] = [("auto", Theme::Auto), ("dark", Theme::Dark), ("light", Theme::Light)];

pub(super) const MOTIONS: [(&str, Motion); 4] =
    [("auto", Motion::Auto), ("full", Motion::Full), ("reduced", Motion::Reduced), ("none", Motion::None)];

pub(super) const SAYS: [(&str, Says); 3] = [("all", Says::All), ("slides", Says::Slides), ("none", Says::Nothing)];

pub(super) const ARRANGEMENTS: [(&str, Arrangement); 3] =
    [("balanced", Arrangement::Balanced), ("notes", Arrangement::Notes), ("slides", Arrangement::Slides)];

pub(super) const TIMER_MODES: [(&str, TimerMode); 3] =
    [("elapsed", TimerMode::Elapsed), ("remaining", TimerMode::Remaining), ("ends-at", TimerMode::EndsAt)];
