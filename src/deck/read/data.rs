//! A CSV file of the deck → labels and series: the first column has the labels, the first row the names.

use csv::{ReaderBuilder, StringRecord};

use super::Reader;
use super::charts::MOST_SERIES;
use super::layouts::MOST_MARKS;
use super::values::shown;
use crate::deck::source::{READ, Table};
use crate::deck::{Rich, Series};
use crate::diagnostic::{Diagnostic, Source, Span};

/// A table for a slide is small; what is larger belongs into a spreadsheet.
pub const MOST_DATA_BYTES: u64 = 1 << 20;
const MOST_FILES: usize = 1_000;

/// What a chart shows.
pub(super) struct Data {
    pub labels: Vec<Rich>,
    pub series: Vec<Series>,
}

/// The text of a file, its place among the sources, and how it is written.
struct File<'t> {
    text: &'t str,
    source: u16,
    delimiter: u8,
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
        let delimiter = delimiter(&text);
        // Kept with or without a fault: labels and names point into it, and layout finds faults in them later.
        self.data.push(Source { name: words, text: text.as_str().into() });
        let source = u16::try_from(self.data.len()).unwrap_or(u16::MAX);
        match read(&File { text: &text, source, delimiter }) {
            Ok(data) => Some(Some(data)),
            Err(fault) => {
                self.findings.push(fault);
                Some(None)
            }
        }
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

/// What parts the cells of the first line: commas, semicolons (where numbers have a decimal comma) or tabs.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    let count = |byte: u8| line.bytes().filter(|it| *it == byte).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|byte| count(*byte)).unwrap_or(b',')
}

fn read(file: &File) -> Result<Data, Diagnostic> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(file.delimiter)
        .from_reader(file.text.as_bytes());
    let mut rows = Vec::new();
    for row in reader.records() {
        let row =
            row.map_err(|fault| file.fault(None, 0, format!("it is no CSV ({fault})"), "Save it again as CSV"))?;
        // A line of empty cells is what spreadsheets leave at the end.
        if row.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(row);
        }
        if rows.len() > MOST_MARKS + 1 {
            let message = format!("there are more than {MOST_MARKS} rows");
            return Err(file.fault(rows.last(), 0, message, "Keep those that the slide shows"));
        }
    }
    let Some((head, rows)) = rows.split_first().filter(|(_, rows)| !rows.is_empty()) else {
        let hint = "Write names in the first row, then a row for each label: its name and its numbers";
        return Err(file.fault(rows.first(), 0, "it has no rows of numbers", hint));
    };
    let width = head.len();
    if !(2..=MOST_SERIES + 1).contains(&width) {
        let message = format!("there are {width} columns");
        let hint = format!("The first has the labels, 1 to {MOST_SERIES} others the numbers: take the rest out");
        return Err(file.fault(Some(head), 0, message, hint));
    }
    let mut series: Vec<Series> = (1..width).map(|at| file.series(head, at, width)).collect::<Result<_, _>>()?;
    let mut labels = Vec::with_capacity(rows.len());
    for row in rows {
        if row.len() != width {
            let message = format!("this row has {} cells, but the first row has {width}", row.len());
            return Err(file.fault(Some(row), 0, message, "Give each row as many; quote words that have a comma"));
        }
        labels.push(Rich::plain(row.get(0).unwrap_or_default().trim(), file.cell(row, 0)));
        for (at, series) in series.iter_mut().enumerate() {
            series.values.push(file.number(row, at + 1)?);
        }
    }
    Ok(Data { labels, series })
}

impl File<'_> {
    fn series(&self, head: &StringRecord, at: usize, width: usize) -> Result<Series, Diagnostic> {
        let name = head.get(at).unwrap_or_default().trim();
        if name.is_empty() && width > 2 {
            let message = format!("column {} has no name", at + 1);
            return Err(self.fault(Some(head), at, message, "Name each column in the first row"));
        }
        // One series alone is what the slide's title says.
        let name = (width > 2).then(|| Rich::plain(name, self.cell(head, at)));
        Ok(Series { name, values: Vec::new() })
    }

    fn number(&self, row: &StringRecord, at: usize) -> Result<f64, Diagnostic> {
        let cell = row.get(at).unwrap_or_default().trim();
        let plain = if self.delimiter == b';' { cell.replace(',', ".") } else { cell.to_owned() };
        let number = plain.parse::<f64>().ok().filter(|number| number.is_finite() && number.abs() < 1e15);
        number.ok_or_else(|| {
            let message = if cell.is_empty() {
                "this cell is empty".to_owned()
            } else {
                format!("`{}` is not a number", shown(cell))
            };
            self.fault(Some(row), at, message, "Write a plain number such as 12 or 1250.5; the unit goes into `unit`")
        })
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
        let start = row.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(0)).min(self.text.len());
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
    use super::{File, delimiter, read};

    fn told(text: &str) -> String {
        let file = File { text, source: 1, delimiter: delimiter(text) };
        let Err(fault) = read(&file) else { panic!("{text} has no fault") };
        let span = fault.span.expect("it has a place");
        format!("{}: {}", &text[span.start as usize..span.end as usize], fault.message)
    }

    #[test]
    fn labels_names_and_numbers_are_read() {
        for text in [
            "Year,Primary,Secondary\n2019,\"12.5\",3\n2020, 14 ,4\n",
            "Year;Primary;Secondary\r\n2019;12,5;3\r\n2020;14;4\r\n\r\n;;\r\n",
            "Year\tPrimary\tSecondary\n2019\t12.5\t3\n\n2020\t14\t4",
        ] {
            let read = read(&File { text, source: 1, delimiter: delimiter(text) });
            let data = read.unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
            assert_eq!(data.labels.iter().map(crate::deck::Rich::text).collect::<Vec<_>>(), ["2019", "2020"]);
            let names: Vec<_> = data.series.iter().map(|it| it.name.as_ref().map(crate::deck::Rich::text)).collect();
            assert_eq!(names, [Some("Primary".to_owned()), Some("Secondary".to_owned())]);
            assert_eq!(data.series[0].values, [12.5, 14.0]);
            assert_eq!(data.series[1].values, [3.0, 4.0]);
        }
    }

    #[test]
    fn faults_name_the_cell() {
        assert_eq!(told("a,b\nx,1\n\n\"y, z\",n/a\n"), "n/a: `n/a` is not a number");
        assert_eq!(told("a,b\nx,\n"), ": this cell is empty");
        assert_eq!(told("a,b\nx,1,2\n"), "x: this row has 3 cells, but the first row has 2");
        assert_eq!(told("a,b,\nx,1,2\n"), ": column 3 has no name");
        assert_eq!(told("a\nx\n"), "a: there are 1 columns");
        assert_eq!(told("a,b\n"), "a: it has no rows of numbers");
        assert_eq!(told(""), ": it has no rows of numbers");
    }
}
