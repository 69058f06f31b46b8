//! Charts: their data, axes and what lies across them.

use schemars::JsonSchema;

use super::common::{Names, Place};

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Chart {
    kind: ChartKind,
    /// What each mark is; the first column of `data` has them too.
    #[schemars(length(min = 1, max = 100))]
    labels: Option<Vec<String>>,
    /// A number for each label; a scale has none. Bars and shares have none under 0.
    values: Option<Vec<f64>>,
    /// Several rows of values, each with its name.
    #[schemars(length(min = 1, max = 5))]
    series: Option<Vec<Series>>,
    /// A CSV file in the deck's folder: labels in the first column, a series in each other, unless `x` and `y` name them.
    data: Option<String>,
    /// The column of the labels; of points the column of their x; one for each of `y`, where points or lines lie apart. Or the
    /// numbers or dates themselves, of points and lines.
    x: Option<Places>,
    /// The columns of the values.
    y: Option<Names>,
    /// The column of what points are called.
    names: Option<String>,
    /// The lower end of the range around each value: numbers, or columns.
    low: Option<Ends>,
    /// The upper end of the range around each value: numbers, or columns.
    high: Option<Ends>,
    /// Whether several series of bars or areas lie on each other, not side by side.
    stacked: Option<bool>,
    /// The marks in the order of their values.
    sort: Option<ChartSort>,
    /// What stands on each mark instead of its value: empty for the value itself.
    texts: Option<Vec<String>>,
    /// Stands right after each value: `%`.
    unit: Option<String>,
    /// Stands right before each value: `$`.
    prefix: Option<String>,
    /// How values are written: short (`1.2M`), with a sign, or parts of 1 as percent.
    format: Option<ChartFormat>,
    /// Where the axis of lines, points and dots begins; 0 if absent.
    min: Option<f64>,
    /// The value of a full bar, where an axis ends, a share's whole; the greatest value if absent.
    max: Option<f64>,
    /// Whether each tenfold takes the same length of the axis of values; of points and lines also `x`, or `both`.
    log: Option<Log>,
    /// The marks that stand out, counted from 0 or by label; the series where there are several.
    highlight: Option<Highlight>,
    /// Whether points get a line through them, or what follows its slope: ` °C a point`.
    trend: Option<TrendWords>,
    /// Upright lines, each at a label, date or number.
    #[schemars(length(max = 5))]
    events: Option<Vec<Guide>>,
    /// Level lines, each at a value.
    #[schemars(length(max = 5))]
    targets: Option<Vec<Guide>>,
    /// The words at the two ends of a scale.
    #[schemars(length(min = 2, max = 2))]
    ends: Option<Vec<String>>,
    /// What the chart shows, for those who do not see it.
    alt: Option<String>,
    /// Where it stands beside the words.
    place: Option<Place>,
    /// Its share of the width beside words, of the height over or under them.
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
pub(super) enum ChartKind {
    Bars,
    Columns,
    Line,
    Area,
    Points,
    Dots,
    Share,
    Scale,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum ChartFormat {
    Plain,
    Short,
    Signed,
    Percent,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum ChartSort {
    Rising,
    Falling,
}

/// Numbers, or dates in quotes.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum PlaceOnAxis {
    Number(f64),
    Words(String),
}

#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Places {
    Column(String),
    Own(Vec<PlaceOnAxis>),
}

#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Ends {
    Column(String),
    Columns(Vec<String>),
    Own(Vec<f64>),
}

#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Highlight {
    One(PlaceOnAxis),
    Several(Vec<PlaceOnAxis>),
}

#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Log {
    Values(bool),
    Axes(LogAxis),
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum LogAxis {
    X,
    Y,
    Both,
}

#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum TrendWords {
    Shown(bool),
    Words(String),
}

/// A line across a chart, and its words.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Guide {
    at: PlaceOnAxis,
    text: Option<String>,
}

/// A row of values, one for each label.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Series {
    name: String,
    values: Vec<f64>,
    /// The numbers or dates along which the values of points or a line lie, where each series has its own.
    x: Option<Vec<PlaceOnAxis>>,
    /// What these points are called.
    labels: Option<Vec<String>>,
    /// The ends of the range around each value.
    low: Option<Vec<f64>>,
    high: Option<Vec<f64>>,
}
