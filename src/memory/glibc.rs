//! The parts of this process that are to be given back → the same, given back. For Linux with its usual C library.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::unwritten::Unwritten;

/// Smaller ones are not worth the time, in kB.
const LEAST: usize = 512;
/// Pages of 4 KiB: what is needed again and again comes back after each time, and is less.
const GROWN: usize = (24 << 20) >> 12;

/// Pages of files that were held after the last time.
static LEFT: AtomicUsize = AtomicUsize::new(0);

/// Gives memory back, where much has come since the last time.
pub fn give_back_much() {
    let held = || -> usize {
        let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
        pages.split(' ').nth(2).and_then(|shared| shared.parse().ok()).unwrap_or(0)
    };
    if held() > LEFT.load(Ordering::Relaxed) + GROWN {
        give_back();
        LEFT.store(held(), Ordering::Relaxed);
    }
}

/// Gives back what the allocator keeps, and the pages of programs and libraries. It takes a few milliseconds.
#[expect(unsafe_code, reason = "the standard library does not know the allocator")]
fn give_back() {
    // SAFETY: it can be called at any time, by any thread.
    unsafe { libc::malloc_trim(0) };
    Unwritten::look(LEAST).let_go();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_goes_on_with_what_it_had() {
        let held = || -> usize {
            let status = std::fs::read_to_string("/proc/self/status").expect("Linux has it");
            let line = status.lines().find_map(|line| line.strip_prefix("RssFile:")).expect("and the number");
            line.trim().trim_end_matches(" kB").parse().expect("a number")
        };
        let words: Vec<String> = (0..1000).map(|number| number.to_string()).collect();
        let before = held();
        give_back();
        assert!(held() < before, "{} of {before} kB", held());
        assert!(words.iter().enumerate().all(|(number, word)| *word == number.to_string()));
    }
}
