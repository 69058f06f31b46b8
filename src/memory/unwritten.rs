//! What the system tells of this process → where files lie in its memory as they are on the disk, given back: each page is read
//! again where it is needed after all.
//!
//! Invariant: nothing of them was written to, in memory or in what the system has moved out of it, and nothing can be.

use std::ops::Range;

/// Such places; none where the system does not tell.
#[cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "only Linux tells, and only there they are given back")
)]
pub struct Unwritten(Vec<Range<usize>>);

impl Unwritten {
    pub const NONE: Self = Self(Vec::new());

    /// As it is now, where at least so much is held, in kB.
    #[must_use]
    pub fn look(least: usize) -> Self {
        let maps = std::fs::read_to_string("/proc/self/smaps").unwrap_or_default();
        Self(unwritten(&maps, least))
    }

    /// Gives them back: some microseconds, and as many when one is read again.
    #[cfg(target_os = "linux")]
    #[expect(unsafe_code, reason = "the standard library has no call for this")]
    pub fn let_go(&self) {
        for place in &self.0 {
            // SAFETY: these are mappings of files that nothing wrote to, by the system's own account, and that stay as long as
            // the program does: what is given back is read from the file again, byte for byte.
            unsafe { libc::madvise(place.start as *mut libc::c_void, place.len(), libc::MADV_DONTNEED) };
        }
    }

    #[cfg(not(target_os = "linux"))]
    pub fn let_go(&self) {}
}

/// Where parts of files lie that can't be written to and never were: their code, and data that needs no addresses.
fn unwritten(smaps: &str, least: usize) -> Vec<Range<usize>> {
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
            "VmFlags" => out.extend(place.take().filter(|_| held >= least)),
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

#[cfg(all(test, target_os = "linux"))]
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
        assert_eq!(unwritten(&maps.concat(), 512), [0x1000..0x2000, 0x7000..0x8000, 0x9000..0xa000]);
    }

    #[test]
    fn only_what_is_as_in_its_file_is_given_back() {
        let map = |range: &str, rights: &str, name: &str, changed: u32| {
            format!("{range} {rights} 00000000 08:01 42 {name}\nRss: 8 kB\nAnonymous:  {changed} kB\nVmFlags: rd\n")
        };
        let maps = [
            map("1000-2000", "r-xp", "/usr/bin/cuecard", 0),
            map("2000-3000", "r--p", "/usr/bin/cuecard", 0),
            // Addresses that the loader has put in.
            map("3000-4000", "r--p", "/usr/bin/cuecard", 4),
            map("4000-5000", "rw-p", "/usr/bin/cuecard", 0),
            map("5000-6000", "r--s", "/some/file", 0),
            map("6000-7000", "r-xp", "", 0),
            map("7000-8000", "r-xp", "[vdso]", 0),
        ];
        assert_eq!(unwritten(&maps.concat(), 0), [0x1000..0x2000, 0x2000..0x3000]);
        Unwritten::look(0).let_go();
        assert!(range("and we are still here").is_none());
    }
}
