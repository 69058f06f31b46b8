//! The written format as types → the JSON Schema by which editors complete and check a deck.
//!
//! Reading goes by `deck::read::fields`; a test holds these types to that table.

#![expect(dead_code, reason = "the types are only described, never made")]

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, schema_for};
use serde_json::{Map, Value, json};

use crate::deck::read::fields::{FIELDS, LAYOUTS};

/// The schema of a `deck.toml`, as it stands in `assets/deck.schema.json`.
#[must_use]
pub fn schema() -> String {
    let mut schema: Schema = schema_for!(Written);
    let rules: Vec<Value> = LAYOUTS.iter().map(|(name, _)| rule(name)).collect();
    if let Some(slide) = schema.pointer_mut("/$defs/Slide").and_then(Value::as_object_mut) {
        slide.insert("allOf".to_owned(), Value::Array(rules));
    }
    let mut schema = schema.to_value();
    without_null(&mut schema);
    let mut text = format!("{schema:#}");
    text.push('\n');
    text
}

/// What may be absent is `null` too in JSON; TOML has no such value, and editors would offer it.
fn without_null(schema: &mut Value) {
    if let Value::Object(object) = schema {
        if let Some(Value::Array(kinds)) = object.get_mut("type") {
            kinds.retain(|kind| kind != "null");
            if let [kind] = &kinds[..] {
                let kind = kind.clone();
                object.insert("type".to_owned(), kind);
            }
        }
        if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
            choices.retain(|choice| choice["type"] != "null");
            if let [Value::Object(only)] = &choices[..] {
                let only = only.clone();
                object.remove("anyOf");
                object.extend(only);
            }
        }
    }
    match schema {
        Value::Object(object) => object.values_mut().for_each(without_null),
        Value::Array(items) => items.iter_mut().for_each(without_null),
        _ => {}
    }
}

/// A slide whose layout is said has only that layout's fields, and all that the layout cannot be without.
fn rule(layout: &str) -> Value {
    let kind = LAYOUTS.iter().find(|(name, _)| *name == layout).map(|(_, kind)| *kind);
    let taken = FIELDS.iter().filter(|field| kind.is_some_and(|kind| field.taken_by(kind)));
    let required = FIELDS.iter().filter(|field| kind.is_some_and(|kind| field.required.contains(&kind)));
    let mut then = Map::new();
    then.insert("propertyNames".to_owned(), json!({ "enum": taken.map(|field| field.key).collect::<Vec<_>>() }));
    let required: Vec<_> = required.map(|field| field.key).collect();
    if !required.is_empty() {
        then.insert("required".to_owned(), json!(required));
    }
    json!({
        "if": { "properties": { "layout": { "const": layout } }, "required": ["layout"] },
        "then": then,
    })
}

/// A time, such as `90s`, `1m30s`, `25m` or `1h05m`.
#[derive(JsonSchema)]
#[schemars(transparent)]
struct Time(#[schemars(regex(pattern = r"^([0-9]+h)?([0-9]+m)?([0-9]+(\.[0-9]{1,3})?s)?$"), length(min = 2))] String);

/// Letters, digits and hyphens.
#[derive(JsonSchema)]
#[schemars(transparent)]
struct Id(#[schemars(regex(pattern = r"^[^\s!-,./:-@\[-`{-~]+$"), length(max = 80))] String);

/// A language tag (BCP 47), such as `en-GB`.
#[derive(JsonSchema)]
#[schemars(transparent)]
struct Language(#[schemars(regex(pattern = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"))] String);

/// A Cuecard deck.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, title = "Cuecard deck")]
struct Written {
    deck: Deck,
    speaker: Option<Vec<Speaker>>,
    captions: Option<Captions>,
    #[schemars(length(min = 1, max = 5000))]
    slide: Option<Vec<Slide>>,
}

/// The talk as a whole.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Deck {
    title: String,
    /// The language of the slides.
    language: Language,
    subtitle: Option<String>,
    /// For footers and window titles; the title if absent.
    short_title: Option<String>,
    /// What the audience is at: a conference, a course.
    event: Option<String>,
    /// Planned length of the talk.
    length: Option<Time>,
    /// The day of the talk: `2021-06-15`.
    date: Option<String>,
    /// When it starts, as the audience reads it before the talk: `14:00`, `2:00 pm`.
    start: Option<String>,
    /// Where the audience finds the hand-out: an address, shown as a QR code after the talk.
    handout: Option<String>,
    /// What the audience sees after the talk, unless the speaker's settings say otherwise; `card` if absent.
    ending: Option<Ending>,
    subject: Option<String>,
    keywords: Option<Vec<String>>,
    /// Phrases in other languages, by language: `{ fr = ["raison d'être"] }`.
    phrases: Option<BTreeMap<String, Vec<String>>>,
    /// A built-in theme, or a theme file in the deck's folder.
    theme: Option<String>,
    /// The theme's own if absent.
    variant: Option<Variant>,
    aspect: Option<Aspect>,
    /// Where slides begin; as the language does if absent.
    direction: Option<Direction>,
    /// How slides follow one another on the stage; `cut` if absent. With `move`, what stands on both glides to its place.
    transition: Option<Transition>,
    /// Files in the deck's folder with slides of their own, which come before those that are written here.
    include: Option<Vec<String>>,
    /// Codes of warnings and remarks that are left as they are, wherever in the deck.
    allow: Option<Vec<String>>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
enum Ending {
    Card,
    LastSlide,
    Black,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
enum Variant {
    Light,
    Dark,
    HighContrast,
}

#[derive(JsonSchema)]
enum Aspect {
    #[schemars(rename = "16:9")]
    Wide,
    #[schemars(rename = "4:3")]
    Classic,
    #[schemars(rename = "16:10")]
    Laptop,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Speaker {
    /// How slides and cues refer to the speaker.
    id: Id,
    name: String,
    affiliation: Option<String>,
    /// Handles (`@name`) and web addresses.
    links: Option<Vec<String>>,
    /// The short verbal description that speakers give of themselves.
    description: Option<String>,
    /// The color of the speaker's captions.
    color: Option<Color>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Color {
    White,
    Yellow,
    Cyan,
    Green,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Captions {
    /// The caption languages, the deck's own among them; only the deck's own if absent.
    languages: Option<Vec<Language>>,
    display: Option<Display>,
    /// Characters a line.
    #[schemars(range(min = 20, max = 42))]
    max_chars: Option<u8>,
    /// Lines a block.
    #[schemars(range(min = 1, max = 3))]
    max_lines: Option<u8>,
    /// Words a minute, for planning.
    #[schemars(range(min = 80, max = 220))]
    plan_wpm: Option<u8>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
enum Display {
    Band,
    OverlayBottom,
    OverlayTop,
    Off,
}

/// One slide; its layout may be left out where the other fields make it plain.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Slide {
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
    /// Markdown: paragraphs, lists, quotes, code, tables.
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
enum Layout {
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
enum Footer {
    Shown(bool),
    Words(String),
}

#[derive(JsonSchema)]
#[schemars(untagged)]
enum Background {
    Name(String),
    Picture(BackgroundPicture),
}

/// A picture behind all of the slide.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct BackgroundPicture {
    src: String,
    /// What stays in sight where edges are cropped: shares of width and height, from the top left corner.
    #[schemars(length(min = 2, max = 2))]
    focus: Option<Vec<f64>>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Ground {
    Paper,
    Sand,
    Dark,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Reveal {
    None,
    Items,
    Blocks,
    Columns,
}

/// From left to right, or from right to left.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Direction {
    Ltr,
    Rtl,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Transition {
    Cut,
    Fade,
    Push,
    Move,
}

/// One scripted caption.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Cue {
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
enum Spoken {
    Own(String),
    ByLanguage(BTreeMap<String, String>),
}

/// A picture in the deck's folder, for which `alt` or `decorative = true` is needed; or a QR code, or an icon.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Picture {
    /// A PNG, JPEG, GIF, WebP or SVG file in the deck's folder.
    src: Option<String>,
    /// An address as a QR code; it stands under the code unless `caption` says otherwise.
    qr: Option<String>,
    /// The name of an icon of lucide.dev, such as `rocket`.
    icon: Option<String>,
    /// What the picture shows, for those who do not see it.
    alt: Option<String>,
    /// The picture says nothing that is missed without it.
    decorative: Option<bool>,
    caption: Option<String>,
    credit: Option<String>,
    fit: Option<Fit>,
    /// What stays in sight where edges are cropped: shares of width and height, [0.5, 0.5] if absent.
    #[schemars(length(min = 2, max = 2), inner(range(min = 0.0, max = 1.0)))]
    focus: Option<Vec<f64>>,
    /// How a picture that moves plays on the stage, where that is not to be as its file says.
    play: Option<Play>,
    /// Of a picture that moves, the frame that stands in PDFs and wherever nothing moves, from 1.
    #[schemars(range(min = 1, max = 1_000_000))]
    frame: Option<u32>,
    /// Ids or layer names of a drawing (SVG), or lists of them, each hidden until its step.
    #[schemars(length(max = 60))]
    steps: Option<Vec<Names>>,
    /// Where it stands beside the words.
    place: Option<Place>,
    /// Its share of the width beside words, of the height over or under them.
    #[schemars(range(min = 0.1, max = 0.9))]
    share: Option<f64>,
    /// The step at which it appears.
    #[schemars(range(min = 0, max = 999))]
    step: Option<u16>,
    /// The step at which it goes.
    #[schemars(range(min = 1, max = 999))]
    until: Option<u16>,
}

#[derive(JsonSchema)]
#[schemars(untagged)]
enum Names {
    One(String),
    Several(Vec<String>),
}

/// What points at a place of the slide's picture, or of the slide where it has none.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Mark {
    kind: MarkKind,
    /// The middle of a label, circle or number, the upper left corner of a box, the beginning of an arrow or line: shares
    /// of width and height.
    #[schemars(length(min = 2, max = 2), inner(range(min = 0.0, max = 1.0)))]
    at: Vec<f64>,
    /// Where an arrow or a line ends.
    #[schemars(length(min = 2, max = 2), inner(range(min = 0.0, max = 1.0)))]
    to: Option<Vec<f64>>,
    /// Of a box or circle, and of the box at whose corner a number stands.
    #[schemars(length(min = 2, max = 2), inner(range(min = 0.0, max = 1.0)))]
    size: Option<Vec<f64>>,
    /// The words of a label, an arrow, or a number's legend, where further lines stand smaller under the first.
    text: Option<String>,
    /// The step at which it appears.
    #[schemars(range(min = 0, max = 999))]
    step: Option<u16>,
    /// The step at which it is gone.
    #[schemars(range(min = 1, max = 999))]
    until: Option<u16>,
    /// What the mark says to those who do not see it; without it lines and frames merely decorate.
    alt: Option<String>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum MarkKind {
    Label,
    Arrow,
    Box,
    Circle,
    Line,
    Number,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Play {
    Loop,
    Once,
    Still,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Fit {
    Contain,
    Cover,
}

/// What an item of a canvas, a column and a row may hold, between what says where it stands and what nests in it.
macro_rules! holder {
    ($(#[$about:meta])* struct $name:ident { $($place:tt)* } $({ $($inner:tt)* })?) => {
        $(#[$about])*
        #[derive(JsonSchema)]
        #[schemars(deny_unknown_fields)]
        struct $name {
            $($place)*
            /// Markdown: paragraphs, lists, quotes, code, tables.
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

/// Where a figure stands beside the words.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Place {
    Below,
    Above,
    Left,
    Right,
    Behind,
}

/// One side of a comparison.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Side {
    kicker: Option<String>,
    body: String,
}

/// The drawn cover of a publication.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Cover {
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

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Chart {
    kind: ChartKind,
    /// What each mark is; the first column of `data` has them too.
    #[schemars(length(min = 1, max = 100))]
    labels: Option<Vec<String>>,
    /// A number for each label; a scale has none. Bars and shares have none under 0.
    values: Option<Vec<f64>>,
    /// Several rows of values, each with its name.
    #[schemars(length(min = 1, max = 5))]
    series: Option<Vec<Series>>,
    /// A CSV file in the deck's folder: labels in the first column, a series in each other, unless `x` and `y` name them.
    data: Option<String>,
    /// The column of the labels; of points the column of their x, or the numbers or dates themselves.
    x: Option<Places>,
    /// The columns of the values.
    y: Option<Names>,
    /// The column of what points are called.
    names: Option<String>,
    /// The lower end of the range around each value: numbers, or columns.
    low: Option<Ends>,
    /// The upper end of the range around each value: numbers, or columns.
    high: Option<Ends>,
    /// Whether several series of bars or areas lie on each other, not side by side.
    stacked: Option<bool>,
    /// The marks in the order of their values.
    sort: Option<ChartSort>,
    /// What stands on each mark instead of its value: empty for the value itself.
    texts: Option<Vec<String>>,
    /// Stands right after each value: `%`.
    unit: Option<String>,
    /// Stands right before each value: `$`.
    prefix: Option<String>,
    /// How values are written: short (`1.2M`), with a sign, or parts of 1 as percent.
    format: Option<ChartFormat>,
    /// Where the axis of lines, points and dots begins; 0 if absent.
    min: Option<f64>,
    /// The value of a full bar, where an axis ends, a share's whole; the greatest value if absent.
    max: Option<f64>,
    /// Whether each tenfold takes the same length of the axis.
    log: Option<bool>,
    /// The marks that stand out, counted from 0 or by label; the series where there are several.
    highlight: Option<Highlight>,
    /// Whether points get a line through them, or what follows its slope: ` °C a point`.
    trend: Option<TrendWords>,
    /// Upright lines, each at a label, date or number.
    #[schemars(length(max = 5))]
    events: Option<Vec<Guide>>,
    /// Level lines, each at a value.
    #[schemars(length(max = 5))]
    targets: Option<Vec<Guide>>,
    /// The words at the two ends of a scale.
    #[schemars(length(min = 2, max = 2))]
    ends: Option<Vec<String>>,
    /// What the chart shows, for those who do not see it.
    alt: Option<String>,
    /// Where it stands beside the words.
    place: Option<Place>,
    /// Its share of the width beside words, of the height over or under them.
    #[schemars(range(min = 0.1, max = 0.9))]
    share: Option<f64>,
    /// The step at which it appears.
    #[schemars(range(min = 0, max = 999))]
    step: Option<u16>,
    /// The step at which it goes.
    #[schemars(range(min = 1, max = 999))]
    until: Option<u16>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum ChartKind {
    Bars,
    Columns,
    Line,
    Area,
    Points,
    Dots,
    Share,
    Scale,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum ChartFormat {
    Plain,
    Short,
    Signed,
    Percent,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum ChartSort {
    Rising,
    Falling,
}

/// Numbers, or dates in quotes.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum PlaceOnAxis {
    Number(f64),
    Words(String),
}

#[derive(JsonSchema)]
#[schemars(untagged)]
enum Places {
    Column(String),
    Own(Vec<PlaceOnAxis>),
}

#[derive(JsonSchema)]
#[schemars(untagged)]
enum Ends {
    Column(String),
    Columns(Vec<String>),
    Own(Vec<f64>),
}

#[derive(JsonSchema)]
#[schemars(untagged)]
enum Highlight {
    One(PlaceOnAxis),
    Several(Vec<PlaceOnAxis>),
}

#[derive(JsonSchema)]
#[schemars(untagged)]
enum TrendWords {
    Shown(bool),
    Words(String),
}

/// A line across a chart, and its words.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Guide {
    at: PlaceOnAxis,
    text: Option<String>,
}

/// A row of values, one for each label.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Series {
    name: String,
    values: Vec<f64>,
    /// The numbers or dates along which these points lie, where each series has its own.
    x: Option<Vec<PlaceOnAxis>>,
    /// What these points are called.
    labels: Option<Vec<String>>,
    /// The ends of the range around each value.
    low: Option<Vec<f64>>,
    high: Option<Vec<f64>>,
}

/// A big number with its words.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Figure {
    value: String,
    label: String,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Table {
    #[schemars(length(min = 1, max = 100))]
    columns: Vec<String>,
    /// Each as long as `columns`.
    rows: Vec<Vec<String>>,
    align: Option<Vec<Align>>,
    /// Where it stands beside the words of its slide.
    place: Option<Place>,
    /// Its share of the width beside words.
    #[schemars(range(min = 0.1, max = 0.9))]
    share: Option<f64>,
    /// The step at which it appears.
    #[schemars(range(min = 0, max = 999))]
    step: Option<u16>,
    /// The step at which it goes.
    #[schemars(range(min = 1, max = 999))]
    until: Option<u16>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Align {
    Start,
    Center,
    End,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Code {
    /// The programming language: `rust`.
    language: Option<String>,
    /// The code itself; or it is in a `file`.
    text: Option<String>,
    /// A file in the deck's folder: `src/main.rs`.
    file: Option<String>,
    /// The lines that are shown, with their own numbers: `12-40`.
    lines: Option<String>,
    /// The part between the comments `region: name` and `endregion`.
    region: Option<String>,
    /// The file's name on a tab over the code; that of `file`, if it is not said.
    name: Option<String>,
    /// Whether the lines are numbered.
    numbers: Option<bool>,
    /// The lines that are lit, an entry for each step: `1-3`, `2, 5-6`, or `all`.
    highlight: Option<Vec<String>>,
    /// Breaks lines that are too long; the rest of one stands in under it.
    wrap: Option<bool>,
    /// The step at which it appears.
    #[schemars(range(min = 0, max = 999))]
    step: Option<u16>,
    /// The step at which it goes.
    #[schemars(range(min = 1, max = 999))]
    until: Option<u16>,
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::schema;
    use crate::deck::read::fields::{
        BACKGROUND, CAPTIONS, CHART, CODE, COLUMN, COVER, CUE, DECK, FIELDS, FIGURE, GUIDE, INNER_COLUMN, INNER_ROW,
        ITEM, LAYOUTS, MARK, PICTURE, ROOT, ROW, SERIES, SIDE, SPEAKER, Shape, TABLE,
    };

    fn parsed() -> Value {
        serde_json::from_str(&schema()).expect("the schema is JSON")
    }

    fn sorted<'k>(keys: impl IntoIterator<Item = &'k str>) -> Vec<&'k str> {
        let mut keys: Vec<&str> = keys.into_iter().collect();
        keys.sort_unstable();
        keys
    }

    fn keys(table: &Value) -> Vec<&str> {
        let properties = table["properties"].as_object().expect("a table has properties");
        sorted(properties.keys().map(String::as_str))
    }

    #[test]
    fn the_schema_has_the_keys_that_reading_takes() {
        let schema = parsed();
        let tables: [(&str, Shape); 20] = [
            ("Deck", DECK),
            ("Speaker", SPEAKER),
            ("Captions", CAPTIONS),
            ("Cue", CUE),
            ("Picture", PICTURE),
            ("BackgroundPicture", BACKGROUND),
            ("Mark", MARK),
            ("Item", ITEM),
            ("Side", SIDE),
            ("Cover", COVER),
            ("Chart", CHART),
            ("Series", SERIES),
            ("Guide", GUIDE),
            ("Figure", FIGURE),
            ("Table", TABLE),
            ("Code", CODE),
            ("Column", COLUMN),
            ("Row", ROW),
            ("InnerColumn", INNER_COLUMN),
            ("InnerRow", INNER_ROW),
        ];
        let tables = tables.into_iter().map(|(name, shape)| (&schema["$defs"][name], shape));
        for (table, shape) in tables.chain([(&schema, ROOT)]) {
            assert_eq!(keys(table), sorted(shape.keys.iter().copied()), "{}", shape.name);
            let required = table["required"].as_array().map(Vec::as_slice).unwrap_or_default();
            let required = sorted(required.iter().filter_map(Value::as_str));
            assert_eq!(required, sorted(shape.required.iter().copied()), "{}", shape.name);
            assert_eq!(table["additionalProperties"], false, "{}", shape.name);
        }
        assert_eq!(keys(&schema["$defs"]["Slide"]), sorted(FIELDS.iter().map(|field| field.key)));
    }

    #[test]
    fn the_schema_has_the_words_that_reading_takes() {
        use crate::deck::read::words;
        let schema = parsed();
        assert_eq!(names(&schema, "Layout"), sorted(LAYOUTS.map(|(name, _)| name)));
        for (table, taken) in words() {
            assert_eq!(names(&schema, table), sorted(taken), "{table}");
        }
    }

    /// The words of an enum, whether its variants are documented (`oneOf`) or not.
    fn names<'v>(schema: &'v Value, table: &str) -> Vec<&'v str> {
        let words = schema["$defs"][table]["enum"].as_array().expect("a list of words");
        sorted(words.iter().filter_map(Value::as_str))
    }

    #[test]
    fn the_schema_file_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/deck.schema.json");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, schema()).expect("the schema can be written");
        }
        let file = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
        assert!(file == schema(), "assets/deck.schema.json is stale: run UPDATE=1 cargo test schema");
    }
}
