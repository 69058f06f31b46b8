//! Which table takes which keys, and which layout takes which fields: the one place that knows.
//!
//! Reading checks by it, hints quote it, and the JSON Schema is held to it.

/// A slide's layout by name alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
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

/// Every layout with the name it has in a deck.
pub const LAYOUTS: [(&str, Kind); 18] = [
    ("title", Kind::Title),
    ("section", Kind::Section),
    ("statement", Kind::Statement),
    ("bullets", Kind::Bullets),
    ("quote", Kind::Quote),
    ("compare", Kind::Compare),
    ("image", Kind::Image),
    ("publication", Kind::Publication),
    ("chart", Kind::Chart),
    ("numbers", Kind::Numbers),
    ("table", Kind::Table),
    ("code", Kind::Code),
    ("references", Kind::References),
    ("closing", Kind::Closing),
    ("blank", Kind::Blank),
    ("agenda", Kind::Agenda),
    ("parts", Kind::Parts),
    ("canvas", Kind::Canvas),
];

impl Kind {
    #[must_use]
    pub fn name(self) -> &'static str {
        LAYOUTS.iter().find(|(_, kind)| *kind == self).map_or("blank", |(name, _)| name)
    }
}

/// A key of `[[slide]]`, and the layouts that take it.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub key: &'static str,
    /// `None`: every layout.
    pub layouts: Option<&'static [Kind]>,
    /// The layouts that cannot be without it.
    pub required: &'static [Kind],
}

impl Field {
    #[must_use]
    pub fn taken_by(&self, kind: Kind) -> bool {
        self.layouts.is_none_or(|kinds| kinds.contains(&kind))
    }
}

const fn any(key: &'static str) -> Field {
    Field { key, layouts: None, required: &[] }
}

const fn only(key: &'static str, layouts: &'static [Kind], required: &'static [Kind]) -> Field {
    Field { key, layouts: Some(layouts), required }
}

use Kind::{
    Blank, Bullets, Chart, Closing, Code, Compare, Image, Numbers, Parts, Publication, Quote, References, Section,
    Statement, Title,
};

/// Every key that a slide may have.
pub const FIELDS: &[Field] = &[
    any("id"),
    any("layout"),
    Field { key: "title", layouts: None, required: &[Section] },
    any("kicker"),
    any("time"),
    any("notes"),
    any("cue"),
    any("hidden"),
    any("optional"),
    any("appendix"),
    any("footer"),
    any("ground"),
    any("background"),
    any("logo"),
    any("section"),
    any("reveal"),
    only("replace", &[Statement, Bullets, Publication], &[]),
    any("direction"),
    any("transition"),
    any("include"),
    any("mark"),
    any("allow"),
    only("subtitle", &[Title, Section, Image, Chart, Closing, Parts], &[]),
    only("speakers", &[Title, Closing], &[]),
    only(
        "body",
        &[
            Title,
            Statement,
            Bullets,
            Image,
            Publication,
            Chart,
            Numbers,
            Kind::Table,
            Code,
            References,
            Closing,
            Blank,
            Parts,
        ],
        &[Bullets, References],
    ),
    only("aside", &[Statement, Bullets], &[]),
    only("number", &[Statement], &[]),
    only("columns", &[Statement, Bullets, References], &[]),
    only("quote", &[Quote, Publication], &[Quote]),
    only("by", &[Quote, Publication], &[]),
    only("work", &[Quote, Publication], &[]),
    only("left", &[Compare], &[Compare]),
    only("right", &[Compare], &[Compare]),
    only("cover", &[Publication], &[Publication]),
    only("chart", &[Chart, Parts], &[Chart]),
    only("numbers", &[Numbers, Parts], &[Numbers]),
    only("table", &[Kind::Table, Parts], &[]),
    only("code", &[Code, Parts], &[]),
    only(
        "source",
        &[
            Statement,
            Bullets,
            Quote,
            Compare,
            Image,
            Publication,
            Chart,
            Numbers,
            Kind::Table,
            Code,
            Parts,
            Kind::Canvas,
        ],
        &[],
    ),
    only(
        "picture",
        &[Title, Section, Statement, Bullets, Image, Chart, Numbers, Kind::Table, Code, Closing, Blank, Parts],
        &[Image],
    ),
    only("pictures", &[Statement, Bullets, Image, Blank, Parts], &[]),
    only("column", &[Parts], &[]),
    only("row", &[Parts], &[]),
    only("item", &[Kind::Canvas], &[Kind::Canvas]),
];

/// A table with a fixed set of keys.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// As the author writes it: `[deck]`, `picture`.
    pub name: &'static str,
    pub keys: &'static [&'static str],
    pub required: &'static [&'static str],
}

pub const ROOT: Shape = Shape { name: "a deck", keys: &["deck", "speaker", "captions", "slide"], required: &["deck"] };
pub const DECK: Shape = Shape {
    name: "[deck]",
    keys: &[
        "title",
        "language",
        "subtitle",
        "short_title",
        "event",
        "length",
        "date",
        "start",
        "handout",
        "ending",
        "subject",
        "keywords",
        "phrases",
        "theme",
        "variant",
        "aspect",
        "direction",
        "transition",
        "include",
        "recorded",
        "allow",
    ],
    required: &["title", "language"],
};
pub const SPEAKER: Shape = Shape {
    name: "[[speaker]]",
    keys: &["id", "name", "affiliation", "links", "description", "color"],
    required: &["id", "name"],
};
pub const CAPTIONS: Shape =
    Shape { name: "[captions]", keys: &["languages", "display", "max_chars", "max_lines", "plan_wpm"], required: &[] };
pub const CUE: Shape =
    Shape { name: "[[slide.cue]]", keys: &["step", "speaker", "text", "sound", "hold"], required: &[] };
pub const PICTURE: Shape = Shape {
    name: "picture",
    keys: &[
        "src",
        "qr",
        "icon",
        "alt",
        "decorative",
        "caption",
        "credit",
        "fit",
        "focus",
        "play",
        "frame",
        "steps",
        "place",
        "share",
        "step",
        "until",
    ],
    required: &[],
};
pub const BACKGROUND: Shape = Shape { name: "background", keys: &["src", "focus"], required: &["src"] };
pub const ITEM: Shape = Shape {
    name: "[[slide.item]]",
    keys: &[
        "at", "size", "turn", "over", "step", "until", "heading", "body", "code", "picture", "pictures", "chart",
        "table", "numbers", "quote", "by", "work",
    ],
    required: &["at", "size"],
};
pub const MARK: Shape = Shape {
    name: "[[slide.mark]]",
    keys: &["kind", "at", "to", "size", "text", "step", "until", "alt"],
    required: &["kind", "at"],
};
pub const SIDE: Shape = Shape { name: "a side", keys: &["kicker", "body"], required: &["body"] };
pub const COVER: Shape =
    Shape { name: "cover", keys: &["series", "title", "subtitle", "authors", "lines", "color"], required: &["title"] };
pub const CHART: Shape = Shape {
    name: "chart",
    keys: &[
        "kind",
        "labels",
        "values",
        "series",
        "data",
        "x",
        "y",
        "names",
        "low",
        "high",
        "stacked",
        "sort",
        "texts",
        "unit",
        "prefix",
        "format",
        "min",
        "max",
        "log",
        "highlight",
        "trend",
        "events",
        "targets",
        "ends",
        "alt",
        "place",
        "share",
        "step",
        "until",
    ],
    required: &["kind"],
};
pub const SERIES: Shape =
    Shape { name: "a series", keys: &["name", "values", "x", "labels", "low", "high"], required: &["name", "values"] };
pub const GUIDE: Shape = Shape { name: "a line across a chart", keys: &["at", "text"], required: &["at"] };
pub const FIGURE: Shape = Shape { name: "numbers", keys: &["value", "label", "icon"], required: &["value", "label"] };
pub const TABLE: Shape = Shape {
    name: "table",
    keys: &["columns", "rows", "align", "place", "share", "step", "until"],
    required: &["columns", "rows"],
};
pub const CODE: Shape = Shape {
    name: "code",
    keys: &["language", "text", "file", "lines", "region", "name", "numbers", "highlight", "wrap", "step", "until"],
    required: &[],
};

/// A column or a row: its heading and share, and its parts in the order of the file.
macro_rules! region {
    ($name:literal, $share:literal, [$($inner:literal)?]) => {
        Shape {
            name: $name,
            keys: &[
                "heading", $share, "body", "code", "picture", "pictures", "chart", "table", "numbers", "quote", "by", "work",
                "step", "until", $($inner,)?
            ],
            required: &[],
        }
    };
}

pub const COLUMN: Shape = region!("[[slide.column]]", "width", ["row"]);
pub const ROW: Shape = region!("[[slide.row]]", "height", ["column"]);
/// A column of a row, and a row of a column.
pub const INNER_COLUMN: Shape = region!("[[slide.row.column]]", "width", []);
pub const INNER_ROW: Shape = region!("[[slide.column.row]]", "height", []);
