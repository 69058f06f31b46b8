//! The parts of a region → pieces that are laid out one by one: words, code, figures, each with the steps of its part.

use crate::deck::part::{Axis, Content, Part, Region};
use crate::deck::placing::When;
use crate::deck::{Block, Chart, Figure, Picture, Rich};
use crate::diagnostic::Span;

/// What is laid out as one.
#[derive(Clone)]
pub(super) struct Piece<'a> {
    pub kind: Kind<'a>,
    pub when: When,
    /// Its share of the height, if the author says one.
    pub share: Option<f64>,
    /// Those with less stand above those with more; where it is the same, they stand as they are read.
    pub place: usize,
}

#[derive(Clone)]
pub(super) enum Kind<'a> {
    /// Paragraphs, lists and quotations.
    Words(&'a [Block]),
    Code(&'a Block),
    Table(&'a Block),
    Pictures(&'a [Picture]),
    Chart(&'a Chart),
    Numbers(&'a [Figure]),
    Quote {
        quote: &'a Rich,
        by: Option<&'a Rich>,
        work: Option<&'a Rich>,
    },
    Columns(&'a [Region]),
    Row(&'a Region),
}

/// One of several regions beside each other.
pub(super) struct Column<'a> {
    pub heading: Option<&'a Rich>,
    pub share: Option<f64>,
    pub pieces: Vec<Piece<'a>>,
    pub when: When,
    pub span: Span,
    /// Where it stands from the left, where that is not the order of reading.
    pub place: Option<usize>,
}

impl<'a> Column<'a> {
    pub fn of(region: &'a Region) -> Self {
        let pieces = pieces(&region.parts);
        Self {
            heading: region.heading.as_ref(),
            share: region.share,
            pieces,
            when: region.when,
            span: region.span,
            place: None,
        }
    }

    /// A part that is a column by itself.
    pub fn alone(part: &'a Part) -> Self {
        let pieces = pieces(std::slice::from_ref(part));
        Self { heading: None, share: None, pieces, when: When::default(), span: part.span, place: None }
    }
}

/// The pieces of parts, in the order of the file.
pub(super) fn pieces<'p>(parts: &'p [Part]) -> Vec<Piece<'p>> {
    let mut out = Vec::new();
    for part in parts {
        let one = |kind| Piece { kind, when: part.when, share: None, place: 1 };
        match &part.content {
            Content::Blocks(blocks) => split(blocks, part.when, &mut out),
            Content::Pictures(pictures) => out.push(one(Kind::Pictures(pictures))),
            Content::Chart(chart) => out.push(Piece { share: chart.placing.share, ..one(Kind::Chart(chart)) }),
            Content::Numbers(numbers) => out.push(one(Kind::Numbers(numbers))),
            Content::Quote { quote, by, work } => {
                out.push(one(Kind::Quote { quote, by: by.as_ref(), work: work.as_ref() }));
            }
            Content::Regions(Axis::Across, columns) => out.push(one(Kind::Columns(columns))),
            Content::Regions(Axis::Down, rows) => {
                let row = |row: &'p Region| Piece { when: row.when, share: row.share, ..one(Kind::Row(row)) };
                out.extend(rows.iter().map(row));
            }
        }
    }
    out
}

/// Runs of words, and each code, table and picture between them.
fn split<'a>(blocks: &'a [Block], when: When, out: &mut Vec<Piece<'a>>) {
    let is_words =
        |block: &Block| matches!(block, Block::Paragraph(_) | Block::Heading(_) | Block::List { .. } | Block::Quote(_));
    let mut rest = blocks;
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|block| is_words(block)).count();
        let (kind, share) = match first {
            Block::Code(_) => (Kind::Code(first), None),
            Block::Table(_) => (Kind::Table(first), None),
            Block::Picture(picture) => (Kind::Pictures(std::slice::from_ref(picture)), picture.placing.share),
            Block::Pictures(pictures) => (Kind::Pictures(pictures), None),
            Block::Paragraph(_) | Block::Heading(_) | Block::List { .. } | Block::Quote(_) => {
                (Kind::Words(&rest[..count]), None)
            }
        };
        out.push(Piece { kind, when, share, place: 1 });
        rest = &rest[count.max(1)..];
    }
}

impl Piece<'_> {
    /// Whether it takes what height the others leave.
    pub fn is_flexible(&self) -> bool {
        match &self.kind {
            Kind::Pictures(_) | Kind::Chart(_) => true,
            Kind::Columns(columns) => columns.iter().any(|column| pieces(&column.parts).iter().any(Piece::is_flexible)),
            Kind::Row(row) => row.share.is_some() || pieces(&row.parts).iter().any(Piece::is_flexible),
            Kind::Words(_) | Kind::Code(_) | Kind::Table(_) | Kind::Numbers(_) | Kind::Quote { .. } => false,
        }
    }

    /// Whether it is set as large as running words.
    pub fn is_words(&self) -> bool {
        matches!(self.kind, Kind::Words(_) | Kind::Table(_))
    }

    /// Whether a slide with it begins at the top, however little there is on it.
    pub fn is_at_the_top(&self) -> bool {
        let inside = |region: &Region| pieces(&region.parts).iter().any(Piece::is_at_the_top);
        match &self.kind {
            Kind::Code(_) | Kind::Table(_) | Kind::Chart(_) => true,
            Kind::Columns(columns) => columns.iter().any(inside),
            Kind::Row(row) => inside(row),
            Kind::Words(_) | Kind::Pictures(_) | Kind::Numbers(_) | Kind::Quote { .. } => false,
        }
    }

    pub fn is_figure(&self) -> bool {
        matches!(self.kind, Kind::Pictures(_) | Kind::Chart(_))
    }
}
