//! Drawings, by the roles of their parts → paragraphs, lists, tables, code and figures, each once whatever the step.
//!
//! The same tree that a PDF has as its tags: what is a table there is one here.

use std::sync::Arc;

use crate::diagnostic::Span;
use crate::drawing::{DataCell, DataTable, Drawing, Group, Item, Placed, Role, SOFT_HYPHEN};

/// A stretch of a slide's words.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    Heading(Line),
    Line(Line),
    Code(Arc<str>),
    Quote(Vec<Part>),
    List(Vec<ListItem>),
    /// The first row is the head, where there is one.
    Table {
        head: bool,
        rows: Vec<Vec<Line>>,
    },
    /// With the words in it, and where it is written.
    Figure {
        alt: String,
        words: Vec<String>,
        span: Span,
    },
    Note {
        number: usize,
        words: Line,
    },
}

/// An item with its mark: `1.`, or what its box says; empty for a bullet.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ListItem {
    pub mark: String,
    pub parts: Vec<Part>,
}

/// Running words, with the place where they are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub bits: Vec<Bit>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Bit {
    Words(String),
    /// Words, and where they lead.
    Link(String, String),
    Note(usize),
}

/// What all steps say, in reading order: the parts of the last, and between them those that have gone by then.
pub(super) fn parts_of_all(steps: &[Arc<Drawing>]) -> Vec<Part> {
    let Some((last, before)) = steps.split_last() else { return Vec::new() };
    let mut all = parts(last);
    for step in before {
        let mut at = 0;
        for part in parts(step) {
            let known = |it: &Part| it.holds(&part);
            let found = all[at..].iter().position(known).map(|further| at + further);
            if let Some(place) = found.or_else(|| all[..at].iter().position(known)) {
                at = at.max(place + 1);
            } else {
                all.insert(at, part);
                at += 1;
            }
        }
    }
    all
}

fn parts(drawing: &Drawing) -> Vec<Part> {
    inside(&drawing.items)
}

fn inside(items: &[Placed]) -> Vec<Part> {
    let mut reader = Reader::default();
    reader.add(items);
    reader.end();
    reader.done
}

impl Part {
    /// What it says, in plain words.
    pub fn words(&self) -> String {
        let all = |parts: &[Self]| parts.iter().map(Self::words).collect::<Vec<_>>().join(" ");
        match self {
            Self::Heading(line) | Self::Line(line) | Self::Note { words: line, .. } => line.words(),
            Self::Code(code) => code.to_string(),
            Self::Quote(parts) => all(parts),
            Self::List(items) => items.iter().map(|item| all(&item.parts)).collect::<Vec<_>>().join(" "),
            Self::Table { rows, .. } => rows.iter().flatten().map(Line::words).collect::<Vec<_>>().join(" "),
            Self::Figure { alt, .. } => alt.clone(),
        }
    }

    /// Whether it says all that another one does, which has less of it so far.
    fn holds(&self, other: &Self) -> bool {
        let (own, other_words) = (self.words(), other.words());
        let mut own = own.split_whitespace();
        other_words.split_whitespace().all(|word| own.next() == Some(word))
    }
}

impl Line {
    pub fn words(&self) -> String {
        let words = |bit: &Bit| match bit {
            Bit::Words(words) | Bit::Link(words, _) => words.clone(),
            Bit::Note(_) => String::new(),
        };
        self.bits.iter().map(words).collect::<String>().trim().to_owned()
    }

    fn push(&mut self, words: &str, link: Option<&str>) {
        match (self.bits.last_mut(), link) {
            (Some(Bit::Words(last)), None) => last.push_str(words),
            (Some(Bit::Link(last, target)), Some(link)) if target == link => last.push_str(words),
            (_, None) => self.bits.push(Bit::Words(words.to_owned())),
            (_, Some(link)) => self.bits.push(Bit::Link(words.to_owned(), link.to_owned())),
        }
    }
}

#[derive(Default)]
struct Reader {
    done: Vec<Part>,
    line: Line,
    link: Option<String>,
}

impl Reader {
    fn add(&mut self, items: &[Placed]) {
        for placed in items {
            match &placed.item {
                Item::Text(run) => {
                    let words: String = run.text.chars().filter(|c| *c != SOFT_HYPHEN).collect();
                    self.line.push(&words, self.link.as_deref());
                    self.line.span = if self.line.span == Span::default() { placed.span } else { self.line.span };
                }
                Item::Shape(_) | Item::Picture(_) => {}
                Item::Group(group) => self.group(group, placed.span),
            }
        }
    }

    fn group(&mut self, group: &Group, span: Span) {
        match &group.role {
            Role::Decoration => {}
            Role::RubyText => {
                self.line.push("(", self.link.as_deref());
                self.add(&group.items);
                self.line.push(")", self.link.as_deref());
            }
            Role::Ruby | Role::RubyBase => self.add(&group.items),
            Role::Link { target } => {
                let around = self.link.replace(target.clone());
                self.add(&group.items);
                self.link = around;
            }
            Role::Language(_) => self.add(&group.items),
            Role::Formula { alt } => {
                self.line.push(alt, self.link.as_deref());
                self.line.span = if self.line.span == Span::default() { span } else { self.line.span };
            }
            Role::Reference { number } => self.line.bits.push(Bit::Note(*number)),
            role => {
                self.end();
                let part = self.block(role, &group.items, span);
                self.done.extend(part);
            }
        }
    }

    /// What a group is that stands apart; those that only hold others together give what is in them.
    fn block(&mut self, role: &Role, items: &[Placed], span: Span) -> Option<Part> {
        Some(match role {
            Role::Code(text) => Part::Code(Arc::clone(text)),
            Role::Heading { .. } => Part::Heading(line(items)?),
            Role::Quote => Part::Quote(inside(items)),
            Role::List { .. } => Part::List(items_of(items)),
            Role::Table => table(items),
            Role::Data(table) => data(table),
            Role::Note { number } => Part::Note { number: *number, words: line(&without_labels(items))? },
            Role::Figure { alt } => {
                let words = inside(items).iter().map(Part::words).filter(|words| !words.is_empty()).collect();
                Part::Figure { alt: alt.clone(), words, span }
            }
            _ => {
                self.add(items);
                self.end();
                return None;
            }
        })
    }

    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.words().is_empty() || line.bits.iter().any(|bit| matches!(bit, Bit::Note(_))) {
            self.done.push(Part::Line(line));
        }
    }
}

/// All words as one line.
fn line(items: &[Placed]) -> Option<Line> {
    let lines = inside(items).into_iter().map(|part| match part {
        Part::Line(line) | Part::Heading(line) => line,
        other => Line { bits: vec![Bit::Words(other.words())], span: Span::default() },
    });
    lines.reduce(|mut one, other| {
        one.push(" ", None);
        one.bits.extend(other.bits);
        one
    })
}

fn groups(items: &[Placed]) -> impl Iterator<Item = &Group> {
    items.iter().filter_map(|placed| if let Item::Group(group) = &placed.item { Some(group) } else { None })
}

fn without_labels(items: &[Placed]) -> Vec<Placed> {
    let label = |it: &&Placed| matches!(&it.item, Item::Group(group) if group.role == Role::Label);
    items.iter().filter(|it| !label(it)).cloned().collect()
}

fn items_of(items: &[Placed]) -> Vec<ListItem> {
    let mut out = Vec::new();
    for group in groups(items) {
        match group.role {
            Role::Item => {
                let label = groups(&group.items).find(|it| it.role == Role::Label);
                let mark = label.map(|it| mark(&it.items)).unwrap_or_default();
                out.push(ListItem { mark, parts: inside(&without_labels(&group.items)) });
            }
            Role::Decoration => {}
            _ => out.extend(items_of(&group.items)),
        }
    }
    out
}

/// A number, or a box to tick.
fn mark(items: &[Placed]) -> String {
    let said: Vec<String> = inside(items).iter().map(Part::words).collect();
    match said.join(" ").trim() {
        "Done:" => "[x]".to_owned(),
        "To do:" => "[ ]".to_owned(),
        number => number.to_owned(),
    }
}

/// The numbers behind a chart.
fn data(table: &DataTable) -> Part {
    let cell = |cell: &DataCell| Line { bits: vec![Bit::Words(cell.words.clone())], span: Span::default() };
    Part::Table { head: true, rows: table.rows.iter().map(|row| row.iter().map(cell).collect()).collect() }
}

fn table(items: &[Placed]) -> Part {
    let mut rows = Vec::new();
    let mut head = false;
    for row in groups(items).filter(|group| group.role == Role::Row) {
        let cells = groups(&row.items).filter(|it| matches!(it.role, Role::Cell | Role::HeaderCell));
        // The first cell of any row may be the row's head.
        let is_head = groups(&row.items).all(|it| it.role != Role::Cell);
        head |= rows.is_empty() && is_head && groups(&row.items).any(|it| it.role == Role::HeaderCell);
        rows.push(cells.map(|cell| line(&cell.items).unwrap_or_default()).collect());
    }
    Part::Table { head, rows }
}
