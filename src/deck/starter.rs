//! A folder → a deck of six slides that explain themselves, with its picture and its schema; never over what is there.

use std::path::{Path, PathBuf};

use super::files::DECK_FILE;
use super::schema;
use super::theme::BUILT_IN;
use crate::diagnostic::{closest, did_you_mean};
use crate::files::{make_folder, write};

const DECK: &str = include_str!("../../assets/new/deck.toml");
const PICTURE: (&str, &str) = ("steps.svg", include_str!("../../assets/new/steps.svg"));
/// Lies beside the deck, so that editors find it wherever the folder goes.
pub const SCHEMA: &str = "deck.schema.json";

/// Writes a first talk that wears `theme` into `folder`, which is made if it is not there.
///
/// # Errors
/// A sentence that says what is in the way.
pub fn begin(folder: &Path, theme: &str) -> Result<(), String> {
    let files = files(folder, theme)?;
    let there = |name: &&str| folder.join(name).symlink_metadata().is_ok();
    if let Some(name) = files.iter().map(|(name, _)| *name).find(there) {
        return Err(format!(
            "{} is there already, and nothing is written over it: name another folder",
            folder.join(name).display()
        ));
    }
    make_folder(folder)?;
    files.iter().try_for_each(|(name, words)| write(&folder.join(name), words.as_bytes()))
}

/// A folder in `place` that is not there yet: `my-talk`, else `my-talk-2` and so on.
#[must_use]
pub fn free_folder(place: &Path) -> PathBuf {
    let named = |number: usize| match number {
        1 => place.join("my-talk"),
        number => place.join(format!("my-talk-{number}")),
    };
    (1..1000).map(named).find(|folder| folder.symlink_metadata().is_err()).unwrap_or_else(|| named(1))
}

/// What is written, by name.
fn files(folder: &Path, theme: &str) -> Result<[(&'static str, String); 3], String> {
    let names = || BUILT_IN.iter().map(|(name, _)| *name);
    if !names().any(|name| name == theme) {
        let all: Vec<&str> = names().collect();
        let near = closest(theme, names()).map_or_else(|| format!("There are {}", all.join(", ")), did_you_mean);
        return Err(format!("there is no theme called `{theme}`. {near}"));
    }
    let deck = DECK.replace("{title}", &title(folder)).replace("{theme}", theme);
    Ok([(DECK_FILE, deck), (PICTURE.0, PICTURE.1.to_owned()), (SCHEMA, schema::schema())])
}

/// The folder's name as a title, as TOML takes it between double quotes: `my-first_talk` → `My first talk`.
fn title(folder: &Path) -> String {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let name = whole.file_name().unwrap_or_default().to_string_lossy().replace(['-', '_'], " ");
    let letters: String = name.chars().filter(|c| !c.is_control() && !"\\\"*`~^=$<>[]".contains(*c)).collect();
    let mut letters = letters.trim().chars();
    letters.next().map_or_else(|| "My talk".to_owned(), |first| first.to_uppercase().chain(letters).collect())
}
