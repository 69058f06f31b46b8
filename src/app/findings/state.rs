//! The page while it is open: which finding is open, what its remedy would do, and what was done.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};

use eframe::egui::{Context, ViewportId};

use crate::app::desktop::editor;
use crate::app::keys::does::PageKey;
use crate::app::pictures::cache::PictureCache;
use crate::crew::{Crew, Job, unseen};
use crate::playback::clock::Clock;
use crate::watch::{self, Watch};

use super::pictures::Pictures;
use super::reading::{Finding, Kind, Place, Reading, name_of};
use super::worker::{News, Order, Outcome, Worker};

const READER: Job = Job { name: "findings", work: "Checking the deck", remedy: "Open the page again" };
const EDITOR: Job = Job { name: "editor", work: "Opening the editor", remedy: "" };

/// What the page asks of the windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Leave,
}

/// Which findings are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    All,
    Only(Kind),
}

/// The page while it is open.
pub struct Findings {
    orders: Sender<Order>,
    news: Receiver<News>,
    watch: Watch,
    crew: Crew,
    ctx: Option<Context>,
    pub(super) pictures: Pictures,
    /// The last reading, or why there is none; nothing while the first is at work.
    pub(super) reading: Option<Result<Arc<Reading>, String>>,
    pub(super) filter: Filter,
    /// The open finding: a place among all of the reading.
    pub(super) chosen: usize,
    /// It was chosen by a key or in the list, and may be out of sight.
    pub(super) sought: bool,
    /// What would come of the open finding's remedy, and which finding that is.
    pub(super) outcome: Option<((u64, usize), Option<Outcome>)>,
    /// What was done last, or could not be.
    pub(super) said: Option<String>,
    pub(super) changes: usize,
    /// The lines of a file, where there is no editor.
    pub(super) lines: Option<Place>,
    /// The editor that the speaker chose.
    pub editor: Option<String>,
    /// The editor could not be started for this place.
    failed: Arc<Mutex<Option<Place>>>,
    /// The open card's height when it was last painted.
    pub(super) height: f32,
}

impl Findings {
    /// What became of what was last asked for.
    #[must_use]
    pub fn told(&self) -> Option<&str> {
        self.said.as_deref()
    }

    /// Opens the page on a deck's folder, or its file, and follows its changes.
    #[must_use]
    pub fn open(deck: &Path, crew: &Crew, pictures: Arc<PictureCache>, ctx: Option<Context>) -> Self {
        let (orders, taken) = mpsc::channel();
        let (tell, news) = mpsc::channel();
        let (clock, changed) = (Clock::start(), orders.clone());
        let watch = watch::start(crew, deck, move || clock.now().0, move || changed.send(Order::Read).is_ok());
        let worker = Worker {
            deck: deck.to_owned(),
            orders: taken,
            tell,
            ctx: ctx.clone(),
            watch: watch.clone(),
            talk: None,
            known: None,
            generation: 0,
            changes: Vec::new(),
        };
        // It tells what it read by itself.
        drop(crew.task(READER, move || worker.work()));
        Self {
            orders,
            news,
            watch,
            crew: crew.clone(),
            ctx,
            pictures: Pictures::new(pictures),
            reading: None,
            filter: Filter::All,
            chosen: 0,
            sought: true,
            outcome: None,
            said: None,
            changes: 0,
            lines: None,
            editor: None,
            failed: Arc::default(),
            height: 0.0,
        }
    }

    fn order(&self, order: Order) {
        // The thread ends with the program.
        let _ = self.orders.send(order);
    }

    pub(super) fn read(&self) -> Option<&Arc<Reading>> {
        self.reading.as_ref()?.as_ref().ok()
    }

    /// The findings that are listed: places among all.
    pub(super) fn listed(&self) -> Vec<usize> {
        let Some(reading) = self.read() else { return Vec::new() };
        let kept = |finding: &Finding| match self.filter {
            Filter::All => true,
            Filter::Only(kind) => finding.kind == kind,
        };
        reading.findings.iter().enumerate().filter(|(_, finding)| kept(finding)).map(|(at, _)| at).collect()
    }

    pub(super) fn finding(&self) -> Option<&Finding> {
        self.read()?.findings.get(self.chosen)
    }

    /// Takes what came meanwhile, and asks what would come of the remedy that is looked at.
    pub(super) fn listen(&mut self) {
        for news in self.news.try_iter().collect::<Vec<_>>() {
            match news {
                News::Read(read) => self.take_reading(read),
                News::Outcome(generation, at, outcome) => {
                    if let Some((_, known)) = self.outcome.as_mut().filter(|it| it.0 == (generation, at)) {
                        *known = Some(outcome);
                    }
                }
                News::Said(words, changes) => (self.said, self.changes) = (Some(words), changes),
            }
        }
        if let Some(place) = self.failed.lock().unwrap_or_else(PoisonError::into_inner).take() {
            self.said = Some("The editor could not be started: here are the lines".to_owned());
            self.lines = Some(place);
        }
        let Some(reading) = self.read() else { return };
        let of = (reading.generation, self.chosen);
        let remedy = self.finding().and_then(|finding| finding.remedy.clone());
        if let Some(remedy) = remedy.filter(|_| self.outcome.as_ref().is_none_or(|known| known.0 != of)) {
            self.outcome = Some((of, None));
            self.order(Order::Outcome(of.0, of.1, remedy));
        }
    }

    /// The finding that was open stays open, where it is still there.
    fn take_reading(&mut self, read: Result<Arc<Reading>, String>) {
        let key = |reading: &Reading, finding: &Finding| {
            (finding.code, finding.slide.map(|at| reading.slides[at].id.clone()), finding.head.clone())
        };
        let open = self.read().zip(self.finding()).map(|(reading, finding)| key(reading, finding));
        self.reading = Some(read);
        let Some(reading) = self.read() else { return };
        let same = reading.findings.iter().position(|finding| Some(key(reading, finding)) == open);
        self.chosen = same.unwrap_or(self.chosen).min(reading.findings.len().saturating_sub(1));
        let listed = self.listed();
        if !listed.contains(&self.chosen) {
            self.filter = if listed.is_empty() { Filter::All } else { self.filter };
            let near = self.listed().into_iter().min_by_key(|at| at.abs_diff(self.chosen));
            self.choose(near.unwrap_or(0));
        }
    }

    pub(super) fn choose(&mut self, at: usize) {
        self.chosen = at;
        self.sought = true;
    }

    pub(super) fn list(&mut self, filter: Filter) {
        self.filter = filter;
        if let Some(first) = self.listed().first().copied().filter(|_| !self.listed().contains(&self.chosen)) {
            self.choose(first);
        }
    }

    /// What a key does.
    pub fn press(&mut self, key: PageKey) -> Option<Action> {
        if self.lines.is_some() && key != PageKey::TakeBack {
            if matches!(key, PageKey::Close | PageKey::OpenLine | PageKey::Remedy) {
                self.lines = None;
            }
            return None;
        }
        let listed = self.listed();
        let at = listed.iter().position(|at| *at == self.chosen).unwrap_or(0);
        let mut go =
            |to: usize| listed.get(to.min(listed.len().saturating_sub(1))).iter().for_each(|at| self.choose(**at));
        match key {
            PageKey::Close => return Some(Action::Leave),
            PageKey::Up => go(at.saturating_sub(1)),
            PageKey::Down => go(at + 1),
            PageKey::First => go(0),
            PageKey::Last => go(usize::MAX),
            PageKey::Remedy => self.take(),
            PageKey::OpenLine => self.open_line(),
            PageKey::TakeBack => self.order(Order::TakeBack),
            PageKey::ReadAgain => self.order(Order::Read),
            PageKey::LeaveAsIs => self.leave(),
            _ => {}
        }
        None
    }

    /// The open finding's remedy can be taken: what comes of it is there to see.
    pub(super) fn can_take(&self) -> bool {
        let outcome = self.outcome.as_ref().filter(|known| known.0.1 == self.chosen);
        self.finding().is_some_and(|finding| finding.remedy.is_some()) && matches!(outcome, Some((_, Some(Ok(_)))))
    }

    fn take(&mut self) {
        let Some((reading, finding)) = self.read().zip(self.finding()) else { return };
        match &finding.remedy {
            Some(remedy) if self.can_take() => {
                let done = format!("Done: {}. Ctrl Z takes it back", remedy.name.to_lowercase());
                self.order(Order::Take(reading.generation, remedy.edit.clone(), done));
            }
            Some(_) => self.said = Some("What comes of it is not worked out yet".to_owned()),
            None => self.said = Some("This one needs your hand: open its line".to_owned()),
        }
    }

    pub(super) fn leave(&mut self) {
        let Some((reading, finding)) = self.read().zip(self.finding()) else { return };
        let Some(edit) = &finding.leave else { return };
        let done = "Left as it is: the deck remembers it. Ctrl Z takes it back".to_owned();
        self.order(Order::Take(reading.generation, edit.clone(), done));
    }

    /// Opens the editor at the finding's line, or shows the lines.
    fn open_line(&mut self) {
        let Some(place) = self.finding().and_then(|finding| finding.place.clone()) else { return };
        let Some(call) = editor::call(self.editor.as_deref(), &place.file, place.line, place.column) else {
            self.lines = Some(place);
            return;
        };
        let (failed, ctx) = (Arc::clone(&self.failed), self.ctx.clone());
        self.said = Some(format!("{} opens in your editor at line {}", name_of(&place.file), place.line));
        let run = move || {
            let nothing = Stdio::null;
            let mut command = Command::new(&call.program);
            command.args(&call.words).stdin(nothing()).stdout(nothing()).stderr(nothing());
            let ran = unseen(&mut command).status();
            if !ran.is_ok_and(|status| status.success()) {
                *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
                ctx.iter().for_each(|ctx| ctx.request_repaint_of(ViewportId::ROOT));
            }
        };
        drop(self.crew.detached(EDITOR, run));
    }
}

impl Drop for Findings {
    fn drop(&mut self) {
        self.watch.end();
        self.order(Order::End);
    }
}
