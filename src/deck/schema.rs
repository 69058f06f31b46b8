//! The JSON Schema by which editors complete and check a deck.
//!
//! It is made of the written format as types (`written`), which only tests know: they hold the file to the types, and the
//! types to the table that reading goes by (`deck::read::fields`).

#![cfg_attr(test, expect(dead_code, reason = "the types are only described, never made"))]

use crate::packed::{Packed, packed};

#[cfg(test)]
mod chart;
#[cfg(test)]
mod common;
#[cfg(test)]
mod parts;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod slide;
#[cfg(test)]
mod talk;
#[cfg(test)]
mod written;

const SCHEMA: Packed = packed!("assets/deck.schema.json");

/// The schema of a `deck.toml`.
#[must_use]
pub fn schema() -> String {
    SCHEMA.text()
}
