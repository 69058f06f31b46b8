//! Formulas among words.

use std::sync::Arc;

use super::{Paragraph, Set, Shaper, Style, TextAlign, Wrap, fonts};
use crate::color::Color;
use crate::deck::{Rich, Run};
use crate::diagnostic::Span;
use crate::drawing::{Glyphs, Item};
use crate::faces;
use crate::formula::Formula;
use crate::geometry::PathShape as _;

const SIZE: f32 = 20.0;

pub(super) fn style() -> Style {
    let black = Color::BLACK;
    let family = "Atkinson Hyperlegible Next".to_owned();
    Style {
        mono: family.clone(),
        family,
        size: SIZE,
        weight: 400.0,
        italic: false,
        color: black,
        strong: (700.0, black),
        link: black,
        accent: black,
        leading: 1.2,
        tracking: 0.0,
        capitals: false,
        align: TextAlign::Start,
        wrap: Wrap::Pretty,
        hang: false,
    }
}

/// Words, with formulas at every other place.
fn rich(parts: &[&str]) -> Rich {
    let run = |(at, text): (usize, &&str)| match at % 2 {
        0 => Run { text: (*text).to_owned(), ..Run::default() },
        _ => {
            let formula = Formula::read(text, false).expect("a formula");
            Run { text: formula.spoken.clone(), formula: Some(Arc::new(formula)), ..Run::default() }
        }
    };
    Rich { runs: parts.iter().enumerate().map(run).collect(), ..Rich::default() }
}

fn shaped(parts: &[&str], width: f32) -> Paragraph {
    Shaper::new(&[], "en").paragraph(&rich(parts), &style(), width)
}

fn said(paragraph: &Paragraph) -> Vec<String> {
    let run = |set: &Set| match set {
        Set::Words(glyphs) => glyphs.text.to_string(),
        Set::Formula { spoken, .. } => format!("<{spoken}>"),
    };
    paragraph.lines.iter().map(|line| line.runs.iter().map(|placing| run(&placing.set)).collect()).collect()
}

#[test]
fn a_formula_is_as_wide_as_it_is_drawn_and_what_follows_stands_after_it() {
    let paragraph = shaped(&["a ", "x+y+z", ", b"], 500.0);
    assert_eq!(said(&paragraph), ["a <x + y + z>, b"]);
    let [before, formula, after] = &paragraph.lines[0].runs[..] else { panic!("three runs") };
    let Set::Formula { parts, .. } = &formula.set else { panic!("a formula") };
    let right = parts.iter().map(|part| match &part.item {
        Item::Text(run) => part.at.x as f32 + run.advance,
        _ => 0.0,
    });
    let wide = right.fold(0.0, f32::max);
    assert!(before.x < formula.x && (after.x - formula.x - wide).abs() < 1.5, "{wide} {}", after.x - formula.x);
}

#[test]
fn no_line_breaks_between_a_formula_and_what_belongs_to_it() {
    for width in 20..200 {
        let paragraph = shaped(&["some words (", "x^2 + 1", "), and ", "a", ", ", "b", "-fold"], width as f32);
        for line in said(&paragraph) {
            let wrong = line.starts_with([')', ',', '-']) || line.trim_end().ends_with('(');
            assert!(!wrong || paragraph.longest_word > width as f32, "{width}: {:?}", said(&paragraph));
        }
    }
}

#[test]
fn a_line_grows_by_what_its_formula_needs_over_and_under_the_baseline() {
    let plain = shaped(&["a"], 500.0);
    for (source, over, under) in [(r"\rule{1em}{3em}", true, false), (r"\rule[-3em]{1em}{3em}", false, true)] {
        let tall = shaped(&["a ", source, " b"], 500.0);
        let (up, down) = (tall.lines[0].baseline, tall.height - tall.lines[0].baseline);
        let (plain_up, plain_down) = (plain.lines[0].baseline, plain.height - plain.lines[0].baseline);
        assert_eq!((up > plain_up + SIZE, down > plain_down + SIZE), (over, under), "{source}: {up} {down}");
        assert!((tall.lines[0].bottom - tall.height).abs() < 0.01);
    }
    assert_eq!(shaped(&["a ", "x", " b"], 500.0).height, plain.height, "what is low makes no line higher");
}

#[test]
fn a_formula_in_a_link_is_underlined_where_the_words_beside_it_are() {
    let mut rich = rich(&["see ", "x^2", " there ", r"\frac{1}{2}", ""]);
    for run in &mut rich.runs[1..4] {
        run.link = Some("https://example.org".to_owned());
    }
    let paragraph = Shaper::new(&[], "en").paragraph(&rich, &style(), 500.0);
    let words = paragraph.lines[0].runs.iter().find_map(|run| match &run.set {
        Set::Words(glyphs) => glyphs.underline,
        Set::Formula { .. } => None,
    });
    let words = words.expect("the link's words have a line");
    let lines = paragraph.lines[0].runs.iter().filter_map(|run| match &run.set {
        Set::Formula { parts, .. } => parts.iter().rev().find_map(|part| match &part.item {
            Item::Shape(shape) => Some(shape.path.bounding_box()),
            _ => None,
        }),
        Set::Words(_) => None,
    });
    let [flat, deep] = &lines.collect::<Vec<_>>()[..] else { panic!("a line for each formula") };
    assert!((flat.y0 as f32 - words.offset).abs() < 0.01 && (flat.height() as f32 - words.thickness).abs() < 0.01);
    assert!(deep.y0 > flat.y1, "a fraction's foot stands over it");
}

#[test]
fn the_zero_is_plain_unless_the_theme_says_otherwise() {
    let mut shaper = Shaper::new(&[], "en");
    let rich = Rich::plain("2030", crate::diagnostic::Span::default());
    let mut ids = |slashed: bool, family: &str| {
        shaper.slash_zero(slashed);
        let style = Style { family: family.to_owned(), ..style() };
        let set = shaper.paragraph(&rich, &style, f32::MAX).lines[0].runs[0].set.clone();
        let Set::Words(glyphs) = set else { panic!("words") };
        glyphs.glyphs.iter().map(|glyph| glyph.id).collect::<Vec<_>>()
    };
    for family in crate::faces::FAMILIES.into_iter().filter(|it| [crate::faces::SANS, crate::faces::SERIF].contains(it))
    {
        let (plain, slashed) = (ids(false, family), ids(true, family));
        assert_ne!((plain[1], plain[3]), (slashed[1], slashed[3]), "{family}: the zeros differ");
        assert_eq!((plain[0], plain[2]), (slashed[0], slashed[2]), "{family}: all else is the same");
        assert_eq!(plain, ids(false, family), "{family}: and back");
    }
}

#[test]
fn emoji_that_no_other_font_has_are_the_programs_own_and_parts_of_one_join() {
    let mut shaper = Shaper::new(&[], "en");
    shaper.fonts.admit_own_emoji();
    for emoji in ["😀", "👍🏽", "👩\u{200D}💻", "1\u{FE0F}\u{20E3}", "🇯🇵", "✅", "⚠\u{FE0F}", "🚀", "🏳\u{FE0F}\u{200D}🌈"]
    {
        for (text, weight) in [(emoji.to_owned(), 400.0), (format!("So {emoji} it is"), 700.0)] {
            let paragraph = shaper.paragraph(&Rich::plain(&text, Span::default()), &Style { weight, ..style() }, 900.0);
            let runs = paragraph.lines.iter().flat_map(|line| &line.runs).filter_map(|run| match &run.set {
                Set::Words(glyphs) => Some(glyphs),
                Set::Formula { .. } => None,
            });
            let own = |run: &&Arc<Glyphs>| fonts::family(&run.face.font).as_deref() == Some(faces::EMOJI);
            let drawn: Vec<_> = runs.filter(own).collect();
            let words: String = drawn.iter().map(|run| run.text.trim()).collect();
            let seen = |run: &Arc<Glyphs>| run.glyphs.iter().filter(|it| it.advance > 0.0).map(|it| it.id).collect();
            let glyphs: Vec<u32> = drawn.into_iter().flat_map(|run| -> Vec<u32> { seen(run) }).collect();
            assert_eq!(words, emoji, "{text}");
            assert!(matches!(glyphs[..], [id] if id != 0), "{text}: {glyphs:?}");
        }
    }
    assert!(shaper.take_missing().is_empty() && shaper.take_lent().is_empty());
    let words = shaper.words("Words and 12 # signs", &style());
    assert!(words.lines.iter().flat_map(|line| &line.runs).all(|run| match &run.set {
        Set::Words(glyphs) => fonts::family(&glyphs.face.font).as_deref() != Some(faces::EMOJI),
        Set::Formula { .. } => true,
    }));
}
