//! Presses of a clicker's buttons → what they are and mean, noted and learnt.

use eframe::egui::{Key, Modifiers};

use crate::app::keys::chord::{self, Chord};
use crate::app::keys::keymap::{Keymap, Row};
use crate::app::keys::press::Press;
use crate::app::keys::table::Place;
use crate::settings::Keys;
use crate::show::command::Command;

use super::learn::{forget, learn, owner, refusal};

/// Buttons that are remembered.
const MOST_BUTTONS: usize = 6;

/// The page while it is open.
#[derive(Clone, Debug, Default)]
pub struct Clicker {
    /// The latest first.
    pub(super) buttons: Vec<Button>,
    /// The command that the next button is for.
    pub(super) pupil: Option<Command>,
    /// A button that is another command's, pressed for the pupil.
    pub(super) doubtful: Option<Chord>,
    /// What came of the last press.
    pub(super) said: Option<String>,
    /// A key on its way to a window: the console, or not.
    coming: Option<bool>,
}

/// A button as it was pressed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Button {
    /// None for a key that nobody here has a name for.
    key: Option<Key>,
    modifiers: Modifiers,
    times: usize,
    /// It went on sending while it was held.
    held: bool,
    window: &'static str,
}

/// What the page asks of the windows.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    Leave,
    /// These keys hold from now on.
    Keys(Keys),
}

/// What came of a press.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// It always leaves the talk.
    Reserved,
    Own(Option<Action>),
}

/// What can be clicked on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Click {
    Teach(Command),
    /// The doubtful button changes hands.
    Take,
    Forget(Chord),
    /// One state back: no pupil, then no page.
    Leave,
}

impl Clicker {
    /// What became of what was last asked for.
    #[must_use]
    pub fn told(&self) -> Option<&str> {
        self.said.as_deref()
    }

    /// The next press is a lesson.
    #[must_use]
    pub fn learning(&self) -> bool {
        self.pupil.is_some()
    }

    /// What a press means: every key is shown, or learnt. `window` got it.
    pub fn press(&mut self, press: Press, window: &'static str, keymap: &Keymap, keys: &Keys) -> Heard {
        let Press { key, modifiers, .. } = press;
        match keymap.pressed(Place::Talk, key, modifiers).and_then(Row::reserved) {
            Some(chord) if !chord.matches(key, modifiers) => {}
            Some(Chord { key: Key::Escape, .. }) => return Heard::Own(self.leave()),
            Some(_) => return Heard::Reserved,
            None => {}
        }
        Heard::Own(self.heed(press, window, keymap, keys))
    }

    fn heed(&mut self, press: Press, window: &'static str, keymap: &Keymap, keys: &Keys) -> Option<Action> {
        let Press { key, modifiers, repeat, .. } = press;
        if repeat {
            self.buttons.iter_mut().take(1).for_each(|last| last.held = true);
            return None;
        }
        self.note(Button { key: Some(key), modifiers, times: 1, held: false, window });
        let pupil = self.pupil.filter(|_| !chord::is_no_key(key))?;
        let Some(chord) = chord::of(key, modifiers) else {
            self.said = Some("This button holds too many keys at once to be learnt".to_owned());
            return None;
        };
        self.teach(pupil, chord, keymap, keys)
    }

    /// A key went to the console's window, or to another one. Whether it has a name will be seen there.
    pub fn expect(&mut self, console: bool) {
        self.coming = Some(console);
    }

    /// The window has its keys. True if one came that had no name.
    pub fn nameless(&mut self, console: bool, named: bool, window: &'static str) -> bool {
        let came = self.coming == Some(console);
        self.coming = self.coming.filter(|_| !came);
        if came && !named {
            self.note(Button { key: None, modifiers: Modifiers::NONE, times: 1, held: false, window });
        }
        came && !named
    }

    fn note(&mut self, button: Button) {
        match self.buttons.first_mut().filter(|last| last.key == button.key && last.modifiers == button.modifiers) {
            Some(last) => *last = Button { times: last.times + 1, held: last.held, ..button },
            None => self.buttons.insert(0, button),
        }
        self.buttons.truncate(MOST_BUTTONS);
    }

    fn teach(&mut self, pupil: Command, chord: Chord, keymap: &Keymap, keys: &Keys) -> Option<Action> {
        if let Some(why) = refusal(keymap, pupil, chord) {
            self.said = Some(format!("{} {why}", chord.cap()));
            return None;
        }
        let name = keymap.row(pupil).map_or("", |row| row.binding.name);
        if let Some(owner) = owner(keymap, chord)
            && self.doubtful != Some(chord)
        {
            self.doubtful = Some(chord);
            let (cap, has) = (chord.cap(), owner.binding.name);
            self.said = Some(format!("{cap} is a key for {has}. Press it again, and it is one for {name} instead"));
            return None;
        }
        (self.pupil, self.doubtful) = (None, None);
        self.said = Some(format!("{} is a key for {name} now", chord.cap()));
        Some(Action::Keys(learn(keys, keymap, pupil, chord)))
    }

    pub(super) fn click(&mut self, click: Click, keymap: &Keymap, keys: &Keys) -> Option<Action> {
        match click {
            Click::Teach(command) => {
                (self.pupil, self.doubtful, self.said) = (Some(command), None, None);
                None
            }
            Click::Take => match (self.pupil, self.doubtful) {
                (Some(pupil), Some(chord)) => self.teach(pupil, chord, keymap, keys),
                _ => None,
            },
            Click::Forget(chord) => {
                self.said = Some(format!("{} is forgotten", chord.cap()));
                Some(Action::Keys(forget(keys, chord)))
            }
            Click::Leave => self.leave(),
        }
    }

    fn leave(&mut self) -> Option<Action> {
        self.doubtful = None;
        self.said = None;
        self.pupil.take().is_none().then_some(Action::Leave)
    }
}

impl Button {
    /// The button as its cap would read.
    pub(super) fn cap(&self) -> String {
        let name = self.key.map_or("?", Key::name);
        self.chord().map_or_else(|| name.to_owned(), Chord::cap)
    }

    pub(super) fn chord(&self) -> Option<Chord> {
        chord::of(self.key?, self.modifiers)
    }

    /// What it does outside this page.
    pub(super) fn means(&self, keymap: &Keymap) -> &'static str {
        let Some(key) = self.key else { return "A key that this program cannot name" };
        match keymap.pressed(Place::Talk, key, self.modifiers) {
            Some(row) => row.binding.words,
            None if chord::is_no_key(key) => "Nothing by itself",
            None => "Nothing yet",
        }
    }

    /// `Pressed twice, held down, in the console`
    pub(super) fn manner(&self) -> String {
        let times = match self.times {
            1 => "once".to_owned(),
            2 => "twice".to_owned(),
            times => format!("{times} times"),
        };
        format!("Pressed {times}{}, {}", if self.held { ", held down" } else { "" }, self.window)
    }
}
