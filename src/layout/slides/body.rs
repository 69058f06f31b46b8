//! A slide's running words → a stack at the largest size that fits, in columns where the slide asks for them.

use crate::deck::theme::TypeStyle;
use crate::deck::{Block, Reveal};
use crate::diagnostic::Span;
use crate::drawing::Role;
use crate::geometry::{Point, Size};
use crate::layout::blocks::{self, measure};
use crate::layout::desk::Desk;
use crate::layout::fit::{COMFORTABLE, fit};
use crate::layout::node::Stack;
use crate::layout::setting::Setting;

/// The body at the largest size that fits, in columns where the slide asks for them.
pub(super) fn body(desk: &mut Desk, entry: &TypeStyle, room: Size) -> Stack {
    sized_body(desk, entry, room).0
}

/// The sizes of lists, or, of an item that has all the room for itself, those of running words.
pub(super) fn items_entry<'d>(desk: &Desk<'d>) -> &'d TypeStyle {
    let scale = &desk.theme.scale;
    if desk.slide.replace { &scale.body } else { &scale.bullets }
}

/// The body and the size of its type.
pub(super) fn sized_body(desk: &mut Desk, entry: &TypeStyle, room: Size) -> (Stack, f32) {
    let slide = desk.slide;
    if slide.body.is_empty() {
        return (Stack::default(), entry.largest());
    }
    let (stack, rung) = fit(desk, entry, room, |desk, rung| {
        let setting = Setting::new(desk, entry, rung);
        set_body(desk, &setting, letters(desk, entry, rung.size), room)
    });
    (stack, rung.size)
}

/// How many letters a line has at most at that size: longer lines come before smaller type.
fn letters(desk: &Desk, entry: &TypeStyle, size: f32) -> f64 {
    let space = &desk.theme.space;
    if size <= COMFORTABLE {
        space.dense_measure
    } else if size < entry.largest() {
        space.measure.max(LONG_LINE)
    } else {
        space.measure
    }
}

/// Letters of a line of running words at most, where type is not small.
const LONG_LINE: f64 = 70.0;

/// The body in that setting, with so many letters in a line at most.
pub(super) fn set_body(desk: &mut Desk, setting: &Setting, letters: f64, room: Size) -> Stack {
    let slide = desk.slide;
    let columns = usize::from(slide.columns.unwrap_or(1));
    let setting = setting.clone().revealing(reveal(slide.reveal, &slide.body));
    let rule = if columns > 1 { 0.0 } else { desk.theme.marks.rule };
    // Between paragraphs a list is told by its marks.
    let nested = slide.body.iter().any(|block| matches!(block, Block::Paragraph(_)));
    let setting = Setting { picture_height: room.height, rule, nested, ..setting };
    if columns > 1 {
        return in_columns(desk, &slide.body, &setting, room, columns);
    }
    let widest = measure(&setting.style, letters);
    let wide = slide.body.iter().all(|block| matches!(block, Block::Table(_) | Block::Code(_) | Block::Picture(_)));
    let width = if wide { room.width } else { room.width.min(widest) };
    // Words that begin at the right of a slide that does not begin where their title does.
    let free = if !desk.mirrored() && blocks::reads_from_right(&slide.body) { room.width - width } else { 0.0 };
    let setting = Setting { picture_width: (free <= 0.0).then_some(room.width), ..setting };
    let words = blocks::stack(desk, &slide.body, &setting, width);
    Stack { size: Size::new(words.size.width + free, words.size.height), nodes: words.at(Point::new(free, 0.0)) }
}

/// A statement has no items: there each block is one.
pub(super) fn reveal(reveal: Reveal, body: &[Block]) -> Reveal {
    let has_items = body.iter().any(|block| matches!(block, Block::List { .. }));
    if reveal == Reveal::Items && !has_items { Reveal::Blocks } else { reveal }
}

/// One list or several blocks shared over columns.
fn in_columns(desk: &mut Desk, body: &[Block], setting: &Setting, room: Size, columns: usize) -> Stack {
    let gap = desk.theme.space.column_gap;
    let width = (room.width - gap * (columns as f64 - 1.0)) / columns as f64;
    if let [Block::List { start, items }] = body {
        let items = blocks::list_items(desk, *start, items, setting, width);
        let list = blocks::columns(items, setting.item_gap, columns, (width, gap));
        return list.grouped(Role::List { ordered: start.is_some() }, Span::default());
    }
    let parts = body.iter().map(|part| blocks::stack(desk, std::slice::from_ref(part), setting, width)).collect();
    blocks::columns(parts, setting.gap, columns, (width, gap))
}
