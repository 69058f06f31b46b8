//! A title → a band in one color across the slide that the title stands in; the content begins under it.

use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::{Desk, rect};
use crate::layout::heads;
use crate::layout::node::{Node, Stack};
use crate::text::Style;

/// Over and under the words, in points.
const OVER: f64 = 22.0;
const UNDER: f64 = 20.0;
/// How much of its height the band keeps over content that needs the room.
const TIGHT: f64 = 0.45;

/// The band with kicker and title, as high as the theme has it, or as its words need; returns the region of the content.
pub(super) fn banner(desk: &mut Desk, nodes: &mut Vec<Node>, most: f32) -> Rect {
    let (space, look) = (&desk.theme.space, &desk.theme.band);
    let width = desk.size.width - space.left - space.right;
    let (band, over, under) = if desk.tight { (look.height * TIGHT, 8.0, 8.0) } else { (look.height, OVER, UNDER) };
    let paper = desk.ground;
    let ground = desk.theme.ground(look.ground);
    desk.ground = ground;
    let mut words = Stack::default();
    if let Some(kicker) = &desk.slide.kicker {
        let kicker = desk.kicker(kicker, ground.accent, width, Role::Paragraph);
        words.below(kicker, 0.0);
    }
    if let Some(title) = &desk.slide.title {
        let mut entry = desk.theme.scale.title.clone();
        let most = if desk.tight { entry.smallest() } else { most.max(entry.smallest()) };
        entry.sizes.retain(|size| *size <= most);
        let height = (band - over - under - words.size.height).max(f64::from(entry.smallest()) * 1.2);
        let room = Size::new(width, height);
        let title = desk.headline(title, &entry, ground.title, room, 2, desk.heading_role());
        heads::below(&mut words, title, look.kicker_gap);
    }
    desk.ground = paper;
    let height = band.max(words.size.height + over + under);
    nodes.push(Node::decoration(vec![rect(Rect::new(0.0, 0.0, desk.size.width, height), ground.fill)]));
    let at = Point::new(space.left, height - under - words.size.height);
    nodes.extend(words.at(at));
    desk.band = height;
    let gap = if desk.tight { look.gap * 0.5 } else { look.gap };
    let mut top = height + gap;
    if let Some(subtitle) = &desk.slide.subtitle {
        let style = Style { color: desk.ground.mute, ..desk.plain(&desk.theme.scale.lines) };
        let subtitle = desk.text(subtitle, &style, width, Role::Paragraph);
        let below = subtitle.size.height + gap * 0.6;
        nodes.extend(subtitle.at(Point::new(space.left, top - gap * 0.3)));
        top += below - gap * 0.3;
    }
    Rect::new(space.left, top, space.left + width, desk.bottom())
}
