//! A deck laid out on one thread and on several → the same pages and findings.

use super::*;
use crate::deck::files::Memory;
use crate::deck::read::read;

/// Slides of many kinds: words in several scripts and styles, footers, sections, drawings, formulas, too much text.
fn deck() -> Deck {
    let mut text =
        "[deck]\ntitle = \"Side by side\"\nlanguage = \"en\"\nshort_title = \"A title too long for any footer to hold \
                    it on one line, however small it may be set, and longer still\"\n"
            .to_owned();
    for at in 0..40 {
        text += &match at % 8 {
            0 => format!("[[slide]]\nlayout = \"section\"\ntitle = \"Part {at}\"\nhidden = {}\n", at % 3 == 0),
            1 => "[[slide]]\ntitle = \"Words\"\nbody = \"- One\\n- Two with `code`\\n- Three $x^2$\"\nreveal = \"items\"\n".to_owned(),
            2 => format!("[[slide]]\ntitle = \"Much\"\nbody = \"{}\"\n", "many words that fill the slide ".repeat(60)),
            3 => "[[slide]]\ntitle = \"A drawing\"\npicture = { src = \"a.svg\", alt = \"a\" }\n".to_owned(),
            4 => "[[slide]]\ntitle = \"Code\"\n[slide.code]\nlanguage = \"rust\"\ntext = \"fn main() {}\"\n".to_owned(),
            5 => "[[slide]]\ntitle = \"Κείμενο, текст, words\"\nbody = \"The same words\"\n".to_owned(),
            6 => "[[slide]]\nlayout = \"agenda\"\ntitle = \"Agenda\"\n".to_owned(),
            _ => "[[slide]]\nlayout = \"quote\"\nquote = \"To be\"\nby = \"Him\"\n".to_owned(),
        };
    }
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'><text y='8'>A label</text><foo/></svg>";
    let files = Memory::default().with("a.svg", svg.as_bytes());
    read(text.as_bytes(), "deck.toml", &files).deck
}

#[test]
fn pages_are_the_same_on_one_thread_and_on_several() {
    let deck = deck();
    let laid = |threads| {
        let checked = lay_out_by(&deck, &mut Shaper::new(&deck.fonts, &deck.language), threads);
        let pages: Vec<String> = checked.value.iter().map(|page| format!("{page:?}")).collect();
        (pages, format!("{:?}", checked.diagnostics))
    };
    let (pages, told) = laid(1);
    assert_eq!(pages.len(), deck.slides.len());
    for threads in [2, 3, 7] {
        let (others, also) = laid(threads);
        let differs = (0..pages.len()).find(|at| pages[*at] != others[*at]);
        assert_eq!(differs, None, "on {threads} threads another slide");
        assert_eq!(told, also, "on {threads} threads other findings");
    }
}

#[test]
fn letters_of_other_fonts_are_told_whichever_thread_meets_them() {
    let mut text = "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n".to_owned();
    for at in 0..30 {
        let words = if at == 29 { "a letter of none: \u{10FFFD}" } else { "words" };
        text += &format!("[[slide]]\ntitle = \"{words}\"\n");
    }
    let deck = read(text.as_bytes(), "deck.toml", &Memory::default()).deck;
    let told = |threads| {
        let checked = lay_out_by(&deck, &mut Shaper::new(&deck.fonts, &deck.language), threads);
        checked.diagnostics.iter().map(|it| it.message.clone()).collect::<Vec<_>>()
    };
    assert!(told(1).iter().any(|words| words.contains("no font at hand")), "{:?}", told(1));
    assert_eq!(told(1), told(4));
}

#[test]
fn slides_that_hold_too_much_together_have_fewer_steps_the_same_each_time_and_all_of_their_words() {
    let list: String = (1..=140).map(|at| format!("- item {at}\n")).collect();
    let text = "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n".to_owned();
    let deck = |count: usize| {
        let slides = format!("[[slide]]\ntitle = \"A\"\nreveal = \"items\"\nbody = '''\n{list}'''\n").repeat(count);
        read(format!("{text}{slides}").as_bytes(), "deck.toml", &Memory::default()).deck
    };
    let laid = |count, threads| {
        let deck = deck(count);
        let Checked { value, diagnostics } = lay_out_by(&deck, &mut Shaper::new(&deck.fonts, &deck.language), threads);
        let told = diagnostics.iter().filter(|it| it.code == "SLD-STEPS").map(|it| it.message.clone());
        (value, told.collect::<Vec<_>>())
    };
    let (few, told) = laid(4, 1);
    assert!(told.is_empty() && few[1..].iter().all(|page| page.steps.len() == 141), "{told:?}");
    let (pages, told) = laid(48, 1);
    let before = pages.iter().flat_map(|page| &page.steps[..page.last_step()]);
    let held: usize = before.map(|step| node::items(&step.items)).sum();
    assert!(held <= budget::MOST_BEFORE, "{held}");
    assert!((3..48).contains(&told.len()), "{}", told.len());
    let short = pages.iter().position(|page| page.slide > 0 && page.steps.len() < 141).expect("one of them");
    assert!(told[0].contains(&format!("is shown in {} of its 141 steps", pages[short].steps.len())), "{}", told[0]);
    for page in &pages[1..] {
        assert!(page.steps.last().is_some_and(|last| last.words().contains("item 140")), "{}", page.slide);
    }
    let steps = |pages: &[Page]| pages.iter().map(|page| page.steps.len()).collect::<Vec<_>>();
    let (others, also) = laid(48, 2);
    assert_eq!((steps(&others), also), (steps(&pages), told), "side by side");
}
