//! The console's first line: which talk and section, what the stage shows, captions, help.

use eframe::egui::{Align2, Color32, Ui, pos2};

use crate::app::look::{ATTENTION, Face, GOOD, MUTE, TEXT, line};
use crate::show::command::Command;
use crate::show::view::Mode;

use super::{Places, Scene};

/// The title at the left, states at the right.
pub fn header_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) -> Option<Command> {
    let (look, area) = (places.look, places.header);
    let y = area.center().y;
    let (help, wish) = look.cap(ui, pos2(area.right(), y), Command::Help);
    // A narrow window needs the room for the title.
    let (screens, screens_wish) = if area.width() > look.px(1200.0) {
        look.cap(ui, pos2(help.left() - look.px(8.0), y), Command::Screens)
    } else {
        (help, None)
    };
    let captions = captions_words(scene);
    let right = pos2(screens.left() - look.px(10.0), y);
    let captions = look.words(ui, right, Align2::RIGHT_CENTER, line(&captions, Face::Regular, 15.0, MUTE));
    let (stage, color) = stage_words(scene);
    let right = pos2(captions.left() - look.px(14.0), y);
    let stage = look.words(ui, right, Align2::RIGHT_CENTER, line(&stage, Face::Regular, 15.0, color));
    let dot = pos2(stage.left() - look.px(9.0), y);
    ui.painter().circle_filled(dot, look.px(3.5), color);

    let room = dot.x - look.px(24.0) - area.left();
    let title = line(&scene.plan.title, Face::Serif, 16.0, TEXT);
    let title = look.words_within(ui, pos2(area.left(), y), Align2::LEFT_CENTER, room, title);
    let left = pos2(title.right() + look.px(14.0), y);
    let (words, color) = match (scene.trouble, scene.slide().and_then(|slide| slide.section.as_deref())) {
        (Some(trouble), _) => (format!("! {trouble}"), ATTENTION),
        (None, section) => (section.unwrap_or_default().to_owned(), MUTE),
    };
    let room = dot.x - look.px(24.0) - left.x;
    if !words.is_empty() && room > look.px(40.0) {
        look.words_within(ui, left, Align2::LEFT_CENTER, room, line(&words, Face::Regular, 15.0, color));
    }
    wish.or(screens_wish)
}

fn captions_words(scene: &Scene<'_>) -> String {
    if !scene.view.captions_on {
        return "Captions off".to_owned();
    }
    let language = scene.plan.languages.get(scene.view.caption_language);
    format!("Captions on, {}", language.map_or("", String::as_str))
}

/// What the audience sees, in words; anything but the speaker's own slide asks for attention.
fn stage_words(scene: &Scene<'_>) -> (String, Color32) {
    match scene.view.mode {
        Mode::Live => (scene.stage.to_owned(), GOOD),
        Mode::Frozen => ("Stage frozen".to_owned(), ATTENTION),
        Mode::Black => ("Stage black".to_owned(), ATTENTION),
        Mode::White => ("Stage white".to_owned(), ATTENTION),
    }
}
