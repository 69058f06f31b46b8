//! A talk → the slides that are told, and what is said on them.

use crate::deck::{Block, Rich, Slide};
use crate::talk::Talk;

/// Whether anything of the talk is captioned, so that the rest should be.
pub(super) fn is_captioned(talk: &Talk) -> bool {
    talk.deck.slides.iter().any(|slide| !slide.cues.is_empty())
}

/// The slides that are shown in the talk, one after the other.
pub(super) fn told(talk: &Talk) -> impl Iterator<Item = (usize, &Slide)> {
    talk.deck.slides.iter().enumerate().filter(|(_, slide)| !slide.hidden && !slide.appendix)
}

/// A slide's notes as plain words, a line for each block.
pub(super) fn notes(slide: &Slide) -> String {
    let mut out = String::new();
    slide.notes.iter().flat_map(|part| &part.blocks).for_each(|block| words(block, &mut out));
    out
}

fn words(block: &Block, out: &mut String) {
    let mut line = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    match block {
        Block::Paragraph(rich) => line(&rich.text()),
        Block::Code(code) => line(&code.text),
        Block::Table(table) => {
            table.head.iter().chain(table.rows.iter().flatten()).map(Rich::text).for_each(|it| line(&it))
        }
        Block::List { items, .. } => items.iter().flatten().for_each(|block| words(block, out)),
        Block::Quote(blocks) => blocks.iter().for_each(|block| words(block, out)),
        Block::Picture(_) => {}
    }
}
