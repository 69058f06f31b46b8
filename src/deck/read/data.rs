//! A CSV file of the deck → labels and series: the first column has the labels, the first row the names.

use std::ops::Range;

use csv::{ReaderBuilder, StringRecord};

use super::Reader;
use super::cells::{Notation, is_gap};
use super::layouts::MOST_MARKS;
use super::values::shown;
use crate::deck::source::{READ, Table};
use crate::deck::{Rich, Series};
use crate::diagnostic::{Diagnostic, Source, Span, counted};

/// A table for a slide is small; what is larger belongs into a spreadsheet.
pub const MOST_DATA_BYTES: u64 = 1 << 20;
const MOST_FILES: usize = 1_000;
/// Series of a chart: eyes tell no more apart.
pub(super) const MOST_SERIES: usize = 5;

/// What a chart shows.
pub(super) struct Data {
    pub labels: Vec<Rich>,
    pub series: Vec<Series>,
    /// Whether the file has `%` after each number.
    pub percent: bool,
}

/// The text of a file, its place among the sources, and how it is written.
struct File<'t> {
    text: &'t str,
    source: u16,
    delimiter: u8,
    /// Bytes before the table: Excel's line that names the delimiter.
    skipped: usize,
}

impl Reader<'_> {
    /// The chart's file, if it names one; `Some(None)` where it could not be used, which was told.
    pub(super) fn chart_data(&mut self, table: &Table) -> Option<Option<Data>> {
        let name = self.filled(table, "data")?;
        let (words, span) = (name.words.clone(), name.span);
        let text = match self.data_text(&words) {
            Ok(text) => {
                self.elsewhere(name);
                text
            }
            Err((message, hint)) => {
                let message = format!("the data `{}` cannot be read: {message}", shown(&words));
                self.fault(span, message, hint);
                return Some(None);
            }
        };
        // Kept with or without a fault: labels and names point into it, and layout finds faults in them later.
        self.data.push(Source { name: words, text: text.as_str().into() });
        let source = u16::try_from(self.data.len()).unwrap_or(u16::MAX);
        let data = read(&File::new(&text, source), &self.language, &mut self.findings);
        Some(data)
    }

    fn data_text(&mut self, name: &str) -> Result<String, (String, String)> {
        if self.data.len() >= MOST_FILES {
            return Err((
                format!("it is one of more than {MOST_FILES}"),
                "Put several charts' numbers into one file".to_owned(),
            ));
        }
        let bytes = self.files.read(name, MOST_DATA_BYTES).map_err(|fault| self.refused(name, &fault))?;
        self.count(bytes.len()).map_err(|message| (message, "Make the files smaller".to_owned()))?;
        let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(&bytes);
        let text = String::from_utf8(bytes.to_vec());
        text.map_err(|_| ("it is not UTF-8".to_owned(), "Save it as “CSV UTF-8”".to_owned()))
    }
}

/// The table of a file, as far as it can be read; what cannot becomes a gap and a finding.
fn read(file: &File, language: &str, findings: &mut Vec<Diagnostic>) -> Option<Data> {
    let rows = match file.rows() {
        Ok(rows) => rows,
        Err(fault) => {
            findings.push(fault);
            return None;
        }
    };
    let Some((head, rows)) = rows.split_first().filter(|(_, rows)| !rows.is_empty()) else {
        let hint = "Write names in the first row, then a row for each label: its name and its numbers";
        findings.push(file.fault(rows.first(), 0, "it has no rows of numbers", hint));
        return None;
    };
    // Spreadsheets leave empty columns at the end, as they leave empty lines.
    let width = head.len().min(std::iter::once(head).chain(rows).map(filled).max().unwrap_or(0));
    if !(2..=MOST_SERIES + 1).contains(&width) {
        let message = format!("there {} {}", if width == 1 { "is" } else { "are" }, counted(width, "column"));
        let hint = format!("The first has the labels, 1 to {MOST_SERIES} others the numbers: take the rest out");
        findings.push(file.fault(Some(head), 0, message, hint));
    }
    let shown = 1..width.min(MOST_SERIES + 1);
    let cells = rows.iter().flat_map(|row| shown.clone().filter_map(|at| row.get(at)));
    let notation = Notation::new(cells, file.delimiter, language);
    if notation.doubtful
        && let Some((row, at)) = file.first_with_sign(rows, shown.clone())
    {
        let cell = row.get(at).unwrap_or_default().trim();
        let taken = notation.number(cell).unwrap_or_default();
        let message = format!("`{}` is taken as {taken}", super::values::shown(cell));
        let hint = "If its sign parts thousands, write the numbers without it";
        findings.push(Diagnostic::warning(READ, file.cell(row, at), message).hint(hint));
    }
    let mut series: Vec<Series> = shown.map(|at| file.series(head, at, width, findings)).collect();
    let mut labels = Vec::with_capacity(rows.len());
    for row in rows {
        if row.len() < width || filled(row) > width {
            let message = format!("this row has {}, but the first row has {width}", counted(row.len(), "cell"));
            findings.push(file.fault(Some(row), 0, message, "Give each row as many; quote words that have a comma"));
        }
        labels.push(Rich::plain(row.get(0).unwrap_or_default().trim(), file.cell(row, 0)));
        for (at, series) in series.iter_mut().enumerate() {
            series.values.push(file.number(row, at + 1, notation, findings));
        }
    }
    (!series.is_empty()).then_some(Data { labels, series, percent: notation.percent })
}

/// How many cells a row has up to the last that is not empty.
fn filled(row: &StringRecord) -> usize {
    row.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()).last().map_or(0, |(at, _)| at + 1)
}

impl<'t> File<'t> {
    /// What parts the cells: what Excel's `sep=` says, or what comes most often in the first line: commas, semicolons
    /// (where numbers have a decimal comma) or tabs.
    fn new(text: &'t str, source: u16) -> Self {
        let line = text.lines().next().unwrap_or_default();
        if let [delimiter] = line.strip_prefix("sep=").unwrap_or_default().as_bytes() {
            let skipped = text.find('\n').map_or(text.len(), |at| at + 1);
            return Self { text, source, delimiter: *delimiter, skipped };
        }
        let count = |byte: u8| line.bytes().filter(|it| *it == byte).count();
        let delimiter = [b',', b';', b'\t'].into_iter().rev().max_by_key(|byte| count(*byte)).unwrap_or(b',');
        Self { text, source, delimiter, skipped: 0 }
    }

    fn rows(&self) -> Result<Vec<StringRecord>, Diagnostic> {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .from_reader(&self.text.as_bytes()[self.skipped..]);
        let mut rows = Vec::new();
        for row in reader.records() {
            let row =
                row.map_err(|fault| self.fault(None, 0, format!("it is no CSV ({fault})"), "Save it again as CSV"))?;
            // A line of empty cells is what spreadsheets leave at the end.
            if row.iter().any(|cell| !cell.trim().is_empty()) {
                rows.push(row);
            }
            if rows.len() > MOST_MARKS + 1 {
                let message = format!("there are more than {MOST_MARKS} rows");
                return Err(self.fault(rows.last(), 0, message, "Keep those that the slide shows"));
            }
        }
        Ok(rows)
    }

    /// The first number that has a comma or a point.
    fn first_with_sign<'r>(
        &self,
        rows: &'r [StringRecord],
        columns: Range<usize>,
    ) -> Option<(&'r StringRecord, usize)> {
        let mut cells = rows.iter().flat_map(|row| columns.clone().map(move |at| (row, at)));
        cells.find(|(row, at)| row.get(*at).is_some_and(|cell| cell.contains([',', '.'])))
    }

    fn series(&self, head: &StringRecord, at: usize, width: usize, findings: &mut Vec<Diagnostic>) -> Series {
        let name = head.get(at).unwrap_or_default().trim();
        if name.is_empty() && width > 2 {
            let message = format!("column {} has no name", at + 1);
            findings.push(self.fault(Some(head), at, message, "Name each column in the first row"));
        }
        // One series alone is what the slide's title says.
        let name = (width > 2).then(|| Rich::plain(name, self.cell(head, at)));
        Series { name, values: Vec::new() }
    }

    /// The number of a cell; none where it is empty, or where it has none, which is told.
    fn number(&self, row: &StringRecord, at: usize, notation: Notation, findings: &mut Vec<Diagnostic>) -> Option<f64> {
        let cell = row.get(at).filter(|cell| !is_gap(cell))?;
        let number = notation.number(cell);
        if number.is_none() {
            let message = format!("`{}` is not a number", shown(cell.trim()));
            let hint = "Write a plain number such as 12 or 1250.5, or nothing for a gap; the unit goes into `unit`";
            findings.push(self.fault(Some(row), at, message, hint));
        }
        number
    }

    fn fault(
        &self,
        row: Option<&StringRecord>,
        cell: usize,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Diagnostic {
        let span = row.map(|row| self.cell(row, cell)).unwrap_or(Span::new(self.source, 0..0));
        Diagnostic::error(READ, span, message).hint(hint)
    }

    /// Where a cell is written.
    fn cell(&self, row: &StringRecord, cell: usize) -> Span {
        let start = row.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(0));
        let start = (start + self.skipped).min(self.text.len());
        // Blank lines before a row are counted to it.
        let start = start + self.text[start..].len() - self.text[start..].trim_start_matches(['\r', '\n']).len();
        let (mut at, mut quoted, mut from) = (0, false, start);
        for (place, byte) in self.text.bytes().enumerate().skip(start) {
            let ends = !quoted && (byte == self.delimiter || byte == b'\n');
            if ends && at == cell {
                return Span::new(self.source, from..place);
            }
            if ends {
                (at, from) = (at + 1, place + 1);
            }
            quoted ^= byte == b'"';
        }
        Span::new(self.source, from..self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::{Data, File, read};
    use crate::deck::Rich;

    fn try_read(text: &str) -> (Option<Data>, Vec<String>) {
        let mut findings = Vec::new();
        let data = read(&File::new(text, 1), "en", &mut findings);
        let told = findings.iter().map(|fault| {
            let span = fault.span.expect("it has a place");
            format!("{}: {}", &text[span.start as usize..span.end as usize], fault.message)
        });
        (data, told.collect())
    }

    #[test]
    fn labels_names_and_numbers_are_read() {
        for text in [
            "Year,Primary,Secondary\n2019,\"12.5\",3\n2020, 14 ,4\n",
            "Year;Primary;Secondary\r\n2019;12,5;3\r\n2020;14;4\r\n\r\n;;\r\n",
            "Year\tPrimary\tSecondary\n2019\t12.5\t3\n\n2020\t14\t4",
            "sep=;\r\nYear;Primary;Secondary\r\n2019;12,5;3\r\n2020;14;4\r\n",
            "sep=|\nYear|Primary|Secondary\n2019|12.5|3\n2020|14|4",
            "Year;Primary;Secondary;;\r\n2019;12,5;3;;\r\n2020;14;4; ;\r\n;;;;\r\n",
            "Year,Primary,Secondary\n2019,12.5,3,\n2020,14,4,,\n",
        ] {
            let (data, told) = try_read(text);
            let data = data.unwrap_or_else(|| panic!("{text}: {told:?}"));
            assert_eq!(told, [""; 0], "{text}");
            assert_eq!(data.labels.iter().map(Rich::text).collect::<Vec<_>>(), ["2019", "2020"]);
            let names: Vec<_> = data.series.iter().map(|it| it.name.as_ref().map(Rich::text)).collect();
            assert_eq!(names, [Some("Primary".to_owned()), Some("Secondary".to_owned())]);
            assert_eq!(data.series[0].values, [Some(12.5), Some(14.0)]);
            assert_eq!(data.series[1].values, [Some(3.0), Some(4.0)]);
        }
    }

    #[test]
    fn a_fault_names_its_cell_and_costs_no_more() {
        for (text, expected, values) in [
            ("a,b\nx,1\n\n\"y, z\",dear\n", "dear: `dear` is not a number", &[Some(1.0), None][..]),
            ("a,b\nx,1,2\ny,3\n", "x: this row has 3 cells, but the first row has 2", &[Some(1.0), Some(3.0)]),
            ("a,b,\nx,1,2\n", ": column 3 has no name", &[Some(1.0)]),
            ("sep=;\na;b\nx;dear\n", "dear: `dear` is not a number", &[None]),
            ("a;b\nx;1.200\n", "1.200: `1.200` is taken as 1.2", &[Some(1.2)]),
        ] {
            let (data, told) = try_read(text);
            assert_eq!(told, [expected], "{text}");
            assert_eq!(data.expect("the rest is read").series[0].values, values, "{text}");
        }
        for (text, expected) in [
            ("a\nx\n", "a: there is 1 column"),
            ("a,b\n", "a: it has no rows of numbers"),
            ("", ": it has no rows of numbers"),
        ] {
            let (data, told) = try_read(text);
            assert_eq!(told, [expected], "{text}");
            assert!(data.is_none(), "{text}");
        }
    }

    #[test]
    fn empty_cells_are_gaps() {
        let (data, told) = try_read("a,b\nx,\ny,2\nz,NaN\n");
        assert_eq!(told, [""; 0]);
        assert_eq!(data.expect("it is read").series[0].values, [None, Some(2.0), None]);
    }
}
