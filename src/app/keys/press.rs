//! One press, and what its meaning depends on.

use eframe::egui::{Key, Modifiers};

use super::table::Place;

/// What a press means depends on this little.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Situation {
    /// What is on top.
    pub place: Place,
    /// A number is being typed, or words to search for.
    pub typing: bool,
    /// No talk runs that goes on under the page.
    pub shut: bool,
}

#[cfg(test)]
impl Situation {
    /// No page is open.
    pub const TALK: Self = Self { place: Place::Talk, typing: false, shut: false };
}

/// One press as a window got it.
#[derive(Clone, Copy, Debug)]
pub struct Press {
    pub key: Key,
    /// Where the key lies, by the name that it has on an American keyboard.
    pub physical: Option<Key>,
    pub modifiers: Modifiers,
    pub repeat: bool,
}

impl Press {
    /// A key that says what it is, with nothing held.
    #[cfg(test)]
    pub fn of(key: Key) -> Self {
        Self { key, physical: Some(key), modifiers: Modifiers::NONE, repeat: false }
    }
}
