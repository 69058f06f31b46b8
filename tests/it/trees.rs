//! Drawings, by their roles → what those hear who do not see the slide: in the order of reading, whole, and at each step what
//! has come by then.

use std::path::PathBuf;

use cuecard::drawing::structure::{Bit, Line, Part, news, parts};
use cuecard::handout;
use cuecard::show::view::Cursor;
use cuecard::talk::Talk;

fn open(folder: &str) -> Talk {
    Talk::open(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("the deck opens")
}

/// Parts as lines, what is in another indented.
fn listing(parts: &[Part], indent: usize) -> Vec<String> {
    let at = "  ".repeat(indent);
    let mut out = Vec::new();
    for part in parts {
        match part {
            Part::Heading { level, line } => out.push(format!("{at}heading {level}: {}", said(line))),
            Part::Line(line) => out.push(format!("{at}line: {}", said(line))),
            Part::Code(text) => out.push(format!("{at}code: {text}")),
            Part::Quote(inside) => {
                out.push(format!("{at}quote"));
                out.extend(listing(inside, indent + 1));
            }
            Part::List(items) => {
                out.push(format!("{at}list of {}", items.len()));
                for item in items {
                    out.push(format!("{at}  item {}", item.mark).trim_end().to_owned());
                    out.extend(listing(&item.parts, indent + 2));
                }
            }
            Part::Table { head, side, rows } => {
                out.push(format!("{at}table, head {head}, side {side}"));
                for row in rows {
                    out.push(format!("{at}  {}", row.iter().map(said).collect::<Vec<_>>().join(" | ")));
                }
            }
            Part::Figure { alt, .. } => out.push(format!("{at}figure: {alt}")),
            Part::Note { number, words } => out.push(format!("{at}note {number}: {}", said(words))),
        }
    }
    out
}

fn said(line: &Line) -> String {
    let bit = |bit: &Bit| match bit {
        Bit::Words(words) => words.clone(),
        Bit::Link(words, target) => format!("<{words} → {target}>"),
        Bit::Formula(words) => format!("«{words}»"),
        Bit::Note(number) => format!("[{number}]"),
    };
    line.bits.iter().map(bit).collect::<String>().trim().to_owned()
}

#[test]
fn each_kind_of_part_is_what_it_is() {
    let talk = open("tests/access");
    let tree = |slide: usize| listing(&parts(talk.pages[slide].steps.last().expect("a step")), 0);
    assert_eq!(
        tree(1),
        [
            "heading 2: Three things to have",
            "list of 3",
            "  item",
            "    line: A flat roof",
            "  item",
            "    line: Two hives",
            "  item",
            "    line: A neighbour who likes honey",
        ]
    );
    let table =
        ["heading 2: Where they stand", "table, head true, side true", "  Town | Hives", "  Ash | 12", "  Birch | 30"];
    assert_eq!(tree(2), table);
    let chart = tree(3);
    let figure =
        chart.iter().position(|it| it.starts_with("figure: ") && it.contains("June")).expect("it is described");
    assert_eq!(chart[figure + 1], "table, head true, side true", "its numbers come after it: {chart:#?}");
    assert!(chart[figure + 2..].iter().any(|it| it.contains("June | 11")), "{chart:#?}");
    assert_eq!(tree(4), ["quote", "  line: We only keep the door.", "  line: An old beekeeper"]);
    assert!(
        tree(5)[1].starts_with("line: The sum is «") && tree(5)[1].contains("<the book → https://example.org/book>")
    );
    assert_eq!(tree(6), ["heading 2: In code", "code: hives = 2"]);
}

const DECKS: [&str; 3] = ["decks/starting-with-why", "decks/the-power-of-the-group", "decks/tour"];

#[test]
fn the_trees_of_the_decks_say_all_that_is_seen_and_nothing_that_is_not() {
    for deck in DECKS {
        let talk = open(deck);
        for (slide, page) in talk.pages.iter().enumerate() {
            let name = talk.plan.slides[slide].name();
            let titled = talk.deck.slides[slide].title.is_some();
            for (step, drawing) in page.steps.iter().enumerate() {
                let place = format!("{deck}, slide {} ({name}), step {step}", slide + 1);
                let parts = parts(drawing);
                let letters = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
                // What figures hold is told by their description, and what a chart says by its numbers.
                let mut lines = Vec::new();
                running(&parts, &mut lines);
                let shown = letters(&drawing.words());
                for line in lines {
                    assert!(shown.contains(&letters(&line)), "{place}: `{line}` is not seen");
                }
                let headings = parts.iter().filter(|part| matches!(part, Part::Heading { level: 1 | 2, .. })).count();
                assert!(!titled || headings == 1, "{place}: {headings} headings\n{:#?}", listing(&parts, 0));
                for part in &parts {
                    if let Part::Figure { alt, words, .. } = part {
                        assert!(words.is_empty() || !alt.trim().is_empty(), "{place}: a figure without a description");
                    }
                }
            }
        }
    }
}

/// The lines that stand by themselves.
fn running(parts: &[Part], out: &mut Vec<String>) {
    for part in parts {
        match part {
            Part::Heading { line, .. } | Part::Line(line) => out.push(line.words()),
            Part::Quote(inside) => running(inside, out),
            Part::List(items) => items.iter().for_each(|item| running(&item.parts, out)),
            Part::Table { .. } | Part::Code(_) | Part::Figure { .. } | Part::Note { .. } => {}
        }
    }
}

#[test]
fn a_step_says_what_is_new_and_nothing_again() {
    let talk = open("tests/access");
    let steps: Vec<Vec<Part>> = talk.pages[1].steps.iter().map(|drawing| parts(drawing)).collect();
    let told: Vec<Vec<String>> = steps.windows(2).map(|pair| news(&pair[0], &pair[1])).collect();
    assert_eq!(told, [["A flat roof"], ["Two hives"], ["A neighbour who likes honey"]]);
    assert!(news(&steps[3], &steps[3]).is_empty());
    assert!(news(&steps[3], &steps[1]).is_empty(), "what goes away is no news");
    // In every deck: what is news at a step is in its own tree and was not in the one before.
    for deck in DECKS {
        for page in open(deck).pages.iter() {
            let steps: Vec<Vec<Part>> = page.steps.iter().map(|drawing| parts(drawing)).collect();
            for pair in steps.windows(2) {
                let words = |parts: &[Part]| parts.iter().map(Part::words).collect::<Vec<_>>().join(" ");
                for new in news(&pair[0], &pair[1]) {
                    let plain = |words: String| words.replace([',', ' '], "");
                    assert!(plain(words(&pair[1])).contains(&plain(new.clone())), "{deck}: `{new}` is not there");
                }
            }
        }
    }
}

/// All that is read one after the other, cells and code too.
fn spoken(parts: &[Part], out: &mut Vec<String>) {
    // Markdown has formulas as they are written.
    let words = |line: &Line| -> Vec<String> {
        let bit = |bit: &Bit| match bit {
            Bit::Words(words) | Bit::Link(words, _) => Some(words.clone()),
            Bit::Formula(_) | Bit::Note(_) => None,
        };
        line.bits.iter().filter_map(bit).collect()
    };
    for part in parts {
        match part {
            Part::Heading { line, .. } | Part::Line(line) | Part::Note { words: line, .. } => out.extend(words(line)),
            Part::Code(text) => out.extend(text.lines().map(str::to_owned)),
            Part::Quote(inside) => spoken(inside, out),
            Part::List(items) => items.iter().for_each(|item| spoken(&item.parts, out)),
            Part::Table { rows, .. } => out.extend(rows.iter().flatten().flat_map(&words)),
            Part::Figure { alt, .. } => out.push(alt.clone()),
        }
    }
}

/// Whether what stands before a link's target names it with a formula, and `line` is what is read of that.
fn named(before: &str, line: &str) -> bool {
    let name = before.rsplit('[').next().unwrap_or_default();
    name.split_once('$').is_some_and(|(words, _)| !words.is_empty() && line.starts_with(words.trim_end()))
}

#[test]
fn words_are_handed_out_as_they_are_read_in_every_deck() {
    let cases = std::fs::read_dir(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases")).expect("the cases");
    let cases =
        cases.map(|entry| entry.expect("an entry").path()).filter(|it| it.extension().is_some_and(|it| it == "toml"));
    let mut decks: Vec<String> = cases.map(|path| path.to_string_lossy().into_owned()).collect();
    decks.sort();
    decks.extend(DECKS.map(str::to_owned));
    decks.extend(["tests/access", "tests/cases/access/ear"].map(str::to_owned));
    // A theme may write in capitals what the deck does not; cells of Markdown have their lines' ends in words.
    let letters = |words: &str| {
        words.to_lowercase().replace("<br>", "").chars().filter(|c| c.is_alphanumeric()).collect::<String>()
    };
    let mut slides = 0;
    for deck in decks {
        let talk = open(&deck);
        for (slide, page) in talk.pages.iter().enumerate() {
            let cursor = Cursor { slide, step: page.last_step() };
            let Some(drawing) = page.whole() else { continue };
            let mut lines = Vec::new();
            spoken(&parts(drawing), &mut lines);
            for words in [handout::text(&talk, &[cursor], false), handout::markdown(&talk, &[cursor], false)] {
                // A formula inside of a link's words is written as it was there.
                let lines = lines.iter().filter(|line| !words.split("](").any(|part| named(part, line)));
                let written = letters(&words);
                let mut at = 0;
                for line in lines.map(|line| letters(line)) {
                    let found = written[at..].find(&line);
                    assert!(found.is_some(), "{deck}, slide {}: `{line}` is not in its place:\n{words}", slide + 1);
                    at += found.unwrap_or(0) + line.len();
                }
            }
            slides += 1;
        }
    }
    assert!(slides > 200, "{slides}");
}
