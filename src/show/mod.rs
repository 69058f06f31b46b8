//! The presentation as a value.
pub mod command;
pub mod view;
