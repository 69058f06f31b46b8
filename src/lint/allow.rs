//! Findings → those that the deck's author does not leave as they are (`allow`).

use crate::diagnostic::{Diagnostic, Severity};
use crate::talk::Talk;

/// Errors that an author may leave as they are.
const JUDGED: [&str; 4] = ["CAP-ID", "NOTE-PACE", "SLD-TITLE", "SLD-WORDS"];

/// Whether a finding can be left as it is: what the audience would see as a fault cannot.
#[must_use]
pub fn may_stay(finding: &Diagnostic) -> bool {
    // How fast a slide was told, how much is on it and whether it has a title is for the speaker to judge; and an arrow in a
    // caption is spelt so in files that most players show it.
    finding.severity != Severity::Error || JUDGED.contains(&finding.code)
}

/// The findings without those that are left as they are.
#[must_use]
pub fn allowed(talk: &Talk, mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    findings.retain(|finding| !is_left(talk, finding));
    findings
}

fn is_left(talk: &Talk, finding: &Diagnostic) -> bool {
    let slide = talk.slide_of(finding).map(|index| &talk.deck.slides[index].allow);
    let named = |code: &String| code == finding.code;
    may_stay(finding) && slide.into_iter().chain([&talk.deck.allow]).any(|allow| allow.codes.iter().any(named))
}
