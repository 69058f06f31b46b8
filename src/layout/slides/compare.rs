//! Two sides: the lesser on a sand panel at a third of the width, the better one large beside it.

use crate::color::Color;
use crate::deck::theme::TypeStyle;
use crate::deck::{Block, Reveal, Side};
use crate::diagnostic::Span;
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::blocks::{self, Setting};
use crate::layout::desk::{Desk, rect};
use crate::layout::fit::fit;
use crate::layout::node::{Node, Stack};
use crate::text::Wrap;

pub(super) fn compare(desk: &mut Desk, left: &Side, right: &Side) -> Vec<Node> {
    let theme = desk.theme;
    let split = (desk.size.width * theme.regions.lesser).round();
    let panel = Rect::new(0.0, 0.0, split, desk.size.height);
    let fill = if desk.ground.dark { theme.colors.ink } else { theme.colors.sand };
    let mut nodes = vec![Node::decoration(vec![rect(panel, fill)])];
    let mut top = theme.space.top;
    if let Some(kicker) = &desk.slide.kicker {
        let color = desk.ground.accent;
        let kicker = desk.kicker(kicker, color, split - theme.space.left - 24.0, Role::Paragraph);
        let height = kicker.size.height;
        nodes.extend(kicker.at(Point::new(theme.space.left, top)));
        top += height + 8.0;
    }
    if let Some(title) = &desk.slide.title {
        let color = desk.ground.title;
        let title = desk.headline(
            title,
            &theme.scale.panel_title,
            color,
            split - theme.space.left - 24.0,
            3,
            desk.heading_role(),
        );
        let height = title.size.height;
        nodes.extend(title.at(Point::new(theme.space.left, top)));
        top += height + 24.0;
    }
    let bottom = desk.size.height - if desk.slide.footer { 52.0 } else { 40.0 };
    let region = Rect::new(split + theme.space.left, theme.space.top, desk.size.width - theme.space.right, bottom);
    let mut foot = Vec::new();
    let region = super::content::source_line(desk, &mut foot, region);
    let (mute, strong, accent) = (desk.ground.mute, desk.ground.strong, desk.ground.accent);
    let lesser = Size::new(split - theme.space.left - 30.0, bottom - top);
    let lesser = side(desk, left, &theme.scale.lesser, (mute, mute), lesser);
    let better = side(desk, right, &theme.scale.better, (accent, strong), region.size());
    let centred = |height: f64, from: f64, to: f64| from + ((to - from - height) * 0.46).max(0.0);
    let at = centred(lesser.size.height, top, bottom);
    nodes.push(Node::branch(Role::Section, Point::new(theme.space.left, at), Span::default(), lesser.nodes));
    let step = if desk.slide.reveal == Reveal::None { 0 } else { desk.reveal() };
    let at = centred(better.size.height, region.y0, region.y1);
    nodes.push(Node::branch(Role::Section, Point::new(region.x0, at), Span::default(), better.nodes).at_step(step));
    nodes.extend(foot);
    nodes
}

fn side(desk: &mut Desk, side: &Side, entry: &TypeStyle, (kicker, words): (Color, Color), room: Size) -> Stack {
    let mut out = Stack::default();
    if let Some(head) = &side.kicker {
        let head = desk.kicker(head, kicker, room.width, Role::Paragraph);
        out.below(head, 0.0);
    }
    let gap = 16.0;
    let left = Size::new(room.width, room.height - out.size.height - gap);
    let (body, _) = fit(desk, entry, left, |desk, rung| {
        let mut setting = Setting::new(desk, entry, rung);
        setting.style.color = words;
        setting.style.hang = true;
        if matches!(side.body.as_slice(), [Block::Paragraph(_)]) {
            setting.style.wrap = Wrap::Pretty;
        }
        blocks::stack(desk, &side.body, &setting, left.width)
    });
    out.below(body, gap);
    out
}
