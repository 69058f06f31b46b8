//! libFuzzer's bytes → one of `cuecard::untrusted::READERS`, which the environment names: CUECARD_FUZZ=svg.
#![no_main]

use std::panic;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static READER: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    // libFuzzer's own hook ends the program at each panic, also where somebody catches it, as a talk would.
    drop(panic::take_hook());
    let name = std::env::var("CUECARD_FUZZ").unwrap_or_default();
    let reader = cuecard::untrusted::READERS.iter().find(|(reader, _)| *reader == name);
    reader.map_or_else(|| panic!("CUECARD_FUZZ names no reader: {name}"), |(_, reader)| *reader)
});

fuzz_target!(|bytes: &[u8]| READER(bytes));
