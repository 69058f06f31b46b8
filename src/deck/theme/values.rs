//! A theme with every value: the colors of its grounds, and what reads on them. Lengths in points on a slide 540 pt high.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::bones::*;
use super::brand::{BackgroundLook, LogoLook};
use super::code::{CodeLook, CodePanel};
use super::parts::*;
use crate::color::Color;

/// How a theme is worn: in a bright room, in a dark one, by eyes that need more contrast.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Variant {
    Light,
    Dark,
    HighContrast,
}

impl Variant {
    /// Every variant by the name that decks use.
    pub const ALL: [(&str, Self); 3] =
        [("light", Self::Light), ("dark", Self::Dark), ("high-contrast", Self::HighContrast)];

    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, variant)| *variant == self).map_or("light", |(name, _)| name)
    }

    /// The least contrast between words and what is behind them.
    #[must_use]
    pub fn least_contrast(self) -> f64 {
        if self == Self::HighContrast { 7.0 } else { 4.5 }
    }
}

/// Contrast at which words on a picture read with ease, since it distracts.
const EASY: f64 = 7.5;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    pub name: String,
    pub description: String,
    /// In a file: the one that it is without its `[variants]`. Here: the one that it is.
    pub variant: Variant,
    pub colors: Colors,
    pub fonts: Fonts,
    #[serde(rename = "type")]
    pub scale: Scale,
    pub space: Space,
    pub margin: Margin,
    pub regions: Regions,
    pub grounds: Grounds,
    pub title_slide: Opening,
    pub section_slide: Opening,
    pub closing_slide: Opening,
    pub band: Band,
    /// A slide with a title alone.
    pub punchline: Punchline,
    pub short: Short,
    pub columns: ColumnLook,
    pub panels: Panels,
    pub marks: Marks,
    pub quote: QuoteLook,
    pub compare: CompareLook,
    pub image: ImageLook,
    pub charts: ChartLook,
    #[serde(default)]
    pub numbers: NumberLook,
    pub tables: TableLook,
    pub formulas: FormulaLook,
    pub code: CodeLook,
    pub cover: CoverLook,
    pub footer: Footer,
    pub tabs: Tabs,
    pub motif: Motif,
    /// The section that is being told, from 0.
    #[serde(skip)]
    pub section: usize,
    pub logo: Option<LogoLook>,
    #[serde(default)]
    pub background: BackgroundLook,
}

/// On slides that are narrower against 960 points the margin is the content's.
const NO_MARGIN: f64 = 0.84;

/// What stands on one of the theme's grounds, each in a color that reads on it.
#[derive(Clone, Copy, Debug)]
pub struct Ground {
    pub fill: Color,
    pub title: Color,
    pub text: Color,
    pub mute: Color,
    pub strong: Color,
    pub accent: Color,
    pub line: Color,
    /// The quiet panels that lie on it; its words read on them too.
    pub panel: Color,
    /// Whether it is the strong ground.
    pub dark: bool,
}

impl Ground {
    /// The same on its quiet panel.
    #[must_use]
    pub fn on_panel(self) -> Self {
        Self { fill: self.panel, panel: self.fill, ..self }
    }
}

impl Theme {
    #[must_use]
    pub fn ground(&self, name: GroundName) -> Ground {
        let c = &self.colors;
        let light = |fill, panel, title| Ground {
            fill,
            title,
            text: c.ink,
            mute: c.mute,
            strong: c.primary,
            accent: c.accent,
            line: c.line,
            panel,
            dark: false,
        };
        match name {
            GroundName::Paper => light(c.paper, c.sand, c.ink),
            GroundName::Sand => light(c.sand, c.paper, c.primary),
            GroundName::Dark => self.dark(self.strong_fill()),
            GroundName::Section => self.of_section(self.section_color(self.section)),
        }
    }

    /// The ground of a section, words on it, and marks in its color on paper.
    #[must_use]
    pub fn section_color(&self, at: usize) -> (Color, Color, Color) {
        let c = &self.colors;
        let own = at.checked_rem(c.sections.len()).and_then(|at| c.sections.get(at));
        own.copied().unwrap_or((self.strong_fill(), c.cream, c.primary))
    }

    /// A ground in one color, and all on it in another.
    fn of_section(&self, (fill, words, _): (Color, Color, Color)) -> Ground {
        let c = &self.colors;
        let dark = words.luminance() > fill.luminance();
        let reads = c.accent_on_dark.contrast(fill) >= self.variant.least_contrast();
        let panel =
            [c.deep, c.paper, c.cream].into_iter().find(|it| words.contrast(*it) >= self.variant.least_contrast());
        Ground {
            fill,
            title: words,
            text: words,
            mute: words,
            strong: words,
            accent: if dark && reads { c.accent_on_dark } else { words },
            line: words.with_alpha(0.35),
            panel: panel.unwrap_or(fill),
            dark,
        }
    }

    /// The theme in a section of the talk, from 0: strong words and marks have its color. Where that is the accent, the
    /// accent is the strong color of the whole talk.
    #[must_use]
    pub fn in_section(&self, at: usize) -> Self {
        let mut own = Self { section: at, ..self.clone() };
        if !self.colors.sections.is_empty() {
            let (_, _, mark) = self.section_color(at);
            own.colors.primary = mark;
            if mark == self.colors.accent {
                own.colors.accent = self.colors.primary;
            }
        }
        own
    }

    /// The fill of the strong ground.
    #[must_use]
    pub fn strong_fill(&self) -> Color {
        self.colors.dark.unwrap_or(self.colors.primary)
    }

    /// A ground of any of the theme's strong colors.
    #[must_use]
    pub fn dark(&self, fill: Color) -> Ground {
        let c = &self.colors;
        let reads = |color: Color| if color.contrast(fill) >= self.variant.least_contrast() { color } else { c.cream };
        Ground {
            fill,
            title: c.cream,
            text: c.cream,
            mute: reads(c.cream_mute),
            strong: c.cream,
            accent: reads(c.accent_on_dark),
            line: c.cream.with_alpha(0.35),
            panel: c.deep,
            dark: true,
        }
    }

    /// A ground of any color: the theme's own words on it, where they read, else black or white ones.
    #[must_use]
    pub fn colored(&self, fill: Color) -> Ground {
        let (c, least) = (&self.colors, self.variant.least_contrast());
        let families = [(c.ink, c.mute, c.primary, c.accent), (c.cream, c.cream_mute, c.cream, c.accent_on_dark)];
        let own = families.into_iter().find(|(title, ..)| title.contrast(fill) >= least.max(EASY));
        let plain = [c.deep, Color::BLACK, Color::WHITE];
        let (title, mute, strong, accent) = own.unwrap_or_else(|| {
            let best = plain.into_iter().reduce(|a, b| if b.contrast(fill) > a.contrast(fill) { b } else { a });
            let best = best.unwrap_or(Color::BLACK);
            (best, best, best, best)
        });
        let reads = |color: Color, on: Color| color.contrast(on) >= least;
        let or_title = |color: Color| if reads(color, fill) { color } else { title };
        let (mute, strong, accent) = (or_title(mute), or_title(strong), or_title(accent));
        let holds = |panel: &Color| [title, mute, strong, accent].into_iter().all(|color| reads(color, *panel));
        let panels = [c.sand, c.paper, c.deep].into_iter().filter(|panel| panel.contrast(fill) >= 1.06);
        Ground {
            fill,
            title,
            text: title,
            mute,
            strong,
            accent,
            line: title.with_alpha(0.35),
            panel: panels.into_iter().find(holds).unwrap_or(fill),
            dark: title.luminance() > fill.luminance(),
        }
    }

    /// The strongest veil under words on a background: dark for light words, or light for the words of paper. They read on
    /// it at `EASY` whatever the picture shows.
    #[must_use]
    pub fn veil(&self, dark: bool) -> Color {
        let c = &self.colors;
        let (veils, words, worst) = if dark {
            ([c.deep, self.strong_fill(), c.surround, Color::BLACK], c.cream, Color::WHITE)
        } else {
            ([c.paper, c.sand, Color::WHITE, Color::WHITE], c.ink, Color::BLACK)
        };
        let strengths = || (10..=19).map(|step| f32::from(step as u8) * 0.05);
        let found = veils.into_iter().find_map(|veil| {
            strengths().map(|alpha| veil.with_alpha(alpha)).find(|veil| words.contrast(veil.over(worst)) >= EASY)
        });
        found.unwrap_or_else(|| veils[3].with_alpha(0.9))
    }

    /// Whether paper is light, so that a light picture may stay one under the words.
    #[must_use]
    pub fn has_light_paper(&self) -> bool {
        self.colors.paper.luminance() > 0.4
    }

    /// The color for words on a mark: cream or deep, whichever stands out more.
    #[must_use]
    pub fn on(&self, mark: Color) -> Color {
        let (cream, deep) = (self.colors.cream, self.colors.deep);
        if cream.contrast(mark) >= deep.contrast(mark) { cream } else { deep }
    }

    /// The colors of a chart's series on one of the theme's grounds; never empty.
    #[must_use]
    pub fn series(&self, ground: &Ground) -> &[Color] {
        if ground.dark { &self.colors.series_on_dark } else { &self.colors.series }
    }

    /// What code stands on: a panel of one of the theme's grounds.
    #[must_use]
    pub fn panel_of_code(&self, ground: &Ground) -> CodePanel {
        let Ground { fill, panel, text, mute, .. } = *ground;
        CodePanel { fill, other: panel, text, mute, least: self.variant.least_contrast() }
    }

    /// The strongest shade under words on a picture: cream words read on it whatever the picture shows.
    #[must_use]
    pub fn shade(&self) -> Color {
        self.colors.surround.with_alpha(if self.variant == Variant::HighContrast { 0.78 } else { 0.6 })
    }

    /// The theme for slides of `width` points: on narrower ones margins and gaps give way, type does not.
    #[must_use]
    pub fn fitted(&self, width: f64) -> Self {
        let mut fitted = self.clone();
        let share = (width / 960.0).min(1.0);
        fitted.space.left *= share;
        fitted.space.right *= share;
        fitted.space.top *= share;
        fitted.space.column_gap *= share;
        fitted.band.height *= share;
        fitted.margin.left *= share;
        fitted.margin.width *= share;
        // A narrow slide has no room for two columns.
        if share < NO_MARGIN && fitted.margin.width > 0.0 {
            fitted.space.left = fitted.margin.left;
            fitted.margin.width = 0.0;
        }
        fitted
    }
}

/// Each pair of words and ground that a theme promises to keep readable, with its contrast ratio.
#[must_use]
pub fn contrasts(theme: &Theme) -> BTreeMap<String, f64> {
    let mut out = BTreeMap::new();
    let mut put = |role: &str, color: Color, name: &str, fill: Color| {
        out.insert(format!("{role} on {name}"), color.contrast(fill));
    };
    let c = &theme.colors;
    let named = [("paper", GroundName::Paper), ("sand", GroundName::Sand), ("dark", GroundName::Dark)];
    let mut grounds: Vec<(String, Ground)> = Vec::new();
    for (name, ground) in named {
        let ground = theme.ground(ground);
        put("mark's figure", theme.on(ground.strong), &format!("a mark on {name}"), ground.strong);
        put("mark's figure", theme.on(ground.accent), &format!("a marked mark on {name}"), ground.accent);
        grounds.extend([(name.to_owned(), ground), (format!("the panel of {name}"), ground.on_panel())]);
    }
    grounds.extend(c.categories.iter().enumerate().map(|(at, fill)| (format!("category {at}"), theme.dark(*fill))));
    let shade = theme.shade().over(Color::WHITE);
    for (at, color) in c.sections.iter().enumerate() {
        let ground = theme.of_section(*color);
        grounds.push((format!("section {at}"), ground));
        grounds.push((format!("the panel of section {at}"), ground.on_panel()));
        put("mark", color.2, &format!("paper, of section {at}"), c.paper);
        put("mark", color.2, &format!("sand, of section {at}"), c.sand);
    }
    grounds.push(("a white picture's shade".to_owned(), Ground { fill: shade, ..theme.dark(shade) }));
    for (name, ground) in grounds {
        let roles = [ground.title, ground.text, ground.mute, ground.strong, ground.accent];
        for (role, color) in ["title", "text", "mute", "strong", "accent"].into_iter().zip(roles) {
            put(role, color, &name, ground.fill);
        }
    }
    let panels = [
        ("paper", theme.ground(GroundName::Paper).on_panel(), &theme.code.colors),
        ("sand", theme.ground(GroundName::Sand).on_panel(), &theme.code.colors),
        ("a console", theme.dark(c.deep), &theme.code.colors_on_dark),
    ];
    for (name, panel, colors) in panels {
        let grounds = colors.on(&theme.panel_of_code(&panel)).grounds();
        for (ground, fill) in [("panel", panel.fill)].into_iter().chain(grounds) {
            for (role, color) in colors.named().into_iter().chain([("text", panel.text)]) {
                out.insert(format!("code.{role} on {ground} of {name}"), color.contrast(fill));
            }
        }
    }
    out.insert("deep on printed paper".to_owned(), c.deep.contrast(Color::WHITE));
    out
}
