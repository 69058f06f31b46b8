//! A window that nobody sees → what the desktop gives windows: screens, graphics, a file chooser, its libraries.

use std::sync::{Arc, Mutex, PoisonError};

use eframe::glow::{self, HasContext as _};
use eframe::{EframeWinitApplication, NativeOptions, UserEvent};
use winit::application::ApplicationHandler;
use winit::event::WindowEvent;
use winit::event_loop::{ActiveEventLoop, EventLoop};
use winit::window::WindowId;

use crate::app::desktop::screens::Screens;
use crate::app::desktop::{no_window, portals};
use crate::guard::caught;

use super::run::{failed, native};

/// What a window found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// `DP-1, 1920 × 1080 at 0, 0, scale 1`, one for each.
    pub screens: Vec<String>,
    /// The version of OpenGL and who brings it.
    pub graphics: String,
}

/// Which libraries of a desktop are missing, as what is to be installed; `None` where none is loaded by its name.
#[must_use]
pub fn lacking_libraries() -> Option<String> {
    cfg!(target_os = "linux").then(no_window::lacking)
}

/// Whether the desktop's own file chooser answers; `None` where there is no such service.
#[must_use]
pub fn portal() -> Option<Result<String, String>> {
    portals::chooser()
}

/// Makes a window, looks, and closes it before it is shown.
///
/// # Errors
/// Why no window could be opened.
pub fn seen() -> Result<Seen, String> {
    let event_loop = caught(|| EventLoop::with_user_event().build()).map_err(|why| failed(&why))?;
    let event_loop = event_loop.map_err(|error| failed(&error))?;
    let graphics = Arc::new(Mutex::new(None));
    let found = Arc::clone(&graphics);
    let creator: eframe::AppCreator<'_> = Box::new(move |creation| {
        let words = creation.gl.as_deref().map(words);
        *found.lock().unwrap_or_else(PoisonError::into_inner) = words;
        Ok(Box::new(Nothing))
    });
    let options = NativeOptions { viewport: native().viewport.with_visible(false), ..native() };
    let mut look = Look { app: eframe::create_native("cuecard", options, creator, &event_loop), screens: Vec::new() };
    event_loop.run_app(&mut look).map_err(|error| failed(&error))?;
    let screens = look.screens;
    let graphics = graphics.lock().unwrap_or_else(PoisonError::into_inner).take();
    // The windows library tells nobody why it gave up.
    let graphics = graphics.ok_or_else(|| failed(&"OpenGL 2.1 or later is needed"))?;
    Ok(Seen { screens, graphics })
}

/// `OpenGL 4.5 (Compatibility Profile) Mesa 22.3.6, llvmpipe (LLVM 15.0.6), Mesa`
fn words(gl: &glow::Context) -> String {
    // SAFETY: the context is current while the window is made, and these names have words in every version of OpenGL.
    #[expect(unsafe_code, reason = "OpenGL has no safe form")]
    let [version, renderer, vendor] =
        [glow::VERSION, glow::RENDERER, glow::VENDOR].map(|name| unsafe { gl.get_parameter_string(name) });
    format!("OpenGL {version}, {renderer}, {vendor}")
}

struct Nothing;

impl eframe::App for Nothing {
    fn ui(&mut self, _: &mut eframe::egui::Ui, _: &mut eframe::Frame) {}
}

/// Notes the screens, has the window made, and ends.
struct Look<'a> {
    app: EframeWinitApplication<'a>,
    screens: Vec<String>,
}

impl ApplicationHandler<UserEvent> for Look<'_> {
    fn resumed(&mut self, events: &ActiveEventLoop) {
        self.screens = told(&Screens::now(events));
        self.app.resumed(events);
        events.exit();
    }

    fn window_event(&mut self, events: &ActiveEventLoop, window: WindowId, event: WindowEvent) {
        self.app.window_event(events, window, event);
    }

    fn exiting(&mut self, events: &ActiveEventLoop) {
        self.app.exiting(events);
    }
}

/// A line for each screen.
fn told(screens: &Screens) -> Vec<String> {
    let primary = screens.primary.as_ref();
    let line = |screen| {
        let scale = screens.scale(screen).unwrap_or(1.0);
        let [x, y] = screen.position;
        let first = if primary == Some(screen) && screens.raw.len() > 1 { ", the first" } else { "" };
        let twice = if screens.is_mirrored(screen) { ", and another shows the same" } else { "" };
        format!("{} at {x}, {y}, scale {scale}{first}{twice}", screen.words())
    };
    screens.distinct().iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::desktop::screens::tests::screen;

    #[test]
    fn each_screen_has_a_line_with_its_place() {
        let raw = vec![screen("eDP-1", 0), screen("HDMI-1", 1920)];
        let screens = Screens { primary: Some(raw[0].clone()), raw, scales: vec![1250, 1000] };
        let lines = told(&screens);
        assert_eq!(lines[0], "eDP-1, 1920 × 1080 at 0, 0, scale 1.25, the first");
        assert_eq!(lines[1], "HDMI-1, 1920 × 1080 at 1920, 0, scale 1");
    }
}
