//! Theme files (TOML) → resolved colors, type scale and spacing. Lengths in points on a slide 540 pt high.
//!
//! Invariant: a `Theme` has every value; a theme file that cannot be read leaves the built-in one in force.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::color::Color;
use crate::deck::files::Files;
use crate::diagnostic::{Checked, Diagnostic, Span};

/// The themes inside the program: name and text.
pub const BUILT_IN: &[(&str, &str)] = &[("civic", include_str!("../../assets/themes/civic.toml"))];

/// A theme file may be at most this long.
const LIMIT: u64 = 256 * 1024;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    pub name: String,
    #[serde(default)]
    pub description: String,
    pub colors: Colors,
    pub fonts: Fonts,
    #[serde(rename = "type")]
    pub scale: Scale,
    pub space: Space,
    pub regions: Regions,
    pub motif: Motif,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Colors {
    pub paper: Color,
    pub ink: Color,
    pub mute: Color,
    pub primary: Color,
    pub accent: Color,
    pub accent_on_dark: Color,
    pub sand: Color,
    pub line: Color,
    pub cream: Color,
    pub cream_mute: Color,
    /// Around the slide where the screen has another shape.
    pub surround: Color,
    /// For covers and diagrams; white words stand on them.
    pub categories: Vec<Color>,
}

impl Colors {
    /// The accent that is seen on this ground, as the pen's color, and beside it what is seen around that.
    #[must_use]
    pub fn pen(&self, ground: Color) -> [Color; 2] {
        let ink = if self.accent.contrast(ground) >= VISIBLE { self.accent } else { self.accent_on_dark };
        let light = ink.contrast(Color::WHITE) >= ink.contrast(Color::BLACK);
        [ink, if light { Color::WHITE } else { Color::BLACK }]
    }
}

/// Lines are seen at this contrast (WCAG 2.2, 1.4.11).
const VISIBLE: f64 = 3.0;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fonts {
    pub text: String,
    pub display: String,
    pub mono: String,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    Text,
    Display,
    Mono,
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
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    pub deck_title: TypeStyle,
    pub section: TypeStyle,
    pub subtitle: TypeStyle,
    pub title: TypeStyle,
    pub panel_title: TypeStyle,
    /// A title over a quotation, where the quotation is the slide.
    pub heading: TypeStyle,
    pub quote: TypeStyle,
    pub beside: TypeStyle,
    pub better: TypeStyle,
    pub lesser: TypeStyle,
    pub body: TypeStyle,
    pub bullets: TypeStyle,
    pub aside: TypeStyle,
    pub lines: TypeStyle,
    pub references: TypeStyle,
    pub label: TypeStyle,
    pub figure: TypeStyle,
    pub number: TypeStyle,
    pub big_mark: TypeStyle,
    pub source: TypeStyle,
    pub by: TypeStyle,
    pub kicker: TypeStyle,
    pub footer: TypeStyle,
    pub code: TypeStyle,
    pub caption: TypeStyle,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Space {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
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

/// The drawn decoration of title and section slides and covers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Motif {
    pub kind: MotifKind,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum MotifKind {
    /// Dots joined by thin lines: a group.
    Network,
    None,
}

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
    pub dark: bool,
}

impl Theme {
    /// Looks a ground up by the name that decks use: `paper`, `sand` or `dark`.
    #[must_use]
    pub fn ground(&self, name: &str) -> Ground {
        let c = &self.colors;
        let light = |fill, title| Ground {
            fill,
            title,
            text: c.ink,
            mute: c.mute,
            strong: c.primary,
            accent: c.accent,
            line: c.line,
            dark: false,
        };
        match name {
            "sand" => light(c.sand, c.primary),
            "dark" => self.dark(c.primary),
            _ => light(c.paper, c.ink),
        }
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
        fitted
    }

    /// A dark ground of any of the theme's strong colors.
    #[must_use]
    pub fn dark(&self, fill: Color) -> Ground {
        let c = &self.colors;
        Ground {
            fill,
            title: c.cream,
            text: c.cream,
            mute: c.cream_mute,
            strong: c.cream,
            accent: c.accent_on_dark,
            line: c.cream.with_alpha(0.35),
            dark: true,
        }
    }

    /// The built-in theme that decks get if they name none.
    #[must_use]
    pub fn civic() -> Self {
        built_in("civic", false).expect("a test reads every built-in theme")
    }
}

fn built_in(name: &str, high_contrast: bool) -> Option<Theme> {
    let (_, text) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
    resolve(text.parse().ok()?, high_contrast).ok()
}

fn resolve(mut table: toml::Table, high_contrast: bool) -> Result<Theme, toml::de::Error> {
    let strong = table.remove("high_contrast");
    if let (true, Some(strong), Some(colors)) = (high_contrast, strong, table.get_mut("colors")) {
        overlay(colors, strong);
    }
    table.try_into()
}

/// Lays `over` on `under`, table by table; everything else is replaced.
fn overlay(under: &mut toml::Value, over: toml::Value) {
    match (under, over) {
        (toml::Value::Table(under), toml::Value::Table(over)) => {
            for (key, value) in over {
                match under.get_mut(&key) {
                    Some(slot) => overlay(slot, value),
                    None => {
                        under.insert(key, value);
                    }
                }
            }
        }
        (under, over) => *under = over,
    }
}

/// The theme called `name`: a built-in one, or a `.toml` file in the deck's folder that extends one.
pub fn load(name: &str, high_contrast: bool, span: Span, files: &dyn Files) -> Checked<Theme> {
    let file = std::path::Path::new(name);
    if !file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
        return match built_in(name, high_contrast) {
            Some(value) => Checked { value, diagnostics: Vec::new() },
            None => fallback(high_contrast, unknown(name, span)),
        };
    }
    let text = match files.read(name, LIMIT) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(fault) => {
            let fault = Diagnostic::error("THEME", span, format!("the theme file `{name}` can't be read: {fault}"));
            return fallback(
                high_contrast,
                fault.hint("put the file into the deck's folder, or name a built-in theme"),
            );
        }
    };
    match extend(&text, high_contrast) {
        Ok(value) => Checked { value, diagnostics: Vec::new() },
        Err(why) => {
            let fault = Diagnostic::error("THEME", span, format!("the theme file `{name}` has a fault: {why}"));
            fallback(high_contrast, fault.hint("the built-in theme `civic` is shown until it is mended"))
        }
    }
}

fn extend(text: &str, high_contrast: bool) -> Result<Theme, String> {
    let tidy = |fault: toml::de::Error| fault.to_string().trim_end().to_owned();
    let mut own: toml::Table = text.parse().map_err(tidy)?;
    let base = match own.remove("extends") {
        None => "civic".to_owned(),
        Some(toml::Value::String(name)) => name,
        Some(_) => return Err("`extends` takes the name of a built-in theme in quotes".to_owned()),
    };
    let (_, text) = BUILT_IN
        .iter()
        .find(|(known, _)| *known == base)
        .ok_or_else(|| format!("it extends `{base}`, which is not a built-in theme ({})", names()))?;
    let mut table = toml::Value::Table(text.parse().map_err(tidy)?);
    overlay(&mut table, toml::Value::Table(own));
    let toml::Value::Table(table) = table else { return Err("it is not a table".to_owned()) };
    let theme = resolve(table, high_contrast).map_err(tidy)?;
    theme.check()?;
    Ok(theme)
}

impl Theme {
    /// Values that would break a layout, in the author's words.
    fn check(&self) -> Result<(), String> {
        if self.colors.categories.is_empty() {
            return Err("`colors.categories` needs at least one color".to_owned());
        }
        let scale = &self.scale;
        let sizes = [&scale.body, &scale.title, &scale.quote, &scale.bullets, &scale.deck_title, &scale.caption];
        if sizes
            .iter()
            .any(|style| style.sizes.is_empty() || style.sizes.iter().any(|size| !(6.0..=200.0).contains(size)))
        {
            return Err("type sizes go from 6 to 200 points, and each style needs one".to_owned());
        }
        let regions = &self.regions;
        let parts =
            [regions.words, regions.aside, regions.panel, regions.panel_narrow, regions.lesser, regions.image_words];
        let covers = [regions.cover, regions.cover_small];
        if !parts.iter().all(|part| (0.1..=0.8).contains(part)) || !covers.iter().all(|c| (80.0..=340.0).contains(c)) {
            return Err("parts in `regions` go from 0.1 to 0.8 of the width, covers from 80 to 340 points".to_owned());
        }
        Ok(())
    }
}

fn unknown(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error("THEME", span, format!("there is no theme called `{name}`"))
        .hint(format!("built-in themes are {}; a file of your own ends in .toml", names()))
}

fn names() -> String {
    let names: Vec<_> = BUILT_IN.iter().map(|(name, _)| format!("`{name}`")).collect();
    names.join(", ")
}

fn fallback(high_contrast: bool, fault: Diagnostic) -> Checked<Theme> {
    let value = built_in("civic", high_contrast).unwrap_or_else(Theme::civic);
    Checked { value, diagnostics: vec![fault] }
}

impl<'de> Deserialize<'de> for Color {
    fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        let text = String::deserialize(reader)?;
        let wrong = || serde::de::Error::custom(format!("`{text}` is not a color; colors are written #RRGGBB"));
        Self::parse(&text).ok_or_else(wrong)
    }
}

/// Each pair of words and ground that a theme promises to keep readable, with its contrast ratio.
#[must_use]
pub fn contrasts(theme: &Theme) -> BTreeMap<String, f64> {
    let mut out = BTreeMap::new();
    for name in ["paper", "sand", "dark"] {
        let ground = theme.ground(name);
        let pairs = [
            ("title", ground.title),
            ("text", ground.text),
            ("mute", ground.mute),
            ("strong", ground.strong),
            ("accent", ground.accent),
        ];
        for (role, color) in pairs {
            out.insert(format!("{role} on {name}"), color.contrast(ground.fill));
        }
    }
    for (at, category) in theme.colors.categories.iter().enumerate() {
        out.insert(format!("cream on category {at}"), theme.colors.cream.contrast(*category));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{BUILT_IN, built_in, contrasts, extend};

    #[test]
    fn every_built_in_theme_reads_and_keeps_its_contrast() {
        for (name, _) in BUILT_IN {
            for (high, least) in [(false, 4.5), (true, 7.0)] {
                let theme = built_in(name, high).unwrap_or_else(|| panic!("theme {name} does not read"));
                theme.check().expect("a built-in theme is sound");
                for (pair, ratio) in contrasts(&theme) {
                    assert!(ratio >= least, "{name}, high contrast {high}: {pair} is {ratio:.2}:1");
                }
            }
        }
    }

    #[test]
    fn a_theme_file_extends_a_built_in_one() {
        let theme = extend("extends = \"civic\"\n[colors]\nprimary = \"#123456\"", false).expect("it reads");
        assert_eq!(theme.colors.primary.to_string(), "#123456");
        assert!(extend("[colors]\nprimary = \"blue\"", false).unwrap_err().contains("#RRGGBB"));
        assert!(extend("extends = \"nobody\"", false).unwrap_err().contains("not a built-in theme"));
        assert!(extend("[regions]\nwords = 2.0", false).unwrap_err().contains("regions"));
        assert!(extend("[colours]\nx = 1", false).unwrap_err().contains("colours"));
    }
}
