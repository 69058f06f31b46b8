//! What the pages of a deck hold → how many steps a slide may have as drawings of its own: each holds all that is there by
//! then, so that small slides can come to more than any machine has.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::node::{self, Node};
use crate::drawing::{Drawing, Page};

/// Items of all that slides show in the end: a thousand slides of a thousand, or fifty maps of twenty thousand lines.
pub(super) const MOST: usize = 1_000_000;
/// Items of all that they show before that.
pub(super) const MOST_BEFORE: usize = 300_000;

/// After so many slides for which there was no room, none is laid out to learn whether there is.
const MOST_REFUSED: usize = 20;

/// What has been drawn so far. What slides show in the end has room of its own, since it is what is handed out.
pub(super) struct Budget {
    ends: Account,
    before: Account,
    short: AtomicBool,
    /// Slides for which there was no room.
    refused: AtomicUsize,
}

/// So many items at most, and those that there are.
struct Account {
    most: usize,
    drawn: AtomicUsize,
}

impl Account {
    const fn of(most: usize) -> Self {
        Self { most, drawn: AtomicUsize::new(0) }
    }

    fn left(&self) -> usize {
        self.most.saturating_sub(self.drawn.load(Ordering::Relaxed))
    }

    /// Whether there was room for these.
    fn take<'d>(&self, drawings: impl IntoIterator<Item = &'d Arc<Drawing>>) -> bool {
        let items: usize = drawings.into_iter().map(|drawing| node::items(&drawing.items)).sum();
        self.drawn.fetch_add(items, Ordering::Relaxed) + items <= self.most
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self::of(MOST, MOST_BEFORE)
    }
}

impl Budget {
    const fn of(ends: usize, before: usize) -> Self {
        Self {
            ends: Account::of(ends),
            before: Account::of(before),
            short: AtomicBool::new(false),
            refused: AtomicUsize::new(0),
        }
    }

    /// How many of its first steps a slide with these parts may have besides its last, of those that it wants; `None` where
    /// there is not even room for the last.
    pub fn steps(&self, nodes: &[Node], last: usize, wanted: usize) -> Option<usize> {
        let held = node::held(nodes, last);
        let mut left = self.before.left();
        let fits = |held: &&usize| {
            let rest = left.checked_sub(**held);
            left = rest.unwrap_or(0);
            rest.is_some()
        };
        let given = held[..wanted].iter().take_while(fits).count();
        let given = (held[last] <= self.ends.left()).then_some(given);
        self.short.fetch_or(given != Some(wanted), Ordering::Relaxed);
        self.refused.fetch_add(usize::from(given.is_none()), Ordering::Relaxed);
        given
    }

    /// This will be held as long as the deck is open.
    pub fn hold(&self, page: &Page) {
        let (before, last) = page.steps.split_at(page.last_step());
        let fits = [self.before.take(before), self.ends.take(last.iter().chain(&page.together))];
        self.short.fetch_or(fits != [true; 2], Ordering::Relaxed);
    }

    /// Whether no slide has room any more.
    pub fn is_full(&self) -> bool {
        self.refused.load(Ordering::Relaxed) >= MOST_REFUSED
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

    /// So many items in a group.
    fn group(count: usize) -> Item {
        let empty = || Item::Group(Group::new(Role::Section, Vec::new()));
        let placed = || Placed { at: Point::ZERO, item: empty(), span: Span::default() };
        Item::Group(Group::new(Role::Section, (1..count).map(|_| placed()).collect()))
    }

    fn page(steps: &[usize]) -> Page {
        let drawing = |count: &usize| {
            let items = vec![Placed { at: Point::ZERO, item: group(*count), span: Span::default() }];
            Arc::new(Drawing { size: Size::new(9.0, 9.0), ground: Color::WHITE, items })
        };
        Page { slide: 0, steps: steps.iter().map(drawing).collect(), together: None }
    }

    #[test]
    fn what_a_step_holds_is_counted_as_it_is_drawn() {
        let leaf = |count| Node::leaf(Point::ZERO, group(count), Span::default());
        let list = |children| Node::branch(Role::Section, Point::ZERO, Span::default(), children);
        let nodes = vec![
            leaf(5),
            list(vec![leaf(1), leaf(2).at_step(1), leaf(10).at_step(1).until(Some(3)), leaf(4).at_step(3)])
                .until(Some(4)),
            list(vec![leaf(3)]).at_step(2),
            leaf(20).at_step(4).until(Some(4)),
        ];
        let last = node::last_step(&nodes);
        let drawn = |step| node::items(&node::cut(&nodes, step));
        assert_eq!(node::held(&nodes, last), (0..=last).map(drawn).collect::<Vec<_>>());
        assert_eq!(drawn(1), 5 + 1 + 1 + 2 + 10);
    }

    #[test]
    fn slides_have_fewer_steps_where_those_before_them_hold_much() {
        let leaf = |step| Node::leaf(Point::ZERO, group(10), Span::default()).at_step(step);
        let nodes = vec![leaf(0), leaf(1), leaf(2)];
        let budget = Budget::of(70, 60);
        let steps = || (budget.steps(&nodes, 2, 2), budget.is_short());
        assert_eq!(steps(), (Some(2), false), "10 and 20, and 30 in the end");
        budget.hold(&page(&[10, 20, 30]));
        assert_eq!(steps(), (Some(2), false), "as much again");
        budget.hold(&page(&[1, 1]));
        assert_eq!(steps(), (Some(1), true), "one less");
        budget.hold(&page(&[10]));
        assert_eq!(steps(), (None, true), "not even its last");
        assert!(!budget.is_full());
        for _ in 1..MOST_REFUSED {
            steps();
        }
        assert!(budget.is_full(), "and so were many");
        for crowded in [&[11, 1][..], &[11]] {
            let budget = Budget::of(10, 10);
            budget.hold(&page(crowded));
            assert!(budget.is_short(), "slides beside each other");
        }
    }
}
