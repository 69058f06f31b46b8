//! What the windows share beside the talk: the pages that are open, the keyboard, settings, and what is known of the windows.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use eframe::egui::{Context, Ui, ViewportId};

use crate::crew::Crew;
use crate::geometry::Size;
use crate::playback::Playback;
use crate::playback::clock::Clock;
use crate::playback::scene::Scene;
use crate::settings::{Keys, Motion, Saver, Settings};
use crate::show::command::Command;
use crate::show::{Effect, Moment};
use crate::takes::Kind;

use crate::app::console::finder::Finder;
use crate::app::desktop::awake::Keeper;
use crate::app::desktop::battery::Gauge;
use crate::app::desktop::placing::StagePlace;
use crate::app::desktop::screens::Screens;
use crate::app::desktop::wishes::Wishes;
use crate::app::keys::keyboard::Keyboard;
use crate::app::keys::keymap::Keymap;
use crate::app::kit::dissolve::Dissolve;
use crate::app::kit::palette::Palette;
use crate::app::pictures::cache::{PictureCache, Pixels};
use crate::app::pictures::orders::{Orders, Thumbs};
use crate::app::windows::{stage_id, wake};

use super::announce::announcer::Announcer;
use super::options::Options;
use super::state::Front;

pub mod preferences;

/// Another deck in place of one that cannot be opened.
#[derive(Debug, Default)]
pub enum Another {
    #[default]
    Nothing,
    Wanted,
    Chosen(PathBuf),
}

/// What the lock guards: settings, what they make of the keyboard, and what is still to be done.
pub struct Inner {
    pub playback: Arc<Playback>,
    /// The speaker wants another deck than the one that cannot be opened, and which it is once that was chosen.
    pub another: Another,
    pub effects: Vec<Effect>,
    /// What is wrong with the settings, in one line.
    pub settings_trouble: Option<String>,
    /// The same by table and key of the file.
    pub settings_faults: Vec<(String, String)>,
    /// Changed by `Shared::change_settings` alone, which saves them.
    pub settings: Settings,
    /// What the system asks of all programs.
    pub wishes: Wishes,
    /// How large it wants letters.
    pub letters: f32,
    pub saver: Option<Saver>,
    pub keyboard: Keyboard,
    /// What is looked for in the overview.
    pub finder: Finder,
}

/// What all windows and the threads that wake them hold.
pub struct Shared {
    pub playback: Arc<Playback>,
    pub clock: Clock,
    pub crew: Crew,
    pub pictures: Arc<PictureCache>,
    /// Which pictures the windows want.
    pub orders: Orders,
    pub options: Options,
    /// A control of the console has the keyboard's focus.
    pub console_focused: AtomicBool,
    /// The speaker hid the stage's window.
    pub stage_hidden: Arc<AtomicBool>,
    /// The stage's window is there, as far as the system tells.
    pub stage_visible: AtomicBool,
    /// And has been drawn since.
    pub stage_shown: Arc<AtomicBool>,
    /// Where the stage is, once that is settled.
    pub stage_place: Mutex<Option<StagePlace>>,
    /// The size that the main window is about to have as the stage, in pixels.
    pub growing: Mutex<Option<Pixels>>,
    /// The system has asked the program to end.
    pub ending: AtomicBool,
    /// The windows are closed because somebody wants that.
    pub leaving: AtomicBool,
    /// The windows, once there are any.
    pub ctx: OnceLock<Context>,
    /// Paints the stage's pictures.
    pub dissolve: Arc<Dissolve>,
    /// Keeps the screen on.
    pub awake: Keeper,
    pub battery: Gauge,
    /// The screens as last counted.
    pub screens: Mutex<Screens>,
    /// What listeners were told.
    pub announcer: Mutex<Announcer>,
    /// Locked before `inner`, never after it.
    front: Mutex<Front>,
    inner: Mutex<Inner>,
}

impl Shared {
    #[must_use]
    pub fn new(clock: Clock, options: Options) -> Self {
        let playback = Arc::new(Playback::new(clock, options.talk.clone()));
        let crew = playback.crew.clone();
        let inner = Inner {
            playback: Arc::clone(&playback),
            another: Another::default(),
            effects: Vec::new(),
            settings_trouble: None,
            settings_faults: Vec::new(),
            settings: Settings::default(),
            wishes: Wishes::default(),
            letters: 1.0,
            saver: None,
            keyboard: Keyboard::default(),
            finder: Finder::default(),
        };
        Self {
            playback,
            clock,
            crew,
            pictures: Arc::default(),
            orders: Orders::default(),
            screens: Mutex::default(),
            options,
            console_focused: AtomicBool::new(false),
            stage_hidden: Arc::default(),
            stage_visible: AtomicBool::new(false),
            stage_shown: Arc::default(),
            stage_place: Mutex::default(),
            growing: Mutex::default(),
            ending: AtomicBool::new(false),
            leaving: AtomicBool::new(false),
            ctx: OnceLock::new(),
            dissolve: Arc::default(),
            battery: Gauge::default(),
            awake: Keeper::default(),
            announcer: Mutex::default(),
            front: Mutex::default(),
            inner: Mutex::new(inner),
        }
    }

    pub fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The pages that are open.
    pub fn front(&self) -> MutexGuard<'_, Front> {
        self.front.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The pages follow the talk, and so does what is looked for in its overview.
    pub fn settle(&self, front: &mut Front, scene: &Scene) {
        self.lock().finder.follow(scene);
        front.settle(scene);
    }

    /// The keys in force, and as the settings have them.
    #[must_use]
    pub fn keys(&self) -> (Arc<Keymap>, Keys) {
        let inner = self.lock();
        (Arc::clone(inner.keyboard.keymap()), inner.settings.keys.clone())
    }

    /// The console's colors.
    #[must_use]
    pub fn palette(&self) -> Palette {
        let inner = self.lock();
        let palette = Palette::of(inner.console().light);
        if inner.wishes.more_contrast { palette.contrasting() } else { palette }
    }

    /// Opens a deck in place of the one that is open.
    pub fn open(&self, deck: &Path, kind: Kind) {
        self.put_away();
        self.playback.open(deck, kind);
    }

    /// Puts the deck away that is open, with all that was about it.
    pub fn put_away(&self) {
        self.playback.close();
        self.front().pages.clear();
        self.lock().effects.clear();
        self.orders.clear(&self.pictures);
        self.awake.let_go();
    }

    /// The talk as this frame shows it, with its pictures on their way. To be asked for once a frame, after its keys; and
    /// again only where the mouse changed something since.
    #[must_use]
    pub fn look(&self) -> Arc<Scene> {
        let scene = self.playback.scene();
        if let Some(playing) = scene.playing() {
            self.orders.turn_to(&playing.reading, &self.pictures);
        }
        self.order(&scene);
        scene
    }

    /// Orders the pictures that a scene needs.
    pub fn order(&self, scene: &Scene) {
        self.orders.follow(scene, self.motion(), &self.pictures);
    }

    /// How much may move: `Full`, `Reduced` or `None`.
    #[must_use]
    pub fn motion(&self) -> Motion {
        let inner = self.lock();
        match inner.settings.stage.motion {
            Motion::Auto if inner.wishes.less_motion => Motion::Reduced,
            Motion::Auto => Motion::Full,
            said => said,
        }
    }

    /// Applies a command.
    pub fn apply(&self, command: Command) {
        self.lock().apply(command, self.clock.now());
    }

    /// Applies a command that no window is there for.
    #[cfg(test)]
    pub fn wish(&self, command: Command) {
        self.apply(command);
    }

    /// The talk that plays, as it stands.
    #[cfg(test)]
    pub fn view(&self) -> crate::show::view::View {
        self.playback.scene().view().expect("the talk plays").clone()
    }

    /// Takes a reading as the thread that reads does.
    #[cfg(test)]
    pub fn adopt(&self, loaded: Result<crate::talk::Talk, String>) {
        let asks = self.front().pages.check().is_none();
        self.playback.adopt(self.playback.deck().as_ref(), loaded, asks);
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

    /// Commands were applied: the pictures that they need are ordered, and the other windows woken.
    pub fn refresh(&self, ui: &Ui) {
        self.order(&self.playback.scene());
        for window in [stage_id(), ViewportId::ROOT] {
            if window != ui.ctx().viewport_id() {
                wake(ui.ctx(), window);
            }
        }
    }

    /// The stage has this many pixels, or will have them.
    pub fn expect_stage(&self, screen: Pixels, window: ViewportId) {
        let [width, height] = screen.map(f64::from);
        self.playback.set_stage(Size::new(width, height));
        if self.orders.expect_stage(screen, window) {
            self.order(&self.playback.scene());
        }
    }

    /// Notes which slides the open overview shows, in how many columns; `None` while it is closed.
    pub fn set_thumbs(&self, shown: Option<(Thumbs, usize)>, scene: &Scene) {
        if let Some((_, columns)) = &shown {
            self.lock().finder.set_columns(*columns);
        }
        self.orders.set_thumbs(shown.map(|(thumbs, _)| thumbs));
        self.order(scene);
    }

    /// The program ends: what is still to be saved is saved.
    pub fn close(&self) {
        self.pictures.close();
        self.playback.end();
        // Saving may have something to say, for which it needs the lock.
        let saver = self.lock().saver.take();
        drop(saver);
    }
}

impl Inner {
    pub fn apply(&mut self, command: Command, now: Moment) {
        let changed = self.playback.apply(command, now);
        self.effects.extend(changed.effect);
        if let Some(preferences) = changed.preferences {
            self.change_settings(|settings| preferences.put_into(settings));
        }
    }
}
