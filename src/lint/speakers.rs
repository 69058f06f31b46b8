//! What speakers say about themselves, for those who cannot see them.

use std::collections::HashSet;

use crate::deck::Speaker;
use crate::diagnostic::Diagnostic;
use crate::talk::Talk;

/// The description is said on one of the first slides, or on the speaker's own first.
const FIRST_SLIDES: usize = 3;

pub(super) fn check(talk: &Talk, out: &mut Vec<Diagnostic>) {
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
    let said: HashSet<String> = cues.flat_map(|cue| &cue.text).flat_map(|(_, text)| bare(text)).collect();
    let words: HashSet<String> = bare(description).collect();
    let heard = words.iter().filter(|word| said.contains(*word)).count();
    heard * 10 >= words.len() * 6
}

fn bare(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}
