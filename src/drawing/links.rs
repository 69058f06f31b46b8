//! A place on a slide → the link that stands there.

use super::{Drawing, Item, Link, Placed, Role};
use crate::geometry::{Affine, PathShape as _, Point, Rect};

impl Drawing {
    /// Where the link at this place leads; the topmost, where several lie over each other.
    #[must_use]
    pub fn link_at(&self, place: Point) -> Option<&str> {
        within(&self.items, Affine::IDENTITY, place)
    }

    /// All links in reading order; what leads to one place without other words between, over several lines, is one.
    #[must_use]
    pub fn links(&self) -> Vec<Link> {
        let mut out = Vec::new();
        gather(&self.items, Affine::IDENTITY, &mut out);
        out.dedup_by(|next, link| {
            let same = next.target == link.target;
            if same {
                link.places.append(&mut next.places);
            }
            same
        });
        out
    }
}

fn within(items: &[Placed], to_slide: Affine, place: Point) -> Option<&str> {
    items.iter().rev().find_map(|placed| {
        let Item::Group(group) = &placed.item else { return None };
        let here = to_slide * Affine::translate(placed.at.to_vec2()) * group.transform;
        let cut_off =
            group.clip.as_ref().is_some_and(|clip| !here.transform_rect_bbox(clip.bounding_box()).contains(place));
        if cut_off {
            return None;
        }
        match &group.role {
            Role::Link { target } => covers(&group.items, here, place).then_some(target.as_str()),
            _ => within(&group.items, here, place),
        }
    })
}

fn gather(items: &[Placed], to_slide: Affine, out: &mut Vec<Link>) {
    for placed in items {
        let Item::Group(group) = &placed.item else { continue };
        let here = to_slide * Affine::translate(placed.at.to_vec2()) * group.transform;
        match &group.role {
            Role::Link { target } => {
                let mut places = Vec::new();
                boxes(&group.items, here, &mut places);
                out.extend((!places.is_empty()).then(|| Link { target: target.clone(), places }));
            }
            _ => gather(&group.items, here, out),
        }
    }
}

/// Where items stand.
pub(super) fn boxes(items: &[Placed], to_slide: Affine, out: &mut Vec<Rect>) {
    for placed in items {
        let here = to_slide * Affine::translate(placed.at.to_vec2());
        match &placed.item {
            Item::Group(group) => boxes(&group.items, here * group.transform, out),
            item => out.extend(own(item).map(|own| here.transform_rect_bbox(own))),
        }
    }
}

/// Whether any of the items stands at this place.
fn covers(items: &[Placed], to_slide: Affine, place: Point) -> bool {
    items.iter().any(|placed| {
        let here = to_slide * Affine::translate(placed.at.to_vec2());
        match &placed.item {
            Item::Group(group) => covers(&group.items, here * group.transform, place),
            item => own(item).is_some_and(|own| here.transform_rect_bbox(own).contains(place)),
        }
    })
}

/// The box of what is no group, from its own place.
fn own(item: &Item) -> Option<Rect> {
    match item {
        // The whole line, so that a click between two lines of a link meets one of them.
        Item::Text(run) => {
            let size = f64::from(run.size);
            Some(Rect::new(0.0, -size, f64::from(run.advance), size * 0.35))
        }
        Item::Shape(shape) => Some(shape.path.bounding_box()),
        Item::Picture(picture) => Some(picture.size.to_rect()),
        Item::Group(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::color::Color;
    use crate::drawing::{Group, Shape};
    use crate::geometry::{Size, Vec2};

    fn placed(x: f64, y: f64, item: Item) -> Placed {
        Placed { at: Point::new(x, y), item, span: Default::default() }
    }

    /// Ten by ten.
    fn shape(x: f64, y: f64) -> Placed {
        let path = Rect::new(0.0, 0.0, 10.0, 10.0).to_path(0.1);
        placed(x, y, Item::Shape(Arc::new(Shape { path, fill: None, stroke: None })))
    }

    fn link(target: &str, items: Vec<Placed>) -> Placed {
        placed(0.0, 0.0, Item::Group(Group::new(Role::Link { target: target.to_owned() }, items)))
    }

    fn drawing(items: Vec<Placed>) -> Drawing {
        Drawing { size: Size::new(960.0, 540.0), ground: Color::WHITE, items }
    }

    #[test]
    fn a_link_is_met_where_it_stands_and_nowhere_else() {
        let inner = Group::new(Role::Section, vec![shape(20.0, 0.0)]);
        let mut moved = Group::new(
            Role::Figure { alt: "A map".to_owned() },
            vec![link("#b", vec![placed(0.0, 0.0, Item::Group(inner))])],
        );
        moved.transform = Affine::scale(2.0).then_translate(Vec2::new(100.0, 100.0));
        let drawing = drawing(vec![
            shape(0.0, 0.0),
            link("#a", vec![shape(0.0, 0.0), shape(200.0, 0.0)]),
            placed(0.0, 0.0, Item::Group(moved)),
            link("#top", vec![shape(5.0, 0.0)]),
        ]);
        let links = drawing.links();
        assert_eq!(links.iter().map(|link| link.target.as_str()).collect::<Vec<_>>(), ["#a", "#b", "#top"]);
        assert_eq!(links[0].places.len(), 2, "one link in two places");
        let at = |x: f64, y: f64| drawing.link_at(Point::new(x, y));
        assert_eq!([at(2.0, 2.0), at(205.0, 5.0), at(7.0, 5.0)], [Some("#a"), Some("#a"), Some("#top")]);
        assert_eq!([at(100.0, 5.0), at(20.0, 5.0)], [None; 2], "between its parts there is none");
        assert_eq!([at(145.0, 110.0), at(135.0, 110.0)], [Some("#b"), None], "in a drawing, where that puts it");
    }

    #[test]
    fn what_is_cut_off_is_no_link() {
        let mut window = Group::new(Role::Section, vec![link("#a", vec![shape(0.0, 0.0)])]);
        window.clip = Some(Rect::new(0.0, 0.0, 5.0, 10.0).to_path(0.1));
        let drawing = drawing(vec![placed(0.0, 0.0, Item::Group(window))]);
        let at = |x: f64| drawing.link_at(Point::new(x, 5.0));
        assert_eq!([at(3.0), at(7.0)], [Some("#a"), None]);
    }
}
