//! Series of points with an `x` of their own each → one list of places, in which a series has gaps where others have theirs.

use super::Reader;
use super::data::Data;
use crate::deck::source::{Node, Table, Value};
use crate::deck::{Along, Rich, Series};

/// The tables of the series that the deck itself has.
pub(super) fn tables(table: &Table) -> impl Iterator<Item = &Table> {
    let items = match table.get("series") {
        Some(Node { value: Value::List(items), .. }) => items.as_slice(),
        _ => &[],
    };
    items.iter().filter_map(|item| if let Value::Table(it) = &item.value { Some(it) } else { None })
}

/// Whether series of points lie on places of their own.
pub(super) fn is_apart(table: &Table) -> bool {
    tables(table).any(|series| series.has("x"))
}

impl Reader<'_> {
    /// The points of all series, one series after the other; one without an `x` lies along the chart's.
    pub(super) fn apart(&mut self, table: &Table, series: Vec<Series>) -> Option<Data> {
        if table.has("labels") {
            let hint = "Give each series `labels` of its own";
            self.fault(table.span_of("labels"), "the series have places of their own, but labels in common", hint);
        }
        let mut shared = None;
        let mut along: Option<Along> = None;
        let (mut labels, mut parts) = (Vec::new(), Vec::new());
        for (own, values) in tables(table).zip(series) {
            let places = match own.has("x") {
                true => self.along_points(own)?,
                false => match &shared {
                    Some(known) => Along::clone(known),
                    None => shared.insert(self.along_points(table)?).clone(),
                },
            };
            let count = places.places().len();
            let names = self.riches(own, "labels").unwrap_or_default();
            self.check_count(own, "labels", count);
            let blank = Rich { span: own.span, ..Rich::default() };
            labels.extend(names.into_iter().chain(std::iter::repeat(blank)).take(count));
            parts.push((values, count));
            along = match along {
                None => Some(places),
                Some(known) => Some(self.joined(own, known, places)?),
            };
        }
        Some(Data { labels, series: spread(parts), along, ..Data::default() })
    }

    /// The places of two series on one axis.
    fn joined(&mut self, own: &Table, first: Along, second: Along) -> Option<Along> {
        match (first, second) {
            (Along::Numbers(mut all), Along::Numbers(more)) => {
                all.extend(more);
                Some(Along::Numbers(all))
            }
            (Along::Dates { mut days, precision }, Along::Dates { days: more, precision: other }) => {
                days.extend(more);
                Some(Along::Dates { days, precision: precision.max(other) })
            }
            _ => {
                let hint = "Write `x` as numbers in all series, or as dates in all";
                self.fault(own.span_of("x"), "the series have dates and numbers on the same axis", hint);
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

/// Series with gaps where others have their points.
fn spread(parts: Vec<(Series, usize)>) -> Vec<Series> {
    let all: usize = parts.iter().map(|(_, count)| count).sum();
    let mut from = 0;
    let mut out = Vec::new();
    for (mut series, count) in parts {
        for list in [&mut series.values, &mut series.low, &mut series.high] {
            if list.is_empty() {
                continue;
            }
            list.resize(count, None);
            list.splice(0..0, std::iter::repeat_n(None, from));
            list.resize(all, None);
        }
        from += count;
        out.push(series);
    }
    out
}
