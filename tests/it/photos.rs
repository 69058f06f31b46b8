//! Pictures, data and the paths to them: what stands on the slide is what the file shows, or the author is told.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use cuecard::bitmap::Orientation;
use cuecard::deck::PictureContent;
use cuecard::deck::files::{FileFault, Files as _, Folder, Memory};
use cuecard::deck::read::read;
use cuecard::diagnostic::{Diagnostic, Severity};
use cuecard::drawing::{Item, Page, Placed};
use cuecard::layout::lay_out;
use cuecard::lint;
use cuecard::paint::raster::{Painter, Pixels};
use cuecard::talk::Talk;
use cuecard::text::Shaper;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/photos").join(name)
}

/// A case and all that `check` says of its pictures and files.
fn open(name: &str) -> (Talk, Vec<Diagnostic>) {
    let talk = Talk::open(&case(name)).expect("the case opens");
    let mut findings = talk.diagnostics.clone();
    findings.extend(lint::pictures(&talk.pages));
    findings.extend(lint::films(&talk.pages));
    (talk, findings)
}

fn told(findings: &[Diagnostic]) -> Vec<String> {
    findings.iter().map(|it| format!("{}: {}; {}", it.code, it.message, it.hints.join("; "))).collect()
}

#[test]
fn each_case_is_shown_or_told() {
    for whole in
        ["photo-on-its-side", "turned-photo", "cmyk", "webp", "path-with-dot", "clear-picture-on-dark", "logo-on-dark"]
    {
        let (talk, findings) = open(whole);
        assert!(findings.is_empty(), "{whole}: {:#?}", told(&findings));
        assert!(!lint::shown(&talk.pages).is_empty(), "{whole} shows nothing");
    }
    for (name, code, words) in [
        ("picture-cut-off", "SLD-PICTURE", ["`cut.png`", "cut off"]),
        ("picture-between-the-limits", "SLD-PICTURE", ["72 million", "Scale it down"]),
        ("pdf-figure", "SLD-PICTURE", ["it is a PDF", "pdftocairo -svg"]),
        ("video", "SLD-PICTURE", ["a video", "beside the talk"]),
    ] {
        let told = told(&open(name).1);
        let [one] = &told[..] else { panic!("{name}: {told:#?}") };
        assert!(one.starts_with(code) && words.iter().all(|words| one.contains(words)), "{name}: {one}");
    }
    let told = told(&open("gif").1);
    let [still, motion] = &told[..] else { panic!("{told:#?}") };
    assert!(still.starts_with("SLD-STILL: the picture `a.gif` moves on the stage"), "{still}");
    assert!(motion.starts_with("SLD-MOTION: the picture `a.gif` moves for more than five seconds"), "{motion}");
}

#[test]
fn turned_photos_stand_upright_and_their_discs_are_round() {
    let disc = |page: &Page, red: fn([u8; 3]) -> bool| {
        let drawn = paint(page);
        let inside: Vec<(u32, u32)> =
            drawn.enumerate_pixels().filter(|(.., it)| red(it.0)).map(|(x, y, _)| (x, y)).collect();
        let spread = |side: fn(&(u32, u32)) -> u32| {
            let sides = inside.iter().map(side);
            f64::from(sides.clone().max().expect("a disc") - sides.min().expect("a disc") + 1)
        };
        spread(|it| it.0) / spread(|it| it.1)
    };
    for page in &open("turned-photo").0.pages {
        let ratio = disc(page, |[r, g, b]| r > 200 && g < 60 && b < 60);
        assert!((ratio - 1.0).abs() < 0.06, "slide {}: {ratio}", page.slide + 1);
    }
    let page = &open("photo-on-its-side").0.pages[0];
    let [picture] = &rasters(page)[..] else { panic!("one picture") };
    assert_eq!(*picture, (180, 120));
}

#[test]
fn dark_lines_on_clear_ground_get_a_mat_on_a_dark_slide() {
    for name in ["clear-picture-on-dark", "logo-on-dark"] {
        let (talk, _) = open(name);
        let drawn = paint(&talk.pages[0]);
        let mat = drawn.pixels().filter(|it| it.0.iter().all(|part| *part > 220)).count();
        assert!(mat * 20 > drawn.pixels().len(), "{name}: {mat} light pixels");
    }
}

#[test]
fn a_file_of_data_is_the_one_that_its_findings_point_into() {
    let (talk, findings) = open("two-csv");
    let place = |part: &str| {
        let finding = findings.iter().find(|it| it.message.contains(part)).unwrap_or_else(|| panic!("no {part}"));
        talk.line(finding)
    };
    assert!(place("`many` is not").starts_with("b.csv:3:3:"), "{}", place("`many` is not"));
    let glyphs = findings.iter().filter(|it| it.code == "SLD-GLYPH").map(|it| talk.line(it));
    assert!(glyphs.clone().count() > 0 && glyphs.clone().all(|line| line.starts_with("a.csv:2:1:")), "{findings:#?}");
}

fn paint(page: &Page) -> RgbImage {
    pixels(&Painter::new().paint(page.steps.last().expect("a step"), 480, 270))
}

fn pixels(pixels: &Pixels) -> RgbImage {
    image::load_from_memory(&pixels.png()).expect("our own PNG").to_rgb8()
}

/// The sizes of the pictures on a page.
fn rasters(page: &Page) -> Vec<(u32, u32)> {
    fn gather(items: &[Placed], out: &mut Vec<(u32, u32)>) {
        for placed in items {
            match &placed.item {
                Item::Picture(it) => out.push((it.raster.width, it.raster.height)),
                Item::Group(group) => gather(&group.items, out),
                Item::Text(_) | Item::Shape(_) => {}
            }
        }
    }
    let mut out = Vec::new();
    gather(&page.steps[0].items, &mut out);
    out
}

/// A deck of slides with these fields, with its files, laid out.
fn laid(theme: &str, slides: &[&str], files: &Memory) -> (Vec<Page>, Vec<Diagnostic>) {
    let mut text = format!("[deck]\ntitle = \"T\"\nlanguage = \"en\"\ntheme = \"{theme}\"\n");
    slides.iter().for_each(|slide| text.push_str(&format!("\n[[slide]]\n{slide}\n")));
    let read = read(text.as_bytes(), "deck.toml", files);
    let laid = lay_out(&read.deck, &mut Shaper::new(&read.deck.fonts, &read.deck.language));
    let mut findings = read.diagnostics;
    findings.extend(laid.diagnostics);
    findings.extend(lint::pictures(&laid.value));
    (laid.value, findings)
}

/// A picture with something to see in each corner.
fn scene() -> RgbImage {
    RgbImage::from_fn(120, 80, |x, y| match (x / 30, y / 20) {
        (0, 0) => Rgb([220, 30, 30]),
        (3, 0) => Rgb([30, 160, 50]),
        (0, 3) => Rgb([40, 60, 220]),
        _ => Rgb([(x * 2) as u8, (y * 3) as u8, 128]),
    })
}

fn encoded(pixels: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    pixels.write_to(&mut out, format).expect("it encodes");
    out.into_inner()
}

/// `scene` as a camera holds it that asks for this turn: a JPEG and a PNG.
fn camera(turn: u8) -> [Vec<u8>; 2] {
    let mut lying = DynamicImage::from(scene());
    // The turns by a quarter undo each other; all others undo themselves.
    let back = if matches!(turn, 6 | 8) { 14 - turn } else { turn };
    lying.apply_orientation(Orientation::from_exif(back).expect("1 to 8"));
    let mut exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([turn, 0, 0, 0, 0, 0, 0]);
    let jpeg = encoded(&lying, ImageFormat::Jpeg);
    let size = (exif.len() as u16 + 8).to_be_bytes();
    let jpeg = [&jpeg[..2], &[0xFF, 0xE1], &size, b"Exif\0\0", &exif, &jpeg[2..]].concat();
    let png = encoded(&lying, ImageFormat::Png);
    let mut sum = flate2::Crc::new();
    sum.update(&[b"eXIf", &exif[..]].concat());
    let chunk = [&(exif.len() as u32).to_be_bytes()[..], b"eXIf", &exif, &sum.sum().to_be_bytes()].concat();
    [jpeg, [&png[..33], &chunk, &png[33..]].concat()]
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |part: &[u8]| {
        let number = part.iter().chain([0, 0].iter()).take(3).fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte));
        (0..4)
            .map(move |at| match at <= part.len() {
                true => char::from(LETTERS[(number >> (18 - 6 * at) & 63) as usize]),
                false => '=',
            })
            .collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}

#[test]
fn a_turned_picture_looks_as_the_same_picture_upright() {
    const WAYS: [&str; 4] = [
        "picture = { src = \"a\", alt = \"A\" }",
        "title = \"T\"\npicture = { src = \"a\", alt = \"A\" }",
        "picture = { src = \"a\", alt = \"A\", fit = \"cover\", focus = [0.1, 0.9] }",
        "picture = { src = \"a.svg\", alt = \"A\" }",
    ];
    let drawn = |file: &[u8], mime: &str| {
        let data = base64(file);
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='200'><image x='10' y='10' width='180' \
             height='150' href='data:{mime};base64,{data}'/></svg>"
        );
        let files = Memory::default().with("a", file).with("a.svg", svg.as_bytes());
        let (pages, findings) = laid("civic", &WAYS, &files);
        assert!(findings.is_empty(), "{:#?}", told(&findings));
        pages.iter().map(paint).collect::<Vec<_>>()
    };
    let upright = [ImageFormat::Jpeg, ImageFormat::Png].map(|format| encoded(&scene().into(), format));
    let mimes = ["image/jpeg", "image/png"];
    for turn in 2..=8 {
        for ((turned, upright), mime) in camera(turn).iter().zip(&upright).zip(mimes) {
            for (at, (a, b)) in drawn(turned, mime).iter().zip(drawn(upright, mime)).enumerate() {
                let off: u64 = a.as_raw().iter().zip(b.as_raw()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
                let mean = off as f64 / b.as_raw().len() as f64;
                assert!(mean < 1.0, "{mime}, turn {turn}, {}: off by {mean:.2}", WAYS[at]);
            }
        }
    }
}

/// Damaged copies of small pictures: none is a grey box that nobody is told of.
#[test]
fn no_damaged_picture_is_grey_in_silence() {
    let picture =
        DynamicImage::from(RgbImage::from_fn(64, 48, |x, y| Rgb([(x * y) as u8, (x ^ y) as u8, (x * 5) as u8])));
    let mut seed = 7_u64;
    let mut random = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let (mut shown, mut told) = (0, 0);
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
        let whole = encoded(&picture, format);
        for _ in 0..60 {
            let mut file = whole.clone();
            match random(3) {
                0 => file.truncate(random(whole.len())),
                1 => (0..=random(8)).for_each(|_| file[random(whole.len())] = random(256) as u8),
                _ => drop(file.drain(random(whole.len() / 2)..).take(random(40)).count()),
            }
            let files = Memory::default().with("a", file);
            let (pages, findings) = laid("civic", &["picture = { src = \"a\", alt = \"A\" }"], &files);
            let faults = findings.iter().filter(|it| it.severity == Severity::Error).count();
            let mut painter = Painter::new();
            let _ = painter.paint(&pages[0].steps[0], 96, 54);
            let broken = painter.take_faults();
            assert!(broken.is_empty() || faults > 0, "{format:?}: {broken:?}");
            if faults > 0 { told += 1 } else { shown += 1 }
        }
    }
    assert!(told > 100 && shown > 0, "{told} told, {shown} shown");
}

/// What editors, other systems and habits write for a file that is there.
#[test]
fn a_path_is_found_as_editors_write_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().canonicalize().expect("it is there");
    fs::create_dir_all(root.join("img/in")).expect("folders");
    // One accent in two pieces, as some systems keep it.
    let names = ["pic.png", "img/p.png", "img/in/q.png", "Cafe\u{301}.png", "my photo.png"];
    names.iter().for_each(|name| fs::write(root.join(name), "x").expect("it writes"));
    let memory = names.iter().fold(Memory::default(), |files, name| files.with(name, &b"x"[..]));
    let folder = Folder::new(root.clone());
    let listed = folder.listed_once();
    for written in [
        "pic.png",
        "./pic.png",
        ".\\pic.png",
        "././pic.png",
        "img//p.png",
        "img\\p.png",
        "img\\in\\q.png",
        "./img/./in//q.png",
        "img/../pic.png",
        "img/in/../../img/p.png",
        "nothing/../pic.png",
        "Caf\u{E9}.png",
        "Cafe\u{301}.png",
    ] {
        assert!(folder.read(written, 10).is_ok(), "{written}: {:?}", folder.read(written, 10));
        assert!(listed.read(written, 10).is_ok(), "{written}, as one reading has it");
        assert!(memory.read(written, 10).is_ok(), "{written}, in memory");
    }
    let whole = root.join("img/p.png").to_string_lossy().into_owned();
    assert!(folder.read(&whole, 10).is_ok(), "a path from the disk's root that stays inside");
    assert_eq!(folder.beneath(&whole).as_deref(), Some("img/p.png"));
    for written in
        ["../pic.png", "img/../../pic.png", "/etc/passwd", "..", "C:\\pic.png", "file:///etc/passwd", "\\\\a\\b.png"]
    {
        assert_eq!(folder.read(written, 10), Err(FileFault::Outside), "{written}");
    }
    assert_eq!(folder.read("12:30.png", 10), Err(FileFault::Name));
}

#[test]
fn a_path_that_is_wrong_gets_the_right_suggestion() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>";
    let names = ["Pictures/Wheel.svg", "Pictures/My Photo.svg", "logo.svg", "data/numbers.csv"];
    let files = names.iter().fold(Memory::default(), |files, name| files.with(name, svg.as_bytes()));
    for (written, expected) in [
        ("pictures/Wheel.svg", "Did you mean `Pictures/Wheel.svg`?"),
        ("Pictures/wheel.svg", "Did you mean `Pictures/Wheel.svg`?"),
        ("pictures\\\\wheel.svg", "Did you mean `Pictures/Wheel.svg`?"),
        ("Pictures/My%20Foto.svg", "Did you mean `Pictures/My Photo.svg`?"),
        ("Picture/Whel.svg", "Did you mean `Pictures/Wheel.svg`?"),
        ("wheel.svg", "Did you mean `Pictures/Wheel.svg`?"),
        ("img/logo.svg", "Did you mean `logo.svg`?"),
        ("l\u{43E}go.svg", "easily mistaken (U+043E)"),
        ("logo\u{200B}.svg", "nobody sees"),
        ("https://example.org/logo.svg", "fetches nothing"),
        ("../logo.svg", "Copy the file into the deck's folder"),
        ("entirely-other.svg", "Put the file into the deck's folder"),
    ] {
        let (_, findings) = laid("civic", &[&format!("picture = {{ src = \"{written}\", alt = \"A\" }}")], &files);
        let told = told(&findings);
        assert!(told[0].contains(expected), "{written}: {told:#?}");
    }
    let chart = "title = \"T\"\nchart = { kind = \"bars\", data = \"Data/Numbers.csv\" }";
    let told = told(&laid("civic", &[chart], &files).1);
    assert!(told.iter().any(|line| line.contains("Did you mean `data/numbers.csv`?")), "{told:#?}");
    let files = files.with("looks/house.toml", &b"extends = \"lecture\""[..]);
    for (theme, fault) in [("./looks//house.toml", false), ("looks/House.toml", true)] {
        let told = self::told(&laid(theme, &["title = \"T\"\nbody = \"B\""], &files).1);
        assert_eq!(told.iter().any(|line| line.contains("Did you mean `looks/house.toml`?")), fault, "{told:#?}");
        assert_eq!(told.is_empty(), !fault, "{told:#?}");
    }
}

#[test]
fn a_path_from_the_root_of_the_disk_is_shown_and_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let picture = folder.path().join("a.png");
    scene().save(&picture).expect("it is written");
    let deck = format!(
        "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n\n[[slide]]\npicture = {{ src = '{}', alt = \"A\" }}\n",
        picture.display()
    );
    fs::write(folder.path().join("deck.toml"), deck).expect("it writes");
    let talk = Talk::open(folder.path()).expect("it opens");
    let told = told(&talk.diagnostics);
    assert!(told.len() == 1 && told[0].contains("every other computer") && told[0].contains("`a.png`"), "{told:#?}");
    assert_eq!(rasters(&talk.pages[0]), [(120, 80)]);
}

#[test]
fn a_picture_that_is_only_a_name_is_shown_and_wants_its_words() {
    let files = Memory::default().with("a.png", encoded(&scene().into(), ImageFormat::Png));
    let deck = "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n\n[[slide]]\ntitle = \"One\"\npicture = \"a.png\"\n";
    let read = read(deck.as_bytes(), "deck.toml", &files);
    let told = told(&read.diagnostics);
    let form = "picture = { src = \"a.png\", alt = \"what it shows\" }";
    assert!(told.len() == 1 && told[0].starts_with("SLD-ALT") && told[0].contains(form), "{told:#?}");
    let picture = read.deck.slides[0].picture.as_ref().expect("a picture");
    assert!(matches!(picture.content, PictureContent::Raster(_)));
}
