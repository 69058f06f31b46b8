//! What others made is read by a helper process: what that can open, and what it costs a talk when it dies. On Linux, where
//! there are walls around it.

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

use cuecard::handout::{Document, picked};
use cuecard::show::view::Cursor;
use cuecard::talk::Talk;
use tempfile::TempDir;

const WORDS: &str = "the words of the other slide";

fn program(arguments: &[&str], home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuecard"));
    command.args(arguments).env("XDG_CONFIG_HOME", home).env("XDG_STATE_HOME", home);
    command
}

/// How the program ended, and what it said.
fn cuecard(arguments: &[&str]) -> (Option<i32>, String) {
    let home = tempfile::tempdir().expect("a temporary folder");
    said(&program(arguments, home.path()).output().expect("it runs"))
}

fn said(output: &Output) -> (Option<i32>, String) {
    let words = [&output.stdout[..], &output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&words).into_owned())
}

/// A deck of two slides: a picture, and words.
fn deck(name: &str, picture: &[u8]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = format!(
        "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n[[slide]]\ntitle = \"A\"\npicture = {{ src = \"{name}\", alt = \"Two \
         boats on a calm lake\" }}\n[[slide]]\ntitle = \"B\"\nbody = \"{WORDS}\"\n"
    );
    std::fs::write(folder.path().join("deck.toml"), text).expect("it writes");
    std::fs::write(folder.path().join(name), picture).expect("it writes");
    folder
}

/// A picture of one gray: a byte for each pixel, or three numbers of sixteen bits.
fn png(width: u32, height: u32, rich: bool) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    if rich {
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Sixteen);
    } else {
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
    }
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().expect("a head");
    let mut rows = writer.stream_writer().expect("rows");
    let row = vec![0x80; width as usize * if rich { 6 } else { 1 }];
    (0..height).for_each(|_| std::io::Write::write_all(&mut rows, &row).expect("a row"));
    rows.finish().expect("the end");
    drop(writer);
    out
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let four = |three: &[u8]| {
        let bits = (0..3).fold(0_u32, |bits, at| bits << 8 | u32::from(three.get(at).copied().unwrap_or(0)));
        let letter =
            |at: usize| if at > three.len() { '=' } else { LETTERS[(bits >> (18 - 6 * at)) as usize & 63].into() };
        [0, 1, 2, 3].map(letter)
    };
    bytes.chunks(3).flat_map(four).collect()
}

/// A picture that is blurred so many times, each time anew from the file inside.
fn blurred(picture: &[u8], times: usize) -> String {
    let one = "<use href=\"#p\" filter=\"url(#f)\"/>".repeat(times);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"60\"><filter id=\"f\"><feGaussianBlur \
         stdDeviation=\".1\"/></filter><defs><image id=\"p\" width=\"1\" height=\"1\" \
         href=\"data:image/png;base64,{}\"/></defs>{one}</svg>",
        base64(picture)
    )
}

/// The picture's slide has a finding with these words, and each of these exports is written all the same.
fn costs_its_place(folder: &TempDir, why: &str, exports: &[&str]) {
    let at = folder.path().to_string_lossy().into_owned();
    let (code, told) = cuecard(&["check", &at]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains(why) && told.contains("deck.toml:6:11") && told.contains("help:"), "{told}");
    for name in exports {
        let target = folder.path().join(name).to_string_lossy().into_owned();
        let (_, told) = cuecard(&["export", &at, &target, "--anyway", "--size", "320x180"]);
        let first = std::fs::read(target.replace(".png", "-01.png")).expect(&told);
        let second = std::fs::read(target.replace(".png", "-02.png")).expect(&told);
        let has = |bytes: &[u8]| second.windows(bytes.len()).any(|part| part == bytes);
        match *name {
            "o.pdf" => assert!(first.starts_with(b"%PDF") && first.len() > 5_000, "{told}"),
            "o.png" => assert!(first != second && first.starts_with(b"\x89PNG"), "{told}"),
            _ => assert!(has(WORDS.as_bytes()), "{told}"),
        }
    }
}

/// Whether this kernel has the oldest Landlock: a rule that has to hold can be made.
fn has_landlock() -> bool {
    use landlock::{ABI, Access as _, AccessFs, CompatLevel, Compatible as _, Ruleset, RulesetAttr as _};
    let rules = Ruleset::default().set_compatibility(CompatLevel::HardRequirement);
    rules.handle_access(AccessFs::from_all(ABI::V1)).and_then(Ruleset::create).is_ok()
}

#[test]
#[expect(clippy::print_stderr, reason = "whoever runs the tests is to know what was not tried")]
fn a_helper_opens_no_file_no_socket_and_no_program() {
    let (code, told) = cuecard(&["helper", "--walls"]);
    assert_eq!(code, Some(0), "{told}");
    let says = |wall: &str, what: &str, end: &str| told.contains(&format!("{wall}: {what}: {end}"));
    let files = ["open /etc/passwd", "write /dev/null", "list /", "run /bin/true"];
    for what in files {
        assert!(says("no wall", what, "done"), "the trial itself works: {told}");
    }
    if has_landlock() {
        assert!(told.contains("Landlock: stands"), "{told}");
        assert!(files.iter().all(|what| says("Landlock", what, "refused")), "{told}");
    } else {
        eprintln!("this kernel has no Landlock: that wall is not tried");
    }
    let filters = std::fs::read_to_string("/proc/sys/kernel/seccomp/actions_avail");
    if filters.is_ok_and(|actions| actions.contains("errno"))
        && cfg!(any(target_arch = "x86_64", target_arch = "aarch64"))
    {
        assert!(told.contains("filter: stands"), "{told}");
        let sockets = ["listen on TCP", "open a UDP socket"];
        assert!(files.iter().chain(&sockets).all(|what| says("filter", what, "refused")), "{told}");
    } else {
        eprintln!("this kernel filters no system calls: that wall is not tried");
    }
}

#[test]
fn a_helper_takes_no_nonsense_and_ends_with_the_program() {
    for words in [&b""[..], b"hello", b"j\x01\0\0\0\0\0\0\0x", b"j\xff\xff\xff\xff\xff\xff\xff\xff", &[b'j'; 4000]] {
        let mut helper = Command::new(env!("CARGO_BIN_EXE_cuecard"));
        let mut helper = helper.arg("helper").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
        let mut input = helper.stdin.take().expect("a pipe");
        // It may have ended before all of it was said.
        let _ = std::io::Write::write_all(&mut input, words);
        drop(input);
        let ended = helper.wait_with_output().expect("it ends");
        assert!(ended.stdout.is_empty() && ended.status.code().is_some(), "{words:?}: {ended:?}");
    }
}

#[test]
fn what_takes_too_long_costs_its_place() {
    let folder = deck("a.svg", blurred(&png(8_000, 8_000, false), 450).as_bytes());
    costs_its_place(&folder, "it takes longer than", &["o.pdf"]);
}

#[test]
fn what_fills_the_memory_costs_its_place() {
    let folder = deck("a.svg", blurred(&png(8_191, 8_191, true), 1).as_bytes());
    costs_its_place(&folder, "MB of memory", &["o.png"]);
}

#[test]
fn pictures_that_nobody_can_read_are_told_and_the_rest_is_drawn() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/svg/hostile");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("it lists").flatten().map(|file| file.path()).collect();
    files.sort();
    for file in files.into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "svg")) {
        let bytes = std::fs::read(&file).expect("it reads");
        costs_its_place(&deck("a.svg", &bytes), "error[SVG]", &["o.pdf"]);
    }
    let half = png(200, 100, false);
    costs_its_place(&deck("a.png", &half[..half.len() / 2]), "error[SLD-PICTURE]", &["o.pdf", "o.png", "o.txt"]);
}

/// The program's helpers, the oldest first.
fn helpers(program: &Child) -> Vec<u32> {
    let tasks = std::fs::read_dir(format!("/proc/{}/task", program.id())).into_iter().flatten().flatten();
    let children = tasks.filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok());
    let mut all: Vec<u32> = children
        .flat_map(|list| list.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<_>>())
        .collect();
    all.sort_unstable();
    all
}

/// Kills the helper of that number as soon as it is there and has worked for that many hundredths of a second.
fn kill_helper(program: &mut Child, number: usize, busy: u64) {
    loop {
        assert!(program.try_wait().expect("it can be asked").is_none(), "the program ended before its helper worked");
        let worked = |id: &u32| {
            let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
            let ticks = stat.rsplit_once(") ").and_then(|(_, rest)| rest.split(' ').nth(11)?.parse::<u64>().ok());
            ticks.is_some_and(|ticks| ticks >= busy)
        };
        if let Some(id) = helpers(program).get(number).copied().filter(worked) {
            assert!(Command::new("kill").args(["-9", &id.to_string()]).status().expect("it runs").success());
            return;
        }
        sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_helper_that_somebody_kills_costs_nothing_since_its_work_is_done_again() {
    let folder = deck("a.svg", blurred(&png(8_000, 8_000, false), 450).as_bytes());
    let home = tempfile::tempdir().expect("a temporary folder");
    let mut check = program(&["check", &folder.path().to_string_lossy()], home.path());
    let mut check = check.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    kill_helper(&mut check, 0, 10);
    let (_, told) = said(&check.wait_with_output().expect("it ends"));
    assert!(!told.contains("the helper process broke off"), "{told}");
}

/// A picture that moves, whose frames take their time.
fn film(count: u8) -> Vec<u8> {
    use image::{Delay, Frame, RgbaImage, codecs::gif::GifEncoder};
    let mut out = Vec::new();
    let mut encoder = GifEncoder::new_with_speed(&mut out, 30);
    for at in 0..count {
        let shade = |x: u32, y: u32| image::Rgba([(x * y / 7) as u8 & 0xE0, at * 8, (x / 9) as u8 & 0xE0, 255]);
        let pixels = RgbaImage::from_fn(1920, 1080, shade);
        let frame = Frame::from_parts(pixels, 0, 0, Delay::from_numer_denom_ms(100, 1));
        encoder.encode_frame(frame).expect("it is written");
    }
    drop(encoder);
    out
}

#[test]
fn a_film_ends_where_its_helper_is_killed() {
    let folder = deck("a.gif", &film(24));
    let home = tempfile::tempdir().expect("a temporary folder");
    let mut check = program(&["check", &folder.path().to_string_lossy()], home.path());
    let mut check = check.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    // The first stands ready for pictures. A second has written the PDF by then, which takes it much less than playing.
    kill_helper(&mut check, 1, 60);
    let (_, told) = said(&check.wait_with_output().expect("it ends"));
    assert!(told.contains("warning[SLD-FILM]") && told.contains("moves no further than frame"), "{told}");
    assert!(told.contains("the helper process broke off") && told.contains("deck.toml:6:11"), "{told}");
}

#[test]
fn a_page_that_brings_the_writer_of_pdfs_down_has_its_title_only() {
    let folder = deck("a.png", &png(8_000, 8_000, false));
    let home = tempfile::tempdir().expect("a temporary folder");
    let target = folder.path().join("o.pdf");
    let arguments = ["export", &folder.path().to_string_lossy(), &target.to_string_lossy()];
    let mut export = program(&arguments, home.path());
    let mut export = export.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    // The one that stands ready has nothing to read before, so it writes.
    kill_helper(&mut export, 0, 10);
    let (code, told) = said(&export.wait_with_output().expect("it ends"));
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("error[SLD-FAILED]: slide 1 “A” is in the PDF with its title only"), "{told}");
    assert!(std::fs::read(&target).is_ok_and(|file| file.starts_with(b"%PDF")), "{told}");
    let left = std::fs::read_dir(folder.path()).expect("it lists").flatten().count();
    assert_eq!(left, 3, "no file of a trial is left");
}

/// More slides than go over at once, with steps, formulas, links between them and a drawing on each.
fn long_deck() -> TempDir {
    let folder =
        deck("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'><path d='M0 0h40v20z'/></svg>");
    let path = folder.path().join("deck.toml");
    let mut text = std::fs::read_to_string(&path).expect("it reads");
    for at in 0..90 {
        let picture = if at % 5 == 0 { "picture = { src = \"a.svg\", alt = \"A triangle\" }\n" } else { "" };
        text += &format!(
            "[[slide]]\nid = \"s{at}\"\ntitle = \"Slide {at}\"\nreveal = \"items\"\n{picture}body = \"\"\"\n- Words {at} and \
             **more** of them\n- $x^{at}$ in a [link](#s{})\n- The same on all slides\n\"\"\"\n",
            (at * 7) % 90
        );
    }
    std::fs::write(&path, text).expect("it writes");
    folder
}

#[test]
fn a_long_pdf_is_the_same_whichever_process_writes_it() {
    let folder = long_deck();
    let talk = Talk::open(folder.path()).expect("a deck");
    for steps in ["last", "all"] {
        let mut cursors = picked(&talk, false);
        if steps == "all" {
            let each = |it: Cursor| (0..=it.step).map(move |step| Cursor { slide: it.slide, step });
            cursors = cursors.into_iter().flat_map(each).collect();
            assert!(cursors.len() > 250, "{}", cursors.len());
        }
        let own = Document::slides(&talk, &cursors)
            .pdf(&talk, &mut |_| {})
            .expect("it is written")
            .0
            .whole()
            .expect("its pictures are there");
        for round in 0..2 {
            let target = folder.path().join("o.pdf");
            let paths = [folder.path().to_string_lossy(), target.to_string_lossy()];
            let (code, told) = cuecard(&["export", &paths[0], &paths[1], "--steps", steps]);
            assert_eq!(code, Some(0), "{told}");
            assert!(std::fs::read(&target).is_ok_and(|file| file == own), "--steps {steps}, round {round}");
        }
    }
}
