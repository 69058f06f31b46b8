//! What changed in `Settings` → the same text with those values changed: comments, order and unknown keys stay.

use serde_json::Value as Json;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value, value};

use crate::deck::Ending;
use crate::deck::caption::{CaptionEdge, CaptionFont, CaptionInk, CaptionPlace, CaptionPlate};

use super::values::{
    ARRANGEMENTS, Captions, Console, MOTIONS, Recent, Remap, SAYS, Settings, THEMES, TIMER_MODES, Teleprompter, VERSION,
};

/// What a new file begins with.
const NEW: &str =
    "# Cuecard's settings. What you write here is kept; `cuecard keys` says what is wrong with it.\nversion = 1\n";

/// `text` with all that is different in `new` from `old`. Of the speaker's own keys only those
/// of a command that was given others.
///
/// # Errors
/// A sentence that says why the text cannot take the change.
pub fn write(text: &str, old: &Settings, new: &Settings) -> Result<String, String> {
    let text = if text.trim().is_empty() { NEW } else { text };
    let mut document: DocumentMut = text.parse().map_err(|_| "it has a fault; fix it first".to_owned())?;
    // A newer program's file stays its own.
    if !document.contains_key("version") {
        put(document.as_table_mut(), "version", VERSION.into())?;
    }
    for (table, key, value) in changes(old, new) {
        let item = document.entry(table).or_insert_with(toml_edit::table);
        put(item.as_table_like_mut().ok_or_else(|| format!("`{table}` in it is not a table"))?, key, value)?;
    }
    forget(&mut document, old, new);
    write_keys(&mut document, old, new)?;
    if old.screens != new.screens {
        document.insert("screens", tables(new.screens.iter().filter_map(screen)));
    }
    if old.recent != new.recent {
        document.insert("recent", tables(new.recent.iter().map(recent)));
    }
    Ok(document.to_string())
}

/// A table of the file, a key in it, and its new value.
type Change = (&'static str, &'static str, Value);

/// The single values that differ.
fn changes(old: &Settings, new: &Settings) -> Vec<Change> {
    let mut changes = Vec::new();
    console_changes(&old.console, &new.console, &mut changes);
    if let Some(language) = &new.captions.language
        && old.captions.language != new.captions.language
    {
        changes.push(("captions", "language", language.into()));
    }
    if old.stage.motion != new.stage.motion {
        changes.push(("stage", "motion", name(&MOTIONS, new.stage.motion).into()));
    }
    if old.stage.green_room != new.stage.green_room {
        changes.push(("stage", "green_room", new.stage.green_room.into()));
    }
    if old.stage.show_rehearsals != new.stage.show_rehearsals {
        changes.push(("stage", "show_rehearsals", new.stage.show_rehearsals.into()));
    }
    if old.screen_reader.says != new.screen_reader.says {
        changes.push(("screen_reader", "says", name(&SAYS, new.screen_reader.says).into()));
    }
    if old.screen_reader.captions != new.screen_reader.captions {
        changes.push(("screen_reader", "captions", new.screen_reader.captions.into()));
    }
    if old.stage.wheel != new.stage.wheel {
        changes.push(("stage", "wheel", new.stage.wheel.into()));
    }
    if let Some(editor) = new.editor.as_ref().filter(|_| old.editor != new.editor) {
        changes.push(("check", "editor", editor.as_str().into()));
    }
    if let Some(ending) = new.stage.ending.filter(|_| old.stage.ending != new.stage.ending) {
        changes.push(("stage", "ending", name(&Ending::ALL, ending).into()));
    }
    if old.keys.letters != new.keys.letters {
        changes.push(("keys", "letters", new.keys.letters.into()));
    }
    caption_changes(&old.captions, &new.captions, &mut changes);
    teleprompter_changes(&old.teleprompter, &new.teleprompter, &mut changes);
    changes
}

fn console_changes(before: &Console, after: &Console, changes: &mut Vec<Change>) {
    if before.theme != after.theme {
        changes.push(("console", "theme", name(&THEMES, after.theme).into()));
    }
    if before.arrangement != after.arrangement {
        changes.push(("console", "arrangement", name(&ARRANGEMENTS, after.arrangement).into()));
    }
    if before.notes_scale != after.notes_scale {
        changes.push(("console", "notes_scale", decimal(after.notes_scale).into()));
    }
    if before.split != after.split {
        changes.push(("console", "split", after.split.iter().map(|part| decimal(*part)).collect()));
    }
    if before.timer_mode != after.timer_mode {
        changes.push(("console", "timer_mode", name(&TIMER_MODES, after.timer_mode).into()));
    }
}

fn teleprompter_changes(before: &Teleprompter, after: &Teleprompter, changes: &mut Vec<Change>) {
    if let Some(speed) = after.speed.filter(|_| before.speed != after.speed) {
        changes.push(("teleprompter", "speed", i64::from(speed).into()));
    }
    for (key, before, after) in [
        ("captions", before.captions, after.captions),
        ("mirrored", before.mirrored, after.mirrored),
        ("turned", before.turned, after.turned),
    ] {
        if before != after {
            changes.push(("teleprompter", key, after.into()));
        }
    }
}

fn caption_changes(old: &Captions, new: &Captions, changes: &mut Vec<Change>) {
    let mut change = |key, before: Option<Value>, after: Option<Value>| {
        let same = before.map(|it| it.to_string()) == after.as_ref().map(|it| it.to_string());
        changes.extend(after.filter(|_| !same).map(|after| ("captions", key, after)));
    };
    let number = |value: Option<u8>| value.map(|value| i64::from(value).into());
    let text = |value: &Option<String>| value.as_deref().map(Value::from);
    fn named<T: PartialEq>(all: &[(&'static str, T)], value: Option<T>) -> Option<Value> {
        value.map(|value| name(all, value).into())
    }
    change("on", old.on.map(Into::into), new.on.map(Into::into));
    change("place", named(&CaptionPlace::ALL, old.place), named(&CaptionPlace::ALL, new.place));
    change("size", number(old.size), number(new.size));
    change("color", named(&CaptionInk::ALL, old.color), named(&CaptionInk::ALL, new.color));
    change("plate", named(&CaptionPlate::ALL, old.plate), named(&CaptionPlate::ALL, new.plate));
    change("opacity", number(old.opacity), number(new.opacity));
    change("font", named(&CaptionFont::ALL, old.font), named(&CaptionFont::ALL, new.font));
    change("edge", named(&CaptionEdge::ALL, old.edge), named(&CaptionEdge::ALL, new.edge));
    change("source", text(&old.source), text(&new.source));
    change("recogniser", text(&old.recogniser), text(&new.recogniser));
}

/// Takes out what the speaker chose no longer, so that decks say it again.
fn forget(document: &mut DocumentMut, old: &Settings, new: &Settings) {
    let gone = |was: bool, is: bool| was && !is;
    let (before, after) = (&old.captions, &new.captions);
    for (table, key, gone) in [
        ("captions", "language", gone(before.language.is_some(), after.language.is_some())),
        ("captions", "on", gone(before.on.is_some(), after.on.is_some())),
        ("captions", "place", gone(before.place.is_some(), after.place.is_some())),
        ("captions", "size", gone(before.size.is_some(), after.size.is_some())),
        ("captions", "color", gone(before.color.is_some(), after.color.is_some())),
        ("captions", "plate", gone(before.plate.is_some(), after.plate.is_some())),
        ("captions", "opacity", gone(before.opacity.is_some(), after.opacity.is_some())),
        ("captions", "font", gone(before.font.is_some(), after.font.is_some())),
        ("captions", "edge", gone(before.edge.is_some(), after.edge.is_some())),
        ("captions", "source", gone(before.source.is_some(), after.source.is_some())),
        ("captions", "recogniser", gone(before.recogniser.is_some(), after.recogniser.is_some())),
        ("check", "editor", gone(old.editor.is_some(), new.editor.is_some())),
        ("stage", "ending", gone(old.stage.ending.is_some(), new.stage.ending.is_some())),
        ("teleprompter", "speed", gone(old.teleprompter.speed.is_some(), new.teleprompter.speed.is_some())),
    ] {
        if gone && let Some(table) = document.get_mut(table).and_then(Item::as_table_like_mut) {
            table.remove(key);
        }
    }
}

fn write_keys(document: &mut DocumentMut, old: &Settings, new: &Settings) -> Result<(), String> {
    let same = |one: &Remap, other: &Remap| one.command == other.command && one.texts().eq(other.texts());
    let among = |all: &Settings, it: &Remap| all.keys.remaps.iter().any(|remap| same(remap, it));
    let gone = old.keys.remaps.iter().filter(|it| new.keys.remaps.iter().all(|remap| remap.command != it.command));
    let changed: Vec<&Remap> = new.keys.remaps.iter().filter(|it| !among(old, it)).collect();
    let gone: Vec<&Remap> = gone.collect();
    if gone.is_empty() && changed.is_empty() {
        return Ok(());
    }
    let table = document.entry("keys").or_insert_with(toml_edit::table);
    let table = table.as_table_like_mut().ok_or("`keys` in it is not a table")?;
    for remap in gone {
        table.remove(&remap.command);
    }
    for remap in changed {
        // What the speaker wrote stands as it was written, with its comments.
        match table.get_mut(&remap.command).and_then(Item::as_array_mut) {
            Some(list) => {
                list.retain(|it| it.as_str().is_some_and(|text| remap.texts().any(|wanted| wanted == text)));
                let there: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
                let missing: Vec<&str> = remap.texts().filter(|text| !there.contains(text)).collect();
                list.extend(missing);
            }
            None => put(table, &remap.command, remap.texts().collect())?,
        }
    }
    Ok(())
}

/// Changes a value where it stands, with the comment after it.
fn put(table: &mut dyn toml_edit::TableLike, key: &str, mut new: Value) -> Result<(), String> {
    match table.get_mut(key) {
        Some(Item::Value(old)) => {
            *new.decor_mut() = old.decor().clone();
            *old = new;
        }
        Some(_) => return Err(format!("`{key}` in it is not a value")),
        None => drop(table.insert(key, value(new))),
    }
    Ok(())
}

fn name<T: PartialEq>(among: &[(&'static str, T)], wanted: T) -> &'static str {
    among.iter().find(|(_, value)| *value == wanted).map_or("", |(name, _)| name)
}

/// Two decimals: what was 0.1 for us is not 0.10000000149 in the file.
fn decimal(number: f32) -> f64 {
    (f64::from(number) * 100.0).round() / 100.0
}

fn tables(all: impl Iterator<Item = Table>) -> Item {
    Item::ArrayOfTables(all.collect::<ArrayOfTables>())
}

fn recent(recent: &Recent) -> Table {
    let mut table = Table::new();
    table.insert("path", value(&recent.path));
    let when = recent.when.parse::<toml_edit::Datetime>();
    table.insert("when", when.map_or_else(|_| value(&recent.when), value));
    table
}

/// TOML has no word for nothing: such fields are left out.
fn screen(screen: &Json) -> Option<Table> {
    Some(toml_edit::ser::to_document(&without_nulls(screen)).ok()?.as_table().clone())
}

fn without_nulls(json: &Json) -> Json {
    match json {
        Json::Object(fields) => {
            let kept = fields.iter().filter(|(_, value)| !value.is_null());
            Json::Object(kept.map(|(name, value)| (name.clone(), without_nulls(value))).collect())
        }
        Json::Array(items) => items.iter().filter(|item| !item.is_null()).map(without_nulls).collect(),
        other => other.clone(),
    }
}
