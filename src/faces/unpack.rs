//! WOFF and WOFF2 → the plain file that they pack; what is not packed stays as it is.

use std::borrow::Cow;
use std::error::Error;
use std::io::Read as _;

use flate2::read::ZlibDecoder;

use crate::guard::caught;

/// The most that a packed font becomes: Noto's largest, with 65,000 shapes, has 30 MiB.
const MOST: usize = 128 << 20;

/// The plain file.
pub(super) fn unpack(bytes: &[u8]) -> Result<Cow<'_, [u8]>, String> {
    let (name, unpacked) = match bytes {
        [b'w', b'O', b'F', b'F', ..] => ("WOFF", caught(|| woff(bytes))),
        [b'w', b'O', b'F', b'2', ..] => ("WOFF2", caught(|| wuff::decompress_woff2(bytes).ok())),
        _ => return Ok(Cow::Borrowed(bytes)),
    };
    let damaged = || format!("it is a {name} font that does not unpack: it is cut off or damaged");
    unpacked.ok().flatten().map(Cow::Owned).ok_or_else(damaged)
}

/// Each table is inflated to its length and no further, and all of them together to `MOST`.
fn woff(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut left = MOST;
    let mut inflate = |packed: &[u8], length: usize| -> Result<Vec<u8>, Box<dyn Error>> {
        left = left.checked_sub(length).ok_or("it becomes too large")?;
        let mut table = Vec::new();
        ZlibDecoder::new(packed).take(length as u64).read_to_end(&mut table)?;
        Ok(table)
    };
    wuff::decompress_woff1_with_custom_z(bytes, &mut inflate).ok()
}
