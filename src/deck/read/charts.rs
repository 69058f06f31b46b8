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
const LEAST: f64 = -GREATEST;
/// Values along a line, and points: they need no words of their own.
const MOST_VALUES: usize = 2_000;

/// The keys that only some kinds take, and those kinds.
const TAKERS: [(&str, &[ChartKind]); 21] = {
    use ChartKind::{Area, Bars, Columns, Dots, Line, Points, Scale, Share};
    [
        ("values", &[Bars, Columns, Line, Area, Points, Dots, Share]),
        ("series", &[Bars, Columns, Line, Area, Points, Dots]),
        ("data", &[Bars, Columns, Line, Area, Points, Dots, Share]),
        ("y", &[Bars, Columns, Line, Area, Points, Dots, Share]),
        ("x", &[Bars, Columns, Line, Area, Points, Dots, Share]),
        ("names", &[Points]),
        ("stacked", &[Bars, Columns, Area]),
        ("unit", &[Bars, Columns, Line, Area, Points, Dots, Share]),
        ("prefix", &[Bars, Columns, Line, Area, Points, Dots, Share]),
        ("format", &[Bars, Columns, Line, Area, Points, Dots, Share]),
        ("low", &[Columns, Line, Points, Dots]),
        ("high", &[Columns, Line, Points, Dots]),
        ("min", &[Line, Points, Dots]),
        ("max", &[Bars, Columns, Line, Area, Points, Dots, Share]),
        ("highlight", &[Bars, Columns, Line, Area, Points, Dots]),
        ("sort", &[Bars, Columns, Dots]),
        ("log", &[Line, Points, Dots]),
        ("trend", &[Points]),
        ("events", &[Line, Area, Points]),
        ("targets", &[Bars, Columns, Line, Area, Points, Dots]),
        ("ends", &[Scale]),
    ]
};
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
        let points = kind == Some(ChartKind::Points);
        let most = kind.map_or(MOST_MARKS, most_marks);
        let wanted = if table.has("data") { self.wanted(table, points, most) } else { Wanted::default() };
        let data = self.chart_data(table, &wanted);
        let labels = if data.is_some() { None } else { self.riches(table, "labels") };
        let below = if matches!(kind, Some(ChartKind::Share)) { 0.0 } else { LEAST };
        let series = self.series(table, below);
        let texts = self.riches(table, "texts").unwrap_or_default();
        let ends = self.ends(table);
        let min = table.get("min").and_then(|node| self.number("min", node, LEAST));
        let max = table.get("max").and_then(|node| self.number("max", node, below));
        let stacked = self.truth(table, "stacked").unwrap_or(false);
        let format = self.choice(table, "format", &FORMATS);
        let (log, trend) = (self.truth(table, "log").unwrap_or(false), self.trend(table));
        let kind = kind?;
        self.check_takers(table, kind);
        let from_file = data.is_some();
        let mut data = match data {
            Some(data) => data?,
            None => self.said(table, labels, series, points)?,
        };
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
        self.check_marks(table, &chart);
        self.check_values(table, &chart, below);
        self.check_axis(table, &chart);
        if kind == ChartKind::Share {
            let told = self.findings.len() > told;
            self.check_share(table, &mut chart, told);
        }
        self.sort(table, &mut chart);
        Some(chart)
    }

    /// Which columns of its file a chart shows.
    fn wanted<'t>(&mut self, table: &'t Table, points: bool, most: usize) -> Wanted<'t> {
        Wanted {
            x: self.filled(table, "x"),
            y: self.one_or_more(table, "y"),
            low: self.one_or_more(table, "low"),
            high: self.one_or_more(table, "high"),
            names: self.filled(table, "names"),
            points,
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
    fn said(&mut self, table: &Table, labels: Option<Vec<Rich>>, series: Vec<Series>, points: bool) -> Option<Data> {
        if points && scatter::is_apart(table) {
            return self.apart(table, series);
        }
        let along = if points { self.along_points(table) } else { None };
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

    /// A chart's lists are as long as its labels, and the mark that stands out is one of them.
    fn check_marks(&mut self, whole: &Table, chart: &Chart) {
        let (labels, most) = (chart.labels.len(), most_marks(chart.kind));
        if labels == 0 || labels > most {
            let span = whole.span_of("labels");
            self.fault(span, format!("the chart has {labels} labels"), format!("It can have 1 to {most}"));
        }
        let each = scatter::tables(whole).flat_map(|it| [("values", it), ("low", it), ("high", it)]);
        let apart = scatter::is_apart(whole);
        let shared = [("values", whole), ("texts", whole), ("low", whole), ("high", whole)];
        let lists = each.chain(shared.into_iter().filter(|_| !apart));
        for (key, table) in lists {
            let Some(Node { value: Value::List(items), span }) = table.get(key) else { continue };
            if apart {
                let along = if let Some(Node { value: Value::List(x), .. }) = table.get("x").or(whole.get("x")) {
                    x.len()
                } else {
                    0
                };
                self.check_count(table, key, along);
                continue;
            }
            if items.len() != labels && !items.is_empty() {
                let message = format!("there are {labels} labels, but {} `{key}`", items.len());
                self.fault(*span, message, "Give each label one, in the same order");
            }
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
        for (key, series) in scatter::tables(table).flat_map(|it| [("x", it), ("labels", it)]) {
            if series.has(key) && kind != ChartKind::Points {
                let hint = "They stand in the chart, for all series; only `points` have them in each";
                self.fault(series.span_of(key), format!("a series has no `{key}`"), hint);
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
        let greatest = if chart.kind == ChartKind::Points {
            chart.span_of_values().map_or(f64::NEG_INFINITY, |(_, most)| most)
        } else {
            chart.extent().1
        };
        let under = |max: f64| max <= 0.0 && chart.min.is_none() && chart.kind != ChartKind::Points;
        if let Some(max) = chart.max.filter(|max| *max < greatest || under(*max)) {
            let message = format!("`max` is {max}, but a {} reaches {greatest}", mark(chart.kind));
            let hint = "It is the value of a full bar or the axis' end: make it as great, or leave it out";
            self.fault(table.span_of("max"), message, hint);
        }
        let least = chart.span_of_values().map_or(f64::INFINITY, |(least, _)| least);
        if chart.log && least <= 0.0 {
            let message = format!("a logarithmic axis has no {least}: the axis is a plain one");
            self.fault(table.span_of("log"), message, "Leave `log` out, or show values over 0 alone");
        }
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
        ChartKind::Area => "area",
        ChartKind::Points => "point",
        ChartKind::Dots => "dot",
        ChartKind::Bars | ChartKind::Columns | ChartKind::Share | ChartKind::Scale => "bar",
    }
}

/// Parts of 1 in percent, without the noise of binary fractions.
fn in_percent(data: &mut Data) {
    let percent = |value: &mut f64| *value = format!("{:.12e}", *value * 100.0).parse().unwrap_or(*value * 100.0);
    for series in &mut data.series {
        let lists = [&mut series.values, &mut series.low, &mut series.high];
        lists.into_iter().flatten().flatten().for_each(percent);
    }
}
