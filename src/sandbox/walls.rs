//! A helper process → the same behind walls: no file, no socket, no other program, and no more memory and processor time than
//! a piece of work may take.
//!
//! Landlock and the filter of system calls each keep files and programs out by themselves; where a kernel lacks one the
//! other stands. Other systems than Linux have neither here.

#[cfg(target_os = "linux")]
#[path = "walls/linux.rs"]
mod system;
#[cfg(not(target_os = "linux"))]
#[path = "walls/other.rs"]
mod system;

pub(super) use system::Walls;
pub use system::probe;
