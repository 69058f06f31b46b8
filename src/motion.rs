//! Two drawings → the parts that stand on both, each with its two places, and what else is on either. Unit: points.
//!
//! Invariant: a side's rest and its parts together are its drawing, each thing once. Parts are the same by their words
//! or their picture, in the order in which they are read.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::drawing::{Drawing, Group, Item, Placed, Role};
use crate::geometry::{Affine, PathShape, Rect};

/// More parts than this in motion are no longer seen as such.
const MOST: usize = 24;
/// Places that differ by less are one.
const SAME: f64 = 0.5;
/// Around a part, for what its glyphs reach beyond their own boxes.
const MARGIN: f64 = 6.0;

/// What moves from one drawing to another.
#[derive(Clone, Debug)]
pub struct Glide {
    pub from: Arc<Drawing>,
    pub to: Arc<Drawing>,
    /// The drawings without their moving parts.
    pub rests: [Arc<Drawing>; 2],
    /// Never empty.
    pub parts: Vec<Moving>,
}

/// A part on each side: a drawing of it alone, on a clear ground, and the box that it stands in.
#[derive(Clone, Debug)]
pub struct Moving {
    pub sides: [(Arc<Drawing>, Rect); 2],
}

/// What moves between two drawings of one size; `None` where nothing does.
#[must_use]
pub fn between(from: &Arc<Drawing>, to: &Arc<Drawing>) -> Option<Glide> {
    if from.size != to.size {
        return None;
    }
    let (before, after) = (parts(from), parts(to));
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for (index, part) in after.iter().enumerate().rev() {
        places.entry(part.key).or_default().push(index);
    }
    let pairs = before.iter().enumerate().filter_map(|(index, part)| Some((index, places.get_mut(&part.key)?.pop()?)));
    let mut moved: Vec<(usize, usize)> =
        pairs.filter(|&(one, other)| !near(before[one].place, after[other].place)).collect();
    moved.truncate(MOST);
    if moved.is_empty() {
        return None;
    }
    let rest = |drawing: &Drawing, gone: &dyn Fn(usize) -> bool| {
        let kept = |part: Option<usize>| part.is_none_or(|part| !gone(part));
        Arc::new(Drawing { items: filter(&drawing.items, &mut 0, &kept), ..drawing.clone() })
    };
    let rests = [
        rest(from, &|part| moved.iter().any(|(one, _)| *one == part)),
        rest(to, &|part| moved.iter().any(|(_, other)| *other == part)),
    ];
    let alone = |drawing: &Drawing, index: usize, part: &Part| {
        let items = filter(&drawing.items, &mut 0, &|it| it == Some(index));
        let drawing = Drawing { items, ground: drawing.ground.with_alpha(0.0), ..drawing.clone() };
        (Arc::new(drawing), part.place.inflate(MARGIN, MARGIN))
    };
    let parts = moved
        .iter()
        .map(|&(one, other)| Moving { sides: [alone(from, one, &before[one]), alone(to, other, &after[other])] });
    Some(Glide { from: Arc::clone(from), to: Arc::clone(to), rests, parts: parts.collect() })
}

/// Something that a reader sees as one thing: a paragraph, a list item, a picture.
struct Part {
    key: u64,
    place: Rect,
}

/// How an item takes part in motion.
enum Share<'a> {
    /// Holds others, which move each for itself.
    Holds(&'a Group),
    Part,
    /// Belongs to its slide alone.
    Stays,
}

fn share(item: &Item) -> Share<'_> {
    match item {
        Item::Group(group) => match group.role {
            Role::Section | Role::List { .. } | Role::Link { .. } | Role::Language(_) => Share::Holds(group),
            Role::Decoration => Share::Stays,
            _ => Share::Part,
        },
        Item::Text(_) | Item::Picture(_) => Share::Part,
        Item::Shape(_) => Share::Stays,
    }
}

fn parts(drawing: &Drawing) -> Vec<Part> {
    let mut found = Vec::new();
    gather(&drawing.items, Affine::IDENTITY, &mut found);
    found
}

fn gather(items: &[Placed], to_slide: Affine, found: &mut Vec<Part>) {
    for placed in items {
        match share(&placed.item) {
            Share::Holds(group) => {
                gather(&group.items, to_slide * Affine::translate(placed.at.to_vec2()) * group.transform, found);
            }
            Share::Part => {
                let mut key = DefaultHasher::new();
                content(&placed.item, &mut key);
                // What shows nothing has no place, and moves nowhere.
                let place = bounds(placed, to_slide).unwrap_or_default();
                found.push(Part { key: key.finish(), place });
            }
            Share::Stays => {}
        }
    }
}

/// The items that `keep` wants, in the groups that hold them; it is asked with a part's number, or `None` for what stays.
fn filter(items: &[Placed], next: &mut usize, keep: &dyn Fn(Option<usize>) -> bool) -> Vec<Placed> {
    let mut kept = Vec::new();
    for placed in items {
        match share(&placed.item) {
            Share::Holds(group) => {
                let items = filter(&group.items, next, keep);
                let item = Item::Group(Group { items, ..group.clone() });
                kept.push(Placed { item, ..placed.clone() });
            }
            Share::Part => {
                if keep(Some(*next)) {
                    kept.push(placed.clone());
                }
                *next += 1;
            }
            Share::Stays => kept.extend(keep(None).then(|| placed.clone())),
        }
    }
    kept
}

/// What a part says or shows, whatever its size and color.
fn content(item: &Item, key: &mut DefaultHasher) {
    match item {
        Item::Text(run) => run.text.split_whitespace().for_each(|word| word.hash(key)),
        Item::Picture(picture) => picture.raster.name.hash(key),
        Item::Shape(shape) => shape.path.elements().len().hash(key),
        Item::Group(group) => {
            if let Role::Figure { alt } | Role::Formula { alt } = &group.role {
                alt.hash(key);
            }
            // A list's mark, a rule at its side: what decorates a part goes with it, and tells it from none.
            let said = group.items.iter().filter(|placed| !matches!(share(&placed.item), Share::Stays));
            said.for_each(|placed| content(&placed.item, key));
        }
    }
}

/// The box that an item is seen in.
fn bounds(placed: &Placed, to_slide: Affine) -> Option<Rect> {
    let here = to_slide * Affine::translate(placed.at.to_vec2());
    let own = match &placed.item {
        Item::Text(run) => {
            let size = f64::from(run.size);
            Some(Rect::new(0.0, -size, f64::from(run.advance), size * 0.35))
        }
        Item::Shape(shape) => Some(shape.path.bounding_box()),
        Item::Picture(picture) => Some(picture.size.to_rect()),
        Item::Group(group) => {
            let inner = group.items.iter().filter_map(|placed| bounds(placed, here * group.transform));
            return inner.reduce(|all, one| all.union(one));
        }
    };
    own.map(|own| here.transform_rect_bbox(own))
}

fn near(one: Rect, other: Rect) -> bool {
    let sides = |rect: Rect| [rect.x0, rect.y0, rect.x1, rect.y1];
    sides(one).iter().zip(sides(other)).all(|(a, b)| (a - b).abs() < SAME)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::talk::Talk;

    fn pages(slides: &str) -> Vec<Arc<Drawing>> {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let text = format!("[deck]\ntitle = \"T\"\nlanguage = \"en\"\n{slides}");
        std::fs::write(folder.path().join("deck.toml"), text).expect("it can be written");
        let talk = Talk::open(Path::new(folder.path())).expect("it is a deck");
        talk.pages.iter().map(|page| Arc::clone(&page.steps[page.last_step()])).collect()
    }

    fn words(drawing: &Drawing) -> Vec<String> {
        drawing.words().lines().map(str::to_owned).collect()
    }

    #[test]
    fn what_stands_on_both_slides_glides_and_nothing_is_lost() {
        let pages = pages(
            "[[slide]]\nlayout = \"statement\"\ntitle = \"One thing\"\nbody = \"A\"\n\
             [[slide]]\nlayout = \"bullets\"\ntitle = \"Two things\"\nbody = \"- B\\n- A\"\n",
        );
        let glide = between(&pages[0], &pages[1]).expect("`A` stands on both");
        for (side, whole) in [&pages[0], &pages[1]].into_iter().enumerate() {
            let mut all = words(&glide.rests[side]);
            all.extend(glide.parts.iter().flat_map(|part| words(&part.sides[side].0)));
            let mut expected = words(whole);
            all.sort();
            expected.sort();
            assert_eq!(all, expected, "side {side}");
        }
        let moving: Vec<String> = glide.parts.iter().map(|part| part.sides[1].0.words()).collect();
        assert!(moving.iter().any(|words| words.contains('A')), "{moving:?}");
        for (_, place) in glide.parts.iter().flat_map(|part| &part.sides) {
            assert!(place.width() > 5.0 && place.height() > 5.0, "{place:?}");
        }
    }

    #[test]
    fn slides_without_a_common_part_only_fade() {
        let pages = pages(
            "[[slide]]\nlayout = \"section\"\ntitle = \"One\"\n[[slide]]\nlayout = \"section\"\ntitle = \"Two\"\n",
        );
        assert!(between(&pages[0], &pages[1]).is_none());
        assert!(between(&pages[0], &pages[0]).is_none(), "nothing moves where all is the same");
    }
}
