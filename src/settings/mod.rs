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
pub use store::{Loaded, Saver, home_folder, load, safe, state_folder, talks_folder, themes_folder};
pub use values::{
    Arrangement, Captions, Console, Keys, Motion, Recent, Remap, SETTINGS, Settings, Teleprompter, Theme,
};
