//! Keys → what they ask of a list of commands, until it is drawn: how far the choice moves, and whether it is done.

use crate::app::keys::does::{Does, PageKey};

/// Further than any list is long.
const FAR: i64 = 100_000;

/// What the palette and the menu ask for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Action {
    Leave,
    Do(Does),
}

/// What keys have asked for since the list was last drawn.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// How many lines the choice moves down.
    pub moved: i64,
    /// Enter was pressed, which means what is chosen by then.
    pub entered: bool,
}

impl Asked {
    /// Arrows choose, Enter does what is chosen.
    pub fn press(&mut self, key: PageKey) -> Option<Action> {
        match key {
            PageKey::Close => return Some(Action::Leave),
            PageKey::Up => self.moved -= 1,
            PageKey::Down => self.moved += 1,
            PageKey::First => self.moved = -FAR,
            PageKey::Last => self.moved = FAR,
            PageKey::DoChosen => self.entered = true,
            _ => {}
        }
        None
    }
}
