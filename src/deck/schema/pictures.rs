//! Pictures, and what points into them.

use schemars::JsonSchema;

use super::common::{Names, Place};

/// A picture in the deck's folder, for which `alt` or `decorative = true` is needed; or a QR code, or an icon.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Picture {
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

/// What points at a place of the slide's picture, or of the slide where it has none.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Mark {
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
pub(super) enum MarkKind {
    Label,
    Arrow,
    Box,
    Circle,
    Line,
    Number,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum Play {
    Loop,
    Once,
    Still,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum Fit {
    Contain,
    Cover,
}
