//! Running text → as many pages as it needs, broken between lines, items and blocks.
//!
//! Invariant: nothing is lost: what is larger than a page is made smaller.

use super::blocks;
use super::desk::{Desk, paragraph_stack};
use super::node::{self, Node, Stack};
use super::setting::Setting;
use std::sync::Arc;

use crate::deck::{Block, Rich};
use crate::diagnostic::Span;
use crate::drawing::{Group, Item, Placed, Role};
use crate::geometry::{Affine, Point, Rect, Size};
use crate::text::{Paragraph, Style};

pub(super) struct Flow {
    area: Rect,
    /// Whether the pages will be mirrored.
    leftward: bool,
    done: Vec<Vec<Node>>,
    page: Vec<Node>,
    y: f64,
    /// Space due before whatever comes next on this page.
    due: f64,
    /// Words that must stand on the page of what comes next.
    held: Option<Stack>,
}

impl Flow {
    /// Pages with room in `area`; the first holds `page` already and goes on at `y`.
    pub fn new(desk: &Desk, area: Rect, page: Vec<Node>, y: f64) -> Self {
        Self { area, leftward: desk.mirrored(), done: Vec::new(), page, y, due: 0.0, held: None }
    }

    pub fn pages(mut self) -> Vec<Vec<Node>> {
        if let Some(held) = self.held.take() {
            self.put(held);
        }
        self.done.push(self.page);
        self.done
    }

    /// Asks for `points` before what comes next, if that does not begin a page.
    pub fn space(&mut self, points: f64) {
        if self.y > self.area.y0 {
            self.due = self.due.max(points);
        }
    }

    pub fn blocks(&mut self, desk: &mut Desk, blocks: &[Block], setting: &Setting) {
        for block in blocks {
            self.space(setting.gap);
            match block {
                Block::Paragraph(rich) => self.paragraph(desk, rich, &setting.style, Role::Paragraph, setting.gap),
                Block::List { start, items } => {
                    let items = blocks::list_items(desk, *start, items, setting, self.area.width());
                    self.list(items, start.is_some(), setting.item_gap);
                }
                _ => {
                    let laid = blocks::stack(desk, std::slice::from_ref(block), setting, self.area.width());
                    self.put(laid);
                }
            }
            self.space(setting.gap);
        }
    }

    /// A line that stands on the same page as what comes after it.
    pub fn keep_with_next(&mut self, desk: &mut Desk, rich: &Rich, style: &Style, role: Role) {
        if let Some(held) = self.held.take() {
            self.put(held);
        }
        let words = desk.text(rich, style, self.area.width(), role);
        self.held = Some(words);
    }

    /// A paragraph; at a page's foot it is broken, two lines at least on each side.
    pub fn paragraph(&mut self, desk: &mut Desk, rich: &Rich, style: &Style, role: Role, gap: f64) {
        let mut rest = desk.shaper.paragraph(rich, style, self.area.width() as f32);
        while !rest.lines.is_empty() {
            let all = rest.lines.len();
            let room = self.room() + 0.01;
            let mut count = rest.lines.iter().take_while(|line| f64::from(line.bottom) <= room).count();
            if count + 1 == all && count > 2 {
                count -= 1;
            }
            if count < all.min(2) {
                if self.is_fresh() {
                    count = all.min(2);
                } else {
                    self.turn();
                    continue;
                }
            }
            let tail = split(&mut rest, count);
            self.put(stack(&rest, &role));
            rest = tail;
            if !rest.lines.is_empty() {
                self.turn();
            }
        }
        self.space(gap);
    }

    fn list(&mut self, items: Vec<Stack>, ordered: bool, gap: f64) {
        let mut part = Stack::default();
        for item in items {
            let more = part.size.height + gap + item.size.height;
            if !part.nodes.is_empty() && more > self.room() {
                self.put(std::mem::take(&mut part).grouped(Role::List { ordered }, Span::default()));
                self.turn();
            } else if part.nodes.is_empty() && item.size.height > self.room() && !self.is_fresh() {
                self.turn();
            }
            part.below(item, gap);
        }
        if !part.nodes.is_empty() {
            self.put(part.grouped(Role::List { ordered }, Span::default()));
        }
    }

    /// What is left of the page once the words held back stand there too.
    fn room(&self) -> f64 {
        self.area.y1 - self.y - self.due - self.held.as_ref().map_or(0.0, |held| held.size.height + 2.0)
    }

    /// Whether a further page would have no more room than this one.
    fn is_fresh(&self) -> bool {
        self.y <= self.area.y0
    }

    fn turn(&mut self) {
        self.done.push(std::mem::take(&mut self.page));
        (self.y, self.due) = (self.area.y0, 0.0);
    }

    /// Places what stays together.
    fn put(&mut self, laid: Stack) {
        if laid.size.height > self.room() && !self.is_fresh() {
            self.turn();
        }
        if let Some(held) = self.held.take() {
            self.place(held);
            self.due = 2.0;
        }
        self.place(laid);
    }

    fn place(&mut self, laid: Stack) {
        self.y += self.due;
        self.due = 0.0;
        let room = Size::new(self.area.width(), (self.area.y1 - self.y).max(1.0));
        let scale = (room.width / laid.size.width.max(1.0)).min(room.height / laid.size.height.max(1.0)).min(1.0);
        let at = Point::new(self.area.x0, self.y);
        self.y += laid.size.height * scale;
        if scale > 0.999 {
            self.page.extend(laid.at(at));
        } else {
            let wide = laid.size.width;
            let nodes = if self.leftward { node::mirrored(laid.nodes, wide) } else { laid.nodes };
            let items = node::cut(&nodes, usize::MAX);
            let small = Group { transform: Affine::scale(scale), ..Group::new(Role::Section, items) };
            let small = Placed { at, item: Item::Group(small), span: Span::default() };
            self.page.push(Node::placed(small).whole(wide * scale));
        }
    }
}

/// Leaves the first `count` lines and returns the others.
fn split(paragraph: &mut Paragraph, count: usize) -> Paragraph {
    let all = Arc::make_mut(&mut paragraph.lines);
    let mut lines = all.split_off(count.min(all.len()));
    let up = paragraph.lines.last().map_or(0.0, |line| line.bottom);
    for line in &mut lines {
        line.baseline -= up;
        line.bottom -= up;
    }
    let rest = Paragraph { lines: Arc::new(lines), height: paragraph.height - up, ..paragraph.clone() };
    paragraph.height = up;
    rest
}

/// Words in another language stand in a paragraph all the same.
fn stack(paragraph: &Paragraph, role: &Role) -> Stack {
    let stack = paragraph_stack(paragraph, role.clone());
    match role {
        Role::Language(_) => stack.grouped(Role::Paragraph, paragraph.span),
        _ => stack,
    }
}
