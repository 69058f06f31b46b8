//! The talk that plays → its journal, on a thread of its own: at once, but not more often than anybody could tell.
//!
//! The thread looks at the talk as windows do, and writes down what is another than it was. The talk waits for none of it,
//! and the thread does not wait for the disk: a record is in its file at once, also while the disk is busy for seconds.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::crew::{Crew, Job, Task};
use crate::deck::ink::Ink;
use crate::deck::pack::Pack;
use crate::deck::plan::Plan;
use crate::journal::{self, Begun, Book, Held, Place, Record, Saved, Windows};
use crate::show::kept::Kept;
use crate::takes::Kind;

use super::{Phase, Playback, State};

/// Changes that come this soon after each other are written down together.
const TOGETHER: Duration = Duration::from_millis(80);
/// As long as the time runs, it is written down that it does.
const ALIVE: Duration = Duration::from_secs(1);
/// What was written is on the disk after this long; if it is only that the talk goes on, after the second.
const FLUSH: Duration = Duration::from_secs(1);
const FLUSH_ALIVE: Duration = Duration::from_secs(5);
/// A deck that has played for so long is one that can be played.
const GOOD: Duration = Duration::from_secs(10);

const JOB: Job = Job { name: "journal", work: "Keeping the talk's place", remedy: "" };
const KEEP: Job = Job { name: "deck keeper", work: "Keeping the deck's files", remedy: "" };

/// What is told as it changes: the folder of the talk's journal, and why there is none.
pub type Tell = Box<dyn Fn(Option<PathBuf>) + Send>;

/// The talk as it is written down.
struct Look {
    deck: Arc<Path>,
    kind: Kind,
    plan: Arc<Plan>,
    number: usize,
    show: Kept,
    ink: Option<(u64, Ink)>,
    take: Option<String>,
    windows: Option<Windows>,
    pack: Option<Arc<Pack>>,
}

struct Journalist {
    playback: Arc<Playback>,
    /// Where it may be written, the best place first.
    folders: Vec<PathBuf>,
    tell: Tell,
    /// The journal that another process before this one wrote, until a talk is there to go on with it.
    before: Option<Held>,
    /// Where the talk was written down that has gone on, until it is here.
    taken_up: Option<Place>,
    writing: Option<Writing>,
    /// Why nothing is written.
    failed: bool,
}

/// The journal of a talk.
struct Writing {
    deck: Arc<Path>,
    held: Held,
    book: Book,
    /// As it was last written down.
    plan: Option<Arc<Plan>>,
    ink: Option<u64>,
    contents: Contents,
    /// When the last record was written, and when the disk was asked for it; by the time of the room.
    wrote: Duration,
    flushed: Duration,
    news: bool,
}

/// What a deck's bytes are called in the journal's folder, or why they are not there.
type Named = Result<String, String>;

/// The deck's bytes in the journal's folder.
#[derive(Default)]
struct Contents {
    /// Those that are on their way there.
    coming: Option<(Arc<Pack>, Task<Named>)>,
    /// Those that were there last or could not be, and why; and when it was told.
    last: Option<(Arc<Pack>, Named)>,
    told: Duration,
    /// Whether they have played for long enough.
    good: bool,
}

impl Playback {
    /// From now on what plays is written down, so that another process can go on with it, in the first of these folders in
    /// which it can be.
    pub fn keep_journal(self: &Arc<Self>, folders: Vec<PathBuf>, before: Option<Held>, tell: Tell) {
        // One that is not heard yet says the same as the next.
        let (poke, pokes) = mpsc::sync_channel(1);
        self.lock().poke = Some(poke);
        let playback = Arc::clone(self);
        let mut journalist =
            Journalist { playback, folders, tell, before, taken_up: None, writing: None, failed: false };
        drop(self.crew.service(JOB, move || journalist.run(&pokes)));
    }

    /// The windows are like this now.
    pub fn note_windows(&self, windows: Windows) {
        let mut state = self.lock();
        if state.windows != Some(windows) {
            state.windows = Some(windows);
            state.poke();
        }
    }

    /// What is to be written down of the talk that plays; `inked`: how often its ink had changed when it was last asked
    /// for.
    fn look_for_journal(&self, inked: Option<u64>) -> Option<Look> {
        let state = self.lock();
        let Phase::Playing(running) = &state.phase else { return None };
        let show = &running.show;
        let changes = show.ink_changes();
        let kept = show.kept();
        Some(Look {
            deck: state.deck.clone()?,
            kind: state.takes.kind(),
            plan: Arc::clone(show.plan()),
            number: show.plan().slides.get(kept.cursor().slide).map_or(0, |slide| slide.number),
            ink: (inked != Some(changes)).then(|| (changes, show.ink())),
            show: kept,
            take: state.takes.began().map(str::to_owned),
            windows: state.windows,
            pack: state.pack.clone(),
        })
    }
}

impl State {
    /// The journal is looked after soon.
    pub(super) fn poke(&self) {
        // A full channel says it already.
        if let Some(poke) = &self.poke {
            let _ = poke.try_send(());
        }
    }
}

impl Journalist {
    fn run(&mut self, pokes: &Receiver<()>) {
        loop {
            // Nobody pokes when the deck's bytes have come.
            let waits = self.writing.as_ref().is_some_and(|writing| writing.contents.coming.is_some());
            let end = match pokes.recv_timeout(if waits { TOGETHER } else { ALIVE }) {
                Ok(()) | Err(RecvTimeoutError::Timeout) => false,
                Err(RecvTimeoutError::Disconnected) => true,
            };
            if end || self.playback.ended.load(Ordering::Acquire) {
                return self.close();
            }
            self.look();
            if !self.playback.crew.rest(TOGETHER) {
                return self.close();
            }
        }
    }

    /// The talk was ended, or put away: there is nothing to go on with.
    fn close(&mut self) {
        if let Some(writing) = self.writing.take() {
            // What comes there later would stay.
            let _ = writing.contents.coming.and_then(|(_, task)| task.join());
            writing.held.place.clear();
            (self.tell)(None);
        }
        self.say(None);
    }

    fn look(&mut self) {
        let known = self.writing.as_ref().map(|writing| Arc::clone(&writing.deck));
        // By its opening, since one deck may be opened twice.
        if known.is_some_and(|deck| !self.playback.is_open(&deck)) {
            self.close();
        }
        self.taken_up = self.playback.taken_up().or(self.taken_up.take());
        let inked = self.writing.as_ref().and_then(|writing| writing.ink);
        let Some(look) = self.playback.look_for_journal(inked) else { return };
        // The speaker is asked whether a talk goes on that is written down there. Who begins another one meanwhile has both.
        let asks = self.playback.asks();
        if asks.is_some() && !look.show.has_begun() {
            return;
        }
        let wrote = match self.writing.is_some() {
            true => Ok(()),
            false => self.begin(&look, asks.as_ref().map(|talk| &talk.place)),
        };
        let done = wrote.and_then(|()| match &mut self.writing {
            Some(writing) => writing.write(look, &self.playback),
            None => Ok(()),
        });
        if let (Ok(()), Some(writing)) = (&done, &self.writing) {
            // It goes on in the journal of the talk that was begun meanwhile.
            let old = self.taken_up.take().filter(|place| *place != writing.held.place);
            old.into_iter().for_each(|place| place.clear());
        }
        self.say(done.err());
    }

    fn begin(&mut self, look: &Look, but: Option<&Place>) -> Result<(), String> {
        let (held, book) = self.open(&look.deck, but).map_err(|why| why.to_string())?;
        let folder = held.place.0.clone();
        let now = self.playback.room();
        self.writing = Some(Writing {
            deck: Arc::clone(&look.deck),
            held,
            book,
            plan: None,
            ink: None,
            contents: Contents::default(),
            wrote: now,
            flushed: now,
            news: false,
        });
        (self.tell)(Some(folder));
        Ok(())
    }

    fn open(&mut self, deck: &Path, but: Option<&Place>) -> std::io::Result<(Held, Book)> {
        if let Some(held) = self.before.take() {
            let book = Book::open(&held.place.0, &self.playback.crew)?;
            return Ok((held, book));
        }
        let mut opened = Err(std::io::ErrorKind::NotFound.into());
        for folder in &self.folders {
            opened = Held::of(deck, folder, but).and_then(|held| {
                // What a talk before it left was offered, and is not wanted.
                held.place.begin_anew();
                let book = Book::open(&held.place.0, &self.playback.crew)?;
                Ok((held, book))
            });
            if opened.is_ok() {
                break;
            }
        }
        opened
    }

    /// Told once, and once more where it is over.
    fn say(&mut self, why: Option<String>) {
        if self.failed != why.is_some() {
            self.failed = why.is_some();
            self.playback
                .tell_journal(why.map(|why| format!("If Cuecard broke off now, it could not go on by itself: {why}")));
        }
    }
}

impl Writing {
    fn write(&mut self, look: Look, playback: &Playback) -> Result<(), String> {
        let now = playback.room();
        let records = self.news(&look, playback, now);
        if !records.is_empty() {
            self.news |= !matches!(records[..], [Record::Alive { .. }]);
            self.book.write(records).map_err(|why| why.to_string())?;
            self.wrote = now;
        }
        if let Some((changes, _)) = look.ink {
            self.ink = Some(changes);
        }
        self.plan = Some(look.plan);
        let records = self.contents.news(&self.held, self.book.saved(), look.pack, now, &playback.crew);
        self.news |= !records.is_empty();
        self.book.write(records).map_err(|why| why.to_string())?;
        let patience = if self.news { FLUSH } else { FLUSH_ALIVE };
        if now.saturating_sub(self.flushed) >= patience && self.book.flush().map_err(|why| why.to_string())? {
            (self.flushed, self.news) = (now, false);
        }
        match &self.contents.last {
            Some((_, Err(why))) => Err(why.clone()),
            _ => Ok(()),
        }
    }

    /// What is another than the journal says.
    fn news(&self, look: &Look, playback: &Playback, now: Duration) -> Vec<Record> {
        let saved = self.book.saved();
        let mut records = Vec::new();
        let begun = Begun::new(std::path::absolute(&look.deck).unwrap_or_else(|_| look.deck.to_path_buf()), look.kind);
        if saved.begun != begun {
            records.push(Record::Begun(begun));
        }
        if !self.plan.as_ref().is_some_and(|plan| Arc::ptr_eq(plan, &look.plan)) {
            let slides = crate::show::kept::shape(&look.plan);
            if saved.slides != slides || saved.title != look.plan.title {
                records.push(Record::Plan { title: look.plan.title.clone(), slides });
            }
        }
        if let Some((_, ink)) = &look.ink
            && saved.ink != *ink
        {
            records.push(Record::Ink(ink.clone()));
        }
        if let Some(windows) = look.windows.filter(|windows| saved.windows != Some(*windows)) {
            records.push(Record::Windows(windows));
        }
        let same = saved.show.as_ref().is_some_and(|(show, ..)| *show == look.show) && saved.take == look.take;
        let at = || playback.clock.anchor();
        if !same {
            let (number, take, show) = (look.number, look.take.clone(), Box::new(look.show.clone()));
            records.push(Record::Show { at: at(), number, take, show });
        } else if records.is_empty() && look.show.timer(playback.clock.now()).1 && now - self.wrote >= ALIVE {
            records.push(Record::Alive { at: at() });
        }
        records
    }
}

impl Contents {
    /// The deck's bytes are kept once they play, and are good once they have played for a while.
    fn news(&mut self, held: &Held, saved: &Saved, pack: Option<Arc<Pack>>, now: Duration, crew: &Crew) -> Vec<Record> {
        let mut records = Vec::new();
        if let Some(kept) = self.coming.as_ref().and_then(|(_, task)| task.poll()) {
            // A panic there has been told.
            let kept = kept.unwrap_or_else(|| Err("keeping the deck's files broke off".to_owned()));
            records.extend(kept.iter().map(|name| Record::Plays { pack: name.clone() }));
            (self.told, self.good) = (now, false);
            self.last = self.coming.take().map(|(pack, _)| (pack, kept));
        }
        let since = now.saturating_sub(self.told);
        // Who comes may drop those before it.
        if let Some((_, Ok(name))) = self.last.as_ref().filter(|_| self.coming.is_none())
            && !self.good
            && since >= GOOD
        {
            self.good = true;
            records.push(Record::Good { pack: name.clone() });
        }
        // What could not be kept is tried again.
        let is_done = |pack: &Arc<Pack>| {
            let last = self.last.as_ref().filter(|(last, _)| Arc::ptr_eq(last, pack));
            last.is_some_and(|(_, kept)| kept.is_ok() || since < ALIVE)
        };
        if let Some(pack) = pack.filter(|pack| self.coming.is_none() && !is_done(pack)) {
            let (folder, bytes, good) = (held.place.0.clone(), Arc::clone(&pack), saved.good.clone());
            let task = crew.task(KEEP, move || journal::keep(&folder, &bytes, good.as_slice()));
            self.coming = Some((pack, task));
        }
        records
    }
}
