//! The small decks of `tests/cases`: single files, and folders where a deck brings its own fonts.

use std::path::{Path, PathBuf};

/// Each case's name and its deck's file, in order.
pub fn all() -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the cases are there") {
        let path = entry.expect("a case").path();
        let inside = path.join("deck.toml");
        let deck = if inside.is_file() { inside } else { path.clone() };
        if deck.extension().is_some_and(|ending| ending == "toml") {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            out.push((name, deck));
        }
    }
    out.sort();
    assert!(out.len() > 20, "the cases were not found");
    out
}
