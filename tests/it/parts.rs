//! Columns, rows and figures: whatever stands in them, no word is lost, none lies on another or leaves the slide, none is
//! too small, and all is read in the order of the file.

use std::fs;
use std::path::{Path, PathBuf};

use cuecard::diagnostic::{Diagnostic, Severity};
use cuecard::drawing::{Drawing, Item, Placed, Role};
use cuecard::geometry::{Affine, Rect};
use cuecard::lint::room;
use cuecard::talk::Talk;
use proptest::prelude::*;

/// Under this no words are set, in points: the footer has it.
const FLOOR: f32 = 13.0;

pub const SVG: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='30'><rect width='40' height='30' fill='teal'/></svg>";

fn opened(folder: &Path) -> (Talk, Vec<Diagnostic>) {
    let talk = Talk::open(folder).expect("the deck opens");
    let found = talk.diagnostics.iter().cloned().chain(room(&talk)).collect();
    (talk, found)
}

fn case(name: &str) -> (Talk, Vec<Diagnostic>) {
    let cases = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let folder = ["parts", "room"].map(|area| cases.join(area).join(name));
    opened(folder.iter().find(|it| it.is_dir()).expect("a case"))
}

/// A deck with a picture `p.svg`.
fn deck(look: &str, slides: &str) -> (Talk, Vec<Diagnostic>) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("deck.toml"), format!("[deck]\ntitle = \"T\"\nlanguage = \"en\"\n{look}\n{slides}"))
        .expect("a deck");
    fs::write(folder.path().join("p.svg"), SVG).expect("a picture");
    opened(folder.path())
}

fn errors(found: &[Diagnostic]) -> Vec<String> {
    found.iter().filter(|it| it.severity == Severity::Error).map(|it| format!("{}: {}", it.code, it.message)).collect()
}

fn last(talk: &Talk, slide: usize) -> &Drawing {
    let page = &talk.pages[slide];
    &page.steps[page.steps.len() - 1]
}

/// Runs of words in the order of reading, each with its size and place.
fn runs(drawing: &Drawing) -> Vec<(String, f32, Rect)> {
    fn walk(items: &[Placed], by: Affine, out: &mut Vec<(String, f32, Rect)>) {
        for placed in items {
            let here = by * Affine::translate(placed.at.to_vec2());
            match &placed.item {
                Item::Text(run) => {
                    let size = f64::from(run.size);
                    let space = Rect::new(0.0, -0.7 * size, f64::from(run.advance), 0.2 * size);
                    out.push((run.text.trim().to_owned(), run.size, here.transform_rect_bbox(space)));
                }
                Item::Group(group) if group.role == Role::Decoration => {}
                Item::Group(group) => walk(&group.items, here * group.transform, out),
                Item::Shape(_) | Item::Picture(_) => {}
            }
        }
    }
    let mut out = Vec::new();
    walk(&drawing.items, Affine::IDENTITY, &mut out);
    out
}

/// Where figures stand.
fn figures(drawing: &Drawing) -> Vec<Rect> {
    fn walk(items: &[Placed], by: Affine, out: &mut Vec<Rect>) {
        for placed in items {
            let here = by * Affine::translate(placed.at.to_vec2());
            if let Item::Group(group) = &placed.item {
                if let (Role::Figure { .. }, Some(clip)) = (&group.role, &group.clip) {
                    out.push(here.transform_rect_bbox(cuecard::geometry::PathShape::bounding_box(clip)));
                }
                walk(&group.items, here * group.transform, out);
            }
        }
    }
    let mut out = Vec::new();
    walk(&drawing.items, Affine::IDENTITY, &mut out);
    out
}

fn place(drawing: &Drawing, words: &str) -> Rect {
    let all = runs(drawing);
    let found = all.iter().find(|it| it.0.contains(words));
    found.map(|it| it.2).unwrap_or_else(|| panic!("`{words}` is not among {all:?}"))
}

fn size(drawing: &Drawing, words: &str) -> f32 {
    runs(drawing).iter().find(|it| it.0.contains(words)).map_or(0.0, |it| it.1)
}

#[test]
fn a_figure_under_its_title_is_as_large_as_the_rest_allows() {
    let (talk, found) = case("picture-figures");
    assert!(errors(&found).is_empty(), "{found:?}");
    let figure = figures(last(&talk, 0))[0];
    assert!(figure.width() > 600.0 || figure.height() > 330.0, "{figure:?}");
    let (talk, found) = case("regions");
    assert!(errors(&found).is_empty(), "{found:?}");
    // Both slides have the title where it always is.
    let titles = [0, 1].map(|slide| place(last(&talk, slide), "Motivation").y0);
    assert!((titles[0] - titles[1]).abs() < 0.01, "{titles:?}");
    let punchline = size(last(&talk, 3), "The punchline");
    assert!(punchline >= 2.0 * size(last(&talk, 0), "Motivation"), "{punchline}");
}

#[test]
fn pictures_stand_in_a_row_with_their_words() {
    let (talk, found) = case("two-pictures");
    assert!(errors(&found).is_empty(), "{found:?}");
    let both = figures(last(&talk, 0));
    assert_eq!(both.len(), 2);
    assert!((both[0].y1 - both[1].y1).abs() < 0.1 && both[0].x1 < both[1].x0, "{both:?}");
    let pictures: String = (0..6).map(|at| format!("{{ src = 'p.svg', alt = 'p', caption = 'word{at}' }}, ")).collect();
    let (talk, found) = deck("", &format!("[[slide]]\ntitle = 'T'\npictures = [{pictures}]\n"));
    assert!(errors(&found).is_empty(), "{found:?}");
    let words = (0..6).map(|at| place(last(&talk, 0), &format!("word{at}"))).collect::<Vec<_>>();
    assert!((words[0].y1 - words[2].y1).abs() < 0.1, "captions stand on one line: {words:?}");
    assert!(words[3].y0 > words[0].y1 && (words[0].x0 - words[3].x0).abs() < 0.1, "two rows of three: {words:?}");
}

#[test]
fn code_beside_code_is_of_one_size_and_begins_on_one_line() {
    let (talk, _) = case("two-code-columns");
    let sizes = [size(last(&talk, 0), "items"), size(last(&talk, 0), "const")];
    assert!((sizes[0] - sizes[1]).abs() < 0.01, "{sizes:?}");
    let column = |code: &str| {
        format!(
            "[[slide.column]]\nheading = 'H'\ncode = {{ text = '''\n{code}''' }}\nbody = 'after{}'\n",
            code.lines().next().unwrap_or_default()
        )
    };
    let slide = format!("[[slide]]\ntitle = 'T'\n{}{}", column("one\n"), column("two\nlines\nthree\n"));
    let (talk, found) = deck("theme = \"lecture\"", &slide);
    assert!(errors(&found).is_empty(), "{found:?}");
    let tops = [place(last(&talk, 0), "one").y0, place(last(&talk, 0), "two").y0];
    assert!((tops[0] - tops[1]).abs() < 0.1, "{tops:?}");
    let after = [place(last(&talk, 0), "afterone").y0, place(last(&talk, 0), "aftertwo").y0];
    assert!((after[0] - after[1]).abs() < 0.1, "what is under the code begins on one line: {after:?}");
}

#[test]
fn any_body_is_shared_over_columns_and_code_stands_beside_its_picture() {
    let (talk, found) = case("statement-columns");
    assert!(errors(&found).is_empty(), "{found:?}");
    assert!(place(last(&talk, 0), "Second").x0 > place(last(&talk, 0), "First").x1);
    let (talk, found) = case("code-beside-picture");
    assert!(errors(&found).is_empty(), "{found:?}");
    let (code, picture) = (place(last(&talk, 0), "plot"), figures(last(&talk, 0))[0]);
    assert!(picture.x0 > code.x1 && picture.y0 < code.y0, "{code:?} {picture:?}");
}

#[test]
fn lists_and_code_come_one_after_the_other() {
    let (talk, found) = case("bullets-and-code");
    assert!(errors(&found).is_empty(), "{found:?}");
    let shown = |step: usize| runs(&talk.pages[0].steps[step]).into_iter().map(|it| it.0).collect::<Vec<_>>().join(" ");
    assert!(!shown(0).contains("First") && !shown(0).contains("main"), "{}", shown(0));
    assert!(shown(1).contains("First") && !shown(1).contains("main"), "{}", shown(1));
    assert!(shown(2).contains("main") && !shown(2).contains("Second"), "{}", shown(2));
    assert!(shown(talk.pages[0].steps.len() - 1).contains("Second"));
}

#[test]
fn an_aside_with_code_stays_on_its_slide() {
    let (_, found) = case("aside");
    assert!(errors(&found).is_empty(), "{found:?}");
}

#[test]
fn an_aside_is_under_a_figure_wherever_that_stands_and_comes_last() {
    let figure = |place: &str| format!("picture = {{ src = 'p.svg', alt = 'p', place = '{place}' }}");
    let several = "pictures = [{ src = 'p.svg', alt = 'p' }, { src = 'p.svg', alt = 'q' }]".to_owned();
    let later = "picture = { src = 'p.svg', alt = 'p', step = 1 }".to_owned();
    let figures = ["right", "left", "above", "below", "behind"].map(figure).into_iter().chain([several, later]);
    for figure in figures {
        for (aspect, body) in ["16:9", "4:3"].into_iter().flat_map(|it| [(it, "first line"), (it, "- first line")]) {
            let slide =
                format!("[[slide]]\ntitle = 'T'\nbody = '{body}'\naside = 'set apart'\nreveal = 'items'\n{figure}\n");
            let (talk, found) = deck(&format!("aspect = '{aspect}'"), &slide);
            assert!(errors(&found).is_empty(), "{slide} {found:?}");
            let steps = &talk.pages[0].steps;
            let shown: Vec<bool> = steps.iter().map(|it| it.words().contains("set apart")).collect();
            let (last, before) = shown.split_last().expect("a step");
            assert!(*last && !before.contains(&true), "{aspect} {slide} {shown:?}");
            assert!(
                place(&steps[steps.len() - 1], "set apart").y0 > place(&steps[1], "first line").y1
                    || figure.contains("behind")
            );
            let all: Vec<String> = steps.iter().map(|it| it.words()).collect();
            assert!(all.windows(2).all(|two| two[0] != two[1]), "each press shows something: {all:?}");
        }
    }
}

#[test]
fn a_place_that_is_not_followed_is_told() {
    let figure = |rest: &str| format!("picture = {{ src = 'p.svg', alt = 'p'{rest} }}");
    let (none, right) = (figure(""), figure(", place = 'right'"));
    let chart = |place: &str| format!("chart = {{ kind = 'bars', labels = ['a', 'b'], values = [1, 2]{place} }}");
    let body = "body = 'words'\n";
    let columns = |inside: &str| format!("[[slide.column]]\n{body}[[slide.column]]\n{inside}");
    for (aspect, slide, told) in [
        ("4:3", format!("{body}{right}"), Some("below the words")),
        ("4:3", format!("{body}{}", figure(", place = 'left'")), Some("below the words")),
        ("4:3", format!("{body}{}", chart(", place = 'left'")), Some("below the words")),
        ("4:3", format!("{body}{none}"), None),
        ("4:3", format!("{body}{}", figure(", place = 'above'")), None),
        ("16:9", format!("{body}{right}"), None),
        ("16:9", format!("{body}{}", figure(", share = 0.5")), None),
        ("16:9", format!("layout = 'statement'\nnumber = '1'\n{body}{right}"), Some("beside a `number`")),
        ("16:9", format!("layout = 'statement'\nnumber = '1'\n{body}{none}"), None),
        ("16:9", format!("{body}{}", chart(", place = 'behind'")), Some("cannot stand behind")),
        ("16:9", format!("{body}{}", chart(", place = 'right'")), None),
        ("16:9", format!("columns = 2\n{body}{right}"), Some("one column")),
        ("16:9", format!("columns = 2\n{body}"), None),
        ("16:9", columns(&right), Some("where it is written")),
        ("16:9", columns(&figure(", place = 'behind'")), Some("where it is written")),
        ("16:9", columns(&chart(", place = 'above'")), Some("where it is written")),
        ("16:9", columns(&none), None),
        ("16:9", format!("{}\n{}", figure(", place = 'behind'"), columns(body)), None),
        ("16:9", format!("[[slide.item]]\nat = [0.1, 0.4]\nsize = [0.4, 0.4]\n{right}"), Some("where it is written")),
    ] {
        let (_, found) = deck(&format!("aspect = '{aspect}'"), &format!("[[slide]]\ntitle = 'T'\n{slide}\n"));
        assert!(errors(&found).is_empty(), "{slide}: {found:?}");
        let all: Vec<&Diagnostic> = found.iter().filter(|it| it.code == "SLD-PLACE").collect();
        match told {
            Some(told) => assert!(all.iter().any(|it| it.message.contains(told)), "{aspect} {slide}: {found:?}"),
            None => assert!(all.is_empty(), "{aspect} {slide}: {all:?}"),
        }
        assert!(all.iter().all(|it| !it.hints.is_empty()));
    }
}

#[test]
fn a_number_leaves_several_pictures_their_room() {
    let pictures =
        "pictures = [{ src = 'p.svg', alt = 'p', caption = 'one' }, { src = 'p.svg', alt = 'q', caption = 'two' }]";
    let slide = format!("[[slide]]\nlayout = 'statement'\nnumber = '1'\ntitle = 'T'\nbody = 'words'\n{pictures}\n");
    let (talk, found) = deck("", &slide);
    assert!(errors(&found).is_empty(), "{found:?}");
    assert!(place(last(&talk, 0), "one").y0 > place(last(&talk, 0), "words").y1);
    assert!(place(last(&talk, 0), "two").x0 > place(last(&talk, 0), "one").x1);
}

#[test]
fn what_does_not_fit_is_told_with_its_column_and_direction() {
    let long = "x".repeat(90);
    let slide = format!(
        "[[slide]]\ntitle = 'T'\n[[slide.column]]\nbody = 'short'\n[[slide.column]]\ncode = {{ text = '{long}' }}\n"
    );
    let (_, found) = deck("", &slide);
    let told = errors(&found).join("\n");
    assert!(told.contains("the right column") && told.contains("too wide, at the right"), "{told}");
    let words = "word ".repeat(400);
    let rows = format!(
        "[[slide]]\ntitle = 'T'\n[[slide.column]]\nbody = 'a'\n[[slide.column]]\nbody = '{words}'\n[[slide.column]]\nbody = 'b'\n"
    );
    let (_, found) = deck("", &rows);
    let told = errors(&found).join("\n");
    assert!(told.contains("the middle column") && told.contains("too tall"), "{told}");
}

#[test]
fn parts_come_and_go_at_their_steps() {
    let slide = "[[slide]]\ntitle = 'T'\n[[slide.column]]\nbody = 'always'\n[[slide.column]]\nbody = 'later'\nstep = 2\nuntil = 3\n";
    let (talk, found) = deck("", slide);
    assert!(errors(&found).is_empty(), "{found:?}");
    let there: Vec<bool> = talk.pages[0].steps.iter().map(|it| runs(it).iter().any(|run| run.0 == "later")).collect();
    assert_eq!(there, [false, false, true, false]);
    assert_eq!(talk.plan.slides[0].steps, 4, "the plan counts the step at which it goes");
}

#[test]
fn the_middle_of_a_short_slide_is_where_its_words_are() {
    for theme in ["civic", "lecture"] {
        let (talk, _) = deck(
            &format!("theme = \"{theme}\""),
            "[[slide]]\ntitle = 'T'\nbody = '- one\\n- two\\n- three'\n"
                .replace("'- one", "\"- one")
                .replace("three'", "three\"")
                .as_str(),
        );
        let (first, title) = (place(last(&talk, 0), "one"), place(last(&talk, 0), "T"));
        assert!(first.y0 > 150.0 && title.y0 < 80.0, "{theme}: {title:?} {first:?}");
        let (talk, _) = deck(&format!("theme = \"{theme}\""), "[[slide]]\ntitle = 'T'\ncode = { text = 'one' }\n");
        assert!(place(last(&talk, 0), "one").y0 < 150.0, "code begins at the top");
    }
}

/// A sequence that is the same for a seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % most
    }
}

/// Writes parts; every word is another one, numbered in the order of the file.
struct Writer {
    dice: Dice,
    words: usize,
}

impl Writer {
    fn words(&mut self, most: u64) -> String {
        let count = 1 + self.dice.below(most);
        let words = (0..count).map(|_| {
            self.words += 1;
            format!("w{}{}", self.words, "abcdefg".get(..self.dice.below(7) as usize).unwrap_or_default())
        });
        words.collect::<Vec<_>>().join(" ")
    }

    fn part(&mut self) -> String {
        match self.dice.below(8) {
            0 | 1 => format!("body = '{}'\n", self.words(14)),
            2 => {
                let items: Vec<String> = (0..1 + self.dice.below(4)).map(|_| format!("- {}", self.words(6))).collect();
                format!("body = '''\n{}'''\n", items.join("\n"))
            }
            3 => {
                let lines: Vec<String> = (0..1 + self.dice.below(6)).map(|_| self.words(3)).collect();
                format!("code = {{ text = '''\n{}''' }}\n", lines.join("\n"))
            }
            4 => format!("picture = {{ src = 'p.svg', alt = 'p', caption = '{}' }}\n", self.words(4)),
            5 => {
                let pictures: Vec<String> = (0..2 + self.dice.below(3))
                    .map(|_| format!("{{ src = 'p.svg', alt = 'p', caption = '{}' }}", self.words(2)))
                    .collect();
                format!("pictures = [{}]\n", pictures.join(", "))
            }
            6 => {
                let head = format!("'{}', '{}'", self.words(1), self.words(1));
                let rows: Vec<String> = (0..1 + self.dice.below(3))
                    .map(|_| format!("['{}', '{}']", self.words(2), self.words(1)))
                    .collect();
                format!("table = {{ columns = [{head}], rows = [{}] }}\n", rows.join(", "))
            }
            _ => format!("quote = '{}'\nby = '{}'\n", self.words(8), self.words(2)),
        }
    }

    fn region(&mut self, header: &str) -> String {
        let heading = if self.dice.below(2) == 0 { format!("heading = '{}'\n", self.words(3)) } else { String::new() };
        format!("[[slide.{header}]]\n{heading}{}", self.part())
    }

    fn slide(&mut self) -> String {
        let reveal = ["none", "items", "blocks", "columns"][self.dice.below(4) as usize];
        let head = format!("[[slide]]\ntitle = '{}'\nreveal = '{reveal}'\n", self.words(5));
        let body = match self.dice.below(4) {
            0 => (0..1 + self.dice.below(3)).map(|_| self.region("row")).collect::<String>(),
            1 => {
                let first = self.region("column");
                let rows: String = (0..2).map(|_| self.region("column.row")).collect();
                format!("{first}[[slide.column]]\n{rows}")
            }
            _ => (0..2 + self.dice.below(3)).map(|_| self.region("column")).collect(),
        };
        head + &body
    }

    /// A picture in one of its places, before or after the words.
    fn placed(&mut self) -> String {
        let place = ["below", "above", "left", "right"][self.dice.below(4) as usize];
        let head = format!("[[slide]]\ntitle = '{}'\n", self.words(5));
        let figure = |it: &mut Self| {
            format!("picture = {{ src = 'p.svg', alt = 'p', caption = '{}', place = '{place}' }}\n", it.words(3))
        };
        let body = |it: &mut Self| format!("body = '{}'\n", it.words(16));
        if self.dice.below(2) == 0 {
            format!("{head}{}{}", figure(self), body(self))
        } else {
            format!("{head}{}{}", body(self), figure(self))
        }
    }
}

/// A slide of columns, rows and what stands in them; its pictures are `p.svg`.
pub fn slide(seed: u64) -> String {
    Writer { dice: Dice(seed), words: 0 }.slide()
}

/// The numbers of the words in a text, in its order.
fn numbers(text: &str) -> Vec<usize> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter_map(|it| it.strip_prefix('w')?.trim_end_matches(char::is_alphabetic).parse().ok()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn parts_keep_their_words_their_order_and_their_room(seed in any::<u64>()) {
        let mut dice = Dice(seed);
        let theme = ["civic", "lecture", "keynote"][dice.below(3) as usize];
        let aspect = ["16:9", "4:3"][dice.below(2) as usize];
        let mut writer = Writer { dice, words: 0 };
        let text = if writer.dice.below(4) == 0 { writer.placed() } else { writer.slide() };
        let (talk, found) = deck(&format!("theme = \"{theme}\"\naspect = \"{aspect}\""), &text);
        let read: Vec<_> = found.iter().filter(|it| it.code == "READ").collect();
        prop_assert!(read.is_empty(), "{text}\n{read:?}");
        let drawing = last(&talk, 0);
        let all = runs(drawing);
        let shown: String = all.iter().map(|it| format!("{} ", it.0)).collect();
        let order = numbers(&shown);
        prop_assert_eq!(order, (1..=writer.words).collect::<Vec<_>>(), "{}\n{}", text, shown);
        prop_assert!(all.iter().all(|it| it.1 >= FLOOR), "{text}\n{all:?}");
        let told = found.iter().any(|it| it.code == "SLD-OVERFLOW");
        let beyond: Vec<_> = found.iter().filter(|it| matches!(it.code, "SLD-OVERLAP" | "SLD-EDGE" | "SLD-FAILED")).collect();
        prop_assert!(told || beyond.is_empty(), "{text}\n{beyond:?}");
        let slide = drawing.size.to_rect().inflate(1.0, 1.0);
        let off: Vec<_> = all.iter().filter(|it| slide.union(it.2).area() > slide.area()).collect();
        prop_assert!(told || off.is_empty(), "{text}\n{off:?}");
    }
}
