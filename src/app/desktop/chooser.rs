//! The system's own file chooser and file manager, each on a thread of its own: they answer when the speaker does.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::crew::{Crew, Job};

const CHOOSER: Job = Job { name: "file chooser", work: "The file chooser", remedy: "" };
const MANAGER: Job = Job { name: "file manager", work: "Showing the folder", remedy: "" };

/// Where the program was started: the place to look for decks.
#[must_use]
pub fn here() -> PathBuf {
    std::env::current_dir().unwrap_or_default()
}

/// Asks for a deck's folder; hands over none if the speaker thinks better of it, or if there is nobody to ask.
pub fn pick_folder(crew: &Crew, start: &Path, then: impl FnOnce(Option<PathBuf>) + Send + 'static) {
    let dialog = rfd::FileDialog::new().set_title("Open a talk").set_directory(start);
    drop(crew.detached(CHOOSER, move || then(dialog.pick_folder())));
}

/// An answer that comes sooner says that there is no dialog: nobody closes a window that has only just opened.
pub const BY_HAND: Duration = Duration::from_millis(400);

/// Asks where a file should be saved; hands over none if the speaker thinks better of it, or if there is nobody to ask.
pub fn save_as(crew: &Crew, target: &Path, then: impl FnOnce(Option<PathBuf>) + Send + 'static) {
    let dialog = rfd::FileDialog::new()
        .set_title("Save for others")
        .set_directory(target.parent().unwrap_or(target))
        .set_file_name(target.file_name().unwrap_or_default().to_string_lossy());
    drop(crew.detached(CHOOSER, move || then(dialog.save_file())));
}

/// Shows a folder in the system's file manager; hands over a sentence where there is none.
pub fn show_folder(crew: &Crew, folder: &Path, failed: impl FnOnce(String) + Send + 'static) {
    let folder = folder.to_owned();
    drop(crew.detached(MANAGER, move || {
        if let Err(why) = open::that(&folder) {
            failed(format!("the folder `{}` could not be shown: {why}", folder.display()));
        }
    }));
}
