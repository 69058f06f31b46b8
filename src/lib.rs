//! Cuecard plays slide decks written in TOML. The modules stand in the order in which a deck flows through them.

pub mod diagnostic;
pub mod color;
pub mod geometry;
pub mod drawing;
pub mod deck;
pub mod captions;
pub mod show;
pub mod text;
pub mod layout;
pub mod paint;
pub mod talk;
pub mod app;
pub mod cli;
