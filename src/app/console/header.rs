//! The console's first line: whether it is a rehearsal and whether a recording runs, which talk, what the stage shows, captions, the console's own switches, help.

use eframe::egui::{Align2, Color32, Rect, Stroke, Ui, pos2, vec2};

use crate::app::keys::does::{Does, WindowCommand};
use crate::app::kit::look::{Face, Look, MORE, button, line};
use crate::deck::caption::{CaptionLook, CaptionPlace};
use crate::lint::hides_words;
use crate::show::command::Command;
use crate::show::view::{CaptionSource, Mode};

use super::{Places, Scene};

/// The title keeps at least this much.
const TITLE: f32 = 180.0;
/// What is wrong has at least this much, before the title and the switches.
const TROUBLE: f32 = 340.0;

/// The title at the left, states and switches at the right; what matters least goes first where room is short. The talk's
/// end and the list of commands are always there, at the same place.
pub fn header_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) -> Option<Does> {
    let look = places.look;
    let corner = pos2(places.header.right(), places.header.center().y);
    let (end, ends) = match (scene.view.over, scene.view.green_room) {
        (true, _) => look.cap_end(ui, corner, Command::AskQuit, "Leave the stage"),
        // Nothing has begun that could end.
        (false, true) => look.cap_saying(ui, corner, Command::AskQuit, Some("Leave")),
        (false, false) => look.cap_end(ui, corner, Command::AskQuit, "End"),
    };
    let left = pos2(end.left() - look.px(8.0), corner.y);
    let (menu, commands) = look.cap_sign(ui, left, WindowCommand::Commands, (MORE, "Menu"));
    let asked = ends.map(Does::Talk).or(commands.map(Does::Window));
    let header = places.header.with_max_x(menu.left() - look.px(8.0));
    switches_ui(ui, look, header, scene).map(Does::Window).or(asked)
}

/// All but the corner.
fn switches_ui(ui: &mut Ui, look: Look, header: Rect, scene: &Scene<'_>) -> Option<WindowCommand> {
    let lights = [
        scene.take.rehearsal.then_some(("Rehearsal", scene.take.recorded)),
        scene.view.recording.then_some(("Recording marked", true)),
    ];
    let mut area = header;
    for (words, lit) in lights.into_iter().flatten() {
        area = light_ui(ui, look, area, words, lit);
    }
    let y = area.center().y;
    let (stage, color) = stage_words(look, scene);
    let captions = captions_words(scene);
    let width = |ui: &Ui, words: &str| look.galley(ui, words, Face::Regular, 15.0, color).size().x + look.px(16.0);
    let trouble = if scene.trouble.is_some() { look.px(TROUBLE) } else { 0.0 };
    let mut room = area.width() - look.px(TITLE) - trouble - width(ui, &stage) - look.px(26.0);
    let mut fits = |width: f32| {
        let fits = room >= width;
        room -= if fits { width } else { 0.0 };
        fits
    };
    let caps = [WindowCommand::Help, WindowCommand::Arrangement, WindowCommand::ConsoleTheme, WindowCommand::Screens];
    let caps = caps.map(|command| fits(look.cap_width(ui, command) + look.px(8.0)).then_some(command));
    let captions = fits(width(ui, &captions)).then_some(captions);

    let (mut right, mut wish) = (area.right(), None);
    for command in caps.into_iter().flatten() {
        let light = look.palette.is_light() && command == WindowCommand::ConsoleTheme;
        let (rect, pressed) = look.cap_saying(ui, pos2(right, y), command, light.then_some("Dark"));
        right = rect.left() - look.px(8.0);
        wish = wish.or(pressed);
    }
    right -= look.px(8.0);
    if let Some(words) = captions {
        let silent = scene.feed.too_silent(scene.view);
        let color = if silent || over_words(scene) { look.palette.attention } else { look.palette.mute };
        let words = line(&words, Face::Regular, 15.0, color);
        right = look.words(ui, pos2(right, y), Align2::RIGHT_CENTER, words).left() - look.px(16.0);
    }
    let stage = look.words(ui, pos2(right, y), Align2::RIGHT_CENTER, line(&stage, Face::Regular, 15.0, color));
    let dot = pos2(stage.left() - look.px(9.0), y);
    ui.painter().circle_filled(dot, look.px(3.5), color);

    let room = area.with_max_x(dot.x - look.px(24.0));
    wish.or(talk_ui(ui, look, room, scene))
}

/// Which talk it is, and what is wrong, which comes first where room is short.
fn talk_ui(ui: &mut Ui, look: Look, area: Rect, scene: &Scene<'_>) -> Option<WindowCommand> {
    let trouble = if scene.trouble.is_some() { look.px(TROUBLE) } else { 0.0 };
    let (mut left, end) = (area.left_center(), area.right());
    let room = area.width() - trouble;
    if scene.trouble.is_none() || room > look.px(TITLE) / 2.0 {
        let title = line(&scene.plan.title, Face::Serif, 16.0, look.palette.text);
        left.x = look.words_within(ui, left, Align2::LEFT_CENTER, room, title).right() + look.px(14.0);
        let beside = if scene.view.green_room { Some("Before the talk") } else { scene.deck.event.as_deref() };
        if let Some(words) = beside.filter(|_| scene.trouble.is_none() && end - left.x > look.px(90.0)) {
            let words = line(words, Face::Regular, 15.0, look.palette.mute);
            look.words_within(ui, left, Align2::LEFT_CENTER, end - left.x, words);
        }
    }
    let trouble = format!("! {}", scene.trouble?);
    let words = line(&trouble, Face::Regular, 15.0, look.palette.attention);
    let words = look.words_within(ui, left, Align2::LEFT_CENTER, end - left.x, words);
    if !scene.of_deck {
        return None;
    }
    let place = Rect::from_center_size(words.center(), vec2(words.width() + 8.0, words.height().max(26.0)));
    let (response, pressed) = button(ui, place, WindowCommand::Findings);
    look.focus_ring(ui, place, look.px(4.0), &response);
    pressed
}

/// A light and a word: a rehearsal's is lit as soon as it is kept. Returns what is left of the area.
fn light_ui(ui: &mut Ui, look: Look, area: Rect, words: &str, lit: bool) -> Rect {
    let (dot, radius) = (pos2(area.left() + look.px(7.0), area.center().y), look.px(6.0));
    if lit {
        ui.painter().circle_filled(dot, radius, look.palette.attention);
    } else {
        ui.painter().circle_stroke(dot, radius, Stroke::new(look.px(1.5), look.palette.mute));
    }
    let at = pos2(dot.x + look.px(14.0), dot.y);
    let color = if lit { look.palette.attention } else { look.palette.mute };
    let words = look.words(ui, at, Align2::LEFT_CENTER, line(words, Face::Bold, 15.0, color));
    area.with_min_x(words.right() + look.px(22.0))
}

/// Whether captions lie on what the slide says.
fn over_words(scene: &Scene<'_>) -> bool {
    let look = scene.view.caption_look;
    scene.view.captions_on && scene.drawing.is_some_and(|drawing| hides_words(drawing, look))
}

fn captions_words(scene: &Scene<'_>) -> String {
    let hearing = scene.feed.words();
    if !scene.view.captions_on {
        return if scene.feed.asked { format!("Captions off; live: {hearing}") } else { "Captions off".to_owned() };
    }
    let live = scene.view.caption_source == CaptionSource::Live;
    let language = scene.plan.languages.get(scene.view.caption_language).map_or("", String::as_str);
    let look = scene.view.caption_look;
    let place = match look.place {
        CaptionPlace::Band => "",
        _ if over_words(scene) => ", over words of the slide",
        CaptionPlace::Bottom => ", over the slide",
        CaptionPlace::Top => ", at the top",
    };
    let size = if look.line == CaptionLook::USUAL_LINE { String::new() } else { format!(", size {}", look.line) };
    match (live, scene.feed.asked) {
        (false, _) if scene.view.captions_wait => format!("Captions wait for the start, {language}{place}{size}"),
        (true, _) => format!("Captions live, {hearing}{place}{size}"),
        (false, true) => format!("Captions on, {language}{place}{size}; live: {hearing}"),
        (false, false) => format!("Captions on, {language}{place}{size}"),
    }
}

/// What the audience sees, in words; anything but the speaker's own slide asks for attention.
fn stage_words(look: Look, scene: &Scene<'_>) -> (String, Color32) {
    match scene.view.mode {
        _ if scene.shown == Some(false) => (scene.stage.to_owned(), look.palette.mute),
        Mode::Live if scene.hidden => (scene.stage.to_owned(), look.palette.attention),
        Mode::Live => (scene.stage.to_owned(), look.palette.good),
        Mode::Frozen => ("Stage frozen".to_owned(), look.palette.attention),
        Mode::Black => ("Stage black".to_owned(), look.palette.attention),
        Mode::White => ("Stage white".to_owned(), look.palette.attention),
    }
}
