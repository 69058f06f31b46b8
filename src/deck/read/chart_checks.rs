//! A chart as it was read → what does not agree in it: keys and kind, lists and labels, values and axis.

use super::Reader;
use super::charts::{most_marks, name};
use super::scatter;
use super::values::shown;
use crate::deck::source::{Node, READ, Table, Value};
use crate::deck::{Along, Chart, ChartKind};
use crate::diagnostic::{Diagnostic, Span};

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
impl Reader<'_> {
    /// What does not agree in a chart; `told` says whether something of it was told before.
    pub(super) fn check_chart(&mut self, table: &Table, chart: &mut Chart, least: f64, told: bool) {
        let count = self.findings.len();
        self.check_names(chart);
        self.check_marks(table, chart);
        self.check_values(table, chart, least);
        self.check_axis(table, chart);
        if chart.kind == ChartKind::Share {
            let told = told || self.findings.len() > count;
            self.check_share(table, chart, told);
        }
    }

    /// Whether each series can be told from the others by its name.
    fn check_names(&mut self, chart: &Chart) {
        let names: Vec<(String, Span)> =
            chart.series.iter().filter_map(|it| it.name.as_ref()).map(|it| (it.text(), it.span)).collect();
        for (at, (name, span)) in names.iter().enumerate() {
            if !name.trim().is_empty() && names[..at].iter().any(|(other, _)| other == name) {
                let message = format!("two series are called `{}`", shown(name));
                let hint = "Give each a name of its own, or show one of them: y = [\"…\"]";
                self.findings.push(Diagnostic::warning(READ, *span, message).hint(hint));
            }
        }
    }

    /// A chart's lists are as long as its labels, and the mark that stands out is one of them.
    fn check_marks(&mut self, whole: &Table, chart: &Chart) {
        let (labels, most) = (chart.labels.len(), most_marks(chart.kind));
        if labels == 0 || labels > most {
            let span = whole.span_of("labels");
            self.fault(span, format!("the chart has {labels} labels"), format!("It can have 1 to {most}"));
        }
        let apart = scatter::is_apart(whole, chart.kind);
        let owners = if apart { scatter::owners(whole) } else { scatter::tables(whole).collect() };
        let each = owners.into_iter().flat_map(|it| [("values", it), ("low", it), ("high", it)]);
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
    pub(super) fn check_takers(&mut self, table: &Table, kind: ChartKind) {
        for (key, kinds) in TAKERS {
            if table.has(key) && !kinds.contains(&kind) {
                let takers: Vec<&str> = kinds.iter().map(|kind| name(*kind)).collect();
                let message = format!("a {} has no `{key}`", name(kind));
                self.fault(table.span_of(key), message, format!("Kinds that have it: {}", takers.join(", ")));
            }
        }
        let along: &[ChartKind] = &[ChartKind::Points, ChartKind::Line];
        for (key, takers) in [("x", along), ("labels", &along[..1])] {
            for series in scatter::tables(table).filter(|it| it.has(key) && !takers.contains(&kind)) {
                let all: Vec<String> = takers.iter().map(|kind| format!("`{}`", name(*kind))).collect();
                let hint =
                    format!("Of {} alone each series has its own: write them once, in the chart", all.join(" and "));
                self.fault(series.span_of(key), format!("a series of `{}` has no `{key}`", name(kind)), hint);
            }
        }
        if table.has("x") && !table.has("data") && !along.contains(&kind) {
            let hint = "It names a column of the `data`; without a file, write `labels`";
            self.fault(table.span_of("x"), format!("`{}` without `data` have no `x`", name(kind)), hint);
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
        self.check_along(table, chart);
        if let Some(min) = chart.min.filter(|min| *min > least || chart.max.is_some_and(|max| *min >= max)) {
            let message = format!("`min` is {min}, but a {} begins at {least}", mark(chart.kind));
            self.fault(table.span_of("min"), message, "It is where the axis begins: make it less, or leave it out");
        }
    }

    /// Along a logarithmic axis lie numbers over 0, and a straight line through points is none there.
    fn check_along(&mut self, table: &Table, chart: &Chart) {
        let span = table.span_of("log");
        if chart.log_x {
            match chart.along.as_ref().filter(|_| chart.kind != ChartKind::Dots) {
                Some(Along::Numbers(numbers)) => {
                    let least = numbers.iter().copied().fold(f64::INFINITY, f64::min);
                    if least <= 0.0 {
                        let message = format!("a logarithmic axis has no {least}: `x` is a plain one");
                        self.fault(span, message, "Leave `x` out of `log`, or show what lies over 0 alone");
                    }
                }
                _ => {
                    let hint = "Say log = true for the values, or give points or a line numbers along `x`";
                    self.fault(span, "only an `x` of numbers is logarithmic", hint);
                }
            }
        }
        if chart.trend.is_some() && (chart.log || chart.log_x) {
            let message = "on a logarithmic axis a straight line through points is none: the trend is left out";
            self.fault(table.span_of("trend"), message, "Leave out `trend`, or `log`");
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
