//! What stands in one region of a slide, but for charts and pictures.

use schemars::JsonSchema;

use super::common::Place;

/// A big number with its words.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Figure {
    value: String,
    label: String,
    /// The name of an icon over the value.
    icon: Option<String>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Table {
    #[schemars(length(min = 1, max = 100))]
    columns: Vec<String>,
    /// Each as long as `columns`.
    rows: Vec<Vec<String>>,
    align: Option<Vec<Align>>,
    /// Where it stands beside the words of its slide.
    place: Option<Place>,
    /// Its share of the width beside words.
    #[schemars(range(min = 0.1, max = 0.9))]
    share: Option<f64>,
    /// The step at which it appears.
    #[schemars(range(min = 0, max = 999))]
    step: Option<u16>,
    /// The step at which it goes.
    #[schemars(range(min = 1, max = 999))]
    until: Option<u16>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum Align {
    Start,
    Center,
    End,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Code {
    /// The programming language: `rust`.
    language: Option<String>,
    /// The code itself; or it is in a `file`.
    text: Option<String>,
    /// A file in the deck's folder: `src/main.rs`.
    file: Option<String>,
    /// The lines that are shown, with their own numbers: `12-40`.
    lines: Option<String>,
    /// The part between the comments `region: name` and `endregion`.
    region: Option<String>,
    /// The file's name on a tab over the code; that of `file`, if it is not said.
    name: Option<String>,
    /// Whether the lines are numbered.
    numbers: Option<bool>,
    /// The lines that are lit, an entry for each step: `1-3`, `2, 5-6`, or `all`.
    highlight: Option<Vec<String>>,
    /// Breaks lines that are too long; the rest of one stands in under it.
    wrap: Option<bool>,
    /// The step at which it appears.
    #[schemars(range(min = 0, max = 999))]
    step: Option<u16>,
    /// The step at which it goes.
    #[schemars(range(min = 1, max = 999))]
    until: Option<u16>,
}
