//! The stage check: what is known of screens, deck and machine becomes rows for the speaker and a test card for the stage.
//!
//! Invariant: a talk that has begun is covered by no card unless the speaker says so.

mod card;
mod facts;
mod page;
mod rows;
mod worker;

#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::mpsc::Sender;
use std::sync::{Arc, PoisonError};

use eframe::egui::Key;

use crate::lint;
use crate::playback::facts::DeckFacts;
use crate::playback::scene::{Scene, Status};
use crate::settings::Loaded;
use crate::show::Effect;
use crate::talk::Talk;

use crate::app::keys::keymap::Keymap;
use crate::app::keys::table::Press;
use crate::app::shared::{Inner, Shared};

pub use card::card_ui;
pub use facts::{Seen, Setup, Stage};
pub use page::{check_window, question_window};

use card::{CardWant, Painted};
use facts::{Battery, DeckState, Facts, Pictures};

/// A check that is open.
pub struct Check {
    /// There was no talk before it: with it the program ends, or the library comes back.
    home: bool,
    /// Whether the card is to be shown; unless the speaker said, wherever the stage has a window of its own.
    card: Option<bool>,
    /// The card may cover a talk that has begun.
    sure: bool,
    /// Whether it may is being asked.
    asking: bool,
    setup: Option<Setup>,
    battery: Option<Battery>,
    /// Of the reading with this number.
    pictures: Option<(u32, Pictures)>,
    /// The card that was last ordered, and the one that is at hand.
    wanted: Option<CardWant>,
    painted: Option<Painted>,
    /// Orders cards. The one who paints them goes home when this is dropped.
    worker: Sender<card::Order>,
}

/// What the main window shows of the check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    Page,
    /// On the only screen.
    Card,
    /// On the only screen, over what is there.
    Question,
}

/// What a press or a click did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The key is not the check's.
    Ignored,
    Nothing,
    /// Shows the card, or takes it away.
    Card,
    Yes,
    No,
    Leave,
}

impl Check {
    fn new(home: bool, begun: bool, worker: Sender<card::Order>) -> Self {
        Self {
            home,
            card: begun.then_some(false),
            sure: false,
            asking: begun,
            setup: None,
            battery: None,
            pictures: None,
            wanted: None,
            painted: None,
            worker,
        }
    }

    fn alone(&self) -> bool {
        self.setup.as_ref().is_some_and(Setup::alone)
    }

    /// Whether the audience sees the card; `begun`: its talk has begun.
    fn shows_card(&self, begun: bool) -> bool {
        self.card.unwrap_or(!self.alone()) && (self.sure || !begun)
    }

    fn face(&self, begun: bool) -> Face {
        match self.alone() {
            true if self.asking => Face::Question,
            true if self.shows_card(begun) => Face::Card,
            _ => Face::Page,
        }
    }

    /// What a key means here. Clickers, and all that is not the check's own, go on as ever.
    fn press(&self, press: Press, begun: bool) -> Answer {
        if press.modifiers.any() {
            return Answer::Ignored;
        }
        match press.key {
            Key::Escape if self.asking => Answer::No,
            Key::Enter if self.asking => Answer::Yes,
            Key::Escape if self.face(begun) == Face::Card => Answer::Card,
            Key::Escape => Answer::Leave,
            Key::K if !press.repeat => Answer::Card,
            // Pressed at a list, these are no wish to begin the talk.
            Key::Enter | Key::Space => Answer::Nothing,
            _ => Answer::Ignored,
        }
    }

    /// True if the check is to be left.
    fn answer(&mut self, answer: Answer, begun: bool) -> bool {
        match answer {
            Answer::Ignored | Answer::Nothing => {}
            Answer::Leave => return true,
            Answer::Card if self.shows_card(begun) => self.card = Some(false),
            // On the only screen the audience has seen the check already.
            Answer::Card if begun && !self.alone() => self.asking = true,
            Answer::Card => (self.card, self.sure) = (Some(true), begun),
            Answer::Yes => {
                self.asking = false;
                if !self.alone() {
                    (self.card, self.sure) = (Some(true), true);
                }
            }
            Answer::No => {
                self.asking = false;
                return self.alone();
            }
        }
        false
    }
}

impl Inner {
    /// True if the key was for the check.
    pub fn press_check(&mut self, press: Press, scene: &Scene) -> bool {
        let Some(check) = self.check.as_ref().filter(|_| !scene.covered()) else { return false };
        let answer = check.press(press, scene.begun());
        self.answer_check(answer, scene);
        answer != Answer::Ignored
    }

    fn answer_check(&mut self, answer: Answer, scene: &Scene) {
        let begun = scene.begun();
        if self.check.as_mut().is_some_and(|check| check.answer(answer, begun)) {
            self.effects.push(Effect::StageCheck);
        }
    }

    /// What the main window shows of the check; `None` while there is none.
    #[must_use]
    pub fn check_face(&self, scene: &Scene) -> Option<Face> {
        self.check.as_ref().map(|check| check.face(scene.begun()))
    }

    /// Tells the check where the windows are.
    pub fn see(&mut self, setup: Setup) {
        if let Some(check) = &mut self.check {
            // The stage's screen is gone, and nobody is left to be asked about.
            if setup.stage == Stage::Lost {
                (check.asking, check.card) = (false, check.card.map(|_| false));
            }
            check.setup = Some(setup);
        }
    }
}

/// Opens the check; `home`: there is no talk to come back to.
pub fn open(shared: &Arc<Shared>, home: bool) {
    let begun = shared.playback.scene().begun();
    let check = Check::new(home, begun, worker::start(shared));
    shared.lock().check = Some(check);
    worker::start_looking(shared);
}

/// Leaves the check. True if nothing is left behind it.
pub fn leave(shared: &Shared) -> bool {
    shared.lock().check.take().is_some_and(|check| check.home)
}

/// What is known at this moment.
fn facts(shared: &Shared, scene: &Scene) -> Facts {
    let awake = shared.awake.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let deck = match &scene.status {
        Status::Playing(playing) => match &scene.notices.trouble {
            Some(why) => DeckState::Failed(why.to_string()),
            None => DeckState::Read(playing.reading.facts.clone()),
        },
        Status::Failed(why) => DeckState::Failed(why.to_string()),
        Status::Loading | Status::Faulty(_) if scene.open => DeckState::Reading,
        Status::Loading | Status::Faulty(_) => DeckState::None,
    };
    let inner = shared.lock();
    let check = inner.check.as_ref();
    let reading = scene.playing().map(|playing| playing.reading.generation);
    let pictures = check.and_then(|check| check.pictures.as_ref()).filter(|(of, _)| Some(*of) == reading);
    Facts {
        setup: check.and_then(|check| check.setup.clone()),
        awake,
        deck,
        pictures: pictures.map(|(_, pictures)| pictures.clone()),
        battery: check.and_then(|check| check.battery),
        settings: inner.settings_trouble.clone(),
        windows: true,
    }
}

/// The check for a terminal: its rows as text, and whether all is ready.
#[must_use]
pub fn list(deck: Option<&Path>, settings: &Loaded) -> (String, bool) {
    let mut pictures = None;
    let deck = deck.map_or(DeckState::None, |deck| match Talk::open(deck) {
        Ok(mut talk) => {
            pictures = Some(Pictures::of(&talk.pages));
            let room = lint::room(&talk);
            talk.diagnostics.extend(room);
            DeckState::Read(DeckFacts::of(&talk))
        }
        Err(why) => DeckState::Failed(why),
    });
    let keymap = Keymap::new(&settings.settings.keys);
    let facts = Facts {
        deck,
        pictures,
        battery: Some(Battery::now()),
        settings: crate::app::front::preferences::settings_fault(&settings.diagnostics, &keymap),
        ..Facts::default()
    };
    let rows = rows::rows(&facts);
    (rows::text(&rows), rows::faults(&rows) == 0)
}
