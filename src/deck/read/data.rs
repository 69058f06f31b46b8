//! A CSV file of the deck → labels and series: columns by their names, or the first for labels and the others for numbers.

use csv::StringRecord;

use super::Reader;
use super::cells::{Around, Notation, is_gap};
use super::sheet::{Sheet, filled, text_of};
use super::values::shown;
use crate::deck::dates;
use crate::deck::source::{READ, Table, Text};
use crate::deck::{Along, Rich, Series};
use crate::diagnostic::{Diagnostic, Severity, Source, closest, counted, did_you_mean, listed};

/// A table for a slide is small; what is larger belongs into a spreadsheet.
pub const MOST_DATA_BYTES: u64 = 1 << 20;
const MOST_FILES: usize = 1_000;
/// Rows of all files that a deck's charts show, and bytes of those files: what is read is held as long as the deck is open.
const MOST_ROWS: usize = 200_000;
const MOST_BYTES: usize = 32 << 20;
/// Series of a chart: eyes tell no more apart.
pub(super) const MOST_SERIES: usize = 5;
/// Letters of a line of words that is no label, but a note under the table.
const NOTE: usize = 24;

/// Which columns of a file a chart shows; those that it does not name are found by what is in them.
#[derive(Clone, Default)]
pub(super) struct Wanted<'t> {
    /// Labels, or the x of points and lines: one for all, or one for each of `y`.
    pub x: Vec<&'t Text>,
    pub y: Vec<&'t Text>,
    pub low: Vec<&'t Text>,
    pub high: Vec<&'t Text>,
    /// What points are called.
    pub names: Option<&'t Text>,
    pub points: bool,
    /// Rows that the chart can show.
    pub most: usize,
}

/// What a chart shows.
#[derive(Default)]
pub(super) struct Data {
    pub labels: Vec<Rich>,
    pub series: Vec<Series>,
    /// What the file has around each number.
    pub around: Around,
    /// What the file calls its labels (the x of points) and its first values.
    pub columns: [String; 2],
    /// The x of points.
    pub along: Option<Along>,
}

impl Reader<'_> {
    /// The chart's file, if it names one; `Some(None)` where it could not be used, which was told.
    pub(super) fn chart_data(&mut self, table: &Table, wanted: &Wanted<'_>) -> Option<Option<Data>> {
        let name = self.filled(table, "data")?;
        let (words, span) = (name.words.clone(), name.span);
        if self.rows >= MOST_ROWS {
            let message = format!("the charts of this deck have more than {MOST_ROWS} rows: this one is left out");
            self.fault(span, message, "Keep the rows that slides show, or share the slides among several decks");
            return Some(None);
        }
        let (text, guessed) = match self.data_text(&words) {
            Ok(read) => {
                self.elsewhere(name);
                read
            }
            Err((message, hint)) => {
                let message = format!("the data `{}` cannot be read: {message}", shown(&words));
                self.fault(span, message, hint);
                return Some(None);
            }
        };
        if let Some(encoding) = guessed {
            let message = format!("the data `{}` is not UTF-8: it is read as {encoding}", shown(&words));
            let hint = "If letters are wrong on the slide, save it as “CSV UTF-8”";
            self.findings.push(Diagnostic::new(Severity::Info, READ, span, message).hint(hint));
        }
        let source = self.source_of(words, &text);
        let data = read(&Sheet::new(&text, source), wanted, &self.language, &mut self.findings);
        self.rows += data.as_ref().map_or(0, |data| data.labels.len());
        Some(data)
    }

    /// The number of a file among the sources, where each is once. It is kept with or without a fault: labels and names point
    /// into it, and layout finds faults in them later.
    fn source_of(&mut self, name: String, text: &str) -> u16 {
        let known = self.data.iter().position(|source| source.name == name && *source.text == *text);
        let at = known.unwrap_or_else(|| {
            self.data.push(Source { name, text: text.into() });
            self.data.len() - 1
        });
        u16::try_from(at + 1).unwrap_or(u16::MAX)
    }

    /// The file's text, and the encoding where it was guessed.
    fn data_text(&mut self, name: &str) -> Result<(String, Option<&'static str>), (String, String)> {
        if self.data.len() >= MOST_FILES {
            return Err((
                format!("it is one of more than {MOST_FILES}"),
                "Put several charts' numbers into one file".to_owned(),
            ));
        }
        let bytes = self.files.read(name, MOST_DATA_BYTES).map_err(|fault| self.refused(name, &fault))?;
        let held: usize = self.data.iter().map(|source| source.text.len()).sum();
        if held + bytes.len() > MOST_BYTES {
            let message = format!("the deck's files of data are larger than {} MiB together", MOST_BYTES >> 20);
            return Err((message, "Keep the rows that slides show".to_owned()));
        }
        self.count(bytes.len()).map_err(|message| (message, "Make the files smaller".to_owned()))?;
        text_of(&bytes, &self.language)
    }
}

/// The table of a file, as far as it can be read; what cannot becomes a gap and a finding.
fn read(sheet: &Sheet, wanted: &Wanted<'_>, language: &str, findings: &mut Vec<Diagnostic>) -> Option<Data> {
    let mut rows = match sheet.rows(wanted.most + 1) {
        Ok(rows) => rows,
        Err(fault) => {
            findings.push(fault);
            return None;
        }
    };
    without_notes(sheet, &mut rows, findings);
    if rows.len() > wanted.most + 1 {
        let message = format!("there are more than {} rows: the others are not shown", wanted.most);
        findings.push(sheet.fault(rows.last(), 0, message, "Keep those that the slide shows"));
        rows.truncate(wanted.most + 1);
    }
    let Some((head, rows)) = rows.split_first().filter(|(_, rows)| !rows.is_empty()) else {
        let hint = "Write names in the first row, then a row for each label: its name and its numbers";
        findings.push(sheet.fault(rows.first(), 0, "it has no rows of numbers", hint));
        return None;
    };
    // Spreadsheets leave empty columns at the end, as they leave empty lines.
    let width = head.len().min(std::iter::once(head).chain(rows).map(filled).max().unwrap_or(0));
    let sheet = Columns { sheet, head, rows, width, language };
    sheet.check_head(findings);
    if wanted.x.len() > 1 {
        sheet.check_rows(findings);
        return sheet.apart(wanted, findings);
    }
    let roles = sheet.roles(wanted, findings);
    sheet.check_rows(findings);
    sheet.data(&roles, wanted, findings)
}

/// Takes out what stands over and under a table: titles, comments, sources.
fn without_notes(sheet: &Sheet, rows: &mut Vec<StringRecord>, findings: &mut Vec<Diagnostic>) {
    let width = rows.iter().map(filled).max().unwrap_or(0);
    let is_comment = |row: &StringRecord| row.get(0).unwrap_or_default().trim_start().starts_with('#');
    let alone = |row: &StringRecord| width >= 2 && filled(row) <= 1;
    let above = rows.iter().take_while(|row| alone(row) || is_comment(row)).count();
    let is_note = |row: &StringRecord| {
        let words = row.get(0).unwrap_or_default().trim();
        alone(row) && (words.chars().count() > NOTE || words.contains(':') || words.starts_with(['*', '#']))
    };
    let below = rows.iter().skip(above).rev().take_while(|row| is_note(row)).count();
    for (count, at, place) in [(above, 0, "above"), (below, rows.len() - below, "under")] {
        if count > 0 && above + below < rows.len() {
            let words = shown(rows[at].get(0).unwrap_or_default().trim());
            let message = format!("`{words}` stands {place} the table: {} not shown", counted(count, "line"));
            let hint = "Say it in the slide's `subtitle` or `source`, or take it out of the file";
            let span = sheet.cell(&rows[at], 0);
            findings.push(Diagnostic::new(Severity::Info, READ, span, message).hint(hint));
        }
    }
    if above + below < rows.len() {
        rows.truncate(rows.len() - below);
        rows.drain(..above);
    }
}

/// A table with a head.
struct Columns<'t> {
    sheet: &'t Sheet<'t>,
    head: &'t StringRecord,
    rows: &'t [StringRecord],
    width: usize,
    language: &'t str,
}

/// What each column is, by its index.
#[derive(Default)]
struct Roles {
    labels: Option<usize>,
    x: Option<usize>,
    y: Vec<usize>,
    low: Vec<usize>,
    high: Vec<usize>,
}

impl Columns<'_> {
    fn name(&self, at: usize) -> &str {
        self.head.get(at).unwrap_or_default().trim()
    }

    fn cells(&self, at: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| row.get(at).unwrap_or_default())
    }

    /// Whether there is at least one number among its cells.
    fn has_numbers(&self, at: usize) -> bool {
        let notation = Notation::new(self.cells(at), self.sheet.delimiter, self.language);
        self.cells(at).all(is_gap) || self.cells(at).any(|cell| notation.number(cell).is_some())
    }

    /// A first row of numbers gives no names.
    fn check_head(&self, findings: &mut Vec<Diagnostic>) {
        let is_number =
            |cell: &str| Notation::new([cell].into_iter(), self.sheet.delimiter, "en").number(cell).is_some();
        let first = self.name(0);
        let named = first.is_empty() || !is_number(first) && dates::read_one(first, self.language).is_none();
        if !named && (1..self.width).all(|at| is_number(self.name(at))) {
            let message = "the first row has numbers, not names: it is taken for names";
            let hint = "Put a row above it that says what each column is";
            findings.push(Diagnostic::warning(READ, self.sheet.cell(self.head, 0), message).hint(hint));
        }
    }

    /// The column that the author names.
    fn named(&self, text: &Text, findings: &mut Vec<Diagnostic>) -> Option<usize> {
        let wanted = text.words.trim();
        let find = |same: &dyn Fn(&str) -> bool| (0..self.width).find(|at| same(self.name(*at)));
        let found = find(&|name| name == wanted).or_else(|| find(&|name| name.to_lowercase() == wanted.to_lowercase()));
        if found.is_none() {
            let names = || (0..self.width).map(|at| self.name(at)).filter(|name| !name.is_empty());
            let hint = match closest(wanted, names()) {
                Some(near) => did_you_mean(near),
                None => format!("Its columns are: {}", listed(names())),
            };
            let message = format!("the data has no column `{}`", shown(wanted));
            findings.push(Diagnostic::error(READ, text.span, message).hint(hint));
        }
        found
    }

    /// Which columns are shown, and how; those that are left out are told.
    fn roles(&self, wanted: &Wanted<'_>, findings: &mut Vec<Diagnostic>) -> Roles {
        let mut all =
            |texts: &[&Text]| -> Vec<usize> { texts.iter().filter_map(|it| self.named(it, findings)).collect() };
        let (x, mut y) = (all(&wanted.x), all(&wanted.y));
        let (low, high) = (all(&wanted.low), all(&wanted.high));
        let names = all(&wanted.names.into_iter().collect::<Vec<_>>()).first().copied();
        let mut roles = Roles { x: x.first().copied(), low, high, labels: names, ..Roles::default() };
        let numeric: Vec<bool> = (0..self.width).map(|at| self.has_numbers(at)).collect();
        let date = |at: usize| dates::read_all(&self.cells(at).collect::<Vec<_>>(), self.language).is_some();
        if wanted.points {
            roles.x = roles.x.or_else(|| (0..self.width).find(|at| (numeric[*at] || date(*at)) && !y.contains(at)));
            let words = |at: &usize| Some(*at) != roles.x && !numeric[*at] && !y.contains(at);
            roles.labels = roles.labels.or_else(|| (0..self.width).find(words));
        } else {
            roles.labels = roles.x.take().or(Some(0));
        }
        if wanted.y.is_empty() {
            let taken = |at: &usize| {
                [roles.labels, roles.x].contains(&Some(*at)) || roles.low.contains(at) || roles.high.contains(at)
            };
            let free: Vec<usize> = (0..self.width).filter(|at| !taken(at)).collect();
            let several = free.iter().any(|at| numeric[*at]);
            let wordy: Vec<usize> = free.iter().copied().filter(|at| several && !numeric[*at]).collect();
            if let Some(first) = wordy.first().filter(|_| !wanted.points) {
                let message = format!("column `{}` has no numbers: it is not shown", shown(self.name(*first)));
                let hint = "Name the columns to show: y = [\"…\"], and x = \"…\" for the labels";
                let span = self.sheet.cell(self.head, *first);
                findings.push(Diagnostic::new(Severity::Info, READ, span, message).hint(hint));
            }
            y = free.into_iter().filter(|at| !wordy.contains(at)).collect();
            if wanted.points {
                y.truncate(1);
            }
        }
        self.check_count(&mut y, findings);
        roles.y = y;
        roles
    }

    /// One to five columns of numbers.
    fn check_count(&self, y: &mut Vec<usize>, findings: &mut Vec<Diagnostic>) {
        if !(1..=MOST_SERIES).contains(&y.len()) {
            let width = self.width;
            let message = format!("there {} {}", if width == 1 { "is" } else { "are" }, counted(width, "column"));
            let hint =
                format!("A chart shows labels and 1 to {MOST_SERIES} columns of numbers: name them, y = [\"…\"]");
            findings.push(self.sheet.fault(Some(self.head), 0, message, hint));
            y.truncate(MOST_SERIES);
        }
    }

    fn check_rows(&self, findings: &mut Vec<Diagnostic>) {
        for row in self.rows.iter().filter(|row| row.len() < self.width || filled(row) > self.width) {
            let message = format!("this row has {}, but the first row has {}", counted(row.len(), "cell"), self.width);
            findings.push(self.sheet.fault(
                Some(row),
                0,
                message,
                "Give each row as many; quote words that have a comma",
            ));
        }
    }

    fn data(&self, roles: &Roles, wanted: &Wanted<'_>, findings: &mut Vec<Diagnostic>) -> Option<Data> {
        let of_values = || roles.y.iter().chain(&roles.low).chain(&roles.high).copied();
        let cells = of_values().flat_map(|at| self.cells(at));
        let notation = Notation::new(cells, self.sheet.delimiter, self.language);
        self.check_doubt(&notation, of_values(), findings);
        let labels = self.rows.iter().map(|row| self.label(row, roles.labels)).collect();
        let mut data = Data { labels, around: notation.around.clone(), ..Data::default() };
        let name = |at: Option<usize>| at.map(|at| one_line(self.name(at))).unwrap_or_default();
        data.columns = [name(roles.x.or(roles.labels)), name(roles.y.first().copied())];
        let several = roles.y.len() > 1;
        for (nth, at) in roles.y.iter().enumerate() {
            let mut series =
                Series::new(self.series_name(*at, several, findings), self.numbers(*at, &notation, findings));
            let mut end =
                |of: &[usize]| of.get(nth).map(|at| self.numbers(*at, &notation, findings)).unwrap_or_default();
            (series.low, series.high) = (end(&roles.low), end(&roles.high));
            data.series.push(series);
        }
        if wanted.points {
            self.place_points(roles, &mut data, findings);
        }
        self.check_sum(&data, findings);
        (!data.series.is_empty()).then_some(data)
    }

    /// What a row is called, in the column that says so.
    fn label(&self, row: &StringRecord, column: Option<usize>) -> Rich {
        match column {
            Some(at) => Rich::plain(one_line(row.get(at).unwrap_or_default()), self.sheet.cell(row, at)),
            None => Rich::plain("", self.sheet.cell(row, 0)),
        }
    }

    /// Tells how a number is taken that may mean two.
    fn check_doubt(&self, notation: &Notation, columns: impl Iterator<Item = usize>, findings: &mut Vec<Diagnostic>) {
        let columns: Vec<usize> = columns.collect();
        let mut cells = self.rows.iter().flat_map(|row| columns.iter().map(move |at| (row, *at)));
        let signed = |(row, at): &(&StringRecord, usize)| row.get(*at).is_some_and(|cell| cell.contains([',', '.']));
        let Some((row, at)) = cells.find(signed).filter(|_| notation.doubtful) else { return };
        let cell = row.get(at).unwrap_or_default().trim();
        let taken = notation.number(cell).unwrap_or_default();
        let message = format!("`{}` is taken as {taken}", shown(cell));
        let hint = "If its sign parts thousands, write the numbers without it";
        findings.push(Diagnostic::warning(READ, self.sheet.cell(row, at), message).hint(hint));
    }

    fn series_name(&self, at: usize, several: bool, findings: &mut Vec<Diagnostic>) -> Option<Rich> {
        let name = one_line(self.name(at));
        if name.is_empty() && several {
            let message = format!("column {} has no name", at + 1);
            findings.push(self.sheet.fault(Some(self.head), at, message, "Name each column in the first row"));
        }
        // One series alone is what the slide's title says.
        several.then(|| Rich::plain(name, self.sheet.cell(self.head, at)))
    }

    /// The numbers of a column; none where a cell is empty, or where it has none, which is told.
    fn numbers(&self, at: usize, notation: &Notation, findings: &mut Vec<Diagnostic>) -> Vec<Option<f64>> {
        let number = |row: &StringRecord| {
            let cell = row.get(at).filter(|cell| !is_gap(cell))?;
            let number = notation.number(cell);
            if number.is_none() {
                let (message, hint) = no_number(cell.trim());
                findings.push(self.sheet.fault(Some(row), at, message, hint));
            }
            number
        };
        self.rows.iter().map(number).collect()
    }
}

/// What is told of a cell that should have a number.
fn no_number(cell: &str) -> (String, &'static str) {
    if cell.starts_with('#') || cell.starts_with("Err:") {
        return (
            format!("`{}` is what a spreadsheet writes where a formula fails", shown(cell)),
            "Fix the formula (or widen the column, if it is ###) and save the file again",
        );
    }
    let hint = "Write a plain number such as 12 or 1250.5, or nothing for a gap; the unit goes into `unit`";
    (format!("`{}` is not a number", shown(cell)), hint)
}

/// A cell's words: line breaks in it are spaces.
fn one_line(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

mod along;
mod sum;
#[cfg(test)]
mod tests;
