//! Words in letters that the deck's language does not have → the language that is most often written in them, so that a
//! reader's voice changes where `phrases` says nothing.

use std::ops::Range;
use std::sync::Arc;

use crate::deck::{Rich, Run};
use crate::writing::{is_unspaced, primary};

/// Letters from one to another, the language that stands for them, the others that are written in them, and how many make
/// a word: a single letter of Greek is a sign of mathematics.
struct Letters {
    ranges: &'static [(char, char)],
    language: &'static str,
    others: &'static [&'static str],
    least: usize,
}

const SCRIPTS: [Letters; 12] = [
    Letters {
        ranges: &[
            ('\u{600}', '\u{6FF}'),
            ('\u{750}', '\u{77F}'),
            ('\u{8A0}', '\u{8FF}'),
            ('\u{FB50}', '\u{FDFF}'),
            ('\u{FE70}', '\u{FEFC}'),
        ],
        language: "ar",
        others: &["fa", "ur", "ps", "ku", "ckb", "sd", "ug"],
        least: 2,
    },
    Letters { ranges: &[('\u{590}', '\u{5FF}'), ('\u{FB1D}', '\u{FB4F}')], language: "he", others: &["yi"], least: 2 },
    Letters {
        ranges: &[('\u{400}', '\u{52F}')],
        language: "ru",
        others: &["uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg"],
        least: 2,
    },
    Letters { ranges: &[('\u{370}', '\u{3FF}'), ('\u{1F00}', '\u{1FFF}')], language: "el", others: &[], least: 3 },
    Letters { ranges: &[('\u{E00}', '\u{E7F}')], language: "th", others: &[], least: 2 },
    Letters { ranges: &[('\u{900}', '\u{97F}')], language: "hi", others: &["mr", "ne", "sa"], least: 2 },
    Letters { ranges: &[('\u{980}', '\u{9FF}')], language: "bn", others: &["as"], least: 2 },
    Letters { ranges: &[('\u{B80}', '\u{BFF}')], language: "ta", others: &[], least: 2 },
    Letters { ranges: &[('\u{530}', '\u{58F}')], language: "hy", others: &[], least: 2 },
    Letters { ranges: &[('\u{10A0}', '\u{10FF}')], language: "ka", others: &[], least: 2 },
    Letters { ranges: &[('\u{1100}', '\u{11FF}'), ('\u{AC00}', '\u{D7AF}')], language: "ko", others: &[], least: 2 },
    // Kana say that it is Japanese; ideographs alone do not say which language it is.
    Letters { ranges: &[('\u{3040}', '\u{30FF}')], language: "ja", others: &[], least: 2 },
];
const JAPANESE: usize = SCRIPTS.len() - 1;

/// Whether ideographs are Japanese: kana stand beside them, or over them, where they are not the deck's own letters.
fn is_japanese(rich: &Rich, deck: &str) -> bool {
    let kana = |words: &str| words.chars().any(|c| matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}'));
    let own = ["ja", "zh", "yue", "wuu", "ko"].contains(&primary(deck));
    !own && rich.runs.iter().any(|run| kana(&run.text) || run.ruby.as_deref().is_some_and(kana))
}

/// Words of a deck in `language`, those in foreign letters in theirs.
pub(crate) fn spoken_in(mut rich: Rich, language: &str) -> Rich {
    mark(&mut rich, language);
    rich
}

/// Gives words in foreign letters their language.
pub(super) fn mark(rich: &mut Rich, deck: &str) {
    let plain = |run: &Run| {
        run.language.is_none() && !run.code && run.formula.is_none() && run.note.is_none() && run.ruby.is_none()
    };
    if rich.runs.iter().all(|run| run.text.is_ascii() && run.ruby.is_none()) {
        return;
    }
    let japanese = is_japanese(rich, deck);
    // Words with their reading stay together.
    let read = rich.runs.iter_mut().filter(|run| run.ruby.is_some() && run.language.is_none());
    read.filter(|run| japanese && run.text.chars().all(is_unspaced)).for_each(|run| run.language = Some("ja".into()));
    if rich.runs.iter().all(|run| run.text.is_ascii() || !plain(run)) {
        return;
    }
    let mut out = Vec::new();
    for run in std::mem::take(&mut rich.runs) {
        if run.text.is_ascii() || !plain(&run) {
            out.push(run);
            continue;
        }
        let mut at = 0;
        for (range, language) in found(&run.text, deck, japanese) {
            push(&mut out, &run, at..range.start, None);
            push(&mut out, &run, range.clone(), Some(language));
            at = range.end;
        }
        let end = run.text.len();
        push(&mut out, &run, at..end, None);
    }
    rich.runs = out;
}

fn push(out: &mut Vec<Run>, like: &Run, range: Range<usize>, language: Option<&str>) {
    if !range.is_empty() {
        out.push(Run { text: like.text[range].to_owned(), language: language.map(Arc::from), ..like.clone() });
    }
}

/// Stretches of words in one foreign script, with the spaces and marks between them.
fn found(text: &str, deck: &str, japanese: bool) -> Vec<(Range<usize>, &'static str)> {
    let deck = primary(deck);
    let mut out: Vec<(Range<usize>, usize)> = Vec::new();
    let mut letters = Vec::new();
    for (at, letter) in text.char_indices() {
        let script = SCRIPTS.iter().position(|it| it.ranges.iter().any(|(from, to)| (*from..=*to).contains(&letter)));
        let ideograph = || japanese && is_unspaced(letter) && letter.is_alphanumeric();
        let Some(script) = script.or_else(|| ideograph().then_some(JAPANESE)) else {
            // Another letter ends a stretch; a space or a mark may be inside one.
            if letter.is_alphanumeric() {
                letters.push(0);
                out.push((at..at, SCRIPTS.len()));
            }
            continue;
        };
        let end = at + letter.len_utf8();
        match out.last_mut().filter(|(_, known)| *known == script) {
            Some((range, _)) => {
                range.end = end;
                *letters.last_mut().unwrap_or(&mut 0) += 1;
            }
            None => {
                out.push((at..end, script));
                letters.push(1);
            }
        }
    }
    let foreign = |script: &Letters| script.language != deck && !script.others.contains(&deck);
    out.into_iter()
        .zip(letters)
        .filter_map(|((range, script), count)| Some((range, SCRIPTS.get(script)?, count)))
        .filter(|(_, script, count)| foreign(script) && (*count >= script.least || japanese && script.language == "ja"))
        .filter_map(|(range, script, _)| Some((within_words(text, range, script.least)?, script.language)))
        .collect()
}

/// A stretch from its first word of so many letters to its last one, if it has any; where two letters are a word, all of it.
fn within_words(text: &str, range: Range<usize>, least: usize) -> Option<Range<usize>> {
    if least <= 2 {
        return Some(range);
    }
    let stretch = &text[range.clone()];
    let place = |word: &str| word.as_ptr() as usize - stretch.as_ptr() as usize;
    let mut words = stretch.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= least);
    let first = words.next()?;
    let last = words.next_back().unwrap_or(first);
    Some(range.start + place(first)..range.start + place(last) + last.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    fn marked(text: &str, deck: &str) -> Vec<(String, Option<String>)> {
        let mut rich = Rich::plain(text, Span::default());
        mark(&mut rich, deck);
        assert_eq!(rich.text(), text);
        rich.runs.iter().map(|run| (run.text.clone(), run.language.as_deref().map(str::to_owned))).collect()
    }

    #[test]
    fn words_with_their_reading_are_japanese_where_kana_say_so() {
        let mut rich = Rich::plain("木", Span::default());
        rich.runs[0].ruby = Some("き".into());
        mark(&mut rich, "en");
        assert_eq!(rich.runs[0].language.as_deref(), Some("ja"));
        rich.runs[0] = Run { ruby: Some("mù".into()), language: None, ..rich.runs[0].clone() };
        mark(&mut rich, "en");
        assert_eq!(rich.runs[0].language, None, "Chinese, or anything");
    }

    #[test]
    fn words_in_foreign_letters_have_a_language() {
        let some = |text: &str, language: &str| (text.to_owned(), Some(language.to_owned()));
        let plain = |text: &str| (text.to_owned(), None);
        assert_eq!(
            marked("The greeting is السلام عليكم and the answer the same.", "en-GB"),
            [plain("The greeting is "), some("السلام عليكم", "ar"), plain(" and the answer the same.")]
        );
        assert_eq!(marked("Привет, мир", "en"), [some("Привет, мир", "ru")]);
        assert_eq!(marked("Привіт", "uk"), [plain("Привіт")], "its own letters");
        assert_eq!(marked("an α and a β, λόγος", "en"), [plain("an α and a β, "), some("λόγος", "el")]);
        assert_eq!(marked("漢字", "en"), [plain("漢字")], "nobody can tell which language it is");
        assert_eq!(
            marked("木かげが、冷やす。 Shade cools", "en"),
            [some("木かげが、冷やす", "ja"), plain("。 Shade cools")]
        );
        assert_eq!(marked("木かげ", "ja"), [plain("木かげ")]);
        assert_eq!(marked("中文的の", "zh-Hans"), [plain("中文的の")], "a single kana is a sign");
        assert_eq!(marked("שלום עולם", "en"), [some("שלום עולם", "he")]);
        assert_eq!(marked("plain", "en"), [plain("plain")]);
    }
}
