//! `include` → the slides of other files beneath the deck's folder, each with its place in its own file.

use std::borrow::Cow;
use std::sync::Arc;

use super::Reader;
use super::fields::ROOT;
use super::values::shown;
use crate::deck::files::{DECK_LIMIT, FileFault, plain, same_name};
use crate::deck::source::{self, Entry, Table, Text, Value};
use crate::diagnostic::Source;

/// Files that one deck may include.
const MOST_FILES: usize = 100;

impl Reader<'_> {
    /// The slides in the order in which they are shown: those of the files that `[deck]` names, then the deck's own, with
    /// others where one of them says so.
    pub(super) fn slide_tables<'t>(&mut self, root: &'t Table, head: &Table) -> Vec<Cow<'t, Table>> {
        let mut out = Vec::new();
        for name in self.texts(head, "include").unwrap_or_default() {
            out.extend(self.included(name).into_iter().map(Cow::Owned));
        }
        let before = self.findings.len();
        for table in self.tables(root, "slide", "[[slide]]") {
            if let Some(entry) = table.entry("include") {
                out.extend(self.included_here(table, entry).into_iter().map(Cow::Owned));
            }
            // What else it has is a slide all the same.
            if table.entries.iter().any(|entry| entry.key != "include") || table.entries.is_empty() {
                out.push(Cow::Borrowed(table));
            }
        }
        let told = self.findings.len() > before || head.has("include");
        if out.is_empty() && !root.has("slide") && !told {
            self.fault(root.span, "a deck needs `slide`", "Add a [[slide]] with a title");
        }
        out
    }

    /// The slides that stand in the place of one.
    fn included_here(&mut self, table: &Table, entry: &Entry) -> Vec<Table> {
        match self.filled(table, "include") {
            Some(name) => self.included(name),
            None => {
                if matches!(entry.node.value, Value::List(_)) {
                    let hint = "Write a [[slide]] for each, or name them all in [deck]";
                    self.fault(entry.key_span, "a [[slide]] includes one file", hint);
                }
                Vec::new()
            }
        }
    }

    /// A slide with words of its own includes no others.
    pub(super) fn includes_alone(&mut self, table: &Table) {
        if let Some(entry) = table.entry("include") {
            let hint = "Write include = \"…\" in a [[slide]] that has nothing else";
            self.fault(entry.key_span, "a slide that includes others holds nothing itself", hint);
        }
    }

    /// The slides of a file. What else it holds is told, and left out.
    fn included(&mut self, name: &Text) -> Vec<Table> {
        let root = match self.included_file(&name.words) {
            Ok(root) => root,
            Err(Some((message, hint))) => {
                let message = format!("the slides of `{}` cannot be included: {message}", shown(&name.words));
                self.fault(name.span, message, hint);
                return Vec::new();
            }
            // What is no TOML in it was told where it stands.
            Err(None) => return Vec::new(),
        };
        self.elsewhere(name);
        let known = |entry: &&Entry| entry.key != "slide" && ROOT.keys.contains(&entry.key.as_str());
        for entry in root.entries.iter().filter(known) {
            let message = format!("an included file has slides alone, so its [{}] is left out", entry.key);
            self.fault(entry.key_span, message, "Write it in the deck that includes the file");
        }
        for entry in root.entries.iter().filter(|entry| !ROOT.keys.contains(&entry.key.as_str())) {
            let message = format!("an included file has no `{}`", shown(&entry.key));
            self.fault(entry.key_span, message, "Begin each of its slides with [[slide]]");
        }
        let mut out = Vec::new();
        for table in self.tables(&root, "slide", "[[slide]]") {
            match table.entry("include") {
                Some(entry) => {
                    let hint = "Name that file in the deck itself";
                    self.fault(entry.key_span, "an included file includes no others", hint);
                }
                None => out.push(table.clone()),
            }
        }
        if out.is_empty() {
            let message = format!("there is no slide in `{}`", shown(&name.words));
            self.fault(name.span, message, "Begin each of its slides with [[slide]]");
        }
        out
    }

    /// The tree of an included file, or why there is none and what to do.
    fn included_file(&mut self, name: &str) -> Result<Table, Option<(String, String)>> {
        let own = plain(name).unwrap_or_else(|_| name.to_owned());
        if self.included.first().is_some_and(|deck| same_name(deck, &own)) {
            return Err(told("it is the deck itself", "Name another file, with the slides that are to stand here"));
        }
        if self.included.iter().any(|known| same_name(known, &own)) {
            return Err(told(
                "it is included already",
                "Each file is included once; show a slide again with a link to it",
            ));
        }
        if self.included.len() > MOST_FILES {
            return Err(told(&format!("it is one of more than {MOST_FILES} files"), "Put several into one"));
        }
        let bytes = self.files.read(name, DECK_LIMIT).map_err(|fault| {
            let (message, hint) = self.refused(name, &fault);
            let too_large = matches!(fault, FileFault::TooLarge { .. });
            let split = || "Split it; pictures belong in files of their own".to_owned();
            (message, if too_large { split() } else { hint })
        })?;
        let wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
        if bytes.contains(&0) && !wide {
            let hint = "Name a file of text whose slides begin with [[slide]] each";
            return Err(told("it is no text but a picture, a program or an archive", hint));
        }
        self.count(bytes.len()).map_err(|message| (message, "Make the deck's files smaller".to_owned()))?;
        self.included.push(own);
        let source = u16::try_from(self.data.len() + 1).unwrap_or(u16::MAX);
        let (text, unreadable) = source::decode(&bytes, source);
        self.data.push(Source { name: name.to_owned(), text: Arc::from(text.as_str()) });
        let read = unreadable.map_or_else(|| source::parse(&text, source), |fault| Err(vec![fault]));
        read.map_err(|mut faults| {
            self.findings.append(&mut faults);
            None
        })
    }
}

fn told(message: &str, hint: &str) -> Option<(String, String)> {
    Some((message.to_owned(), hint.to_owned()))
}
