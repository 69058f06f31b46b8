//! Cuecard plays slide decks written in TOML. `ARCHITECTURE.md` tells what each room turns into what.
//!
//! Public is what the program, the tests and the benches ask for; the rest is the house's own.

mod app;
pub mod bitmap;
pub mod captions;
pub mod cli;
pub mod color;
pub mod crew;
pub mod deck;
pub mod diagnostic;
pub mod drawing;
pub mod faces;
mod files;
mod formula;
pub mod geometry;
mod guard;
pub mod handout;
mod journal;
pub mod layout;
pub mod lint;
mod live;
mod memory;
mod motion;
mod packed;
pub mod paint;
pub mod playback;
mod sandbox;
mod settings;
pub mod show;
mod supervisor;
pub mod takes;
pub mod talk;
mod terminal;
pub mod text;
#[cfg(any(test, fuzzing))]
pub mod untrusted;
pub mod watch;
mod wire;
pub mod writing;
