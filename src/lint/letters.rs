//! A talk → paragraphs that are hard to read for the way their letters are set: all in capitals, or all slanted.

use crate::deck::{Block, Rich};
use crate::diagnostic::{Diagnostic, Severity};
use crate::talk::Talk;

/// Letters from which words are longer than a line at the size of running text.
const LINE: usize = 60;

pub(super) fn check(talk: &Talk, out: &mut Vec<Diagnostic>) {
    for slide in &talk.deck.slides {
        let mut words = Vec::new();
        slide.blocks().into_iter().for_each(|block| running(block, &mut words));
        out.extend(words.into_iter().filter_map(judge));
    }
}

/// Running words: what quotes and tables hold has ways of its own.
fn running<'a>(block: &'a Block, out: &mut Vec<&'a Rich>) {
    match block {
        Block::Paragraph(rich) => out.push(rich),
        Block::List { items, .. } => items.iter().flatten().for_each(|block| running(block, out)),
        _ => {}
    }
}

fn judge(words: &Rich) -> Option<Diagnostic> {
    let set = words.runs.iter().filter(|run| !run.code && run.formula.is_none());
    let letters = || set.clone().flat_map(|run| run.text.chars().map(move |letter| (letter, run.italic)));
    let count = letters().filter(|(letter, _)| letter.is_alphabetic()).count();
    if count <= LINE {
        return None;
    }
    // Scripts that know no capitals have none.
    let small = letters().any(|(letter, _)| letter.is_lowercase());
    let capitals = letters().filter(|(letter, _)| letter.is_uppercase()).count();
    let slanted = letters().filter(|(letter, _)| letter.is_alphabetic()).all(|(_, italic)| italic);
    let (how, hint) = if !small && capitals > LINE {
        ("in capitals", "Write it in small letters; words are known by their outlines, which capitals do not have")
    } else if slanted {
        ("slanted", "Slant the few words that matter, or set the paragraph as a quote with > before it")
    } else {
        return None;
    };
    let first: String = words.text().chars().take(30).collect();
    let message = format!("a whole paragraph is {how}, which many people read slowly: “{first}…”");
    Some(Diagnostic::new(Severity::Info, "SLD-JUSTIFY", words.span, message).hint(hint))
}
