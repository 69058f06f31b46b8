//! The speaker's window: reads a scene, draws it, and returns the speaker's wish. Nothing here changes anything.

pub mod finder;
mod gutter;
mod header;
mod help;
pub mod instead;
mod notes;
mod overview;
mod pace;
mod places;
mod slide;
mod state;
mod status;
mod teleprompter;
mod tile;
pub mod window;

use eframe::egui::Ui;

use crate::color::Color;
use crate::deck::Deck;
use crate::deck::plan::{Plan, PlannedSlide};
use crate::drawing::Drawing;
use crate::show::Moment;
use crate::show::view::View;

use crate::app::keys::does::Does;
use crate::app::kit::pointing::Seen;
use crate::app::pictures::orders::Shown;
use crate::app::pictures::words;
use crate::playback::clock::TimeOfDay;
use crate::playback::live::FeedStatus;
use crate::playback::takes::TakeStatus;

pub use gutter::{gutters_ui, wants_arrows};
pub use help::{help_ui, question_ui};
pub use overview::{Page, overview_ui};
pub use places::{Gutter, Places};
pub use state::{ConsoleState, next as next_arrangement};

/// All that the console shows at one moment.
pub struct Scene<'a> {
    pub now: Moment,
    pub view: &'a View,
    pub plan: &'a Plan,
    pub deck: &'a Deck,
    pub time: TimeOfDay,
    /// Where the stage is: `Stage on HDMI-1, 1920 × 1080`.
    pub stage: &'a str,
    /// What the speaker should know: faults in the deck, a reading that failed.
    pub trouble: Option<&'a str>,
    /// What is of interest for a moment.
    pub said: Option<&'a str>,
    /// The stage's window was put out of sight.
    pub hidden: bool,
    /// What is recorded of the talk.
    pub take: TakeStatus,
    /// What is heard of live captions.
    pub feed: FeedStatus,
    /// The lines of them that the audience reads.
    pub live: &'a [String],
    /// What the current slide's picture shows, for its links.
    pub drawing: Option<&'a Drawing>,
    pub current: Shown,
    /// For ink on the current slide.
    pub pen: [Color; 2],
    pub next: Option<Shown>,
}

impl Scene<'_> {
    fn slide(&self) -> Option<&PlannedSlide> {
        self.plan.slides.get(self.view.cursor.slide)
    }
}

impl Places {
    /// The current slide, as it can be pointed at.
    #[must_use]
    pub fn seen(&self, deck: &Deck) -> Seen {
        Seen { rect: self.slide, part: deck.aspect.size().to_rect() }
    }
}

/// The whole console, on a window that is clear in its ground's color.
pub fn console_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) -> Option<Does> {
    words::speak_for(ui.ctx(), scene.deck);
    if scene.view.teleprompter.on {
        return teleprompter::teleprompter_ui(ui, places.look, scene).map(Does::Talk);
    }
    slide::name_ui(ui, places, scene);
    let clicked = [
        header::header_ui(ui, places, scene).map(Does::Window),
        slide::slide_ui(ui, places, scene),
        slide::line_ui(ui, places, scene),
        pace::pace_ui(ui, places, scene).map(Does::Talk),
        status::next_ui(ui, places, scene).map(Does::Talk),
        status::time_ui(ui, places, scene).map(Does::Talk),
        notes::notes_ui(ui, places, scene).map(Does::Talk),
    ];
    clicked.into_iter().flatten().next()
}
