//! A timed recording → the text of a file that players and platforms read, one function a format.
//!
//! Invariant: UTF-8 with `\n` line ends; no word can be taken for markup or for a line of times; same recording, same
//! bytes.

use super::plan::words_in;
use super::segment::{MOST_CHARS, joined};
use super::timing::{Chapter, Recording, TimedCue};
use crate::deck::{CaptionColor, Cue, Deck};
use crate::writing::width;

/// A chapter on YouTube lasts at least ten seconds, and there are at least three of them.
pub const LEAST_CHAPTER: u64 = 10_000;
pub const LEAST_CHAPTERS: usize = 3;
pub const MOST_CHAPTERS: usize = 100;

/// Invisible, and no place for a line break: keeps apart what a reader would take for markup.
const WORD_JOINER: char = '\u{2060}';

/// WebVTT captions. Speakers and colors are marked up besides being named.
#[must_use]
pub fn vtt(recording: &Recording) -> String {
    let mut out = "WEBVTT\n".to_owned();
    for cue in &recording.cues {
        let mut words = escaped(&lines(cue).join("\n"));
        let color = match cue.block.color {
            CaptionColor::White => None,
            CaptionColor::Yellow => Some("yellow"),
            CaptionColor::Cyan => Some("cyan"),
            CaptionColor::Green => Some("lime"),
        };
        if let Some(color) = color.filter(|_| !cue.block.sound) {
            words = format!("<c.{color}>{words}</c>");
        }
        let voice = cue.block.voice.as_deref().or(cue.block.speaker.as_deref());
        if let Some(name) = voice {
            words = format!("<v {}>{words}</v>", escaped(&in_one_line(name)));
        }
        out.push_str(&format!("\n{}\n{}\n{words}\n", cue.id, span(cue.start, cue.end, '.')));
    }
    out
}

/// SubRip captions: no markup at all.
#[must_use]
pub fn srt(recording: &Recording) -> String {
    let cue = |(number, cue): (usize, &TimedCue)| {
        let words = unlike_markup(&lines(cue).join("\n"));
        format!("{}\n{}\n{words}\n", number + 1, span(cue.start, cue.end, ','))
    };
    recording.cues.iter().enumerate().map(cue).collect::<Vec<_>>().join("\n")
}

/// WebVTT chapters, one a slide.
#[must_use]
pub fn chapters(recording: &Recording) -> String {
    let mut out = "WEBVTT\n".to_owned();
    for (number, chapter) in recording.chapters.iter().enumerate() {
        let times = span(chapter.start, chapter.end, '.');
        out.push_str(&format!("\nchapter-{}\n{times}\n{}\n", number + 1, escaped(&in_one_line(&chapter.title))));
    }
    out
}

/// The chapters as YouTube reads them in a video's description. A slide shorter than ten seconds belongs to the
/// chapter before it.
///
/// # Errors
/// A sentence for the presenter, where there are fewer than three.
pub fn chapter_list(recording: &Recording) -> Result<String, String> {
    let chapters = long_chapters(recording);
    if chapters.len() < LEAST_CHAPTERS {
        return Err(format!(
            "YouTube takes no fewer than {LEAST_CHAPTERS} chapters of ten seconds or more, and this talk has {}; for \
             other players write .chapters.vtt or .ffmeta",
            chapters.len()
        ));
    }
    // A description with angle brackets is refused.
    let title = |title: &str| in_one_line(title).replace('<', "‹").replace('>', "›");
    Ok(chapters.iter().map(|it| format!("{} {}\n", clock(it.start), title(&it.title))).collect())
}

/// The chapters with those shorter than ten seconds joined to the one before; the first takes in what follows it.
#[must_use]
pub fn long_chapters(recording: &Recording) -> Vec<&Chapter> {
    let mut out: Vec<&Chapter> = Vec::new();
    for chapter in &recording.chapters {
        // Whole seconds are all that is written.
        let whole = |time: u64| time / 1000 * 1000;
        let long = whole(chapter.end).saturating_sub(whole(chapter.start)) >= LEAST_CHAPTER;
        let after = out.last().is_none_or(|last| whole(chapter.start) - whole(last.start) >= LEAST_CHAPTER);
        if out.is_empty() || long && after {
            out.push(chapter);
        }
    }
    out
}

/// Chapters and title as ffmpeg reads them: `ffmpeg -i talk.mp4 -i talk.ffmeta -map_chapters 1 -codec copy …`.
#[must_use]
pub fn ffmeta(recording: &Recording, deck: &Deck) -> String {
    let mut out = format!(";FFMETADATA1\ntitle={}\n", ffmeta_value(&deck.title));
    let names: Vec<&str> = deck.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
    if !names.is_empty() {
        out.push_str(&format!("artist={}\n", ffmeta_value(&names.join(", "))));
    }
    for chapter in &recording.chapters {
        let (start, end, title) = (chapter.start, chapter.end, ffmeta_value(&chapter.title));
        out.push_str(&format!("\n[CHAPTER]\nTIMEBASE=1/1000\nSTART={start}\nEND={end}\ntitle={title}\n"));
    }
    out
}

/// All that is said, as Markdown: a heading for each slide with its time, a paragraph for each cue as it was written.
#[must_use]
pub fn transcript(recording: &Recording, deck: &Deck, language: &str) -> String {
    let mut out = format!("# {}\n", markdown(&deck.title));
    let mut said = None;
    for chapter in &recording.chapters {
        if recording.heard {
            out.push_str(&heard(recording, chapter));
            continue;
        }
        let Some(slide) = deck.slides.get(chapter.slide).filter(|slide| !slide.cues.is_empty()) else { continue };
        out.push_str(&format!("\n## {} {}\n", clock(chapter.start), markdown(&chapter.title)));
        let mut cues: Vec<&Cue> = slide.cues.iter().collect();
        cues.sort_by_key(|cue| cue.step);
        for cue in cues.into_iter().filter(|cue| !recording.unshown.contains(&(chapter.slide, cue.step))) {
            if let Some(sound) = &cue.sound {
                let label = sound.trim().trim_matches(['[', ']']);
                out.push_str(&format!("\n{}\n", markdown(&format!("[{label}]"))));
            }
            let Some((_, words)) = words_in(cue, language) else { continue };
            let speaker =
                cue.speaker.filter(|_| deck.speakers.len() > 1).and_then(|speaker| deck.speakers.get(speaker));
            let name =
                speaker.filter(|_| cue.speaker != said).map(|speaker| format!("**{}:** ", markdown(&speaker.name)));
            said = cue.speaker;
            out.push_str(&format!("\n{}{}\n", name.unwrap_or_default(), markdown(words)));
        }
    }
    out
}

/// What was heard in a chapter, a paragraph for each speaker.
fn heard(recording: &Recording, chapter: &Chapter) -> String {
    let mut out: Vec<String> = Vec::new();
    for cue in recording.cues.iter().filter(|cue| (chapter.start..chapter.end).contains(&cue.start)) {
        let words = markdown(&joined(&cue.block.lines));
        match &cue.block.speaker {
            Some(name) => out.push(format!("**{}:** {words}", markdown(name))),
            None => match out.last_mut() {
                Some(last) => last.push_str(&format!(" {words}")),
                None => out.push(words),
            },
        }
    }
    if out.is_empty() {
        return String::new();
    }
    format!("\n## {} {}\n\n{}\n", clock(chapter.start), markdown(&chapter.title), out.join("\n\n"))
}

/// A caption's lines, with the speaker's name before the first, or over it where both do not fit a line.
fn lines(cue: &TimedCue) -> Vec<String> {
    let mut lines: Vec<String> = cue.block.lines.iter().map(|line| seen(line)).collect();
    if let (Some(name), Some(first)) = (&cue.block.speaker, lines.first_mut()) {
        let name = format!("{}:", in_one_line(name).to_uppercase());
        if width(&name) + 1 + width(first) <= MOST_CHARS {
            *first = format!("{name} {first}");
        } else {
            lines.insert(0, name);
        }
    }
    lines
}

fn in_one_line(text: &str) -> String {
    seen(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Control characters would end a file or a line for some readers; they are shown as what they are, a fault.
fn seen(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// SubRip knows no escapes: a word joiner keeps `<i>`, `{\an8}` and `-->` the words that they are.
fn unlike_markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        out.push(c);
        let next = rest.peek().copied().unwrap_or(' ');
        let markup = match c {
            '<' => next.is_alphabetic() || next == '/',
            '{' => next == '\\' || next.is_alphabetic(),
            '-' => next == '>',
            _ => false,
        };
        if markup {
            out.push(WORD_JOINER);
        }
    }
    out
}

fn ffmeta_value(text: &str) -> String {
    let mut out = String::new();
    for c in in_one_line(text).chars() {
        if matches!(c, '=' | ';' | '#' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Words as Markdown that shows just these words, in one line.
fn markdown(text: &str) -> String {
    let mut out = String::new();
    let text = in_one_line(text);
    // `1.` and `-` begin a list, but only at the beginning; `&amp;` is a character's name.
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    for (at, c) in text.char_indices() {
        let list = at == 0 && matches!(c, '-' | '+' | '=') || at > 0 && at == digits && matches!(c, '.' | ')');
        let named = |rest: &str| rest.split_once(';').is_some_and(|(name, _)| !name.contains(char::is_whitespace));
        if list
            || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~')
            || c == '&' && named(&text[at..])
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// `00:01:05.250 --> 00:01:07.000`, with the mark that the format has before the milliseconds.
fn span(start: u64, end: u64, mark: char) -> String {
    let time = |time: u64| {
        let seconds = time / 1000;
        format!("{:02}:{:02}:{:02}{mark}{:03}", seconds / 3600, seconds / 60 % 60, seconds % 60, time % 1000)
    };
    format!("{} --> {}", time(start), time(end))
}

/// `1:05`, or `1:01:05` from an hour on.
#[must_use]
pub fn clock(time: u64) -> String {
    let (hours, minutes, seconds) = (time / 3_600_000, time / 60_000 % 60, time / 1000 % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}
