//! All that a reading was given of a deck's files → the same reading once more, whatever became of the files since.

use std::sync::Arc;

use super::files::{Again, FileFault, Files, Folder, plain};
use super::noted::Had;

/// The bytes of a deck as one reading saw them.
#[derive(Clone, Debug)]
pub struct Pack {
    /// The deck's own file, and what it is called in messages.
    pub text: Arc<[u8]>,
    pub name: String,
    pub had: Had,
    /// Where the deck is: for names from the root of the disk.
    pub folder: Folder,
}

impl Files for Pack {
    fn read(&self, path: &str, limit: u64) -> Result<Arc<[u8]>, FileFault> {
        let Some(had) = self.had.files.get(path) else {
            // What could not be had then is not to be had now.
            return Err(plain(path).err().unwrap_or(FileFault::Missing));
        };
        let size = had.len() as u64;
        if size > limit { Err(FileFault::TooLarge { size, limit }) } else { had.bytes().ok_or(FileFault::Missing) }
    }

    fn list(&self, folder: &str) -> Vec<String> {
        self.had.lists.get(folder).cloned().unwrap_or_default()
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        self.had.folders.get(folder).cloned().unwrap_or_default()
    }

    fn beneath(&self, path: &str) -> Option<String> {
        self.folder.beneath(path)
    }

    fn again(&self, path: &str) -> Option<Again> {
        let had = self.had.files.get(path)?.clone();
        Some(Box::new(move || had.bytes()))
    }
}
