//! A talk → slides that hold more than people take in while they listen: words, items, levels; and lines so long that the
//! eye does not find the next.

use crate::deck::{Block, Layout, Slide};
use crate::diagnostic::{Diagnostic, Severity, counted};
use crate::drawing::{Drawing, Item, Placed, Role};
use crate::talk::Talk;
use crate::writing;

/// Running words on a slide: what is read beside listening, and what nobody reads any more.
const MANY: u64 = 40;
const TOO_MANY: u64 = 75;
/// Items of a list, and lists in one another.
const ITEMS: usize = 6;
const LEVELS: usize = 2;
/// Characters of a line of running words (WCAG 1.4.8).
const LINE: usize = 80;

pub(super) fn check(talk: &Talk, out: &mut Vec<Diagnostic>) {
    for (index, slide) in super::told::told(talk) {
        if holds_words(&slide.layout) {
            words(slide, out);
            lists(slide, out);
        }
        lines(talk, index, out);
    }
}

/// Layouts whose words are there to be read once, in the talk. Titles, references and closing slides are looked at.
fn holds_words(layout: &Layout) -> bool {
    !matches!(layout, Layout::Title { .. } | Layout::References | Layout::Agenda | Layout::Closing { .. })
}

fn words(slide: &Slide, out: &mut Vec<Diagnostic>) {
    let mut text = Vec::new();
    slide.blocks().into_iter().for_each(|block| running(block, &mut text));
    let count = text.iter().map(|line| writing::words(line)).sum::<u64>();
    if count <= MANY {
        return;
    }
    let severity = if count > TOO_MANY { Severity::Error } else { Severity::Warning };
    let message = format!("slide `{}` has {count} words to be read; people read {MANY} of them and listen", slide.id);
    let hint = "Say in a few words what it comes to and tell the rest (as notes), or share them over two slides; where they \
                are to stay, allow = [\"SLD-WORDS\"]";
    out.push(Diagnostic::new(severity, "SLD-WORDS", slide.span, message).hint(hint));
}

/// What is read as running words: code, tables and quotations have ways of their own.
fn running(block: &Block, out: &mut Vec<String>) {
    match block {
        Block::Paragraph(_) | Block::Heading(_) => block.words(out),
        Block::List { items, .. } => items.iter().flatten().for_each(|block| running(block, out)),
        Block::Quote(_) | Block::Code(_) | Block::Table(_) | Block::Picture(_) | Block::Pictures(_) => {}
    }
}

fn lists(slide: &Slide, out: &mut Vec<Diagnostic>) {
    let (mut most, mut deepest) = (0, 0);
    for block in slide.blocks() {
        let (items, levels) = extent(block);
        (most, deepest) = (most.max(items), deepest.max(levels));
    }
    let (message, hint) = if most > ITEMS {
        let message =
            format!("a list on slide `{}` has {}; people keep {ITEMS} in mind", slide.id, counted(most, "item"));
        (message, "Join what belongs together, or share the list over two slides")
    } else if deepest > LEVELS {
        let message =
            format!("a list on slide `{}` has {}; people follow {LEVELS}", slide.id, counted(deepest, "level"));
        (message, "Make headings (###) of its first level, or items of its last")
    } else {
        return;
    };
    out.push(Diagnostic::warning("SLD-BULLETS", slide.span, message).hint(hint));
}

/// The items of the longest list in a block, and how many lists stand in one another.
fn extent(block: &Block) -> (usize, usize) {
    match block {
        Block::List { items, .. } => {
            let inside = items.iter().flatten().map(extent).fold((0, 0), |a, b| (a.0.max(b.0), a.1.max(b.1)));
            (items.len().max(inside.0), inside.1 + 1)
        }
        Block::Quote(blocks) => blocks.iter().map(extent).fold((0, 0), |a, b| (a.0.max(b.0), a.1.max(b.1))),
        _ => (0, 0),
    }
}

/// One remark a slide, about its longest line.
fn lines(talk: &Talk, index: usize, out: &mut Vec<Diagnostic>) {
    let Some(drawing) = talk.pages.get(index).and_then(|page| page.whole()) else { return };
    let Some((count, first)) = longest(drawing).filter(|(count, _)| *count > LINE) else { return };
    let slide = &talk.deck.slides[index];
    let message = format!(
        "a line on slide `{}` has {count} characters, after which the eye looks for the next: “{first}…”; {LINE} are the most",
        slide.id
    );
    let hint = "Set it in columns = 2, put a picture or an aside beside it, or give the theme a smaller `measure`";
    out.push(Diagnostic::new(Severity::Info, "SLD-LINE", slide.span, message).hint(hint));
}

/// The longest line of running words, in characters, and how it begins.
fn longest(drawing: &Drawing) -> Option<(usize, String)> {
    let mut all: Vec<String> = Vec::new();
    paragraphs(&drawing.items, &mut all);
    let longest = all.into_iter().max_by_key(|line| writing::width(line))?;
    Some((writing::width(longest.trim()), longest.trim().chars().take(30).collect()))
}

fn paragraphs(items: &[Placed], out: &mut Vec<String>) {
    for placed in items {
        let Item::Group(group) = &placed.item else { continue };
        match group.role {
            Role::Paragraph => {
                let mut lines: Vec<(f64, String)> = Vec::new();
                set(&group.items, 0.0, &mut lines);
                // A paragraph of one line is no text to find one's way in.
                if lines.len() > 1 {
                    out.extend(lines.into_iter().map(|(_, words)| words));
                }
            }
            Role::Decoration | Role::Figure { .. } | Role::Table | Role::Code(_) | Role::Source | Role::Note { .. } => {
            }
            _ => paragraphs(&group.items, out),
        }
    }
}

/// The words of a paragraph line by line, by the heights of their baselines.
fn set(items: &[Placed], top: f64, out: &mut Vec<(f64, String)>) {
    for placed in items {
        let at = top + placed.at.y;
        match &placed.item {
            Item::Text(run) => match out.iter_mut().find(|(line, _)| (*line - at).abs() < f64::from(run.size) * 0.5) {
                Some((_, words)) => words.push_str(&run.text),
                None => out.push((at, run.text.to_string())),
            },
            Item::Group(group) if group.role == Role::Decoration => {}
            Item::Group(group) => set(&group.items, at, out),
            Item::Shape(_) | Item::Picture(_) => {}
        }
    }
}
