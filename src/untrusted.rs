//! Bytes that somebody else made → each reader of the program that takes such bytes, and on to pixels, as a talk would.
//!
//! For tests and `fuzz/` alone: whatever the bytes, none of these panics, hangs or takes memory without bound.

use std::sync::Arc;

use crate::deck::files::Memory;
use crate::deck::ink::Ink;
use crate::deck::read::read;
use crate::takes::report::{Named, Report};
use crate::takes::{Aligned, Ghost, Run};
use crate::{bitmap, captions, faces, layout, live, paint, settings, takes, text};

const HEAD: &str = "[deck]\ntitle = \"T\"\nlanguage = \"en-GB\"\n";
/// Of a painted slide, in pixels: enough for every kind of item to be painted.
const SIZE: (u32, u32) = (64, 36);

/// A reader by its name, which its fuzz target and its corpus have too.
pub type Reader = (&'static str, fn(&[u8]));

/// All of them.
pub const READERS: [Reader; 11] = [
    ("deck", deck),
    ("markdown", markdown),
    ("theme", theme),
    ("svg", svg),
    ("raster", raster),
    ("csv", csv),
    ("font", font),
    ("captions", live::untrusted::captions),
    ("http", live::untrusted::http),
    ("take", take),
    ("settings", settings),
];

/// `deck.toml`.
fn deck(bytes: &[u8]) {
    let words = &b"one,1\ntwo,2\n"[..];
    show(bytes, Memory::default().with("a.csv", words).with("part.toml", &b"[[slide]]\ntitle = \"P\"\n"[..]));
}

fn markdown(bytes: &[u8]) {
    let body = quoted(&String::from_utf8_lossy(bytes));
    show(
        format!("{HEAD}[[slide]]\ntitle = {body}\n[[slide]]\nbody = {body}\nnotes = {body}\n").as_bytes(),
        Memory::default(),
    );
}

fn theme(bytes: &[u8]) {
    let slides = "theme = \"house.toml\"\n[[slide]]\ntitle = \"A\"\n[[slide]]\ntitle = \"B\"\nbody = \"- c\"\n";
    show(format!("{HEAD}{slides}").as_bytes(), Memory::default().with("house.toml", bytes));
}

fn svg(bytes: &[u8]) {
    let slide = "[[slide]]\npicture = { src = \"a.svg\", alt = \"A\" }\n";
    show(format!("{HEAD}{slide}").as_bytes(), Memory::default().with("a.svg", bytes));
}

/// PNG, JPEG, GIF or WebP: the head, all pixels where there are few, and the pictures of a film.
fn raster(bytes: &[u8]) {
    let Some(format) = bitmap::format(bytes) else { return };
    let Ok(raster) = bitmap::read("a", Arc::from(bytes), format) else { return };
    if u64::from(raster.width) * u64::from(raster.height) > bitmap::SMALL {
        return;
    }
    let _ = bitmap::survey(&raster);
    if let Ok(frames) = bitmap::Frames::of(&raster) {
        frames.take(9).for_each(drop);
    }
    let slide = "[[slide]]\npicture = { src = \"a\", alt = \"A\" }\n";
    show(format!("{HEAD}{slide}").as_bytes(), Memory::default().with("a", bytes));
}

fn csv(bytes: &[u8]) {
    let kinds = ["bars", "line", "columns", "points"];
    let slides = kinds.map(|kind| {
        format!("[[slide]]\ntitle = \"A\"\nchart = {{ kind = \"{kind}\", alt = \"A\", data = \"a.csv\" }}\n")
    });
    show(format!("{HEAD}{}", slides.concat()).as_bytes(), Memory::default().with("a.csv", bytes));
}

fn font(bytes: &[u8]) {
    let bytes: Arc<[u8]> = bytes.into();
    let Ok(opened) = faces::open(&bytes) else { return };
    drop(opened);
    let slides = "[[slide]]\ntitle = \"Words, *others* and 12 %\"\n";
    show(format!("{HEAD}{slides}").as_bytes(), Memory::default().with("fonts/a.ttf", bytes));
}

/// A take's log, and what is drawn in one.
fn take(bytes: &[u8]) {
    // The shape of their names and slides is that of the seeds.
    let slides =
        "[[slide]]\nid = \"a\"\ntitle = \"A\"\ncue = [{ text = \"One.\" }]\n[[slide]]\nid = \"b\"\ntitle = \"B\"\n";
    let deck = read(format!("{HEAD}{slides}").as_bytes(), "deck.toml", &Memory::default()).deck;
    let plan = captions::plan(&deck, &[1, 1]);
    let named = Named { name: "2026-11-22-140501.jsonl".to_owned(), take: takes::read(bytes) };
    let run = Run::of(&named.take);
    drop(Report::of(&plan, &named, std::slice::from_ref(&named), Some(&named)));
    drop(takes::recording(&run, &plan, 0, Aligned::default()));
    drop(Ghost::of([&named.take], &plan));
    // Why it is none is nobody's question here.
    let _ = Ink::read(bytes, "a.ink.toml");
}

/// The speaker's settings, and back.
fn settings(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some([wished, found]) = settings::rewritten(text) {
        assert_eq!(wished, found, "what was chosen is what is read the next time");
    }
}

/// All that is done with a deck before it is on a stage, and each of its steps painted.
fn show(deck: &[u8], files: Memory) {
    let read = read(deck, "deck.toml", &files);
    let mut shaper = text::Shaper::new(&read.deck.fonts, &read.deck.language);
    let laid = layout::lay_out(&read.deck, &mut shaper);
    let mut painter = paint::raster::Painter::new();
    for step in laid.value.iter().take(4).filter_map(|page| page.steps.last()) {
        drop(painter.paint(step, SIZE.0, SIZE.1));
        drop(step.words());
    }
}

/// As a basic string of TOML.
fn quoted(text: &str) -> String {
    // JSON's strings are TOML's, but for the one control character that they leave as it is.
    serde_json::Value::from(text.replace('\u{7f}', "")).to_string()
}

#[cfg(test)]
mod tests;
