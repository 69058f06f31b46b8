//! Presses and releases as the system tells them → the same key under one name until it is up again.
//!
//! A sign that Shift makes has another name once Shift is up: who types `?` and lets Shift go first lets go of `/`. egui
//! knows keys by their names, would take `?` for held ever after, and each later press of it for one that repeats.

use winit::event::{ElementState, KeyEvent};
use winit::keyboard::{Key, PhysicalKey};
use winit::window::WindowId;

/// The keys that are down, what each was called when it went down, and the windows that heard of it.
#[derive(Debug, Default)]
pub struct KeysDown(Vec<Down>);

#[derive(Debug)]
struct Down {
    key: PhysicalKey,
    name: Key,
    window: WindowId,
}

impl KeysDown {
    /// `key` is told to `window`. What repeats keeps the name of its press.
    pub fn press(&mut self, key: &mut KeyEvent, window: WindowId) {
        if key.state == ElementState::Pressed {
            self.down(key.physical_key, &mut key.logical_key, key.repeat, window);
        }
    }

    fn down(&mut self, key: PhysicalKey, name: &mut Key, repeat: bool, window: WindowId) {
        match self.0.iter_mut().find(|down| down.key == key) {
            Some(down) if repeat => name.clone_from(&down.name),
            Some(down) => down.name.clone_from(name),
            None => self.0.push(Down { key, name: name.clone(), window }),
        }
    }

    /// The key is up again, under the name of its press. Returns the window that heard of that.
    pub fn release(&mut self, key: &mut KeyEvent) -> Option<WindowId> {
        self.up(key.physical_key, &mut key.logical_key)
    }

    fn up(&mut self, key: PhysicalKey, name: &mut Key) -> Option<WindowId> {
        let at = self.0.iter().position(|down| down.key == key)?;
        let down = self.0.swap_remove(at);
        *name = down.name;
        Some(down.window)
    }

    /// Another window is to hear of the press.
    pub fn forget(&mut self, key: PhysicalKey) {
        self.0.retain(|down| down.key != key);
    }
}

#[cfg(test)]
mod tests {
    use winit::keyboard::KeyCode;

    use super::*;

    const SLASH: PhysicalKey = PhysicalKey::Code(KeyCode::Slash);

    fn sign(sign: &str) -> Key {
        Key::Character(sign.into())
    }

    /// What a press or a release of the key is called, after the press was called `pressed`.
    fn pressed(pressed: &str) -> KeysDown {
        let mut keys = KeysDown::default();
        keys.down(SLASH, &mut sign(pressed), false, WindowId::dummy());
        keys
    }

    #[test]
    fn a_key_goes_up_under_the_name_of_its_press_whichever_of_shift_and_sign_is_let_go_first() {
        for (down, up) in [("?", "/"), ("+", "="), ("4", "'"), ("1", "+"), ("ẞ", "ß"), ("/", "?"), ("a", "a")] {
            let mut keys = pressed(down);
            let mut name = sign(up);
            assert_eq!(keys.up(SLASH, &mut name), Some(WindowId::dummy()));
            assert_eq!(name, sign(down));
            assert_eq!(keys.up(SLASH, &mut name), None, "it is up");
        }
    }

    #[test]
    fn what_repeats_keeps_its_name_and_what_is_pressed_anew_does_not() {
        let mut keys = pressed("?");
        let mut name = sign("/");
        keys.down(SLASH, &mut name, true, WindowId::dummy());
        assert_eq!(name, sign("?"), "no other command while it is held");
        name = sign("/");
        keys.down(SLASH, &mut name, false, WindowId::dummy());
        assert_eq!(name, sign("/"), "nobody told that it was up");
        name = sign("?");
        keys.up(SLASH, &mut name);
        assert_eq!(name, sign("/"));
    }

    #[test]
    fn keys_do_not_touch_each_other() {
        let mut keys = pressed("?");
        let shift = PhysicalKey::Code(KeyCode::ShiftLeft);
        let mut name = Key::Named(winit::keyboard::NamedKey::Shift);
        assert_eq!(keys.up(shift, &mut name), None, "its press was never told");
        assert_eq!(name, Key::Named(winit::keyboard::NamedKey::Shift));
        keys.forget(SLASH);
        assert_eq!(keys.up(SLASH, &mut name), None);
    }
}
