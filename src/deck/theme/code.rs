//! How a theme shows code: room around its lines in points, and a color for each role that a word of code has.

use serde::Deserialize;

use crate::color::Color;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeLook {
    /// Between a panel's edge and its lines: beside them, and above and below.
    pub pad: (f64, f64),
    /// The same where the lines are many.
    pub dense_pad: f64,
    /// Width of the bar beside lit lines.
    pub bar: f64,
    /// On paper and sand, and on the strong ground.
    pub colors: CodeColors,
    pub colors_on_dark: CodeColors,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeColors {
    pub keyword: Color,
    pub string: Color,
    pub number: Color,
    /// Numbers of lines too, and lines that are not lit.
    pub comment: Color,
    pub function: Color,
    #[serde(rename = "type")]
    pub types: Color,
    /// The signs before added and removed lines.
    pub added: Color,
    pub removed: Color,
    /// What a terminal warns of.
    pub attention: Color,
    /// Under whole lines.
    pub lit_ground: Color,
    pub added_ground: Color,
    pub removed_ground: Color,
}

/// A panel that code stands on.
#[derive(Clone, Copy, Debug)]
pub struct CodePanel {
    pub fill: Color,
    /// The quiet ground that is not the panel's own.
    pub other: Color,
    pub text: Color,
    pub mute: Color,
    /// The least contrast of words.
    pub least: f64,
}

impl CodeColors {
    /// The colors that words have, by their names in theme files.
    #[must_use]
    pub fn named(&self) -> [(&'static str, Color); 9] {
        [
            ("keyword", self.keyword),
            ("string", self.string),
            ("number", self.number),
            ("comment", self.comment),
            ("function", self.function),
            ("type", self.types),
            ("added", self.added),
            ("removed", self.removed),
            ("attention", self.attention),
        ]
    }

    /// The grounds that lie under whole lines, by their names.
    #[must_use]
    pub fn grounds(&self) -> [(&'static str, Color); 3] {
        [("lit_ground", self.lit_ground), ("added_ground", self.added_ground), ("removed_ground", self.removed_ground)]
    }

    /// The colors as they are used on `panel`: a ground on which its words would not read is the panel itself, a color that
    /// does not read on all grounds is that of plain words. A theme that changes its paper alone stays legible.
    #[must_use]
    pub fn on(&self, panel: &CodePanel) -> Self {
        let least = panel.least;
        let ground = |color: Color| if panel.text.contrast(color) >= least { color } else { panel.fill };
        let lit = ground(self.lit_ground);
        let grounds = [
            // What is lit differs from its panel, even where a panel has the color of the light.
            if lit == panel.fill && panel.text.contrast(panel.other) >= least { panel.other } else { lit },
            ground(self.added_ground),
            ground(self.removed_ground),
        ];
        let reads = |color: Color, other: Color| {
            let everywhere = grounds.iter().chain([&panel.fill]).all(|ground| color.contrast(*ground) >= least);
            if everywhere { color } else { other }
        };
        Self {
            keyword: reads(self.keyword, panel.text),
            string: reads(self.string, panel.text),
            number: reads(self.number, panel.text),
            comment: reads(self.comment, reads(panel.mute, panel.text)),
            function: reads(self.function, panel.text),
            types: reads(self.types, panel.text),
            added: reads(self.added, panel.text),
            removed: reads(self.removed, panel.text),
            attention: reads(self.attention, panel.text),
            lit_ground: grounds[0],
            added_ground: grounds[1],
            removed_ground: grounds[2],
        }
    }
}
