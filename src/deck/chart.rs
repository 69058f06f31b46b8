//! What a chart and big numbers say: kinds, labels and values, and the words for them.

use super::numerals::Numerals;
use super::placing::Placing;
use super::rich::Rich;
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
    pub numerals: Numerals,
    /// Where the axis of lines and dots begins; `None` is 0, or the least value under it.
    pub min: Option<f64>,
    /// The value of a full bar, or where an axis ends; `None` is the greatest value. A share's whole is always said.
    pub max: Option<f64>,
    /// Index of the mark that stands out, if one does; of the series where there are several.
    pub highlight: Option<usize>,
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
}

impl Chart {
    #[must_use]
    pub fn value(&self, series: usize, label: usize) -> Option<f64> {
        self.series.get(series)?.values.get(label).copied().flatten()
    }

    /// All values that are known.
    pub fn values(&self) -> impl Iterator<Item = f64> {
        self.series.iter().flat_map(|series| series.values.iter().copied().flatten())
    }

    /// The least and the greatest value, 0 among them; where bars lie on each other, the ends of the longest.
    #[must_use]
    pub fn extent(&self) -> (f64, f64) {
        let widen = |(least, most): (f64, f64), value: f64| (value.min(least), value.max(most));
        if !self.stacked {
            return self.values().fold((0.0, 0.0), widen);
        }
        let ends =
            (0..self.labels.len()).flat_map(|label| [false, true].map(|up| self.pile(self.series.len(), label, up)));
        ends.fold((0.0, 0.0), widen)
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
        value.map_or_else(|| "–".to_owned(), |value| format!("{}{}", self.numerals.write(value), self.unit))
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
}
