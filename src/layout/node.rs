//! Placed items that know the step they appear at; cut down to one `Drawing` per step at the end.

use std::collections::BTreeSet;

use super::mirror;
use crate::color::Color;
use crate::deck::placing::When;
use crate::diagnostic::Span;
use crate::drawing::{Glyphs, Group, Item, Paint, Placed, Role};
use crate::geometry::{BezPath, Point, Rect, Size, Vec2};

/// An item or group that appears at `step` (0 is there from the start). A child never appears before its parent.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub step: usize,
    /// The step at which it makes way for another look of the same; never otherwise.
    until: Option<usize>,
    /// The first step of the build-up that it belongs to: one whose part appears later counts from there.
    build: Option<usize>,
    pub at: Point,
    pub span: Span,
    /// How wide it is, if it is moved as it is where others are mirrored.
    whole: Option<f64>,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Leaf(Item),
    Branch { role: Role, clip: Option<BezPath>, children: Vec<Node> },
}

impl Node {
    pub fn leaf(at: Point, item: Item, span: Span) -> Self {
        Self { step: 0, until: None, build: None, at, span, whole: None, kind: Kind::Leaf(item) }
    }

    pub fn branch(role: Role, at: Point, span: Span, children: Vec<Node>) -> Self {
        let kind = Kind::Branch { role, clip: None, children };
        Self { step: 0, until: None, build: None, at, span, whole: None, kind }
    }

    /// What only decorates, in its own group.
    pub fn decoration(children: Vec<Node>) -> Self {
        Self::branch(Role::Decoration, Point::ZERO, Span::default(), children)
    }

    /// An already finished item, which is not mirrored.
    pub fn placed(placed: Placed) -> Self {
        Self::leaf(placed.at, placed.item, placed.span)
    }

    pub fn is_heading(&self) -> bool {
        matches!(self.kind, Kind::Branch { role: Role::Heading { .. }, .. })
    }

    /// Whether words may stand on it: what decorates, and what shows a picture.
    fn is_under_words(&self) -> bool {
        match &self.kind {
            Kind::Leaf(item) => matches!(item, Item::Picture(_)),
            Kind::Branch { role: Role::Decoration | Role::Figure { .. }, .. } => true,
            Kind::Branch { children, .. } => children
                .iter()
                .any(|node| !matches!(node.kind, Kind::Branch { role: Role::Decoration, .. }) && node.is_under_words()),
        }
    }

    #[must_use]
    pub fn at_step(mut self, step: usize) -> Self {
        self.step = step;
        self
    }

    #[must_use]
    pub fn until(mut self, step: Option<usize>) -> Self {
        self.until = step;
        self
    }

    /// As a look of a part that is built up, from `first` on.
    #[must_use]
    pub fn of_build(mut self, first: Option<usize>) -> Self {
        self.build = first;
        self
    }

    /// Not before `step`; what has steps of its own keeps them.
    #[must_use]
    pub fn not_before(self, step: usize) -> Self {
        if self.step == 0 && self.until.is_none() {
            return self.at_step(step);
        }
        Self::branch(Role::Section, Point::ZERO, Span::default(), vec![self]).at_step(step)
    }

    #[must_use]
    pub fn moved(mut self, by: Vec2) -> Self {
        self.at += by;
        self
    }

    /// What looks the same on a slide from right to left, such as a photo, a drawing, a formula: from its place on it is so
    /// wide.
    #[must_use]
    pub fn whole(mut self, width: f64) -> Self {
        self.whole = Some(width);
        self
    }

    /// From right to left instead of from left to right, about x = 0.
    #[must_use]
    pub fn mirrored(mut self) -> Self {
        if let Some(width) = self.whole {
            self.at.x = -self.at.x - width;
            return self;
        }
        let (kind, beyond) = match self.kind {
            Kind::Leaf(item) => {
                let (item, wide) = mirror::item(item);
                (Kind::Leaf(item), wide)
            }
            Kind::Branch { role, clip, children } => {
                let children = children.into_iter().map(Node::mirrored).collect();
                (Kind::Branch { role, clip: clip.map(|clip| mirror::path(&clip)), children }, 0.0)
            }
        };
        self.kind = kind;
        self.at.x = -self.at.x - beyond;
        self
    }

    #[must_use]
    pub fn clipped(mut self, to: Rect) -> Self {
        if let Kind::Branch { clip, .. } = &mut self.kind {
            *clip = Some(kurbo::Shape::to_path(&to, 0.1));
        }
        self
    }

    /// The last step at which something comes or goes here.
    pub fn last_step(&self) -> usize {
        let inner = match &self.kind {
            Kind::Leaf(_) => 0,
            Kind::Branch { children, .. } => last_step(children),
        };
        self.step.max(inner).max(self.until.unwrap_or(0))
    }

    /// Adds its items to what comes and goes, of a part that is there from one step to another.
    fn count(&self, since: usize, gone: usize, changes: &mut [(usize, usize)]) {
        let (since, gone) = (since.max(self.step), gone.min(self.until.unwrap_or(gone)));
        if since >= gone {
            return;
        }
        let own = match &self.kind {
            Kind::Leaf(Item::Group(group)) => 1 + items(&group.items),
            Kind::Leaf(_) => 1,
            Kind::Branch { children, .. } => {
                children.iter().for_each(|node| node.count(since, gone, changes));
                1
            }
        };
        changes[since].0 += own;
        changes[gone].1 += own;
    }

    fn cut(&self, step: usize) -> Option<Placed> {
        if self.step > step || self.until.is_some_and(|until| until <= step) {
            return None;
        }
        let item = match &self.kind {
            Kind::Leaf(item) => item.clone(),
            Kind::Branch { role, clip, children } => {
                let items = cut(children, step);
                // An empty cell holds its place in the row, and data has no items.
                if items.is_empty() && !matches!(role, Role::Cell | Role::HeaderCell | Role::Data(_)) {
                    return None;
                }
                Item::Group(Group { clip: clip.clone(), ..Group::new(role.clone(), items) })
            }
        };
        Some(Placed { at: self.at, item, span: self.span })
    }
}

/// Moves the first heading before the words that are read before it. What it may stand on (a picture, a ground) is painted
/// before it, and stays there.
pub(super) fn title_first(nodes: &mut [Node]) {
    let Some(at) = nodes.iter().position(Node::is_heading) else { return };
    let first = nodes[..at].iter().rposition(Node::is_under_words).map_or(0, |under| under + 1);
    nodes[first..=at].rotate_right(1);
}

/// Where words stand: a box from the height of capitals to the depth of a comma for each run, without the space at which
/// its line breaks. Where nodes are `leftward`, they are yet to be mirrored, and what is read first in a line is at its left.
pub(super) fn text_boxes(nodes: &[Node], leftward: bool) -> Vec<Rect> {
    let mut out = Vec::new();
    for node in nodes {
        match &node.kind {
            Kind::Leaf(Item::Text(run)) => {
                let size = f64::from(run.size);
                let (from, to) = inked(run, leftward);
                out.push(Rect::new(from, -size * 0.74, to, size * 0.2) + node.at.to_vec2());
            }
            Kind::Leaf(_) => {}
            Kind::Branch { children, .. } => {
                out.extend(text_boxes(children, leftward).into_iter().map(|it| it + node.at.to_vec2()))
            }
        }
    }
    out
}

fn words<'n>(nodes: &'n [Node], by: Vec2, out: &mut Vec<(Point, &'n Glyphs)>) {
    for node in nodes {
        match &node.kind {
            Kind::Leaf(Item::Text(run)) => out.push((node.at + by, run)),
            Kind::Leaf(_) => {}
            Kind::Branch { children, .. } => words(children, by + node.at.to_vec2(), out),
        }
    }
}

/// Where the ink of a run begins and ends, in points from its left.
fn inked(run: &Glyphs, leftward: bool) -> (f64, f64) {
    let all = f64::from(run.advance);
    let end = run.text.trim_end().len();
    // Underlined, it has its end before the space.
    if end == run.text.len() || run.underline.is_some() {
        return (0.0, all);
    }
    let space: f32 = run.glyphs.iter().filter(|it| it.range.start >= end).map(|it| it.advance).sum();
    if run.right_to_left == leftward { (0.0, all - f64::from(space)) } else { (f64::from(space), all) }
}

/// Where words and pictures stand, but for what fills more than `most` of a slide of that size, and what only decorates.
pub(super) fn obstacles(nodes: &[Node], size: Size, most: f64) -> Vec<Rect> {
    let mut out = text_boxes(nodes, false);
    let mut figures = Vec::new();
    figure_boxes(nodes, Vec2::ZERO, &mut figures);
    out.extend(figures.into_iter().filter(|it| it.area() < size.area() * most));
    out
}

fn figure_boxes(nodes: &[Node], by: Vec2, out: &mut Vec<Rect>) {
    for node in nodes {
        let here = by + node.at.to_vec2();
        match &node.kind {
            Kind::Leaf(Item::Picture(picture)) => out.push(picture.size.to_rect() + here),
            Kind::Branch { clip: Some(clip), role: Role::Figure { .. } | Role::Decoration, .. } => {
                out.push(kurbo::Shape::bounding_box(clip) + here);
            }
            Kind::Branch { children, .. } => figure_boxes(children, here, out),
            Kind::Leaf(_) => {}
        }
    }
}

/// The color of the last plain shape that lies under all of `space`, if there is one.
pub(super) fn color_under(nodes: &[Node], space: Rect) -> Option<Color> {
    let under = |node: &Node| {
        let inside = space - node.at.to_vec2();
        match &node.kind {
            Kind::Leaf(Item::Shape(shape)) => {
                let place = kurbo::Shape::bounding_box(&shape.path);
                let covers = place.contains(inside.origin()) && place.contains(Point::new(inside.x1, inside.y1));
                match shape.fill.as_ref().map(|fill| &fill.paint) {
                    Some(Paint::Solid(color)) if covers && color.a == 255 => Some(*color),
                    _ => None,
                }
            }
            Kind::Leaf(_) => None,
            Kind::Branch { children, .. } => color_under(children, inside),
        }
    };
    nodes.iter().rev().find_map(under)
}

/// How far below their top the first line of words stands: a formula in it may make it higher than others.
pub(super) fn first_baseline(nodes: &[Node]) -> Option<f64> {
    nodes.iter().find_map(|node| match &node.kind {
        Kind::Leaf(Item::Text(_)) | Kind::Branch { role: Role::Formula { .. }, .. } => Some(node.at.y),
        Kind::Leaf(_) | Kind::Branch { role: Role::Decoration | Role::Figure { .. }, .. } => None,
        Kind::Branch { children, .. } => first_baseline(children).map(|y| y + node.at.y),
    })
}

/// Where the rows of a table begin.
pub(super) fn row_tops(nodes: &[Node]) -> Vec<f64> {
    let mut out = Vec::new();
    for node in nodes {
        match &node.kind {
            Kind::Branch { role: Role::Row, .. } => out.push(node.at.y),
            Kind::Branch { children, .. } => out.extend(row_tops(children).into_iter().map(|y| y + node.at.y)),
            Kind::Leaf(_) => {}
        }
    }
    out
}

/// How far formulas reach beyond `left` or `right`: unlike words they are never broken.
pub(super) fn formulas_beyond(nodes: &[Node], left: f64, right: f64) -> f64 {
    let beyond = |node: &Node| match &node.kind {
        Kind::Branch { role: Role::Formula { .. }, children, .. } => {
            let boxes = text_boxes(children, false);
            let over = boxes.iter().map(|it| (it.x1 + node.at.x - right).max(left - it.x0 - node.at.x));
            over.fold(0.0, f64::max)
        }
        Kind::Branch { children, .. } => formulas_beyond(children, left - node.at.x, right - node.at.x),
        Kind::Leaf(_) => 0.0,
    };
    nodes.iter().map(beyond).fold(0.0, f64::max)
}

/// The step at which the figure of a footnote comes.
pub(super) fn step_of_reference(nodes: &[Node], number: usize) -> Option<usize> {
    let here = |node: &Node| match &node.kind {
        Kind::Branch { role: Role::Reference { number: known }, .. } if *known == number => Some(node.step),
        Kind::Branch { children, .. } => step_of_reference(children, number).map(|step| step.max(node.step)),
        Kind::Leaf(_) => None,
    };
    nodes.iter().filter_map(here).min()
}

pub(super) fn last_step(nodes: &[Node]) -> usize {
    nodes.iter().map(Node::last_step).max().unwrap_or(0)
}

/// Lets what is built up begin after the step at which its part appears; returns where a part goes before it is complete.
/// The part that holds these nodes appears at `since` and goes at `gone`.
pub(super) fn settle(nodes: &mut [Node], since: usize, gone: Option<usize>) -> BTreeSet<Span> {
    let mut cut_short = BTreeSet::new();
    for node in nodes {
        if let Some(first) = node.build {
            let late = (since + 1).saturating_sub(first);
            node.until = node.until.map(|until| until + late);
            if node.step >= first {
                node.step += late;
            }
            if node.step > 0 && node.span != Span::default() && gone.is_some_and(|gone| gone <= node.step) {
                cut_short.insert(node.span);
            }
        }
        // A look of a build-up goes for the next one, a part goes for good.
        let goes = if node.build.is_some() { None } else { node.until };
        let gone = [gone, goes].into_iter().flatten().min();
        if let Kind::Branch { children, .. } = &mut node.kind {
            cut_short.extend(settle(children, since.max(node.step), gone));
        }
    }
    cut_short
}

/// Nodes in a room of that width, from right to left.
pub(super) fn mirrored(nodes: Vec<Node>, width: f64) -> Vec<Node> {
    nodes.into_iter().map(|node| node.mirrored().moved(Vec2::new(width, 0.0))).collect()
}

/// How many items there are at each step up to `last`.
pub(super) fn held(nodes: &[Node], last: usize) -> Vec<usize> {
    // What comes at a step, and what goes.
    let mut changes = vec![(0, 0); last + 2];
    nodes.iter().for_each(|node| node.count(0, last + 1, &mut changes));
    let mut there = 0;
    let at_step = |(comes, goes): &(usize, usize)| {
        there += comes;
        there -= goes;
        there
    };
    changes[..=last].iter().map(at_step).collect()
}

/// How many items that is, with those in groups.
pub(super) fn items(items: &[Placed]) -> usize {
    let inner = |placed: &Placed| if let Item::Group(group) = &placed.item { self::items(&group.items) } else { 0 };
    items.iter().map(|placed| 1 + inner(placed)).sum()
}

/// What is there at `step`.
pub(super) fn cut(nodes: &[Node], step: usize) -> Vec<Placed> {
    // A drawing lies there as long as the deck is open: none of its lists has room to grow.
    let mut out = Vec::with_capacity(nodes.len());
    out.extend(nodes.iter().filter_map(|node| node.cut(step)));
    out.shrink_to_fit();
    out
}

/// Nodes with the room they take; their origin is its top left corner.
#[derive(Clone, Debug, Default)]
pub(super) struct Stack {
    pub nodes: Vec<Node>,
    pub size: Size,
}

impl Stack {
    /// Puts `other` under this, `gap` points below.
    pub fn below(&mut self, other: Stack, gap: f64) {
        let gap = if self.nodes.is_empty() { 0.0 } else { gap };
        let down = Vec2::new(0.0, self.size.height + gap);
        self.nodes.extend(other.nodes.into_iter().map(|node| node.moved(down)));
        self.size = Size::new(self.size.width.max(other.size.width), down.y + other.size.height);
    }

    /// Its words, and where their baselines begin.
    pub fn words(&self) -> Vec<(Point, &Glyphs)> {
        let mut out = Vec::new();
        words(&self.nodes, Vec2::ZERO, &mut out);
        out
    }

    /// Its nodes with the first line of words on `baseline`.
    pub fn on(self, left: f64, baseline: f64) -> Vec<Node> {
        let own = first_baseline(&self.nodes).unwrap_or(0.0);
        self.at(Point::new(left, baseline - own))
    }

    /// The nodes with the stack's corner at `corner`.
    pub fn at(self, corner: Point) -> Vec<Node> {
        self.nodes.into_iter().map(|node| node.moved(corner.to_vec2())).collect()
    }

    /// From right to left in a room of that width, which it takes.
    #[must_use]
    pub fn mirrored(self, width: f64) -> Self {
        Self { nodes: mirrored(self.nodes, width), size: Size::new(width, self.size.height) }
    }

    /// Each node as it is on a slide from right to left too.
    #[must_use]
    pub fn whole(self) -> Self {
        let nodes = self.nodes.into_iter().map(|node| node.whole(self.size.width)).collect();
        Self { nodes, ..self }
    }

    /// As one group that is there from one step to another, if it is not always there.
    #[must_use]
    pub fn timed(self, when: When) -> Self {
        if when == When::default() {
            return self;
        }
        let node = Node::branch(Role::Section, Point::ZERO, Span::default(), self.nodes);
        Self { size: self.size, nodes: vec![node.at_step(when.step.unwrap_or(0)).until(when.until)] }
    }

    /// All nodes as one group.
    #[must_use]
    pub fn grouped(self, role: Role, span: Span) -> Self {
        Self { size: self.size, nodes: vec![Node::branch(role, Point::ZERO, span, self.nodes)] }
    }
}
