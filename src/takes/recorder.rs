//! Records and ink → a take's files, on a thread of its own: each line and each stroke at once, on the disk within a
//! second, or when the disk has time for it. What cannot be written is held and tried again.

use std::io::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use super::hold::{Held, hold};
use super::journal::Journal;
use super::place::{Home, Unfinished, folder_of, homes, name, reason};
use super::record::{Record, What};
use super::sheet::Sheet;
use crate::crew::{Crew, Job, Task};
use crate::files::Flusher;
use crate::show::{Moment, Sheets};

/// What was written is on the disk after this long, and what could not be written is tried again.
const EVERY: Duration = Duration::from_secs(1);

/// For so long the end of the program waits for the disk.
const PATIENCE: Duration = Duration::from_secs(2);
const LATE: &str = "the deck's disk does not answer: the end of this take, and of what you drew, may be missing";

const JOB: Job = Job { name: "recorder", work: "Writing the take", remedy: "" };

enum Order {
    /// The talk of `deck`, its folder or its file, is opened; `elsewhere` hears if another Cuecard has it open.
    Open {
        deck: Arc<Path>,
        elsewhere: Box<dyn FnOnce() + Send>,
    },
    Write {
        records: Vec<Record>,
        deck: Arc<Path>,
        now: Moment,
    },
    /// The ink of the talk, and the date and time.
    Draw {
        sheets: Sheets,
        deck: Arc<Path>,
        date: String,
    },
    /// A take that another process began goes on.
    Resume {
        take: Box<Unfinished>,
        deck: Arc<Path>,
    },
    /// The talk is put away.
    Close,
    /// Answers once all that was ordered before is done.
    Settle(Sender<()>),
}

/// What became of the ink of a talk that was put away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The deck's folder.
    pub deck: PathBuf,
    /// In one sentence.
    pub kept: Result<(), String>,
}

/// Writes takes away from the window's thread. What was ordered before it is dropped is still written.
#[derive(Debug)]
pub struct Recorder {
    orders: Option<Sender<Order>>,
    thread: Option<Task<Vec<Drawn>>>,
}

impl Recorder {
    /// `state` is the folder for takes of decks whose own folder cannot be written to; `tell` hears what is not kept, and
    /// when it is again.
    pub fn start(crew: &Crew, state: Option<PathBuf>, tell: impl Fn(Option<String>) + Send + 'static) -> Self {
        let (sender, orders) = mpsc::channel();
        let mut writer = Writer::new(state, tell, crew);
        let thread = crew.service(JOB, move || writer.run(&orders));
        Self { orders: Some(sender), thread: Some(thread) }
    }

    /// The talk of `deck`, its folder or its file, is opened, until the next is. Which of the two it is, its disk may be slow
    /// to tell. `elsewhere` hears if another Cuecard has it open.
    pub fn open_talk(&self, deck: &Arc<Path>, elsewhere: impl FnOnce() + Send + 'static) {
        self.order(Order::Open { deck: Arc::clone(deck), elsewhere: Box::new(elsewhere) });
    }

    /// These happened `now` in the talk of `deck`.
    pub fn write(&self, records: Vec<Record>, deck: &Arc<Path>, now: Moment) {
        if !records.is_empty() {
            self.order(Order::Write { records, deck: Arc::clone(deck), now });
        }
    }

    /// From now on this take of the talk of `deck` goes on.
    pub fn resume(&self, take: Unfinished, deck: &Arc<Path>) {
        self.order(Order::Resume { take: Box::new(take), deck: Arc::clone(deck) });
    }

    /// What is drawn in the talk of `deck` looks like this; `date` is date and time, as RFC 3339 has them.
    pub fn draw(&self, sheets: Sheets, deck: &Arc<Path>, date: String) {
        self.order(Order::Draw { sheets, deck: Arc::clone(deck), date });
    }

    /// The talk is put away: what comes next is of another one.
    pub fn close_talk(&self) {
        self.order(Order::Close);
    }

    /// Somebody to wait for, until all that was ordered so far is in its file.
    #[must_use]
    pub fn settled(&self) -> Receiver<()> {
        let (done, settled) = mpsc::channel();
        self.order(Order::Settle(done));
        settled
    }

    /// Writes what is left, and tells what became of the ink of all talks. A disk that does not answer is no reason not to
    /// end: what had no place until then is lost, and told.
    #[must_use]
    pub fn finish(mut self) -> Vec<Drawn> {
        self.orders = None;
        let Some(thread) = self.thread.take() else { return Vec::new() };
        thread.within(PATIENCE).unwrap_or_else(|| vec![Drawn { deck: PathBuf::new(), kept: Err(LATE.to_owned()) }])
    }

    fn order(&self, order: Order) {
        // The thread listens until this value is gone.
        if let Some(orders) = &self.orders {
            let _ = orders.send(order);
        }
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.orders = None;
        let _ = self.thread.take().map(|thread| thread.within(PATIENCE));
    }
}

pub(super) struct Writer {
    state: Option<PathBuf>,
    tell: Box<dyn Fn(Option<String>) + Send>,
    told: Option<String>,
    talk: Option<Talk>,
    flushed: Option<Moment>,
    flusher: Flusher,
    drawn: Vec<Drawn>,
    /// The deck that is open, as others see it.
    held: Held,
}

/// The talk that goes on.
struct Talk {
    deck: PathBuf,
    homes: Vec<Home>,
    log: Option<Journal>,
    /// Logs of takes before it in this talk that could not be written yet.
    past: Vec<Journal>,
    ink: Sheet,
    /// What a take is called that has nothing but ink.
    date: String,
}

impl Writer {
    pub(super) fn new(state: Option<PathBuf>, tell: impl Fn(Option<String>) + Send + 'static, crew: &Crew) -> Self {
        Self {
            state,
            tell: Box::new(tell),
            told: None,
            talk: None,
            flushed: None,
            flusher: Flusher::new(crew),
            drawn: Vec::new(),
            held: Held::Unknown,
        }
    }

    fn run(&mut self, orders: &Receiver<Order>) -> Vec<Drawn> {
        let mut wait = EVERY;
        loop {
            let order = if self.talk.is_some() {
                orders.recv_timeout(wait)
            } else {
                orders.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            match order {
                Ok(Order::Open { deck, elsewhere }) => {
                    // The one before it is let go first: it may be the same.
                    self.held = Held::Unknown;
                    self.held = hold(folder_of(&deck), self.state.as_deref());
                    if matches!(self.held, Held::Theirs) {
                        elsewhere();
                    }
                }
                Ok(Order::Write { records, deck, now }) => {
                    self.write(&records, &deck);
                    let since = self.flushed.map_or(EVERY, |flushed| now.since(flushed));
                    wait = EVERY.saturating_sub(since);
                    if wait.is_zero() {
                        self.settle();
                        (self.flushed, wait) = (Some(now), EVERY);
                    }
                }
                Ok(Order::Draw { sheets, deck, date }) => self.draw(sheets, &deck, &date),
                Ok(Order::Resume { take, deck }) => self.resume(*take, &deck),
                Ok(Order::Close) => {
                    self.close();
                    self.held = Held::Unknown;
                }
                // Who asked may have gone.
                Ok(Order::Settle(done)) => drop(done.send(())),
                Err(RecvTimeoutError::Timeout) => {
                    self.settle();
                    wait = EVERY;
                }
                Err(RecvTimeoutError::Disconnected) => {
                    self.close();
                    return std::mem::take(&mut self.drawn);
                }
            }
        }
    }

    fn talk(&mut self, deck: &Path) -> &mut Talk {
        let state = self.state.as_deref();
        self.talk.get_or_insert_with(|| {
            let folder = folder_of(deck);
            Talk {
                deck: folder.to_path_buf(),
                homes: homes(folder, state),
                log: None,
                past: Vec::new(),
                ink: Sheet::default(),
                date: String::new(),
            }
        })
    }

    pub(super) fn write(&mut self, records: &[Record], deck: &Path) {
        let quiet = self.told.is_none();
        let talk = self.talk(deck);
        for record in records {
            if let What::Start(start) = &record.what {
                talk.begin(name(&start.start));
            }
            talk.log.iter_mut().for_each(|log| log.push(record));
        }
        // What failed a moment ago is tried again in its own time.
        if quiet || records.iter().any(|record| matches!(record.what, What::Start(_) | What::End)) {
            self.try_all();
        }
    }

    pub(super) fn draw(&mut self, sheets: Sheets, deck: &Path, date: &str) {
        let talk = self.talk(deck);
        if talk.date.is_empty() {
            talk.date = name(date);
        }
        talk.ink.draw(sheets);
        self.try_all();
    }

    /// Where its files cannot be written to any more, what is new of it goes into a take of its own.
    pub(super) fn resume(&mut self, take: Unfinished, deck: &Path) {
        let Unfinished { stem, home, text, inked, .. } = take;
        let talk = self.talk(deck);
        let log = talk.homes.get(home).map(|place| Journal::resumed(stem.clone(), text, home, place));
        if let Some(Ok(log)) = log {
            talk.log = Some(log);
            talk.ink = if inked { Sheet::resumed(home, stem) } else { Sheet::default() };
        }
    }

    fn try_all(&mut self) {
        let why = self.talk.as_mut().and_then(Talk::write);
        self.say(why);
    }

    /// All is where it should be and on its way to the disk, or is tried again.
    pub(super) fn settle(&mut self) {
        let why = self.talk.as_mut().and_then(|talk| talk.settle(&mut self.flusher));
        self.say(why);
    }

    fn close(&mut self) {
        // What the disk had no time for is asked of it again.
        let early = self.flusher.wait().err();
        self.settle();
        let late = self.flusher.wait().err().or(early);
        if self.told.is_none() {
            self.say(sentence(late, None));
        }
        let Some(talk) = self.talk.take() else { return };
        talk.ink.close(&talk.homes);
        if !talk.ink.is_empty() {
            let kept = match talk.ink.is_written() {
                true => Ok(()),
                false => Err(self.told.take().unwrap_or_default()),
            };
            self.drawn.push(Drawn { deck: talk.deck, kept });
        }
        // The next talk has troubles of its own.
        self.told = None;
    }

    fn say(&mut self, why: Option<String>) {
        if self.told != why {
            (self.tell)(why.clone());
            self.told = why;
        }
    }
}

impl Talk {
    /// A take begins. Ink that was drawn before it is the take's too.
    fn begin(&mut self, stem: String) {
        let Some(before) = self.log.take() else {
            let drawn = self.ink.stem().map(str::to_owned);
            let named = drawn.is_some();
            self.log = Some(Journal::new(drawn.unwrap_or(stem), named));
            return;
        };
        if before.is_named() {
            self.ink.next_take();
        }
        self.past.extend(Some(before).filter(|log| !log.is_written()));
        self.log = Some(Journal::new(stem, false));
    }

    /// What could not be written, and why.
    fn write(&mut self) -> Option<String> {
        self.past.retain_mut(|log| log.write(&self.homes).is_err());
        let log = self.log.as_mut().and_then(|log| log.write(&self.homes).err());
        let (stem, named) = match &self.log {
            Some(log) => (log.stem(), log.is_named()),
            None => (self.date.as_str(), false),
        };
        let ink = self.ink.write(&self.homes, stem, named).err();
        sentence(log, ink)
    }

    fn settle(&mut self, flusher: &mut Flusher) -> Option<String> {
        self.ink.look(&self.homes);
        let why = self.write();
        let late = self.log.as_mut().and_then(|log| log.flush(&self.homes, flusher).err());
        why.or_else(|| sentence(late, None))
    }
}

fn sentence(log: Option<Error>, ink: Option<Error>) -> Option<String> {
    let log = log.map(|why| format!("This take is not kept for now: {}", reason(&why)));
    log.or_else(|| ink.map(|why| format!("What you drew is not kept for now: {}", reason(&why))))
}
