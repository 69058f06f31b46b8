//! The `code` of a slide → its lines: written in the deck, or a part of a file in the deck's folder.

use super::Reader;
use super::fields::CODE;
use super::values::shown;
use crate::deck::excerpt::{self, Excerpt, MOST_LINES};
use crate::deck::files::{self, FileFault};
use crate::deck::markdown;
use crate::deck::source::{READ, Table, Text};
use crate::deck::{Block, Code, fence};
use crate::diagnostic::{Diagnostic, counted};

/// A file of code may be at most this long; what is longer was not written by hand.
pub const MOST_CODE_BYTES: u64 = 2 << 20;
/// Letters of one line of code; a slide full of the smallest ones has half as many.
const MOST_LETTERS: usize = 8_000;

/// Bytes of the code that all slides show, five hundred lines on each of fifty: each letter is drawn.
const MOST_OF_ALL: usize = 1_000_000;

impl Reader<'_> {
    pub(super) fn code(&mut self, table: &Table) -> Option<Block> {
        let table = &*self.check_keys(table, &CODE);
        let file = table.has("file");
        if file && table.has("text") {
            let message = "the code is there twice: as `text` and as `file`";
            self.fault(table.span_of("text"), message, "Keep one of the two");
        }
        let whole = if file { self.code_file(table) } else { self.code_text(table) };
        let excerpt = self.excerpt(table, whole?)?;
        let excerpt = self.shortened(table, excerpt);
        self.coded += excerpt.text.len();
        if self.coded > MOST_OF_ALL {
            let message =
                format!("the slides of this deck show more than {MOST_OF_ALL} letters of code: this is left out");
            let hint = "Say which lines of it, lines = \"12-40\", or share the slides among several decks";
            self.fault(table.span, message, hint);
            return None;
        }
        let name = match table.has("name") {
            true => self.plain(table, "name"),
            false if file => self.plain(table, "file").map(|it| files::plain(&it).unwrap_or(it)),
            false => None,
        };
        let language = self.plain(table, "language").or_else(|| self.plain(table, "file").and_then(ending));
        let numbers = self.truth(table, "numbers").unwrap_or(table.has("lines"));
        let wrap = self.truth(table, "wrap").unwrap_or(false);
        let count = excerpt.text.lines().count();
        let entries = self.texts(table, "highlight").unwrap_or_default();
        let highlight = entries.into_iter().map(|entry| self.lit(entry, excerpt.first, count)).collect();
        let span = if table.has("language") { table.span_of("language") } else { table.span_of("file") };
        let Excerpt { text, first } = excerpt;
        Some(Block::Code(Code {
            language: language.unwrap_or_default(),
            text,
            first,
            numbers,
            highlight,
            name,
            wrap,
            span,
        }))
    }

    /// Code that is written in the deck.
    fn code_text(&mut self, table: &Table) -> Option<String> {
        if !table.has("text") {
            let hint = "Write text = '''…''', or file = \"src/main.rs\" for a file in the deck's folder";
            self.fault(table.span, "there is no code", hint);
            return None;
        }
        let text = self.filled(table, "text")?;
        self.findings.extend(markdown::changed_code(text));
        Some(text.words.trim_matches('\n').to_owned())
    }

    /// The text of the file that the code is in.
    fn code_file(&mut self, table: &Table) -> Option<String> {
        let name = self.filled(table, "file")?;
        let words = name.words.clone();
        let read = self.files.read(&words, MOST_CODE_BYTES).map_err(|fault| {
            let (message, hint) = self.refused(&words, &fault);
            match fault {
                FileFault::TooLarge { .. } => (message, "Keep what the slide shows in a file of its own".to_owned()),
                _ => (message, hint),
            }
        });
        let read = read.and_then(|bytes| {
            let long = |message| (message, "Make the files smaller".to_owned());
            self.count(bytes.len()).map_err(long)?;
            excerpt::text(&bytes).map_err(|fault| (fault.message, fault.hint))
        });
        match read {
            Ok(text) if text.trim().is_empty() => {
                self.fault(name.span, format!("the file `{}` is empty", shown(&words)), "Name a file of code");
                None
            }
            Ok(text) => {
                self.elsewhere(name);
                let Some(plain) = excerpt::without_controls(&text) else {
                    return Some(text.trim_end_matches('\n').to_owned());
                };
                let message = format!("the file `{}` has control characters, which are left out", shown(&words));
                let hint = "Save what a program prints without colors";
                self.findings.push(Diagnostic::warning("CODE-FILE", name.span, message).hint(hint));
                Some(plain.trim_end_matches('\n').to_owned())
            }
            Err((message, hint)) => {
                self.fault(name.span, format!("the file `{}` cannot be read: {message}", shown(&words)), hint);
                None
            }
        }
    }

    /// The lines or the region that the slide shows.
    fn excerpt(&mut self, table: &Table, whole: String) -> Option<Excerpt> {
        let (lines, region) = (self.filled(table, "lines"), self.filled(table, "region"));
        if let (Some(lines), Some(_)) = (lines, region) {
            let hint = "Keep one of the two: a region stays right when lines are added above it";
            self.fault(lines.span, "the part of the code is there twice: as `lines` and as `region`", hint);
        }
        let (at, (excerpt, told)) = match (region, lines) {
            (Some(region), _) => (region.span, excerpt::region(&whole, region.words.trim())),
            (None, Some(lines)) => (lines.span, excerpt::lines(&whole, lines.words.trim())),
            (None, None) => return Some(Excerpt { text: whole, first: 1 }),
        };
        if let Some(fault) = told {
            self.findings.push(Diagnostic::error(READ, at, fault.message).hint(fault.hint));
        }
        excerpt.map(|it| Excerpt { text: excerpt::dedent(&it.text), ..it })
    }

    /// As many lines as a slide can show, none much longer than all that fits on one.
    fn shortened(&mut self, table: &Table, mut excerpt: Excerpt) -> Excerpt {
        let long = |line: &str| line.len() > MOST_LETTERS && line.chars().count() > MOST_LETTERS;
        if let Some(at) = excerpt.text.lines().position(long) {
            let letters = excerpt.text.lines().nth(at).map_or(0, |line| line.chars().count());
            let message = format!(
                "line {} of the code is far too long for a slide: {letters} characters; the first {MOST_LETTERS} are shown",
                excerpt.first + at
            );
            let key = if table.has("file") { "file" } else { "text" };
            self.fault(table.span_of(key), message, "Show what matters of it, in lines of its own");
            let cut = |line: &str| line.chars().take(MOST_LETTERS).collect::<String>();
            excerpt.text = excerpt.text.lines().map(cut).collect::<Vec<_>>().join("\n");
        }
        let count = excerpt.text.lines().count();
        if count <= MOST_LINES {
            return excerpt;
        }
        let key = if table.has("file") { "file" } else { "text" };
        let message = format!("there are {}; the first {MOST_LINES} are shown", counted(count, "line"));
        self.fault(table.span_of(key), message, "Say which: lines = \"12-40\", or region = \"…\"");
        let text = excerpt.text.lines().take(MOST_LINES).collect::<Vec<_>>().join("\n");
        Excerpt { text, ..excerpt }
    }

    /// The lines of an entry; all of them where it names none, so that the others keep their steps.
    fn lit(&mut self, entry: &Text, first: usize, count: usize) -> fence::Lines {
        fence::lit(&entry.words, first, count).unwrap_or_else(|| {
            let message = format!("`{}` are no lines of this code", shown(&entry.words));
            let last = first + count.saturating_sub(1);
            let hint = format!(
                "Lines go from {first} to {last}: highlight = [\"{first}-{last}\", \"all\"], an entry for each step"
            );
            self.fault(entry.span, message, hint);
            fence::all(count)
        })
    }
}

/// What a file's language is known by: what its name ends in, or its name.
fn ending(file: String) -> Option<String> {
    let name = file.rsplit(['/', '\\']).next()?;
    Some(name.rsplit('.').next().unwrap_or(name).to_owned())
}
