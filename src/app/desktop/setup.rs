//! The screens at hand, and where the stage is among them. Plain values.

use super::screens::Screen;

/// The screens, and where the stage is among them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Setup {
    pub screens: Vec<Seen>,
    pub stage: Stage,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub screen: Screen,
    /// How many pixels the system counts as one.
    pub scale: Option<f64>,
    /// Another screen shows the same.
    pub mirrored: bool,
    /// The console is here.
    pub console: bool,
}

impl Seen {
    #[must_use]
    pub fn name(&self) -> &str {
        self.screen.name.as_deref().unwrap_or("Screen")
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Nobody knows yet.
    #[default]
    Coming,
    /// Index into the screens.
    Own(usize),
    /// In turn with the console, on the only screen.
    Alone,
    /// A rehearsal that nobody else sees: the screen (an index) that it would have is left alone.
    Unseen(usize),
    Lost,
    Windowed,
    Hidden,
}

impl Setup {
    /// The stage's number and screen; on the only screen that one's.
    #[must_use]
    pub fn stage(&self) -> Option<(usize, &Seen)> {
        let at = match self.stage {
            Stage::Own(at) => at,
            _ => self.screens.iter().position(|seen| seen.console).unwrap_or(0),
        };
        self.screens.get(at).map(|seen| (at + 1, seen))
    }

    /// The screens that neither stage nor console fill, with their numbers. Unless it is known where the console is, none:
    /// a number must not cover it.
    pub fn bare(&self) -> impl Iterator<Item = (usize, &Screen)> {
        let known = self.screens.iter().any(|seen| seen.console);
        let is_stage = |at| self.stage == Stage::Own(at);
        let numbered = self.screens.iter().enumerate();
        let bare = numbered.filter(move |(at, seen)| known && !seen.console && !is_stage(*at));
        bare.map(|(at, seen)| (at + 1, &seen.screen))
    }

    /// Stage and console are one window.
    #[must_use]
    pub fn alone(&self) -> bool {
        matches!(self.stage, Stage::Alone | Stage::Lost | Stage::Unseen(_))
    }

    /// In a rehearsal with a screen for an audience: whether the stage is shown there.
    #[must_use]
    pub fn shown(&self, rehearsal: bool) -> Option<bool> {
        match self.stage {
            Stage::Unseen(_) => Some(false),
            Stage::Own(_) if rehearsal => Some(true),
            _ => None,
        }
    }
}

/// What becomes of the stage of a rehearsal that has a screen for an audience, in words that every page has for it. The
/// first is enough where room is short.
#[must_use]
pub fn hiding(shown: bool) -> &'static str {
    if shown { "Hide from the room" } else { "Show on the projector" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::desktop::screens::tests::screen;

    #[test]
    fn numbers_cover_neither_console_nor_stage() {
        let seen = |name, x, console| Seen { screen: screen(name, x), scale: None, mirrored: false, console };
        let screens = vec![seen("a", 0, true), seen("b", 1920, false), seen("c", 3840, false)];
        let setup = Setup { screens, stage: Stage::Own(1) };
        assert_eq!(setup.bare().map(|(number, _)| number).collect::<Vec<_>>(), [3]);
        let unseen = Setup { stage: Stage::Unseen(1), ..setup.clone() };
        assert_eq!((unseen.shown(true), setup.shown(true), setup.shown(false)), (Some(false), Some(true), None));
        assert!(unseen.alone() && unseen.stage().is_some_and(|(number, _)| number == 1), "it is where the console is");
        let mut lost = setup;
        lost.screens[0].console = false;
        assert_eq!(lost.bare().count(), 0, "nobody knows where the console is");
    }
}
