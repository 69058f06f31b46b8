//! What a designer looks for, in each theme: numbers stand apart, headings are no smaller than their words, wide tables and
//! long code take a theme's margin, margins without tabs are alike, and a band gives way to what reaches into it.

use cuecard::deck::files::Memory;
use cuecard::deck::read::read;
use cuecard::deck::theme::BUILT_IN;
use cuecard::drawing::{Drawing, Item, Placed, Role};
use cuecard::geometry::{Affine, PathShape as _, Rect};
use cuecard::layout::lay_out;
use cuecard::text::Shaper;

/// A run of words, its size and the box of its letters.
type Seen = (String, f64, Rect);

fn drawn(shaper: &mut Shaper, theme: &str, slide: &str) -> Drawing {
    let text =
        format!("[deck]\ntitle = 'T'\nlanguage = 'en'\ntheme = '{theme}'\n[[slide]]\nlayout = 'title'\n{slide}\n");
    let deck = read(text.as_bytes(), "deck.toml", &Memory::default());
    let page = lay_out(&deck.deck, shaper).value.pop().expect("a page");
    let last = page.steps.last().expect("a step");
    Drawing { size: last.size, ground: last.ground, items: last.items.clone() }
}

fn walk(items: &[Placed], by: Affine, out: &mut Vec<Seen>) {
    for placed in items {
        let here = by * Affine::translate(placed.at.to_vec2());
        match &placed.item {
            Item::Text(run) => {
                let size = f64::from(run.size);
                let letters = Rect::new(0.0, -0.7 * size, f64::from(run.advance), 0.2 * size);
                out.push((run.text.trim().to_owned(), size, here.transform_rect_bbox(letters)));
            }
            Item::Group(group) if group.role == Role::Decoration => {}
            Item::Group(group) => walk(&group.items, here * group.transform, out),
            Item::Shape(_) | Item::Picture(_) => {}
        }
    }
}

fn words(drawing: &Drawing) -> Vec<Seen> {
    let mut out = Vec::new();
    walk(&drawing.items, Affine::IDENTITY, &mut out);
    out
}

fn found<'w>(words: &'w [Seen], text: &str) -> &'w Seen {
    words.iter().find(|it| it.0.contains(text)).unwrap_or_else(|| panic!("no {text} in {words:?}"))
}

fn themes() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(name, _)| *name)
}

#[test]
fn numbers_beside_each_other_stand_apart() {
    let mut shaper = Shaper::new(&[], "en");
    for theme in themes() {
        for values in [["214 m²", "31", "4%"], ["€ 6.2 bn", "€ 310 m", "2"], ["12,845", "1,284", "98,765"]] {
            let each: Vec<String> =
                values.iter().map(|it| format!("{{ value = '{it}', label = 'so many' }}")).collect();
            let slide = format!("[[slide]]\ntitle = 'Counted'\nnumbers = [{}]", each.join(", "));
            let drawing = drawn(&mut shaper, theme, &slide);
            let large = words(&drawing).iter().map(|it| it.1).fold(0.0, f64::max);
            let mut row: Vec<Seen> = words(&drawing).into_iter().filter(|it| it.1 >= large * 0.99).collect();
            row.sort_by(|a, b| a.2.x0.total_cmp(&b.2.x0));
            for pair in row.windows(2).filter(|pair| (pair[0].2.y1 - pair[1].2.y1).abs() < 1.0) {
                let gap = pair[1].2.x0 - pair[0].2.x1;
                assert!(gap >= large * 0.5 || gap < large * 0.3 && pair[0].0 == "€", "{theme} {pair:?}");
            }
        }
    }
}

#[test]
fn a_heading_over_a_column_is_no_smaller_than_its_words() {
    let mut shaper = Shaper::new(&[], "en");
    for theme in themes() {
        for body in [
            "'Plain words in a column'",
            "\"- one thing\\n- another thing\"",
            "\"| A | B |\\n|---|---|\\n| one | two |\"",
        ] {
            let column = |name: &str| format!("[[slide.column]]\nheading = '{name}'\nbody = {body}\n");
            let slide = format!("[[slide]]\ntitle = 'Beside'\n{}{}", column("Hither"), column("Yonder"));
            let seen = words(&drawn(&mut shaper, theme, &slide));
            let heading = found(&seen, "Hither").1;
            let below = seen.iter().filter(|it| ["Plain", "one"].iter().any(|word| it.0.contains(word)));
            for it in below {
                assert!(heading >= it.1, "{theme}: a heading of {heading} over {it:?}");
            }
        }
    }
}

#[test]
fn a_wide_table_and_long_code_take_the_margin_before_they_break_or_shrink() {
    let mut shaper = Shaper::new(&[], "en");
    let table = "[[slide]]\ntitle = 'Errors'\nbody = \"\"\"\n| Model | RMSE half | RMSE all | Width of 90% | Coverage |\n\
        |---|--:|--:|--:|--:|\n| Regression, all sites | 139 | 187 | 402 | 72% |\n| Index flood, near sites | 118 | 160 | 365 | 84% |\"\"\"";
    let code = "[[slide]]\ntitle = 'Code'\ncode = { language = 'rust', text = \
        '        while let Err(wait) = buckets.get_mut(client).unwrap().take() {' }";
    let seen = words(&drawn(&mut shaper, "essay", table));
    for whole in ["Index flood, near sites", "Width of 90%"] {
        found(&seen, whole);
    }
    for theme in themes() {
        let seen = words(&drawn(&mut shaper, theme, code));
        let size = found(&seen, "while").1;
        assert!(size >= 17.0, "{theme}: code at {size}");
    }
}

#[test]
fn margins_are_alike_where_no_tabs_stand_in_one() {
    let mut shaper = Shaper::new(&[], "en");
    let chart = "[[slide]]\ntitle = 'Bars'\nchart = { kind = 'columns', labels = ['a', 'b'], values = [1, 2] }\n\
        source = 'A source, whose hairline is as wide as the slide is between its margins'";
    let drawing = drawn(&mut shaper, "workshop", chart);
    let mut edges = (f64::INFINITY, 0.0_f64);
    lines(&drawing.items, Affine::IDENTITY, drawing.size.width, &mut edges);
    let right = drawing.size.width - edges.1;
    assert!((edges.0 - right).abs() < 1.0, "{} at the left, {right} at the right", edges.0);
}

/// The left and right ends of all hairlines that do not cross the whole slide.
fn lines(items: &[Placed], by: Affine, width: f64, edges: &mut (f64, f64)) {
    for placed in items {
        let here = by * Affine::translate(placed.at.to_vec2());
        match &placed.item {
            Item::Shape(shape) => {
                let it = here.transform_rect_bbox(shape.path.bounding_box());
                if it.height() < 3.0 && it.width() > width * 0.6 && it.width() < width {
                    *edges = (edges.0.min(it.x0), edges.1.max(it.x1));
                }
            }
            Item::Group(group) => lines(&group.items, here * group.transform, width, edges),
            Item::Text(_) | Item::Picture(_) => {}
        }
    }
}

#[test]
fn a_band_gives_way_to_what_stands_in_it_on_a_canvas() {
    let mut shaper = Shaper::new(&[], "en");
    for (top, low) in [("0.18", true), ("0.4", false)] {
        let slide = format!(
            "[[slide]]\nlayout = 'canvas'\ntitle = 'Free'\n[[slide.item]]\nat = [0.1, {top}]\nsize = [0.5, 0.3]\nbody = 'Words'"
        );
        let drawing = drawn(&mut shaper, "workshop", &slide);
        let title = found(&words(&drawing), "Free").2;
        assert_eq!(title.y1 < 60.0, low, "an item at {top}: the title ends at {}", title.y1);
    }
}

#[test]
fn numbers_of_slides_stand_where_the_margin_begins() {
    let mut shaper = Shaper::new(&[], "en");
    for (theme, left) in [("essay", true), ("workshop", true), ("civic", false)] {
        let drawing = drawn(&mut shaper, theme, "[[slide]]\ntitle = 'A slide'\nbody = 'Words'");
        let mut all = Vec::new();
        everything(&drawing.items, Affine::IDENTITY, &mut all);
        let number = all.iter().rfind(|it| it.0 == "2").expect("the number of the slide");
        assert_eq!(number.2.x0 < drawing.size.width / 2.0, left, "{theme}: {number:?}");
    }
}

/// All runs, those of the footer too.
fn everything(items: &[Placed], by: Affine, out: &mut Vec<Seen>) {
    for placed in items {
        let here = by * Affine::translate(placed.at.to_vec2());
        match &placed.item {
            Item::Group(group) => everything(&group.items, here * group.transform, out),
            Item::Text(_) => walk(std::slice::from_ref(placed), by, out),
            Item::Shape(_) | Item::Picture(_) => {}
        }
    }
}
