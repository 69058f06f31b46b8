//! A scene in a window: the console's or the stage's pictures are on their way, the mouse points, and the page is painted.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use eframe::egui::{Ui, ViewportId};

use crate::app::console::window::{Needs, Said, pointed, sizes, window_ui};
use crate::app::keys::does::Does;
use crate::app::pictures::cache::Pixels;
use crate::app::stage::{self, Click, Paints, stage_ui};
use crate::app::windows::wake;
use crate::playback::scene::Scene;
use crate::settings::Motion;

use super::shared::Shared;

/// The console as a whole window.
pub fn console_window(ui: &mut Ui, shared: &Shared, mut scene: Arc<Scene>, said: Said<'_>) -> Option<Does> {
    let state = shared.lock().console();
    if let Some(playing) = scene.playing() {
        sizes(ui, playing, &state).into_iter().for_each(|sizes| shared.orders.set_console(sizes));
        shared.order(&scene);
        let commands = pointed(ui, playing, &state);
        if !commands.is_empty() {
            shared.point(ui, commands);
            scene = shared.look();
        }
    }
    let mut inner = shared.lock();
    // Taken out, since what is painted asks for nothing of the windows.
    let (mut finder, keymap) = (std::mem::take(&mut inner.finder), Arc::clone(inner.keyboard.keymap()));
    let settings_trouble = inner.settings_trouble.clone();
    drop(inner);
    finder.follow(&scene);
    let waits = scene.view().is_some_and(|view| view.green_room);
    let battery = waits.then(|| shared.battery.look(&shared.crew, ui.ctx())).flatten();
    let said = Said { battery, ..said };
    let needs = Needs {
        state,
        palette: shared.palette(),
        pictures: &shared.pictures,
        moves: shared.motion() == Motion::Full,
        finder: &finder,
        keymap: &keymap,
        settings_trouble: settings_trouble.as_deref(),
    };
    let answer = window_ui(ui, &scene, said, needs);
    let best = answer.searched.and_then(|text| finder.set_text(text));
    shared.lock().finder = finder;
    shared.set_thumbs(answer.thumbs, &scene);
    if let Some(split) = answer.split {
        shared.change_settings(|settings| settings.console.split = split);
        ui.ctx().request_repaint();
    }
    answer.does.or(best.map(Does::Talk))
}

/// The stage in the whole of a window, unless something is painted `over` it, at so many pixels; and what was clicked.
pub fn show_stage(
    ui: &mut Ui,
    shared: &Shared,
    mut scene: Arc<Scene>,
    over: impl FnOnce(&mut Ui, Pixels) -> bool,
) -> Option<Click> {
    let (area, scale) = (ui.max_rect(), ui.ctx().pixels_per_point());
    let screen = [(area.width() * scale).round() as u32, (area.height() * scale).round() as u32];
    let window = ui.ctx().viewport_id();
    // No picture is painted for a size that the window is about to leave.
    let growing = || *shared.growing.lock().unwrap_or_else(PoisonError::into_inner);
    let expected = if window == ViewportId::ROOT { growing() } else { None };
    shared.expect_stage(expected.unwrap_or(screen), window);
    if shared.stage_visible.load(Ordering::Relaxed) && !shared.stage_shown.swap(true, Ordering::Relaxed) {
        wake(ui.ctx(), ViewportId::ROOT);
    }
    shared.order(&scene);
    if over(ui, screen) {
        return None;
    }
    let commands = stage::pointed(ui, &scene, screen);
    if !commands.is_empty() {
        shared.point(ui, commands);
        scene = shared.look();
    }
    let reads_captions = shared.lock().settings.screen_reader.captions;
    let motion = shared.motion();
    let paints = Paints { cache: &shared.pictures, dissolve: &shared.dissolve, motion, reads_captions };
    stage_ui(ui, &scene, paints, screen)
}
