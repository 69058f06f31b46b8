//! The table of keys and the speaker's own wishes → the keys in force, and what is wrong with the wishes.
//!
//! Invariant: Esc leaves and Ctrl+Q quits, whatever is wished for.

use std::sync::Arc;

use eframe::egui::{Context, Id, Key, Modifiers};

use crate::diagnostic::{Checked, Diagnostic, closest, did_you_mean};
use crate::settings::{Keys, Remap, SETTINGS};
use crate::show::command::Command;

use super::chord::{self, Chord, With, chooses, digit, is_character, overlap, parse};
use super::does::{Does, PageKey, WindowCommand};
use super::press::{Press, Situation};
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
        _ if chooses(key, held) => false,
        // Whoever does not know the keys asks for them anywhere.
        _ if situation.shut => does == Does::Window(WindowCommand::Help),
        // Characters are words to search for, which a clicker's black never begins.
        Place::Overview if character => key == Key::Period && !situation.typing && does.holds_on_pages(),
        // So are they here, where the field may have lost the focus to a click, or the other window has the keyboard.
        Place::Commands if character && situation.typing && chord::is_letter(key) => false,
        Place::Help | Place::Settings if character && chord::is_letter(key) => false,
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
mod tests;
