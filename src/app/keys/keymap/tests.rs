//! The keys in force, as somebody might change them.

use proptest::prelude::*;

use super::*;
use crate::app::keys::does::WindowCommand;
use crate::settings::read;

const NONE: Modifiers = Modifiers::NONE;

fn keymap(keys: &str) -> Checked<Keymap> {
    let read = read(&format!("[keys]\n{keys}"), "settings.toml");
    assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
    Keymap::new(&read.settings.keys)
}

fn press(keymap: &Keymap, key: Key, modifiers: Modifiers) -> Option<Does> {
    keymap.does(Press { modifiers, ..Press::of(key) }, Situation::TALK)
}

fn talk(command: Command) -> Option<Does> {
    Some(Does::Talk(command))
}

#[test]
fn a_wish_gives_a_command_other_keys_and_takes_them_from_others() {
    let made = keymap("black = [\"F8\", \"F\", \"shift+page down\"]\nreload = \"Ctrl+L\"\nstart = []");
    assert_eq!(made.diagnostics.len(), 1, "`page down` is one word: {:?}", made.diagnostics);
    let made = keymap("black = [\"F8\", \"F\", \"shift+pagedown\", \"Ctrl++\"]\nreload = \"Ctrl+L\"\nstart = []");
    assert!(made.diagnostics.is_empty(), "{:?}", made.diagnostics);
    let keys = made.value;
    for (key, held) in
        [(Key::F8, NONE), (Key::F, NONE), (Key::PageDown, Modifiers::SHIFT), (Key::Plus, Modifiers::CTRL)]
    {
        assert_eq!(press(&keys, key, held), talk(Command::Black), "{key:?}");
    }
    assert_eq!(press(&keys, Key::B, NONE), None);
    assert_eq!(press(&keys, Key::L, Modifiers::CTRL), Some(Does::Window(WindowCommand::Reload)));
    assert_eq!(press(&keys, Key::R, Modifiers::CTRL), None);
    assert_eq!(press(&keys, Key::ArrowRight, Modifiers::SHIFT), talk(Command::NextSlide));
    assert_eq!(keys.cap(Command::Black).as_deref(), Some("F8"));
    assert_eq!(keys.cap(Command::Freeze), None, "black took its only key");
}

#[test]
fn without_letters_no_character_does_anything() {
    let keys = keymap("letters = false\nfreeze = \"h\"").value;
    for key in Key::ALL.iter().filter(|key| is_character(Chord { key: **key, with: With::Nothing })) {
        for held in [NONE, Modifiers::SHIFT] {
            let wished = (*key == Key::H && held == NONE).then_some(Does::Talk(Command::Freeze));
            assert_eq!(press(&keys, *key, held), wished, "{key:?}");
        }
    }
    assert_eq!(press(&keys, Key::Space, NONE), talk(Command::NextStep));
    assert_eq!(press(&keys, Key::T, Modifiers::CTRL), talk(Command::TimerMode));
}

#[test]
fn each_fault_is_told_with_a_remedy_and_the_usual_keys_stay() {
    let faults = [
        ("blak = \"F8\"", "no command is called `blak`", "Did you mean `black`?"),
        ("black = \"Pagedwn\"", "there is no key called `Pagedwn`", "Did you mean `PageDown`?"),
        ("black = \"Hyper+B\"", "there is no `Hyper` to hold", "Shift, Ctrl or Alt"),
        ("black = \"Alt+Shift+B\"", "don't go together", "one of Shift, Ctrl and Alt"),
        ("black = \"Esc\"", "always leaves", "another key"),
        ("black = \"ctrl+q\"", "always leaves", "another key"),
        ("black = \"7\"", "types the number", "another key"),
        ("black = \"Ctrl+V\"", "clipboard", "another key"),
        ("black = \"\"", "no key", "F8"),
    ];
    for (text, message, hint) in faults {
        let made = keymap(text);
        let [finding] = &made.diagnostics[..] else { panic!("{text}: {:?}", made.diagnostics) };
        assert!(finding.message.contains(message), "{text}: {}", finding.message);
        assert!(finding.hints[0].contains(hint), "{text}: {:?}", finding.hints);
        assert!(finding.span.is_some());
        assert_eq!(press(&made.value, Key::B, NONE), talk(Command::Black), "{text}");
    }
    let made = keymap("black = [\"F8\", \"h\"]\nwhite = [\"H\", \"F9\"]");
    assert_eq!(made.diagnostics.len(), 1);
    assert!(made.diagnostics[0].message.contains("already the key for `black`"));
    assert_eq!(press(&made.value, Key::F9, NONE), talk(Command::White));
}

#[test]
fn a_talk_can_always_be_left() {
    let keys = keymap("letters = false\nquit = [\"F10\"]\nleave = []").value;
    assert_eq!(press(&keys, Key::Q, Modifiers::CTRL), talk(Command::Quit));
    assert_eq!(press(&keys, Key::F10, NONE), talk(Command::Quit));
    assert_eq!(press(&keys, Key::Escape, NONE), talk(Command::Leave));
}

#[test]
fn every_printed_key_can_be_written_in_the_settings() {
    for row in Keymap::default().rows() {
        for chord in &row.keys {
            assert_eq!(parse(&chord.cap().replace(' ', "+")).ok(), Some(*chord), "{}", chord.cap());
        }
    }
}

/// What settings files have: none of these may ever change its name or go.
const NAMES: &str = "next-step previous-step next-slide previous-slide first-slide last-slide go-typed overview back \
    skip-optional black white freeze captions caption-language caption-source caption-place \
    captions-larger captions-smaller captions-reset next-caption previous-caption fullscreen \
    swap-screens screens windowed-stage hide-stage laser spotlight zoom pen eraser clear-ink undo redo \
    notes notes-larger notes-smaller notes-reset notes-up notes-down teleprompter teleprompter-hold \
    teleprompter-faster teleprompter-slower teleprompter-script teleprompter-mirror teleprompter-turn \
    arrangement console-theme start start-here auto-advance timer-toggle timer-reset timer-mode \
    take-again recording-mark report findings stage-check help export clicker reload leave ask-quit quit";

#[test]
fn the_names_in_settings_stay() {
    let names: Vec<&str> = Keymap::default().rows.iter().filter_map(Row::name).collect();
    for name in NAMES.split_whitespace() {
        assert!(names.contains(&name), "{name} stands in somebody's settings");
    }
    for name in &names {
        assert_eq!(names.iter().filter(|other| *other == name).count(), 1, "{name} is one command");
    }
}

#[test]
fn the_table_is_aligned_and_has_every_row() {
    let table = Keymap::default().table();
    assert_eq!(table.lines().filter(|line| line.starts_with("  ")).count(), BINDINGS.len());
    let starts = |line: &str, words: &str| line[..line.find(words).expect("the words")].chars().count();
    let lines: Vec<&str> = table.lines().collect();
    let at = |name: &str, words: &str| {
        let line = lines.iter().find(|line| line.contains(name)).expect("the row");
        starts(line, words)
    };
    assert_eq!(at("next-step", "next-step"), at("fullscreen", "fullscreen"));
    assert_eq!(at("next-step", "Next step"), at("fullscreen", "Full screen"));
}

/// The places that pages have.
const PLACES: [Place; 10] = [
    Place::Question,
    Place::Overview,
    Place::Help,
    Place::Check,
    Place::Export,
    Place::Report,
    Place::Screens,
    Place::Clicker,
    Place::Faulty,
    Place::Library,
];

fn on(place: Place) -> Situation {
    Situation { place, ..Situation::TALK }
}

fn held(chord: Chord) -> Modifiers {
    match chord.with {
        With::Nothing | With::MaybeShift => NONE,
        With::Shift => Modifiers::SHIFT,
        With::Ctrl => Modifiers::CTRL,
        With::CtrlShift => Modifiers::CTRL | Modifiers::SHIFT,
        With::Alt => Modifiers::ALT,
    }
}

fn asked(keymap: &Keymap, chord: Chord, place: Place) -> Option<Does> {
    let press = Press { modifiers: held(chord), physical: None, ..Press::of(chord.key) };
    keymap.does(press, on(place))
}

/// Settings as somebody might write them: names of the table with keys of all kinds, and sometimes no letters.
fn any_keys() -> impl Strategy<Value = (bool, Vec<(&'static str, String)>)> {
    let names: Vec<&str> = BINDINGS.iter().map(|row| row.id).filter(|id| !id.is_empty()).collect();
    let chord = prop_oneof![
        "F([1-9]|1[0-2])",
        "(Ctrl|Alt|Shift)\\+F[1-9]",
        "[a-z]",
        "(Ctrl|Alt)\\+[abd-uwyz]",
        proptest::sample::select(vec!["Home", "PageDown", "Delete", "Space", "Enter", "Shift+Up", "?", "."])
            .prop_map(str::to_owned),
    ];
    (any::<bool>(), prop::collection::vec((proptest::sample::select(names), chord), 0..8))
}

fn made((letters, remaps): &(bool, Vec<(&'static str, String)>)) -> (Keymap, Vec<(&'static str, Chord)>) {
    let mut keys = Keys { letters: *letters, remaps: Vec::new() };
    let span = crate::diagnostic::Span::new(0, 0..0);
    for (name, chord) in remaps {
        if keys.remaps.iter().all(|remap| remap.command != *name) {
            let chords = vec![(chord.clone(), span)];
            keys.remaps.push(Remap { command: (*name).to_owned(), span, chords });
        }
    }
    let keymap = Keymap::new(&keys).value;
    let row = |name: &str| keymap.rows.iter().find(|row| row.name() == Some(name)).expect("a name of the table");
    let wished = remaps.iter().filter_map(|(name, chord)| {
        let chord = parse(chord).ok()?;
        row(name).keys.contains(&chord).then_some((*name, chord))
    });
    let wished = wished.collect();
    (keymap, wished)
}

proptest! {
    #[test]
    fn what_is_listed_is_what_acts_on_each_page(keys in any_keys()) {
        let (keymap, _) = made(&keys);
        for row in keymap.rows() {
            let place = if row.place() == Place::Page { Place::Help } else { row.place() };
            for chord in &row.keys {
                let does = row.binding.does.with_digit(digit(chord.key));
                prop_assert_eq!(asked(&keymap, *chord, place), Some(does), "{} in {:?}", chord.cap(), place);
            }
        }
    }

    #[test]
    fn no_press_has_two_rows_in_one_place(keys in any_keys()) {
        let (keymap, _) = made(&keys);
        for row in keymap.rows() {
            for chord in &row.keys {
                let others = keymap.rows().iter().filter(|other| other.place() == row.place());
                let same = others.filter(|other| other.keys.iter().any(|key| overlap(*key, *chord)));
                prop_assert_eq!(same.count(), 1, "{}", chord.cap());
            }
        }
    }

    #[test]
    fn without_letters_only_letters_that_were_asked_for_do_anything_anywhere(keys in any_keys()) {
        let (keymap, wished) = made(&(false, keys.1));
        for place in PLACES.into_iter().chain([Place::Talk]) {
            for key in Key::ALL {
                for modifiers in [NONE, Modifiers::SHIFT] {
                    let Some(chord) = chord::of(*key, modifiers).filter(|chord| is_character(*chord)) else {
                        continue;
                    };
                    let press = Press { modifiers, ..Press::of(*key) };
                    if let Some(does) = keymap.does(press, on(place)) {
                        let asked_for = wished.iter().any(|(_, wish)| overlap(*wish, chord));
                        prop_assert!(asked_for, "{key:?} does {does:?} in {place:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_remapped_key_acts_in_its_place(keys in any_keys()) {
        let (keymap, wished) = made(&keys);
        for (name, chord) in wished {
            let row = keymap.rows().iter().find(|row| row.name() == Some(name)).expect("a name of the table");
            let place = if row.place() == Place::Page { Place::Help } else { row.place() };
            prop_assert_eq!(asked(&keymap, chord, place), Some(row.binding.does), "{} for {}", chord.cap(), name);
        }
    }

    #[test]
    fn every_page_and_the_talk_can_be_left(keys in any_keys()) {
        let (keymap, _) = made(&keys);
        let esc = Chord { key: Key::Escape, with: With::Nothing };
        let quit = Chord { key: Key::Q, with: With::Ctrl };
        for place in PLACES {
            prop_assert_eq!(asked(&keymap, esc, place), Some(Does::Page(PageKey::Close)), "{:?}", place);
            prop_assert_eq!(asked(&keymap, quit, place), talk(Command::Quit), "{:?}", place);
            let shut = Situation { shut: true, ..on(place) };
            let press = Press { modifiers: Modifiers::CTRL, ..Press::of(Key::Q) };
            prop_assert_eq!(keymap.does(press, shut), talk(Command::Quit), "{:?}, where nothing goes on", place);
        }
        prop_assert_eq!(asked(&keymap, esc, Place::Talk), talk(Command::Leave));
    }
}
