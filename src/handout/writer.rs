//! Parts of a slide → lines of plain text, or of Markdown in the words of the deck: emphasis, links, formulas, code.

use std::collections::HashMap;

use crate::deck::read::texts;
use crate::deck::{Block, Code, Picture, PictureContent, Rich, Run, Slide};
use crate::diagnostic::Span;
use crate::drawing::structure::{Bit, Line, ListItem, Part};
use crate::show::view::Cursor;
use crate::talk::Talk;

/// How words are written down.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    Markdown,
}

/// A line that is written.
struct Row {
    words: String,
    /// Code stands as it is, whatever it stands in.
    code: bool,
}

impl Row {
    fn plain(words: String) -> Self {
        Self { words, code: false }
    }

    fn behind(self, mark: &str) -> Self {
        if self.code { self } else { Self::plain(format!("{mark}{}", self.words).trim_end().to_owned()) }
    }
}

pub(super) struct Writer {
    form: Form,
    /// Running words of the deck, by the place where they are written.
    riches: HashMap<Span, Vec<Rich>>,
    codes: Vec<Code>,
    /// Files of pictures, by the place where they are written.
    files: HashMap<Span, String>,
}

impl Writer {
    pub fn new(talk: &Talk, cursor: Cursor, form: Form) -> Self {
        let mut slide: Slide = talk.deck.slides[cursor.slide].clone();
        let mut riches: HashMap<Span, Vec<Rich>> = HashMap::new();
        let notes: Vec<Rich> = slide.footnotes.iter().map(|note| note.words.clone()).collect();
        for rich in texts::texts(&mut slide).into_iter().map(|rich| rich.clone()).chain(notes) {
            riches.entry(rich.span).or_default().push(rich);
        }
        let mut codes = Vec::new();
        slide.blocks().into_iter().for_each(|block| code(block, &mut codes));
        let there = |it: &&Picture| !matches!(it.content, PictureContent::Missing);
        let files = slide.all_pictures().into_iter().filter(there).map(|it| (it.span, it.src.clone())).collect();
        Self { form, riches, codes, files }
    }

    /// In Markdown an empty line stands between two parts.
    pub fn all(&self, parts: &[Part]) -> Vec<String> {
        self.rows(parts).into_iter().map(|row| row.words).collect()
    }

    fn rows(&self, parts: &[Part]) -> Vec<Row> {
        let mut out = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            if at > 0 && self.form == Form::Markdown {
                out.push(Row::plain(String::new()));
            }
            out.extend(self.part(part));
        }
        out
    }

    fn part(&self, part: &Part) -> Vec<Row> {
        let markdown = self.form == Form::Markdown;
        let plain = |lines: Vec<String>| lines.into_iter().map(Row::plain).collect();
        match part {
            Part::Heading { line, .. } if markdown => {
                plain(vec![format!("#### {}", self.line(line).replace('\n', " "))])
            }
            Part::Heading { line, .. } => plain(vec![self.line(line)]),
            Part::Line(line) => plain(self.line(line).lines().map(str::to_owned).collect()),
            Part::Code(text) => {
                let known = self.codes.iter().find(|code| code.text.trim_end() == text.trim_end());
                let lines = match markdown {
                    true => fenced(known.map_or("", |code| code.language.as_str()), text),
                    false => text.lines().map(str::to_owned).collect(),
                };
                lines.into_iter().map(|words| Row { words, code: true }).collect()
            }
            Part::Quote(parts) => self.rows(parts).into_iter().map(|row| row.behind("> ")).collect(),
            Part::List(items) => items.iter().flat_map(|item| self.item(item)).collect(),
            Part::Table { head, rows, .. } => plain(self.table(*head, rows)),
            Part::Figure { alt, words, span, .. } => plain(self.figure(alt, words, *span)),
            Part::Note { number, words } if markdown => plain(vec![format!("[^{number}]: {}", self.line(words))]),
            Part::Note { number, words } => plain(vec![format!("[{number}] {}", self.line(words))]),
        }
    }

    fn item(&self, item: &ListItem) -> Vec<Row> {
        let mark = match item.mark.as_str() {
            "" => "- ".to_owned(),
            boxed if boxed.starts_with('[') => format!("- {boxed} "),
            number if self.form == Form::Plain => format!("{number} "),
            // Markdown knows numbers of Europe's figures alone, with a dot.
            number if number.chars().all(|c| c.is_ascii_digit()) => format!("{number}. "),
            number if number.trim_end_matches(['.', ')']).chars().all(|c| c.is_ascii_digit()) => format!("{number} "),
            number => format!("- {number} "),
        };
        // What belongs to an item begins under its words, or, behind a box, under the box.
        let indent = if mark.starts_with('-') { 2 } else { mark.chars().count() };
        let mut rows: Vec<Row> = item.parts.iter().flat_map(|part| self.part(part)).collect();
        if rows.first().is_none_or(|row| row.code) {
            rows.insert(0, Row::plain(String::new()));
        }
        let behind = |(at, row): (usize, Row)| row.behind(&if at == 0 { mark.clone() } else { " ".repeat(indent) });
        rows.into_iter().enumerate().map(behind).collect()
    }

    fn table(&self, head: bool, rows: &[Vec<Line>]) -> Vec<String> {
        let cell = |line: &Line| {
            let words = self.line(line);
            if self.form == Form::Plain { words.replace('\n', " ") } else { in_cell(&words) }
        };
        let written = |row: &Vec<Line>| row.iter().map(cell).collect::<Vec<_>>().join(" | ");
        if self.form == Form::Plain {
            return rows.iter().map(|row| written(row).trim_end().to_owned()).collect();
        }
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let bar = |words: String| format!("| {words} |");
        let mut out = Vec::new();
        if !head {
            out.push(bar(vec![""; columns].join(" | ")));
        }
        out.extend(rows.iter().map(|row| bar(written(row))));
        out.insert(1.min(out.len()), format!("|{}", "---|".repeat(columns)));
        out
    }

    /// What a figure says to those who do not see it, and the words in it that this does not say.
    fn figure(&self, alt: &str, words: &[String], span: Span) -> Vec<String> {
        let file = self.files.get(&span).filter(|_| self.form == Form::Markdown);
        let said = match file {
            Some(file) if alt.contains(['[', ']']) => {
                format!("![{}](<{file}>)", alt.replace('[', "(").replace(']', ")"))
            }
            Some(file) => format!("![{alt}](<{file}>)"),
            None => format!("[{alt}]"),
        };
        // What stands at a chart's axes and ends is in its description, or between the numbers that are.
        let is_chart = !self.files.contains_key(&span);
        let drawn = |words: &str| {
            words.split_whitespace().all(|word| alt.contains(word) || is_chart && !word.contains(char::is_alphabetic))
        };
        let own: Vec<&str> = words.iter().map(String::as_str).filter(|words| !drawn(words)).collect();
        let mut out = vec![said];
        if !own.is_empty() {
            if self.form == Form::Markdown {
                out.push(String::new());
            }
            out.push(own.join(" · "));
        }
        out
    }

    /// Running words; in Markdown as the deck has them, where it is clear which these are.
    fn line(&self, line: &Line) -> String {
        let written = self.riches.get(&line.span).filter(|_| self.form == Form::Markdown);
        let letters = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        let drawn = letters(&line.words());
        // A formula may be drawn in signs and said in words.
        let said = |rich: &Rich, english: bool| -> String {
            let word = |run: &Run| run.formula.as_ref().map_or(run.text.clone(), |it| it.said(english).to_owned());
            rich.runs.iter().map(word).collect()
        };
        let is =
            |rich: &&Rich| [rich.text(), said(rich, false), said(rich, true)].iter().any(|it| letters(it) == drawn);
        match written.and_then(|all| all.iter().find(is)) {
            Some(rich) => words(rich, self.form).trim().to_owned(),
            None => line.bits.iter().map(|bit| self.bit(bit)).collect::<String>().trim().to_owned(),
        }
    }

    fn bit(&self, bit: &Bit) -> String {
        match bit {
            Bit::Words(words) | Bit::Formula(words) => words.clone(),
            Bit::Link(words, target) => linked(words.clone(), target, self.form),
            Bit::Note(number) => figure_of(*number, self.form),
        }
    }
}

fn code(block: &Block, out: &mut Vec<Code>) {
    match block {
        Block::Code(code) => out.push(code.clone()),
        Block::List { items, .. } => items.iter().flatten().for_each(|block| code(block, out)),
        Block::Quote(blocks) => blocks.iter().for_each(|block| code(block, out)),
        _ => {}
    }
}

/// A line break and a stroke in the cell of a table.
fn in_cell(words: &str) -> String {
    words.replace('\n', "<br>").replace('|', "\\|")
}

fn figure_of(number: usize, form: Form) -> String {
    if form == Form::Markdown { format!("[^{number}]") } else { format!("[{number}]") }
}

/// Words that lead somewhere; an address that says itself is not said twice, and a slide is no place outside of the talk.
fn linked(words: String, target: &str, form: Form) -> String {
    let (inner, end) = (words.trim_end(), words.len() - words.trim_end().len());
    let address = target.trim_start_matches("mailto:").trim_start_matches("tel:");
    let bare =
        |it: &str| it.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/').to_owned();
    let space = &words[words.len() - end..];
    match form {
        _ if target.starts_with('#') || inner.is_empty() => words,
        Form::Markdown if inner == target => format!("<{target}>{space}"),
        Form::Markdown => format!("[{inner}]({target}){space}"),
        Form::Plain if bare(inner) == bare(address) => words,
        Form::Plain => format!("{inner} <{address}>{space}"),
    }
}

/// Running words; in Markdown, with the marks that made them what they are.
pub(super) fn words(rich: &Rich, form: Form) -> String {
    let same = |one: &Run, other: &Run| one.link == other.link;
    let pieces = rich.runs.chunk_by(same).map(|runs| {
        let words: String = runs.iter().map(|run| piece(run, form)).collect();
        match runs.first().and_then(|run| run.link.as_ref()).filter(|_| form == Form::Markdown) {
            Some(target) => {
                // What a link is called is what lies between the spaces around it.
                let before = words.len() - words.trim_start().len();
                format!("{}{}", &words[..before], linked(words[before..].to_owned(), target, form))
            }
            None => words,
        }
    });
    pieces.collect()
}

fn piece(run: &Run, form: Form) -> String {
    match (&run.note, &run.ruby) {
        (Some(note), _) => figure_of(note.number, form),
        (None, Some(reading)) => format!("{}({reading})", run.text),
        (None, None) if form == Form::Plain => run.text.clone(),
        (None, None) => marked(run),
    }
}

fn marked(run: &Run) -> String {
    if let Some(formula) = &run.formula {
        let sign = if formula.display { "$$" } else { "$" };
        return format!("{sign}{}{sign}", formula.source.trim());
    }
    if run.code {
        return ticked(&run.text);
    }
    // Marks stand at words, not at the spaces around them.
    let inner = run.text.trim();
    if inner.is_empty() {
        return run.text.clone();
    }
    let start = run.text.len() - run.text.trim_start().len();
    let (before, after) = (&run.text[..start], &run.text[start + inner.len()..]);
    let marks = [(run.bold, "**"), (run.italic, "*"), (run.struck, "~~"), (run.marked, "==")];
    let signs: String = marks.iter().filter(|it| it.0).map(|it| it.1).collect();
    let back: String = marks.iter().rev().filter(|it| it.0).map(|it| it.1).collect();
    format!("{before}{signs}{inner}{back}{after}")
}

fn ticked(text: &str) -> String {
    let ticks = "`".repeat(longest_ticks(text) + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{space}{text}{space}{ticks}")
}

/// Code between as many backticks as it needs.
pub(super) fn fenced(language: &str, code: &str) -> Vec<String> {
    let ticks = "`".repeat(longest_ticks(code).max(2) + 1);
    let lines = code.lines().map(str::to_owned);
    [format!("{ticks}{language}")].into_iter().chain(lines).chain([ticks]).collect()
}

/// The most backticks in a row.
fn longest_ticks(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}
