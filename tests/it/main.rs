//! All integration tests in one binary: one link, one run.

mod architecture;
mod decks;
mod diagnostics;
mod legible;
mod pdf;
mod pictures;
mod properties;
mod themes;
