//! Two drawings → the parts that stand on both, each with its two places, and what else is on either. Unit: points.
//!
//! Invariant: a side's rest and its parts together are its drawing, each thing once. Parts are the same by their words
//! or their picture, in the order in which they are read; lines of code are paired as in a comparison of two files, and
//! those that keep together glide as one.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use crate::drawing::{Drawing, Group, Item, Placed, Role};
use crate::geometry::{Affine, Rect};

/// More parts than this in motion are no longer seen as such.
const MOST: usize = 24;
/// Lines of code that are compared; no slide shows more at a time.
const MOST_LINES: usize = 200;
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
    let pairs = pairs(&before, &after);
    let moved = pairs.into_iter().filter(|&(one, other)| !near(before[one].place, after[other].place));
    let mut moved = together(moved.collect(), &before, &after);
    moved.truncate(MOST);
    if moved.is_empty() {
        return None;
    }
    let rest = |drawing: &Drawing, gone: &dyn Fn(usize) -> bool| {
        let kept = |part: Option<usize>| part.is_none_or(|part| !gone(part));
        Arc::new(Drawing { items: filter(&drawing.items, &mut 0, &kept), ..drawing.clone() })
    };
    let rests = [
        rest(from, &|part| moved.iter().any(|(one, _)| one.contains(&part))),
        rest(to, &|part| moved.iter().any(|(_, other)| other.contains(&part))),
    ];
    let alone = |drawing: &Drawing, range: &Range<usize>, parts: &[Part]| {
        let items = filter(&drawing.items, &mut 0, &|it| it.is_some_and(|it| range.contains(&it)));
        let drawing = Drawing { items, ground: drawing.ground.with_alpha(0.0), ..drawing.clone() };
        let place = parts[range.clone()].iter().map(|part| part.place).reduce(|all, one| all.union(one));
        (Arc::new(drawing), place.unwrap_or_default().inflate(MARGIN, MARGIN))
    };
    let parts =
        moved.iter().map(|(one, other)| Moving { sides: [alone(from, one, &before), alone(to, other, &after)] });
    Some(Glide { from: Arc::clone(from), to: Arc::clone(to), rests, parts: parts.collect() })
}

/// Whether there is code in a drawing, whose lines may move from step to step.
#[must_use]
pub fn has_code(drawing: &Drawing) -> bool {
    fn holds(items: &[Placed]) -> bool {
        items.iter().any(|placed| match share(&placed.item) {
            Share::Code(_) => true,
            Share::Holds(group) => holds(&group.items),
            Share::Part | Share::Stays => false,
        })
    }
    holds(&drawing.items)
}

/// The parts that are on both sides, in the order of the first.
fn pairs(before: &[Part], after: &[Part]) -> Vec<(usize, usize)> {
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for (index, part) in after.iter().enumerate().filter(|(_, part)| !part.line).rev() {
        places.entry(part.key).or_default().push(index);
    }
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (index, part) in before.iter().enumerate().filter(|(_, part)| !part.line) {
        out.extend(places.get_mut(&part.key).and_then(Vec::pop).map(|other| (index, other)));
    }
    out.extend(lines(before, after));
    out.sort_unstable();
    out
}

/// The longest row of lines of code that both sides have in the same order.
fn lines(before: &[Part], after: &[Part]) -> Vec<(usize, usize)> {
    let of =
        |parts: &[Part]| -> Vec<usize> { (0..parts.len()).filter(|at| parts[*at].line).take(MOST_LINES).collect() };
    let (one, other) = (of(before), of(after));
    // How many lines can be paired from here to the ends.
    let mut most = vec![vec![0_usize; other.len() + 1]; one.len() + 1];
    let same = |a: usize, b: usize| before[one[a]].key == after[other[b]].key;
    for a in (0..one.len()).rev() {
        for b in (0..other.len()).rev() {
            most[a][b] = if same(a, b) { most[a + 1][b + 1] + 1 } else { most[a + 1][b].max(most[a][b + 1]) };
        }
    }
    let (mut a, mut b, mut out) = (0, 0, Vec::new());
    while a < one.len() && b < other.len() {
        if same(a, b) {
            out.push((one[a], other[b]));
            (a, b) = (a + 1, b + 1);
        } else if most[a + 1][b] >= most[a][b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    out
}

/// Neighboring lines of code that go the same way are one part; each other part is one by itself.
fn together(pairs: Vec<(usize, usize)>, before: &[Part], after: &[Part]) -> Vec<(Range<usize>, Range<usize>)> {
    let way = |one: usize, other: usize| after[other].place.origin() - before[one].place.origin();
    let alike = |one: usize, other: usize| {
        let (a, b) = (before[one].place.size(), after[other].place.size());
        (a.width - b.width).abs() < SAME && (a.height - b.height).abs() < SAME
    };
    let mut out: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for (one, other) in pairs {
        match out.last_mut() {
            Some((from, to))
                if before[one].line
                    && (from.end, to.end) == (one, other)
                    && before[from.start].line
                    && alike(one, other)
                    && alike(from.start, to.start)
                    && (way(one, other) - way(from.start, to.start)).hypot() < SAME =>
            {
                (from.end, to.end) = (one + 1, other + 1);
            }
            _ => out.push((one..one + 1, other..other + 1)),
        }
    }
    out
}

/// Something that a reader sees as one thing: a paragraph, a list item, a picture.
struct Part {
    key: u64,
    place: Rect,
    /// A line of code.
    line: bool,
}

/// How an item takes part in motion.
enum Share<'a> {
    /// Holds others, which move each for itself.
    Holds(&'a Group),
    /// Holds lines of code; what stands on one baseline is one part.
    Code(&'a Group),
    Part,
    /// Belongs to its slide alone.
    Stays,
}

fn share(item: &Item) -> Share<'_> {
    match item {
        Item::Group(group) => match group.role {
            Role::Section | Role::List { .. } | Role::Link { .. } | Role::Language(_) => Share::Holds(group),
            Role::Code(_) => Share::Code(group),
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

/// The items of each line of code.
fn baselines(group: &Group) -> impl Iterator<Item = &[Placed]> {
    group.items.chunk_by(|one, next| (one.at.y - next.at.y).abs() < SAME)
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
                let place = placed.place(to_slide).unwrap_or_default();
                found.push(Part { key: key.finish(), place, line: false });
            }
            Share::Code(group) => {
                let here = to_slide * Affine::translate(placed.at.to_vec2()) * group.transform;
                for line in baselines(group) {
                    let mut key = DefaultHasher::new();
                    // However it is colored, and so cut into runs.
                    let text: String = line.iter().filter_map(words).collect();
                    text.split_whitespace().for_each(|word| word.hash(&mut key));
                    let place = line.iter().filter_map(|it| it.place(here)).reduce(|all, one| all.union(one));
                    found.push(Part { key: key.finish(), place: place.unwrap_or_default(), line: true });
                }
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
            Share::Code(group) => {
                let mut items = Vec::new();
                for line in baselines(group) {
                    if keep(Some(*next)) {
                        items.extend(line.iter().cloned());
                    }
                    *next += 1;
                }
                // A part of code says no more than its lines.
                let item = Item::Group(Group { items, role: Role::Section, ..group.clone() });
                kept.push(Placed { item, ..placed.clone() });
            }
            Share::Stays => kept.extend(keep(None).then(|| placed.clone())),
        }
    }
    kept
}

fn words(placed: &Placed) -> Option<&str> {
    match &placed.item {
        Item::Text(run) => Some(&run.text),
        Item::Shape(_) | Item::Picture(_) | Item::Group(_) => None,
    }
}

/// What a part says or shows, whatever its size and color.
fn content(item: &Item, key: &mut DefaultHasher) {
    match item {
        Item::Text(run) => run.text.split_whitespace().for_each(|word| word.hash(key)),
        Item::Picture(picture) => picture.raster.name.hash(key),
        Item::Shape(shape) => shape.path.elements().len().hash(key),
        Item::Group(group) => {
            if let Role::Figure { alt } | Role::Formula { alt, .. } = &group.role {
                alt.hash(key);
            }
            // A list's mark, a rule at its side: what decorates a part goes with it, and tells it from none.
            let said = group.items.iter().filter(|placed| !matches!(share(&placed.item), Share::Stays));
            said.for_each(|placed| content(&placed.item, key));
        }
    }
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

    /// The words of each run, in order.
    fn texts(drawing: &Drawing) -> Vec<String> {
        fn add(items: &[Placed], out: &mut Vec<String>) {
            for placed in items {
                match &placed.item {
                    Item::Text(run) => out.push(run.text.trim().to_owned()),
                    Item::Group(group) => add(&group.items, out),
                    Item::Shape(_) | Item::Picture(_) => {}
                }
            }
        }
        let mut out = Vec::new();
        add(&drawing.items, &mut out);
        out.retain(|text| !text.is_empty());
        out
    }

    #[test]
    fn lines_of_code_that_stay_glide_together_and_nothing_is_lost() {
        let code = |text: &str| format!("[[slide]]\nlayout = \"code\"\nbody = '''\n```text\n{text}\n```\n'''\n");
        let before = "fn a() {\n    one\n}\n\nfn b() {\n    two\n}";
        let after = "use c;\n\nfn a() {\n    one\n    more\n}\n\nfn b() {\n    2\n}";
        let pages = pages(&(code(before) + &code(after)));
        let glide = between(&pages[0], &pages[1]).expect("lines stand on both");
        let moving: Vec<Vec<String>> = glide.parts.iter().map(|part| texts(&part.sides[0].0)).collect();
        // What stays together is one part, and a bracket goes with its own function.
        let all: Vec<&str> = moving.iter().flatten().map(String::as_str).collect();
        assert_eq!(all, ["fn a() {", "one", "}", "fn b() {", "}"], "{moving:?}");
        assert!(moving.len() <= 4, "{moving:?}");
        for (side, whole) in [&pages[0], &pages[1]].into_iter().enumerate() {
            let mut found = texts(&glide.rests[side]);
            found.extend(glide.parts.iter().flat_map(|part| texts(&part.sides[side].0)));
            let mut expected = texts(whole);
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "side {side}");
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
