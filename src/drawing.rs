//! A finished slide: items at fixed places, in points, y growing downward.
//!
//! Invariant: nothing is left to decide. Text is shaped, colors are resolved, every number is finite.
//! Invariant: items stand in reading order; whatever only decorates sits in a group whose role is `Decoration`.

mod links;

use std::ops::Range;
use std::sync::Arc;

use peniko::FontData;

use crate::color::Color;
use crate::diagnostic::Span;
use crate::geometry::{Affine, BezPath, PathEl, PathShape as _, Point, Rect, Size};

/// A laid-out slide: one drawing per step, the first without any press of Next.
#[derive(Clone, Debug)]
pub struct Page {
    /// Index of the slide in the deck.
    pub slide: usize,
    /// Never empty.
    pub steps: Vec<Arc<Drawing>>,
}

impl Page {
    /// The step at which the slide is complete.
    #[must_use]
    pub fn last_step(&self) -> usize {
        self.steps.len().saturating_sub(1)
    }
}

#[derive(Clone, Debug)]
pub struct Drawing {
    pub size: Size,
    /// The ground of the whole slide: opaque, or wholly clear where the drawing lies over another.
    pub ground: Color,
    pub items: Vec<Placed>,
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
    /// The words as a reader should get them, in logical order.
    pub text: Arc<str>,
    /// In visual order, left to right.
    pub glyphs: Vec<Glyph>,
    /// Sum of the advances, in points.
    pub advance: f32,
    pub right_to_left: bool,
    pub underline: Option<Underline>,
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

/// What darkens a picture so that words on it read: as far as its lightest pixels behind them need, and no further.
///
/// How far that is, only its pixels tell, and painters alone decode them; so it is their one rule, in `paint::shade`.
#[derive(Clone, Debug)]
pub struct Shade {
    /// At its strongest, which does for a white picture.
    pub color: Color,
    /// Between these heights of the picture it comes in; from there to the picture's foot it is even.
    pub from: f64,
    pub full: f64,
    /// Where words stand on the picture.
    pub words: Vec<Rect>,
    /// What is seen through clear parts of the picture.
    pub under: Color,
}

impl Shade {
    /// What lies over a picture of that size, at `share` (0.0 to 1.0) of its strength.
    #[must_use]
    pub fn shape(&self, size: Size, share: f32) -> Shape {
        let color = |part: f32| self.color.with_alpha(f32::from(self.color.a) / 255.0 * share * part);
        let reach = ((self.full - self.from) / (size.height - self.from).max(1.0)).clamp(0.0, 1.0) as f32;
        // It comes in and ends softly: a straight slope would show as two edges.
        let slope = [(0.0, 0.0), (0.25, 0.16), (0.5, 0.5), (0.75, 0.84), (1.0, 1.0)];
        let stops = slope.into_iter().map(|(at, part)| Stop { offset: reach * at, color: color(part) });
        let stops = stops.chain([Stop { offset: 1.0, color: color(1.0) }]).collect();
        let (start, end) = (Point::new(0.0, self.from), Point::new(0.0, size.height));
        let paint = Paint::Linear { start, end, stops, spread: Spread::Pad, transform: Affine::IDENTITY };
        let path = Rect::new(0.0, self.from, size.width, size.height).to_path(0.1);
        Shape { path, fill: Some(Fill { paint, even_odd: false }), stroke: None }
    }
}

/// An encoded raster picture whose header was read and whose limits were checked. Painters decode it once.
#[derive(Debug)]
pub struct Raster {
    /// The author's name for it (path inside the deck's folder).
    pub name: String,
    pub bytes: Arc<[u8]>,
    pub format: RasterFormat,
    pub width: u32,
    pub height: u32,
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
    /// A citation or source line.
    Source,
    /// A formula in a line, read as one thing: `alt` says it in plain text.
    Formula {
        alt: String,
    },
}

/// Numbers beyond this bring painters down, which count in single precision and multiply.
const FARTHEST: f64 = 1e9;

fn near(numbers: impl IntoIterator<Item = f64>) -> bool {
    numbers.into_iter().all(|number| number.abs() <= FARTHEST)
}

fn near_single(numbers: impl IntoIterator<Item = f32>) -> bool {
    near(numbers.into_iter().map(f64::from))
}

impl Placed {
    /// Whether all numbers of the item are finite and bounded; those in a group are its items' affair.
    ///
    /// Every painter asks, and leaves out what is not, since its library would not survive it.
    #[must_use]
    pub fn is_drawable(&self) -> bool {
        near([self.at.x, self.at.y])
            && match &self.item {
                Item::Text(run) => {
                    near_single([run.size, run.advance])
                        && near_single(run.glyphs.iter().flat_map(|glyph| [glyph.x, glyph.y, glyph.advance]))
                }
                Item::Shape(shape) => {
                    let stroke = shape.stroke.as_ref();
                    let paints = [shape.fill.as_ref().map(|fill| &fill.paint), stroke.map(|stroke| &stroke.paint)];
                    is_near(&shape.path)
                        && paints.into_iter().flatten().all(Paint::is_near)
                        && stroke.is_none_or(|it| {
                            near([it.width, it.miter_limit, it.dash_offset]) && near(it.dashes.iter().copied())
                        })
                }
                Item::Picture(picture) => {
                    let crop = picture.crop;
                    near([picture.size.width, picture.size.height, crop.x0, crop.y0, crop.x1, crop.y1])
                }
                Item::Group(group) => {
                    near(group.transform.as_coeffs())
                        && group.opacity.is_finite()
                        && group.clip.as_ref().is_none_or(is_near)
                        && group.mask.as_ref().is_none_or(|mask| all_drawable(&mask.items))
                }
            }
    }
}

/// Whether all of what is painted on a sheet of its own can be.
fn all_drawable(items: &[Placed]) -> bool {
    items.iter().all(|placed| {
        placed.is_drawable() && if let Item::Group(group) = &placed.item { all_drawable(&group.items) } else { true }
    })
}

fn is_near(path: &BezPath) -> bool {
    let mut points = path.elements().iter().flat_map(|element| match *element {
        PathEl::MoveTo(a) | PathEl::LineTo(a) => [a; 3],
        PathEl::QuadTo(a, b) => [a, b, b],
        PathEl::CurveTo(a, b, c) => [a, b, c],
        PathEl::ClosePath => [Point::ORIGIN; 3],
    });
    points.all(|point| near([point.x, point.y]))
}

impl Paint {
    fn is_near(&self) -> bool {
        match self {
            Self::Solid(_) => true,
            Self::Linear { start, end, transform, .. } => {
                near([start.x, start.y, end.x, end.y]) && near(transform.as_coeffs())
            }
            Self::Radial { center, focus, radius, inner, transform, .. } => {
                near([center.x, center.y, focus.x, focus.y, *radius, *inner]) && near(transform.as_coeffs())
            }
            Self::Tile { tile, .. } => {
                is_near(&tile.place.to_path(0.1)) && near(tile.transform.as_coeffs()) && all_drawable(&tile.items)
            }
        }
    }
}

/// Words of a slide, as they follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// A block, an item, a cell.
    Line(String),
    /// Lines of code as they were written.
    Code(Arc<str>),
}

impl Drawing {
    /// Where the author wrote the first thing that no painter can draw.
    #[must_use]
    pub fn undrawable(&self) -> Option<Span> {
        fn first(items: &[Placed]) -> Option<Span> {
            items.iter().find_map(|placed| match &placed.item {
                _ if !placed.is_drawable() => Some(placed.span),
                Item::Group(group) => first(&group.items),
                _ => None,
            })
        }
        first(&self.items)
    }

    /// The slide's words in reading order, a line for each block, without decoration.
    /// A figure speaks its alt text unless it holds real text.
    #[must_use]
    pub fn words(&self) -> String {
        let line = |passage: Passage| match passage {
            Passage::Line(line) => line,
            Passage::Code(code) => code.to_string(),
        };
        self.passages().into_iter().map(line).collect::<Vec<_>>().join("\n").trim_end().to_owned()
    }

    /// The same, with code apart from running words.
    #[must_use]
    pub fn passages(&self) -> Vec<Passage> {
        let mut out = Passages::default();
        out.add(&self.items);
        out.end();
        out.done
    }
}

#[derive(Default)]
struct Passages {
    done: Vec<Passage>,
    line: String,
}

impl Passages {
    fn add(&mut self, items: &[Placed]) {
        for placed in items {
            match &placed.item {
                Item::Text(run) => self.line.extend(run.text.chars().filter(|c| *c != SOFT_HYPHEN)),
                Item::Shape(_) | Item::Picture(_) => {}
                Item::Group(group) => self.group(group),
            }
        }
    }

    fn group(&mut self, group: &Group) {
        match &group.role {
            Role::Decoration => {}
            Role::Link { .. } | Role::Language(_) => self.add(&group.items),
            Role::Formula { alt } => self.line.push_str(alt),
            Role::Code(text) => {
                self.end();
                self.done.push(Passage::Code(Arc::clone(text)));
            }
            role => {
                if !self.line.ends_with(AFTER_LABEL) {
                    self.end();
                }
                let before = (self.done.len(), self.line.len());
                self.add(&group.items);
                if let Role::Figure { alt } = role
                    && (self.done.len(), self.line.len()) == before
                {
                    self.line.push_str(alt);
                }
                if matches!(role, Role::Label) {
                    self.line.push(AFTER_LABEL)
                } else if !self.line.ends_with(AFTER_LABEL) {
                    self.end()
                }
            }
        }
    }

    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim_end_matches([' ', AFTER_LABEL]);
        if !line.is_empty() {
            self.done.push(Passage::Line(line.to_owned()));
        }
    }
}

/// Stands between a list item's number and its words, which begin no new line.
const AFTER_LABEL: char = '\u{2007}';
/// A place where a word may end its line, which only then shows as a hyphen.
pub const SOFT_HYPHEN: char = '\u{AD}';

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(item: Item) -> Placed {
        Placed { at: Point::ORIGIN, item, span: Span::new(0, 3..7) }
    }

    fn line(to: f64) -> BezPath {
        let mut path = BezPath::new();
        path.move_to((0.0, 0.0));
        path.curve_to((1.0, 1.0), (to, 2.0), (3.0, 3.0));
        path
    }

    #[test]
    fn what_no_painter_survives_is_known_wherever_the_number_stands() {
        let color = Color::WHITE;
        let shape = |path: BezPath, stroke: Option<Stroke>| {
            let fill = Some(Fill { paint: Paint::Solid(color), even_odd: false });
            Item::Shape(Arc::new(Shape { path, fill, stroke }))
        };
        let group = |edit: &dyn Fn(&mut Group)| {
            let mut group = Group::new(Role::Section, vec![placed(shape(line(5.0), None))]);
            edit(&mut group);
            Item::Group(group)
        };
        let with = |number: f64| -> Vec<Placed> {
            let stroke = |edit: &dyn Fn(&mut Stroke)| {
                let mut stroke = Stroke::round(2.0, color);
                edit(&mut stroke);
                placed(shape(line(1.0), Some(stroke)))
            };
            let radial = |radius: f64| Paint::Radial {
                inner: 0.0,
                center: Point::ORIGIN,
                focus: Point::ORIGIN,
                radius,
                stops: Vec::new(),
                transform: Affine::IDENTITY,
            };
            vec![
                placed(shape(line(number), None)),
                Placed { at: Point::new(0.0, number), ..placed(shape(line(1.0), None)) },
                stroke(&|it| it.width = number),
                stroke(&|it| it.dashes = vec![1.0, number]),
                stroke(&|it| it.miter_limit = number),
                stroke(&|it| it.paint = radial(number)),
                placed(group(&|it| it.transform = Affine::scale(number))),
                placed(group(&|it| it.clip = Some(line(number)))),
                placed(group(&|it| it.items.push(placed(shape(line(number), None))))),
            ]
        };
        let drawing = |item: Placed| Drawing { size: Size::new(960.0, 540.0), ground: color, items: vec![item] };
        for wrong in [f64::NAN, f64::INFINITY, -f64::INFINITY, 1e308, -1e38, 1e12] {
            for (at, item) in with(wrong).into_iter().enumerate() {
                assert_eq!(drawing(item).undrawable(), Some(Span::new(0, 3..7)), "{wrong} in {at}");
            }
        }
        for good in [0.0, 1.5, 900_000.0] {
            assert!(with(good).into_iter().all(|item| drawing(item).undrawable().is_none()), "{good}");
        }
        assert_eq!(drawing(placed(shape(BezPath::new(), None))).undrawable(), None, "nothing is no fault");
    }
}
