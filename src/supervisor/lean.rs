//! A parent that waits → one that takes little memory: what of the program's file lies in it unchanged is given back,
//! and read again where it is needed after all. A page that is read brings a hundred kilobytes around it, and what the parent
//! does four times a second is spread over the whole file.

/// Where what can be given back lies in memory; nothing where the system does not tell.
#[derive(Default)]
pub struct Lean(Vec<(usize, usize)>);

impl Lean {
    /// As it is now, once all that the parent needs is there.
    #[cfg(target_os = "linux")]
    pub fn look() -> Self {
        std::fs::read_to_string("/proc/self/smaps").map_or_else(|_| Self::default(), |maps| Self(unchanged(&maps)))
    }

    #[cfg(not(target_os = "linux"))]
    pub fn look() -> Self {
        Self::default()
    }

    /// Gives it back: some microseconds, and as many when it is read again.
    #[cfg(target_os = "linux")]
    #[expect(unsafe_code, reason = "the standard library has no call for this")]
    pub fn give_back(&self) {
        for (from, to) in &self.0 {
            // SAFETY: these are mappings of files that nothing wrote to, by the system's own account, and that stay as long as
            // the program does: what is given back is read from the file again, byte for byte.
            unsafe {
                libc::madvise(*from as *mut libc::c_void, to - from, libc::MADV_DONTNEED);
            };
        }
    }

    #[cfg(not(target_os = "linux"))]
    pub fn give_back(&self) {}
}

/// Where files lie in memory that can't be written to, and of which nothing was changed.
#[cfg(target_os = "linux")]
fn unchanged(maps: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = None;
    for line in maps.lines() {
        if let Some(place) = place(line) {
            at = Some(place);
        } else if let Some(changed) = line.strip_prefix("Anonymous:") {
            // The last that is said of a mapping which matters here.
            let nothing = changed.trim() == "0 kB";
            found.extend(at.take().filter(|(_, file)| *file && nothing).map(|(place, _)| place));
        }
    }
    found
}

/// `7f00-7fff r-xp 00000000 08:01 123 /usr/bin/cuecard` → where it is, and whether it is a file that is only read.
#[cfg(target_os = "linux")]
fn place(line: &str) -> Option<((usize, usize), bool)> {
    let mut words = line.split_ascii_whitespace();
    let (from, to) = words.next()?.split_once('-')?;
    let place = (usize::from_str_radix(from, 16).ok()?, usize::from_str_radix(to, 16).ok()?);
    let rights = words.next()?;
    let file = words.nth(3).is_some_and(|name| name.starts_with('/'));
    Some((place, file && rights.as_bytes().get(1) == Some(&b'-') && rights.ends_with('p')))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

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
        assert_eq!(unchanged(&maps.concat()), [(0x1000, 0x2000), (0x2000, 0x3000)]);
        Lean::look().give_back();
        assert!(place("and we are still here").is_none());
    }
}
