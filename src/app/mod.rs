//! The windows: stage and console. They show what is ready and turn presses into commands; others do the work.

mod arrange;
mod clock;
mod console;
mod events;
mod keys;
mod look;
mod picker;
mod pictures;
mod placing;
mod randr;
mod screens;
mod shared;
mod stage;
mod window;
mod workers;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{ViewportBuilder, ViewportId, vec2};

use winit::event_loop::EventLoop;

use clock::Clock;
use events::StageFirst;
use screens::ScreenChoice;
use shared::Shared;
use window::Windows;

/// How a talk begins.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The number of the slide to begin with.
    pub slide: Option<usize>,
    /// The stage as an undecorated window, to be shared in a call.
    pub windowed: bool,
    /// The name of the stage's screen.
    pub screen: Option<String>,
    /// Which screens the stage was given before, the latest last.
    pub screen_choices: Vec<ScreenChoice>,
    /// Captions from the start, where the deck has them on; off if false.
    pub captions: bool,
}

/// Plays the deck until the speaker quits.
///
/// # Errors
/// A sentence that says why no window could be opened.
pub fn run(path: PathBuf, options: Options) -> Result<(), String> {
    let clock = Clock::start();
    let shared = Arc::new(Shared::new(clock, options));
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
    let path: Arc<Path> = path.into();
    let loader = workers::start_loader(path, Arc::clone(&shared));
    let failed = |why: &dyn std::fmt::Display| {
        let why = why.to_string();
        // The windowing library's own words for "there is no desktop here" name variables and source lines.
        let why = if why.contains("DISPLAY") { "there is no screen; start it on a desktop" } else { &why };
        format!("no window could be opened: {why}")
    };
    let event_loop = EventLoop::with_user_event().build().map_err(|error| failed(&error))?;
    let windows = Arc::clone(&shared);
    let creator: eframe::AppCreator<'_> = Box::new(move |creation| {
        look::install(&creation.egui_ctx);
        let prompter = workers::start_prompter(Arc::clone(&windows), creation.egui_ctx.clone());
        workers::start_painters(&windows.easel, &creation.egui_ctx);
        // Set here only, so neither can be set already.
        let _ = windows.prompter.set(prompter);
        let _ = windows.ctx.set(creation.egui_ctx.clone());
        Ok(Box::new(Windows::new(windows, loader)))
    });
    let app = eframe::create_native("cuecard", native, creator, &event_loop);
    event_loop.run_app(&mut StageFirst::new(app, Arc::clone(&shared))).map_err(|error| failed(&error))?;
    // The windows library tells nobody why it gave up.
    shared.ctx.get().map(|_| ()).ok_or_else(|| failed(&"OpenGL 2.1 or later is needed"))
}

/// The stage's window where it has one of its own.
fn stage_id() -> ViewportId {
    ViewportId::from_hash_of("stage")
}
