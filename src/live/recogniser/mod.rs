//! What turns speech into words on this machine → the command that does it for a talk, or what is missing in plain words.

mod find;
mod install;
mod machine;
mod models;
mod run;
#[cfg(test)]
mod tests;

pub use find::{Recogniser, Wanted, find};
pub use machine::Machine;
pub use run::hear;
