//! The keyboard: chords, the one table of keys, what the settings make of it, and what is held down.

pub mod chord;
pub mod down;
pub mod keymap;
pub mod table;
