//! A file that `assets/pack.rs` packed into the program → its bytes or its text, unpacked anew each time.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

/// A file as it lies in the program.
#[derive(Clone, Copy, Debug)]
pub struct Packed(pub &'static [u8]);

impl Packed {
    #[must_use]
    pub fn bytes(self) -> Vec<u8> {
        let mut out = Vec::new();
        // The build packed it, and the tests of those who ask unpack it.
        let _ = ZlibDecoder::new(self.0).read_to_end(&mut out);
        out
    }

    #[must_use]
    pub fn text(self) -> String {
        String::from_utf8(self.bytes()).unwrap_or_default()
    }
}

/// A file of this checkout, by its path from the root; `assets/pack.rs` says which there are.
macro_rules! packed {
    ($($path:expr),+) => {
        $crate::packed::Packed(include_bytes!(concat!(env!("OUT_DIR"), "/packed/", $($path),+)))
    };
}
pub(crate) use packed;
