//! The keyboard: chords, the one table of keys, what the settings make of it, and what is held down.

pub mod chord;
pub mod does;
pub mod down;
pub mod keyboard;
pub mod keymap;
pub mod press;
pub mod table;
