//! What the windows share: the talk, its pictures and the keyboard, behind locks that are held for microseconds.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::Thread;
use std::time::Duration;

use eframe::egui::{Color32, Context, Ui, ViewportId};

use crate::crew::Crew;
use crate::deck::files::Asked;
use crate::live::{Feed, Push};
use crate::settings::{Saver, Settings};
use crate::show::command::Command;
use crate::show::marks::{Region, Tool};
use crate::show::view::Cursor;
use crate::show::{Effect, Moment, Show};
use crate::takes::Drawn;
use crate::talk::Talk;
use crate::watch::Watch;

use crate::app::Options;
use crate::app::check::Check;
use crate::app::choices;
use crate::app::clicker::Clicker;
use crate::app::clock::Clock;
use crate::app::console::finder::{Finder, Thumbs};
use crate::app::desktop::awake::{self, Awake};
use crate::app::desktop::screens::{Screen, Screens};
use crate::app::export::{self, Export};
use crate::app::held::{Another, Held};
use crate::app::keys::table::Keyboard;
use crate::app::live::{Live, show_live};
use crate::app::picker::Picker;
use crate::app::pictures::cache::{PictureCache, PictureKey, Pixels, Ready, Subject};
use crate::app::playing::{Ordered, Playing, Shown, Sizes};
use crate::app::reload::{self, Before};
use crate::app::review::Review;
use crate::app::search::{Index, name_untitled};
use crate::app::stage::dissolve::Dissolve;
use crate::app::stage::motion;
use crate::app::takes::Takes;
use crate::app::windows::{color32, stage_id, wake};
use crate::app::workers::fingerprint;

/// What the console says by the way stays this long.
const SAID: Duration = Duration::from_secs(8);
/// A wait for something that will not come by itself.
pub const LONG: Duration = Duration::from_secs(3600);

/// How far the deck has come.
pub enum State {
    Loading,
    /// In the author's words.
    Failed(String),
    Playing(Box<Playing>),
}

pub struct Inner {
    pub state: State,
    /// A deck with faults, until the speaker says that it is to be presented all the same.
    pub held: Option<Box<Held>>,
    /// The speaker wants another deck than the one that cannot be opened, and which it is once that was chosen.
    pub another: Another,
    /// A later reading failed; the last good one plays on.
    pub trouble: Option<String>,
    /// A picture of this reading that could not be painted, in one line.
    pub picture_trouble: Option<String>,
    pub effects: Vec<Effect>,
    /// The page that saves the deck for others, while it is open, and what was wished on it.
    pub export: Option<Export>,
    pub export_wishes: Vec<export::Wish>,
    /// The report of the takes, while it is open.
    pub review: Option<Review>,
    /// The list of screens, while it is open.
    pub picker: Option<Picker>,
    /// What a clicker sends, while that page is open.
    pub clicker: Option<Clicker>,
    /// The screen that was picked for the stage.
    pub picked: Option<Screen>,
    /// The stage check, while it is open.
    pub check: Option<Check>,
    /// What the console says for a moment, and since when.
    said: Option<(String, Moment)>,
    /// What became of the ink of talks that were put away.
    pub drawn: Vec<Drawn>,
    /// What is wrong with the settings, in one line.
    pub settings_trouble: Option<String>,
    /// Changed by `Shared::change_settings` alone, which saves them.
    pub settings: Settings,
    pub saver: Option<Saver>,
    pub keyboard: Keyboard,
    /// The last key was a command, so the letter that it also types is none.
    pub spent: bool,
    /// How large the stage is, in pixels, and its window.
    pub stage: Option<(Pixels, ViewportId)>,
    /// What is recorded of this talk.
    pub takes: Takes,
    /// Live captions as they stand on the stage.
    pub live: Live,
    pub sizes: Sizes,
    pub thumbs: Option<Thumbs>,
    pub ordered: Option<Ordered>,
    /// How many readings of decks there were; tells the pictures of one from those of another.
    generation: u32,
}

pub struct Shared {
    pub clock: Clock,
    /// The program's threads.
    pub crew: Crew,
    pub pictures: Arc<PictureCache>,
    pub options: Options,
    /// Wakes the stage for captions; told of each command.
    pub prompter: OnceLock<Thread>,
    /// Live captions, where somebody was asked for them, and whether there is something new from there.
    pub feed: OnceLock<Arc<Feed>>,
    pub heard: AtomicBool,
    /// The meeting that gets what is shown.
    pub push: OnceLock<Push>,
    /// A control of the console has the keyboard's focus.
    pub console_focused: AtomicBool,
    /// The system asks for less motion.
    pub less_motion: AtomicBool,
    /// The speaker hid the stage's window.
    pub stage_hidden: AtomicBool,
    /// The stage's window is there, as far as the system tells.
    pub stage_visible: AtomicBool,
    /// And has been drawn since.
    pub stage_shown: AtomicBool,
    /// The system has asked the program to end.
    pub ending: AtomicBool,
    /// The windows, once there are any.
    pub ctx: OnceLock<Context>,
    /// Paints the stage's pictures.
    pub dissolve: Arc<Dissolve>,
    /// Whether the screen is kept on, once the system has answered.
    pub awake: Mutex<Option<Awake>>,
    /// The deck to be read; `None` while the library is shown.
    deck: Mutex<Option<Arc<Path>>>,
    /// What watches that deck's files.
    watch: Mutex<Option<(Arc<Path>, Watch)>>,
    /// The screens as last counted.
    pub screens: Mutex<Screens>,
    inner: Mutex<Inner>,
}

impl Shared {
    #[must_use]
    pub fn new(clock: Clock, options: Options) -> Self {
        let inner = Inner {
            state: State::Loading,
            held: None,
            another: Another::default(),
            trouble: None,
            picture_trouble: None,
            effects: Vec::new(),
            drawn: Vec::new(),
            said: None,
            settings_trouble: None,
            settings: Settings::default(),
            saver: None,
            export: None,
            export_wishes: Vec::new(),
            review: None,
            picker: None,
            clicker: None,
            picked: None,
            check: None,
            keyboard: Keyboard::default(),
            spent: false,
            stage: None,
            takes: Takes::default(),
            live: Live::default(),
            sizes: Sizes::default(),
            thumbs: None,
            ordered: None,
            generation: 0,
        };
        Self {
            clock,
            crew: Crew::default(),
            pictures: Arc::default(),
            screens: Mutex::default(),
            options,
            prompter: OnceLock::new(),
            feed: OnceLock::new(),
            heard: AtomicBool::new(false),
            push: OnceLock::new(),
            console_focused: AtomicBool::new(false),
            less_motion: AtomicBool::new(false),
            stage_hidden: AtomicBool::new(false),
            stage_visible: AtomicBool::new(false),
            stage_shown: AtomicBool::new(false),
            ending: AtomicBool::new(false),
            ctx: OnceLock::new(),
            dissolve: Arc::default(),
            awake: Mutex::default(),
            deck: Mutex::default(),
            watch: Mutex::default(),
            inner: Mutex::new(inner),
        }
    }

    pub fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The deck to be read, by its folder or its `deck.toml`.
    #[must_use]
    pub fn deck(&self) -> Option<Arc<Path>> {
        self.deck.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether it is this deck, as opened this time, that is to be read.
    #[must_use]
    pub fn is_open(&self, deck: &Arc<Path>) -> bool {
        self.deck().is_some_and(|open| Arc::ptr_eq(&open, deck))
    }

    /// Puts the present deck away and names the next one, which has to be read yet.
    pub fn turn_to(&self, deck: Option<Arc<Path>>) {
        let mut inner = self.lock();
        inner.end_take(self.clock.now());
        inner.state = State::Loading;
        inner.held = None;
        inner.clicker = None;
        (inner.trouble, inner.picture_trouble) = (None, None);
        inner.effects.clear();
        inner.ordered = None;
        inner.export = None;
        inner.review = None;
        drop(inner);
        self.pictures.clear();
        *self.deck.lock().unwrap_or_else(PoisonError::into_inner) = deck;
        awake::let_go(self);
    }

    /// Takes a reading of the deck; a failed one never replaces a good one.
    pub fn adopt(&self, loaded: Result<Talk, String>) {
        let mut inner = self.lock();
        inner.held = None;
        let playing = matches!(inner.state, State::Playing(_));
        match loaded {
            Err(message) if playing => inner.trouble = Some(message),
            Err(message) => inner.state = State::Failed(message),
            // There is nothing to go on stage with.
            Ok(loaded) if !playing && !loaded.usable() => {
                inner.state = State::Failed(loaded.first_fault().unwrap_or_default());
            }
            Ok(loaded) if !playing && inner.asks_first(&self.options) && Held::needed(&loaded) => {
                inner.state = State::Loading;
                inner.held = Some(Box::new(Held::new(loaded)));
            }
            Ok(loaded) => {
                drop(inner);
                self.play(loaded);
            }
        }
    }

    /// Whether the speaker has said that a deck with faults is to be presented all the same, and it waits for that.
    #[must_use]
    pub fn waits_to_play(&self) -> bool {
        self.lock().held.as_ref().is_some_and(|held| held.granted)
    }

    /// Presents that deck, if there is one; returns whether. For the thread that reads, since words are gathered for it.
    pub fn play_held(&self) -> bool {
        let held = self.lock().held.take_if(|held| held.granted);
        let plays = held.is_some();
        held.into_iter().for_each(|held| self.play(held.talk));
        plays
    }

    /// Plays a reading; what is good of the one that plays stays where this one has faults.
    fn play(&self, mut loaded: Talk) {
        let now = self.clock.now();
        let before = match &self.lock().state {
            State::Playing(talk) => Some(Before::of(talk, now)),
            State::Loading | State::Failed(_) => None,
        };
        if before.as_ref().is_some_and(|before| before.outlives(&loaded)) {
            self.lock().trouble = loaded.first_fault();
            return;
        }
        // The words are gathered, and new pictures looked at, before any window has to wait.
        name_untitled(&mut loaded);
        let trouble = before.and_then(|before| {
            reload::mark_broken(&mut loaded, &before);
            reload::keep_good(&mut loaded, &before)
        });
        let finder = Finder::new(Index::new(&loaded.deck, &loaded.plan, &loaded.pages), &loaded.plan);
        let glides = motion::passages(&loaded);
        let mut inner = self.lock();
        (inner.trouble, inner.picture_trouble) = (trouble, None);
        inner.generation += 1;
        let generation = inner.generation;
        let (show, finder) = match std::mem::replace(&mut inner.state, State::Loading) {
            State::Playing(mut talk) => {
                self.pictures.carry(talk.generation, generation, reload::places(&talk.plan, &loaded.plan));
                talk.show.adopt(loaded.plan.clone());
                (talk.show, finder.resumed(&talk.finder))
            }
            State::Loading | State::Failed(_) => {
                let show = Show::new(loaded.plan.clone());
                let show = if inner.takes.rehearsal() { show.rehearsed() } else { show };
                let show = match inner.takes.stopped.take() {
                    Some(stopped) => show.after(stopped),
                    None => show,
                };
                (self.first_show(show, &inner.settings, now), finder)
            }
        };
        inner.state = State::Playing(Box::new(Playing::new(loaded, show, generation, finder, glides)));
        inner.size_stage(now);
        inner.note_take(now);
        inner.order_if_new(self);
    }

    /// Keeps what watches a deck.
    pub fn watch(&self, deck: Arc<Path>, watch: Watch) {
        *self.watch.lock().unwrap_or_else(PoisonError::into_inner) = Some((deck, watch));
    }

    /// A reading of `deck` asked for these files.
    pub fn follow(&self, deck: &Arc<Path>, asked: &Asked) {
        let watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, watch)) = watch.as_ref().filter(|(watched, _)| Arc::ptr_eq(watched, deck)) {
            watch.follow(asked);
        }
    }

    /// A painter could not decode a picture of that reading. The first is told; a new reading begins anew.
    pub fn lacks_picture(&self, generation: u32, why: String) {
        let mut inner = self.lock();
        if inner.generation == generation {
            inner.picture_trouble.get_or_insert(why);
        }
    }

    fn first_show(&self, mut show: Show, settings: &Settings, now: Moment) -> Show {
        if self.feed.get().is_some() {
            show = show.with_feed();
        }
        choices::choose_again(&mut show, settings, now);
        if self.options.live.is_some() {
            show_live(&mut show, now);
        }
        if !self.options.captions && show.view(now).captions_on {
            show.apply(Command::Captions, now);
        }
        match self.options.slide.and_then(|number| show.plan().slides.iter().position(|it| it.number == number)) {
            Some(slide) => show.opened_at(slide),
            None => show,
        }
    }

    /// Applies commands, orders the pictures they need, and wakes the windows. True if there was anything to do.
    pub fn act(&self, ui: &Ui, commands: impl IntoIterator<Item = Command>) -> bool {
        let now = self.clock.now();
        let mut inner = self.lock();
        let mut acted = false;
        for command in commands {
            acted = true;
            inner.apply(command, now);
        }
        drop(inner);
        if acted {
            self.refresh(ui);
        }
        acted
    }

    /// Applies a command that no window is there for.
    #[cfg(test)]
    pub fn wish(&self, command: Command) {
        self.lock().apply(command, self.clock.now());
    }

    /// Applies what the mouse did. The audience's picture follows at once, the console's own thirty times a second.
    pub fn point(&self, ui: &Ui, commands: Vec<Command>) {
        if commands.is_empty() {
            return;
        }
        let now = self.clock.now();
        let mut inner = self.lock();
        for command in commands {
            inner.apply(command, now);
        }
        drop(inner);
        if ui.ctx().viewport_id() == ViewportId::ROOT {
            wake(ui.ctx(), stage_id());
        } else {
            ui.ctx().request_repaint_after_for(Duration::from_millis(33), ViewportId::ROOT);
        }
    }

    /// Whether the speaker has no tool in hand that takes the mouse.
    #[must_use]
    pub fn hand_is_free(&self) -> bool {
        let now = self.clock.now();
        match &self.lock().state {
            State::Playing(talk) => talk.show.view(now).tool == Tool::Nothing,
            State::Loading | State::Failed(_) => true,
        }
    }

    /// Time passed. True if the talk went on by itself: all windows have something new to show.
    pub fn tick(&self) -> bool {
        let mut inner = self.lock();
        let now = self.clock.now();
        let State::Playing(talk) = &mut inner.state else { return false };
        let moved = talk.show.tick(now);
        inner.note_take(now);
        if moved {
            inner.order_if_new(self);
        }
        moved
    }

    /// The captions on stage and console, and how long to wait before looking again.
    #[must_use]
    pub fn captions_now(&self) -> ([Option<u64>; 2], Duration) {
        let now = self.clock.now();
        match &self.lock().state {
            State::Playing(talk) => {
                let view = talk.show.view(now);
                let captions = [view.caption, view.cue].map(|block| block.as_ref().map(fingerprint));
                (captions, talk.show.next_change(now).unwrap_or(LONG) + Duration::from_millis(1))
            }
            State::Loading | State::Failed(_) => ([None; 2], LONG),
        }
    }

    pub fn refresh(&self, ui: &Ui) {
        if let Some(prompter) = self.prompter.get() {
            prompter.unpark();
        }
        self.lock().order_if_new(self);
        for window in [stage_id(), ViewportId::ROOT] {
            if window != ui.ctx().viewport_id() {
                wake(ui.ctx(), window);
            }
        }
    }

    /// Notes the sizes that a window needs pictures at.
    pub fn set_sizes(&self, set: impl FnOnce(&mut Sizes)) {
        let mut inner = self.lock();
        set(&mut inner.sizes);
        inner.order_if_new(self);
    }

    /// Notes which slides the open overview shows, in how many columns; `None` while it is closed.
    pub fn set_thumbs(&self, shown: Option<(Thumbs, usize)>) {
        let mut inner = self.lock();
        if let (State::Playing(talk), Some((_, columns))) = (&mut inner.state, &shown) {
            talk.finder.set_columns(*columns);
        }
        inner.thumbs = shown.map(|(thumbs, _)| thumbs);
        inner.order_if_new(self);
    }

    /// The picture of a step, or the slide's bare ground where it is not ready.
    #[must_use]
    pub fn picture(&self, talk: &Playing, cursor: Cursor, size: Pixels) -> Shown {
        let want = PictureKey { generation: talk.generation, subject: Subject::Slide(cursor), size };
        match (self.pictures.look(want), talk.drawing(cursor)) {
            (Some(ready), _) => Shown::Picture(ready),
            (None, Some(drawing)) => Shown::Ground(color32(drawing.ground)),
            (None, None) => Shown::Ground(Color32::BLACK),
        }
    }

    /// The picture of an enlarged part, once it is painted.
    #[must_use]
    pub fn part(&self, talk: &Playing, cursor: Cursor, part: Region, size: Pixels) -> Option<Ready> {
        self.pictures.look(PictureKey { generation: talk.generation, subject: Subject::Part(cursor, part), size })
    }
}

impl Inner {
    /// The console says this for a moment.
    pub fn say(&mut self, words: String, now: Moment) {
        self.said = Some((words, now));
    }

    /// What the console was to say, as long as it is of any interest.
    #[must_use]
    pub fn said(&self, now: Moment) -> Option<&str> {
        self.said.as_ref().filter(|(_, since)| now.since(*since) < SAID).map(|(words, _)| words.as_str())
    }

    pub fn apply(&mut self, command: Command, now: Moment) {
        match &mut self.state {
            State::Playing(talk) => {
                self.effects.extend(talk.show.apply(command, now));
                let view = talk.show.view(now);
                if view.overview.is_none() {
                    talk.finder.clear();
                }
                self.takes.note(&view, talk.show.plan(), now);
                self.takes.note_ink(&talk.show);
                self.keep_choice(command, &view);
            }
            // Without a talk there is nothing to lose: quitting needs no question.
            State::Loading | State::Failed(_) => match command {
                Command::GoTyped | Command::Start | Command::StartHere => {
                    self.held.iter_mut().for_each(|held| held.granted = true);
                }
                Command::Leave if self.held.is_none() && matches!(self.state, State::Loading) => {}
                Command::Quit | Command::AskQuit | Command::Leave => self.effects.push(Effect::Quit),
                Command::Reload => self.effects.push(Effect::Reload),
                Command::StageCheck => self.effects.push(Effect::StageCheck),
                _ => {}
            },
        }
    }
}
