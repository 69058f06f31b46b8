//! What a theme and a slide say of logo and background → pictures and colors, each fault where it is written.

use super::Reader;
use super::fields::BACKGROUND;
use crate::bitmap;
use crate::color::Color;
use crate::deck::brand::{Background, Brand, Logo};
use crate::deck::source::{Node, Table, Text, Value};
use crate::deck::theme::{GroundName, SlideKind, Theme, ground_name, names_file};
use crate::deck::{Fit, Picture, PictureContent};
use crate::diagnostic::Span;

const EXAMPLE: &str = "background = \"photo.jpg\" or background = \"#102030\"";

/// What a slide or a theme has behind its words.
pub(super) enum Behind {
    Ground(GroundName),
    Own(Background),
}

impl Reader<'_> {
    /// The files of the theme. Where its background is one of its grounds, the theme has that ground then.
    pub(super) fn brand(&mut self, theme: &mut Theme, named: &Named) -> Brand {
        let logo = theme.logo.clone().and_then(|look| {
            let usual = self.theme_picture(named, ("logo", "src"), &look.src)?;
            let usual = Picture { alt: look.alt.clone(), ..usual };
            let on_dark = look.on_dark.as_ref().and_then(|src| self.theme_picture(named, ("logo", "on_dark"), src));
            let on_dark = on_dark.map(|picture| Picture { alt: look.alt.clone(), ..picture });
            Some(Logo { usual, on_dark })
        });
        let mut brand = Brand { logo, ..Brand::default() };
        for (kind, words) in theme.background.clone() {
            let key = KINDS.iter().find(|(_, known)| *known == kind).map_or("content", |(name, _)| name);
            let span = place_in_theme(named, ("background", key));
            match self.behind(&Text::plain(words, span), (0.5, 0.5)) {
                Some(Behind::Ground(ground)) => theme.grounds.set(kind, ground),
                Some(Behind::Own(own)) => drop(brand.backgrounds.insert(kind, own)),
                None => {}
            }
        }
        brand
    }

    /// `background` of a slide.
    pub(super) fn background(&mut self, slide: &Table) -> Option<Behind> {
        match &slide.get("background")?.value {
            Value::Text(_) => {
                let text = self.filled(slide, "background")?;
                self.behind(text, (0.5, 0.5))
            }
            Value::Table(own) => {
                let own = &*self.check_keys(own, &BACKGROUND);
                let src = self.filled(own, "src")?;
                let focus = self.focus(own, Fit::Cover);
                self.behind(src, focus)
            }
            _ => {
                let node: &Node = slide.get("background")?;
                self.wrong_kind("background", node, "a color or the name of a picture", EXAMPLE);
                None
            }
        }
    }

    fn behind(&mut self, text: &Text, focus: (f64, f64)) -> Option<Behind> {
        let words = text.words.trim();
        if let Some(ground) = ground_name(words) {
            return Some(Behind::Ground(ground));
        }
        if !names_file(words) {
            let color = Color::parse(words).filter(|color| color.a == 255);
            if color.is_none() {
                let message = format!("`{}` is no color for a background", super::values::shown(words));
                self.fault(text.span, message, "Colors are written #RRGGBB, as in background = \"#102030\"");
            }
            return color.map(|color| Behind::Own(Background::Color(color)));
        }
        let content = self.content(text);
        if matches!(content, PictureContent::Missing) {
            return None;
        }
        // A mean ground: how light a clear picture looks is decided where it is laid out.
        let sketch = match &content {
            // One picture may lie behind every slide.
            PictureContent::Raster(raster) => match self.sketches.get(&text.words) {
                Some(known) => known.clone(),
                None => {
                    let sketch = bitmap::sketch(raster, Color::rgb(128, 128, 128));
                    self.sketches.insert(text.words.clone(), sketch.clone());
                    sketch
                }
            },
            _ => None,
        };
        let picture =
            Box::new(Picture { fit: Fit::Cover, focus, ..Picture::bare(words.to_owned(), content, text.span) });
        Some(Behind::Own(Background::Picture { picture, sketch }))
    }

    fn theme_picture(&mut self, named: &Named, key: (&str, &str), src: &str) -> Option<Picture> {
        let span = place_in_theme(named, key);
        let content = self.content(&Text::plain(src.to_owned(), span));
        (!matches!(content, PictureContent::Missing)).then(|| Picture::bare(src.to_owned(), content, span))
    }
}

/// Where a theme's files name its pictures, by table and key.
pub(super) type Named = [((String, String), Span)];

fn place_in_theme(named: &Named, (table, key): (&str, &str)) -> Span {
    let found = named.iter().find(|((its, name), _)| its == table && name == key);
    found.map(|(_, span)| *span).unwrap_or_default()
}

/// The kinds of slides by their names in theme files.
const KINDS: [(&str, SlideKind); 6] = [
    ("title", SlideKind::Title),
    ("section", SlideKind::Section),
    ("closing", SlideKind::Closing),
    ("quote", SlideKind::Quote),
    ("image", SlideKind::Image),
    ("content", SlideKind::Content),
];
