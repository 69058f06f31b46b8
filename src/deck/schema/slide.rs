//! One slide: its own fields, its layout, what is behind it, and its captions.

use std::collections::BTreeMap;

use schemars::JsonSchema;

use super::chart::Chart;
use super::common::{Direction, Id, Time, Transition};
use super::parts::{Code, Figure, Table};
use super::pictures::{Mark, Picture};

/// One slide; its layout may be left out where the other fields make it plain.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Slide {
    /// Stable name: notes, timings and links hang on it; made from the title if absent.
    id: Option<Id>,
    layout: Option<Layout>,
    /// Inline Markdown.
    title: Option<String>,
    /// Small capitals over the title.
    kicker: Option<String>,
    /// Planned time.
    time: Option<Time>,
    /// Markdown; `[step]` on a line of its own ties what follows to the next step.
    notes: Option<String>,
    cue: Option<Vec<Cue>>,
    /// What points at places of the picture.
    mark: Option<Vec<Mark>>,
    /// Parts at free places, of a canvas.
    #[schemars(length(min = 1, max = 40))]
    item: Option<Vec<Item>>,
    /// Reachable by number only.
    hidden: Option<bool>,
    /// May be dropped when late.
    optional: Option<bool>,
    /// Stands after the counted slides.
    appendix: Option<bool>,
    /// Whether there is one; or words of its own instead of the theme's left and middle part.
    footer: Option<Footer>,
    ground: Option<Ground>,
    /// A picture or a color (`#RRGGBB`) behind all of the slide, or one of the theme's grounds.
    background: Option<Background>,
    /// Whether the theme's logo is drawn.
    logo: Option<bool>,
    /// The section that begins here without a slide of its own; on a section slide, its short name.
    section: Option<String>,
    /// Codes of warnings and remarks about this slide that are left as they are.
    allow: Option<Vec<String>>,
    reveal: Option<Reveal>,
    /// Whether what is revealed takes the place of what was there before; on paper all stands together.
    replace: Option<bool>,
    /// Where the slide begins; as the deck says if absent.
    direction: Option<Direction>,
    /// How the slide comes onto the stage; as the deck says if absent.
    transition: Option<Transition>,
    /// A file in the deck's folder whose slides stand here; then there is nothing else.
    include: Option<String>,
    subtitle: Option<String>,
    /// Ids of the speakers on a title or closing slide; all if absent.
    speakers: Option<Vec<Id>>,
    /// Markdown: paragraphs, lists (`- {icon=rocket} words` has an icon for its dot), quotes, code, tables.
    body: Option<String>,
    /// Markdown in a panel beside or under the body.
    aside: Option<String>,
    /// A short number or sign, such as `#1`; the title then stands in a panel at the left.
    number: Option<String>,
    #[schemars(range(min = 1, max = 3))]
    columns: Option<u8>,
    /// Without quotation marks: they are drawn.
    quote: Option<String>,
    /// Whose words the quote is.
    by: Option<String>,
    /// Where the quote is from.
    work: Option<String>,
    /// The lesser of two.
    left: Option<Side>,
    /// The better of two.
    right: Option<Side>,
    cover: Option<Cover>,
    chart: Option<Chart>,
    #[schemars(length(min = 1))]
    numbers: Option<Vec<Figure>>,
    table: Option<Table>,
    code: Option<Code>,
    /// The citation line at the foot of the content.
    source: Option<String>,
    picture: Option<Picture>,
    /// Several pictures in a row or a grid.
    #[schemars(length(min = 1, max = 9))]
    pictures: Option<Vec<Picture>>,
    /// Columns beside each other, in the order of reading.
    #[schemars(length(min = 2, max = 4))]
    column: Option<Vec<Column>>,
    /// Rows under each other.
    #[schemars(length(min = 1, max = 4))]
    row: Option<Vec<Row>>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum Layout {
    Title,
    Section,
    Statement,
    Bullets,
    Quote,
    Compare,
    Image,
    Publication,
    Chart,
    Numbers,
    Table,
    Code,
    References,
    Closing,
    Blank,
    Agenda,
    Parts,
    Canvas,
}

#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Footer {
    Shown(bool),
    Words(String),
}

#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Background {
    Name(String),
    Picture(BackgroundPicture),
}

/// A picture behind all of the slide.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct BackgroundPicture {
    src: String,
    /// What stays in sight where edges are cropped: shares of width and height, from the top left corner.
    #[schemars(length(min = 2, max = 2))]
    focus: Option<Vec<f64>>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum Ground {
    Paper,
    Sand,
    Dark,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum Reveal {
    None,
    Items,
    Blocks,
    Columns,
}

/// One scripted caption.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Cue {
    /// The reveal step that it belongs to, from 0.
    #[schemars(range(min = 0, max = 999))]
    step: Option<u16>,
    speaker: Option<Id>,
    text: Option<Spoken>,
    /// A described sound instead of, or beside, words: `APPLAUSE`.
    sound: Option<String>,
    hold: Option<Time>,
}

/// Words in the deck's own language, or in several.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Spoken {
    Own(String),
    ByLanguage(BTreeMap<String, String>),
}

/// One side of a comparison.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Side {
    kicker: Option<String>,
    body: String,
}

/// The drawn cover of a publication.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Cover {
    series: Option<String>,
    title: String,
    subtitle: Option<String>,
    authors: Option<String>,
    /// Further lines at the foot: number, date, publisher.
    lines: Option<Vec<String>>,
    /// Which of the theme's colors, from 0.
    #[schemars(range(min = 0, max = 11))]
    color: Option<u8>,
}

/// What an item of a canvas, a column and a row may hold, between what says where it stands and what nests in it.
macro_rules! holder {
    ($(#[$about:meta])* struct $name:ident { $($place:tt)* } $({ $($inner:tt)* })?) => {
        $(#[$about])*
        #[derive(JsonSchema)]
        #[schemars(deny_unknown_fields)]
        struct $name {
            $($place)*
            /// Markdown: paragraphs, lists (`- {icon=rocket} words` has an icon for its dot), quotes, code, tables.
            body: Option<String>,
            code: Option<Code>,
            picture: Option<Picture>,
            #[schemars(length(min = 1, max = 9))]
            pictures: Option<Vec<Picture>>,
            chart: Option<Chart>,
            table: Option<Table>,
            #[schemars(length(min = 1))]
            numbers: Option<Vec<Figure>>,
            /// Without quotation marks: they are drawn.
            quote: Option<String>,
            by: Option<String>,
            work: Option<String>,
            /// The step at which it appears.
            #[schemars(range(min = 0, max = 999))]
            step: Option<u16>,
            /// The step at which it goes.
            #[schemars(range(min = 1, max = 999))]
            until: Option<u16>,
            $($($inner)*)?
        }
    };
}

holder! {
    /// Parts at a free place of a canvas.
    struct Item {
        /// The upper left corner: shares of the slide's width and height.
        #[schemars(length(min = 2, max = 2), inner(range(min = 0.0, max = 1.0)))]
        at: Vec<f64>,
        /// Shares of the slide's width and height.
        #[schemars(length(min = 2, max = 2), inner(range(min = 0.0, max = 1.0)))]
        size: Vec<f64>,
        /// In degrees, to the right.
        #[schemars(range(min = -360.0, max = 360.0))]
        turn: Option<f64>,
        /// Whether it is meant to lie on other items.
        over: Option<bool>,
        heading: Option<String>,
    }
}

holder! {
    /// A column: its parts stand under each other.
    struct Column {
        heading: Option<String>,
        /// Its share of the width that the columns have, from 0.1 to 0.9.
        #[schemars(range(min = 0.1, max = 0.9))]
        width: Option<f64>,
    }
    {
        row: Option<Vec<InnerRow>>,
    }
}

holder! {
    /// A row: its parts stand beside each other.
    struct Row {
        heading: Option<String>,
        /// Its share of the height that the rows have, from 0.1 to 0.9.
        #[schemars(range(min = 0.1, max = 0.9))]
        height: Option<f64>,
    }
    {
        column: Option<Vec<InnerColumn>>,
    }
}

holder! {
    /// A column of a row.
    struct InnerColumn {
        heading: Option<String>,
        /// Its share of the width that the columns have, from 0.1 to 0.9.
        #[schemars(range(min = 0.1, max = 0.9))]
        width: Option<f64>,
    }
}

holder! {
    /// A row of a column.
    struct InnerRow {
        heading: Option<String>,
        /// Its share of the height that the rows have, from 0.1 to 0.9.
        #[schemars(range(min = 0.1, max = 0.9))]
        height: Option<f64>,
    }
}
