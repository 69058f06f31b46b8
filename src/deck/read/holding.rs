//! `holding.toml` beside the deck → the words for the slide before the talk. What is wrong in it is told; the deck's own
//! words stand then.

use super::Reader;
use crate::deck::files::FileFault;
use crate::deck::holding::{Holding, NAME};
use crate::deck::source;
use crate::deck::start::Start;
use crate::diagnostic::Source;

/// Nobody reads more before a talk.
const LIMIT: u64 = 64 * 1024;

impl Reader<'_> {
    pub(super) fn holding(&mut self) -> Holding {
        let bytes = match self.files.read(NAME, LIMIT) {
            Ok(bytes) => bytes,
            Err(FileFault::TooLarge { .. }) => {
                let message = format!("`{NAME}` is too large, so the deck's own words stand before the talk");
                self.fault(crate::diagnostic::Span::default(), message, "It has four short lines at most");
                return Holding::default();
            }
            // Most decks have none.
            Err(_) => return Holding::default(),
        };
        let at = u16::try_from(self.data.len() + 1).unwrap_or(u16::MAX);
        let (text, unreadable) = source::decode(&bytes, at);
        self.data.push(Source { name: NAME.to_owned(), text: text.as_str().into() });
        let root = match unreadable.map_or_else(|| source::parse(&text, at), |fault| Err(vec![fault])) {
            Ok(root) => root,
            Err(mut faults) => {
                self.findings.append(&mut faults);
                return Holding::default();
            }
        };
        let known = Holding::default().fields().map(|(name, _)| name);
        for entry in root.entries.iter().filter(|entry| !known.contains(&entry.key.as_str())) {
            let message = format!("`{NAME}` has no `{}`", super::values::shown(&entry.key));
            self.fault(entry.key_span, message, format!("It has {}", known.join(", ")));
        }
        let [event, title, start, notice] = known.map(|name| self.plain(&root, name));
        let start = start.filter(|words| {
            let read = Start::read(words).is_some();
            if let Some(node) = root.get("start").filter(|_| !read) {
                let message = format!("`{words}` is no time of day");
                self.fault(node.span, message, "Write hour and minutes: start = \"14:00\"");
            }
            read
        });
        Holding { event, title, start, notice }
    }
}
