//! Memory that was only needed for a while → back to the system, between two things to do.
//!
//! Of the driver and of this program much is only used at the start, such as the compiler of the driver's programs: half of
//! what the program seems to hold. Its pages are let go; the system still has the files, and gives back a page in a
//! millionth of a second to whoever needs it.

#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod glibc;
mod unwritten;

use std::sync::{Mutex, PoisonError};

use unwritten::Unwritten;

/// What a thread that waits gives back, in a process that does nothing but wait.
static AT_REST: Mutex<Unwritten> = Mutex::new(Unwritten::NONE);

/// From now on threads that `rest` give back what lies in files, or nothing.
pub fn settle(settled: bool) {
    let unwritten = if settled { Unwritten::look(0) } else { Unwritten::NONE };
    *AT_REST.lock().unwrap_or_else(PoisonError::into_inner) = unwritten;
}

/// Before a thread waits: some microseconds.
pub fn rest() {
    AT_REST.lock().unwrap_or_else(PoisonError::into_inner).let_go();
}

/// Gives memory back, where much has come since the last time. It takes a few milliseconds then, and nothing else.
pub fn give_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    glibc::give_back_much();
}
