//! `chart = { … }` → a `Chart` whose lists are all as long as its labels, from the deck or from a file of data.

use super::Reader;
use super::data::{Data, MOST_SERIES, Wanted};
use super::fields::{CHART, SERIES};
use super::scatter;
use super::values::GREATEST;
use crate::deck::numerals::Numerals;
use crate::deck::source::{Node, Table, Text, Value};
use crate::deck::{Chart, ChartKind, Format, Rich, Series};

pub(super) const CHART_KINDS: [(&str, ChartKind); 8] = [
    ("bars", ChartKind::Bars),
    ("columns", ChartKind::Columns),
    ("line", ChartKind::Line),
    ("area", ChartKind::Area),
    ("points", ChartKind::Points),
    ("dots", ChartKind::Dots),
    ("share", ChartKind::Share),
    ("scale", ChartKind::Scale),
];
/// How values are written, by the word for it; percent are parts of 1.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Written {
    As(Format),
    Percent,
}

pub(super) const FORMATS: [(&str, Written); 4] = [
    ("plain", Written::As(Format::Plain)),
    ("short", Written::As(Format::Short)),
    ("signed", Written::As(Format::Signed)),
    ("percent", Written::Percent),
];
/// Which axes give each tenfold the same length: that of values, and that along which points and lines lie.
pub(super) const LOGS: [(&str, (bool, bool)); 3] = [("x", (false, true)), ("y", (true, false)), ("both", (true, true))];
const LEAST: f64 = -GREATEST;
/// Values along a line, and points: they need no words of their own.
const MOST_VALUES: usize = 20_000;

/// Marks of a chart, rows or columns of a table: more cannot be seen on a slide.
pub(super) const MOST_MARKS: usize = 100;

/// The most marks of a chart: more than labels are only seen where they need none.
pub(super) fn most_marks(kind: ChartKind) -> usize {
    match kind {
        ChartKind::Line | ChartKind::Area | ChartKind::Points => MOST_VALUES,
        _ => MOST_MARKS,
    }
}

impl Reader<'_> {
    pub(super) fn chart(&mut self, slide: &Table) -> Option<Chart> {
        let table = self.table(slide, "chart")?;
        let table = &*self.check_keys(table, &CHART);
        let kind = self.choice(table, "kind", &CHART_KINDS);
        let told = self.findings.len();
        let below = if matches!(kind, Some(ChartKind::Share)) { 0.0 } else { LEAST };
        let data = self.data(table, kind, below);
        let texts = self.riches(table, "texts").unwrap_or_default();
        let ends = self.ends(table);
        let min = table.get("min").and_then(|node| self.number("min", node, LEAST));
        let max = table.get("max").and_then(|node| self.number("max", node, below));
        let stacked = self.truth(table, "stacked").unwrap_or(false);
        let format = self.choice(table, "format", &FORMATS);
        let ((log, log_x), trend) = (self.logs(table), self.trend(table));
        let kind = kind?;
        self.check_takers(table, kind);
        let (mut data, from_file) = data?;
        if format == Some(Written::Percent) {
            in_percent(&mut data);
        }
        let (unit, prefix) = self.around(table, &data, format);
        let mut chart = Chart {
            kind,
            labels: data.labels,
            series: data.series,
            stacked,
            texts: texts.into_iter().map(|text| Some(text).filter(|text| !text.runs.is_empty())).collect(),
            unit,
            prefix,
            format: if let Some(Written::As(format)) = format { format } else { Format::Plain },
            numerals: Numerals::default(),
            language: self.language.clone(),
            columns: data.columns,
            along: data.along,
            log,
            log_x,
            trend,
            events: Vec::new(),
            targets: Vec::new(),
            min,
            max,
            highlight: Vec::new(),
            ends,
            alt: self.plain(table, "alt"),
            placing: self.placing(table),
            span: table.span,
        };
        self.place_labels(&mut chart, from_file);
        chart.highlight = self.highlight(table, &chart);
        (chart.events, chart.targets) = (self.events(table, &chart), self.targets(table));
        let sign = if chart.prefix.is_empty() { &chart.unit } else { &chart.prefix };
        chart.numerals = Numerals::new(&self.language, sign, &chart.values().collect::<Vec<_>>());
        let told = self.findings.len() > told;
        self.check_chart(table, &mut chart, below, told);
        self.sort(table, &mut chart);
        Some(chart)
    }

    /// What a chart shows, and whether that is in a file of its own.
    fn data(&mut self, table: &Table, kind: Option<ChartKind>, least: f64) -> Option<(Data, bool)> {
        let most = kind.map_or(MOST_MARKS, most_marks);
        let wanted = if table.has("data") { self.wanted(table, kind, most) } else { Wanted::default() };
        let read = self.chart_data(table, &wanted);
        let labels = if read.is_some() { None } else { self.riches(table, "labels") };
        let series = self.series(table, least);
        match read {
            Some(data) => Some((data?, true)),
            None => Some((self.said(table, labels, series, kind?)?, false)),
        }
    }

    /// Which axes are logarithmic; `true` is that of the values.
    fn logs(&mut self, table: &Table) -> (bool, bool) {
        match table.get("log").map(|node| &node.value) {
            Some(Value::Text(_)) => self.choice(table, "log", &LOGS).unwrap_or_default(),
            _ => (self.truth(table, "log").unwrap_or(false), false),
        }
    }

    /// Which columns of its file a chart shows.
    fn wanted<'t>(&mut self, table: &'t Table, kind: Option<ChartKind>, most: usize) -> Wanted<'t> {
        let mut x = self.one_or_more(table, "x");
        let y = self.one_or_more(table, "y");
        let along = matches!(kind, Some(ChartKind::Points | ChartKind::Line));
        if x.len() > 1 && !along {
            let hint = "Name one column, of the labels; only points and lines lie along several";
            self.fault(table.span_of("x"), format!("`{}` have one `x`", kind.map_or("chart", name)), hint);
            x.truncate(1);
        } else if x.len() > 1 && x.len() != y.len() {
            let message = format!("there are {} `x`, but {} `y`", x.len(), y.len());
            self.fault(
                table.span_of("x"),
                message,
                "Name one column for all, or one for each of `y` in the same order",
            );
            x.truncate(1);
        }
        Wanted {
            x,
            y,
            low: self.one_or_more(table, "low"),
            high: self.one_or_more(table, "high"),
            names: self.filled(table, "names"),
            points: kind == Some(ChartKind::Points),
            most,
        }
    }

    /// Words, or a list of them.
    fn one_or_more<'t>(&mut self, table: &'t Table, key: &str) -> Vec<&'t Text> {
        match table.get(key).map(|node| &node.value) {
            None => Vec::new(),
            Some(Value::List(_)) => self.texts(table, key).unwrap_or_default(),
            Some(_) => self.filled(table, key).into_iter().collect(),
        }
    }

    /// What stands after each value and before it. Spaces mean something here: ` schools` stands apart from its number,
    /// `%` does not.
    fn around(&mut self, table: &Table, data: &Data, format: Option<Written>) -> (String, String) {
        let mut said = |key: &str| self.text(table, key).map(|words| words.words.replace('\n', " "));
        let (unit, prefix) = (said("unit"), said("prefix"));
        if unit.is_some() || prefix.is_some() {
            return (unit.unwrap_or_default(), prefix.unwrap_or_default());
        }
        let percent = format == Some(Written::Percent);
        let unit = if percent { "%".to_owned() } else { data.around.behind.clone() };
        (unit, data.around.before.clone())
    }

    /// What the deck itself says: labels, values, and the x of points.
    fn said(&mut self, table: &Table, labels: Option<Vec<Rich>>, series: Vec<Series>, kind: ChartKind) -> Option<Data> {
        if scatter::is_apart(table, kind) {
            return self.apart(table, series, kind);
        }
        let along = if kind == ChartKind::Points { self.along_points(table) } else { None };
        let count = along.as_ref().map(|along| along.places().len());
        let labels = match (labels, count) {
            (None, Some(count)) if !table.has("labels") => vec![Rich { span: table.span, ..Rich::default() }; count],
            (labels, _) => self.said_labels(table, labels)?,
        };
        Some(Data { labels, series, along, ..Data::default() })
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
            return if values.is_empty() {
                Vec::new()
            } else {
                vec![self.with_range(table, Series::new(None, values))]
            };
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
            let read = Series::new(self.filled_rich(series, "name"), values);
            out.push(self.with_range(series, read));
        }
        out
    }

    /// The numbers of a chart; `nan` is a gap, and so is what is no number, which is told.
    fn values(&mut self, table: &Table, least: f64) -> Vec<Option<f64>> {
        self.numbers_of(table, "values", least)
    }

    fn numbers_of(&mut self, table: &Table, key: &str, least: f64) -> Vec<Option<f64>> {
        let items = self.list(table, key).unwrap_or_default();
        let is_gap = |item: &Node| matches!(item.value, Value::Number(number) if number.is_nan());
        items.iter().map(|item| if is_gap(item) { None } else { self.number(key, item, least) }).collect()
    }

    /// With the ends of the range around each value, if there is one.
    fn with_range(&mut self, table: &Table, mut series: Series) -> Series {
        for (key, other) in [("low", "high"), ("high", "low")] {
            if table.has(key) && !table.has(other) {
                let message = format!("there is `{key}`, but no `{other}`");
                self.fault(table.span_of(key), message, "A range has both ends: write the other one too");
            }
        }
        if table.has("low") && table.has("high") {
            (series.low, series.high) = (self.numbers_of(table, "low", LEAST), self.numbers_of(table, "high", LEAST));
        }
        series
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

pub(super) fn name(kind: ChartKind) -> &'static str {
    CHART_KINDS.iter().find(|(_, it)| *it == kind).map_or("", |(name, _)| name)
}

/// Parts of 1 in percent, without the noise of binary fractions.
fn in_percent(data: &mut Data) {
    let percent = |value: &mut f64| *value = format!("{:.12e}", *value * 100.0).parse().unwrap_or(*value * 100.0);
    for series in &mut data.series {
        let lists = [&mut series.values, &mut series.low, &mut series.high];
        lists.into_iter().flatten().flatten().for_each(percent);
    }
}
