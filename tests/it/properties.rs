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

fn deck() -> impl Strategy<Value = String> {
    let aspect = prop_oneof![Just("16:9"), Just("4:3"), Just("16:10")];
    (aspect, proptest::collection::vec(slide(), 1..4)).prop_map(|(aspect, slides)| {
        let head = format!("[deck]\ntitle = \"T\"\nlanguage = \"de\"\naspect = \"{aspect}\"\n");
        slides.iter().enumerate().fold(head, |deck, (at, slide)| format!("{deck}[[slide]]\nid = \"s{at}\"\n{slide}"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

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
