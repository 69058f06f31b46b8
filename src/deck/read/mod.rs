//! A deck's text → a `Deck` with every default filled in, and all that is wrong with it.
//!
//! Invariant: reading never fails, and a fault costs its place: what can be read of a slide and of the deck plays.

mod allow;
mod brand;
mod build_up;
mod canvas;
mod captions;
mod cells;
mod chart_checks;
mod charts;
mod code;
mod data;
mod deck;
pub mod fields;
mod films;
mod fonts;
mod footnotes;
mod guides;
mod holding;
mod images;
mod includes;
mod layouts;
mod made;
mod marks;
mod paths;
mod phrases;
mod pictures;
mod places;
mod regions;
mod scatter;
pub(super) mod scripts;
mod sheet;
mod slide;
pub(crate) mod texts;
mod values;

use std::collections::HashMap;
use std::sync::Arc;

use crate::bitmap::Sketch;
use crate::deck::brand::Brand;
use crate::deck::direction::Direction;
use crate::deck::files::Files;
use crate::deck::markdown::Definition;
use crate::deck::source::{self, READ};
use crate::deck::{
    Allow, CaptionDisplay, Captions, Deck, Ending, FAULTY, Layout, PictureContent, Reveal, Slide, Transition, theme,
};
use crate::diagnostic::{Diagnostic, Source, Sources, Span, closest};
use crate::geometry::Aspect;

/// Slides in a deck.
pub const MOST_SLIDES: usize = 5_000;
/// Findings that are told; no one fixes more in one go.
const MOST_FINDINGS: usize = 500;
/// The theme of a deck that names none.
pub const DEFAULT_THEME: &str = "civic";
/// The language of a deck that fails to say it.
const DEFAULT_LANGUAGE: &str = "en";

/// A deck, what is wrong with it, and the text that the findings point into.
#[derive(Clone, Debug)]
pub struct Read {
    pub deck: Deck,
    /// In the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
}

/// How a deck is shown for once, where that is not as it says itself.
#[derive(Clone, Debug, Default)]
pub struct Look {
    pub theme: Option<String>,
    pub variant: Option<theme::Variant>,
}

impl Look {
    /// Whether it is the deck's own.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.theme.is_none() && self.variant.is_none()
    }
}

/// Reads the text of a deck. `name` is what its author knows it by; pictures and fonts come through `files`.
#[must_use]
pub fn read(bytes: &[u8], name: &str, files: &dyn Files) -> Read {
    read_as(bytes, name, files, &Look::default())
}

/// The same in another look.
#[must_use]
pub fn read_as(bytes: &[u8], name: &str, files: &dyn Files, look: &Look) -> Read {
    let (text, unreadable) = source::decode(bytes, 0);
    let tree = match unreadable {
        Some(fault) => Err(vec![fault]),
        None => source::parse(&text, 0),
    };
    let mut reader = Reader { look: look.clone(), ..Reader::new(&text, name, files) };
    let deck = match tree {
        Ok(root) => reader.deck(&root),
        Err(faults) => {
            reader.findings = faults;
            reader.card()
        }
    };
    let diagnostics = in_order(std::mem::take(&mut reader.findings));
    let own = Source { name: name.to_owned(), text: Arc::from(text) };
    let sources = Sources(std::iter::once(own).chain(reader.data).collect());
    Read { deck, diagnostics, sources }
}

/// The findings from top to bottom; the first of them where they are too many.
fn in_order(mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    findings.sort_by_key(|finding| finding.span.map(|span| (span.file, span.start)));
    if findings.len() > MOST_FINDINGS {
        let more = findings.len() - MOST_FINDINGS;
        findings.truncate(MOST_FINDINGS);
        findings.push(Diagnostic::error(READ, None, format!("there are {more} more faults, which are not shown")));
    }
    findings
}

/// What all parts of reading share: the files, the findings so far, the pictures already loaded.
struct Reader<'a> {
    files: &'a dyn Files,
    findings: Vec<Diagnostic>,
    pictures: HashMap<String, PictureContent>,
    /// Of pictures that lie behind slides, by the same names.
    sketches: HashMap<String, Option<Sketch>>,
    /// Files of data that findings point into, after the deck's own text.
    data: Vec<Source>,
    /// Footnotes that were read of the slide at hand.
    footnotes: Vec<Definition>,
    /// Phrases in other languages.
    phrases: Vec<phrases::Phrase>,
    /// Bytes of pictures and fonts so far.
    loaded: u64,
    /// Squares of QR codes so far.
    squares: usize,
    /// The drawings of QR codes so far, by their words.
    codes: HashMap<String, made::Code>,
    /// Bytes of code so far.
    coded: usize,
    /// Rows of files that charts show so far.
    rows: usize,
    /// Bytes and words of captions so far.
    said: (usize, usize),
    /// Where each line begins.
    lines: Vec<usize>,
    /// What the deck's own file is called, and the files that are included so far.
    included: Vec<String>,
    /// The deck's own, once it is known.
    language: String,
    look: Look,
}

impl<'a> Reader<'a> {
    fn new(text: &str, name: &str, files: &'a dyn Files) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self {
            files,
            findings: Vec::new(),
            pictures: HashMap::new(),
            sketches: HashMap::new(),
            data: Vec::new(),
            footnotes: Vec::new(),
            phrases: Vec::new(),
            loaded: 0,
            squares: 0,
            codes: HashMap::new(),
            coded: 0,
            rows: 0,
            said: (0, 0),
            lines: std::iter::once(0).chain(breaks).collect(),
            included: vec![name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned()],
            language: DEFAULT_LANGUAGE.to_owned(),
            look: Look::default(),
        }
    }

    /// Where a place is: `line 12`, or `line 12 of opening.toml`.
    fn line(&self, span: Span) -> String {
        match usize::from(span.file).checked_sub(1).and_then(|at| self.data.get(at)) {
            None => format!("line {}", self.lines.partition_point(|start| *start <= span.start as usize)),
            Some(source) => {
                let before = source.text.get(..span.start as usize).unwrap_or_default();
                format!("line {} of {}", before.matches('\n').count() + 1, source.name)
            }
        }
    }

    /// The name that was meant. Beyond the findings that are told nobody asks, and to look among many takes long.
    fn closest<'n>(&self, written: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
        if self.findings.len() < MOST_FINDINGS { closest(written, names) } else { None }
    }

    /// Reports a fault of the format with its remedy.
    fn fault(&mut self, span: Span, message: impl Into<String>, hint: impl Into<String>) {
        self.findings.push(Diagnostic::error(READ, span, message).hint(hint));
    }

    /// A deck of one empty slide, where there is no deck.
    fn card(&mut self) -> Deck {
        Deck {
            title: FAULTY.to_owned(),
            subtitle: None,
            language: DEFAULT_LANGUAGE.to_owned(),
            length: None,
            length_span: Span::default(),
            event: None,
            date: None,
            start: None,
            holding: Default::default(),
            ending: Ending::default(),
            handout: None,
            subject: None,
            keywords: Vec::new(),
            short_title: FAULTY.to_owned(),
            aspect: Aspect::default(),
            direction: Direction::default(),
            transition: Transition::default(),
            theme: theme::usual(),
            brand: Brand::default(),
            speakers: Vec::new(),
            captions: default_captions(DEFAULT_LANGUAGE),
            fonts: Vec::new(),
            slides: vec![faulty_slide("faulty-deck")],
            recorded: None,
            allow: Allow::default(),
            faulty: true,
        }
    }
}

fn default_captions(language: &str) -> Captions {
    Captions {
        languages: vec![language.to_owned()],
        display: CaptionDisplay::default(),
        max_chars: 37,
        max_lines: 2,
        plan_wpm: 140,
        span: Span::default(),
    }
}

fn faulty_slide(id: &str) -> Slide {
    Slide {
        id: id.to_owned(),
        layout: Layout::Faulty,
        kicker: None,
        title: None,
        subtitle: None,
        body: Vec::new(),
        aside: Vec::new(),
        source: None,
        footnotes: Vec::new(),
        picture: None,
        marks: Vec::new(),
        pictures: Vec::new(),
        picture_first: false,
        section: None,
        background: None,
        ground: None,
        columns: None,
        reveal: Reveal::default(),
        replace: false,
        direction: None,
        transition: None,
        time: None,
        notes: Vec::new(),
        cues: Vec::new(),
        hidden: false,
        optional: false,
        appendix: false,
        footer: false,
        footer_words: None,
        logo: true,
        allow: Allow::default(),
        faulty: true,
        span: Span::default(),
    }
}

/// The words that each choice takes, by the name that the schema has for it.
#[cfg(test)]
pub(super) fn words() -> Vec<(&'static str, Vec<&'static str>)> {
    fn names<T>(among: &[(&'static str, T)]) -> Vec<&'static str> {
        among.iter().map(|(name, _)| *name).collect()
    }
    vec![
        ("Aspect", names(&Aspect::ALL)),
        ("Variant", names(&theme::Variant::ALL)),
        ("Color", names(&deck::COLORS)),
        ("Display", names(&captions::DISPLAYS)),
        ("Ground", names(&slide::GROUNDS)),
        ("Reveal", names(&slide::REVEALS)),
        ("Transition", names(&slide::TRANSITIONS)),
        ("Ending", names(&Ending::ALL)),
        ("Fit", names(&pictures::FITS)),
        ("Place", names(&regions::PLACES)),
        ("ChartKind", names(&charts::CHART_KINDS)),
        ("ChartFormat", names(&charts::FORMATS)),
        ("LogAxis", names(&charts::LOGS)),
        ("ChartSort", names(&guides::ORDERS)),
        ("Align", names(&layouts::ALIGNS)),
    ]
}
