//! A finished slide: items at fixed places, in points, y growing downward.
//!
//! Invariant: nothing is left to decide. Text is shaped, colors are resolved, every number is finite.
//! Invariant: items stand in reading order; whatever only decorates sits in a group whose role is `Decoration`.

mod bounds;
mod encoded;
pub mod films;
pub mod letters;
mod links;
pub mod passages;
mod places;
mod shade;
pub mod structure;

use std::ops::Range;
use std::sync::Arc;

use peniko::FontData;

use crate::color::Color;
use crate::diagnostic::Span;
use crate::geometry::{Affine, BezPath, Point, Rect, Size};
pub use encoded::{Again, Encoded, sum};
pub use shade::{Edge, SLICES, STEPS, Shade, ShadeForm, ShadePart};

/// A laid-out slide: one drawing per step, the first without any press of Next.
#[derive(Clone, Debug)]
pub struct Page {
    /// Index of the slide in the deck.
    pub slide: usize,
    /// Never empty.
    pub steps: Vec<Arc<Drawing>>,
    /// The slide with all that its steps show one in another's place, where they do.
    pub together: Option<Arc<Drawing>>,
}

impl Page {
    /// The step at which the slide is complete.
    #[must_use]
    pub fn last_step(&self) -> usize {
        self.steps.len().saturating_sub(1)
    }

    /// All that the slide says, as it is handed out.
    #[must_use]
    pub fn whole(&self) -> Option<&Arc<Drawing>> {
        self.together.as_ref().or(self.steps.last())
    }

    /// What is handed out of a step: of the last one, the whole slide.
    #[must_use]
    pub fn handed_out(&self, step: usize) -> &Arc<Drawing> {
        self.together.as_ref().filter(|_| step >= self.last_step()).unwrap_or(&self.steps[step])
    }
}

#[derive(Clone, Debug)]
pub struct Drawing {
    pub size: Size,
    /// The ground of the whole slide: opaque, or wholly clear where the drawing lies over another.
    pub ground: Color,
    pub items: Vec<Placed>,
}

/// Words of a slide, as they follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// A block, an item, a cell.
    Line(String),
    /// The numbers behind a chart.
    Data(Arc<DataTable>),
    /// Lines of code as they were written.
    Code(Arc<str>),
}

/// The numbers behind a chart: rows of cells, the first of them names.
#[derive(Debug)]
pub struct DataTable {
    pub rows: Vec<Vec<DataCell>>,
    /// The same in words, a line for each row.
    pub spoken: String,
}

/// A cell's words, and the shaped runs by which a file holds them, at their places.
#[derive(Debug)]
pub struct DataCell {
    pub words: String,
    pub runs: Vec<(Point, Arc<Glyphs>)>,
}

impl PartialEq for DataTable {
    fn eq(&self, other: &Self) -> bool {
        self.spoken == other.spoken
    }
}

impl Eq for DataTable {}

/// A link, and the places on the slide where it can be seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub target: String,
    pub places: Vec<Rect>,
}

/// An item, the place of its origin, and where the author wrote it.
#[derive(Clone, Debug)]
pub struct Placed {
    pub at: Point,
    pub item: Item,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum Item {
    /// One shaped run on one line; the origin is the start of its baseline (its left end, also for right-to-left text).
    Text(Arc<Glyphs>),
    Shape(Arc<Shape>),
    Picture(Picture),
    Group(Group),
}

/// One shaped run: one face, size and color, with the words it stands for.
#[derive(Clone, Debug)]
pub struct Glyphs {
    pub face: Face,
    /// Em size in points.
    pub size: f32,
    pub color: Color,
    /// The words that are drawn, in logical order.
    pub text: Arc<str>,
    /// The same as their author wrote them, where a look sets them in capitals.
    pub written: Option<Arc<str>>,
    /// In visual order, left to right.
    pub glyphs: Vec<Glyph>,
    /// Sum of the advances, in points.
    pub advance: f32,
    pub right_to_left: bool,
    pub underline: Option<Underline>,
}

impl Glyphs {
    /// The words as a reader should get them, in logical order: capitals alone would be spelled.
    #[must_use]
    pub fn said(&self) -> &Arc<str> {
        self.written.as_ref().unwrap_or(&self.text)
    }
}

#[derive(Clone, Debug)]
pub struct Glyph {
    pub id: u32,
    /// Offset of the glyph's origin from the run's origin, in points, y down.
    pub x: f32,
    pub y: f32,
    pub advance: f32,
    /// Bytes of `Glyphs::text` that this glyph stands for.
    pub range: Range<usize>,
}

/// Distance of the line's top below the baseline and its thickness, in points.
#[derive(Clone, Copy, Debug)]
pub struct Underline {
    pub offset: f32,
    pub thickness: f32,
}

/// A font as it is used: file, place on its variation axes, and what has to be faked.
#[derive(Clone, Debug)]
pub struct Face {
    pub font: FontData,
    /// Normalized variation coordinates (F2Dot14), as painters of outlines want them.
    pub coords: Arc<[i16]>,
    /// The same place in user space, as PDF wants it.
    pub axes: Arc<[([u8; 4], f32)]>,
    /// Slant in degrees where the italic is synthetic.
    pub skew: Option<f32>,
    pub embolden: bool,
}

/// A filled and/or stroked path relative to the item's place.
#[derive(Clone, Debug)]
pub struct Shape {
    pub path: BezPath,
    pub fill: Option<Fill>,
    pub stroke: Option<Stroke>,
}

#[derive(Clone, Debug)]
pub struct Fill {
    pub paint: Paint,
    pub even_odd: bool,
}

#[derive(Clone, Debug)]
pub struct Stroke {
    pub paint: Paint,
    pub width: f64,
    pub cap: Cap,
    pub join: Join,
    pub miter_limit: f64,
    /// Lengths in points, alternating on and off; empty for a solid line.
    pub dashes: Vec<f64>,
    pub dash_offset: f64,
}

impl Stroke {
    /// A solid line with round ends and corners.
    #[must_use]
    pub fn round(width: f64, color: Color) -> Self {
        Self {
            paint: Paint::Solid(color),
            width,
            cap: Cap::Round,
            join: Join::Round,
            miter_limit: 4.0,
            dashes: Vec::new(),
            dash_offset: 0.0,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cap {
    Butt,
    Round,
    Square,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    Miter,
    Round,
    Bevel,
}

#[derive(Clone, Debug)]
pub enum Paint {
    Solid(Color),
    /// From `start` to `end` in the shape's coordinates, then through `transform`.
    Linear {
        start: Point,
        end: Point,
        stops: Vec<Stop>,
        spread: Spread,
        transform: Affine,
    },
    /// From a circle of radius `inner` around `focus` to one of `radius` around `center`.
    Radial {
        center: Point,
        radius: f64,
        focus: Point,
        inner: f64,
        stops: Vec<Stop>,
        transform: Affine,
    },
    /// The tile again and again, each beside the other.
    Tile {
        tile: Arc<Tile>,
        opacity: f32,
    },
}

/// What a gradient shows before its first stop and after its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// The color of that stop.
    Pad,
    Repeat,
    Reflect,
}

/// A small drawing that fills a shape by being repeated.
#[derive(Clone, Debug)]
pub struct Tile {
    pub items: Vec<Placed>,
    /// The part of the items that is repeated; neighbors touch. Never empty.
    pub place: Rect,
    /// From the tile's coordinates to the shape's.
    pub transform: Affine,
}

/// `offset` runs from 0.0 to 1.0 and never falls from one stop to the next.
#[derive(Clone, Copy, Debug)]
pub struct Stop {
    pub offset: f32,
    pub color: Color,
}

/// A raster picture fitted to `size`; the origin is its top left corner.
#[derive(Clone, Debug)]
pub struct Picture {
    pub raster: Arc<Raster>,
    pub size: Size,
    /// The part of the raster that is shown, in its pixels.
    pub crop: Rect,
    /// For words that stand on it.
    pub shade: Option<Arc<Shade>>,
}

/// An encoded raster picture whose header was read and whose limits were checked. Painters decode it once.
#[derive(Debug)]
pub struct Raster {
    /// The author's name for it (path inside the deck's folder).
    pub name: String,
    pub bytes: Encoded,
    pub format: RasterFormat,
    pub width: u32,
    pub height: u32,
    /// Of a file with several pictures: which of them stands wherever nothing moves, from 0. `None` for the one that a
    /// viewer shows which knows of no others.
    pub frame: Option<u32>,
    /// How often its pictures follow each other on a stage; `None` where it stands still.
    pub plays: Option<Plays>,
}

/// How often a picture that moves plays before it rests on its last frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plays {
    Forever,
    /// At least once.
    Times(u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RasterFormat {
    Png,
    Jpeg,
    Gif,
    Webp,
}

/// A drawing in a drawing.
#[derive(Clone, Debug)]
pub struct Group {
    pub role: Role,
    /// Applied to the items before the group is placed.
    pub transform: Affine,
    /// In the group's own coordinates.
    pub clip: Option<BezPath>,
    /// Which side of the clip's outline is inside: by the even-odd rule, or by the nonzero one.
    pub even_odd: bool,
    /// What the group lets through, in its own coordinates.
    pub mask: Option<Arc<Mask>>,
    /// How the group as a whole is laid over what is under it; `None` for items that need no sheet of their own.
    pub blend: Option<Blend>,
    /// 0.0 to 1.0 for the group as a whole.
    pub opacity: f32,
    pub items: Vec<Placed>,
}

/// A drawing whose pixels say how much of a group is seen.
#[derive(Clone, Debug)]
pub struct Mask {
    pub items: Vec<Placed>,
    pub by: MaskBy,
    /// Nothing of the group is seen beyond it.
    pub region: Rect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaskBy {
    Alpha,
    /// White lets through, black and clear hold back.
    Luminance,
}

/// The blend modes of CSS, PDF and every drawing program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blend {
    Normal,
    Multiply,
    Screen,
    Overlay,
    Darken,
    Lighten,
    ColorDodge,
    ColorBurn,
    HardLight,
    SoftLight,
    Difference,
    Exclusion,
    Hue,
    Saturation,
    Color,
    Luminosity,
}

impl Group {
    /// A plain group: no clip, no transform, solid.
    #[must_use]
    pub fn new(role: Role, items: Vec<Placed>) -> Self {
        Self {
            role,
            transform: Affine::IDENTITY,
            clip: None,
            even_odd: false,
            mask: None,
            blend: None,
            opacity: 1.0,
            items,
        }
    }

    /// Whether its items are painted on a sheet of their own, which is then laid on the page.
    #[must_use]
    pub fn on_sheet(&self) -> bool {
        self.mask.is_some() || self.blend.is_some()
    }
}

/// What a group is to a reader who does not see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Only decorates: grounds, rules, bullets' panels, footers. Not read out.
    Decoration,
    /// Holds parts together, says nothing itself.
    Section,
    /// `level` 1 for the deck's title, 2 for sections and slides.
    Heading {
        level: u8,
    },
    Paragraph,
    List {
        ordered: bool,
    },
    /// Holds a `Label` (or none) and a `Body`.
    Item,
    Label,
    Body,
    Quote,
    /// Lines of code; the text is as it was written, tabs and empty lines among it.
    Code(Arc<str>),
    /// A picture or diagram. Text inside is part of the figure.
    Figure {
        alt: String,
    },
    /// The numbers of the chart before it. It holds no items: readers and files get them, painters nothing.
    Data(Arc<DataTable>),
    Caption,
    Table,
    Row,
    HeaderCell,
    Cell,
    Link {
        target: String,
    },
    /// A stretch in another language (BCP 47).
    Language(String),
    /// Words with their reading over them: a `RubyBase` and a `RubyText`.
    Ruby,
    RubyBase,
    RubyText,
    /// A citation or source line.
    Source,
    /// A raised figure in a line that refers to the footnote of that number.
    Reference {
        number: usize,
    },
    /// A footnote: its figure as a `Label`, and its words.
    Note {
        number: usize,
    },
    /// A formula in a line, read as one thing: `alt` says it in plain text, `mathml` part by part.
    Formula {
        alt: String,
        mathml: Option<Arc<str>>,
    },
}

/// A place where a word may end its line, which only then shows as a hyphen.
pub const SOFT_HYPHEN: char = '\u{AD}';
