//! `[[slide.item]]` → parts at free places of a slide.

use super::Reader;
use super::fields::ITEM;
use super::regions::PARTS;
use crate::deck::part::{CanvasItem, Content, Part};
use crate::deck::placing::When;
use crate::deck::source::Table;
use crate::deck::{Block, Rich};

/// More have no room that anybody could read.
const MOST: usize = 40;

impl Reader<'_> {
    pub(super) fn items(&mut self, slide: &Table) -> Vec<CanvasItem> {
        let tables = self.tables(slide, "item", "[[slide.item]] with at = [0.1, 0.2], size = [0.3, 0.4] and a part");
        if let Some(more) = tables.get(MOST) {
            self.fault(more.span, format!("a canvas can have {MOST} items"), "Share the rest over another slide");
        }
        tables.into_iter().take(MOST).filter_map(|table| self.item(table)).collect()
    }

    fn item(&mut self, table: &Table) -> Option<CanvasItem> {
        let table = &*self.check_keys(table, &ITEM);
        let (at, size) = (self.place(table, "at"), self.extent(table));
        let turn = table.get("turn").and_then(|node| self.number("turn", node, -360.0));
        let turn = turn.filter(|turn| *turn <= 360.0 || self.too_far(table));
        let (over, when) = (self.truth(table, "over").unwrap_or(false), self.when(table));
        let mut parts: Vec<Part> = Vec::new();
        for entry in table.entries.iter().filter(|entry| PARTS.contains(&entry.key.as_str())) {
            if let Some(content) = self.held(&entry.key, table, 1) {
                parts.push(self.part(&entry.key, table, content));
            }
        }
        if let Some(heading) = self.rich(table, "heading") {
            head(&mut parts, heading);
        }
        if parts.is_empty() && !table.entries.iter().any(|entry| PARTS.contains(&entry.key.as_str())) {
            self.fault(
                table.span,
                "this item has nothing in it",
                "Give it a body, a picture, code, a chart or a table",
            );
        }
        let (at, size) = (at?, size?);
        if at.0 + size.0 > 1.0 + 1e-9 || at.1 + size.1 > 1.0 + 1e-9 {
            let hint = "`at` and `size` together can be 1.0 at most: the right and the lower edge of the slide";
            self.fault(table.span, "this item reaches beyond the slide", hint);
        }
        let turn = turn.unwrap_or(0.0);
        (!parts.is_empty()).then_some(CanvasItem { at, size, parts, turn, over, when, span: table.span })
    }

    /// Tells that nothing turns so far.
    fn too_far(&mut self, table: &Table) -> bool {
        let span = table.get("turn").map_or(table.span, |node| node.span);
        self.fault(span, "`turn` is more than a whole turn", "It can be from -360 to 360 degrees");
        false
    }
}

/// Puts a heading over an item's parts: over its words, where it begins with some.
fn head(parts: &mut Vec<Part>, heading: Rich) {
    let span = heading.span;
    match parts.first_mut() {
        Some(Part { content: Content::Blocks(blocks), .. }) => blocks.insert(0, Block::Heading(heading)),
        _ => {
            let content = Content::Blocks(vec![Block::Heading(heading)]);
            parts.insert(0, Part { content, when: When::default(), span });
        }
    }
}
