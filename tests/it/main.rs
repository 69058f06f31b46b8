//! All integration tests in one binary: one link, one run.

mod architecture;
mod cases;
mod content;
mod contrast;
mod decks;
mod diagnostics;
mod drawings;
mod keys;
mod legible;
mod lints;
mod pdf;
mod pictures;
mod properties;
mod recordings;
mod stage;
mod themes;
mod tour;
mod watch;
