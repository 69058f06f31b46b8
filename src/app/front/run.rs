//! A deck, options and settings → the windows with all of the program's threads, from their start to their end.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use eframe::NativeOptions;
use eframe::egui::{ViewportBuilder, ViewportId, vec2};
use winit::event_loop::EventLoop;

use crate::guard::caught;
use crate::playback::choices::CaptionWishes;
use crate::playback::clock::Clock;
use crate::playback::listener::Listener;
use crate::playback::{loader, ticker};
use crate::settings::{self, Loaded};
use crate::takes::Drawn;

use crate::app::desktop::trees::Trees;
use crate::app::desktop::{ending, letters, no_window, own_console, wishes};
use crate::app::kit::look;
use crate::app::pictures::projector;
use crate::app::windows::{APP_ID, icon};
use crate::terminal::tell;

use super::events::StageFirst;
use super::options::Options;
use super::shared::Shared;
use super::unpainted::start_painters;
use super::waker::Waker;
use super::window::{Windows, open_check, start_library};

/// Said as long as the talk plays safe.
const SAFE: &str =
    "Cuecard broke off three times within a minute and plays safe: nothing moves, your settings are not used";

/// Threads that have not ended by then are not waited for.
const PATIENCE: Duration = Duration::from_secs(2);

/// Plays a deck until the speaker quits; without one, shows the wall of talks or the stage check. Returns what became of the ink of
/// each talk.
///
/// # Errors
/// A sentence that says why no window could be opened.
pub fn run(deck: Option<PathBuf>, options: Options, settings: Loaded) -> Result<Vec<Drawn>, String> {
    own_console::leave();
    run_windows(deck, options, settings).inspect_err(|why| own_console::tell(why))
}

fn run_windows(deck: Option<PathBuf>, mut options: Options, settings: Loaded) -> Result<Vec<Drawn>, String> {
    let interrupted = options.talk.interrupted.take();
    let clock = Clock::start().at_speed(options.talk.speed);
    options.windows = interrupted.as_ref().filter(|talk| talk.at_once).and_then(|talk| talk.saved.windows);
    // A talk that goes on has its moments from the process before.
    let clock = interrupted.as_ref().map_or(clock, |talk| clock.from(talk.moment(options.talk.speed)));
    let shared = Arc::new(Shared::new(clock, options));
    shared.use_settings(settings);
    shared.playback.keep_takes(settings::state_folder());
    if interrupted.as_ref().is_some_and(|talk| talk.at_once) {
        shared.playback.say("Cuecard broke off for a moment and goes on where it was");
    }
    let before = interrupted.and_then(|talk| shared.playback.take_up(talk));
    let watched = Arc::clone(&shared.options.watched);
    shared.playback.keep_journal(settings::journal_folders(), before, Box::new(move |folder| watched.journal(folder)));
    // Heeded as long as this value lives.
    let heeds = Arc::downgrade(&shared);
    let _wishes = wishes::heed_system(move |wishes| {
        let Some(shared) = heeds.upgrade() else { return };
        shared.lock().wishes = wishes;
        shared.playback.heed(CaptionWishes { contrast: wishes.more_contrast });
        shared.ctx.get().inspect(|ctx| ctx.request_repaint_of(ViewportId::ROOT));
    });
    let heeds = Arc::downgrade(&shared);
    letters::heed(&shared.crew, move |size| {
        let Some(shared) = heeds.upgrade() else { return };
        shared.lock().letters = size;
        shared.ctx.get().inspect(|ctx| ctx.request_repaint_of(ViewportId::ROOT));
    });
    shared.playback.listen();
    end_when_asked(&shared);
    let listener: Arc<dyn Listener> = Arc::new(Waker(Arc::clone(&shared)));
    loader::start(&shared.playback, Arc::clone(&listener), &shared.crew);
    let library = shared.options.library.then_some(deck.is_none());
    let nothing_after = deck.is_none();
    if let Some(deck) = deck {
        // The first reading begins before there is a window.
        shared.open(&deck, shared.options.talk.kind);
    }
    if shared.options.check {
        open_check(&shared, nothing_after);
    }
    tell_faults(&shared);
    if shared.options.watched.life.safe {
        shared.playback.note_safe(SAFE);
    }
    // The windows library tells nobody why it gave up.
    let no_window = || failed(&"OpenGL 2.1 or later is needed");
    let ran = show(&shared, listener, library).and_then(|()| shared.ctx.get().map(drop).ok_or_else(no_window));
    if let Err(why) = &ran
        && shared.options.watched.life.number > 0
    {
        // What is in the way now was not, and may pass: the talk is not at its end.
        tell(format_args!("cuecard: {why}\n"));
        shared.options.watched.give_up();
    }
    shared.playback.end();
    // Who does not end in that time has nothing to lose.
    let _ = shared.crew.end(PATIENCE);
    ran?;
    Ok(shared.playback.drawn())
}

/// The system may ask the program to end.
fn end_when_asked(shared: &Arc<Shared>) {
    let asked = Arc::downgrade(shared);
    ending::mind_ending(move || {
        if let Some(shared) = asked.upgrade() {
            // First, since nobody knows how much time is left.
            shared.close();
            shared.ending.store(true, Ordering::Relaxed);
            shared.ctx.get().inspect(|ctx| ctx.request_repaint());
        }
    });
}

/// Work that failed on a thread is told on the console.
fn tell_faults(shared: &Arc<Shared>) {
    let hears = Arc::downgrade(shared);
    shared.crew.on_fault(move |words| {
        let Some(shared) = hears.upgrade() else { return };
        shared.playback.tell(&words);
        shared.ctx.get().inspect(|ctx| ctx.request_repaint_of(ViewportId::ROOT));
    });
}

/// Opens the windows, and returns when they are closed. `library`: there is a wall of talks, and whether it comes first.
fn show(shared: &Arc<Shared>, listener: Arc<dyn Listener>, library: Option<bool>) -> Result<(), String> {
    // Where a library of the keyboard is missing it panics.
    let event_loop = caught(|| EventLoop::with_user_event().build()).map_err(|why| failed(&why))?;
    let event_loop = event_loop.map_err(|error| failed(&error))?;
    let windows = Arc::clone(shared);
    let creator: eframe::AppCreator<'_> = Box::new(move |creation| {
        look::install(&creation.egui_ctx);
        creation.egui_ctx.add_plugin(Trees::new(&windows.crew));
        windows.keymap().install(&creation.egui_ctx);
        start_painters(&windows, &creation.egui_ctx);
        projector::start(&windows.pictures, &creation.egui_ctx, &windows.crew);
        if let Some(gl) = &creation.gl {
            windows.dissolve.use_windows(gl, &creation.egui_ctx);
        }
        // Set here only, so it cannot be set already.
        let _ = windows.ctx.set(creation.egui_ctx.clone());
        ticker::start(&windows.playback, listener, &windows.crew);
        let ctx = creation.egui_ctx.clone();
        let library = library.map(|first| start_library(&windows, ctx, first));
        Ok(Box::new(Windows::new(windows, library)))
    });
    let app = eframe::create_native("cuecard", native(), creator, &event_loop);
    let ran = event_loop.run_app(&mut StageFirst::new(app, Arc::clone(shared)));
    ran.map_err(|error| failed(&error))
}

pub(super) fn native() -> NativeOptions {
    NativeOptions {
        viewport: ViewportBuilder::default()
            .with_title("Cuecard")
            .with_app_id(APP_ID)
            .with_icon(icon())
            .with_inner_size(vec2(1440.0, 900.0))
            .with_min_inner_size(vec2(640.0, 400.0)),
        persist_window: false,
        // Pictures come with all their colors settled.
        dithering: false,
        ..NativeOptions::default()
    }
}

pub(super) fn failed(why: &dyn std::fmt::Display) -> String {
    format!("no window could be opened: {}", no_window::reason(&why.to_string()))
}
