//! Two sides: the lesser on a panel or behind a hairline, the better one beside it.

use crate::color::Color;
use crate::deck::theme::{Ground, TypeStyle};
use crate::deck::{Block, Reveal, Side};
use crate::diagnostic::Span;
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::blocks;
use crate::layout::desk::{Desk, rect};
use crate::layout::fit::fit_part;
use crate::layout::heads;
use crate::layout::node::{Node, Stack};
use crate::layout::setting::Setting;
use crate::text::Wrap;

pub(super) fn compare(desk: &mut Desk, left: &Side, right: &Side) -> Vec<Node> {
    let theme = desk.theme;
    let (look, space) = (&theme.compare, &theme.space);
    let split = (desk.size.width * theme.regions.lesser).round();
    let paper = desk.ground;
    let better = look.better.map_or(paper, |name| theme.ground(name));
    let mut nodes = Vec::new();
    let top = if look.band {
        super::content::title_band(desk, &mut nodes, false).y0
    } else {
        panel_head(desk, &mut nodes, split - desk.edge() - 24.0)
    };
    nodes.insert(0, grounds(desk, split, top, better.fill));
    let (bottom, from) = (desk.bottom(), if look.band { top } else { space.top });
    let region = Rect::new(split + desk.edge(), from, desk.size.width - space.right, bottom);
    let mut foot = Vec::new();
    desk.ground = better;
    let region = super::content::source_line(desk, &mut foot, region);
    let lesser_room = Size::new(split - desk.edge() - 30.0, bottom - top);
    let halves = [(left, paper, lesser_room), (right, better, region.size())];
    let ([lesser, stack], step) = both(desk, halves);

    // Each side stands a little above the middle of its panel, or under the title of both: there both begin on one line, and
    // few words of both leave some room above them too.
    let has_code = [left, right].iter().any(|side| !side.body.iter().all(is_words));
    let (tallest, height) = (lesser.size.height.max(stack.size.height), region.y1 - top);
    let short = &theme.short;
    let down = if has_code || tallest > height * short.most { 0.0 } else { (height - tallest) * short.place };
    let centred = |height: f64, from: f64, to: f64| from + ((to - from - height) * 0.46).max(0.0);
    let place = |height: f64, from: f64, to: f64| if look.band { from + down } else { centred(height, from, to) };
    let at = Point::new(desk.edge(), place(lesser.size.height, top, bottom));
    nodes.push(Node::branch(Role::Section, at, Span::default(), lesser.nodes));
    let at = Point::new(region.x0, place(stack.size.height, from, region.y1));
    nodes.push(Node::branch(Role::Section, at, Span::default(), stack.nodes).at_step(step));
    nodes.extend(foot);
    (desk.foot, desk.ground) = (better, paper);
    if look.has_two_grounds() {
        desk.foot_span = (split, desk.size.width);
    }
    nodes
}

/// The lesser side and the better one, each on its ground and in its room, and the step at which the better one appears. Code
/// on both is of one size, so that it can be compared.
fn both(desk: &mut Desk, halves: [(&Side, Ground, Size); 2]) -> ([Stack; 2], usize) {
    let theme = desk.theme;
    let [(_, paper, _), (_, better, _)] = halves;
    let [near, far] =
        if desk.mirrored() { ["the right side", "the left side"] } else { ["the left side", "the right side"] };
    let words = if theme.compare.panel { paper.mute } else { paper.text };
    let looks = [
        Look { part: near, entry: &theme.scale.lesser, kicker: paper.mute, words },
        Look { part: far, entry: &theme.scale.better, kicker: better.accent, words: better.strong },
    ];
    let lay = |desk: &mut Desk, at: usize, most_code: f32| {
        let (own, ground, room) = halves[at];
        desk.ground = ground;
        side(desk, own, &looks[at], most_code, room)
    };
    let first_step = desk.next_step;
    let (mut lesser, lesser_code) = lay(desk, 0, f32::INFINITY);
    let step = if desk.slide.reveal == Reveal::None { 0 } else { desk.reveal() };
    let second_step = desk.next_step;
    let (mut better, better_code) = lay(desk, 1, f32::INFINITY);
    let last_step = desk.next_step;
    if let (Some(one), Some(other)) = (lesser_code, better_code) {
        if other > one {
            desk.next_step = second_step;
            better = lay(desk, 1, one).0;
        } else if one > other {
            desk.next_step = first_step;
            lesser = lay(desk, 0, other).0;
        }
    }
    desk.next_step = last_step;
    ([lesser, better], step)
}

fn is_words(block: &Block) -> bool {
    matches!(block, Block::Paragraph(_) | Block::Heading(_) | Block::List { .. } | Block::Quote(_))
}

/// Kicker and title over the lesser side; returns where its words may begin.
fn panel_head(desk: &mut Desk, nodes: &mut Vec<Node>, width: f64) -> f64 {
    let theme = desk.theme;
    let (mut head, mut gap) = (Stack::default(), 0.0);
    if let Some(kicker) = &desk.slide.kicker {
        let kicker = desk.kicker(kicker, desk.ground.accent, width, Role::Paragraph);
        head.below(kicker, 0.0);
        gap = theme.band.kicker_gap;
    }
    if let Some(title) = &desk.slide.title {
        let (entry, color) = (&theme.scale.panel_title, desk.ground.title);
        let room = Size::new(width, desk.size.height * 0.4);
        let title = desk.headline(title, entry, color, room, 3, desk.heading_role());
        heads::below(&mut head, title, gap);
        gap = theme.band.gap;
    }
    let top = theme.space.top + head.size.height + gap;
    nodes.extend(head.at(Point::new(desk.edge(), theme.space.top)));
    top
}

/// The panels of the two sides, or the hairline between them from `top` on.
fn grounds(desk: &Desk, split: f64, top: f64, better: Color) -> Node {
    let whole = desk.size.to_rect();
    let mut parts = Vec::new();
    if desk.theme.compare.panel {
        parts.push(rect(Rect { x1: split, ..whole }, desk.ground.panel));
    } else {
        parts.push(rect(Rect::new(split, top, split + 0.75, desk.bottom()), desk.ground.line));
    }
    if better != desk.ground.fill {
        parts.push(rect(Rect { x0: split, ..whole }, better));
    }
    Node::decoration(parts)
}

/// How one side looks, and its name in what is told of it.
struct Look<'a> {
    part: &'static str,
    entry: &'a TypeStyle,
    kicker: Color,
    words: Color,
}

/// A side, and the size of its code if it has some; at most `most_code`.
fn side(desk: &mut Desk, side: &Side, look: &Look, most_code: f32, room: Size) -> (Stack, Option<f32>) {
    let entry = look.entry;
    let mut out = Stack::default();
    if let Some(head) = &side.kicker {
        let head = desk.kicker(head, look.kicker, room.width, Role::Heading { level: 3 });
        out.below(head, 0.0);
    }
    let gap = 16.0;
    let left = Size::new(room.width, room.height - out.size.height - gap);
    let (body, rung) = fit_part(desk, look.part, entry, left, |desk, rung| {
        let mut setting = Setting::new(desk, entry, rung);
        setting.code = setting.code.min(most_code);
        setting.style.color = look.words;
        setting.style.hang = true;
        if matches!(side.body.as_slice(), [Block::Paragraph(_)]) {
            setting.style.wrap = Wrap::Pretty;
        }
        blocks::stack(desk, &side.body, &setting, left.width)
    });
    heads::below(&mut out, body, gap);
    let has_code = side.body.iter().any(|block| matches!(block, Block::Code(_)));
    let size = desk.theme.scale.code.largest().min(rung.size).min(rung.code).min(most_code);
    (out, has_code.then_some(size))
}
