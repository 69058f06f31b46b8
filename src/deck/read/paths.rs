//! Why a file could not be had → what its author can do.

use super::Reader;
use crate::deck::files::FileFault;
use crate::deck::near::suggestion;
use crate::deck::source::Text;
use crate::diagnostic::Diagnostic;

/// Behind so many findings nobody looks for the file that was meant: for each, the folders are read.
const MOST_GUESSED: usize = 30;

impl Reader<'_> {
    /// Why a file was refused, and what else the author may have meant.
    pub(super) fn refused(&self, src: &str, fault: &FileFault) -> (String, String) {
        let hint = match fault {
            FileFault::Missing => (self.findings.len() < MOST_GUESSED)
                .then(|| suggestion(self.files, src))
                .flatten()
                .unwrap_or_else(|| "Put the file into the deck's folder, or fix its name".to_owned()),
            FileFault::Outside if src.contains("://") => {
                "Save the file into the deck's folder, and write its name: a deck fetches nothing".to_owned()
            }
            FileFault::Outside => "Copy the file into the deck's folder, and write its name from there".to_owned(),
            FileFault::Name => "Rename it without `:`, and not to a device's name such as `con` or `nul`".to_owned(),
            FileFault::NotAFile => "Name the file itself".to_owned(),
            FileFault::TooLarge { .. } => "Scale it down: 3840 pixels a side are enough for any screen".to_owned(),
            FileFault::Unreadable(_) => "Check that the file can be opened".to_owned(),
        };
        (fault.to_string(), hint)
    }

    /// A whole path is right on this machine alone.
    pub(super) fn elsewhere(&mut self, src: &Text) {
        if let Some(name) = self.files.beneath(&src.words) {
            let message = "a path from the root of the disk is wrong on every other computer";
            let hint = format!("Write its name from the deck's folder: `{name}`");
            self.findings.push(Diagnostic::warning("SLD-PICTURE", src.span, message).hint(hint));
        }
    }
}
