//! What authors write, and what becomes of it.

use super::{blocks, inline, notes};
use crate::deck::Block;
use crate::deck::source::Text;
use crate::diagnostic::Span;

fn text(words: &str) -> Text {
    Text { words: words.to_owned(), span: Span::new(0, 0..words.len()), verbatim: Some(0), written: None }
}

fn line(words: &str) -> String {
    let read = inline(&text(words));
    assert_eq!(read.diagnostics, [], "{words}");
    let styled = read.value.runs.iter().map(|run| match (run.bold, run.italic) {
        (true, _) => format!("<{}>", run.text),
        (false, true) => format!("/{}/", run.text),
        (false, false) => run.text.clone(),
    });
    styled.collect()
}

#[test]
fn running_text_never_begins_a_block() {
    for words in ["1. First", "# One", "- dash", "> more", "---", "    far in", "a | b", "#1", "+ plus", "1) one"] {
        assert_eq!(line(words), words.trim());
    }
}

#[test]
fn running_text_is_styled_and_broken_where_the_author_breaks_it() {
    assert_eq!(line("**Why** first"), "<Why> first");
    assert_eq!(line("*\"Why\"* and _how_"), "/\"Why\"/ and /how/");
    assert_eq!(line("one\ntwo"), "one two");
    assert_eq!(line("one\\\ntwo  \nthree\n\nfour"), "one\ntwo\nthree\nfour");
    assert_eq!(line("**one\ntwo**"), "<one two>");
    assert_eq!(line(""), "");
}

#[test]
fn tight_lists_keep_their_words_and_their_inner_lists() {
    let read = blocks(&text("- a\n  - b\n- **c** d"));
    let [Block::List { start: None, items }] = &read.value.blocks[..] else { panic!("{:?}", read.value.blocks) };
    assert!(matches!(&items[0].blocks[..], [Block::Paragraph(a), Block::List { .. }] if a.text() == "a"));
    assert!(matches!(&items[1].blocks[..], [Block::Paragraph(c)] if c.text() == "c d" && c.runs.len() == 2));
}

#[test]
fn formulas_are_runs_of_their_own_and_money_is_words() {
    let source = "From $5 to $10\n\n$$\na\n- \\frac{b}{c}\n$$\n\n> so $x$\n\n| $a\\|b$ |\n|---|\n| \\$5 |\n";
    let read = blocks(&text(source));
    assert_eq!(read.diagnostics, []);
    let [Block::Paragraph(money), Block::Paragraph(display), Block::Quote(quote), Block::Table(table)] =
        &read.value.blocks[..]
    else {
        panic!("{:?}", read.value.blocks)
    };
    assert_eq!(money.text(), "From $5 to $10");
    let [run] = &display.runs[..] else { panic!("{display:?}") };
    assert!(run.formula.as_ref().is_some_and(|it| it.display) && run.text == "a − b/c", "{run:?}");
    assert!(matches!(&quote[..], [Block::Paragraph(words)] if words.text() == "so x" && words.runs.len() == 2));
    assert_eq!((table.head[0].text(), table.rows[0][0].text()), ("a|b".to_owned(), "$5".to_owned()));
    let many = blocks(&text(&"$x$ ".repeat(2 * super::builder::MOST_FORMULAS)));
    assert_eq!(many.diagnostics.len(), 1);
    let faulty = blocks(&text("One $x$ and $\\frac{1}{2$"));
    let span = faulty.diagnostics[0].span.expect("a place");
    assert_eq!((span.start, span.end), (12, 24));
}

#[test]
fn an_indented_body_is_no_code() {
    let read = blocks(&text("    - a\n    - b\n"));
    assert!(matches!(&read.value.blocks[..], [Block::List { items, .. }] if items.len() == 2));
}

#[test]
fn deep_nesting_is_told_once_and_stays_shallow() {
    let read = blocks(&text(&"> ".repeat(20_000)));
    assert_eq!(read.diagnostics.len(), 1);
    let read = blocks(&text(&format!("{}x", "- ".repeat(20_000))));
    assert_eq!(read.diagnostics.len(), 1);
}

#[test]
fn spans_point_at_the_words() {
    let source = "before\n\n# Heading\n";
    let read = blocks(&text(source));
    let span = read.diagnostics[0].span.expect("a place");
    assert_eq!(source[span.start as usize..span.end as usize].trim(), "# Heading");
}

#[test]
fn notes_are_cut_at_step_lines() {
    let read = notes(&text("first\n[step]\n[step]\n# Third\nmore"));
    let steps: Vec<usize> = read.value.0.iter().map(|part| part.step).collect();
    assert_eq!((steps, read.diagnostics.len()), (vec![0, 2], 0));
}
