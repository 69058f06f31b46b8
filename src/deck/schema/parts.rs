//! What stands in one region of a slide, and the columns, rows and places that hold it.

use schemars::JsonSchema;

use super::chart::Chart;
use super::common::Place;
use super::pictures::Picture;

/// What an item of a canvas, a column and a row may hold, between what says where it stands and what nests in it.
macro_rules! holder {
    ($(#[$about:meta])* struct $name:ident { $($place:tt)* } $({ $($inner:tt)* })?) => {
        $(#[$about])*
        #[derive(JsonSchema)]
        #[schemars(deny_unknown_fields)]
        pub(super) struct $name {
            $($place)*
            /// Markdown: paragraphs, lists, quotes, code, tables.
            body: Option<String>,
            code: Option<Code>,
            picture: Option<Picture>,
            #[schemars(length(min = 1, max = 9))]
            pictures: Option<Vec<Picture>>,
            chart: Option<Chart>,
            table: Option<Table>,
            #[schemars(length(min = 1))]
            numbers: Option<Vec<Figure>>,
            /// Without quotation marks: they are drawn.
            quote: Option<String>,
            by: Option<String>,
            work: Option<String>,
            /// The step at which it appears.
            #[schemars(range(min = 0, max = 999))]
            step: Option<u16>,
            /// The step at which it goes.
            #[schemars(range(min = 1, max = 999))]
            until: Option<u16>,
            $($($inner)*)?
        }
    };
}

holder! {
    /// Parts at a free place of a canvas.
    struct Item {
        /// The upper left corner: shares of the slide's width and height.
        #[schemars(length(min = 2, max = 2), inner(range(min = 0.0, max = 1.0)))]
        at: Vec<f64>,
        /// Shares of the slide's width and height.
        #[schemars(length(min = 2, max = 2), inner(range(min = 0.0, max = 1.0)))]
        size: Vec<f64>,
        /// In degrees, to the right.
        #[schemars(range(min = -360.0, max = 360.0))]
        turn: Option<f64>,
        /// Whether it is meant to lie on other items.
        over: Option<bool>,
        heading: Option<String>,
    }
}

holder! {
    /// A column: its parts stand under each other.
    struct Column {
        heading: Option<String>,
        /// Its share of the width that the columns have, from 0.1 to 0.9.
        #[schemars(range(min = 0.1, max = 0.9))]
        width: Option<f64>,
    }
    {
        row: Option<Vec<InnerRow>>,
    }
}

holder! {
    /// A row: its parts stand beside each other.
    struct Row {
        heading: Option<String>,
        /// Its share of the height that the rows have, from 0.1 to 0.9.
        #[schemars(range(min = 0.1, max = 0.9))]
        height: Option<f64>,
    }
    {
        column: Option<Vec<InnerColumn>>,
    }
}

holder! {
    /// A column of a row.
    struct InnerColumn {
        heading: Option<String>,
        /// Its share of the width that the columns have, from 0.1 to 0.9.
        #[schemars(range(min = 0.1, max = 0.9))]
        width: Option<f64>,
    }
}

holder! {
    /// A row of a column.
    struct InnerRow {
        heading: Option<String>,
        /// Its share of the height that the rows have, from 0.1 to 0.9.
        #[schemars(range(min = 0.1, max = 0.9))]
        height: Option<f64>,
    }
}

/// A big number with its words.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Figure {
    value: String,
    label: String,
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
