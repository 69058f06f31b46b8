//! The captions' words and colors: lines, breaks, capitals, characters, languages, speakers.

use crate::captions::{Limits, MOST_CHARS, blocks_in, is_bad_break, is_english};
use crate::color::Color;
use crate::deck::caption::{CaptionLook, CaptionPlace};
use crate::deck::{CaptionColor, CaptionDisplay, Captions, Cue, Layout, Slide};
use crate::diagnostic::{Diagnostic, Severity, counted};
use crate::drawing::films::screening;
use crate::layout::caption::{self, Frame, Words, rgb};
use crate::talk::Talk;
use crate::text::Shaper;
use crate::writing;

const MOST_LINES: usize = 2;
/// Words in capitals that are a name or an abbreviation rather than shouting.
const CAPITALS: usize = 3;
/// Emoji that stand for music.
pub(super) const MUSIC: [char; 3] = ['\u{1F3B5}', '\u{1F3B6}', '\u{1F3BC}'];
const LEAST_CONTRAST: f64 = 7.0;

pub(super) fn check(talk: &Talk, out: &mut Vec<Diagnostic>) {
    let deck = &*talk.deck;
    if super::told::is_captioned(talk) {
        let unread = |slide: &Slide| matches!(slide.layout, Layout::Faulty);
        for (index, slide) in super::told::told(talk).filter(|(_, slide)| slide.cues.is_empty() && !unread(slide)) {
            if talk.pages.get(index).is_some_and(|page| page.steps.iter().any(|step| screening(step).is_some())) {
                out.push(unheard(slide));
                continue;
            }
            let message = format!("slide `{}` has no captions, and others have", slide.id);
            let hint = "add [[slide.cue]] with text = \"…\"; where nobody speaks, sound = \"LONG PAUSE\" says so";
            out.push(Diagnostic::warning("CAP-MISSING", slide.span, message).hint(hint));
        }
        colors(talk, out);
        deck.slides.iter().for_each(|slide| in_order(slide, out));
    }
    let mut three_lines = 0;
    for cue in deck.slides.iter().flat_map(|slide| &slide.cues) {
        languages(cue, &deck.captions, out);
        if deck.speakers.len() > 1 && cue.speaker.is_none() && !cue.text.is_empty() {
            let message = "it is not said who speaks here, and the talk has several speakers";
            out.push(
                Diagnostic::warning("CAP-SPEAKER", cue.span, message).hint("add speaker = \"…\" with a speaker's id"),
            );
        }
        for (language, text) in &cue.text {
            lines(cue, language, text, deck.captions.max_chars, out);
            let blocks = blocks_in(language, text, deck.captions.max_chars, deck.captions.max_lines);
            breaks(cue, language, text, &blocks, out);
            capitals(cue, &blocks, out);
            three_lines += blocks.iter().filter(|lines| lines.len() > MOST_LINES).count();
        }
        music(cue, out);
        signs(cue, out);
    }
    if three_lines > 0 {
        let captions = counted(three_lines, "caption");
        let message = format!("{captions} with three lines, which hides more than it helps");
        let hint = format!("write max_lines = {MOST_LINES}");
        out.push(Diagnostic::error("CAP-LINES", deck.captions.span, message).hint(hint));
    }
    glyphs(talk, out);
}

fn languages(cue: &Cue, captions: &Captions, out: &mut Vec<Diagnostic>) {
    let has = |wanted: &&String| cue.text.iter().any(|(language, _)| language == *wanted);
    let missing: Vec<&str> = captions.languages.iter().filter(|it| !has(it)).map(String::as_str).collect();
    if let (Some((own, _)), false) = (cue.text.first(), missing.is_empty()) {
        let message = format!("this caption is not written in {}; the words in `{own}` stand in", missing.join(", "));
        let hint = format!("text = {{ {own} = \"…\", {} = \"…\" }}", missing[0]);
        out.push(Diagnostic::warning("CAP-LANG", cue.span, message).hint(hint));
    }
}

/// Lines that the author broke. A paragraph in one line is broken by us, and fits.
fn lines(cue: &Cue, language: &str, text: &str, max_chars: usize, out: &mut Vec<Diagnostic>) {
    let limits = Limits::of(language);
    let unit = if limits.most < MOST_CHARS { 2 } else { 1 };
    let paragraphs = text.split("\n\n").map(|paragraph| paragraph.lines().collect::<Vec<_>>());
    for line in paragraphs.filter(|lines| lines.len() > 1).flatten() {
        let width = writing::width(line);
        let (count, soft) = (width.div_ceil(unit), limits.soft / unit);
        if width > limits.most {
            let message =
                format!("this caption has a line of {count} characters, which cannot stand as it was written");
            let latest = max_chars.min(limits.most) / unit;
            let hint = format!("break it after {latest} characters at the latest, or leave all breaks to Cuecard");
            out.push(Diagnostic::error("CAP-LINE", cue.span, message).hint(hint));
        } else if width > limits.soft {
            let message = format!("this caption has a line of {count} characters; {soft} are read at a glance");
            out.push(Diagnostic::warning("CAP-LINE", cue.span, message).hint("break it earlier"));
        }
    }
}

/// Words torn apart, by the author's breaks or for want of a better place.
fn breaks(cue: &Cue, language: &str, text: &str, blocks: &[Vec<String>], out: &mut Vec<Diagnostic>) {
    if let Some(word) = text.split_whitespace().find(|word| is_torn(language, word)) {
        let start: String = word.chars().take(12).collect();
        let message = format!("the word `{start}…` is longer than a line, and is broken");
        out.push(
            Diagnostic::new(Severity::Info, "CAP-BREAK", cue.span, message)
                .hint("say it in words that people can read"),
        );
    }
    if !is_english(language) {
        return;
    }
    let lines: Vec<&String> = blocks.iter().flatten().collect();
    let torn = lines.windows(2).find_map(|two| {
        let (left, right) = (two[0].split_whitespace().last()?, two[1].split_whitespace().next()?);
        is_bad_break(left, right).then_some((left, right))
    });
    if let Some((left, right)) = torn {
        let message = format!("a line of this caption ends with `{left}`, torn from `{right}`");
        let hint = "put the line break elsewhere, or say it in other words";
        out.push(Diagnostic::new(Severity::Info, "CAP-BREAK", cue.span, message).hint(hint));
    }
}

/// Whether a word is longer than a line, and none of its places is a good one to break it.
fn is_torn(language: &str, word: &str) -> bool {
    writing::width(word) > MOST_CHARS && writing::may_end(word, language).is_none()
}

fn capitals(cue: &Cue, blocks: &[Vec<String>], out: &mut Vec<Diagnostic>) {
    let shouted = |lines: &&Vec<String>| {
        let text = lines.join(" ");
        !text.chars().any(char::is_lowercase)
            && text.split_whitespace().filter(|word| word.chars().any(char::is_uppercase)).count() > CAPITALS
    };
    if let Some(lines) = blocks.iter().find(shouted) {
        let message = format!("`{}` is in capitals, which read slowly and look like a sound", lines.join(" "));
        let hint = "write small letters; a sound has a field of its own: sound = \"APPLAUSE\"";
        out.push(Diagnostic::new(Severity::Info, "CAP-CAPS", cue.span, message).hint(hint));
    }
}

/// Something moves, and those who cannot hear do not know whether it sounds.
fn unheard(slide: &Slide) -> Diagnostic {
    let message =
        format!("something moves on slide `{}`, and no caption says what is heard, or that nothing is", slide.id);
    let hint = "add [[slide.cue]] with sound = \"NO SOUND\", or the words that you say to it";
    Diagnostic::error("CAP-SOUND", slide.span, message).hint(hint)
}

/// Captions that are written before those of an earlier step: they come in the order of the steps.
fn in_order(slide: &Slide, out: &mut Vec<Diagnostic>) {
    if let Some(two) = slide.cues.windows(2).find(|two| two[1].step < two[0].step) {
        let message = format!(
            "this caption of step {} is written after one of step {}, and comes before it",
            two[1].step, two[0].step
        );
        let hint = "write captions in the order of their steps, so that the script reads as it is spoken";
        out.push(Diagnostic::error("CAP-ORDER", two[1].span, message).hint(hint));
    }
}

/// The arrow by which caption files tell times: some players end a caption there.
fn signs(cue: &Cue, out: &mut Vec<Diagnostic>) {
    if cue.text.iter().any(|(_, text)| text.contains("-->")) {
        let message = "this caption has `-->` in it, by which caption files tell times";
        let hint = "write → or say it in words; files have it spelt so that most players show it";
        out.push(Diagnostic::error("CAP-ID", cue.span, message).hint(hint));
    }
}

/// Music as an emoji, which few caption fonts have. Control characters never get past reading.
fn music(cue: &Cue, out: &mut Vec<Diagnostic>) {
    let mut texts = cue.text.iter().map(|(_, text)| text.as_str()).chain(cue.sound.as_deref());
    if texts.any(|text| text.contains(MUSIC)) {
        let message = "this caption has a music emoji, which few players show";
        out.push(Diagnostic::warning("CAP-CHAR", cue.span, message).hint("write ♫, which every caption font has"));
    }
}

/// Characters that no caption font has, a finding for each slide; and once those that only the machine's own fonts have,
/// where the slides' words did not tell of such.
fn glyphs(talk: &Talk, out: &mut Vec<Diagnostic>) {
    let mut shaper = Shaper::new(&talk.deck.fonts, &talk.deck.language);
    let frame = Frame::new(talk.deck.aspect.size(), CaptionLook::usual(CaptionPlace::Band));
    let mut lent: Option<(&Slide, String)> = None;
    for (slide, planned) in talk.deck.slides.iter().zip(&talk.plan.slides) {
        for block in planned.captions.iter().flatten().flatten() {
            // Only what it could not set is of interest.
            let _ = caption::lay_out_whole(&Words::of(block), &frame, &talk.deck.theme, &mut shaper);
        }
        let first = shaper.take_lent().into_iter().next();
        lent = lent.or(first.map(|it| (slide, format!("only this machine's own `{}` has `{}`", it.family, it.text))));
        // Music has a finding of its own.
        let mut missing: Vec<String> = shaper.take_missing().into_iter().map(|(_, text)| text).collect();
        missing.retain(|text| !text.contains(MUSIC));
        missing.sort();
        missing.dedup();
        if let Some(first) = missing.first() {
            let others = if missing.len() > 1 { format!(" and {} more", missing.len() - 1) } else { String::new() };
            let message = format!("the caption font lacks `{first}`{others}, said on slide `{}`", slide.id);
            out.push(Diagnostic::warning("CAP-CHAR", slide.span, message).hint(FONT));
        }
    }
    let told = talk.diagnostics.iter().any(|it| it.code == "SLD-GLYPH");
    if let Some((slide, words)) = lent.filter(|_| !told) {
        let message = format!("{words}, which captions say, first on slide `{}`", slide.id);
        out.push(Diagnostic::warning("CAP-CHAR", slide.span, message).hint(FONT));
    }
}

/// What to do about letters.
const FONT: &str = "put a font that has it into the deck's `fonts/` folder, or say it in other words";

/// Speakers told apart by color, and colors that can be read on what is behind the captions.
fn colors(talk: &Talk, out: &mut Vec<Diagnostic>) {
    let deck = &*talk.deck;
    let speaks = |speaker: usize| {
        deck.slides.iter().flat_map(|slide| &slide.cues).any(|cue| cue.speaker == Some(speaker) && !cue.text.is_empty())
    };
    let voices: Vec<_> = deck.speakers.iter().enumerate().filter(|(at, _)| speaks(*at)).map(|(_, it)| it).collect();
    for (at, speaker) in voices.iter().enumerate() {
        if let Some(other) = voices[..at].iter().find(|other| other.color == speaker.color) {
            let message = format!("the captions of {} and {} have the same color", other.name, speaker.name);
            let hint = "give each a color = \"white\", \"yellow\", \"cyan\" or \"green\" of their own";
            out.push(Diagnostic::warning("CAP-SPEAKER", speaker.span, message).hint(hint));
        }
    }
    if deck.captions.display == CaptionDisplay::Off {
        return;
    }
    let look = CaptionLook::usual(deck.captions.display.into());
    let behind = caption::behind(look, &deck.theme, Color::WHITE);
    let plain = (CaptionColor::White, deck.captions.span);
    let used = std::iter::once(plain).chain(voices.iter().map(|speaker| (speaker.color, speaker.span)));
    for (color, span) in used {
        let contrast = rgb(color).contrast(behind);
        if contrast < LEAST_CONTRAST {
            let name = format!("{color:?}").to_lowercase();
            let message =
                format!("{name} captions have a contrast of {contrast:.1} to the ground behind them; 7 is the least");
            out.push(Diagnostic::warning("CAP-COLOUR", span, message).hint("make the theme's `surround` darker"));
        }
    }
}
