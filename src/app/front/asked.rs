//! What pages, keys and clicks ask for, and what only the main window can do about it.

use crate::app::check;
use crate::app::choices;
use crate::app::clicker;
use crate::app::commands;
use crate::app::desktop::screens::Screen;
use crate::app::export;
use crate::app::findings;
use crate::app::holding;
use crate::app::keys::does::{Does, WindowCommand};
use crate::app::library;
use crate::app::picker;
use crate::app::review;

/// What is asked for, by whom.
pub enum Asked {
    Does(Does),
    Check(check::Action),
    Export(export::Action),
    Findings(findings::Action),
    Report(review::Action),
    Screens(picker::Action),
    Clicker(clicker::Action),
    Commands(commands::Action),
    Help(commands::Action),
    Settings(choices::Action),
    Words(holding::Action),
    Library(library::Action),
}

/// What only the main window can do, in its next turn.
#[derive(Debug, PartialEq)]
pub enum Errand {
    Window(WindowCommand),
    /// The stage is to have this screen.
    Take(Screen),
    Library(library::Action),
    /// Another deck in place of one that cannot be opened.
    OpenDeck,
}

impl From<Does> for Asked {
    fn from(does: Does) -> Self {
        Self::Does(does)
    }
}
