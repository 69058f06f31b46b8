//! The speaker's own folder of themes → themes for all talks, as if they lay in each deck's `themes`.
//!
//! Invariant: only what lies beneath that folder is read, and a deck's own theme of the same name goes before it.

use std::fs::File;
use std::io::Result;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::files::Beneath;

/// Where decks have their themes.
pub const FOLDER: &str = "themes";

/// Where it is; the program says so once, when it starts.
static PLACE: OnceLock<PathBuf> = OnceLock::new();

/// From now on themes that a deck has not are looked for in this folder.
pub fn keep(place: PathBuf) {
    // Told twice, it is the same place.
    drop(PLACE.set(place));
}

#[must_use]
pub fn place() -> Option<&'static Path> {
    PLACE.get().map(PathBuf::as_path)
}

/// What the deck in `root` calls `themes/acme/theme.toml`, by its name in the speaker's folder; nothing where the deck has
/// that theme itself. The name is a plain one.
fn inside<'n>(root: &Path, name: &'n str) -> Option<&'n str> {
    let inner = name.strip_prefix(FOLDER)?.strip_prefix('/')?;
    let own = root.join(FOLDER).join(inner.split('/').next()?);
    (!own.exists()).then_some(inner)
}

/// The file that stands in for one that the deck has not.
pub(super) fn file(root: &Path, name: &str) -> Option<Result<File>> {
    let (place, inner) = (place()?, inside(root, name)?);
    Some(Beneath::open(place).and_then(|folder| folder.read(inner)))
}

/// Names of files, or of folders, in a folder that the deck has not.
pub(super) fn names(root: &Path, name: &str, folders: bool) -> Vec<String> {
    let Some((place, inner)) = place().zip(inside(root, name)) else { return Vec::new() };
    let listed = Beneath::open(place).and_then(|it| if folders { it.folders(inner) } else { it.files(inner) });
    listed.unwrap_or_default()
}

/// Where what a deck asked for is in the speaker's folder, or would be.
#[must_use]
pub fn real(root: &Path, name: &str) -> Option<PathBuf> {
    Some(place()?.canonicalize().ok()?.join(inside(root, name)?))
}
