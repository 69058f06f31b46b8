//! The system's own file chooser and file manager, each on a thread of its own: they answer when the speaker does.

use std::path::{Path, PathBuf};
use std::thread;

/// Asks for a deck's folder; says nothing if the speaker thinks better of it.
pub fn pick_folder(start: &Path, then: impl FnOnce(PathBuf) + Send + 'static) {
    let dialog = rfd::FileDialog::new().set_title("Open a talk").set_directory(start);
    thread::spawn(move || dialog.pick_folder().map(then));
}

/// Shows a folder in the system's file manager; hands over a sentence where there is none.
pub fn show_folder(folder: &Path, failed: impl FnOnce(String) + Send + 'static) {
    let folder = folder.to_owned();
    thread::spawn(move || {
        if let Err(why) = open::that(&folder) {
            failed(format!("the folder `{}` could not be shown: {why}", folder.display()));
        }
    });
}
