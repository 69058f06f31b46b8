//! A title → a band in one color across the slide that the title stands in; the content begins under it.

use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::{Desk, rect};
use crate::layout::node::{Node, Stack};
use crate::text::Style;

/// Over and under the words, in points.
const OVER: f64 = 22.0;
const UNDER: f64 = 20.0;

/// The band with kicker and title, as high as the theme has it, or as its words need; returns the region of the content.
pub(super) fn banner(desk: &mut Desk, nodes: &mut Vec<Node>, most: f32) -> Rect {
    let (space, look) = (&desk.theme.space, &desk.theme.band);
    let width = desk.size.width - space.left - space.right;
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
        let most = most.max(entry.smallest());
        entry.sizes.retain(|size| *size <= most);
        let height = (look.height - OVER - UNDER - words.size.height).max(f64::from(entry.smallest()) * 1.2);
        let room = Size::new(width, height);
        let title = desk.headline(title, &entry, ground.title, room, 2, desk.heading_role());
        words.below(title, look.kicker_gap);
    }
    desk.ground = paper;
    let height = look.height.max(words.size.height + OVER + UNDER);
    nodes.push(Node::decoration(vec![rect(Rect::new(0.0, 0.0, desk.size.width, height), ground.fill)]));
    let at = Point::new(space.left, height - UNDER - words.size.height);
    nodes.extend(words.at(at));
    desk.band = height;
    let mut top = height + look.gap;
    if let Some(subtitle) = &desk.slide.subtitle {
        let style = Style { color: desk.ground.mute, ..desk.plain(&desk.theme.scale.lines) };
        let subtitle = desk.text(subtitle, &style, width, Role::Paragraph);
        let below = subtitle.size.height + look.gap * 0.6;
        nodes.extend(subtitle.at(Point::new(space.left, top - look.gap * 0.3)));
        top += below - look.gap * 0.3;
    }
    Rect::new(space.left, top, space.left + width, desk.bottom())
}
