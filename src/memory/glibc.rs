//! The parts of this process that are to be given back → the same, given back. For Linux with its usual C library.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

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
#[expect(unsafe_code, reason = "the standard library knows neither allocator nor pages")]
fn give_back() {
    // SAFETY: it can be called at any time, by any thread.
    unsafe { libc::malloc_trim(0) };
    let Ok(maps) = std::fs::read_to_string("/proc/self/smaps") else { return };
    for place in unwritten(&maps) {
        // SAFETY: the pages are those of a file, which nothing has written to here: each is the same when it is read again.
        unsafe { libc::madvise(place.start as *mut libc::c_void, place.len(), libc::MADV_DONTNEED) };
    }
}

/// Where larger parts of files lie that can't be written to and never were: their code, and data that needs no addresses.
fn unwritten(smaps: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut place = None;
    let mut held = 0;
    for line in smaps.lines() {
        let mut words = line.split_ascii_whitespace();
        let (name, value) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let Some(name) = name.strip_suffix(':') else {
            // The first line of the next part: its place, what may be done there, and of which file it is.
            let file = words.nth(3).is_some_and(|path| path.starts_with('/'));
            place = range(name).filter(|_| file && matches!(value, "r-xp" | "r--p"));
            continue;
        };
        let number = value.parse::<usize>().ok();
        match name {
            "Rss" => held = number.unwrap_or(0),
            "Anonymous" | "Swap" | "Locked" => place = place.filter(|_| number == Some(0)),
            "VmFlags" => out.extend(place.take().filter(|_| held >= LEAST)),
            _ => {}
        }
    }
    out
}

/// `7f00-7f40`, in bytes.
fn range(words: &str) -> Option<Range<usize>> {
    let (start, end) = words.split_once('-')?;
    Some(usize::from_str_radix(start, 16).ok()?..usize::from_str_radix(end, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_never_written_to_is_let_go() {
        let part = |place: &str, may: &str, path: &str, held: usize, own: usize, swapped: usize| {
            format!(
                "{place} {may} 00001000 fe:01 1234 {path}\nSize: 9000 kB\nRss: {held} kB\nAnonymous: {own} kB\n\
                 Swap: {swapped} kB\nLocked: 0 kB\nVmFlags: rd ex\n"
            )
        };
        let maps = [
            part("1000-2000", "r-xp", "/usr/lib/libLLVM.so", 9000, 0, 0),
            part("2000-3000", "r--p", "/usr/lib/libLLVM.so", 9000, 8000, 0),
            part("3000-4000", "r--p", "/usr/lib/libLLVM.so", 9000, 0, 4),
            part("4000-5000", "rw-p", "/usr/lib/libLLVM.so", 9000, 0, 0),
            part("5000-6000", "r--s", "/dev/shm/picture", 9000, 0, 0),
            part("6000-7000", "r-xp", "", 9000, 0, 0),
            part("7000-8000", "r-xp", "/usr/bin/cuecard (deleted)", 9000, 0, 0),
            part("8000-9000", "r-xp", "/usr/lib/small.so", 100, 0, 0),
            part("9000-a000", "r--p", "/usr/bin/cuecard", 600, 0, 0),
        ];
        assert_eq!(unwritten(&maps.concat()), [0x1000..0x2000, 0x7000..0x8000, 0x9000..0xa000]);
    }

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
