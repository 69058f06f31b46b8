//! A finding → the one change of the deck's text that cures it, where that is obvious; and the change that leaves it as it is.
//!
//! Invariant: a change touches the bytes of its own range alone.

use crate::deck::split::Halves;
use crate::diagnostic::{Diagnostic, Span};
use crate::talk::Talk;

use super::allow::may_stay;
use super::cure::cure;
use super::edit::{Edit, Remedy};
use super::split::{Proposal, proposal};

/// What a split cures.
const FULL: [&str; 4] = ["SLD-FONT", "SLD-OVERFLOW", "SLD-FIT", "SLD-SPLIT"];

/// The obvious cure, if there is one.
#[must_use]
pub fn remedy(talk: &Talk, finding: &Diagnostic) -> Option<Remedy> {
    let usual = meant(talk, finding).or_else(|| decorative(talk, finding)).or_else(|| split(talk, finding));
    usual.or_else(|| cure(talk, finding))
}

/// The cure that can be taken unseen: it changes one value and nothing of what the deck says.
#[must_use]
pub fn obvious(talk: &Talk, finding: &Diagnostic) -> Option<Remedy> {
    meant(talk, finding).or_else(|| cure(talk, finding))
}

/// The change by which check leaves a finding of this kind as it is, on its slide or in the deck.
#[must_use]
pub fn leave(talk: &Talk, finding: &Diagnostic) -> Option<Edit> {
    if !may_stay(finding) {
        return None;
    }
    let allow = match talk.slide_of(finding) {
        Some(index) => &talk.deck.slides[index].allow,
        None => &talk.deck.allow,
    };
    let code = format!("\"{}\"", finding.code);
    if let Some(list) = allow.list {
        let written = text_at(talk, list)?;
        let inside = written.strip_prefix('[')?.strip_suffix(']')?;
        // Whatever stands in the list stays: the code comes first.
        let text = if inside.trim().is_empty() { code } else { format!("{code}, ") };
        let at = list.start as usize + 1;
        return Some(Edit { file: list.file, range: at..at, text });
    }
    let header = text_at(talk, allow.table).filter(|header| header.starts_with('['))?;
    let source = &talk.sources.0[usize::from(allow.table.file)].text;
    let line = allow.table.start as usize + header.find('\n').unwrap_or(header.len());
    let end = source[line..].find('\n').map(|found| line + found + 1);
    let ends = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let at = end.unwrap_or(source.len());
    let before = if end.is_none() { ends } else { "" };
    Some(Edit { file: allow.table.file, range: at..at, text: format!("{before}allow = [{code}]{ends}") })
}

/// The text of a place, where its source has it.
fn text_at(talk: &Talk, span: Span) -> Option<&str> {
    let source = talk.sources.0.get(usize::from(span.file))?;
    source.text.get(span.start as usize..span.end as usize).filter(|text| !text.is_empty())
}

/// `Did you mean …?`: the word that was meant, in the place of the one that is written.
fn meant(talk: &Talk, finding: &Diagnostic) -> Option<Remedy> {
    let span = finding.span?;
    let hint = finding.hints.iter().find_map(|hint| hint.split_once("Did you mean `"))?.1;
    let (name, _) = hint.split_once("`?")?;
    let written = text_at(talk, span).filter(|it| !it.contains(['\n', '\r']) && !it.starts_with("\"\"\""))?;
    let quoted = |quote: char| written.strip_prefix(quote)?.strip_suffix(quote);
    let (inside, quote) = match (quoted('"'), quoted('\'')) {
        (Some(inside), _) => (inside, 1),
        (_, Some(inside)) => (inside, 1),
        _ => (written, 0),
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    let fits = if quote > 0 { !name.contains(['"', '\'', '\\']) } else { name.chars().all(plain) };
    // The finding names the very words that are replaced, so nothing beside them is.
    if !fits || inside.is_empty() || !finding.message.contains(&format!("`{inside}`")) {
        return None;
    }
    let range = span.start as usize + quote..span.end as usize - quote;
    Some(Remedy {
        name: format!("Write “{name}”"),
        words: format!("“{inside}” becomes “{name}”"),
        slides: 1,
        edit: Edit { file: span.file, range, text: name.to_owned() },
    })
}

/// A picture without words is said to be one that only decorates.
fn decorative(talk: &Talk, finding: &Diagnostic) -> Option<Remedy> {
    let span = finding.span.filter(|_| finding.code == "SLD-ALT")?;
    let written = text_at(talk, span)?;
    let (at, text) = if let Some(inside) = written.strip_prefix('{').and_then(|it| it.strip_suffix('}')) {
        // Comments may stand in a table of several lines.
        let inside = Some(inside).filter(|it| !it.contains(['\n', '#']))?.trim_end();
        let comma = if inside.ends_with(',') { "" } else { "," };
        (1 + inside.len(), format!("{comma} decorative = true"))
    } else {
        let source = &talk.sources.0[usize::from(span.file)].text;
        let line = source[span.start as usize..].find('\n').filter(|_| written.starts_with('['))?;
        let ends = if source.contains("\r\n") { "\r\n" } else { "\n" };
        (line + 1, format!("decorative = true{ends}"))
    };
    let at = span.start as usize + at;
    Some(Remedy {
        name: "It only decorates".to_owned(),
        words: "A screen reader then passes over the picture; where it says something, write what in `alt`".to_owned(),
        slides: 1,
        edit: Edit { file: span.file, range: at..at, text },
    })
}

/// Two slides in place of a full one.
fn split(talk: &Talk, finding: &Diagnostic) -> Option<Remedy> {
    let index = talk.slide_of(finding).filter(|_| FULL.contains(&finding.code))?;
    let slide = &talk.deck.slides[index];
    let found: Proposal = proposal(talk, index).ok()?;
    let Halves { first, second, by_length } = found.halves(&talk.deck, &slide.id);
    let source = &talk.sources.0[usize::from(slide.span.file)].text;
    let ends = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let range = found.split.range();
    let mut text = format!("{first}{ends}{second}");
    if !source[range.clone()].ends_with('\n') {
        text.truncate(text.trim_end_matches(['\r', '\n']).len());
    }
    let shared = if by_length {
        "Notes and captions are shared by their length: look them over"
    } else {
        "Your words stay as they are; notes and captions go along"
    };
    Some(Remedy {
        name: "Split into two slides".to_owned(),
        words: format!("The second begins with {}. {shared}", found.place()),
        slides: 2,
        edit: Edit { file: slide.span.file, range, text },
    })
}
