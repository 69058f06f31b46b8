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
            // No width of `format!`, which panics beyond 65,535.
            let gap = " ".repeat(width - cell.chars().count());
            if wordy.contains(&at) { format!("{cell}{gap}") } else { format!("{gap}{cell}") }
        });
        let line = format!("  {}", cells.collect::<Vec<_>>().join("  "));
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::columns;

    #[test]
    fn a_cell_may_be_as_long_as_it_likes() {
        let long = "x".repeat(70_000);
        let rows =
            [vec!["1".to_owned(), "ä".to_owned(), long.clone()], vec!["10".to_owned(), long.clone(), String::new()]];
        let lines = columns(&["No.", "Word", ""], &rows, &[1, 2]);
        let lines: Vec<&str> = lines.lines().collect();
        assert_eq!(lines[0], "  No.  Word");
        assert_eq!(lines[1], format!("    1  ä{}  {long}", " ".repeat(69_999)));
        assert_eq!(lines[2], format!("   10  {long}"));
    }
}
