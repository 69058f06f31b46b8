//! The speaker's settings → what a terminal shows of them: the rows of the stage check, and the keys in force.

use std::path::Path;

use crate::diagnostic::Checked;
use crate::settings::{Keys, Loaded};

use crate::app::check;
use crate::app::desktop::own_console;
use crate::app::keys::keymap::Keymap;

use super::shared::preferences::settings_fault;

/// On Windows, closes a terminal that was opened for this program alone.
pub fn leave_own_console() {
    own_console::leave();
}

/// The stage check for a terminal: its rows as text, and whether all is ready.
#[must_use]
pub fn check_list(deck: Option<&Path>, settings: &Loaded) -> (String, bool) {
    let keymap = Keymap::new(&settings.settings.keys);
    check::list(deck, settings_fault(&settings.diagnostics, &keymap), &settings.settings.captions)
}

/// The keys in force as a table for a terminal, and what is wrong with those that the settings wish for.
#[must_use]
pub fn keys_in_force(wished: &Keys) -> Checked<String> {
    let keymap = Keymap::new(wished);
    Checked { value: keymap.value.table(), diagnostics: keymap.diagnostics }
}
