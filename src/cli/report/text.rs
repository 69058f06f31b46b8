//! A report → lines for a terminal, in columns.

use crate::captions::formats::clock;
use crate::takes::report::{Report, words};

const LONGEST_TITLE: usize = 40;

pub fn page(report: &Report) -> String {
    let mut out = format!("{}\n{} ({})\n\n", report.deck, words::occasion(report.kind, &report.start), report.name);
    out.push_str(&format!("{}\n", words::verdict(report)));
    let facts: Vec<Vec<String>> = words::facts(report).into_iter().map(Vec::from).collect();
    out.push_str(&columns(&[], &facts, &[0, 1, 2]));
    if let Some(cuts) = &report.cuts {
        head(&mut out, "To be in time");
        words::cuts(report, cuts).iter().for_each(|cut| out.push_str(&format!("  {cut}\n")));
    }
    head(&mut out, "Slide by slide");
    let rows: Vec<Vec<String>> = report.slides.iter().map(|slide| titled(words::row(slide).to_vec())).collect();
    out.push_str(&columns(&words::COLUMNS, &rows, &words::WORDY));
    if !report.past.is_empty() {
        head(&mut out, "Take by take");
        let past = report.past.iter().map(|past| (&past.start, &past.name, past.took));
        let rows = past.chain([(&report.start, &report.name, report.took)]).map(|(start, name, took)| {
            vec![words::short_date(start, name), clock(took), words::signed(words::more(took, report.planned))]
        });
        out.push_str(&columns(&["Take", "Took", "±"], &rows.collect::<Vec<_>>(), &[0]));
    }
    if let Some(other) = &report.against {
        head(&mut out, &format!("Against the take of {}", words::short_date(&other.start, &other.name)));
        let rows: Vec<Vec<String>> =
            words::against(report, other).into_iter().map(|row| titled(row.to_vec())).collect();
        out.push_str(&columns(&words::AGAINST, &rows, &[1]));
    }
    out
}

fn head(out: &mut String, words: &str) {
    out.push_str(&format!("\n{words}\n"));
}

/// A row whose second cell is a title that may be too long for a line.
fn titled(mut row: Vec<String>) -> Vec<String> {
    row[1] = words::cut(&row[1], LONGEST_TITLE);
    row
}

/// Cells under one another: words to the left, numbers to the right.
fn columns(heads: &[&str], rows: &[Vec<String>], wordy: &[usize]) -> String {
    let heads = (!heads.is_empty()).then(|| heads.iter().map(|head| (*head).to_owned()).collect::<Vec<_>>());
    let all: Vec<&Vec<String>> = heads.iter().chain(rows).collect();
    let count = all.first().map_or(0, |row| row.len());
    let wide = |at: usize| all.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count).map(wide).collect();
    let mut out = String::new();
    for row in all {
        let cells = row.iter().zip(&widths).enumerate().map(|(at, (cell, width))| {
            if wordy.contains(&at) { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
        });
        let line = format!("  {}", cells.collect::<Vec<_>>().join("  "));
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
