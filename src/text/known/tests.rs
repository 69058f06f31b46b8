//! What is remembered is what would be worked out again.

use proptest::prelude::*;

use crate::color::Color;
use crate::deck::{Rich, Run, Script};
use crate::diagnostic::Span;
use crate::text::tests::style as style_of_words;
use crate::text::{Inked, Paragraph, Set, Shaper, Style, TextAlign, Wrap};

const FAMILY: &str = "Atkinson Hyperlegible Next";

fn style() -> impl Strategy<Value = Style> {
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    let choices =
        (0..3_usize, 0..3_usize, prop_oneof![Just(400.0_f32), Just(700.0)], prop_oneof![Just(0.0_f32), Just(0.08)]);
    (flags, choices, 7.0_f32..120.0).prop_map(|((italic, capitals, hang), (align, wrap, weight, tracking), size)| {
        Style {
            family: FAMILY.to_owned(),
            mono: "Atkinson Hyperlegible Mono".to_owned(),
            size,
            weight,
            italic,
            color: Color::BLACK,
            strong: (700.0, Color::rgb(120, 0, 0)),
            link: Color::rgb(0, 0, 120),
            accent: Color::rgb(0, 90, 0),
            leading: 1.3,
            tracking,
            capitals,
            align: [TextAlign::Start, TextAlign::Center, TextAlign::End][align],
            wrap: [Wrap::Balanced, Wrap::Pretty, Wrap::None][wrap],
            hang,
        }
    })
}

fn scripts() -> impl Strategy<Value = Option<Script>> {
    prop_oneof![Just(None), Just(Some(Script::Raised)), Just(Some(Script::Lowered))]
}

/// Few words, so that the same come again in other styles.
fn rich() -> impl Strategy<Value = Rich> {
    let words = prop_oneof![
        Just("Why do we meet at all? "),
        Just("\u{201C}Nobody asked,\u{201D} she said. "),
        Just("Donau\u{AD}dampf\u{AD}schiff\u{AD}fahrt "),
        Just("https://example.org/a/long/way/down "),
        Just("שלום עולם "),
    ];
    let run = (words, any::<[bool; 4]>(), any::<[bool; 2]>(), scripts()).prop_map(
        |(text, [bold, italic, code, struck], [link, marked], script)| Run {
            text: text.to_owned(),
            bold,
            italic,
            code,
            struck,
            link: link.then(|| "https://example.org".to_owned()),
            marked,
            script,
            ..Run::default()
        },
    );
    prop::collection::vec(run, 1..4).prop_map(|runs| Rich { runs, span: Span::default() })
}

fn fresh() -> Shaper {
    Shaper::new(&[], "en")
}

fn told(paragraph: &Paragraph) -> String {
    format!("{paragraph:?}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn words_that_are_remembered_stand_as_if_they_were_new(
        asked in prop::collection::vec((rich(), style(), 40.0_f32..900.0), 1..12)
    ) {
        let mut used = fresh();
        // Twice, so that each comes once from memory whole.
        for (rich, style, width) in asked.iter().chain(&asked) {
            let again = used.paragraph(rich, style, *width);
            prop_assert_eq!(told(&again), told(&fresh().paragraph(rich, style, *width)));
            let ink = Inked { range: 0..3, color: Color::rgb(1, 2, 3), weight: 700.0 };
            let inked = used.inked(rich, style, std::slice::from_ref(&ink));
            prop_assert_eq!(told(&inked), told(&fresh().inked(rich, style, &[ink])));
            let hanging = used.hanging(rich, style, *width, 12.0);
            prop_assert_eq!(told(&hanging), told(&fresh().hanging(rich, style, *width, 12.0)));
        }
    }

    #[test]
    fn words_grow_in_proportion(rich in rich(), style in style(), grown in 1.1_f32..4.0, width in 60.0_f32..900.0) {
        let large = Style { size: style.size * grown, ..style.clone() };
        let (small, large) =
            (fresh().paragraph(&rich, &style, width), fresh().paragraph(&rich, &large, width * grown));
        // Two widths that differ by a rounding may break a line elsewhere; then nothing is alike.
        if small.lines.len() == large.lines.len() {
            let near = |a: f32, b: f32| (a - b).abs() <= 0.02 + b.abs() * 1e-3;
            prop_assert!(near(small.height * grown, large.height), "{} × {grown} → {}", small.height, large.height);
            prop_assert!(near(small.longest_word * grown, large.longest_word));
        }
    }
}

#[test]
fn a_letter_that_no_font_has_is_told_at_each_of_its_places() {
    let mut shaper = fresh();
    let style = Style { wrap: Wrap::Pretty, ..style_of_words() };
    let places = [Span::new(0, 0..4), Span::new(0, 10..14)];
    for place in places {
        shaper.paragraph(&Rich { span: place, ..Rich::plain("a \u{12000}", place) }, &style, 300.0);
    }
    let missing: Vec<Span> = shaper.take_missing().into_iter().map(|(span, _)| span).collect();
    assert_eq!(missing, places);
}

#[test]
fn what_is_remembered_stays_small() {
    let mut shaper = fresh();
    let style = style_of_words();
    for number in 0..4_000 {
        let rich = Rich::plain(
            format!("Slide {number} says something that no other slide of the deck says."),
            Span::default(),
        );
        shaper.paragraph(&rich, &style, 400.0);
    }
    assert!(shaper.known.shapes.bytes <= super::SHAPES + 200, "{}", shaper.known.shapes.bytes);
    assert!(shaper.known.paragraphs.bytes <= super::PARAGRAPHS + 200, "{}", shaper.known.paragraphs.bytes);
    let run = |set: &Set| matches!(set, Set::Words(glyphs) if !glyphs.glyphs.is_empty());
    let last = shaper.paragraph(&Rich::plain("Slide 1 says it again.", Span::default()), &style, 400.0);
    assert!(last.lines.iter().flat_map(|line| &line.runs).all(|placing| run(&placing.set)));
}

#[test]
fn a_paragraph_that_is_more_than_all_others_may_be_is_not_kept() {
    let mut shaper = Shaper::new(&[], "en");
    let mut kept = |count: usize| {
        let run = |at: usize| Run { text: "a ".to_owned(), bold: at.is_multiple_of(2), ..Run::default() };
        let rich = Rich { runs: (0..count).map(run).collect(), span: Span::default() };
        shaper.paragraph(&rich, &style_of_words(), 500.0);
        shaper.known.paragraphs.bytes
    };
    let few = kept(40);
    assert!(few > 40 * 64, "{few}");
    assert_eq!(kept(9_000), few);
}
