//! Any deck: nothing leaves the slide unless it was said, no word is lost, and a step never takes anything away.

use cuecard::deck::files::Memory;
use cuecard::deck::read::read;
use cuecard::diagnostic::Severity;
use cuecard::drawing::{Drawing, Item, Placed};
use cuecard::geometry::{Affine, Rect};
use cuecard::layout::lay_out;
use cuecard::text::Shaper;
use proptest::prelude::*;

/// Words of one to fourteen letters, some with accents.
fn words(most: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec("[a-zäéß]{1,14}", 1..most).prop_map(|words| words.join(" "))
}

fn slide() -> impl Strategy<Value = String> {
    let aspect = prop_oneof![Just("none"), Just("items"), Just("blocks")];
    let list = proptest::collection::vec(words(14), 1..8);
    prop_oneof![
        (words(9), words(90)).prop_map(|(title, body)| format!("title = \"{title}\"\nbody = \"{body}\"\n")),
        (words(9), list, aspect).prop_map(|(title, items, reveal)| {
            let items: String = items.iter().map(|item| format!("- {item}\n")).collect();
            format!("title = \"{title}\"\nreveal = \"{reveal}\"\nbody = '''\n{items}'''\n")
        }),
        (words(60), words(4), words(6))
            .prop_map(|(quote, by, work)| { format!("quote = \"{quote}\"\nby = \"{by}\"\nwork = \"{work}\"\n") }),
        (words(12), words(40)).prop_map(|(left, right)| {
            format!("reveal = \"items\"\nleft = {{ body = \"{left}\" }}\nright = {{ body = \"{right}\" }}\n")
        }),
        (words(6), words(8), words(40)).prop_map(|(title, claim, body)| {
            format!("number = \"1\"\nkicker = \"{title}\"\ntitle = \"{claim}\"\nbody = \"{body}\"\n")
        }),
        (words(10), words(8)).prop_map(|(title, subtitle)| {
            format!("layout = \"section\"\ntitle = \"{title}\"\nsubtitle = \"{subtitle}\"\n")
        }),
    ]
}

/// A chart of any kind, with any number of labels and series, revealed or not.
pub fn chart() -> impl Strategy<Value = String> {
    let kind = prop_oneof![Just("bars"), Just("columns"), Just("line"), Just("dots")];
    let series = (1..=5_usize, 1..=14_usize).prop_flat_map(|(series, labels)| {
        let values = proptest::collection::vec(0_u32..5000, labels);
        let named = proptest::collection::vec((words(4), values), series);
        // Two series of one name are a finding of their own.
        let named = named.prop_filter("each series has its own name", |named| {
            named.iter().map(|(name, _)| name).collect::<std::collections::HashSet<_>>().len() == named.len()
        });
        (proptest::collection::vec(words(4), labels), named)
    });
    let unit = prop_oneof![Just(""), Just("%"), Just(" schools")];
    let flags = (any::<bool>(), any::<bool>());
    (words(9), kind, series, unit, flags).prop_map(|(title, kind, (labels, series), unit, (stacked, revealed))| {
        let stacked = if stacked && matches!(kind, "bars" | "columns") { "stacked = true, " } else { "" };
        let reveal = if revealed { "items" } else { "none" };
        let tenths = |values: &[u32]| values.iter().map(|it| f64::from(*it) / 10.0).collect::<Vec<_>>();
        let one =
            |(name, values): &(String, Vec<u32>)| format!("{{ name = \"{name}\", values = {:?} }}", tenths(values));
        let series = series.iter().map(one).collect::<Vec<_>>().join(", ");
        let data = format!("{stacked}labels = {labels:?}, series = [{series}], unit = \"{unit}\"");
        format!("title = \"{title}\"\nreveal = \"{reveal}\"\nchart = {{ kind = \"{kind}\", {data} }}\n")
    })
}

pub fn theme() -> impl Strategy<Value = String> {
    let name = prop_oneof![Just("civic"), Just("lecture"), Just("keynote")];
    let variant = prop_oneof![Just("light"), Just("dark"), Just("high-contrast")];
    (name, variant).prop_map(|(name, variant)| format!("theme = \"{name}\"\nvariant = \"{variant}\"\n"))
}

pub fn deck() -> impl Strategy<Value = String> {
    let aspect = prop_oneof![Just("16:9"), Just("4:3"), Just("16:10")];
    (theme(), aspect, proptest::collection::vec(slide(), 1..4)).prop_map(|(theme, aspect, slides)| {
        let head = format!("[deck]\ntitle = \"T\"\nlanguage = \"de\"\naspect = \"{aspect}\"\n{theme}");
        slides.iter().enumerate().fold(head, |deck, (at, slide)| format!("{deck}[[slide]]\nid = \"s{at}\"\n{slide}"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_deck_stands_on_its_slides(text in deck()) {
        let read = read(text.as_bytes(), "deck.toml", &Memory::default());
        prop_assert!(read.diagnostics.iter().all(|it| it.severity != Severity::Error), "{:?}", read.diagnostics);
        let mut shaper = Shaper::new(&[], &read.deck.language);
        let laid = lay_out(&read.deck, &mut shaper);
        let overflows = laid.diagnostics.iter().any(|it| it.code == "SLD-OVERFLOW");
        for (page, slide) in laid.value.iter().zip(&read.deck.slides) {
            let last = &page.steps[page.steps.len() - 1];
            if !overflows {
                inside(last, &last.items, Affine::IDENTITY)?;
            }
            let shown = squeezed(&last.words());
            let title = slide.title.as_ref().map(cuecard::deck::Rich::text).unwrap_or_default();
            prop_assert!(shown.contains(&squeezed(&title)), "`{title}` is not in `{shown}`");
            for pair in page.steps.windows(2) {
                prop_assert!(count(&pair[0].items) <= count(&pair[1].items), "a step took something away");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_chart_names_its_series_and_reads(chart in chart(), look in theme(), narrow in any::<bool>()) {
        let aspect = if narrow { "4:3" } else { "16:9" };
        let head = format!("[deck]\ntitle = \"T\"\nlanguage = \"de\"\naspect = \"{aspect}\"\n{look}");
        let text = format!("{head}[[slide]]\nid = \"s\"\n{chart}");
        let read = read(text.as_bytes(), "deck.toml", &Memory::default());
        prop_assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
        let laid = lay_out(&read.deck, &mut Shaper::new(&[], "de"));
        let last = &laid.value[0].steps[laid.value[0].steps.len() - 1];
        if !laid.diagnostics.iter().any(|it| it.code == "SLD-OVERFLOW") {
            inside(last, &last.items, Affine::IDENTITY)?;
            let found = crate::legible::faults(last, read.deck.theme.variant);
            prop_assert!(found.is_empty(), "{found:?}");
        }
        let cuecard::deck::Layout::Chart { chart } = &read.deck.slides[0].layout else { panic!("a chart") };
        // One series alone is what the title says, unless it stands at the end of its line.
        let shown = squeezed(&all_text(&last.items));
        let names = chart.series.iter().filter(|_| chart.series.len() > 1).filter_map(|series| series.name.as_ref());
        for name in names {
            prop_assert!(shown.contains(&squeezed(&name.text())), "`{}` is not in `{shown}`", name.text());
        }
    }
}

/// Letters alone: a layout may break lines and capitalize.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn count(items: &[Placed]) -> usize {
    let inner = |placed: &Placed| match &placed.item {
        Item::Group(group) => count(&group.items),
        Item::Text(_) | Item::Shape(_) | Item::Picture(_) => 1,
    };
    items.iter().map(inner).sum()
}

/// Every run's baseline box lies on the slide, and every number is finite.
fn inside(drawing: &Drawing, items: &[Placed], by: Affine) -> Result<(), TestCaseError> {
    for placed in items {
        let here = by * Affine::translate(placed.at.to_vec2());
        match &placed.item {
            Item::Text(run) => {
                let size = f64::from(run.size);
                // The space behind the last word of a line may hang over.
                let advance = f64::from(run.advance) - if run.text.ends_with(' ') { size * 0.3 } else { 0.0 };
                let space = here.transform_rect_bbox(Rect::new(0.0, -size * 0.7, advance, size * 0.2));
                prop_assert!(space.is_finite());
                let slide = drawing.size.to_rect().inflate(1.0, 1.0);
                prop_assert!(slide.union(space) == slide, "`{}` at {space:?} leaves the slide", run.text);
            }
            Item::Group(group) => inside(drawing, &group.items, here * group.transform)?,
            Item::Shape(_) | Item::Picture(_) => {}
        }
    }
    Ok(())
}

/// Slides with every field that their layout takes; each word is a mark of its own, and each must be drawn.
#[test]
fn no_layout_drops_a_field() {
    let picture = "picture = { src = \"dot.svg\", alt = \"dot\", caption = \"zcaption\", credit = \"zcredit\" }";
    let slides = [
        format!("kicker = \"zkicker\"\nnumber = \"9\"\ntitle = \"ztitle\"\nbody = \"zbody\"\naside = \"zaside\"\nsource = \"zsource\"\n{picture}"),
        format!("kicker = \"zkicker\"\ntitle = \"ztitle\"\nbody = \"- zbody\"\naside = \"zaside\"\nsource = \"zsource\"\n{picture}"),
        format!("layout = \"image\"\nkicker = \"zkicker\"\nsubtitle = \"zsubtitle\"\nsource = \"zsource\"\n{picture}"),
        "kicker = \"zkicker\"\ntitle = \"ztitle\"\nsource = \"zsource\"\nleft = { kicker = \"zone\", body = \"ztwo\" }\nright = { kicker = \"zthree\", body = \"zfour\" }".to_owned(),
        "kicker = \"zkicker\"\ntitle = \"ztitle\"\nquote = \"zquote\"\nby = \"zby\"\nwork = \"zwork\"\nsource = \"zsource\"".to_owned(),
        "title = \"ztitle\"\nquote = \"zquote\"\nby = \"zby\"\nwork = \"zwork\"\nsource = \"zsource\"\ncover = { title = \"zcover\", series = \"zseries\", authors = \"zauthors\", lines = [\"zline\"] }".to_owned(),
        "title = \"ztitle\"\nbody = \"zbody\"\nsource = \"zsource\"\nnumbers = [{ value = \"z7\", label = \"zlabel\" }]".to_owned(),
        "title = \"ztitle\"\nsubtitle = \"zsubtitle\"\nbody = \"zbody\"\nsource = \"zsource\"\nchart = { kind = \"bars\", labels = [\"zlabel\"], values = [3] }".to_owned(),
    ];
    let svg =
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>".to_vec();
    let looks = ["civic", "lecture", "keynote"].into_iter().flat_map(|theme| [(theme, "16:9"), (theme, "4:3")]);
    for (theme, aspect) in looks {
        for slide in &slides {
            let look = format!("theme = \"{theme}\"\naspect = \"{aspect}\"");
            let text = format!("[deck]\ntitle = \"T\"\nlanguage = \"en\"\n{look}\n[[slide]]\nid = \"s\"\n{slide}\n");
            let read = read(text.as_bytes(), "deck.toml", &Memory::default().with("dot.svg", svg.clone()));
            assert!(read.diagnostics.is_empty(), "{slide}: {:?}", read.diagnostics);
            let laid = lay_out(&read.deck, &mut Shaper::new(&[], "en")).value;
            let last = &laid[0].steps[laid[0].steps.len() - 1];
            let shown = all_text(&last.items).to_lowercase();
            for mark in slide.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with('z')) {
                assert!(shown.contains(mark), "{theme}: `{mark}` of {slide} is not in `{shown}`");
            }
        }
    }
}

fn all_text(items: &[Placed]) -> String {
    let words = |placed: &Placed| match &placed.item {
        Item::Text(run) => format!("{} ", run.text),
        Item::Group(group) => all_text(&group.items),
        Item::Shape(_) | Item::Picture(_) => String::new(),
    };
    items.iter().map(words).collect()
}

/// A formula is never broken: wherever it is too wide, that is said.
#[test]
fn a_formula_that_is_too_wide_is_told_in_every_place() {
    let wide = (0..60).map(|at| format!("a_{{{at}}}")).collect::<Vec<_>>().join(" + ");
    let places = [
        "title = 'T'\nbody = '$$W$$'",
        "title = '$W$'",
        "layout = 'section'\ntitle = 'T'\nsubtitle = '$W$'",
        "title = 'T'\nbody = '- $W$'",
        "title = 'T'\nbody = \"\"\"\n| a | b |\n|---|---|\n| $W$ | c |\n\"\"\"",
        "left = { body = '$W$' }\nright = { body = 'b' }",
        "quote = '$W$'",
        "numbers = [{ value = '$W$', label = 'c' }]",
        "title = 'T'\nbody = 'b'\naside = '$W$'",
        "layout = 'references'\ntitle = 'T'\nbody = '- $W$'",
        "title = 'T'\nbody = 'b'\nsource = '$W$'",
    ];
    for place in places {
        for (formula, fits) in [("a_1", true), (wide.as_str(), false)] {
            let slide = place.replace('W', formula);
            let text = format!("[deck]\ntitle = \"T\"\nlanguage = \"en\"\n[[slide]]\nid = \"s\"\n{slide}\n");
            let read = read(text.as_bytes(), "deck.toml", &Memory::default());
            assert!(read.diagnostics.is_empty(), "{slide}: {:?}", read.diagnostics);
            let told = lay_out(&read.deck, &mut Shaper::new(&[], "en")).diagnostics;
            assert_eq!(told.iter().all(|it| it.code != "SLD-OVERFLOW"), fits, "{slide}: {told:?}");
        }
    }
}
