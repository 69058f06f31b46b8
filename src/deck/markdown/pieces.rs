//! Markdown → the pieces between which a slide's words can be parted: blocks, items of lists and rows of tables, each
//! with its place, in bytes.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::literal::READING;

/// What stands in a text, in its order.
#[derive(Debug, Default)]
pub struct Pieces {
    pub all: Vec<Piece>,
    /// Where the addresses of links stand that are named in the text: `[name]: address`.
    pub links: Vec<(String, Range<usize>)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub range: Range<usize>,
    pub kind: PieceKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// Whether it leads over to what follows: it ends in a colon.
    Paragraph {
        leads: bool,
    },
    Heading,
    /// `block` is the list among the blocks of the text, `start` the number of its first item.
    Item {
        block: usize,
        at: usize,
        start: Option<u64>,
    },
    /// A table's row under its head.
    Row {
        block: usize,
        at: usize,
        head: Range<usize>,
    },
    Footnote {
        label: String,
    },
    Other,
}

impl PieceKind {
    /// The list or table that it belongs to, and its place there.
    #[must_use]
    pub fn within(&self) -> Option<(usize, usize)> {
        match self {
            Self::Item { block, at, .. } | Self::Row { block, at, .. } => Some((*block, *at)),
            _ => None,
        }
    }
}

/// The pieces of a text that was veiled; `place` says where a byte of it stands in the text as it is written.
pub(super) fn read(veiled: &str, place: &impl Fn(usize) -> usize) -> Pieces {
    let parser = Parser::new_ext(veiled, READING);
    let at = |range: &Range<usize>| place(range.start)..place(range.end);
    let links = parser.reference_definitions().iter().map(|(name, it)| (name.to_owned(), at(&it.span))).collect();
    let mut all: Vec<Piece> = Vec::new();
    let (mut depth, mut block, mut count) = (0, 0, 0);
    let (mut list, mut head) = (None, None);
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(tag) => {
                if depth == 0 {
                    (block, count, head) = (block + 1, 0, None);
                    list = if let Tag::List(start) = tag { Some(start) } else { None };
                }
                let kind = match (depth, &tag) {
                    (0, Tag::List(_) | Tag::Table(_)) => None,
                    (0, _) => Some(block_kind(&tag, &veiled[range.clone()])),
                    (1, Tag::Item) => list.map(|start| PieceKind::Item { block, at: count, start }),
                    (1, Tag::TableHead) => {
                        head = Some(range.clone());
                        None
                    }
                    (1, Tag::TableRow) => head.clone().map(|head| {
                        // Between the head and the first row stands the line that parts them.
                        let head = if count == 0 { at(&(head.start..range.start)) } else { at(&head) };
                        let first = all.iter().rev().find_map(|it| match &it.kind {
                            PieceKind::Row { block: known, head, .. } if *known == block => Some(head.clone()),
                            _ => None,
                        });
                        PieceKind::Row { block, at: count, head: first.unwrap_or(head) }
                    }),
                    _ => None,
                };
                if let Some(kind) = kind {
                    count += 1;
                    all.push(Piece { range: at(&range), kind });
                }
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            _ if depth == 0 => {
                block += 1;
                all.push(Piece { range: at(&range), kind: PieceKind::Other });
            }
            _ => {}
        }
    }
    Pieces { all, links }
}

fn block_kind(tag: &Tag<'_>, words: &str) -> PieceKind {
    match tag {
        Tag::Paragraph => {
            let end = words.trim_end().trim_end_matches(['*', '_', '=', '"', '”', '’']);
            PieceKind::Paragraph { leads: end.ends_with([':', '：']) }
        }
        Tag::Heading { .. } => PieceKind::Heading,
        Tag::FootnoteDefinition(label) => PieceKind::Footnote { label: label.to_string() },
        _ => PieceKind::Other,
    }
}
