//! What a page is called where nothing on it says so, and what of it the page before has read already.

use std::collections::HashSet;
use std::sync::Arc;

use super::tags;
use crate::drawing::{Drawing, Group, Item, Placed, Role, structure};
use crate::geometry::{Affine, Point};

/// How a page is read beside its own drawing.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// What stands for a heading where the drawing has none.
    pub name: Option<String>,
    /// Whether it stands under a section, so that its headings are one level further down.
    pub under: bool,
    /// The page before it, of which this one is the next step: what both show is not read again.
    pub before: Option<Arc<Drawing>>,
}

/// Words and their place in tenths of points.
pub(super) type Known = (String, i64, i64);

/// Words at a place, as the next page knows them again.
pub(super) fn known(words: &str, at: Point) -> Known {
    let tenths = |length: f64| (length * 10.0).round() as i64;
    (words.to_owned(), tenths(at.x), tenths(at.y))
}

/// What is read as one thing, or not again.
pub(super) fn is_whole(role: &Role) -> bool {
    matches!(role, Role::Figure { .. } | Role::Formula { .. } | Role::Table | Role::Code(_) | Role::Data(_))
}

pub(super) fn of_whole(group: &Group, at: Point) -> Known {
    let own = match &group.role {
        Role::Figure { alt } | Role::Formula { alt, .. } => alt.as_str(),
        Role::Code(text) => text,
        Role::Data(table) => &table.spoken,
        _ => "",
    };
    known(&format!("{own} {}", tags::words(&group.items)), at)
}

/// All that a page reads, with its places.
pub(super) fn seen(items: &[Placed], to_page: Affine, out: &mut HashSet<Known>) {
    for placed in items {
        match &placed.item {
            Item::Text(run) => drop(out.insert(known(&run.text, to_page * placed.at))),
            Item::Group(group) if group.role == Role::Decoration => {}
            Item::Group(group) => {
                let told = !matches!(group.role, Role::Figure { .. }) || structure::shows(&group.items);
                if is_whole(&group.role) && told {
                    out.insert(of_whole(group, to_page * placed.at));
                }
                let here = to_page * Affine::translate(placed.at.to_vec2()) * group.transform;
                seen(&group.items, here, out);
            }
            Item::Shape(_) | Item::Picture(_) => {}
        }
    }
}
