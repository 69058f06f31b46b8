//! The table of keys and the speaker's own wishes → the keys in force, and what is wrong with the wishes.
//!
//! Invariant: Esc leaves and Ctrl+Q quits, whatever is wished for.

use std::sync::Arc;

use eframe::egui::{Context, Id, Key, Modifiers};

use crate::diagnostic::{Checked, Diagnostic, closest, did_you_mean};
use crate::settings::{Keys, Remap, SETTINGS};
use crate::show::command::Command;

use super::chord::{self, Chord, With, chooses, digit, is_character, overlap, parse};
use super::does::{Does, PageKey};
use super::keyboard::{Press, Situation};
use super::table::{BINDINGS, Binding, Group, Place};

/// A row of the table with the keys that it has now.
#[derive(Clone)]
pub struct Row {
    pub binding: &'static Binding,
    pub keys: Vec<Chord>,
}

/// The keys in force. No press means two things in one place.
#[derive(Clone)]
pub struct Keymap {
    rows: Vec<Row>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self { rows: BINDINGS.iter().map(|binding| Row { binding, keys: binding.keys.to_vec() }).collect() }
    }
}

impl std::fmt::Debug for Keymap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.table())
    }
}

/// A talk and a page must always be left: these keys nobody takes.
const RESERVED: [(Does, Chord); 3] = [
    (Does::Talk(Command::Leave), Chord { key: Key::Escape, with: With::Nothing }),
    (Does::Page(PageKey::Close), Chord { key: Key::Escape, with: With::Nothing }),
    (Does::Talk(Command::Quit), Chord { key: Key::Q, with: With::Ctrl }),
];

impl Keymap {
    /// The table with what the settings change in it. What cannot be done is told, and the usual keys stay.
    #[must_use]
    pub fn new(wished: &Keys) -> Checked<Self> {
        let mut keymap = Self::default();
        if !wished.letters {
            keymap.rows.iter_mut().for_each(|row| row.keys.retain(|chord| !is_character(*chord)));
        }
        let mut wishes = Wishes::default();
        for remap in &wished.remaps {
            let Some(at) = keymap.rows.iter().position(|row| row.name() == Some(remap.command.as_str())) else {
                wishes.unknown(remap);
                continue;
            };
            let chords = wishes.chords(remap, &keymap.rows[at]);
            // A wish of which nothing can be used changes nothing.
            if !chords.is_empty() || remap.chords.is_empty() {
                keymap.rows[at].keys = keymap.rows[at].reserved().into_iter().chain(chords).collect();
                wishes.done.push(at);
            }
        }
        for (_, row) in keymap.rows.iter_mut().enumerate().filter(|(at, _)| !wishes.done.contains(at)) {
            let (place, taken) = (row.place(), &wishes.taken);
            row.keys.retain(|chord| !taken.iter().any(|it| it.place == place && overlap(it.chord, *chord)));
        }
        Checked { value: keymap, diagnostics: wishes.findings }
    }

    /// What a press asks for: of the page on top, else, if that needs no such key, of the talk under it.
    #[must_use]
    pub fn does(&self, press: Press, situation: Situation) -> Option<Does> {
        let (key, held) = (self.meant(press, situation), press.modifiers);
        if situation.place == Place::Talk && situation.typing && key == Key::Enter && held.is_none() {
            return Some(Does::Talk(Command::GoTyped));
        }
        let row = self.row_for(key, held, situation)?;
        Some(row.binding.does.with_digit(digit(key)))
    }

    /// The key that a press stands for. Some keyboards have their digits above signs and letters: there the row of digits
    /// types digits while a number is being typed, and begins one where the sign is no key of its own.
    fn meant(&self, press: Press, situation: Situation) -> Key {
        let row = |key: Key| self.row_for(key, press.modifiers, situation);
        let counts = |key: Key| digit(key).is_some() && row(key).is_some_and(|row| row.binding.does.counts());
        let physical = press.physical.filter(|key| press.modifiers.is_none() && counts(*key));
        physical.filter(|_| situation.typing || row(press.key).is_none()).unwrap_or(press.key)
    }

    fn row_for(&self, key: Key, held: Modifiers, situation: Situation) -> Option<&Row> {
        let own = self.pressed(situation.place, key, held);
        if situation.place == Place::Talk {
            return own;
        }
        let under =
            || self.pressed(Place::Talk, key, held).filter(|row| goes_on(row.binding.does, key, held, situation));
        own.or_else(|| self.pressed(Place::Page, key, held)).or_else(under)
    }

    /// The row of a place that a press belongs to.
    #[must_use]
    pub fn pressed(&self, place: Place, key: Key, held: Modifiers) -> Option<&Row> {
        let mut rows = self.rows.iter().filter(|row| row.place() == place);
        rows.find(|row| row.keys.iter().any(|chord| chord.matches(key, held)))
    }

    /// The row for what is asked for; where several places have it, the first.
    #[must_use]
    pub fn row(&self, does: impl Into<Does>) -> Option<&Row> {
        let does = does.into();
        self.rows.iter().find(|row| row.binding.does == does)
    }

    /// The usual key for it as it is printed on a key cap.
    #[must_use]
    pub fn cap(&self, does: impl Into<Does>) -> Option<String> {
        self.row(does)?.caps().into_iter().next()
    }

    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Gives the windows these keys to show.
    pub fn install(self: Arc<Self>, ctx: &Context) {
        ctx.data_mut(|data| data.insert_temp(place(), self));
    }

    /// The keys that the windows show; the usual ones where none were given.
    #[must_use]
    pub fn of(ctx: &Context) -> Arc<Self> {
        ctx.data_mut(|data| Arc::clone(data.get_temp_mut_or_default(place())))
    }

    /// For a terminal: keys, the command's name in the settings, and what it does, group by group.
    #[must_use]
    pub fn table(&self) -> String {
        let cells = |row: &Row| {
            let keys = row.caps().join("  ");
            (if keys.is_empty() { "–".to_owned() } else { keys }, row.binding.id.to_owned())
        };
        let widest =
            |of: &dyn Fn(&Row) -> String| self.rows.iter().map(|row| of(row).chars().count()).max().unwrap_or(0);
        let (keys_width, name_width) = (widest(&|row| cells(row).0), widest(&|row| cells(row).1));
        let mut out = String::new();
        for (group, title) in Group::ALL {
            out.push_str(&format!("{}{title}\n", if out.is_empty() { "" } else { "\n" }));
            for row in self.rows.iter().filter(|row| row.binding.group == group) {
                let (keys, name) = cells(row);
                out.push_str(&format!("  {keys:keys_width$}  {name:name_width$}  {}\n", row.binding.words));
            }
        }
        out
    }
}

fn place() -> Id {
    Id::unique("keymap")
}

impl Row {
    /// The row's keys as they are printed, the usual one first.
    #[must_use]
    pub fn caps(&self) -> Vec<String> {
        match (self.binding.does.counts(), &self.keys[..]) {
            (true, [first, .., last]) => vec![format!("{} – {}", first.cap(), last.cap())],
            (_, keys) => keys.iter().map(|chord| chord.cap()).collect(),
        }
    }

    /// What a button says to a mouse that rests on it.
    #[must_use]
    pub fn tip(&self) -> String {
        let caps = self.caps();
        let words = self.binding.words;
        if caps.is_empty() { words.to_owned() } else { format!("{words} ({})", caps.join(", ")) }
    }

    /// Where it holds.
    #[must_use]
    pub fn place(&self) -> Place {
        self.binding.group.place()
    }

    /// What the settings call it; none where the keys are not for choosing.
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        Some(self.binding.id).filter(|id| !id.is_empty())
    }

    #[must_use]
    pub fn reserved(&self) -> Option<Chord> {
        RESERVED.iter().find(|(does, _)| self.binding.does == *does).map(|(_, chord)| *chord)
    }
}

/// Whether the talk hears of a press that is no key of the page over it. What chooses and answers is the page's even
/// where it has no use for it; single characters mean only what opens something or what clickers send.
fn goes_on(does: Does, key: Key, held: Modifiers, situation: Situation) -> bool {
    let character = chord::of(key, held).is_some_and(is_character);
    match situation.place {
        _ if does == Does::Talk(Command::Quit) => true,
        _ if situation.shut || chooses(key, held) => false,
        // Characters are words to search for, which a clicker's black never begins.
        Place::Overview if character => key == Key::Period && !situation.typing && does.holds_on_pages(),
        _ => !character || does.holds_on_pages(),
    }
}

/// Why no command can have this chord.
#[must_use]
pub fn refused(chord: Chord) -> Option<&'static str> {
    if RESERVED.iter().any(|(_, reserved)| overlap(*reserved, chord)) {
        Some("always leaves the talk")
    } else if digit(chord.key).is_some() && is_character(chord) {
        Some("types the number of a slide")
    } else if chord.with == With::Ctrl && matches!(chord.key, Key::C | Key::X | Key::V) {
        Some("belongs to the clipboard")
    } else {
        None
    }
}

/// A chord that is given away, and to which command.
struct Taken {
    chord: Chord,
    place: Place,
    command: String,
}

/// The wishes so far.
#[derive(Default)]
struct Wishes {
    taken: Vec<Taken>,
    /// Rows that have what was wished for.
    done: Vec<usize>,
    findings: Vec<Diagnostic>,
}

impl Wishes {
    fn unknown(&mut self, remap: &Remap) {
        let names: Vec<&str> = Keymap::default().rows.iter().filter_map(Row::name).collect();
        let hint = match closest(&remap.command, names.iter().copied()) {
            Some(near) => did_you_mean(near),
            None => "`cuecard keys` lists the commands".to_owned(),
        };
        let message = format!("no command is called `{}`", remap.command);
        self.findings.push(Diagnostic::error(SETTINGS, remap.span, message).hint(hint));
    }

    /// The chords of one wish that can be granted.
    fn chords(&mut self, remap: &Remap, row: &Row) -> Vec<Chord> {
        // What it has in any case.
        let (own, place) = (row.reserved(), row.place());
        let mut chords = Vec::new();
        for (text, span) in &remap.chords {
            match parse(text) {
                Ok(chord) if own == Some(chord) => {}
                Ok(chord) => match self.refusal(chord, place) {
                    Some((message, hint)) => {
                        let message = format!("`{text}` {message}");
                        self.findings.push(Diagnostic::error(SETTINGS, *span, message).hint(hint));
                    }
                    None => {
                        self.taken.push(Taken { chord, place, command: remap.command.clone() });
                        chords.push(chord);
                    }
                },
                Err((message, hint)) => self.findings.push(Diagnostic::error(SETTINGS, *span, message).hint(hint)),
            }
        }
        chords
    }

    /// Why a chord cannot be had, and what to do about it.
    fn refusal(&self, chord: Chord, place: Place) -> Option<(String, String)> {
        if let Some(words) = refused(chord) {
            return Some((words.to_owned(), "Choose another key".to_owned()));
        }
        let taken = self.taken.iter().find(|taken| taken.place == place && overlap(taken.chord, chord))?;
        Some((format!("is already the key for `{}`", taken.command), "Keep one of the two".to_owned()))
    }
}

#[cfg(test)]
mod tests {
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
        take-again recording-mark report stage-check help export clicker reload leave ask-quit quit";

    #[test]
    fn the_names_in_settings_stay() {
        let names: Vec<&str> = Keymap::default().rows.iter().filter_map(Row::name).collect();
        for name in NAMES.split_whitespace() {
            assert!(names.iter().any(|other| *other == name), "{name} stands in somebody's settings");
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
                let place = if row.place() == Place::Page { Place::Report } else { row.place() };
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
}
