//! A last row that has the sum of the others → a remark, since beside it all others look small.

use super::{Columns, Data};
use crate::deck::Series;
use crate::deck::read::values::shown;
use crate::deck::source::READ;
use crate::diagnostic::{Diagnostic, Severity};

impl Columns<'_> {
    /// Tells of a last row that is the others' sum.
    pub(super) fn check_sum(&self, data: &Data, findings: &mut Vec<Diagnostic>) {
        let Some((last, _)) = data.labels.split_last().filter(|(last, rest)| rest.len() > 1 && is_sum(&last.text()))
        else {
            return;
        };
        let sums = |series: &Series| match series.values.split_last() {
            Some((Some(last), rest)) => {
                let sum: f64 = rest.iter().flatten().sum();
                (sum - last).abs() <= 1e-6 * last.abs().max(1.0)
            }
            _ => false,
        };
        if !data.series.is_empty() && data.series.iter().all(sums) {
            let message =
                format!("the last row, `{}`, is the sum of the others: it is drawn like them", shown(&last.text()));
            let hint = "Take it out of the file: beside it all others look small";
            findings.push(Diagnostic::new(Severity::Info, READ, last.span, message).hint(hint));
        }
    }
}

/// Whether a row's name says that it has the sum of the others, in the languages of spreadsheets.
fn is_sum(label: &str) -> bool {
    const WORDS: [&str; 36] = [
        "total",
        "totals",
        "sum",
        "grand total",
        "all",
        "summe",
        "gesamt",
        "insgesamt",
        "gesamtsumme",
        "ensemble",
        "somme",
        "total général",
        "suma",
        "razem",
        "totale",
        "totaal",
        "totalt",
        "summa",
        "celkem",
        "összesen",
        "toplam",
        "итого",
        "всього",
        "σύνολο",
        "합계",
        "合計",
        "合计",
        "总计",
        "المجموع",
        "جمع",
        "סך הכול",
        "סה״כ",
        "कुल",
        "รวม",
        "tổng",
        "tổng cộng",
    ];
    WORDS.contains(&label.trim().trim_end_matches(':').to_lowercase().as_str())
}
