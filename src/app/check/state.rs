//! A check that is open: what was answered, what its threads have found so far, and what a key means.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};

use eframe::egui::Context;

use crate::app::desktop::battery::Battery;
use crate::app::desktop::setup::{Setup, Stage};
use crate::app::keys::does::PageKey;
use crate::app::keys::table::Place;
use crate::app::pictures::cache::PictureCache;
use crate::crew::Crew;
use crate::drawing::Page;

use super::facts::{Facts, Findings, Known, Pictures};
use super::orders::{CardWant, Look, News, Order, Painted};
use super::worker;

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
    findings: Option<(u32, Option<Findings>)>,
    /// The reading whose pictures are being looked at.
    looking: Option<u32>,
    /// The card that was last ordered, and the one that is at hand.
    pub(super) wanted: Option<CardWant>,
    pub(super) painted: Option<Painted>,
    /// Whoever hears orders ends when this is dropped.
    pub(super) orders: Sender<Order>,
    news: Receiver<News>,
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

/// What the check asks of the windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Nothing is left behind it if `home`.
    Leave { home: bool },
}

/// What the page says beside its rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    pub card_shown: bool,
    pub asking: bool,
    /// Stage and console are one window.
    pub alone: bool,
}

/// What was clicked or pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Shows the card, or takes it away.
    Card,
    Yes,
    No,
    Leave,
}

impl Check {
    /// `home`: there is no talk to come back to; `begun`: there is one whose time has begun.
    #[must_use]
    pub fn open(home: bool, begun: bool, pictures: &Arc<PictureCache>, crew: &Crew) -> Self {
        let (orders, ordered) = mpsc::channel();
        let (found, news) = mpsc::channel();
        worker::start(crew, Arc::clone(pictures), ordered, found);
        Self::new(home, begun, orders, news)
    }

    pub(super) fn new(home: bool, begun: bool, orders: Sender<Order>, news: Receiver<News>) -> Self {
        Self {
            home,
            card: begun.then_some(false),
            sure: false,
            asking: begun,
            setup: None,
            battery: None,
            pictures: None,
            findings: None,
            looking: None,
            wanted: None,
            painted: None,
            orders,
            news,
        }
    }

    /// There is no talk behind it.
    #[must_use]
    pub fn is_home(&self) -> bool {
        self.home
    }

    pub(super) fn alone(&self) -> bool {
        self.setup.as_ref().is_some_and(Setup::alone)
    }

    pub(super) fn setup(&self) -> Option<&Setup> {
        self.setup.as_ref()
    }

    /// Whether the audience sees the card; `begun`: its talk has begun.
    #[must_use]
    pub fn shows_card(&self, begun: bool) -> bool {
        self.card.unwrap_or(!self.alone()) && (self.sure || !begun)
    }

    #[must_use]
    pub fn face(&self, begun: bool) -> Face {
        match self.alone() {
            true if self.asking => Face::Question,
            true if self.shows_card(begun) => Face::Card,
            _ => Face::Page,
        }
    }

    /// Where its keys stand in the table.
    #[must_use]
    pub fn place(&self) -> Place {
        if self.asking { Place::Question } else { Place::Check }
    }

    /// What a key does. Pressed at a list, Enter is no wish to begin the talk.
    pub fn press(&mut self, key: PageKey, begun: bool) -> Option<Action> {
        let answer = match key {
            PageKey::Close if self.asking => Answer::No,
            PageKey::Yes if self.asking => Answer::Yes,
            PageKey::Close if self.face(begun) == Face::Card => Answer::Card,
            PageKey::Close => Answer::Leave,
            PageKey::TestCard => Answer::Card,
            _ => return None,
        };
        self.answer(answer, begun)
    }

    pub(super) fn answer(&mut self, answer: Answer, begun: bool) -> Option<Action> {
        let leave = Some(Action::Leave { home: self.home });
        match answer {
            Answer::Leave => return leave,
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
                return leave.filter(|_| self.alone());
            }
        }
        None
    }

    /// Tells the check where the windows are.
    pub fn see(&mut self, setup: Setup) {
        // The stage's screen is gone, and nobody is left to be asked about.
        if setup.stage == Stage::Lost {
            (self.asking, self.card) = (false, self.card.map(|_| false));
        }
        self.setup = Some(setup);
    }

    /// Has a reading looked at, once for each, and the deck that it is of.
    pub fn look(
        &mut self,
        reading: u32,
        pages: &Arc<Vec<Page>>,
        deck: impl FnOnce() -> Option<Arc<Path>>,
        ctx: &Context,
    ) {
        if self.looking != Some(reading) {
            self.looking = Some(reading);
            let look = Look { reading, pages: Arc::clone(pages), deck: deck() };
            // Whoever hears it lives as long as the check, if the system had a thread to give.
            let _ = self.orders.send(Order::Look(look, ctx.clone()));
        }
    }

    /// What the page says beside its rows.
    pub(super) fn standing(&self, begun: bool) -> Standing {
        Standing { card_shown: self.shows_card(begun), asking: self.asking, alone: self.alone() }
    }

    /// Takes what was found meanwhile.
    pub(super) fn listen(&mut self) {
        for news in self.news.try_iter() {
            match news {
                News::Card(want, painted) if self.wanted.as_ref() == Some(&want) => self.painted = Some(painted),
                News::Card(..) => {}
                News::Battery(battery) => self.battery = Some(battery),
                News::Pictures(reading, pictures) => self.pictures = Some((reading, pictures)),
                News::Findings(reading, findings) => self.findings = Some((reading, findings)),
            }
        }
    }

    /// All that is known.
    pub(super) fn facts(&self, known: Known) -> Facts {
        let pictures = self.pictures.as_ref().filter(|(of, _)| Some(*of) == known.reading);
        let findings = self.findings.as_ref().filter(|(of, _)| Some(*of) == known.reading);
        Facts {
            setup: self.setup.clone(),
            awake: known.awake,
            findings: findings.map(|(_, findings)| findings.clone().unwrap_or_else(|| Findings::known(&known.deck))),
            deck: known.deck,
            pictures: pictures.map(|(_, pictures)| pictures.clone()),
            battery: self.battery,
            settings: known.settings,
            windows: true,
            live: known.live,
        }
    }
}
