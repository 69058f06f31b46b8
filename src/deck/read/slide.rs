//! One `[[slide]]` → a `Slide`: its layout said or inferred, its fields checked against that layout.

use std::borrow::Cow;

use super::Reader;
use super::brand::Behind;
use super::fields::{FIELDS, Field, Kind, LAYOUTS, Shape};
use super::pictures::ALT;
use super::values::shown;
use crate::deck::direction::Direction;
use crate::deck::source::{Table, Text, Value};
use crate::deck::theme::GroundName;
use crate::deck::{Block, Layout, Reveal, Rich, Side, Slide, Speaker, Transition};
use crate::diagnostic::{Severity, Span};

pub(super) const REVEALS: [(&str, Reveal); 4] =
    [("none", Reveal::None), ("items", Reveal::Items), ("blocks", Reveal::Blocks), ("columns", Reveal::Columns)];
pub(super) const TRANSITIONS: [(&str, Transition); 4] =
    [("cut", Transition::Cut), ("fade", Transition::Fade), ("push", Transition::Push), ("move", Transition::Move)];
/// The grounds that every theme has.
pub(super) const GROUNDS: [(&str, GroundName); 3] =
    [("paper", GroundName::Paper), ("sand", GroundName::Sand), ("dark", GroundName::Dark)];

/// Takes away what the layout does not take, which was told.
fn leave_out(slide: &mut Slide, kind: Kind) {
    let taken = |key| FIELDS.iter().any(|field| field.key == key && field.taken_by(kind));
    for (key, blocks) in [("body", &mut slide.body), ("aside", &mut slide.aside)] {
        if !taken(key) {
            blocks.clear();
        }
    }
    for (key, words) in [("subtitle", &mut slide.subtitle), ("source", &mut slide.source)] {
        words.take_if(|_| !taken(key));
    }
    slide.picture.take_if(|_| !taken("picture"));
    if !taken("pictures") {
        slide.pictures.clear();
    }
    slide.columns.take_if(|_| !taken("columns"));
}

/// Whether the audience would see something of it.
fn shows(slide: &Slide, layout: &Layout) -> bool {
    match layout {
        Layout::Quote { .. }
        | Layout::Publication { .. }
        | Layout::Chart { .. }
        | Layout::Numbers { .. }
        | Layout::Agenda => true,
        Layout::Parts { whole } => !whole.parts.is_empty() || words(slide),
        Layout::Canvas { items } => !items.is_empty() || words(slide),
        Layout::Compare { left, right } => {
            let said = |side: &Side| side.kicker.is_some() || !side.body.is_empty();
            said(left) || said(right) || words(slide)
        }
        Layout::Title { speakers, .. } | Layout::Closing { speakers } => !speakers.is_empty() || words(slide),
        _ => words(slide),
    }
}

/// Whether anything that all layouts have in the same way is there.
fn words(slide: &Slide) -> bool {
    let lines = [&slide.title, &slide.kicker, &slide.subtitle, &slide.source];
    lines.iter().any(|line| line.is_some())
        || !slide.body.is_empty()
        || !slide.aside.is_empty()
        || slide.picture.is_some()
        || !slide.pictures.is_empty()
}

/// The layout for what could be read, where the slide's own cannot be drawn.
fn stand_in(slide: &Slide) -> Layout {
    match slide.body.as_slice() {
        _ if !words(slide) => Layout::Faulty,
        [Block::List { .. }] => Layout::Bullets,
        [_, ..] => Layout::Statement { number: None },
        [] if slide.picture.is_some() || !slide.pictures.is_empty() => Layout::Image,
        [] => Layout::Blank,
    }
}

/// Whether the picture or the pictures are written before the body.
fn picture_first(table: &Table) -> bool {
    let at = |key: &str| table.entry(key).map(|entry| entry.key_span.start);
    let picture = at("picture").or_else(|| at("pictures"));
    picture.zip(at("body")).is_some_and(|(picture, body)| picture < body)
}

/// What a slide may refer to.
pub(super) struct Around<'d> {
    pub speakers: &'d [Speaker],
    /// Never empty.
    pub languages: &'d [String],
    /// The talk's title and subtitle, which a title slide has that says none of its own.
    pub title: Option<Rich>,
    pub subtitle: Option<Rich>,
}

/// A slide that has no id yet, and the id that its author gave it.
pub(super) struct Placed {
    pub slide: Slide,
    pub id: Option<(String, Span)>,
}

impl Reader<'_> {
    /// A fault costs its place: what else there is of the slide is laid out.
    pub(super) fn slide(&mut self, table: &Table, index: usize, around: &Around<'_>) -> Placed {
        let mark = self.findings.len();
        self.footnotes.clear();
        let table = &*self.check_slide_keys(table);
        self.includes_alone(table);
        let body = self.blocks(table, "body");
        let kind = self.kind(table, index, &body);
        let mut layout = kind.and_then(|kind| self.layout(kind, table, around));
        let mut slide = self.common(table, kind.unwrap_or(Kind::Blank), body);
        // Where the layout cannot be drawn, what it does not take may be all that there is.
        if let (Some(kind), Some(_)) = (kind, &layout) {
            leave_out(&mut slide, kind);
        }
        if let Some(Layout::Parts { whole }) = &mut layout {
            *whole = self.whole(table, &mut slide);
        }
        if let Some(kind @ (Kind::Code | Kind::Table)) = kind
            && let Some(whole) = self.placed_table(table, &mut slide).or_else(|| self.timed(table, kind, &mut slide))
        {
            layout = Some(Layout::Parts { whole });
        }
        if let Some(kind) = kind {
            self.check_placing(table, kind);
        }
        let has_columns = matches!(kind, None | Some(Kind::Parts | Kind::Compare));
        if slide.reveal == Reveal::Columns && !has_columns {
            let hint = "Write reveal = \"items\" or \"blocks\"; or share its parts over [[slide.column]]s";
            self.fault(table.span_of("reveal"), "there are no columns to reveal", hint);
            slide.reveal = Reveal::None;
        }
        if slide.replace && !matches!(slide.reveal, Reveal::Items | Reveal::Blocks) {
            let hint =
                "Write reveal = \"blocks\" or \"items\" beside it: each then stands in the place of the one before";
            self.fault(table.span_of("replace"), "nothing comes that could replace what is there", hint);
            slide.replace = false;
        }
        if kind == Some(Kind::Title) && !table.has("title") {
            slide.title.clone_from(&around.title);
            slide.subtitle = slide.subtitle.or_else(|| around.subtitle.clone());
        }
        let id = self.id(table, "id");
        slide.cues = self.cues(table, around);
        slide.faulty = self.seen_since(mark);
        slide.layout = match layout {
            Some(layout) if !slide.faulty || shows(&slide, &layout) => layout,
            _ => stand_in(&slide),
        };
        self.number_footnotes(&mut slide);
        // The audience sees neither of these.
        slide.time = self.duration(table, "time");
        slide.notes = self.notes(table);
        Placed { slide, id }
    }

    /// What every layout has in the same way. The layout itself is filled in afterwards.
    fn common(&mut self, table: &Table, kind: Kind, mut body: Vec<Block>) -> Slide {
        let own = self.own_block(kind, table, &body);
        // Code that is written over the words stands over them.
        let first = |key: &str| table.entry(key).map(|entry| entry.key_span.start);
        let at = if kind == Kind::Code && first("code") < first("body") { 0 } else { body.len() };
        body.splice(at..at, own);
        let title = self.called(table, "title");
        let usual = match kind {
            Kind::Title | Kind::Section | Kind::Closing | Kind::Quote => false,
            // Without a title the picture fills the slide.
            Kind::Image => title.is_some(),
            _ => true,
        };
        let (footer, footer_words) = self.slide_footer(table);
        let (mut ground, mut background) = (self.choice(table, "ground", &GROUNDS), None);
        match self.background(table) {
            Some(Behind::Ground(name)) => ground = ground.or(Some(name)),
            Some(Behind::Own(own)) => background = Some(own),
            None => {}
        }
        Slide {
            id: String::new(),
            layout: Layout::Blank,
            kicker: self.rich(table, "kicker"),
            title,
            subtitle: self.rich(table, "subtitle"),
            body,
            aside: self.blocks(table, "aside"),
            source: self.rich(table, "source"),
            footnotes: Vec::new(),
            picture: self.picture(table),
            marks: self.marks(table),
            pictures: self.pictures(table),
            picture_first: picture_first(table),
            section: self.called(table, "section"),
            background,
            ground,
            columns: self.integer(table, "columns", 1..=3),
            reveal: self.choice(table, "reveal", &REVEALS).unwrap_or_default(),
            replace: self.truth(table, "replace").unwrap_or(false),
            direction: self.choice(table, "direction", &Direction::ALL),
            transition: self.choice(table, "transition", &TRANSITIONS),
            time: None,
            notes: Vec::new(),
            cues: Vec::new(),
            hidden: self.truth(table, "hidden").unwrap_or(false),
            optional: self.truth(table, "optional").unwrap_or(false),
            appendix: self.truth(table, "appendix").unwrap_or(false),
            footer: footer.unwrap_or(usual),
            footer_words,
            logo: self.truth(table, "logo").unwrap_or(true),
            allow: self.allow(table),
            faulty: false,
            span: table.span,
        }
    }

    /// Whether a slide has a footer, if it says so, and its own words in it.
    fn slide_footer(&mut self, table: &Table) -> (Option<bool>, Option<String>) {
        match table.get("footer").map(|node| (&node.value, node)) {
            None => (None, None),
            Some((Value::Truth(shown), _)) => (Some(*shown), None),
            Some((Value::Text(_), _)) => {
                let words = self.plain(table, "footer");
                (words.is_some().then_some(true), words)
            }
            Some((_, node)) => {
                self.wrong_kind("footer", node, "true, false or words", "footer = false, or footer = \"its words\"");
                (None, None)
            }
        }
    }

    fn check_slide_keys<'t>(&mut self, table: &'t Table) -> Cow<'t, Table> {
        const KEYS: [&str; FIELDS.len()] = {
            let mut keys = [""; FIELDS.len()];
            let mut at = 0;
            while at < keys.len() {
                keys[at] = FIELDS[at].key;
                at += 1;
            }
            keys
        };
        self.check_keys(table, &Shape { name: "[[slide]]", keys: &KEYS, required: &[] })
    }

    /// The slide's layout, if it is known, and whether its fields are the layout's.
    fn kind(&mut self, table: &Table, index: usize, body: &[Block]) -> Option<Kind> {
        let said = table.has("layout");
        let chosen = if said { self.choice(table, "layout", &LAYOUTS) } else { None };
        let mark = self.findings.len();
        let kind = chosen.or_else(|| self.infer(table, index, body));
        if said {
            // What to do about the layout was told.
            self.findings.truncate(mark);
        }
        let kind = kind?;
        // Which fields an unknown layout takes nobody knows.
        let known = chosen.is_some() || !said;
        for field in FIELDS.iter().filter(|_| known) {
            let entry = table.entry(field.key);
            if let Some(entry) = entry.filter(|_| !field.taken_by(kind)) {
                self.not_taken(field, entry.key_span, kind, said);
            }
            // Several pictures are as good as one.
            let instead = field.key == "picture" && table.has("pictures");
            if entry.is_none() && field.required.contains(&kind) && !instead {
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
            ("left", Kind::Compare),
            ("right", Kind::Compare),
            ("item", Kind::Canvas),
            ("column", Kind::Parts),
            ("row", Kind::Parts),
            ("table", Kind::Table),
            ("code", Kind::Code),
            ("chart", Kind::Chart),
            ("numbers", Kind::Numbers),
        ];
        let parts = ["table", "code", "chart", "numbers"].into_iter().filter(|key| table.has(key)).count();
        if parts > 1 && !telling[..4].iter().any(|(key, _)| table.has(key)) {
            return Some(Kind::Parts);
        }
        if let Some((_, kind)) = telling.into_iter().find(|(key, _)| table.has(key)) {
            return Some(kind);
        }
        let says = |key: &str| match table.get(key).map(|node| &node.value) {
            Some(Value::Text(text)) => !text.words.trim().is_empty(),
            value => value.is_some(),
        };
        if !["title", "body", "aside", "number", "picture", "pictures"].into_iter().any(says) {
            let hint = "Give it a title, a body or a picture; or layout = \"blank\", if it is meant to be empty";
            self.fault(table.span, "this slide shows nothing", hint);
            return None;
        }
        let first_with_title = index == 0 && table.has("title");
        if table.has("body") {
            return Some(if matches!(body, [Block::List { .. }]) { Kind::Bullets } else { Kind::Statement });
        }
        if table.has("aside") || table.has("number") {
            return Some(Kind::Statement);
        }
        // A picture that says its place, or builds up, is what a slide is about, also of the first one.
        let figure = match table.get("picture").map(|node| &node.value) {
            Some(Value::Table(picture)) => ["below", "above", "left", "right"].into_iter().any(|place| {
                matches!(picture.get("place").map(|it| &it.value), Some(Value::Text(text)) if text.words == place)
            }) || picture.has("steps"),
            _ => false,
        };
        if table.has("pictures") || figure || table.has("picture") && !first_with_title {
            return Some(Kind::Image);
        }
        // A title alone is a punchline; a section says so, or has a subtitle.
        Some(match index {
            0 => Kind::Title,
            _ if table.has("subtitle") => Kind::Section,
            _ => Kind::Statement,
        })
    }

    /// Whether anything was told since `mark` that changes what is drawn.
    fn seen_since(&self, mark: usize) -> bool {
        self.findings[mark..].iter().any(|finding| finding.severity == Severity::Error && finding.code != ALT)
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
