//! A finding that has one obvious cure → the splice of the deck's text that is it, and nothing else.
//!
//! Invariant: a cure changes the value that the finding is about, and no other.

use crate::captions::{Limits, blocks_in};
use crate::deck::Cue;
use crate::deck::written::{Place, basic, lines_of, literal, value_of};
use crate::diagnostic::{Diagnostic, Span};
use crate::talk::Talk;

use super::edit::{Edit, Remedy, STUB};

/// The obvious cure, if there is one.
pub(super) fn cure(talk: &Talk, finding: &Diagnostic) -> Option<Remedy> {
    let span = finding.span?;
    let source = talk.sources.0.get(usize::from(span.file))?;
    let text = &*source.text;
    let (name, words, range, new) = match finding.code {
        "SLD-ALT" => stub(talk, span, text)?,
        "SLD-ALT-BAD" => shorter(talk, span, text)?,
        "CAP-LINE" | "CAP-BREAK" => broken(talk, span, text)?,
        "CAP-CHAR" => notes(talk, span, text)?,
        "CAP-LONG" => held(talk, span, text)?,
        "CAP-LINES" => two_lines(span, text)?,
        "CODE-ESC" => as_written(span, text)?,
        "DECK-LANG" => language(talk, span, text)?,
        "DECK-HEAD" | "SLD-MARKDOWN" => heading(span, text)?,
        _ => return None,
    };
    let edit = Edit { file: span.file, range, text: new };
    Some(Remedy { name: name.to_owned(), words, slides: 1, edit })
}

/// A button's words, what comes of it, and the splice.
type Splice = (&'static str, String, std::ops::Range<usize>, String);

/// `alt = "…"` behind the picture's file.
fn stub(talk: &Talk, span: Span, text: &str) -> Option<Splice> {
    let picture = talk.deck.slides.iter().flat_map(|slide| slide.all_pictures()).find(|it| it.span == span)?;
    let written = text.get(span.start as usize..span.end as usize)?;
    let alt = basic(&format!("{STUB} {}", picture.src));
    let words = "A description is begun, which says that it is still to be written".to_owned();
    let (at, new) = if written.starts_with('{') {
        let src = value_of(text, span, "src").or_else(|| value_of(text, span, "qr"))?;
        (src.span.end as usize, format!(", alt = {alt}"))
    } else if written.starts_with('[') {
        let src = value_of(text, span, "src").or_else(|| value_of(text, span, "qr"))?;
        (src.span.end as usize, format!("{}alt = {alt}", lines_of(text)))
    } else if written.starts_with(['"', '\'']) {
        // `picture = "a.png"`
        let range = span.start as usize..span.end as usize;
        return Some(("Begin a description", words, range, format!("{{ src = {written}, alt = {alt} }}")));
    } else {
        return None;
    };
    Some(("Begin a description", words, at..at, new))
}

/// `image of a tractor`: without what a reader says by itself.
fn shorter(talk: &Talk, span: Span, text: &str) -> Option<Splice> {
    let picture = talk.deck.slides.iter().flat_map(|slide| slide.all_pictures()).find(|it| it.span == span)?;
    let alt = picture.alt.as_deref()?.trim();
    let place = value_of(text, span, "alt")?;
    let start = super::unseen::said_anyway(alt, &talk.deck.language)?;
    let rest = alt[start..].trim_start();
    let new: String = rest.chars().take(1).flat_map(char::to_uppercase).chain(rest.chars().skip(1)).collect();
    if new.chars().count() < 3 {
        return None;
    }
    Some(("Leave the first words out", format!("“{alt}” becomes “{new}”"), place.range(), place.like(text, &new)?))
}

/// The caption with its lines broken where the sense allows.
fn broken(talk: &Talk, span: Span, text: &str) -> Option<Splice> {
    let cue = cue_at(talk, span)?;
    let captions = &talk.deck.captions;
    let [(language, words)] = &cue.text[..] else { return None };
    let place = value_of(text, span, "text").filter(|place| place.is_text())?;
    let most = captions.max_chars.min(Limits::of(language).soft);
    let paragraphs = words.split("\n\n").map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
    let blocks: Vec<String> = paragraphs
        .flat_map(|paragraph| blocks_in(language, &paragraph, most, captions.max_lines))
        .map(|lines| lines.join("\n"))
        .collect();
    let new = blocks.join("\n\n");
    let same = |a: &str, b: &str| a.split_whitespace().eq(b.split_whitespace());
    (new != *words && same(&new, words)).then_some(())?;
    let said = "The caption's lines end where the sense allows".to_owned();
    Some(("Break the lines anew", said, place.range(), place.like(text, &new)?))
}

/// ♫ in the place of emoji that stand for music.
fn notes(talk: &Talk, span: Span, text: &str) -> Option<Splice> {
    let cue = cue_at(talk, span)?;
    let (key, words) = match (&cue.sound, &cue.text[..]) {
        (Some(sound), _) if sound.contains(super::captions::MUSIC) => ("sound", sound),
        (_, [(_, words)]) if words.contains(super::captions::MUSIC) => ("text", words),
        _ => return None,
    };
    let place = value_of(text, span, key).filter(|place| place.is_text())?;
    let new = words.replace(super::captions::MUSIC, "♫");
    Some((
        "Write ♫",
        "The music is written as every caption font has it".to_owned(),
        place.range(),
        place.like(text, &new)?,
    ))
}

/// The longest time that a caption is read once in.
fn held(talk: &Talk, span: Span, text: &str) -> Option<Splice> {
    cue_at(talk, span)?;
    let place = value_of(text, span, "hold")?;
    let words = "The caption stands for 7 s, and then the screen is free".to_owned();
    Some(("Let it stand for 7 s", words, place.range(), "\"7s\"".to_owned()))
}

fn two_lines(span: Span, text: &str) -> Option<Splice> {
    let place = value_of(text, span, "max_lines")?;
    Some(("Two lines", "Captions have two lines at most".to_owned(), place.range(), "2".to_owned()))
}

/// The words between ''' and ''', where a backslash is one.
fn as_written(span: Span, text: &str) -> Option<Splice> {
    let place = Place::around(text, span)?;
    let new = literal(text, place.range())?;
    let words = "The words stand between ''' and ''', where a backslash stays one".to_owned();
    Some(("Keep the backslashes", words, place.range(), new))
}

/// `language = "…"` where there is none, if it is clear which one it is.
fn language(talk: &Talk, span: Span, text: &str) -> Option<Splice> {
    let header = text.get(span.start as usize..span.end as usize)?;
    let line = header.starts_with('[').then(|| text[span.start as usize..].find('\n'))?;
    let mut words = String::new();
    talk.pages.iter().filter_map(|page| page.whole()).for_each(|it| words.extend([it.words().as_str(), " "]));
    let tag = guessed(&words)?;
    let ends = lines_of(text);
    let (at, new) = match line {
        Some(line) => (span.start as usize + line + 1, format!("language = \"{tag}\"{ends}")),
        None => (text.len(), format!("{ends}language = \"{tag}\"{ends}")),
    };
    Some(("Say the language", format!("The deck says that it is in `{tag}`"), at..at, new))
}

/// The language of which so many of the words are the most common ones that no other comes near.
fn guessed(words: &str) -> Option<&'static str> {
    const COMMON: [(&str, &[&str]); 8] = [
        ("de", &["der", "die", "und", "das", "ist", "nicht", "ein", "eine", "mit", "für", "den", "von", "zu", "auf"]),
        ("en", &["the", "and", "of", "to", "is", "that", "for", "with", "are", "this", "it", "on", "as", "you"]),
        ("es", &["el", "los", "las", "que", "del", "una", "por", "con", "para", "es", "y", "en", "se", "más"]),
        ("fr", &["le", "les", "des", "et", "est", "une", "pour", "dans", "que", "du", "au", "pas", "qui", "sur"]),
        ("it", &["il", "che", "di", "della", "per", "una", "gli", "non", "con", "sono", "del", "più", "è", "nel"]),
        ("nl", &["de", "het", "een", "en", "van", "dat", "niet", "voor", "met", "zijn", "op", "aan", "te", "er"]),
        ("pl", &["i", "w", "na", "nie", "się", "że", "jest", "do", "to", "z", "dla", "jak", "od", "przez"]),
        ("sv", &["och", "att", "det", "som", "är", "en", "på", "för", "av", "med", "inte", "den", "till", "ett"]),
    ];
    let count = |common: &[&str]| {
        words.split(|c: char| !c.is_alphabetic()).filter(|word| common.contains(&word.to_lowercase().as_str())).count()
    };
    let mut counts: Vec<(usize, &str)> = COMMON.iter().map(|(tag, common)| (count(common), *tag)).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    (counts[0].0 >= 3 && counts[0].0 >= 2 * counts[1].0).then_some(counts[0].1)
}

/// The one level of headings that a slide has.
fn heading(span: Span, text: &str) -> Option<Splice> {
    let written = text.get(span.start as usize..span.end as usize)?;
    let level = written.len() - written.trim_start_matches('#').len();
    if level == 0 || level == 3 || !written[level..].starts_with(' ') {
        return None;
    }
    let at = span.start as usize;
    Some(("Write ###", "The heading is written as it is shown".to_owned(), at..at + level, "###".to_owned()))
}

/// The cue whose table is written at `span`.
fn cue_at(talk: &Talk, span: Span) -> Option<&Cue> {
    talk.deck.slides.iter().flat_map(|slide| &slide.cues).find(|cue| cue.span == span)
}

#[cfg(test)]
mod tests {
    use super::guessed;

    #[test]
    fn a_language_is_guessed_where_it_is_clear() {
        assert_eq!(guessed("The bees are not ours; we keep the door and that is all"), Some("en"));
        assert_eq!(guessed("Die Bienen sind nicht unser; das ist der Preis und mehr nicht"), Some("de"));
        assert_eq!(guessed("Les abeilles ne sont pas à nous, et la porte est pour les gens"), Some("fr"));
        assert_eq!(guessed("Bees"), None);
        assert_eq!(guessed("en en en"), None, "three languages have it");
    }
}
