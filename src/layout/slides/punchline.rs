//! A title that is the whole slide → a few large lines, a little above the middle or at the foot.

use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::blocks::measure;
use crate::layout::desk::Desk;
use crate::layout::heads;
use crate::layout::node::{Node, Stack};
use crate::text::{Style, Wrap};

/// Lines of a punchline.
const LINES: usize = 4;

pub(super) fn punchline(desk: &mut Desk, region: Rect) -> Vec<Node> {
    let (space, look) = (&desk.theme.space, &desk.theme.punchline);
    let Some(title) = &desk.slide.title else { return Vec::new() };
    let width = region.width();
    let Rect { y0: top, y1: bottom, .. } = region;
    let mut head = Stack::default();
    if let Some(kicker) = &desk.slide.kicker {
        let color = desk.ground.accent;
        head = desk.kicker(kicker, color, width, Role::Paragraph);
    }
    let color = if look.strong { desk.ground.strong } else { desk.ground.title };
    let gap = desk.theme.band.kicker_gap;
    let room = Size::new(width, bottom - top - head.size.height - gap);
    let mut entry = desk.theme.scale.punchline.clone();
    let measured =
        |desk: &Desk, size: f32| width.min(measure(&desk.style(&desk.theme.scale.punchline, size), look.measure));
    let fits = |desk: &mut Desk, size: f32| {
        let style = Style { wrap: Wrap::Balanced, ..desk.style(&desk.theme.scale.punchline, size) };
        let lines = desk.shaper.paragraph(title, &style, measured(desk, size) as f32);
        let whole = f64::from(lines.longest_word) <= measured(desk, size) && f64::from(lines.height) <= room.height;
        whole && lines.lines.len() <= LINES
    };
    let size = entry.sizes.clone().into_iter().find(|size| fits(desk, *size));
    // What fits at no size has the whole width.
    let own = size.map_or(width, |size| measured(desk, size));
    entry.sizes.retain(|it| size.is_none_or(|size| *it == size));
    let words = desk.headline(title, &entry, color, Size::new(own, room.height), LINES, desk.heading_role());
    heads::below(&mut head, words, gap);
    // At 1.0 it stands at the foot, else its middle is there.
    let middle = desk.size.height * look.place - head.size.height / 2.0;
    let at = if look.place < 1.0 { middle } else { bottom };
    let at = at.min(bottom - head.size.height).max(top);
    let left = if desk.words_at_end() { desk.size.width - space.right - own } else { space.left };
    head.at(Point::new(left, at))
}
