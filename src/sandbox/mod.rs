//! Work on what others made → its answer, out of a process that may open no file, no socket and no program, with limits for
//! time and memory.
//!
//! The program asks itself: the same file runs once more, as `cuecard helper`, and is handed bytes. Whatever hangs there,
//! fills the memory or ends with a signal costs that answer and nothing else. On Linux the helper has walls around it
//! (Landlock, a filter of system calls, limits of memory and of processor time); elsewhere it has its own process and the
//! time that it may take.
//!
//! Invariant: an answer is as little trusted as the file it comes from: whoever takes it apart checks all of it.
//! Invariant: where there is no helper (a library's user never began it, the system had no process to give), the work is done
//! by the caller, with `guard` around it.

mod frames;
mod helper;
mod job;
mod pool;
mod serve;
mod walls;

pub use job::{Job, Kind, Limits, key};
pub use pool::{begin, run};
pub use serve::{Asking, serve};
pub use walls::probe;
