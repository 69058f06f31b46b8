//! The files of `src`, read by `house` → who may know whom: no circles, and arrows that point down.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::house::{Arrows, House, circles};

/// Each room and the rooms it may use. Everything may use those of `COMMON`.
const ARROWS: &[(&str, &[&str])] = &[
    ("diagnostic", &[]),
    ("color", &[]),
    ("geometry", &[]),
    ("guard", &[]),
    ("crew", &[]),
    // What the build packed, and memory that is given back.
    ("packed", &[]),
    ("memory", &[]),
    ("terminal", &[]),
    ("files", &[]),
    ("faces", &["sandbox", "wire"]),
    ("writing", &[]),
    ("drawing", &[]),
    // Both sides of a helper process: what goes there and comes back, and the process itself.
    ("wire", &["drawing"]),
    ("sandbox", &[]),
    ("formula", &["drawing"]),
    ("bitmap", &["drawing", "sandbox", "wire"]),
    ("deck", &["bitmap", "faces", "files", "writing", "drawing", "formula"]),
    ("captions", &["deck", "writing"]),
    ("show", &["captions", "deck", "writing"]),
    ("takes", &["files", "show", "captions", "deck", "writing"]),
    ("settings", &["files", "show", "deck"]),
    // A talk as it stands, for another process.
    ("journal", &["files", "takes", "show", "deck", "drawing"]),
    ("text", &["deck", "drawing", "faces", "formula", "writing"]),
    ("layout", &["text", "deck", "bitmap", "drawing", "faces", "writing", "sandbox", "wire"]),
    // The program's own fonts do not go to the helper, which has them.
    ("paint", &["bitmap", "drawing", "faces", "sandbox", "wire"]),
    ("motion", &["drawing"]),
    ("watch", &["deck"]),
    ("live", &["writing"]),
    ("talk", &["captions", "deck", "drawing", "layout", "text"]),
    // What an export would lose is found by making one, so that check and export cannot disagree.
    (
        "lint",
        &["writing", "handout", "talk", "takes", "paint", "layout", "text", "captions", "deck", "bitmap", "drawing"],
    ),
    ("handout", &["talk", "show", "paint", "layout", "text", "deck", "drawing", "files"]),
    // A talk with its threads, which needs no window.
    (
        "playback",
        &[
            "crew", "journal", "lint", "motion", "settings", "watch", "live", "talk", "takes", "show", "captions",
            "layout", "text", "deck", "drawing", "writing",
        ],
    ),
    // The process above all others knows no deck: it is to be small.
    ("supervisor", &["memory", "terminal"]),
    // Films are decoded as they play, which no painter does.
    (
        "app",
        &[
            "memory",
            "terminal",
            "playback",
            "journal",
            "handout",
            "lint",
            "motion",
            "settings",
            "supervisor",
            "watch",
            "live",
            "talk",
            "takes",
            "show",
            "captions",
            // Signs that the console's own faces lack are the slides'.
            "paint",
            "layout",
            "text",
            "deck",
            "bitmap",
            "drawing",
            "faces",
        ],
    ),
    (
        "cli",
        &[
            "terminal",
            "app",
            "playback",
            "journal",
            "supervisor",
            "handout",
            "lint",
            "files",
            "settings",
            "live",
            "talk",
            "takes",
            "show",
            "paint",
            "layout",
            "text",
            "captions",
            "deck",
            "drawing",
            "sandbox",
            "bitmap",
            "faces",
        ],
    ),
];

const COMMON: &[&str] = &["diagnostic", "color", "geometry", "guard", "crew", "packed"];

/// The one room that may name each library.
const OWNERS: &[(&str, &[&str])] = &[
    ("parley", &["text"]),
    ("foldhash", &["text"]),
    ("libloading", &["app"]),
    ("wuff", &["faces"]),
    ("icu_properties", &["text", "writing"]),
    ("icu_segmenter", &["writing"]),
    ("icu_locale", &["deck"]),
    ("vello_cpu", &["paint"]),
    ("krilla", &["paint"]),
    ("usvg", &["layout"]),
    ("resvg", &["layout"]),
    ("simplecss", &["layout"]),
    ("data_url", &["layout"]),
    ("encoding_rs", &["deck"]),
    ("toml", &["deck"]),
    ("toml_edit", &["settings", "deck"]),
    ("directories", &["settings"]),
    ("notify", &["watch"]),
    ("keepawake", &["app"]),
    ("starship_battery", &["app"]),
    ("mundy", &["app"]),
    ("ctrlc", &["app", "supervisor"]),
    ("windows_sys", &["app"]),
    ("clap_mangen", &["cli"]),
    ("clap_complete", &["cli"]),
    ("pulldown_cmark", &["deck"]),
    ("csv", &["deck"]),
    ("syntect", &["layout"]),
    ("two_face", &["layout"]),
    ("eframe", &["app"]),
    ("accesskit_unix", &["app"]),
    ("rfd", &["app"]),
    ("winit", &["app"]),
    ("x11_dl", &["app"]),
    ("x11rb", &["supervisor"]),
    ("clap", &["cli"]),
    ("zbus", &["app"]),
    ("icu_decimal", &["deck"]),
    ("icu_datetime", &["deck"]),
    ("icu_calendar", &["deck"]),
    ("icu_locale_core", &["deck"]),
    ("fixed_decimal", &["deck"]),
    ("icu_normalizer", &["playback", "deck"]),
    ("zune_jpeg", &["bitmap"]),
    ("moxcms", &["bitmap"]),
    ("hyper", &["live"]),
    ("hyper_util", &["live"]),
    ("http_body_util", &["live"]),
    ("tokio", &["live"]),
    ("ureq", &["live"]),
    ("ratex_parser", &["formula"]),
    ("ratex_layout", &["formula"]),
    ("ratex_types", &["formula"]),
    ("ratex_font", &["formula"]),
    ("rustix", &["files", "live", "sandbox", "supervisor"]),
    ("landlock", &["sandbox"]),
    ("seccompiler", &["sandbox"]),
];

/// The rooms of the windows, and those that each may use: pages do not know each other, and `front` alone knows them all.
const APP: &[(&str, &[&str])] = &[
    ("windows", &[]),
    ("keys", &["windows"]),
    ("desktop", &["windows"]),
    ("pictures", &["windows"]),
    ("kit", &["pictures", "keys", "windows"]),
    ("stage", PAGE),
    ("console", PAGE),
    ("library", PAGE),
    ("check", PAGE),
    ("findings", PAGE),
    ("review", PAGE),
    ("export", PAGE),
    ("clicker", PAGE),
    ("picker", PAGE),
    ("commands", PAGE),
    ("choices", PAGE),
    ("holding", PAGE),
    (
        "front",
        &[
            "stage", "console", "library", "check", "findings", "review", "export", "clicker", "picker", "commands",
            "choices", "holding", "kit", "desktop", "pictures", "keys", "windows",
        ],
    ),
    ("mod", &["front"]),
];

/// What every page may use.
const PAGE: &[&str] = &["kit", "pictures", "desktop", "keys", "windows"];

static SOURCES: LazyLock<BTreeMap<PathBuf, String>> = LazyLock::new(sources);
static HOUSE: LazyLock<House> = LazyLock::new(|| House::read(SOURCES.clone()));
static ARROWS_OF_FILES: LazyLock<Arrows> = LazyLock::new(|| HOUSE.arrows());

#[test]
fn arrows_point_down() {
    let mut wrong = Vec::new();
    for (from, to, files) in between_rooms(Path::new("")) {
        match ARROWS.iter().find(|(room, _)| *room == from) {
            None => wrong.push(format!("the room `{from}` is not in the table of arrows")),
            Some((_, allowed)) if allowed.contains(&&*to) || COMMON.contains(&&*to) => {}
            Some(_) => wrong.push(format!("{from} → {to}: {files}")),
        }
    }
    assert!(wrong.is_empty(), "arrows that point up:\n{}", wrong.join("\n"));
}

#[test]
fn the_windows_rooms_know_only_those_below_them() {
    let mut wrong = Vec::new();
    for (from, to, files) in between_rooms(Path::new("app")) {
        if !APP.iter().any(|(room, allowed)| *room == from && allowed.contains(&&*to)) {
            wrong.push(format!("{from} → {to}: {files}"));
        }
    }
    assert!(wrong.is_empty(), "pages and kit know what lies below them, never each other:\n{}", wrong.join("\n"));
}

#[test]
fn no_files_name_each_other_in_a_circle() {
    let all = circles(&ARROWS_OF_FILES);
    assert!(all.is_empty(), "files name each other in circles: {all:#?}");
}

#[test]
fn methods_stand_with_their_type() {
    let strays = HOUSE.strays();
    assert!(strays.is_empty(), "an inherent `impl` is in its type's file or a child of it: {strays:#?}");
}

#[test]
fn every_path_of_the_house_is_understood() {
    assert_eq!(HOUSE.lost(), []);
}

#[test]
fn each_library_has_one_owner() {
    for (library, owners) in OWNERS {
        let users = SOURCES.keys().filter(|file| HOUSE.uses(file, library)).map(|file| room(file, Path::new("")));
        let users: BTreeSet<String> = users.collect();
        let owners = owners.iter().map(|owner| (*owner).to_owned()).collect();
        assert_eq!(users, owners, "those who use {library}, and those who may");
    }
}

#[test]
fn every_module_says_what_it_is() {
    for (file, text) in SOURCES.iter() {
        assert!(text.starts_with("//! "), "{} begins without a sentence", file.display());
    }
}

/// What is packed inherits the levels of the build from the sources, and would be slow where that one is not optimized.
#[test]
fn nothing_that_is_packed_is_left_unoptimized() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let manifest: toml::Table = std::fs::read_to_string(path).expect("it reads").parse().expect("it is TOML");
    let unoptimized = |profile: &str, name: &str| {
        let level = manifest["profile"][profile]["package"].get(name).and_then(|package| package.get("opt-level"));
        level.is_none_or(|level| level.as_integer() == Some(0))
    };
    let packages = manifest["profile"]["release"]["package"].as_table().expect("a table");
    let plain: Vec<_> = packages.keys().filter(|name| unoptimized("release", name)).collect();
    let forgotten: Vec<_> = plain.iter().filter(|name| unoptimized("dist", name)).collect();
    assert!(!plain.is_empty() && forgotten.is_empty(), "profile.dist.package has no level for {forgotten:?}");
}

/// From room to room below `folder`, with the files.
fn between_rooms(folder: &Path) -> Vec<(String, String, String)> {
    let mut out: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    let inside = |file: &Path| file.starts_with(folder);
    for (from, to) in ARROWS_OF_FILES.iter().flat_map(|(from, to)| to.iter().map(move |to| (from, to))) {
        let rooms = (room(from, folder), room(to, folder));
        if inside(from) && inside(to) && rooms.0 != rooms.1 {
            out.entry(rooms).or_default().push(format!("{} ({})", from.display(), to.display()));
        }
    }
    out.into_iter().map(|((from, to), files)| (from, to, files.join(", "))).collect()
}

/// The room of a file below `folder`: `deck` of `deck/mod.rs`, `color` of `color.rs`.
fn room(file: &Path, folder: &Path) -> String {
    let first = file.strip_prefix(folder).ok().and_then(|inside| inside.components().next());
    first.map_or_else(String::new, |name| name.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned())
}

/// Every source file by its place in `src`.
fn sources() -> BTreeMap<PathBuf, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut out, mut folders) = (BTreeMap::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(&folder).expect("src can be listed").flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let inside = path.strip_prefix(&root).expect("it lies in src").to_path_buf();
                out.insert(inside, std::fs::read_to_string(&path).expect("it reads"));
            }
        }
    }
    assert!(out.len() > 20, "the sources were not found");
    out
}
