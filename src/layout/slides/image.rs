//! A picture: over the whole slide where there is no title, at the right of the title where there is one.

use crate::deck::Fit;
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::blocks::{self, Setting};
use crate::layout::desk::Desk;
use crate::layout::fit::fit;
use crate::layout::node::{Node, Stack};
use crate::layout::picture;

pub(super) fn image(desk: &mut Desk) -> Vec<Node> {
    let Some(it) = desk.slide.picture.clone() else { return super::content::plain(desk) };
    let slide = desk.slide;
    let words = [&slide.title, &slide.kicker, &slide.subtitle, &slide.source];
    if slide.body.is_empty() && words.iter().all(|it| it.is_none()) {
        return full(desk, &it);
    }
    let space = &desk.theme.space;
    let split = space.left + (desk.size.width * desk.theme.regions.image_words).round();
    let bottom = desk.size.height - if desk.slide.footer { 52.0 } else { 24.0 };
    let mut foot = Vec::new();
    let words = Rect::new(space.left, space.top, split, bottom);
    let words_room = super::content::source_line(desk, &mut foot, words);
    let head = head(desk, words_room.size());
    let at = words_room.y0 + (words_room.height() - head.size.height) * 0.46;
    let mut nodes = head.at(Point::new(space.left, at.max(words_room.y0)));
    let region = Rect::new(split + 24.0, 14.0, desk.size.width - 32.0, bottom);
    let stack = picture::picture(desk, &it, region.size());
    let free = region.size() - stack.size;
    nodes.extend(stack.at(region.origin() + kurbo::Vec2::new(free.width / 2.0, (free.height / 2.0).max(0.0))));
    nodes.extend(foot);
    nodes
}

/// The picture alone: over the whole slide, or as large as it goes inside the margins with its caption.
fn full(desk: &mut Desk, it: &crate::deck::Picture) -> Vec<Node> {
    let words = it.caption.is_some() || it.credit.is_some();
    if it.fit == Fit::Cover && !words {
        return picture::image(desk, it, desk.size).nodes;
    }
    let margin = if words { 40.0 } else { 24.0 };
    let room = Size::new(desk.size.width - 2.0 * margin, desk.size.height - 2.0 * margin);
    let stack = picture::picture(desk, it, room);
    let free = desk.size - stack.size;
    stack.at(Point::new(free.width / 2.0, free.height / 2.0))
}

fn head(desk: &mut Desk, room: Size) -> Stack {
    let mut out = Stack::default();
    if let Some(kicker) = &desk.slide.kicker {
        let color = desk.ground.accent;
        let kicker = desk.kicker(kicker, color, room.width, Role::Paragraph);
        out.below(kicker, 0.0);
    }
    if let Some(title) = &desk.slide.title {
        let color = desk.ground.title;
        let title = desk.headline(title, &desk.theme.scale.title, color, room.width, 5, desk.heading_role());
        out.below(title, 10.0);
    }
    if let Some(subtitle) = &desk.slide.subtitle {
        let color = desk.ground.mute;
        let subtitle = desk.headline(subtitle, &desk.theme.scale.lines, color, room.width, 4, Role::Paragraph);
        out.below(subtitle, 12.0);
    }
    let left = Size::new(room.width, room.height - out.size.height - 20.0);
    let slide = desk.slide;
    let entry = &desk.theme.scale.bullets;
    let (body, _) = fit(desk, entry, left, |desk, rung| {
        let setting = Setting::new(desk, entry, rung).revealing(slide.reveal);
        blocks::stack(desk, &slide.body, &setting, left.width)
    });
    if !body.nodes.is_empty() {
        out.below(body, 20.0);
    }
    out
}
