//! Groups that lead somewhere → links of the page, and faults for those that lead nowhere.

use super::super::branch::State;
use super::super::link::{Goal, Link, described};
use super::super::places::{lines, quadrilateral};
use super::super::{Fault, tags};
use super::Walk;
use crate::diagnostic::Span;
use crate::drawing::{Group, Placed, Role};
use crate::geometry::Affine;

impl Walk {
    /// Whether `target` is a slide that is not in the file.
    pub(super) fn leads_out(&self, target: &str) -> bool {
        target.strip_prefix('#').is_some_and(|anchor| !self.known.contains(anchor))
    }

    /// Notes down a link to a slide that there is not at all.
    fn lose(&mut self, target: &str, span: Span) {
        let Some(anchor) = target.strip_prefix('#').filter(|anchor| !self.left_out.contains(*anchor)) else { return };
        let message = format!("no slide is called `{anchor}`, so the link cannot lead there");
        self.lost.push(Fault { message, span: Some(span), anchor: Some(anchor.to_owned()) });
    }

    /// Notes down a link and where it can be clicked; `false` if `group` is none.
    pub(super) fn link(&mut self, state: State, placed: &Placed, group: &Group) -> bool {
        let target = match &group.role {
            Role::Link { target } => Goal::Written(target.clone()),
            Role::Reference { number } => Goal::Note(*number, self.notes.len()),
            _ => return false,
        };
        if let Goal::Written(target) = &target
            && self.leads_out(target)
        {
            self.lose(target, placed.span);
            return false;
        }
        let here = state.to_page * Affine::translate(placed.at.to_vec2()) * group.transform;
        let mut places = Vec::new();
        lines(here, &group.items, &mut places);
        let page = self.size.to_rect();
        let places: Vec<_> = places.iter().filter_map(|(_, place)| quadrilateral(place.intersect(page))).collect();
        if places.is_empty() {
            return false;
        }
        let words = tags::words(&group.items);
        let description = match &target {
            Goal::Note(..) => words.clone(),
            Goal::Written(target) => described(&words, target),
        };
        self.links.push(Link { target, words, description, places, span: placed.span });
        true
    }

    /// Whether a link goes on where the one before it ends: the same words of the deck that lead to the same place.
    pub(super) fn joins(&self, link: usize) -> bool {
        let (Some(before), Some(link)) = (link.checked_sub(1).and_then(|at| self.links.get(at)), self.links.get(link))
        else {
            return false;
        };
        let same = matches!((&before.target, &link.target), (Goal::Written(a), Goal::Written(b)) if a == b);
        same && before.span == link.span && before.span != Span::default()
    }

    /// Makes one of the last two links.
    pub(super) fn join(&mut self) {
        let Some(link) = self.links.pop() else { return };
        let Some(before) = self.links.last_mut() else { return };
        before.places.extend(link.places);
        if let Goal::Written(target) = &before.target {
            // An address that is broken has no space there.
            let whole = format!("{}{}", before.words, link.words);
            let bare = target.contains(&whole);
            before.words = if bare { whole } else { format!("{} {}", before.words, link.words) };
            before.description = described(&before.words, target);
        }
    }
}
