//! Cuecard plays slide decks written in TOML. The modules stand in the order in which a deck flows through them.

pub mod app;
pub mod bitmap;
pub mod captions;
pub mod cli;
pub mod color;
pub mod crew;
pub mod deck;
pub mod diagnostic;
pub mod drawing;
pub mod faces;
pub mod files;
pub mod formula;
pub mod geometry;
pub mod guard;
pub mod handout;
pub mod layout;
pub mod lint;
pub mod live;
pub mod motion;
pub mod paint;
pub mod settings;
pub mod show;
pub mod takes;
pub mod talk;
pub mod text;
pub mod watch;
