//! The talk as a whole, who speaks, and how captions are shown.

use std::collections::BTreeMap;

use schemars::JsonSchema;

use super::common::{Direction, Id, Language, Time, Transition};

/// The talk as a whole.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Deck {
    title: String,
    /// The language of the slides.
    language: Language,
    subtitle: Option<String>,
    /// For footers and window titles; the title if absent.
    short_title: Option<String>,
    /// What the audience is at: a conference, a course.
    event: Option<String>,
    /// Planned length of the talk.
    length: Option<Time>,
    /// The day of the talk: `2021-06-15`.
    date: Option<String>,
    /// When it starts, as the audience reads it before the talk: `14:00`, `2:00 pm`.
    start: Option<String>,
    /// Where the audience finds the hand-out: an address, shown as a QR code after the talk.
    handout: Option<String>,
    /// What the audience sees after the talk, unless the speaker's settings say otherwise; `card` if absent.
    ending: Option<Ending>,
    subject: Option<String>,
    keywords: Option<Vec<String>>,
    /// Phrases in other languages, by language: `{ fr = ["raison d'être"] }`.
    phrases: Option<BTreeMap<String, Vec<String>>>,
    /// A built-in theme, or a theme file in the deck's folder.
    theme: Option<String>,
    /// The theme's own if absent.
    variant: Option<Variant>,
    aspect: Option<Aspect>,
    /// Where slides begin; as the language does if absent.
    direction: Option<Direction>,
    /// How slides follow one another on the stage; `cut` if absent. With `move`, what stands on both glides to its place.
    transition: Option<Transition>,
    /// Files in the deck's folder with slides of their own, which come before those that are written here.
    include: Option<Vec<String>>,
    /// The talk is recorded: `check` looks for a word of it on the first slides.
    recorded: Option<bool>,
    /// Codes of warnings and remarks that are left as they are, wherever in the deck.
    allow: Option<Vec<String>>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub(super) enum Ending {
    Card,
    LastSlide,
    Black,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub(super) enum Variant {
    Light,
    Dark,
    HighContrast,
}

#[derive(JsonSchema)]
pub(super) enum Aspect {
    #[schemars(rename = "16:9")]
    Wide,
    #[schemars(rename = "4:3")]
    Classic,
    #[schemars(rename = "16:10")]
    Laptop,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Speaker {
    /// How slides and cues refer to the speaker.
    id: Id,
    name: String,
    affiliation: Option<String>,
    /// Handles (`@name`) and web addresses.
    links: Option<Vec<String>>,
    /// The short verbal description that speakers give of themselves.
    description: Option<String>,
    /// The color of the speaker's captions.
    color: Option<Color>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum Color {
    White,
    Yellow,
    Cyan,
    Green,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Captions {
    /// The caption languages, the deck's own among them; only the deck's own if absent.
    languages: Option<Vec<Language>>,
    display: Option<Display>,
    /// Characters a line.
    #[schemars(range(min = 20, max = 42))]
    max_chars: Option<u8>,
    /// Lines a block.
    #[schemars(range(min = 1, max = 3))]
    max_lines: Option<u8>,
    /// Words a minute, for planning.
    #[schemars(range(min = 80, max = 220))]
    plan_wpm: Option<u8>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub(super) enum Display {
    Band,
    OverlayBottom,
    OverlayTop,
    Off,
}
