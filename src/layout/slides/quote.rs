//! A quotation on a dark ground: a large mark, the words, who said them and where.

use crate::deck::Rich;
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::Desk;
use crate::layout::fit::fit;
use crate::layout::node::{Node, Stack};
use crate::text::Style;

/// How far the words stand in from the mark's left edge, and the height the mark takes, in points.
const INSET: f64 = 66.0;
const MARK: f64 = 62.0;

pub(super) fn quote(desk: &mut Desk, quote: &Rich, by: Option<&Rich>, work: Option<&Rich>) -> Vec<Node> {
    let space = &desk.theme.space;
    let left = space.left + INSET;
    let mut nodes = Vec::new();
    let mut top = 40.0;
    let mut bottom = desk.size.height - if desk.slide.footer { 52.0 } else { 40.0 };
    let width = desk.size.width - left - space.right - 30.0;
    if let Some(kicker) = &desk.slide.kicker {
        let color = desk.ground.mute;
        let kicker = desk.kicker(kicker, color, width, Role::Paragraph);
        let height = kicker.size.height;
        nodes.extend(kicker.at(Point::new(left, top + 4.0)));
        top += height + 6.0;
    }
    if let Some(title) = &desk.slide.title {
        let color = desk.ground.accent;
        let title = desk.heading(title, color, width);
        let height = title.size.height;
        nodes.extend(title.at(Point::new(left, top + 2.0)));
        top += height + 14.0;
    }
    let source = desk.slide.source.clone().map(|source| super::content::source_stack(desk, &source, width));
    if let Some(source) = source {
        let at = bottom - source.size.height;
        nodes.extend(source.at(Point::new(left, at)));
        bottom = at - 12.0;
    }
    let attribution = attribution(desk, by, work, width);
    let below = if attribution.nodes.is_empty() { 0.0 } else { attribution.size.height + 26.0 };
    let room = Size::new(width, bottom - top - MARK - below);
    let entry = &desk.theme.scale.quote;
    let (words, rung) = fit(desk, entry, room, |desk, rung| {
        let style = Style { color: desk.ground.title, hang: true, ..desk.style(entry, rung.size) };
        let style = Style { strong: (600.0, desk.ground.accent), ..style };
        // Large type in short lines: a measure of about 36 letters, longer where there is much to say.
        let letters = if rung.size >= 38.0 { 34.0 } else { 58.0 };
        let measure = f64::from(rung.size) * 0.44 * letters;
        desk.text(quote, &style, width.min(measure), Role::Paragraph)
    });
    let height = MARK + words.size.height + below;
    let start = top + (bottom - top - height) * 0.44;
    let mark = mark(desk, if rung.size >= 34.0 { 150.0 } else { 112.0 });
    let down = MARK + words.size.height + 26.0;
    let mut children = words.at(Point::new(0.0, MARK));
    children.extend(attribution.at(Point::new(0.0, down)));
    nodes.push(mark.moved(Point::new(space.left + 8.0, start).to_vec2()));
    nodes.push(Node::branch(Role::Quote, Point::new(left, start), quote.span, children));
    nodes
}

/// Who said it, and in which work.
pub(super) fn attribution(desk: &mut Desk, by: Option<&Rich>, work: Option<&Rich>, width: f64) -> Stack {
    let mut out = Stack::default();
    if let Some(by) = by {
        let style = desk.plain(&desk.theme.scale.by);
        let by = desk.text(by, &style, width, Role::Paragraph);
        out.below(by, 0.0);
    }
    if let Some(work) = work {
        let style = Style { color: desk.ground.mute, italic: true, ..desk.plain(&desk.theme.scale.lines) };
        let work = desk.text(work, &style, width, Role::Paragraph);
        out.below(work, 2.0);
    }
    out
}

/// The large opening mark, cut to the height of the mark itself.
fn mark(desk: &mut Desk, size: f32) -> Node {
    let style = desk.style(&desk.theme.scale.number, size);
    let style = Style { color: desk.ground.accent, leading: 1.0, ..style };
    let mark = desk.text(&Rich::plain("“", desk.slide.span), &style, 200.0, Role::Paragraph);
    // The mark hangs from the top of its line; the line itself is much taller.
    let lifted = mark.at(Point::new(-8.0, 28.0 - 0.41 * f64::from(size)));
    Node::decoration(lifted).clipped(Rect::new(-20.0, -40.0, 120.0, 80.0))
}
