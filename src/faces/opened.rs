//! The bytes of a font file → whole faces, or why they are not used, in this process.

use std::borrow::Cow;
use std::sync::Arc;

use super::{kinds, sound, unpack};

/// A font file that can be used.
#[derive(Debug)]
pub struct Opened {
    /// One face, or a collection of them; no longer packed.
    pub bytes: Arc<[u8]>,
    /// Under every name that the file has for them.
    pub families: Vec<String>,
    /// Why it may be damaged all the same.
    pub doubt: Option<String>,
}

/// Why a file is not used, and what to do about it.
#[derive(Debug)]
pub struct Refused {
    pub why: String,
    pub remedy: String,
}

/// What is in a font file.
pub(super) fn opened(bytes: &Arc<[u8]>) -> Result<Opened, Refused> {
    let refused = |why: String| Refused { why, remedy: "Get the file again, or delete it".to_owned() };
    if let Some((why, remedy)) = kinds::no_font(bytes) {
        return Err(Refused { why: why.to_owned(), remedy: remedy.to_owned() });
    }
    let plain = match unpack::unpack(bytes).map_err(refused)? {
        Cow::Borrowed(_) => Arc::clone(bytes),
        Cow::Owned(unpacked) => unpacked.into(),
    };
    let (families, doubt) = sound::examine(&plain).map_err(refused)?;
    Ok(Opened { bytes: plain, families, doubt })
}
