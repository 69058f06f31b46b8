//! Letters that no face at hand has → the faces that slides would set them in.

use peniko::FontData;

use crate::color::Color;
use crate::deck::Rich;
use crate::diagnostic::Span;
use crate::text::{Set, Shaper, Style, TextAlign, Wrap};
use crate::wire::wire_struct;

/// Words, and how they are set as far as it decides on their face.
pub(super) struct Wanted {
    pub words: String,
    pub family: String,
    pub weight: u16,
    pub italic: bool,
}

wire_struct! {
    Wanted { words, family, weight, italic }
}

/// Whoever knows of more faces.
pub(super) trait Lend {
    /// The faces for the words, one after the other.
    fn faces(&mut self, wanted: &Wanted) -> Vec<FontData>;
}

/// The slides' shaper, for a picture that is written there.
pub(super) struct Lending<'a> {
    pub shaper: &'a mut Shaper,
    pub span: Span,
    /// Whether a face was asked for.
    pub asked: bool,
}

impl Lend for Lending<'_> {
    fn faces(&mut self, wanted: &Wanted) -> Vec<FontData> {
        self.asked = true;
        let words = Rich::plain(wanted.words.clone(), self.span);
        let paragraph = self.shaper.paragraph(&words, &style(wanted), f32::MAX);
        let runs = paragraph.lines.iter().flat_map(|line| &line.runs);
        let faces = runs.filter_map(|run| match &run.set {
            Set::Words(glyphs) => Some(glyphs.face.font.clone()),
            Set::Formula { .. } => None,
        });
        faces.collect()
    }
}

fn style(wanted: &Wanted) -> Style {
    Style {
        mono: wanted.family.clone(),
        family: wanted.family.clone(),
        size: 16.0,
        weight: f32::from(wanted.weight),
        italic: wanted.italic,
        color: Color::BLACK,
        strong: (700.0, Color::BLACK),
        link: Color::BLACK,
        accent: Color::BLACK,
        leading: 1.2,
        tracking: 0.0,
        capitals: false,
        align: TextAlign::Start,
        wrap: Wrap::None,
        hang: false,
    }
}
