//! The table of keys and the speaker's own wishes → the keys in force, and what is wrong with the wishes.
//!
//! Invariant: Esc leaves and Ctrl+Q quits, whatever is wished for.

use std::sync::Arc;

use eframe::egui::{Context, Id, Key, Modifiers};

use crate::diagnostic::{Checked, Diagnostic, closest, did_you_mean};
use crate::settings::{Keys, Remap, SETTINGS};
use crate::show::command::Command;

use super::chord::{is_character, overlap, parse};
use super::table::{BINDINGS, Binding, Chord, Does, Group, Press, Situation, With};

/// A row of the table with the keys that it has now.
#[derive(Clone)]
pub struct Row {
    pub binding: &'static Binding,
    pub keys: Vec<Chord>,
}

/// The keys in force. No press means two things.
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

/// A talk must always be left: these keys nobody takes.
const RESERVED: [(Command, Chord); 2] = [
    (Command::Leave, Chord { key: Key::Escape, with: With::Nothing }),
    (Command::Quit, Chord { key: Key::Q, with: With::Ctrl }),
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
            let Some(at) = keymap.rows.iter().position(|row| row.name().as_ref() == Some(&remap.command)) else {
                wishes.unknown(remap);
                continue;
            };
            let chords = wishes.chords(remap, keymap.rows[at].reserved());
            // A wish of which nothing can be used changes nothing.
            if !chords.is_empty() || remap.chords.is_empty() {
                keymap.rows[at].keys = keymap.rows[at].reserved().into_iter().chain(chords).collect();
                wishes.done.push(at);
            }
        }
        for (_, row) in keymap.rows.iter_mut().enumerate().filter(|(at, _)| !wishes.done.contains(at)) {
            row.keys.retain(|chord| !wishes.taken.iter().any(|(taken, _)| overlap(*taken, *chord)));
        }
        Checked { value: keymap, diagnostics: wishes.findings }
    }

    /// The key that a press stands for. Some keyboards have their digits above signs and letters: there the row of digits
    /// types digits while a number is being typed, and begins one where the sign is no key of its own.
    #[must_use]
    pub fn meant(&self, press: Press, situation: Situation) -> Key {
        let digits = |key: Key| self.pressed(key, press.modifiers).is_some_and(|row| row.binding.does == Does::Digit);
        let physical = press.physical.filter(|key| press.modifiers.is_none() && digit(*key).is_some() && digits(*key));
        let own = || self.pressed(press.key, press.modifiers).is_some();
        physical.filter(|_| situation.typing || !own()).unwrap_or(press.key)
    }

    /// The command that a press stands for.
    #[must_use]
    pub fn command(&self, key: Key, modifiers: Modifiers, situation: Situation) -> Option<Command> {
        if key == Key::Enter && modifiers.is_none() {
            if situation.asking_quit {
                return Some(Command::ConfirmQuit);
            }
            if situation.typing {
                return Some(Command::GoTyped);
            }
        }
        let row = self.pressed(key, modifiers)?;
        match row.binding.does {
            Does::Command(command) => Some(command),
            Does::Digit => digit(key).map(Command::Digit),
        }
    }

    /// The row that a press belongs to.
    #[must_use]
    pub fn pressed(&self, key: Key, modifiers: Modifiers) -> Option<&Row> {
        self.rows.iter().find(|row| row.keys.iter().any(|chord| chord.matches(key, modifiers)))
    }

    /// The row for a command.
    #[must_use]
    pub fn row(&self, command: Command) -> Option<&Row> {
        self.rows.iter().find(|row| row.binding.does == Does::Command(command))
    }

    /// The usual key for a command as it is printed on a key cap.
    #[must_use]
    pub fn cap(&self, command: Command) -> Option<String> {
        self.row(command)?.caps().into_iter().next()
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
            (if keys.is_empty() { "–".to_owned() } else { keys }, row.name().unwrap_or_default())
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
        match self.binding.does {
            Does::Digit if !self.keys.is_empty() => vec!["0 – 9".to_owned()],
            Does::Command(Command::ConfirmQuit) => vec!["Enter".to_owned()],
            _ => self.keys.iter().map(|chord| chord.cap()).collect(),
        }
    }

    /// What a button says to a mouse that rests on it.
    #[must_use]
    pub fn tip(&self) -> String {
        let caps = self.caps();
        let words = self.binding.words;
        if caps.is_empty() { words.to_owned() } else { format!("{words} ({})", caps.join(", ")) }
    }

    /// What the settings call the command; none where the keys are not for choosing.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        match self.binding.does {
            Does::Command(Command::ConfirmQuit) | Does::Digit => None,
            Does::Command(command) => Some(kebab(&format!("{command:?}"))),
        }
    }

    #[must_use]
    pub fn reserved(&self) -> Option<Chord> {
        let mut reserved = RESERVED.iter();
        reserved.find(|(command, _)| self.binding.does == Does::Command(*command)).map(|(_, chord)| *chord)
    }
}

/// `NextStep` → `next-step`
fn kebab(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.extend(c.to_lowercase());
    }
    out
}

pub fn digit(key: Key) -> Option<u8> {
    key.name().parse().ok().filter(|digit| *digit < 10)
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

/// The wishes so far.
#[derive(Default)]
struct Wishes {
    /// Chords that are given away, and to which command.
    taken: Vec<(Chord, String)>,
    /// Rows that have what was wished for.
    done: Vec<usize>,
    findings: Vec<Diagnostic>,
}

impl Wishes {
    fn unknown(&mut self, remap: &Remap) {
        let names: Vec<String> = Keymap::default().rows.iter().filter_map(Row::name).collect();
        let hint = match closest(&remap.command, names.iter().map(String::as_str)) {
            Some(near) => did_you_mean(near),
            None => "`cuecard keys` lists the commands".to_owned(),
        };
        let message = format!("no command is called `{}`", remap.command);
        self.findings.push(Diagnostic::error(SETTINGS, remap.span, message).hint(hint));
    }

    /// The chords of one wish that can be granted. `own` is what the command has in any case.
    fn chords(&mut self, remap: &Remap, own: Option<Chord>) -> Vec<Chord> {
        let mut chords = Vec::new();
        for (text, span) in &remap.chords {
            match parse(text) {
                Ok(chord) if own == Some(chord) => {}
                Ok(chord) => match self.refusal(chord) {
                    Some((message, hint)) => {
                        let message = format!("`{text}` {message}");
                        self.findings.push(Diagnostic::error(SETTINGS, *span, message).hint(hint));
                    }
                    None => {
                        self.taken.push((chord, remap.command.clone()));
                        chords.push(chord);
                    }
                },
                Err((message, hint)) => self.findings.push(Diagnostic::error(SETTINGS, *span, message).hint(hint)),
            }
        }
        chords
    }

    /// Why a chord cannot be had, and what to do about it.
    fn refusal(&self, chord: Chord) -> Option<(String, String)> {
        if let Some(words) = refused(chord) {
            return Some((words.to_owned(), "Choose another key".to_owned()));
        }
        let (_, command) = self.taken.iter().find(|(taken, _)| overlap(*taken, chord))?;
        Some((format!("is already the key for `{command}`"), "Keep one of the two".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::read;

    const NONE: Modifiers = Modifiers::NONE;

    fn keymap(keys: &str) -> Checked<Keymap> {
        let read = read(&format!("[keys]\n{keys}"), "settings.toml");
        assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
        Keymap::new(&read.settings.keys)
    }

    fn press(keymap: &Keymap, key: Key, modifiers: Modifiers) -> Option<Command> {
        keymap.command(key, modifiers, Situation::IDLE)
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
            assert_eq!(press(&keys, key, held), Some(Command::Black), "{key:?}");
        }
        assert_eq!(press(&keys, Key::B, NONE), None);
        assert_eq!(press(&keys, Key::L, Modifiers::CTRL), Some(Command::Reload));
        assert_eq!(press(&keys, Key::R, Modifiers::CTRL), None);
        assert_eq!(press(&keys, Key::ArrowRight, Modifiers::SHIFT), Some(Command::NextSlide));
        assert_eq!(keys.cap(Command::Black).as_deref(), Some("F8"));
        assert_eq!(keys.cap(Command::Freeze), None, "black took its only key");
    }

    #[test]
    fn without_letters_no_character_does_anything() {
        let keys = keymap("letters = false\nfreeze = \"h\"").value;
        for key in Key::ALL.iter().filter(|key| is_character(Chord { key: **key, with: With::Nothing })) {
            for held in [NONE, Modifiers::SHIFT] {
                let wished = (*key == Key::H && held == NONE).then_some(Command::Freeze);
                assert_eq!(press(&keys, *key, held), wished, "{key:?}");
            }
        }
        assert_eq!(press(&keys, Key::Space, NONE), Some(Command::NextStep));
        assert_eq!(press(&keys, Key::T, Modifiers::CTRL), Some(Command::TimerMode));
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
            assert_eq!(press(&made.value, Key::B, NONE), Some(Command::Black), "{text}");
        }
        let made = keymap("black = [\"F8\", \"h\"]\nwhite = [\"H\", \"F9\"]");
        assert_eq!(made.diagnostics.len(), 1);
        assert!(made.diagnostics[0].message.contains("already the key for `black`"));
        assert_eq!(press(&made.value, Key::F9, NONE), Some(Command::White));
    }

    #[test]
    fn a_talk_can_always_be_left() {
        let keys = keymap("letters = false\nquit = [\"F10\"]\nleave = []").value;
        assert_eq!(press(&keys, Key::Q, Modifiers::CTRL), Some(Command::Quit));
        assert_eq!(press(&keys, Key::F10, NONE), Some(Command::Quit));
        assert_eq!(press(&keys, Key::Escape, NONE), Some(Command::Leave));
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
        let names: Vec<String> = Keymap::default().rows.iter().filter_map(Row::name).collect();
        for name in NAMES.split_whitespace() {
            assert!(names.iter().any(|other| other == name), "{name} stands in somebody's settings");
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
}
