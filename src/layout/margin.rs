//! A theme's margin: what explains the content stands in a column left of it, its first line on that of what it explains.

use super::blocks;
use super::desk::{Desk, rect};
use super::fit::Rung;
use super::node::{Node, Stack};
use super::setting::Setting;
use crate::deck::theme::{Panel, TypeStyle};
use crate::deck::{Block, Rich};
use crate::drawing::Role;
use crate::geometry::{Point, Rect};
use crate::text::{Style, Wrap};

/// Lines of words in the margin; what is longer stands under the content.
const LINES: f64 = 9.2;
/// Between two things in the margin, in points.
const APART: f64 = 14.0;

/// Small words in the margin whose first line stands on `baseline`.
pub(super) fn kicker(desk: &mut Desk, rich: &Rich, baseline: f64) -> Option<Vec<Node>> {
    let (left, width) = desk.margin()?;
    let words = desk.kicker(rich, desk.ground.accent, width, Role::Paragraph);
    Some(words.on(left, baseline))
}

/// Words beside a title or over a chart, set as notes are; from `top` on.
pub(super) fn words(desk: &mut Desk, rich: &Rich, top: f64) -> Option<Vec<Node>> {
    let (left, width) = desk.margin()?;
    let entry = &desk.theme.scale.margin;
    let style = Style { color: desk.ground.mute, wrap: Wrap::Pretty, ..desk.plain(entry) };
    let words = desk.text(rich, &style, width, Role::Paragraph);
    Some(words.at(Point::new(left, top)))
}

/// A source at the margin's foot, if it has room there; what else stands in the margin then ends above it.
pub(super) fn source(desk: &mut Desk, rich: &Rich) -> Option<Vec<Node>> {
    let (left, width) = desk.margin().filter(|_| !desk.wide)?;
    let entry = &desk.theme.scale.source;
    let style = Style { color: desk.ground.mute, italic: true, ..desk.style(entry, entry.smallest()) };
    let style = Style { strong: (700.0, desk.ground.text), link: desk.ground.mute, ..style };
    let words = desk.text(rich, &style, width, Role::Source);
    if words.size.height > f64::from(style.size * style.leading) * LINES || desk.torn {
        return None;
    }
    let top = desk.margin_end - words.size.height;
    desk.margin_end = top - APART;
    Some(words.at(Point::new(left, top)))
}

/// The aside in the margin from `top` on, its first line on `baseline`; nothing where the theme has it elsewhere, or the
/// margin has no room for it.
pub(super) fn aside(desk: &mut Desk, top: f64, baseline: Option<f64>) -> Option<Vec<Node>> {
    let slide = desk.slide;
    let (left, width) = desk.margin().filter(|_| !desk.wide && desk.theme.panels.aside == Panel::Margin)?;
    if slide.aside.is_empty() {
        return None;
    }
    let entry = &desk.theme.scale.margin;
    let room = desk.margin_end - top;
    let (torn, step) = (desk.torn, desk.next_step);
    for size in entry.sizes.clone() {
        desk.torn = false;
        let words = set(desk, entry, &slide.aside, size, width);
        let lines = words.size.height / f64::from(size * entry.leading);
        if !desk.torn && words.size.height <= room && lines <= LINES {
            desk.torn = torn;
            return Some(match baseline {
                Some(baseline) => words.on(left, baseline),
                None => words.at(Point::new(left, top)),
            });
        }
    }
    (desk.torn, desk.next_step) = (torn, step);
    None
}

fn set(desk: &mut Desk, entry: &TypeStyle, body: &[Block], size: f32, width: f64) -> Stack {
    let mut setting = Setting::new(desk, entry, Rung::loose(size));
    setting.style.color = desk.ground.mute;
    setting.style.strong.1 = desk.ground.text;
    setting.nested = true;
    blocks::stack(desk, body, &setting, width)
}

/// A hairline over the words, from margin to margin.
pub(super) fn rule(desk: &Desk, y: f64, thickness: f64) -> Node {
    let rule = Rect::new(desk.edge(), y, desk.size.width - desk.theme.space.right, y + thickness);
    Node::decoration(vec![rect(rule, desk.ground.line)])
}
