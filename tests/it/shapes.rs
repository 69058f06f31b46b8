//! Pictures of any shape, numbers, tables and codes beside each other: one height, one leading, whole words, none too small;
//! and slides handed out as words with the structure that they have.

use std::fs;
use std::path::Path;

use cuecard::deck::Layout;
use cuecard::diagnostic::Diagnostic;
use cuecard::drawing::{Drawing, Item, Placed, Role};
use cuecard::geometry::{Affine, PathShape as _, Rect};
use cuecard::handout;
use cuecard::lint::lint;
use cuecard::show::view::Cursor;
use cuecard::talk::Talk;
use proptest::prelude::*;

const THEMES: [&str; 3] = ["civic", "lecture", "keynote"];

/// The talk of these slides, whose folder has the files besides, and all that is told of it.
fn told(theme: &str, slides: &str, files: &[(&str, &str)]) -> (Talk, Vec<Diagnostic>) {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!("[deck]\ntitle = \"T\"\nlanguage = \"en\"\ntheme = \"{theme}\"\n{slides}");
    write(folder.path(), "deck.toml", &text);
    files.iter().for_each(|(name, text)| write(folder.path(), name, text));
    let talk = Talk::open(folder.path()).expect("the deck opens");
    let found = talk.diagnostics.iter().cloned().chain(lint(&talk)).collect();
    (talk, found)
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn last(talk: &Talk, slide: usize) -> &Drawing {
    talk.pages[slide].steps.last().expect("a step")
}

fn has<'d>(found: &'d [Diagnostic], code: &str) -> Vec<&'d Diagnostic> {
    found.iter().filter(|it| it.code == code).collect()
}

/// Every word with its size and place, decoration left out, and whether it is in a figure.
fn words(drawing: &Drawing) -> Vec<(String, f64, Rect, bool)> {
    fn walk(items: &[Placed], by: Affine, figure: bool, out: &mut Vec<(String, f64, Rect, bool)>) {
        for placed in items {
            let here = by * Affine::translate(placed.at.to_vec2());
            match &placed.item {
                Item::Text(run) => {
                    let size = f64::from(run.size);
                    let space = Rect::new(0.0, -0.7 * size, f64::from(run.advance), 0.2 * size);
                    let seen = size * here.determinant().abs().sqrt();
                    out.push((run.text.trim().to_owned(), seen, here.transform_rect_bbox(space), figure));
                }
                Item::Group(group) if group.role == Role::Decoration => {}
                Item::Group(group) => {
                    let figure = figure || matches!(group.role, Role::Figure { .. });
                    walk(&group.items, here * group.transform, figure, out);
                }
                Item::Shape(_) | Item::Picture(_) => {}
            }
        }
    }
    let mut out = Vec::new();
    walk(&drawing.items, Affine::IDENTITY, false, &mut out);
    out
}

fn figures(drawing: &Drawing) -> Vec<Rect> {
    fn walk(items: &[Placed], by: Affine, out: &mut Vec<Rect>) {
        for placed in items {
            let here = by * Affine::translate(placed.at.to_vec2());
            let Item::Group(group) = &placed.item else { continue };
            if let (Role::Figure { .. }, Some(clip)) = (&group.role, &group.clip) {
                out.push(here.transform_rect_bbox(clip.bounding_box()));
            }
            walk(&group.items, here * group.transform, out);
        }
    }
    let mut out = Vec::new();
    walk(&drawing.items, Affine::IDENTITY, &mut out);
    out
}

fn place(drawing: &Drawing, part: &str) -> Rect {
    let all = words(drawing);
    all.iter().find(|it| it.0.contains(part)).unwrap_or_else(|| panic!("`{part}` is not among {all:?}")).2
}

fn svg(width: f64, height: f64, inside: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'>\
         <rect width='{width}' height='{height}' fill='#cde'/>{inside}</svg>"
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn pictures_of_any_shape_have_one_height_and_stay_apart(
        ratios in proptest::collection::vec(0.3..5.0_f64, 2..10), theme in 0..3_usize, long: bool
    ) {
        let caption = if long { "A caption of a few words" } else { "Short" };
        let entry = |at: usize| format!("{{ src = \"p{at}.svg\", alt = \"A\", caption = \"{caption}\" }}");
        let all: Vec<String> = (0..ratios.len()).map(entry).collect();
        let slide = format!("[[slide]]\ntitle = \"S\"\npictures = [{}]\n", all.join(", "));
        let files: Vec<(String, String)> =
            ratios.iter().enumerate().map(|(at, ratio)| (format!("p{at}.svg"), svg(400.0 * ratio, 400.0, ""))).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let (talk, found) = told(THEMES[theme], &slide, &files);
        prop_assert!(has(&found, "SLD-OVERLAP").is_empty() && has(&found, "SLD-EDGE").is_empty(), "{found:?}");
        let (drawing, places) = (last(&talk, 0), figures(last(&talk, 0)));
        prop_assert_eq!(places.len(), ratios.len());
        for (at, it) in places.iter().enumerate() {
            // A mat makes a drawing's place a little larger than itself.
            prop_assert!((it.height() - places[0].height()).abs() < 1.0, "{places:?}");
            prop_assert!(it.x0 > 0.0 && it.x1 < drawing.size.width && it.y1 < drawing.size.height, "{places:?}");
            prop_assert!(places[..at].iter().all(|other| other.intersect(*it).area() < 1.0), "{places:?}");
        }
    }

    #[test]
    fn no_line_parts_a_number_from_its_unit(before in "[a-z]{2,9}( [a-z]{2,9}){0,12}", unit in 0..5_usize, theme in 0..3_usize) {
        let unit = ["°C", "km/h", "%", "kWh", "m³"][unit];
        let (talk, _) = told(THEMES[theme], &format!("[[slide]]\ntitle = \"S\"\nbody = \"{before} 46 {unit}, then more words\"\n"), &[]);
        let drawing = last(&talk, 0);
        let (number, unit) = (place(drawing, "46"), place(drawing, unit));
        prop_assert!((number.y1 - unit.y1).abs() < 0.5, "{before}: {:?}", words(drawing));
    }
}

#[test]
fn words_of_a_drawing_are_told_with_the_size_at_which_they_stand() {
    let drawing = svg(
        1200.0,
        600.0,
        "<text x='40' y='300' font-size='16'>tiny words</text><text x='40' y='500' font-size='60'>large</text>",
    );
    let many = |count: usize| {
        let one = "{ src = \"p.svg\", alt = \"A\" }";
        format!("[[slide]]\ntitle = \"S\"\npictures = [{}]\n", vec![one; count].join(", "))
    };
    for theme in THEMES {
        let (talk, found) = told(theme, &many(6), &[("p.svg", &drawing)]);
        let small = has(&found, "SLD-SMALL");
        assert!(!small.is_empty() && small.iter().all(|it| it.message.contains("tiny words")), "{theme}: {found:?}");
        let size = words(last(&talk, 0)).iter().find(|it| it.0 == "tiny words").map(|it| it.1).expect("it is there");
        let shown = format!("{} pt", (size * 10.0).round() / 10.0);
        assert!(small[0].message.contains(&shown) && !small[0].hints.is_empty(), "{shown}: {small:?}");
        let large = drawing.replace("'16'", "'48'");
        let (_, found) = told(theme, &many(2), &[("p.svg", &large)]);
        assert!(has(&found, "SLD-SMALL").is_empty(), "{theme}: {found:?}");
    }
}

#[test]
fn values_of_columns_keep_their_floor_however_many_there_are() {
    for theme in THEMES {
        for (count, width) in [(4, 0.5), (8, 0.3), (12, 0.4), (30, 0.7), (40, 0.9)] {
            let labels: Vec<String> = (0..count).map(|at| format!("\"{}\"", 1980 + at)).collect();
            let values: Vec<String> = (0..count).map(|at| (1000 + 37 * at).to_string()).collect();
            let (labels, values) = (labels.join(", "), values.join(", "));
            let slide = format!(
                "[[slide]]\ntitle = \"S\"\n[[slide.column]]\nbody = \"x\"\n[[slide.column]]\nwidth = {width}\n\
                 chart = {{ kind = \"columns\", labels = [{labels}], values = [{values}] }}\n"
            );
            let (talk, found) = told(theme, &slide, &[]);
            let small = words(last(&talk, 0)).into_iter().find(|it| it.3 && it.1 < 13.9);
            assert!(small.is_none(), "{theme}, {count} in {width}: {small:?}");
            assert!(has(&found, "SLD-OVERFLOW").is_empty(), "{theme}, {count} in {width}: {found:?}");
        }
    }
}

#[test]
fn numbers_in_a_narrow_column_stand_under_each_other() {
    let numbers = "numbers = [{ value = \"87%\", label = \"would come again\" }, { value = \"1,240\", label = \"answers\" }, \
                   { value = \"3.2 h\", label = \"a week\" }]";
    for theme in THEMES {
        let column = "[[slide.column]]\nbody = \"Words\"\n";
        let slide = format!("[[slide]]\ntitle = \"S\"\n[[slide.column]]\n{numbers}\n{column}");
        let (talk, found) = told(theme, &slide, &[]);
        let drawing = last(&talk, 0);
        let places = ["87%", "1,240", "3.2"].map(|it| place(drawing, it));
        assert!(
            places.windows(2).all(|it| it[1].y0 > it[0].y1 && (it[1].x0 - it[0].x0).abs() < 4.0),
            "{theme}: {places:?}"
        );
        assert!(has(&found, "SLD-OVERFLOW").is_empty() && has(&found, "SLD-SMALL").is_empty(), "{theme}: {found:?}");
        let long = numbers.replace("answers", "Donaudampfschifffahrtsgesellschaft");
        let slide = format!("[[slide]]\ntitle = \"S\"\n{column}{column}{column}[[slide.column]]\n{long}\n");
        let (_, found) = told(theme, &slide, &[]);
        assert!(has(&found, "SLD-SMALL").iter().any(|it| it.message.contains("column")), "{theme}: {found:?}");
    }
}

#[test]
fn an_upright_picture_stands_at_the_margin_and_leaves_the_rest_to_the_words() {
    let upright = svg(300.0, 500.0, "");
    for theme in THEMES {
        let slide = |side: &str| {
            format!(
                "[[slide]]\ntitle = \"Some words\"\nbody = \"- First point of two\\n- The second\"\n\
                 picture = {{ src = \"p.svg\", alt = \"A tower\", place = \"{side}\" }}\n"
            )
        };
        let slides = slide("left") + &slide("right");
        let (talk, found) = told(theme, &slides, &[("p.svg", &upright)]);
        let space = &talk.deck.theme.space;
        let (left, right) = (figures(last(&talk, 0))[0], figures(last(&talk, 1))[0]);
        assert!((left.x0 - space.left).abs() < 1.0, "{theme}: {left}");
        assert!((right.x1 - (960.0 - space.right)).abs() < 1.0, "{theme}: {right}");
        let words = place(last(&talk, 0), "First");
        assert!(words.x0 > left.x1 && words.x0 < left.x1 + 130.0, "{theme}: {words} beside {left}");
        assert!(has(&found, "SLD-OVERLAP").is_empty() && has(&found, "SLD-EDGE").is_empty(), "{theme}: {found:?}");
    }
}

#[test]
fn four_pictures_keep_together_and_one_alone_fills_its_slide() {
    let level = svg(500.0, 300.0, "");
    let four = "[[slide]]\ntitle = \"Four\"\npictures = [FOUR]\n"
        .replace("FOUR", &"{ src = \"p.svg\", alt = \"A field\", caption = \"Words\" }, ".repeat(4));
    let alone = "[[slide]]\nlayout = \"blank\"\npicture = { src = \"p.svg\", alt = \"A field\" }\n";
    for theme in THEMES {
        let (talk, _) = told(theme, &format!("{four}{alone}"), &[("p.svg", &level)]);
        let places = figures(last(&talk, 0));
        assert_eq!(places.len(), 4, "{theme}");
        let (first, second) = (places[0], places[1]);
        let between = second.x0 - first.x1;
        assert!(
            between > 8.0 && between <= first.width() * 0.4 + 1.0,
            "{theme}: {between} between {first} and {second}"
        );
        let whole = figures(last(&talk, 1))[0];
        assert!(whole.height() > 450.0 && (whole.center().x - 480.0).abs() < 1.0, "{theme}: {whole}");
    }
}

#[test]
fn the_first_slide_has_a_picture_where_it_says() {
    let wide = svg(900.0, 200.0, "<g id='a'><rect width='9' height='9'/></g>");
    for more in ["place = \"below\"", "steps = [\"a\"]"] {
        let slide = format!("[[slide]]\ntitle = \"How\"\npicture = {{ src = \"p.svg\", alt = \"A row\", {more} }}\n");
        let (talk, found) = told("keynote", &slide, &[("p.svg", &wide)]);
        assert!(has(&found, "READ").is_empty(), "{more}: {found:?}");
        assert!(figures(last(&talk, 0))[0].width() > 500.0, "{more}");
    }
}

#[test]
fn icons_stand_over_numbers_on_one_line_with_those_without() {
    for theme in THEMES {
        let slide = "[[slide]]\ntitle = \"S\"\nnumbers = [{ value = \"87\", label = \"people\", icon = \"users\" }, \
                     { value = \"12\", label = \"boats\" }]\n";
        let (talk, found) = told(theme, slide, &[]);
        assert!(has(&found, "READ").is_empty(), "{theme}: {found:?}");
        let [a, b] = ["people", "boats"].map(|it| place(last(&talk, 0), it));
        assert!((a.y0 - b.y0).abs() < 0.5, "{theme}: {a} and {b}");
        let (_, found) = told(theme, &slide.replace("users", "usres"), &[]);
        assert!(has(&found, "READ").iter().any(|it| it.hints.concat().contains("users")), "{theme}: {found:?}");
    }
}

#[test]
fn heads_of_full_tables_are_whole_and_apart() {
    let slide = "[[slide]]\ntitle = \"Costs\"\nbody = \"\"\"\n\
        | Measure | Responsible | Beginning | Completion | Expenditure | Commitment | Assessment | Recommendation |\n\
        |---|---|---|---|---|---|---|---|\n\
        | Lamps | Administration | January | October | 20,000 | 9,000 | Outstanding | Extend |\n\
        | Drains | Engineering | April | December | 1,120,000 | 898,000 | Unsatisfactory | Reconsider |\n\"\"\"\n";
    for theme in ["civic", "lecture"] {
        let (talk, found) = told(theme, slide, &[]);
        assert!(has(&found, "SLD-TORN").is_empty() && has(&found, "SLD-OVERFLOW").is_empty(), "{theme}: {found:?}");
        let heads = ["Measure", "Responsible", "Beginning", "Completion", "Expenditure", "Commitment", "Assessment"];
        let places: Vec<Rect> = heads.iter().map(|head| place(last(&talk, 0), head)).collect();
        for pair in places.windows(2) {
            assert!(pair[1].x0 - pair[0].x1 > 5.0, "{theme}: {} touches {}", pair[0], pair[1]);
        }
    }
}

#[test]
fn a_title_alone_is_a_punchline_and_no_section() {
    for theme in THEMES {
        for more in ["", "kicker = \"So\"\n", "layout = \"statement\"\n", "source = \"Somebody\"\n"] {
            let slides = format!(
                "[[slide]]\ntitle = \"T\"\n[[slide]]\nlayout = \"agenda\"\ntitle = \"What comes\"\n\
                 [[slide]]\nlayout = \"section\"\ntitle = \"Part\"\n[[slide]]\ntitle = \"One claim\"\n{more}\
                 [[slide]]\ntitle = \"S\"\nbody = \"x\"\n"
            );
            let (talk, found) = told(theme, &slides, &[]);
            assert!(matches!(talk.deck.slides[3].layout, Layout::Statement { number: None }), "{theme}: {more}");
            let size = words(last(&talk, 3)).iter().find(|it| it.0.contains("claim")).map_or(0.0, |it| it.1);
            assert!(size >= 60.0, "{theme}, {more}: {size}");
            assert!(!last(&talk, 1).words().contains("One claim"), "it is not on the agenda");
            assert!(talk.plan.slides[4].section.as_deref() == Some("Part"), "{theme}, {more}");
            assert!(has(&found, "SLD-OVERLAP").is_empty(), "{found:?}");
        }
    }
}

#[test]
fn a_table_stands_where_it_says_and_an_item_has_a_heading() {
    let slide = |place: &str| {
        format!(
            "[[slide]]\ntitle = \"S\"\nbody = \"Words beside\"\n\
             table = {{ columns = [\"Street\", \"Heat\"], rows = [[\"Mill\", \"46\"]], place = \"{place}\" }}\n"
        )
    };
    for theme in THEMES {
        let at = |side: &str| {
            let (talk, found) = told(theme, &slide(side), &[]);
            assert!(found.iter().all(|it| !it.code.starts_with("READ") && it.code != "SLD-PLACE"), "{found:?}");
            (place(last(&talk, 0), "Words beside"), place(last(&talk, 0), "Street"))
        };
        let ((left, right), (above, below)) = ((at("left"), at("right")), (at("above"), at("below")));
        assert!(left.1.x1 < left.0.x0 && right.0.x1 < right.1.x0, "{theme}: {left:?} {right:?}");
        assert!(above.1.y1 < above.0.y0 && below.0.y1 < below.1.y0, "{theme}: {above:?} {below:?}");
        let item = "[[slide]]\ntitle = \"S\"\n[[slide.item]]\nat = [0.1, 0.3]\nsize = [0.4, 0.5]\nheading = \"Over it\"\nbody = \"Under it\"\n";
        let (talk, found) = told(theme, item, &[]);
        assert!(found.is_empty() && last(&talk, 0).words() == "S\nOver it\nUnder it", "{found:?}");
    }
    let (_, found) = told("civic", &slide("behind"), &[]);
    assert!(found.iter().any(|it| it.message.contains("behind") && !it.hints.is_empty()), "{found:?}");
}

#[test]
fn codes_beside_each_other_have_one_leading() {
    for theme in THEMES {
        let code = |lines: usize| {
            let text: String = (0..lines).map(|at| format!("let a{at} = {at};\n")).collect();
            format!("[[slide.column]]\ncode = {{ language = \"rust\", text = '''\n{text}''' }}\n")
        };
        let slide = format!("[[slide]]\ntitle = \"S\"\n{}{}", code(3), code(17));
        let (talk, _) = told(theme, &slide, &[]);
        let lines: Vec<Rect> = words(last(&talk, 0)).into_iter().filter(|it| it.0 == "let").map(|it| it.2).collect();
        let (one, other): (Vec<Rect>, Vec<Rect>) = lines.iter().partition(|it| it.x0 < last(&talk, 0).size.width / 2.0);
        assert_eq!((one.len(), other.len()), (3, 17), "{theme}");
        assert!(one.iter().zip(&other).all(|(a, b)| (a.y1 - b.y1).abs() < 0.1), "{theme}: {one:?} {other:?}");
    }
}

#[test]
fn a_mark_on_the_words_of_a_picture_is_no_fault_of_their_color() {
    let drawing = svg(800.0, 400.0, "<text x='320' y='220' font-size='44' fill='#234'>Gateway</text>");
    let slide = "[[slide]]\ntitle = \"S\"\npicture = { src = \"p.svg\", alt = \"A\" }\n[[slide.mark]]\nkind = \"number\"\nat = [0.5, 0.52]\n";
    for theme in THEMES {
        let (_, found) = told(theme, slide, &[("p.svg", &drawing)]);
        assert!(has(&found, "SLD-CONTRAST").is_empty(), "{theme}: {found:?}");
        let marks = has(&found, "SLD-MARK");
        assert!(marks.iter().any(|it| it.message.contains("Gateway")), "{theme}: {found:?}");
        let aside = slide.replace("[0.5, 0.52]", "[0.05, 0.1]");
        let (_, found) = told(theme, &aside, &[("p.svg", &drawing)]);
        assert!(has(&found, "SLD-MARK").is_empty(), "{theme}: {found:?}");
    }
}

#[test]
fn included_files_are_named_with_their_folder() {
    let (talk, found) =
        told("civic", "[[slide]]\ninclude = \"parts/one.toml\"\n", &[("parts/one.toml", "[[slide]]\ntite = \"x\"\n")]);
    let places: Vec<String> = found.iter().filter_map(|it| talk.sources.place(it.span?)).collect();
    assert!(places.iter().any(|place| place.starts_with("parts/one.toml:2")), "{places:?}");
    let bytes = "[[slide]]\u{0}";
    let (_, found) = told("civic", "[[slide]]\ninclude = \"parts/one.toml\"\n", &[("parts/one.toml", bytes)]);
    assert!(found.iter().any(|it| it.message.contains("it is no text") && !it.hints.is_empty()), "{found:?}");
}

/// Where the figure of the first slide stands, and its first line of words that begins so.
fn figure_and_line(theme: &str, (width, height): (u32, u32), body: &str) -> (Rect, Rect) {
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"><path d=\"M0 0H9V9\"/></svg>"
    );
    let slide = format!("[[slide]]\ntitle = \"T\"\nbody = \"{body}\"\npicture = {{ src = \"a.svg\", alt = \"x\" }}\n");
    let (talk, _) = told(theme, &slide, &[("a.svg", &svg)]);
    let line = words(last(&talk, 0)).into_iter().find(|it| body.starts_with(it.0.as_str())).expect("a line");
    (figures(last(&talk, 0))[0], line.2)
}

#[test]
fn a_wide_picture_lies_under_its_one_line() {
    let long = "One line of words, and so many more that they need another line, and one more after that, in any theme";
    for theme in ["civic", "lecture", "keynote", "essay", "workshop"] {
        let (figure, line) = figure_and_line(theme, (640, 260), "One line of words");
        assert!(figure.y0 > line.y1 && figure.width() > 400.0, "{theme}: {figure:?} under {line:?}");
        for (size, body) in [((400, 300), "One line of words"), ((640, 260), long)] {
            let (figure, line) = figure_and_line(theme, size, body);
            assert!(figure.x0 > line.x1, "{theme}: {figure:?} beside {line:?}");
        }
    }
}

#[test]
fn numbers_are_large_where_they_have_room() {
    let has = |item: &str, number: &str| {
        let list = (1..=4).map(|at| format!("{at}. {item}\n")).collect::<String>();
        let (talk, _) = told("workshop", &format!("[[slide]]\ntitle = \"T\"\nbody = \'\'\'\n{list}\'\'\'\n"), &[]);
        words(last(&talk, 0)).iter().any(|it| it.0 == number)
    };
    let long = "Words that go on over several lines of their slide, so that there is little room. ".repeat(3);
    assert!(has("Short", "4") && !has("Short", "4."));
    assert!(has(&long, "4.") && !has(&long, "4"));
}

const STRUCTURED: &str = r#"[[slide]]
title = "It's a **title**"
body = '''
- one with a [link](https://example.org/a)
  1. inner
- [x] done with `code()`

| Street | °C |
|---|--:|
| Mill \| Road | **46** |

> said

So $\frac{a}{b}$ and **bold**[^1].

```rust
fn a() {}
```

[^1]: A note
'''
"#;

#[test]
fn words_that_are_handed_out_have_the_structure_of_the_slide() {
    let (talk, found) = told("civic", STRUCTURED, &[]);
    assert!(has(&found, "READ").is_empty(), "{found:?}");
    let picked = [Cursor { slide: 0, step: talk.pages[0].last_step() }];
    let markdown = handout::markdown(&talk, &picked, false);
    for line in [
        "- one with a [link](https://example.org/a)",
        "  1. inner",
        "- [x] done with `code()`",
        "| Street | °C |",
        "|---|---|",
        "| Mill \\| Road | **46** |",
        "> said",
        "So $\\frac{a}{b}$ and **bold**[^1].",
        "```rust",
        "[^1]: A note",
    ] {
        assert!(markdown.lines().any(|it| it == line), "`{line}` is not in\n{markdown}");
    }
    assert_eq!(markdown.matches("title").count(), 1, "the title stands once:\n{markdown}");
    let text = handout::text(&talk, &picked, false);
    for line in [
        "- one with a link <https://example.org/a>",
        "  1. inner",
        "Street | °C",
        "Mill | Road | 46",
        "> said",
        "fn a() {}",
        "[1] A note",
    ] {
        assert!(text.lines().any(|it| it == line), "`{line}` is not in\n{text}");
    }
}
