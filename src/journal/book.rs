//! Records → a journal's file, one line each.

use std::fs::{File, OpenOptions};
use std::io::{Result, Write};
use std::path::{Path, PathBuf};

use super::line::{line, whole};
use super::record::{Record, Saved};
use crate::crew::Crew;
use crate::files::{self, Flusher};

/// From the journal's folder.
pub const FILE: &str = "journal";
/// A longer file is begun anew, with what it says in few records.
const LONGEST: u64 = 4 << 20;
/// Nothing longer is read.
pub const LIMIT: u64 = 64 << 20;

/// A journal that is being written.
#[derive(Debug)]
pub struct Book {
    path: PathBuf,
    file: File,
    length: u64,
    flusher: Flusher,
    /// Bytes are in the file that may not be on the disk.
    dirty: bool,
    /// What it says so far.
    saved: Saved,
}

impl Book {
    /// The journal in this folder, which goes on where it ended: what is not whole there is cut off.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(folder: &Path, crew: &Crew) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        let path = folder.join(FILE);
        let bytes = std::fs::read(&path).unwrap_or_default();
        let (saved, length) = saved(&bytes);
        let file = OpenOptions::new().create(true).append(true).open(&path)?;
        file.set_len(length as u64)?;
        Ok(Self { path, file, length: length as u64, flusher: Flusher::new(crew), dirty: true, saved })
    }

    /// What it says so far.
    #[must_use]
    pub fn saved(&self) -> &Saved {
        &self.saved
    }

    /// Writes down what is new.
    ///
    /// # Errors
    /// What the system says; then nothing of it is in the file.
    pub fn write(&mut self, records: Vec<Record>) -> Result<()> {
        if records.is_empty() {
            return Ok(());
        }
        let lines: String = records.iter().map(text).collect();
        if self.length + lines.len() as u64 > LONGEST {
            return self.begin_anew(records);
        }
        if let Err(why) = self.file.write_all(lines.as_bytes()) {
            // What came through of it may end in a line's middle.
            let _ = self.file.set_len(self.length);
            return Err(why);
        }
        self.length += lines.len() as u64;
        self.dirty = true;
        records.into_iter().for_each(|record| self.saved.push(record));
        Ok(())
    }

    /// What was written is put on the disk, soon. False if the disk has other things to do before.
    ///
    /// # Errors
    /// What the system said of what it was asked for last.
    pub fn flush(&mut self) -> Result<bool> {
        if !self.dirty {
            return Ok(true);
        }
        let taken = self.flusher.flush(&self.file)?;
        self.dirty = !taken;
        Ok(taken)
    }

    /// The same in few records, in a file that takes the place of the old one when it is whole.
    fn begin_anew(&mut self, records: Vec<Record>) -> Result<()> {
        let mut saved = self.saved.clone();
        records.into_iter().for_each(|record| saved.push(record));
        let lines: String = saved.records().iter().map(text).collect();
        files::write(&self.path, lines.as_bytes()).map_err(std::io::Error::other)?;
        self.file = OpenOptions::new().append(true).open(&self.path)?;
        (self.saved, self.length, self.dirty) = (saved, lines.len() as u64, true);
        Ok(())
    }
}

/// The line of a record.
fn text(record: &Record) -> String {
    // Records are made of names, numbers and text, none of which JSON refuses; a line end in them is written `\n`.
    serde_json::to_string(record).map(|text| line(&text)).unwrap_or_default()
}

/// What a journal's bytes say, and how many of them are whole lines. What another version wrote in a line is passed over.
pub fn saved(bytes: &[u8]) -> (Saved, usize) {
    let (texts, length) = whole(bytes);
    let mut saved = Saved::default();
    texts.into_iter().filter_map(|text| serde_json::from_str(text).ok()).for_each(|record| saved.push(record));
    (saved, length)
}
