//! Keys on their way to a window → the same keys in its frame, unseen by egui before. After each frame in which egui sees
//! an event it asks for two more, in case something has to settle; where a processor paints, they cost twice what the
//! slide does.
//!
//! Invariant: keys that egui minds itself (Tab, and all of them while a control has the focus) take its way.

use std::collections::HashSet;

use eframe::egui::{Context, Event, Id, Key, Modifiers, RawInput, Ui, ViewportId};

/// A window's keys between the system and its frame.
#[derive(Clone, Default)]
struct Strokes {
    held: Vec<Event>,
    down: HashSet<Key>,
    /// Keys whose press egui saw: it has to see as well that they are let go, or the next press were a repeat for it.
    seen: HashSet<Key>,
    /// A control of the window had the focus in its last frame.
    focused: bool,
}

/// Takes a window's keys out of what egui is about to see. Those that no frame took since are forgotten.
pub fn hold_back(ctx: &Context, input: &mut RawInput) {
    forget_unchanged(&mut input.events, ctx.input_for(input.viewport_id, |before| before.modifiers));
    ctx.data_mut(|data| data.get_temp_mut_or_default::<Strokes>(place(input.viewport_id)).hold_back(&mut input.events));
}

/// The system tells which keys are held down with others each time it looks, also where that is as it was.
fn forget_unchanged(events: &mut Vec<Event>, mut known: Modifiers) {
    events.retain(|event| match event {
        Event::ModifiersChanged(now) => std::mem::replace(&mut known, *now) != *now,
        _ => true,
    });
}

/// Hands the window's keys to its frame, before anything else in it.
pub fn hand_over(ui: &Ui) {
    let focused = ui.memory(|memory| memory.focused().is_some());
    let place = place(ui.ctx().viewport_id());
    let held = ui.data_mut(|data| {
        let strokes = data.get_temp_mut_or_default::<Strokes>(place);
        strokes.focused = focused;
        std::mem::take(&mut strokes.held)
    });
    if !held.is_empty() {
        ui.input_mut(|input| drop(input.events.splice(..0, held)));
    }
}

fn place(window: ViewportId) -> Id {
    Id::unique(("keys of a window", window))
}

impl Strokes {
    fn hold_back(&mut self, events: &mut Vec<Event>) {
        self.held.clear();
        for event in events.iter_mut() {
            match event {
                Event::Key { key, pressed: true, repeat, .. } => *repeat = !self.down.insert(*key),
                Event::Key { key, pressed: false, .. } => drop(self.down.remove(key)),
                // It will not hear when they are let go.
                Event::WindowFocused(false) => {
                    self.down.clear();
                    self.seen.clear();
                }
                _ => {}
            }
        }
        let seen = &mut self.seen;
        if self.focused {
            seen.extend(events.iter().filter_map(|event| match event {
                Event::Key { key, pressed: true, .. } => Some(*key),
                _ => None,
            }));
        } else {
            let ours = |event: &mut Event| match event {
                Event::Key { key, pressed: false, .. } if seen.remove(key) => false,
                Event::Key { key, .. } => *key != Key::Tab,
                Event::Text(_) => true,
                _ => false,
            };
            self.held = events.extract_if(.., ours).collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: Key, pressed: bool) -> Event {
        Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE }
    }

    fn held_back(strokes: &mut Strokes, mut events: Vec<Event>) -> Vec<Event> {
        strokes.hold_back(&mut events);
        events
    }

    #[test]
    fn egui_sees_what_is_no_key_and_tab() {
        let mut strokes = Strokes::default();
        let events = vec![key(Key::Tab, true), key(Key::B, true), Event::Text("b".to_owned()), Event::PointerGone];
        assert_eq!(held_back(&mut strokes, events), [key(Key::Tab, true), Event::PointerGone]);
        assert_eq!(strokes.held, [key(Key::B, true), Event::Text("b".to_owned())]);
    }

    #[test]
    fn a_control_with_the_focus_has_all_of_them() {
        let mut strokes = Strokes { focused: true, ..Strokes::default() };
        assert_eq!(held_back(&mut strokes, vec![key(Key::Enter, true)]).len(), 1);
        assert!(strokes.held.is_empty());
    }

    #[test]
    fn what_a_held_key_repeats_is_known_until_it_is_up_or_the_window_has_no_keys() {
        let mut strokes = Strokes::default();
        let mut repeats = |before: Option<Event>| {
            held_back(&mut strokes, before.into_iter().chain([key(Key::B, true)]).collect());
            matches!(strokes.held.last(), Some(Event::Key { repeat: true, .. }))
        };
        assert!(!repeats(None));
        assert!(repeats(None));
        assert!(!repeats(Some(key(Key::B, false))));
        assert!(repeats(Some(Event::WindowFocused(true))));
        assert!(!repeats(Some(Event::WindowFocused(false))));
    }

    #[test]
    fn held_keys_that_did_not_change_are_no_event() {
        let told = |modifiers| Event::ModifiersChanged(modifiers);
        let mut events =
            vec![told(Modifiers::NONE), told(Modifiers::CTRL), told(Modifiers::CTRL), told(Modifiers::NONE)];
        forget_unchanged(&mut events, Modifiers::NONE);
        assert_eq!(events, [told(Modifiers::CTRL), told(Modifiers::NONE)]);
    }

    #[test]
    fn keys_that_no_frame_took_are_forgotten() {
        let mut strokes = Strokes::default();
        held_back(&mut strokes, vec![key(Key::B, true)]);
        held_back(&mut strokes, vec![key(Key::C, true)]);
        assert_eq!(strokes.held, [key(Key::C, true)]);
    }

    #[test]
    fn a_key_that_egui_saw_go_down_is_let_go_before_its_eyes() {
        let mut strokes = Strokes { focused: true, ..Strokes::default() };
        assert_eq!(held_back(&mut strokes, vec![key(Key::Enter, true)]).len(), 1, "a control has the focus");
        strokes.focused = false;
        assert_eq!(held_back(&mut strokes, vec![key(Key::Enter, false)]).len(), 1, "else the next press were a repeat");
        assert!(held_back(&mut strokes, vec![key(Key::Enter, true), key(Key::Enter, false)]).is_empty());
    }
}
