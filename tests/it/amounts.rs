//! What all slides of a deck hold together is bounded, also where each of them is small: what is too much is told, and the slides
//! before it stay.

use cuecard::deck::files::Memory;
use cuecard::deck::read::{Read, read};
use cuecard::diagnostic::Diagnostic;
use cuecard::drawing::Page;
use cuecard::layout;
use cuecard::text::Shaper;

const HEAD: &str = "[deck]\ntitle = 'T'\nlanguage = 'en'\n";

fn deck(slides: &str, files: &Memory) -> Read {
    read(format!("{HEAD}{slides}").as_bytes(), "deck.toml", files)
}

fn laid(read: &Read) -> (Vec<Page>, Vec<Diagnostic>) {
    let laid = layout::lay_out(&read.deck, &mut Shaper::new(&read.deck.fonts, &read.deck.language));
    (laid.value, laid.diagnostics)
}

fn told(findings: &[Diagnostic], words: &str) -> usize {
    findings.iter().filter(|it| it.message.contains(words)).count()
}

#[test]
fn code_beyond_what_all_slides_may_show_is_left_out() {
    let line = format!("{}\n", "a".repeat(7_999));
    let files = Memory::default().with("a.txt", line.repeat(60).into_bytes());
    let read = deck(&"[[slide]]\ntitle = 'A'\ncode = { file = 'a.txt' }\n".repeat(4), &files);
    let shown = read.deck.slides.iter().map(|slide| !slide.body.is_empty()).collect::<Vec<_>>();
    assert_eq!(shown, [true, true, false, false]);
    assert_eq!(told(&read.diagnostics, "letters of code"), 2, "{:?}", read.diagnostics);
}

#[test]
fn captions_beyond_a_day_of_talk_are_left_out() {
    let cue = format!("[[slide.cue]]\ntext = '{}'\n", "a ".repeat(20_000));
    let read = deck(&format!("[[slide]]\ntitle = 'A'\n{}", cue.repeat(12)), &Memory::default());
    assert_eq!(read.deck.slides[0].cues.len(), 10);
    assert_eq!(told(&read.diagnostics, "200000 words in all languages"), 2, "{:?}", read.diagnostics);
}

#[test]
fn titles_that_nobody_reads_are_told_and_not_shown() {
    let (most, more) = ("A".repeat(4_000), "A".repeat(4_001));
    let slides = format!(
        "[[slide]]\ntitle = '{more}'\n[[slide]]\ntitle = 'B'\nsection = '{more}'\n[[slide]]\ntitle = '{most}'\n"
    );
    let read = deck(&slides, &Memory::default());
    let [first, second, third] = &read.deck.slides[..] else { panic!("three slides") };
    assert!(first.title.is_none() && second.section.is_none() && third.title.is_some());
    assert_eq!(told(&read.diagnostics, "has 4001 letters"), 2, "{:?}", read.diagnostics);
}

#[test]
fn of_far_too_many_sections_an_agenda_has_the_first() {
    let sections: String = (0..300).map(|at| format!("[[slide]]\nlayout = 'section'\ntitle = 'S{at}.'\n")).collect();
    let (pages, told_of) = laid(&deck(&format!("[[slide]]\nlayout = 'agenda'\n{sections}"), &Memory::default()));
    let words = pages[0].whole().expect("it has a drawing").words();
    assert!(words.contains("S0.") && words.contains("S49.") && !words.contains("S50."), "{words}");
    assert_eq!(told(&told_of, "holds more than fits"), 1, "{told_of:?}");
}

#[test]
fn drawings_beyond_what_a_slide_may_hold_are_left_out() {
    let parts = "<path d='M0 0h9v9z' fill='#f00'/>".repeat(30_000);
    let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{parts}</svg>");
    let files = Memory::default().with("a.svg", svg.into_bytes());
    let body = "![A](a.svg)\n\n".repeat(8);
    let (_, findings) = laid(&deck(&format!("[[slide]]\ntitle = 'A'\nbody = '''\n{body}'''\n"), &files));
    assert_eq!(told(&findings, "parts together"), 1, "{findings:?}");
    let (_, findings) = laid(&deck("[[slide]]\ntitle = 'A'\nbody = '![A](a.svg)'\n", &files));
    assert_eq!(told(&findings, "parts together"), 0, "{findings:?}");
}

#[test]
fn words_that_no_size_holds_are_set_at_the_smallest() {
    let findings = |items: usize| {
        let list = "- a\n".repeat(items);
        laid(&deck(&format!("[[slide]]\ntitle = 'A'\nbody = '''\n{list}'''\n"), &Memory::default())).1
    };
    for items in [60, 2_000] {
        let findings = findings(items);
        assert_eq!(told(&findings, "at 18 pt, the smallest size"), 1, "{items}: {findings:?}");
    }
}

#[test]
fn notes_of_an_hour_are_read_in_any_script_and_longer_ones_are_told() {
    let notes = |words: usize| {
        let text = "\u{915}\u{925}\u{928} ".repeat(words);
        deck(&format!("[[slide]]\ntitle = 'A'\nnotes = '{text}'\n"), &Memory::default())
    };
    let hour = notes(15_000);
    assert!(hour.diagnostics.is_empty() && !hour.deck.slides[0].notes.is_empty(), "{:?}", hour.diagnostics);
    assert_eq!(told(&notes(25_000).diagnostics, "far too long"), 1);
}
