//! A report → lines for a terminal, in columns.

use crate::captions::formats::clock;
use crate::cli::columns::{LONGEST_TITLE, columns, cut};
use crate::takes::report::{Report, words};

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
    if !report.past.is_empty() && !report.short {
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
    row[1] = cut(&row[1], LONGEST_TITLE);
    row
}
