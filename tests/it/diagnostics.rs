//! Faulty decks and hostile files: each is told with its place and remedy, and nothing panics.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use cuecard::deck::files::{DECK_LIMIT, FileFault, Files, Folder, Memory, open};
use cuecard::deck::read::{Read, read};
use cuecard::deck::{Block, Layout, PictureContent, Slide};
use cuecard::diagnostic::Diagnostic;
use cuecard::diagnostic::report::render;
use proptest::prelude::*;

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"/>";
const GOOD: &str = include_str!("../cases/good.toml");

fn files() -> Memory {
    Memory::default()
        .with("wheel.svg", SVG.as_bytes())
        .with("pictures/wheel.svg", SVG.as_bytes())
        .with("words.txt", &b"only words"[..])
        .with("towns.csv", &b"Town,2019,2020\nLeeds,1,2\n"[..])
}

fn read_text(text: &str) -> Read {
    read(text.as_bytes(), "deck.toml", &files())
}

/// Line (0: the file as a whole), code, and the words that the finding must have.
#[derive(Debug)]
struct Expected {
    line: usize,
    code: String,
    words: Vec<String>,
}

/// `#! error: words; more words` on the faulty line; ` + ` parts two findings; `#! file:` is for no line of its own.
fn expected(text: &str) -> Vec<Expected> {
    let mut all = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let Some((_, said)) = line.split_once("#! ") else { continue };
        let (code, findings) = said.split_once(": ").expect("a code before the words");
        for finding in findings.split(" + ") {
            all.push(Expected {
                line: if code == "file" { 0 } else { index + 1 },
                code: if matches!(code, "error" | "file") { "READ" } else { code }.to_owned(),
                words: finding.split("; ").map(|words| words.trim().to_owned()).collect(),
            });
        }
    }
    all
}

fn line_of(text: &str, finding: &Diagnostic) -> usize {
    let start = finding.span.map_or(0, |span| span.start as usize);
    let end = finding.span.map_or(0, |span| span.end as usize);
    if end == 0 { 0 } else { text[..start].matches('\n').count() + 1 }
}

fn matches(text: &str, expected: &Expected, finding: &Diagnostic) -> bool {
    let said = format!("{} {}", finding.message, finding.hints.join(" "));
    finding.code == expected.code
        && line_of(text, finding) == expected.line
        && expected.words.iter().all(|words| said.contains(words.as_str()))
}

#[test]
fn each_faulty_deck_is_told_what_is_wrong() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/faulty");
    let mut wrong = String::new();
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("the cases") {
        let path = entry.expect("a case").path();
        let text = fs::read_to_string(&path).expect("a text");
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let read = read(text.as_bytes(), &name, &files());
        let expected = expected(&text);
        let found =
            read.diagnostics.iter().filter(|finding| expected.iter().any(|e| matches(&text, e, finding))).count();
        let all = expected.iter().all(|e| read.diagnostics.iter().any(|finding| matches(&text, e, finding)));
        if !all || found != read.diagnostics.len() || expected.is_empty() {
            wrong += &format!("{name}: expected {expected:#?}\n{}\n", render(&read.diagnostics, &read.sources, false));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count >= 30);
}

#[test]
fn a_fault_in_a_file_of_data_names_the_cell() {
    let text = "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n[[slide]]\nchart = { kind = \"line\", data = \"a/b.csv\" }\n";
    let files = Memory::default().with("a/b.csv", &b"Town,2019,2020\r\nLeeds,1,2\r\nYork,many,3\r\n"[..]);
    let read = read(text.as_bytes(), "deck.toml", &files);
    let shown = render(&read.diagnostics, &read.sources, false);
    for words in ["a/b.csv:3:6", "York,many,3", "`many` is not a number", "the unit goes into `unit`", "1 error"] {
        assert!(shown.contains(words), "`{words}` is not in\n{shown}");
    }
    assert!(read.deck.slides[0].faulty);
}

#[test]
fn a_good_deck_has_no_faults() {
    let read = read_text(GOOD);
    assert_eq!(render(&read.diagnostics, &read.sources, false), "No faults found\n");
    let layouts: Vec<String> = read.deck.slides.iter().map(|slide| format!("{:?}", slide.layout)).collect();
    assert!(layouts.iter().all(|layout| !layout.starts_with("Faulty")), "{layouts:?}");
    let ids: Vec<&str> = read.deck.slides.iter().map(|slide| slide.id.as_str()).collect();
    assert_eq!(ids[..4], ["good-talk", "a-part", "a-part-2", "kinds"]);
}

#[test]
fn layouts_are_inferred() {
    let read = read_text(GOOD);
    let names: Vec<String> = read
        .deck
        .slides
        .iter()
        .map(|slide| {
            let shown = format!("{:?}", slide.layout);
            shown.split([' ', '{']).next().unwrap_or("").to_owned()
        })
        .collect();
    let expected = [
        "Title",
        "Statement",
        "Section",
        "Bullets",
        "Statement",
        "Quote",
        "Compare",
        "Image",
        "Publication",
        "Chart",
        "Chart",
        "Numbers",
        "Table",
        "Table",
        "References",
        "Closing",
        "Blank",
        // The appendix.
        "Code",
    ];
    assert_eq!(names, expected);

    let head = "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n";
    for title in ["title = \"A\"", "title = \"A\"\npicture = { src = \"wheel.svg\", alt = \"A\" }"] {
        let read = read_text(&format!("{head}[[slide]]\n{title}\n[[slide]]\n{title}\n"));
        assert!(matches!(read.deck.slides[0].layout, Layout::Title { .. }), "{title}");
        assert!(matches!(read.deck.slides[1].layout, Layout::Statement { .. } | Layout::Image), "{title}");
    }
}

#[test]
fn a_faulty_slide_is_known_as_such_and_the_others_play() {
    let read = read_text(include_str!("../cases/faulty/several.toml"));
    let faulty: Vec<bool> = read.deck.slides.iter().map(|slide| slide.faulty).collect();
    assert_eq!(faulty, [true, false, true]);
    assert!(matches!(read.deck.slides[1].layout, Layout::Statement { .. }));
}

#[test]
fn faults_off_the_slide_leave_it_playing() {
    for name in ["picture-missing", "picture-without-alt", "bad-duration", "unknown-speaker", "duplicate-id"] {
        let path = format!("{}/tests/cases/faulty/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        let read = read(&fs::read(path).expect("a case"), name, &files());
        assert!(read.deck.slides.iter().all(|slide| !matches!(slide.layout, Layout::Faulty)), "{name}");
    }
}

#[test]
fn a_deck_that_cannot_be_read_is_one_card() {
    let mut deep = GOOD.to_owned();
    deep.push_str(&format!("x = {}{}\n", "[".repeat(10_000), "]".repeat(10_000)));
    let dots = format!("{}a = 1\n", "a.".repeat(10_000));
    let nul = GOOD.replace("Good talk", "Good\0talk");
    let latin: Vec<u8> =
        GOOD.replace("Good talk", "Gut f#r alle").bytes().map(|byte| if byte == b'#' { 0xFC } else { byte }).collect();
    let utf16: Vec<u8> = "\u{FEFF}[deck]".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let large = vec![b'#'; 5 << 20];
    let cases: [(&[u8], &str); 9] = [
        (b"", "needs `slide`"),
        (b"\xEF\xBB\xBF", "needs `deck`"),
        (deep.as_bytes(), "too deep"),
        (dots.as_bytes(), "too deep"),
        (nul.as_bytes(), "NUL"),
        (&latin, "not UTF-8"),
        (&utf16, "UTF-16"),
        (&large, "larger than 4 MiB"),
        (b"= 1", ""),
    ];
    for (bytes, words) in cases {
        let read = read(bytes, "deck.toml", &files());
        assert!(
            read.diagnostics.iter().any(|finding| finding.message.contains(words)),
            "{words}: {:?}",
            read.diagnostics
        );
        assert!(
            matches!(&read.deck.slides[..], [empty] if matches!(empty.layout, Layout::Faulty)) && read.deck.faulty,
            "{words}"
        );
        let _ = render(&read.diagnostics, &read.sources, true);
    }
}

#[test]
fn a_byte_order_mark_and_windows_lines_are_fine() {
    let windows = format!("\u{FEFF}{}", GOOD.replace('\n', "\r\n"));
    let read = read_text(&windows);
    assert_eq!(render(&read.diagnostics, &read.sources, false), "No faults found\n");
    let plain = read_text(GOOD);
    let words = |read: &Read| format!("{:?}", read.deck.slides.iter().map(|s| texts(&s.body)).collect::<Vec<_>>());
    assert_eq!(words(&read), words(&plain));

    let faulty = include_str!("../cases/faulty/unknown-layout.toml").replace('\n', "\r\n");
    let read = read_text(&format!("\u{FEFF}{faulty}"));
    let shown = render(&read.diagnostics, &read.sources, false);
    assert!(shown.contains("deck.toml:6:10") && shown.contains("         ^^^^^^^\n"), "{shown}");
}

fn texts(blocks: &[Block]) -> Vec<String> {
    let mut out = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(rich) | Block::Heading(rich) => out.push(rich.text()),
            Block::List { items, .. } => out.extend(items.iter().flat_map(|item| texts(&item.blocks))),
            Block::Quote(inner) => out.extend(texts(inner)),
            Block::Code(code) => out.push(code.text.clone()),
            Block::Table(table) => {
                out.extend(table.head.iter().chain(table.rows.iter().flatten()).map(|cell| cell.text()))
            }
            Block::Picture(_) | Block::Pictures(_) => {}
        }
    }
    out
}

#[test]
fn five_thousand_slides_are_the_most() {
    let text = format!("[deck]\ntitle = \"T\"\nlanguage = \"en\"\n{}", "[[slide]]\ntitle = \"A\"\n".repeat(5_001));
    let read = read_text(&text);
    assert_eq!(read.deck.slides.len(), 5_000);
    assert_eq!(read.deck.slides[4_999].id, "a-5000");
    assert!(read.diagnostics[0].message.contains("5001 slides"));
}

#[test]
fn many_faults_are_told_in_reasonable_number_and_time() {
    let cues = format!(
        "{}{}",
        "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n[[slide]]\ntitle = \"A\"\n",
        "[[slide.cue]]\n".repeat(100_000)
    );
    let keys: String = (0..300_000).map(|index| format!("k{index}=1\n")).collect();
    for text in [cues, keys] {
        let read = read_text(&text);
        assert!((3..=501).contains(&read.diagnostics.len()), "{}", read.diagnostics.len());
    }
}

#[test]
fn what_stands_on_many_slides_or_takes_much_is_bounded_and_costs_its_place() {
    let head = "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n";
    let code = |at: usize| format!("[[slide]]\npicture = {{ qr = \"{at}{}\" }}\n", "x".repeat(2_000));
    let read = read_text(&format!("{head}{}", (10..110).map(code).collect::<String>()));
    let drawn =
        |slide: &&Slide| matches!(slide.picture.as_ref().map(|it| &it.content), Some(PictureContent::Qr { .. }));
    let codes = read.deck.slides.iter().filter(drawn).count();
    assert!((60..90).contains(&codes), "{codes} codes");
    assert!(read.diagnostics.iter().any(|it| it.message.contains("2000000 squares") && it.span.is_some()));

    let cue = format!("[[slide.cue]]\ntext = \"{}\"\n", "a".repeat(90_000));
    let read = read_text(&format!("{head}[[slide]]\ntitle = \"A\"\n{}", cue.repeat(40)));
    assert_eq!(read.deck.slides[0].cues.len(), 33);
    assert!(read.diagnostics.iter().all(|it| it.message.contains("this cue is left out")), "{:?}", read.diagnostics);
    assert_eq!(read.diagnostics.len(), 7);

    let long = "a".repeat(100_001);
    for (text, told) in [
        (format!("{head}[[slide]]\ntitle = \"A\"\ncue = [{{ text = \"{long}\" }}]\n"), "`text` has 100001 letters"),
        (format!("{head}event = \"{long}\"\n[[slide]]\ntitle = \"A\"\n"), "`event` has 100001 letters"),
        (format!("{head}[[slide]]\ntitle = \"A\"\n").replace("\"T\"", &format!("\"{long}\"")), "`title` has 100001"),
        (format!("{head}[[speaker]]\nid = \"a\"\nname = \"{long}\"\n[[slide]]\ntitle = \"A\"\n"), "`name` has 100001"),
    ] {
        let read = read_text(&text);
        assert!(read.diagnostics.iter().any(|it| it.message.starts_with(told)), "{told}: {:?}", read.diagnostics.len());
        assert_eq!(read.deck.slides.len(), 1);
    }
}

#[test]
fn one_picture_is_loaded_once() {
    let slide = "[[slide]]\npicture = { src = \"dot.png\", alt = \"A dot\" }\n";
    let text = format!("[deck]\ntitle = \"T\"\nlanguage = \"en\"\n{slide}{slide}");
    let files = Memory::default().with("dot.png", png(3, 2));
    let read = read(text.as_bytes(), "deck.toml", &files);
    assert_eq!(read.diagnostics, []);
    let rasters = read.deck.slides.iter().map(|slide| match &slide.picture.as_ref().expect("a picture").content {
        PictureContent::Raster(raster) => Arc::clone(raster),
        other => panic!("{other:?}"),
    });
    let rasters: Vec<_> = rasters.collect();
    assert!(Arc::ptr_eq(&rasters[0], &rasters[1]));
    assert_eq!((rasters[0].width, rasters[0].height), (3, 2));
}

/// A PNG that claims a size; its pixels are never looked at.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let small = image::RgbImage::new(1, 1);
    small.write_to(&mut std::io::Cursor::new(&mut out), image::ImageFormat::Png).expect("a picture");
    out[16..20].copy_from_slice(&width.to_be_bytes());
    out[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&out[12..29]);
    out[29..33].copy_from_slice(&sum.to_be_bytes());
    out
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 })
    })
}

#[test]
fn pictures_beyond_the_limits_are_refused() {
    let svg = |size: usize| format!("{SVG}{}", " ".repeat(size - SVG.len())).into_bytes();
    let cases: [(Vec<u8>, bool); 9] = [
        (png(8_192, 8_192), true),
        (png(8_193, 8_192), false),
        (png(32_768, 1), true),
        (png(32_769, 1), false),
        (png(60_000, 60_000), false),
        (png(3, 2)[..20].to_vec(), false),
        (svg(4 << 20), true),
        (svg((4 << 20) + 1), false),
        (vec![0; (64 << 20) + 1], false),
    ];
    let text = "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n[[slide]]\npicture = { src = \"a\", alt = \"A\" }\n";
    for (index, (bytes, fine)) in cases.into_iter().enumerate() {
        let read = read(text.as_bytes(), "deck.toml", &Memory::default().with("a", bytes));
        assert_eq!(read.diagnostics.is_empty(), fine, "{index}: {:?}", read.diagnostics);
    }
}

#[test]
fn fonts_come_from_their_folder() {
    let [font, other] = [0, 10].map(|at| cuecard::faces::bundled()[at].data());
    let files = files()
        .with("fonts/a.ttf", font)
        .with("fonts/b.OTF", other)
        .with("fonts/c.ttf", &b"words"[..])
        .with("fonts/OFL.txt", &b"words"[..])
        .with("d.ttf", font);
    let read = read(b"[deck]\ntitle = \"T\"\nlanguage = \"en\"\n[[slide]]\ntitle = \"A\"\n", "deck.toml", &files);
    assert_eq!(read.deck.fonts.len(), 2);
    assert!(matches!(&read.diagnostics[..], [one] if one.message.contains("fonts/c.ttf")));
}

#[test]
fn names_cannot_leave_the_folder() {
    let temp = tempfile::tempdir().expect("a folder");
    let root = temp.path().join("deck");
    fs::create_dir_all(root.join("fonts")).expect("a folder");
    fs::write(temp.path().join("secret"), "secret").expect("a file");
    fs::write(root.join("inside"), "inside").expect("a file");
    let folder = Folder::new(root.clone());
    let absolute = temp.path().join("secret").display().to_string();
    let outside = [
        "../secret",
        "fonts/../../secret",
        "/etc/passwd",
        &absolute,
        "C:\\secret",
        "C:secret",
        "\\\\host\\share\\x",
        "..\\secret",
        "//host/share",
        "file:///etc/passwd",
        "..",
        "inside\0",
        "/dev/zero",
        "/proc/self/mem",
    ];
    for path in outside {
        assert_eq!(folder.read(path, 100), Err(FileFault::Outside), "{path}");
        assert_eq!(Memory::default().read(path, 100), Err(FileFault::Outside), "{path}");
        assert!(folder.list(path).is_empty(), "{path}");
    }
    for (paths, fault) in
        [(["NUL", "com1.png", "inside:stream"], FileFault::Name), (["", ".", "fonts/.."], FileFault::NotAFile)]
    {
        for path in paths {
            assert_eq!(folder.read(path, 100), Err(fault.clone()), "{path}");
            assert_eq!(Memory::default().read(path, 100), Err(fault.clone()), "{path}");
        }
    }
    // Names that Windows gives to devices, or takes for another file, on every system: a deck travels.
    for path in
        ["con", "AUX.svg", "x/nul.tar.gz", "CONIN$", "COM¹.png", "lpt9", "prn .png", "dot.", "space ", "folder./a.png"]
    {
        assert_eq!(folder.read(path, 100), Err(FileFault::Name), "{path}");
    }
    for path in ["console.png", "com10.png", "com.png", "lpta", "auxiliary", ".hidden", "a.b.c", "nullable/con-1"] {
        assert_eq!(folder.read(path, 100), Err(FileFault::Missing), "{path}");
    }
    assert_eq!(folder.read("inside", 6).as_deref(), Ok(&b"inside"[..]));
    assert_eq!(folder.read("inside", 5), Err(FileFault::TooLarge { size: 6, limit: 5 }));
    assert_eq!(folder.read("fonts", 100), Err(FileFault::NotAFile));
    assert_eq!(folder.read("nothing", 100), Err(FileFault::Missing));
    assert_eq!(folder.read("inside/more", 100), Err(FileFault::Missing));
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_seen_through() {
    use std::os::unix::fs::symlink;
    let temp = tempfile::tempdir().expect("a folder");
    let root = temp.path().join("deck");
    fs::create_dir(&root).expect("a folder");
    fs::write(temp.path().join("secret"), "secret").expect("a file");
    fs::write(root.join("inside"), "inside").expect("a file");
    for (target, name) in
        [("../secret", "out"), ("..", "up"), ("inside", "within"), ("loop", "loop"), ("/dev/zero", "zero")]
    {
        symlink(target, root.join(name)).expect("a link");
    }
    let made = std::process::Command::new("mkfifo").arg(root.join("pipe")).status().expect("mkfifo");
    assert!(made.success());
    let folder = Folder::new(root.clone());
    assert_eq!(folder.read("out", 100), Err(FileFault::Outside));
    assert_eq!(folder.read("up/secret", 100), Err(FileFault::Outside));
    assert_eq!(folder.read("zero", 100), Err(FileFault::Outside));
    assert_eq!(folder.read("within", 100).as_deref(), Ok(&b"inside"[..]));
    assert_eq!(folder.read("pipe", 100), Err(FileFault::NotAFile));
    assert!(matches!(folder.read("loop", 100), Err(FileFault::Unreadable(_))));
    fs::remove_file(root.join("pipe")).expect("the pipe");
}

#[test]
fn decks_are_opened_by_folder_or_file() {
    let temp = tempfile::tempdir().expect("a folder");
    let said = |path: &Path| open(path).err().unwrap_or_default();
    assert!(said(temp.path()).contains("there is no deck.toml in it"));
    assert!(said(&temp.path().join("nothing")).contains("there is no"));
    let file = temp.path().join("deck.toml");
    fs::write(&file, GOOD).expect("a deck");
    for path in [temp.path(), &file] {
        let opened = open(path).expect("a deck");
        assert_eq!((opened.text.as_slice(), opened.folder.root()), (GOOD.as_bytes(), temp.path()));
    }
    fs::File::create(&file).and_then(|file| file.set_len(DECK_LIMIT + 1)).expect("a large file");
    assert!(said(temp.path()).contains("too large"));
}

#[test]
fn hostile_markdown_is_read_quickly() {
    let patterns = [
        "[", "![", "*a ", "_a **", "`", "``a ", "<", "<a ", "&", "&#", "\\", "> ", "- ", "1. ", "|", "|a\n", "[a](",
        "[a][", "~~", "<!--", "*_", "a\n", "[a]: b\n", "\n>", "\n- a\n", "\t", "``` \n", "[](<", "***a", "a**b",
    ];
    for pattern in patterns {
        for field in ["body", "title", "notes"] {
            let words = pattern.repeat(90_000 / pattern.len());
            let text = format!("[deck]\ntitle = \"T\"\nlanguage = \"en\"\n[[slide]]\n{field} = '''{words}x'''\n");
            let read = read_text(&text);
            let _ = render(&read.diagnostics, &read.sources, false);
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_can_be_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let read = read(&bytes, "deck.toml", &files());
        prop_assert!(!read.deck.slides.is_empty());
        let _ = render(&read.diagnostics, &read.sources, false);
    }

    #[test]
    fn any_change_of_a_good_deck_can_be_read(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), 0..40_usize, "[\\[\\]{}=\"#.,\\n\\\\a-c0-9 ><*`|-]{0,6}"), 1..5)
    ) {
        let mut text = GOOD.to_owned();
        for (place, length, new) in changes {
            let start = text.floor_char_boundary(place.index(text.len() + 1));
            let end = text.floor_char_boundary((start + length).min(text.len())).max(start);
            text.replace_range(start..end, &new);
        }
        let read = read_text(&text);
        prop_assert!(!read.deck.slides.is_empty());
        for finding in &read.diagnostics {
            if let Some(span) = finding.span {
                prop_assert!(span.start <= span.end && span.end as usize <= read.sources.0[0].text.len());
                prop_assert!(read.sources.0[0].text.is_char_boundary(span.start as usize));
            }
        }
        let _ = render(&read.diagnostics, &read.sources, false);
    }
}
