//! Words for ears: abbreviations that nobody spelt out, and phrases that only those who see can follow.

use std::collections::HashSet;

use crate::captions::is_english;
use crate::deck::Slide;
use crate::diagnostic::{Diagnostic, Severity};
use crate::talk::Talk;

use super::colors::by_color;
use super::phrases;

/// Better known short than long. Sorted.
#[rustfmt::skip]
const KNOWN: &[&str] = &[
    "AM", "API", "BBC", "CD", "CEO", "CEST", "CET", "CPU", "CSS", "CSV", "DNA", "DVD", "EST", "EU",
    "FAQ", "FBI", "GDP", "GIF", "GMT", "GPS", "GPU", "HDMI", "HIV", "HTML", "HTTP", "HTTPS", "ID", "IP",
    "IT", "JPEG", "JPG", "JSON", "LCD", "LED", "MP", "NASA", "NATO", "NHS", "OK", "PC", "PDF", "PM",
    "PNG", "QR", "RAM", "REST", "RGB", "RNA", "SMS", "SQL", "SSD", "SVG", "TOML", "TV", "UI", "UK",
    "UN", "URL", "US", "USA", "USB", "UTC", "VAT", "VIP", "WWW", "XML", "YAML",
];

/// Short names that are looked up; no one fixes more in one go.
const MOST: usize = 200;

/// Said of what is seen, and lost on those who do not.
const SENSORY: &[&str] = &[
    "as you can see",
    "as you see here",
    "as shown here",
    "can you all see",
    "on the left",
    "on the right",
    "on the left-hand side",
    "on the right-hand side",
    "over here",
    "over there",
    "the blue one",
    "the green one",
    "the red one",
    "the yellow one",
    "you can see here",
];

/// Places that may be those of the story: they point at the slide where the sentence ends, or goes on with one of these.
const PLACES: [&str; 4] = ["left", "right", "here", "there"];
const AFTER: [&str; 18] = [
    "are", "as", "has", "have", "he", "i", "is", "it", "our", "she", "shows", "that", "they", "this", "was", "we",
    "were", "you",
];

pub(super) fn check(talk: &Talk, out: &mut Vec<Diagnostic>) {
    let mut told = HashSet::new();
    let mut read = String::new();
    for (index, slide) in super::told::told(talk) {
        let page = talk.pages.get(index).and_then(|page| page.whole()).map(|step| step.words()).unwrap_or_default();
        let said = format!("{}\n{}", captions(slide), super::told::notes(slide));
        let here = format!("{page}\n{said}\n");
        // On one slide the whole name may come a little after the short one.
        read.push_str(&here);
        for acronym in acronyms(&said) {
            if told.len() < MOST && told.insert(acronym.to_owned()) && !is_spelt_out(acronym, &here, &read) {
                let message = format!("`{acronym}` is first said on slide `{}`, and not what it stands for", slide.id);
                let hint = "say the whole name once, with the short one after it in brackets in the notes";
                out.push(Diagnostic::new(Severity::Info, "NOTE-ACRO", slide.span, message).hint(hint));
            }
        }
        sensory(slide, &said, &talk.deck.language, out);
    }
}

fn captions(slide: &Slide) -> String {
    let own = slide.cues.iter().filter_map(|cue| cue.text.first());
    own.map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n")
}

fn sensory(slide: &Slide, said: &str, language: &str, out: &mut Vec<Diagnostic>) {
    let words: Vec<&str> = said.split_whitespace().collect();
    let said = format!(" {} ", words.join(" ").to_lowercase());
    let english = is_english(language);
    let phrases = if english { SENSORY } else { phrases::of(language).map_or(&[][..], |it| it.seen) };
    let phrase = phrases.iter().find(|phrase| points(&said, phrase)).map(|phrase| (*phrase).to_owned());
    if let Some(phrase) = phrase.or_else(|| by_color(&said).filter(|_| english)) {
        let message = format!("“{phrase}” on slide `{}` tells nothing to those who cannot see it", slide.id);
        let hint = "say what is there besides: its name, what it shows, the number";
        out.push(Diagnostic::new(Severity::Info, "NOTE-SENSORY", slide.span, message).hint(hint));
    }
}

/// Whether a phrase stands in the words and points at something: “on the left we see”, not “on the left bank”.
fn points(said: &str, phrase: &str) -> bool {
    let alone = |rest: &str| {
        let next = rest.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let ends = !rest.starts_with(' ') || next.is_empty();
        ends || !PLACES.iter().any(|place| phrase.ends_with(place)) || AFTER.contains(&next)
    };
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    said.match_indices(phrase).any(|(at, found)| {
        let (before, rest) = (said[..at].chars().next_back(), &said[at + found.len()..]);
        !is_word(before) && !is_word(rest.chars().next()) && alone(rest)
    })
}

/// Words of two to five capitals, not in a line of capitals; `NLEs` is `NLE`.
fn acronyms(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| {
        let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let is = |at: Option<&&str>| at.is_some_and(|word| short(word).is_some());
        let alone = |at: usize| !(at > 0 && is(words.get(at - 1)) || is(words.get(at + 1)));
        let found: Vec<&str> = (0..words.len()).filter(|at| alone(*at)).filter_map(|at| short(words[at])).collect();
        found
    })
}

fn short(word: &str) -> Option<&str> {
    let word = word.strip_suffix('s').unwrap_or(word);
    let capitals = (2..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let roman = word.bytes().all(|byte| b"IVXLC".contains(&byte));
    (capitals && !roman && KNOWN.binary_search(&word).is_err()).then_some(word)
}

/// Whether the words stand before `(SEND)`, after `SEND (`, as a name with these initials so far, or as any words with
/// these initials on the same slide.
fn is_spelt_out(acronym: &str, here: &str, so_far: &str) -> bool {
    so_far.contains(&format!("({acronym})"))
        || so_far.contains(&format!("{acronym} ("))
        || initials(so_far, true).contains(acronym)
        || initials(here, false).contains(acronym)
}

/// The first letters of the words that count, in capitals. Of `names` only: a word in small letters is a space.
fn initials(text: &str, names: bool) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    words
        .filter(|word| {
            !word.is_empty() && !matches!(*word, "a" | "and" | "for" | "in" | "of" | "on" | "the" | "to" | "with")
        })
        .filter_map(|word| word.chars().next())
        .map(|first| if names && first.is_lowercase() { ' ' } else { first })
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{KNOWN, acronyms, is_spelt_out, points};

    #[test]
    fn phrases_that_point_at_the_slide_are_told_from_places_of_the_story() {
        for said in ["on the left we see it", "on the left, trees", "look on the left.", "on the left", "(on the left)"]
        {
            assert!(points(&format!(" {said} "), "on the left"), "{said}");
        }
        for said in ["on the left bank", "upon the left", "on the leftmost", "on the left side"] {
            assert!(!points(&format!(" {said} "), "on the left"), "{said}");
        }
        assert!(!points(" over there and here. ", "over there") && points(" the one over there. ", "over there"));
        assert!(points(" as you can see growth ", "as you can see"));
    }

    #[test]
    fn short_names_are_found_and_long_ones_beside_them() {
        assert!(KNOWN.is_sorted());
        let found: Vec<&str> = acronyms("The CST asks NLEs (not II, a BBC, or A) about SEND.\nPART ONE").collect();
        assert_eq!(found, ["CST", "NLE", "SEND"]);
        let spelt = |acronym, text| is_spelt_out(acronym, text, text);
        assert!(spelt("CST", "the Confederation of School Trusts"));
        assert!(spelt("SEND", "pupils with special educational needs and disabilities"));
        assert!(spelt("MAT", "a trust of several schools (MAT)") && spelt("MAT", "a MAT (trust of several schools)"));
        assert!(!spelt("CST", "CST says so"));
        assert!(!is_spelt_out("CST", "", "clever schools try"), "small letters count on the same slide alone");
    }
}
