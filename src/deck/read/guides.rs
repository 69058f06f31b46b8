//! What stands out in a chart and lies across it: `highlight`, `events`, `targets`, `trend`, `sort`, dates along an axis.

use std::collections::HashMap;

use super::Reader;
use super::cells::Notation;
use super::charts::most_marks;
use super::fields::GUIDE;
use super::places::doubt;
use super::values::{GREATEST, shown};
use crate::deck::dates::{self, Precision};
use crate::deck::source::{Node, Table, Value};
use crate::deck::{Along, Chart, ChartKind, Guide, Rich, Trend};
use crate::diagnostic::did_you_mean;

/// Lines across a chart: more are a grid.
const MOST_GUIDES: usize = 5;
/// Where more stand out, nothing does.
const MOST_LIT: usize = 100;

/// Labels of a line that may be names, though they are numbers.
const MOST_NAMES: usize = 24;

/// Which value comes first.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Order {
    Rising,
    Falling,
}

pub(super) const ORDERS: [(&str, Order); 2] = [("rising", Order::Rising), ("falling", Order::Falling)];

impl Reader<'_> {
    /// Labels that are dates get the words of the deck's language, and, along a line, the places that they have in time.
    pub(super) fn place_labels(&mut self, chart: &mut Chart, from_file: bool) {
        if chart.along.is_some() {
            return;
        }
        let words: Vec<String> = chart.labels.iter().map(Rich::text).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let read = dates::read_all(&words, &self.language).filter(|_| words.len() > 1);
        if read.is_none() {
            chart.along = self.numbers_along(chart, &words);
        }
        let Some(read) = read.filter(|_| chart.kind != ChartKind::Points) else { return };
        if let Some(at) = read.doubtful {
            self.findings.push(doubt(words[at], read.days[at], chart.labels[at].span, &self.language));
        }
        let lines = matches!(chart.kind, ChartKind::Line | ChartKind::Area);
        // A year is its own word, and a quarter has none in CLDR.
        if read.precision >= Precision::Month {
            let written = dates::labels(&read.days, read.precision, &self.language);
            for (label, written) in chart.labels.iter_mut().zip(written) {
                if from_file || !label.text().contains(char::is_alphabetic) {
                    *label = Rich::plain(written, label.span);
                }
            }
        }
        if chart.kind == ChartKind::Columns && read.precision >= Precision::Month {
            chart.along = Some(Along::Dates { days: read.days.clone(), precision: read.precision });
        }
        if lines && !are_even_years(&read.days, read.precision) {
            let mut order: Vec<usize> = (0..read.days.len()).collect();
            order.sort_by(|a, b| read.days[*a].total_cmp(&read.days[*b]));
            let days = order.iter().map(|at| read.days[*at]).collect();
            reorder(chart, &order);
            chart.along = Some(Along::Dates { days, precision: read.precision });
        }
    }

    /// Where many labels of a line are rising numbers, they are places along it, not names.
    fn numbers_along(&self, chart: &Chart, words: &[&str]) -> Option<Along> {
        if words.len() <= MOST_NAMES || !matches!(chart.kind, ChartKind::Line | ChartKind::Area) {
            return None;
        }
        let notation = Notation::new(words.iter().copied(), b',', &self.language);
        let numbers: Option<Vec<f64>> = words.iter().map(|word| notation.number(word)).collect();
        numbers.filter(|all| all.is_sorted_by(|a, b| a < b)).map(Along::Numbers)
    }

    /// The x of points that the deck itself has.
    pub(super) fn along_points(&mut self, table: &Table) -> Option<Along> {
        let items = self.list(table, "x");
        let Some(items) = items else {
            if !table.has("x") {
                self.fault(
                    table.span,
                    "points need `x`",
                    "Add x = [ … ], a number for each value, or data = \"file.csv\"",
                );
            }
            return None;
        };
        if items.iter().any(|item| matches!(item.value, Value::Text(_) | Value::Date(_))) {
            let words: Vec<String> = items.iter().filter_map(date_words).collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let read = dates::read_all(&words, &self.language).filter(|_| words.len() == items.len());
            if let Some((read, at)) = read.as_ref().and_then(|read| Some((read, read.doubtful?))) {
                self.findings.push(doubt(words[at], read.days[at], items[at].span, &self.language));
            }
            if read.is_none() {
                self.fault(
                    table.span_of("x"),
                    "these are neither numbers nor dates",
                    "Write numbers, or dates such as 2025-12-31",
                );
            }
            return read.map(|read| Along::Dates { days: read.days, precision: read.precision });
        }
        let read: Vec<Option<f64>> = items.iter().map(|item| self.number("x", item, -GREATEST)).collect();
        read.into_iter().collect::<Option<Vec<f64>>>().map(Along::Numbers)
    }

    /// The marks or series that stand out, by number, label or name.
    pub(super) fn highlight(&mut self, table: &Table, chart: &Chart) -> Vec<usize> {
        let Some(node) = table.get("highlight") else { return Vec::new() };
        let items: Vec<&Node> = if let Value::List(items) = &node.value { items.iter().collect() } else { vec![node] };
        if let Some(more) = items.get(MOST_LIT) {
            let message = format!("`highlight` names {}: the first {MOST_LIT} stand out", items.len());
            self.fault(more.span, message, "Name the few that your title speaks of");
        }
        let several = chart.series.len() > 1 && chart.kind != ChartKind::Points;
        let names: Vec<String> = match several {
            true => chart.series.iter().map(|it| it.name.as_ref().map(Rich::text).unwrap_or_default()).collect(),
            false => chart.labels.iter().map(Rich::text).collect(),
        };
        let things = if several { "series" } else { "labels" };
        let mut places = HashMap::new();
        for (at, name) in names.iter().enumerate() {
            places.entry(name.trim().to_lowercase()).or_insert(at);
        }
        let mut out = Vec::new();
        for item in items.into_iter().take(MOST_LIT) {
            let found = match &item.value {
                Value::Integer(index) => usize::try_from(*index).ok().filter(|index| *index < names.len()),
                Value::Text(text) => places.get(&text.words.trim().to_lowercase()).copied(),
                _ => {
                    self.wrong_kind(
                        "highlight",
                        item,
                        "a number or a label",
                        "highlight = 0, or highlight = \"its label\"",
                    );
                    continue;
                }
            };
            match (&item.value, found) {
                (_, Some(at)) => out.push(at),
                (Value::Integer(index), None) => {
                    let message = format!("`highlight` is {index}, but there are {} {things}", names.len());
                    self.fault(item.span, message, format!("It counts the {things} from 0"));
                }
                (Value::Text(text), None) => {
                    let near = self.closest(text.words.trim(), names.iter().map(String::as_str));
                    let hint = near.map_or_else(|| format!("Write it as it stands among the {things}"), did_you_mean);
                    self.fault(item.span, format!("none of the {things} is `{}`", shown(text.words.trim())), hint);
                }
                _ => {}
            }
        }
        out
    }

    pub(super) fn trend(&mut self, table: &Table) -> Option<Trend> {
        let node = table.get("trend")?;
        match &node.value {
            Value::Truth(wanted) => wanted.then_some(Trend { words: None }),
            Value::Text(text) => Some(Trend { words: Some(text.words.replace('\n', " ")) }),
            _ => {
                self.wrong_kind("trend", node, "true, or the words behind its slope", "trend = \" °C a point\"");
                None
            }
        }
    }

    /// Upright lines, from left to right.
    pub(super) fn events(&mut self, table: &Table, chart: &Chart) -> Vec<Guide> {
        let mut out = Vec::new();
        for (table, node) in self.guides(table, "events", "events = [{ at = \"2024-07-10\", text = \"…\" }]") {
            let words = date_words(&node);
            let at = match (&chart.along, &node.value, &words) {
                (Some(Along::Dates { .. }), _, Some(words)) => dates::read_one(words, &self.language),
                (Some(Along::Numbers(_)), Value::Integer(_) | Value::Number(_), _) => {
                    self.number("at", &node, -GREATEST)
                }
                (None, _, Some(words)) => {
                    let label = |it: &Rich| it.text().trim().eq_ignore_ascii_case(words.trim());
                    chart.labels.iter().position(label).map(|at| at as f64)
                }
                (None, Value::Integer(year), _) => {
                    chart.labels.iter().position(|it| it.text().trim() == year.to_string()).map(|at| at as f64)
                }
                (Some(Along::Dates { .. }), Value::Integer(year), _) => {
                    dates::read_one(&year.to_string(), &self.language)
                }
                _ => None,
            };
            let within = |at: &f64| match &chart.along {
                Some(along) => {
                    let places = along.places().iter();
                    let (least, most) =
                        places.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), it| (a.min(*it), b.max(*it)));
                    (least..=most).contains(at)
                }
                None => true,
            };
            match at.filter(within) {
                Some(at) => out.push(Guide { at, text: self.rich(&table, "text"), span: table.span }),
                None => {
                    let hint = "`at` is a label of the chart, or a date or number between its first and its last";
                    self.fault(node.span, "the chart has no such place", hint);
                }
            }
        }
        out.sort_by(|a, b| a.at.total_cmp(&b.at));
        out
    }

    /// Level lines.
    pub(super) fn targets(&mut self, table: &Table) -> Vec<Guide> {
        let mut out = Vec::new();
        for (table, node) in self.guides(table, "targets", "targets = [{ at = 25, text = \"…\" }]") {
            if let Some(at) = self.number("at", &node, -GREATEST) {
                out.push(Guide { at, text: self.rich(&table, "text"), span: table.span });
            }
        }
        out
    }

    /// The lines of a kind, each with its place.
    fn guides(&mut self, table: &Table, key: &str, example: &str) -> Vec<(Table, Node)> {
        let tables = self.tables(table, key, example);
        if tables.len() > MOST_GUIDES {
            let message = format!("the chart has {} `{key}`", tables.len());
            self.fault(
                table.span_of(key),
                message,
                format!("It can have {MOST_GUIDES}: keep those that the title is about"),
            );
        }
        let mut out = Vec::new();
        for table in tables.into_iter().take(MOST_GUIDES) {
            let table = self.check_keys(table, &GUIDE).into_owned();
            if let Some(node) = table.get("at").cloned() {
                out.push((table, node));
            }
        }
        out
    }

    /// The marks in the order of their values; what has none comes last.
    pub(super) fn sort(&mut self, table: &Table, chart: &mut Chart) {
        let Some(by) = self.choice(table, "sort", &ORDERS) else { return };
        let value = |at: &usize| {
            let all = chart.series.iter().filter_map(|series| series.values.get(*at).copied().flatten());
            if chart.stacked { Some(all.sum::<f64>()) } else { chart.value(0, *at) }
        };
        let shortest = chart.series.iter().map(|series| series.values.len()).min().unwrap_or(0);
        let mut order: Vec<usize> = (0..chart.labels.len().min(shortest)).collect();
        order.sort_by(|a, b| match (value(a), value(b)) {
            (Some(a), Some(b)) if by == Order::Rising => a.total_cmp(&b),
            (Some(a), Some(b)) => b.total_cmp(&a),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
        order.extend(order.len()..chart.labels.len());
        reorder(chart, &order);
    }
}

/// Words of a place, a date without quotes among them.
fn date_words(node: &Node) -> Option<String> {
    match &node.value {
        Value::Text(text) => Some(text.words.clone()),
        Value::Date(date) => Some(date.clone()),
        _ => None,
    }
}

/// Years that follow one another as labels do anyway.
fn are_even_years(days: &[f64], precision: Precision) -> bool {
    let mut steps = days.windows(2).map(|pair| ((pair[1] - pair[0]) / 365.25).round());
    let first = steps.next().unwrap_or(1.0);
    precision == Precision::Year && first > 0.0 && steps.all(|step| step == first)
}

/// The marks in another order; lists that are too short stay as they are, which was told.
fn reorder(chart: &mut Chart, order: &[usize]) {
    fn sorted<T: Clone>(list: &mut Vec<T>, order: &[usize]) {
        if list.len() == order.len() {
            *list = order.iter().map(|at| list[*at].clone()).collect();
        }
    }
    sorted(&mut chart.labels, order);
    sorted(&mut chart.texts, order);
    for series in &mut chart.series {
        [&mut series.values, &mut series.low, &mut series.high].into_iter().for_each(|it| sorted(it, order));
        sorted(&mut series.own, order);
    }
    if chart.series.len() < 2 {
        let moved = |at: &usize| order.iter().position(|old| old == at);
        chart.highlight = chart.highlight.iter().filter_map(moved).collect();
    }
}

/// The chart as it can be drawn, where its lists do not agree: as many marks as each of them has; none where that
/// leaves nothing.
pub(super) fn settled(mut chart: Chart) -> Option<Chart> {
    chart.series.retain(|series| !series.values.is_empty());
    let shortest = chart.series.iter().map(|series| series.values.len()).min();
    let most = if chart.kind == ChartKind::Share { 2 } else { most_marks(chart.kind) };
    let marks = match (chart.kind, shortest) {
        (ChartKind::Scale, _) => chart.labels.len(),
        (_, shortest) => chart.labels.len().min(shortest?),
    };
    let marks = marks.min(most).min(chart.along.as_ref().map_or(most, |along| along.places().len()));
    if marks == 0 || chart.kind == ChartKind::Points && chart.along.is_none() {
        return None;
    }
    chart.labels.truncate(marks);
    for series in &mut chart.series {
        series.values.truncate(marks);
        series.own.truncate(marks);
        for end in [&mut series.low, &mut series.high] {
            end.truncate(marks);
            end.resize(if end.is_empty() { 0 } else { marks }, None);
        }
    }
    if let Some(Along::Dates { days: places, .. } | Along::Numbers(places)) = &mut chart.along {
        places.truncate(marks);
    }
    chart.texts.truncate(marks);
    if chart.texts.len() < marks {
        chart.texts.clear();
    }
    let count = if chart.series.len() > 1 && chart.kind != ChartKind::Points { chart.series.len() } else { marks };
    chart.highlight.retain(|index| *index < count);
    let (least, greatest) = chart.span_of_values().unwrap_or_default();
    chart.log &= least > 0.0;
    chart.log_x &= matches!(&chart.along, Some(Along::Numbers(numbers)) if numbers.iter().all(|it| *it > 0.0));
    chart.min =
        chart.min.filter(|min| *min <= least && chart.max.is_none_or(|max| *min < max) && (!chart.log || *min > 0.0));
    chart.max = match chart.kind {
        ChartKind::Share => {
            let sum = chart.values().sum::<f64>();
            Some(chart.max.filter(|max| *max >= sum).unwrap_or(sum)).filter(|whole| *whole > 0.0)
        }
        ChartKind::Points => chart.max.filter(|max| *max >= greatest),
        _ => chart.max.filter(|max| *max >= chart.extent().1 && (*max > 0.0 || chart.min.is_some())),
    };
    (chart.kind != ChartKind::Share || chart.max.is_some()).then_some(chart)
}
