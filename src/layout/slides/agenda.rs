//! The talk's sections as a numbered list; where the slide comes again, the part that has begun stands out.

use crate::deck::{Layout, Rich, Slide};
use crate::diagnostic::{Diagnostic, Span};
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::blocks;
use crate::layout::desk::{Desk, rect};
use crate::layout::fit::{Rung, fit};
use crate::layout::node::{Node, Stack};
use crate::text::{Style, Wrap};

/// The most parts that stand in one column.
const ONE_COLUMN: usize = 5;

pub(super) fn agenda(desk: &mut Desk) -> Vec<Node> {
    let mut nodes = Vec::new();
    let region = super::content::title_band(desk, &mut nodes, false);
    // Sections of this deck as they stand in it; how many have begun is told by where this slide stands.
    let slides = &desk.deck.slides;
    let before = slides.iter().take_while(|slide| !std::ptr::eq(*slide, desk.slide));
    let is_part = |slide: &&Slide| matches!(slide.layout, Layout::Section) && !slide.hidden && !slide.appendix;
    let parts: Vec<&Rich> = slides.iter().filter(is_part).filter_map(|slide| slide.title.as_ref()).collect();
    let begun = before.filter(is_part).count();
    if parts.is_empty() {
        let message = "the agenda is empty: the deck has no sections";
        let hint = "Give each part of the talk a slide with layout = \"section\"";
        desk.fault(Diagnostic::warning("SLD-AGENDA", desk.slide.span, message).hint(hint));
    }
    let entry = &desk.theme.scale.body;
    let (stack, _) = fit(desk, entry, region.size(), |desk, rung| list(desk, &parts, begun, rung, region.size()));
    let free = (region.height() - stack.size.height).max(0.0);
    let down = free * super::content::drop(desk);
    let mut nodes: Vec<Node> = nodes.into_iter().map(|node| node.moved((0.0, down).into())).collect();
    nodes.extend(stack.at(Point::new(region.x0, region.y0 + down)));
    nodes
}

fn list(desk: &mut Desk, parts: &[&Rich], begun: usize, rung: Rung, room: Size) -> Stack {
    let indent = f64::from(rung.size) * 1.9;
    let gap = desk.theme.space.item_gap * 1.4 * f64::from(rung.size) / 24.0 * rung.air;
    // Many parts in one column would be small, and leave half of the slide empty.
    let count = if parts.len() > ONE_COLUMN { 2 } else { 1 };
    let between = desk.theme.space.column_gap;
    let width = (room.width - between * (count as f64 - 1.0)) / count as f64;
    let mut items = Vec::with_capacity(parts.len());
    for (at, part) in parts.iter().enumerate() {
        items.push(item(desk, part, (at + 1, begun), rung, Size::new(width, indent)));
    }
    blocks::columns(items, gap, count, (width, between)).grouped(Role::List { ordered: true }, Span::default())
}

/// A part with its number: in full where it has begun last or none has, quiet where it is over.
fn item(desk: &mut Desk, part: &Rich, (number, begun): (usize, usize), rung: Rung, room: Size) -> Stack {
    let (width, indent) = (room.width, room.height);
    let (now, over) = (number == begun, number < begun);
    let usual = desk.style(&desk.theme.scale.body, rung.size);
    let color = if over { desk.ground.mute } else { desk.ground.text };
    let color = if now { desk.ground.strong } else { color };
    let weight = if now { 700.0 } else { usual.weight };
    let style = Style { color, weight, wrap: Wrap::Balanced, strong: (700.0, color), link: color, ..usual };
    let digits = if over { desk.ground.mute } else { desk.ground.accent };
    let label = Style { color: digits, weight: 700.0, wrap: Wrap::None, ..style.clone() };
    let label = desk.text(&Rich::plain(desk.digits(number), part.span), &label, indent, Role::Label);
    let words = desk.text(part, &style, width - indent, Role::Paragraph);
    let size = Size::new(words.size.width + indent, words.size.height);
    let mut parts = label.nodes;
    let body = Node::branch(Role::Body, Point::ZERO, part.span, words.at(Point::new(indent, 0.0)));
    parts.push(body);
    if now {
        // It stands in the margin, so that the numbers keep the edge of the title.
        let bar = rect(Rect::new(-16.0, 3.0, -11.0, size.height - 3.0), desk.ground.accent);
        parts.push(Node::decoration(vec![bar]));
    }
    let item = Node::branch(Role::Item, Point::ZERO, part.span, parts);
    Stack { nodes: vec![item], size }
}
