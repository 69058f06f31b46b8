//! What the author wrote, checked once: TOML text becomes a `Deck` of plain values with spans.
//!
//! Invariant: past this module no `Option` means "not said" where a default exists; every default is filled in.
//! Invariant: a deck always has at least one slide; one of which nothing could be read is `Layout::Faulty`, and empty.

pub mod brand;
pub mod caption;
pub mod change;
pub mod dates;
pub mod direction;
pub mod duration;
pub mod files;
pub mod foreign;
pub mod holding;
pub mod icons;
pub mod ink;
pub mod noted;
pub mod numerals;
pub mod own_words;
pub mod pack;
pub mod part;
pub mod placing;
pub mod plan;
pub mod read;
pub mod retime;
pub mod schema;
pub mod shelf;
pub mod split;
pub mod start;
pub mod starter;
pub mod theme;
pub mod tour;
pub mod written;
pub mod xml;

mod block;
mod chart;
mod dollars;
mod escape;
mod excerpt;
mod fence;
mod listed;
mod markdown;
mod money;
mod near;
mod picture;
mod rich;
mod script;
mod short;
mod source;

use std::sync::Arc;
use std::time::Duration;

use self::direction::Direction;
use self::part::{CanvasItem, Region};
use crate::diagnostic::Span;
use crate::geometry::Aspect;
pub use block::{Align, Block, Code, Item, Table};
pub use chart::{Along, Chart, ChartKind, Figure, Format, Guide, Series, Trend};
pub use picture::{Fit, Picture, PictureContent, SvgPart};
pub(crate) use read::scripts::spoken_in;
pub use rich::{Footnote, NoteMark, Rich, Run};
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
    /// Where slides begin, unless they say otherwise.
    pub direction: Direction,
    /// Planned length of the whole talk.
    pub length: Option<Duration>,
    /// Where `length` is written; the deck's beginning where it is not.
    pub length_span: Span,
    /// What the audience is at: a conference, a course.
    pub event: Option<String>,
    /// The date of the talk as written (ISO 8601 date).
    pub date: Option<String>,
    /// When the talk starts on its day.
    pub start: Option<start::Start>,
    /// Other words for the slide before the talk.
    pub holding: holding::Holding,
    /// What the audience sees once the talk is over.
    pub ending: Ending,
    /// A code that leads to the hand-out, shown after the talk.
    pub handout: Option<Picture>,
    pub subject: Option<String>,
    pub keywords: Vec<String>,
    /// Short title for footers and window titles; the title if none was given.
    pub short_title: String,
    pub aspect: Aspect,
    /// How slides follow one another on the stage, where a slide does not say otherwise.
    pub transition: Transition,
    pub theme: theme::Theme,
    /// The theme's logo and backgrounds, read.
    pub brand: brand::Brand,
    pub speakers: Vec<Speaker>,
    pub captions: Captions,
    /// The bytes of each font file in the deck's `fonts/` folder.
    pub fonts: Vec<Arc<[u8]>>,
    /// The talk's slides, then the appendix.
    pub slides: Vec<Slide>,
    /// Where it says that the talk is recorded, if it is.
    pub recorded: Option<Span>,
    /// Findings anywhere in the deck that its author leaves as they are.
    pub allow: Allow,
    /// Whether something beside the slides could not be read as written: the theme, the language, a speaker.
    pub faulty: bool,
}

/// `allow = ["SLD-FONT"]`: the codes of findings that are left as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allow {
    pub codes: Vec<String>,
    /// Where the list is written.
    pub list: Option<Span>,
    /// The header of the table that has it, or could.
    pub table: Span,
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
    pub links: Vec<Rich>,
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
    /// What the section is called that begins here without a slide of its own; on a section slide, its short name.
    pub section: Option<Rich>,
    /// What lies behind this slide, if it is not the theme's.
    pub background: Option<brand::Background>,
    /// `ground`: which of the theme's grounds the slide stands on; `None` is the layout's own.
    pub ground: Option<theme::GroundName>,
    /// `columns`: 1 to 3; `None` lets the layout decide.
    pub columns: Option<u8>,
    pub reveal: Reveal,
    /// Whether what is revealed takes the place of what was there before.
    pub replace: bool,
    /// Where the slide begins; `None` as the deck says.
    pub direction: Option<Direction>,
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
    /// Words of its own in the footer, instead of the theme's left and middle part.
    pub footer_words: Option<String>,
    /// Whether the theme's logo is drawn.
    pub logo: bool,
    /// Whether something that the audience would see could not be read as written.
    pub faulty: bool,
    /// Findings about it that its author leaves as they are.
    pub allow: Allow,
    /// The whole `[[slide]]` table's header.
    pub span: Span,
}

impl Slide {
    /// Whether it begins at the right, in a deck that begins there or not.
    #[must_use]
    pub fn is_leftward(&self, deck: Direction) -> bool {
        self.direction.unwrap_or(deck) == Direction::Rtl
    }

    /// The name of the section that this slide begins, for all who see the talk: a hidden slide begins none.
    #[must_use]
    pub fn begins(&self) -> Option<&Rich> {
        let own = if matches!(self.layout, Layout::Section) { self.title.as_ref() } else { None };
        self.section.as_ref().or(own).filter(|_| !self.hidden)
    }

    /// The picture that marks point into: the slide's own, or the only one that stands among its parts.
    #[must_use]
    pub fn marked(&self) -> Option<&Picture> {
        match &self.all_pictures()[..] {
            _ if self.picture.is_some() => self.picture.as_ref(),
            [only] => Some(only),
            _ => None,
        }
    }

    /// Every picture on it.
    #[must_use]
    pub fn all_pictures(&self) -> Vec<&Picture> {
        let mut all: Vec<&Picture> = self.picture.iter().chain(&self.pictures).collect();
        self.body.iter().chain(&self.aside).for_each(|block| block.pictures(&mut all));
        self.parts().for_each(|part| part.pictures(&mut all));
        all
    }

    /// The blocks of running words, code and tables that stand on it, in columns, rows and items too.
    #[must_use]
    pub fn blocks(&self) -> Vec<&Block> {
        let mut all: Vec<&Block> = self.body.iter().chain(&self.aside).collect();
        if let Layout::Compare { left, right } = &self.layout {
            all.extend(left.body.iter().chain(&right.body));
        }
        self.parts().for_each(|part| part.blocks(&mut all));
        all
    }

    /// What stands in columns, rows and items.
    fn parts(&self) -> impl Iterator<Item = &part::Part> {
        let (whole, items): (&[part::Part], &[CanvasItem]) = match &self.layout {
            Layout::Parts { whole } => (&whole.parts, &[]),
            Layout::Canvas { items } => (&[], items),
            _ => (&[], &[]),
        };
        whole.iter().chain(items.iter().flat_map(|item| &item.parts))
    }
}

/// A slide's layout with what only that layout has.
#[derive(Clone, Debug)]
pub enum Layout {
    /// Speakers are indices into `Deck::speakers`.
    Title {
        speakers: Vec<usize>,
        /// What stands large at the foot while the audience comes in; decks have none.
        notice: Option<String>,
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
        chart: Box<Chart>,
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
    /// As on a title slide.
    Closing {
        speakers: Vec<usize>,
    },
    Blank,
    /// A slide of which nothing could be read.
    Faulty,
}

impl Layout {
    /// As which kind of slide a theme has it.
    #[must_use]
    pub fn kind(&self) -> theme::SlideKind {
        match self {
            Self::Title { .. } => theme::SlideKind::Title,
            Self::Section => theme::SlideKind::Section,
            Self::Closing { .. } => theme::SlideKind::Closing,
            Self::Quote { .. } => theme::SlideKind::Quote,
            Self::Image => theme::SlideKind::Image,
            _ => theme::SlideKind::Content,
        }
    }
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

/// What the audience sees once the talk is over, until the speaker leaves the stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    /// Thanks, who spoke, and where the hand-out is.
    #[default]
    Card,
    LastSlide,
    Black,
}

impl Ending {
    /// Every one by the name it has in decks and settings.
    pub const ALL: [(&'static str, Self); 3] =
        [("card", Self::Card), ("last-slide", Self::LastSlide), ("black", Self::Black)];
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
