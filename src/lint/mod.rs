//! A talk → what its author had better look at again: findings about contrast, captions, notes and time.
//!
//! Codes and severities are those of the table of checks. Nothing here is needed to give a talk, so only `check`, the
//! checks in the windows and exports for a recording ask.

mod allow;
mod amount;
mod captions;
mod colors;
mod contrast;
mod cure;
mod edit;
mod films;
mod fix;
mod letters;
mod overlay;
mod pace;
mod phrases;
mod pictures;
mod remedy;
mod room;
mod seat;
mod small;
mod speakers;
mod split;
mod spoken;
mod taken;
mod told;
mod unseen;

use crate::captions::timing;
use crate::diagnostic::Diagnostic;
use crate::drawing::Page;
use crate::handout;
use crate::takes::Learnt;
use crate::talk::Talk;

pub use allow::{allowed, may_stay};
pub use contrast::{Seen, bare, seen};
pub use edit::{Edit, Remedy};
pub use films::films;
pub use fix::{Cure, Fixed, fixes};
pub use overlay::hides_words;
pub use pace::pace;
pub use pictures::{broken, pictures, shown};
pub use remedy::{leave, obvious, remedy};
pub use room::room;
pub use seat::seat;
pub use small::small;
pub use split::{Proposal, proposal, size_of};
pub use taken::taken;

/// All findings that the deck alone allows, in the order of the text.
#[must_use]
pub fn lint(talk: &Talk) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    amount::check(talk, &mut out);
    captions::check(talk, &mut out);
    colors::check(talk, &mut out);
    contrast::check(talk, &mut out);
    letters::check(talk, &mut out);
    overlay::check(talk, &mut out);
    out.extend(room(talk));
    out.extend(small(talk));
    speakers::check(talk, &mut out);
    split::check(talk, &mut out);
    spoken::check(talk, &mut out);
    unseen::check(talk, &mut out);
    for language in 0..talk.plan.languages.len() {
        out.extend(pace(talk, language, &timing::planned(&talk.plan, language, 0)));
    }
    pace::check(talk, &mut out);
    out.sort_by_key(|finding| finding.span);
    out.dedup();
    out
}

/// Everything that is known to be wrong with a deck, wherever that is told or counted: reading, layout, what an export
/// would lose, its pictures' files, what its takes taught, and the rest. Takes a while.
#[must_use]
pub fn checked(talk: &Talk, learnt: &Learnt) -> Vec<Diagnostic> {
    let mut findings = untaught(talk);
    findings.extend(taken(talk, learnt));
    findings.sort_by_key(|finding| finding.span);
    allowed(talk, findings)
}

/// The same but for what its takes taught.
#[must_use]
pub fn untaught(talk: &Talk) -> Vec<Diagnostic> {
    let mut findings = of_deck(talk);
    for finding in handout::conditions(talk) {
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    findings.extend(files(&talk.pages));
    findings.sort_by_key(|finding| finding.span);
    allowed(talk, findings)
}

/// What is wrong with the files of pictures, moving ones too. Decodes them all, which takes a while.
#[must_use]
pub fn files(pages: &[Page]) -> Vec<Diagnostic> {
    let mut found = pictures(pages);
    found.extend(films(pages));
    found
}

/// What is wrong with the deck itself, without what its takes taught about how it was told, and without making a PDF of it.
#[must_use]
pub fn of_deck(talk: &Talk) -> Vec<Diagnostic> {
    let mut findings = lint(talk);
    findings.extend(handout::dead_links(talk));
    findings.extend(talk.diagnostics.iter().cloned());
    findings.sort_by_key(|finding| finding.span);
    allowed(talk, findings)
}
