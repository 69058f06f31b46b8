//! A deck's bytes → a tree of values, each with the place where it was written. The only part that knows TOML.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::deck::escape::Written;
use crate::deck::files::DECK_LIMIT;
use crate::diagnostic::{Diagnostic, Span};

/// The name under which faults of the format itself are reported.
pub const READ: &str = "READ";

/// A value and where it was written.
#[derive(Clone, Debug)]
pub struct Node {
    pub value: Value,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum Value {
    Text(Text),
    Integer(i64),
    Number(f64),
    Truth(bool),
    Date(String),
    List(Vec<Node>),
    Table(Table),
}

impl Value {
    /// What it is, in the author's words.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "words in quotes",
            Self::Integer(_) => "a whole number",
            Self::Number(_) => "a number with a point",
            Self::Truth(_) => "true or false",
            Self::Date(_) => "a date",
            Self::List(_) => "a list [ … ]",
            Self::Table(_) => "a table { … }",
        }
    }
}

/// Words, and where they stand in the source if they stand there letter for letter (without escapes).
#[derive(Clone, Debug)]
pub struct Text {
    pub words: String,
    pub span: Span,
    pub verbatim: Option<usize>,
    /// As written, where TOML's backslashes may have changed it.
    pub written: Option<Written>,
}

impl Text {
    /// Words that no string of their own holds, found at `span`.
    #[must_use]
    pub fn plain(words: String, span: Span) -> Self {
        Self { words, span, verbatim: None, written: None }
    }
}

/// Keys in the order in which they were written. The span is the header's, or the braces'.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub entries: Vec<Entry>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Entry {
    pub key: String,
    pub key_span: Span,
    pub node: Node,
}

impl Table {
    pub fn get(&self, key: &str) -> Option<&Node> {
        Some(&self.entry(key)?.node)
    }

    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    pub fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// Where the value of a key is written; the table's own place where there is none.
    pub fn span_of(&self, key: &str) -> Span {
        self.get(key).map_or(self.span, |node| node.span)
    }
}

/// The text of a deck's file, the source `file`, without a byte order mark; with a finding if it is no text that can be read.
pub fn decode(bytes: &[u8], file: u16) -> (String, Option<Diagnostic>) {
    if bytes.len() as u64 > DECK_LIMIT {
        let fault = Diagnostic::error(READ, None, "the deck is larger than 4 MiB")
            .hint("Pictures belong in files of their own");
        return (String::new(), Some(fault));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return (String::new(), Some(not_utf8(None, "the deck is saved as UTF-16, not as UTF-8")));
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.valid_up_to();
            let shown = String::from_utf8_lossy(bytes).into_owned();
            let span = Span::new(file, at..at + '\u{FFFD}'.len_utf8());
            return (shown, Some(not_utf8(Some(span), "here is a byte that is not UTF-8")));
        }
    };
    let fault = text.find('\0').map(|at| {
        let message = "here is a NUL byte, which no text has";
        Diagnostic::error(READ, Span::new(file, at..at + 1), message).hint("Delete it, or save the file as UTF-8")
    });
    (text.to_owned(), fault)
}

fn not_utf8(span: Option<Span>, message: &str) -> Diagnostic {
    Diagnostic::error(READ, span, message).hint("Save the file as UTF-8 in your editor")
}

/// How many faults of TOML are told: after the first few, most are only the first one's echo.
const MOST_FAULTS: usize = 10;

/// The tree of a whole file, the source `file`, or what is no TOML in it, the first fault of each line.
pub fn parse(text: &str, file: u16) -> Result<Table, Vec<Diagnostic>> {
    let (root, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(table((text, file), root.get_ref(), 0..0));
    }
    let mut faults: Vec<Diagnostic> = Vec::new();
    let mut line = None;
    for error in &errors {
        let at = within(text, error.span().unwrap_or(text.len()..text.len()));
        let here = text[..at.start].matches('\n').count();
        if line.replace(here) != Some(here) {
            faults.push(syntax((text, file), error.message(), at));
        }
        if faults.len() == MOST_FAULTS {
            break;
        }
    }
    Err(faults)
}

/// `range`, kept inside the text and on whole characters.
fn within(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start.min(text.len()));
    start..text.ceil_char_boundary(range.end.clamp(start, text.len()))
}

/// What the parser says, in a presenter's words, and the remedy.
const PLAIN_WORDS: [(&str, &str, &str); 13] = [
    ("duplicate key", "this is said a second time", "Keep one of the two"),
    ("recurs", "lists or tables stand too deep inside one another", "No deck needs more than four levels"),
    ("unclosed array table", "this heading is not closed", "Write [[slide]], with two brackets at each end"),
    ("unclosed table", "this heading is not closed", "Write [deck], with a bracket at each end"),
    ("unclosed array", "this list is not closed", "Write [\"…\", \"…\"]"),
    ("unclosed inline table", "this table is not closed", "Write { … }, with a brace at each end"),
    ("missing comma", "a comma is missing before this", "Put a comma between any two parts of a list or table"),
    ("key with no value", "this key has no value", "Write a key, an equals sign and a value: title = \"…\""),
    ("must be quoted", "this is neither in quotes nor a number, true or false", "Words stand in quotes: title = \"…\""),
    ("invalid boolean", "this is neither true nor false", "Write true or false in small letters, without quotes"),
    (
        "unexpected key or value",
        "this does not belong to the value before it",
        "A quotation mark inside words is written \\\"",
    ),
    (
        "escaped value",
        "a backslash begins a special character here",
        "A plain backslash is written \\\\; between ' and ' it stands for itself",
    ),
    (
        "unicode value digits",
        "a backslash begins a special character here",
        "A plain backslash is written \\\\; between ' and ' it stands for itself",
    ),
];

/// One fault of TOML, said to someone who does not know TOML.
fn syntax((text, file): (&str, u16), message: &str, at: Range<usize>) -> Diagnostic {
    if message.contains("string, expected `\"`") || message.contains("string, expected `'`") {
        return unclosed((text, file), message, at);
    }
    let nothing = text[at.clone()].trim().is_empty();
    let span = Span::new(file, at);
    if nothing && message.contains("must be quoted") {
        return Diagnostic::error(READ, span, "a value is missing here").hint("Write title = \"…\", or delete the key");
    }
    match PLAIN_WORDS.iter().find(|(said, _, _)| message.contains(said)) {
        Some((_, said, hint)) => Diagnostic::error(READ, span, *said).hint(*hint),
        None => Diagnostic::error(READ, span, format!("this is not TOML: {message}")),
    }
}

/// Words that never end. Of several lines of words the parser only knows the end of the file; we show where they begin.
fn unclosed((text, file): (&str, u16), message: &str, at: Range<usize>) -> Diagnostic {
    let begin = if message.contains("multi-line") { text.rfind("\"\"\"").or_else(|| text.rfind("'''")) } else { None };
    let span = begin.map_or(at, |begin| begin..begin + 3);
    Diagnostic::error(READ, Span::new(file, span), "the closing quotation mark of these words is missing")
        .hint("Words begin and end with \" on one line, or with \"\"\" over several lines")
}

fn table((text, file): (&str, u16), written: &DeTable<'_>, span: Range<usize>) -> Table {
    let entries = written.iter().map(|(key, value)| Entry {
        key: key.get_ref().to_string(),
        key_span: Span::new(file, key.span()),
        node: node((text, file), value),
    });
    let mut entries: Vec<Entry> = entries.collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    Table { entries, span: Span::new(file, span) }
}

fn node((source, file): (&str, u16), written: &Spanned<DeValue<'_>>) -> Node {
    let range = within(source, written.span());
    let span = Span::new(file, range.clone());
    let value = match written.get_ref() {
        DeValue::String(words) => Value::Text(text((source, file), words, range)),
        DeValue::Integer(number) => integer(number.as_str(), number.radix()),
        DeValue::Float(number) => Value::Number(number.as_str().parse().unwrap_or(f64::INFINITY)),
        DeValue::Boolean(truth) => Value::Truth(*truth),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(items) => Value::List(items.iter().map(|item| node((source, file), item)).collect()),
        DeValue::Table(inner) => Value::Table(table((source, file), inner, range)),
    };
    Node { value, span }
}

fn integer(digits: &str, radix: u32) -> Value {
    // What is too great for a whole number is far out of every range here, and is refused as a number.
    i64::from_str_radix(digits, radix).map_or(Value::Number(f64::INFINITY), Value::Integer)
}

/// Marks before words, and the line end behind them.
const MOST_QUOTES: usize = 5;

fn text((source, file): (&str, u16), words: &str, range: Range<usize>) -> Text {
    let span = Span::new(file, range.clone());
    let written = Written::new(&source[range.clone()], range.start, file);
    // Control characters come in through escapes; they cannot be shown, and would break captions and PDF.
    let unseen = |c: char| c.is_control() && c != '\n' && c != '\t';
    if words.contains(unseen) {
        let words = words.replace("\r\n", "\n").replace('\r', "\n").replace(unseen, "");
        return Text { words, span, verbatim: None, written };
    }
    let inside = &source[range.clone()];
    // Most stand right behind their quotation marks, which is found sooner than by a search.
    let begins = |at: &usize| inside.get(*at..).is_some_and(|rest| rest.starts_with(words));
    let found = (0..=MOST_QUOTES).find(begins).or_else(|| inside.find(words));
    let verbatim = found.map(|at| range.start + at);
    Text { words: words.to_owned(), span, verbatim, written }
}
