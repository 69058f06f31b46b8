//! A theme's name and variant → the theme: a built-in one, or a file of the deck that extends another.
//!
//! Invariant: whatever is wrong in a theme file, all else of it is in force, and what is wrong is as in the theme that it
//! extends.

use serde::Deserialize;
use toml::{Table as Values, Value as Toml};

use super::built_in::{FIRST, built_in_values, overlay};
use super::check::THEME;
use super::families::{self, Asked};
use super::layers::{self, Layer};
use super::parts::Family;
use super::values::{Theme, Variant};
use crate::color::Color;
use crate::deck::files::Files;
use crate::diagnostic::{Diagnostic, Source, Span};

/// A theme, and all that is known of where it comes from.
#[derive(Debug)]
pub struct Loaded {
    pub value: Theme,
    pub diagnostics: Vec<Diagnostic>,
    /// The theme files; spans in the first have the number 1.
    pub sources: Vec<Source>,
    /// Their folders, where they have one of their own.
    pub folders: Vec<String>,
    /// Who asks for which family: of each kind the one that is in force, and each that would be without those before it.
    pub families: [Vec<Asked>; 3],
    /// Where the files of logo and backgrounds are named that are in force: by table and key.
    pub files: Vec<((String, String), Span)>,
}

/// The theme called `name`: a built-in one, or one of the deck's. Without a `variant`, its own.
pub fn load(name: &str, variant: Option<Variant>, span: Span, files: &dyn Files) -> Loaded {
    let (layers, base, mut diagnostics) = layers::layers(name, span, files);
    let mut values = built_in_values(base);
    for layer in layers.iter().rev() {
        if let Some(variant) = layer.values.get("variant").and_then(Toml::as_str) {
            turned(&mut values, variant);
        }
        overlay(&mut values, layer.values.clone());
    }
    let logo = values.get("logo").and_then(Toml::as_table);
    if logo.is_some_and(|logo| !logo.contains_key("src")) {
        // Where nothing else of it can be used, that has been told.
        let said = logo.is_some_and(says);
        if said && let Some(layer) = layers.iter().find(|layer| layer.root.get("logo").is_some()) {
            let place = layer.root.get("logo").map_or_else(|| layer.place(), |node| node.span);
            let fault = Diagnostic::error(THEME, place, "[logo] names no picture, so there is no logo");
            diagnostics.push(fault.hint("Write src = \"logo.svg\" under [logo]"));
        }
        values.remove("logo");
    }
    let mut value = match resolve(values, variant) {
        Ok(theme) => theme,
        Err(why) => {
            diagnostics.push(Diagnostic::error(THEME, layers.first().map_or(span, Layer::place), why));
            built_in(base, variant).unwrap_or_else(usual)
        }
    };
    if let Some(variant) = variant.filter(|variant| *variant != value.variant) {
        let name = variant.name();
        let message = format!("the theme has no variant `{name}`: its own, `{}`, is shown", value.variant.name());
        let place = layers.first().map_or(span, Layer::place);
        diagnostics.push(Diagnostic::error(THEME, place, message).hint(format!("Write [variants.{name}.colors]")));
    }
    if layers.is_empty() {
        value.name = base.to_owned();
    }
    let built_in = built_in(base, Some(value.variant)).unwrap_or_else(usual);
    let asked = |(key, kind): (&'static str, Family)| families::asked(&layers, (key, kind), &value, &built_in);
    let families = Family::ALL.map(asked);
    let folders = layers.iter().filter(|it| !it.folder.is_empty()).map(|it| it.folder.clone()).collect();
    let named = families::named(&layers, value.variant);
    Loaded {
        files: named,
        value,
        diagnostics,
        sources: layers.into_iter().map(|it| it.source).collect(),
        folders,
        families,
    }
}

/// Makes another variant a theme's own: its values are the theme's, and what they replace goes to the variants that do
/// not say it themselves, so that each looks as before.
fn turned(values: &mut Values, variant: &str) {
    let own = values.get("variant").and_then(Toml::as_str).unwrap_or_default().to_owned();
    let Some(Toml::Table(variants)) = values.get("variants").filter(|_| own != variant) else { return };
    let mut variants = variants.clone();
    let Some(Toml::Table(mut over)) = variants.remove(variant) else { return };
    let open = values.get("colors").and_then(Toml::as_table).is_some_and(|colors| !colors.contains_key("dark"));
    if open {
        say_dark(values);
        say_dark(&mut over);
    }
    let under = replaced(values, &over);
    variants.entry(own).or_insert_with(|| Values::new().into());
    for other in variants.iter_mut().filter_map(|(_, other)| other.as_table_mut()) {
        let mut said = std::mem::replace(other, under.clone());
        if open {
            say_dark(&mut said);
        }
        overlay(other, said);
    }
    overlay(values, over);
    values.insert("variant".to_owned(), variant.into());
    values.insert("variants".to_owned(), variants.into());
}

/// The dark ground is the primary color where a theme does not say it: what one variant says is not for the others.
fn say_dark(values: &mut Values) {
    if let Some(Toml::Table(colors)) = values.get_mut("colors")
        && let Some(primary) = colors.get("primary").cloned()
    {
        colors.entry("dark").or_insert(primary);
    }
}

/// The values that would be laid over by others.
fn replaced(values: &Values, over: &Values) -> Values {
    let pairs = over.iter().filter_map(|(key, value)| Some((key, values.get(key)?, value)));
    let inner = |under: &Toml, over: &Toml| match (under, over) {
        (Toml::Table(under), Toml::Table(over)) => replaced(under, over).into(),
        _ => under.clone(),
    };
    pairs.map(|(key, under, over)| (key.clone(), inner(under, over))).collect()
}

/// Whether a table says anything, however deep.
fn says(table: &Values) -> bool {
    table.values().any(|value| value.as_table().is_none_or(says))
}

/// The built-in theme of that name, in a variant or in its own.
#[must_use]
pub fn built_in(name: &str, variant: Option<Variant>) -> Option<Theme> {
    resolve(built_in_values(name), variant).ok()
}

/// The theme of a deck that names none.
#[must_use]
pub fn usual() -> Theme {
    built_in(FIRST, None).expect("a test reads every built-in theme")
}

/// The theme in a variant, if it has that: the file's own values, and over them those of the variant's table.
fn resolve(mut values: Values, variant: Option<Variant>) -> Result<Theme, String> {
    let mut variants = match values.remove("variants") {
        Some(Toml::Table(variants)) => variants,
        _ => Values::new(),
    };
    let own = values.get("variant").and_then(Toml::as_str).unwrap_or_default().to_owned();
    let name = variant.map_or(own, |it| it.name().to_owned());
    if let Some(Toml::Table(over)) = variants.remove(&name) {
        overlay(&mut values, over);
        values.insert("variant".to_owned(), name.into());
    }
    values.try_into().map_err(|fault: toml::de::Error| fault.to_string().trim_end().to_owned())
}

impl<'de> Deserialize<'de> for Color {
    fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        let text = String::deserialize(reader)?;
        let wrong = || serde::de::Error::custom(format!("`{text}` is not a color; colors are written #RRGGBB"));
        Self::parse(&text).ok_or_else(wrong)
    }
}
