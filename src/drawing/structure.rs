//! A drawing, by the roles of its parts → headings, paragraphs, lists, tables, code and figures, at their places on the
//! slide (points). Exports write them down, and windows hand them to screen readers.
//!
//! The same tree that a PDF has as its tags: what is a table there is one here. What is not seen is not in it.

use std::sync::Arc;

use super::links::boxes;
use super::{DataCell, DataTable, Drawing, Group, Item, Placed, Role, SOFT_HYPHEN};
use crate::diagnostic::Span;
use crate::geometry::{Affine, Rect};

/// A stretch of a slide's words.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// `level` 1 for the deck's title, 2 for sections and slides.
    Heading {
        level: u8,
        line: Line,
    },
    Line(Line),
    Code(Arc<str>),
    Quote(Vec<Part>),
    List(Vec<ListItem>),
    /// The first row is the head, where there is one; `side`: the first cell of each other row names it.
    Table {
        head: bool,
        side: bool,
        rows: Vec<Vec<Line>>,
    },
    /// With the words in it, where it is written, and where it stands.
    Figure {
        alt: String,
        words: Vec<String>,
        span: Span,
        place: Option<Rect>,
    },
    Note {
        number: usize,
        words: Line,
    },
}

/// An item with its mark: `1.`, or what its box says; empty for a bullet.
#[derive(Clone, Debug, PartialEq)]
pub struct ListItem {
    pub mark: String,
    pub parts: Vec<Part>,
}

/// Running words, with the place where they are written, and the one where they stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    pub bits: Vec<Bit>,
    pub span: Span,
    pub place: Option<Rect>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Bit {
    Words(String),
    /// Words, and where they lead.
    Link(String, String),
    /// A formula in words.
    Formula(String),
    Note(usize),
}

/// What all steps say, in reading order: the parts of the last, and between them those that have gone by then.
#[must_use]
pub fn parts_of_all(steps: &[Arc<Drawing>]) -> Vec<Part> {
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

/// What one step says, in reading order: a heading before the pictures that lie behind it.
#[must_use]
pub fn parts(drawing: &Drawing) -> Vec<Part> {
    let mut parts = inside(&drawing.items, Affine::IDENTITY);
    let is_figure = |part: &Part| matches!(part, Part::Figure { .. });
    heading_first(&mut parts, is_figure, |part| matches!(part, Part::Heading { .. }));
    parts
}

/// A heading before the pictures that lie behind it, in whatever they are told.
pub fn heading_first<T>(parts: &mut [T], is_figure: impl Fn(&T) -> bool, is_heading: impl Fn(&T) -> bool) {
    let behind = parts.iter().take_while(|part| is_figure(part)).count();
    if parts.get(behind).is_some_and(is_heading) {
        parts[..=behind].rotate_right(1);
    }
}

/// Whether anything of it is seen: a drawing that builds up may begin with nothing, of which nothing is said then.
#[must_use]
pub fn shows(items: &[Placed]) -> bool {
    items.iter().any(|placed| match &placed.item {
        Item::Group(group) => group.opacity > 0.0 && shows(&group.items),
        Item::Text(_) | Item::Shape(_) | Item::Picture(_) => true,
    })
}

/// Whether the cells of a row are the heads of columns: a row that only begins with one is named by it.
#[must_use]
pub fn is_head(row: &[Placed]) -> bool {
    let mut cells = groups(row, Affine::IDENTITY).filter(|(it, _)| is_cell(it)).peekable();
    cells.peek().is_some() && cells.all(|(it, _)| it.role == Role::HeaderCell)
}

/// Whether a table's first row is its head.
#[must_use]
pub fn has_head(table: &[Placed]) -> bool {
    groups(table, Affine::IDENTITY).find(|(it, _)| it.role == Role::Row).is_some_and(|(row, _)| is_head(&row.items))
}

fn is_cell(group: &Group) -> bool {
    matches!(group.role, Role::Cell | Role::HeaderCell)
}

/// Whether the heading of a slide is among the items, which those of its parts are not.
#[must_use]
pub fn is_headed(items: &[Placed]) -> bool {
    items.iter().any(|placed| match &placed.item {
        Item::Group(group) if group.opacity <= 0.0 => false,
        Item::Group(group) => match group.role {
            Role::Heading { level } => level <= 2,
            Role::Decoration | Role::Figure { .. } => false,
            _ => is_headed(&group.items),
        },
        Item::Text(_) | Item::Shape(_) | Item::Picture(_) => false,
    })
}

/// `to_slide`: from the items' coordinates.
fn inside(items: &[Placed], to_slide: Affine) -> Vec<Part> {
    let mut reader = Reader { to_slide, ..Reader::default() };
    reader.add(items);
    reader.end();
    reader.done
}

impl Part {
    /// Where it stands, as far as that is known.
    #[must_use]
    pub fn place(&self) -> Option<Rect> {
        let all = |parts: &[Self]| parts.iter().filter_map(Self::place).reduce(|all, place| all.union(place));
        match self {
            Self::Heading { line, .. } | Self::Line(line) | Self::Note { words: line, .. } => line.place,
            Self::Code(_) => None,
            Self::Quote(parts) => all(parts),
            Self::List(items) => items.iter().filter_map(|item| all(&item.parts)).reduce(|all, place| all.union(place)),
            Self::Table { rows, .. } => {
                rows.iter().flatten().filter_map(|line| line.place).reduce(|all, place| all.union(place))
            }
            Self::Figure { place, .. } => *place,
        }
    }

    /// What it says, in plain words.
    #[must_use]
    pub fn words(&self) -> String {
        let all = |parts: &[Self]| parts.iter().map(Self::words).collect::<Vec<_>>().join(" ");
        match self {
            Self::Heading { line, .. } | Self::Line(line) | Self::Note { words: line, .. } => line.words(),
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
    #[must_use]
    pub fn words(&self) -> String {
        let words = |bit: &Bit| match bit {
            Bit::Words(words) | Bit::Link(words, _) | Bit::Formula(words) => words.clone(),
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
    to_slide: Affine,
}

impl Reader {
    fn add(&mut self, items: &[Placed]) {
        for placed in items {
            match &placed.item {
                Item::Text(run) => {
                    let words: String = run.said().chars().filter(|c| *c != SOFT_HYPHEN).collect();
                    self.line.push(&words, self.link.as_deref());
                    self.stand(placed);
                }
                Item::Shape(_) | Item::Picture(_) => {}
                // It is still to come, and only keeps its place.
                Item::Group(group) if group.opacity <= 0.0 => {}
                Item::Group(group) => {
                    let before = self.to_slide;
                    self.to_slide = before * Affine::translate(placed.at.to_vec2()) * group.transform;
                    self.group(group, placed, before);
                    self.to_slide = before;
                }
            }
        }
    }

    /// The line is here too.
    fn stand(&mut self, placed: &Placed) {
        let place = place(std::slice::from_ref(placed), self.to_slide);
        self.line.place = self.line.place.map_or(place, |all| Some(place.map_or(all, |place| all.union(place))));
        self.line.span = if self.line.span == Span::default() { placed.span } else { self.line.span };
    }

    /// `around`: from the coordinates of what it stands in.
    fn group(&mut self, group: &Group, placed: &Placed, around: Affine) {
        match &group.role {
            Role::Decoration => {}
            Role::RubyText => {
                self.line.push("(", self.link.as_deref());
                self.add(&group.items);
                self.line.push(")", self.link.as_deref());
            }
            Role::Ruby | Role::RubyBase => self.add(&group.items),
            Role::Link { target } => {
                let before = self.link.replace(target.clone());
                self.add(&group.items);
                self.link = before;
            }
            Role::Language(_) => self.add(&group.items),
            Role::Formula { alt, .. } => {
                match &self.link {
                    Some(link) => self.line.push(alt, Some(link)),
                    None => self.line.bits.push(Bit::Formula(alt.clone())),
                }
                let inner = std::mem::replace(&mut self.to_slide, around);
                self.stand(placed);
                self.to_slide = inner;
            }
            Role::Reference { number } => self.line.bits.push(Bit::Note(*number)),
            role => {
                self.end();
                let part = self.block(role, &group.items, placed.span);
                self.done.extend(part);
            }
        }
    }

    /// What a group is that stands apart; those that only hold others together give what is in them.
    fn block(&mut self, role: &Role, items: &[Placed], span: Span) -> Option<Part> {
        let at = self.to_slide;
        Some(match role {
            Role::Code(text) => Part::Code(Arc::clone(text)),
            Role::Heading { level } => Part::Heading { level: *level, line: line(items, at)? },
            Role::Quote => Part::Quote(inside(items, at)),
            Role::List { .. } => Part::List(items_of(items, at)),
            Role::Table => table(items, at),
            Role::Data(table) => data(table),
            Role::Note { number } => Part::Note { number: *number, words: line(&without_labels(items), at)? },
            Role::Figure { .. } if !shows(items) => return None,
            Role::Figure { alt } => {
                let words = inside(items, at).iter().map(Part::words).filter(|words| !words.is_empty()).collect();
                Part::Figure { alt: alt.clone(), words, span, place: place(items, at) }
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

/// What items cover of the slide.
fn place(items: &[Placed], to_slide: Affine) -> Option<Rect> {
    let mut places = Vec::new();
    boxes(items, to_slide, &mut places);
    places.into_iter().reduce(|all, place| all.union(place))
}

/// All words as one line.
fn line(items: &[Placed], to_slide: Affine) -> Option<Line> {
    let lines = inside(items, to_slide).into_iter().map(|part| match part {
        Part::Line(line) | Part::Heading { line, .. } => line,
        other => Line { bits: vec![Bit::Words(other.words())], span: Span::default(), place: other.place() },
    });
    lines.reduce(|mut one, other| {
        one.push(" ", None);
        one.bits.extend(other.bits);
        one.place = [one.place, other.place].into_iter().flatten().reduce(|all, place| all.union(place));
        one
    })
}

/// The groups among items, each with the way from its coordinates to the slide.
fn groups(items: &[Placed], to_slide: Affine) -> impl Iterator<Item = (&Group, Affine)> {
    items.iter().filter_map(move |placed| match &placed.item {
        Item::Group(group) if group.opacity > 0.0 => {
            Some((group, to_slide * Affine::translate(placed.at.to_vec2()) * group.transform))
        }
        _ => None,
    })
}

fn without_labels(items: &[Placed]) -> Vec<Placed> {
    let label = |it: &&Placed| matches!(&it.item, Item::Group(group) if group.role == Role::Label);
    items.iter().filter(|it| !label(it)).cloned().collect()
}

fn items_of(items: &[Placed], to_slide: Affine) -> Vec<ListItem> {
    let mut out = Vec::new();
    for (group, at) in groups(items, to_slide) {
        match group.role {
            Role::Item => {
                let label = groups(&group.items, at).find(|(it, _)| it.role == Role::Label);
                let mark = label.map(|(it, _)| mark(&it.items)).unwrap_or_default();
                out.push(ListItem { mark, parts: inside(&without_labels(&group.items), at) });
            }
            Role::Decoration => {}
            _ => out.extend(items_of(&group.items, at)),
        }
    }
    out
}

/// A number, a box to tick, or what an icon says.
fn mark(items: &[Placed]) -> String {
    if let [Placed { item: Item::Group(figure), .. }] = items
        && let Role::Figure { alt } = &figure.role
    {
        if matches!(&figure.items[..], [Placed { item: Item::Group(_), .. }]) {
            return format!("{}:", alt.trim_end_matches(':'));
        }
        // An empty box is a line alone; a ticked one is filled, and has its tick.
        return if figure.items.len() > 1 { "[x]" } else { "[ ]" }.to_owned();
    }
    let said: Vec<String> = inside(items, Affine::IDENTITY).iter().map(Part::words).collect();
    said.join(" ").trim().to_owned()
}

/// The numbers behind a chart.
fn data(table: &DataTable) -> Part {
    let cell = |cell: &DataCell| Line { bits: vec![Bit::Words(cell.words.clone())], ..Line::default() };
    let rows = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    Part::Table { head: true, side: true, rows }
}

fn table(items: &[Placed], to_slide: Affine) -> Part {
    let mut rows: Vec<Vec<Line>> = Vec::new();
    let (head, mut side) = (has_head(items), false);
    for (row, at) in groups(items, to_slide).filter(|(group, _)| group.role == Role::Row) {
        let cells: Vec<_> = groups(&row.items, at).filter(|(it, _)| is_cell(it)).collect();
        let named = cells.first().is_some_and(|(it, _)| it.role == Role::HeaderCell);
        side |= named && (!rows.is_empty() || !head);
        rows.push(cells.iter().map(|(cell, at)| line(&cell.items, *at).unwrap_or_default()).collect());
    }
    Part::Table { head, side, rows }
}

/// What a step says that the one before it did not, a sentence for each block; of a line that has grown, what it gained.
#[must_use]
pub fn news(before: &[Part], after: &[Part]) -> Vec<String> {
    let mut known = Vec::new();
    sentences(before, &mut known);
    let mut all = Vec::new();
    sentences(after, &mut all);
    let mut out = Vec::new();
    for sentence in all {
        if let Some(at) = known.iter().position(|it| *it == sentence) {
            known.remove(at);
        } else if let Some(more) = known.iter().find_map(|it| sentence.strip_prefix(it.as_str())) {
            out.push(more.trim().to_owned());
        } else {
            out.push(sentence);
        }
    }
    out.retain(|sentence| !sentence.is_empty());
    out
}

/// Block by block: an item with its mark, a row of a table, a figure by its description.
fn sentences(parts: &[Part], out: &mut Vec<String>) {
    for part in parts {
        match part {
            Part::Quote(inside) => sentences(inside, out),
            Part::List(items) => {
                for item in items {
                    sentences(&item.parts, out);
                }
            }
            Part::Table { rows, .. } => {
                let row = |row: &Vec<Line>| row.iter().map(Line::words).collect::<Vec<_>>().join(", ");
                out.extend(rows.iter().map(row));
            }
            other => out.push(other.words()),
        }
    }
}
