//! What a recogniser writes where nobody speaks (`[BLANK_AUDIO]`, `(music)`, a phrase over and over, the last words of films)
//! → nothing, and the reason. Applause and laughter are left: they are captions.

use super::pieces::{Piece, pieces};

/// Why something of what was heard is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noise {
    /// A name for silence or for a sound that means nothing here.
    Silence,
    /// The same words again and again.
    Repeated,
    /// What recognisers learnt from the ends of films, and hear in silence.
    Invented,
}

/// A sound that is a caption, by a part of its name.
const SOUNDS: [(&str, &str); 9] = [
    ("appla", "[APPLAUSE]"),
    ("aplau", "[APPLAUSE]"),
    ("clapp", "[APPLAUSE]"),
    ("cheer", "[CHEERING]"),
    ("laugh", "[LAUGHTER]"),
    ("lacht", "[LAUGHTER]"),
    ("gelächter", "[LAUGHTER]"),
    ("rires", "[LAUGHTER]"),
    ("risas", "[LAUGHTER]"),
];
/// Whole phrases, bare of capitals and marks.
const INVENTED: [&str; 17] = [
    "you",
    "thanks for watching",
    "thank you for watching",
    "thank you so much for watching",
    "please subscribe",
    "subtitles by the amaraorg community",
    "untertitel der amaraorg community",
    "untertitel der amaraorgcommunity",
    "untertitelung des zdf 2020",
    "soustitres réalisés par la communauté damaraorg",
    "soustitres réalisés para la communauté damaraorg",
    "subtítulos realizados por la comunidad de amaraorg",
    "sottotitoli creati dalla comunità amaraorg",
    "ご視聴ありがとうございました",
    "字幕由amaraorg社区提供",
    "продолжение следует",
    "napisy stworzone przez społeczność amaraorg",
];
/// What stands in brackets and is longer is somebody's words.
const LONGEST_NAME: usize = 60;
/// So often a word, two words, or more words follow themselves before nobody said that.
const REPEATS: [usize; 8] = [5, 4, 3, 3, 3, 3, 3, 3];

/// The words without what nobody said; `last` is the phrase before.
pub fn without(text: &str, last: &[Piece]) -> (Vec<Piece>, Option<Noise>) {
    let (named, mut noise) = without_names(text);
    let mut heard = pieces(&named);
    let bare = heard.iter().map(Piece::bare).collect::<Vec<_>>().join(" ");
    let bare_joined = heard.iter().map(Piece::bare).collect::<String>();
    if INVENTED.iter().any(|it| *it == bare || *it == bare_joined) {
        return (Vec::new(), Some(Noise::Invented));
    }
    if collapse(&mut heard) {
        noise = Some(Noise::Repeated);
    }
    let again =
        heard.len() > 1 && heard.len() == last.len() && heard.iter().zip(last).all(|(one, other)| one.is(other));
    if again { (Vec::new(), Some(Noise::Repeated)) } else { (heard, noise) }
}

/// Without what stands in brackets, between asterisks or notes.
fn without_names(text: &str) -> (String, Option<Noise>) {
    let (mut out, mut rest, mut noise) = (String::new(), text, None);
    while let Some((at, open)) = rest.char_indices().find(|(_, c)| "[(*♪♫<（【".contains(*c)) {
        let (before, from) = rest.split_at(at);
        let inside = &from[open.len_utf8()..];
        let close = match open {
            '[' => ']',
            '(' => ')',
            '<' => '>',
            '（' => '）',
            '【' => '】',
            same => same,
        };
        out.push_str(before);
        let (name, after) = match inside.find(close) {
            Some(end) => (&inside[..end], &inside[end + close.len_utf8()..]),
            // It may go on in the next piece; notes close nothing.
            None if inside.len() < LONGEST_NAME => (inside, ""),
            None => ("", inside),
        };
        if name.len() > LONGEST_NAME || name.chars().any(|c| c.is_ascii_digit()) && open == '(' {
            out.push_str(&from[..from.len() - after.len()]);
        } else {
            let small = name.to_lowercase();
            match SOUNDS.iter().find(|(part, _)| small.contains(part)) {
                Some((_, sound)) => out.extend([" ", sound, " "]),
                None => noise = Some(Noise::Silence),
            }
            out.push(' ');
        }
        rest = after;
    }
    out.push_str(rest);
    (out, noise)
}

/// One of what follows itself too often. True if there was any.
fn collapse(heard: &mut Vec<Piece>) -> bool {
    let mut any = false;
    for (count, most) in (1..).zip(REPEATS) {
        let mut at = 0;
        while at + count * most <= heard.len() {
            let same = |times: usize| {
                let (one, other) = (at..at + count, at + count * times..at + count * (times + 1));
                heard.get(other).is_some_and(|other| heard[one].iter().zip(other).all(|(one, other)| one.is(other)))
            };
            let times = (1..).take_while(|times| same(*times)).count() + 1;
            if times >= most {
                heard.drain(at + count..at + count * times);
                any = true;
            }
            at += 1;
        }
    }
    any
}
