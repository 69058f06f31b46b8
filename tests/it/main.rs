//! All integration tests in one binary: one link, one run.

mod architecture;
mod cases;
mod decks;
mod diagnostics;
mod keys;
mod pdf;
mod pictures;
mod properties;
mod stage;
mod themes;
mod watch;
