//! `Ctrl+R`, `Shift+PageDown`, `?` as a speaker writes them → chords, or what is wrong with the words.

use eframe::egui::{Key, Modifiers};

use crate::diagnostic::{closest, did_you_mean};

/// Which modifiers go with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum With {
    Nothing,
    Shift,
    Ctrl,
    CtrlShift,
    Alt,
    /// For signs and digits: some keyboards need Shift to reach them.
    MaybeShift,
}

/// A key with what is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chord {
    pub key: Key,
    pub with: With,
}

pub const fn plain(key: Key) -> Chord {
    Chord { key, with: With::Nothing }
}

pub const fn shift(key: Key) -> Chord {
    Chord { key, with: With::Shift }
}

pub const fn ctrl(key: Key) -> Chord {
    Chord { key, with: With::Ctrl }
}

pub const fn ctrl_shift(key: Key) -> Chord {
    Chord { key, with: With::CtrlShift }
}

pub const fn alt(key: Key) -> Chord {
    Chord { key, with: With::Alt }
}

pub const fn sign(key: Key) -> Chord {
    Chord { key, with: With::MaybeShift }
}

impl Chord {
    /// Whether this press is the chord.
    #[must_use]
    pub fn matches(self, key: Key, held: Modifiers) -> bool {
        let ctrl = held.ctrl || held.command;
        self.key == key
            && match self.with {
                With::Nothing => !held.shift && !ctrl && !held.alt,
                With::Shift => held.shift && !ctrl && !held.alt,
                // Some keyboards need Shift to reach a digit or the plus.
                With::Ctrl => ctrl && !held.alt && (!held.shift || digit(key).is_some() || key == Key::Plus),
                With::CtrlShift => ctrl && held.shift && !held.alt,
                With::Alt => held.alt && !ctrl && !held.shift,
                With::MaybeShift => !ctrl && !held.alt,
            }
    }

    /// The chord as it is printed on a key cap.
    #[must_use]
    pub fn cap(self) -> String {
        let name = match self.key {
            Key::ArrowRight => "→",
            Key::ArrowLeft => "←",
            Key::ArrowUp => "↑",
            Key::ArrowDown => "↓",
            Key::PageDown => "PgDn",
            Key::PageUp => "PgUp",
            Key::Escape => "Esc",
            Key::Minus => "−",
            Key::Comma => ",",
            key => key.symbol_or_name(),
        };
        match self.with {
            With::Nothing | With::MaybeShift => name.to_owned(),
            With::Shift => format!("Shift {name}"),
            With::Ctrl => format!("Ctrl {name}"),
            With::CtrlShift => format!("Ctrl Shift {name}"),
            With::Alt => format!("Alt {name}"),
        }
    }
}

/// The digit that is on a key.
#[must_use]
pub fn digit(key: Key) -> Option<u8> {
    key.name().parse().ok().filter(|digit| *digit < 10)
}

/// Message and remedy.
type Fault = (String, String);

/// The chord that the words name.
///
/// # Errors
/// What is wrong with them, and what to write instead.
pub fn parse(written: &str) -> Result<Chord, Fault> {
    let mut rest = written.trim();
    let mut held = None;
    // A plus at the beginning or the end is the key itself.
    while let Some(at) = rest.find('+').filter(|at| (1..rest.len() - 1).contains(at)) {
        let with = modifier(rest[..at].trim())?;
        held = match (held, with) {
            (None, with) => Some(with),
            (Some(With::Ctrl), With::Shift) | (Some(With::Shift), With::Ctrl) => Some(With::CtrlShift),
            _ => {
                let remedy = "Hold one of Shift, Ctrl and Alt, or Ctrl and Shift";
                return Err((format!("`{written}` holds keys that don't go together"), remedy.to_owned()));
            }
        };
        rest = rest[at + 1..].trim();
    }
    let key = key(rest)?;
    let with = match held {
        None if is_sign(key) || digit(key).is_some() => With::MaybeShift,
        // Whether a sign needs Shift is the keyboard's matter.
        Some(With::Shift) if is_sign(key) => With::MaybeShift,
        None => With::Nothing,
        Some(with) => with,
    };
    Ok(Chord { key, with })
}

/// The chord that a press is; none for keys that are only held.
#[must_use]
pub fn of(key: Key, held: Modifiers) -> Option<Chord> {
    let with = match (held.ctrl || held.command, held.shift, held.alt) {
        (false, _, false) if is_sign(key) || digit(key).is_some() => With::MaybeShift,
        (false, false, false) => With::Nothing,
        (false, true, false) => With::Shift,
        (true, false, false) => With::Ctrl,
        (true, true, false) => With::CtrlShift,
        (false, false, true) => With::Alt,
        _ => return None,
    };
    (!is_no_key(key)).then_some(Chord { key, with })
}

/// The chord as the settings have it.
#[must_use]
pub fn written(chord: Chord) -> String {
    let name = chord.key.name();
    match chord.with {
        With::Nothing | With::MaybeShift => name.to_owned(),
        With::Shift => format!("Shift+{name}"),
        With::Ctrl => format!("Ctrl+{name}"),
        With::CtrlShift => format!("Ctrl+Shift+{name}"),
        With::Alt => format!("Alt+{name}"),
    }
}

fn modifier(name: &str) -> Result<With, Fault> {
    match name.to_lowercase().as_str() {
        "shift" => Ok(With::Shift),
        "ctrl" | "control" | "cmd" | "command" => Ok(With::Ctrl),
        "alt" | "option" => Ok(With::Alt),
        _ => Err((format!("there is no `{name}` to hold"), "Hold Shift, Ctrl or Alt: \"Ctrl+R\"".to_owned())),
    }
}

/// Names that keyboards print and the windows library does not know.
const PRINTED: [(&str, Key); 7] = [
    ("PgDn", Key::PageDown),
    ("PgUp", Key::PageUp),
    ("Del", Key::Delete),
    ("→", Key::ArrowRight),
    ("←", Key::ArrowLeft),
    ("↑", Key::ArrowUp),
    ("↓", Key::ArrowDown),
];

fn key(name: &str) -> Result<Key, Fault> {
    if name.is_empty() {
        return Err(("no key is named here".to_owned(), "Write a key: \"F8\", \"b\" or \"Ctrl+R\"".to_owned()));
    }
    let same = |known: &str| known.eq_ignore_ascii_case(name);
    let printed = PRINTED.iter().find(|(known, _)| same(known)).map(|(_, key)| *key);
    let named = || Key::ALL.iter().copied().find(|key| same(key.name()) || same(&format!("{key:?}")));
    let found = printed.or_else(|| Key::from_name(name)).or_else(named);
    found.filter(|key| !is_no_key(*key)).ok_or_else(|| {
        let names = Key::ALL.iter().filter(|key| !is_no_key(**key)).map(|key| key.name());
        let hint = match closest(name, names) {
            Some(near) => did_you_mean(near),
            None => "Write it as on the keyboard: F8, PageDown, Space, b, ?".to_owned(),
        };
        (format!("there is no key called `{name}`"), hint)
    })
}

/// Keys that are only held, and those that arrive as something else.
#[must_use]
pub fn is_no_key(key: Key) -> bool {
    let name = key.name();
    ["Shift", "Control", "Alt", "Super"].iter().any(|held| name.starts_with(held))
        || matches!(key, Key::Copy | Key::Cut | Key::Paste | Key::CapsLock | Key::NumLock | Key::Fn | Key::Power)
}

pub fn is_letter(key: Key) -> bool {
    key.name().len() == 1 && key.name().bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_sign(key: Key) -> bool {
    use Key::*;
    matches!(
        key,
        Colon
            | Comma
            | Minus
            | Period
            | Plus
            | Equals
            | Semicolon
            | Backslash
            | Slash
            | Pipe
            | Questionmark
            | Exclamationmark
            | OpenBracket
            | CloseBracket
            | OpenCurlyBracket
            | CloseCurlyBracket
            | Backtick
            | Quote
    )
}

/// A single letter, digit or sign: what speech input and unsteady hands press by accident (WCAG 2.1.4).
#[must_use]
pub fn is_character(chord: Chord) -> bool {
    let alone = !matches!(chord.with, With::Ctrl | With::CtrlShift | With::Alt);
    alone && (is_letter(chord.key) || digit(chord.key).is_some() || is_sign(chord.key))
}

/// What a line of text that is being written needs: letters, what moves in it, and what takes parts of it out or in.
#[must_use]
pub fn writes(key: Key, held: Modifiers) -> bool {
    use Key::*;
    let moves = matches!(key, Backspace | Delete | ArrowLeft | ArrowRight | Home | End);
    let clipboard = matches!(key, A | C | X | V | Z | Y | Copy | Cut | Paste);
    let ctrl = held.ctrl || held.command;
    moves || (ctrl && clipboard) || key == Space || of(key, held).is_some_and(is_character)
}

/// What chooses and answers on a page: arrows, Enter, Space, Tab and their like, and digits.
#[must_use]
pub fn chooses(key: Key, held: Modifiers) -> bool {
    use Key::*;
    let alone = !held.ctrl && !held.command && !held.alt;
    let named = matches!(
        key,
        ArrowUp
            | ArrowDown
            | ArrowLeft
            | ArrowRight
            | Enter
            | Space
            | Tab
            | Backspace
            | Delete
            | Insert
            | Home
            | End
            | Escape
    );
    alone && (named || digit(key).is_some())
}

/// Whether there is a press that both chords are.
#[must_use]
pub fn overlap(one: Chord, other: Chord) -> bool {
    let both = Modifiers::CTRL.plus(Modifiers::SHIFT);
    let held = [Modifiers::NONE, Modifiers::SHIFT, Modifiers::CTRL, both, Modifiers::ALT];
    held.into_iter().any(|held| one.matches(one.key, held) && other.matches(one.key, held))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_press_can_be_written_in_the_settings() {
        let held =
            [Modifiers::NONE, Modifiers::SHIFT, Modifiers::CTRL, Modifiers::CTRL | Modifiers::SHIFT, Modifiers::ALT];
        for key in Key::ALL.iter().copied().filter(|key| !is_no_key(*key)) {
            for held in held {
                let chord = of(key, held).expect("it is a key");
                assert!(chord.matches(key, held), "{chord:?}");
                assert_eq!(parse(&written(chord)).ok(), Some(chord), "{}", written(chord));
            }
        }
        assert_eq!(of(Key::ShiftLeft, Modifiers::SHIFT), None);
        assert_eq!(of(Key::B, Modifiers::CTRL | Modifiers::ALT), None);
    }
}
