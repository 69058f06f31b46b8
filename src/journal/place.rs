//! A deck → the folder of its journal, which one process at a time writes; and what a process before this one left there.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use super::book::{FILE, LIMIT, saved};
use super::record::Saved;
use crate::deck::files;
use crate::files::sum;

/// From the program's own folder.
const FOLDER: &str = "journals";
const LOCK: &str = "lock";
/// So many talks may be given of one deck at the same time.
const MOST: u32 = 9;

/// The folder of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place(pub PathBuf);

/// A journal's folder that is this process's as long as the value lives, or the process.
#[derive(Debug)]
pub struct Held {
    pub place: Place,
    _lock: File,
}

/// The places for journals of the deck at `deck`, the best first. `state` is the program's own folder.
fn places(deck: &Path, state: &Path) -> impl Iterator<Item = Place> {
    let (file, folder) = files::place(deck);
    let real = fs::canonicalize(&folder).or_else(|_| std::path::absolute(&folder)).unwrap_or(folder);
    let file = real.join(file.file_name().unwrap_or_default());
    let name = real.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let key = format!("{name}-{:016x}", sum(file.as_os_str().as_encoded_bytes()));
    let folder = state.join(FOLDER);
    (1..=MOST).map(move |at| Place(folder.join(if at == 1 { key.clone() } else { format!("{key}-{at}") })))
}

impl Place {
    /// This folder as one's own; `None` where another process has it.
    fn hold(self) -> std::io::Result<Option<Held>> {
        fs::create_dir_all(&self.0)?;
        let lock = File::create(self.0.join(LOCK))?;
        match lock.try_lock() {
            Ok(()) => Ok(Some(Held { place: self, _lock: lock })),
            Err(TryLockError::WouldBlock) => Ok(None),
            // Where the system locks nothing, one process is all that can be hoped for.
            Err(TryLockError::Error(_)) => Ok(Some(Held { place: self, _lock: lock })),
        }
    }

    /// What the journal here says; `None` where there is none that could be gone on with.
    #[must_use]
    pub fn read(&self) -> Option<Saved> {
        let path = self.0.join(FILE);
        if fs::metadata(&path).ok()?.len() > LIMIT {
            return None;
        }
        Some(saved(&fs::read(path).ok()?).0).filter(Saved::is_known)
    }

    /// What is written down there is not gone on with: a talk begins.
    pub fn begin_anew(&self) {
        // A journal that stays is gone on with by its next record, which is of another talk.
        let _ = fs::remove_file(self.0.join(FILE));
    }

    /// Nothing is left to be gone on with.
    pub fn clear(&self) {
        // What stays offers a talk that was given; no more can be done.
        let _ = fs::remove_file(self.0.join(FILE));
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Held {
    /// A journal's folder for a talk of this deck, another than `but`.
    ///
    /// # Errors
    /// What the system says.
    pub fn of(deck: &Path, state: &Path, but: Option<&Place>) -> std::io::Result<Self> {
        for place in places(deck, state).filter(|place| Some(place) != but) {
            if let Some(held) = place.hold()? {
                return Ok(held);
            }
        }
        Err(std::io::ErrorKind::WouldBlock.into())
    }

    /// The one that a process before this had, which was killed. Where that waits for a driver for ever it is still there, and
    /// has its lock; it will write nothing any more.
    ///
    /// # Errors
    /// What the system says.
    pub fn again(place: Place) -> std::io::Result<Self> {
        if let Some(held) = place.clone().hold()? {
            return Ok(held);
        }
        fs::remove_file(place.0.join(LOCK))?;
        place.hold()?.ok_or_else(|| std::io::ErrorKind::WouldBlock.into())
    }
}

/// The talk of this deck that was interrupted and can be gone on with: nobody gives it now.
#[must_use]
pub fn interrupted(deck: &Path, state: &Path) -> Option<(Place, Saved)> {
    let mut there = places(deck, state).filter(|place| place.0.is_dir());
    there.find_map(|place| {
        let saved = place.read()?;
        let free = place.clone().hold().ok().flatten();
        free.map(|_| (place, saved))
    })
}

/// All talks that were interrupted, and that nobody gives now.
#[must_use]
pub fn all_interrupted(state: &Path) -> Vec<(Place, Saved)> {
    let entries = fs::read_dir(state.join(FOLDER)).into_iter().flatten().flatten();
    let places = entries.map(|entry| Place(entry.path())).filter(|place| place.0.is_dir());
    let free = places.filter(|place| place.clone().hold().is_ok_and(|held| held.is_some()));
    free.filter_map(|place| Some((place.clone(), place.read()?))).collect()
}
