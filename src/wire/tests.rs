//! Whole drawings there and back, and bytes that are none.

use std::path::Path;
use std::sync::Arc;

use super::{In, Out, Shared, Wire};
use crate::diagnostic::Span;
use crate::drawing::{Drawing, Group, Item, Placed, Role};
use crate::faces::bundled;
use crate::geometry::Point;
use crate::paint::listing::listing;
use crate::talk::Talk;

fn drawings() -> Vec<Arc<Drawing>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let decks = ["decks/tour", "tests/talks/academic", "tests/cases/moving"];
    let talks = decks.into_iter().filter_map(|deck| Talk::open(&root.join(deck)).ok());
    let pages = talks.flat_map(|talk| talk.pages).flat_map(|page| page.steps.into_iter().chain(page.together));
    pages.collect()
}

fn spans(items: &[Placed], out: &mut Vec<Span>) {
    for placed in items {
        out.push(placed.span);
        if let Item::Group(group) = &placed.item {
            spans(&group.items, out);
        }
    }
}

#[test]
fn what_is_drawn_is_the_same_on_the_other_side() {
    let all = drawings();
    assert!(all.len() > 60, "{}", all.len());
    let mut out = Out::new(bundled().to_vec());
    all.put(&mut out);
    let mut from = In::trusted(&out.bytes, Shared::new(bundled().to_vec()));
    let back: Vec<Arc<Drawing>> = from.whole().expect("all of it");
    for (before, after) in all.iter().zip(&back) {
        assert_eq!(listing(before), listing(after));
        let mut places = [Vec::new(), Vec::new()];
        spans(&before.items, &mut places[0]);
        spans(&after.items, &mut places[1]);
        assert_eq!(places[0], places[1]);
    }
    let mut again = Out::new(bundled().to_vec());
    back.put(&mut again);
    assert!(again.bytes == out.bytes, "each bit of it");
    // A font of its own is nothing that a helper may bring.
    assert!(out.shared.fonts.len() > bundled().len());
    assert!(In::new(&out.bytes, bundled().to_vec()).whole::<Vec<Arc<Drawing>>>().is_none());
}

#[test]
fn bytes_from_anywhere_are_a_drawing_or_none() {
    let all = drawings();
    let drawing = all.iter().max_by_key(|drawing| listing(drawing).len().min(9_000)).expect("there are some");
    let mut first = Out::default();
    drawing.put(&mut first);
    // Now the reader knows all fonts.
    let fonts = first.shared.fonts;
    let mut out = Out::new(fonts.clone());
    drawing.put(&mut out);
    let read = |bytes: &[u8]| In::new(bytes, fonts.clone()).whole::<Drawing>();
    assert!(read(&out.bytes).is_some());
    for cut in (0..out.bytes.len()).step_by(out.bytes.len() / 500 + 1) {
        assert!(read(&out.bytes[..cut]).is_none(), "cut at {cut}");
    }
    // Bytes that are other ones give other numbers, or nothing; what comes is drawable or left out by painters.
    let mut bytes = out.bytes.clone();
    let mut seed = 7_u64;
    for _ in 0..3_000 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = (seed >> 33) as usize % bytes.len();
        let was = std::mem::replace(&mut bytes[at], (seed >> 24) as u8);
        if let Some(other) = read(&bytes) {
            let _ = other.words();
            let _ = other.undrawable();
        }
        bytes[at] = was;
    }
}

#[test]
fn nothing_is_nested_deeper_than_a_thread_bears() {
    let deep = |levels: usize| {
        let around = |items| {
            let item = Item::Group(Group::new(Role::Section, items));
            Placed { at: Point::ORIGIN, item, span: Span::default() }
        };
        Out::of(&(0..levels).fold(around(Vec::new()), |inner, _| around(vec![inner])))
    };
    assert!(In::new(&deep(420), Vec::new()).whole::<Placed>().is_some());
    assert!(In::new(&deep(470), Vec::new()).whole::<Placed>().is_none());
}
