//! Title, section and closing slides: few words, large, with the theme's motif on the right.

use crate::deck::Rich;
use crate::deck::theme::{MotifKind, TypeStyle};
use crate::drawing::Role;
use crate::geometry::{Point, Rect};
use crate::layout::blocks::{self, Setting};
use crate::layout::desk::{Desk, rect};
use crate::layout::fit::fit;
use crate::layout::motif::{self, Look};
use crate::layout::node::{Node, Stack};
use crate::layout::picture;
use crate::text::{Style, Wrap};

pub(super) fn title(desk: &mut Desk, speakers: &[usize]) -> Vec<Node> {
    let theme = desk.theme;
    let foot = foot(desk, speakers);
    let (left, bottom) = (theme.space.left, desk.size.height - 44.0);
    let foot_top = bottom - foot.size.height;
    let kicker = desk.slide.kicker.clone().or_else(|| event(desk));
    let head = head(desk, kicker, &theme.scale.deck_title, 1);
    // Slightly above the middle of what the foot leaves looks centred.
    let room = if foot.nodes.is_empty() { desk.size.height } else { foot_top - 20.0 };
    let top = ((room - head.size.height) * 0.54).max(theme.space.top);
    let mut nodes = head.at(Point::new(left, top));
    nodes.extend(foot.at(Point::new(left, foot_top)));
    nodes.extend(beside(desk));
    nodes
}

pub(super) fn closing(desk: &mut Desk) -> Vec<Node> {
    let theme = desk.theme;
    let left = theme.space.left;
    let kicker = desk.slide.kicker.clone();
    let head = head(desk, kicker, &theme.scale.deck_title, 2);
    let room = kurbo::Size::new(
        desk.size.width * desk.theme.regions.words - left,
        desk.size.height - 100.0 - head.size.height,
    );
    let slide = desk.slide;
    let (body, _) = fit(desk, &theme.scale.bullets, room, |desk, rung| {
        let setting = Setting::new(desk, &desk.theme.scale.bullets, rung).revealing(slide.reveal);
        blocks::stack(desk, &slide.body, &setting, room.width)
    });
    let mut all = head;
    if !body.nodes.is_empty() {
        all.below(body, 30.0);
    }
    let top = ((desk.size.height - all.size.height) * 0.48).max(theme.space.top);
    let mut nodes = all.at(Point::new(left, top));
    nodes.extend(beside(desk));
    nodes
}

pub(super) fn section(desk: &mut Desk) -> Vec<Node> {
    let theme = desk.theme;
    let kicker = desk.slide.kicker.clone();
    let mut head = head(desk, kicker, &theme.scale.section, 2);
    let (width, height) = theme.space.rule;
    let rule = Rect::new(0.0, 0.0, width, height);
    let rule = Stack { nodes: vec![Node::decoration(vec![rect(rule, desk.ground.accent)])], size: rule.size() };
    head.below(rule, 24.0);
    let top = (desk.size.height - head.size.height) * 0.46;
    let mut nodes = head.at(Point::new(theme.space.left, top));
    nodes.extend(beside(desk));
    nodes
}

/// Kicker, title and subtitle, one under the other.
fn head(desk: &mut Desk, kicker: Option<Rich>, entry: &TypeStyle, level: u8) -> Stack {
    let width = desk.size.width * desk.theme.regions.words - desk.theme.space.left;
    let mut out = Stack::default();
    if let Some(kicker) = kicker {
        let color = desk.ground.accent;
        let kicker = desk.kicker(&kicker, color, width, Role::Paragraph);
        out.below(kicker, 0.0);
    }
    if let Some(title) = desk.slide.title.clone() {
        let color = desk.ground.title;
        let title = desk.headline(&title, entry, color, width, 4, Role::Heading { level });
        out.below(title, 14.0);
    }
    if let Some(subtitle) = desk.slide.subtitle.clone() {
        let color = desk.ground.mute;
        let subtitle = desk.headline(&subtitle, &desk.theme.scale.subtitle, color, width, 3, Role::Paragraph);
        out.below(subtitle, 14.0);
    }
    out
}

fn event(desk: &Desk) -> Option<Rich> {
    let event = desk.deck.event.clone()?;
    let title = desk.slide.title.as_ref().map(Rich::text).unwrap_or_default();
    // The event's own slide says its name once.
    (!title.contains(&event)).then(|| Rich::plain(event, desk.slide.span))
}

/// Speakers and small lines at the foot of a title slide.
fn foot(desk: &mut Desk, speakers: &[usize]) -> Stack {
    let theme = desk.theme;
    let deck = desk.deck;
    let width = desk.size.width * desk.theme.regions.words - theme.space.left;
    let mut out = Stack::default();
    for speaker in speakers.iter().filter_map(|at| deck.speakers.get(*at)) {
        let by = Style { wrap: Wrap::Balanced, ..desk.plain(&theme.scale.by) };
        let name = Rich::plain(speaker.name.clone(), speaker.span);
        let name = desk.text(&name, &by, width, Role::Paragraph);
        out.below(name, 8.0);
        if let Some(affiliation) = &speaker.affiliation {
            let style = Style { color: desk.ground.mute, ..desk.plain(&theme.scale.lines) };
            let line = desk.text(&Rich::plain(affiliation.clone(), speaker.span), &style, width, Role::Paragraph);
            out.below(line, 0.0);
        }
    }
    let rung = crate::layout::fit::Rung { size: theme.scale.lines.largest() - 1.0, air: 1.0 };
    let mut setting = Setting::new(desk, &theme.scale.lines, rung);
    setting.style.color = desk.ground.mute;
    setting.gap = 3.0;
    let lines = blocks::stack(desk, &desk.slide.body, &setting, width);
    if !lines.nodes.is_empty() {
        out.below(lines, 8.0);
    }
    out
}

/// The slide's picture, or else the theme's motif, on the right.
fn beside(desk: &mut Desk) -> Option<Node> {
    let region = Rect::new(
        desk.size.width * (desk.theme.regions.words + 0.01),
        20.0,
        desk.size.width - 28.0,
        desk.size.height - 20.0,
    );
    if let Some(it) = desk.slide.picture.clone() {
        let stack = picture::picture(desk, &it, region.size());
        let free = region.size() - stack.size;
        let at = region.origin() + kurbo::Vec2::new(free.width / 2.0, free.height / 2.0);
        return Some(Node::branch(Role::Section, at, it.span, stack.nodes));
    }
    if desk.theme.motif.kind == MotifKind::None {
        return None;
    }
    let c = &desk.theme.colors;
    let look = if desk.ground.dark {
        Look {
            dots: c.cream.with_alpha(0.92),
            marked: c.accent_on_dark,
            lines: c.cream.with_alpha(0.6),
            weight: 1.0,
            grid: (4, 6),
        }
    } else {
        Look {
            dots: c.primary.with_alpha(0.22),
            marked: c.accent.with_alpha(0.3),
            lines: c.primary.with_alpha(0.18),
            weight: 0.9,
            grid: (4, 6),
        }
    };
    Some(motif::network(&desk.slide.id, region, look))
}
