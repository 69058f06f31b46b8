//! A TOML string in double quotes, as it is written → its escapes, each with its place in the file and in the words.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Span};

/// What stands between double quotes and has a backslash in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// As it is written, without the quotes.
    pub text: String,
    /// Where that begins in the source `file`.
    pub start: usize,
    pub file: u16,
    /// Between `"""`, over several lines.
    pub lines: bool,
}

/// A backslash with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escape {
    /// In the text as it is written.
    pub range: Range<usize>,
    /// Where what it stands for is in the words.
    pub at: usize,
    /// `None` for the backslash at the end of a line, which takes away the break and the spaces after it.
    pub letter: Option<char>,
}

/// Where code stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Span,
    Block,
}

impl Written {
    /// `None` for words between single quotes, and where no backslash changes anything. `start` is the place of `quoted`.
    #[must_use]
    pub fn new(quoted: &str, start: usize, file: u16) -> Option<Self> {
        if !quoted.starts_with('"') || !quoted.contains('\\') {
            return None;
        }
        let lines = quoted.len() >= 6 && quoted.starts_with("\"\"\"");
        let quotes = if lines { 3 } else { 1 };
        let inside = quoted.get(quotes..quoted.len().saturating_sub(quotes))?;
        // TOML leaves out the break right after the quotes.
        let text =
            if lines { inside.strip_prefix("\r\n").or(inside.strip_prefix('\n')).unwrap_or(inside) } else { inside };
        let start = start + quotes + inside.len() - text.len();
        Some(Self { text: text.to_owned(), start, file, lines })
    }

    /// In order. The words are those that a deck is read with: without carriage returns and other control characters.
    #[must_use]
    pub fn escapes(&self) -> Vec<Escape> {
        let mut out = Vec::new();
        let mut at = 0;
        let mut rest = self.text.char_indices().peekable();
        while let Some((start, c)) = rest.next() {
            if c != '\\' {
                at += kept(c);
                continue;
            }
            let Some((_, kind)) = rest.next() else { break };
            let digits = match kind {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            let number: String =
                (0..digits).filter_map(|_| rest.next_if(|(_, c)| c.is_ascii_hexdigit())).map(|it| it.1).collect();
            if kind.is_whitespace() {
                while rest.next_if(|(_, c)| c.is_whitespace()).is_some() {}
            }
            let letter = match kind {
                'b' => Some('\u{8}'),
                't' => Some('\t'),
                'n' => Some('\n'),
                'f' => Some('\u{C}'),
                'r' => Some('\r'),
                'e' => Some('\u{1B}'),
                'x' | 'u' | 'U' => u32::from_str_radix(&number, 16).ok().and_then(char::from_u32),
                c if c.is_whitespace() => None,
                c => Some(c),
            };
            let end = rest.peek().map_or(self.text.len(), |(next, _)| *next);
            out.push(Escape { range: start..end, at, letter });
            at += letter.map_or(0, kept);
        }
        out
    }

    /// The finding on the first escape inside `code`, which are places in the words; TOML has changed that code.
    #[must_use]
    pub fn in_code(&self, code: impl Fn(usize) -> Option<Place>) -> Option<Diagnostic> {
        let changes = |escape: &Escape| {
            code(escape.at).is_some_and(|place| self.surprises(escape, place)) || self.breaks_ticks(escape)
        };
        let escape = self.escapes().into_iter().find(changes)?;
        let written = self.text.get(escape.range.clone()).unwrap_or_default().trim_end();
        let became = match escape.letter {
            None => "joins the lines at".to_owned(),
            Some('\n') => "makes a line break of".to_owned(),
            Some('\t') => "makes a tab of".to_owned(),
            Some(c) if c.is_control() => "takes out".to_owned(),
            Some(c) => format!("makes `{c}` of"),
        };
        let message = format!("TOML {became} `{written}` here, so the code is not as it is written");
        let hint = if self.lines {
            "Put the words between ''' and ''' instead of \"\"\": there a backslash stays a backslash"
        } else {
            "Put the words between ' and ', over several lines between ''' and ''': there a backslash stays a backslash"
        };
        let place = self.start + escape.range.start..self.start + escape.range.start + written.len();
        Some(Diagnostic::warning("CODE-ESC", Span::new(self.file, place), message).hint(hint))
    }

    /// Whether a break comes between two backticks of a line: code in a table's cell, which ends with the line.
    fn breaks_ticks(&self, escape: &Escape) -> bool {
        let before = self.text[..escape.range.start].rsplit('\n').next().unwrap_or_default();
        let after = self.text[escape.range.end..].lines().next().unwrap_or_default();
        let cell = before.trim_start().starts_with('|');
        self.lines && cell && escape.letter == Some('\n') && before.matches('`').count() % 2 == 1 && after.contains('`')
    }

    /// On one line breaks and tabs of a block can only be escapes, and so can quotation marks and backslashes.
    fn surprises(&self, escape: &Escape, place: Place) -> bool {
        let spelt = self.text[escape.range.clone()].starts_with(['x', 'u', 'U'].map(|c| ['\\', c]).as_flattened());
        self.lines
            || match escape.letter {
                Some('"' | '\\') => false,
                Some('\n' | '\t') => place == Place::Span,
                Some(c) => c.is_control() || spelt,
                None => true,
            }
    }
}

/// How many bytes of the words a letter is.
fn kept(c: char) -> usize {
    if c.is_control() && c != '\n' && c != '\t' { 0 } else { c.len_utf8() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_found_where_the_words_have_them() {
        let quoted = "\"\"\"\né\\n\\x41 \\\n   b\\\\\\\"\\u00e9\\fc\"\"\"";
        let written = Written::new(quoted, 10, 0).expect("it has backslashes");
        let words = "é\nA b\\\"éc";
        assert_eq!((written.start, written.lines), (14, true));
        let found: Vec<(String, Option<char>)> = written
            .escapes()
            .iter()
            .map(|it| (written.text[it.range.clone()].to_owned(), words[it.at..].chars().next()))
            .collect();
        let expected = [
            ("\\n", '\n'),
            ("\\x41", 'A'),
            ("\\\n   ", 'b'),
            ("\\\\", '\\'),
            ("\\\"", '"'),
            ("\\u00e9", 'é'),
            ("\\f", 'c'),
        ];
        assert_eq!(found, expected.map(|(text, letter)| (text.to_owned(), Some(letter))));
    }

    #[test]
    fn single_quotes_and_plain_words_have_none() {
        assert_eq!(Written::new("'a\\n'", 0, 0), None);
        assert_eq!(Written::new("'''a\\n'''", 0, 0), None);
        assert_eq!(Written::new("\"a\"", 0, 0), None);
    }
}
