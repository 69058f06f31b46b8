//! A chart → the same in words, for those who do not see it.

use crate::deck::{Chart, ChartKind, Rich};

/// The alt text of a chart that the author gave none for, made from its data.
pub(in crate::layout::slides) fn described(chart: &Chart) -> String {
    if let Some(alt) = &chart.alt {
        return alt.clone();
    }
    let kind = match chart.kind {
        ChartKind::Bars | ChartKind::Columns if chart.stacked => "Stacked bar chart",
        ChartKind::Bars | ChartKind::Columns => "Bar chart",
        ChartKind::Line => "Line chart",
        ChartKind::Dots => "Dot chart",
        ChartKind::Share => "Share of a whole",
        ChartKind::Scale => "Scale",
    };
    let mut out = format!("{kind}. ");
    for series in &chart.series {
        if let Some(name) = &series.name {
            out.push_str(&format!("{} – ", name.text()));
        }
        out.push_str(&format!("{}. ", told(chart, &series.values)));
    }
    out.truncate(out.trim_end().len());
    out
}

/// Values that one listens to without losing count.
const MOST_TOLD: usize = 16;

/// Each label with its value; of many, the first, the last and the extremes.
fn told(chart: &Chart, values: &[Option<f64>]) -> String {
    let known = |at: usize| values.get(at).copied().flatten();
    let value = |at: usize| {
        let text = chart.texts.get(at).and_then(Option::as_ref).map(Rich::text);
        text.unwrap_or_else(|| known(at).map_or_else(|| "no value".to_owned(), |value| chart.figure(Some(value))))
    };
    let mark = |at: usize| format!("{}: {}", chart.labels.get(at).map(Rich::text).unwrap_or_default(), value(at));
    let count = chart.labels.len();
    if count <= MOST_TOLD {
        return (0..count).map(mark).collect::<Vec<_>>().join("; ");
    }
    let by_value = |a: &(usize, f64), b: &(usize, f64)| a.1.total_cmp(&b.1);
    let all = || (0..count).filter_map(|at| Some((at, known(at)?)));
    let (Some((least, _)), Some((most, _))) = (all().min_by(by_value), all().max_by(by_value)) else {
        return format!("{count} places without a value");
    };
    format!("{count} values from {} to {}, lowest {}, highest {}", mark(0), mark(count - 1), mark(least), mark(most))
}
