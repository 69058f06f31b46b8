//! The speaker's settings file → `Settings`, every default filled in, and back with the speaker's own lines kept.
//!
//! Invariant: reading never fails, and a file that could not be read is never written over.

mod read;
mod store;
mod values;
mod write;

#[cfg(test)]
mod tests;

pub use read::read;
#[cfg(test)]
pub use store::load_from;
pub use store::{Loaded, Saver, home_folder, journal_folders, load, safe, state_folder, talks_folder, themes_folder};
pub use values::{
    Arrangement, Captions, Console, Keys, Motion, Recent, Remap, SETTINGS, Says, Settings, Teleprompter, Theme,
};

/// A settings file read, changed, written anew and read again: the change, as it was wished and as it is found then;
/// `None` where it cannot be written. For tests and `fuzz/`.
#[cfg(any(test, fuzzing))]
pub(crate) fn rewritten(text: &str) -> Option<[(Option<bool>, Vec<Recent>); 2]> {
    let old = read(text, SETTINGS).settings;
    let mut new = old.clone();
    new.opened("deck", "2026-11-22T14:05:01Z");
    new.captions.on = Some(old.captions.on != Some(true));
    let text = write::write(text, &old, &new).ok()?;
    let again = read(&text, SETTINGS).settings;
    Some([new, again].map(|settings| (settings.captions.on, settings.recent)))
}
