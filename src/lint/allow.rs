//! Findings → those that the deck's author does not leave as they are (`allow`).

use crate::diagnostic::{Diagnostic, Severity};
use crate::talk::Talk;

/// Whether a finding can be left as it is: what the audience would see as a fault cannot.
#[must_use]
pub fn may_stay(finding: &Diagnostic) -> bool {
    // How fast a slide was told and how much is on it is for the speaker to judge, however much that is.
    finding.severity != Severity::Error || ["NOTE-PACE", "SLD-WORDS"].contains(&finding.code)
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
