//! What speakers say about themselves, for those who cannot see them.

use std::collections::HashSet;

use crate::deck::Speaker;
use crate::diagnostic::Diagnostic;
use crate::talk::Talk;
use crate::writing::{is_cjk, is_complex, is_hangul, primary};

/// The description is said on one of the first slides, or on the speaker's own first.
const FIRST_SLIDES: usize = 3;

pub(super) fn check(talk: &Talk, out: &mut Vec<Diagnostic>) {
    recorded(talk, out);
    for (index, speaker) in talk.deck.speakers.iter().enumerate() {
        let Some(description) = &speaker.description else {
            let message = format!("{} has no short description for those who cannot see the stage", speaker.name);
            let hint = "add description = \"…\", a sentence on how you look, and say it near the start";
            out.push(Diagnostic::warning("SPK-DESC", speaker.span, message).hint(hint));
            continue;
        };
        if super::told::is_captioned(talk) && !is_said(talk, index, description) {
            out.push(unsaid(speaker));
        }
    }
}

/// The beginnings of words for a recording, by language. In others nobody here can tell.
const RECORDED: [(&str, &[&str]); 10] = [
    ("de", &["aufgezeichnet", "aufzeichn", "aufgenommen", "aufnahme", "mitgeschnitten"]),
    ("en", &["record"]),
    ("es", &["grab"]),
    ("fr", &["enregistr"]),
    ("it", &["registr"]),
    ("nl", &["opgenomen", "opname", "opnemen"]),
    ("pl", &["nagr", "rejestr"]),
    ("pt", &["grava", "gravad"]),
    ("ro", &["înregistr"]),
    ("sv", &["spelas", "inspel"]),
];

/// A talk of which its deck says that it is recorded has to say so before people say something themselves.
fn recorded(talk: &Talk, out: &mut Vec<Diagnostic>) {
    let Some(span) = talk.deck.recorded else { return };
    let Some((_, begins)) = RECORDED.iter().find(|(it, _)| *it == primary(&talk.deck.language)) else { return };
    let said = super::told::told(talk).take(FIRST_SLIDES).any(|(index, slide)| {
        let shown = talk.pages.get(index).and_then(|page| page.whole()).map(|it| it.words()).unwrap_or_default();
        let cues = slide.cues.iter().flat_map(|cue| cue.text.iter().map(|(_, text)| text.as_str()));
        let notes = super::told::notes(slide);
        let texts = cues.chain([shown.as_str(), notes.as_str()]);
        texts.flat_map(bare).any(|word| begins.iter().any(|begin| word.starts_with(begin)))
    });
    if !said {
        let message = format!("the talk is recorded, and none of its first {FIRST_SLIDES} slides says so");
        let hint = "say it before people speak or show their faces: on a slide, in a caption, or in the notes";
        out.push(Diagnostic::warning("NOTICE-REC", span, message).hint(hint));
    }
}

fn unsaid(speaker: &Speaker) -> Diagnostic {
    let message = format!("no caption near the start says the description of {}", speaker.name);
    let hint = format!("say it on one of the first {FIRST_SLIDES} slides: [[slide.cue]] with its words as text");
    Diagnostic::warning("SPK-DESC", speaker.span, message).hint(hint)
}

/// Whether most words of the description are said in time. Nobody says them quite as they were written.
fn is_said(talk: &Talk, speaker: usize, description: &str) -> bool {
    let speaks = |cue: &crate::deck::Cue| cue.speaker.is_none_or(|it| it == speaker);
    let mut slides = super::told::told(talk).map(|(_, slide)| slide).enumerate();
    let first = slides.position(|(_, slide)| slide.cues.iter().any(|cue| cue.speaker == Some(speaker))).unwrap_or(0);
    let early = super::told::told(talk).take(FIRST_SLIDES.max(first + 1));
    let cues = early.flat_map(|(_, slide)| &slide.cues).filter(|cue| speaks(cue));
    let said: HashSet<String> = cues.flat_map(|cue| &cue.text).flat_map(|(_, text)| parts(text)).collect();
    let words: HashSet<String> = parts(description).collect();
    let heard = words.iter().filter(|word| said.contains(*word)).count();
    heard * 10 >= words.len() * 6
}

/// Words; where none stand apart, as in Japanese and Thai, each letter with the next.
fn parts(text: &str) -> impl Iterator<Item = String> + use<'_> {
    bare(text).flat_map(|word| {
        let letters: Vec<char> = word.chars().collect();
        let joined = letters.len() > 2 && letters.iter().any(|c| is_cjk(*c) && !is_hangul(*c) || is_complex(*c));
        if joined { letters.windows(2).map(|pair| pair.iter().collect()).collect() } else { vec![word] }
    })
}

fn bare(text: &str) -> impl Iterator<Item = String> + use<'_> {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}
