//! A theme's name and variant → the theme: a built-in one, or a file of the deck that extends another.

use serde::Deserialize;
use toml::{Table, Value};

use super::values::{Theme, Variant};
use super::{bounds, brand};
use crate::color::Color;
use crate::deck::files::{FileFault, Files};
use crate::deck::near::suggestion;
use crate::diagnostic::{Checked, Diagnostic, Span, closest, did_you_mean};

/// The themes inside the program: name and text.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("civic", include_str!("../../../assets/themes/civic.toml")),
    ("lecture", include_str!("../../../assets/themes/lecture.toml")),
    ("keynote", include_str!("../../../assets/themes/keynote.toml")),
];
/// The one that files extend if they name none, and that stands in for a faulty one.
pub(super) const FIRST: &str = "civic";

/// A theme file may be at most this long.
pub(super) const LIMIT: u64 = 256 * 1024;
/// Theme files that extend each other.
pub(super) const MOST_FILES: usize = 8;

/// The theme called `name`: a built-in one, or a `.toml` file in the deck's folder. Without a `variant`, its own.
pub fn load(name: &str, variant: Option<Variant>, span: Span, files: &dyn Files) -> Checked<Theme> {
    let fault = if is_file(name) {
        match tables(name, files, MOST_FILES).and_then(|table| resolve(table, variant)) {
            Ok(value) => return Checked { value, diagnostics: Vec::new() },
            Err(why) => Diagnostic::error("THEME", span, format!("the theme file `{name}` has a fault: {why}"))
                .hint(format!("the built-in theme `{FIRST}` is shown until it is fixed")),
        }
    } else if let Some(value) = built_in(name, variant) {
        return Checked { value, diagnostics: Vec::new() };
    } else {
        let fault = Diagnostic::error("THEME", span, format!("there is no theme called `{name}`"));
        let near = closest(name, BUILT_IN.iter().map(|(name, _)| *name));
        near.map(did_you_mean)
            .into_iter()
            .fold(fault, Diagnostic::hint)
            .hint(format!("built-in themes are {}; a file of your own ends in .toml", names()))
    };
    let value = built_in(FIRST, variant).expect("a test reads every built-in theme");
    Checked { value, diagnostics: vec![fault] }
}

/// The built-in theme of that name, in a variant or in its own.
#[must_use]
pub fn built_in(name: &str, variant: Option<Variant>) -> Option<Theme> {
    resolve(built_in_table(name).ok()?, variant).ok()
}

/// The theme of a deck that names none.
#[must_use]
pub fn usual() -> Theme {
    built_in(FIRST, None).expect("a test reads every built-in theme")
}

pub(super) fn is_file(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

/// What a theme file says, laid over what it extends; that may be another file, and so on `deep` times.
fn tables(name: &str, files: &dyn Files, deep: usize) -> Result<Table, String> {
    if deep == 0 {
        return Err(format!("more than {MOST_FILES} theme files extend each other"));
    }
    let bytes = files.read(name, LIMIT).map_err(|fault| {
        let near = if fault == FileFault::Missing { suggestion(files, name) } else { None };
        format!("`{name}` can't be read: {fault}{}", near.map_or_else(String::new, |near| format!(". {near}")))
    })?;
    let text = String::from_utf8_lossy(&bytes);
    bounds::check(name, &text)?;
    let mut own: Table = text.parse().map_err(tidy)?;
    brand::beside(name, &mut own);
    let base = match own.remove("extends") {
        None => FIRST.to_owned(),
        Some(Value::String(base)) => base,
        Some(_) => return Err("`extends` takes the name of a theme in quotes".to_owned()),
    };
    let mut table = if is_file(&base) { tables(&base, files, deep - 1)? } else { built_in_table(&base)? };
    overlay(&mut table, own);
    Ok(table)
}

fn built_in_table(name: &str) -> Result<Table, String> {
    let known = BUILT_IN.iter().find(|(known, _)| *known == name);
    let (_, text) = known.ok_or_else(|| format!("it extends `{name}`, which is not a built-in theme ({})", names()))?;
    text.parse().map_err(tidy)
}

/// The theme in a variant: the file's own values, and over them those of the variant's table.
fn resolve(mut table: Table, variant: Option<Variant>) -> Result<Theme, String> {
    let mut variants = match table.remove("variants") {
        None => Table::new(),
        Some(Value::Table(variants)) => variants,
        Some(_) => return Err("`variants` is a table of tables: [variants.dark.colors]".to_owned()),
    };
    let known = |name: &&String| !Variant::ALL.iter().any(|(known, _)| known == name);
    if let Some(name) = variants.keys().find(known) {
        let names: Vec<_> = Variant::ALL.iter().map(|(name, _)| *name).collect();
        return Err(format!("there is no variant called `{name}`; there are {}", names.join(", ")));
    }
    let own = table.get("variant").and_then(Value::as_str).unwrap_or_default();
    if let Some(name) = variant.map(Variant::name).filter(|name| *name != own) {
        match variants.remove(name) {
            Some(Value::Table(over)) => overlay(&mut table, over),
            _ => return Err(format!("it has no variant `{name}`; write [variants.{name}.colors]")),
        }
        table.insert("variant".to_owned(), Value::String(name.to_owned()));
    }
    let theme: Theme = table.try_into().map_err(tidy)?;
    theme.check()?;
    Ok(theme)
}

/// Lays `over` on `under`, table by table; everything else is replaced.
fn overlay(under: &mut Table, over: Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(Value::Table(under)), Value::Table(over)) => overlay(under, over),
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}

fn tidy(fault: toml::de::Error) -> String {
    fault.to_string().trim_end().to_owned()
}

fn names() -> String {
    let names: Vec<_> = BUILT_IN.iter().map(|(name, _)| format!("`{name}`")).collect();
    names.join(", ")
}

impl<'de> Deserialize<'de> for Color {
    fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        let text = String::deserialize(reader)?;
        let wrong = || serde::de::Error::custom(format!("`{text}` is not a color; colors are written #RRGGBB"));
        Self::parse(&text).ok_or_else(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::{BUILT_IN, built_in, load};
    use crate::deck::files::Memory;
    use crate::deck::theme::{Theme, Variant, contrasts};
    use crate::diagnostic::{Checked, Span};

    #[test]
    fn every_built_in_theme_keeps_its_contrast_in_every_variant() {
        for (name, _) in BUILT_IN {
            let own = built_in(name, None).unwrap_or_else(|| panic!("theme {name} does not read"));
            assert_eq!(own.name, *name);
            assert!(!own.description.is_empty());
            let mut faults = Vec::new();
            for (variant, wanted) in Variant::ALL {
                let theme = load(name, Some(wanted), Span::default(), &Memory::default());
                assert!(theme.diagnostics.is_empty(), "{name}, {variant}: {:?}", theme.diagnostics);
                assert_eq!(theme.value.variant, wanted);
                let low = contrasts(&theme.value).into_iter().filter(|(_, it)| *it < wanted.least_contrast());
                faults.extend(low.map(|(pair, ratio)| format!("{name}, {variant}: {pair} is {ratio:.2}:1")));
            }
            assert!(faults.is_empty(), "{}", faults.join("\n"));
        }
    }

    fn loaded(text: &str, variant: Option<Variant>) -> Checked<Theme> {
        let files = Memory::default()
            .with("own.toml", text.as_bytes())
            .with("house.toml", &b"extends = \"keynote\"\n[space]\nleft = 33.0"[..])
            .with("round.toml", &b"extends = \"round.toml\""[..]);
        load("own.toml", variant, Span::default(), &files)
    }

    fn fault(text: &str) -> String {
        let mut faults = loaded(text, None).diagnostics;
        assert_eq!(faults.len(), 1, "{text}");
        faults.remove(0).message
    }

    #[test]
    fn a_theme_file_extends_a_built_in_one_or_another_file() {
        let civic = loaded("[colors]\nprimary = \"#123456\"", None);
        assert!(civic.diagnostics.is_empty());
        assert_eq!(civic.value.strong_fill().to_string(), "#123456", "the strong ground follows");
        let house = loaded("extends = \"house.toml\"\n[variants.light.space]\ntop = 12.0", None).value;
        assert_eq!((house.name.as_str(), house.space.left), ("keynote", 33.0));
        assert_eq!(house.variant, Variant::Dark, "keynote's own");
        let light = loaded("extends = \"house.toml\"\n[variants.light.space]\ntop = 12.0", Some(Variant::Light)).value;
        assert_eq!((light.space.left, light.space.top), (33.0, 12.0));
        assert_ne!(light.colors.paper, house.colors.paper);
    }

    #[test]
    fn a_faulty_theme_file_is_told() {
        assert!(fault("[colors]\nprimary = \"blue\"").contains("#RRGGBB"));
        assert!(fault("extends = \"nobody\"").contains("not a built-in theme"));
        assert!(fault("extends = \"round.toml\"").contains("extend each other"));
        assert!(fault("extends = \"gone.toml\"").contains("`gone.toml` can't be read"));
        assert!(fault("[regions]\naside = 2.0").contains("regions"));
        assert!(fault("[type.code]\nsizes = []").contains("type.code"));
        assert!(fault("[space]\nleft = 900.0").contains("space.left"));
        assert!(fault("[colours]\nx = 1").contains("colours"));
        assert!(fault("[variants.night.colors]\npaper = \"#000000\"").contains("`night`"));
        assert!(fault("variants = 3").contains("[variants.dark.colors]"));
    }
}
