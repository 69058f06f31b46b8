//! The windows: stage and console. They show what is ready and turn presses into commands; others do the work.

mod check;
mod clicker;
mod console;
mod desktop;
mod export;
mod front;
mod keys;
mod kit;
mod library;
mod links;
mod picker;
mod pictures;
mod review;
mod shared;
mod stage;
mod windows;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{ViewportBuilder, ViewportId, vec2};

use winit::event_loop::EventLoop;

use crate::diagnostic::Checked;
use crate::guard::caught;
use crate::playback::clock::Clock;
use crate::playback::listener::Listener;
use crate::playback::{self};
use crate::settings::{self, Loaded};
use crate::takes::Drawn;

use front::events::StageFirst;
use front::waker::Waker;
use front::window::Windows;
use shared::Shared;

/// Threads that have not ended by then are not waited for.
const PATIENCE: Duration = Duration::from_secs(2);

/// How the windows begin.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How the talk in them does.
    pub talk: playback::Options,
    /// The stage as an undecorated window, to be shared in a call.
    pub windowed: bool,
    /// The name of the stage's screen.
    pub screen: Option<String>,
    /// Begin with the stage check; without a deck there is nothing after it.
    pub check: bool,
}

/// Plays a deck until the speaker quits; without one, shows the library. Returns what became of the ink of
/// each talk.
///
/// # Errors
/// A sentence that says why no window could be opened.
pub fn run(deck: Option<PathBuf>, options: Options, settings: Loaded) -> Result<Vec<Drawn>, String> {
    let clock = Clock::start().at_speed(options.talk.speed);
    let shared = Arc::new(Shared::new(clock, options));
    shared.use_settings(settings);
    shared.playback.keep_takes(settings::state_folder());
    // Heeded as long as this value lives.
    let _motion = stage::motion::heed_system(&shared);
    let source = shared.lock().settings.captions.source.clone();
    shared.playback.listen(source.as_deref());
    desktop::ending::mind_ending(&shared);
    let native = eframe::NativeOptions {
        viewport: ViewportBuilder::default()
            .with_title("Cuecard")
            .with_app_id("cuecard")
            .with_inner_size(vec2(1440.0, 900.0))
            .with_min_inner_size(vec2(640.0, 400.0)),
        persist_window: false,
        // Pictures come with all their colors settled.
        dithering: false,
        ..eframe::NativeOptions::default()
    };
    let listener: Arc<dyn Listener> = Arc::new(Waker(Arc::clone(&shared)));
    playback::loader::start(&shared.playback, Arc::clone(&listener), &shared.crew);
    let library = deck.is_none() && !shared.options.check;
    let nothing_after = deck.is_none();
    if let Some(deck) = deck {
        // The first reading begins before there is a window.
        shared.open(&deck, shared.options.talk.kind);
    }
    if shared.options.check {
        front::window::open_check(&shared, nothing_after);
    }
    let hears = Arc::downgrade(&shared);
    shared.crew.on_fault(move |words| {
        let Some(shared) = hears.upgrade() else { return };
        shared.playback.tell(&words);
        shared.ctx.get().inspect(|ctx| ctx.request_repaint_of(ViewportId::ROOT));
    });
    let failed = |why: &dyn std::fmt::Display| {
        format!("no window could be opened: {}", desktop::no_window::reason(&why.to_string()))
    };
    // Where a library of the keyboard is missing it panics.
    let event_loop = caught(|| EventLoop::with_user_event().build()).map_err(|why| failed(&why))?;
    let event_loop = event_loop.map_err(|error| failed(&error))?;
    let windows = Arc::clone(&shared);
    let creator: eframe::AppCreator<'_> = Box::new(move |creation| {
        kit::look::install(&creation.egui_ctx);
        windows.keymap().install(&creation.egui_ctx);
        front::unpainted::start_painters(&windows, &creation.egui_ctx);
        if let Some(gl) = &creation.gl {
            windows.dissolve.use_windows(gl);
        }
        // Set here only, so it cannot be set already.
        let _ = windows.ctx.set(creation.egui_ctx.clone());
        playback::ticker::start(&windows.playback, listener, &windows.crew);
        let ctx = creation.egui_ctx.clone();
        let library = library.then(|| front::window::start_library(&windows, ctx));
        Ok(Box::new(Windows::new(windows, library)))
    });
    let app = eframe::create_native("cuecard", native, creator, &event_loop);
    let ran = event_loop.run_app(&mut StageFirst::new(app, Arc::clone(&shared)));
    shared.playback.end();
    // Who does not end in that time has nothing to lose.
    let _ = shared.crew.end(PATIENCE);
    ran.map_err(|error| failed(&error))?;
    // The windows library tells nobody why it gave up.
    shared.ctx.get().ok_or_else(|| failed(&"OpenGL 2.1 or later is needed"))?;
    Ok(shared.playback.drawn())
}

/// Where the program was started: the place to look for decks.
fn here() -> PathBuf {
    std::env::current_dir().unwrap_or_default()
}

/// The stage check for a terminal: its rows as text, and whether all is ready.
#[must_use]
pub fn check_list(deck: Option<&Path>, settings: &Loaded) -> (String, bool) {
    let keymap = keys::keymap::Keymap::new(&settings.settings.keys);
    check::list(deck, front::preferences::settings_fault(&settings.diagnostics, &keymap))
}

/// The keys in force as a table for a terminal, and what is wrong with those that the settings wish for.
#[must_use]
pub fn keys_in_force(wished: &settings::Keys) -> Checked<String> {
    let keymap = keys::keymap::Keymap::new(wished);
    Checked { value: keymap.value.table(), diagnostics: keymap.diagnostics }
}
