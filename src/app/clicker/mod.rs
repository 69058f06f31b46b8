//! Presses of a clicker's buttons → what they are and mean, shown and learnt. The talk hears nothing of them meanwhile.

mod learn;
mod page;

use eframe::egui::{Key, Modifiers};

use crate::playback::scene::Scene;
use crate::settings::Keys;
use crate::show::command::Command;

use crate::app::keys::chord;
use crate::app::keys::keymap::{Keymap, Row};
use crate::app::keys::table::{Chord, Press};
use crate::app::shared::Inner;

pub use page::clicker_overlay;

/// Buttons that are remembered.
const MOST_BUTTONS: usize = 6;

/// The page while it is open.
#[derive(Clone, Debug, Default)]
pub struct Clicker {
    /// The latest first.
    buttons: Vec<Button>,
    /// The command that the next button is for.
    pupil: Option<Command>,
    /// A button that is another command's, pressed for the pupil.
    doubtful: Option<Chord>,
    /// What came of the last press.
    said: Option<String>,
    /// A key on its way to a window: the console, or not.
    coming: Option<bool>,
}

/// A button as it was pressed.
#[derive(Clone, Debug, PartialEq)]
struct Button {
    /// None for a key that nobody here has a name for.
    key: Option<Key>,
    modifiers: Modifiers,
    times: usize,
    /// It went on sending while it was held.
    held: bool,
    window: &'static str,
}

/// What a press or a click came to.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    /// The page has no use for it.
    Ignored,
    Noted,
    Left,
    Keys(Keys),
}

/// What can be clicked on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Wish {
    Teach(Command),
    /// The doubtful button changes hands.
    Take,
    Forget(Chord),
    /// One state back: no pupil, then no page.
    Leave,
}

impl Clicker {
    /// The next press is a lesson.
    #[must_use]
    pub fn learning(&self) -> bool {
        self.pupil.is_some()
    }

    fn press(&mut self, press: Press, window: &'static str, keymap: &Keymap, keys: &Keys) -> Outcome {
        let Press { key, modifiers, repeat, .. } = press;
        match keymap.pressed(key, modifiers).and_then(Row::reserved) {
            Some(Chord { key: Key::Escape, .. }) => return self.leave(),
            Some(_) => return Outcome::Ignored,
            None => {}
        }
        if repeat {
            self.buttons.iter_mut().take(1).for_each(|last| last.held = true);
            return Outcome::Noted;
        }
        self.note(Button { key: Some(key), modifiers, times: 1, held: false, window });
        let (Some(pupil), false) = (self.pupil, chord::is_no_key(key)) else { return Outcome::Noted };
        match chord::of(key, modifiers) {
            Some(chord) => self.teach(pupil, chord, keymap, keys),
            None => {
                self.said = Some("This button holds too many keys at once to be learnt".to_owned());
                Outcome::Noted
            }
        }
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

    fn teach(&mut self, pupil: Command, chord: Chord, keymap: &Keymap, keys: &Keys) -> Outcome {
        if let Some(why) = learn::refusal(keymap, pupil, chord) {
            self.said = Some(format!("{} {why}", chord.cap()));
            return Outcome::Noted;
        }
        let name = keymap.row(pupil).map_or("", |row| row.binding.name);
        if let Some(owner) = learn::owner(keymap, chord)
            && self.doubtful != Some(chord)
        {
            self.doubtful = Some(chord);
            let (cap, has) = (chord.cap(), owner.binding.name);
            self.said = Some(format!("{cap} is a key for {has}. Press it again, and it is one for {name} instead"));
            return Outcome::Noted;
        }
        (self.pupil, self.doubtful) = (None, None);
        self.said = Some(format!("{} is a key for {name} now", chord.cap()));
        Outcome::Keys(learn::learn(keys, keymap, pupil, chord))
    }

    fn answer(&mut self, wish: Wish, keymap: &Keymap, keys: &Keys) -> Outcome {
        match wish {
            Wish::Teach(command) => {
                (self.pupil, self.doubtful, self.said) = (Some(command), None, None);
                Outcome::Noted
            }
            Wish::Take => match (self.pupil, self.doubtful) {
                (Some(pupil), Some(chord)) => self.teach(pupil, chord, keymap, keys),
                _ => Outcome::Noted,
            },
            Wish::Forget(chord) => {
                self.said = Some(format!("{} is forgotten", chord.cap()));
                Outcome::Keys(learn::forget(keys, chord))
            }
            Wish::Leave => self.leave(),
        }
    }

    fn leave(&mut self) -> Outcome {
        self.doubtful = None;
        self.said = None;
        if self.pupil.take().is_some() { Outcome::Noted } else { Outcome::Left }
    }
}

impl Button {
    /// The button as its cap would read.
    fn cap(&self) -> String {
        let name = self.key.map_or("?", Key::name);
        self.chord().map_or_else(|| name.to_owned(), Chord::cap)
    }

    fn chord(&self) -> Option<Chord> {
        chord::of(self.key?, self.modifiers)
    }

    /// What it does outside this page.
    fn means(&self, keymap: &Keymap) -> &'static str {
        let Some(key) = self.key else { return "A key that this program cannot name" };
        match keymap.pressed(key, self.modifiers) {
            Some(row) => row.binding.words,
            None if chord::is_no_key(key) => "Nothing by itself",
            None => "Nothing yet",
        }
    }

    /// `Pressed twice, held down, in the console`
    fn manner(&self) -> String {
        let times = match self.times {
            1 => "once".to_owned(),
            2 => "twice".to_owned(),
            times => format!("{times} times"),
        };
        format!("Pressed {times}{}, {}", if self.held { ", held down" } else { "" }, self.window)
    }
}

impl Inner {
    /// True if the press was for the page, which stands over everything but the question whether to quit.
    pub fn press_clicker(&mut self, press: Press, window: &'static str, scene: &Scene) -> bool {
        if scene.view().is_some_and(|view| view.asking_quit) {
            return false;
        }
        let Some(mut page) = self.clicker.take() else { return false };
        let outcome = page.press(press, window, self.keyboard.keymap(), &self.settings.keys);
        let heard = outcome != Outcome::Ignored;
        self.settle(page, outcome);
        heard
    }

    fn click_clicker(&mut self, wish: Wish) {
        if let Some(mut page) = self.clicker.take() {
            let outcome = page.answer(wish, self.keyboard.keymap(), &self.settings.keys);
            self.settle(page, outcome);
        }
    }

    fn settle(&mut self, page: Clicker, outcome: Outcome) {
        self.clicker = (outcome != Outcome::Left).then_some(page);
        if let Outcome::Keys(keys) = outcome {
            self.change_keys(keys);
        }
    }
}
