//! Measures a deck's way: TOML → Deck → pages → pixels and PDF, for a real talk and for 300 and 1,000 slides.
//!
//! `cargo bench` prints milliseconds (median of several runs) and the most memory the process ever held.

use std::time::{Duration, Instant};

use cuecard::deck::files::{Files, Folder, Memory};
use cuecard::deck::read::read;
use cuecard::drawing::Page;
use cuecard::layout::lay_out;
use cuecard::paint::pdf::{self, About, Entry, PdfPage};
use cuecard::paint::raster::Painter;
use cuecard::text::Shaper;

fn main() {
    let folder = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("decks/the-power-of-the-group");
    let text = std::fs::read(folder.join("deck.toml")).expect("the deck is there");
    println!("{:<28} {:>10} {:>12}", "", "total ms", "a slide ms");
    measure("28 slides, a real talk", &text, &Folder::new(folder), 9, true);
    measure("300 slides", made_up(300).as_bytes(), &Memory::default(), 3, false);
    measure("1,000 slides", made_up(1000).as_bytes(), &Memory::default(), 3, false);
}

fn measure(name: &str, text: &[u8], files: &dyn Files, runs: usize, paints: bool) {
    let reading = median(runs, || drop(read(text, "deck.toml", files)));
    let deck = read(text, "deck.toml", files).deck;
    let mut shaper = Shaper::new(&deck.fonts, &deck.language);
    let laying = median(runs, || drop(lay_out(&deck, &mut shaper)));
    let pages = lay_out(&deck, &mut shaper).value;
    let count = pages.len();
    println!("{name}");
    row("  read", reading, count);
    row("  lay out", laying, count);
    if paints {
        let mut painter = Painter::new();
        for (width, height) in [(1920, 1080), (3840, 2160)] {
            let took = median(3, || paint(&mut painter, &pages, width, height));
            row(&format!("  paint {width} × {height}"), took, count);
        }
    }
    let sheets: Vec<PdfPage> = pages.iter().map(sheet).collect();
    let about = About { title: deck.title.clone(), language: deck.language.clone(), ..About::default() };
    let mut bytes = 0;
    let writing = median(runs, || bytes = pdf::write(&sheets, &about).map_or(0, |file| file.len()));
    row(&format!("  PDF, {} kB", bytes / 1000), writing, count);
    println!("  most memory so far: {} MiB", most_memory());
}

fn paint(painter: &mut Painter, pages: &[Page], width: u32, height: u32) {
    for page in pages {
        if let Some(drawing) = page.steps.last() {
            std::hint::black_box(painter.paint(drawing, width, height));
        }
    }
}

fn sheet(page: &Page) -> PdfPage {
    let number = page.slide + 1;
    PdfPage {
        drawing: page.steps[page.steps.len() - 1].clone(),
        label: number.to_string(),
        entries: vec![Entry { title: format!("Slide {number}"), section: None, anchor: None }],
    }
}

fn row(name: &str, took: Duration, slides: usize) {
    let total = took.as_secs_f64() * 1000.0;
    println!("{name:<28} {total:>10.1} {:>12.3}", total / slides as f64);
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn median(runs: usize, mut work: impl FnMut()) -> Duration {
    work();
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[runs / 2]
}

/// Text slides of the shapes that talks are made of.
fn made_up(slides: usize) -> String {
    let mut out = "[deck]\ntitle = \"Many slides\"\nlanguage = \"en-GB\"\n".to_owned();
    for number in 1..=slides {
        out.push_str(&match number % 3 {
            0 => format!("[[slide]]\ntitle = \"Statement {number}\"\nbody = \"A group of schools working in deep and purposeful collaboration, as one entity, to improve and maintain high educational standards.\"\n"),
            1 => format!("[[slide]]\ntitle = \"Points {number}\"\nbody = \"\"\"\n- **Structural** resilience through groups of schools\n- Educational resilience through collaboration\n- Financial resilience through economies of scale\n- Workforce resilience through shared careers\n\"\"\"\n"),
            _ => format!("[[slide]]\nid = \"quote-{number}\"\nquote = \"There is no trust more sacred than the one the world holds with children.\"\nby = \"Kofi Annan\"\n"),
        });
    }
    out
}

/// The most memory the process ever held, in MiB (Linux; 0 elsewhere).
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
