//! Rows of cells → lines for a terminal.

pub use crate::takes::report::words::cut;

/// A title that is longer would break its line.
pub const LONGEST_TITLE: usize = 40;

/// Cells under one another, those in `wordy` columns to the left, numbers to the right.
pub fn columns(heads: &[&str], rows: &[Vec<String>], wordy: &[usize]) -> String {
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
