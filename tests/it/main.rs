//! All integration tests in one binary: one link, one run.

mod architecture;
mod cases;
mod content;
mod contrast;
mod decks;
mod diagnostics;
mod keys;
mod legible;
mod lints;
mod ordinary;
mod ordinary_words;
mod pdf;
mod pictures;
mod properties;
mod recordings;
mod room;
mod stage;
mod themes;
mod tour;
mod watch;
