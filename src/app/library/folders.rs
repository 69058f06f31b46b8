//! A path that was typed or dropped → the decks that it brings, or what it is instead.

use std::path::{Path, PathBuf};

use crate::deck::foreign;
use crate::settings;

/// A folder with more decks than this is not somebody's talks.
const MOST_DECKS: usize = 200;

/// What is looked for, and the way to one.
const A_DECK: &str = "a deck is a folder with a deck.toml. Choose that folder, or begin one with New talk";

/// `~/talk` as the folder that it means.
pub fn at_home(path: &Path) -> PathBuf {
    match path.strip_prefix("~") {
        Ok(rest) => settings::home_folder().map_or_else(|| path.to_owned(), |home| home.join(rest)),
        Err(_) => path.to_owned(),
    }
}

/// The folders whose paths begin with what was typed, at most eight, by name.
pub fn completions(typed: &str) -> Vec<String> {
    const MOST: usize = 8;
    let path = at_home(Path::new(typed));
    let whole = typed.ends_with(std::path::MAIN_SEPARATOR);
    let name = path.file_name().filter(|_| !whole).unwrap_or_default().to_string_lossy().to_lowercase();
    let place = if whole { path.as_path() } else { path.parent().unwrap_or(&path) };
    // A folder that cannot be listed has no folders for us.
    let Ok(listed) = std::fs::read_dir(place) else { return Vec::new() };
    let shown = |name: &str| !name.starts_with('.');
    let fits = |entry: &std::fs::DirEntry| {
        let found = entry.file_name().to_string_lossy().to_lowercase();
        found.starts_with(&name) && (shown(&found) || name.starts_with('.')) && entry.path().is_dir()
    };
    let mut folders: Vec<PathBuf> = listed.flatten().filter(fits).map(|entry| entry.path()).collect();
    folders.sort();
    folders.truncate(MOST);
    folders.iter().map(|folder| format!("{}{}", folder.display(), std::path::MAIN_SEPARATOR)).collect()
}

/// The decks that a file or a folder brings, or what it is instead.
pub fn dropped(path: &Path) -> Result<Vec<PathBuf>, String> {
    let path = &at_home(path);
    let folder = folder_of(path);
    if folder.join("deck.toml").is_file() {
        return Ok(vec![folder]);
    }
    let name = || path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    if path.is_dir() {
        let decks = decks_in(&folder);
        let none = || format!("{} has no deck in it: {A_DECK}", name());
        return if decks.is_empty() { Err(none()) } else { Ok(decks) };
    }
    if path.symlink_metadata().is_err() {
        return Err(format!("there is nothing at {}", path.display()));
    }
    let other = || format!("{} is no deck: {A_DECK}", name());
    Err(foreign::told(path).unwrap_or_else(other))
}

/// The decks in a folder and in its `decks`, by name.
pub fn decks_in(place: &Path) -> Vec<PathBuf> {
    let mut found = vec![place.to_owned()];
    for folder in [place.to_owned(), place.join("decks")] {
        // A folder that cannot be listed holds no decks for us.
        let Ok(listed) = std::fs::read_dir(&folder) else { continue };
        let mut inside: Vec<PathBuf> = listed.flatten().map(|entry| entry.path()).collect();
        inside.sort();
        found.extend(inside.into_iter().take(MOST_DECKS));
    }
    found.retain(|folder| folder.join("deck.toml").is_file());
    found
}

pub fn folder_of(path: &Path) -> PathBuf {
    let is_file = path.extension().is_some_and(|ending| ending == "toml");
    let folder = if is_file { path.parent().unwrap_or(path) } else { path };
    std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    const DECK: &str = "[deck]\ntitle = \"Small\"\nlanguage = \"en\"\n[[slide]]\ntitle = \"One\"\n";

    /// A place with these decks in it.
    pub fn folder(with: &[&str]) -> tempfile::TempDir {
        let place = tempfile::tempdir().expect("a temporary folder can be made");
        for name in with {
            std::fs::create_dir_all(place.path().join(name)).expect("and filled");
            std::fs::write(place.path().join(name).join("deck.toml"), DECK).expect("and filled");
        }
        place
    }

    #[test]
    fn what_is_dropped_is_called_what_it_is() {
        let place = folder(&["one", "two"]);
        let write = |name: &str, bytes: &[u8]| {
            let path = place.path().join(name);
            std::fs::write(&path, bytes).expect("a file can be written");
            path
        };
        assert_eq!(dropped(place.path()).map(|decks| decks.len()), Ok(2), "a folder of decks");
        assert_eq!(dropped(&place.path().join("one/deck.toml")).map(|decks| decks.len()), Ok(1));
        for (name, bytes, words) in [
            ("talk.pptx", &b"PK\x03\x04 ppt/slides"[..], "a PowerPoint file"),
            ("talk.pdf", b"%PDF-1.4", "a PDF"),
            ("slides.md", b"# Hello", "a Markdown file"),
            ("words.txt", b"hello", "a folder with a deck.toml"),
        ] {
            let why = dropped(&write(name, bytes)).expect_err("no deck");
            assert!(why.contains(name) && why.contains(words), "{why}");
            assert!(why.contains("New talk"), "and what to do now: {why}");
        }
        let empty = place.path().join("empty");
        std::fs::create_dir(&empty).expect("a folder can be made");
        assert!(dropped(&empty).is_err_and(|why| why.contains("has no deck in it") && why.contains("New talk")));
    }
}
