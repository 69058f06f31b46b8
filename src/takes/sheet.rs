//! What is drawn in a take → a file beside its log, written anew at each change, wherever there is room for it.

use std::io::{Error, ErrorKind, Result};

use super::place::{Home, INK, reserve};
use crate::show::{Sheets, kept_ink};

/// The ink of a take.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    sheets: Sheets,
    /// A place among the homes, and the take's name there.
    file: Option<(usize, String)>,
    dirty: bool,
}

impl Sheet {
    /// The ink of a take that another process began: it is in this file.
    pub(super) fn resumed(home: usize, stem: String) -> Self {
        Self { file: Some((home, stem)), ..Self::default() }
    }

    /// It looks like this now.
    pub(super) fn draw(&mut self, sheets: Sheets) {
        (self.sheets, self.dirty) = (sheets, true);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sheets.iter().all(|(_, strokes)| strokes.is_empty())
    }

    pub(super) fn is_written(&self) -> bool {
        !self.dirty
    }

    /// What its take is called, if that is settled by it.
    pub(super) fn stem(&self) -> Option<&str> {
        self.file.as_ref().map(|(_, stem)| stem.as_str())
    }

    /// The ink hangs on another take from now on; what is there of the last one stays.
    pub(super) fn next_take(&mut self) {
        self.file = None;
        self.dirty = !self.is_empty();
    }

    /// Writes it, where it was before or in the first home that takes it. `stem` is what the take is called, which is
    /// `named` where something of it was written.
    pub(super) fn write(&mut self, homes: &[Home], stem: &str, named: bool) -> Result<()> {
        if !self.dirty {
            return Ok(());
        }
        let text = kept_ink(&self.sheets).text().map_err(|why| Error::new(ErrorKind::InvalidData, why))?;
        let before = self.file.as_ref().map(|(at, _)| *at);
        let mut why = None;
        for at in before.into_iter().chain((0..homes.len()).filter(|at| Some(*at) != before)) {
            match self.write_in(at, &homes[at], stem, named, &text) {
                Ok(()) => {
                    self.dirty = false;
                    return Ok(());
                }
                Err(fault) => why = why.or(Some(fault)),
            }
        }
        Err(why.unwrap_or_else(|| ErrorKind::NotFound.into()))
    }

    fn write_in(&mut self, at: usize, home: &Home, stem: &str, named: bool, text: &str) -> Result<()> {
        let folder = home.made()?;
        if let Some((_, stem)) = self.file.as_ref().filter(|(home, _)| *home == at) {
            return folder.write(format!("{stem}{INK}"), &[text.as_bytes()]);
        }
        // Its own from now on, so that no other talk's is written over.
        let (stem, _) = reserve(&folder, stem, INK, named.then_some(stem))?;
        if let Err(why) = folder.write(format!("{stem}{INK}"), &[text.as_bytes()]) {
            let _ = folder.remove(format!("{stem}{INK}"));
            return Err(why);
        }
        self.file = Some((at, stem));
        Ok(())
    }

    /// Whether its file is still where it was written; else it has to be written anew.
    pub(super) fn look(&mut self, homes: &[Home]) {
        let Some((at, stem)) = &self.file else { return };
        let there = homes[*at].open().and_then(|folder| folder.read(format!("{stem}{INK}")));
        if there.is_err() {
            self.next_take();
        }
    }

    /// Nothing more is drawn. An empty sheet is no ink.
    pub(super) fn close(&self, homes: &[Home]) {
        if let Some((at, stem)) = self.file.as_ref().filter(|_| self.is_empty()) {
            let _ = homes[*at].open().and_then(|folder| folder.remove(format!("{stem}{INK}")));
        }
    }
}
