//! What the pages of a deck hold → how many steps a slide may have as drawings of its own: each holds all that is there by
//! then, so that small slides can come to more than any machine has.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::node::{Node, placed_parts};
use crate::drawing::Drawing;

/// Items of all drawings of a deck: a thousand slides of a thousand.
const MOST: usize = 1_000_000;

/// What has been drawn so far, of so much at most.
pub(super) struct Budget {
    most: usize,
    drawn: AtomicUsize,
    short: AtomicBool,
}

impl Default for Budget {
    fn default() -> Self {
        Self::of(MOST)
    }
}

impl Budget {
    fn of(most: usize) -> Self {
        Self { most, drawn: AtomicUsize::new(0), short: AtomicBool::new(false) }
    }

    /// How many steps before its last a slide with these parts may have, of those that it wants; `None` where there is not
    /// even room for the last.
    pub fn steps(&self, nodes: &[Node], wanted: usize) -> Option<usize> {
        let left = self.most.saturating_sub(self.drawn.load(Ordering::Relaxed));
        let parts: usize = nodes.iter().map(Node::parts).sum();
        let most = (left / parts.max(1)).checked_sub(1);
        let given = most.map(|most| most.min(wanted));
        if given != Some(wanted) {
            self.short.store(true, Ordering::Relaxed);
        }
        given
    }

    /// These will be held as long as the deck is open.
    pub fn hold<'d>(&self, drawings: impl Iterator<Item = &'d Drawing>) {
        let parts: usize = drawings.flat_map(|drawing| &drawing.items).map(placed_parts).sum();
        let before = self.drawn.fetch_add(parts, Ordering::Relaxed);
        if before + parts > self.most {
            self.short.store(true, Ordering::Relaxed);
        }
    }

    /// Whether a slide had to do with less.
    pub fn is_short(&self) -> bool {
        self.short.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Color;
    use crate::diagnostic::Span;
    use crate::drawing::{Group, Item, Placed, Role};
    use crate::geometry::{Point, Size};

    #[test]
    fn slides_have_fewer_steps_where_those_before_them_hold_much() {
        let group = |count| {
            let empty = || Item::Group(Group::new(Role::Section, Vec::new()));
            let placed = || Placed { at: Point::ZERO, item: empty(), span: Span::default() };
            Item::Group(Group::new(Role::Section, (0..count).map(|_| placed()).collect()))
        };
        let nodes = vec![Node::leaf(Point::ZERO, group(9), Span::default())];
        let drawing = |count| Drawing {
            size: Size::new(9.0, 9.0),
            ground: Color::WHITE,
            items: vec![Placed { at: Point::ZERO, item: group(count - 1), span: Span::default() }],
        };
        let budget = Budget::of(100);
        assert_eq!((budget.steps(&nodes, 3), budget.is_short()), (Some(3), false));
        budget.hold([drawing(10), drawing(50)].iter());
        assert_eq!((budget.steps(&nodes, 3), budget.is_short()), (Some(3), false));
        assert_eq!((budget.steps(&nodes, 7), budget.is_short()), (Some(3), true), "four drawings of ten items");
        budget.hold([drawing(31)].iter());
        assert_eq!(budget.steps(&nodes, 3), None, "not even its last");
        let crowded = Budget::of(100);
        crowded.hold([drawing(101)].iter());
        assert!(crowded.is_short(), "slides beside each other");
    }
}
