//! The decks: no faults, every word of the speaker's on its slide, notes and captions that can be spoken in time.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use cuecard::deck::{Block, Layout, Rich};
use cuecard::diagnostic::Severity;
use cuecard::talk::Talk;

const TALKS: &[&str] = &["starting-with-why", "the-power-of-the-group"];
const DECKS: &[&str] = &["starting-with-why", "the-power-of-the-group", "tour"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn open(deck: &str) -> Talk {
    Talk::open(&root().join("decks").join(deck)).expect("the deck opens")
}

#[test]
fn no_deck_has_faults() {
    for deck in DECKS {
        let talk = open(deck);
        let errors: Vec<_> = talk.diagnostics.iter().filter(|it| it.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{deck}: {errors:#?}");
        assert!(!talk.deck.slides.iter().any(|slide| matches!(slide.layout, Layout::Faulty)));
    }
}

#[test]
fn every_word_of_the_talk_stands_on_its_slide() {
    for deck in TALKS {
        let talk = open(deck);
        let words = words_by_slide(&root().join("tests/words").join(format!("{deck}.txt")));
        assert_eq!(words.len(), talk.pages.len(), "{deck}: as many slides as the talk has");
        for (slide, given) in words.iter().enumerate() {
            let last = talk.pages[slide].whole().expect("a page has a step");
            let missing = missing(given, &all_words(last));
            assert!(missing.is_empty(), "{deck}, slide {}: these words are not on it: {missing:?}", slide + 1);
        }
    }
}

#[test]
fn no_layout_drops_a_word_of_its_slide() {
    for deck in DECKS {
        let talk = open(deck);
        for (page, slide) in talk.pages.iter().zip(&talk.deck.slides) {
            let mut written = String::new();
            let rich = [&slide.kicker, &slide.title, &slide.subtitle, &slide.source];
            rich.into_iter().flatten().for_each(|it| push(&mut written, it));
            slide.body.iter().chain(&slide.aside).for_each(|it| block(&mut written, it));
            let last = page.whole().expect("a page has a step");
            let missing = missing(&written, &all_words(last));
            assert!(missing.is_empty(), "{deck}, slide `{}` drops {missing:?}", slide.id);
        }
    }
}

#[test]
fn notes_and_captions_are_there_for_every_slide() {
    for deck in DECKS {
        let talk = open(deck);
        for slide in &talk.deck.slides {
            let mut notes = String::new();
            slide.notes.iter().flat_map(|part| &part.blocks).for_each(|it| block(&mut notes, it));
            let count = notes.split_whitespace().count();
            assert!((40..=120).contains(&count), "{deck}, `{}`: {count} words of notes", slide.id);
            assert!(!slide.cues.is_empty(), "{deck}, `{}` has no captions", slide.id);
        }
        for slide in &talk.plan.slides {
            let blocks = slide.captions[0].iter().flatten();
            let words: usize = blocks.clone().map(|block| block.lines.join(" ").split_whitespace().count()).sum();
            let minutes = slide.planned.as_secs_f64() / 60.0;
            assert!(words as f64 / minutes <= 160.0, "{deck}, `{}`: captions too fast", slide.id);
            for block in blocks {
                assert!(block.lines.len() <= 2, "{deck}, `{}`: {block:?}", slide.id);
                let longest = block.lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
                assert!(longest <= 42, "{deck}, `{}`: a line of {longest} characters: {block:?}", slide.id);
            }
        }
    }
}

/// All words that are drawn, the figures' own labels included.
fn all_words(drawing: &cuecard::drawing::Drawing) -> String {
    drawing.words()
}

fn words_by_slide(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("the words are there");
    let mut out: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with("# ")) {
        if line.starts_with("== ") {
            out.push(String::new());
        } else if let Some(last) = out.last_mut() {
            last.push_str(line);
            last.push('\n');
        }
    }
    out
}

/// Words of `given` that `shown` lacks, each counted as often as it is given.
fn missing(given: &str, shown: &str) -> Vec<String> {
    let mut left: HashMap<String, usize> = HashMap::new();
    for word in bare(shown) {
        *left.entry(word).or_default() += 1;
    }
    let mut out = Vec::new();
    for word in bare(given) {
        match left.get_mut(&word) {
            Some(count) if *count > 0 => *count -= 1,
            _ => out.push(word),
        }
    }
    out
}

/// Words without punctuation at their ends, in small letters: marks and capitals are the layout's.
fn bare(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '–' | '/' | '|' | '['))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace(['’', '‘'], "'"))
        .filter(|word| !word.is_empty())
        .collect()
}

fn push(out: &mut String, rich: &Rich) {
    out.push_str(&rich.text());
    out.push('\n');
}

fn block(out: &mut String, it: &Block) {
    match it {
        Block::Paragraph(rich) | Block::Heading(rich) => push(out, rich),
        Block::List { items, .. } => items.iter().flatten().for_each(|it| block(out, it)),
        Block::Quote(blocks) => blocks.iter().for_each(|it| block(out, it)),
        Block::Code(code) => {
            out.push_str(&code.text);
            out.push('\n');
        }
        Block::Table(table) => table.head.iter().chain(table.rows.iter().flatten()).for_each(|it| push(out, it)),
        Block::Picture(_) | Block::Pictures(_) => {}
    }
}
