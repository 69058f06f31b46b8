//! A deck's text → the places of its values in it, and other values as they are written there: quotes, escapes and ends of
//! lines as around them.

use std::ops::Range;

use super::source::{self, Node, Table, Value};
use crate::diagnostic::Span;

/// Where a value is written.
#[derive(Clone, Debug)]
pub struct Place {
    pub span: Span,
    text: bool,
}

impl Place {
    /// The words in quotes in which `span` lies.
    #[must_use]
    pub fn around(text: &str, span: Span) -> Option<Self> {
        let root = source::parse(text, span.file).ok()?;
        let mut found = None;
        walk(&root, &mut |node: &Node| {
            if matches!(node.value, Value::Text(_)) && node.span.start <= span.start && span.end <= node.span.end {
                found = Some(Self { span: node.span, text: true });
            }
        });
        found
    }

    #[must_use]
    pub fn is_text(&self) -> bool {
        self.text
    }

    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.span.start as usize..self.span.end as usize
    }

    /// Other words in the same kind of quotes, where those can hold them; in plain ones else.
    #[must_use]
    pub fn like(&self, text: &str, words: &str) -> Option<String> {
        let written = text.get(self.range())?;
        let ends = lines_of(text);
        if words.contains('\n') {
            let raw = written.starts_with('\'') && !words.contains("'''");
            let quotes = if raw { "'''" } else { "\"\"\"" };
            let words = if raw { words.to_owned() } else { escaped(words) };
            return Some(format!("{quotes}{ends}{}{quotes}", words.replace('\n', ends)));
        }
        let raw = written.starts_with('\'') && !words.contains('\'');
        Some(if raw { format!("'{words}'") } else { basic(words) })
    }
}

/// The value of a key of the table or inline table that is written at `span`.
#[must_use]
pub fn value_of(text: &str, span: Span, key: &str) -> Option<Place> {
    let root = source::parse(text, span.file).ok()?;
    let mut found = None;
    walk_tables(&root, &mut |table: &Table| {
        if table.span == span
            && let Some(node) = table.get(key)
        {
            found = Some(Place { span: node.span, text: matches!(node.value, Value::Text(_)) });
        }
    });
    found
}

/// How lines end in a text.
#[must_use]
pub fn lines_of(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Words in plain quotes.
#[must_use]
pub fn basic(words: &str) -> String {
    format!("\"{}\"", escaped(words).replace('\n', "\\n"))
}

/// The words of a value between single quotes, in which a backslash is one; `None` where they cannot hold them.
#[must_use]
pub fn literal(text: &str, range: Range<usize>) -> Option<String> {
    let written = text.get(range)?;
    let ends = lines_of(text);
    let (inner, lines) = match written.strip_prefix("\"\"\"") {
        Some(rest) => (rest.strip_suffix("\"\"\"")?, true),
        None => (written.strip_prefix('"')?.strip_suffix('"')?, false),
    };
    // What was escaped so that it could stand between double quotes needs that no more.
    let plain = inner.replace("\\\"", "\"").replace("\\\\", "\\");
    if plain.contains("'''") || plain.ends_with('\'') {
        return None;
    }
    Some(match (lines, plain.contains('\'')) {
        (false, false) => format!("'{plain}'"),
        (false, true) => format!("'''{plain}'''"),
        // The first break after the quotes is no part of the words.
        (true, _) if plain.starts_with('\n') || plain.starts_with("\r\n") => format!("'''{plain}'''"),
        (true, _) => format!("'''{ends}{plain}'''"),
    })
}

/// Whether two texts read the same but for what edits of the first, which follow one another, have touched.
#[must_use]
pub fn same_but(before: &str, after: &str, edits: &[(Range<usize>, &str)]) -> bool {
    let (Ok(old), Ok(new)) = (source::parse(before, 0), source::parse(after, 0)) else { return false };
    let mut moved = 0_isize;
    let mut places = Vec::new();
    for (range, text) in edits {
        let start = range.start.saturating_add_signed(moved);
        places.push(start..start + text.len());
        moved += text.len() as isize - range.len() as isize;
    }
    let olds: Vec<Range<usize>> = edits.iter().map(|(range, _)| range.clone()).collect();
    leaves(&old, &olds) == leaves(&new, &places)
}

/// Every key with its value, in the order of the text, but for those that one of these places touches.
fn leaves(root: &Table, touched: &[Range<usize>]) -> Vec<(String, String)> {
    fn value(node: &Node, key: &str, touched: &[Range<usize>], out: &mut Vec<(u32, String, String)>) {
        let meets =
            |span: Span| touched.iter().any(|it| (span.start as usize) < it.end && it.start < span.end as usize);
        match &node.value {
            Value::Table(table) => {
                for entry in table.entries.iter().filter(|entry| !meets(entry.key_span)) {
                    value(&entry.node, &entry.key, touched, out);
                }
            }
            Value::List(nodes) => nodes.iter().for_each(|node| value(node, key, touched, out)),
            _ if meets(node.span) => {}
            Value::Text(text) => out.push((node.span.start, key.to_owned(), text.words.clone())),
            other => out.push((node.span.start, key.to_owned(), format!("{other:?}"))),
        }
    }
    let mut out = Vec::new();
    value(&Node { value: Value::Table(root.clone()), span: Span::default() }, "", touched, &mut out);
    out.sort();
    out.into_iter().map(|(_, key, value)| (key, value)).collect()
}

fn escaped(words: &str) -> String {
    words.replace('\\', "\\\\").replace('"', "\\\"")
}

fn walk(table: &Table, see: &mut dyn FnMut(&Node)) {
    table.entries.iter().for_each(|entry| node(&entry.node, see));
}

fn node(it: &Node, see: &mut dyn FnMut(&Node)) {
    see(it);
    match &it.value {
        Value::Table(table) => walk(table, see),
        Value::List(nodes) => nodes.iter().for_each(|it| node(it, see)),
        _ => {}
    }
}

fn walk_tables(table: &Table, see: &mut dyn FnMut(&Table)) {
    walk(table, &mut |node: &Node| {
        if let Value::Table(table) = &node.value {
            see(table);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_and_written_as_it_was() {
        let text = "[deck]\r\ntitle = 'A'\r\n[[slide]]\r\npicture = { src = \"a.png\", alt = \"b\" }\r\n  [[slide.cue]]\r\n  text = \"\"\"\r\none\r\ntwo\"\"\"\r\n";
        let root = source::parse(text, 0).expect("TOML");
        let mut spans = Vec::new();
        walk_tables(&root, &mut |table: &Table| spans.push(table.span));
        let find = |key: &str| spans.iter().find_map(|span| value_of(text, *span, key)).expect("it is there");
        let written = |key: &str| text[find(key).range()].to_owned();
        assert_eq!(written("alt"), "\"b\"");
        assert_eq!(written("text"), "\"\"\"\r\none\r\ntwo\"\"\"");
        assert_eq!(find("title").like(text, "it").as_deref(), Some("'it'"));
        assert_eq!(find("title").like(text, "it's").as_deref(), Some("\"it's\""));
        assert_eq!(find("text").like(text, "a \"b\"\nc").as_deref(), Some("\"\"\"\r\na \\\"b\\\"\r\nc\"\"\""));
    }

    #[test]
    fn what_an_edit_is_not_about_is_seen_to_change() {
        let old = "a = 1\nb = \"two\"\n[c]\nd = [1, 2]\n";
        let same = |new: &str, range: Range<usize>, text: &str| same_but(old, new, &[(range, text)]);
        assert!(same(&old.replace("\"two\"", "\"three\""), 10..15, "\"three\""));
        assert!(same(&old.replace("a =", "e ="), 0..1, "e"), "a key that is called otherwise");
        assert!(!same(&old.replace('1', "3"), 10..15, "\"two\""), "another value");
        assert!(!same("a = 1\nb = \"two\"\nd = [1, 2", 16..22, ""), "no TOML");
        assert!(!same(&old.replace("b = \"two\"\n", ""), 0..1, "a"), "a value is lost");
        let more = old.replace("[c]\n", "[c]\nx = 1\n");
        assert!(same(&more, 20..20, "x = 1\n") && !same(&more, 0..1, "a"), "a value more");
    }

    #[test]
    fn code_is_written_so_that_a_backslash_is_one() {
        let literal = |text: &str| literal(text, 0..text.len());
        assert_eq!(literal(r#""a\tb""#).as_deref(), Some(r"'a\tb'"));
        assert_eq!(literal("\"\"\"\nit's\\n\"\"\"").as_deref(), Some("'''\nit's\\n'''"));
        assert_eq!(literal(r#""'''""#), None);
        assert_eq!(literal("plain"), None);
    }
}
