//! One fault costs its place, not the slide; what is told, what is laid out, and what is handed out all the same.

use cuecard::deck::files::Memory;
use cuecard::deck::read::{Read, read};
use cuecard::diagnostic::Severity;
use cuecard::layout;
use cuecard::text::Shaper;

const HEAD: &str = "[deck]\ntitle = \"T\"\nlanguage = \"en-GB\"\n[[slide]]\ntitle = \"First\"\n";

fn read_slide(slide: &str) -> Read {
    let files = Memory::default().with("words.txt", &b"only words"[..]);
    read(format!("{HEAD}[[slide]]\n{slide}\n").as_bytes(), "deck.toml", &files)
}

/// The words of the second slide after all of its steps.
fn words(read: &Read) -> String {
    let mut shaper = Shaper::new(&read.deck.fonts, &read.deck.language);
    let pages = layout::lay_out(&read.deck, &mut shaper).value;
    pages[1].steps.last().map(|step| step.words()).unwrap_or_default()
}

fn errors(read: &Read) -> usize {
    read.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).count()
}

/// Nothing that only an author understands.
fn is_calm(words: &str) -> bool {
    ["[[", "]]", "`", "Line ", "TOML", "deck.toml", ".png", "mean", " = "].iter().all(|sign| !words.contains(sign))
}

#[test]
fn one_fault_costs_its_place_and_not_the_slide() {
    let whole = "title = \"Kept title\"\nbody = \"Kept words.\"\n";
    let kinds = [
        "colour = \"red\"",
        "include = [\"intro.toml\"]",
        "layout = \"statemnt\"",
        "layout = \"timeline\"",
        "layout = 7",
        "ground = \"purple\"",
        "reveal = \"slowly\"",
        "reveal = true",
        "transition = 1",
        "footer = 3",
        "hidden = \"no\"",
        "kicker = [1]",
        "aside = 5",
        "source = {}",
        "subtitle = \"not taken\"",
        "columns = 9",
        "columns = \"two\"",
        "by = \"not taken\"",
        "id = \"a b\"",
        "number = 5",
        "picture = \"wheel.png\"",
        "picture = { src = \"wheel.png\", alt = \"A\" }",
        "picture = { src = \"words.txt\", alt = \"A\" }",
        "picture = { src = \"../wheel.png\", alt = \"A\" }",
        "picture = { alt = \"A\" }",
        "picture = { src = 3, alt = \"A\", fit = \"full\" }",
        "quote = 5",
        "chart = 3",
        "chart = { kind = \"pie\", labels = [\"a\"], values = [1] }",
        "chart = { kind = \"bars\", labels = [\"a\"], values = [\"many\"] }",
        "chart = { kind = \"bars\", data = \"none.csv\" }",
        "numbers = []",
        "numbers = [{ label = \"l\" }]",
        "table = { rows = [[\"a\"]] }",
        "code = { language = \"rust\" }",
        "left = 3",
        "cover = \"A\"",
        "cue = 1",
        "cue = [1, { text = \"said\" }]",
        "cue = [{ text = 5 }]",
        "cue = [{ step = \"x\", text = \"said\" }]",
        "cue = [{ txet = \"said\" }]",
    ];
    for kind in kinds {
        let read = read_slide(&format!("{whole}{kind}"));
        let words = words(&read);
        assert!(errors(&read) > 0 && read.deck.slides[1].faulty, "{kind}: told");
        assert!(!read.deck.slides[0].faulty && !read.deck.faulty, "{kind}: the rest is sound");
        assert!(words.contains("Kept title") && words.contains("Kept words."), "{kind}: {words}");
        assert!(is_calm(&words), "{kind}: {words}");
        let hinted = read.diagnostics.iter().all(|it| !it.hints.is_empty() && (it.span.is_some()));
        assert!(hinted, "{kind}: {:?}", read.diagnostics);
    }
}

#[test]
fn a_key_that_is_clearly_another_one_misspelt_is_that_one() {
    for (slide, kept) in [
        ("titel = \"Kept\"", "Kept"),
        ("title = \"T\"\nbdoy = \"Kept\"", "Kept"),
        ("title = \"T\"\nquotes = \"Kept\"\nby = \"Me\"", "Kept"),
        ("numbres = [{ value = \"7\", lable = \"Kept\" }]", "Kept"),
        ("left = { bdy = \"- a\" }\nright = { bodi = \"Kept\" }", "Kept"),
        ("chart = { kind = \"bar\", label = [\"Kept\"], value = [3] }", "Kept"),
        ("tabel = { column = [\"Kept\"], rows = [[\"x\"]] }", "Kept"),
        ("layout = \"sectoin\"\ntitle = \"Kept\"", "Kept"),
    ] {
        let read = read_slide(slide);
        assert!(errors(&read) > 0, "{slide}: told");
        assert!(words(&read).contains(kept), "{slide}: {}", words(&read));
    }
    // Where the key itself is there too, nobody knows what was meant.
    let read = read_slide("title = \"Said\"\ntitel = \"Other\"\nbody = \"B\"");
    assert!(words(&read).contains("Said") && !words(&read).contains("Other"));
}

#[test]
fn what_can_be_drawn_of_a_chart_or_a_table_is_drawn() {
    for (slide, kept, lost) in [
        ("title = \"T\"\nchart = { kind = \"bars\", labels = [\"One\", \"Two\"], values = [1] }", "One", "Two"),
        ("title = \"T\"\nchart = { kind = \"line\", labels = [\"One\", \"Two\"], values = [1, \"x\"] }", "Two", "x"),
        ("title = \"T\"\nchart = { kind = \"bars\", labels = [\"One\"], values = [9], max = 3 }", "One", "max"),
        ("title = \"T\"\nchart = { kind = \"share\", labels = [\"One\"], values = [9] }", "One", "max"),
        (
            "title = \"T\"\nchart = { kind = \"bars\", labels = [\"One\"], values = [9], highlight = 7 }",
            "One",
            "highlight",
        ),
        (
            "title = \"T\"\ntable = { columns = [\"A\", \"B\"], rows = [[\"One\"], [\"x\", \"y\", \"Two\"]] }",
            "One",
            "Two",
        ),
        ("title = \"T\"\ntable = { columns = [\"A\", \"B\"], rows = [[\"One\", 5], 7] }", "One", "7"),
        ("title = \"T\"\nnumbers = [{ value = \"One\" }, { label = \"Two\" }]", "One", "Two"),
    ] {
        let read = read_slide(slide);
        let words = words(&read);
        assert!(errors(&read) > 0 && words.contains(kept) && !words.contains(lost), "{slide}: {words}");
    }
}

#[test]
fn a_slide_of_which_nothing_can_be_read_is_the_themes_empty_slide() {
    for slide in ["", "colour = 1", "title = 5", "chart = 3", "picture = { alt = \"A\" }", "layout = \"quote\""] {
        let read = read_slide(slide);
        assert!(errors(&read) > 0, "{slide}");
        // The footer's words are the theme's own.
        assert!(["", "T\n2", "T"].contains(&words(&read).trim()), "{slide}: {}", words(&read));
    }
}

#[test]
fn hidden_slides_and_the_appendix_do_not_break_the_count() {
    let slides = "title = \"A\"\nappendix = true\n[[slide]]\ntitle = \"B\"\nhidden = true\n[[slide]]\ntitle = \"C\"";
    let read = read_slide(slides);
    let titles: Vec<_> = read.deck.slides.iter().filter_map(|slide| Some(slide.title.as_ref()?.text())).collect();
    assert_eq!(titles, ["First", "B", "C", "A"]);
    assert_eq!(cuecard::deck::numbers(&read.deck.slides), [1, 4, 2, 3]);
    let all_hidden = HEAD.replace("title = \"First\"", "title = \"First\"\nhidden = true");
    let read = cuecard::deck::read::read(all_hidden.as_bytes(), "deck.toml", &Memory::default());
    assert!(read.diagnostics.iter().any(|it| it.message.contains("every slide is hidden")), "{:?}", read.diagnostics);
}

/// Runs the program on a deck of `tests/cases/handed-out`, or on another.
fn cuecard(arguments: &[&str]) -> (bool, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_cuecard"));
    let home = tempfile::tempdir().expect("a temporary folder");
    let output =
        command.args(arguments).env("XDG_CONFIG_HOME", home.path()).env("XDG_STATE_HOME", home.path()).output();
    let output = output.expect("it runs");
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

fn case(name: &str) -> String {
    format!("{}/tests/cases/handed-out/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// What `check` says, and what an export to each kind of file does: whether it went well, what was said, what was written.
struct Handed {
    check: (bool, String),
    exports: Vec<(&'static str, bool, String, Option<Vec<u8>>)>,
}

fn handed(deck: &str, more: &[&str]) -> Handed {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut exports = Vec::new();
    for name in ["o.pdf", "n.pdf", "o.txt", "o.md", "o"] {
        let target = folder.path().join(name);
        let shown = target.to_string_lossy().into_owned();
        let notes: &[&str] = if name == "n.pdf" { &["--layout", "notes"] } else { &[] };
        let size: &[&str] = if name == "o" { &["--size", "160x90"] } else { &[] };
        let (well, said) = cuecard(&[&["export", deck, &shown], notes, size, more].concat());
        let names = std::fs::read_dir(&target).map(|files| {
            let mut names: Vec<_> =
                files.flatten().map(|file| file.file_name().to_string_lossy().into_owned()).collect();
            names.sort();
            names.join(" ").into_bytes()
        });
        exports.push((name, well, said, names.ok().or_else(|| std::fs::read(&target).ok())));
    }
    Handed { check: cuecard(&["check", deck]), exports }
}

fn text(bytes: Option<&Vec<u8>>) -> String {
    bytes.map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default()
}

fn deck_of(slides: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let head = "[deck]\ntitle = \"T\"\nlanguage = \"en-GB\"\n";
    std::fs::write(folder.path().join("deck.toml"), format!("{head}{slides}")).expect("it writes");
    let svg =
        "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60'><text x='9' y='30'>\u{10FFFD}</text></svg>";
    std::fs::write(folder.path().join("a.svg"), svg).expect("it writes");
    let path = folder.path().to_string_lossy().into_owned();
    (folder, path)
}

#[test]
fn a_link_to_a_hidden_slide_is_a_remark() {
    let (_folder, deck) = deck_of(
        "[[slide]]\ntitle = \"Start\"\nbody = \"[more](#spare)\"\n[[slide]]\nid = \"spare\"\ntitle = \"S\"\nhidden = true\n",
    );
    let handed = handed(&deck, &[]);
    assert!(handed.check.0 && handed.check.1.contains("which is hidden"), "{}", handed.check.1);
    assert!(handed.exports.iter().all(|(_, well, ..)| *well));
}

#[test]
fn whatever_costs_an_export_something_is_an_error_in_check() {
    let slide = "[[slide]]\ntitle = \"Start\"\n";
    for (slides, code, lost_in) in [
        (format!("{slide}body = \"[more](#backup)\""), "SLD-LINK", "o.pdf"),
        (format!("{slide}body = \"[more](#7)\""), "SLD-LINK", "o.pdf"),
        (format!("{slide}body = \"| A | B |\\n|---|---|\\n| [x](#gone) | y |\""), "SLD-LINK", "o.pdf"),
        (format!("{slide}notes = \"- [more](#backup)\""), "SLD-LINK", "n.pdf"),
        (format!("{slide}picture = {{ src = \"a.svg\", alt = \"A\" }}"), "SLD-GLYPH", "o.pdf"),
        (format!("{slide}body = \"A \u{10FFFD} b\""), "SLD-GLYPH", "o.pdf"),
    ] {
        let (_folder, deck) = deck_of(&slides);
        let handed = handed(&deck, &[]);
        assert!(!handed.check.0 && handed.check.1.contains(code), "{slides}: {}", handed.check.1);
        for (name, well, said, file) in &handed.exports {
            assert!(file.is_some(), "{slides}: {name} is written: {said}");
            if *name == lost_in {
                assert!(!well && said.contains("the PDF is written, but"), "{slides}: {name}: {said}");
            }
        }
    }
    // Near names are proposed.
    let (_folder, deck) = deck_of("[[slide]]\nid = \"backup\"\ntitle = \"Start\"\nbody = \"[more](#bakcup)\"");
    assert!(cuecard(&["check", &deck]).1.contains("Did you mean `#backup`?"));
    let handed = handed(&case("link-to-no-slide"), &[]);
    assert!(!handed.check.0 && handed.check.1.contains("no slide is called `backup`"), "{}", handed.check.1);
    assert!(handed.exports.iter().all(|(_, _, _, file)| file.is_some()));
}

#[test]
fn pictures_in_a_body_are_handed_out() {
    let handed = handed(&case("md-image"), &[]);
    assert!(handed.check.0, "{}", handed.check.1);
    assert!(handed.exports.iter().all(|(_, well, _, file)| *well && file.is_some()));
}

#[test]
fn links_lead_to_slides_by_id_and_by_number() {
    let handed = handed(&case("link-to-slide"), &[]);
    assert!(handed.check.0, "{}", handed.check.1);
    assert!(handed.exports.iter().all(|(_, well, _, file)| *well && file.is_some()));
}

#[test]
fn a_slide_that_could_not_be_read_is_handed_out_only_if_that_is_said() {
    for name in ["fault", "include", "html", "empty"] {
        let deck = case(name);
        let refused = handed(&deck, &[]);
        assert!(!refused.check.0, "{name}: {}", refused.check.1);
        let of_slides = !matches!(name, "include");
        for (file, well, said, written) in refused.exports.iter().filter(|_| of_slides) {
            assert!(!well && written.is_none() && said.contains("--anyway"), "{name} {file}: {said}");
        }
        for (file, well, said, written) in handed(&deck, &["--anyway"]).exports {
            assert!(!well && written.is_some(), "{name} {file}: told, and written: {said}");
            let shown = text(written.as_ref());
            assert!(
                !file.ends_with('d') && !file.ends_with('t') || is_calm(&shown.replace("[1]", "")),
                "{name}: {shown}"
            );
        }
    }
    let words = &handed(&case("fault"), &["--anyway"]).exports[2].3;
    for kept in ["A good slide", "Typo", "ok", "Missing picture"] {
        assert!(text(words.as_ref()).contains(kept), "{kept}");
    }
}

#[test]
fn hidden_slides_are_handed_out_only_if_that_is_said() {
    let deck = case("hidden-slide");
    let shown = handed(&deck, &[]);
    assert!(shown.check.0, "{}", shown.check.1);
    let words = text(shown.exports[2].3.as_ref());
    assert!(!words.contains("secret") && words.contains("[1]") && words.contains("[2]\nTwo"), "{words}");
    assert_eq!(text(shown.exports[4].3.as_ref()), "01.png 02.png");
    assert!(!text(shown.exports[3].3.as_ref()).contains("Not for them"));
    let asked = handed(&deck, &["--hidden"]);
    assert!(text(asked.exports[2].3.as_ref()).contains("[3]\nNot for them\nsecret"));
    assert_eq!(text(asked.exports[4].3.as_ref()), "01.png 02.png 03.png");
    // By its number, one is asked for by name.
    let by_number = handed(&deck, &["--slide", "3"]);
    assert!(text(by_number.exports[2].3.as_ref()).contains("secret"));

    let all = handed(&case("hidden"), &[]);
    assert!(!all.check.0 && all.check.1.contains("every slide is hidden"), "{}", all.check.1);
    for (name, well, said, written) in &all.exports {
        assert!(!well && written.is_none() && said.contains("--hidden"), "{name}: {said}");
    }
}

#[test]
fn one_is_one_and_pictures_sort_as_the_slides_do() {
    let one = handed(&case("one"), &[]);
    assert!(one.exports[2].2.contains("the words of 1 slide in"), "{}", one.exports[2].2);
    assert!(one.exports[4].2.contains("1 picture of"), "{}", one.exports[4].2);
    let (_folder, deck) = deck_of(&"[[slide]]\ntitle = \"A\"\n".repeat(101));
    let target = tempfile::tempdir().expect("a temporary folder");
    let shown = target.path().join("o").to_string_lossy().into_owned();
    assert!(cuecard(&["export", &deck, &shown, "--size", "32x18"]).0);
    let mut names: Vec<_> =
        std::fs::read_dir(&shown).expect("pictures").flatten().map(|file| file.file_name()).collect();
    names.sort();
    assert_eq!((names[0].to_str(), names[100].to_str(), names.len()), (Some("001.png"), Some("101.png"), 101));
}

#[test]
fn a_talk_of_another_program_is_called_what_it_is() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes, words) in [
        ("talk.pdf", &b"%PDF-1.4\n"[..], "is a PDF"),
        ("talk.pptx", b"PK\x03\x04 ppt/presentation.xml", "is a PowerPoint file"),
        ("slides.md", b"# One\n\n---\n\n# Two\n", "is a Markdown file"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("it writes");
        let path = path.to_string_lossy().into_owned();
        for arguments in [&[path.as_str()][..], &["check", &path], &["present", &path], &["export", &path, "o.pdf"]] {
            let (well, said) = cuecard(arguments);
            assert!(!well && said.contains(words) && said.contains("deck.toml"), "{arguments:?}: {said}");
        }
    }
}

/// Whatever single line of the tour is spoilt: it is told where it can be, nothing panics, no word of the format is
/// shown, and a title that was not spoilt stands.
#[test]
fn any_line_of_the_tour_can_be_spoilt() {
    use cuecard::deck::files::Folder;
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("decks/tour");
    let text = std::fs::read_to_string(root.join("deck.toml")).expect("the tour");
    let files = Folder::new(root);
    let mut parts = text.split("\n[[slide]]");
    let head = parts.next().expect("a head");
    let mut spoilt = 0;
    for (at, part) in parts.enumerate() {
        let slide = format!("{head}\n[[slide]]\ntitle = \"First\"\n[[slide]]{part}");
        let mut inside = false;
        for (line, written) in part.lines().enumerate() {
            let marks = written.matches("\"\"\"").count() + written.matches("'''").count();
            // What stands between the quotation marks of several lines is no key.
            let words = inside || marks > 0;
            inside ^= marks % 2 == 1;
            if words {
                continue;
            }
            // Values of one line, each spoilt in one of four ways.
            let Some((key, value)) = written.split_once('=').filter(|(key, _)| is_key(key)) else { continue };
            if value.trim_end().ends_with(['[', '{', ',']) {
                continue;
            }
            let new = match (at + line) % 4 {
                0 => format!("zq{} ={value}", key.trim()),
                1 => format!("{key}= -5e9"),
                2 => format!("{key}= [{{}}]"),
                _ => format!("{key}= {{ zq = 1 }}"),
            };
            let broken = slide.replacen(&format!("\n{written}\n"), &format!("\n{new}\n"), 1);
            let good = read(slide.as_bytes(), "deck.toml", &files);
            let bad = read(broken.as_bytes(), "deck.toml", &files);
            if broken == slide || bad.deck.slides.len() != good.deck.slides.len() {
                continue;
            }
            spoilt += 1;
            let index = bad
                .deck
                .slides
                .iter()
                .position(|it| it.span.start > 0 && it.title.as_ref().is_none_or(|it| it.text() != "First"));
            let mut shaper = Shaper::new(&bad.deck.fonts, &bad.deck.language);
            let pages = layout::lay_out(&bad.deck, &mut shaper).value;
            assert!(errors(&bad) > 0, "slide {at}: {new}: told");
            let kept = good.deck.slides.iter().filter_map(|it| Some(it.title.as_ref()?.text()));
            let kept: Vec<String> = if key.trim() == "title" { Vec::new() } else { kept.collect() };
            for title in kept {
                let stands = bad.deck.slides.iter().any(|it| it.title.as_ref().is_some_and(|it| it.text() == title));
                assert!(stands, "slide {at}: {new}: `{title}` is lost");
            }
            let words = index.map(|at| pages[at].steps.iter().map(|step| step.words()).collect::<String>());
            assert!(!words.unwrap_or_default().contains("zq"), "slide {at}: {new}");
        }
    }
    assert!(spoilt > 60, "{spoilt}");
}

fn is_key(key: &str) -> bool {
    let key = key.trim();
    !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

#[test]
fn a_slide_of_far_too_many_steps_is_told_and_ends_with_all_of_it() {
    for (items, told) in [(300, false), (301, true), (2_000, true)] {
        let list: String = (1..=items).map(|at| format!("- item {at}\n")).collect();
        let read = read_slide(&format!("title = 'T'\nreveal = 'items'\nbody = '''\n{list}'''"));
        let laid = layout::lay_out(&read.deck, &mut Shaper::new(&[], "en"));
        assert_eq!(laid.diagnostics.iter().any(|it| it.code == "SLD-STEPS"), told, "{items}");
        assert_eq!(laid.value[1].steps.len(), 301);
        assert!(laid.value[1].steps[300].words().contains(&format!("item {items}")));
        assert!(!laid.value[1].steps[299].words().contains(&format!("item {items}")));
    }
}

#[test]
fn of_far_too_many_names_the_first_are_kept_and_a_few_are_listed() {
    let many = |count, one: &dyn Fn(usize) -> String| (0..count).map(one).collect::<String>();
    let speakers = many(5_000, &|at| format!("[[speaker]]\nid = \"voice-{at}\"\nname = \"N\"\n"));
    let cues = many(2_000, &|at| {
        format!("[[slide.cue]]\nspeaker = \"{at}\"\ntext = \"T\"\n[[slide.cue]]\ntext = {{ q{at} = \"T\" }}\n")
    });
    let regions = ["GB", "US", "DE", "FR", "ES", "IT", "PT", "NL", "PL", "SE", "DK", "NO"];
    let tongues = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da"];
    let languages = many(120, &|at| format!("\"{}-{}\", ", tongues[at % 10], regions[at / 10]));
    let text = format!("{HEAD}{cues}{speakers}[captions]\nlanguages = [{languages}]\n");
    let read = read(text.as_bytes(), "deck.toml", &Memory::default());
    assert_eq!((read.deck.speakers.len(), read.deck.captions.languages.len()), (200, 100));
    // All that is told is still told once, and no hint repeats all that there is.
    assert!(read.diagnostics.iter().any(|it| it.message.contains("there are ") && it.message.contains("more faults")));
    let hints = || read.diagnostics.iter().flat_map(|it| &it.hints);
    assert!(hints().any(|hint| hint.ends_with('…')) && hints().all(|hint| hint.len() < 300));
    let few = format!("{HEAD}{speakers}[captions]\nlanguages = [{languages}]\n");
    let read = cuecard::deck::read::read(few.as_bytes(), "deck.toml", &Memory::default());
    let lit = many(300, &|at| format!("{at}, "));
    let chart = format!("chart = {{ kind = \"bars\", labels = [\"a\"], values = [1], highlight = [{lit}] }}");
    assert!(
        read_slide(&chart).diagnostics.iter().any(|it| it.message == "`highlight` names 300: the first 100 stand out")
    );
    for told in ["the deck has 5000 speakers", "captions are in 100 languages at most"] {
        assert!(read.diagnostics.iter().any(|it| it.message.contains(told)), "{told}: {:?}", read.diagnostics.first());
    }
}
