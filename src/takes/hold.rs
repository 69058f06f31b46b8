//! A deck that is open → a file that is held as long, by which another Cuecard on this computer sees it.
//!
//! Invariant: however the program that holds it ends, the system lets it go.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::Path;

use super::place::key;

/// From the program's own folder.
const FOLDER: &str = "open";

/// Whether the deck is ours alone.
#[derive(Debug)]
pub(super) enum Held {
    /// As long as this is kept.
    Ours(#[expect(dead_code, reason = "it is let go with this value")] File),
    /// Another program has it open.
    Theirs,
    /// There is no place where that could be seen.
    Unknown,
}

/// Holds the deck in this folder. `state` is the program's own folder, if the system has one.
pub(super) fn hold(deck: &Path, state: Option<&Path>) -> Held {
    // By whatever way it is reached.
    let real = deck.canonicalize().unwrap_or_else(|_| deck.to_path_buf());
    let file = state.and_then(|state| {
        let folder = state.join(FOLDER);
        fs::create_dir_all(&folder).ok()?;
        OpenOptions::new().write(true).create(true).truncate(false).open(folder.join(key(&real))).ok()
    });
    let Some(file) = file else { return Held::Unknown };
    match file.try_lock() {
        Ok(()) => Held::Ours(file),
        Err(TryLockError::WouldBlock) => Held::Theirs,
        // Some file systems hold nothing.
        Err(TryLockError::Error(_)) => Held::Unknown,
    }
}
