//! A drawing → its words in reading order: lines, and code as it was written.

use std::sync::Arc;

use super::{Drawing, Group, Item, Passage, Placed, Role, SOFT_HYPHEN};

impl Drawing {
    /// The slide's words in reading order, a line for each block, without decoration.
    /// A figure speaks its alt text unless it holds real text.
    #[must_use]
    pub fn words(&self) -> String {
        let line = |passage: Passage| match passage {
            Passage::Line(line) => line,
            Passage::Code(code) => code.to_string(),
        };
        self.passages().into_iter().map(line).collect::<Vec<_>>().join("\n").trim_end().to_owned()
    }

    /// The same, with code apart from running words.
    #[must_use]
    pub fn passages(&self) -> Vec<Passage> {
        let mut out = Passages::default();
        out.add(&self.items);
        out.end();
        out.done
    }
}

#[derive(Default)]
struct Passages {
    done: Vec<Passage>,
    line: String,
}

impl Passages {
    fn add(&mut self, items: &[Placed]) {
        for placed in items {
            match &placed.item {
                Item::Text(run) => self.line.extend(run.text.chars().filter(|c| *c != SOFT_HYPHEN)),
                Item::Shape(_) | Item::Picture(_) => {}
                Item::Group(group) => self.group(group),
            }
        }
    }

    fn group(&mut self, group: &Group) {
        match &group.role {
            Role::Decoration => {}
            Role::Link { .. } | Role::Language(_) => self.add(&group.items),
            Role::Formula { alt } => self.line.push_str(alt),
            Role::Code(text) => {
                self.end();
                self.done.push(Passage::Code(Arc::clone(text)));
            }
            role => {
                if !self.line.ends_with(AFTER_LABEL) {
                    self.end();
                }
                let before = (self.done.len(), self.line.len());
                self.add(&group.items);
                if let Role::Figure { alt } = role
                    && (self.done.len(), self.line.len()) == before
                {
                    self.line.push_str(alt);
                }
                if matches!(role, Role::Label) {
                    self.line.push(AFTER_LABEL)
                } else if !self.line.ends_with(AFTER_LABEL) {
                    self.end()
                }
            }
        }
    }

    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim_end_matches([' ', AFTER_LABEL]);
        if !line.is_empty() {
            self.done.push(Passage::Line(line.to_owned()));
        }
    }
}

/// Stands between a list item's number and its words, which begin no new line.
const AFTER_LABEL: char = '\u{2007}';
