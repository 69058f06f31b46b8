//! Code: as much as an engineering talk needs, as it was written, from the files that are tested, and told where it cannot be.

use cuecard::deck::files::Memory;
use cuecard::deck::noted::Noted;
use cuecard::deck::read::{Read, read};
use cuecard::deck::{Block, Code};
use cuecard::diagnostic::{Diagnostic, Severity};
use cuecard::drawing::{Drawing, Glyphs, Item, Page, Passage, Placed, Role};
use cuecard::geometry::{Affine, Rect};
use cuecard::handout;
use cuecard::layout::lay_out;
use cuecard::show::view::Cursor;
use cuecard::talk::Talk;
use cuecard::text::Shaper;
use proptest::prelude::*;

/// The built-in looks.
const LOOKS: [(&str, &str); 9] = [
    ("civic", "light"),
    ("civic", "dark"),
    ("civic", "high-contrast"),
    ("lecture", "light"),
    ("lecture", "dark"),
    ("lecture", "high-contrast"),
    ("keynote", "light"),
    ("keynote", "dark"),
    ("keynote", "high-contrast"),
];

fn head((theme, variant): (&str, &str)) -> String {
    format!("[deck]\ntitle = 'T'\nlanguage = 'en'\ntheme = '{theme}'\nvariant = '{variant}'\n[[slide]]\nid = 's'\n")
}

fn laid(text: &str, files: &Memory) -> (Read, Vec<Page>, Vec<Diagnostic>) {
    let read = read(text.as_bytes(), "deck.toml", files);
    let laid = lay_out(&read.deck, &mut Shaper::new(&[], "en"));
    let found = read.diagnostics.iter().cloned().chain(laid.diagnostics).collect();
    (read, laid.value, found)
}

fn lecture(slide: &str, files: &Memory) -> (Vec<Page>, Vec<Diagnostic>) {
    let (_, pages, found) = laid(&(head(("lecture", "light")) + slide), files);
    (pages, found)
}

/// What stands in code: each run with its place on the slide.
fn runs(drawing: &Drawing) -> Vec<(Glyphs, Rect)> {
    fn walk(items: &[Placed], by: Affine, code: bool, out: &mut Vec<(Glyphs, Rect)>) {
        for placed in items {
            let here = by * Affine::translate(placed.at.to_vec2());
            match &placed.item {
                Item::Text(run) if code => {
                    let place = Rect::new(0.0, -f64::from(run.size), f64::from(run.advance), 0.0);
                    out.push(((**run).clone(), here.transform_rect_bbox(place)));
                }
                Item::Group(group) => {
                    let code = code || matches!(group.role, Role::Code(_));
                    walk(&group.items, here * group.transform, code, out);
                }
                Item::Text(_) | Item::Shape(_) | Item::Picture(_) => {}
            }
        }
    }
    let mut out = Vec::new();
    walk(&drawing.items, Affine::IDENTITY, false, &mut out);
    out
}

/// The rows of code as they are drawn, from top to bottom.
fn rows(drawing: &Drawing) -> Vec<String> {
    let mut out: Vec<(f64, String)> = Vec::new();
    for (run, place) in runs(drawing) {
        match out.last_mut() {
            Some((y, row)) if (*y - place.y1).abs() < 0.01 => row.push_str(&run.text),
            _ => out.push((place.y1, run.text.to_string())),
        }
    }
    out.into_iter().map(|(_, row)| row.trim_end().to_owned()).collect()
}

fn numbered(lines: usize, letters: usize) -> String {
    (1..=lines).map(|line| format!("{line:0letters$}\n")).collect()
}

#[test]
fn twenty_four_lines_of_eighty_letters_stand_under_a_title_in_every_look() {
    let code = numbered(24, 80);
    for look in LOOKS {
        for extra in ["", ", numbers = true", ", numbers = true, name = 'src/main.rs'"] {
            let slide = format!("title = 'A title over it'\ncode = {{ text = '''\n{code}'''{extra} }}\n");
            let (_, pages, found) = laid(&(head(look) + &slide), &Memory::default());
            let told: Vec<_> = found.iter().filter(|it| it.severity != Severity::Info).collect();
            assert!(told.is_empty(), "{look:?}{extra}: {told:?}");
            assert!(found.iter().any(|it| it.code == "SLD-FONT" && it.message.contains("14 pt")), "{found:?}");
            let runs = runs(&pages[0].steps[0]);
            assert_eq!(runs.len(), 24);
            let inside = |place: &Rect| place.x0 > 40.0 && place.x1 < 920.0 && place.y0 > 50.0 && place.y1 < 496.0;
            assert!(runs.iter().all(|(run, place)| run.size >= 14.0 && inside(place)), "{look:?}{extra}");
        }
    }
}

#[test]
fn code_is_as_large_as_fits_and_lines_of_few_stand_far_apart() {
    for (lines, letters, size, apart) in
        [(5, 20, 22.0, 33.0), (12, 60, 20.0, 30.0), (17, 60, 15.0, 21.0), (24, 80, 14.0, 17.5)]
    {
        let slide = format!("title = 'T'\ncode = {{ text = '''\n{}''' }}\n", numbered(lines, letters));
        let (pages, _) = lecture(&slide, &Memory::default());
        let runs = runs(&pages[0].steps[0]);
        assert_eq!(runs[0].0.size, size, "{lines} lines");
        assert!((runs[1].1.y1 - runs[0].1.y1 - apart).abs() < 0.01, "{lines} lines");
    }
}

#[test]
fn what_does_not_fit_is_told_in_letters_and_lines() {
    for (lines, letters, more, said) in [
        (3, 110, "", "line 1 of its code is 13 characters too wide, at the right (it has 110, 97 fit) at 14 pt"),
        (29, 20, "", "its code has 5 lines too many at 14 pt"),
        (26, 110, "", "too wide, at the right (it has 110, 97 fit) and its code has 2 lines too many at 14 pt"),
        (60, 20, ", highlight = ['all', '1-40']", "16 lines of its code are lit without being in view"),
        (3, 110, ", wrap = true", ""),
        (60, 20, ", highlight = ['1-20', '21-40', '41-60']", ""),
    ] {
        let slide = format!("title = 'T'\ncode = {{ text = '''\n{}'''{more} }}\n", numbered(lines, letters));
        let (_, found) = lecture(&slide, &Memory::default());
        let told: Vec<&str> =
            found.iter().filter(|it| it.severity == Severity::Error).map(|it| it.message.as_str()).collect();
        assert_eq!(told.len(), usize::from(!said.is_empty()), "{lines} × {letters}: {told:?}");
        assert!(told.iter().all(|it| it.contains(said)), "{said}: {told:?}");
    }
    let slide = format!("title = 'T'\ncode = {{ text = '''\n{}''', highlight = ['1', '60'] }}\n", numbered(60, 20));
    let (_, found) = lecture(&slide, &Memory::default());
    assert!(found.iter().any(|it| it.code == "CODE-VIEW" && it.message.starts_with("24 lines")), "{found:?}");
}

#[test]
fn broken_lines_that_the_view_cannot_hold_are_told() {
    let words = "word ".repeat(1_320);
    for (text, highlight) in [
        (words.clone(), "['1', 'all']"),
        (words.clone(), "['all']"),
        (format!("short\n{words}"), "['1', 'all']"),
        (format!("short\n{words}\nshort"), "['1', '2', '3']"),
        (numbered(60, 20), "['all']"),
        (numbered(60, 20), "['1-60', 'all']"),
    ] {
        let slide = format!("code = {{ text = '''\n{text}''', wrap = true, highlight = {highlight} }}\n");
        let (_, found) = lecture(&slide, &Memory::default());
        let errors: Vec<_> = found.iter().filter(|it| it.code == "SLD-OVERFLOW").collect();
        assert_eq!(errors.len(), 1, "{highlight}: {found:?}");
    }
    let slide = format!("code = {{ text = '''\nfirst\n{words}''', wrap = true, highlight = ['1', '2'] }}\n");
    let (_, found) = lecture(&slide, &Memory::default());
    assert!(found.iter().any(|it| it.message.contains("line 2 of its code is broken into")), "{found:?}");
    // What one view holds, and what no entry lights, is no fault.
    for highlight in ["['1', 'all']", "['2', '1']"] {
        let text = format!("{}\n{}", "word ".repeat(60), numbered(30, 20));
        let slide = format!("code = {{ text = '''\n{text}''', wrap = true, highlight = {highlight} }}\n");
        let (_, found) = lecture(&slide, &Memory::default());
        assert!(found.iter().all(|it| it.severity != Severity::Error), "{highlight}: {found:?}");
    }
}

#[test]
fn a_line_that_is_far_too_long_is_cut_and_told() {
    for wrap in [true, false] {
        let slide =
            format!("code = {{ text = '{}', wrap = {wrap}, highlight = ['1', 'all'] }}\n", "x ".repeat(110_000));
        let (_, found) = lecture(&slide, &Memory::default());
        assert!(
            found.iter().any(|it| it.severity == Severity::Error && it.message.contains("220000 characters")),
            "{found:?}"
        );
        assert!(found.iter().any(|it| it.code == "SLD-OVERFLOW"), "{found:?}");
    }
}

#[test]
fn each_wrong_entry_of_highlight_is_told_and_keeps_its_step() {
    let slide = "code = { text = \"a\\nb\", highlight = ['5-9', '2', 'all', 'x'] }\n";
    let (pages, found) = lecture(slide, &Memory::default());
    let told: Vec<_> = found.iter().filter(|it| it.message.contains("are no lines of this code")).collect();
    assert_eq!(told.len(), 2, "{found:?}");
    assert_eq!(pages[0].steps.len(), 4);
}

#[test]
fn a_theme_has_its_own_floor() {
    let files = Memory::default().with("small.toml", &b"extends = 'lecture'\n[type.code]\nsizes = [20, 11]\n"[..]);
    let files = files.with("large.toml", &b"extends = 'lecture'\n[type.code]\nsizes = [24, 20]\n"[..]);
    for (theme, size, fits) in [("small.toml", 11.0, true), ("large.toml", 20.0, false)] {
        let text = format!(
            "[deck]\ntitle = 'T'\nlanguage = 'en'\ntheme = '{theme}'\n[[slide]]\ntitle = 'T'\ncode = {{ text = '''\n{}''' }}\n",
            numbered(10, 100)
        );
        let (_, pages, found) = laid(&text, &files);
        assert_eq!(runs(&pages[0].steps[0])[0].0.size, size);
        assert_eq!(found.iter().all(|it| it.code != "SLD-OVERFLOW"), fits, "{found:?}");
    }
}

#[test]
fn the_view_holds_what_is_lit_and_readers_have_all() {
    let code: String = (1..=60).map(|line| format!("line {line}\n")).collect();
    let slide = format!(
        "title = 'T'\ncode = {{ text = '''\n{code}''', numbers = true, highlight = ['2', '30-33', '60', 'all'] }}\n"
    );
    let (pages, found) = lecture(&slide, &Memory::default());
    assert!(found.iter().all(|it| it.severity != Severity::Error), "{found:?}");
    assert_eq!(pages[0].steps.len(), 4);
    for (step, lit) in pages[0].steps.iter().zip([2, 31, 60, 60]) {
        let shown = rows(step);
        assert!((18..=24).contains(&shown.len()), "{shown:?}");
        assert!(shown.contains(&format!("line {lit}")), "{lit}: {shown:?}");
        assert!(step.passages().contains(&Passage::Code(code.trim_end().into())));
        let inside = |place: &Rect| place.y0 > 50.0 && place.y1 < 496.0;
        assert!(runs(step).iter().all(|(_, place)| inside(place)));
    }
}

#[test]
fn code_and_words_stand_as_they_are_written() {
    for (slide, expected) in [
        ("code = { text = 'a' }\nbody = 'words'\n", ["a", "words"]),
        ("body = 'words'\ncode = { text = 'a' }\n", ["words", "a"]),
        ("body = '''\n```\na\n```\n\nwords\n'''\n", ["a", "words"]),
    ] {
        let (pages, found) = lecture(slide, &Memory::default());
        assert!(found.is_empty(), "{slide}: {found:?}");
        let passages = pages[0].steps[0].passages();
        let said: Vec<&str> = passages.iter().map(Passage::words).collect();
        assert_eq!(said, expected, "{slide}");
    }
}

/// What a deck in this folder may name.
fn files() -> Memory {
    let source = "use std::fs;\n\n// region: parse\nfn parse(text: &str) -> Vec<&str> {\n    text.lines().collect()\n}\n// endregion\n";
    Memory::default()
        .with("src/main.rs", source.as_bytes())
        .with("src/windows.rs", source.replace('\n', "\r\n").as_bytes())
        .with("bom.rs", [&b"\xEF\xBB\xBF"[..], source.as_bytes()].concat())
        .with("empty.rs", &b"\n"[..])
        .with("program", &b"\x7FELF\x02\x01\0\0"[..])
        .with("latin.rs", &b"// caf\xE9\n"[..])
        .with("wide.rs", &b"\xFF\xFE/\0/\0"[..])
        .with("huge.rs", vec![b'x'; 3 << 20])
        .with("long.rs", "x\n".repeat(900).as_bytes())
        .with("colored.log", &b"\x1B[31merror\x1B[0m: no\n"[..])
}

/// The code of the only slide.
fn code(read: &Read) -> Option<&Code> {
    read.deck.slides[0].body.iter().find_map(|block| match block {
        Block::Code(code) => Some(code),
        _ => None,
    })
}

#[test]
fn files_of_code_are_shown_as_they_are_tested() {
    let parse = "fn parse(text: &str) -> Vec<&str> {\n    text.lines().collect()\n}";
    for (said, text, first, name) in [
        ("file = 'src/main.rs', region = 'parse'", parse, 1, "src/main.rs"),
        ("file = 'src/windows.rs', region = 'parse'", parse, 1, "src/windows.rs"),
        ("file = './src\\main.rs', lines = '4-6', name = 'main.rs'", parse, 4, "main.rs"),
        ("file = 'bom.rs', lines = '1'", "use std::fs;", 1, "bom.rs"),
        ("file = 'src/main.rs', lines = '5'", "text.lines().collect()", 5, "src/main.rs"),
        ("text = 'a', name = ''", "a", 1, ""),
    ] {
        let text_of_deck = format!("{}title = 'T'\ncode = {{ {said} }}\n", head(LOOKS[3]));
        let (read, pages, found) = laid(&text_of_deck, &files());
        assert!(found.is_empty(), "{said}: {found:?}");
        let it = code(&read).expect("the slide has code");
        assert_eq!((it.text.as_str(), it.first, it.name.as_deref().unwrap_or_default()), (text, first, name), "{said}");
        assert_eq!(it.language, if said.contains("file") { "rs" } else { "" });
        assert!(pages[0].steps[0].passages().contains(&Passage::Code(text.into())), "{said}");
        // The tab is no part of what is read.
        assert!(!pages[0].steps[0].words().contains(".rs"), "{said}");
    }
    let files = files();
    let noted = Noted::new(&files);
    let deck = format!("{}code = {{ file = './src//main.rs', lines = '1' }}\n", head(LOOKS[0]));
    let read = read(deck.as_bytes(), "deck.toml", &noted);
    assert!(noted.finish().1.files.contains("src/main.rs"), "it is watched");
    let laid = lay_out(&read.deck, &mut Shaper::new(&[], "en"));
    assert!(laid.value[0].steps[0].words().contains("src/main.rs"), "it stands where the title would");
}

#[test]
fn what_is_wrong_with_a_file_of_code_is_told_with_its_remedy() {
    for (said, message, hint) in [
        ("file = 'src/mian.rs'", "`src/mian.rs` cannot be read: there is no such file", "Did you mean `src/main.rs`?"),
        ("file = '../main.rs'", "it is not inside the deck's folder", "Copy the file into the deck's folder"),
        ("file = 'https://example.org/main.rs'", "not inside the deck's folder", "a deck fetches nothing"),
        ("file = 'src'", "cannot be read", ""),
        ("file = 'program'", "it is no text", "Name a file of code"),
        ("file = 'latin.rs'", "it is not UTF-8", "Save it as UTF-8"),
        ("file = 'wide.rs'", "it is UTF-16", "Save it as UTF-8"),
        ("file = 'empty.rs'", "is empty", "Name a file of code"),
        ("file = 'huge.rs'", "too large: 3 MiB, where 2 MiB", "in a file of its own"),
        ("file = 'long.rs'", "there are 900 lines; the first 500 are shown", "lines = \"12-40\""),
        ("file = 'src/main.rs', lines = '5-9'", "there is no line 9: the code has 7 lines", "lines that it has"),
        ("file = 'src/main.rs', lines = 'five'", "`five` are no lines", "lines = \"12-40\""),
        ("file = 'src/main.rs', region = 'prase'", "there is no region `prase`", "Did you mean `parse`?"),
        ("file = 'src/main.rs', region = 'parse', lines = '1'", "is there twice", "Keep one of the two"),
        ("file = 'src/main.rs', text = 'a'", "is there twice", "Keep one of the two"),
        ("language = 'rust'", "there is no code", "file = \"src/main.rs\""),
        ("file = 'src/main.rs', lines = '4-6', highlight = ['2']", "`2` are no lines", "from 4 to 6"),
        ("file = 'colored.log'", "control characters, which are left out", "without colors"),
    ] {
        let text = format!("{}title = 'T'\ncode = {{ {said} }}\n", head(LOOKS[3]));
        let read = read(text.as_bytes(), "deck.toml", &files());
        let found = &read.diagnostics;
        let fault = found.iter().find(|it| it.message.contains(message)).unwrap_or_else(|| panic!("{said}: {found:?}"));
        assert!(fault.hints.iter().any(|it| it.contains(hint)), "{said}: {fault:?}");
        let span = fault.span.expect("it has a place");
        assert!(span.start > 80 && (span.end as usize) <= text.len(), "{said}");
        assert!(read.deck.slides[0].title.is_some(), "the slide's other words stay");
    }
}

/// Lines as people show them, and those that are hard to set.
const LINES: [&str; 20] = [
    "fn main() { println!(\"{}\", 1 << 2); }",
    "\tif x != y { return; } // why?",
    "a\tb\tc",
    "    let total: u32 = diary.iter().map(|entry| entry.minutes).sum();",
    "名前 = \"日本語のとても長い文字列、そして続き\"",
    "let cafe\u{301} = \"e\u{301}e\u{302}\";",
    "greeting = \"שלום עולם\" # right to left",
    "print(\"مرحبا\", end=\"\")",
    "docker run --rm -it -v \"$PWD\":/src -w /src -p 127.0.0.1:8080:8080 ghcr.io/example/image:latest serve --watch --verbose",
    "aVeryLongNameWithoutAnySpaceInItThatNoLineOfAnySlideCouldHoldAtAnySizeWhateverAndThenSomeMoreLettersSoThatItBreaks()",
    "'it''s' \"quoted\" -- and -> => != >= ...",
    "}",
    "",
    "$ cargo test",
    "warning: unused",
    "<b>x</b> &amp; **y** _z_ $a$",
    "[link](https://example.org)",
    "👩‍👩‍👧 = \"family\"",
    "-3 + 4",
    "@@ no hunk",
];

fn lines() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(&LINES[..]), 1..12).prop_filter("there is code", |lines| {
        let filled = |line: Option<&&str>| line.is_some_and(|line| !line.is_empty());
        filled(lines.first()) && filled(lines.last())
    })
}

fn stopped(line: &str) -> String {
    let mut out = String::new();
    for c in line.chars() {
        match c {
            '\t' => out.push_str(&" ".repeat(4 - out.chars().count() % 4)),
            c => out.push(c),
        }
    }
    out.trim_end().to_owned()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn code_of_any_kind_comes_out_as_it_went_in(
        lines in lines(),
        kind in 0..9_usize,
        wrap: bool,
        windows: bool,
        look in prop::sample::select(&LOOKS[..]),
    ) {
        let text = lines.join("\n");
        let folder = tempfile::tempdir().expect("a folder");
        let ends = |text: &str| if windows { text.replace('\n', "\r\n") } else { text.to_owned() };
        let more = if wrap { ", wrap = true" } else { "" };
        let write = |text: &str| std::fs::write(folder.path().join("code.rs"), ends(text)).expect("it writes");
        // Backslashes and quotes are no matter here: TOML's own are tried elsewhere.
        let slide = match kind {
            0 => format!("code = {{ text = '''\n{text}\n'''{more} }}\n"),
            1 => format!("code = {{ language = 'rust', numbers = true, text = '''\n{text}\n'''{more} }}\n"),
            2 => format!("code = {{ language = 'diff', text = '''\n{text}\n'''{more} }}\n"),
            3 => format!("code = {{ language = 'console', text = '''\n{text}\n'''{more} }}\n"),
            4 => {
                write(&format!("{text}\n"));
                format!("code = {{ file = 'code.rs'{more} }}\n")
            }
            5 => {
                write(&format!("before\nmore\n{text}\nafter\n"));
                format!("code = {{ file = 'code.rs', lines = '3-{}'{more} }}\n", lines.len() + 2)
            }
            6 => {
                write(&format!("before\n// region: this\n{text}\n// endregion\nafter\n"));
                format!("code = {{ file = 'code.rs', region = 'this'{more} }}\n")
            }
            7 => format!("code = {{ highlight = ['1', 'all', '{}'], text = '''\n{text}\n'''{more} }}\n", lines.len()),
            _ => format!("body = '''\nSo:\n\n````rust [src/main.rs] {{1|all}}{}\n{text}\n````\n'''\n", if wrap { " wrap" } else { "" }),
        };
        // In a part of a file, what all its lines begin with is left out.
        prop_assume!(!matches!(kind, 5 | 6) || lines.iter().any(|line| !line.is_empty() && !line.starts_with([' ', '\t'])));
        std::fs::write(folder.path().join("deck.toml"), ends(&format!("{}title = 'T'\n{slide}", head(look)))).expect("it writes");
        let talk = Talk::open(folder.path()).expect("the deck opens");
        let whole = [Cursor { slide: 0, step: talk.pages[0].last_step() }];
        for out in [handout::text(&talk, &whole, true), handout::markdown(&talk, &whole, true)] {
            prop_assert!(out.contains(&text), "`{}` is not in `{}`", text, out);
        }
        for step in &talk.pages[0].steps {
            prop_assert!(step.passages().contains(&Passage::Code(text.as_str().into())), "{:?}", step.passages());
            let shown = rows(step);
            let signs = |line: &str| if kind == 2 { line.trim_start_matches(['+', '-', ' ']).to_owned() } else { line.to_owned() };
            let expected: Vec<String> = lines.iter().map(|line| signs(&stopped(line))).filter(|line| !line.is_empty()).collect();
            if wrap || kind == 2 {
                let squeeze = |lines: &[String]| squeezed(&lines.iter().map(|line| signs(line)).collect::<String>());
                prop_assert_eq!(squeeze(&shown), squeeze(&expected));
            } else {
                let shown: Vec<String> = shown.into_iter().filter(|row| !row.is_empty()).collect();
                prop_assert_eq!(shown, expected);
            }
        }
    }
}
