//! The text of a settings file → `Settings` and what is wrong with it; what cannot be used keeps its default.

use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use serde_json::Value as Json;
use toml_edit::{Document, Item, Table, TableLike, Value};

use super::values::{
    ARRANGEMENTS, Captions, Console, Keys, MOST_RECENT, MOTIONS, Recent, Remap, SAYS, SETTINGS, ScreenReader, Settings,
    THEMES, TIMER_MODES, Teleprompter, VERSION,
};
use crate::deck::Ending;
use crate::deck::caption::{
    CaptionEdge, CaptionFont, CaptionInk, CaptionLook, CaptionPlace, CaptionPlate, CaptionStyle,
};
use crate::diagnostic::{Diagnostic, Source, Sources, Span, closest, did_you_mean};

/// Settings, what is wrong with them, and the text that the findings point into.
#[derive(Clone, Debug)]
pub struct Read {
    pub settings: Settings,
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
}

/// The tables that this version knows, and their keys. `[keys]` is checked where the commands are known.
const KNOWN: [(&str, &[&str]); 6] = [
    ("screen_reader", &["says", "captions"]),
    ("teleprompter", &["speed", "captions", "mirrored", "turned"]),
    ("console", &["theme", "arrangement", "notes_scale", "split", "timer_mode"]),
    ("stage", &["motion", "green_room", "show_rehearsals", "ending", "wheel"]),
    ("check", &["editor"]),
    (
        "captions",
        &["language", "on", "place", "size", "color", "plate", "opacity", "font", "edge", "source", "recogniser"],
    ),
];
const ROOT: [&str; 10] =
    ["version", "console", "stage", "captions", "teleprompter", "screen_reader", "check", "keys", "screens", "recent"];

/// Heights of a line of captions.
const SIZES: RangeInclusive<u32> = CaptionLook::SMALLEST_LINE as u32..=CaptionLook::LARGEST_LINE as u32;
const OPACITIES: RangeInclusive<u32> = CaptionStyle::LEAST_OPACITY as u32..=100;

/// Reads the text of a settings file that its owner knows as `name`.
#[must_use]
pub fn read(text: &str, name: &str) -> Read {
    let mut reader = Reader::default();
    let settings = match Document::parse(text) {
        Ok(document) => reader.settings(document.as_table()),
        Err(error) => {
            let at = error.span().unwrap_or(text.len()..text.len());
            reader.fault(
                at,
                format!("this is not TOML: {}", error.message().replace('\n', "; ")),
                "Fix this line; until then the usual settings hold, and nothing is saved over the file",
            );
            Settings::default()
        }
    };
    let sources = Sources(vec![Source { name: name.to_owned(), text: Arc::from(text) }]);
    Read { settings, diagnostics: reader.findings, sources }
}

#[derive(Default)]
struct Reader {
    findings: Vec<Diagnostic>,
}

impl Reader {
    fn fault(&mut self, at: Range<usize>, message: impl Into<String>, hint: impl Into<String>) {
        self.findings.push(Diagnostic::error(SETTINGS, Span::new(0, at), message).hint(hint));
    }

    fn settings(&mut self, root: &Table) -> Settings {
        self.check_names(root);
        let mut settings = Settings::default();
        if let Some(table) = self.table(root, "console") {
            settings.console = self.console(table);
        }
        if let Some(table) = self.table(root, "stage") {
            settings.stage.motion = self.choice(table, "motion", &MOTIONS).unwrap_or_default();
            settings.stage.green_room = self.truth(table, "green_room").unwrap_or(true);
            settings.stage.show_rehearsals = self.truth(table, "show_rehearsals").unwrap_or_default();
            settings.stage.wheel = self.truth(table, "wheel").unwrap_or_default();
            settings.stage.ending = self.choice(table, "ending", &Ending::ALL);
        }
        if let Some(table) = self.table(root, "captions") {
            settings.captions = Captions {
                language: self.text(table, "language"),
                on: self.truth(table, "on"),
                place: self.choice(table, "place", &CaptionPlace::ALL),
                size: self.whole(table, "size", SIZES, "hundredths of the stage's height").map(|size| size as u8),
                color: self.choice(table, "color", &CaptionInk::ALL),
                plate: self.choice(table, "plate", &CaptionPlate::ALL),
                opacity: self.whole(table, "opacity", OPACITIES, "hundredths").map(|opacity| opacity as u8),
                font: self.choice(table, "font", &CaptionFont::ALL),
                edge: self.choice(table, "edge", &CaptionEdge::ALL),
                source: self.text(table, "source"),
                recogniser: self.text(table, "recogniser").filter(|words| !words.trim().is_empty()),
            };
        }
        if let Some(table) = self.table(root, "teleprompter") {
            settings.teleprompter = Teleprompter {
                speed: self.whole(table, "speed", 60..=220, "words a minute"),
                captions: self.truth(table, "captions").unwrap_or_default(),
                mirrored: self.truth(table, "mirrored").unwrap_or_default(),
                turned: self.truth(table, "turned").unwrap_or_default(),
            };
        }
        if let Some(table) = self.table(root, "screen_reader") {
            settings.screen_reader = ScreenReader {
                says: self.choice(table, "says", &SAYS).unwrap_or_default(),
                captions: self.truth(table, "captions").unwrap_or_default(),
            };
        }
        if let Some(table) = self.table(root, "check") {
            settings.editor = self.text(table, "editor").filter(|editor| !editor.trim().is_empty());
        }
        if let Some(table) = self.table(root, "keys") {
            settings.keys = self.keys(table);
        }
        settings.screens = self.tables(root, "screens").into_iter().map(json_table).collect();
        for table in self.tables(root, "recent").into_iter().take(MOST_RECENT) {
            if let Some(path) = self.text(table, "path") {
                let when = table.get("when").and_then(Item::as_value).map_or_else(String::new, words);
                settings.recent.push(Recent { path, when });
            }
        }
        settings
    }

    fn console(&mut self, table: &dyn TableLike) -> Console {
        let usual = Console::default();
        Console {
            theme: self.choice(table, "theme", &THEMES).unwrap_or(usual.theme),
            arrangement: self.choice(table, "arrangement", &ARRANGEMENTS).unwrap_or(usual.arrangement),
            notes_scale: self.notes_scale(table).unwrap_or(usual.notes_scale),
            split: self.split(table).unwrap_or(usual.split),
            timer_mode: self.choice(table, "timer_mode", &TIMER_MODES).unwrap_or(usual.timer_mode),
        }
    }

    fn whole(&mut self, table: &dyn TableLike, name: &str, among: RangeInclusive<u32>, of: &str) -> Option<u32> {
        let item = table.get(name)?;
        let number = item.as_integer().and_then(|number| u32::try_from(number).ok()).filter(|it| among.contains(it));
        if number.is_none() {
            let message = format!("this is not a whole number from {} to {}", among.start(), among.end());
            self.fault(span(item), message, format!("`{name}` is in {of}"));
        }
        number
    }

    fn truth(&mut self, table: &dyn TableLike, name: &str) -> Option<bool> {
        let item = table.get(name)?;
        if item.as_bool().is_none() {
            self.fault(span(item), "this is neither true nor false", format!("Write {name} = true"));
        }
        item.as_bool()
    }

    fn notes_scale(&mut self, table: &dyn TableLike) -> Option<f32> {
        let item = table.get("notes_scale")?;
        let scale = number(item).filter(|scale| (0.5..=3.0).contains(scale));
        if scale.is_none() {
            self.fault(span(item), "this is not a number from 0.5 to 3", "Write notes_scale = 1.0 for the usual size");
        }
        scale
    }

    fn split(&mut self, table: &dyn TableLike) -> Option<Vec<f32>> {
        let item = table.get("split")?;
        let fraction = |value: &Value| number(&Item::Value(value.clone())).filter(|part| (0.1..=0.9).contains(part));
        let parts = item.as_array().and_then(|parts| parts.iter().map(fraction).collect());
        if parts.is_none() {
            self.fault(
                span(item),
                "this is not a list of numbers from 0.1 to 0.9",
                "Write split = [0.6], or delete it",
            );
        }
        parts
    }

    fn keys(&mut self, table: &dyn TableLike) -> Keys {
        let mut keys = Keys::default();
        for (name, item) in table.iter() {
            if name == "letters" {
                match item.as_bool() {
                    Some(letters) => keys.letters = letters,
                    None => self.fault(span(item), "this is neither true nor false", "Write letters = false"),
                }
                continue;
            }
            let chord = |value: &Value| Some((value.as_str()?.to_owned(), spanned(value.span())));
            let chords = match item.as_value() {
                Some(Value::Array(chords)) => chords.iter().map(chord).collect(),
                Some(one) => chord(one).map(|chord| vec![chord]),
                None => None,
            };
            let at = table.key(name).and_then(toml_edit::Key::span);
            match chords {
                Some(chords) => keys.remaps.push(Remap { command: name.to_owned(), span: spanned(at), chords }),
                None => self.fault(span(item), "this is not a list of keys", format!("Write {name} = [\"F8\", \"b\"]")),
            }
        }
        keys
    }

    /// What nobody knows is most often a slip of the pen, except in a file from a newer program.
    fn check_names(&mut self, root: &Table) {
        let version = root.get("version");
        if let Some(item) = version.filter(|item| item.as_integer().is_none_or(|version| version < 1)) {
            self.fault(span(item), "this is no version of the settings", format!("Write version = {VERSION}"));
        }
        if version.and_then(Item::as_integer).is_some_and(|version| version > VERSION) {
            return;
        }
        self.check_keys(root, &ROOT);
        for (name, known) in KNOWN {
            if let Some(table) = root.get(name).and_then(Item::as_table_like) {
                self.check_keys(table, known);
            }
        }
    }

    fn check_keys(&mut self, table: &dyn TableLike, known: &[&str]) {
        for (name, _) in table.iter().filter(|(name, _)| !known.contains(name)) {
            let hint = match closest(name, known.iter().copied()) {
                Some(near) => did_you_mean(near),
                None => format!("There are: {}", known.join(", ")),
            };
            let at = spanned(table.key(name).and_then(toml_edit::Key::span));
            self.findings.push(Diagnostic::warning(SETTINGS, at, format!("no setting is called `{name}`")).hint(hint));
        }
    }

    fn table<'t>(&mut self, root: &'t Table, name: &str) -> Option<&'t dyn TableLike> {
        let item = root.get(name)?;
        let table = item.as_table_like();
        if table.is_none() {
            self.fault(span(item), format!("`{name}` is not a table"), format!("Write [{name}] on a line of its own"));
        }
        table
    }

    fn tables<'t>(&mut self, root: &'t Table, name: &str) -> Vec<&'t dyn TableLike> {
        let Some(item) = root.get(name) else { return Vec::new() };
        if let Some(tables) = item.as_array_of_tables() {
            return tables.iter().map(|table| table as &dyn TableLike).collect();
        }
        let inline = |value: &'t Value| value.as_inline_table().map(|table| table as &dyn TableLike);
        let tables = item.as_array().and_then(|array| array.iter().map(inline).collect());
        if tables.is_none() {
            self.fault(
                span(item),
                format!("`{name}` is not a list of tables"),
                format!("Write [[{name}]] before each"),
            );
        }
        tables.unwrap_or_default()
    }

    fn text(&mut self, table: &dyn TableLike, name: &str) -> Option<String> {
        let item = table.get(name)?;
        if item.as_str().is_none() {
            self.fault(span(item), format!("`{name}` is not words in quotes"), format!("Write {name} = \"…\""));
        }
        item.as_str().map(str::to_owned)
    }

    fn choice<T: Copy>(&mut self, table: &dyn TableLike, name: &str, among: &[(&str, T)]) -> Option<T> {
        let item = table.get(name)?;
        let word = item.as_str().unwrap_or_default();
        if let Some((_, value)) = among.iter().find(|(known, _)| *known == word) {
            return Some(*value);
        }
        let names: Vec<&str> = among.iter().map(|(known, _)| *known).collect();
        let hint = match closest(word, names.iter().copied()) {
            Some(near) => did_you_mean(near),
            None => format!("One of: {}", names.join(", ")),
        };
        self.fault(span(item), format!("`{name}` cannot be this"), hint);
        None
    }
}

fn span(item: &Item) -> Range<usize> {
    item.span().unwrap_or_default()
}

fn spanned(at: Option<Range<usize>>) -> Span {
    Span::new(0, at.unwrap_or_default())
}

fn number(item: &Item) -> Option<f32> {
    item.as_float().or_else(|| item.as_integer().map(|whole| whole as f64)).map(|number| number as f32)
}

/// Words or a date as they were written.
fn words(value: &Value) -> String {
    match value {
        Value::String(words) => words.value().clone(),
        Value::Datetime(date) => date.value().to_string(),
        _ => String::new(),
    }
}

fn json_table(table: &dyn TableLike) -> Json {
    table.iter().map(|(name, item)| (name.to_owned(), json(item))).collect::<serde_json::Map<_, _>>().into()
}

fn json(item: &Item) -> Json {
    match item {
        Item::None => Json::Null,
        Item::Value(value) => json_value(value),
        Item::Table(table) => json_table(table),
        Item::ArrayOfTables(tables) => tables.iter().map(|table| json_table(table)).collect(),
    }
}

fn json_value(value: &Value) -> Json {
    match value {
        Value::String(_) | Value::Datetime(_) => words(value).into(),
        Value::Integer(number) => (*number.value()).into(),
        Value::Float(number) => (*number.value()).into(),
        Value::Boolean(truth) => (*truth.value()).into(),
        Value::Array(items) => items.iter().map(json_value).collect(),
        Value::InlineTable(table) => json_table(table),
    }
}
