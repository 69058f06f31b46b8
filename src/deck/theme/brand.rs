//! A theme's logo and backgrounds: which files, on which kinds of slides, where. Lengths in points.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::{Table, Value};

use super::bones::{GroundName, SlideKind};

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogoLook {
    /// A picture beside the theme file.
    pub src: String,
    /// The same for dark grounds and pictures.
    pub on_dark: Option<String>,
    /// What it says, on the title slide; elsewhere, and without words, it decorates.
    pub alt: Option<String>,
    #[serde(default)]
    pub place: Corner,
    #[serde(default = "usual_height")]
    pub height: f64,
    /// The kinds of slides that have it.
    #[serde(default = "usual_kinds")]
    pub on: Vec<SlideKind>,
    /// Where it stands on one kind of slide, and how high, if not as on the others.
    pub title: Option<LogoSpot>,
    pub section: Option<LogoSpot>,
    pub closing: Option<LogoSpot>,
    pub quote: Option<LogoSpot>,
    pub image: Option<LogoSpot>,
    pub content: Option<LogoSpot>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogoSpot {
    pub place: Option<Corner>,
    pub height: Option<f64>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Corner {
    TopLeft,
    #[default]
    TopRight,
    BottomLeft,
    BottomRight,
}

impl Corner {
    #[must_use]
    pub fn is_top(self) -> bool {
        matches!(self, Self::TopLeft | Self::TopRight)
    }

    /// The one across, at the same height.
    #[must_use]
    pub fn flipped(self) -> Self {
        match self {
            Self::TopLeft => Self::TopRight,
            Self::TopRight => Self::TopLeft,
            Self::BottomLeft => Self::BottomRight,
            Self::BottomRight => Self::BottomLeft,
        }
    }

    #[must_use]
    pub fn is_left(self) -> bool {
        matches!(self, Self::TopLeft | Self::BottomLeft)
    }
}

fn usual_height() -> f64 {
    28.0
}

/// A picture that fills the slide speaks for itself.
fn usual_kinds() -> Vec<SlideKind> {
    vec![SlideKind::Title, SlideKind::Section, SlideKind::Closing, SlideKind::Quote, SlideKind::Content]
}

impl LogoLook {
    /// Where it stands on such a slide, and how high; `None` where the slide has none.
    #[must_use]
    pub fn spot(&self, kind: SlideKind) -> Option<(Corner, f64)> {
        let own = match kind {
            SlideKind::Title => self.title,
            SlideKind::Section => self.section,
            SlideKind::Closing => self.closing,
            SlideKind::Quote => self.quote,
            SlideKind::Image => self.image,
            SlideKind::Content => self.content,
        };
        let spot = own.unwrap_or_default();
        // A place of its own says that there is one.
        let shown = own.is_some() || self.on.contains(&kind);
        shown.then(|| (spot.place.unwrap_or(self.place), spot.height.unwrap_or(self.height)))
    }
}

/// Behind each kind of slide: `#RRGGBB`, a ground of the theme, or a picture beside the theme file.
pub type BackgroundLook = BTreeMap<SlideKind, String>;

/// The name of one of the theme's grounds.
#[must_use]
pub fn ground_name(words: &str) -> Option<GroundName> {
    match words {
        "paper" => Some(GroundName::Paper),
        "sand" => Some(GroundName::Sand),
        "dark" => Some(GroundName::Dark),
        _ => None,
    }
}

/// Whether the words of a background name a file.
#[must_use]
pub fn names_file(words: &str) -> bool {
    !words.starts_with('#') && ground_name(words).is_none()
}

/// Writes the names of a theme's files as the deck knows them: they lie in the folder of the theme file.
pub(super) fn beside(folder: &str, own: &mut Table) {
    if folder.is_empty() {
        return;
    }
    let files = |table: &mut Table| {
        for (name, keys) in [("logo", Some(["src", "on_dark"])), ("background", None)] {
            let Some(Value::Table(inner)) = table.get_mut(name) else { continue };
            for (key, value) in inner.iter_mut() {
                let is_file = keys.is_none_or(|keys| keys.contains(&key.as_str()));
                if let Value::String(path) = value
                    && is_file
                    && names_file(path)
                {
                    *path = format!("{folder}/{path}");
                }
            }
        }
    };
    files(own);
    if let Some(Value::Table(variants)) = own.get_mut("variants") {
        variants.iter_mut().for_each(|(_, over)| {
            if let Value::Table(over) = over {
                files(over);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn the_files_of_a_theme_lie_beside_it() {
        let text = "[logo]\nsrc = 'a.svg'\non_dark = 'b.svg'\nplace = 'top-left'\n[background]\ntitle = 'x/hero.jpg'\n\
                    content = '#102030'\nquote = 'sand'\n[variants.dark.background]\ntitle = 'night.jpg'\n";
        let mut table = text.parse().expect("it is TOML");
        beside("house", &mut table);
        let written = table.to_string();
        for expected in [
            "house/a.svg",
            "house/b.svg",
            "\"top-left\"",
            "house/x/hero.jpg",
            "\"#102030\"",
            "\"sand\"",
            "house/night.jpg",
        ] {
            assert!(written.contains(expected), "{expected}: {written}");
        }
        let mut table = text.parse().expect("it is TOML");
        beside("", &mut table);
        assert!(!table.to_string().contains("house/"));
    }
}
