//! Memory that was only needed for a while → back to the system, between two things to do.
//!
//! Of the driver and of this program much is only used at the start, such as the compiler of the driver's programs: half of
//! what the program seems to hold. Its pages are let go; the system still has the files, and gives back a page in a
//! millionth of a second to whoever needs it.

#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod glibc;
mod unwritten;

pub use unwritten::Unwritten;

/// Gives memory back, where much has come since the last time. It takes a few milliseconds then, and nothing else.
pub fn give_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    glibc::give_back_much();
}
