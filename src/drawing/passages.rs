//! A drawing → its words in reading order: lines, and code as it was written.

use std::sync::Arc;

use super::{DataTable, Drawing, Group, Item, Passage, Placed, Role, SOFT_HYPHEN};

impl Drawing {
    /// The words that are seen on the slide, in reading order, a line for each block, without decoration.
    /// A figure speaks its alt text unless it holds real text.
    #[must_use]
    pub fn words(&self) -> String {
        joined(&self.passages_with(Told { sign: "", data: false }))
    }

    /// The same, with code apart from running words, and footnotes as Markdown has them: `[^1]`.
    #[must_use]
    pub fn passages(&self) -> Vec<Passage> {
        self.passages_with(Told { sign: "^", data: true })
    }

    fn passages_with(&self, told: Told) -> Vec<Passage> {
        let mut out = Passages { told, ..Passages::default() };
        out.add(&self.items);
        out.end();
        out.done
    }
}

/// How words are told.
#[derive(Clone, Copy, Default)]
struct Told {
    /// Stands before the figures of footnotes.
    sign: &'static str,
    /// Whether a chart says what it shows and then its numbers, not the words that are drawn in it.
    data: bool,
}

fn joined(passages: &[Passage]) -> String {
    let lines: Vec<&str> = passages.iter().map(Passage::words).collect();
    lines.join("\n").trim_end().to_owned()
}

/// The passages of all steps in reading order, each once: those of the last, and between them what has gone by then.
#[must_use]
pub fn passages_of_all(steps: &[Arc<Drawing>]) -> Vec<Passage> {
    merged(steps, "^").0
}

/// The same as lines.
#[must_use]
pub fn words_of_all(steps: &[Arc<Drawing>]) -> String {
    joined(&merged(steps, "").0)
}

/// What is said at some step, and no more at the last one.
#[must_use]
pub fn gone(steps: &[Arc<Drawing>]) -> Vec<Passage> {
    // At the last of one step nothing has gone.
    if steps.len() > 1 { merged(steps, "").1 } else { Vec::new() }
}

fn merged(steps: &[Arc<Drawing>], sign: &'static str) -> (Vec<Passage>, Vec<Passage>) {
    let Some((last, before)) = steps.split_last() else { return Default::default() };
    let told = Told { sign, data: true };
    if before.is_empty() {
        return (last.passages_with(told), Vec::new());
    }
    let (mut all, mut gone) = (last.passages_with(told), Vec::new());
    // A drawing whose words are still to come speaks its alternative.
    let mut alts = Vec::new();
    figures(&last.items, &mut alts);
    for step in before {
        let mut at = 0;
        for passage in step.passages_with(told) {
            let known = |it: &Passage| *it == passage || it.holds(&passage);
            let found = all[at..].iter().position(known).map(|further| at + further);
            if let Some(place) = found.or_else(|| all[..at].iter().position(known)) {
                at = at.max(place + 1);
            } else if !alts.contains(&passage.words()) && !matches!(passage, Passage::Data(_)) {
                gone.push(passage.clone());
                all.insert(at, passage);
                at += 1;
            }
        }
    }
    (all, gone)
}

fn figures<'d>(items: &'d [Placed], out: &mut Vec<&'d str>) {
    for placed in items {
        let Item::Group(group) = &placed.item else { continue };
        if let Role::Figure { alt } = &group.role {
            out.push(alt);
        }
        figures(&group.items, out);
    }
}

impl Passage {
    /// What it says.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Line(line) => line,
            Self::Data(table) => &table.spoken,
            Self::Code(code) => code,
        }
    }

    /// Whether it begins with the words of another: a line of which more has come by now.
    fn holds(&self, other: &Self) -> bool {
        let mut own = self.words().split_whitespace();
        other.words().split_whitespace().all(|word| own.next() == Some(word))
    }
}

/// What a chart says of itself, and the numbers behind it, if one stands first among these.
fn chart(items: &[Placed]) -> Option<(&str, &Arc<DataTable>)> {
    fn role(placed: &Placed) -> Option<&Role> {
        if let Item::Group(group) = &placed.item { Some(&group.role) } else { None }
    }
    match (items.first().and_then(role)?, items.get(1).and_then(role)?) {
        (Role::Figure { alt }, Role::Data(table)) => Some((alt, table)),
        _ => None,
    }
}

#[derive(Default)]
struct Passages {
    done: Vec<Passage>,
    line: String,
    told: Told,
}

impl Passages {
    fn add(&mut self, items: &[Placed]) {
        for (at, placed) in items.iter().enumerate() {
            if let (true, Some((alt, table))) = (self.told.data, chart(&items[at..])) {
                self.end();
                self.done.push(Passage::Line(alt.to_owned()));
                self.done.push(Passage::Data(Arc::clone(table)));
                continue;
            }
            match &placed.item {
                Item::Text(run) => self.line.extend(run.said().chars().filter(|c| *c != SOFT_HYPHEN)),
                Item::Shape(_) | Item::Picture(_) => {}
                Item::Group(group) => self.group(group),
            }
        }
    }

    fn group(&mut self, group: &Group) {
        match &group.role {
            Role::Decoration | Role::Data(_) => {}
            Role::RubyText => {
                self.line.push('(');
                self.add(&group.items);
                self.line.push(')');
            }
            Role::Link { .. } | Role::Language(_) | Role::Ruby | Role::RubyBase => self.add(&group.items),
            Role::Formula { alt, .. } => self.line.push_str(alt),
            Role::Reference { number } => self.line.push_str(&format!("[{}{number}]", self.told.sign)),
            Role::Note { number } => self.note(*number, &group.items),
            Role::Label => {
                if !self.line.ends_with(AFTER_LABEL) {
                    self.end();
                }
                self.label(&group.items);
                self.line.push(AFTER_LABEL);
            }
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
                if !self.line.ends_with(AFTER_LABEL) {
                    self.end()
                }
            }
        }
    }

    /// A list item's number, or what its box says.
    fn label(&mut self, items: &[Placed]) {
        for placed in items {
            match &placed.item {
                Item::Group(Group { role: Role::Figure { alt }, .. }) => self.line.push_str(alt),
                _ => self.add(std::slice::from_ref(placed)),
            }
        }
    }

    /// A footnote, whose figure is written as in the text.
    fn note(&mut self, number: usize, items: &[Placed]) {
        self.end();
        let colon = if self.told.sign.is_empty() { "" } else { ":" };
        self.line = format!("[{}{number}]{colon} ", self.told.sign);
        let is_label = |placed: &Placed| matches!(&placed.item, Item::Group(group) if group.role == Role::Label);
        for placed in items.iter().filter(|placed| !is_label(placed)) {
            match &placed.item {
                Item::Group(group) => self.add(&group.items),
                _ => self.add(std::slice::from_ref(placed)),
            }
        }
        self.end();
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
