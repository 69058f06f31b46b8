//! `chart = { … }` → a `Chart` whose lists are all as long as its labels, from the deck or from a file of data.

use super::Reader;
use super::data::{Data, MOST_SERIES};
use super::fields::{CHART, SERIES};
use super::layouts::MOST_MARKS;
use super::values::GREATEST;
use crate::deck::numerals::Numerals;
use crate::deck::source::{Node, Table, Value};
use crate::deck::{Chart, ChartKind, Rich, Series};

pub(super) const CHART_KINDS: [(&str, ChartKind); 6] = [
    ("bars", ChartKind::Bars),
    ("columns", ChartKind::Columns),
    ("line", ChartKind::Line),
    ("dots", ChartKind::Dots),
    ("share", ChartKind::Share),
    ("scale", ChartKind::Scale),
];
const LAST_MARK: i64 = 99;
const LEAST: f64 = -GREATEST;

/// The keys that only some kinds take, and those kinds.
const TAKERS: [(&str, &[ChartKind]); 9] = {
    use ChartKind::{Bars, Columns, Dots, Line, Scale, Share};
    [
        ("values", &[Bars, Columns, Line, Dots, Share]),
        ("series", &[Bars, Columns, Line, Dots]),
        ("data", &[Bars, Columns, Line, Dots, Share]),
        ("stacked", &[Bars, Columns]),
        ("unit", &[Bars, Columns, Line, Dots, Share]),
        ("min", &[Line, Dots]),
        ("max", &[Bars, Columns, Line, Dots, Share]),
        ("highlight", &[Bars, Columns, Line, Dots]),
        ("ends", &[Scale]),
    ]
};

impl Reader<'_> {
    pub(super) fn chart(&mut self, slide: &Table) -> Option<Chart> {
        let table = self.table(slide, "chart")?;
        let table = &*self.check_keys(table, &CHART);
        let kind = self.choice(table, "kind", &CHART_KINDS);
        let told = self.findings.len();
        let data = self.chart_data(table);
        let labels = if data.is_some() { None } else { self.riches(table, "labels") };
        let below = if matches!(kind, Some(ChartKind::Share)) { 0.0 } else { LEAST };
        let series = self.series(table, below);
        let texts = self.riches(table, "texts").unwrap_or_default();
        let ends = self.ends(table);
        let min = table.get("min").and_then(|node| self.number("min", node, LEAST));
        let max = table.get("max").and_then(|node| self.number("max", node, below));
        let highlight = self.integer(table, "highlight", 0..=LAST_MARK);
        let stacked = self.truth(table, "stacked").unwrap_or(false);
        let kind = kind?;
        self.check_takers(table, kind);
        let Data { labels, series, percent } = match data {
            Some(data) => data?,
            None => Data { labels: self.said_labels(table, labels)?, series, percent: false },
        };
        // Spaces mean something here: ` schools` stands apart from its number, `%` does not.
        let unit = self.text(table, "unit").map(|unit| unit.words.replace('\n', " "));
        let unit = unit.unwrap_or_else(|| if percent { "%".to_owned() } else { String::new() });
        let mut chart = Chart {
            kind,
            labels,
            series,
            stacked,
            texts: texts.into_iter().map(|text| Some(text).filter(|text| !text.runs.is_empty())).collect(),
            unit,
            numerals: Numerals::default(),
            min,
            max,
            highlight,
            ends,
            alt: self.plain(table, "alt"),
            placing: self.placing(table),
            span: table.span,
        };
        chart.numerals = Numerals::new(&self.language, &chart.unit, &chart.values().collect::<Vec<_>>());
        self.check_marks(table, &chart);
        self.check_values(table, &chart, below);
        self.check_axis(table, &chart);
        if kind == ChartKind::Share {
            let told = self.findings.len() > told;
            self.check_share(table, &mut chart, told);
        }
        Some(chart)
    }

    /// The labels of a chart that reads no file.
    fn said_labels(&mut self, table: &Table, labels: Option<Vec<Rich>>) -> Option<Vec<Rich>> {
        if labels.is_none() && !table.has("labels") {
            self.fault(table.span, "chart needs `labels`", "Add labels = [ … ], or data = \"file.csv\"");
        }
        labels
    }

    /// The rows of values that the deck itself has; none where they are in a file.
    fn series(&mut self, table: &Table, least: f64) -> Vec<Series> {
        if table.has("data") || !table.has("series") {
            let values = if table.has("data") { Vec::new() } else { self.values(table, least) };
            return if values.is_empty() { Vec::new() } else { vec![Series { name: None, values }] };
        }
        if table.has("values") {
            let hint = "Keep one of the two: a series has a name and values of its own";
            self.fault(table.span_of("values"), "the chart has both `values` and `series`", hint);
        }
        let mut out = Vec::new();
        let tables = self.tables(table, "series", "series = [{ name = \"…\", values = [1, 2] }]");
        if tables.len() > MOST_SERIES {
            let message = format!("the chart has {} series", tables.len());
            self.fault(table.span_of("series"), message, format!("Eyes tell {MOST_SERIES} apart at most"));
        }
        for series in tables.into_iter().take(MOST_SERIES) {
            let series = &*self.check_keys(series, &SERIES);
            let values = self.values(series, least);
            out.push(Series { name: self.filled_rich(series, "name"), values });
        }
        out
    }

    /// The numbers of a chart; `nan` is a gap, and so is what is no number, which is told.
    fn values(&mut self, table: &Table, least: f64) -> Vec<Option<f64>> {
        let items = self.list(table, "values").unwrap_or_default();
        let is_gap = |item: &Node| matches!(item.value, Value::Number(number) if number.is_nan());
        items.iter().map(|item| if is_gap(item) { None } else { self.number("values", item, least) }).collect()
    }

    /// A chart's lists are as long as its labels, and the mark that stands out is one of them.
    fn check_marks(&mut self, table: &Table, chart: &Chart) {
        let labels = chart.labels.len();
        if labels == 0 || labels > MOST_MARKS {
            let span = table.span_of("labels");
            self.fault(span, format!("the chart has {labels} labels"), format!("It can have 1 to {MOST_MARKS}"));
        }
        let in_series = match table.get("series") {
            Some(Node { value: Value::List(items), .. }) => items.as_slice(),
            _ => &[],
        };
        let series =
            in_series.iter().filter_map(|item| if let Value::Table(it) = &item.value { Some(it) } else { None });
        let lists = series.map(|it| ("values", it)).chain([("values", table), ("texts", table)]);
        for (key, table) in lists {
            let Some(Node { value: Value::List(items), span }) = table.get(key) else { continue };
            if items.len() != labels && !items.is_empty() {
                let message = format!("there are {labels} labels, but {} `{key}`", items.len());
                self.fault(*span, message, "Give each label one, in the same order");
            }
        }
        let (count, things) = if chart.series.len() > 1 { (chart.series.len(), "series") } else { (labels, "labels") };
        if let Some(Node { value: Value::Integer(index), span }) = table.get("highlight")
            && usize::try_from(*index).is_ok_and(|index| index >= count)
        {
            let message = format!("`highlight` is {index}, but there are {count} {things}");
            self.fault(*span, message, format!("It counts the {things} from 0"));
        }
    }

    /// Whether each key belongs to this kind of chart.
    fn check_takers(&mut self, table: &Table, kind: ChartKind) {
        for (key, kinds) in TAKERS {
            if table.has(key) && !kinds.contains(&kind) {
                let name = |kind| CHART_KINDS.iter().find(|(_, it)| *it == kind).map_or("", |(name, _)| name);
                let takers: Vec<&str> = kinds.iter().map(|kind| name(*kind)).collect();
                let message = format!("a {} has no `{key}`", name(kind));
                self.fault(table.span_of(key), message, format!("Kinds that have it: {}", takers.join(", ")));
            }
        }
        let several = table.has("series") || table.has("data");
        if several && table.has("texts") {
            let hint = "They stand on the marks of a chart that has `values`";
            self.fault(table.span_of("texts"), "a chart of several series has no `texts`", hint);
        }
        if table.has("data") {
            for key in ["labels", "values", "series"].into_iter().filter(|key| table.has(key)) {
                let message = format!("the chart has both `data` and `{key}`");
                self.fault(table.span_of(key), message, "Labels and values are in the file: keep one of the two");
            }
        }
    }

    /// All but a scale have values, and a share is not under 0.
    fn check_values(&mut self, table: &Table, chart: &Chart, least: f64) {
        let empty = chart.values().next().is_none();
        let told = table.has("data") || chart.series.len() > 1;
        let written = matches!(table.get("values"), Some(Node { value: Value::List(items), .. }) if !items.is_empty());
        if chart.kind != ChartKind::Scale && empty && !told && !written {
            self.fault(table.span, "the chart has no values", "Add values = [ … ], a number for each label");
        }
        // Numbers in the deck were held to this when they were read.
        if table.has("data") && chart.extent().0 < least {
            let message = format!("the file has {}, but a share begins at 0", chart.extent().0);
            self.fault(table.span_of("data"), message, "kind = \"bars\" shows numbers under 0");
        }
    }

    /// An axis reaches from the least to the greatest value.
    fn check_axis(&mut self, table: &Table, chart: &Chart) {
        let greatest = chart.extent().1;
        if let Some(max) = chart.max.filter(|max| *max < greatest || *max <= 0.0 && chart.min.is_none()) {
            let message = format!("`max` is {max}, but a {} reaches {greatest}", mark(chart.kind));
            let hint = "It is the value of a full bar or the axis' end: make it as great, or leave it out";
            self.fault(table.span_of("max"), message, hint);
        }
        let least = chart.values().fold(f64::INFINITY, f64::min);
        if let Some(min) = chart.min.filter(|min| *min > least || chart.max.is_some_and(|max| *min >= max)) {
            let message = format!("`min` is {min}, but a {} begins at {least}", mark(chart.kind));
            self.fault(table.span_of("min"), message, "It is where the axis begins: make it less, or leave it out");
        }
    }

    /// A share is the first of one or two values; what it is a part of is `max`, the sum, or 100%.
    fn check_share(&mut self, table: &Table, chart: &mut Chart, told: bool) {
        let count = chart.labels.len();
        if count > 2 {
            let hint = "The first is the share, the second may name the rest; use kind = \"bars\" for more";
            self.fault(table.span_of("labels"), format!("a share has one or two labels, not {count}"), hint);
        }
        let sum: f64 = chart.values().sum();
        let whole = chart.max.or((count == 2).then_some(sum)).or((chart.unit.trim() == "%").then_some(100.0));
        if chart.value(0, 0).is_none() && !told {
            self.fault(table.span, "the share itself is missing", "The first value is the share: write it");
        }
        match whole.filter(|whole| *whole > 0.0) {
            Some(whole) if sum > whole * 1.001 => {
                let message = format!("the share's values come to {sum}, but the whole is {whole}");
                self.fault(table.span, message, "Make `max` the whole of which the first value is a part");
            }
            Some(whole) => chart.max = Some(whole),
            None => self.fault(table.span, "it is not said what this is a share of", "Add max = …, or unit = \"%\""),
        }
    }

    fn ends(&mut self, table: &Table) -> Option<(Rich, Rich)> {
        let ends = self.riches(table, "ends")?;
        let count = ends.len();
        let mut ends = ends.into_iter();
        if let (2, Some(start), Some(end)) = (count, ends.next(), ends.next()) {
            return Some((start, end));
        }
        self.fault(
            table.span_of("ends"),
            format!("a scale has two ends, not {count}"),
            "Write ends = [\"loose\", \"tight\"]",
        );
        None
    }
}

fn mark(kind: ChartKind) -> &'static str {
    match kind {
        ChartKind::Line => "line",
        ChartKind::Dots => "dot",
        ChartKind::Bars | ChartKind::Columns | ChartKind::Share | ChartKind::Scale => "bar",
    }
}
