//! Talks as other people would write them, in `tests/talks`: laid out and painted as when a person last looked, in each theme.
//!
//! `UPDATE=1 cargo test --test it talks` accepts what is drawn now. Look at each new picture first.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cuecard::deck::files::Folder;
use cuecard::deck::read::read;
use cuecard::diagnostic::{Diagnostic, Severity};
use cuecard::drawing::{Drawing, Page};
use cuecard::layout::lay_out;
use cuecard::lint::lint;
use cuecard::paint::listing::listing;
use cuecard::paint::raster::Painter;
use cuecard::talk::Talk;
use cuecard::text::Shaper;
use image::RgbImage;

const THEMES: [&str; 5] = ["civic", "lecture", "keynote", "essay", "workshop"];
/// In which looks a talk is kept that has a theme of its own.
const VARIANTS: [&str; 3] = ["light", "dark", "high-contrast"];
/// Pixels for a point, and slides in a row of the picture of a whole talk.
const SCALE: f64 = 0.2;
const ACROSS: u32 = 4;
/// How far the pixels of a block of 8 by 8 may be off on average, of 255.
const BLOCK: u32 = 8;
const MOST_OFF: f64 = 8.0;

fn talks() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/talks");
    let all = fs::read_dir(folder).expect("the talks").filter_map(|it| Some(it.ok()?.path()));
    let mut all: Vec<PathBuf> = all.filter(|it| it.join("deck.toml").is_file()).collect();
    all.sort();
    all
}

fn has_own_theme(deck: &str) -> bool {
    deck.lines().any(|line| line.starts_with("theme") && line.contains(".toml"))
}

/// The looks in which a talk is kept: the program's themes, or the variants of its own.
fn looks(folder: &Path) -> &'static [&'static str] {
    let text = fs::read_to_string(folder.join("deck.toml")).expect("a deck");
    if has_own_theme(&text) { &VARIANTS } else { &THEMES }
}

/// The talk in a theme, or in a variant of its own, with all that is told of it before lint.
fn laid(folder: &Path, theme: &str) -> (Vec<Page>, Vec<Diagnostic>) {
    let text = fs::read_to_string(folder.join("deck.toml")).expect("a deck");
    let line = text.lines().find(|line| line.starts_with("theme")).expect("it names its theme");
    let wanted =
        if has_own_theme(&text) { format!("{line}\nvariant = \"{theme}\"") } else { format!("theme = \"{theme}\"") };
    let text = text.replacen(line, &wanted, 1);
    let read = read(text.as_bytes(), "deck.toml", &Folder::new(folder.to_path_buf()));
    let mut shaper = Shaper::new(&read.deck.fonts, &read.deck.language);
    let laid = lay_out(&read.deck, &mut shaper);
    (laid.value, read.diagnostics.into_iter().chain(laid.diagnostics).collect())
}

fn complete(page: &Page) -> &Arc<Drawing> {
    &page.steps[page.last_step()]
}

/// All slides, complete, in rows.
fn sheet(pages: &[Page]) -> RgbImage {
    let size = complete(&pages[0]).size * SCALE;
    let (width, height) = (size.width.round() as u32, size.height.round() as u32);
    let rows = (pages.len() as u32).div_ceil(ACROSS);
    let mut out = RgbImage::from_pixel(ACROSS * (width + 4), rows * (height + 4), image::Rgb([128; 3]));
    let mut painter = Painter::new();
    for (page, at) in pages.iter().zip(0..) {
        let pixels = painter.paint(complete(page), width, height);
        let slide = image::load_from_memory(&pixels.png()).expect("our own PNG").to_rgb8();
        image::imageops::replace(
            &mut out,
            &slide,
            i64::from(at % ACROSS * (width + 4)),
            i64::from(at / ACROSS * (height + 4)),
        );
    }
    out
}

/// The worst block of pixels, as its mean distance.
fn off(one: &RgbImage, other: &RgbImage) -> f64 {
    if one.dimensions() != other.dimensions() {
        return f64::INFINITY;
    }
    let (width, height) = one.dimensions();
    let mut worst: f64 = 0.0;
    for (left, top) in (0..height / BLOCK).flat_map(|y| (0..width / BLOCK).map(move |x| (x * BLOCK, y * BLOCK))) {
        let places = (0..BLOCK * BLOCK).map(|at| (left + at % BLOCK, top + at / BLOCK));
        let apart = |(x, y)| {
            one.get_pixel(x, y)
                .0
                .iter()
                .zip(other.get_pixel(x, y).0)
                .map(|(a, b)| f64::from(a.abs_diff(b)))
                .sum::<f64>()
        };
        worst = worst.max(places.map(apart).sum::<f64>() / f64::from(BLOCK * BLOCK * 3));
    }
    worst
}

#[test]
fn each_talk_looks_as_it_did_in_every_theme() {
    #[expect(clippy::disallowed_methods, reason = "accepting new references is asked for in the environment")]
    let update = std::env::var("UPDATE").is_ok_and(|value| value == "1");
    let mut wrong = String::new();
    for folder in talks() {
        for theme in looks(&folder) {
            let (pages, _) = laid(&folder, theme);
            let (drawn, kept) = (sheet(&pages), folder.join(format!("{theme}.png")));
            if update {
                drawn.save(&kept).expect("it is written");
            } else if image::open(&kept).map_or(f64::INFINITY, |kept| off(&drawn, &kept.to_rgb8())) > MOST_OFF {
                let now = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{theme}.png"));
                drawn.save(&now).expect("it is written");
                wrong += &format!("{}: see {}\n", kept.display(), now.display());
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn each_talk_is_listed_as_it_was() {
    #[expect(clippy::disallowed_methods, reason = "accepting new references is asked for in the environment")]
    let update = std::env::var("UPDATE").is_ok_and(|value| value == "1");
    for folder in talks() {
        let talk = Talk::open(&folder).expect("it reads");
        let slides = talk
            .pages
            .iter()
            .map(|page| format!("slide {} of {} steps\n{}", page.slide + 1, page.steps.len(), listing(complete(page))));
        let (drawn, kept) = (slides.collect::<String>(), folder.join("listing.txt"));
        if update {
            fs::write(&kept, &drawn).expect("it is written");
        }
        let kept = fs::read_to_string(&kept).unwrap_or_default();
        let differs = drawn.lines().zip(kept.lines()).position(|(a, b)| a != b);
        let first = differs.map(|at| (drawn.lines().nth(at), kept.lines().nth(at)));
        assert!(drawn == kept, "{}: {first:?}", folder.display());
    }
}

#[test]
fn nothing_is_wrong_with_the_talks_in_any_theme() {
    for folder in talks() {
        for theme in looks(&folder) {
            let (_, found) = laid(&folder, theme);
            let errors: Vec<_> = found.iter().filter(|it| it.severity == Severity::Error).collect();
            assert!(errors.is_empty(), "{} in {theme}: {errors:#?}", folder.display());
        }
        let talk = Talk::open(&folder).expect("it reads");
        let errors: Vec<_> = lint(&talk).into_iter().filter(|it| it.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", folder.display());
    }
}
