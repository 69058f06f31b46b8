//! Slides from right to left are the mirror image of those from left to right, in every layout, but for what a person reads
//! or looks at: words, code, formulas and pictures are moved as they are.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cuecard::deck::files::{FileFault, Files, Folder, Memory};
use cuecard::deck::read::read;
use cuecard::drawing::{Drawing, Glyphs, Group, Item, Page, Paint, Placed, Role};
use cuecard::geometry::{Affine, BezPath, PathEl, PathShape as _, Rect, Size};
use cuecard::layout::lay_out;
use cuecard::text::Shaper;
use proptest::prelude::*;

use crate::{cases, parts, properties};

/// How far places may be off, in points; in lines with a formula, whose width only its fonts know, and of marks with another
/// shape.
const NEAR: f64 = 0.02;
const NEAR_FORMULA: f64 = 14.0;

/// What is compared of a slide, in the order of reading and in its coordinates.
#[derive(Debug)]
enum Seen {
    /// Words on one line: each run with its text, where it begins and where its ink ends.
    Line { y: f64, runs: Vec<(String, f64, f64)>, formula: bool },
    /// A motif may be mirrored about itself as well.
    Shape { path: BezPath, look: String, motif: bool },
    /// A picture, a formula or a box to tick, whatever is in it.
    Whole(Rect),
    /// Lines of code: where each run begins.
    Code { lines: Vec<(String, f64, f64)> },
}

impl Seen {
    fn bounds(&self) -> Rect {
        match self {
            Self::Line { y, runs, .. } => {
                let left = runs.iter().map(|it| it.1).fold(f64::INFINITY, f64::min);
                let right = runs.iter().map(|it| it.2).fold(f64::NEG_INFINITY, f64::max);
                Rect::new(left, y - 8.0, right, y + 2.0)
            }
            Self::Shape { path, .. } => path.bounding_box(),
            Self::Whole(place) => *place,
            Self::Code { lines } => {
                let points = lines.iter().map(|it| cuecard::geometry::Point::new(it.1, it.2));
                points.fold(Rect::new(f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY), |all, it| {
                    Rect::new(all.x0.min(it.x), all.y0.min(it.y), all.x1.max(it.x), all.y1.max(it.y))
                })
            }
        }
    }
}

/// Words or a formula in a line: text, where they begin and where their ink ends, and whether it is a formula.
type Run = (String, f64, f64, bool);

/// Gathers what is seen.
#[derive(Default)]
struct Eye {
    seen: Vec<Seen>,
    /// Places of pictures that do not fill the slide: what points into one stays where it is in it.
    pictures: Vec<Rect>,
    /// Whether what comes belongs to a motif.
    motif: bool,
}

impl Eye {
    fn of(drawing: &Drawing) -> Self {
        let mut eye = Self::default();
        eye.items(&drawing.items, Affine::IDENTITY, drawing.size);
        eye
    }

    fn items(&mut self, items: &[Placed], by: Affine, slide: Size) {
        let mut line: Vec<Run> = Vec::new();
        let mut baseline = f64::NAN;
        for placed in items {
            let here = by * Affine::translate(placed.at.to_vec2());
            if let Some((words, y)) = run(placed, here) {
                if (y - baseline).abs() > NEAR {
                    self.line(baseline, &mut line);
                }
                baseline = y;
                line.push(words);
                continue;
            }
            self.line(baseline, &mut line);
            match &placed.item {
                Item::Group(group) => self.group(group, here, slide),
                Item::Shape(shape) => {
                    let color = |paint: &Paint| match paint {
                        Paint::Solid(color) => format!("{color:?}"),
                        _ => "painted".to_owned(),
                    };
                    let look =
                        format!("{:?} {:?}", shape.fill.as_ref().map(|it| color(&it.paint)), shape.stroke.is_some());
                    self.seen.push(Seen::Shape { path: here * &shape.path, look, motif: self.motif });
                }
                Item::Picture(it) => self.seen.push(Seen::Whole(here.transform_rect_bbox(it.size.to_rect()))),
                Item::Text(_) => unreachable!("it is a run"),
            }
        }
        self.line(baseline, &mut line);
    }

    fn group(&mut self, group: &Group, here: Affine, slide: Size) {
        let inside = here * group.transform;
        match (&group.role, &group.clip) {
            (Role::Figure { .. }, Some(clip)) => {
                let place = here.transform_rect_bbox(clip.bounding_box());
                if place.width() < slide.width - 1.0 {
                    self.pictures.push(place);
                }
                self.seen.push(Seen::Whole(place));
            }
            // A logo is moved as a picture is; a motif is of shapes alone.
            (Role::Decoration, Some(clip)) if group.items.iter().any(|it| matches!(it.item, Item::Group(_))) => {
                self.seen.push(Seen::Whole(here.transform_rect_bbox(clip.bounding_box())));
            }
            (Role::Figure { alt }, _) if alt == "Done:" || alt == "To do:" => {
                let mut inner = Self::default();
                inner.items(&group.items, inside, slide);
                let all = inner.seen.iter().map(Seen::bounds).reduce(|a, b| a.union(b));
                self.seen.extend(all.map(Seen::Whole));
            }
            (Role::Code(_), _) => {
                let runs = group.items.iter().filter_map(|it| run(it, inside * Affine::translate(it.at.to_vec2())));
                self.seen.push(Seen::Code { lines: runs.map(|((text, x, ..), y)| (text, x, y)).collect() });
            }
            (role, clip) => {
                let motif = self.motif || *role == Role::Decoration && clip.is_some();
                let before = std::mem::replace(&mut self.motif, motif);
                self.items(&group.items, inside, slide);
                self.motif = before;
            }
        }
    }

    fn line(&mut self, y: f64, line: &mut Vec<Run>) {
        let mut runs = std::mem::take(line);
        // A quotation mark hangs outside of the line, at its beginning.
        if runs.len() > 1 && runs[0].0.chars().count() == 1 && "“‘„«\"".contains(&runs[0].0) {
            runs.remove(0);
        }
        if !runs.is_empty() {
            // The large mark over a quotation opens towards it.
            let mark = matches!(&runs[..], [one] if one.0 == "“" || one.0 == "”");
            if mark {
                runs[0].0 = "“".to_owned();
            }
            let formula = mark || runs.iter().any(|it| it.3);
            let runs = runs.into_iter().map(|(text, from, to, _)| (text, from, to)).collect();
            self.seen.push(Seen::Line { y, runs, formula });
        }
    }
}

/// What stands in a line, and the height of its baseline.
fn run(placed: &Placed, here: Affine) -> Option<(Run, f64)> {
    let place = here.translation();
    match &placed.item {
        Item::Text(run) => Some(((run.text.to_string(), place.x, place.x + inked(run), false), place.y)),
        Item::Group(group) => match (&group.role, &group.items[..]) {
            (Role::Link { .. } | Role::Language(_) | Role::Reference { .. }, [one]) => {
                run(one, here * group.transform * Affine::translate(one.at.to_vec2()))
            }
            (Role::Formula { alt, .. }, items) => {
                let ends = items.iter().filter_map(|it| match &it.item {
                    Item::Text(run) => Some(it.at.x + f64::from(run.advance)),
                    Item::Shape(shape) => Some(it.at.x + shape.path.bounding_box().x1),
                    _ => None,
                });
                Some(((alt.clone(), place.x, place.x + ends.fold(0.0, f64::max), true), place.y))
            }
            _ => None,
        },
        _ => None,
    }
}

/// How far a run reaches without the space at which its line breaks.
fn inked(run: &Glyphs) -> f64 {
    let end = run.text.trim_end().len();
    let space: f32 = run.glyphs.iter().filter(|it| it.range.start >= end).map(|it| it.advance).sum();
    f64::from(run.advance - if run.underline.is_some() { 0.0 } else { space })
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < NEAR
}

/// Whether `right` is what `left` is in a mirror; what lies in a picture is where it is there.
fn mirrored(left: &Seen, right: &Seen, width: f64, inside: Option<f64>) -> bool {
    let room = if matches!(left, Seen::Line { formula: true, .. }) { NEAR_FORMULA } else { NEAR };
    let moved = |one: Rect, other: Rect| match inside {
        Some(by) => near(other.x0, one.x0 + by) && near(other.x1, one.x1 + by),
        None => (other.x0 - width + one.x1).abs() < room && (other.x1 - width + one.x0).abs() < room,
    };
    let (from, to) = (left.bounds(), right.bounds());
    match (left, right) {
        (Seen::Line { y, runs, .. }, Seen::Line { y: other_y, runs: others, .. }) => {
            // Within a line words follow one another as they do.
            let order = runs.iter().zip(others).all(|(a, b)| a.0 == b.0 && near(a.1 - from.x0, b.1 - to.x0));
            near(*y, *other_y) && runs.len() == others.len() && order && moved(from, to)
        }
        (Seen::Whole(_), Seen::Whole(_)) => near(from.y0, to.y0) && near(from.y1, to.y1) && moved(from, to),
        (Seen::Shape { path, look, motif: true }, Seen::Shape { path: other, look: other_look, .. }) => {
            let (own, other) = (path.bounding_box(), other.bounding_box());
            look == other_look && near(own.x0, width - other.x1) && near(own.width(), other.width())
        }
        (Seen::Shape { path, look, .. }, Seen::Shape { path: other, look: other_look, .. }) => {
            let by = inside.map_or(Affine::new([-1.0, 0.0, 0.0, 1.0, width, 0.0]), |by| Affine::translate((by, 0.0)));
            // A frame in the place of a picture is moved as a whole.
            let frame = Affine::translate((to.x0 - from.x0, 0.0));
            look == other_look && (same(&(by * path), other) || moved(from, to) && same(&(frame * path), other))
        }
        (Seen::Code { lines }, Seen::Code { lines: others }) => {
            let by = others.first().map_or(0.0, |it| it.1) - lines.first().map_or(0.0, |it| it.1);
            let all = lines.iter().zip(others).all(|(a, b)| a.0 == b.0 && near(a.1 + by, b.1) && near(a.2, b.2));
            all && lines.len() == others.len()
        }
        _ => false,
    }
}

fn same(one: &BezPath, other: &BezPath) -> bool {
    let points = |path: &BezPath| -> Vec<cuecard::geometry::Point> {
        let all = path.elements().iter().flat_map(|element| match *element {
            PathEl::MoveTo(a) | PathEl::LineTo(a) => vec![a],
            PathEl::QuadTo(a, b) => vec![a, b],
            PathEl::CurveTo(a, b, c) => vec![a, b, c],
            PathEl::ClosePath => vec![],
        });
        all.collect()
    };
    let (one, other) = (points(one), points(other));
    one.len() == other.len() && one.iter().zip(&other).all(|(a, b)| near(a.x, b.x) && near(a.y, b.y))
}

/// What of one step is not mirrored.
fn astray(left: &Drawing, right: &Drawing) -> Vec<String> {
    let (one, other) = (Eye::of(left), Eye::of(right));
    if one.seen.len() != other.seen.len() {
        return vec![format!("{} parts and {}", one.seen.len(), other.seen.len())];
    }
    let width = left.size.width;
    // Beside lines of code are their numbers, signs and grounds, which stay at their left.
    let panels = |eye: &Eye| -> Vec<Rect> {
        let code = eye.seen.iter().filter(|it| matches!(it, Seen::Code { .. }));
        code.map(|it| Rect { x0: 0.0, x1: width, ..it.bounds() }.inflate(0.0, 40.0)).collect()
    };
    let code = panels(&one);
    let beside_code = |it: &Seen| code.iter().any(|panel| panel.contains_rect(it.bounds()));
    let mut out = Vec::new();
    for (a, b) in one.seen.iter().zip(&other.seen) {
        let holds = |place: &Rect| place.inflate(NEAR, NEAR).contains_rect(a.bounds());
        let picture = one.pictures.iter().position(holds).filter(|_| !matches!(a, Seen::Whole(_)));
        let inside = picture.map(|at| other.pictures[at].x0 - one.pictures[at].x0);
        if !mirrored(a, b, width, inside) && !beside_code(a) {
            out.push(format!("{a:?}\n  is\n{b:?}"));
        }
    }
    out
}

/// The deck's text in a look and a direction.
fn turned(text: &str, look: &str, direction: &str) -> String {
    let keys = ["theme", "variant", "aspect", "direction"];
    let own = |line: &str| look.contains(line.split('=').next().unwrap_or_default().trim());
    let kept = text.lines().filter(|line| !(keys.iter().any(|key| line.starts_with(&format!("{key} ="))) && own(line)));
    let text = kept.collect::<Vec<_>>().join("\n");
    text.replacen("[deck]", &format!("[deck]\ndirection = \"{direction}\"\n{look}"), 1)
}

fn pages(text: &str, folder: &Path) -> Vec<Page> {
    pages_of(text, &Folder::new(folder.to_path_buf()))
}

fn pages_of(text: &str, files: &dyn Files) -> Vec<Page> {
    let read = read(text.as_bytes(), "deck.toml", files);
    let mut shaper = Shaper::new(&read.deck.fonts, &read.deck.language);
    lay_out(&read.deck, &mut shaper).value
}

/// A deck's folder, with the logos of its themes in the other corner.
struct OtherCorner(Folder);

impl Files for OtherCorner {
    fn read(&self, path: &str, limit: u64) -> Result<Arc<[u8]>, FileFault> {
        let bytes = self.0.read(path, limit)?;
        Ok(match std::str::from_utf8(&bytes) {
            Ok(text) if path.ends_with(".toml") => text.replace("bottom-left", "bottom-right").into_bytes().into(),
            _ => bytes,
        })
    }

    fn list(&self, folder: &str) -> Vec<String> {
        self.0.list(folder)
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        self.0.folders(folder)
    }
}

/// Slides of a deck that are no mirror images of each other.
fn compared(file: &Path, look: &str) -> Vec<String> {
    let text = fs::read_to_string(file).expect("a deck");
    let folder = file.parent().expect("a folder");
    let files = Folder::new(folder.to_path_buf());
    let left = pages_of(&turned(&text, look, "ltr"), &files);
    let right = pages_of(&turned(&text, look, "rtl"), &OtherCorner(files));
    let mut out = Vec::new();
    for (at, (one, other)) in left.iter().zip(&right).enumerate() {
        assert_eq!(one.steps.len(), other.steps.len(), "{} slide {}", file.display(), at + 1);
        for (a, b) in one.steps.iter().zip(&other.steps) {
            let found = astray(a, b);
            if let Some(first) = found.first() {
                out.push(format!(
                    "{} slide {} in {look:?}: {} astray, first {first}",
                    file.display(),
                    at + 1,
                    found.len()
                ));
                break;
            }
        }
    }
    out
}

const LOOKS: [&str; 5] = [
    "theme = \"civic\"",
    "theme = \"lecture\"",
    "theme = \"keynote\"",
    "theme = \"lecture\"\nvariant = \"dark\"\naspect = \"4:3\"",
    "theme = \"civic\"\naspect = \"16:10\"",
];

/// Where the author says left or right it is so from either side; words that begin at the right in a deck from left to right
/// are told from the others there only.
const SAYS: [&str; 4] = ["place = \"left\"", "place = \"right\"", "place = \"behind\"", "שלום"];

#[test]
fn every_layout_is_mirrored() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    for (at, (_, file)) in cases::all().into_iter().enumerate() {
        let text = fs::read_to_string(&file).expect("a deck");
        if SAYS.iter().any(|it| text.contains(it)) || text.chars().any(cuecard::text::reads_leftward) {
            continue;
        }
        // Each in its own look and in one of the others.
        for look in ["", LOOKS[at % LOOKS.len()]] {
            tried += 1;
            wrong.extend(compared(&file, look));
        }
    }
    assert!(tried > 150, "{tried}");
    assert!(wrong.is_empty(), "{} slides:\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn whole_talks_are_mirrored() {
    let talks = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/talks");
    let mut wrong = Vec::new();
    for name in ["engineering", "product"] {
        for look in &LOOKS[..3] {
            wrong.extend(compared(&talks.join(name).join("deck.toml"), look));
        }
    }
    assert!(wrong.is_empty(), "{} slides:\n{}", wrong.len(), wrong.join("\n\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Slides of words, a chart, and a slide of columns and rows, whatever stands on them.
    #[test]
    fn any_slide_is_mirrored(words in properties::deck(), chart in properties::chart(), seed in any::<u64>()) {
        let text = format!("{words}[[slide]]\nid = \"chart\"\n{chart}{}", parts::slide(seed));
        let files = Memory::default().with("p.svg", parts::SVG.as_bytes());
        let (left, right) = (pages_of(&turned(&text, "", "ltr"), &files), pages_of(&turned(&text, "", "rtl"), &files));
        for (at, (one, other)) in left.iter().zip(&right).enumerate() {
            prop_assert_eq!(one.steps.len(), other.steps.len());
            for (a, b) in one.steps.iter().zip(&other.steps) {
                let found = astray(a, b);
                prop_assert!(found.is_empty(), "slide {}: {}\n{}", at + 1, found[0], text);
            }
        }
    }
}

/// The words of a Hebrew slide with this body: text, where it begins and where it ends.
fn hebrew(body: &str) -> Vec<(String, f64, f64)> {
    let text = format!(
        "[deck]\ntitle = \"T\"\nlanguage = \"he\"\ntheme = \"lecture\"\n[[slide]]\ntitle = \"שלום\"\nbody = '''\n{body}\n'''\n"
    );
    let pages = pages(&text, Path::new("."));
    let seen = Eye::of(&pages[0].steps[0]).seen;
    let lines = seen.into_iter().filter_map(|it| match it {
        Seen::Line { runs, .. } => Some(runs),
        Seen::Code { lines } => Some(lines.into_iter().map(|(text, x, _)| (text, x, x)).collect()),
        _ => None,
    });
    lines.flatten().collect()
}

#[test]
fn lines_run_as_their_words_do() {
    let place = |runs: &[(String, f64, f64)], word: &str| {
        let found = runs.iter().find(|it| it.0.contains(word)).unwrap_or_else(|| panic!("{word}: {runs:?}"));
        (found.1, found.2)
    };
    // The slide's words end 40 pt before its edge.
    let edge = 920.0;
    // A Latin word at the beginning makes no line that runs from the left.
    let runs = hebrew("PDF הוא פורמט");
    let (first, rest) = (place(&runs, "PDF"), place(&runs, "פורמט"));
    assert!(first.0 > rest.0 && (first.1 - edge).abs() < 1.0, "{runs:?}");
    // What is Latin as a whole keeps its order, and stands at the right all the same.
    let runs = hebrew("Hello, **world**.");
    let (hello, world) = (place(&runs, "Hello"), place(&runs, "world"));
    assert!(hello.0 < world.0 && runs.iter().any(|it| it.0 == "." && (it.2 - edge).abs() < 1.0), "{runs:?}");
    // Addresses are in one piece.
    let runs = hebrew("ראו https://example.org/a?b=c#d כאן");
    let (before, address, after) =
        (place(&runs, "ראו"), place(&runs, "https://example.org/a?b=c#d"), place(&runs, "כאן"));
    assert!(before.0 > address.1 - 1.0 && address.0 > after.0, "{runs:?}");
    // Code begins at the left, whatever its first letter is.
    let runs = hebrew("```rust\n// שלום\nlet x = \"שלום\"; // 1\n```");
    let (comment, code) = (place(&runs, "//"), place(&runs, "let"));
    assert!((comment.0 - code.0).abs() < 1.0 && code.0 < 100.0, "{runs:?}");
}

/// Where an item's icon and the first line of its words stand.
fn icon_and_words(head: &str, body: &str) -> (Rect, Rect) {
    let text =
        format!("[deck]\ntitle = \"T\"\n{head}\n[[slide]]\ntitle = \"T\"\nbody = \"- {{icon=rocket}} {body}\"\n");
    let seen = Eye::of(&pages(&text, Path::new("."))[0].steps[0]).seen;
    let at = seen.iter().position(|it| matches!(it, Seen::Whole(_))).expect("an icon");
    let words = seen[at..].iter().find(|it| matches!(it, Seen::Line { .. })).expect("words");
    (seen[at].bounds(), words.bounds())
}

#[test]
fn an_icon_stands_as_far_from_its_words_on_either_side() {
    for theme in ["civic", "lecture", "keynote", "essay", "workshop"] {
        let (icon, words) = icon_and_words(&format!("language = \"en\"\ntheme = \"{theme}\""), "some words");
        let gap = words.x0 - icon.x1;
        assert!(gap > 4.0 && gap < 20.0, "{theme}: {gap}");
        // A deck from right to left, and a list in such words on a slide from left to right.
        for language in ["ar", "en"] {
            let head = format!("language = \"{language}\"\ntheme = \"{theme}\"");
            let (icon, words) = icon_and_words(&head, "بعض الكلمات");
            let other = icon.x0 - words.x1;
            let size = icon.width() / (words.y1 - words.y0).max(1.0);
            assert!(size > 0.0 && other > 4.0 && other < 24.0, "{theme} {language}: {icon:?} {words:?}");
        }
    }
}

#[test]
fn numbers_of_a_slide_have_the_digits_of_its_language() {
    for (language, digits) in [("ar-EG", ["١.", "٢.", "١"]), ("fa", ["۱.", "۲.", "۱"]), ("he", ["1.", "2.", "1"])]
    {
        let text = format!(
            "[deck]\ntitle = \"T\"\nlanguage = \"{language}\"\n[[slide]]\ntitle = \"T\"\nbody = '''\n1. a[^1]\n2. b\n\n[^1]: c\n'''\n"
        );
        let drawn: String = pages(&text, Path::new("."))[0].steps[0].words();
        for digit in digits {
            assert!(drawn.contains(digit), "{language}: {drawn}");
        }
    }
}

#[test]
fn nothing_of_the_arabic_talk_leaves_its_slides() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/talks/arabic");
    let text = fs::read_to_string(folder.join("deck.toml")).expect("a deck");
    for look in LOOKS {
        for (at, page) in pages(&turned(&text, look, "rtl"), &folder).iter().enumerate() {
            for drawing in &page.steps {
                let slide = drawing.size.to_rect().inflate(NEAR, NEAR);
                for seen in Eye::of(drawing).seen {
                    if let Seen::Line { runs, .. } = &seen {
                        let bounds = seen.bounds();
                        assert!(bounds.x0 >= slide.x0 && bounds.x1 <= slide.x1, "slide {} in {look}: {runs:?}", at + 1);
                    }
                }
            }
        }
    }
}

/// What the author says of left and right is so on every slide.
#[test]
fn a_figure_stands_where_the_author_says() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    for direction in ["ltr", "rtl"] {
        for (place, left) in [("left", true), ("right", false)] {
            let text = format!(
                "[deck]\ntitle = \"T\"\nlanguage = \"en\"\ndirection = \"{direction}\"\n[[slide]]\ntitle = \"T\"\nbody = \"Some words\"\npicture = {{ src = \"form.svg\", alt = \"x\", place = \"{place}\" }}\n"
            );
            let eye = Eye::of(&pages(&text, &folder)[0].steps[0]);
            let picture = eye.pictures.first().expect("a picture");
            assert_eq!(picture.center().x < 480.0, left, "{direction} {place}");
        }
    }
}
