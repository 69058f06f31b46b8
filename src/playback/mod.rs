//! The running talk behind its only lock: commands, readings and what a captioner sends → scenes, which windows draw.
//!
//! Invariant: the lock is held for a change of state only, never over reading, layout, painting or laying out words; and
//! nobody outside is called while it is held.

pub mod caption;
pub mod choices;
pub mod clock;
pub mod facts;
pub mod faulty;
pub mod listener;
pub mod live;
pub mod loader;
mod options;
pub mod passages;
pub mod playing;
pub mod reload;
pub mod scene;
pub mod search;
pub mod takes;
pub mod ticker;

mod adopt;
mod apply;
mod closing;
mod disk;
mod go_on;
mod hear;
mod holding;
pub mod interrupted;
mod journalist;
mod keep;
mod look;

#[cfg(test)]
pub(crate) mod tests;

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Sender, SyncSender};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::Thread;
use std::time::Duration;

use crate::crew::Crew;
use crate::deck::noted::Asked;
use crate::deck::pack::Pack;
use crate::geometry::Size;
use crate::journal::{Place, Windows};
use crate::live::{Feed, Push};
use crate::settings::Settings;
use crate::show::{Effect, Moment, Show};
use crate::takes::{Drawn, Kind};
use crate::talk::Talk;
use crate::watch::{self, Watch};

use choices::{CaptionWishes, Preferences};
use clock::Clock;
use faulty::FaultyDeck;
use interrupted::Interrupted;
use live::Live;
pub use options::Options;
use playing::Running;
use takes::Takes;

/// A wait for something that will not come by itself.
const LONG: Duration = Duration::from_secs(3600);

/// The running talk.
pub struct Playback {
    pub clock: Clock,
    /// The program's threads.
    pub crew: Crew,
    options: Options,
    /// Live captions, where somebody was asked for them, and whether there is something new from there.
    feed: Mutex<Option<Arc<Feed>>>,
    heard: AtomicBool,
    /// The meeting that gets what is shown.
    push: OnceLock<Push>,
    /// The two threads.
    loader: OnceLock<Sender<Order>>,
    ticker: OnceLock<Thread>,
    /// They are to end.
    ended: AtomicBool,
    state: Mutex<State>,
}

struct State {
    phase: Phase,
    /// The deck to be read; `None` while the library is shown.
    deck: Option<Arc<Path>>,
    /// What watches its files.
    watch: Option<Watch>,
    /// How many readings of decks there were.
    generation: u32,
    /// How often any of this changed.
    changes: u64,
    /// What tells the captions of which windows know, on stage and console.
    drawn_captions: [Option<u64>; 2],
    /// The last moment that anybody named.
    latest: Moment,
    preferences: Preferences,
    takes: Takes,
    /// What became of the ink of talks that were put away.
    drawn: Vec<Drawn>,
    live: Live,
    /// What is said for a moment, and since when.
    said: Option<(Arc<str>, Moment)>,
    trouble: Option<Arc<str>>,
    picture_trouble: Option<Arc<str>>,
    /// Why nothing is tried that may break.
    safe: Option<Arc<str>>,
    /// Why the talk's place is not kept.
    journal_trouble: Option<Arc<str>>,
    /// A talk that broke off in an earlier process, until it goes on; and whether the speaker has to say that first.
    interrupted: Option<Arc<Interrupted>>,
    asked: bool,
    /// Where the one was written down that goes on.
    taken_up: Option<Place>,
    /// Who is told that something has changed, to write it down.
    poke: Option<SyncSender<()>>,
    /// What is written down beside the show: how the windows are, and the bytes of the deck that plays.
    windows: Option<Windows>,
    pack: Option<Arc<Pack>>,
    /// How large the stage is, for what fits into a line of captions.
    stage: Option<Size>,
}

/// How far the deck has come.
enum Phase {
    Loading,
    Faulty {
        page: Arc<FaultyDeck>,
        /// `None` while it is made ready to be played.
        talk: Option<Box<Talk>>,
        /// The speaker has said that it is to be presented all the same.
        granted: bool,
    },
    Failed(Arc<str>),
    Playing(Box<Running>),
}

/// What the thread that reads is told.
enum Order {
    /// The deck may have changed, or is to be presented in spite of its faults.
    Read,
    End,
}

/// What a command changed beside the talk.
#[derive(Debug, Default, PartialEq)]
#[must_use]
pub struct Changed {
    /// What the talk asks of whoever shows it.
    pub effect: Option<Effect>,
    /// What the speaker chose, to be kept for the talks to come.
    pub preferences: Option<Preferences>,
}

impl Playback {
    #[must_use]
    pub fn new(clock: Clock, options: Options) -> Self {
        let state = State {
            phase: Phase::Loading,
            deck: None,
            watch: None,
            generation: 0,
            changes: 0,
            drawn_captions: [None; 2],
            latest: Moment::default(),
            preferences: Preferences::default(),
            takes: Takes::default(),
            drawn: Vec::new(),
            live: Live::default(),
            said: None,
            trouble: None,
            picture_trouble: None,
            safe: None,
            journal_trouble: None,
            interrupted: None,
            asked: false,
            taken_up: None,
            poke: None,
            windows: None,
            pack: None,
            stage: None,
        };
        Self {
            clock,
            crew: Crew::default(),
            options,
            feed: Mutex::default(),
            heard: AtomicBool::new(false),
            push: OnceLock::new(),
            loader: OnceLock::new(),
            ticker: OnceLock::new(),
            ended: AtomicBool::new(false),
            state: Mutex::new(state),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic leaves the state as it was before or after a change: what is new takes its place when it is whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the speaker chose, for the talks to come. In the talk that plays, what was changed by that holds at once.
    pub fn prefer(self: &Arc<Self>, settings: &Settings) {
        let mut state = self.lock();
        let now = state.moment(self.clock.now());
        let new = Preferences::of(settings).with(state.preferences.wishes);
        let other_source = state.live.asked && !state.preferences.same_source(&new);
        state.prefer(new, now);
        drop(state);
        if other_source {
            self.change_source();
        }
        self.wake_ticker();
    }

    /// What the system asks of all programs, as far as captions are concerned; it counts where the speaker chose nothing.
    pub fn heed(&self, wishes: CaptionWishes) {
        let mut state = self.lock();
        let now = state.moment(self.clock.now());
        let new = state.preferences.clone().with(wishes);
        state.prefer(new, now);
        drop(state);
        self.wake_ticker();
    }

    /// The deck that is open, by its folder or its `deck.toml`.
    #[must_use]
    pub fn deck(&self) -> Option<Arc<Path>> {
        self.lock().deck.clone()
    }

    /// Whether it is this deck, as opened this time, that is to be read.
    #[must_use]
    pub fn is_open(&self, deck: &Arc<Path>) -> bool {
        self.lock().is_open(Some(deck))
    }

    /// Opens a deck: has it read, and read again whenever it is saved, as long as it is the one that is open.
    pub fn open(self: &Arc<Self>, deck: &Path, kind: Kind) {
        let deck: Arc<Path> = deck.into();
        self.turn_to(Some(Arc::clone(&deck)), kind);
        self.hold(&deck);
        let (clock, listener, watched) = (self.clock, Arc::downgrade(self), Arc::clone(&deck));
        let changed = move || {
            listener.upgrade().filter(|talk| talk.is_open(&watched)).is_some_and(|talk| {
                talk.read_again();
                true
            })
        };
        let watch = watch::start(&self.crew, &deck, move || clock.now().0, changed);
        let mut state = self.lock();
        // Known before the first reading says what is to be watched.
        state.watch = state.is_open(Some(&deck)).then_some(watch);
        drop(state);
        self.read_again();
    }

    /// Puts the deck away.
    pub fn close(&self) {
        self.turn_to(None, Kind::default());
    }

    fn turn_to(&self, deck: Option<Arc<Path>>, kind: Kind) {
        let mut state = self.lock();
        let now = state.moment(self.clock.now());
        state.end_take(now);
        state.changed();
        state.phase = Phase::Loading;
        state.pack = None;
        (state.trouble, state.picture_trouble) = (None, None);
        state.watch.take().into_iter().for_each(|watch| watch.end());
        if let Some(deck) = &deck {
            state.takes.open(deck, kind);
        }
        state.deck = deck;
        drop(state);
        // What listens to a talk ends with it.
        self.source().into_iter().for_each(|feed| feed.rest());
    }

    /// A reading of `deck` asked for these files.
    fn follow(&self, deck: &Arc<Path>, asked: &Asked) {
        let state = self.lock();
        let watch = state.watch.clone().filter(|_| state.is_open(Some(deck)));
        drop(state);
        watch.into_iter().for_each(|watch| watch.follow(asked));
    }

    /// The stage has this size, in pixels.
    pub fn set_stage(&self, size: Size) {
        self.lock().stage = Some(size);
    }

    /// The console says this for a moment.
    pub fn say(&self, words: &str) {
        let mut state = self.lock();
        let now = state.moment(self.clock.now());
        state.said = Some((words.into(), now));
        state.changed();
    }

    /// The console says this until another reading is there.
    pub fn tell(&self, trouble: &str) {
        let mut state = self.lock();
        state.trouble = Some(trouble.into());
        state.changed();
    }

    /// Why the talk could not go on by itself if its process broke off now.
    fn tell_journal(&self, why: Option<String>) {
        let mut state = self.lock();
        state.journal_trouble = why.map(Into::into);
        state.changed();
    }

    /// The console says this as long as the program runs and nothing else is to be told.
    pub fn note_safe(&self, words: &str) {
        let mut state = self.lock();
        state.safe = Some(words.into());
        state.changed();
    }

    /// The time of the room, since the program started.
    fn room(&self) -> Duration {
        self.clock.room()
    }

    /// A reading of `deck` broke off: where no talk plays, that is all there is of it.
    fn fail(&self, deck: &Arc<Path>, why: String) {
        let mut state = self.lock();
        if state.is_open(Some(deck)) {
            match state.phase {
                Phase::Playing(_) => state.trouble = Some(why.into()),
                Phase::Loading | Phase::Faulty { .. } | Phase::Failed(_) => state.phase = Phase::Failed(why.into()),
            }
            state.changed();
        }
    }

    /// A picture of that reading could not be decoded. The first is told; a new reading begins anew.
    pub fn lacks_picture(&self, generation: u32, why: &str) {
        let mut state = self.lock();
        if state.generation == generation {
            state.picture_trouble.get_or_insert_with(|| why.into());
            state.changed();
        }
    }

    /// The program ends: the take is ended, and written to its last line and stroke.
    pub fn end(&self) {
        self.ended.store(true, std::sync::atomic::Ordering::Release);
        self.close_takes();
        self.lock().poke = None;
        self.source().into_iter().for_each(|feed| feed.close());
        self.loader.get().into_iter().for_each(|loader| drop(loader.send(Order::End)));
        self.wake_ticker();
    }

    fn wake_ticker(&self) {
        self.ticker.get().into_iter().for_each(Thread::unpark);
    }
}

impl State {
    /// What is chosen from now on. In the talk that plays, what was changed by that holds at once.
    fn prefer(&mut self, new: Preferences, now: Moment) {
        let old = std::mem::replace(&mut self.preferences, new.clone());
        let Phase::Playing(running) = &mut self.phase else { return };
        if old != new {
            let show = &mut running.show;
            let mut choices = show.choices();
            new.put_changes(&old, Show::new(Arc::clone(&running.reading.plan)).choices(), &mut choices);
            show.choose(&choices, now);
            show.end_with(new.ending);
            self.changed();
        }
    }

    /// A moment that does not lie before one that was named already.
    fn moment(&mut self, now: Moment) -> Moment {
        self.latest = self.latest.max(now);
        self.latest
    }

    fn changed(&mut self) {
        self.changes += 1;
        self.poke();
    }

    /// Whether it is this deck, as opened this time, or none.
    fn is_open(&self, deck: Option<&Arc<Path>>) -> bool {
        self.deck.as_ref().map(Arc::as_ptr) == deck.map(Arc::as_ptr)
    }

    fn running(&self) -> Option<&Running> {
        match &self.phase {
            Phase::Playing(running) => Some(running),
            Phase::Loading | Phase::Faulty { .. } | Phase::Failed(_) => None,
        }
    }
}
