//! What takes taught of a talk, against its script: captions changed since, slides told too fast.

use crate::captions::pace;
use crate::deck::plan::CaptionBlock;
use crate::diagnostic::{Diagnostic, Severity};
use crate::takes::Learnt;
use crate::takes::report::Pace;
use crate::talk::Talk;

/// Findings about the slides that rehearsals and talks have told of.
#[must_use]
pub fn taken(talk: &Talk, learnt: &Learnt) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (slide, planned) in talk.deck.slides.iter().zip(&talk.plan.slides) {
        let Some(took) = learnt.slide(&planned.id) else { continue };
        if learnt.is_stale(&planned.id) {
            let message = format!("the captions of slide `{}` were changed since its time was learnt", planned.id);
            let hint = "rehearse it again: until then pace and captions go by how long the old words took";
            out.push(Diagnostic::warning("CAP-STALE", slide.span, message).hint(hint));
            continue;
        }
        let blocks = planned.captions.iter().take(1).flatten().flatten();
        let words: u64 = blocks.filter(|block: &&CaptionBlock| !block.sound).map(pace::words).sum();
        let wpm = words * 60_000 / (took.time.as_millis() as u64).max(1);
        let severity = match Pace::of(wpm, false) {
            Pace::TooQuick => Severity::Error,
            Pace::Quick => Severity::Warning,
            Pace::Slow | Pace::Good => continue,
        };
        let message = format!("slide `{}` was told at {wpm} words a minute", planned.id);
        let hint =
            format!("120 to 140 can be followed by all: take {} s for it, or say less", (words * 60).div_ceil(140));
        out.push(Diagnostic::new(severity, "NOTE-PACE", slide.span, message).hint(hint));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::takes::{self, Kind, Record, Start, Take, What};

    const DECK: &str = "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n[[slide]]\nid = \"a\"\ntitle = \"A\"\n[[slide.cue]]\n\
        text = \"One two three four five six seven eight nine ten.\"\n";

    fn talk(deck: &str) -> Talk {
        let folder = tempfile::tempdir().expect("a folder for the test");
        std::fs::write(folder.path().join("deck.toml"), deck).expect("it can be written");
        Talk::open(folder.path()).expect("it is a deck")
    }

    /// A rehearsal of `talk` in so many seconds.
    fn take(talk: &Talk, seconds: u64) -> Take {
        let slide = What::Slide { id: "a".to_owned(), step: 0 };
        let records = vec![Record { t: 0, what: slide }, Record { t: seconds * 1000, what: What::End }];
        Take { start: Some(Start::new(Kind::Rehearsal, String::new(), &talk.plan)), records }
    }

    fn told(talk: &Talk, take: Take) -> Vec<(&'static str, Severity)> {
        let findings = taken(talk, &takes::Learnt::of(&[take], &talk.plan));
        assert!(findings.iter().all(|finding| finding.span.is_some() && !finding.hints.is_empty()));
        findings.iter().map(|finding| (finding.code, finding.severity)).collect()
    }

    #[test]
    fn what_was_told_too_fast_is_said() {
        let talk = talk(DECK);
        assert_eq!(told(&talk, take(&talk, 5)), [], "120 words a minute");
        assert_eq!(told(&talk, take(&talk, 4)), [], "150");
        let (quick, too_quick) = (take(&talk, 3), Take { records: take(&talk, 3).records, start: None });
        assert_eq!(told(&talk, quick), [("NOTE-PACE", Severity::Error)], "200");
        assert_eq!(told(&talk, too_quick), [("NOTE-PACE", Severity::Error)], "a log of old counts too");
    }

    #[test]
    fn captions_that_were_changed_are_to_be_rehearsed_again() {
        let (old, new) = (talk(DECK), talk(&DECK.replace("ten", "eleven")));
        assert_eq!(told(&new, take(&old, 5)), [("CAP-STALE", Severity::Warning)]);
        assert_eq!(told(&old, take(&new, 1)), [("CAP-STALE", Severity::Warning)], "and nothing of their pace");
        let broken = talk(&DECK.replace("five six", "five\\nsix"));
        assert_eq!(told(&broken, take(&old, 5)), [], "the same words in other lines");
    }
}
