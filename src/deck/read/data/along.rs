//! Columns of a file that say where values lie → places along an axis: one column for all series, or one for each.

use csv::StringRecord;

use super::{Columns, Data, Roles, Wanted, one_line};
use crate::deck::dates::{self, Precision};
use crate::deck::read::cells::{Notation, is_gap};
use crate::deck::read::places::{Part, doubt, joined};
use crate::deck::read::values::shown;
use crate::deck::source::READ;
use crate::deck::{Along, Rich, Series};
use crate::diagnostic::{Diagnostic, Severity};

/// Where the rows of columns lie; `precision` where they have dates.
struct Places {
    columns: Vec<Vec<Option<f64>>>,
    precision: Option<Precision>,
}

impl Places {
    fn along(&self, places: Vec<f64>) -> Along {
        match self.precision {
            Some(precision) => Along::Dates { days: places, precision },
            None => Along::Numbers(places),
        }
    }
}

impl Columns<'_> {
    /// Points have two numbers each; those that lack the first are left out.
    pub(super) fn place_points(&self, roles: &Roles, data: &mut Data, findings: &mut Vec<Diagnostic>) {
        let Some(x) = roles.x else { return };
        let places = self.places(&[x], findings);
        let known: Vec<bool> = places.columns[0].iter().map(Option::is_some).collect();
        self.tell_lacking(x, known.iter().map(|known| !known), findings);
        kept(&mut data.labels, &known);
        for series in &mut data.series {
            [&mut series.values, &mut series.low, &mut series.high].into_iter().for_each(|it| kept(it, &known));
        }
        data.along = Some(places.along(places.columns[0].iter().copied().flatten().collect()));
    }

    /// A series for each pair of columns, along one axis.
    pub(super) fn apart(&self, wanted: &Wanted<'_>, findings: &mut Vec<Diagnostic>) -> Option<Data> {
        let pairs = wanted.x.iter().zip(&wanted.y);
        let pairs: Vec<(usize, usize)> =
            pairs.filter_map(|(x, y)| Some((self.named(x, findings)?, self.named(y, findings)?))).collect();
        let mut more = |texts: &[&crate::deck::source::Text]| -> Vec<usize> {
            texts.iter().filter_map(|it| self.named(it, findings)).collect()
        };
        let (low, high) = (more(&wanted.low), more(&wanted.high));
        let names = more(&wanted.names.into_iter().collect::<Vec<_>>()).first().copied();
        let mut y: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
        self.check_count(&mut y, findings);
        let places = self.places(&pairs.iter().map(|pair| pair.0).collect::<Vec<_>>(), findings);
        let notation = Notation::new(
            y.iter().chain(&low).chain(&high).flat_map(|at| self.cells(*at)),
            self.sheet.delimiter,
            self.language,
        );
        self.check_doubt(&notation, y.iter().copied(), findings);
        let several = y.len() > 1;
        let mut parts = Vec::new();
        for (nth, y) in y.iter().enumerate() {
            let mut column =
                |at: Option<&usize>| at.map(|at| self.numbers(*at, &notation, findings)).unwrap_or_default();
            let (values, low, high) = (column(Some(y)), column(low.get(nth)), column(high.get(nth)));
            let x = &places.columns[nth];
            let lacking = x.iter().zip(&values).map(|(x, y)| x.is_none() && y.is_some());
            self.tell_lacking(pairs[nth].0, lacking, findings);
            let known: Vec<bool> = x.iter().map(Option::is_some).collect();
            let mut labels: Vec<Rich> = self.rows.iter().map(|row| self.label(row, names)).collect();
            let name = self.series_name(*y, several, findings);
            let mut series = Series { low, high, ..Series::new(name, values) };
            kept(&mut labels, &known);
            [&mut series.values, &mut series.low, &mut series.high].into_iter().for_each(|it| kept(it, &known));
            parts.push(Part { along: places.along(x.iter().copied().flatten().collect()), labels, series });
        }
        // All columns were read as dates, or all as numbers.
        let all = joined(parts).ok().flatten()?;
        let span = self.sheet.cell(self.head, 0);
        let all = if wanted.points { all } else { all.in_order(self.language, span) };
        let name = |at: Option<usize>| at.map(|at| one_line(self.name(at))).unwrap_or_default();
        Some(Data {
            labels: all.labels,
            series: all.series,
            around: notation.around,
            columns: [name(pairs.first().map(|pair| pair.0)), name(y.first().copied())],
            along: Some(all.along),
        })
    }

    /// The dates or numbers of columns; nothing where a cell is empty, or has neither, which is told.
    fn places(&self, columns: &[usize], findings: &mut Vec<Diagnostic>) -> Places {
        let filled: Vec<(&StringRecord, usize, &str)> = columns
            .iter()
            .flat_map(|at| self.rows.iter().map(move |row| (row, *at, row.get(*at).unwrap_or_default())))
            .filter(|(_, _, cell)| !is_gap(cell))
            .collect();
        let cells: Vec<&str> = filled.iter().map(|(_, _, cell)| *cell).collect();
        if let Some(read) = dates::read_all(&cells, self.language) {
            if let Some(at) = read.doubtful {
                let span = self.sheet.cell(filled[at].0, filled[at].1);
                findings.push(doubt(cells[at].trim(), read.days[at], span, self.language));
            }
            let mut days = read.days.into_iter();
            let mut column = |at: &usize| {
                self.cells(*at).map(|cell| if is_gap(cell) { None } else { days.next() }).collect::<Vec<_>>()
            };
            return Places { columns: columns.iter().map(&mut column).collect(), precision: Some(read.precision) };
        }
        let notation = Notation::new(cells.into_iter(), self.sheet.delimiter, self.language);
        Places { columns: columns.iter().map(|at| self.numbers(*at, &notation, findings)).collect(), precision: None }
    }

    /// Tells how many points have no place, and where the first is.
    fn tell_lacking(&self, x: usize, lacking: impl Iterator<Item = bool>, findings: &mut Vec<Diagnostic>) {
        let lacking: Vec<usize> = lacking.enumerate().filter_map(|(at, lacks)| lacks.then_some(at)).collect();
        let Some(first) = lacking.first() else { return };
        let many = if lacking.len() == 1 { "a point has".to_owned() } else { format!("{} points have", lacking.len()) };
        let message = format!("{many} no `{}`: not shown", shown(self.name(x)));
        let span = self.sheet.cell(&self.rows[*first], x);
        findings.push(Diagnostic::new(Severity::Info, READ, span, message).hint("Fill the cell, or take the row out"));
    }
}

/// Those of a list that are wanted; an empty list stays so.
fn kept<T>(list: &mut Vec<T>, wanted: &[bool]) {
    let mut wanted = wanted.iter();
    list.retain(|_| wanted.next().copied().unwrap_or(false));
}
