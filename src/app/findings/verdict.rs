//! All findings of a deck → one sentence that says how it stands.

use crate::diagnostic::counted;

use super::reading::{Kind, Reading};
use super::words::{capital, number_word};

/// What stands over the page.
pub fn verdict(reading: &Reading) -> String {
    let count = |kind| reading.findings.iter().filter(|finding| finding.kind == kind).count();
    let (faults, warnings, remarks) = (count(Kind::Fault), count(Kind::Warning), count(Kind::Remark));
    let said = |number: usize, thing: &str| {
        let words = counted(number, thing);
        let rest = words.split_once(' ').map_or("", |(_, rest)| rest);
        format!("{} {rest}", capital(&number_word(number)))
    };
    match (faults, warnings, remarks, count(Kind::Told)) {
        (0, 0, 0, 0) => "Nothing to fix.".to_owned(),
        (0, 0, 0, told) => format!("Nothing to fix. {} from rehearsals.", said(told, "remark")),
        (0, 0, remarks, _) => format!("Nothing stops this talk. {}.", said(remarks, "remark")),
        (0, warnings, ..) => format!("Nothing stops this talk. {} to fix.", said(warnings, "thing")),
        (1, ..) => "One fault that the audience would see.".to_owned(),
        (faults, ..) => format!("{} that the audience would see.", said(faults, "fault")),
    }
}
