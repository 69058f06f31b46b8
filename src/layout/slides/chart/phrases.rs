//! A language → the words with which charts describe themselves. English where it is not among them.

use std::sync::LazyLock;

use crate::deck::own_words::row;
use crate::deck::{Chart, ChartKind};
use crate::writing::primary;

/// A line for each language, under one that names the columns.
const TABLE: &str = include_str!("../../../../assets/charts.tsv");

/// In each `{}` stand labels and numbers, in the order that the English words name them.
pub(super) struct Phrases {
    pub bars: &'static str,
    pub stacked: &'static str,
    pub line: &'static str,
    pub area: &'static str,
    pub points: &'static str,
    pub dots: &'static str,
    pub share: &'static str,
    pub scale: &'static str,
    /// How many, the highest label and value, the lowest.
    pub extremes: &'static str,
    /// First label and value, last ones.
    pub course: &'static str,
    pub highest: &'static str,
    pub lowest: &'static str,
    pub below_zero: &'static str,
    pub missing: &'static str,
    pub range: &'static str,
    pub count: &'static str,
    /// A name, from, to.
    pub reach: &'static str,
    pub trend: &'static str,
    pub apart: &'static str,
    pub no_data: &'static str,
    pub no_value: &'static str,
    pub label: &'static str,
    pub value: &'static str,
    pub low: &'static str,
    pub high: &'static str,
    /// How many more labels, from, to.
    pub others: &'static str,
}

static KNOWN: LazyLock<Vec<(&str, Phrases)>> =
    LazyLock::new(|| TABLE.lines().skip(1).filter_map(Phrases::read).collect());

pub(super) fn of(language: &str) -> &'static Phrases {
    // Both written forms of Norwegian understand these.
    let code = match primary(language) {
        "no" | "nn" => "nb",
        code => code,
    };
    row(&KNOWN, code).unwrap_or(&KNOWN[0].1)
}

impl Phrases {
    /// The words of a line of the table, after the language.
    fn read(line: &'static str) -> Option<(&'static str, Self)> {
        let (language, words) = line.split_once('\t')?;
        let mut words = words.split('\t');
        // In the order of the columns.
        let all = Self {
            bars: words.next()?,
            stacked: words.next()?,
            line: words.next()?,
            area: words.next()?,
            points: words.next()?,
            dots: words.next()?,
            share: words.next()?,
            scale: words.next()?,
            extremes: words.next()?,
            course: words.next()?,
            highest: words.next()?,
            lowest: words.next()?,
            below_zero: words.next()?,
            missing: words.next()?,
            range: words.next()?,
            count: words.next()?,
            reach: words.next()?,
            trend: words.next()?,
            apart: words.next()?,
            no_data: words.next()?,
            no_value: words.next()?,
            label: words.next()?,
            value: words.next()?,
            low: words.next()?,
            high: words.next()?,
            others: words.next()?,
        };
        words.next().is_none().then_some((language, all))
    }

    /// What a chart of this kind is called.
    pub fn kind(&self, chart: &Chart) -> &'static str {
        match chart.kind {
            ChartKind::Bars | ChartKind::Columns if chart.stacked => self.stacked,
            ChartKind::Bars | ChartKind::Columns => self.bars,
            ChartKind::Line => self.line,
            ChartKind::Area => self.area,
            ChartKind::Points => self.points,
            ChartKind::Dots => self.dots,
            ChartKind::Share => self.share,
            ChartKind::Scale => self.scale,
        }
    }
}

/// A phrase with words in its gaps.
pub(super) fn filled(phrase: &str, words: &[&str]) -> String {
    let mut words = words.iter();
    let mut parts = phrase.split("{}");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(words.next().copied().unwrap_or_default());
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{KNOWN, TABLE, of};

    #[test]
    fn each_language_has_all_words_with_as_many_gaps() {
        let gaps = |line: &str| line.split('\t').map(|words| words.matches("{}").count()).collect::<Vec<_>>();
        let english = TABLE.lines().find(|line| line.starts_with("en\t")).map(gaps).expect("English");
        let lines: Vec<&str> = TABLE.lines().skip(1).collect();
        for line in &lines {
            assert_eq!(gaps(line), english, "{line}");
            assert!(line.split('\t').all(|words| !words.is_empty() && words.trim() == words), "{line}");
        }
        assert_eq!((lines.len(), KNOWN.len()), (29, 29));
        assert_eq!((of("nn-NO").bars, of("eo").bars), ("Søylediagram", "Bar chart"));
    }
}
