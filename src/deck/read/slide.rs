//! One `[[slide]]` → a `Slide`: its layout said or inferred, its fields checked against that layout.

use super::Reader;
use super::fields::{FIELDS, Field, Kind, LAYOUTS, Shape};
use super::values::shown;
use crate::deck::source::{Table, Text};
use crate::deck::theme::GroundName;
use crate::deck::{Block, Layout, Reveal, Slide, Speaker, Transition};
use crate::diagnostic::Span;

pub(super) const REVEALS: [(&str, Reveal); 3] =
    [("none", Reveal::None), ("items", Reveal::Items), ("blocks", Reveal::Blocks)];
pub(super) const TRANSITIONS: [(&str, Transition); 4] =
    [("cut", Transition::Cut), ("fade", Transition::Fade), ("push", Transition::Push), ("move", Transition::Move)];
/// The grounds that every theme has.
pub(super) const GROUNDS: [(&str, GroundName); 3] =
    [("paper", GroundName::Paper), ("sand", GroundName::Sand), ("dark", GroundName::Dark)];

/// What a slide may refer to.
pub(super) struct Around<'d> {
    pub speakers: &'d [Speaker],
    /// Never empty.
    pub languages: &'d [String],
}

/// A slide that has no id yet, and the id that its author gave it.
pub(super) struct Placed {
    pub slide: Slide,
    pub id: Option<(String, Span)>,
}

impl Reader<'_> {
    pub(super) fn slide(&mut self, table: &Table, index: usize, around: &Around<'_>) -> Placed {
        let mark = self.findings.len();
        self.check_slide_keys(table);
        let body = self.blocks(table, "body");
        let kind = self.kind(table, index, &body);
        let layout = kind.and_then(|kind| self.layout(kind, table, around));
        let mut slide = self.common(table, kind.unwrap_or(Kind::Blank), body);
        let id = self.id(table, "id");
        let messages = self.told_since(mark);
        slide.layout = match layout {
            Some(layout) if messages.is_empty() => layout,
            _ => Layout::Faulty { messages },
        };
        // What the audience does not see on the slide is read last: its faults are told, but the slide plays.
        slide.time = self.duration(table, "time");
        slide.notes = self.notes(table);
        slide.cues = self.cues(table, around);
        Placed { slide, id }
    }

    /// What every layout has in the same way. The layout itself is filled in afterwards.
    fn common(&mut self, table: &Table, kind: Kind, mut body: Vec<Block>) -> Slide {
        body.extend(self.own_block(kind, table, &body));
        let title = self.rich(table, "title");
        let footer = match kind {
            Kind::Title | Kind::Section | Kind::Closing | Kind::Quote => false,
            // Without a title the picture fills the slide.
            Kind::Image => title.is_some(),
            _ => true,
        };
        Slide {
            id: String::new(),
            layout: Layout::Blank,
            kicker: self.rich(table, "kicker"),
            title,
            subtitle: self.rich(table, "subtitle"),
            body,
            aside: self.blocks(table, "aside"),
            source: self.rich(table, "source"),
            picture: self.picture(table),
            ground: self.choice(table, "ground", &GROUNDS),
            columns: self.integer(table, "columns", 1..=3),
            reveal: self.choice(table, "reveal", &REVEALS).unwrap_or_default(),
            transition: self.choice(table, "transition", &TRANSITIONS),
            time: None,
            notes: Vec::new(),
            cues: Vec::new(),
            hidden: self.truth(table, "hidden").unwrap_or(false),
            optional: self.truth(table, "optional").unwrap_or(false),
            appendix: self.truth(table, "appendix").unwrap_or(false),
            footer: self.truth(table, "footer").unwrap_or(footer),
            span: table.span,
        }
    }

    fn check_slide_keys(&mut self, table: &Table) {
        const KEYS: [&str; FIELDS.len()] = {
            let mut keys = [""; FIELDS.len()];
            let mut at = 0;
            while at < keys.len() {
                keys[at] = FIELDS[at].key;
                at += 1;
            }
            keys
        };
        self.check_keys(table, &Shape { name: "[[slide]]", keys: &KEYS, required: &[] });
    }

    /// The slide's layout, if it is known, and whether its fields are the layout's.
    fn kind(&mut self, table: &Table, index: usize, body: &[Block]) -> Option<Kind> {
        let said = table.has("layout");
        let kind = if said { self.choice(table, "layout", &LAYOUTS)? } else { self.infer(table, index, body)? };
        for field in FIELDS {
            let entry = table.entry(field.key);
            if let Some(entry) = entry.filter(|_| !field.taken_by(kind)) {
                self.not_taken(field, entry.key_span, kind, said);
            }
            if entry.is_none() && field.required.contains(&kind) {
                let message = format!("the layout `{}` needs `{}`", kind.name(), field.key);
                self.fault(table.span, message, format!("Add {} = …", field.key));
            }
        }
        Some(kind)
    }

    fn not_taken(&mut self, field: &Field, span: Span, kind: Kind, said: bool) {
        let takers: Vec<&str> = field.layouts.unwrap_or_default().iter().map(|kind| kind.name()).collect();
        let inferred = if said { "" } else { " (which the other fields make it)" };
        let message = format!("the layout `{}`{inferred} takes no `{}`", kind.name(), field.key);
        let these = if takers.len() == 1 { "The layout that takes it is" } else { "Layouts that take it:" };
        self.fault(span, message, format!("{these} {}", takers.join(", ")));
    }

    /// The layout that the fields make plain.
    fn infer(&mut self, table: &Table, index: usize, body: &[Block]) -> Option<Kind> {
        let telling = [
            ("cover", Kind::Publication),
            ("quote", Kind::Quote),
            ("chart", Kind::Chart),
            ("numbers", Kind::Numbers),
            ("left", Kind::Compare),
            ("right", Kind::Compare),
            ("table", Kind::Table),
            ("code", Kind::Code),
        ];
        if let Some((_, kind)) = telling.into_iter().find(|(key, _)| table.has(key)) {
            return Some(kind);
        }
        let first_with_title = index == 0 && table.has("title");
        if table.has("body") {
            return Some(if matches!(body, [Block::List { .. }]) { Kind::Bullets } else { Kind::Statement });
        }
        if table.has("aside") || table.has("number") {
            return Some(Kind::Statement);
        }
        if table.has("picture") && !first_with_title {
            return Some(Kind::Image);
        }
        if table.has("title") {
            return Some(if index == 0 { Kind::Title } else { Kind::Section });
        }
        let hint = "Give it a title, a body or a picture; or layout = \"blank\", if it is meant to be empty";
        self.fault(table.span, "this slide shows nothing", hint);
        None
    }

    /// The speakers on a title slide: those named, or all.
    pub(super) fn shown_speakers(&mut self, table: &Table, around: &Around<'_>) -> Vec<usize> {
        if !table.has("speakers") {
            return (0..around.speakers.len()).collect();
        }
        let ids: Vec<&Text> = self.texts(table, "speakers").unwrap_or_default();
        let mut shown_ones = Vec::new();
        for id in ids {
            match self.speaker(id, around) {
                Some(speaker) if shown_ones.contains(&speaker) => {
                    self.fault(id.span, format!("`{}` is named twice", shown(&id.words)), "Keep one of the two");
                }
                Some(speaker) => shown_ones.push(speaker),
                None => {}
            }
        }
        shown_ones
    }
}
