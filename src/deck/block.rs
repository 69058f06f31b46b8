//! What stands in running text: paragraphs, lists, quotations, code, tables and pictures.

use std::ops::RangeInclusive;

use super::picture::Picture;
use super::rich::Rich;
use crate::diagnostic::Span;

#[derive(Clone, Debug)]
pub enum Block {
    Paragraph(Rich),
    /// A heading under the slide's title, or in notes.
    Heading(Rich),
    /// `start` is the first number of an ordered list.
    List {
        start: Option<u64>,
        items: Vec<Item>,
    },
    Quote(Vec<Block>),
    Code(Code),
    Table(Table),
    Picture(Picture),
    /// Two or more side by side.
    Pictures(Vec<Picture>),
}

/// An item of a list.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// Whether what it says is done; `None` where it has no box to tick.
    pub task: Option<bool>,
    /// What stands in the place of its dot.
    pub icon: Option<Box<Picture>>,
    pub blocks: Vec<Block>,
}

impl<'a> IntoIterator for &'a Item {
    type Item = &'a Block;
    type IntoIter = std::slice::Iter<'a, Block>;

    fn into_iter(self) -> Self::IntoIter {
        self.blocks.iter()
    }
}

/// Lines of a programming language.
#[derive(Clone, Debug)]
pub struct Code {
    /// As written; empty if not said.
    pub language: String,
    pub text: String,
    /// The number of the first line.
    pub first: usize,
    /// Whether the lines are numbered.
    pub numbers: bool,
    /// Which lines are lit in each step, the first of the text being 1; empty where all are.
    pub highlight: Vec<Vec<RangeInclusive<usize>>>,
    /// What its file is called, for a tab over it.
    pub name: Option<String>,
    /// Whether lines that are too long are broken.
    pub wrap: bool,
    /// Where the language is written.
    pub span: Span,
}

impl Code {
    /// What an entry of `highlight` lights, to be said: `Line 3: reveal = "items"`, `Lines 4 to 8: body = """`; with the first
    /// of its words.
    #[must_use]
    pub fn lit(&self, entry: usize) -> Option<String> {
        let ranges = self.highlight.get(entry)?;
        let lines: Vec<&str> = self.text.lines().collect();
        if ranges.is_empty() || (1..=lines.len()).all(|line| ranges.iter().any(|range| range.contains(&line))) {
            return Some("All lines".to_owned());
        }
        let number = |line: &usize| line.saturating_add(self.first.saturating_sub(1));
        let stretch = |range: &RangeInclusive<usize>| match (number(range.start()), number(range.end())) {
            (start, end) if start == end => start.to_string(),
            (start, end) => format!("{start} to {end}"),
        };
        let one = matches!(&ranges[..], [range] if range.start() == range.end());
        let name = if one { "Line" } else { "Lines" };
        let stretches = ranges.iter().map(stretch).collect::<Vec<_>>().join(", ");
        let lit = |at: &usize| ranges.iter().any(|range| range.contains(&(at + 1)));
        let mut words = (0..lines.len()).filter(lit).map(|at| lines[at].trim());
        let words = words.find(|line| !line.is_empty()).unwrap_or_default();
        Some(format!("{name} {stretches}: {words}").trim_end_matches([':', ' ']).to_owned())
    }
}

#[derive(Clone, Debug)]
pub struct Table {
    pub align: Vec<Align>,
    pub head: Vec<Rich>,
    /// Each as long as `head`.
    pub rows: Vec<Vec<Rich>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    #[default]
    Start,
    Center,
    End,
}

impl Block {
    /// Adds the pictures that stand in it.
    pub fn pictures<'a>(&'a self, out: &mut Vec<&'a Picture>) {
        match self {
            Self::Picture(picture) => out.push(picture),
            Self::Pictures(pictures) => out.extend(pictures),
            Self::List { items, .. } => items.iter().flatten().for_each(|block| block.pictures(out)),
            Self::Quote(blocks) => blocks.iter().for_each(|block| block.pictures(out)),
            Self::Paragraph(_) | Self::Heading(_) | Self::Code(_) | Self::Table(_) => {}
        }
    }

    /// Adds the icons of items in it.
    pub fn icons<'a>(&'a self, out: &mut Vec<&'a Picture>) {
        match self {
            Self::List { items, .. } => {
                for item in items {
                    out.extend(item.icon.as_deref());
                    item.blocks.iter().for_each(|block| block.icons(out));
                }
            }
            Self::Quote(blocks) => blocks.iter().for_each(|block| block.icons(out)),
            Self::Paragraph(_) | Self::Heading(_) | Self::Code(_) | Self::Table(_) => {}
            Self::Picture(_) | Self::Pictures(_) => {}
        }
    }

    /// Adds its running words, those about pictures not among them.
    pub fn riches<'a>(&'a self, out: &mut Vec<&'a Rich>) {
        match self {
            Self::Paragraph(rich) | Self::Heading(rich) => out.push(rich),
            Self::Table(table) => out.extend(table.head.iter().chain(table.rows.iter().flatten())),
            Self::List { items, .. } => items.iter().flatten().for_each(|block| block.riches(out)),
            Self::Quote(blocks) => blocks.iter().for_each(|block| block.riches(out)),
            Self::Code(_) | Self::Picture(_) | Self::Pictures(_) => {}
        }
    }

    /// Adds the block's words, a line for each paragraph, item or row.
    pub fn words(&self, lines: &mut Vec<String>) {
        match self {
            Self::Paragraph(rich) | Self::Heading(rich) => lines.push(rich.text().replace('\n', " ")),
            Self::List { items, .. } => items.iter().flatten().for_each(|block| block.words(lines)),
            Self::Quote(blocks) => blocks.iter().for_each(|block| block.words(lines)),
            Self::Code(code) => lines.push(code.text.clone()),
            Self::Table(table) => {
                let row = |cells: &Vec<Rich>| cells.iter().map(Rich::text).collect::<Vec<_>>().join(" | ");
                lines.extend(std::iter::once(&table.head).chain(&table.rows).map(row));
            }
            Self::Picture(picture) => lines.extend(picture.alt.clone()),
            Self::Pictures(pictures) => lines.extend(pictures.iter().filter_map(|picture| picture.alt.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Code;
    use crate::diagnostic::Span;

    #[test]
    fn what_is_lit_is_said_by_its_lines_and_the_first_words_in_them() {
        let code = Code {
            language: "rust".into(),
            text: "fn main() {\n    let a = 1;\n\n    a + 1\n}\n".into(),
            first: 10,
            numbers: true,
            highlight: vec![vec![1..=5], vec![], vec![2..=2], vec![3..=4], vec![1..=1, 4..=5], vec![3..=3]],
            name: None,
            wrap: false,
            span: Span::default(),
        };
        let said: Vec<_> = (0..7).map(|entry| code.lit(entry)).collect();
        let expected = [
            Some("All lines"),
            Some("All lines"),
            Some("Line 11: let a = 1;"),
            Some("Lines 12 to 13: a + 1"),
            Some("Lines 10, 13 to 14: fn main() {"),
            Some("Line 12"),
            None,
        ];
        assert_eq!(said, expected.map(|it| it.map(str::to_owned)));
    }
}
