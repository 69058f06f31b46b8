//! Captions: examples of good breaks, properties of all breaks, and plans of small talks.

use std::time::Duration;

use proptest::prelude::*;

use super::plan::Script;
use super::segment::{MOST_CHARS, blocks, blocks_in};
use super::words::lists_are_sorted;
use crate::deck::plan::{CaptionBlock, Plan};
use crate::deck::{Block, CaptionColor, CaptionDisplay, Captions, Cue, Layout, NotePart, Reveal, Rich, Slide, Speaker};
use crate::diagnostic::Span;
use crate::geometry::Aspect;

fn cut(text: &str) -> Vec<Vec<String>> {
    blocks(text, 37, 2)
}

fn same(found: Vec<Vec<String>>, expected: &[&[&str]]) {
    assert_eq!(found, expected, "{found:#?}");
}

#[test]
fn lists_can_be_searched() {
    assert!(lists_are_sorted());
}

#[test]
fn a_short_sentence_is_one_line() {
    same(cut("Good evening and welcome."), &[&["Good evening and welcome."]]);
    same(cut(""), &[]);
    same(cut(" \n\n "), &[]);
}

#[test]
fn each_sentence_has_its_block() {
    same(
        cut("Good evening. Closed captions are available."),
        &[&["Good evening."], &["Closed captions are available."]],
    );
    same(cut("Dr. Smith and J. Doe agree. So do I."), &[&["Dr. Smith and J. Doe agree."], &["So do I."]]);
}

#[test]
fn lines_break_after_punctuation_and_before_phrases() {
    same(
        cut("There are many ways for schools to work together."),
        &[&["There are many ways", "for schools to work together."]],
    );
    same(
        cut("When schools work together, children learn more."),
        &[&["When schools work together,", "children learn more."]],
    );
}

#[test]
fn long_sentences_go_over_several_blocks_at_clause_ends() {
    same(
        cut("A hard federation has one governing body, whereas a soft federation keeps a board for every school."),
        &[
            &["A hard federation", "has one governing body,"],
            &["whereas a soft federation", "keeps a board for every school."],
        ],
    );
}

#[test]
fn a_line_may_be_a_little_too_long_to_keep_a_phrase_together() {
    let sentence = "aaaaaaaa bbbbbbbb cccccccc dddddd of the fffff";
    for line in cut(sentence).concat() {
        assert!(!line.ends_with("of") && !line.ends_with("the"), "{line}");
    }
    // Without a reason the soft limit holds.
    for line in cut("alpha bravo charly delta eagle fover golfs hotel india julia").concat() {
        assert!(line.chars().count() <= 37, "{line}");
    }
}

#[test]
fn the_authors_newlines_win() {
    same(cut("Good\nevening. And\nwelcome"), &[&["Good", "evening. And"], &["welcome"]]);
    same(cut("One\n\ntwo\n"), &[&["One"], &["two"]]);
}

#[test]
fn long_words_stand_alone_and_only_the_longest_are_split() {
    let (alone, split) = ("x".repeat(42), "y".repeat(43));
    same(cut(&format!("a {alone} b")), &[&["a", &alone], &["b"]]);
    same(blocks_in("de", &split, 37, 2), &[&[&"y".repeat(37), "yyyyyy"]]);
}

#[test]
fn a_word_of_any_length_is_split_in_one_go() {
    let found = cut(&"y".repeat(150_000));
    let lines: Vec<String> = found.concat();
    assert_eq!(lines.concat().len(), 150_000);
    let (last, others) = lines.split_last().expect("some");
    // What is left is split no more where a line holds it.
    assert!(others.iter().all(|line| line.len() == 37) && last.len() <= 42, "{last}");
    // Marks without a width make no line longer.
    let marked = format!("a{}", "\u{301}".repeat(50_000));
    same(cut(&marked), &[&[&marked]]);
}

#[test]
fn blocks_of_three_lines_are_tried_where_words_are_of_the_usual_length() {
    let usual = blocks("Green trees cool small hot streets today kids play long loud games", 26, 3);
    assert_eq!(usual.iter().map(Vec::len).max(), Some(3), "{usual:?}");
    let short = blocks(&"a ".repeat(3_000), 42, 3);
    assert!(short.iter().all(|block| block.len() < 3));
    assert_eq!(short.concat().join(" ").len(), 5_999);
}

#[test]
fn other_languages_know_punctuation_only() {
    same(
        blocks_in("pl", "Dobry wieczór państwu, witamy na spotkaniu.", 37, 2),
        &[&["Dobry wieczór państwu,", "witamy na spotkaniu."]],
    );
}

#[test]
fn japanese_lines_end_at_phrases_and_are_short() {
    same(
        blocks_in("ja", "真夏の午後二時、アスファルトは46℃に達します。木かげは35℃でした。", 37, 2),
        &[&["真夏の午後二時、"], &["アスファルトは", "46℃に達します。"], &["木かげは35℃でした。"]],
    );
}

/// Letters of scripts without spaces, with marks that begin or end no line.
fn unspaced() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        "[木並路温度かなのはをにでるアスファルト]{1,9}[ー々ッ、。」）！]?|「[木か]{1,4}|46℃|Rustと|木[。、]か| Java",
        1..14,
    )
    .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn no_line_of_japanese_begins_with_a_closing_mark(text in unspaced(), max_chars in 20_usize..=42) {
        let found = blocks_in("ja", &text, max_chars, 2);
        for line in found.iter().flatten() {
            prop_assert!(crate::writing::width(line) <= 32, "{line}");
            prop_assert!(!line.starts_with(['、', '。', '」', '）', '！', 'ー', '々']) || text.starts_with(line.as_str()), "{found:#?}");
            prop_assert!(!line.ends_with('「') || text.ends_with(line.as_str()), "{found:#?}");
        }
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(letters(&found.concat().concat()), letters(&text));
    }

    #[test]
    fn no_word_is_lost_and_every_line_fits(
        text in "([a-zA-Z]{1,12}[.,!?]?|the|of|[a-z]{38,60}|\\p{L}{1,8}|–|\u{a0}|3)(( |  |\n|\n\n)([a-zA-Z]{1,9}[.,]?|a|and|to|[a-z]{20,50}|—)){0,30}",
        max_chars in 20_usize..=42,
        max_lines in 1_usize..=3,
    ) {
        let found = blocks(&text, max_chars, max_lines);
        for block in &found {
            prop_assert!((1..=max_lines).contains(&block.len()));
            for line in block {
                prop_assert!(line.chars().count() <= MOST_CHARS && !line.trim().is_empty());
            }
        }
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(letters(&found.concat().join(" ")), letters(&text));
    }
}

fn slide(id: &str, cues: Vec<Cue>) -> Slide {
    Slide {
        id: id.into(),
        layout: Layout::Bullets,
        kicker: None,
        title: Some(Rich::plain(format!("The\n{id}"), Span::default())),
        subtitle: None,
        body: Vec::new(),
        aside: Vec::new(),
        source: None,
        footnotes: Vec::new(),
        picture: None,
        marks: Vec::new(),
        pictures: Vec::new(),
        picture_first: false,
        section: None,
        background: None,
        ground: None,
        columns: None,
        reveal: Reveal::None,
        direction: None,
        transition: None,
        time: None,
        notes: Vec::new(),
        cues,
        hidden: false,
        optional: false,
        appendix: false,
        footer: true,
        replace: false,
        footer_words: None,
        logo: true,
        allow: crate::deck::Allow::default(),
        faulty: false,
        span: Span::default(),
    }
}

fn cue(step: usize, speaker: usize, text: &str) -> Cue {
    let text = vec![("en-GB".to_owned(), text.to_owned())];
    Cue { step, speaker: Some(speaker), text, sound: None, hold: None, span: Span::default() }
}

fn speaker(name: &str, color: CaptionColor) -> Speaker {
    let (id, name) = (name.to_lowercase(), name.to_owned());
    Speaker { id, name, affiliation: None, links: Vec::new(), description: None, color, span: Span::default() }
}

fn planned(slides: &[Slide], speakers: &[Speaker], length: Option<u64>, steps: &[usize]) -> Plan {
    let captions = Captions {
        languages: vec!["en-GB".into(), "pl".into()],
        display: CaptionDisplay::Band,
        max_chars: 37,
        max_lines: 2,
        plan_wpm: 160,
        span: Span::default(),
    };
    let length = length.map(Duration::from_secs);
    let aspect = Aspect::Wide;
    Script { slides, speakers, captions: &captions, language: "en-GB", aspect, length }.plan("Talk".into(), steps)
}

/// A talk of one slide with these captions.
pub(super) fn planned_blocks(blocks: Vec<CaptionBlock>) -> Plan {
    let mut plan = planned(&[slide("a", Vec::new())], &[], None, &[1]);
    plan.slides[0].captions = vec![vec![blocks], vec![Vec::new()]];
    plan
}

fn seconds(plan: &Plan) -> Vec<u64> {
    plan.slides.iter().map(|slide| slide.planned.as_secs()).collect()
}

#[test]
fn the_appendix_and_then_hidden_slides_come_after_the_count() {
    let mut slides = ["a", "b", "c", "d"].map(|id| slide(id, Vec::new()));
    slides[0].hidden = true;
    slides[1].appendix = true;
    slides[2].layout = Layout::Section;
    let plan = planned(&slides, &[], None, &[1, 2]);
    let numbers: Vec<_> = plan.slides.iter().map(|slide| slide.number).collect();
    assert_eq!(numbers, [4, 3, 1, 2]);
    let sections: Vec<_> = plan.slides.iter().map(|slide| slide.section.as_deref()).collect();
    assert_eq!(sections, [None, None, Some("The c"), Some("The c")]);
    assert_eq!(plan.slides.iter().map(|slide| slide.steps).collect::<Vec<_>>(), [1, 2, 1, 1]);
    assert_eq!(seconds(&plan), [0, 0, 60, 60]);
    assert_eq!(plan.length, Duration::from_secs(120));
    assert!(plan.captions_on);
}

#[test]
fn time_is_shared_by_words_and_given_times_stay() {
    let mut slides = [
        slide("a", vec![cue(0, 0, "one two three")]),
        slide("b", vec![cue(0, 0, "one")]),
        slide("c", Vec::new()),
        slide("d", Vec::new()),
    ];
    slides[3].time = Some(Duration::from_secs(50));
    // c has no words yet: what is said on a and b tells nothing of it.
    assert_eq!(seconds(&planned(&slides, &[], Some(180), &[])), [43, 43, 44, 50]);
    // More steps and longer notes take more time, and none takes all of it.
    slides[2].notes =
        vec![NotePart { step: 0, blocks: vec![Block::Paragraph(Rich::plain("so ".repeat(60), Span::default()))] }];
    assert_eq!(seconds(&planned(&slides, &[], Some(650), &[1, 7])), [152, 224, 224, 50]);
    slides[2].cues = vec![cue(0, 0, "one two")];
    assert_eq!(seconds(&planned(&slides, &[], Some(180), &[])), [60, 26, 44, 50], "each has captions");
    slides[2].cues.clear();
    slides[2].notes.clear();
    // Too little time: ten seconds each all the same.
    assert_eq!(seconds(&planned(&slides, &[], Some(60), &[])), [10, 10, 10, 50]);
    for slide in &mut slides {
        slide.cues.clear();
    }
    assert_eq!(seconds(&planned(&slides, &[], Some(150), &[])), [33, 33, 34, 50]);
}

proptest! {
    #[test]
    fn a_script_that_is_only_begun_says_nothing_of_the_rest(
        words in prop::collection::vec(prop_oneof![2 => Just(0_usize), 1 => 1_usize..200], 1..30), minutes in 10_u64..90,
    ) {
        let cues = |words: usize| if words == 0 { Vec::new() } else { vec![cue(0, 0, &"word ".repeat(words))] };
        let slides: Vec<Slide> = words.iter().zip(0..).map(|(it, at)| slide(&format!("s{at}"), cues(*it))).collect();
        let times = seconds(&planned(&slides, &[], Some(minutes * 60), &[]));
        prop_assert_eq!(times.iter().sum::<u64>(), minutes * 60);
        let share = minutes * 60 / words.len() as u64;
        let bare = || times.iter().zip(&words).filter(|(_, words)| **words == 0).map(|(time, _)| *time);
        prop_assert!(bare().all(|time| time.abs_diff(share) <= 1), "{times:?} for {words:?}");
    }
}

#[test]
fn blocks_stand_as_long_as_their_words_take() {
    let mut noise = cue(1, 0, "");
    noise.text.clear();
    noise.sound = Some("applause".into());
    let slides = [slide("a", vec![cue(0, 0, "Yes. One two three four."), noise, cue(7, 0, "Late.")])];
    let plan = planned(&slides, &[], None, &[2]);
    let steps = &plan.slides[0].captions[0];
    let holds: Vec<_> = steps[0].iter().map(|block| block.hold.as_millis()).collect();
    assert_eq!(holds, [833, 1500]);
    // Long words are read as slowly as many short ones.
    let long = [slide("a", vec![cue(0, 0, "Extraordinary interdependence everywhere.")])];
    assert_eq!(planned(&long, &[], None, &[]).slides[0].captions[0][0][0].hold.as_millis(), 2412);
    assert_eq!(steps[1][0].lines, ["[APPLAUSE]"]);
    assert!(steps[1][0].sound && steps[1][0].hold == Duration::from_secs(2));
    assert_eq!(steps[1][1].lines, ["Late."], "words for a step too far are kept");
    // Polish is missing, so the talk's own language stands in.
    assert_eq!(plan.slides[0].captions[1], *steps);
}

#[test]
fn speakers_are_named_when_they_change() {
    let slides = [
        slide("a", vec![cue(0, 0, "One. Two."), cue(0, 0, "Three.")]),
        slide("b", vec![cue(0, 0, "Four."), cue(0, 1, "Five.")]),
    ];
    let two = [speaker("Ann", CaptionColor::White), speaker("Bob", CaptionColor::Yellow)];
    let names = |plan: &Plan| -> Vec<Option<String>> {
        let blocks = plan.slides.iter().flat_map(|slide| &slide.captions[1][0]);
        blocks.map(|block| block.speaker.clone()).collect()
    };
    let plan = planned(&slides, &two, None, &[]);
    assert_eq!(names(&plan), [Some("Ann".into()), None, None, None, Some("Bob".into())]);
    assert_eq!(plan.slides[1].captions[0][0][1].color, CaptionColor::Yellow);
    let plan = planned(&slides, &two[1..], None, &[]);
    assert_eq!(names(&plan), vec![None; 5]);
    assert_eq!(plan.slides[0].captions[0][0][0].color, CaptionColor::Yellow);
}
