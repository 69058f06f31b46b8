//! A type of the theme and a rung → how the blocks of one region are set, in points.

use super::desk::Desk;
use super::fit::Rung;
use crate::deck::Reveal;
use crate::deck::theme::TypeStyle;
use crate::text::Style;

/// How the blocks of one region are set.
#[derive(Clone)]
pub(super) struct Setting {
    pub style: Style,
    /// Space between blocks and between list items, in points.
    pub gap: f64,
    pub item_gap: f64,
    pub indent: f64,
    /// Space beside the words of a table's cell, and above and below them.
    pub pad: (f64, f64),
    /// Thickness of a hairline between list items.
    pub rule: f64,
    /// Whether a list is inside a list item or between paragraphs, and so has marks in every theme.
    pub nested: bool,
    pub reveal: Reveal,
    /// Height that pictures and the words around them may take, and the width of pictures, if it is not that of the words.
    pub picture_height: f64,
    pub picture_width: Option<f64>,
    /// The style of lists, where it is not that of the words around them.
    pub lists: Option<Style>,
    /// The largest size of code.
    pub code: f32,
    /// The least height of its panel.
    pub panel: f64,
}

impl Setting {
    pub fn new(desk: &Desk, entry: &TypeStyle, rung: Rung) -> Self {
        let mut style = desk.style(entry, rung.size);
        let space = &desk.theme.space;
        let pad = desk.theme.tables.pad;
        let scale = f64::from(rung.size) / 24.0;
        let further = f64::from(rung.size * desk.shaper.further(style.leading));
        // Where words are many, lines stand a little closer before the type gets smaller.
        style.leading -= 0.22 * (1.0 - rung.air as f32);
        Self {
            style,
            gap: (space.gap * scale + further) * rung.air,
            item_gap: (space.item_gap * scale + further) * rung.air,
            indent: space.indent * scale,
            pad: (
                (pad.0 * scale.min(1.0) * beside(rung.air)).max(f64::from(rung.size) * LEAST_PAD),
                pad.1 * scale.min(1.0) * rung.air,
            ),
            rule: 0.0,
            nested: false,
            reveal: Reveal::None,
            picture_height: 240.0,
            picture_width: None,
            lists: None,
            code: rung.code,
            panel: 0.0,
        }
    }

    #[must_use]
    pub fn revealing(mut self, reveal: Reveal) -> Self {
        self.reveal = reveal;
        self
    }
}

/// What is free at least beside the words of a cell, in em: heads of two columns are two words.
const LEAST_PAD: f64 = 0.2;

/// How much of the space beside the words of a cell stays: that between columns goes last.
fn beside(air: f64) -> f64 {
    if air < 0.5 { 0.2 } else { (air / 0.72).min(1.0) }
}
