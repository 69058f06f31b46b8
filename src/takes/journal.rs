//! The lines of one take → its file, wherever there is room for it, now or later.
//!
//! Invariant: the file holds whole lines only, and what could not be written yet is held here.

use std::fs::File;
use std::io::{Result, Write};

use super::place::{Home, LIMIT, LOG, reserve};
use super::record::{Record, What};
use crate::files::{Beneath, Flusher};

/// The last line has room all the same.
const MOST: usize = LIMIT as usize - 1024;

/// The log of a take.
#[derive(Debug)]
pub(super) struct Journal {
    /// What the take is called.
    stem: String,
    /// Whether `stem` is its own already, since something of it was written.
    named: bool,
    text: Vec<u8>,
    file: Option<Open>,
    /// Bytes of `text` that are in the file.
    written: usize,
    /// Bytes were written that may not be on the disk.
    dirty: bool,
}

#[derive(Debug)]
struct Open {
    /// A place among the homes.
    home: usize,
    folder: Beneath,
    file: File,
}

impl Journal {
    /// Of a take that is to be called `stem`, or is so already.
    pub(super) fn new(stem: String, named: bool) -> Self {
        Self { stem, named, text: Vec::new(), file: None, written: 0, dirty: false }
    }

    /// The log of a take that another process began: this is in it.
    pub(super) fn resumed(stem: String, text: Vec<u8>, at: usize, home: &Home) -> Result<Self> {
        let folder = home.open()?;
        let file = folder.append(format!("{stem}{LOG}"))?;
        // A line that was cut would spoil the next one.
        file.set_len(text.len() as u64)?;
        let written = text.len();
        let file = Some(Open { home: at, folder, file });
        Ok(Self { stem, named: true, text, file, written, dirty: false })
    }

    pub(super) fn stem(&self) -> &str {
        &self.stem
    }

    /// Whether it is sure what the take is called.
    pub(super) fn is_named(&self) -> bool {
        self.named
    }

    pub(super) fn push(&mut self, record: &Record) {
        let line = record.line();
        if self.text.len() + line.len() <= MOST || record.what == What::End {
            self.text.extend_from_slice(line.as_bytes());
        }
    }

    /// Whether all of it is in the file.
    pub(super) fn is_written(&self) -> bool {
        self.file.is_some() && self.written == self.text.len()
    }

    /// Writes what is not written yet: to its file, or all of it to a new one in the first home that takes it.
    pub(super) fn write(&mut self, homes: &[Home]) -> Result<()> {
        if self.is_written() {
            return Ok(());
        }
        let failed = self.append().err();
        let before = self.file.as_ref().map(|open| open.home);
        let others = homes.iter().enumerate().filter(|(at, _)| Some(*at) != before);
        if self.file.is_some() && failed.is_none() {
            return Ok(());
        }
        let mut why = failed;
        for (at, home) in others {
            match self.begin(at, home) {
                Ok(()) => return Ok(()),
                Err(fault) => why = why.or(Some(fault)),
            }
        }
        Err(why.unwrap_or_else(|| std::io::ErrorKind::NotFound.into()))
    }

    fn append(&mut self) -> Result<()> {
        let Some(open) = &mut self.file else { return Ok(()) };
        match open.file.write_all(&self.text[self.written..]) {
            Ok(()) => {
                self.written = self.text.len();
                self.dirty = true;
                Ok(())
            }
            Err(why) => {
                // What came through of it may end in a line's middle.
                let _ = open.file.set_len(self.written as u64);
                Err(why)
            }
        }
    }

    /// A file in another home takes the place of the one that there was.
    fn begin(&mut self, at: usize, home: &Home) -> Result<()> {
        let folder = home.made()?;
        let (stem, mut file) = reserve(&folder, &self.stem, LOG, self.named.then_some(&self.stem))?;
        if let Err(why) = file.write_all(&self.text) {
            // Half a take is none; if it stays, it is read up to its last whole line.
            let _ = folder.remove(format!("{stem}{LOG}"));
            return Err(why);
        }
        if let Some(old) = self.file.take() {
            // It has less of the same take. Where it can't be removed, both are listed.
            let _ = old.folder.remove(format!("{}{LOG}", self.stem));
        }
        (self.stem, self.named) = (stem, true);
        self.file = Some(Open { home: at, folder, file });
        (self.written, self.dirty) = (self.text.len(), true);
        Ok(())
    }

    /// What was written is put on the disk soon, in a file that is where it should be; else it has to be written anew.
    pub(super) fn flush(&mut self, homes: &[Home], flusher: &mut Flusher) -> Result<()> {
        let Some(open) = &self.file else { return Ok(()) };
        let name = format!("{}{LOG}", self.stem);
        let there = homes.get(open.home).and_then(|home| home.open().ok());
        if !there.is_some_and(|folder| folder.has(&name, &open.file)) {
            // Somebody deleted it or moved the deck away.
            (self.file, self.written) = (None, 0);
            return self.write(homes);
        }
        if self.dirty {
            self.dirty = !flusher.flush(&open.file)?;
        }
        Ok(())
    }
}
