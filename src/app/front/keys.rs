//! A window's keys and letters → what they ask for, in the order in which they came. Both windows are heard alike, and the
//! page on top has every key before the talk under it.

use std::sync::atomic::Ordering;

use eframe::egui::text_edit::TextEditState;
use eframe::egui::{Context, Event, Id, InputState, Key, Modifiers, Ui, ViewportId};

use crate::playback::scene::Scene;
use crate::show::command::Command;

use crate::app::clicker::Heard;
use crate::app::console::finder::{field_id, tile_id};
use crate::app::console::wants_arrows;
use crate::app::keys::chord::{is_no_key, writes};
use crate::app::keys::press::Press;
use crate::app::keys::table::Place;
use crate::app::kit::look::hide_tips;
use crate::app::windows::stage_id;

use super::act::grant;
use super::asked::Asked;
use super::pages::Page;
use super::shared::Shared;
use super::state::Front;
use super::strokes;
use super::tab;

/// What came from the keyboard.
enum Stroke {
    Press(Press),
    Letters(String),
}

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
    let (window, strokes) = (window_in_front(ui), strokes(ui, &mut front, slides, blank));
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

/// Letters are words to search for in the overview, among the commands and on the help page, and nothing anywhere else.
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
        front.spent = does.is_some() || !matches!(situation.place, Place::Overview | Place::Commands | Place::Help);
    }
    let asked = does.or_else(|| {
        // A question that was forgotten must not lie in wait for the next Enter.
        let talks = situation.place == Place::Question && matches!(front.pages.top(), Page::Question);
        (talks && !press.repeat && !is_no_key(press.key)).then_some(Command::Leave.into())
    });
    asked.into_iter().for_each(|does| grant(front, Asked::Does(does), shared, ctx));
    asked.is_some()
}

/// The keys and letters of this frame, taken away from egui; a focused control keeps the keys that press it, and on a page
/// Tab leads from one to the next. With the overview on top its chosen slide presses nothing: letters go to the search,
/// and Enter goes there. A text field keeps what writes in it; `blank`: nothing is searched for yet. While a button is learnt, every key is.
fn strokes(ui: &Ui, front: &mut Front, slides: usize, blank: bool) -> Vec<Stroke> {
    let Front { pages, spent, .. } = front;
    let top = &*pages.top();
    let overview = matches!(top, Page::Overview);
    let learning = matches!(top, Page::Clicker(page) if page.learning());
    let shows_keys = matches!(top, Page::Clicker(_));
    let moves_focus = !matches!(top, Page::Stage | Page::Console | Page::Overview) && !shows_keys;
    // The focus may still be on the tile before: what is chosen may have changed since the last frame.
    let own = |id: Id| overview && (id == field_id() || (0..slides).any(|slide| id == tile_id(slide)));
    let holder = ui.memory(|memory| memory.focused()).filter(|_| !learning);
    let field = holder.is_some_and(|id| TextEditState::load(ui.ctx(), id).is_some());
    let holder = holder.filter(|id| !field && !own(*id));
    // In the overview arrows choose among the slides; with Shift or Ctrl they are the field's.
    let grid = |key: Key, held: Modifiers| {
        use Key::{ArrowLeft, ArrowRight, End, Home};
        overview && held.is_none() && matches!(key, ArrowLeft | ArrowRight | Home | End)
    };
    // No name begins with what clickers send for black, nor with what asks for help and takes it away.
    let sign = match top {
        Page::Commands(commands) if commands.is_empty() => &[(".", Key::Period)][..],
        Page::Help(help) if help.is_empty() => &[(".", Key::Period), ("?", Key::Questionmark)],
        _ if blank => &[(".", Key::Period)],
        _ => &[],
    };
    let is_key = |key: Key| sign.iter().any(|(_, sign)| *sign == key);
    let focused = holder.is_some();
    let (mut strokes, mut tabs) = (Vec::new(), Vec::new());
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key { pressed: false, .. } if field => {
                *spent = false;
                true
            }
            // The letter of a key that was a command is none, be it in a later frame.
            Event::Text(letters) if field => !*spent && !sign.iter().any(|(sign, _)| sign == letters),
            Event::Key { key, modifiers, .. }
                if field && writes(*key, *modifiers) && !grid(*key, *modifiers) && !is_key(*key) =>
            {
                *spent = false;
                true
            }
            Event::Text(_) | Event::Key { key: Key::Space, .. } if focused && !overview => true,
            Event::Key { key: Key::Enter, .. } if focused => true,
            Event::Key { key: Key::Tab, pressed, modifiers, .. } if focused || field || moves_focus => {
                if *pressed {
                    tabs.push(modifiers.shift);
                }
                false
            }
            Event::Key { key: Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp | Key::ArrowDown, .. }
                if holder.is_some_and(wants_arrows) =>
            {
                true
            }
            Event::Text(letters) => {
                strokes.push(Stroke::Letters(letters.clone()));
                false
            }
            Event::Key { key, physical_key, pressed, repeat, modifiers } => {
                if *pressed {
                    let (key, physical) = (*key, *physical_key);
                    strokes.push(Stroke::Press(Press { key, physical, modifiers: *modifiers, repeat: *repeat }));
                }
                false
            }
            _ => true,
        });
    });
    let columns = matches!(top, Page::Settings(_));
    tabs.into_iter().for_each(|back| tab::go_on(ui, back, columns));
    strokes
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
