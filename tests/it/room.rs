//! Blocks that have to leave each other room: shrunk, moved, or told with place, direction and measure.

use std::fs;
use std::path::Path;

use cuecard::deck::Layout;
use cuecard::diagnostic::{Diagnostic, Severity};
use cuecard::drawing::{Drawing, Item, Placed};
use cuecard::geometry::{Affine, Rect};
use cuecard::lint::room;
use cuecard::talk::Talk;

fn case(name: &str) -> (Talk, Vec<Diagnostic>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/room").join(name);
    let talk = Talk::open(&folder).expect("the deck opens");
    let found = room(&talk);
    let all = talk.diagnostics.iter().cloned().chain(found).filter(|it| it.code != "SLD-GLYPH").collect();
    (talk, all)
}

/// A deck of one slide in a theme and shape.
fn slide(look: &str, text: &str) -> (Talk, Vec<Diagnostic>) {
    let folder = tempfile::tempdir().expect("a folder");
    let deck = format!("[deck]\ntitle = \"T\"\nlanguage = \"en\"\n{look}\n{text}\n");
    fs::write(folder.path().join("deck.toml"), deck).expect("a deck");
    let talk = Talk::open(folder.path()).expect("the deck opens");
    let found = talk.diagnostics.iter().cloned().chain(room(&talk)).collect();
    (talk, found)
}

/// Runs of words with their size and the box of their line.
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
                Item::Group(group) => walk(&group.items, here * group.transform, out),
                Item::Shape(_) | Item::Picture(_) => {}
            }
        }
    }
    let mut out = Vec::new();
    walk(&drawing.items, Affine::IDENTITY, &mut out);
    out
}

fn shown(talk: &Talk, slide: usize) -> Vec<(String, f32, Rect)> {
    let page = &talk.pages[slide];
    runs(&page.steps[page.steps.len() - 1])
}

fn told(found: &[Diagnostic], code: &str) -> String {
    let all = found.iter().filter(|it| it.code == code);
    all.map(|it| format!("{} {}\n", it.message, it.hints.join(" "))).collect()
}

const LOOKS: [(&str, &str); 6] = [
    ("civic", "16:9"),
    ("civic", "4:3"),
    ("lecture", "16:9"),
    ("lecture", "4:3"),
    ("keynote", "16:9"),
    ("keynote", "4:3"),
];

#[test]
fn what_is_moved_or_shrunk_is_whole_and_nothing_is_told() {
    for name in [
        "title-slide-overlaps",
        "numbers-overlap",
        "footer-section-overlaps",
        "number-off-the-slide",
        "arabic-table-and-lines",
        "two-items-in-three-columns",
        "words-torn",
        "aside",
        "bullets-and-code",
        "two-code-columns",
    ] {
        let (_, found) = case(name);
        let bad: Vec<_> = found.iter().filter(|it| it.severity != Severity::Info && it.code != "SLD-FONT").collect();
        assert!(bad.is_empty(), "{name}: {bad:?}");
    }
}

#[test]
fn numbers_are_of_one_size_and_a_panels_number_is_in_one_piece() {
    let (talk, _) = case("numbers-overlap");
    let sizes: Vec<f32> = shown(&talk, 0).into_iter().filter(|it| it.0 == "€12,500").map(|it| it.1).collect();
    assert_eq!(sizes.len(), 4);
    assert!(sizes.windows(2).all(|pair| pair[0] == pair[1]), "{sizes:?}");
    let (talk, _) = case("number-off-the-slide");
    assert!(shown(&talk, 0).iter().any(|it| it.0 == "#2026"));
}

#[test]
fn columns_and_heads_are_filled_and_whole() {
    let (talk, _) = case("two-items-in-three-columns");
    let lefts: Vec<f64> =
        shown(&talk, 0).into_iter().filter(|it| it.0 == "one" || it.0 == "two").map(|it| it.2.x0).collect();
    assert!(lefts[1] - lefts[0] < 320.0, "the second column: {lefts:?}");
    let (talk, _) = case("words-torn");
    let words: String = shown(&talk, 0).into_iter().map(|it| format!("{} ", it.0)).collect();
    assert_eq!(words.matches("Column").count(), 12, "{words}");
}

#[test]
fn names_of_lines_in_arabic_stand_on_the_slide() {
    let (talk, _) = case("arabic-table-and-lines");
    let beyond: Vec<_> = shown(&talk, 1).into_iter().filter(|it| it.2.x1 > 960.0 || it.2.x0 < 0.0).collect();
    assert!(beyond.is_empty(), "{beyond:?}");
}

#[test]
fn the_first_column_of_a_table_in_arabic_stands_at_the_right() {
    let (talk, _) = case("arabic-table-and-lines");
    let words = shown(&talk, 0);
    let left = |text: &str| words.iter().find(|it| it.0.trim() == text).unwrap_or_else(|| panic!("{words:?}")).2.x0;
    assert!(left("اسم") > left("قيمة") && left("أ") > left("10") && left("10") > 480.0, "{words:?}");
}

#[test]
fn an_overflow_says_where_which_way_and_how_much() {
    for (name, words) in [
        (
            "longline",
            &["line 1 of its code is 21 characters too wide, at the right", "118", "break line 1", "wrap = true"][..],
        ),
        ("two-code-columns-too-wide", &["the right side of slide", "line 2 of its code is 12 characters too wide"][..]),
    ] {
        let (_, found) = case(name);
        let said = told(&found, "SLD-OVERFLOW");
        assert!(words.iter().all(|it| said.contains(it)), "{name}: {said}");
        assert_eq!(said.lines().count(), 1, "{name}: {said}");
    }
    let long = "word ".repeat(400);
    let (_, found) = slide("", &format!("[[slide]]\ntitle = \"A\"\nbody = \"{long}\""));
    let said = told(&found, "SLD-OVERFLOW");
    assert!(said.contains("lines too tall (") && said.contains("two slides"), "{said}");
    // Each of its thirty names has a dot of its own.
    let (talk, found) = case("chart-letters-of-labels");
    assert!(told(&found, "SLD-LABELS").is_empty(), "{found:?}");
    let Layout::Chart { chart } = &talk.deck.slides[0].layout else { panic!("it has a chart") };
    let words = talk.pages[0].steps[0].words();
    assert_eq!(chart.labels.len(), 30);
    assert!(chart.labels.iter().all(|label| words.lines().any(|line| line == label.text())), "{words}");
}

#[test]
fn words_on_words_and_at_the_edge_are_told() {
    let (_, found) = case("words-on-words");
    let said = told(&found, "SLD-OVERLAP");
    assert!(said.contains("slide `full`") && said.contains("A house style without room"), "{found:?}");
    let (_, found) = case("words-at-the-edge");
    let said = told(&found, "SLD-EDGE");
    assert!(said.contains("lower edge of slide `low`"), "{found:?}");
}

#[test]
fn code_goes_down_to_the_themes_own_floor() {
    let (talk, found) = case("small-code");
    assert!(told(&found, "SLD-OVERFLOW").is_empty(), "{found:?}");
    assert!(told(&found, "SLD-FONT").contains("its code is set at 14 pt"), "{found:?}");
    assert!(shown(&talk, 0).iter().any(|it| it.0.starts_with("0123") && it.1 == 14.0));
}

#[test]
fn a_footer_keeps_its_number_and_its_parts_apart() {
    let long = "Effects of cooperative learning on the achievement of pupils in mathematics: ".repeat(2);
    for (theme, aspect) in LOOKS {
        let look = format!("short_title = \"{long}\"\ntheme = \"{theme}\"\naspect = \"{aspect}\"");
        let slides =
            format!("[[slide]]\nlayout = \"section\"\ntitle = \"{long}\"\n[[slide]]\ntitle = \"A\"\nbody = \"b\"");
        let (talk, found) = slide(&look, &slides);
        assert!(told(&found, "SLD-OVERLAP").is_empty(), "{theme} {aspect}: {found:?}");
        let foot: Vec<_> = shown(&talk, 1).into_iter().filter(|it| it.2.y0 > 480.0).collect();
        assert!(foot.iter().any(|it| it.0 == "2"), "{theme} {aspect}: {foot:?}");
        let remarks = found.iter().filter(|it| it.code == "SLD-FOOT");
        assert!(remarks.clone().all(|it| it.severity == Severity::Info));
        assert_eq!(remarks.count(), if theme == "keynote" { 0 } else { 2 }, "{theme} {aspect}: {found:?}");
    }
}

/// Each layout with much in it: told, or free of overlaps.
#[test]
fn crowded_slides_are_whole_or_told() {
    let words = |count: usize| "Verantwortung und Zusammenarbeit der Schulen ".repeat(count);
    let speakers: String = (0..12)
        .map(|at| format!("[[speaker]]\nid = \"s{at}\"\nname = \"Speaker {at} of Kraków\"\naffiliation = \"University of Somewhere Far Away\"\n"))
        .collect();
    let names: Vec<String> = (0..12).map(|at| format!("\"s{at}\"")).collect();
    let title = words(4);
    let slides = [
        format!("{speakers}[[slide]]\nlayout = \"title\"\ntitle = \"{title}\"\nsubtitle = \"{}\"\nspeakers = [{}]", words(2), names.join(", ")),
        format!("[[slide]]\nlayout = \"closing\"\ntitle = \"{title}\"\nbody = \"{}\"", words(12)),
        format!("[[slide]]\nnumber = \"1,250,000\"\ntitle = \"{title}\"\nbody = \"b\""),
        format!("[[slide]]\ntitle = \"A\"\nchart = {{ kind = \"scale\", labels = [\"a\", \"b\", \"c\", \"d\"], ends = [\"{title}\", \"{title}\"] }}"),
        format!("[[slide]]\ntitle = \"A\"\nsource = \"{}\"\nbody = \"{}\"\ncover = {{ title = \"{title}\", subtitle = \"{title}\", authors = \"{title}\", lines = [\"{title}\", \"{title}\"] }}", words(6), words(3)),
        "[[slide]]\ntitle = \"A\"\nnumbers = [{ value = \"€1,250,000\", label = \"a\" }, { value = \"€1,250,000\", label = \"b\" }, { value = \"2 weeks\", label = \"c\" }, { value = \"€12,500\", label = \"d\" }, { value = \"1\", label = \"e\" }]".to_owned(),
    ];
    for (theme, aspect) in LOOKS {
        for text in &slides {
            let (talk, found) = slide(&format!("theme = \"{theme}\"\naspect = \"{aspect}\""), text);
            let wrong = told(&found, "SLD-OVERLAP") + &told(&found, "SLD-EDGE");
            assert!(wrong.is_empty(), "{theme} {aspect}: {wrong}\n{text}");
            assert!(!talk.pages.is_empty());
        }
    }
}

/// A deck with the Arabic letters of the tour.
fn with_arabic(deck: &str) -> Talk {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("decks/tour/fonts");
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("fonts")).expect("a folder for fonts");
    for font in ["NotoSansArabic-Bold-subset.ttf", "NotoSansArabic-Regular-subset.ttf"] {
        fs::copy(fonts.join(font), folder.path().join("fonts").join(font)).expect("a font");
    }
    fs::write(folder.path().join("deck.toml"), deck).expect("a deck");
    Talk::open(folder.path()).expect("the deck opens")
}

#[test]
fn letters_with_marks_above_and_below_leave_room_for_the_words_over_them() {
    let titles = ["المنارة تُرى من بعيد", "Ế Ẫ Ộ Ữ: Ngọn đèn biển", "ÅÄÊ Ïng", "g̤̰j̰ Ặ̂ f̂̂"];
    let layouts = [
        "",
        "body = '- one'",
        "layout = 'statement'",
        "layout = 'title'\nsubtitle = 'المنارة تُرى'",
        "layout = 'section'\nsubtitle = 'Ộ'",
        "quote = 'Words'\nby = 'Somebody'",
        "number = '#1'\nbody = 'Words'",
        "left = { kicker = 'gjp', body = 'Ế Ộ' }\nright = { kicker = 'gjp', body = 'المنارة تُرى' }",
        "subtitle = 'ẾỘ over words'\nchart = { kind = 'share', values = [25, 75], labels = ['a', 'b'] }",
    ];
    let mut bad = Vec::new();
    for theme in ["civic", "lecture", "keynote", "essay", "workshop"] {
        let mut deck = format!("[deck]\ntitle = 'T'\nlanguage = 'en'\ntheme = '{theme}'\n");
        for title in titles {
            for layout in layouts {
                deck += &format!("[[slide]]\nkicker = 'Going, jumping glyphs'\ntitle = '{title}'\n{layout}\n");
            }
        }
        let talk = with_arabic(&deck);
        let unknown = talk.diagnostics.iter().find(|it| it.code == "READ");
        assert!(unknown.is_none(), "{unknown:?}");
        let over = room(&talk).into_iter().filter(|it| it.code == "SLD-OVERLAP");
        bad.extend(over.map(|it| format!("{theme}: {}", it.message)));
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn a_rule_over_a_title_keeps_clear_of_its_marks() {
    let baseline = |title: &str| {
        let head = "[deck]\ntitle = 'T'\nlanguage = 'en'\ntheme = 'essay'\n";
        let talk = with_arabic(&format!("{head}[[slide]]\ntitle = '{title}'\nbody = 'Words'"));
        let runs = shown(&talk, 0);
        runs.iter().find(|(text, ..)| title.starts_with(text.as_str())).map(|(.., space)| space.y1).expect("the title")
    };
    let plain = baseline("من بعيد");
    assert_eq!(plain, baseline("Ẫ Ộ"), "marks on Latin capitals have room");
    assert!(baseline("المنارة تُرى") > plain + 1.0, "a damma has none");
}
