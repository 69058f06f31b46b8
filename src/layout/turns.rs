//! A slide whose blocks or items stand one in another's place → a drawing for each, as large as it can be alone, and one
//! of the whole for all that is handed out.

use std::sync::Arc;

use super::blocks::is_heading;
use crate::deck::{Block, Reveal, Slide};
use crate::diagnostic::Diagnostic;
use crate::drawing::Page;

/// A slide's page, or why it could not be laid out, and what is to be told of it.
pub(super) type Laid = (Result<Page, String>, Vec<Diagnostic>);

/// What is told of small words: where each part stands alone, only its own size counts.
const SIZES: [&str; 2] = ["SLD-FONT", "SLD-FIT"];

/// The slide by `lay`; where its parts take turns, each of them by itself, at the step at which it would come anyway.
pub(super) fn lay_out(slide: &Slide, mut lay: impl FnMut(&Slide) -> Laid) -> Laid {
    let (whole, mut told) = lay(slide);
    let turns = turns(slide);
    let Ok(mut page) = whole else { return (whole, told) };
    if turns.len() < 2 {
        return (Ok(page), told);
    }
    let mut steps = Vec::new();
    let mut of_turns = Vec::new();
    for (at, turn) in turns.iter().enumerate() {
        let (laid, found) = lay(turn);
        let Ok(laid) = laid else { return (Ok(page), told) };
        // The first one begins with what is there before it; the last one ends with what comes after it.
        let last = if at + 1 == turns.len() { laid.steps.len() } else { 2 };
        let own = laid.steps.get(usize::from(at > 0)..last).unwrap_or_default();
        steps.extend(own.iter().map(Arc::clone));
        of_turns.extend(found);
    }
    if steps.len() != page.steps.len() {
        let message =
            format!("the parts of slide `{}` cannot replace each other: something else comes by steps", slide.id);
        let hint = "take `replace` out, or the steps of the picture, the code or the other part";
        told.push(Diagnostic::warning("SLD-STEPS", slide.span, message).hint(hint));
        return (Ok(page), told);
    }
    told.retain(|fault| !SIZES.contains(&fault.code));
    for fault in of_turns {
        if !told.contains(&fault) {
            told.push(fault);
        }
    }
    page.together = page.steps.pop();
    page.steps = steps;
    (Ok(page), told)
}

/// The slide with each part that takes a turn alone, in their order.
fn turns(slide: &Slide) -> Vec<Slide> {
    if !slide.replace {
        return Vec::new();
    }
    let bodies = match revealed(slide) {
        Reveal::Blocks => by_block(&slide.body),
        Reveal::Items => by_item(&slide.body),
        Reveal::None | Reveal::Columns => Vec::new(),
    };
    let count = bodies.len();
    let turn = |(at, body): (usize, Vec<Block>)| {
        // What is set apart comes after all others.
        let aside = if at + 1 == count { slide.aside.clone() } else { Vec::new() };
        Slide { body, aside, columns: None, ..slide.clone() }
    };
    bodies.into_iter().enumerate().map(turn).collect()
}

/// A slide without a list shows its blocks.
fn revealed(slide: &Slide) -> Reveal {
    let has_items = slide.body.iter().any(|block| matches!(block, Block::List { .. }));
    if slide.reveal == Reveal::Items && !has_items { Reveal::Blocks } else { slide.reveal }
}

/// Each block, with the headings over it.
fn by_block(body: &[Block]) -> Vec<Vec<Block>> {
    let mut out = Vec::new();
    let mut over = Vec::new();
    for (at, block) in body.iter().enumerate() {
        over.push(block.clone());
        if !is_heading(block) || at + 1 == body.len() {
            out.push(std::mem::take(&mut over));
        }
    }
    out
}

/// Each item of the lists, with the blocks that are none.
fn by_item(body: &[Block]) -> Vec<Vec<Block>> {
    let items = |block: &Block| if let Block::List { items, .. } = block { items.len() } else { 0 };
    (0..body.iter().map(items).sum()).map(|at| only_item(body, at)).collect()
}

/// The body with no item but the one at `at`, counted over all lists; a numbered one keeps its number.
fn only_item(body: &[Block], at: usize) -> Vec<Block> {
    let mut before = 0;
    let mut out = Vec::new();
    for block in body {
        let Block::List { start, items } = block else {
            out.push(block.clone());
            continue;
        };
        if let Some(item) = at.checked_sub(before).and_then(|own| items.get(own)) {
            let start = start.map(|start| start + (at - before) as u64);
            out.push(Block::List { start, items: vec![item.clone()] });
        }
        before += items.len();
    }
    out
}
