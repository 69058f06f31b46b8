//! The marks of a slide → lines with a halo, labels, and numbers with their legend, over the picture that they point into.
//!
//! Lines have the theme's accent in a halo of the slide's ground, so that one of the two stands out on any picture. Units:
//! points; places of marks are shares of the whole picture, whatever part of it is seen.

use std::sync::Arc;

use super::desk::{Desk, dot, filled, paragraph_stack, rounded};
use super::node::{Node, Stack};
use crate::color::Color;
use crate::deck::{Mark, MarkKind, Picture, Rich, Slide};
use crate::diagnostic::{Diagnostic, Span};
use crate::drawing::{Item, Role, Shape, Stroke};
use crate::geometry::{BezPath, Point, Rect, RoundedRect, Size, Vec2};
use crate::text::{Style, Wrap};

const CODE: &str = "SLD-MARK";
const HALO: f64 = 3.5;
const LINE: f64 = 3.0;
const CORNER: f64 = 4.0;
/// Length of an arrow's head, and half its width.
const HEAD: (f64, f64) = (11.0, 6.0);
/// How far an arrow swings out, as a share of its length.
const BEND: f64 = 0.1;
const DISC: f64 = 28.0;
const FIGURE: f32 = 17.0;
const LABEL: f32 = 19.0;
/// A label is no wider, and of no more lines.
const WIDEST: f64 = 260.0;
const MOST_LINES: usize = 3;
/// From a number's disc to its words in the legend.
const WORDS_AT: f64 = 42.0;
/// Sizes of a legend's first lines and of what stands under them, tried in order.
const LEGEND: [(f32, f32); 4] = [(21.0, 19.0), (19.0, 17.0), (17.0, 16.0), (16.0, 14.0)];
/// Under the height of capitals, above the baseline: the middle of small letters, in em.
const MIDDLE: f64 = 0.26;
/// Blocks of marks may share so much before one hides the other.
const TOUCH: f64 = 3.0;

/// Where a picture lies, of which some may be cropped away.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// What is seen of it.
    pub seen: Rect,
    /// All of it.
    pub whole: Rect,
}

impl Frame {
    fn point(&self, (x, y): (f64, f64)) -> Point {
        self.whole.origin() + Vec2::new(self.whole.width() * x, self.whole.height() * y)
    }

    fn size(&self, (width, height): (f64, f64)) -> Size {
        Size::new(self.whole.width() * width, self.whole.height() * height)
    }

    fn shows(&self, place: Point) -> bool {
        self.seen.inflate(0.5, 0.5).contains(place)
    }
}

/// Whether the slide's marks point into this picture.
fn point_into(desk: &Desk, picture: &Picture) -> bool {
    !desk.slide.marks.is_empty() && desk.slide.marked().is_some_and(|it| it.span == picture.span)
}

/// Whether numbers on this picture have words.
pub(super) fn has_legend(desk: &Desk, picture: &Picture) -> bool {
    point_into(desk, picture) && numbers(desk.slide).any(|(_, mark)| mark.text.is_some())
}

/// The marks that point into a picture, in its coordinates.
pub(super) fn on_picture(desk: &mut Desk, picture: &Picture, frame: &Frame) -> Vec<Node> {
    if point_into(desk, picture) { marks(desk, frame) } else { Vec::new() }
}

/// The words of numbers have no legend where the slide's words stand on the picture.
pub(super) fn tell_no_legend(desk: &mut Desk, picture: &Picture) {
    if !has_legend(desk, picture) {
        return;
    }
    desk.legendless = true;
    if let Some((_, mark)) = numbers(desk.slide).find(|(_, mark)| mark.text.is_some()) {
        let message = "the words of a number stand in the legend of its picture, and a picture behind words has none";
        let hint = "Give the picture another `place`, or make it a mark of the kind `label`";
        desk.fault(Diagnostic::error(CODE, mark.span, message).hint(hint));
    }
}

/// The marks of a slide without a picture.
pub(super) fn on_slide(desk: &mut Desk) -> Vec<Node> {
    if desk.slide.marks.is_empty() || desk.slide.marked().is_some() {
        return Vec::new();
    }
    desk.legendless = true;
    if let Some((_, mark)) = numbers(desk.slide).find(|(_, mark)| mark.text.is_some()) {
        let message = "the words of a number stand in the legend of a picture, and this slide has none";
        let hint = "Give the slide a `picture`, or make it a mark of the kind `label`";
        desk.fault(Diagnostic::error(CODE, mark.span, message).hint(hint));
    }
    let whole = desk.size.to_rect();
    marks(desk, &Frame { seen: whole, whole })
}

/// The marks that are numbers, in order, each with its figure.
fn numbers(slide: &Slide) -> impl Iterator<Item = (usize, &Mark)> {
    let all = slide.marks.iter().filter(|mark| mark.kind == MarkKind::Number);
    all.enumerate().map(|(at, mark)| (at + 1, mark))
}

/// What a mark comes to: lines under all words, its words, and the block that nothing else may cover.
#[derive(Default)]
struct Drawn {
    lines: Vec<Node>,
    words: Vec<Node>,
    block: Option<Rect>,
}

fn marks(desk: &mut Desk, frame: &Frame) -> Vec<Node> {
    let (mut lines, mut words) = (Vec::new(), Vec::new());
    let mut blocks: Vec<(&Mark, Rect)> = Vec::new();
    let mut number = 0;
    for mark in &desk.slide.marks {
        number += usize::from(mark.kind == MarkKind::Number);
        if [Some(mark.at), mark.to].into_iter().flatten().any(|place| !frame.shows(frame.point(place))) {
            let hint = "Move the mark, or show the whole picture: fit = \"contain\"";
            tell(desk, mark, "points into a part of the picture that is cropped away", hint);
            continue;
        }
        let drawn = drawn(desk, mark, number, frame);
        let at_step = |node: Node| node.at_step(mark.step).until(mark.until);
        if !drawn.lines.is_empty() {
            let role = mark.alt.clone().map_or(Role::Decoration, |alt| Role::Figure { alt });
            lines.push(at_step(Node::branch(role, Point::ZERO, mark.span, drawn.lines)));
        }
        words.extend(drawn.words.into_iter().map(at_step));
        if let Some(block) = drawn.block {
            let meets = |(other, place): &&(&Mark, Rect)| together(mark, other) && share(*place, block);
            if blocks.iter().any(|it| meets(&it)) {
                tell(desk, mark, "lies on another mark", "Move one of them, or let the other go with `until`");
            }
            blocks.push((mark, block));
        }
    }
    lines.extend(words);
    lines
}

fn tell(desk: &mut Desk, mark: &Mark, what: &str, hint: &str) {
    let name =
        mark.text.as_ref().map(Rich::text).map_or_else(|| "a mark".to_owned(), |text| format!("the mark `{text}`"));
    desk.fault(Diagnostic::warning(CODE, mark.span, format!("{name} {what}")).hint(hint));
}

/// Whether two marks are there at the same time.
fn together(one: &Mark, other: &Mark) -> bool {
    let before = |it: &Mark, other: &Mark| it.until.is_some_and(|until| until <= other.step);
    !before(one, other) && !before(other, one)
}

fn share(one: Rect, other: Rect) -> bool {
    let both = one.intersect(other);
    both.width() > TOUCH && both.height() > TOUCH
}

fn drawn(desk: &mut Desk, mark: &Mark, number: usize, frame: &Frame) -> Drawn {
    let at = frame.point(mark.at);
    let size = mark.size.map(|size| frame.size(size));
    let mut out = Drawn::default();
    match mark.kind {
        MarkKind::Label => out = label(desk, mark, frame),
        MarkKind::Arrow => {
            let words = if mark.text.is_some() { label(desk, mark, frame) } else { Drawn::default() };
            out = Drawn { lines: arrow(desk, mark, at, frame.point(mark.to.unwrap_or(mark.at)), words.block), ..words };
        }
        MarkKind::Line => {
            let mut path = BezPath::new();
            path.move_to(at);
            path.line_to(frame.point(mark.to.unwrap_or(mark.at)));
            out.lines = outlined(desk, path);
        }
        MarkKind::Box => out.lines = outlined(desk, rounded_path(Rect::from_origin_size(at, size.unwrap_or_default()))),
        MarkKind::Circle => {
            let radii = size.unwrap_or_default().to_vec2() / 2.0;
            out.lines = outlined(desk, kurbo::Shape::to_path(&kurbo::Ellipse::new(at, radii, 0.0), 0.02));
        }
        MarkKind::Number => {
            let mut center = at;
            if let Some(size) = size {
                let place = Rect::from_origin_size(at, size);
                out.lines = outlined(desk, rounded_path(place));
                center = Point::new(place.x1, place.y0);
            }
            // Whole, even where it stands at the picture's edge.
            let inside = frame.seen.inflate(-DISC / 2.0, -DISC / 2.0);
            center = Point::new(within(center.x, inside.x0, inside.x1), within(center.y, inside.y0, inside.y1));
            let halo = dot(center, DISC / 2.0 + HALO, desk.ground.fill);
            let halo = Node::branch(Role::Decoration, Point::ZERO, mark.span, vec![halo]);
            let unsaid = desk.legendless && mark.text.is_some();
            let figure = if unsaid { Role::Decoration } else { Role::Paragraph };
            let disc = disc(desk, number, center, figure, mark.span);
            // The legend says it; where there is none, its words are at least read out and found.
            let role = match &mark.text {
                None => Role::Section,
                Some(text) if unsaid => {
                    Role::Figure { alt: format!("{number} {}", joined(text, mark.detail.as_ref()).text()) }
                }
                Some(_) => Role::Decoration,
            };
            out.words = vec![halo, Node::branch(role, Point::ZERO, mark.span, disc)];
            out.block = Some(Rect::from_center_size(center, Size::new(DISC, DISC)));
        }
    }
    out
}

/// A disc, and on it a number in that role.
fn disc(desk: &mut Desk, number: usize, center: Point, role: Role, span: Span) -> Vec<Node> {
    let ground = desk.ground;
    let entry = &desk.theme.scale.label;
    let style = Style { weight: 700.0, color: ground.fill, wrap: Wrap::None, ..upright(desk.style(entry, FIGURE)) };
    let style = Style { strong: (700.0, ground.fill), ..style };
    let paragraph = desk.shaper.paragraph(&Rich::plain(desk.digits(number), span), &style, f32::MAX);
    let baseline = paragraph.lines.first().map_or(0.0, |line| f64::from(line.baseline));
    let corner = center + Vec2::new(-f64::from(paragraph.width) / 2.0, f64::from(FIGURE) * 0.35 - baseline);
    let disc = Node::decoration(vec![dot(center, DISC / 2.0, ground.accent)]);
    [disc].into_iter().chain(paragraph_stack(&paragraph, role).at(corner)).collect()
}

/// Small words as they are written, in no capitals.
fn upright(style: Style) -> Style {
    Style { italic: false, capitals: false, tracking: 0.0, ..style }
}

/// The words of a mark on a ground of their own, whole inside the picture where they fit into it.
fn label(desk: &mut Desk, mark: &Mark, frame: &Frame) -> Drawn {
    let Some(text) = &mark.text else { return Drawn::default() };
    let text = joined(text, mark.detail.as_ref());
    let ground = desk.ground;
    let style = upright(desk.style(&desk.theme.scale.label, LABEL));
    let color = ground.accent;
    let style = Style {
        weight: 600.0,
        color,
        strong: (700.0, color),
        link: color,
        leading: 1.22,
        wrap: Wrap::Balanced,
        ..style
    };
    let pad = Vec2::new(10.0, 5.0);
    let width = (frame.seen.width() - 2.0 * pad.x).clamp(60.0, WIDEST);
    let paragraph = desk.shaper.paragraph(&text, &style, width as f32);
    if paragraph.lines.len() > MOST_LINES {
        tell(
            desk,
            mark,
            &format!("has {} lines", paragraph.lines.len()),
            "Say it in fewer words; the rest is for the notes",
        );
    }
    let size = Size::new(f64::from(paragraph.width), f64::from(paragraph.height));
    let block =
        Rect::from_center_size(frame.point(mark.at), Size::new(size.width + 2.0 * pad.x, size.height + 2.0 * pad.y));
    let block = block + into(block, frame.seen.inflate(-2.0, -2.0));
    let ground = Node::decoration(vec![rounded(block, CORNER, ground.fill)]);
    let words = paragraph_stack(&paragraph, Role::Paragraph).at(block.origin() + pad);
    let words = Node::branch(Role::Section, Point::ZERO, mark.span, [ground].into_iter().chain(words).collect());
    Drawn { lines: Vec::new(), words: vec![words], block: Some(block) }
}

/// Both lines of words as one.
fn joined(text: &Rich, detail: Option<&Rich>) -> Rich {
    let mut out = text.clone();
    if let Some(detail) = detail {
        out.runs.push(crate::deck::Run { text: "\n".to_owned(), ..crate::deck::Run::default() });
        out.runs.extend(detail.runs.iter().cloned());
    }
    out
}

/// How far a block has to move to lie inside `room`; what is larger lies in its middle.
fn into(block: Rect, room: Rect) -> Vec2 {
    let by = |low: f64, high: f64, from: f64, to: f64| {
        if high - low > to - from { (from + to - low - high) / 2.0 } else { within(low, from, to - (high - low)) - low }
    };
    Vec2::new(by(block.x0, block.x1, room.x0, room.x1), by(block.y0, block.y1, room.y0, room.y1))
}

/// `value` between the two, or the middle where they have changed places.
fn within(value: f64, from: f64, to: f64) -> f64 {
    if from > to { (from + to) / 2.0 } else { value.clamp(from, to) }
}

fn rounded_path(rect: Rect) -> BezPath {
    kurbo::Shape::to_path(&RoundedRect::from_rect(rect, CORNER), 0.05)
}

/// A line in the accent, in its halo.
fn outlined(desk: &Desk, path: BezPath) -> Vec<Node> {
    let stroke = |path: BezPath, width: f64, color: Color| {
        let shape = Shape { path, fill: None, stroke: Some(Stroke::round(width, color)) };
        Node::leaf(Point::ZERO, Item::Shape(Arc::new(shape)), Span::default())
    };
    vec![stroke(path.clone(), LINE + 2.0 * HALO, desk.ground.fill), stroke(path, LINE, desk.ground.accent)]
}

/// From `from`, or from the edge of its words, to `to`, with a slight bend.
fn arrow(desk: &mut Desk, mark: &Mark, from: Point, to: Point, words: Option<Rect>) -> Vec<Node> {
    let from = words.map_or(from, |words| words.center());
    let way = to - from;
    let swing = Vec2::new(way.y, -way.x) * BEND;
    let middle = from + way / 2.0 + swing * 2.0;
    let curve = kurbo::QuadBez::new(from, middle, to);
    let end = (to - middle).normalize();
    let free = match words {
        Some(words) => !words.inflate(HEAD.0, HEAD.0).contains(to),
        None => way.hypot() > 2.0 * HEAD.0,
    };
    if !free || !end.is_finite() {
        tell(desk, mark, "has an arrow that is shorter than its head", "Move `at` further away from `to`");
        return Vec::new();
    }
    let base = to - end * HEAD.0;
    let mut shaft = BezPath::new();
    shaft.move_to(curve.p0);
    shaft.quad_to(curve.p1, to - end * (HEAD.0 - 1.0));
    let side = Vec2::new(end.y, -end.x) * HEAD.1;
    let mut head = BezPath::new();
    head.move_to(to);
    head.line_to(base + side);
    head.line_to(base - side);
    head.close_path();
    let halo = Stroke::round(2.0 * HALO, desk.ground.fill);
    let around = Shape { path: head.clone(), fill: None, stroke: Some(halo) };
    let mut out = outlined(desk, shaft);
    let around = Node::leaf(Point::ZERO, Item::Shape(Arc::new(around)), Span::default());
    out.insert(1, around);
    out.push(filled(head, desk.ground.accent));
    out
}

/// The numbers with their words, in order, at the largest size at which they fit into `room`.
pub(super) fn legend(desk: &mut Desk, room: Size) -> Stack {
    let mut last = Stack::default();
    for sizes in LEGEND {
        last = legend_at(desk, room.width, sizes);
        if last.size.height <= room.height {
            return last;
        }
    }
    let mark = numbers(desk.slide).last().map(|(_, mark)| mark);
    if let Some(mark) = mark {
        let beyond = last.size.height - room.height;
        let message = format!("the legend of the numbers is {beyond:.0} pt too tall for its place");
        desk.fault(Diagnostic::error("SLD-OVERFLOW", mark.span, message).hint("Shorten the words of the numbers"));
    }
    last
}

fn legend_at(desk: &mut Desk, width: f64, (head, small): (f32, f32)) -> Stack {
    let ground = desk.ground;
    let entry = &desk.theme.scale.label;
    let head_style = Style { weight: 700.0, color: ground.text, leading: 1.33, ..upright(desk.style(entry, head)) };
    let small_style = Style { weight: 400.0, color: ground.mute, leading: 1.37, ..upright(desk.style(entry, small)) };
    let room = width - WORDS_AT;
    let mut out = Stack::default();
    for (number, mark) in numbers(desk.slide) {
        let Some(text) = &mark.text else { continue };
        let mut words = desk.text(text, &head_style, room, Role::Paragraph);
        let first = super::node::first_baseline(&words.nodes).unwrap_or_default();
        if let Some(detail) = &mark.detail {
            let detail = desk.text(detail, &small_style, room, Role::Paragraph);
            words.below(detail, 3.0);
        }
        // A disc is higher than a line of words.
        let middle = first - MIDDLE * f64::from(head);
        let down = (DISC / 2.0 - middle).max(0.0);
        let mut parts = disc(desk, number, Point::new(DISC / 2.0, middle + down), Role::Label, mark.span);
        let size = Size::new(width, (words.size.height + down).max(DISC));
        let body = Node::branch(Role::Body, Point::ZERO, mark.span, words.at(Point::new(WORDS_AT, down)));
        parts.push(body);
        let item = Node::branch(Role::Item, Point::ZERO, mark.span, parts);
        let item = item.at_step(mark.step).until(mark.until);
        out.below(Stack { nodes: vec![item], size }, 26.0 * f64::from(head) / 21.0);
    }
    out.grouped(Role::List { ordered: true }, desk.slide.span)
}
