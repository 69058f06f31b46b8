//! All integration tests in one binary: one link, one run.

mod architecture;
mod decks;
mod diagnostics;
mod lints;
mod pdf;
mod pictures;
mod properties;
mod recordings;
mod themes;
