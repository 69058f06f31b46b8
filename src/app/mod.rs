//! The windows: stage and console. They show what is ready and turn presses into commands; others do the work.

mod check;
mod choices;
mod clicker;
mod commands;
mod console;
mod desktop;
mod export;
mod findings;
mod front;
mod holding;
mod keys;
mod kit;
mod library;
mod picker;
mod pictures;
mod review;
mod stage;
mod windows;

#[cfg(test)]
mod tests;

pub use front::options::Options;
pub use front::run::run;
pub use front::sight::{lacking_libraries, portal, seen};
pub use front::terminal::{check_list, keys_in_force, leave_own_console};
