//! Where captions stand, how large they are and what they look like → the part of a stage that they take. Unit: the stage's own.
//!
//! Sizes after the BBC's subtitle guidelines 1.2: a line is 7 to 8 % of the picture's height; two lines take 18 %.

use serde::{Deserialize, Serialize};

use super::CaptionDisplay;
use crate::geometry::{Rect, Size};

/// Where captions stand on the stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CaptionPlace {
    /// Under the slide, which makes room for it.
    #[default]
    Band,
    /// Over the slide.
    Bottom,
    Top,
}

/// How captions stand on the stage: where, how high a line of them is in hundredths of the stage's height, and in which style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CaptionLook {
    pub place: CaptionPlace,
    pub line: u8,
    pub style: CaptionStyle,
}

/// What captions look like, after the choices of CEA-708. Whatever is chosen, the words keep the contrast of the theme's
/// variant to what is behind them (`layout::caption`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct CaptionStyle {
    pub color: CaptionInk,
    pub plate: CaptionPlate,
    /// Of the plate, in hundredths.
    pub opacity: u8,
    pub font: CaptionFont,
    pub edge: CaptionEdge,
}

impl Default for CaptionStyle {
    fn default() -> Self {
        Self::USUAL
    }
}

impl CaptionStyle {
    pub const USUAL: Self = Self {
        color: CaptionInk::AsWritten,
        plate: CaptionPlate::Usual,
        opacity: Self::USUAL_OPACITY,
        font: CaptionFont::Theme,
        edge: CaptionEdge::None,
    };
    pub const USUAL_OPACITY: u8 = 85;
    pub const LEAST_OPACITY: u8 = 50;

    /// The same, with an opacity that there is.
    #[must_use]
    pub fn sound(self) -> Self {
        Self { opacity: self.opacity.clamp(Self::LEAST_OPACITY, 100), ..self }
    }

    /// The next opacity of those that a key goes through.
    #[must_use]
    pub fn next_opacity(self) -> u8 {
        match self.opacity {
            100.. => Self::LEAST_OPACITY,
            Self::USUAL_OPACITY.. => 100,
            75.. => Self::USUAL_OPACITY,
            _ => 75,
        }
    }
}

/// The color of the words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CaptionInk {
    /// White, or the speaker's color.
    #[default]
    AsWritten,
    White,
    Yellow,
    Cyan,
    Green,
    Black,
}

/// What is behind the words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CaptionPlate {
    /// The band as the theme has it; black over a slide.
    #[default]
    Usual,
    Black,
    Blue,
    White,
}

/// The letters: the theme's, or one of the program's own families.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CaptionFont {
    #[default]
    Theme,
    Sans,
    Serif,
    Mono,
}

/// What is around each letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CaptionEdge {
    #[default]
    None,
    Outline,
    Shadow,
}

/// What a key goes through: each value by its name in the settings.
macro_rules! choice {
    ($name:ident, $count:literal: $($value:ident = $written:literal),+) => {
        impl $name {
            /// Each by its name in the settings.
            pub const ALL: [(&'static str, Self); $count] = [$(($written, Self::$value)),+];

            /// The one after this.
            #[must_use]
            pub fn next(self) -> Self {
                let at = Self::ALL.iter().position(|(_, it)| *it == self).unwrap_or(0);
                Self::ALL[(at + 1) % Self::ALL.len()].1
            }
        }
    };
}

choice! {
    CaptionInk, 6:
    AsWritten = "as-written", White = "white", Yellow = "yellow", Cyan = "cyan", Green = "green", Black = "black"
}
choice! { CaptionPlate, 4: Usual = "usual", Black = "black", Blue = "blue", White = "white" }
choice! { CaptionFont, 4: Theme = "theme", Sans = "sans", Serif = "serif", Mono = "mono" }
choice! { CaptionEdge, 3: None = "none", Outline = "outline", Shadow = "shadow" }

impl CaptionFont {
    /// An average character, in em, with some to spare: lines of ordinary words that have as many as fit do fit.
    #[must_use]
    pub fn character(self) -> f64 {
        match self {
            Self::Mono => 0.61,
            Self::Theme | Self::Sans | Self::Serif => 0.48,
        }
    }
}

/// Height of the band in lines: two of them, and air.
const BAND: f64 = 18.0 / 7.0;
/// Captions over a slide stay this far from the edges, which some screens cut off.
const MARGIN: f64 = 0.05;
/// The widest that captions over a slide are, in heights of the stage: 75 % of a wide picture.
const WIDEST: f64 = 0.75 * 16.0 / 9.0;

impl From<CaptionDisplay> for CaptionPlace {
    /// Where captions stand once they are on.
    fn from(display: CaptionDisplay) -> Self {
        match display {
            CaptionDisplay::Band | CaptionDisplay::Off => Self::Band,
            CaptionDisplay::OverlayBottom => Self::Bottom,
            CaptionDisplay::OverlayTop => Self::Top,
        }
    }
}

impl CaptionPlace {
    /// Every place by the name it has in decks and settings.
    pub const ALL: [(&'static str, Self); 3] =
        [("band", Self::Band), ("overlay-bottom", Self::Bottom), ("overlay-top", Self::Top)];

    /// The place after this one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Band => Self::Bottom,
            Self::Bottom => Self::Top,
            Self::Top => Self::Band,
        }
    }
}

impl CaptionLook {
    pub const USUAL_LINE: u8 = 7;
    pub const SMALLEST_LINE: u8 = 5;
    pub const LARGEST_LINE: u8 = 14;
    /// Distance of baselines in em.
    pub const LEADING: f64 = 1.26;
    /// What a box of a caption over a slide has beside its words, in em.
    pub const PADDING: f64 = 0.5;

    /// Lines of the usual size.
    #[must_use]
    pub const fn usual(place: CaptionPlace) -> Self {
        Self { place, line: Self::USUAL_LINE, style: CaptionStyle::USUAL }
    }

    /// Height of one line.
    #[must_use]
    pub fn line_height(self, stage: Size) -> f64 {
        stage.height * f64::from(self.line) / 100.0
    }

    /// The size of letters.
    #[must_use]
    pub fn em(self, stage: Size) -> f64 {
        self.line_height(stage) / Self::LEADING
    }

    /// Lines that a block may have. A third one, where the author wishes it, has room only as long as it is not large.
    #[must_use]
    pub fn lines(self) -> usize {
        if self.line > Self::USUAL_LINE { 2 } else { 3 }
    }

    /// Whether the slide makes room for the captions.
    #[must_use]
    pub fn is_band(self) -> bool {
        self.place == CaptionPlace::Band
    }

    /// Where captions stand: the whole band, or the room over the slide for as many `lines` as a block may have.
    #[must_use]
    pub fn strip(self, stage: Size) -> Rect {
        self.strip_of(stage, self.lines())
    }

    /// Where a block of `lines` lines stands.
    #[must_use]
    pub fn strip_of(self, stage: Size, lines: usize) -> Rect {
        let Size { width, height } = stage;
        if self.is_band() {
            return Rect::new(0.0, height - self.line_height(stage) * BAND, width, height);
        }
        let margin = ((width - height * WIDEST) / 2.0).max(width * MARGIN);
        let high = self.line_height(stage) * lines as f64;
        let top = if self.place == CaptionPlace::Top { height * MARGIN } else { height * (1.0 - MARGIN) - high };
        Rect::new(margin, top, width - margin, top + high)
    }

    /// The room for words in one line.
    #[must_use]
    pub fn measure(self, stage: Size) -> f64 {
        let width = self.strip(stage).width();
        if self.is_band() { width * 0.94 } else { width - 2.0 * Self::PADDING * self.em(stage) }
    }

    /// As many characters as a line of ordinary words may have.
    #[must_use]
    pub fn characters(self, stage: Size) -> usize {
        (self.measure(stage) / (self.em(stage) * self.style.font.character())) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Aspect;

    fn looks() -> impl Iterator<Item = CaptionLook> {
        let sizes = CaptionLook::SMALLEST_LINE..=CaptionLook::LARGEST_LINE;
        sizes.flat_map(|line| CaptionPlace::ALL.map(|(_, place)| CaptionLook { line, ..CaptionLook::usual(place) }))
    }

    #[test]
    fn the_usual_band_takes_eighteen_hundredths_and_grows_with_the_size() {
        let band = |line| {
            CaptionLook { line, ..CaptionLook::usual(CaptionPlace::Band) }.strip(Aspect::Wide.size()).height() / 540.0
        };
        assert!((band(7) - 0.18).abs() < 1e-9);
        assert!((band(14) - 0.36).abs() < 1e-9);
    }

    #[test]
    fn captions_over_a_slide_stay_in_the_middle_of_it() {
        for look in looks().filter(|look| !look.is_band()) {
            for (_, aspect) in Aspect::ALL {
                let stage = aspect.size();
                let strip = look.strip(stage);
                let within = |from: f64, to: f64, size: f64, part: f64| {
                    let edge = size * (1.0 - part) / 2.0 - 1e-6;
                    from >= edge && to <= size - edge
                };
                assert!(within(strip.y0, strip.y1, stage.height, 0.9), "{look:?} {strip}");
                assert!(within(strip.x0, strip.x1, stage.width, 0.9), "{look:?} {strip}");
                assert!(aspect != Aspect::Wide || within(strip.x0, strip.x1, stage.width, 0.75));
            }
        }
    }

    #[test]
    fn the_longest_lines_fit_at_the_usual_size() {
        for (_, place) in CaptionPlace::ALL {
            assert!(CaptionLook::usual(place).characters(Aspect::Wide.size()) >= 42);
        }
    }
}
