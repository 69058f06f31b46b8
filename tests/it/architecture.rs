//! Reads the `use crate::` lines: modules know only what stands below them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Each room and the rooms it may use. Everything may use `diagnostic`, `color`, `geometry`, `guard` and `crew`.
const ARROWS: &[(&str, &[&str])] = &[
    ("diagnostic", &[]),
    ("color", &[]),
    ("geometry", &[]),
    ("guard", &[]),
    ("crew", &[]),
    ("files", &[]),
    ("faces", &[]),
    ("drawing", &[]),
    ("formula", &["drawing"]),
    ("bitmap", &["drawing"]),
    ("deck", &["bitmap", "faces", "files", "drawing", "formula"]),
    ("captions", &["deck"]),
    ("show", &["captions", "deck"]),
    ("takes", &["files", "show", "captions", "deck"]),
    ("settings", &["files", "show", "deck"]),
    ("text", &["deck", "drawing", "faces", "formula"]),
    ("layout", &["text", "deck", "bitmap", "drawing", "faces"]),
    ("paint", &["bitmap", "drawing"]),
    ("motion", &["drawing"]),
    ("watch", &["deck"]),
    ("live", &[]),
    ("talk", &["captions", "deck", "drawing", "layout", "text"]),
    // What an export would lose is found by making one, so that check and export cannot disagree.
    ("lint", &["handout", "talk", "takes", "paint", "layout", "text", "captions", "deck", "bitmap", "drawing"]),
    ("handout", &["talk", "show", "paint", "layout", "text", "deck", "drawing", "files"]),
    // A talk with its threads, which needs no window.
    (
        "playback",
        &[
            "crew", "lint", "motion", "settings", "watch", "live", "talk", "takes", "show", "captions", "layout",
            "text", "deck", "drawing",
        ],
    ),
    (
        "app",
        &[
            "playback", "handout", "lint", "motion", "settings", "watch", "live", "talk", "takes", "show", "captions",
            "paint", "layout", "text", "deck", "drawing",
        ],
    ),
    (
        "cli",
        &[
            "app", "playback", "handout", "lint", "files", "settings", "live", "talk", "takes", "show", "paint",
            "layout", "text", "captions", "deck", "drawing",
        ],
    ),
];

const COMMON: &[&str] = &["diagnostic", "color", "geometry", "guard", "crew"];

/// The one room that may name each library.
const OWNERS: &[(&str, &[&str])] = &[
    ("parley", &["text"]),
    ("fontique", &["text"]),
    ("libloading", &["app"]),
    ("wuff", &["faces"]),
    ("icu_properties", &["text"]),
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
    ("ctrlc", &["app"]),
    ("egui_plot", &["app"]),
    ("pulldown_cmark", &["deck"]),
    ("csv", &["deck"]),
    ("syntect", &["layout"]),
    ("two_face", &["layout"]),
    ("eframe", &["app"]),
    ("rfd", &["app"]),
    ("egui", &["app"]),
    ("winit", &["app"]),
    ("x11_dl", &["app"]),
    ("clap", &["cli"]),
    ("icu_decimal", &["deck"]),
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
    ("rustix", &["files", "live"]),
];

#[test]
fn arrows_point_down() {
    let mut wrong = Vec::new();
    for (room, file, text) in sources() {
        // A room's own tests may use any other to set a scene.
        if file.ends_with("tests.rs") || file.components().any(|part| part.as_os_str() == "tests") {
            continue;
        }
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == room) else {
            wrong.push(format!("{}: the room `{room}` is not in the table of arrows", file.display()));
            continue;
        };
        for used in rooms_used(text) {
            if used != room && !allowed.contains(&used.as_str()) && !COMMON.contains(&used.as_str()) {
                wrong.push(format!("{}: {room} → {used}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that point up:\n{}", wrong.join("\n"));
}

#[test]
fn each_library_has_one_owner() {
    let mut wrong = Vec::new();
    for (room, file, text) in sources() {
        for (library, owners) in OWNERS {
            let named = text.lines().any(|line| !line.trim_start().starts_with("//") && names(line, library));
            if named && !owners.contains(&room.as_str()) {
                wrong.push(format!("{}: {library} belongs to {owners:?}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_says_what_it_is() {
    for (_, file, text) in sources() {
        assert!(text.starts_with("//! "), "{} begins without a sentence", file.display());
    }
}

fn names(line: &str, library: &str) -> bool {
    line.match_indices(&format!("{library}::")).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

/// The rooms that a file names, by `use crate::x` or `crate::x`.
fn rooms_used(text: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    for line in code {
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + 7..];
            let names = rest.strip_prefix('{').unwrap_or(rest);
            let several = rest.starts_with('{');
            for part in names.split([',', '}']).take(if several { 20 } else { 1 }) {
                let name: String = part.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if !name.is_empty() && ARROWS.iter().any(|(room, _)| *room == name) {
                    out.insert(name);
                }
            }
        }
    }
    out
}

/// Room, path and text of every source file but `lib.rs` and `main.rs`.
fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut out = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("src can be listed").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let inside = path.strip_prefix(&root).expect("it lies in src");
                let room = inside.components().next().expect("a name").as_os_str().to_string_lossy();
                let room = room.trim_end_matches(".rs").to_owned();
                if room != "lib" && room != "main" {
                    let text = std::fs::read_to_string(&path).expect("it reads");
                    out.push((room, inside.to_path_buf(), text));
                }
            }
        }
    }
    assert!(out.len() > 20, "the sources were not found");
    out
}
