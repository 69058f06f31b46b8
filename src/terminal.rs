//! Words → whoever reads the terminal, or the file that stands for it.
//!
//! Invariant: nobody reads them any more, or its disk is full, and nothing ends for that.

use std::fmt::Arguments;
use std::io::{Error, ErrorKind, Write as _};

/// Says something where errors are told; lines have their ends.
pub fn tell(words: Arguments) {
    // There is no other place to say that this one is lost.
    let _ = std::io::stderr().write_fmt(words);
}

/// What a panic means that came of printing to standard output.
#[derive(Debug, PartialEq)]
pub enum Unprinted {
    /// Whoever reads has read enough (`cuecard check DECK | head`): there is no more to do.
    Enough,
    /// It could not be written, as on a full disk; why.
    Lost(String),
}

impl Unprinted {
    /// `None` if these are the words of another panic.
    #[must_use]
    pub fn of(panic: &str) -> Option<Self> {
        let why = panic.strip_prefix("failed printing to stdout: ")?;
        let code = why.rsplit_once("(os error ").and_then(|(_, code)| code.strip_suffix(')')?.parse().ok());
        let enough = code.is_some_and(|code| Error::from_raw_os_error(code).kind() == ErrorKind::BrokenPipe);
        Some(if enough { Self::Enough } else { Self::Lost(why.to_owned()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn who_has_read_enough_is_no_full_disk() {
        let of = |code| Unprinted::of(&format!("failed printing to stdout: {}", Error::from_raw_os_error(code)));
        assert_eq!(of(libc::EPIPE), Some(Unprinted::Enough));
        for code in [libc::ENOSPC, libc::EIO] {
            assert!(matches!(of(code), Some(Unprinted::Lost(_))), "{code}");
        }
        assert_eq!(Unprinted::of("index out of bounds"), None);
    }
}
