//! All that one reading is given of other files → a note of it, by which two readings are known to have had the same bytes.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::files::{Again, Encoded, FileFault, Files, plain, sum};
use super::listed::Beside;

/// What a reading asked for, found or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Plain names of files.
    pub files: BTreeSet<String>,
    /// Folders whose names were listed; the deck's own is the empty name.
    pub folders: BTreeSet<String>,
}

/// What was had of other files, by the names under which it was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Had {
    pub files: BTreeMap<String, Encoded>,
    pub lists: BTreeMap<String, Vec<String>>,
    pub folders: BTreeMap<String, Vec<String>>,
}

/// Bytes of files that are held with a deck, so that whatever happens to them is nothing to a talk: those of some hundred
/// pictures for a screen. What photos from cameras come to beyond that is read again when it is to be seen.
pub const MOST_HELD: u64 = 192 << 20;
/// Files of at most this size have a third more room.
const SMALL: usize = 1 << 20;

/// Other files, with a note of all that was had from them: two readings with the same note had the same bytes.
pub struct Noted<'f> {
    files: &'f dyn Files,
    note: RefCell<DefaultHasher>,
    asked: RefCell<Asked>,
    had: RefCell<Had>,
    /// Bytes that are held, of so many at most.
    held: Cell<u64>,
    most: u64,
}

impl<'f> Noted<'f> {
    #[must_use]
    pub fn new(files: &'f dyn Files) -> Self {
        Self::holding(files, MOST_HELD)
    }

    /// The same, with so many bytes held at most.
    #[must_use]
    pub fn holding(files: &'f dyn Files, most: u64) -> Self {
        Self {
            most,
            files,
            note: RefCell::default(),
            asked: RefCell::default(),
            had: RefCell::default(),
            held: Cell::default(),
        }
    }

    /// What is held of a file of that length and sum: its bytes, as long as there is room for them.
    fn had_of(&self, path: &str, bytes: &Arc<[u8]>, (length, sum): (usize, u64)) -> Encoded {
        let held = self.held.get() + length as u64;
        let most = if length <= SMALL { self.most + self.most / 3 } else { self.most };
        if held > most
            && let Some(again) = self.files.again(path)
        {
            return Encoded::elsewhere(length, sum, again);
        }
        self.held.set(held);
        Arc::clone(bytes).into()
    }

    /// Names that a folder was found to have.
    fn noted(&self, folder: &str, names: Vec<String>) -> Vec<String> {
        (folder, &names).hash(&mut *self.note.borrow_mut());
        self.asked.borrow_mut().folders.insert(folder.to_owned());
        names
    }

    /// The note, what it is about, and all that was had.
    #[must_use]
    pub fn finish(self) -> (u64, Asked, Had) {
        (self.note.into_inner().finish(), self.asked.into_inner(), self.had.into_inner())
    }
}

impl Files for Noted<'_> {
    fn read(&self, path: &str, limit: u64) -> Result<Arc<[u8]>, FileFault> {
        let read = self.files.read(path, limit);
        let known = read.as_ref().map(|bytes| (bytes.len(), sum(bytes)));
        (path, &known).hash(&mut *self.note.borrow_mut());
        self.asked.borrow_mut().files.extend(self.beneath(path).or_else(|| plain(path).ok()));
        if let (Ok(bytes), Ok(known)) = (&read, known) {
            let mut had = self.had.borrow_mut();
            had.files.entry(path.to_owned()).or_insert_with(|| self.had_of(path, bytes, known));
        }
        read
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let names = self.noted(folder, self.files.list(folder));
        self.had.borrow_mut().lists.insert(folder.to_owned(), names.clone());
        names
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        let names = self.noted(folder, self.files.folders(folder));
        self.had.borrow_mut().folders.insert(folder.to_owned(), names.clone());
        names
    }

    fn beside(&self, folder: &str) -> Arc<Beside> {
        self.files.beside(folder)
    }

    fn again(&self, path: &str) -> Option<Again> {
        self.files.again(path)
    }

    fn kept(&self, path: &str, bytes: Arc<[u8]>) -> Encoded {
        // Shared with what was had.
        self.had.borrow().files.get(path).cloned().unwrap_or_else(|| bytes.into())
    }

    fn beneath(&self, path: &str) -> Option<String> {
        self.files.beneath(path)
    }
}
