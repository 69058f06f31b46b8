//! A theme's colors, fonts, type scale and spacing. Lengths in points on a slide 540 pt high.

use serde::Deserialize;

use crate::color::Color;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Colors {
    /// The ground of content, the quieter ground of panels and pauses, and the strong one.
    pub paper: Color,
    pub sand: Color,
    /// The strong ground; `primary` if absent.
    pub dark: Option<Color>,
    /// Panels and shadows on the strong ground, and the ink on paper that is printed.
    pub deep: Color,
    pub ink: Color,
    pub mute: Color,
    pub primary: Color,
    pub accent: Color,
    pub line: Color,
    /// Words on the strong ground, and the lesser of them.
    pub cream: Color,
    pub cream_mute: Color,
    pub accent_on_dark: Color,
    /// Around the slide where the screen has another shape.
    pub surround: Color,
    /// For covers; cream words stand on them.
    pub categories: Vec<Color>,
    /// For the series of a chart, told apart by color-blind eyes too: on paper and sand, and on the strong ground.
    pub series: Vec<Color>,
    pub series_on_dark: Vec<Color>,
    /// A color for each section: its ground, words on it, and marks in it on paper. None: sections look alike.
    pub sections: Vec<(Color, Color, Color)>,
}

impl Colors {
    /// Those that words have, by their names in theme files.
    #[must_use]
    pub fn named(&self) -> [(&'static str, Color); 7] {
        [
            ("ink", self.ink),
            ("mute", self.mute),
            ("primary", self.primary),
            ("accent", self.accent),
            ("cream", self.cream),
            ("cream_mute", self.cream_mute),
            ("accent_on_dark", self.accent_on_dark),
        ]
    }

    /// The accent that is seen on this ground, as the pen's color, and beside it what is seen around that.
    #[must_use]
    pub fn pen(&self, ground: Color) -> [Color; 2] {
        let plain =
            if Color::BLACK.contrast(ground) >= Color::WHITE.contrast(ground) { Color::BLACK } else { Color::WHITE };
        let visible = |color: &Color| color.contrast(ground) >= VISIBLE;
        let ink = [self.accent, self.accent_on_dark].into_iter().find(visible).unwrap_or(plain);
        let light = ink.contrast(Color::WHITE) >= ink.contrast(Color::BLACK);
        [ink, if light { Color::WHITE } else { Color::BLACK }]
    }

    /// All colors of the pen on this ground: the accent, and two that are told from it.
    #[must_use]
    pub fn pens(&self, ground: Color) -> [[Color; 2]; 3] {
        let apart = |hue: [Color; 2]| {
            let parts = |color: Color| [color.r, color.g, color.b].map(i32::from);
            let pairs = parts(hue[0]).into_iter().zip(parts(self.accent));
            pairs.map(|(one, other)| (one - other).pow(2)).sum::<i32>()
        };
        let mut hues = HUES;
        hues.sort_by_key(|hue| std::cmp::Reverse(apart(*hue)));
        let seen = |[dark, light]: [Color; 2]| {
            let dark_shows = dark.contrast(ground) >= light.contrast(ground);
            if dark_shows { [dark, Color::WHITE] } else { [light, Color::BLACK] }
        };
        [self.pen(ground), seen(hues[0]), seen(hues[1])]
    }
}

/// Blue, green and red, for light grounds and for dark ones.
const HUES: [[Color; 2]; 3] = [
    [Color::rgb(0x1B, 0x4F, 0xB8), Color::rgb(0x86, 0xB7, 0xFF)],
    [Color::rgb(0x12, 0x6B, 0x3C), Color::rgb(0x74, 0xDB, 0x9C)],
    [Color::rgb(0xB4, 0x23, 0x18), Color::rgb(0xFF, 0x8F, 0x80)],
];

/// Of the highlighter, over words on any ground.
pub const HIGHLIGHT: Color = Color { r: 0xFF, g: 0xE0, b: 0x3B, a: 0x70 };

/// Lines are seen at this contrast (WCAG 2.2, 1.4.11).
const VISIBLE: f64 = 3.0;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fonts {
    pub text: String,
    pub display: String,
    pub mono: String,
    pub zero: Zero,
}

/// The figure zero in words and tables.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Zero {
    Plain,
    Slashed,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    Text,
    Display,
    Mono,
}

impl Family {
    /// Each by its name in theme files.
    pub const ALL: [(&str, Self); 3] = [("text", Self::Text), ("display", Self::Display), ("mono", Self::Mono)];
}

impl Fonts {
    /// What the family of this kind is called.
    #[must_use]
    pub fn family(&self, kind: Family) -> &String {
        match kind {
            Family::Text => &self.text,
            Family::Display => &self.display,
            Family::Mono => &self.mono,
        }
    }

    pub fn set(&mut self, kind: Family, name: String) {
        match kind {
            Family::Text => self.text = name,
            Family::Display => self.display = name,
            Family::Mono => self.mono = name,
        }
    }
}

/// One entry of the type scale.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeStyle {
    pub family: Family,
    #[serde(default = "regular")]
    pub weight: f32,
    #[serde(default)]
    pub italic: bool,
    /// Distance of baselines as a multiple of the size.
    pub leading: f32,
    /// Space added between letters, in em.
    #[serde(default)]
    pub tracking: f32,
    #[serde(default)]
    pub capitals: bool,
    /// Sizes in points, falling; the last is the floor.
    pub sizes: Vec<f32>,
}

fn regular() -> f32 {
    400.0
}

impl TypeStyle {
    /// The size that is tried first.
    #[must_use]
    pub fn largest(&self) -> f32 {
        self.sizes.first().copied().unwrap_or(24.0)
    }

    /// The floor.
    #[must_use]
    pub fn smallest(&self) -> f32 {
        self.sizes.last().copied().unwrap_or(18.0)
    }
}

/// The entries of the type scale, by their names in theme files.
pub(super) fn styles() -> &'static [&'static str] {
    STYLES
}

/// Defines the type scale once: its fields, and the list of them that checks go through.
macro_rules! scale {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Scale {
            $($(#[$doc])* pub $name: TypeStyle,)*
        }

        /// The name of every entry in theme files.
        const STYLES: &[&str] = &[$(stringify!($name),)*];

        impl Scale {
            /// Every entry with its name.
            #[must_use]
            pub fn all(&self) -> Vec<(&'static str, &TypeStyle)> {
                vec![$((stringify!($name), &self.$name),)*]
            }
        }
    };
}

scale! {
    deck_title,
    section,
    /// A section's number over its title, or in the margin.
    section_number,
    subtitle,
    title,
    /// A title that is the whole slide.
    punchline,
    /// Over a column or a row.
    column_heading,
    panel_title,
    /// A title over a quotation, where the quotation is the slide.
    heading,
    /// A heading inside a slide, under its title.
    subheading,
    quote,
    /// A quotation beside a cover.
    beside,
    better,
    lesser,
    body,
    bullets,
    aside,
    /// An aside in the margin, and what stands there beside a title.
    margin,
    lines,
    references,
    label,
    /// Labels along a scale.
    mark,
    figure,
    number,
    big_mark,
    source,
    by,
    kicker,
    footer,
    code,
    caption,
    /// Under one of several pictures.
    picture_caption,
    /// Names of sections on their tabs.
    tab,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Space {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    /// Under the footer's line.
    pub bottom: f64,
    /// Under the content, on slides with a footer and on those without.
    pub foot: f64,
    pub footless: f64,
    pub gap: f64,
    pub item_gap: f64,
    pub indent: f64,
    pub radius: f64,
    pub cover_radius: f64,
    /// Width and height of the short accent rule.
    pub rule: (f64, f64),
    pub column_gap: f64,
    /// Characters in a line of running text at most, and where the slide is dense.
    pub measure: f64,
    pub dense_measure: f64,
}

/// A column left of the content, for what explains it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Margin {
    pub left: f64,
    /// 0: there is none.
    pub width: f64,
}

/// How layouts share the slide: parts of its width from 0.0 to 1.0, covers in points.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regions {
    pub words: f64,
    pub aside: f64,
    pub panel: f64,
    pub panel_narrow: f64,
    pub lesser: f64,
    pub image_words: f64,
    pub cover: f64,
    pub cover_small: f64,
}
