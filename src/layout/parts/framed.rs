//! A slide's parts → the slide: title, aside and source line around them, and the rung at which all of them have room.

use super::pieces::Piece;
use crate::deck::Reveal;
use crate::deck::theme::TypeStyle;
use crate::diagnostic::Span;
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::Desk;
use crate::layout::fit::{self, Rung};
use crate::layout::margin;
use crate::layout::node::{Node, Stack};
use crate::layout::slides::content;

/// Lays parts out in a room, at a rung.
pub(super) type Lay<'l> = &'l dyn Fn(&mut Desk, Rung, Size) -> Stack;

/// Title, aside and source line, and between them what `lay` makes at the largest rung at which all of it has room.
pub(super) fn framed(desk: &mut Desk, pieces: &[Piece], entry: &TypeStyle, lay: Lay) -> Vec<Node> {
    let mut nodes = Vec::new();
    let region = content::title_over_parts(desk, &mut nodes);
    let mut foot = Vec::new();
    let mut region = content::source_line(desk, &mut foot, region);
    let mut aside = None;
    let in_margin = desk.drafted(|desk| margin::aside(desk, region.y0, None)).is_some();
    if !desk.slide.aside.is_empty() && !in_margin {
        let (panel, above) = content::aside_across(desk, region);
        (aside, region) = (Some(panel), above);
    }
    let (_, rung) =
        desk.drafted(|desk| fit::fit(desk, entry, region.size(), |desk, rung| lay(desk, rung, region.size())));
    let laid = lay(desk, rung, region.size());
    let top = top(desk, pieces, region, laid.size.height);
    nodes.extend(laid.at(Point::new(region.x0, top)));
    if in_margin {
        let step = if desk.slide.reveal == Reveal::None { 0 } else { desk.reveal() };
        let words = margin::aside(desk, top, None).unwrap_or_default();
        nodes.push(Node::branch(Role::Section, Point::ZERO, Span::default(), words).at_step(step));
    }
    // It comes after all that it is beside.
    let step = if aside.is_some() && desk.slide.reveal != Reveal::None { desk.reveal() } else { 0 };
    nodes.extend(aside.map(|panel| panel.at_step(step)));
    nodes.extend(foot);
    nodes
}

/// Where parts begin that leave some of their region free.
fn top(desk: &Desk, pieces: &[Piece], region: Rect, height: f64) -> f64 {
    let look = &desk.theme.short;
    let free = (region.height() - height).max(0.0);
    let figures = pieces.iter().any(Piece::is_flexible);
    let short = height <= region.height() * look.most || figures;
    if short && !pieces.iter().any(Piece::is_at_the_top) { region.y0 + free * look.place } else { region.y0 }
}
