//! A talk → what its author had better look at again: findings about contrast, captions, notes and time.
//!
//! Codes and severities are those of the table of checks. Nothing here is needed to give a talk, so only `check` and
//! exports for a recording ask.

mod captions;
mod contrast;
mod overlay;
mod pace;
mod pictures;
mod room;
mod speakers;
mod spoken;
mod taken;

use crate::captions::timing;
use crate::deck::{Block, Rich, Slide};
use crate::diagnostic::Diagnostic;
use crate::handout;
use crate::takes::Learnt;
use crate::talk::Talk;

pub use contrast::{Seen, bare, seen};
pub use pace::pace;
pub use pictures::{broken, pictures, shown};
pub use room::room;
pub use taken::taken;

/// All findings that the deck alone allows, in the order of the text.
#[must_use]
pub fn lint(talk: &Talk) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    captions::check(talk, &mut out);
    contrast::check(talk, &mut out);
    overlay::check(talk, &mut out);
    out.extend(room(talk));
    speakers::check(talk, &mut out);
    spoken::check(talk, &mut out);
    for language in 0..talk.plan.languages.len() {
        out.extend(pace(talk, language, &timing::planned(&talk.plan, language, 0)));
    }
    pace::check(talk, &mut out);
    out.sort_by_key(|finding| finding.span);
    out.dedup();
    out
}

/// Everything that is known to be wrong with a deck, as `cuecard check` tells it: reading, layout, what an export would
/// lose, what its takes taught, and the rest.
#[must_use]
pub fn all(talk: &Talk, learnt: &Learnt) -> Vec<Diagnostic> {
    let mut findings = of_deck(talk);
    for finding in handout::conditions(talk) {
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    findings.extend(taken(talk, learnt));
    findings.sort_by_key(|finding| finding.span);
    findings
}

/// What is wrong with the deck itself, without what its takes taught about how it was told, and without making a PDF of it.
#[must_use]
pub fn of_deck(talk: &Talk) -> Vec<Diagnostic> {
    let mut findings = lint(talk);
    findings.extend(handout::dead_links(talk));
    findings.extend(talk.diagnostics.iter().cloned());
    findings.sort_by_key(|finding| finding.span);
    findings
}

/// Whether anything of the talk is captioned, so that the rest should be.
fn is_captioned(talk: &Talk) -> bool {
    talk.deck.slides.iter().any(|slide| !slide.cues.is_empty())
}

/// The slides that are shown in the talk, one after the other.
fn told(talk: &Talk) -> impl Iterator<Item = (usize, &Slide)> {
    talk.deck.slides.iter().enumerate().filter(|(_, slide)| !slide.hidden && !slide.appendix)
}

/// A slide's notes as plain words, a line for each block.
fn notes(slide: &Slide) -> String {
    let mut out = String::new();
    slide.notes.iter().flat_map(|part| &part.blocks).for_each(|block| words(block, &mut out));
    out
}

fn words(block: &Block, out: &mut String) {
    let mut line = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    match block {
        Block::Paragraph(rich) => line(&rich.text()),
        Block::Code(code) => line(&code.text),
        Block::Table(table) => {
            table.head.iter().chain(table.rows.iter().flatten()).map(Rich::text).for_each(|it| line(&it))
        }
        Block::List { items, .. } => items.iter().flatten().for_each(|block| words(block, out)),
        Block::Quote(blocks) => blocks.iter().for_each(|block| words(block, out)),
        Block::Picture(_) | Block::Pictures(_) => {}
    }
}
