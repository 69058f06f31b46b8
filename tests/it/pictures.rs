//! Reference pictures: each small deck in `tests/cases` is laid out and painted as it was when a person last looked.
//!
//! `UPDATE=1 cargo test --test it pictures` accepts what is drawn now. Look at each new picture first.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cuecard::deck::files::Folder;
use cuecard::deck::read::read;
use cuecard::diagnostic::report::render;
use cuecard::drawing::{Drawing, Group, Item, Page, Placed, Role};
use cuecard::layout::lay_out;
use cuecard::paint::listing::listing;
use cuecard::paint::raster::{Painter, Pixels};
use cuecard::text::Shaper;
use image::{Rgb, RgbImage};

const ACCEPT: &str = "UPDATE=1 cargo test --test it pictures";
/// Pixels of a reference picture for a point of the slide.
const SCALE: f64 = 0.5;
/// How far colors may be off on the whole picture, on average, of 255. Painters may round differently by machine.
const MEAN: f64 = 0.25;
/// Side of a block of pixels, and how far one may be off on average: a fault in one place hides in a mean of all.
const BLOCK: u32 = 8;
const BLOCK_MEAN: f64 = 6.0;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The decks with a reference. `good.toml` is about reading, not about looks.
fn cases() -> Vec<String> {
    let decks = crate::cases::all();
    decks.into_iter().map(|(name, _)| name).filter(|name| name != "good").collect()
}

/// A small deck's only slide, and what is told about it.
fn draw(case: &str) -> (Page, String) {
    let decks = crate::cases::all();
    let (_, path) = decks.into_iter().find(|(name, _)| name == case).expect("a case");
    let text = fs::read(&path).expect("a text");
    let place = path.parent().expect("it lies in a folder").to_path_buf();
    let read = read(&text, &format!("{case}.toml"), &Folder::new(place));
    let mut shaper = Shaper::new(&read.deck.fonts, &read.deck.language);
    let mut laid = lay_out(&read.deck, &mut shaper);
    assert_eq!(laid.value.len(), 1, "{case}: one deck, one slide, one question");
    let mut findings = read.diagnostics;
    findings.append(&mut laid.diagnostics);
    let findings = render(&findings, &read.sources, false);
    (laid.value.remove(0), findings)
}

/// Every step's listing, then what is told.
fn described(page: &Page, findings: &str) -> String {
    let mut out = String::new();
    for (step, drawing) in page.steps.iter().enumerate() {
        out += &format!("step {step}\n{}", listing(drawing));
    }
    // Trailing blanks do not survive editors.
    findings.lines().for_each(|line| out += &format!("{}\n", line.trim_end()));
    out
}

fn paint(drawing: &Drawing) -> RgbImage {
    let size = drawing.size * SCALE;
    picture(&Painter::new().paint(drawing, size.width.round() as u32, size.height.round() as u32))
}

fn picture(pixels: &Pixels) -> RgbImage {
    image::load_from_memory(&pixels.png()).expect("our own PNG").to_rgb8()
}

#[test]
fn each_case_looks_as_it_did() {
    #[expect(clippy::disallowed_methods, reason = "accepting new references is asked for in the environment")]
    let update = std::env::var("UPDATE").is_ok_and(|value| value == "1");
    let mut wrong = Vec::new();
    for case in cases() {
        let (page, findings) = draw(&case);
        let text = described(&page, &findings);
        let drawn = paint(page.steps.last().expect("a page has a step"));
        let reference = folder().join("reference").join(&case);
        if update {
            fs::create_dir_all(reference.with_file_name("")).expect("a folder");
            fs::write(reference.with_extension("txt"), &text).expect("the listing is written");
            // A picture within the bounds stays as it is, so that a machine's rounding makes no changes.
            let known = image::open(reference.with_extension("png")).map(|known| known.to_rgb8());
            if known.map_or(true, |known| difference(&known, &drawn).is_some()) {
                drawn.save(reference.with_extension("png")).expect("the picture is written");
            }
            continue;
        }
        // Git may have given the file other line ends.
        let known = fs::read_to_string(reference.with_extension("txt")).unwrap_or_default().replace("\r\n", "\n");
        if let Some(said) = text_difference(&known, &text) {
            wrong.push(format!("{case}.txt: {said}"));
        }
        let known = image::open(reference.with_extension("png")).map(|it| it.to_rgb8()).unwrap_or_default();
        if let Some(said) = difference(&known, &drawn) {
            let seen = side_by_side(&case, &known, &drawn);
            wrong.push(format!("{case}.png: {said}: see {}", seen.display()));
        }
    }
    assert!(wrong.is_empty(), "{}\nif these are as they should be: {ACCEPT}", wrong.join("\n"));
}

#[test]
fn each_reference_has_its_case() {
    let cases = cases();
    for entry in fs::read_dir(folder().join("reference")).expect("the references") {
        let path = entry.expect("a file").path();
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        assert!(cases.contains(&stem), "{} has no case", path.display());
    }
}

#[test]
fn a_line_shifted_by_a_point_is_refused() {
    let (page, findings) = draw("statement");
    let known = page.steps.last().expect("a page has a step");
    let mut shifted = Drawing::clone(known);
    assert!(shift_last_line(&mut shifted.items, 1.0), "there is a line to shift");
    assert!(difference(&paint(known), &paint(&shifted)).is_some(), "the pictures pass for the same");
    let shifted = Page { slide: 0, steps: vec![Arc::new(shifted)], together: None };
    assert!(text_difference(&described(&page, &findings), &described(&shifted, &findings)).is_some());
    assert_eq!(difference(&paint(known), &paint(known)), None);
}

/// Moves the last run of words down by so many points.
fn shift_last_line(items: &mut [Placed], by: f64) -> bool {
    items.iter_mut().rev().any(|placed| match &mut placed.item {
        Item::Text(_) => {
            placed.at.y += by;
            true
        }
        Item::Group(Group { role, items, .. }) => *role != Role::Decoration && shift_last_line(items, by),
        Item::Shape(_) | Item::Picture(_) => false,
    })
}

/// The first line that differs.
fn text_difference(known: &str, now: &str) -> Option<String> {
    if known == now {
        return None;
    }
    let (mut old, mut new) = (known.lines(), now.lines());
    let mut number = 0;
    loop {
        number += 1;
        let (old, new) = (old.next(), new.next());
        if old != new || old.is_none() {
            let end = "(the end)";
            let (old, new) = (old.unwrap_or(end).trim(), new.unwrap_or(end).trim());
            return Some(format!("line {number}\n    expected {old}\n    drawn    {new}"));
        }
    }
}

/// Why two pictures are not the same, if they are not.
fn difference(known: &RgbImage, now: &RgbImage) -> Option<String> {
    if known.dimensions() != now.dimensions() {
        let ((a, b), (c, d)) = (known.dimensions(), now.dimensions());
        return Some(format!("{c} × {d} pixels instead of {a} × {b}"));
    }
    let (width, height) = known.dimensions();
    let across = width.div_ceil(BLOCK);
    let mut blocks = vec![0.0; (across * height.div_ceil(BLOCK)) as usize];
    let mut total = 0.0;
    for (x, y, old) in known.enumerate_pixels() {
        let off = f64::from(distance(*old, *now.get_pixel(x, y))) / 3.0;
        blocks[(y / BLOCK * across + x / BLOCK) as usize] += off / f64::from(BLOCK * BLOCK);
        total += off;
    }
    let mean = total / f64::from(width * height);
    let worst = blocks.into_iter().enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
    let (at, worst) = worst.map_or((0, 0.0), |(at, worst)| (at as u32, worst));
    let (x, y) = (at % across * BLOCK, at / across * BLOCK);
    let said = || format!("off by {mean:.2} of 255 on average, by {worst:.1} in the block at {x}, {y}");
    (mean > MEAN || worst > BLOCK_MEAN).then(said)
}

/// Sum over the three colors.
fn distance(Rgb(a): Rgb<u8>, Rgb(b): Rgb<u8>) -> u32 {
    a.into_iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(b))).sum()
}

/// Writes expected, difference (dark where they differ) and drawn beside each other, and says where.
fn side_by_side(case: &str, known: &RgbImage, now: &RgbImage) -> PathBuf {
    let gap = 8;
    let (wide, high) = (known.width().max(now.width()), known.height().max(now.height()));
    let mut out = RgbImage::from_pixel(wide * 3 + gap * 2, high, Rgb([255, 0, 255]));
    for y in 0..high {
        for x in 0..wide {
            let (old, new) = (known.get_pixel_checked(x, y), now.get_pixel_checked(x, y));
            let off = match (old, new) {
                (Some(old), Some(new)) => distance(*old, *new).min(255) as u8,
                _ => 255,
            };
            old.into_iter().for_each(|pixel| out.put_pixel(x, y, *pixel));
            out.put_pixel(x + wide + gap, y, Rgb([255 - off; 3]));
            new.into_iter().for_each(|pixel| out.put_pixel(x + (wide + gap) * 2, y, *pixel));
        }
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{case}.png"));
    out.save(&path).expect("the picture is written");
    path
}
