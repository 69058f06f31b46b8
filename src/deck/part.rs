//! What stands in one region of a slide, and how regions stand beside and under each other.

use super::block::Block;
use super::chart::{Chart, Figure};
use super::picture::Picture;
use super::placing::When;
use super::rich::Rich;
use crate::diagnostic::Span;

/// A column, a row, or all that stands under a slide's title.
#[derive(Clone, Debug)]
pub struct Region {
    pub heading: Option<Rich>,
    /// Of the width that columns share, or of the height that rows share; `None` leaves it to the layout.
    pub share: Option<f64>,
    /// In the order of the file, which is the order of reading.
    pub parts: Vec<Part>,
    /// How its parts stand: those of a row beside each other.
    pub axis: Axis,
    pub when: When,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Beside each other.
    Across,
    /// Under each other.
    Down,
}

/// One thing to be laid out in a region.
#[derive(Clone, Debug)]
pub struct Part {
    pub content: Content,
    pub when: When,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum Content {
    /// Words, code, a table, pictures between words.
    Blocks(Vec<Block>),
    Pictures(Vec<Picture>),
    Chart(Box<Chart>),
    Numbers(Vec<Figure>),
    Quote {
        quote: Rich,
        by: Option<Rich>,
        work: Option<Rich>,
    },
    /// Columns or rows. One level inside another at most.
    Regions(Axis, Vec<Region>),
}

/// Parts at a place of their own; place and size are shares of the slide.
#[derive(Clone, Debug)]
pub struct CanvasItem {
    /// Its upper left corner.
    pub at: (f64, f64),
    pub size: (f64, f64),
    pub parts: Vec<Part>,
    /// In degrees, to the right.
    pub turn: f64,
    /// Whether it is meant to lie on others.
    pub over: bool,
    pub when: When,
    pub span: Span,
}

impl Part {
    /// Adds the pictures that stand in it.
    pub fn pictures<'a>(&'a self, out: &mut Vec<&'a Picture>) {
        match &self.content {
            Content::Blocks(blocks) => blocks.iter().for_each(|block| block.pictures(out)),
            Content::Pictures(pictures) => out.extend(pictures),
            Content::Regions(_, regions) => {
                regions.iter().flat_map(|region| &region.parts).for_each(|part| part.pictures(out));
            }
            Content::Chart(_) | Content::Numbers(_) | Content::Quote { .. } => {}
        }
    }

    /// Adds the blocks that stand in it.
    pub fn blocks<'a>(&'a self, out: &mut Vec<&'a Block>) {
        match &self.content {
            Content::Blocks(blocks) => out.extend(blocks),
            Content::Regions(_, regions) => {
                regions.iter().flat_map(|region| &region.parts).for_each(|part| part.blocks(out));
            }
            Content::Pictures(_) | Content::Chart(_) | Content::Numbers(_) | Content::Quote { .. } => {}
        }
    }
}

impl Region {
    /// What stands under the title of a slide.
    #[must_use]
    pub fn whole(parts: Vec<Part>, span: Span) -> Self {
        Self { heading: None, share: None, parts, axis: Axis::Down, when: When::default(), span }
    }

    /// The innermost region in which something that is written at `at` stands, by a name such as `the left column`.
    #[must_use]
    pub fn named(&self, at: Span, mirrored: bool) -> Option<String> {
        self.parts.iter().find_map(|part| match &part.content {
            Content::Regions(axis, regions) => {
                // Regions follow one another in the file.
                let after = regions
                    .iter()
                    .take_while(|region| region.span.file == at.file)
                    .filter(|region| region.span.start <= at.start);
                let index = after.count().checked_sub(1)?;
                let own = name(*axis, index, regions.len(), mirrored);
                Some(regions[index].named(at, mirrored).map_or(own.clone(), |inner| format!("{inner} of {own}")))
            }
            _ => None,
        })
    }
}

/// `the left column`, `the second row`.
#[must_use]
pub fn name(axis: Axis, index: usize, count: usize, mirrored: bool) -> String {
    let which = which(axis, index, count, mirrored);
    format!("the {which} {}", if axis == Axis::Across { "column" } else { "row" })
}

/// `left`, `second`: which of several regions it is.
#[must_use]
pub fn which(axis: Axis, index: usize, count: usize, mirrored: bool) -> &'static str {
    const ORDER: [&str; 9] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
    match (axis, count) {
        (Axis::Across, 2 | 3) => {
            let place = if mirrored { count - 1 - index } else { index };
            if place == 0 {
                "left"
            } else if place == count - 1 {
                "right"
            } else {
                "middle"
            }
        }
        (Axis::Down, 2) => ["upper", "lower"][index.min(1)],
        _ => ORDER.get(index).copied().unwrap_or("last"),
    }
}
