//! Words as they are typed → with the quotation marks and apostrophes that their language prints, in blocks and runs.

use std::borrow::Cow;

use super::quotes::Quotes;
use crate::deck::{Block, Item, Rich, Table};

/// `text` with the quotation marks and apostrophes that `language` (BCP 47) prints, as on slides.
#[must_use]
pub fn typographic<'a>(text: &'a str, language: &str) -> Cow<'a, str> {
    if text.contains(['"', '\'']) { Cow::Owned(Quotes::new(language).set(text, None)) } else { Cow::Borrowed(text) }
}

/// The same for all words in `blocks` but code.
#[must_use]
pub fn typographic_blocks(blocks: &[Block], language: &str) -> Vec<Block> {
    let all = |rows: &[Rich]| rows.iter().map(|rich| typographic_rich(rich, language)).collect::<Vec<_>>();
    let set = |block: &Block| match block {
        Block::Paragraph(rich) => Block::Paragraph(typographic_rich(rich, language)),
        Block::Heading(rich) => Block::Heading(typographic_rich(rich, language)),
        Block::List { start, items } => {
            let item = |item: &Item| Item {
                blocks: typographic_blocks(&item.blocks, language),
                task: item.task,
                icon: item.icon.clone(),
            };
            let items = items.iter().map(item).collect();
            Block::List { start: *start, items }
        }
        Block::Quote(inside) => Block::Quote(typographic_blocks(inside, language)),
        Block::Table(table) => Block::Table(Table {
            align: table.align.clone(),
            head: all(&table.head),
            rows: table.rows.iter().map(|row| all(row)).collect(),
        }),
        Block::Code(_) | Block::Picture(_) | Block::Pictures(_) => block.clone(),
    };
    blocks.iter().map(set).collect()
}

/// The same for the runs of `rich` but code.
#[must_use]
pub fn typographic_rich(rich: &Rich, language: &str) -> Rich {
    let mut quotes = Quotes::new(language);
    let mut out = rich.clone();
    for (at, run) in rich.runs.iter().enumerate() {
        let next = rich.runs.get(at + 1).and_then(|next| next.text.chars().next());
        if run.code || run.formula.is_some() {
            quotes.pass(&run.text);
        } else {
            out.runs[at].text = quotes.set(&run.text, next);
        }
    }
    out
}
