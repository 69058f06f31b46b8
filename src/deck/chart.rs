//! What a chart and big numbers say: kinds, labels and values, and the words for them.

use super::dates::Precision;
use super::numerals::Numerals;
use super::picture::Picture;
use super::placing::Placing;
use super::rich::Rich;
use super::short::short;
use crate::diagnostic::Span;

#[derive(Clone, Debug)]
pub struct Chart {
    pub kind: ChartKind,
    pub labels: Vec<Rich>,
    /// None for `Scale`, else at least one; only the one of `values` has no name.
    pub series: Vec<Series>,
    /// Whether several series of bars lie on each other, not side by side.
    pub stacked: bool,
    /// What stands on the mark instead of value and unit: `about 1 in 10`. Empty or as many as labels.
    pub texts: Vec<Option<Rich>>,
    /// Stands right after each value: `%`, ` schools`.
    pub unit: String,
    /// Stands right before each value: `$`.
    pub prefix: String,
    pub format: Format,
    pub numerals: Numerals,
    /// BCP 47: of the words for numbers and dates.
    pub language: String,
    /// What a file calls its labels (the x of points) and its values; empty where nothing says it.
    pub columns: [String; 2],
    /// Where the labels lie, if they do not just follow one another.
    pub along: Option<Along>,
    /// Whether each tenfold takes the same length of the axis of values.
    pub log: bool,
    /// The same of the axis along which points and lines lie.
    pub log_x: bool,
    pub trend: Option<Trend>,
    /// Upright lines at a place along the labels, from left to right.
    pub events: Vec<Guide>,
    /// Level lines at a value.
    pub targets: Vec<Guide>,
    /// Where the axis of lines and dots begins; `None` is 0, or the least value under it.
    pub min: Option<f64>,
    /// The value of a full bar, or where an axis ends; `None` is the greatest value. A share's whole is always said.
    pub max: Option<f64>,
    /// Indices of the marks that stand out; of the series where there are several.
    pub highlight: Vec<usize>,
    /// The words at the two ends of a `Scale`.
    pub ends: Option<(Rich, Rich)>,
    pub alt: Option<String>,
    pub placing: Placing,
    pub span: Span,
}

/// A row of values, one for each label.
#[derive(Clone, Debug)]
pub struct Series {
    pub name: Option<Rich>,
    /// `None` where nothing is known.
    pub values: Vec<Option<f64>>,
    /// The ends of the range around each value; empty, or as many as values.
    pub low: Vec<Option<f64>>,
    pub high: Vec<Option<f64>>,
    /// Which labels are the series' own, where others lie elsewhere; empty where all are everybody's.
    pub own: Vec<bool>,
}

impl Series {
    #[must_use]
    pub fn new(name: Option<Rich>, values: Vec<Option<f64>>) -> Self {
        Self { name, values, low: Vec::new(), high: Vec::new(), own: Vec::new() }
    }

    /// Whether nothing said here means that something is missing.
    #[must_use]
    pub fn is_own(&self, label: usize) -> bool {
        self.own.get(label).copied().unwrap_or(self.own.is_empty())
    }

    /// The range around a value, if both its ends are known.
    #[must_use]
    pub fn range(&self, label: usize) -> Option<(f64, f64)> {
        let end = |of: &[Option<f64>]| of.get(label).copied().flatten();
        let (low, high) = (end(&self.low)?, end(&self.high)?);
        Some((low.min(high), low.max(high)))
    }
}

/// Where labels lie along their axis.
#[derive(Clone, Debug)]
pub enum Along {
    Dates {
        days: Vec<f64>,
        precision: Precision,
    },
    /// The x of each point.
    Numbers(Vec<f64>),
}

impl Along {
    #[must_use]
    pub fn places(&self) -> &[f64] {
        match self {
            Self::Dates { days, .. } => days,
            Self::Numbers(numbers) => numbers,
        }
    }
}

/// How values are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    #[default]
    Plain,
    /// `1.2M`.
    Short,
    /// With a plus where a value is over 0.
    Signed,
}

/// A straight line through points.
#[derive(Clone, Debug)]
pub struct Trend {
    /// What follows its slope at the line's end: ` °C a point`.
    pub words: Option<String>,
}

/// A line across a chart.
#[derive(Clone, Debug)]
pub struct Guide {
    pub at: f64,
    pub text: Option<Rich>,
    pub span: Span,
}

impl Chart {
    #[must_use]
    pub fn value(&self, series: usize, label: usize) -> Option<f64> {
        self.series.get(series)?.values.get(label).copied().flatten()
    }

    /// The labels at which a series has values, or lacks them.
    #[must_use]
    pub fn own(&self, series: usize) -> Vec<usize> {
        let own = |label: &usize| self.series.get(series).is_some_and(|series| series.is_own(*label));
        (0..self.labels.len()).filter(own).collect()
    }

    /// All values that are known.
    pub fn values(&self) -> impl Iterator<Item = f64> {
        self.series.iter().flat_map(|series| series.values.iter().copied().flatten())
    }

    /// The least and the greatest of all that is drawn along the axis of values, whether or not 0 is among them.
    #[must_use]
    pub fn span_of_values(&self) -> Option<(f64, f64)> {
        let ranges = self.series.iter().flat_map(|series| series.low.iter().chain(&series.high).copied().flatten());
        let all = self.values().chain(ranges).chain(self.targets.iter().map(|target| target.at));
        all.fold(None, |known: Option<(f64, f64)>, value| {
            Some(known.map_or((value, value), |(least, most)| (value.min(least), value.max(most))))
        })
    }

    #[must_use]
    pub fn is_lit(&self, at: usize) -> bool {
        self.highlight.contains(&at)
    }

    /// The least and the greatest value, 0 among them; where bars lie on each other, the ends of the longest.
    #[must_use]
    pub fn extent(&self) -> (f64, f64) {
        let widen = |(least, most): (f64, f64), value: f64| (value.min(least), value.max(most));
        if !self.stacked {
            let (least, most) = self.span_of_values().unwrap_or_default();
            return (least.min(0.0), most.max(0.0));
        }
        let ends =
            (0..self.labels.len()).flat_map(|label| [false, true].map(|up| self.pile(self.series.len(), label, up)));
        ends.chain(self.targets.iter().map(|target| target.at)).fold((0.0, 0.0), widen)
    }

    /// Where the values of the first `count` series end that lie on each other at a label, above 0 or under it.
    #[must_use]
    pub fn pile(&self, count: usize, label: usize, up: bool) -> f64 {
        let values = (0..count).filter_map(|series| self.value(series, label));
        values.filter(|value| (*value >= 0.0) == up).sum()
    }

    /// A value as it stands on its mark, with its unit; a dash where there is none.
    #[must_use]
    pub fn figure(&self, value: Option<f64>) -> String {
        value.map_or_else(|| "–".to_owned(), |value| self.with_unit(value, &self.number(value, &self.numerals)))
    }

    /// A value to be reached, with its unit.
    #[must_use]
    pub fn level(&self, value: f64) -> String {
        self.with_unit(value, &self.number(value, &self.numerals.alone()))
    }

    /// A written number with its unit, and with what stands before it: `−$12`.
    #[must_use]
    pub fn with_unit(&self, value: f64, number: &str) -> String {
        let (sign, digits) = match number.strip_prefix('−') {
            Some(digits) => ("−", digits),
            None if self.format == Format::Signed && value > 0.0 => ("+", number),
            None => ("", number),
        };
        format!("{sign}{}{digits}{}", self.prefix, self.unit)
    }

    /// A round number of an axis, with its unit.
    #[must_use]
    pub fn tick(&self, value: f64, numerals: &Numerals) -> String {
        let words = (self.format == Format::Short).then(|| short(value, &self.language)).flatten();
        self.with_unit(value, &words.unwrap_or_else(|| numerals.write(value)))
    }

    /// A value in all its digits, with its unit.
    #[must_use]
    pub fn exact(&self, value: f64) -> String {
        self.with_unit(value, &self.numerals.write(value))
    }

    fn number(&self, value: f64, numerals: &Numerals) -> String {
        // A short form that hides what tells two values apart is none.
        let told = |words: &String| {
            let same = |other: f64| short(other, &self.language).as_ref() == Some(words);
            self.values().filter(|other| same(*other)).all(|other| (other - value).abs() <= value.abs() * 0.005)
        };
        let words = (self.format == Format::Short).then(|| short(value, &self.language)).flatten();
        words.filter(told).unwrap_or_else(|| numerals.write(value))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// Horizontal bars, on tracks where there is one series.
    Bars,
    /// Vertical bars.
    Columns,
    /// Points joined from label to label.
    Line,
    /// The same, filled down to 0, or on each other.
    Area,
    /// Points by two numbers each.
    Points,
    /// A row of dots for each label.
    Dots,
    /// One part of a whole, large.
    Share,
    /// Labels in order along a line, from one end to the other.
    Scale,
}

/// A big number with its words.
#[derive(Clone, Debug)]
pub struct Figure {
    pub value: Rich,
    pub label: Rich,
    /// Stands over the value and says nothing that its words do not.
    pub icon: Option<Picture>,
}
