//! What a helper is asked to do, within which limits, and why it may not have done it.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::sync::LazyLock;
use std::time::Duration;

/// What is to be read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Svg,
    Picture,
    /// A picture that moves: a frame with each question.
    Film,
    Font,
    Pdf,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Svg, Self::Picture, Self::Film, Self::Font, Self::Pdf];

    pub(super) fn letter(self) -> u8 {
        match self {
            Self::Svg => b's',
            Self::Picture => b'p',
            Self::Film => b'm',
            Self::Font => b'f',
            Self::Pdf => b'd',
        }
    }

    pub(super) fn of(letter: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.letter() == letter)
    }
}

/// One piece of work.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    pub kind: Kind,
    /// What others made. Where it could not be read once, it is not tried again.
    pub content: &'a [u8],
    /// How it is to be read.
    pub how: &'a [u8],
    pub limits: Limits,
}

/// What a piece of work may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Of the processor, without what the program takes to answer questions.
    pub time: Duration,
    /// Whether each question begins the time anew: the work goes on from page to page.
    pub renews: bool,
    /// Bytes of memory, beside what the helper has taken already.
    pub memory: u64,
    /// Bytes of the longest answer or question.
    pub answer: u64,
    /// Whether it has a helper of its own, which ends with it: it takes long, and others shall not wait for it.
    pub alone: bool,
}

impl Limits {
    /// By the clock: Linux counts what the processor gave, and on a busy machine that takes long; elsewhere the clock is all
    /// there is.
    pub(super) fn at_most(&self) -> Duration {
        self.time * if cfg!(target_os = "linux") { 10 } else { 3 }
    }

    /// For one thing on a slide.
    pub const ITEM: Self = Self { time: soon(), renews: false, memory: 400 << 20, answer: 128 << 20, alone: false };
}

/// What one thing on a slide may take. Without the compiler's help all takes several times as long.
const fn soon() -> Duration {
    Duration::from_secs(if cfg!(debug_assertions) { 6 } else { 2 })
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// It took longer.
    Late(Duration),
    /// It needed more memory, in bytes.
    Full(u64),
    /// The helper was brought down by it, or said what makes no sense.
    Broke,
}

impl Lost {
    /// As part of a sentence for the author: `it takes longer than 2 s`.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Late(time) => format!("it takes longer than {} s", time.as_secs()),
            Self::Full(bytes) => format!("it takes more than {} MB of memory", bytes >> 20),
            Self::Broke => "the helper process broke off".to_owned(),
        }
    }
}

/// By what content is known again, for as long as the program runs. Nobody outside can make two that are alike; by chance two of
/// a million are so once in thirty million runs.
#[must_use]
pub fn key(parts: &[&[u8]]) -> u64 {
    static STATE: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    let mut hasher = STATE.build_hasher();
    for part in parts {
        hasher.write_usize(part.len());
        hasher.write(part);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::{Kind, key};

    #[test]
    fn content_is_known_by_all_of_its_parts() {
        assert_eq!(key(&[b"ab", b"c"]), key(&[b"ab", b"c"]));
        let others: [&[&[u8]]; 4] = [&[b"a", b"bc"], &[b"abc"], &[b"ab", b"c", b""], &[b"ab", b"d"]];
        assert!(others.iter().all(|other| key(other) != key(&[b"ab", b"c"])));
        for kind in Kind::ALL {
            assert_eq!(Kind::of(kind.letter()), Some(kind));
        }
        assert_eq!(Kind::of(b'x'), None);
    }
}
