//! Points, and lines along numbers or dates, that the deck itself has → one axis; a series may have an `x` of its own.

use super::Reader;
use super::data::Data;
use super::places::{Part, joined};
use crate::deck::source::{Node, Table, Value};
use crate::deck::{ChartKind, Rich, Series};

/// The tables of the series that the deck itself has.
pub(super) fn tables(table: &Table) -> impl Iterator<Item = &Table> {
    let items = match table.get("series") {
        Some(Node { value: Value::List(items), .. }) => items.as_slice(),
        _ => &[],
    };
    items.iter().filter_map(|item| if let Value::Table(it) = &item.value { Some(it) } else { None })
}

/// Whether the deck itself says for each series where its values lie.
pub(super) fn is_apart(table: &Table, kind: ChartKind) -> bool {
    let own = tables(table).any(|series| series.has("x"));
    let shared = table.has("x") && !table.has("data");
    matches!(kind, ChartKind::Points | ChartKind::Line) && own || kind == ChartKind::Line && shared
}

/// The tables that have values: of the series, or the chart itself.
pub(super) fn owners(table: &Table) -> Vec<&Table> {
    let series: Vec<&Table> = tables(table).collect();
    if series.is_empty() { vec![table] } else { series }
}

impl Reader<'_> {
    /// The points of all series; one without an `x` lies along the chart's.
    pub(super) fn apart(&mut self, table: &Table, series: Vec<Series>, kind: ChartKind) -> Option<Data> {
        if table.has("labels") {
            let (message, hint) = match kind {
                ChartKind::Line => {
                    ("the line has both `x` and `labels`", "Keep one of the two: along `x` there are round numbers")
                }
                _ => (
                    "the series have places of their own, but labels in common",
                    "Give each series `labels` of its own",
                ),
            };
            self.fault(table.span_of("labels"), message, hint);
        }
        let mut parts = Vec::new();
        for (own, values) in owners(table).into_iter().zip(series) {
            let along = self.along_points(if own.has("x") { own } else { table })?;
            let count = along.places().len();
            let names =
                if std::ptr::eq(own, table) { Vec::new() } else { self.riches(own, "labels").unwrap_or_default() };
            if kind == ChartKind::Points {
                self.check_count(own, "labels", count);
            }
            let blank = Rich { span: own.span, ..Rich::default() };
            let labels = names.into_iter().chain(std::iter::repeat(blank)).take(count).collect();
            parts.push(Part { along, labels, series: values });
        }
        match joined(parts) {
            Ok(all) => {
                let all = all?;
                let all = if kind == ChartKind::Line { all.in_order(&self.language, table.span) } else { all };
                Some(Data { labels: all.labels, series: all.series, along: Some(all.along), ..Data::default() })
            }
            Err(nth) => {
                let span =
                    owners(table).get(nth).filter(|it| it.has("x")).map_or(table.span_of("x"), |it| it.span_of("x"));
                let hint = "Write `x` as numbers in all series, or as dates in all";
                self.fault(span, "the series have dates and numbers on the same axis", hint);
                None
            }
        }
    }

    /// A list of a series is as long as its own `x`.
    pub(super) fn check_count(&mut self, series: &Table, key: &str, count: usize) {
        let Some(Node { value: Value::List(items), span }) = series.get(key) else { return };
        if items.len() != count && !items.is_empty() {
            let message = format!("there are {count} `x`, but {} `{key}`", items.len());
            self.fault(*span, message, "Give each point one, in the same order");
        }
    }
}
