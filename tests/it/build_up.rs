//! Parts that are built up and appear later themselves: none of their steps is lost, wherever they stand.

use cuecard::deck::files::Memory;
use cuecard::deck::read::read;
use cuecard::diagnostic::Diagnostic;
use cuecard::drawing::Page;
use cuecard::handout;
use cuecard::layout::lay_out;
use cuecard::show::view::Cursor;
use cuecard::talk::Talk;
use cuecard::text::Shaper;

const DRAWING: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' width='300' height='100'><rect width='300' height='100' fill='#fff'/>\
<rect id='a' width='50' height='50'/><rect id='b' x='100' width='50' height='50'/><rect id='c' x='200' width='50' height='50'/></svg>";
const PICTURE: &str = "picture = { src = 'net.svg', alt = 'A net', steps = ['a', 'b', 'c']";

fn laid(slide: &str) -> (Page, Vec<Diagnostic>) {
    let text =
        format!("[deck]\ntitle = 'T'\nlanguage = 'en'\ntheme = 'lecture'\n[[slide]]\nid = 's'\ntitle = 'T'\n{slide}");
    let read = read(text.as_bytes(), "deck.toml", &Memory::default().with("net.svg", DRAWING));
    let mut laid = lay_out(&read.deck, &mut Shaper::new(&[], "en"));
    let found = read.diagnostics.iter().cloned().chain(laid.diagnostics).collect();
    (laid.value.remove(0), found)
}

/// How many looks the slide has.
fn looks(page: &Page) -> usize {
    1 + page.steps.windows(2).filter(|pair| format!("{:?}", pair[0].items) != format!("{:?}", pair[1].items)).count()
}

#[test]
fn a_drawing_that_comes_later_is_still_built_up() {
    let column = format!("[[slide.column]]\nbody = 'Words'\n[[slide.column]]\n{PICTURE} }}\n");
    for (slide, steps) in [
        (format!("body = 'Words'\n{PICTURE} }}\n"), 4),
        (format!("body = 'Words'\n{PICTURE}, step = 1 }}\n"), 5),
        (format!("body = 'Words'\n{PICTURE}, step = 3 }}\n"), 7),
        (format!("{column}step = 3\n"), 7),
        (format!("reveal = 'columns'\n{column}"), 6),
        (format!("reveal = 'items'\n{column}"), 4),
        (format!("reveal = 'items'\nbody = '- One'\n{PICTURE} }}\n"), 4),
        (format!("[[slide.item]]\nat = [0.2, 0.3]\nsize = [0.5, 0.5]\nstep = 2\n{PICTURE} }}\n"), 6),
    ] {
        let (page, found) = laid(&slide);
        assert_eq!(page.steps.len(), steps, "{slide}: {found:?}");
        // The parts come one by one, each at a press of its own.
        let last: Vec<String> = page.steps[steps - 4..].iter().map(|step| format!("{:?}", step.items)).collect();
        assert!(last.windows(2).all(|pair| pair[0] != pair[1]), "{slide}");
        assert!(found.iter().all(|it| it.code != "SLD-STEPS"), "{slide}: {found:?}");
    }
}

#[test]
fn code_that_comes_later_lights_its_lines_one_after_the_other() {
    let code = "code = { text = \"a = 1\\nb = 2\\nc = 3\", highlight = ['1', '2', '3']";
    let fence = "```rust {1|2|3}\na = 1\nb = 2\nc = 3\n```";
    for (slide, steps) in [
        (format!("[[slide.column]]\nbody = 'Words'\n[[slide.column]]\nstep = 3\n{code} }}\n"), 6),
        (format!("reveal = 'columns'\n[[slide.column]]\nbody = 'Words'\n[[slide.column]]\n{code} }}\n"), 5),
        (format!("reveal = 'blocks'\nlayout = 'bullets'\nbody = '''\n- Words\n\n{fence}\n'''\n"), 5),
    ] {
        let (page, found) = laid(&slide);
        assert_eq!(page.steps.len(), steps, "{slide}: {found:?}");
        assert!(looks(&page) >= 4, "{slide}");
        let last: Vec<String> = page.steps[steps - 3..].iter().map(|step| format!("{:?}", step.items)).collect();
        assert!(last.windows(2).all(|pair| pair[0] != pair[1]), "{slide}");
    }
}

#[test]
fn a_part_that_goes_before_it_is_complete_is_told() {
    for (until, told) in [(4, true), (6, true), (7, false)] {
        let (_, found) = laid(&format!("body = 'Words'\n{PICTURE}, step = 3, until = {until} }}\n"));
        assert_eq!(found.iter().filter(|it| it.code == "SLD-STEPS").count(), usize::from(told), "{until}: {found:?}");
    }
}

#[test]
fn words_that_go_are_in_the_words_and_told_of_pages() {
    let text = "[deck]\ntitle = 'T'\nlanguage = 'en'\n[[slide]]\nid = 's'\ntitle = 'T'\n\
                [[slide.column]]\nbody = 'Before words'\nuntil = 2\n[[slide.column]]\nbody = 'After words'\nstep = 2\n\
                [[slide]]\nid = 'plain'\ntitle = 'P'\nreveal = 'items'\nbody = '- One\\n- Two'\n"
        .replace("'- One\\n- Two'", "\"- One\\n- Two\"");
    let folder = tempfile::tempdir().expect("there is a place");
    let path = folder.path().join("deck.toml");
    std::fs::write(&path, text).expect("it is written");
    let talk = Talk::open(&path).expect("it reads");
    let picked = handout::picked(&talk, false);
    for words in [handout::text(&talk, &picked, false), handout::markdown(&talk, &picked, false)] {
        let at = |part: &str| words.match_indices(part).map(|(at, _)| at).collect::<Vec<_>>();
        let (before, after) = (at("Before words"), at("After words"));
        assert!(before.len() == 1 && after.len() == 1 && before < after, "{words}");
        assert!(at("One").len() == 1 && at("Two").len() == 1, "{words}");
    }
    let told = handout::Document::slides(&talk, &picked).diagnostics;
    assert!(told.len() == 1 && told[0].code == "SLD-GONE" && told[0].message.contains("Before words"), "{told:?}");
    let all: Vec<Cursor> = (0..3).map(|step| Cursor { slide: 0, step }).collect();
    assert!(handout::Document::slides(&talk, &all).diagnostics.is_empty());
}

/// The words of a drawing, a space between any two.
fn said(drawing: &cuecard::drawing::Drawing) -> String {
    drawing.words().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_replaces_the_one_before_stands_alone_and_is_handed_out_together() {
    let list = "body = '''\n- One\n- Two\n- Three\n'''";
    let words = "body = '''\nOne\n\n### Head\n\nTwo\n\nThree\n'''";
    for (slide, alone, before) in [
        (format!("replace = true\nreveal = 'items'\n{list}"), vec!["One", "Two", "Three"], "T"),
        (format!("replace = true\nreveal = 'blocks'\n{words}"), vec!["One", "Head Two", "Three"], "T"),
        (format!("replace = true\nreveal = 'items'\n{words}"), vec!["One", "Head Two", "Three"], "T"),
        (
            format!("replace = true\nreveal = 'blocks'\nnumber = '#1'\nkicker = 'Kicker'\n{words}"),
            vec!["One", "Head Two", "Three"],
            "Kicker #1 T",
        ),
        (
            format!("replace = true\nreveal = 'items'\ncover = {{ title = 'Book' }}\n{list}"),
            vec!["One", "Two", "Three"],
            "T Book",
        ),
    ] {
        let (page, found) = laid(&slide);
        assert!(found.is_empty(), "{slide}: {found:?}");
        assert_eq!(page.steps.len(), alone.len() + 1, "{slide}");
        let others = |words: &str| alone.iter().filter(|it| words.contains(**it)).copied().collect::<Vec<_>>();
        assert!(others(&said(&page.steps[0])).is_empty(), "{slide}: {}", said(&page.steps[0]));
        for (at, step) in page.steps.iter().enumerate() {
            let words = said(step);
            assert!(before.split(' ').all(|it| words.contains(it)), "{slide}: {words}");
            assert_eq!(others(&words), alone[at.saturating_sub(1)..at].to_vec(), "{slide}");
        }
        let whole = said(page.whole().expect("a drawing"));
        assert_eq!(others(&whole), alone, "{slide}: {whole}");
        assert_eq!(said(page.handed_out(alone.len())), whole);
        assert_eq!(said(page.handed_out(1)), said(&page.steps[1]));
    }
}

#[test]
fn a_numbered_item_that_stands_alone_keeps_its_number_and_an_aside_joins_the_last() {
    let (page, found) = laid("replace = true\nreveal = 'items'\nbody = '''\n3. One\n4. Two\n'''\naside = 'Apart'");
    assert!(found.is_empty(), "{found:?}");
    let steps: Vec<String> = page.steps.iter().map(|step| said(step)).collect();
    assert_eq!(steps, ["T", "T 3. One", "T 4. Two", "T 4. Two Apart"]);
}

#[test]
fn words_that_replace_each_other_are_as_large_as_each_can_be() {
    let words = "So many words that they must be smaller than usual where all of them stand on one slide. ".repeat(5);
    let body = format!("body = '''\n{words}\n\n{words}\n\n{words}\n'''\nreveal = 'blocks'\n");
    let (_, small) = laid(&body);
    assert!(small.iter().any(|it| it.code == "SLD-FONT"), "{small:?}");
    let (_, large) = laid(&format!("{body}replace = true\n"));
    assert!(large.iter().all(|it| it.code != "SLD-FONT"), "{large:?}");
}

#[test]
fn what_cannot_replace_anything_is_told() {
    for (slide, code) in [
        ("replace = true\nbody = 'One'".to_owned(), "DECK"),
        (format!("replace = true\nreveal = 'items'\nbody = '''\n- One\n- Two\n'''\n{PICTURE} }}"), "SLD-STEPS"),
        ("replace = true\nreveal = 'items'\nquote = 'One'".to_owned(), "DECK"),
    ] {
        let (page, found) = laid(&slide);
        assert!(found.iter().any(|it| it.code == code || code == "DECK"), "{slide}: {found:?}");
        assert!(!found.is_empty() && page.together.is_none(), "{slide}");
    }
}
