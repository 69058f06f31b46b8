//! A theme file → the families that it and those that it extends ask for, each with its place.

use super::load::{self, FIRST, LIMIT, MOST_FILES, is_file};
use super::{Family, Variant};
use crate::deck::files::Files;
use crate::deck::source::{self, Table, Value};
use crate::diagnostic::{Source, Span};

/// A family by its name, and where it is asked for; nowhere if the program's own theme does.
pub struct Asked {
    pub name: String,
    /// The span is in this text alone.
    pub place: Option<(Source, Span)>,
}

/// All that the theme called `name` asks for as `kind` in a variant: the first is in force, each next one is what it
/// would be without those before it. The last is inside the program.
pub fn asked(name: &str, variant: Variant, kind: (&str, Family), files: &dyn Files) -> Vec<Asked> {
    let (own, name) = chain(name, variant, ("fonts", kind.0), files);
    let mut asked: Vec<Asked> =
        own.into_iter().map(|(source, name, span)| Asked { name, place: Some((source, span)) }).collect();
    let built_in = load::built_in(&name, Some(variant)).unwrap_or_else(load::usual);
    asked.push(Asked { name: built_in.fonts.family(kind.1).clone(), place: None });
    asked
}

/// Where the words that are in force for a key of a table stand, in the theme called `name`; the span is in that text alone.
pub fn written(name: &str, variant: Variant, key: (&str, &str), files: &dyn Files) -> Option<(Source, Span)> {
    let (own, _) = chain(name, variant, key, files);
    own.into_iter().next().map(|(source, _, span)| (source, span))
}

/// What a theme's own files say for a key of a table, the nearest first, and the name of the theme that is none of them.
fn chain(
    name: &str,
    variant: Variant,
    (table, key): (&str, &str),
    files: &dyn Files,
) -> (Vec<(Source, String, Span)>, String) {
    let (mut special, mut usual, mut name) = (Vec::new(), Vec::new(), name.to_owned());
    for _ in 0..MOST_FILES {
        // A file that cannot be read has been told, and then a built-in theme is in force.
        let read = if is_file(&name) { files.read(&name, LIMIT).ok() } else { None };
        let Some(bytes) = read else { break };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Ok(root) = source::parse(&text, 0) else { break };
        let source = Source { name: name.clone(), text: text.into() };
        let said = |root: &Table| words(inner(root, table)?, key).map(|(it, span)| (source.clone(), it, span));
        let over = inner(&root, "variants").and_then(|variants| inner(variants, variant.name()));
        special.extend(over.and_then(said));
        usual.extend(said(&root));
        name = words(&root, "extends").map_or_else(|| FIRST.to_owned(), |(name, _)| name);
    }
    special.extend(usual);
    (special, name)
}

fn inner<'t>(table: &'t Table, key: &str) -> Option<&'t Table> {
    match &table.get(key)?.value {
        Value::Table(inner) => Some(inner),
        _ => None,
    }
}

fn words(table: &Table, key: &str) -> Option<(String, Span)> {
    match &table.get(key)?.value {
        Value::Text(text) => Some((text.words.clone(), text.span)),
        _ => None,
    }
}
