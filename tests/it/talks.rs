//! Whole talks as other people write them: nothing to tell in any theme, and each slide as it was when a person last looked.
//!
//! `UPDATE=1 cargo test --test it talks` accepts what is drawn now. Look at `tests/talks/NAME.png` first.

use std::fs;
use std::path::{Path, PathBuf};

use cuecard::deck::files::Folder;
use cuecard::deck::read::read;
use cuecard::deck::report::render;
use cuecard::diagnostic::Severity;
use cuecard::drawing::{Drawing, Item, Page, Placed, Role};
use cuecard::geometry::{Affine, Point};
use cuecard::layout::lay_out;
use cuecard::paint::raster::Painter;
use cuecard::text::Shaper;
use image::{Rgb, RgbImage, imageops};

/// Pixels of a small picture for a point of the slide, pictures in a row, and pixels between them.
const SCALE: f64 = 0.25;
const COLUMNS: u32 = 4;
const GAP: u32 = 4;
/// How far a sheet's colors may be off on average, of 255.
const MEAN: f64 = 0.3;

fn talks() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/talks");
    let entries = fs::read_dir(folder).expect("the talks are there");
    let mut talks: Vec<PathBuf> =
        entries.map(|it| it.expect("a talk").path()).filter(|it| it.join("deck.toml").is_file()).collect();
    talks.sort();
    talks
}

/// The slides in the theme that the talk names, or in another; and what is told of them.
fn laid(talk: &Path, theme: Option<&str>) -> (Vec<Page>, Vec<String>) {
    let mut text = fs::read_to_string(talk.join("deck.toml")).expect("a deck");
    if let Some(theme) = theme {
        let line = text.lines().find(|line| line.starts_with("theme = ")).expect("it names a theme").to_owned();
        text = text.replacen(&line, &format!("theme = \"{theme}\""), 1);
    }
    let read = read(text.as_bytes(), "deck.toml", &Folder::new(talk.to_path_buf()));
    let laid = lay_out(&read.deck, &mut Shaper::new(&read.deck.fonts, &read.deck.language));
    let mut found = read.diagnostics;
    found.extend(laid.diagnostics);
    // Words that are dense are their author's to thin out.
    let told = found.iter().filter(|it| it.severity != Severity::Info && it.code != "SLD-FONT");
    let told = told.map(|it| render(std::slice::from_ref(it), &read.sources, false)).collect();
    (laid.value, told)
}

/// The words of a drawing, a line for each baseline: where it begins, its size, what it says.
fn listed(items: &[Placed], by: Affine, silent: bool, out: &mut Vec<(Point, f32, String)>) {
    for placed in items {
        let here = by * Affine::translate(placed.at.to_vec2());
        match &placed.item {
            Item::Text(run) => {
                let at = here * Point::ZERO;
                match out.last_mut() {
                    Some((last, size, words)) if (last.y - at.y).abs() < 0.05 && *size == run.size && !silent => {
                        words.push_str(&run.text);
                    }
                    _ => out.push((at, run.size, run.text.to_string())),
                }
            }
            Item::Group(group) => {
                listed(&group.items, here * group.transform, group.role == Role::Decoration, out);
            }
            Item::Shape(_) | Item::Picture(_) => {}
        }
    }
}

fn listing(pages: &[Page]) -> String {
    let mut out = String::new();
    for (at, page) in pages.iter().enumerate() {
        out += &format!("slide {}, {} steps\n", at + 1, page.steps.len());
        let mut lines = Vec::new();
        listed(&page.steps[page.last_step()].items, Affine::IDENTITY, false, &mut lines);
        for (at, size, words) in lines {
            out += format!("{:.0} {:.0} {size} {words}", at.x, at.y).trim_end();
            out += "\n";
        }
    }
    out
}

fn sheet(pages: &[Page]) -> RgbImage {
    let size = pages[0].steps[0].size * SCALE;
    let (width, height) = (size.width as u32, size.height as u32);
    let rows = (pages.len() as u32).div_ceil(COLUMNS);
    let mut sheet = RgbImage::from_pixel(COLUMNS * (width + GAP), rows * (height + GAP), Rgb([128; 3]));
    let mut painter = Painter::new();
    for (at, page) in (0..).zip(pages) {
        let drawing: &Drawing = &page.steps[page.last_step()];
        let pixels = painter.paint(drawing, width, height);
        let picture = image::load_from_memory(&pixels.png()).expect("our own PNG").to_rgb8();
        let place = ((at % COLUMNS) * (width + GAP), (at / COLUMNS) * (height + GAP));
        imageops::replace(&mut sheet, &picture, place.0.into(), place.1.into());
    }
    sheet
}

#[test]
fn talks_have_room_in_every_theme() {
    for talk in talks() {
        for theme in ["lecture", "civic", "keynote"] {
            let (_, told) = laid(&talk, Some(theme));
            assert!(told.is_empty(), "{} in {theme}:\n{}", talk.display(), told.join("\n"));
        }
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the one switch of the tests: accept what is drawn")]
fn talks_look_as_they_did() {
    let update = std::env::var("UPDATE").is_ok_and(|value| value == "1");
    for talk in talks() {
        let (pages, _) = laid(&talk, None);
        let (listing, sheet) = (listing(&pages), sheet(&pages));
        let (words, picture) = (talk.with_extension("txt"), talk.with_extension("png"));
        if update {
            fs::write(&words, &listing).expect("the listing can be written");
            sheet.save(&picture).expect("the picture can be written");
        }
        let known = fs::read_to_string(&words).unwrap_or_default().replace("\r\n", "\n");
        let differs = known.lines().zip(listing.lines()).position(|(one, other)| one != other);
        assert!(
            known == listing,
            "{}: differs from line {:?} on; if it is as it should be: UPDATE=1 cargo test --test it talks",
            words.display(),
            differs.map(|at| at + 1)
        );
        let known = image::open(&picture).expect("the picture is there").to_rgb8();
        assert_eq!(known.dimensions(), sheet.dimensions(), "{}", picture.display());
        let off: u64 = known.iter().zip(sheet.iter()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        let mean = off as f64 / known.len() as f64;
        assert!(mean < MEAN, "{}: off by {mean:.2} of 255 on average", picture.display());
    }
}
