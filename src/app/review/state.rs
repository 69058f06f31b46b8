//! A deck's takes → a report of each, which a thread reads and reckons; keys turn from take to take.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};

use eframe::egui::{Context, ViewportId};

use crate::app::keys::does::PageKey;
use crate::crew::{Crew, Job};
use crate::guard::caught;
use crate::settings;
use crate::takes::report::{Named, Report};
use crate::takes::{self, Log, Run};
use crate::talk::Talk;

const READER: Job = Job { name: "report", work: "Reading the takes", remedy: "Try again, or run cuecard report" };

/// Takes that can be looked at: the latest.
const MOST: usize = 12;

/// The page while it is open.
pub struct Review {
    pub(super) reading: Reading,
    news: Receiver<Reading>,
    /// Which take: a place among the reports.
    pub(super) take: usize,
    /// Slides that the table is scrolled down by.
    pub(super) scrolled: usize,
    /// The rehearsal is over: what comes after this page is what comes after a talk.
    pub(super) last: bool,
}

pub(super) enum Reading {
    AtWork,
    /// The latest take first; never empty.
    Done(Arc<[Report]>),
    /// In the speaker's words.
    Failed(String),
}

/// What the page asks of the windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Leave,
    /// The rehearsal is over, and so is this page.
    End,
}

impl Review {
    /// Opens the page on the takes of a deck; `last` where its rehearsal is over. `settle` waits until the take that goes
    /// on is written as far as it went.
    #[must_use]
    pub fn open(
        deck: &Path,
        last: bool,
        crew: &Crew,
        ctx: Option<Context>,
        settle: impl FnOnce() + Send + 'static,
    ) -> Self {
        let (tell, news) = mpsc::channel();
        let deck: PathBuf = deck.to_owned();
        // It tells what it read by itself.
        drop(crew.task(READER, move || {
            settle();
            let read = caught(|| reports(&deck)).unwrap_or_else(Err);
            let reading = read.map_or_else(Reading::Failed, |reports| Reading::Done(reports.into()));
            // The page may have been left meanwhile.
            let _ = tell.send(reading);
            ctx.inspect(|ctx| ctx.request_repaint_of(ViewportId::ROOT));
        }));
        Self::new(last, news)
    }

    pub(super) fn new(last: bool, news: Receiver<Reading>) -> Self {
        Self { reading: Reading::AtWork, news, take: 0, scrolled: 0, last }
    }

    /// A rehearsal is over: nothing moves any more.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.last
    }

    pub(super) fn reports(&self) -> &[Report] {
        match &self.reading {
            Reading::Done(reports) => reports,
            Reading::AtWork | Reading::Failed(_) => &[],
        }
    }

    pub(super) fn report(&self) -> Option<&Report> {
        self.reports().get(self.take)
    }

    /// Takes what was read meanwhile.
    pub(super) fn listen(&mut self) {
        if let Some(reading) = self.news.try_iter().last() {
            self.reading = reading;
        }
    }

    /// What a key does: from take to take, and through the slides.
    pub fn press(&mut self, key: PageKey) -> Option<Action> {
        let slides = self.report().map_or(0, |report| report.slides.len());
        match key {
            PageKey::Close if self.last => return Some(Action::End),
            PageKey::Close => return Some(Action::Leave),
            PageKey::Left => self.take = (self.take + 1).min(self.reports().len().saturating_sub(1)),
            PageKey::Right => self.take = self.take.saturating_sub(1),
            PageKey::Up => self.scrolled = self.scrolled.saturating_sub(1),
            PageKey::Down => self.scrolled = (self.scrolled + 1).min(slides.saturating_sub(1)),
            PageKey::First => self.scrolled = 0,
            PageKey::Last => self.scrolled = slides.saturating_sub(1),
            _ => {}
        }
        None
    }
}

/// A report of each of the latest takes in which a slide was shown, each told with those before it.
pub(super) fn reports(deck: &Path) -> Result<Vec<Report>, String> {
    let talk = Talk::open(deck)?;
    let logs = takes::logs(deck, settings::state_folder().as_deref());
    let named = |log: &Log| Some(Named { name: log.name.clone(), take: log.read()? });
    let shown = |named: &Named| !Run::of(&named.take).visits.is_empty();
    let takes: Vec<Named> = logs.iter().filter_map(named).filter(shown).take(MOST).collect();
    if takes.is_empty() {
        return Err("There is no take of this talk yet. Rehearse it once, or give it.".to_owned());
    }
    Ok((0..takes.len()).map(|at| Report::of(&talk.plan, &takes[at], &takes[at + 1..], None)).collect())
}
