//! Points → the straight line of least squares through them, and its slope in words.

use crate::deck::dates::Precision;
use crate::deck::numerals::Numerals;
use crate::deck::{Along, Chart};

/// The straight line that lies nearest to all points.
pub(super) struct Line {
    pub slope: f64,
    /// Its value at `middle`.
    pub level: f64,
    pub middle: f64,
    pub from: f64,
    pub to: f64,
}

impl Line {
    pub fn at(&self, x: f64) -> f64 {
        self.level + self.slope * (x - self.middle)
    }
}

/// The line of least squares, if the author wants one and there is one.
pub(super) fn trend(chart: &Chart, along: &Along) -> Option<Line> {
    chart.trend.as_ref()?;
    let pairs = || {
        let series = chart.series.iter();
        series.flat_map(|it| along.places().iter().zip(&it.values).filter_map(|(x, y)| Some((*x, (*y)?))))
    };
    let count = pairs().count() as f64;
    let middle = pairs().map(|(x, _)| x).sum::<f64>() / count;
    let level = pairs().map(|(_, y)| y).sum::<f64>() / count;
    let across: f64 = pairs().map(|(x, y)| (x - middle) * (y - level)).sum();
    let wide: f64 = pairs().map(|(x, _)| (x - middle) * (x - middle)).sum();
    let slope = across / wide;
    let ends = pairs().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), (x, _)| (a.min(x), b.max(x)));
    (count >= 3.0 && slope.is_finite() && !chart.log && !chart.log_x).then_some(Line {
        slope,
        level,
        middle,
        from: ends.0,
        to: ends.1,
    })
}

/// The slope of a line in words: for each 1 of x; for each year along dates, each hour along a day.
pub(super) fn slope_words(chart: &Chart, line: &Line) -> (String, String) {
    let each = match &chart.along {
        Some(Along::Dates { precision: Precision::Minute, .. }) => 1.0 / 24.0,
        Some(Along::Dates { .. }) => 365.25,
        _ => 1.0,
    };
    let slope = line.slope * each;
    // Two digits say as much as a line through scattered points can.
    let rounded: f64 = format!("{slope:.1e}").parse().unwrap_or(slope);
    let numerals = Numerals::new(&chart.language, "", &[rounded]);
    let sign = if rounded > 0.0 { "+" } else { "" };
    let words = chart.trend.as_ref().and_then(|trend| trend.words.clone()).unwrap_or_else(|| chart.unit.clone());
    (format!("{sign}{}", numerals.write(rounded)), words)
}
