//! What is known of one thing → its name, whether it is ready, and what to do, in words.

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub name: String,
    pub sign: Sign,
    pub words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Ready,
    Fix,
    /// Nobody told, or nobody can.
    Unknown,
}

impl Sign {
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Self::Ready => "✓",
            Self::Fix => "!",
            Self::Unknown => "–",
        }
    }

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Fix => "fix",
            Self::Unknown => "unknown",
        }
    }
}

/// A row of the check.
#[must_use]
pub fn row(name: impl Into<String>, sign: Sign, words: impl Into<String>) -> Row {
    Row { name: name.into(), sign, words: words.into() }
}
