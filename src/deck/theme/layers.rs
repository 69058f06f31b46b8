//! A theme's name → the theme files that lie over each other, from the deck's own to the built-in theme that bears them.
//!
//! A theme `acme` is the folder `themes/acme` with its `theme.toml`, fonts and pictures, or the file `acme.toml` beside the
//! deck. Files that it names lie in its folder; the names of built-in themes are theirs.

use toml::Table as Values;

use super::brand;
use super::built_in::{BUILT_IN, FIRST};
use super::check::{self, THEME, near};
use crate::deck::files::{DECK_FILE, FileFault, Files};
use crate::deck::near::suggestion;
use crate::deck::shelf::FOLDER;
use crate::deck::source::{self, Table, Value};
use crate::diagnostic::{Diagnostic, Source, Span};

/// A theme file may be at most this long.
const LIMIT: u64 = 256 * 1024;
/// Theme files that extend each other.
const MOST_FILES: usize = 8;
/// What the file of a theme with a folder is called.
pub const FILE: &str = "theme.toml";

/// A theme file that was read.
pub(super) struct Layer {
    pub source: Source,
    /// Its folder, from the deck's; empty where it lies beside the deck.
    pub folder: String,
    /// What can be used of it.
    pub values: Values,
    pub root: Table,
    number: u16,
}

impl Layer {
    /// Where its variant is said, or its beginning.
    pub fn place(&self) -> Span {
        self.root.get("variant").map_or_else(|| Span::new(self.number, 0..0), |node| node.span)
    }
}

/// Where a theme is found.
enum Found {
    BuiltIn(&'static str),
    File(String, Vec<u8>),
}

/// The files of the theme called `name`, which is asked for at `span`, and the built-in theme under them.
pub(super) fn layers(name: &str, span: Span, files: &dyn Files) -> (Vec<Layer>, &'static str, Vec<Diagnostic>) {
    let (mut layers, mut faults): (Vec<Layer>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
    let (mut name, mut span, mut folder) = (name.to_owned(), span, String::new());
    loop {
        let (path, bytes) = match find(&name, &folder, files) {
            Ok(Found::BuiltIn(base)) => return (layers, base, faults),
            Ok(Found::File(path, bytes)) => (path, bytes),
            Err(fault) => {
                faults.push(not_found(&name, span, &fault, files));
                break;
            }
        };
        if layers.iter().any(|it| it.source.name == path) {
            faults.push(circle(&layers, &path, span));
            break;
        }
        if layers.len() == MOST_FILES {
            let message = format!("more than {MOST_FILES} theme files extend each other");
            faults
                .push(Diagnostic::error(THEME, span, message).hint("Extend a built-in theme, or one file of your own"));
            break;
        }
        let number = layers.len() + 1;
        let (layer, next) = layer(path, &bytes, u16::try_from(number).unwrap_or(u16::MAX), &mut faults);
        folder.clone_from(&layer.folder);
        layers.push(layer);
        let Some((next, at)) = next else { break };
        (name, span) = (next, at);
    }
    (layers, FIRST, faults)
}

/// A theme file with what can be used of it, and what it extends.
fn layer(path: String, bytes: &[u8], number: u16, faults: &mut Vec<Diagnostic>) -> (Layer, Option<(String, Span)>) {
    let text = String::from_utf8_lossy(bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes)).into_owned();
    let root = match source::parse(&text, number) {
        Ok(root) => root,
        Err(mut wrong) => {
            wrong.iter_mut().for_each(|fault| fault.code = THEME);
            faults.append(&mut wrong);
            Table::default()
        }
    };
    let mut values = check::usable(&root, faults);
    let next = match root.get("extends").map(|node| (&node.value, node.span)) {
        None => None,
        Some((Value::Text(base), span)) => Some((base.words.clone(), span)),
        Some((other, span)) => {
            let message = format!("`extends` must be the name of a theme, but it is {}", other.kind());
            faults.push(Diagnostic::error(THEME, span, message).hint(format!("Write extends = \"{FIRST}\"")));
            None
        }
    };
    let folder = path.rsplit_once('/').map_or_else(String::new, |(folder, _)| folder.to_owned());
    brand::beside(&folder, &mut values);
    (Layer { source: Source { name: path, text: text.into() }, folder, values, root, number }, next)
}

/// The theme of that name: a built-in one, or the first of the files that it may be in, looked for in the folder of the
/// theme that extends it and in the deck's.
fn find(name: &str, folder: &str, files: &dyn Files) -> Result<Found, FileFault> {
    if let Some((known, _)) = BUILT_IN.iter().find(|(known, _)| *known == name) {
        return Ok(Found::BuiltIn(known));
    }
    let mut first = None;
    for path in places(name, folder) {
        match files.read(&path, LIMIT) {
            Ok(bytes) => return Ok(Found::File(path, bytes.to_vec())),
            Err(FileFault::Missing) => {}
            Err(fault) => first = first.or(Some(fault)),
        }
    }
    Err(first.unwrap_or(FileFault::Missing))
}

fn is_file(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

/// Where a theme of that name may be, in the order in which it is looked for.
fn places(name: &str, folder: &str) -> Vec<String> {
    let name = name.trim_end_matches(['/', '\\']);
    if is_file(name) {
        let beside = (!folder.is_empty()).then(|| format!("{folder}/{name}"));
        return beside.into_iter().chain([name.to_owned()]).collect();
    }
    vec![
        format!("{FOLDER}/{name}/{FILE}"),
        format!("{name}.toml"),
        format!("{name}/{FILE}"),
        format!("{FOLDER}/{name}.toml"),
    ]
}

/// The names of the deck's own themes.
#[must_use]
pub fn own_themes(files: &dyn Files) -> Vec<String> {
    let (beside, own) = (files.beside(""), files.beside(FOLDER));
    let stem = |name: &String| name.strip_suffix(".toml").map(str::to_owned);
    let beside = beside.files.iter().filter(|name| *name != DECK_FILE).filter_map(stem);
    own.folders.iter().cloned().chain(own.files.iter().filter_map(stem)).chain(beside).collect()
}

/// Why there is no theme called `name`, and what there is; nothing where there is one.
#[must_use]
pub fn missing(name: &str, files: &dyn Files) -> Option<String> {
    let fault = not_found(name, Span::default(), &find(name, "", files).err()?, files);
    Some(std::iter::once(fault.message).chain(fault.hints).collect::<Vec<_>>().join("\n"))
}

fn not_found(name: &str, span: Span, fault: &FileFault, files: &dyn Files) -> Diagnostic {
    if is_file(name) || *fault != FileFault::Missing {
        let told = Diagnostic::error(THEME, span, format!("the theme file `{name}` can't be read: {fault}"));
        let hint = if *fault == FileFault::Missing { suggestion(files, name) } else { None };
        return hint.into_iter().fold(told, Diagnostic::hint);
    }
    let own = own_themes(files);
    let known: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).chain(own.iter().map(String::as_str)).collect();
    let built_in: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
    let near = near(name, &known);
    Diagnostic::error(THEME, span, format!("there is no theme called `{name}`")).hint(near).hint(format!(
        "Built-in themes are {}; one of your own is the folder {FOLDER}/{name} with its {FILE}, or the file {name}.toml",
        built_in.join(", ")
    ))
}

fn circle(layers: &[Layer], path: &str, span: Span) -> Diagnostic {
    let from = layers.iter().skip_while(|it| it.source.name != path).map(|it| it.source.name.as_str());
    let round: Vec<&str> = from.chain([path]).collect();
    let message = if round.len() == 2 {
        format!("`{path}` extends itself")
    } else {
        format!("theme files extend each other in a circle: {}", round.join(" → "))
    };
    Diagnostic::error(THEME, span, message).hint(format!("Extend a built-in theme, such as extends = \"{FIRST}\""))
}
