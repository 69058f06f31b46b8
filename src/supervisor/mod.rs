//! A talk that may die → one that goes on: a small parent without windows watches the process that has them, and starts
//! another where that dies or hangs.
//!
//! Invariant: the parent reads no deck, no settings and no font. What a talk needs to go on is in its journal, which only
//! the process with the windows writes and reads.
//!
//! A parent that is killed takes nothing with it: the talk goes on without it.

mod child;
#[cfg(all(unix, not(target_os = "macos")))]
mod cover;
mod decide;
mod parent;
mod words;

pub use child::{Watched, be_listed, die};
pub use parent::run;
pub use words::Stage;
