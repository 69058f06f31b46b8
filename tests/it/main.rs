//! All integration tests in one binary: one link, one run.

mod architecture;
mod cases;
mod content;
mod contrast;
mod decks;
mod diagnostics;
mod faults;
mod fonts;
mod keys;
mod legible;
mod lints;
mod ordinary;
mod ordinary_words;
mod pdf;
mod photos;
mod pictures;
mod properties;
mod recordings;
mod room;
mod safe;
mod stage;
mod talk;
mod themes;
mod tour;
mod watch;
mod words;
