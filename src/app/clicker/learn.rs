//! A command and a button pressed for it → the keys that the settings wish for, and back.
//!
//! Invariant: a command keeps the keys that it has; another loses no more than the one that was learnt.

use crate::app::keys::chord::{Chord, overlap, parse, written};
use crate::app::keys::keymap::{Keymap, Row, refused};
use crate::app::keys::table::Place;
use crate::diagnostic::Span;
use crate::settings::{Keys, Remap};
use crate::show::command::Command;

/// The row of the talk that has this chord now.
#[must_use]
pub fn owner(keymap: &Keymap, chord: Chord) -> Option<&Row> {
    let mut talk = keymap.rows().iter().filter(|row| row.place() == Place::Talk);
    talk.find(|row| row.keys.iter().any(|own| overlap(*own, chord)))
}

/// The row that has this chord because the settings say so.
#[must_use]
pub fn learnt(keymap: &Keymap, chord: Chord) -> Option<&Row> {
    owner(keymap, chord).filter(|row| row.keys.contains(&chord) && !row.binding.keys.contains(&chord))
}

/// Why this chord cannot be learnt, as the end of a sentence.
#[must_use]
pub fn refusal(keymap: &Keymap, command: Command, chord: Chord) -> Option<String> {
    let own = keymap.row(command).filter(|row| row.keys.iter().any(|own| overlap(*own, chord)));
    let own = own.map(|row| format!("is a key for {} already", row.binding.name));
    refused(chord).map(str::to_owned).or(own)
}

/// The command has this chord too, whoever had it before.
#[must_use]
pub fn learn(keys: &Keys, keymap: &Keymap, command: Command, chord: Chord) -> Keys {
    let mut keys = keys.clone();
    let Some((row, name)) = keymap.row(command).and_then(|row| Some((row, row.name()?))) else { return keys };
    // What pages have is no matter of a talk.
    let of_page = |name: &str| keymap.rows().iter().any(|row| row.name() == Some(name) && row.place() != Place::Talk);
    for remap in keys.remaps.iter_mut().filter(|remap| !of_page(&remap.command)) {
        remap.chords.retain(|(text, _)| !parse(text).is_ok_and(|other| overlap(other, chord)));
    }
    let nowhere = Span::new(0, 0..0);
    let at = keys.remaps.iter().position(|remap| remap.command == name).unwrap_or_else(|| {
        keys.remaps.push(Remap { command: name.to_owned(), span: nowhere, chords: Vec::new() });
        keys.remaps.len() - 1
    });
    let chords = &mut keys.remaps[at].chords;
    for chord in row.keys.iter().chain([&chord]) {
        if !chords.iter().any(|(text, _)| parse(text).as_ref() == Ok(chord)) {
            chords.push((written(*chord), nowhere));
        }
    }
    keys
}

/// The settings wish for this chord no longer; a command with its usual keys needs no word in them.
#[must_use]
pub fn forget(keys: &Keys, chord: Chord) -> Keys {
    let mut keys = keys.clone();
    let usual = Keymap::new(&Keys { letters: keys.letters, remaps: Vec::new() }).value;
    keys.remaps.retain_mut(|remap| {
        let before = remap.chords.len();
        remap.chords.retain(|(text, _)| parse(text).as_ref() != Ok(&chord));
        let row = usual.rows().iter().find(|row| row.name() == Some(remap.command.as_str()));
        let left: Option<Vec<Chord>> = remap.texts().map(|text| parse(text).ok()).collect();
        before == remap.chords.len() || left.as_ref() != row.map(|row| &row.keys)
    });
    keys
}

#[cfg(test)]
mod tests {
    use eframe::egui::Key;

    use super::*;
    use crate::app::keys::chord::{With, plain};
    use crate::app::keys::does::Does;
    use crate::app::keys::press::{Press, Situation};
    use crate::settings::read;

    fn taught(text: &str, command: Command, chord: Chord) -> (Keys, Keymap) {
        let old = read(&format!("[keys]\n{text}"), "").settings.keys;
        let keys = learn(&old, &Keymap::new(&old).value, command, chord);
        let made = Keymap::new(&keys);
        assert!(made.diagnostics.is_empty(), "{:?}", made.diagnostics);
        (keys, made.value)
    }

    fn press(keymap: &Keymap, key: Key) -> Option<Command> {
        match keymap.does(Press::of(key), Situation::TALK) {
            Some(Does::Talk(command)) => Some(command),
            Some(Does::Window(_) | Does::Page(_)) | None => None,
        }
    }

    #[test]
    fn a_command_learns_a_button_and_keeps_its_own() {
        let (keys, keymap) = taught("", Command::Black, plain(Key::F8));
        assert_eq!(keys.remaps[0].texts().collect::<Vec<_>>(), ["B", "Period", "F8"]);
        for key in [Key::B, Key::Period, Key::F8] {
            assert_eq!(press(&keymap, key), Some(Command::Black), "{key:?}");
        }
        assert!(learnt(&keymap, plain(Key::F8)).is_some() && learnt(&keymap, plain(Key::B)).is_none());
        assert_eq!(forget(&keys, plain(Key::F8)), Keys::default());
        assert_eq!(forget(&keys, plain(Key::F9)), keys, "nobody wished for it");
    }

    #[test]
    fn what_the_speaker_wrote_stays_and_nothing_has_two_meanings() {
        let text = "letters = false\nblack = [\"f8\", \"F9\"]\nwhite = [\"F7\"]";
        let (keys, keymap) = taught(text, Command::Black, plain(Key::F7));
        assert_eq!(keys.remaps[0].texts().collect::<Vec<_>>(), ["f8", "F9", "F7"]);
        assert_eq!((press(&keymap, Key::F7), press(&keymap, Key::F9)), (Some(Command::Black), Some(Command::Black)));
        assert!(!keys.letters && keymap.row(Command::White).is_some_and(|row| row.keys.is_empty()));
        let (keys, keymap) = taught("", Command::Freeze, plain(Key::B));
        assert_eq!(
            (press(&keymap, Key::B), press(&keymap, Key::Period)),
            (Some(Command::Freeze), Some(Command::Black))
        );
        let again = Keymap::new(&forget(&keys, plain(Key::B))).value;
        assert_eq!(press(&again, Key::B), Some(Command::Black), "it has its usual key again");
    }

    #[test]
    fn the_keys_that_leave_a_talk_are_nobodys_to_learn() {
        let keymap = Keymap::default();
        let refused = |chord| refusal(&keymap, Command::Black, chord);
        assert!(refused(plain(Key::Escape)).is_some());
        assert!(refused(Chord { key: Key::Q, with: With::Ctrl }).is_some());
        assert!(refused(Chord { key: Key::Num7, with: With::MaybeShift }).is_some());
        assert_eq!(refused(plain(Key::B)).as_deref(), Some("is a key for Black already"));
        assert_eq!(refused(plain(Key::MediaTrackNext)), None);
        assert_eq!(refused(plain(Key::F5)), None, "the one who has it is asked about, not refused");
    }
}
