//! What only one layout has: comparisons, covers, big numbers, tables, code.

use super::Reader;
use super::charts::MOST_MARKS;
use super::fields::{COVER, FIGURE, Kind, SIDE, TABLE};
use super::slide::Around;
use crate::deck::part::Region;
use crate::deck::source::{Node, Table, Value};
use crate::deck::{self, Align, Block, Cover, Figure, Layout, Rich, Side};
use crate::diagnostic::counted;

pub(super) const ALIGNS: [(&str, Align); 3] = [("start", Align::Start), ("center", Align::Center), ("end", Align::End)];
/// Categorical colors that a theme can have.
const MOST_COLORS: i64 = 12;

impl Reader<'_> {
    /// The layout with its own fields, as far as they can be read; `None` if nothing of what it cannot be without can be.
    pub(super) fn layout(&mut self, kind: Kind, table: &Table, around: &Around<'_>) -> Option<Layout> {
        Some(match kind {
            Kind::Title => Layout::Title { speakers: self.shown_speakers(table, around), notice: None },
            Kind::Section => Layout::Section,
            Kind::Statement => Layout::Statement { number: self.plain(table, "number") },
            Kind::Bullets => Layout::Bullets,
            Kind::Quote => {
                let (by, work) = (self.rich(table, "by"), self.rich(table, "work"));
                Layout::Quote { quote: self.quotation(table, "quote")?, by, work }
            }
            Kind::Compare => {
                let (left, right) = (self.side(table, "left"), self.side(table, "right"));
                if left.is_none() && right.is_none() {
                    return None;
                }
                let side = |side: Option<Side>| side.unwrap_or(Side { kicker: None, body: Vec::new() });
                Layout::Compare { left: side(left), right: side(right) }
            }
            Kind::Image => Layout::Image,
            Kind::Publication => {
                let quote = self.rich(table, "quote");
                let (by, work) = (self.rich(table, "by"), self.rich(table, "work"));
                Layout::Publication { cover: self.cover(table)?, quote, by, work }
            }
            Kind::Chart => Layout::Chart { chart: Box::new(self.chart(table).and_then(super::guides::settled)?) },
            Kind::Numbers => Layout::Numbers { numbers: self.figures(table)? },
            Kind::Table => Layout::Table,
            Kind::Code => Layout::Code,
            Kind::References => Layout::References,
            Kind::Agenda => Layout::Agenda,
            Kind::Closing => Layout::Closing { speakers: self.shown_speakers(table, around) },
            Kind::Blank => Layout::Blank,
            // What stands in it is read after what every slide may have.
            Kind::Canvas => {
                let items = self.items(table);
                if items.is_empty() && table.has("item") {
                    return None;
                }
                Layout::Canvas { items }
            }
            Kind::Parts => Layout::Parts { whole: Region::whole(Vec::new(), table.span) },
        })
    }

    fn side(&mut self, slide: &Table, key: &str) -> Option<Side> {
        let table = self.table(slide, key)?;
        let table = &*self.check_keys(table, &SIDE);
        Some(Side { kicker: self.rich(table, "kicker"), body: self.blocks(table, "body") })
    }

    fn cover(&mut self, slide: &Table) -> Option<Cover> {
        let table = self.table(slide, "cover")?;
        let table = &*self.check_keys(table, &COVER);
        Some(Cover {
            series: self.rich(table, "series"),
            subtitle: self.rich(table, "subtitle"),
            authors: self.rich(table, "authors"),
            lines: self.riches(table, "lines").unwrap_or_default(),
            color: self.integer(table, "color", 0..=MOST_COLORS - 1).unwrap_or(0),
            // A cover without a title is told, and drawn all the same.
            title: self.filled_rich(table, "title").unwrap_or_default(),
        })
    }

    pub(super) fn figures(&mut self, slide: &Table) -> Option<Vec<Figure>> {
        let tables = self.tables(slide, "numbers", "numbers = [{ value = \"87%\", label = \"…\" }]");
        let count = tables.len();
        let mut figures = Vec::new();
        for table in tables.into_iter().take(MOST_MARKS) {
            let table = &*self.check_keys(table, &FIGURE);
            let (value, label) = (self.filled_rich(table, "value"), self.filled_rich(table, "label"));
            let icon = self.sign(table);
            figures.extend(value.map(|value| Figure { value, label: label.unwrap_or_default(), icon }));
        }
        if let Some(Node { value: Value::List(_), span }) = slide.get("numbers")
            && (count == 0 || count > MOST_MARKS)
        {
            self.fault(
                *span,
                format!("there are {count} numbers"),
                "Write numbers = [{ value = \"87%\", label = \"…\" }]",
            );
        }
        (!figures.is_empty()).then_some(figures)
    }

    /// The block that `table` or `code` stands for: either the field or the body says it.
    pub(super) fn own_block(&mut self, kind: Kind, slide: &Table, body: &[Block]) -> Option<Block> {
        let (key, example) = match kind {
            Kind::Table => ("table", "table = { columns = [\"…\"], rows = [[\"…\"]] }"),
            Kind::Code => ("code", "code = { language = \"rust\", text = '''…''' }"),
            _ => return None,
        };
        let in_body = body.iter().any(|block| match block {
            Block::Table(_) => kind == Kind::Table,
            Block::Code(_) => kind == Kind::Code,
            _ => false,
        });
        if slide.has(key) && in_body {
            let message = format!("the {key} is there twice: as `{key}` and in `body`");
            self.fault(slide.span_of(key), message, "Keep one of the two");
            return None;
        }
        if slide.has(key) {
            let table = self.table(slide, key)?;
            return if kind == Kind::Table { self.written_table(table) } else { self.code(table) };
        }
        if !in_body {
            let message = format!("the layout `{key}` has no {key} to show");
            self.fault(slide.span, message, format!("Add {example}, or Markdown for it in `body`"));
        }
        None
    }

    pub(super) fn written_table(&mut self, table: &Table) -> Option<Block> {
        let table = &*self.check_keys(table, &TABLE);
        let head = self.riches(table, "columns");
        let rows = self.list(table, "rows");
        let align = self.aligns(table);
        let (head, rows) = (head?, rows?);
        let width = head.len();
        if width == 0 || width > MOST_MARKS || rows.len() > MOST_MARKS {
            let message = format!("the table has {width} columns and {} rows", rows.len());
            self.fault(table.span, message, format!("It can have up to {MOST_MARKS} of each"));
            return None;
        }
        let mut read = Vec::with_capacity(rows.len());
        for row in rows {
            read.extend(self.row(row, width));
        }
        let mut align = align.unwrap_or_default();
        if align.len() > width {
            let message = format!("there are {width} columns, but {} in `align`", align.len());
            self.fault(table.span_of("align"), message, "Give each column one");
        }
        align.resize(width, Align::Start);
        Some(Block::Table(deck::Table { align, head, rows: read }))
    }

    /// A row of that many cells: what is missing of it is empty, what is too much is left out.
    fn row(&mut self, row: &Node, width: usize) -> Option<Vec<Rich>> {
        let Value::List(cells) = &row.value else {
            self.wrong_kind("rows", row, "a list of lists", "rows = [[\"…\", \"…\"], [\"…\", \"…\"]]");
            return None;
        };
        if cells.len() != width {
            let message =
                format!("there are {}, but {} in this row", counted(width, "column"), counted(cells.len(), "cell"));
            self.fault(row.span, message, "An empty cell is \"\"");
        }
        let mut read = Vec::with_capacity(width);
        for cell in cells.iter().take(width) {
            let text = self.texts_of("rows", std::slice::from_ref(cell)).unwrap_or_default();
            read.push(text.first().map(|text| self.inline(text)).unwrap_or_default());
        }
        read.resize(width, Rich::default());
        Some(read)
    }

    fn aligns(&mut self, table: &Table) -> Option<Vec<Align>> {
        let mut aligns = Vec::new();
        for text in self.texts(table, "align")? {
            let found = ALIGNS.iter().find(|(name, _)| *name == text.words);
            let Some((_, align)) = found else {
                self.fault(
                    text.span,
                    format!("there is no align called `{}`", super::values::shown(&text.words)),
                    "It can be: start, center, end",
                );
                return None;
            };
            aligns.push(*align);
        }
        Some(aligns)
    }
}
