//! A theme → a theme file that says every field of it, each with what it does and what it can be.

use std::fmt::Write as _;

use toml::{Table as Values, Value as Toml};

use super::built_in::built_in_values;
use super::fields::{self, ALL, Field};

/// The text of a theme file called `name` that extends the built-in theme `base`, and says all that it says.
#[must_use]
pub fn written(name: &str, base: &str) -> String {
    let mut values = built_in_values(base);
    let variants = values.remove("variants");
    values.insert("name".to_owned(), Toml::String(name.to_owned()));
    let mut out = format!(
        "#:schema ./theme.schema.json\n\
         # The theme \"{name}\": every field of \"{base}\", which it extends. Change what you like, and delete what stays as it\n\
         # is. Lengths are in points on a slide 540 points high.\n\
         extends = \"{base}\"\n"
    );
    let mut table = String::new();
    for (path, field) in ALL.iter() {
        head(&mut out, &mut table, path, is_said(&values, path));
        said(&mut out, path, field, (value(&values, path), is_said(&values, path)));
    }
    out.push_str(
        "\n# What differs in the other variants: the same tables, under the variant's name. Each variant begins with the values\n\
         # above.\n",
    );
    for (variant, over) in variants.as_ref().and_then(Toml::as_table).into_iter().flatten() {
        let Toml::Table(over) = over else { continue };
        for (path, _) in ALL.iter() {
            if let Some(value) = value(over, path) {
                head(&mut out, &mut table, &format!("variants.{variant}.{path}"), true);
                let _ = writeln!(out, "{} = {}", key(path), shown(value));
            }
        }
    }
    out
}

fn key(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// Whether the table that a path is in has any value: else all of it is a comment.
fn is_said(values: &Values, path: &str) -> bool {
    let table = path.rsplit_once('.').map_or("", |(table, _)| table);
    let here = |known: &str| known.rsplit_once('.').map_or("", |(it, _)| it) == table;
    ALL.iter().any(|(known, _)| here(known) && value(values, known).is_some())
}

/// Opens the table that a path is in, unless it is open.
fn head(out: &mut String, table: &mut String, path: &str, said: bool) {
    let own = path.rsplit_once('.').map_or("", |(table, _)| table);
    if own != table {
        table.clear();
        table.push_str(own);
        let _ = writeln!(out, "\n{}[{own}]", if said { "" } else { "# " });
    }
}

/// A field with what it does; commented out where the theme does not say it.
fn said(out: &mut String, path: &str, field: &Field, (value, whole): (Option<&Toml>, bool)) {
    let range = field.kind.range();
    let range = if range.is_empty() { range } else { format!(" ({range})") };
    // Each style has the same fields: what they do is said once.
    let known = path.strip_prefix("type.").is_some_and(|rest| !rest.starts_with(fields::first_style()));
    let line = match (value, field.absent) {
        (Some(value), _) => format!("{} = {}", key(path), shown(value)),
        (None, Some(usual)) if !usual.is_empty() && whole => format!("{} = {usual}", key(path)),
        (None, Some(usual)) if !usual.is_empty() => format!("# {} = {usual}", key(path)),
        (None, _) => format!("# {} = {}", key(path), field.kind.example()),
    };
    let _ = if known { writeln!(out, "{line}") } else { writeln!(out, "# {}{range}\n{line}", field.about) };
}

fn value<'v>(values: &'v Values, path: &str) -> Option<&'v Toml> {
    match path.split_once('.') {
        None => values.get(path),
        Some((head, rest)) => value(values.get(head)?.as_table()?, rest),
    }
}

/// As people write it: whole numbers without a point.
fn shown(value: &Toml) -> String {
    match value {
        Toml::Float(number) => number.to_string(),
        Toml::Array(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}
