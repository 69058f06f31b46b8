//! The tree of a theme file → the values in it that can be used, and all that is wrong with it, each with its place.
//!
//! Invariant: what is handed on fits the types of a theme; a wrong value is left out, so that the one under it stays.

use toml::{Table as Values, Value as Toml};

use super::fields::{self, VARIANTS};
use crate::deck::source::{Entry, Table, Value};
use crate::diagnostic::{Diagnostic, closest, did_you_mean};

/// The name under which faults of themes are reported.
pub(super) const THEME: &str = "THEME";
/// Names told of one table.
const MOST_NAMES: usize = 24;

/// Keys of a theme file that are no part of the theme itself.
const OWN: [&str; 2] = ["extends", "variants"];

/// The usable values of a theme file, `variants` among them; `extends` is not.
pub(super) fn usable(root: &Table, faults: &mut Vec<Diagnostic>) -> Values {
    let mut values = Values::new();
    for entry in &root.entries {
        match entry.key.as_str() {
            "extends" => {}
            "variants" => {
                let variants = variants(entry, faults);
                values.insert(entry.key.clone(), variants.into());
            }
            _ => put(entry, "", "", faults, &mut values),
        }
    }
    values
}

fn variants(entry: &Entry, faults: &mut Vec<Diagnostic>) -> Values {
    let mut values = Values::new();
    let Value::Table(table) = &entry.node.value else {
        let message = format!("`variants` must be a table of tables, but it is {}", entry.node.value.kind());
        faults.push(Diagnostic::error(THEME, entry.node.span, message).hint("Write [variants.dark.colors]"));
        return values;
    };
    for variant in &table.entries {
        let name = &variant.key;
        if !VARIANTS.contains(&name.as_str()) {
            let message = format!("there is no variant called `{name}`");
            faults.push(Diagnostic::error(THEME, variant.key_span, message).hint(near(name, VARIANTS)));
            continue;
        }
        let Value::Table(inner) = &variant.node.value else {
            let message = format!("`variants.{name}` must be a table, but it is {}", variant.node.value.kind());
            let hint = format!("Write [variants.{name}.colors]");
            faults.push(Diagnostic::error(THEME, variant.node.span, message).hint(hint));
            continue;
        };
        let mut own = Values::new();
        for entry in &inner.entries {
            put(entry, "", &format!("variants.{name}."), faults, &mut own);
        }
        values.insert(name.clone(), own.into());
    }
    values
}

/// One key of the table at `path`, wherever in a variant (`before`) that is, if it is one that a theme has.
fn put(entry: &Entry, path: &str, before: &str, faults: &mut Vec<Diagnostic>, into: &mut Values) {
    let own = if path.is_empty() { entry.key.clone() } else { format!("{path}.{}", entry.key) };
    let shown = format!("{before}{own}");
    let field = fields::at(&own);
    let inner = if field.is_some() { Vec::new() } else { fields::inside(&own) };
    match (field, &entry.node.value) {
        (Some(field), _) => match field.kind.read(&shown, &entry.node) {
            Ok(mut value) => {
                if own.ends_with(".sizes") && own.starts_with("type.") {
                    falling(&mut value);
                }
                into.insert(entry.key.clone(), value);
            }
            Err(wrong) => faults.push(Diagnostic::error(THEME, wrong.span, wrong.message).hint(wrong.hint)),
        },
        (None, Value::Table(table)) if !inner.is_empty() => {
            let mut values = Values::new();
            for entry in &table.entries {
                put(entry, &own, before, faults, &mut values);
            }
            into.insert(entry.key.clone(), values.into());
        }
        (None, other) if !inner.is_empty() => {
            let message = format!("`{shown}` must be a table, but it is {}", other.kind());
            let hint = format!("Write [{shown}] and under it {} = …", inner.first().copied().unwrap_or_default());
            faults.push(Diagnostic::error(THEME, entry.node.span, message).hint(hint));
        }
        (None, _) => faults.push(unknown(entry, path, before)),
    }
}

/// The sizes of a style are tried as they stand, so the largest is the first.
fn falling(value: &mut Toml) {
    if let Toml::Array(sizes) = value {
        let number = |it: &Toml| it.as_float().unwrap_or_default();
        sizes.sort_by(|a, b| number(b).total_cmp(&number(a)));
    }
}

fn unknown(entry: &Entry, path: &str, before: &str) -> Diagnostic {
    let mut known = fields::inside(path);
    if path.is_empty() && before.is_empty() {
        known.extend(OWN);
    }
    let place = match (path, before) {
        ("", "") => "a theme".to_owned(),
        _ => format!("[{}]", format!("{before}{path}").trim_end_matches('.')),
    };
    let message = format!("{place} has no `{}`", entry.key);
    Diagnostic::error(THEME, entry.key_span, message).hint(near(&entry.key, &known))
}

/// The name that was meant, or those that there are.
pub(super) fn near(written: &str, known: &[&str]) -> String {
    closest(written, known.iter().copied()).map_or_else(
        || {
            let more = known.len().saturating_sub(MOST_NAMES);
            let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("There are {}{rest}", known[..known.len().min(MOST_NAMES)].join(", "))
        },
        did_you_mean,
    )
}
