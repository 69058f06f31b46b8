//! A talk → what a check before it tells of the deck: findings, fonts, characters, languages.

use crate::deck::CaptionDisplay;
use crate::diagnostic::{Diagnostic, Severity};
use crate::drawing::{Item, Placed};
use crate::talk::Talk;
use crate::text::fonts;

/// Finding: a character that no font has, or only the machine's own.
const GLYPH: &str = "SLD-GLYPH";

/// What a check of the deck came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeckFacts {
    pub slides: usize,
    /// The first error that the reading found, with its place.
    pub fault: Option<String>,
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
        let line = |finding: &Diagnostic| talk.line(finding);
        let glyphs = |severity| {
            let found = talk.diagnostics.iter().filter(move |it| it.code == GLYPH && it.severity == severity);
            found.map(line).collect()
        };
        let mut fonts = Vec::new();
        for drawing in talk.pages.iter().filter_map(|page| page.whole()) {
            gather_fonts(&drawing.items, &mut fonts);
        }
        let mut families: Vec<String> = fonts.iter().filter_map(fonts::family).collect();
        families.sort();
        families.dedup();
        Self {
            slides: talk.deck.slides.len(),
            fault: talk.diagnostics.iter().find(|it| it.severity == Severity::Error).map(line),
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
