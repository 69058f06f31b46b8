//! A talk's scene → the panes of the speaker's window, and what was clicked in them.

use eframe::egui::{Ui, pos2};

use crate::app::keys::does::Does;
use crate::app::pictures::words;

use super::{Places, Scene, ended, green_room, header, notes, pace, slide, status, teleprompter, what_now};

/// The whole console, on a window that is clear in its ground's color.
pub fn console_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) -> Option<Does> {
    words::speak_for(ui.ctx(), scene.deck);
    if scene.view.teleprompter.on {
        return teleprompter::teleprompter_ui(ui, places.look, scene).map(Does::Talk);
    }
    if scene.view.green_room {
        let asked = green_room::green_room_ui(ui, places, scene);
        number_ui(ui, places, scene);
        return asked;
    }
    if ended::stands(scene) {
        let asked = ended::ended_ui(ui, places, scene);
        number_ui(ui, places, scene);
        return asked;
    }
    slide::name_ui(ui, places, scene);
    let clicked = [
        header::header_ui(ui, places, scene),
        slide::slide_ui(ui, places, scene),
        slide::line_ui(ui, places, scene),
        pace::pace_ui(ui, places, scene).map(Does::Talk),
        status::next_ui(ui, places, scene).map(Does::Talk),
        status::time_ui(ui, places, scene).map(Does::Talk),
        what_now::what_now_ui(ui, places, scene).map(Does::Talk),
        notes::notes_ui(ui, places, scene).map(Does::Talk),
    ];
    clicked.into_iter().flatten().next()
}

/// What becomes of a number that is typed, over a page that has no line for it.
fn number_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) {
    let Some(words) = slide::number_words(scene.view, scene.plan) else { return };
    let (look, window) = (places.look, ui.max_rect());
    look.plate(ui, pos2(window.center().x, window.bottom() - look.px(56.0)), window.width() * 0.8, &words);
}
