//! A file's bytes → the same bytes whenever somebody wants them: held, or read again from where they lie.
//!
//! Invariant: what is read again is what it was, or nothing.

use std::fmt;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

/// The bytes of a picture's file. Those of a few are held; of hundreds of photos that would fill the memory.
#[derive(Clone)]
pub struct Encoded(Kind);

#[derive(Clone)]
enum Kind {
    Held(Arc<[u8]>),
    Elsewhere(Arc<Elsewhere>),
}

struct Elsewhere {
    length: usize,
    sum: u64,
    again: Again,
}

/// Reads a file once more; `None` where it is not there.
pub type Again = Box<dyn Fn() -> Option<Arc<[u8]>> + Send + Sync>;

/// What bytes are known by, as long as the program runs.
#[must_use]
pub fn sum(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

impl Encoded {
    /// Bytes of that length and sum, which are not held.
    #[must_use]
    pub fn elsewhere(length: usize, sum: u64, again: Again) -> Self {
        Self(Kind::Elsewhere(Arc::new(Elsewhere { length, sum, again })))
    }

    #[expect(clippy::len_without_is_empty, reason = "no picture is empty")]
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Kind::Held(bytes) => bytes.len(),
            Kind::Elsewhere(it) => it.length,
        }
    }

    /// The bytes; `None` where their file is gone by now, or another.
    #[must_use]
    pub fn bytes(&self) -> Option<Arc<[u8]>> {
        match &self.0 {
            Kind::Held(bytes) => Some(Arc::clone(bytes)),
            Kind::Elsewhere(it) => (it.again)().filter(|bytes| self.is(bytes)),
        }
    }

    /// Whether they are these.
    #[must_use]
    pub fn is(&self, bytes: &[u8]) -> bool {
        match &self.0 {
            Kind::Held(held) => **held == *bytes,
            Kind::Elsewhere(it) => it.length == bytes.len() && it.sum == sum(bytes),
        }
    }

    /// The bytes, where they are held.
    #[must_use]
    pub fn held(&self) -> Option<&[u8]> {
        match &self.0 {
            Kind::Held(bytes) => Some(bytes),
            Kind::Elsewhere(_) => None,
        }
    }

    /// Whether they are the very bytes that are held there.
    #[must_use]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Kind::Held(one), Kind::Held(other)) => Arc::ptr_eq(one, other),
            (Kind::Elsewhere(one), Kind::Elsewhere(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl PartialEq for Encoded {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Kind::Held(bytes), _) => other.is(bytes),
            (_, Kind::Held(bytes)) => self.is(bytes),
            (Kind::Elsewhere(one), Kind::Elsewhere(other)) => (one.length, one.sum) == (other.length, other.sum),
        }
    }
}

impl Eq for Encoded {}

impl fmt::Debug for Encoded {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} bytes", self.len())
    }
}

impl From<Arc<[u8]>> for Encoded {
    fn from(bytes: Arc<[u8]>) -> Self {
        Self(Kind::Held(bytes))
    }
}

impl From<Vec<u8>> for Encoded {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Kind::Held(bytes.into()))
    }
}

impl From<&[u8]> for Encoded {
    fn from(bytes: &[u8]) -> Self {
        Self(Kind::Held(bytes.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    #[test]
    fn bytes_that_are_not_held_are_what_they_were_or_nothing() {
        let file: Arc<Mutex<Option<Arc<[u8]>>>> = Arc::new(Mutex::new(Some((&b"a photo"[..]).into())));
        let again = {
            let file = Arc::clone(&file);
            Box::new(move || file.lock().expect("no panic").clone())
        };
        let elsewhere = Encoded::elsewhere(7, sum(b"a photo"), again);
        let held = Encoded::from(&b"a photo"[..]);
        for other in [&held, &elsewhere.clone()] {
            assert_eq!((&elsewhere, other), (other, &elsewhere));
        }
        assert!(elsewhere.held().is_none());
        assert!(elsewhere != Encoded::from(&b"another"[..]) && elsewhere.ptr_eq(&elsewhere.clone()));
        assert_eq!((elsewhere.bytes().as_deref(), elsewhere.len()), (Some(&b"a photo"[..]), 7));
        *file.lock().expect("no panic") = Some((&b"another"[..]).into());
        assert_eq!(elsewhere.bytes(), None);
        *file.lock().expect("no panic") = None;
        assert_eq!((elsewhere.bytes(), elsewhere.len()), (None, 7));
    }
}
