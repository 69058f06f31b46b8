//! The one table of keys as the program brings them, and what a press means while it is held or repeated.
//! `keymap` turns it into the keys in force; help page and tooltips are written from those.
//!
//! Clickers send PageUp and PageDown, `.` or `b`, and a button that alternates F5 and Esc. None of them may do harm:
//! F5 begins a talk; once it runs, F5 only brings the slide back after black or white. Esc leaves one state.
//! On a layout without Latin letters egui already names the physical key, so letters need no second look here.

use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{Key, Modifiers};

use crate::show::command::Command;
use crate::show::view::View;

use super::keymap::Keymap;

/// A held key moves at most this often.
const HELD_MOVE: Duration = Duration::from_millis(250);

/// What a row of the table does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    Command(Command),
    /// The digit on the key, toward a slide number.
    Digit,
}

/// Where a row stands on the help page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Slides,
    Stage,
    Pointing,
    Notes,
    Time,
    Program,
}

impl Group {
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Slides, "Slides"),
        (Self::Stage, "Stage"),
        (Self::Pointing, "Pointing and drawing"),
        (Self::Notes, "Notes"),
        (Self::Time, "Time"),
        (Self::Program, "Program"),
    ];
}

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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chord {
    pub key: Key,
    pub with: With,
}

pub struct Binding {
    pub does: Does,
    pub keys: &'static [Chord],
    pub group: Group,
    /// One or two words for a button.
    pub name: &'static str,
    pub words: &'static str,
}

const fn plain(key: Key) -> Chord {
    Chord { key, with: With::Nothing }
}

const fn shift(key: Key) -> Chord {
    Chord { key, with: With::Shift }
}

const fn ctrl(key: Key) -> Chord {
    Chord { key, with: With::Ctrl }
}

const fn ctrl_shift(key: Key) -> Chord {
    Chord { key, with: With::CtrlShift }
}

const fn alt(key: Key) -> Chord {
    Chord { key, with: With::Alt }
}

const fn sign(key: Key) -> Chord {
    Chord { key, with: With::MaybeShift }
}

macro_rules! row {
    ($does:expr, $group:ident, $name:literal, [$($key:expr),*], $words:literal) => {
        Binding { does: $does, keys: &[$($key),*], group: Group::$group, name: $name, words: $words }
    };
}

use Does::Command as Do;

/// Every key there is. Each command stands here once.
#[rustfmt::skip]
pub const BINDINGS: &[Binding] = &[
    row!(Do(Command::NextStep), Slides, "Next",
        [plain(Key::ArrowRight), plain(Key::ArrowDown), plain(Key::PageDown), plain(Key::Space), plain(Key::Enter), plain(Key::N)],
        "Next step"),
    row!(Do(Command::PreviousStep), Slides, "Previous",
        [plain(Key::ArrowLeft), plain(Key::ArrowUp), plain(Key::PageUp), plain(Key::Backspace), shift(Key::Space), plain(Key::P)],
        "Previous step"),
    row!(Do(Command::NextSlide), Slides, "Next slide",
        [shift(Key::ArrowRight), shift(Key::PageDown), shift(Key::Enter), shift(Key::N)],
        "Next slide, past the remaining steps"),
    row!(Do(Command::PreviousSlide), Slides, "Previous slide",
        [shift(Key::ArrowLeft), shift(Key::PageUp), shift(Key::Backspace), shift(Key::P)],
        "Previous slide"),
    row!(Do(Command::FirstSlide), Slides, "First", [plain(Key::Home)], "First slide"),
    row!(Do(Command::LastSlide), Slides, "Last", [plain(Key::End)], "Last slide"),
    row!(Does::Digit, Slides, "Number",
        [sign(Key::Num0), sign(Key::Num1), sign(Key::Num2), sign(Key::Num3), sign(Key::Num4),
         sign(Key::Num5), sign(Key::Num6), sign(Key::Num7), sign(Key::Num8), sign(Key::Num9)],
        "Number of a slide, then Enter"),
    row!(Do(Command::GoTyped), Slides, "Go", [plain(Key::G)], "Go to the number typed, or overview"),
    row!(Do(Command::Overview), Slides, "Overview",
        [plain(Key::O), plain(Key::Tab), sign(Key::Slash), ctrl(Key::F)], "All slides: type to search, Enter to go"),
    row!(Do(Command::Back), Slides, "Back",
        [alt(Key::ArrowLeft)], "Back to where you jumped from"),
    row!(Do(Command::SkipOptional), Slides, "Skip optional", [plain(Key::K)], "To the next slide that is not optional"),
    row!(Do(Command::Black), Stage, "Black", [plain(Key::B), sign(Key::Period)], "Black stage, or back"),
    row!(Do(Command::White), Stage, "White", [plain(Key::W), sign(Key::Comma)], "White stage, or back"),
    row!(Do(Command::Freeze), Stage, "Freeze", [plain(Key::F)], "Hold the stage, or let go"),
    row!(Do(Command::Captions), Stage, "Captions", [plain(Key::C), plain(Key::J)], "Captions on or off"),
    row!(Do(Command::CaptionLanguage), Stage, "Language", [shift(Key::C)], "Next caption language"),
    row!(Do(Command::CaptionSource), Stage, "Source", [plain(Key::I)], "Captions: scripted, live if there are any, off"),
    row!(Do(Command::CaptionPlace), Stage, "Place", [plain(Key::U)], "Captions under the slide, at its foot, at its head"),
    row!(Do(Command::CaptionsLarger), Stage, "Larger captions", [ctrl(Key::Plus), ctrl(Key::Equals)], "Larger captions"),
    row!(Do(Command::CaptionsSmaller), Stage, "Smaller captions", [ctrl(Key::Minus)], "Smaller captions"),
    row!(Do(Command::CaptionsReset), Stage, "Usual captions", [shift(Key::U)], "Captions at their usual size"),
    row!(Do(Command::NextCaption), Stage, "Next caption", [plain(Key::M)], "Next caption of this step"),
    row!(Do(Command::PreviousCaption), Stage, "Previous caption", [shift(Key::M)], "Previous caption of this step"),
    row!(Do(Command::Fullscreen), Stage, "Full screen", [plain(Key::F11)], "Full screen for this window, or not"),
    row!(Do(Command::SwapScreens), Stage, "Swap screens", [plain(Key::X), plain(Key::F6)], "Swap stage and console"),
    row!(Do(Command::Screens), Stage, "Screens", [shift(Key::X)], "Pick the stage's screen"),
    row!(Do(Command::WindowedStage), Stage, "Window", [shift(Key::W)], "Stage in a window to share, or back"),
    row!(Do(Command::HideStage), Stage, "Hide", [plain(Key::H)], "Hide the stage, or show it"),
    row!(Do(Command::Laser), Pointing, "Laser", [plain(Key::L)], "Laser pointer"),
    row!(Do(Command::Spotlight), Pointing, "Spotlight", [shift(Key::L)], "Spotlight; the wheel changes its size"),
    row!(Do(Command::Zoom), Pointing, "Zoom", [plain(Key::Z)], "Drag to enlarge a part; again: back"),
    row!(Do(Command::Pen), Pointing, "Pen", [plain(Key::D)], "Pen"),
    row!(Do(Command::Eraser), Pointing, "Eraser", [shift(Key::D)], "Eraser"),
    row!(Do(Command::ClearInk), Pointing, "Clear", [plain(Key::E)], "Take all ink off the slide"),
    row!(Do(Command::Undo), Pointing, "Undo", [ctrl(Key::Z)], "Take back the last change of ink"),
    row!(Do(Command::Redo), Pointing, "Redo", [ctrl(Key::Y), ctrl_shift(Key::Z)], "Bring it back"),
    row!(Do(Command::Notes), Notes, "Notes", [plain(Key::S)], "On one screen: notes or slide"),
    row!(Do(Command::NotesLarger), Notes, "Larger", [sign(Key::Plus), sign(Key::Equals)], "Larger notes"),
    row!(Do(Command::NotesSmaller), Notes, "Smaller", [sign(Key::Minus)], "Smaller notes"),
    row!(Do(Command::NotesReset), Notes, "Usual size", [ctrl(Key::Num0)], "Notes at their usual size"),
    row!(Do(Command::NotesUp), Notes, "Up", [shift(Key::ArrowUp)], "Scroll notes up"),
    row!(Do(Command::NotesDown), Notes, "Down", [shift(Key::ArrowDown)], "Scroll notes down"),
    row!(Do(Command::Teleprompter), Notes, "Teleprompter", [plain(Key::Y)], "Your words in large type, rolling"),
    row!(Do(Command::TeleprompterHold), Notes, "Hold", [shift(Key::Y)], "Stop the teleprompter, or go on"),
    row!(Do(Command::TeleprompterFaster), Notes, "Faster", [alt(Key::ArrowUp)], "Faster teleprompter"),
    row!(Do(Command::TeleprompterSlower), Notes, "Slower", [alt(Key::ArrowDown)], "Slower teleprompter"),
    row!(Do(Command::TeleprompterScript), Notes, "Captions in it", [], "Teleprompter: notes or captions"),
    row!(Do(Command::TeleprompterMirror), Notes, "Mirror", [], "Teleprompter: mirrored, for a pane of glass"),
    row!(Do(Command::TeleprompterTurn), Notes, "Turn", [], "Teleprompter: on its head"),
    row!(Do(Command::Arrangement), Notes, "Layout", [plain(Key::V)], "Balanced, notes first, or slides only"),
    row!(Do(Command::ConsoleTheme), Notes, "Light", [ctrl(Key::L)], "Light or dark console"),
    row!(Do(Command::Start), Time, "Start", [plain(Key::F5)], "Start at the first slide; once begun: show it"),
    row!(Do(Command::StartHere), Time, "Start here", [shift(Key::F5)], "Start at this slide; once begun: show it"),
    row!(Do(Command::AutoAdvance), Time, "Auto", [plain(Key::A)], "Go on by itself, by the expected times"),
    row!(Do(Command::TimerToggle), Time, "Timer", [plain(Key::T)], "Start the talk's time, or pause it for questions"),
    row!(Do(Command::TimerReset), Time, "Reset", [shift(Key::T)], "Time back to zero; again: undo"),
    row!(Do(Command::TimerMode), Time, "Mode", [ctrl(Key::T)], "Time spent, time left, or end time"),
    row!(Do(Command::TakeAgain), Time, "Take again", [plain(Key::R)], "In a rehearsal: this slide again, with its time"),
    row!(Do(Command::RecordingMark), Time, "Recording", [ctrl(Key::M)], "Mark that a recording begins, or is over"),
    row!(Do(Command::Report), Time, "Report", [shift(Key::R)], "How this take went, and those before it"),
    row!(Do(Command::StageCheck), Program, "Stage check", [ctrl(Key::K)], "Test cards, and what is to be fixed"),
    row!(Do(Command::Help), Program, "Help", [sign(Key::Questionmark), plain(Key::F1)], "This page"),
    row!(Do(Command::Export), Program, "Export", [ctrl(Key::E)], "Save the deck for others"),
    row!(Do(Command::Clicker), Program, "Clicker", [ctrl(Key::G)], "What a clicker's buttons do; teach them"),
    row!(Do(Command::Reload), Program, "Reload", [ctrl(Key::R)], "Read the deck again"),
    row!(Do(Command::Leave), Program, "Leave", [plain(Key::Escape)], "Leave one state; never quits"),
    row!(Do(Command::AskQuit), Program, "Quit", [plain(Key::Q)], "Ask to quit"),
    row!(Do(Command::ConfirmQuit), Program, "Yes, end it", [], "Enter, once asked: quit"),
    row!(Do(Command::Quit), Program, "Quit now", [ctrl(Key::Q)], "Quit at once"),
];

/// What a press means depends on this little.
#[derive(Clone, Copy, Debug)]
pub struct Situation {
    pub typing: bool,
    pub asking_quit: bool,
}

impl Situation {
    /// No talk is running.
    pub const IDLE: Self = Self { typing: false, asking_quit: false };

    #[must_use]
    pub fn of(view: &View) -> Self {
        Self { typing: view.typed.is_some(), asking_quit: view.asking_quit }
    }
}

/// One press as a window got it.
#[derive(Clone, Copy, Debug)]
pub struct Press {
    pub key: Key,
    /// Where the key lies, by the name that it has on an American keyboard.
    pub physical: Option<Key>,
    pub modifiers: Modifiers,
    pub repeat: bool,
}

impl Press {
    /// A key that says what it is, with nothing held.
    #[cfg(test)]
    pub fn of(key: Key) -> Self {
        Self { key, physical: Some(key), modifiers: Modifiers::NONE, repeat: false }
    }
}

/// Presses → commands, holding back what a held key repeats.
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

    /// The command for a press at `now` (time since the program's start).
    pub fn press(&mut self, press: Press, now: Duration, situation: Situation) -> Option<Command> {
        let key = self.keymap.meant(press, situation);
        let command = self.keymap.command(key, press.modifiers, situation)?;
        if press.repeat && !may_repeat(command) {
            return None;
        }
        if moves(command) {
            let soon = self.last_move.is_some_and(|last| now.saturating_sub(last) < HELD_MOVE);
            if press.repeat && soon {
                return None;
            }
            self.last_move = Some(now);
        }
        Some(command)
    }
}

fn moves(command: Command) -> bool {
    matches!(command, Command::NextStep | Command::PreviousStep | Command::NextSlide | Command::PreviousSlide)
}

fn may_repeat(command: Command) -> bool {
    moves(command)
        || matches!(command, Command::NotesUp | Command::NotesDown | Command::NotesLarger | Command::NotesSmaller)
        || matches!(command, Command::CaptionsLarger | Command::CaptionsSmaller)
        || matches!(command, Command::TeleprompterFaster | Command::TeleprompterSlower)
        || matches!(command, Command::Undo | Command::Redo)
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
                With::Ctrl => {
                    ctrl && !held.alt && (!held.shift || super::keymap::digit(key).is_some() || key == Key::Plus)
                }
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

#[cfg(test)]
mod tests {
    use super::*;

    const LIVE: Situation = Situation::IDLE;
    const NONE: Modifiers = Modifiers::NONE;

    fn command(key: Key, modifiers: Modifiers, situation: Situation) -> Option<Command> {
        Keymap::default().command(key, modifiers, situation)
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
    fn every_key_is_named_in_the_tour() {
        let tour = include_str!("../../../decks/tour/deck.toml").replace('\u{a0}', " ");
        let named = |cap: String| {
            let spelt = [("→", "Right"), ("←", "Left"), ("↑", "Up"), ("↓", "Down")];
            let cap = spelt.iter().fold(cap, |cap, (sign, word)| cap.replace(sign, word));
            tour.contains(&format!("**{cap}**"))
        };
        let rows = BINDINGS.iter().filter(|row| !row.keys.is_empty());
        let missing = rows.filter(|row| !row.keys.iter().any(|key| named(key.cap()))).map(|row| row.words);
        assert_eq!(missing.collect::<Vec<_>>(), Vec::<&str>::new(), "the tour has no key for these");
    }

    #[test]
    fn no_press_means_two_things() {
        let held = [NONE, Modifiers::SHIFT, Modifiers::CTRL, Modifiers::CTRL | Modifiers::SHIFT, Modifiers::ALT];
        for key in Key::ALL {
            for modifiers in held {
                let rows = BINDINGS.iter().flat_map(|row| row.keys).filter(|chord| chord.matches(*key, modifiers));
                assert!(rows.count() <= 1, "{key:?} with {modifiers:?}");
            }
        }
    }

    #[test]
    fn every_row_has_words_and_every_command_one_row() {
        for (at, row) in BINDINGS.iter().enumerate() {
            assert!(!row.words.is_empty() && !row.name.is_empty(), "{:?}", row.does);
            assert!(BINDINGS[at + 1..].iter().all(|other| other.does != row.does), "{:?}", row.does);
        }
    }

    #[test]
    fn digits_are_typed_and_enter_goes_there() {
        assert_eq!(command(Key::Num7, NONE, LIVE), Some(Command::Digit(7)));
        assert_eq!(command(Key::Num0, Modifiers::SHIFT, LIVE), Some(Command::Digit(0)));
        assert_eq!(command(Key::Num0, Modifiers::CTRL, LIVE), Some(Command::NotesReset));
        assert_eq!(command(Key::Enter, NONE, LIVE), Some(Command::NextStep));
        assert_eq!(command(Key::Enter, NONE, Situation { typing: true, ..LIVE }), Some(Command::GoTyped));
        assert_eq!(command(Key::Enter, NONE, Situation { asking_quit: true, ..LIVE }), Some(Command::ConfirmQuit));
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
                assert_eq!(keyboard.press(press, Duration::ZERO, typing), typed, "{sign} on {layout}");
                let begun = keyboard.press(press, Duration::ZERO, LIVE);
                assert_eq!(begun, own(sign).or(typed), "{sign} begins on {layout}");
                // The digit itself, which these need Shift for, has its own name.
                let shifted = Press { key: physical, modifiers: Modifiers::SHIFT, ..press };
                assert_eq!(keyboard.press(shifted, Duration::ZERO, LIVE), typed, "{layout}");
            }
        }
    }

    #[test]
    fn signs_above_digits_stay_signs_where_the_digits_need_no_shift() {
        let mut keyboard = Keyboard::default();
        let typing = Situation { typing: true, ..LIVE };
        // On a German keyboard the search's sign is above the 7.
        let slash = Press { physical: Some(Key::Num7), modifiers: Modifiers::SHIFT, ..Press::of(Key::Slash) };
        assert_eq!(keyboard.press(slash, Duration::ZERO, typing), Some(Command::Overview));
        let wished = crate::settings::read("[keys]\nletters = false", "settings.toml").settings.keys;
        let mut bare = Keyboard::new(Arc::new(Keymap::new(&wished).value));
        let quote = Press { physical: Some(Key::Num4), ..Press::of(Key::Quote) };
        assert_eq!(bare.press(quote, Duration::ZERO, typing), None, "where no character is a key, none is");
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
        let mut hold =
            |key, repeat, ms| keyboard.press(Press { repeat, ..Press::of(key) }, Duration::from_millis(ms), LIVE);
        assert_eq!(hold(Key::B, false, 0), Some(Command::Black));
        assert_eq!(hold(Key::B, true, 500), None);
        let moved = (0..=100).filter(|i| hold(Key::ArrowRight, *i > 0, 1000 + i * 10).is_some()).count();
        assert_eq!(moved, 5, "at 0, 250, 500, 750 and 1000 ms");
        assert_eq!(hold(Key::ArrowRight, false, 2001), Some(Command::NextStep), "a fresh press always counts");
    }
}
