//! Presses as a window gets them → what they ask for, holding back what a held key repeats.

use std::sync::Arc;
use std::time::Duration;

use crate::show::command::Command;

use super::does::{Does, PageKey};
use super::keymap::Keymap;
use super::press::{Press, Situation};

/// A held key moves at most this often.
const HELD_MOVE: Duration = Duration::from_millis(250);

/// The keys in force, and when a held one last moved the talk.
#[derive(Debug, Default)]
pub struct Keyboard {
    keymap: Arc<Keymap>,
    last_move: Option<Duration>,
}

impl Keyboard {
    #[must_use]
    pub fn new(keymap: Arc<Keymap>) -> Self {
        Self { keymap, last_move: None }
    }

    #[must_use]
    pub fn keymap(&self) -> &Arc<Keymap> {
        &self.keymap
    }

    /// What a press at `now` (time since the program's start) asks for.
    pub fn press(&mut self, press: Press, now: Duration, situation: Situation) -> Option<Does> {
        let does = self.keymap.does(press, situation)?;
        if press.repeat && !may_repeat(does) {
            return None;
        }
        if moves(does) {
            let soon = self.last_move.is_some_and(|last| now.saturating_sub(last) < HELD_MOVE);
            if press.repeat && soon {
                return None;
            }
            self.last_move = Some(now);
        }
        Some(does)
    }
}

fn moves(does: Does) -> bool {
    let Does::Talk(command) = does else { return false };
    matches!(command, Command::NextStep | Command::PreviousStep | Command::NextSlide | Command::PreviousSlide)
}

fn may_repeat(does: Does) -> bool {
    match does {
        _ if moves(does) => true,
        Does::Talk(command) => matches!(
            command,
            Command::NotesUp
                | Command::NotesDown
                | Command::NotesLarger
                | Command::NotesSmaller
                | Command::CaptionsLarger
                | Command::CaptionsSmaller
                | Command::TeleprompterFaster
                | Command::TeleprompterSlower
                | Command::ToolLarger
                | Command::ToolSmaller
                | Command::Undo
                | Command::Redo
        ),
        Does::Window(_) => false,
        Does::Page(key) => {
            matches!(key, PageKey::Up | PageKey::Down | PageKey::Left | PageKey::Right | PageKey::Erase)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::Place;
    use super::*;
    use eframe::egui::{Key, Modifiers};

    const LIVE: Situation = Situation::TALK;
    const NONE: Modifiers = Modifiers::NONE;

    fn command(key: Key, modifiers: Modifiers, situation: Situation) -> Option<Command> {
        let press = Press { modifiers, ..Press::of(key) };
        talk(Keymap::default().does(press, situation))
    }

    fn pressed(keyboard: &mut Keyboard, press: Press, now: Duration, situation: Situation) -> Option<Command> {
        talk(keyboard.press(press, now, situation))
    }

    fn talk(does: Option<Does>) -> Option<Command> {
        match does {
            Some(Does::Talk(command)) => Some(command),
            Some(Does::Window(_) | Does::Page(_)) | None => None,
        }
    }

    #[test]
    fn letters_of_other_scripts_are_no_keys_so_that_the_physical_key_counts() {
        // The windows library falls back to the physical key exactly where it has no name for the logical one.
        for letter in "йцукенфывапролдячсмитьбю αβγδςώ אבגדה ضصثق กขค ㄅㄆ éßñ".chars().filter(|c| !c.is_whitespace())
        {
            for written in [letter.to_string(), letter.to_uppercase().to_string()] {
                assert_eq!(Key::from_name(&written), None, "{written}");
            }
        }
    }

    #[test]
    fn digits_are_typed_and_enter_goes_there() {
        assert_eq!(command(Key::Num7, NONE, LIVE), Some(Command::Digit(7)));
        assert_eq!(command(Key::Num0, Modifiers::SHIFT, LIVE), Some(Command::Digit(0)));
        assert_eq!(command(Key::Num0, Modifiers::CTRL, LIVE), Some(Command::NotesReset));
        assert_eq!(command(Key::Enter, NONE, LIVE), Some(Command::NextStep));
        assert_eq!(command(Key::Enter, NONE, Situation { typing: true, ..LIVE }), Some(Command::GoTyped));
        let asked = Situation { place: Place::Question, ..LIVE };
        assert_eq!(Keymap::default().does(Press::of(Key::Enter), asked), Some(Does::Page(PageKey::Yes)));
    }

    /// What keyboards send for the row of digits without Shift, from 1 to 0, where that is no digit.
    const ROWS: [(&str, [char; 10]); 6] = [
        ("fr", ['&', 'é', '"', '\'', '(', '-', 'è', '_', 'ç', 'à']),
        ("be", ['&', 'é', '"', '\'', '(', '§', 'è', '!', 'ç', 'à']),
        ("cs", ['+', 'ě', 'š', 'č', 'ř', 'ž', 'ý', 'á', 'í', 'é']),
        ("sk", ['+', 'ľ', 'š', 'č', 'ť', 'ž', 'ý', 'á', 'í', 'é']),
        ("lt", ['ą', 'č', 'ę', 'ė', 'į', 'š', 'ų', 'ū', '„', '“']),
        ("fr-bepo", ['"', '«', '»', '(', ')', '@', '+', '-', '/', '*']),
    ];

    #[test]
    fn while_a_number_is_typed_the_row_of_digits_types_digits_on_every_keyboard() {
        let physical = [
            Key::Num1,
            Key::Num2,
            Key::Num3,
            Key::Num4,
            Key::Num5,
            Key::Num6,
            Key::Num7,
            Key::Num8,
            Key::Num9,
            Key::Num0,
        ];
        let typing = Situation { typing: true, ..LIVE };
        let own = |sign: char| match sign {
            '+' => Some(Command::NotesLarger),
            '-' => Some(Command::NotesSmaller),
            '/' => Some(Command::Overview),
            _ => None,
        };
        for (layout, row) in ROWS {
            for (at, (sign, physical)) in row.into_iter().zip(physical).enumerate() {
                let key = Key::from_name(&sign.to_string()).unwrap_or(physical);
                let press = Press { physical: Some(physical), ..Press::of(key) };
                let typed = Some(Command::Digit(((at + 1) % 10) as u8));
                let mut keyboard = Keyboard::default();
                assert_eq!(pressed(&mut keyboard, press, Duration::ZERO, typing), typed, "{sign} on {layout}");
                let begun = pressed(&mut keyboard, press, Duration::ZERO, LIVE);
                assert_eq!(begun, own(sign).or(typed), "{sign} begins on {layout}");
                // The digit itself, which these need Shift for, has its own name.
                let shifted = Press { key: physical, modifiers: Modifiers::SHIFT, ..press };
                assert_eq!(pressed(&mut keyboard, shifted, Duration::ZERO, LIVE), typed, "{layout}");
            }
        }
    }

    #[test]
    fn signs_above_digits_stay_signs_where_the_digits_need_no_shift() {
        let mut keyboard = Keyboard::default();
        let typing = Situation { typing: true, ..LIVE };
        // On a German keyboard the search's sign is above the 7.
        let slash = Press { physical: Some(Key::Num7), modifiers: Modifiers::SHIFT, ..Press::of(Key::Slash) };
        assert_eq!(pressed(&mut keyboard, slash, Duration::ZERO, typing), Some(Command::Overview));
        let wished = crate::settings::read("[keys]\nletters = false", "settings.toml").settings.keys;
        let mut bare = Keyboard::new(Arc::new(Keymap::new(&wished).value));
        let quote = Press { physical: Some(Key::Num4), ..Press::of(Key::Quote) };
        assert_eq!(pressed(&mut bare, quote, Duration::ZERO, typing), None, "where no character is a key, none is");
    }

    #[test]
    fn letters_are_words_in_the_list_of_commands_also_where_its_field_has_no_focus() {
        let list = Situation { place: Place::Commands, typing: true, ..LIVE };
        for key in [Key::O, Key::B, Key::Q, Key::S, Key::W] {
            assert_eq!(command(key, NONE, list), None, "{key:?}");
        }
        // The menu has no field, and hears a clicker's black.
        assert_eq!(command(Key::B, NONE, Situation { typing: false, ..list }), Some(Command::Black));
    }

    #[test]
    fn a_clickers_start_button_does_no_harm() {
        assert_eq!(command(Key::F5, NONE, LIVE), Some(Command::Start));
        assert_eq!(command(Key::Escape, NONE, LIVE), Some(Command::Leave));
        assert_eq!(command(Key::Period, NONE, LIVE), Some(Command::Black));
        assert_eq!(command(Key::PageDown, NONE, LIVE), Some(Command::NextStep));
    }

    #[test]
    fn a_held_key_moves_four_times_a_second_and_toggles_once() {
        let mut keyboard = Keyboard::default();
        let mut hold = |key, repeat, ms| {
            pressed(&mut keyboard, Press { repeat, ..Press::of(key) }, Duration::from_millis(ms), LIVE)
        };
        assert_eq!(hold(Key::B, false, 0), Some(Command::Black));
        assert_eq!(hold(Key::B, true, 500), None);
        let moved = (0..=100).filter(|i| hold(Key::ArrowRight, *i > 0, 1000 + i * 10).is_some()).count();
        assert_eq!(moved, 5, "at 0, 250, 500, 750 and 1000 ms");
        assert_eq!(hold(Key::ArrowRight, false, 2001), Some(Command::NextStep), "a fresh press always counts");
    }
}
