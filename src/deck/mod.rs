//! What the author wrote, checked once: TOML text becomes a `Deck` of plain values with spans.
//!
//! Invariant: past this module no `Option` means "not said" where a default exists; every default is filled in.
//! Invariant: a deck always has at least one slide; one of which nothing could be read is `Layout::Faulty`, and empty.

pub mod caption;
pub mod files;
pub mod foreign;
pub mod icons;
pub mod ink;
pub mod numerals;
pub mod part;
pub mod plan;
pub mod read;
pub mod retime;
pub mod schema;
pub mod theme;
pub mod xml;

mod dollars;
mod escape;
mod excerpt;
mod fence;
mod markdown;
mod near;
mod script;
mod source;

use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use self::numerals::Numerals;
use self::part::{CanvasItem, Placing, Region};
use crate::diagnostic::Span;
use crate::drawing::Raster;
use crate::formula::Formula;
use crate::geometry::Aspect;
pub use script::Script;

/// The title of a deck that gives none.
pub const UNTITLED: &str = "Untitled";
/// The title of a deck of which nothing could be read.
pub const FAULTY: &str = "Faulty deck";

/// A whole talk.
#[derive(Clone, Debug)]
pub struct Deck {
    pub title: String,
    pub subtitle: Option<String>,
    /// BCP 47, as written: `en-GB`.
    pub language: String,
    /// Planned length of the whole talk.
    pub length: Option<Duration>,
    /// Where `length` is written; the deck's beginning where it is not.
    pub length_span: Span,
    /// What the audience is at: a conference, a course.
    pub event: Option<String>,
    /// The date of the talk as written (ISO 8601 date).
    pub date: Option<String>,
    pub subject: Option<String>,
    pub keywords: Vec<String>,
    /// Short title for footers and window titles; the title if none was given.
    pub short_title: String,
    pub aspect: Aspect,
    /// How slides follow one another on the stage, where a slide does not say otherwise.
    pub transition: Transition,
    pub theme: theme::Theme,
    pub speakers: Vec<Speaker>,
    pub captions: Captions,
    /// The bytes of each font file in the deck's `fonts/` folder.
    pub fonts: Vec<Arc<[u8]>>,
    /// The talk's slides, then the appendix.
    pub slides: Vec<Slide>,
    /// Whether something beside the slides could not be read as written: the theme, the language, a speaker.
    pub faulty: bool,
}

/// The number of each slide: those of the talk count from 1, then come the appendix and, reached by number alone, what is
/// hidden.
#[must_use]
pub fn numbers(slides: &[Slide]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..slides.len()).collect();
    order.sort_by_key(|index| (slides[*index].hidden, slides[*index].appendix));
    let mut numbers = vec![0; slides.len()];
    order.into_iter().enumerate().for_each(|(at, index)| numbers[index] = at + 1);
    numbers
}

#[derive(Clone, Debug)]
pub struct Speaker {
    pub id: String,
    pub name: String,
    pub affiliation: Option<String>,
    /// Handles (`@name`) and addresses.
    pub links: Vec<String>,
    /// The short verbal description that speakers give of themselves.
    pub description: Option<String>,
    /// Caption color: white, yellow, cyan or green.
    pub color: CaptionColor,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CaptionColor {
    #[default]
    White,
    Yellow,
    Cyan,
    Green,
}

#[derive(Clone, Debug)]
pub struct Captions {
    /// BCP 47; the first is the talk's own. Never empty.
    pub languages: Vec<String>,
    pub display: CaptionDisplay,
    /// Characters a line: 20 to 42.
    pub max_chars: usize,
    /// Lines a block: 1 to 3.
    pub max_lines: usize,
    /// Words a minute for planning: 80 to 220.
    pub plan_wpm: u32,
    /// The table's header; the deck's beginning where there is none.
    pub span: Span,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CaptionDisplay {
    #[default]
    Band,
    OverlayBottom,
    OverlayTop,
    Off,
}

/// One slide. Which fields mean something depends on the layout; reading has refused the others.
#[derive(Clone, Debug)]
pub struct Slide {
    /// Stable name, unique in the deck.
    pub id: String,
    pub layout: Layout,
    pub kicker: Option<Rich>,
    pub title: Option<Rich>,
    pub subtitle: Option<Rich>,
    pub body: Vec<Block>,
    /// Words set apart in a panel beside or under the body.
    pub aside: Vec<Block>,
    /// The citation or source line at the foot of the content.
    pub source: Option<Rich>,
    /// In the order of their numbers.
    pub footnotes: Vec<Footnote>,
    pub picture: Option<Picture>,
    /// What points at places of the picture, or of the slide where it has none.
    pub marks: Vec<Mark>,
    /// Several pictures in a row or a grid; then there is no `picture`.
    pub pictures: Vec<Picture>,
    /// Whether the picture or the pictures are written before the body, and so read before it.
    pub picture_first: bool,
    /// `ground`: which of the theme's grounds the slide stands on; `None` is the layout's own.
    pub ground: Option<theme::GroundName>,
    /// `columns`: 1 to 3; `None` lets the layout decide.
    pub columns: Option<u8>,
    pub reveal: Reveal,
    /// How the slide comes onto the stage; `None` as the deck says.
    pub transition: Option<Transition>,
    pub time: Option<Duration>,
    /// Markdown, with `[step]` lines.
    pub notes: Vec<NotePart>,
    pub cues: Vec<Cue>,
    /// Reachable by number only.
    pub hidden: bool,
    /// May be dropped when late.
    pub optional: bool,
    /// After the count.
    pub appendix: bool,
    /// Whether the footer line is drawn where the theme has one.
    pub footer: bool,
    /// Whether something that the audience would see could not be read as written.
    pub faulty: bool,
    /// The whole `[[slide]]` table's header.
    pub span: Span,
}

impl Slide {
    /// The picture that marks point into: the slide's own, or the only one that stands among its parts.
    #[must_use]
    pub fn marked(&self) -> Option<&Picture> {
        if self.picture.is_some() {
            return self.picture.as_ref();
        }
        let mut all: Vec<&Picture> = self.pictures.iter().collect();
        self.body.iter().for_each(|block| block.pictures(&mut all));
        match &self.layout {
            Layout::Parts { whole } => whole.parts.iter().for_each(|part| part.pictures(&mut all)),
            Layout::Canvas { items } => {
                items.iter().flat_map(|item| &item.parts).for_each(|part| part.pictures(&mut all));
            }
            _ => {}
        }
        if let [only] = all[..] { Some(only) } else { None }
    }
}

/// A slide's layout with what only that layout has.
#[derive(Clone, Debug)]
pub enum Layout {
    /// Speakers are indices into `Deck::speakers`.
    Title {
        speakers: Vec<usize>,
    },
    Section,
    /// With a `number`, the title and number stand in a dark panel beside the body (myth and fact).
    Statement {
        number: Option<String>,
    },
    Bullets,
    Quote {
        quote: Rich,
        by: Option<Rich>,
        work: Option<Rich>,
    },
    Compare {
        left: Side,
        right: Side,
    },
    Image,
    /// A drawn cover; beside it the quote or the body.
    Publication {
        cover: Cover,
        quote: Option<Rich>,
        by: Option<Rich>,
        work: Option<Rich>,
    },
    Chart {
        chart: Chart,
    },
    Numbers {
        numbers: Vec<Figure>,
    },
    Table,
    Code,
    References,
    /// The talk's sections.
    Agenda,
    /// Columns and rows under the title.
    Parts {
        whole: Region,
    },
    /// Parts at free places.
    Canvas {
        items: Vec<CanvasItem>,
    },
    Closing,
    Blank,
    /// A slide of which nothing could be read.
    Faulty,
}

#[derive(Clone, Debug)]
pub struct Side {
    pub kicker: Option<Rich>,
    pub body: Vec<Block>,
}

#[derive(Clone, Debug)]
pub struct Cover {
    pub series: Option<Rich>,
    pub title: Rich,
    pub subtitle: Option<Rich>,
    pub authors: Option<Rich>,
    /// Further lines at the cover's foot: report number, date, publisher.
    pub lines: Vec<Rich>,
    /// Which of the theme's categorical colors the cover has, from 0.
    pub color: usize,
}

#[derive(Clone, Debug)]
pub struct Chart {
    pub kind: ChartKind,
    pub labels: Vec<Rich>,
    /// None for `Scale`, else at least one; only the one of `values` has no name.
    pub series: Vec<Series>,
    /// Whether several series of bars lie on each other, not side by side.
    pub stacked: bool,
    /// What stands on the mark instead of value and unit: `about 1 in 10`. Empty or as many as labels.
    pub texts: Vec<Option<Rich>>,
    /// Stands right after each value: `%`, ` schools`.
    pub unit: String,
    pub numerals: Numerals,
    /// Where the axis of lines and dots begins; `None` is 0, or the least value under it.
    pub min: Option<f64>,
    /// The value of a full bar, or where an axis ends; `None` is the greatest value. A share's whole is always said.
    pub max: Option<f64>,
    /// Index of the mark that stands out, if one does; of the series where there are several.
    pub highlight: Option<usize>,
    /// The words at the two ends of a `Scale`.
    pub ends: Option<(Rich, Rich)>,
    pub alt: Option<String>,
    pub placing: Placing,
    pub span: Span,
}

/// A row of values, one for each label.
#[derive(Clone, Debug)]
pub struct Series {
    pub name: Option<Rich>,
    /// `None` where nothing is known.
    pub values: Vec<Option<f64>>,
}

impl Chart {
    #[must_use]
    pub fn value(&self, series: usize, label: usize) -> Option<f64> {
        self.series.get(series)?.values.get(label).copied().flatten()
    }

    /// All values that are known.
    pub fn values(&self) -> impl Iterator<Item = f64> {
        self.series.iter().flat_map(|series| series.values.iter().copied().flatten())
    }

    /// The least and the greatest value, 0 among them; where bars lie on each other, the ends of the longest.
    #[must_use]
    pub fn extent(&self) -> (f64, f64) {
        let widen = |(least, most): (f64, f64), value: f64| (value.min(least), value.max(most));
        if !self.stacked {
            return self.values().fold((0.0, 0.0), widen);
        }
        let ends =
            (0..self.labels.len()).flat_map(|label| [false, true].map(|up| self.pile(self.series.len(), label, up)));
        ends.fold((0.0, 0.0), widen)
    }

    /// Where the values of the first `count` series end that lie on each other at a label, above 0 or under it.
    #[must_use]
    pub fn pile(&self, count: usize, label: usize, up: bool) -> f64 {
        let values = (0..count).filter_map(|series| self.value(series, label));
        values.filter(|value| (*value >= 0.0) == up).sum()
    }

    /// A value as it stands on its mark, with its unit; a dash where there is none.
    #[must_use]
    pub fn figure(&self, value: Option<f64>) -> String {
        value.map_or_else(|| "–".to_owned(), |value| format!("{}{}", self.numerals.write(value), self.unit))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// Horizontal bars, on tracks where there is one series.
    Bars,
    /// Vertical bars.
    Columns,
    /// Points joined from label to label.
    Line,
    /// A row of dots for each label.
    Dots,
    /// One part of a whole, large.
    Share,
    /// Labels in order along a line, from one end to the other.
    Scale,
}

/// A big number with its words.
#[derive(Clone, Debug)]
pub struct Figure {
    pub value: Rich,
    pub label: Rich,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reveal {
    #[default]
    None,
    /// Each list item (or mark, number, side) on a press of its own.
    Items,
    /// Each block of the body on a press of its own.
    Blocks,
    /// Each column or row on a press of its own.
    Columns,
}

/// How one slide gives way to the next on the stage. Going back is the same, the other way round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Transition {
    #[default]
    Cut,
    /// The new slide appears through the old one.
    Fade,
    /// The new slide pushes the old one out.
    Push,
    /// What stands on both slides glides to its new place; the rest fades.
    Move,
}

#[derive(Clone, Debug)]
pub enum Block {
    Paragraph(Rich),
    /// A heading under the slide's title, or in notes.
    Heading(Rich),
    /// `start` is the first number of an ordered list.
    List {
        start: Option<u64>,
        items: Vec<Item>,
    },
    Quote(Vec<Block>),
    Code(Code),
    Table(Table),
    Picture(Picture),
    /// Two or more side by side.
    Pictures(Vec<Picture>),
}

/// An item of a list.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// Whether what it says is done; `None` where it has no box to tick.
    pub task: Option<bool>,
    pub blocks: Vec<Block>,
}

impl<'a> IntoIterator for &'a Item {
    type Item = &'a Block;
    type IntoIter = std::slice::Iter<'a, Block>;

    fn into_iter(self) -> Self::IntoIter {
        self.blocks.iter()
    }
}

/// Words at the foot of a slide that a raised figure in its text refers to.
#[derive(Clone, Debug)]
pub struct Footnote {
    /// From 1, in the order of the figures in the text.
    pub number: usize,
    pub words: Rich,
}

/// Lines of a programming language.
#[derive(Clone, Debug)]
pub struct Code {
    /// As written; empty if not said.
    pub language: String,
    pub text: String,
    /// The number of the first line.
    pub first: usize,
    /// Whether the lines are numbered.
    pub numbers: bool,
    /// Which lines are lit in each step, the first of the text being 1; empty where all are.
    pub highlight: Vec<Vec<RangeInclusive<usize>>>,
    /// What its file is called, for a tab over it.
    pub name: Option<String>,
    /// Whether lines that are too long are broken.
    pub wrap: bool,
    /// Where the language is written.
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Table {
    pub align: Vec<Align>,
    pub head: Vec<Rich>,
    /// Each as long as `head`.
    pub rows: Vec<Vec<Rich>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    #[default]
    Start,
    Center,
    End,
}

/// Words in running text: runs of one style each. `\n` inside a run is the author's own line break.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rich {
    pub runs: Vec<Run>,
    pub span: Span,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    pub code: bool,
    pub struck: bool,
    /// Lit in the accent's color.
    pub marked: bool,
    pub script: Option<Script>,
    pub link: Option<String>,
    /// The footnote whose figure stands here; there is no `text` then.
    pub note: Option<NoteMark>,
    /// BCP 47, where it is not the deck's own.
    pub language: Option<Arc<str>>,
    /// What is drawn instead of `text`, which says the same in plain words.
    pub formula: Option<Arc<Formula>>,
}

/// The place of a footnote's figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteMark {
    /// What the author calls the footnote, in small letters.
    pub label: Arc<str>,
    /// 0 until the whole slide is read.
    pub number: usize,
}

impl Rich {
    /// Words in one plain style.
    #[must_use]
    pub fn plain(text: impl Into<String>, span: Span) -> Self {
        Self { runs: vec![Run { text: text.into(), ..Run::default() }], span }
    }

    /// The words alone.
    #[must_use]
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

impl Block {
    /// Adds the pictures that stand in it.
    pub fn pictures<'a>(&'a self, out: &mut Vec<&'a Picture>) {
        match self {
            Self::Picture(picture) => out.push(picture),
            Self::Pictures(pictures) => out.extend(pictures),
            Self::List { items, .. } => items.iter().flatten().for_each(|block| block.pictures(out)),
            Self::Quote(blocks) => blocks.iter().for_each(|block| block.pictures(out)),
            Self::Paragraph(_) | Self::Heading(_) | Self::Code(_) | Self::Table(_) => {}
        }
    }

    /// Adds the block's words, a line for each paragraph, item or row.
    pub fn words(&self, lines: &mut Vec<String>) {
        match self {
            Self::Paragraph(rich) | Self::Heading(rich) => lines.push(rich.text().replace('\n', " ")),
            Self::List { items, .. } => items.iter().flatten().for_each(|block| block.words(lines)),
            Self::Quote(blocks) => blocks.iter().for_each(|block| block.words(lines)),
            Self::Code(code) => lines.push(code.text.clone()),
            Self::Table(table) => {
                let row = |cells: &Vec<Rich>| cells.iter().map(Rich::text).collect::<Vec<_>>().join(" | ");
                lines.extend(std::iter::once(&table.head).chain(&table.rows).map(row));
            }
            Self::Picture(picture) => lines.extend(picture.alt.clone()),
            Self::Pictures(pictures) => lines.extend(pictures.iter().filter_map(|picture| picture.alt.clone())),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Picture {
    /// As written, inside the deck's folder.
    pub src: String,
    pub content: PictureContent,
    /// `None` only for a decorative picture.
    pub alt: Option<String>,
    pub caption: Option<Rich>,
    pub credit: Option<Rich>,
    pub fit: Fit,
    /// What stays in sight where edges are cropped: shares of width and height, from the top left corner.
    pub focus: (f64, f64),
    pub placing: Placing,
    /// Parts of a drawing that appear later than the rest.
    pub parts: Vec<SvgPart>,
    pub span: Span,
}

/// A part of a drawing, by its id or the name of its layer, that is hidden until its step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SvgPart {
    pub name: String,
    pub step: usize,
    /// Where it is named.
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum PictureContent {
    /// The text of an SVG file.
    Svg(Arc<str>),
    Raster(Arc<Raster>),
    /// A code for phones, as SVG, and its squares from edge to edge.
    Qr {
        svg: Arc<str>,
        across: usize,
    },
    /// The shapes of an icon, in SVG, which takes the theme's color.
    Icon(&'static str),
    /// The file could not be used; a placeholder with its name is drawn.
    Missing,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fit {
    /// Wholly seen.
    #[default]
    Contain,
    /// Fills its region, edges cropped.
    Cover,
}

/// What points at a place; places and sizes are shares of the picture as it is shown whole, or of the slide.
#[derive(Clone, Debug)]
pub struct Mark {
    pub kind: MarkKind,
    /// The middle of a label, a circle or a number; the upper left corner of a box; where a line or an arrow begins.
    pub at: (f64, f64),
    /// Where a line or an arrow ends.
    pub to: Option<(f64, f64)>,
    pub size: Option<(f64, f64)>,
    pub text: Option<Rich>,
    /// Further words, in the legend of numbers.
    pub detail: Option<Rich>,
    pub step: usize,
    /// The step at which it is gone.
    pub until: Option<usize>,
    /// What lines and frames say to those who do not see them; `None` where they merely point.
    pub alt: Option<String>,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Words on a ground of their own.
    Label,
    /// From its words, if it has some, to a place.
    Arrow,
    Box,
    Circle,
    Line,
    /// A number on a disc, explained in a legend beside the picture. With a size it stands at the corner of a box.
    Number,
}

/// Notes from one `[step]` line to the next: what is said at that step.
#[derive(Clone, Debug)]
pub struct NotePart {
    pub step: usize,
    pub blocks: Vec<Block>,
}

/// One scripted caption, not yet cut into blocks.
#[derive(Clone, Debug)]
pub struct Cue {
    pub step: usize,
    /// Index into `Deck::speakers`.
    pub speaker: Option<usize>,
    /// (language, words), the talk's own language first; empty for a sound alone. Newlines are the author's breaks.
    pub text: Vec<(String, String)>,
    /// A described sound: `APPLAUSE`.
    pub sound: Option<String>,
    pub hold: Option<Duration>,
    pub span: Span,
}
