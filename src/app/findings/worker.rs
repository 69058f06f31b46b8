//! Orders of the page → what comes of them, on a thread: the deck read, a remedy's outcome, a change written or taken back.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use eframe::egui::{Context, ViewportId};

use crate::deck::change::Change;
use crate::diagnostic::Severity;
use crate::drawing::Drawing;
use crate::guard::caught;
use crate::lint::{Edit, Remedy};
use crate::playback::clock::TimeOfDay;
use crate::settings;
use crate::takes;
use crate::talk::Talk;
use crate::watch::Watch;

use super::reading::{Reading, reading};

/// What the page asks for.
pub enum Order {
    /// The deck may have changed.
    Read,
    /// What would come of a remedy, of the reading with this number and the finding at this place.
    Outcome(u64, usize, Remedy),
    /// A change, with what is said of it.
    Take(u64, Edit, String),
    TakeBack,
    End,
}

/// The slides as a remedy would leave them, or why it cannot be taken.
pub type Outcome = Result<Vec<Arc<Drawing>>, String>;

/// What came of an order.
pub enum News {
    Read(Result<Arc<Reading>, String>),
    Outcome(u64, usize, Outcome),
    /// What was done, or could not be; and how many changes can be taken back.
    Said(String, usize),
}

/// The thread's own.
pub struct Worker {
    pub deck: PathBuf,
    pub orders: Receiver<Order>,
    pub tell: Sender<News>,
    pub ctx: Option<Context>,
    pub watch: Watch,
    pub talk: Option<Talk>,
    pub known: Option<u64>,
    pub generation: u64,
    pub changes: Vec<Change>,
}

impl Worker {
    pub fn work(mut self) {
        self.read();
        while let Ok(order) = self.orders.recv() {
            match order {
                Order::End => return,
                Order::Read => self.read(),
                Order::Outcome(generation, at, remedy) if generation == self.generation => {
                    let outcome = caught(|| self.outcome(&remedy)).unwrap_or_else(Err);
                    self.say(News::Outcome(generation, at, outcome));
                }
                Order::Outcome(..) => {}
                Order::Take(generation, edit, words) => self.take(generation, &edit, words),
                Order::TakeBack => self.take_back(),
            }
        }
    }

    fn say(&self, news: News) {
        // The page may have been left meanwhile.
        let _ = self.tell.send(news);
        self.ctx.iter().for_each(|ctx| ctx.request_repaint_of(ViewportId::ROOT));
    }

    fn read(&mut self) {
        let read = caught(|| Talk::open_if_changed(&self.deck, self.known)).unwrap_or_else(Err);
        match read {
            Ok(None) => {}
            Ok(Some((talk, note))) => {
                self.watch.follow(&talk.asked);
                self.generation += 1;
                let (generation, deck) = (self.generation, &self.deck);
                let told = caught(|| told(&talk, deck, generation));
                (self.known, self.talk) = (Some(note), Some(talk));
                self.say(News::Read(told.map(Arc::new)));
            }
            Err(why) => {
                (self.known, self.talk) = (None, None);
                self.say(News::Read(Err(why)));
            }
        }
    }

    /// The deck's text with a change, and the name of its file.
    fn changed(&self, edit: &Edit) -> Result<(&str, &str, String), String> {
        let talk = self.talk.as_ref().ok_or(AGAIN)?;
        let source = talk.sources.0.get(usize::from(edit.file)).ok_or(AGAIN)?;
        Ok((&source.name, &source.text, edit.of(&source.text)))
    }

    fn outcome(&self, remedy: &Remedy) -> Outcome {
        let (name, _, text) = self.changed(&remedy.edit)?;
        let talk = Talk::open_with(&self.deck, name, &text)?;
        let errors = |talk: &Talk| talk.diagnostics.iter().filter(|it| it.severity == Severity::Error).count();
        if self.talk.as_ref().is_some_and(|before| errors(&talk) > errors(before)) {
            return Err("This change would bring another fault; change the line by hand".to_owned());
        }
        let (file, start) = (remedy.edit.file, remedy.edit.range.start as u32);
        let at = |span: &crate::diagnostic::Span| span.file == file && span.start <= start.max(1);
        let slides = &talk.deck.slides;
        let here = (0..slides.len()).filter(|index| at(&slides[*index].span)).max_by_key(|index| slides[*index].span);
        // Before the first slide it is about the deck, which its first slide shows.
        let mut first = here.unwrap_or(0);
        if remedy.slides == 2 {
            let begins = |index: &usize| slides[*index].span.file == file && slides[*index].span.start >= start;
            first = (0..slides.len()).filter(begins).min_by_key(|index| slides[*index].span).unwrap_or(first);
        }
        let last = |page: &crate::drawing::Page| page.steps.last().cloned();
        Ok(talk.pages.iter().skip(first).take(remedy.slides).filter_map(last).collect())
    }

    fn take(&mut self, generation: u64, edit: &Edit, words: String) {
        let taken = if generation == self.generation { self.write(edit) } else { Err(AGAIN.to_owned()) };
        let said = match taken {
            Ok(change) => {
                self.changes.push(change);
                words
            }
            Err(why) => super::words::capital(&why),
        };
        self.say(News::Said(said, self.changes.len()));
        self.read();
    }

    fn write(&self, edit: &Edit) -> Result<Change, String> {
        let (name, old, new) = self.changed(edit)?;
        let change = Change::new(&self.deck, name, old, &new)?;
        change.take().map(|()| change)
    }

    fn take_back(&mut self) {
        let Some(change) = self.changes.pop() else {
            return self.say(News::Said("There is no change to take back".to_owned(), 0));
        };
        let said = change.take_back().map_or_else(|why| super::words::capital(&why), |()| "Taken back".to_owned());
        self.say(News::Said(said, self.changes.len()));
        self.read();
    }
}

const AGAIN: &str = "the deck was changed meanwhile: look again";

fn told(talk: &Talk, deck: &Path, generation: u64) -> Reading {
    let learnt = takes::learnt(deck, settings::state_folder().as_deref(), &talk.plan);
    reading(talk, deck, &learnt, generation, TimeOfDay::now().words().chars().take(5).collect())
}
