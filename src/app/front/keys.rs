//! A window's keys and letters → what they ask for, in the order in which they came. Both windows are heard alike, and the
//! page on top has every key before the talk under it.

use std::sync::atomic::Ordering;

use eframe::egui::{Context, Event, InputState, Ui, ViewportId};

use crate::playback::scene::Scene;
use crate::show::command::Command;

use crate::app::clicker::Heard;
use crate::app::keys::chord::is_no_key;
use crate::app::keys::press::Press;
use crate::app::keys::table::Place;
use crate::app::kit::look::hide_tips;
use crate::app::windows::stage_id;

use super::act::grant;
use super::asked::Asked;
use super::hearing::{Stroke, heard};
use super::pages::Page;
use super::shared::Shared;
use super::state::Front;
use super::strokes;

/// Reads the window's keys. The slide that a key asks for is drawn in this very frame.
pub fn take_keys(ui: &Ui, shared: &Shared) {
    strokes::hand_over(ui);
    let main = ui.ctx().viewport_id() == ViewportId::ROOT;
    if main {
        let focused = ui.memory(|memory| memory.focused().is_some());
        shared.console_focused.store(focused, Ordering::Relaxed);
    }
    let scene = shared.playback.scene();
    let mut front = shared.front();
    shared.settle(&mut front, &scene);
    let slides = scene.playing().map_or(0, |playing| playing.plan.slides.len());
    let blank = shared.lock().finder.text().is_empty();
    let (window, strokes) = (window_in_front(ui), heard(ui, &mut front, slides, blank));
    let mut acted = false;
    if let Page::Clicker(page) = front.pages.top() {
        acted = page.nameless(main, has_keys(ui, &strokes), window);
    }
    if !strokes.is_empty() {
        hide_tips(ui.ctx());
    }
    for stroke in strokes {
        acted |= hear(&mut front, stroke, window, shared, ui.ctx());
    }
    drop(front);
    if acted {
        shared.refresh(ui);
    }
}

/// True if anything came of it.
fn hear(front: &mut Front, stroke: Stroke, window: &'static str, shared: &Shared, ctx: &Context) -> bool {
    // What the keys before it in this frame did counts.
    let scene = shared.playback.scene();
    shared.settle(front, &scene);
    match stroke {
        Stroke::Letters(letters) => write(front, &letters, shared, ctx),
        Stroke::Press(press) => {
            if let Page::Clicker(page) = front.pages.top() {
                let (keymap, keys) = shared.keys();
                if let Heard::Own(action) = page.press(press, window, &keymap, &keys) {
                    action.map(Asked::Clicker).into_iter().for_each(|asked| grant(front, asked, shared, ctx));
                    return true;
                }
            }
            press_key(front, press, &scene, shared, ctx)
        }
    }
}

/// Letters are words to search for in the overview, among the commands, on the help page and among the settings, and
/// nothing anywhere else.
fn write(front: &mut Front, letters: &str, shared: &Shared, ctx: &Context) -> bool {
    let spent = front.spent;
    match front.pages.top() {
        _ if spent => return false,
        Page::Commands(commands) => {
            commands.write(letters);
            return true;
        }
        Page::Help(help) => {
            help.write(letters);
            return true;
        }
        Page::Menu(menu) => {
            menu.write(letters);
            return true;
        }
        Page::Settings(choices) => {
            choices.write(letters);
            return true;
        }
        Page::Overview => {}
        _ => return false,
    }
    let best = shared.lock().finder.write(letters);
    best.into_iter().for_each(|command| grant(front, Asked::Does(command.into()), shared, ctx));
    true
}

fn press_key(front: &mut Front, press: Press, scene: &Scene, shared: &Shared, ctx: &Context) -> bool {
    let searching = !shared.lock().finder.text().is_empty();
    let situation = front.situation(scene, searching);
    let does = shared.lock().keyboard.press(press, scene.now.0, situation);
    // What a held key repeats is no more a letter than its first press was.
    if !press.repeat {
        let words = matches!(situation.place, Place::Overview | Place::Commands | Place::Help | Place::Settings);
        front.spent = does.is_some() || !words;
    }
    let asked = does.or_else(|| {
        // A question that was forgotten must not lie in wait for the next Enter.
        let talks = situation.place == Place::Question && matches!(front.pages.top(), Page::Question);
        (talks && !press.repeat && !is_no_key(press.key)).then_some(Command::Leave.into())
    });
    asked.into_iter().for_each(|does| grant(front, Asked::Does(does), shared, ctx));
    asked.is_some()
}

/// Whether any key of this frame has a name. The clipboard's arrive as what they mean.
fn has_keys(ui: &Ui, strokes: &[Stroke]) -> bool {
    let key = |event: &Event| matches!(event, Event::Key { .. } | Event::Copy | Event::Cut | Event::Paste(_));
    !strokes.is_empty() || ui.input(|input| input.events.iter().any(key))
}

/// Which window has the keyboard: the stage may hear keys that were pressed in the console.
fn window_in_front(ui: &Ui) -> &'static str {
    let stage = |input: &InputState| input.raw.viewports.get(&stage_id()).and_then(|stage| stage.focused);
    if ui.input(stage) == Some(true) { "on the stage" } else { "in the console" }
}
