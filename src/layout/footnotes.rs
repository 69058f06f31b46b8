//! A slide's footnotes → small words under a short rule at the foot of the content, which ends above them.

use super::blocks::measure;
use super::desk::{Desk, paragraph_stack, rect};
use super::fit::{tall, tell_full};
use super::node::{self, Node, Stack};
use crate::deck::{Footnote, Layout};
use crate::diagnostic::Span;
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size, Vec2};
use crate::text::{Paragraph, Style, right_to_left};

/// Letters of a line, lines of a note and notes of a slide at most.
const MEASURE: f64 = 100.0;
const LINES: usize = 2;
const NOTES: usize = 4;
/// Notes that are shown of too many, and the share of the slide's height that they may take from the content.
const SHOWN: usize = 8;
const SHARE: f64 = 0.45;
/// The rule over them, in points: its width and thickness, and the space over and under it.
const RULE: Size = Size::new(120.0, 0.75);
const OVER: f64 = 18.0;
const UNDER: f64 = 8.0;
/// Where words begin, in em.
const HANG: f64 = 1.25;

/// The notes of a slide, set.
pub(super) struct Notes {
    notes: Vec<(usize, Stack)>,
}

/// Sets them at the largest size at which each has room, and takes their room from the content.
pub(super) fn set(desk: &mut Desk) -> Option<Notes> {
    let all = desk.slide.footnotes.len();
    let footnotes = &desk.slide.footnotes[..all.min(SHOWN)];
    if footnotes.is_empty() {
        return None;
    }
    let sizes = desk.theme.scale.source.sizes.clone();
    let (left, right) = edges(desk);
    let width = right - left;
    let mut tried = Vec::new();
    for size in sizes {
        tried = footnotes.iter().map(|it| note(desk, it, size, width)).collect::<Vec<_>>();
        if tried.iter().all(|(words, _)| words.lines.len() <= LINES) {
            break;
        }
    }
    tell(desk, all, &tried);
    let notes: Vec<(usize, Stack)> = footnotes.iter().zip(tried).map(|(it, (_, stack))| (it.number, stack)).collect();
    let height = OVER + RULE.height + UNDER + notes.iter().map(|(_, stack)| stack.size.height).sum::<f64>();
    // Whatever somebody writes there, the slide is for its content.
    desk.notes = height.min(desk.size.height * SHARE);
    Some(Notes { notes })
}

/// What is more than a slide has room for.
fn tell(desk: &mut Desk, all: usize, tried: &[(Paragraph, Stack)]) {
    if all > NOTES {
        let shown = if all > SHOWN { format!("; {SHOWN} are shown") } else { String::new() };
        let how = format!("{all} footnotes, where {NOTES} are the most that are read{shown}");
        tell_full(desk, "", &how, "put the others on the next slide, or in the notes");
    }
    for (at, (words, _)) in tried.iter().enumerate().filter(|(_, (words, _))| words.lines.len() > LINES) {
        let line = f64::from(words.height) / words.lines.len() as f64;
        let how = tall(line * (words.lines.len() - LINES) as f64, line);
        tell_full(desk, &format!("footnote {}", at + 1), &how, "shorten it to two lines");
    }
}

/// Where they begin and end: beside a panel that has the slide's whole height.
pub(super) fn edges(desk: &Desk) -> (f64, f64) {
    let (space, regions) = (&desk.theme.space, &desk.theme.regions);
    let left = match desk.slide.layout {
        Layout::Statement { number: Some(_) } if desk.narrow() => desk.size.width * regions.panel_narrow + 24.0,
        Layout::Statement { number: Some(_) } => desk.size.width * regions.panel + 30.0,
        Layout::Compare { .. } if desk.theme.compare.panel => desk.size.width * regions.lesser + space.left,
        _ => space.left,
    };
    (left, desk.size.width - space.right)
}

/// One note, which begins where its words do.
fn note(desk: &mut Desk, footnote: &Footnote, size: f32, width: f64) -> (Paragraph, Stack) {
    if desk.mirrored() || !right_to_left(&footnote.words.text()) {
        return from_start(desk, footnote, size, width);
    }
    let mut words = None;
    let stack = desk.leftward(width, |desk| {
        let (paragraph, stack) = from_start(desk, footnote, size, width);
        words = Some(paragraph);
        stack
    });
    (words.expect("it was just set"), stack)
}

/// Its figure, and its words beside it.
fn from_start(desk: &mut Desk, footnote: &Footnote, size: f32, width: f64) -> (Paragraph, Stack) {
    let mute = desk.ground.mute;
    let style = desk.style(&desk.theme.scale.source, size);
    let style = Style { color: mute, strong: (style.strong.0, desk.ground.text), link: mute, ..style };
    let hang = f64::from(size) * HANG;
    let figure = Style { color: desk.ground.accent, weight: style.strong.0, ..style.clone() };
    let figure = desk.shaper.words(&desk.digits(footnote.number), &figure);
    let room = (width - hang).min(measure(&style, MEASURE));
    let words = desk.shaper.paragraph(&footnote.words, &style, room as f32);
    let mut nodes = paragraph_stack(&figure, Role::Label).nodes;
    nodes.extend(paragraph_stack(&words, Role::Paragraph).at(Point::new(hang, 0.0)));
    let stack = Stack { nodes, size: Size::new(width, f64::from(words.height)) };
    let stack = stack.grouped(Role::Note { number: footnote.number }, footnote.words.span);
    (words, stack)
}

/// Puts them under what `nodes` show, each at the step at which its figure comes.
pub(super) fn place(desk: &Desk, notes: Notes, nodes: &mut Vec<Node>) {
    let (left, _) = edges(desk);
    let top = desk.bottom() + OVER;
    let step = |number| node::step_of_reference(nodes, number).unwrap_or(0);
    let steps: Vec<usize> = notes.notes.iter().map(|(number, _)| step(*number)).collect();
    let rule = Rect::from_origin_size(Point::new(left, top), RULE);
    let rule = Node::branch(Role::Decoration, Point::ZERO, Span::default(), vec![rect(rule, desk.foot.mute)]);
    nodes.push(rule.at_step(steps.iter().copied().min().unwrap_or(0)));
    let mut y = top + RULE.height + UNDER;
    for ((_, stack), step) in notes.notes.into_iter().zip(steps) {
        let down = stack.size.height;
        nodes.extend(stack.nodes.into_iter().map(|node| node.moved(Vec2::new(left, y)).at_step(step)));
        y += down;
    }
}
