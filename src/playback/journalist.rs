//! The talk that plays → its journal, on a thread of its own: at once, but not more often than anybody could tell.
//!
//! The thread looks at the talk as windows do, and writes down what is another than it was. The talk waits for none of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::crew::Job;
use crate::deck::ink::Ink;
use crate::deck::pack::Pack;
use crate::deck::plan::Plan;
use crate::journal::{self, Begun, Book, Held, Record, Windows};
use crate::show::kept::Kept;
use crate::takes::Kind;

use super::{Phase, Playback, State};

/// Changes that come this soon after each other are written down together.
const TOGETHER: Duration = Duration::from_millis(80);
/// As long as the time runs, it is written down that it does.
const ALIVE: Duration = Duration::from_secs(1);
/// What was written is on the disk after this long; if it is only that the talk goes on, after the second.
const SYNC: Duration = Duration::from_secs(1);
const SYNC_ALIVE: Duration = Duration::from_secs(5);
/// A deck that has played for so long is one that can be played.
const GOOD: Duration = Duration::from_secs(10);

const JOB: Job = Job { name: "journal", work: "Keeping the talk's place", remedy: "" };

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
    /// The deck's bytes, what they are called, and since when they play, until that was long enough.
    pack: Option<(Arc<Pack>, String)>,
    plays_since: Option<Duration>,
    /// When the last record was written, and when it was on the disk; by the time of the room.
    wrote: Duration,
    synced: Duration,
    news: bool,
}

impl Playback {
    /// From now on what plays is written down, so that another process can go on with it, in the first of these folders in
    /// which it can be.
    pub fn keep_journal(self: &Arc<Self>, folders: Vec<PathBuf>, before: Option<Held>, tell: Tell) {
        // One that is not heard yet says the same as the next.
        let (poke, pokes) = mpsc::sync_channel(1);
        self.lock().poke = Some(poke);
        let playback = Arc::clone(self);
        let mut journalist = Journalist { playback, folders, tell, before, writing: None, failed: false };
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
            let end = match pokes.recv_timeout(ALIVE) {
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
        // The speaker is asked whether a talk goes on that is written down there.
        if self.playback.is_asked() {
            return;
        }
        let inked = self.writing.as_ref().and_then(|writing| writing.ink);
        let Some(look) = self.playback.look_for_journal(inked) else { return };
        let wrote = match self.writing.is_some() {
            true => Ok(()),
            false => self.begin(&look),
        };
        let done = wrote.and_then(|()| match &mut self.writing {
            Some(writing) => writing.write(look, &self.playback),
            None => Ok(()),
        });
        self.say(done.err());
    }

    fn begin(&mut self, look: &Look) -> Result<(), String> {
        let (held, book) = self.open(&look.deck).map_err(|why| why.to_string())?;
        let folder = held.place.0.clone();
        let now = self.playback.room();
        self.writing = Some(Writing {
            deck: Arc::clone(&look.deck),
            held,
            book,
            plan: None,
            ink: None,
            pack: None,
            plays_since: None,
            wrote: now,
            synced: now,
            news: false,
        });
        (self.tell)(Some(folder));
        Ok(())
    }

    fn open(&mut self, deck: &Path) -> std::io::Result<(Held, Book)> {
        if let Some(held) = self.before.take() {
            let book = Book::open(&held.place.0)?;
            return Ok((held, book));
        }
        let mut opened = Err(std::io::ErrorKind::NotFound.into());
        for folder in &self.folders {
            opened = Held::of(deck, folder).and_then(|held| {
                // What a talk before it left was offered, and is not wanted.
                held.place.begin_anew();
                let book = Book::open(&held.place.0)?;
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
        self.keep_pack(look.pack, now)?;
        let patience = if self.news { SYNC } else { SYNC_ALIVE };
        if now.saturating_sub(self.synced) >= patience {
            self.book.sync().map_err(|why| why.to_string())?;
            (self.synced, self.news) = (now, false);
        }
        Ok(())
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

    /// The deck's bytes are kept once they play, and are good once they have played for a while.
    fn keep_pack(&mut self, pack: Option<Arc<Pack>>, now: Duration) -> Result<(), String> {
        let Some(pack) = pack else { return Ok(()) };
        let known = self.pack.as_ref().is_some_and(|(known, _)| Arc::ptr_eq(known, &pack));
        if !known {
            let saved = self.book.saved();
            let others: Vec<&str> = saved.good.iter().map(String::as_str).collect();
            let name = journal::keep(&self.held.place.0, &pack, &others)?;
            let record = Record::Plays { pack: name.clone() };
            self.book.write(vec![record]).map_err(|why| why.to_string())?;
            (self.pack, self.plays_since, self.news) = (Some((pack, name)), Some(now), true);
        }
        if let Some((_, name)) = &self.pack
            && self.plays_since.is_some_and(|since| now.saturating_sub(since) >= GOOD)
        {
            self.plays_since = None;
            let record = Record::Good { pack: name.clone() };
            self.book.write(vec![record]).map_err(|why| why.to_string())?;
        }
        Ok(())
    }
}
