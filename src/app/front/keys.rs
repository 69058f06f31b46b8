//! A window's keys and letters → commands, in the order in which they came. Both windows are heard alike.

use std::sync::atomic::Ordering;

use eframe::egui::{Event, Id, InputState, Key, Ui, ViewportId};

use crate::playback::scene::{Scene, Status};
use crate::show::Moment;
use crate::show::command::Command;

use super::strokes;
use crate::app::clicker::Clicker;
use crate::app::console::finder::{Heard, field_id, tile_id};
use crate::app::console::wants_arrows;
use crate::app::keys::table::{Press, Situation};
use crate::app::kit::look::hide_tips;
use crate::app::shared::{Inner, Shared};
use crate::app::windows::stage_id;

/// What came from the keyboard.
enum Stroke {
    Press(Press),
    Letters(String),
}

impl Shared {
    /// Reads the window's keys. The slide that a key asks for is drawn in this very frame.
    pub fn take_keys(&self, ui: &Ui) {
        strokes::hand_over(ui);
        if ui.ctx().viewport_id() == ViewportId::ROOT {
            let focused = ui.memory(|memory| memory.focused().is_some());
            self.console_focused.store(focused, Ordering::Relaxed);
        }
        let now = self.clock.now();
        let scene = self.playback.scene_at(now);
        let mut inner = self.lock();
        inner.finder.follow(&scene);
        let mut acted = false;
        let learning = inner.clicker.as_ref().is_some_and(Clicker::learning);
        let slides = scene.playing().map_or(0, |playing| playing.plan.slides.len());
        let (window, strokes) = (window_in_front(ui), strokes(ui, inner.chosen(&scene), slides, learning));
        if let Some(page) = &mut inner.clicker {
            acted = page.nameless(ui.ctx().viewport_id() == ViewportId::ROOT, has_keys(ui, &strokes), window);
        }
        if !strokes.is_empty() {
            hide_tips(ui.ctx());
        }
        for stroke in strokes {
            acted |= inner.hear(stroke, window, now);
        }
        drop(inner);
        if acted {
            self.refresh(ui);
        }
    }
}

impl Inner {
    /// The slide that is chosen in the overview, where nothing covers that.
    fn chosen(&self, scene: &Scene) -> Option<usize> {
        scene.view()?.overview.filter(|_| !scene.covered() && self.check.is_none())
    }

    /// True if anything came of it.
    fn hear(&mut self, stroke: Stroke, window: &'static str, now: Moment) -> bool {
        // What the keys before it in this frame did counts.
        let scene = &self.playback.scene_at(now);
        self.finder.follow(scene);
        let chosen = self.chosen(scene);
        let heard = match stroke {
            Stroke::Press(press) if self.press_clicker(press, window, scene) => Heard::Own,
            Stroke::Letters(_) if self.clicker.is_some() => return false,
            Stroke::Press(press)
                if self.press_faulty(press, scene)
                    || self.press_picker(press)
                    || self.press_check(press, scene)
                    || self.press_export(press)
                    || self.press_review(press, scene) =>
            {
                Heard::Own
            }
            Stroke::Press(press) => self.press(press, chosen, scene),
            Stroke::Letters(_) if self.spent || chosen.is_none() => return false,
            Stroke::Letters(letters) => self.finder.write(&letters).map_or(Heard::Own, Heard::Command),
        };
        if let Heard::Command(command) = heard {
            self.apply(command, now);
        }
        heard != Heard::Usual
    }

    /// First the overview's own keys, then everybody's. `Usual` is what is left of a press that means nothing.
    fn press(&mut self, press: Press, chosen: Option<usize>, scene: &Scene) -> Heard {
        let own = chosen.map(|chosen| self.finder.press(press, chosen));
        let heard = match own.unwrap_or(Heard::Usual) {
            Heard::Usual => {
                let situation = scene.view().map_or(Situation::IDLE, Situation::of);
                self.keyboard.press(press, scene.now.0, situation).map_or(Heard::Usual, Heard::Command)
            }
            heard => heard,
        };
        // What a held key repeats is no more a letter than its first press was.
        if !press.repeat {
            self.spent = matches!(heard, Heard::Command(_));
        }
        heard
    }

    /// True if the key gave the speaker's word that a deck with faults is to be presented. A clicker's keys do not: it may
    /// lie in a pocket.
    fn press_faulty(&mut self, press: Press, scene: &Scene) -> bool {
        let waits = matches!(scene.status, Status::Faulty(_));
        let is_word = waits && press.key == Key::Enter && !press.modifiers.any();
        if is_word && !press.repeat {
            self.apply(Command::Start, scene.now);
        }
        is_word
    }
}

/// The keys and letters of this frame, taken away from egui; a focused control keeps the keys that press it.
/// With the overview open its field and its chosen slide press nothing: keys go to the search, and Enter goes there.
/// While a button is learnt, every key is.
fn strokes(ui: &Ui, chosen: Option<usize>, slides: usize, learning: bool) -> Vec<Stroke> {
    // The focus may still be on the tile before: what is chosen may have changed since the last frame.
    let own = |id: Id| chosen.is_some() && (id == field_id() || (0..slides).any(|slide| id == tile_id(slide)));
    let holder = ui.memory(|memory| memory.focused()).filter(|id| !learning && !own(*id));
    let focused = holder.is_some();
    let mut strokes = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Text(_) | Event::Key { key: Key::Space, .. } if focused && chosen.is_none() => true,
            Event::Key { key: Key::Enter | Key::Tab, .. } if focused => true,
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
