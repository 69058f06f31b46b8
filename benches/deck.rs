//! Measures a deck's way: TOML → Deck → pages → pixels and PDF, in parts, and `cuecard export` as a whole process.
//!
//! `cargo bench` prints milliseconds (median of several runs); of whole processes CPU time with that of the helper process,
//! and the most memory that the program held.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use cuecard::deck::files::{Files, Folder, Memory};
use cuecard::deck::read::read;
use cuecard::drawing::Page;
use cuecard::layout::lay_out;
use cuecard::paint::pdf::{self, About, Entry, PdfPage};
use cuecard::paint::raster::Painter;
use cuecard::text::Shaper;

fn main() -> ExitCode {
    // The bench starts itself as the program, to see what a whole process takes; and that starts it as its helper.
    match std::env::args().nth(1).as_deref() {
        Some("export") => {
            let done = cuecard::cli::run();
            #[expect(clippy::print_stderr, reason = "its own parent reads it")]
            {
                eprintln!("{} {}", cpu_time().as_millis(), most_memory());
            }
            return done;
        }
        Some("helper") => return cuecard::cli::run(),
        _ => {}
    }
    let talk = Path::new(env!("CARGO_MANIFEST_DIR")).join("decks/the-power-of-the-group");
    let text = std::fs::read(talk.join("deck.toml")).expect("the deck is there");
    println!("{:<28} {:>10} {:>12}", "", "total ms", "a slide ms");
    measure("28 slides, a real talk", &text, &Folder::new(talk.clone()), 9, true);
    measure("300 slides", made_up(300).as_bytes(), &Memory::default(), 3, false);
    measure("1,000 slides", made_up(1000).as_bytes(), &Memory::default(), 3, false);

    println!("\n{:<28} {:>10} {:>12} {:>10} {:>10}", "cuecard export x.pdf", "CPU ms", "a page ms", "MiB", "kB");
    let folder = tempfile::tempdir().expect("a temporary folder");
    export("28 slides, a real talk", &talk, 28, 9, folder.path());
    for slides in [300, 1000] {
        let deck = folder.path().join(format!("{slides}.toml"));
        std::fs::write(&deck, made_up(slides)).expect("the deck is written");
        export(&format!("{slides} slides"), &deck, slides, 5, folder.path());
    }
    let (deck, bytes) = photos(folder.path(), 30);
    export(&format!("30 photos of {} kB", bytes / 30_000), &deck, 30, 5, folder.path());
    ExitCode::SUCCESS
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
}

/// Exports `deck` in a process of its own, several times; the median of CPU time and memory.
fn export(name: &str, deck: &Path, pages: usize, runs: usize, folder: &Path) {
    let target = folder.join("x.pdf");
    let mut taken: Vec<(u64, u64)> = (0..runs).map(|_| process(deck, &target)).collect();
    taken.sort_unstable();
    let (cpu, memory) = taken[runs / 2];
    let size = std::fs::metadata(&target).map_or(0, |file| file.len()) / 1000;
    println!("{name:<28} {cpu:>10} {:>12.3} {memory:>10} {size:>10}", cpu as f64 / pages as f64);
}

/// CPU milliseconds and MiB.
fn process(deck: &Path, target: &Path) -> (u64, u64) {
    let program = std::env::current_exe().expect("the bench knows itself");
    let done = Command::new(program).arg("export").args([deck, target]).output().expect("it starts");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let said = String::from_utf8_lossy(&done.stderr);
    let mut numbers = said.lines().last().unwrap_or_default().split(' ').map(|word| word.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
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
        reading: Default::default(),
        entries: vec![Entry { title: format!("Slide {number}"), section: None, anchor: None, number: None }],
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

/// Slides of the shapes that talks are made of, with the words of real ones, in Markdown as people write it.
fn made_up(slides: usize) -> String {
    let words = said();
    let mut next = 0;
    // Each round takes other sentences beside each other, so that no slide comes twice.
    let mut sentence = || {
        next += 1 + next / words.len();
        words[next % words.len()].as_str()
    };
    let mut out = "[deck]\ntitle = \"Many slides\"\nlanguage = \"en-GB\"\n".to_owned();
    for number in 1..=slides {
        let title = cut(sentence(), 6);
        let body = body(number, &mut sentence);
        let _ = writeln!(out, "[[slide]]\nid = \"slide-{number}\"\ntitle = '''{title}'''");
        let _ = writeln!(out, "body = '''\n{body}'''\nnotes = '''{}'''", sentence());
    }
    out
}

/// One of the shapes: lists with bold words and points under them, numbered steps, paragraphs, a quotation, a table.
fn body<'w>(number: usize, sentence: &mut impl FnMut() -> &'w str) -> String {
    let mut line = |words: usize| cut(sentence(), words);
    match number % 6 {
        0 => (0..4).map(|_| format!("- **{}** {}\n", line(2), line(12))).collect(),
        1 => (1..4).map(|step| format!("{step}. {}\n", line(16))).collect(),
        2 => (0..3).map(|_| format!("- {}\n  - {}\n  - *{}*\n", line(9), line(7), line(6))).collect(),
        3 => (0..2).map(|_| format!("{} [{}](https://example.org/{number})\n\n", line(30), line(3))).collect(),
        4 => format!("> {}\n\n{}\n", line(24), line(14)),
        _ => {
            let rows: String = (0..4).map(|row| format!("| {} | {row}{number} |\n", line(4))).collect();
            format!("| {} | {} |\n|---|---:|\n{rows}", line(2), line(1))
        }
    }
}

fn cut(sentence: &str, words: usize) -> String {
    sentence.split(' ').take(words).collect::<Vec<_>>().join(" ")
}

/// The sentences that both real talks say.
fn said() -> Vec<String> {
    let mut out = Vec::new();
    for talk in ["the-power-of-the-group", "starting-with-why"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("decks").join(talk);
        let text = std::fs::read_to_string(folder.join("deck.toml")).expect("the deck is there");
        let marks = ['=', '<', '[', '{', '`', '$', '|', '#', '\''];
        let lines = text.lines().filter(|line| !line.contains(marks));
        let sentences = lines.flat_map(|line| line.split(". ")).map(|it| it.trim_matches(['-', ' ', '*', '>', '"']));
        out.extend(sentences.filter(|it| it.len() > 30).map(str::to_owned));
    }
    assert!(out.len() > 100, "only {} sentences", out.len());
    out
}

/// A deck of photos that fill their slides, and the bytes of them all.
fn photos(folder: &Path, count: u32) -> (std::path::PathBuf, u64) {
    let mut deck = "[deck]\ntitle = \"Photos\"\nlanguage = \"en-GB\"\n".to_owned();
    let mut bytes = 0;
    for number in 0..count {
        // Slopes with a texture, so that each file is about as large as a photo's.
        let pixels = image::RgbImage::from_fn(4000, 2250, |x, y| {
            let grain = (x * 7 + y * 13 + number * 31) ^ (x * y / 64);
            let mixed = |slope: u32| ((slope / 16 + grain % 16 + number) % 256) as u8;
            image::Rgb([mixed(x), mixed(y), mixed(x + y)])
        });
        let name = format!("photo-{number}.jpg");
        let mut file = Vec::new();
        let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut file, 60);
        pixels.write_with_encoder(encoder).expect("it encodes");
        bytes += file.len() as u64;
        std::fs::write(folder.join(&name), file).expect("the photo is written");
        let _ = writeln!(deck, "[[slide]]\nid = \"photo-{number}\"");
        let _ = writeln!(deck, "picture = {{ src = \"{name}\", alt = \"A photo\", fit = \"cover\" }}");
    }
    let path = folder.join("photos.toml");
    std::fs::write(&path, deck).expect("the deck is written");
    (path, bytes)
}

/// CPU time of all threads and of the processes that have ended, in hundredths of a second (Linux; 0 elsewhere).
fn cpu_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The program's name, which may have spaces, ends with a bracket; the four times are eleven fields behind.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(4);
    Duration::from_millis(10 * fields.filter_map(|field| field.parse::<u64>().ok()).sum::<u64>())
}

/// The most memory the process ever held, in MiB (Linux; 0 elsewhere).
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
