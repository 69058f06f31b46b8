//! A deck with faults, before it goes on stage → the question that the speaker is asked, in lines.

use crate::color::Color;
use crate::diagnostic::Severity;
use crate::geometry::Aspect;
use crate::talk::Talk;

/// What stands before a remedy, under its fault.
pub const REMEDY: &str = "      ";

/// What the speaker reads of a deck that waits for a word, and the empty slide that the audience sees meanwhile.
#[derive(Clone, Debug, PartialEq)]
pub struct FaultyDeck {
    pub title: String,
    /// The faults, each with its remedy.
    pub lines: Vec<String>,
    pub aspect: Aspect,
    /// The color of the empty slide, and of what is around it.
    pub ground: Color,
    pub surround: Color,
}

impl FaultyDeck {
    /// `None` for a reading without faults that the audience would see.
    #[must_use]
    pub fn of(talk: &Talk) -> Option<Self> {
        let title = match talk.troubled() {
            (0, false) => return None,
            (0, true) => "This deck has faults".to_owned(),
            (1, _) => "1 slide has faults".to_owned(),
            (slides, _) => format!("{slides} slides have faults"),
        };
        let errors = talk.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
        let lines = errors.flat_map(|finding| {
            let hint = finding.hints.first().map(|hint| format!("{REMEDY}{hint}"));
            std::iter::once(talk.line(finding)).chain(hint)
        });
        let theme = &talk.deck.theme;
        Some(Self {
            title,
            lines: lines.collect(),
            aspect: talk.deck.aspect,
            ground: theme.ground(theme.grounds.title).fill,
            surround: theme.colors.surround,
        })
    }
}
