//! Decks with one fault each of those that `check` lists beside the faults of the format.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use cuecard::color::Color;
use cuecard::diagnostic::report::render;
use cuecard::diagnostic::{Diagnostic, Severity};
use cuecard::lint::{allowed, lint};
use cuecard::talk::Talk;

/// Two slides that nothing can be said against, so that the talk is long enough for chapters.
const MORE: &str = "
[[slide]]
title = \"More\"
time = \"10s\"
[[slide.cue]]
sound = \"LONG PAUSE\"
[[slide]]
title = \"Still more\"
time = \"10s\"
[[slide.cue]]
sound = \"LONG PAUSE\"
";

fn open(text: &str) -> Talk {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("deck.toml"), text).expect("a deck");
    Talk::open(folder.path()).expect("the deck opens")
}

/// `#! warning CAP-LINE: words; more words` on the faulty line, ` + ` between two findings; `#! file …` has no line.
fn expected(text: &str) -> Vec<(usize, String, Vec<String>)> {
    let mut all = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let Some((_, said)) = line.split_once("#! ") else { continue };
        for finding in said.split(" + ") {
            let (what, words) = finding.split_once(": ").expect("a code before the words");
            let (line, what) = what.strip_prefix("file ").map_or((index + 1, what), |what| (0, what));
            all.push((line, what.to_owned(), words.split("; ").map(|words| words.trim().to_owned()).collect()));
        }
    }
    all
}

fn what(finding: &Diagnostic) -> String {
    let severity = match finding.severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    format!("{severity} {}", finding.code)
}

#[test]
fn each_fault_is_told_with_its_place_and_remedy() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/lint");
    let mut wrong = String::new();
    let mut codes = Vec::new();
    for entry in fs::read_dir(folder).expect("the cases") {
        let path = entry.expect("a case").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let mut text = fs::read_to_string(&path).expect("a text");
        let expected = expected(&text);
        if text.contains("[[slide.cue]]") && !name.starts_with("chap-") {
            text.push_str(MORE);
        }
        let talk = open(&text);
        let mut found = lint(&talk);
        assert!(found.iter().all(|finding| !finding.hints.is_empty()), "{name}: {found:#?}");
        let all = found.clone();
        for (line, code, words) in &expected {
            let at = found.iter().position(|finding| {
                let said = format!("{} {}", finding.message, finding.hints.join(" "));
                let start = finding.span.map(|span| text[..span.start as usize].matches('\n').count() + 1);
                start.unwrap_or(0) == *line && what(finding) == *code && words.iter().all(|words| said.contains(words))
            });
            match at {
                Some(at) => drop(found.remove(at)),
                None => wrong += &format!("{name}: no `{code}: {words:?}` on line {line}\n"),
            }
            codes.push(code.clone());
        }
        if !found.is_empty() || wrong.contains(&format!("{name}: ")) {
            wrong += &format!("{name}:\n{}\n", render(&all, &talk.sources, false));
        }
        // What the format itself finds fault with has no place here.
        wrong += &talk.diagnostics.iter().map(|it| format!("{name}: {}\n", it.message)).collect::<String>();
    }
    assert!(wrong.is_empty(), "{wrong}");
    codes.sort();
    codes.dedup();
    let all = [
        "error CAP-FAST",
        "error CAP-LINE",
        "error CAP-LINES",
        "error SLD-CONTRAST",
        "error SLD-WORDS",
        "error TIME-TOTAL",
        "info CAP-BREAK",
        "info CAP-CAPS",
        "info CHAP-YT",
        "info DECK-TITLE",
        "info NOTE-ACRO",
        "info NOTE-SENSORY",
        "info SLD-JUSTIFY",
        "warning CAP-CHAR",
        "warning CAP-FAST",
        "warning CAP-GAP",
        "warning CAP-LANG",
        "warning CAP-LINE",
        "warning CAP-LONG",
        "warning CAP-MISSING",
        "warning CAP-OVERLAY",
        "warning CAP-SHORT",
        "warning CAP-SPEAKER",
        "warning NOTE-LEN",
        "warning SLD-ALT-BAD",
        "warning SLD-LINK",
        "warning SLD-TITLE",
        "warning SPK-DESC",
        "warning TIME-TOTAL",
    ];
    assert_eq!(codes, all);
}

#[test]
fn captions_are_checked_against_the_ground_behind_them() {
    let text = format!(
        "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n{MORE}{}",
        MORE.replace('0', "1").replace("ore\"", "ore again\"")
    );
    let mut talk = open(&text);
    assert_eq!(lint(&talk), [], "nothing is wrong with this one");
    Arc::make_mut(&mut talk.deck).theme.colors.surround = Color::rgb(120, 120, 120);
    let found = lint(&talk);
    assert!(matches!(&found[..], [one] if one.code == "CAP-COLOUR" && one.message.contains("4.4")), "{found:?}");
}

#[test]
fn the_decks_are_clean_but_for_what_only_their_speaker_can_say() {
    for deck in ["starting-with-why", "the-power-of-the-group"] {
        let talk = Talk::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("decks").join(deck)).expect("it opens");
        // Full slides are hers too: where they can be two is proposed and no more.
        let found: Vec<_> = allowed(&talk, lint(&talk)).into_iter().filter(|it| it.code != "SLD-SPLIT").collect();
        assert_eq!(found.iter().map(what).collect::<Vec<_>>(), ["warning SPK-DESC"], "{deck}: {found:#?}");
    }
    let tour = Talk::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("decks/tour")).expect("it opens");
    assert_eq!(allowed(&tour, lint(&tour)), []);
}

/// Faults and warnings in what the program says of a deck.
fn counted(words: &[&str], of: impl Fn(&str) -> (usize, usize)) -> (usize, usize) {
    let home = tempfile::tempdir().expect("a folder");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_cuecard"));
    command.args(words).env("HOME", home.path()).env("XDG_CONFIG_HOME", home.path()).env("XDG_STATE_HOME", home.path());
    of(&String::from_utf8_lossy(&command.output().expect("it runs").stdout))
}

#[test]
fn the_stage_check_counts_what_check_tells() {
    let checked = |out: &str| {
        let count = |severity: &str| out.matches(&format!("\"severity\": \"{severity}\"")).count();
        (count("error"), count("warning"))
    };
    let staged = |out: &str| {
        let row = out.lines().find(|line| line.contains(" Deck ")).expect("a row for the deck");
        let count = |name: &str| {
            let words: Vec<&str> = row.split([' ', ',', '.']).collect();
            let at = words.iter().position(|word| word.trim_end_matches('s') == name);
            at.and_then(|at| words[at - 1].parse().ok()).unwrap_or(0)
        };
        (count("fault"), count("warning"))
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/access");
    // Found by reading, by looking at contrast and words, by the captions' pace; and nothing at all.
    let mut sums = (0, 0);
    for case in ["lint/SLD-ALT", "lint/SLD-CONTRAST", "lint/SLD-LINK", "lint/CAP-FAST", "lint/SLD-FOOT", "good"] {
        let deck = folder.join(case).display().to_string();
        let told = counted(&["check", &deck, "--format", "json"], checked);
        assert_eq!(counted(&["stage", "--list", &deck], staged), told, "{case}");
        sums = (sums.0 + told.0, sums.1 + told.1);
    }
    assert!(sums.0 >= 3 && sums.1 >= 2, "{sums:?}");
}

#[test]
fn a_description_is_known_again_without_spaces_between_words() {
    let deck = |language: &str, description: &str, said: &str| {
        let talk = open(&format!(
            "[deck]\ntitle = \"T\"\nlanguage = \"{language}\"\n[[speaker]]\nid = \"a\"\nname = \"A\"\n\
             description = \"{description}\"\n[[slide]]\ntitle = \"T\"\n[[slide.cue]]\ntext = \"{said}\"\n"
        ));
        lint(&talk).iter().filter(|it| it.code == "SPK-DESC").count()
    };
    let (japanese, thai) = ("短い髪で、緑の上着を着ています", "ผมสั้น ใส่เสื้อสีเขียว");
    for (language, description, said, other) in [
        (
            "ja",
            japanese,
            "こんばんは。短い髪で、緑の上着を着た田中です。",
            "こんばんは。田中です。今日は蜂の話をします。",
        ),
        ("th", thai, "สวัสดีค่ะ ดิฉันผมสั้นและใส่เสื้อสีเขียว", "สวัสดีค่ะ วันนี้จะพูดเรื่องผึ้ง"),
        ("en", "tall, in a green coat", "I am tall and in a green coat.", "Good evening to all of you."),
    ] {
        assert_eq!(deck(language, description, said), 0, "{said}");
        assert_eq!(deck(language, description, other), 1, "{other}");
    }
}
