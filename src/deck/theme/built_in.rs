//! The themes inside the program: a name → what its file says, over what it extends.

use std::sync::OnceLock;

use toml::{Table as Values, Value as Toml};

use super::check::usable;
use crate::deck::source;

/// The themes inside the program: name and text.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("civic", include_str!("../../../assets/themes/civic.toml")),
    ("lecture", include_str!("../../../assets/themes/lecture.toml")),
    ("keynote", include_str!("../../../assets/themes/keynote.toml")),
    ("essay", include_str!("../../../assets/themes/essay.toml")),
    ("workshop", include_str!("../../../assets/themes/workshop.toml")),
];
/// The one that files extend if they name none, and that stands in where there is none.
pub(super) const FIRST: &str = "civic";

/// What a built-in theme's file says, over what it extends.
pub(super) fn built_in_values(name: &str) -> Values {
    // Each when it is asked for: a deck has one.
    static READ: [OnceLock<Values>; BUILT_IN.len()] = [const { OnceLock::new() }; BUILT_IN.len()];
    let Some(at) = BUILT_IN.iter().position(|(known, _)| *known == name) else { return Values::new() };
    READ[at].get_or_init(|| read(BUILT_IN[at].1)).clone()
}

fn read(text: &str) -> Values {
    let root = source::parse(text, 0).expect("a test reads every built-in theme");
    let mut values = match root.get("extends").map(|node| &node.value) {
        Some(source::Value::Text(base)) => built_in_values(&base.words),
        _ => Values::new(),
    };
    overlay(&mut values, usable(&root, &mut Vec::new()));
    values
}

/// Lays `over` on `under`, table by table; everything else is replaced.
pub(super) fn overlay(under: &mut Values, over: Values) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(Toml::Table(under)), Toml::Table(over)) => overlay(under, over),
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}
