//! A deck's file with a few bytes changed → the file, written as a whole; and the same taken back to the byte.
//!
//! Invariant: nothing is written where the file is no longer what the change was made for.

use std::path::{Path, PathBuf};

use super::files;
use crate::files::{write, write_near};

/// What a file was, and what it is to be.
#[derive(Clone, Debug)]
pub struct Change {
    file: PathBuf,
    /// The deck's folder, where the file is one that the deck includes.
    folder: Option<PathBuf>,
    before: Vec<u8>,
    after: Vec<u8>,
}

impl Change {
    /// A change of one of a deck's files, named as in its sources: `old` is its text as it was read.
    ///
    /// # Errors
    /// A sentence for the presenter, where the file says something else by now.
    pub fn new(deck: &Path, name: &str, old: &str, new: &str) -> Result<Self, String> {
        let (own, folder) = files::place(deck);
        let included = Path::new(name) != own;
        let file = if included { folder.join(name) } else { own };
        let before = std::fs::read(&file).map_err(|why| format!("the deck's file cannot be read: {why}"))?;
        // A byte order mark is no part of the text, and stays.
        let mark: &[u8] = if before.starts_with(&[0xEF, 0xBB, 0xBF]) { &before[..3] } else { &[] };
        if before[mark.len()..] != *old.as_bytes() {
            return Err(CHANGED.to_owned());
        }
        let after = [mark, new.as_bytes()].concat();
        Ok(Self { file, folder: included.then_some(folder), before, after })
    }

    /// Writes the change.
    ///
    /// # Errors
    /// A sentence for the presenter.
    pub fn take(&self) -> Result<(), String> {
        self.put(&self.before, &self.after)
    }

    /// Writes the file as it was.
    ///
    /// # Errors
    /// A sentence for the presenter, where it was changed since.
    pub fn take_back(&self) -> Result<(), String> {
        self.put(&self.after, &self.before)
    }

    fn put(&self, known: &[u8], new: &[u8]) -> Result<(), String> {
        if std::fs::read(&self.file).ok().as_deref() != Some(known) {
            return Err(CHANGED.to_owned());
        }
        match &self.folder {
            Some(folder) => write_near(folder, &self.file, &[new]),
            None => write(&self.file, new),
        }
    }
}

const CHANGED: &str = "the deck was changed meanwhile, so it stays as it is; look again";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_taken_and_taken_back_to_the_byte_and_never_over_another() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("deck.toml");
        for old in ["a = 1\n", "\u{feff}a = 1\r\n# é\r\n", "a = 1"] {
            std::fs::write(&file, old).expect("it writes");
            let text = old.trim_start_matches('\u{feff}');
            let name = file.display().to_string();
            let change = Change::new(folder.path(), &name, text, &text.replace('1', "2")).expect("it is as it was");
            change.take().expect("it writes");
            assert_eq!(std::fs::read_to_string(&file).ok().as_deref(), Some(&*old.replace('1', "2")));
            change.take_back().expect("it writes");
            assert_eq!(std::fs::read(&file).ok().as_deref(), Some(old.as_bytes()));
            std::fs::write(&file, "b = 1\n").expect("it writes");
            assert!(change.take().is_err() && change.take_back().is_err());
            assert!(Change::new(folder.path(), &name, text, "").is_err());
            assert_eq!(std::fs::read_to_string(&file).ok().as_deref(), Some("b = 1\n"));
        }
    }
}
