//! A chart → its numbers as rows of cells, for readers who do not see it; shaped small at the chart's own place.

use std::sync::Arc;

use super::phrases;
use crate::deck::{Along, Chart, ChartKind, Rich};
use crate::drawing::{DataCell, DataTable, Role};
use crate::geometry::{Point, Size};
use crate::layout::desk::Desk;
use crate::layout::node::Node;
use crate::text::{Set, Style, Wrap};

/// Rows that anybody goes through; of more the first.
const MOST_ROWS: usize = 400;
/// The size of the words, in points: nobody sees them.
const SIZE: f32 = 4.0;

/// The table behind a chart that takes so much room; none for charts without values.
pub(super) fn of_data(desk: &mut Desk, chart: &Chart, room: Size) -> Option<Node> {
    if chart.kind == ChartKind::Scale || desk.draft {
        return None;
    }
    let rows = rows(chart);
    let spoken = spoken(&rows);
    // Nobody sees it.
    let style = Style { wrap: Wrap::None, capitals: false, ..desk.style(&desk.theme.scale.label, SIZE) };
    let down = (room.height / rows.len().max(1) as f64).min(f64::from(SIZE) * 1.5);
    let across = room.width / rows.first().map_or(1, Vec::len).max(1) as f64;
    let mut cells = Vec::with_capacity(rows.len());
    for (row, words) in rows.into_iter().enumerate() {
        let cell = |(column, words): (usize, String)| {
            let shaped = desk.shaper.paragraph(&Rich::plain(words.clone(), chart.span), &style, f32::MAX);
            // From right to left, the figure's place is its right edge: words beyond the page would be lost to readers.
            let column = if desk.mirrored() { -(column as f64) - 1.0 } else { column as f64 };
            let corner = Point::new(across * column, down * row as f64);
            let runs = shaped.lines.iter().flat_map(|line| line.runs.iter().map(move |run| (run, line.baseline)));
            let runs = runs.filter_map(|(run, baseline)| match &run.set {
                Set::Words(glyphs) => Some((corner + (f64::from(run.x), f64::from(baseline)), Arc::clone(glyphs))),
                Set::Formula { .. } => None,
            });
            DataCell { runs: runs.collect(), words }
        };
        cells.push(words.into_iter().enumerate().map(cell).collect());
    }
    let table = DataTable { rows: cells, spoken };
    Some(Node::branch(Role::Data(Arc::new(table)), Point::ZERO, chart.span, Vec::new()))
}

/// Names first, then a row for each label.
fn rows(chart: &Chart) -> Vec<Vec<String>> {
    let phrases = phrases::of(&chart.language);
    let or = |name: &str, other: &str| if name.is_empty() { other.to_owned() } else { name.to_owned() };
    let points = chart.kind == ChartKind::Points;
    let named = chart.labels.iter().any(|label| !label.text().trim().is_empty());
    let [first, second] = &chart.columns;
    let mut head = Vec::new();
    if named || !points {
        head.push(if points { phrases.label.to_owned() } else { or(first, phrases.label) });
    }
    if points {
        head.push(or(first, "x"));
    }
    for series in &chart.series {
        let name = series.name.as_ref().map(Rich::text).unwrap_or_else(|| or(second, phrases.value));
        if !series.low.is_empty() {
            head.extend([format!("{name}, {}", phrases.low), format!("{name}, {}", phrases.high)]);
        }
        head.push(name);
    }
    let mut out = vec![head];
    let figure = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| chart.exact(value));
    let places = place_words(chart);
    for at in 0..chart.labels.len().min(MOST_ROWS) {
        let mut row = Vec::new();
        if named || !points {
            row.push(chart.labels[at].text());
        }
        if points {
            row.push(places.get(at).cloned().unwrap_or_default());
        }
        for (nth, series) in chart.series.iter().enumerate() {
            if !series.low.is_empty() {
                let range = series.range(at);
                row.extend([figure(range.map(|it| it.0)), figure(range.map(|it| it.1))]);
            }
            let text = chart.texts.get(at).and_then(Option::as_ref).filter(|_| !points).map(Rich::text);
            row.push(text.unwrap_or_else(|| figure(chart.value(nth, at))));
        }
        out.push(row);
    }
    out
}

/// The x of each point in words.
pub(super) fn place_words(chart: &Chart) -> Vec<String> {
    match &chart.along {
        Some(Along::Numbers(numbers)) => {
            let numerals = crate::deck::numerals::Numerals::new(&chart.language, "", numbers);
            numbers.iter().map(|number| numerals.write(*number)).collect()
        }
        Some(Along::Dates { days, precision }) => crate::deck::dates::labels(days, *precision, &chart.language),
        None => Vec::new(),
    }
}

/// `2018: Museum 1,250; Gardens 900`.
fn spoken(rows: &[Vec<String>]) -> String {
    let Some((head, rows)) = rows.split_first() else { return String::new() };
    let line = |row: &Vec<String>| {
        let cells: Vec<String> = match row.len() {
            0..=2 => row.iter().skip(1).cloned().collect(),
            _ => head.iter().zip(row).skip(1).map(|(name, cell)| format!("{name} {cell}")).collect(),
        };
        format!("{}: {}", row.first().map(String::as_str).unwrap_or_default(), cells.join("; "))
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}
