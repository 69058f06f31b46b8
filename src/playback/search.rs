//! A deck's words and what is typed → the slides that have them, the best first, with the words around the hit.
//!
//! Case and accents make no difference; each word typed must begin some word of the slide's number, title, text or notes.

use std::ops::Range;

use icu_normalizer::DecomposingNormalizerBorrowed;

use crate::deck::Deck;
use crate::deck::plan::Plan;
use crate::drawing::Page;
use crate::writing::is_combining;

/// So much stands before the hit, and so much in all, in bytes or a few more.
const BEFORE: usize = 28;
const EXCERPT: usize = 180;

/// All words of a deck, ready to be searched. Made once for each reading of the deck.
#[derive(Debug, Default)]
pub struct Index {
    slides: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    number: String,
    title: Passage,
    words: Passage,
    notes: Passage,
}

/// A text on one line and its words as they are compared.
#[derive(Debug)]
struct Passage {
    text: String,
    folded: String,
    words: Vec<Word>,
}

/// Where a word stands in a passage's text and in its folded form, in bytes.
#[derive(Clone, Debug)]
struct Word {
    at: Range<u32>,
    folded: Range<u32>,
}

/// Where the last of the words typed was found. Earlier is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Number,
    Title,
    Words,
    Notes,
}

/// A slide (index into the plan) that has all words typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub slide: usize,
    pub place: Place,
    pub title: Excerpt,
    /// The words around what the title does not have.
    pub context: Option<Excerpt>,
}

/// Some words, and the bytes of them that were typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Excerpt {
    pub text: String,
    pub lit: Vec<Range<usize>>,
}

impl Index {
    #[must_use]
    pub fn new(deck: &Deck, plan: &Plan, pages: &[Page]) -> Self {
        let entry = |(index, slide): (usize, &crate::deck::plan::PlannedSlide)| {
            let words = pages.get(index).and_then(|page| page.whole()).map(|drawing| drawing.words());
            let words = words.unwrap_or_default();
            let mut notes = Vec::new();
            let parts = deck.slides.get(index).into_iter().flat_map(|slide| &slide.notes);
            parts.flat_map(|part| &part.blocks).for_each(|block| block.words(&mut notes));
            Entry {
                number: slide.number.to_string(),
                title: Passage::new(&slide.name()),
                words: Passage::new(&words),
                notes: Passage::new(&notes.join(" ")),
            }
        };
        Self { slides: plan.slides.iter().enumerate().map(entry).collect() }
    }

    /// The slides that have every word of `typed`; without any word all of them. The best first, then in the talk's order.
    #[must_use]
    pub fn find(&self, typed: &str) -> Vec<Hit> {
        let typed = Passage::new(typed);
        let typed: Vec<&str> = typed.words.iter().map(|word| typed.folded(word)).collect();
        let hits = self.slides.iter().enumerate().filter_map(|(slide, entry)| entry.hit(slide, &typed));
        let mut hits: Vec<Hit> = hits.collect();
        if !typed.is_empty() {
            hits.sort_by_key(|hit| hit.place);
        }
        hits
    }
}

impl Entry {
    fn hit(&self, slide: usize, typed: &[&str]) -> Option<Hit> {
        let lacks = |passage: &Passage, typed: &[&str]| -> Vec<String> {
            let open = typed.iter().filter(|word| passage.find(word).is_none());
            open.map(|&word| word.to_owned()).collect()
        };
        let title = Excerpt { text: self.title.text.clone(), lit: self.title.lit(typed) };
        let found = |place, context| Some(Hit { slide, place, title, context });
        if typed == [self.number.as_str()] {
            return found(Place::Number, None);
        }
        let other: Vec<&str> = typed.iter().filter(|word| !self.number.starts_with(**word)).copied().collect();
        let open = lacks(&self.title, &other);
        let open: Vec<&str> = open.iter().map(String::as_str).collect();
        let Some(first) = open.first() else {
            return found(Place::Title, None);
        };
        let left = lacks(&self.words, &open);
        let left: Vec<&str> = left.iter().map(String::as_str).collect();
        match left.first() {
            None => found(Place::Words, self.words.excerpt(first, typed)),
            Some(first) if lacks(&self.notes, &left).is_empty() => {
                found(Place::Notes, self.notes.excerpt(first, typed))
            }
            Some(_) => None,
        }
    }
}

impl Passage {
    fn new(text: &str) -> Self {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut passage = Self { folded: String::new(), words: Vec::new(), text };
        let text = &passage.text;
        let mut at = 0;
        for part in text.split_inclusive(|c: char| !in_word(c)) {
            let word = part.trim_end_matches(|c: char| !in_word(c));
            if !word.is_empty() {
                let start = passage.folded.len() as u32;
                fold(word, &mut passage.folded);
                let folded = start..passage.folded.len() as u32;
                passage.words.push(Word { at: at as u32..(at + word.len()) as u32, folded });
            }
            at += part.len();
        }
        passage
    }

    fn folded(&self, word: &Word) -> &str {
        &self.folded[word.folded.start as usize..word.folded.end as usize]
    }

    fn find(&self, typed: &str) -> Option<&Word> {
        self.words.iter().find(|word| begins(self.folded(word), typed))
    }

    /// Every word that was typed or begun.
    fn lit(&self, typed: &[&str]) -> Vec<Range<usize>> {
        let lit = self.words.iter().filter(|word| typed.iter().any(|typed| begins(self.folded(word), typed)));
        lit.map(|word| word.at.start as usize..word.at.end as usize).collect()
    }

    /// The words around the first `wanted`, cut between words.
    fn excerpt(&self, wanted: &str, typed: &[&str]) -> Option<Excerpt> {
        let hit = self.find(wanted)?.at.start as usize;
        let start = self.words.iter().map(|word| word.at.start as usize).find(|start| start + BEFORE >= hit)?;
        let ends = self.words.iter().map(|word| word.at.end as usize).filter(|end| *end > hit);
        let end = ends.take_while(|end| *end <= start + EXCERPT).last().unwrap_or(self.text.len());
        let end = if end + EXCERPT / 4 > self.text.len() { self.text.len() } else { end };
        // Quotation marks and the like before the very first word belong to it.
        let start = if self.words.first().is_some_and(|word| word.at.start as usize == start) { 0 } else { start };
        let lead = if start > 0 { "… " } else { "" };
        let lit = self.lit(typed).into_iter().filter(|word| word.start >= start && word.end <= end);
        let lit = lit.map(|word| word.start - start + lead.len()..word.end - start + lead.len()).collect();
        let tail = if end < self.text.len() { " …" } else { "" };
        Some(Excerpt { text: format!("{lead}{}{tail}", &self.text[start..end]), lit })
    }
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining(c)
}

/// Scripts that don't set their words apart are searched anywhere, others from a word's beginning.
fn begins(word: &str, typed: &str) -> bool {
    if typed.is_ascii() { word.starts_with(typed) } else { word.contains(typed) }
}

/// Marks that people leave out where they type: accents, the points of Hebrew and the vowels of Arabic. In other scripts
/// they are letters like all others.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}')
}

/// A word as it is compared: small letters without accents.
fn fold(word: &str, out: &mut String) {
    for c in DecomposingNormalizerBorrowed::new_nfkd().normalize(word).chars().flat_map(char::to_lowercase) {
        match c {
            c if is_mark(c) => {}
            // Letters of their own, which nothing takes apart.
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' => out.push('d'),
            'ı' => out.push('i'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(slides: &[(&str, &str, &str)]) -> Index {
        let entry = |(index, (title, words, notes)): (usize, &(&str, &str, &str))| Entry {
            number: (index + 1).to_string(),
            title: Passage::new(title),
            words: Passage::new(words),
            notes: Passage::new(notes),
        };
        Index { slides: slides.iter().enumerate().map(entry).collect() }
    }

    fn found(index: &Index, typed: &str) -> Vec<usize> {
        index.find(typed).iter().map(|hit| hit.slide).collect()
    }

    #[test]
    fn all_words_must_begin_some_word_of_the_slide() {
        let index = index(&[
            ("Power of the group", "Many schools", "Breathe."),
            ("Why group?", "", "Power lies in the notes."),
            ("Regroup", "Powerful", ""),
        ]);
        assert_eq!(found(&index, "GROUP"), [0, 1]);
        assert_eq!(found(&index, "group pow"), [0, 1], "in the title before in the notes");
        assert_eq!(found(&index, "pow"), [0, 2, 1], "title, text, notes");
        assert_eq!(found(&index, "breathe schools"), [0]);
        assert!(found(&index, "oup").is_empty());
        assert_eq!(found(&index, " ?! "), [0, 1, 2], "no word is no wish");
    }

    #[test]
    fn accents_and_case_make_no_difference() {
        let index = index(&[("Zażółć gęślą jaźń", "Straße nach Malmö", "e\u{301}tude"), ("日本語の話", "", "Привет")]);
        for typed in ["zazolc", "GESLA", "jaźń", "strasse", "malmo", "étude", "etude"] {
            assert_eq!(found(&index, typed), [0], "{typed}");
        }
        assert_eq!(found(&index, "語"), [1], "no spaces: found in the middle too");
        assert_eq!(found(&index, "привет"), [1]);
    }

    #[test]
    fn vowels_of_arabic_and_hebrew_are_none_to_searchers_and_those_of_other_scripts_are() {
        let index = index(&[("بِسْمِ اللَّهِ", "", ""), ("שָׁלוֹם", "", ""), ("क्षत्रिय की शक्ति", "", ""), ("น้ำใจที่นี่", "", "")]);
        for (typed, slide) in [("بسم", 0), ("بِسْمِ", 0), ("שלום", 1), ("क्षत्रिय", 2), ("शक्ति", 2), ("น้ำ", 3), ("ที่", 3)]
        {
            assert_eq!(found(&index, typed), [slide], "{typed}");
        }
        assert!(found(&index, "คี่").is_empty() && found(&index, "शकत").is_empty());
    }

    #[test]
    fn a_number_is_found_first_and_exactly() {
        let slides: Vec<_> =
            (0..12).map(|at| if at == 3 { ("1 thing", "", "") } else { ("", "2 words", "") }).collect();
        let index = index(&slides);
        assert_eq!(found(&index, "12"), [11]);
        assert_eq!(found(&index, "1"), [0, 3, 9, 10, 11]);
        assert_eq!(found(&index, "2")[0], 1);
        assert_eq!(index.find("12")[0].place, Place::Number);
    }

    #[test]
    fn the_context_shows_what_the_title_lacks() {
        let long = "Before it came very many other words that nobody needs here, and then the élan of groups came at \
            last, and after it there were again a great many words, far more than could ever be shown on so small a \
            place as this one, so that they have to be cut off somewhere, between two words.";
        let index = index(&[("Of groups", long, ""), ("Short", "", "“Élan” it is.")]);
        let hits = index.find("group elan");
        let context = hits[0].context.as_ref().expect("it is not in the title");
        assert!(context.text.starts_with("… ") && context.text.ends_with(" …"), "{}", context.text);
        let lit = |excerpt: &Excerpt| -> Vec<String> {
            excerpt.lit.iter().map(|range| excerpt.text[range.clone()].to_owned()).collect()
        };
        assert_eq!(lit(context), ["élan", "groups"]);
        assert_eq!(lit(&hits[0].title), ["groups"]);
        let hits = index.find("elan");
        assert_eq!(hits[1].place, Place::Notes);
        assert_eq!(hits[1].context.as_ref().map(|context| context.text.as_str()), Some("“Élan” it is."));
    }
}
