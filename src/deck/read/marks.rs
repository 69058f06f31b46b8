//! `[[slide.mark]]` → what points at a place of the picture, or of the slide.

use super::Reader;
use super::fields::MARK;
use super::values::GREATEST;
use crate::deck::placing::When;
use crate::deck::source::{Table, Text, Value};
use crate::deck::{Mark, MarkKind, Rich};
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "SLD-MARK";
pub(super) const KINDS: [(&str, MarkKind); 6] = [
    ("label", MarkKind::Label),
    ("arrow", MarkKind::Arrow),
    ("box", MarkKind::Box),
    ("circle", MarkKind::Circle),
    ("line", MarkKind::Line),
    ("number", MarkKind::Number),
];
/// More than an audience follows, and more than is ever drawn.
const MANY: usize = 5;
const MOST: usize = 40;
/// How far a mark may reach over an edge unseen, as a share.
const BEYOND: f64 = 0.01;

impl Reader<'_> {
    pub(super) fn marks(&mut self, slide: &Table) -> Vec<Mark> {
        let tables =
            self.tables(slide, "mark", "[[slide.mark]] with kind = \"label\", at = [0.3, 0.7] and text = \"…\"");
        if let Some(more) = tables.get(MOST) {
            self.fault(
                more.span,
                format!("a slide can have {MOST} marks"),
                "Take the rest out, or draw it into the picture",
            );
        }
        let marks: Vec<Mark> = tables.into_iter().take(MOST).filter_map(|table| self.mark(table)).collect();
        if let Some(more) = marks.get(MANY).filter(|_| together(&marks) > MANY) {
            let message = format!("{} marks stand on this slide together", together(&marks));
            let finding = Diagnostic::warning(CODE, more.span, message);
            self.findings.push(finding.hint(format!(
                "More than {MANY} are hard to follow: let some go with `until`, or share them over two slides"
            )));
        }
        marks
    }

    fn mark(&mut self, table: &Table) -> Option<Mark> {
        let table = &*self.check_keys(table, &MARK);
        let kind = self.choice(table, "kind", &KINDS);
        let at = self.place(table, "at");
        let (to, size) = (self.place(table, "to"), self.extent(table));
        let (text, detail) = self.mark_words(table);
        let When { step, until } = self.when(table);
        let alt = self.plain(table, "alt");
        let (kind, at) = (kind?, at?);
        self.check_mark(table, kind);
        self.check_reach(table, kind, at, size);
        let complete = match kind {
            MarkKind::Label => text.is_some(),
            MarkKind::Arrow | MarkKind::Line => to.is_some(),
            MarkKind::Box | MarkKind::Circle => size.is_some(),
            MarkKind::Number => true,
        };
        let step = step.unwrap_or(0);
        let mark = Mark { kind, at, to, size, text, detail, step, until, alt, span: table.span };
        complete.then_some(mark)
    }

    /// A place as shares from the left and from the top.
    pub(super) fn place(&mut self, table: &Table, key: &str) -> Option<(f64, f64)> {
        let (x, y) =
            self.pair(table, key, "[0.3, 0.7]: the shares of the width from the left and of the height from the top")?;
        if [x, y].iter().all(|share| (0.0..=1.0).contains(share)) {
            return Some((x, y));
        }
        let span = table.get(key).map_or(table.span, |node| node.span);
        let hint = "Shares go from 0.0 to 1.0: [0, 0] is the upper left corner, [1, 1] the lower right one";
        self.fault(span, format!("`{key}` lies outside of the picture or slide"), hint);
        None
    }

    /// A size as shares of width and height.
    pub(super) fn extent(&mut self, table: &Table) -> Option<(f64, f64)> {
        let (width, height) = self.pair(table, "size", "[0.2, 0.1]: the shares of the width and of the height")?;
        if width > 0.0 && height > 0.0 && width <= 1.0 && height <= 1.0 {
            return Some((width, height));
        }
        let span = table.get("size").map_or(table.span, |node| node.span);
        self.fault(
            span,
            "`size` is no size in the picture or slide",
            "Shares go from 0.0 to 1.0: [0.5, 0.5] is half as wide and half as high",
        );
        None
    }

    fn pair(&mut self, table: &Table, key: &str, example: &str) -> Option<(f64, f64)> {
        let node = table.get(key)?;
        let Value::List(items) = &node.value else {
            self.wrong_kind(key, node, "two numbers", &format!("{key} = {example}"));
            return None;
        };
        let shares: Vec<f64> = items.iter().filter_map(|item| self.number(key, item, -GREATEST)).collect();
        match shares[..] {
            [x, y] if items.len() == 2 => Some((x, y)),
            _ if shares.len() == items.len() => {
                self.fault(node.span, format!("`{key}` must be two numbers"), format!("Write {key} = {example}"));
                None
            }
            _ => None,
        }
    }

    /// The words of a mark; from the second line on, what stands smaller under them in a legend.
    fn mark_words(&mut self, table: &Table) -> (Option<Rich>, Option<Rich>) {
        let Some(text) = self.filled(table, "text") else { return (None, None) };
        let begin = text.words.len() - text.words.trim_start().len();
        let (head, rest) = text.words[begin..].split_once('\n').unwrap_or((&text.words[begin..], ""));
        let piece = |words: &str, from: usize| Text {
            words: words.to_owned(),
            span: text.span,
            verbatim: text.verbatim.map(|at| at + from),
            written: None,
        };
        let head_piece = piece(head, begin);
        let rest_piece = piece(rest, begin + head.len() + 1);
        let head = self.inline(&head_piece);
        let rest = (!rest.trim().is_empty()).then(|| self.inline(&rest_piece));
        (Some(head), rest)
    }

    /// Frames and rings that begin inside and end outside.
    fn check_reach(&mut self, table: &Table, kind: MarkKind, at: (f64, f64), size: Option<(f64, f64)>) {
        let Some(size) = size else { return };
        // A ring is around its place, a frame has it at its upper left corner.
        let before = if kind == MarkKind::Circle { 0.5 } else { 0.0 };
        let beyond = |at: f64, size: f64| {
            let from = at - size * before;
            from < -BEYOND || from + size > 1.0 + BEYOND
        };
        if beyond(at.0, size.0) || beyond(at.1, size.1) {
            let span = table.get("size").map_or(table.span, |node| node.span);
            let finding = Diagnostic::warning(CODE, span, "the mark reaches beyond the picture or slide");
            let hint = if kind == MarkKind::Circle {
                "Make `size` less, or move `at`, which is its middle, inwards"
            } else {
                "Make `size` less, or move `at`, which is its upper left corner"
            };
            self.findings.push(finding.hint(hint));
        }
    }

    /// What a kind cannot be without, and what it does not take.
    fn check_mark(&mut self, table: &Table, kind: MarkKind) {
        let name = KINDS.iter().find(|(_, it)| *it == kind).map_or("", |(name, _)| name);
        let (needs, takes): (&[&str], &[&str]) = match kind {
            MarkKind::Label => (&["text"], &["text"]),
            MarkKind::Arrow => (&["to"], &["to", "text"]),
            MarkKind::Line => (&["to"], &["to"]),
            MarkKind::Box | MarkKind::Circle => (&["size"], &["size"]),
            MarkKind::Number => (&[], &["size", "text"]),
        };
        for key in needs.iter().filter(|key| !table.has(key)) {
            self.fault(table.span, format!("a mark of the kind `{name}` needs `{key}`"), format!("Add {key} = …"));
        }
        for key in ["to", "size", "text"].iter().filter(|key| !takes.contains(key)) {
            if let Some(entry) = table.entry(key) {
                let hint = match *key {
                    "text" => "Labels, arrows and numbers have words: add one of them beside it".to_owned(),
                    key => format!("Take `{key}` out, or choose another kind"),
                };
                self.fault(entry.key_span, format!("a mark of the kind `{name}` has no `{key}`"), hint);
            }
        }
    }
}

/// How many marks are there at once, at the fullest step.
fn together(marks: &[Mark]) -> usize {
    let at =
        |step: usize| marks.iter().filter(|it| it.step <= step && it.until.is_none_or(|until| until > step)).count();
    marks.iter().map(|it| at(it.step)).max().unwrap_or(0)
}
