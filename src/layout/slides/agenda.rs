//! The talk's sections as a numbered list, each with its subtitle; where the slide comes again, the part that has begun
//! stands out.

use crate::deck::theme::Place;
use crate::deck::{Layout, Rich, Slide};
use crate::diagnostic::{Diagnostic, Span};
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::blocks;
use crate::layout::desk::{Desk, rect};
use crate::layout::fit::{Rung, fit};
use crate::layout::node::{self, Node, Stack};
use crate::text::{Style, Wrap};

/// More than any slide holds: that there are others is told by how much these are too tall.
const MOST: usize = 50;
/// The most parts that stand in one column.
const ONE_COLUMN: usize = 5;

pub(super) fn agenda<'d>(desk: &mut Desk<'d>) -> Vec<Node> {
    let mut nodes = Vec::new();
    let region = super::content::title_band(desk, &mut nodes, false);
    // Sections of this deck as they stand in it; how many have begun is told by where this slide stands.
    let slides = &desk.deck.slides;
    let before = slides.iter().take_while(|slide| !std::ptr::eq(*slide, desk.slide));
    let is_part = |slide: &&Slide| slide.begins().is_some() && !slide.appendix;
    let part = |slide: &'_ Slide| {
        let own = matches!(slide.layout, Layout::Section);
        let title = if own { slide.title.clone() } else { slide.begins().cloned() };
        Some(Part { title: title?, subtitle: slide.subtitle.clone().filter(|_| own) })
    };
    let parts: Vec<Part> = slides.iter().filter(is_part).filter_map(part).take(MOST).collect();
    let begun = before.filter(is_part).count();
    if parts.is_empty() {
        let message = "the agenda is empty: the deck has no sections";
        let hint = "Say section = \"…\" on the first slide of each part, or give it a slide with layout = \"section\"";
        desk.fault(Diagnostic::warning("SLD-AGENDA", desk.slide.span, message).hint(hint));
    }
    let entry = &desk.theme.scale.body;
    let (mut stack, rung) =
        fit(desk, entry, region.size(), |desk, rung| list(desk, &parts, begun, (rung, 1.0), region.size()));
    let (look, top_down) = (&desk.theme.short, desk.theme.band.place == Place::Top);
    let few = parts.len() <= ONE_COLUMN && stack.size.height <= region.height() * FILLED;
    let short = top_down && few && rung.size >= entry.largest();
    if short {
        // Few parts are larger, and stand as far apart as leaves some of the height free.
        let sizes = look.sizes.iter().copied().filter(|size| *size > rung.size).chain([rung.size]);
        let ways = sizes.flat_map(|size| APART.map(|apart| (Rung::loose(size), apart)));
        for way in ways {
            let tried = list(desk, &parts, begun, way, region.size());
            if tried.size.height <= region.height() * FILLED && tried.size.width <= region.width() {
                stack = tried;
                break;
            }
        }
    }
    let free = (region.height() - stack.size.height).max(0.0);
    let (head, down) = if short { (0.0, free * look.place) } else { [free * super::content::drop(desk); 2].into() };
    let mut nodes: Vec<Node> = nodes.into_iter().map(|node| node.moved((0.0, head).into())).collect();
    nodes.extend(stack.at(Point::new(region.x0, region.y0 + down)));
    nodes
}

/// A section of the talk.
struct Part {
    title: Rich,
    subtitle: Option<Rich>,
}

/// How far apart few parts stand, against the usual gap, and how much of the height they fill at most.
const APART: [f64; 4] = [2.6, 2.1, 1.7, 1.35];
const FILLED: f64 = 0.86;

fn list(desk: &mut Desk, parts: &[Part], begun: usize, (rung, apart): (Rung, f64), room: Size) -> Stack {
    let indent = f64::from(rung.size) * 1.9;
    let gap = desk.theme.space.item_gap * 1.4 * apart * f64::from(rung.size) / 24.0 * rung.air;
    // Many parts in one column would be small, and leave half of the slide empty.
    let count = if parts.len() > ONE_COLUMN { 2 } else { 1 };
    let between = desk.theme.space.column_gap;
    let width = (room.width - between * (count as f64 - 1.0)) / count as f64;
    let subtitles = if count == 1 { beside(desk, parts, (rung.size, indent), width) } else { None };
    let mut items = Vec::with_capacity(parts.len());
    for (at, part) in parts.iter().enumerate() {
        let subtitle = part.subtitle.as_ref().filter(|_| count == 1).map(|words| (words, subtitles));
        items.push(item(desk, &part.title, (at + 1, begun), rung, Size::new(width, indent), subtitle));
    }
    if count > 1 {
        return blocks::columns(items, gap, count, (width, between))
            .grouped(Role::List { ordered: true }, Span::default());
    }
    let mut out = Stack::default();
    for item in items {
        // A hairline leads from each number to the end of its line.
        let rule = rect(
            Rect::new(0.0, out.size.height + gap / 2.0, width, out.size.height + gap / 2.0 + 0.75),
            desk.ground.line,
        );
        let ruled = !out.nodes.is_empty();
        out.below(item, gap);
        if ruled {
            out.nodes.push(Node::decoration(vec![rule]));
        }
    }
    out.size.width = width;
    out.grouped(Role::List { ordered: true }, Span::default())
}

/// The size of the subtitles beside the titles, and where they begin; none where one of them has no room on its line.
fn beside(desk: &mut Desk, parts: &[Part], (size, indent): (f32, f64), width: f64) -> Option<(f64, f32)> {
    let title = Style { weight: 700.0, wrap: Wrap::None, ..desk.style(&desk.theme.scale.body, size) };
    let small = (size * SUBTITLE).max(SMALLEST_SUBTITLE);
    let subtitle = Style { wrap: Wrap::None, ..desk.style(&desk.theme.scale.body, small) };
    let mut widest = |style: &Style, all: Vec<&Rich>| {
        all.into_iter().map(|it| f64::from(desk.shaper.paragraph(it, style, f32::MAX).width)).fold(0.0, f64::max)
    };
    let left = indent + widest(&title, parts.iter().map(|part| &part.title).collect()) + f64::from(size) * 1.6;
    let long = widest(&subtitle, parts.iter().filter_map(|part| part.subtitle.as_ref()).collect());
    (long > 0.0 && left + long <= width).then_some((left, small))
}

/// How large a subtitle is against its title, and at the least.
const SUBTITLE: f32 = 0.74;
const SMALLEST_SUBTITLE: f32 = 18.0;

/// The subtitle on the line of its title, or else under it, in the quiet color; `title` begins at `indent`.
fn with_subtitle(
    desk: &mut Desk,
    title: Stack,
    (subtitle, beside): (&Rich, Option<(f64, f32)>),
    (title_size, indent): (f32, f64),
    width: f64,
) -> Stack {
    let (left, size) = beside.unwrap_or((indent, (title_size * SUBTITLE).max(SMALLEST_SUBTITLE)));
    let style = desk.style(&desk.theme.scale.body, size);
    let style = Style { color: desk.ground.mute, strong: (700.0, desk.ground.mute), ..style };
    let words = desk.text(subtitle, &style, width - left, Role::Paragraph);
    let baseline = |stack: &Stack| node::first_baseline(&stack.nodes).unwrap_or(0.0);
    let down = if beside.is_some() { baseline(&title) - baseline(&words) } else { title.size.height };
    let size = Size::new(width, title.size.height.max(down + words.size.height));
    let mut nodes = title.nodes;
    nodes.extend(words.at(Point::new(left, down)));
    Stack { nodes, size }
}

/// A part with its number: in full where it has begun last or none has, quiet where it is over.
fn item(
    desk: &mut Desk,
    part: &Rich,
    (number, begun): (usize, usize),
    rung: Rung,
    room: Size,
    subtitle: Option<(&Rich, Option<(f64, f32)>)>,
) -> Stack {
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
    let high = words.size.height;
    let mut words =
        Stack { size: Size::new(words.size.width + indent, high), nodes: words.at(Point::new(indent, 0.0)) };
    if let Some(subtitle) = subtitle {
        words = with_subtitle(desk, words, subtitle, (rung.size, indent), width);
    }
    let size = words.size;
    let mut parts = label.nodes;
    parts.push(Node::branch(Role::Body, Point::ZERO, part.span, words.nodes));
    if now {
        // It stands in the margin, so that the numbers keep the edge of the title.
        let bar = rect(Rect::new(-16.0, 3.0, -11.0, high - 3.0), desk.ground.accent);
        parts.push(Node::decoration(vec![bar]));
    }
    let item = Node::branch(Role::Item, Point::ZERO, part.span, parts);
    Stack { nodes: vec![item], size }
}
