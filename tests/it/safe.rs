//! The program as a presenter runs it on decks whose makers mean no good, or whose numbers are slips of the hand.
#![cfg(target_os = "linux")]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use cuecard::deck::files::Memory;
use cuecard::deck::read::read;
use serde_json::Value;

const DECK: &str = "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n[[slide]]\ntitle = \"A\"\n[[slide]]\ntitle = \"B\"\n";

/// Runs the program, with a folder for what it keeps that is not the presenter's.
fn cuecard<S: AsRef<OsStr>>(place: &Path, arguments: impl IntoIterator<Item = S>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuecard"));
    command.args(arguments).current_dir(place).env("XDG_STATE_HOME", place.join("state"));
    command.output().expect("it runs")
}

fn words(output: &Output) -> String {
    let all = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8(all).expect("words")
}

/// A deck, and beside it a file of its presenter's that is none of the deck's affair.
fn place() -> (tempfile::TempDir, PathBuf) {
    let place = tempfile::tempdir().expect("a folder");
    let deck = place.path().join("deck");
    fs::create_dir(&deck).expect("it is made");
    fs::write(deck.join("deck.toml"), DECK).expect("it writes");
    fs::write(place.path().join("mine"), "do not lose me").expect("it writes");
    (place, deck)
}

fn lost(place: &Path) -> bool {
    fs::read_to_string(place.join("mine")).ok().as_deref() != Some("do not lose me")
}

#[test]
fn no_command_writes_through_a_link_in_a_deck() {
    let (place, deck) = place();
    let kinds = ["pdf", "notes.pdf", "handout.pdf", "md", "png", "txt", "vtt", "chapters.vtt"];
    for kind in kinds {
        symlink("../mine", deck.join(format!("deck.{kind}"))).expect("it links");
    }
    fs::create_dir(deck.join("slides")).expect("it is made");
    symlink("../../mine", deck.join("slides/01.png")).expect("it links");
    symlink("..", deck.join("out")).expect("it links");
    // As the windows save it, under the names that they propose.
    for (what, kind) in [("slides", "pdf"), ("notes", "notes.pdf"), ("handout", "handout.pdf"), ("words", "md")] {
        let target = format!("deck/deck.{kind}");
        let output = cuecard(place.path(), ["save", what, "--", "deck", &target]);
        assert!(output.status.success(), "{}", words(&output));
        assert!(!place.path().join(&target).is_symlink() && !lost(place.path()), "{target}");
    }
    let targets = ["deck/deck.png", "deck/deck.txt", "deck/slides", "deck/deck.chapters.vtt"];
    for target in targets.iter().chain(&["deck/deck.pdf"]) {
        cuecard(place.path(), ["export", "deck", target]);
        assert!(!lost(place.path()), "{target}");
        // From within the deck's folder, too.
        cuecard(&deck, ["export", ".", target.strip_prefix("deck/").expect("it has that")]);
        assert!(!lost(place.path()), "{target}");
    }
    let output = cuecard(place.path(), ["export", "deck", "deck/out/talk.txt"]);
    assert!(words(&output).contains("leads out of the deck's folder"), "{}", words(&output));
    assert!(!output.status.success() && !place.path().join("talk.txt").exists());
}

#[test]
fn times_are_not_written_through_a_link() {
    let (place, deck) = place();
    fs::create_dir(deck.join("takes")).expect("it is made");
    let log = concat!(
        "{\"t\":0,\"e\":\"slide\",\"id\":\"a\",\"step\":0}\n",
        "{\"t\":42000,\"e\":\"slide\",\"id\":\"b\",\"step\":0}\n{\"t\":60000,\"e\":\"end\"}\n"
    );
    fs::write(deck.join("takes/2026-11-22-140501.jsonl"), log).expect("it writes");
    fs::rename(deck.join("deck.toml"), deck.join("talk.toml")).expect("it is renamed");
    symlink("talk.toml", deck.join("deck.toml")).expect("it links");
    let output = cuecard(place.path(), ["times", "deck", "--write"]);
    assert!(!output.status.success() && words(&output).contains("is a link"), "{}", words(&output));
    let output = cuecard(place.path(), ["times", "deck/talk.toml", "--write"]);
    assert!(output.status.success(), "{}", words(&output));
    assert!(fs::read_to_string(deck.join("deck.toml")).expect("it reads").contains("time = \"40s\""));
    // A deck's own file that lies elsewhere is none.
    fs::remove_file(deck.join("deck.toml")).expect("it goes");
    fs::write(place.path().join("mine.toml"), DECK).expect("it writes");
    symlink("../mine.toml", deck.join("deck.toml")).expect("it links");
    let output = cuecard(place.path(), ["check", "deck"]);
    assert!(words(&output).contains("not inside the deck's folder"), "{}", words(&output));
    // The folder itself may be reached by a link.
    fs::remove_file(deck.join("deck.toml")).expect("it goes");
    fs::write(deck.join("deck.toml"), DECK).expect("it writes");
    symlink("deck", place.path().join("way")).expect("it links");
    assert!(cuecard(place.path(), ["check", "way"]).status.success());
}

#[test]
fn targets_that_cannot_be_are_told_in_plain_words() {
    let (place, _) = place();
    let refused = |target: &str, said: &str| {
        let output = cuecard(place.path(), ["export", "deck", target]);
        let words = words(&output);
        assert!(!output.status.success() && words.contains(said) && !words.contains("os error"), "{target}: {words}");
    };
    refused("-", "standard output");
    refused("mine", "is a file, not a folder");
    refused("mine/slides", "is a file, not a folder");
    refused("deck.toml.pdf/x.pdf", "there is no folder");
    refused("deck.doc", "can't write `.doc` files");
    assert!(!lost(place.path()) && !place.path().join("-").exists());
}

#[test]
fn a_number_beyond_all_bounds_in_a_theme_is_told_and_stops_no_export() {
    let deck = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/safe/theme-gap-far");
    let place = tempfile::tempdir().expect("a folder");
    for number in ["1e308", "nan", "-inf", "inf", "1e39"] {
        let deck_here = place.path().join("deck");
        fs::create_dir_all(&deck_here).expect("it is made");
        fs::copy(deck.join("deck.toml"), deck_here.join("deck.toml")).expect("it is copied");
        let theme = fs::read_to_string(deck.join("house.toml")).expect("it reads").replace("1e308", number);
        fs::write(deck_here.join("house.toml"), theme).expect("it writes");
        let output = cuecard(place.path(), ["check", "deck"]);
        let said = format!("`title_slide.gap` cannot be {number}");
        let told = words(&output);
        assert!(output.status.code() == Some(1) && told.contains(&said), "{told}");
        assert!(told.contains("house.toml:3:7") && told.contains("It can be from 0 to 160"), "{told}");
        for target in ["o.pdf", "o.png", "o.md"] {
            let output = cuecard(place.path(), ["export", "deck", target]);
            assert_eq!(output.status.code(), Some(1), "{target}: {}", words(&output));
            assert!(words(&output).contains(&said), "{target}");
        }
    }
}

/// Columns and rows by their names in the schema, and their headers.
const REGIONS: [(&str, &str); 4] =
    [("Column", "column"), ("Row", "row"), ("InnerColumn", "row.column"), ("InnerRow", "column.row")];

/// Each number that the schema of a deck knows, with where it stands: a new one fails until it is put in here.
#[test]
fn every_number_of_a_deck_is_held_to_its_range() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/deck.schema.json");
    let schema: Value = serde_json::from_slice(&fs::read(path).expect("it reads")).expect("it is JSON");
    let mut numbers = Vec::new();
    for (name, definition) in schema["$defs"].as_object().expect("they are there") {
        for (key, property) in definition["properties"].as_object().into_iter().flatten() {
            let is_number = |it: &Value| matches!(it["type"].as_str(), Some("integer" | "number"));
            let all = [property, &property["items"]];
            let any = ["anyOf", "oneOf"].iter().flat_map(|of| property[*of].as_array().into_iter().flatten());
            if all.into_iter().chain(any).any(is_number) {
                numbers.push(format!("{name}.{key}"));
            }
        }
    }
    assert!(numbers.len() >= 10, "{numbers:?}");
    let chart = |fields: &str| {
        format!(
            "[[slide]]\ntitle = \"A\"\n[slide.chart]\nkind = \"bars\"\nlabels = [\"a\", \"b\"]\nalt = \"b\"\n{fields}"
        )
    };
    for number in &numbers {
        let text = |wrong: &str| match number.as_str() {
            "Captions.max_chars" | "Captions.max_lines" | "Captions.plan_wpm" => {
                format!("[captions]\n{} = {wrong}\n[[slide]]\ntitle = \"A\"\n", &number["Captions.".len()..])
            }
            "Chart.highlight" | "Chart.max" | "Chart.min" => {
                chart(&format!("values = [1, 2]\n{} = {wrong}\n", &number["Chart.".len()..]))
            }
            "Chart.values" => chart(&format!("values = [1, {wrong}]\n")),
            "Series.low" | "Series.high" => {
                let (low, high) = if number.ends_with("low") { (wrong, "9") } else { ("0", wrong) };
                let range = format!("low = [{low}, 1], high = [{high}, 9]");
                chart(&format!("series = [{{ name = \"x\", values = [1, 2], {range} }}]\n"))
                    .replacen("\"bars\"", "\"line\"", 1)
            }
            "Chart.low" | "Chart.high" => {
                let (low, high) = if number.ends_with("low") { (wrong, "9") } else { ("0", wrong) };
                chart(&format!("values = [1, 2]\nlow = [{low}, 1]\nhigh = [{high}, 9]\n"))
                    .replacen("\"bars\"", "\"line\"", 1)
            }
            "Series.values" => chart(&format!("series = [{{ name = \"x\", values = [{wrong}, 2] }}]\n")),
            "Cover.color" => {
                format!(
                    "[[slide]]\nlayout = \"publication\"\ncover = {{ title = \"C\", color = {wrong} }}\nquote = \"Q\"\n"
                )
            }
            "Cue.step" => format!("[[slide]]\ntitle = \"A\"\n[[slide.cue]]\nstep = {wrong}\ntext = \"One.\"\n"),
            "BackgroundPicture.focus" => {
                format!("[[slide]]\ntitle = \"A\"\nbackground = {{ src = \"a.svg\", focus = [0.5, {wrong}] }}\n")
            }
            "Picture.focus" => format!(
                "[[slide]]\npicture = {{ src = \"a.svg\", alt = \"a\", fit = \"cover\", focus = [0.5, {wrong}] }}\n"
            ),
            "Mark.at" | "Mark.to" | "Mark.size" => {
                let place =
                    |key: &str| if number.ends_with(key) { format!("[0.5, {wrong}]") } else { "[0.5, 0.4]".to_owned() };
                let kind = if number.ends_with("size") { "circle" } else { "line" };
                let second = if kind == "circle" { "size" } else { "to" };
                let (at, second_place) = (place("at"), place(second));
                format!(
                    "[[slide]]\ntitle = \"A\"\n[[slide.mark]]\nkind = \"{kind}\"\nat = {at}\n{second} = {second_place}\n"
                )
            }
            "Mark.step" | "Mark.until" => {
                let key = &number["Mark.".len()..];
                format!(
                    "[[slide]]\ntitle = \"A\"\n[[slide.mark]]\nkind = \"label\"\nat = [0.5, 0.4]\ntext = \"A\"\n{key} = {wrong}\n"
                )
            }
            "Item.at" | "Item.size" | "Item.turn" | "Item.step" | "Item.until" => {
                let key = &number["Item.".len()..];
                let pair = |own: &str| if key == own { format!("[0.1, {wrong}]") } else { "[0.1, 0.4]".to_owned() };
                let other = if matches!(key, "at" | "size") { String::new() } else { format!("{key} = {wrong}\n") };
                format!(
                    "[[slide]]\ntitle = \"A\"\n[[slide.item]]\nat = {}\nsize = {}\nbody = \"B\"\n{other}",
                    pair("at"),
                    pair("size")
                )
            }
            "Slide.columns" => {
                format!("[[slide]]\nlayout = \"bullets\"\ntitle = \"A\"\nbody = \"- a\"\ncolumns = {wrong}\n")
            }
            "Chart.share" | "Chart.step" | "Chart.until" => {
                chart(&format!("values = [1, 2]\n{} = {wrong}\n", &number["Chart.".len()..]))
            }
            "Picture.share" | "Picture.step" | "Picture.until" | "Picture.frame" => {
                let key = &number["Picture.".len()..];
                format!("[[slide]]\ntitle = \"A\"\npicture = {{ src = \"a.svg\", alt = \"a\", {key} = {wrong} }}\n")
            }
            "Code.step" | "Code.until" => {
                let key = &number["Code.".len()..];
                format!("[[slide]]\ntitle = \"A\"\ncode = {{ text = \"a\", {key} = {wrong} }}\n")
            }
            "Table.share" | "Table.step" | "Table.until" => {
                let key = &number["Table.".len()..];
                format!(
                    "[[slide]]\ntitle = \"A\"\ntable = {{ columns = [\"a\"], rows = [[\"b\"]], {key} = {wrong} }}\n"
                )
            }
            region if region.split_once('.').is_some_and(|(table, _)| REGIONS.iter().any(|it| it.0 == table)) => {
                let (table, key) = number.split_once('.').expect("it has two parts");
                let header = REGIONS.iter().find(|it| it.0 == table).map_or("", |it| it.1);
                let outer = header
                    .split_once('.')
                    .map_or(String::new(), |(outer, _)| format!("[[slide.{outer}]]\nheading = \"H\"\n"));
                let one = format!("[[slide.{header}]]\nbody = \"b\"\n");
                format!("[[slide]]\ntitle = \"A\"\n{outer}{one}{key} = {wrong}\n{one}")
            }
            other => panic!("{other} is a number that this test does not know"),
        };
        let svg = &b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"/>"[..];
        let files = Memory::default().with("a.svg", svg);
        for wrong in ["nan", "inf", "-inf", "1e308", "-1e308", "1e39", "9223372036854775807", "99999999999999999999"] {
            let text = format!("[deck]\ntitle = \"T\"\nlanguage = \"en\"\n{}", text(wrong));
            let told = read(text.as_bytes(), "deck.toml", &files).diagnostics;
            let here = |span: cuecard::diagnostic::Span| text.get(span.start as usize..span.end as usize);
            // A value that is not known.
            let gap = wrong == "nan" && [".values", ".low", ".high"].iter().any(|it| number.ends_with(it));
            let found = gap || told.iter().any(|it| it.span.and_then(here).is_some_and(|it| it.contains(wrong)));
            assert!(found, "{number} = {wrong}: {told:?}");
        }
    }
}
