//! The pages that are open, and what was asked of the windows. Used on the windows' thread; the thread that reads decks only
//! asks whether the stage check is open.

use std::path::Path;
use std::sync::Arc;

use crate::playback::scene::{Scene, Status};
use crate::show::command::Command;

use crate::app::desktop::setup::Setup;
use crate::app::keys::does::Does;
use crate::app::keys::press::Situation;
use crate::app::library::Librarian;

use super::asked::Errand;
use super::pages::{Page, Pages};

/// The pages and what they need of each other.
#[derive(Default)]
pub struct Front {
    pub pages: Pages,
    /// The wall of talks, if the program began there.
    pub library: Option<Librarian>,
    /// The screens, and where the stage is among them, as last seen.
    pub setup: Setup,
    /// The main window may be seen by the audience.
    pub stage_here: bool,
    /// The deck for which the only screen may show notes.
    pub private: Option<Option<Arc<Path>>>,
    /// What only the main window can do.
    pub errands: Vec<Errand>,
    /// The last key was a command, or another page's: the letter that it also types is none.
    pub spent: bool,
    /// What was asked for in the list of commands, the last first.
    pub used: Vec<Does>,
}

impl Front {
    /// Whether the wall of talks is shown.
    #[must_use]
    pub fn in_library(&self, scene: &Scene) -> bool {
        self.library.is_some() && !scene.open && self.pages.check().is_none()
    }

    /// Follows the talk: what lies at the bottom, and which of its own pages are open.
    pub fn settle(&mut self, scene: &Scene) {
        let bottom = match &scene.status {
            _ if self.in_library(scene) => Page::Library,
            Status::Playing(_) if self.stage_here => Page::Stage,
            Status::Playing(_) => Page::Console,
            Status::Loading | Status::Faulty(_) | Status::Failed(_) => Page::Unready,
        };
        let view = scene.view();
        let overview = view.is_some_and(|view| view.overview.is_some());
        self.pages.settle(bottom, overview, view.is_some_and(|view| view.asking_quit));
    }

    /// What a press depends on; `searching`: words to search for have been typed.
    #[must_use]
    pub fn situation(&mut self, scene: &Scene, searching: bool) -> Situation {
        let top = self.pages.top();
        let place = top.place();
        let ended = matches!(top, Page::Report(review) if review.is_last());
        let typing = match top {
            Page::Overview => searching,
            Page::Commands(_) => true,
            _ => scene.view().is_some_and(|view| view.typed.is_some() || view.what_now.is_some()),
        };
        Situation { place, typing, shut: ended || matches!(self.pages.bottom(), Page::Library) }
    }

    /// It is at hand the next time. Slides are not: they are found by their titles.
    pub fn note_used(&mut self, does: Does) {
        const MOST: usize = 5;
        if !matches!(does, Does::Talk(Command::GoTo(_))) {
            self.used.retain(|other| *other != does);
            self.used.insert(0, does);
            self.used.truncate(MOST);
        }
    }

    /// The windows stand like this now.
    pub fn see(&mut self, setup: Setup) {
        self.pages.check_mut().into_iter().for_each(|check| check.see(setup.clone()));
        self.pages.screens_mut().into_iter().for_each(|picker| picker.follow(&setup));
        self.setup = setup;
    }
}
