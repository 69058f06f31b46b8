//! A chart → what it shows in a few sentences, in the deck's language, for those who do not see it.

use super::phrases::{self, Phrases, filled};
use super::table::place_words;
use super::trend::{slope_words, trend};
use crate::deck::numerals::{Numerals, digits};
use crate::deck::{Along, Chart, ChartKind, Layout, Rich};
use crate::layout::desk::Desk;

/// Values that one listens to without losing count.
const MOST_TOLD: usize = 6;

/// The alt text of a chart: the author's, or else made from its data.
pub(super) fn described(desk: &Desk, chart: &Chart) -> String {
    if let Some(alt) = &chart.alt {
        return alt.clone();
    }
    let phrases = phrases::of(&chart.language);
    // What is measured stands under the title, if the chart is what the slide is about.
    let alone = matches!(&desk.slide.layout, Layout::Chart { .. });
    let measured = desk.slide.subtitle.as_ref().filter(|_| alone).map(Rich::text);
    let kind = phrases.kind(chart);
    let mut out = vec![match measured {
        Some(words) => format!("{kind}: {}.", words.trim_end_matches(['.', ':', ' '])),
        None => format!("{kind}."),
    }];
    match chart.kind {
        ChartKind::Scale => out.push(labels(chart)),
        ChartKind::Points => out.extend(of_points(chart, phrases)),
        _ => out.extend((0..chart.series.len()).flat_map(|at| of_series(chart, phrases, at))),
    }
    if chart.series.iter().any(|series| !series.low.is_empty()) {
        out.push(phrases.range.to_owned());
    }
    out.extend(guides(chart));
    out.retain(|part| !part.is_empty());
    out.join(" ")
}

fn labels(chart: &Chart) -> String {
    let all: Vec<String> = chart.labels.iter().map(Rich::text).collect();
    if all.is_empty() { String::new() } else { format!("{}.", all.join("; ")) }
}

/// A series by its values, where they are few; else by its extremes, and, along a line, by its course.
fn of_series(chart: &Chart, phrases: &Phrases, at: usize) -> Vec<String> {
    let own = chart.own(at);
    let count = own.len();
    let label = |at: usize| chart.labels.get(at).map(Rich::text).unwrap_or_default();
    let text = |at: usize| chart.texts.get(at).and_then(Option::as_ref).map(Rich::text);
    let figure = |label: usize| text(label).unwrap_or_else(|| chart.figure(chart.value(at, label)));
    let number = |count: usize| digits(&chart.language, count);
    let mut out = Vec::new();
    out.extend(chart.series[at].name.as_ref().map(|name| format!("{}:", name.text())));
    let known: Vec<(usize, f64)> = own.iter().filter_map(|label| Some((*label, chart.value(at, *label)?))).collect();
    if count <= MOST_TOLD || known.is_empty() {
        let missing = |at: usize| {
            if text(at).is_none() && !known.iter().any(|it| it.0 == at) { Some(phrases.no_value) } else { None }
        };
        let mark = |at: usize| format!("{}: {}", label(at), missing(at).map_or_else(|| figure(at), str::to_owned));
        out.push(format!("{}.", own.into_iter().take(MOST_TOLD).map(mark).collect::<Vec<_>>().join("; ")));
        return out;
    }
    let by_value = |a: &&(usize, f64), b: &&(usize, f64)| a.1.total_cmp(&b.1);
    let (Some((least, _)), Some((most, _))) = (known.iter().min_by(by_value), known.iter().max_by(by_value)) else {
        return out;
    };
    if matches!(chart.kind, ChartKind::Line | ChartKind::Area) {
        let (first, last) = (known[0].0, known[known.len() - 1].0);
        out.push(filled(phrases.course, &[&figure(first), &label(first), &figure(last), &label(last)]));
        for (phrase, at) in [(phrases.highest, most), (phrases.lowest, least)] {
            if ![first, last].contains(at) {
                out.push(filled(phrase, &[&figure(*at), &label(*at)]));
            }
        }
    } else {
        let words = [&number(known.len()), &label(*most), &figure(*most), &label(*least), &figure(*least)];
        out.push(filled(phrases.extremes, &words.map(String::as_str)));
    }
    let below = known.iter().filter(|(_, value)| *value < 0.0).count();
    if below > 0 && below < known.len() {
        out.push(filled(phrases.below_zero, &[&number(below), &number(known.len())]));
    }
    if known.len() < count {
        out.push(filled(phrases.missing, &[&number(count - known.len())]));
    }
    if chart.series.len() == 1 && !chart.highlight.is_empty() {
        let lit: Vec<String> = chart.highlight.iter().map(|at| format!("{} {}", label(*at), figure(*at))).collect();
        out.push(filled(phrases.apart, &[&lit.join("; ")]));
    }
    out
}

/// How far points reach, the line through them, and those that are marked.
fn of_points(chart: &Chart, phrases: &Phrases) -> Vec<String> {
    let places = place_words(chart);
    let along = chart.along.as_ref().map(Along::places).unwrap_or_default();
    let by = |a: &usize, b: &usize| along[*a].total_cmp(&along[*b]);
    let mut out = vec![filled(phrases.count, &[&digits(&chart.language, chart.values().count())])];
    let all = || 0..along.len().min(places.len());
    let name = |at: usize, other: &str| match chart.columns[at].as_str() {
        "" => other.to_owned(),
        name => name.to_owned(),
    };
    if let (Some(first), Some(last)) = (all().min_by(by), all().max_by(by)) {
        out.push(filled(phrases.reach, &[&name(0, "x"), &places[first], &places[last]]));
    }
    let range = chart.values().fold(None, |known: Option<(f64, f64)>, value| {
        Some(known.map_or((value, value), |(a, b)| (a.min(value), b.max(value))))
    });
    if let Some((least, most)) = range {
        let words = [name(1, "y"), chart.figure(Some(least)), chart.figure(Some(most))];
        out.push(filled(phrases.reach, &[&words[0], &words[1], &words[2]]));
    }
    if let Some(line) = chart.along.as_ref().and_then(|along| trend(chart, along)) {
        let (number, words) = slope_words(chart, &line);
        out.push(filled(phrases.trend, &[&format!("{number}{words}")]));
    }
    let marked: Vec<String> = chart.highlight.iter().filter_map(|at| Some(chart.labels.get(*at)?.text())).collect();
    let marked: Vec<String> = marked.into_iter().filter(|label| !label.trim().is_empty()).collect();
    if !marked.is_empty() {
        out.push(filled(phrases.apart, &[&marked.join("; ")]));
    }
    out
}

/// Events with their places, targets with their values.
fn guides(chart: &Chart) -> Vec<String> {
    let place = |at: f64| match &chart.along {
        Some(Along::Dates { precision, .. }) => crate::deck::dates::labels(&[at], *precision, &chart.language).concat(),
        Some(Along::Numbers(_)) => Numerals::new(&chart.language, "", &[at]).write(at),
        None => chart.labels.get(at as usize).map(Rich::text).unwrap_or_default(),
    };
    let words = |text: &Option<Rich>, place: String| match text {
        Some(text) => format!("{}: {place}.", text.text()),
        None => format!("{place}."),
    };
    let events = chart.events.iter().map(|event| words(&event.text, place(event.at)));
    let targets = chart.targets.iter().map(|target| words(&target.text, chart.level(target.at)));
    events.chain(targets).collect()
}
