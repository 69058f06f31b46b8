//! Words against the time that they have: captions too fast or too short, notes too long, talks that run over.

use crate::captions::pace::{self as reading, Speed};
use crate::captions::timing::{Recording, TimedCue, planned};
use crate::captions::{Limits, formats};
use crate::deck::{Cue, Slide};
use crate::diagnostic::{Diagnostic, Severity, Span, counted};
use crate::talk::Talk;
use crate::writing;

/// Notes may take a tenth more than their slide's time: no one reads them out word by word.
const NOTES_PERCENT: u128 = 110;
/// From here on there is no room for questions.
const FULL_PERCENT: u128 = 95;
const LEAST_FOR_A_SLIDE: u128 = 10_000;

/// What a recording's captions in one language cannot have: time to be read, and calm between them.
#[must_use]
pub fn pace(talk: &Talk, language: usize, recording: &Recording) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for cues in recording.cues.chunk_by(|a, b| a.slide == b.slide) {
        let Some(slide) = cues.first().and_then(|cue| talk.deck.slides.get(cue.slide)) else { continue };
        let told = out.len();
        let name = || format!("slide `{}`{}", slide.id, in_language(talk, language));
        if let Some((severity, worst)) = fastest(cues) {
            let message = format!("the captions of {} are faster than they are read: {worst}", name());
            out.push(Diagnostic::new(severity, "CAP-FAST", slide.span, message));
        }
        // Of a time that the author gave, its own place tells.
        let open = |cue: &&TimedCue| !cue.block.held;
        let short = cues.iter().filter(open).filter(|cue| cue.end - cue.start < reading::least(&cue.block)).count();
        if short > 0 {
            let message = format!("{short} of {} captions of {} stand too short to be read", cues.len(), name());
            out.push(Diagnostic::warning("CAP-SHORT", slide.span, message));
        }
        let needed: u64 = cues.iter().map(|cue| reading::comfortable(&cue.block)).sum();
        for finding in &mut out[told..] {
            finding.hints.push(format!("give it time = \"{}s\" or more, or say less", needed.div_ceil(1000)));
        }
    }
    for two in recording.cues.windows(2) {
        let gap = two[1].start.saturating_sub(two[0].end);
        if (1..reading::GAP).contains(&gap) {
            let span = talk.deck.slides.get(two[0].slide).map(|slide| slide.span);
            let message = format!("between two captions there are {gap} ms, which flickers");
            let hint = if two[0].block.held {
                "let `hold` reach to the next caption, or end a second before it"
            } else {
                "break the longer of them in two"
            };
            out.push(Diagnostic::warning("CAP-GAP", span, message).hint(hint));
        }
        if two[1].start < two[0].end || two[1].end <= two[1].start {
            let span = talk.deck.slides.get(two[1].slide).map(|slide| slide.span);
            let message = "two captions stand at one time, which no player shows";
            let hint = "give their slide more time, or fewer captions";
            out.push(Diagnostic::error("CAP-ORDER", span, message).hint(hint));
        }
    }
    out
}

/// The fastest of the captions that are too fast, and how bad it is.
fn fastest(cues: &[TimedCue]) -> Option<(Severity, String)> {
    let rates = cues.iter().filter(|cue| !cue.block.held).filter_map(|cue| {
        let (chars, words, time) = (reading::chars(&cue.block), reading::words(&cue.block), cue.end - cue.start);
        let speed = reading::speed(&cue.block);
        let severity = severity(speed, chars, words, time)?;
        Some((severity, (chars * 1000).div_ceil(time), (words * 60_000).div_ceil(time), speed))
    });
    let (severity, chars, words, speed) =
        rates.max_by_key(|(severity, chars, words, _)| (*severity, *chars, *words))?;
    let worst = if speed.wide {
        format!("{} letters a second, and {} are read without effort", chars.div_ceil(2), speed.easy / 2)
    } else {
        format!("{chars} characters a second, {words} words a minute")
    };
    Some((severity, worst))
}

/// How bad it is to read as much in so many milliseconds.
fn severity(speed: Speed, chars: u64, words: u64, time: u64) -> Option<Severity> {
    // Where words are counted by letters, those say all.
    let wordy = !speed.wide && words * 60_000 > reading::EASY_WORDS * time;
    if chars * 1000 > speed.most * time {
        Some(Severity::Error)
    } else if chars * 1000 > speed.easy * time || wordy {
        Some(Severity::Warning)
    } else {
        None
    }
}

fn in_language(talk: &Talk, language: usize) -> String {
    match &talk.plan.languages[..] {
        [] | [_] => String::new(),
        all => all.get(language).map(|name| format!(" in `{name}`")).unwrap_or_default(),
    }
}

pub(super) fn check(talk: &Talk, out: &mut Vec<Diagnostic>) {
    for (index, slide) in super::told::told(talk) {
        slide.cues.iter().for_each(|cue| hold(cue, out));
        let time = talk.plan.slides.get(index).map_or(0, |slide| slide.planned.as_millis());
        straddle(slide, time, out);
        let words = u128::from(writing::words(&super::told::notes(slide)));
        let wpm = u128::from(talk.deck.captions.plan_wpm.max(1));
        if words * 60_000 * 100 > wpm * time * NOTES_PERCENT {
            let (needed, has) = (words * 60 / wpm, time / 1000);
            let message = format!("the notes of slide `{}` take {needed} s to say, and it has {has} s", slide.id);
            out.push(
                Diagnostic::warning("NOTE-LEN", slide.span, message).hint("shorten them, or give the slide more time"),
            );
        }
    }
    total(talk, out);
    unsigned(talk, out);
    if super::told::is_captioned(talk) {
        youtube(talk, out);
    }
}

/// Times that the author gave a slide's cues, which are longer than the slide's: captions end with their slide.
fn straddle(slide: &Slide, time: u128, out: &mut Vec<Diagnostic>) {
    let held = || slide.cues.iter().filter_map(|cue| Some((cue, cue.hold?.as_millis())));
    let all: u128 = held().map(|(_, hold)| hold).sum();
    if let Some((cue, _)) = held().next_back().filter(|_| all > time) {
        let seconds = |time: u128| format!("{} s", time as f64 / 1000.0);
        let message = format!(
            "the captions of slide `{}` are to stand for {}, and it has {}: they are cut where it ends",
            slide.id,
            seconds(all),
            seconds(time)
        );
        let hint = "leave `hold` out, or give the slide more time";
        out.push(Diagnostic::warning("CAP-STRADDLE", cue.span, message).hint(hint));
    }
}

/// A time that the author gave a cue.
fn hold(cue: &Cue, out: &mut Vec<Diagnostic>) {
    let Some(hold) = cue.hold.map(|hold| (hold.as_millis() as u64).max(1)) else { return };
    let hint = "leave `hold` out, and the caption stands as long as it needs";
    for (_, text) in &cue.text {
        let (words, chars) = (writing::words(text), writing::width(text) as u64);
        if let Some(severity) = severity(Speed::of(text), chars, words, hold) {
            let message = format!("`hold` shows {words} words for {hold} ms, faster than they are read");
            out.push(Diagnostic::new(severity, "CAP-FAST", cue.span, message).hint(hint));
        }
        if hold < (words * 300).max(reading::SHORTEST) {
            let message = format!("`hold` shows {words} words for {hold} ms, too short to be seen");
            out.push(Diagnostic::warning("CAP-SHORT", cue.span, message).hint(hint));
        }
    }
    let one = cue.text.is_empty()
        || cue.text.iter().any(|(language, text)| writing::width(text) <= Limits::of(language).most);
    if hold > reading::LONGEST && one {
        let message = format!("this caption stands for {} s; past 7 s it is read twice", hold / 1000);
        out.push(
            Diagnostic::warning("CAP-LONG", cue.span, message)
                .hint("hold = \"7s\" is the most; then the screen is free"),
        );
    }
}

/// The times that the author gave, against the length of the talk.
fn total(talk: &Talk, out: &mut Vec<Diagnostic>) {
    let Some(length) = talk.deck.length.map(|length| length.as_millis()) else { return };
    let times = || super::told::told(talk).map(|(_, slide)| slide.time);
    let open = times().filter(Option::is_none).count() as u128;
    let sum = times().flatten().map(|time| time.as_millis()).sum::<u128>() + open * LEAST_FOR_A_SLIDE;
    let (shown, limit) = (formats::clock(sum as u64), formats::clock(length as u64));
    let span = talk.deck.length_span;
    if sum > length {
        let message = format!("the slides' times add up to {shown}, and the talk may last {limit}");
        let hint = "shorten some, or mark slides to leave out as `hidden` or `appendix`";
        out.push(Diagnostic::error("TIME-TOTAL", span, message).hint(hint));
    } else if open == 0 && sum * 100 > length * FULL_PERCENT {
        let message = format!("the slides' times add up to {shown} of {limit}, which leaves no room for questions");
        out.push(
            Diagnostic::warning("TIME-TOTAL", span, message).hint("keep a twentieth free, or make `length` longer"),
        );
    }
}

/// A talk as long as this is given to people who were invited to it, and what is handed out of it is kept.
const WORTH_KEEPING: usize = 5;

/// Who speaks, which a file that is handed out says for years. A deck without day and occasion is still being made.
fn unsigned(talk: &Talk, out: &mut Vec<Diagnostic>) {
    let deck = &talk.deck;
    let is_given = deck.date.is_some() || deck.event.is_some();
    if !is_given || deck.slides.len() < WORTH_KEEPING || !deck.speakers.is_empty() {
        return;
    }
    let hint = "Add a [[speaker]] with id and name: what is handed out says it then to whoever finds it later";
    let message = "the deck does not say who speaks";
    out.push(Diagnostic::new(Severity::Info, "DECK-TITLE", deck.length_span, message).hint(hint));
}

/// What YouTube would not take of the chapters, as remarks: most recordings never go there, and a talk of a slide or two has
/// no chapters to speak of.
fn youtube(talk: &Talk, out: &mut Vec<Diagnostic>) {
    let recording = planned(&talk.plan, 0, 0);
    let long = formats::long_chapters(&recording);
    let few = long.len() < formats::LEAST_CHAPTERS;
    if few && recording.chapters.len() < formats::LEAST_CHAPTERS {
        return;
    }
    let remark = |span: Option<Span>, message: String, hint: &str| {
        Diagnostic::new(Severity::Info, "CHAP-YT", span, message).hint(hint)
    };
    if few || long.len() > formats::MOST_CHAPTERS {
        let (least, most) = (formats::LEAST_CHAPTERS, formats::MOST_CHAPTERS);
        let message = format!(
            "the recording will have {} of ten seconds or more; YouTube takes {least} to {most}",
            counted(long.len(), "chapter")
        );
        let hint = "other players take all as .chapters.vtt or .ffmeta; for YouTube write the list by hand";
        out.push(remark(None, message, hint));
    }
    for chapter in recording.chapters.iter().filter(|chapter| !few && !long.contains(chapter)) {
        let Some(slide) = talk.deck.slides.get(chapter.slide) else { continue };
        let message = format!("slide `{}` will not be a chapter of its own on YouTube", slide.id);
        let hint =
            "a chapter lasts ten seconds at least: give this slide and the one before as much, or let them be one";
        out.push(remark(Some(slide.span), message, hint));
    }
}
