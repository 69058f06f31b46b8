//! Knows every page: which of them is on top, what a key means there, and what the windows show.

pub mod act;
pub mod announce;
pub mod asked;
pub mod events;
mod hearing;
pub mod keys;
pub mod links;
pub mod options;
pub mod pages;
pub mod paint;
mod pulse;
pub mod run;
pub mod shared;
pub mod show;
pub mod sight;
pub mod state;
pub mod strokes;
mod tab;
pub mod terminal;
pub mod unpainted;
pub mod waker;
pub mod window;
