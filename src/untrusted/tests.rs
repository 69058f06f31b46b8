//! Seeds of each reader, and seeds that were changed → nothing that panics; what once did is read for ever.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;

use super::READERS;

/// What breaks readers more often than letters do.
const SIGNS: [&[u8]; 24] = [
    b"1e308",
    b"-1e39",
    b"nan",
    b"inf",
    b"-1",
    b"0",
    b"99999999999999999999",
    b"4294967295",
    b"-2147483648",
    b"1e-320",
    b"\0",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    "\u{202e}".as_bytes(),
    "\u{200d}".as_bytes(),
    "\u{301}\u{301}".as_bytes(),
    b"\r",
    b"\x1b[",
    b"\"",
    b"'''",
    b"[[",
    b"}}",
    b"$$",
    b"|||",
];

/// Files of a folder in `fuzz/`, in order.
fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(folder);
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let read = |entry: fs::DirEntry| Some((entry.path().display().to_string(), fs::read(entry.path()).ok()?));
    let mut files: Vec<_> = entries.filter_map(read).collect();
    files.sort();
    files
}

static SEEDS: LazyLock<Vec<Vec<Vec<u8>>>> = LazyLock::new(|| {
    let all =
        |(name, _): &super::Reader| files(&format!("corpus/{name}")).into_iter().map(|(_, bytes)| bytes).collect();
    READERS.iter().map(all).collect()
});

/// One change of bytes.
#[derive(Clone, Debug)]
enum Change {
    Sign(Index, usize),
    Flip(Index, u8),
    Cut(Index, usize),
    Twice(Index, usize, usize),
    End(Index),
    Other(Index, Index, Index, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        4 => (at(), 0..SIGNS.len()).prop_map(|(at, sign)| Change::Sign(at, sign)),
        3 => (at(), 1..=255_u8).prop_map(|(at, bits)| Change::Flip(at, bits)),
        2 => (at(), 1..40_usize).prop_map(|(at, length)| Change::Cut(at, length)),
        2 => (at(), 1..60_usize, 1..30_usize).prop_map(|(at, length, times)| Change::Twice(at, length, times)),
        1 => at().prop_map(Change::End),
        2 => (at(), at(), at(), 1..200_usize).prop_map(|(at, seed, from, length)| Change::Other(at, seed, from, length)),
    ]
}

fn changed(mut bytes: Vec<u8>, change: &Change, seeds: &[Vec<u8>]) -> Vec<u8> {
    let place = |at: &Index, bytes: &[u8]| at.index(bytes.len() + 1);
    match change {
        // In the place of a number, where there is one soon.
        Change::Sign(at, sign) => {
            let from = place(at, &bytes);
            let digit = |byte: &u8| byte.is_ascii_digit();
            let from = bytes[from..].iter().take(40).position(digit).map_or(from, |next| from + next);
            let length = bytes[from..].iter().take_while(|byte| digit(byte)).count();
            bytes.splice(from..from + length, SIGNS[*sign].iter().copied());
        }
        Change::Flip(at, bits) if !bytes.is_empty() => {
            let at = at.index(bytes.len());
            bytes[at] ^= bits;
        }
        Change::Flip(..) => {}
        Change::Cut(at, length) => {
            let from = place(at, &bytes);
            bytes.drain(from..bytes.len().min(from + length));
        }
        Change::Twice(at, length, times) => {
            let from = place(at, &bytes);
            let part = bytes[from..bytes.len().min(from + length)].repeat(*times);
            bytes.splice(from..from, part);
        }
        Change::End(at) => bytes.truncate(at.index(bytes.len() + 1)),
        Change::Other(at, seed, from, length) => {
            let other = &seeds[seed.index(seeds.len())];
            let from = place(from, other);
            let at = place(at, &bytes);
            bytes.splice(at..at, other[from..other.len().min(from + length)].iter().copied());
        }
    }
    bytes
}

/// Runs a reader over changed seeds of its own: a few, or as many as CUECARD_CASES says.
#[expect(clippy::disallowed_methods, reason = "how many inputs are tried changes no slide")]
fn unharmed(reader: usize) {
    let (name, read) = READERS[reader];
    // Those that set much text take longest.
    let few = if matches!(name, "deck" | "markdown" | "theme") { 24 } else { 96 };
    let cases = std::env::var("CUECARD_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(few);
    let seeds = &SEEDS[reader];
    assert!(seeds.len() >= 2, "{name} has too few seeds in fuzz/corpus");
    let changes = prop::collection::vec(change(), 1..6);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        failure_persistence: None,
        max_shrink_time: 20_000,
        ..ProptestConfig::with_cases(cases)
    });
    let done = runner.run(&(any::<Index>(), changes), |(seed, changes)| {
        let seed = seeds[seed.index(seeds.len())].clone();
        let bytes = changes.iter().fold(seed, |bytes, change| changed(bytes, change, seeds));
        let shown = String::from_utf8_lossy(&bytes).into_owned();
        crate::guard::caught(|| read(&bytes)).map_err(|why| TestCaseError::fail(format!("{why}: {shown:?}")))
    });
    done.unwrap_or_else(|why| panic!("{name}: {why}"));
}

#[test]
fn seeds_and_what_once_broke_them_are_read_without_harm() {
    for (name, read) in READERS {
        for folder in ["corpus", "finds"] {
            for (path, bytes) in files(&format!("{folder}/{name}")) {
                crate::guard::caught(|| read(&bytes)).unwrap_or_else(|why| panic!("{path}: {why}"));
            }
        }
    }
}

macro_rules! unharmed {
    ($($name:ident)*) => { $(
        #[test]
        fn $name() {
            let at = READERS.iter().position(|(name, _)| *name == stringify!($name));
            unharmed(at.expect("it is among them"));
        }
    )* };
}

unharmed!(deck markdown theme svg raster csv font captions http take settings);
