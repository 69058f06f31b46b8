//! TeX's words → a formula: glyphs, rules and shapes at their places, in em, with words for those who do not see it.
//!
//! Invariant: the origin is the start of the baseline, y grows downward, and every number is finite.
//! Invariant: reading one never panics and ends soon, whatever it is given.

mod faces;
mod faults;
mod mathml;
mod outline;
mod roots;
mod signs;
mod spoken;

use std::sync::Arc;

use ratex_layout::{LayoutOptions, layout, to_display_list, validate_layout};
use ratex_types::{Color as TexColor, DisplayItem, DisplayList, MathStyle};

use crate::color::Color;
use crate::diagnostic::Span;
use crate::drawing::{Cap, Fill, Glyph, Glyphs, Item, Join, Paint, Placed, Shape, Stroke};
use crate::geometry::{Affine, BezPath, PathShape as _, Point, Rect};

use super::fault::Fault;
use outline::path;
use spoken::Form;

/// Bytes of one formula; the longest that a slide can hold is a tenth of it.
const LONGEST: usize = 4_000;
/// Bytes of the same as MathML: ten times what the largest that is ever shown takes.
const LONGEST_MATHML: usize = 200_000;
/// Glyphs and rules of one formula.
const MOST_MARKS: usize = 2_000;
/// Em: no formula that can be read is wider or higher.
const WIDEST: f64 = 400.0;
/// Height of small letters and of capitals in the formulas' typeface, in em.
const HEIGHTS: (f32, f32) = (0.431, 0.683);
/// What TeX draws in no color of its own takes the color of the words around.
const UNSAID: TexColor = TexColor::new(0.0, 0.0, 0.0, 0.5);

/// A formula, laid out once for every size.
#[derive(Clone, Debug)]
pub struct Formula {
    /// As the author wrote it, without the dollars.
    pub source: String,
    /// On a line of its own: sums and fractions are larger.
    pub display: bool,
    /// What a reader gets who does not see it, as plain text: `x = (−b ± √(b² − 4ac))/(2a)`.
    pub spoken: String,
    /// The same with sums, matrices and cases in English words, where there are any.
    english: Option<String>,
    /// What a reader walks through part by part, where all of it has a form there.
    pub mathml: Option<Arc<str>>,
    pub width: f64,
    /// Above and below the baseline.
    pub height: f64,
    pub depth: f64,
    marks: Vec<Mark>,
}

impl PartialEq for Formula {
    fn eq(&self, other: &Self) -> bool {
        (&self.source, self.display) == (&other.source, other.display)
    }
}

/// Something drawn, in em.
#[derive(Clone, Debug)]
struct Mark {
    at: Point,
    /// The author's own color.
    color: Option<Color>,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    /// Glyphs of one face and size on one line.
    Run {
        face: usize,
        scale: f32,
        text: String,
        glyphs: Vec<Glyph>,
    },
    Filled(BezPath),
    /// A line of this thickness, of dashes where that is said.
    Stroked(BezPath, f64, bool),
}

impl Formula {
    /// Reads and lays out `source`, which is TeX without the dollars.
    ///
    /// # Errors
    /// What is wrong with it, and how to fix that, in an author's words.
    pub fn read(source: &str, display: bool) -> Result<Self, Fault> {
        if source.len() > LONGEST {
            return Err(Fault::new("this formula is far too long for a slide", "Split it into several"));
        }
        if source.trim().is_empty() {
            return Err(Fault::new("there is nothing in this formula", "A plain dollar is written \\$"));
        }
        let nodes = ratex_parser::parse(source).map_err(|error| faults::said(&error.message))?;
        let style = if display { MathStyle::Display } else { MathStyle::Text };
        let options = LayoutOptions { style, color: UNSAID, ..LayoutOptions::default() };
        let laid = layout(&nodes, &options);
        let size = [laid.width, laid.height, laid.depth];
        let fits = size.iter().all(|number| number.is_finite() && number.abs() < WIDEST);
        if !fits || validate_layout(&laid).is_err() {
            return Err(faults::too_large());
        }
        let list = to_display_list(&laid);
        if list.items.len() > MOST_MARKS {
            return Err(faults::too_large());
        }
        let said = |form| spoken::spoken(&nodes, form);
        let spoken = said(Form::Signs).unwrap_or_else(|| source.split_whitespace().collect::<Vec<_>>().join(" "));
        let english = said(Form::English).filter(|words| *words != spoken);
        let mathml = mathml::mathml(&nodes, display).filter(|it| it.len() <= LONGEST_MATHML).map(Arc::from);
        let marks = marks(&list)?;
        // Brackets may reach farther than the crate says.
        let (mut height, mut depth) = (list.height, list.depth);
        for mark in &marks {
            if let Kind::Filled(path) = &mark.kind {
                let bounds = path.bounding_box();
                (height, depth) = (height.max(-mark.at.y - bounds.y0), depth.max(mark.at.y + bounds.y1));
            }
        }
        Ok(Self {
            source: source.to_owned(),
            display,
            spoken,
            english,
            mathml,
            width: list.width.max(0.0),
            height,
            depth,
            marks,
        })
    }

    /// What a reader gets in a talk in English, or in another language.
    #[must_use]
    pub fn said(&self, english: bool) -> &str {
        self.english.as_deref().filter(|_| english).unwrap_or(&self.spoken)
    }

    /// How large an em of the formula is beside words of `size` whose small letters and capitals are so high, in em:
    /// between the sizes at which the small letters or the capitals would be as high as theirs.
    #[must_use]
    pub fn size_beside(size: f32, (small, capital): (f32, f32)) -> f32 {
        size * f32::midpoint(small / HEIGHTS.0, capital / HEIGHTS.1).clamp(0.9, 1.3)
    }

    /// The formula as items of a drawing, its em `size` points; heavier beside bold words.
    #[must_use]
    pub fn items(&self, size: f32, color: Color, bold: bool, span: Span) -> Vec<Placed> {
        let em = f64::from(size);
        let place = |mark: &Mark| {
            let color = mark.color.unwrap_or(color);
            let item = match &mark.kind {
                Kind::Run { face, scale, text, glyphs } => run(*face, text, glyphs, *scale, size, color, bold),
                Kind::Filled(path) => {
                    let fill = Some(Fill { paint: Paint::Solid(color), even_odd: false });
                    Item::Shape(Arc::new(Shape { path: Affine::scale(em) * path, fill, stroke: None }))
                }
                Kind::Stroked(path, width, dashed) => {
                    let width = width * em;
                    let dashes = if *dashed { vec![width * 4.0, width * 4.0] } else { Vec::new() };
                    let (cap, join) = (Cap::Butt, Join::Miter);
                    let stroke = Stroke { dashes, cap, join, ..Stroke::round(width, color) };
                    let path = Affine::scale(em) * path;
                    Item::Shape(Arc::new(Shape { path, fill: None, stroke: Some(stroke) }))
                }
            };
            Placed { at: Point::new(mark.at.x * em, mark.at.y * em), item, span }
        };
        self.marks.iter().map(place).collect()
    }
}

fn run(face: usize, text: &str, glyphs: &[Glyph], scale: f32, size: f32, color: Color, bold: bool) -> Item {
    let sized = |glyph: &Glyph| Glyph { x: glyph.x * size, advance: glyph.advance * size, ..glyph.clone() };
    let glyphs: Vec<Glyph> = glyphs.iter().map(sized).collect();
    let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
    let (face, text) = (faces::face(face, bold), text.into());
    let size = size * scale;
    let (right_to_left, underline) = (false, None);
    Item::Text(Arc::new(Glyphs { face, size, color, text, written: None, glyphs, advance, right_to_left, underline }))
}

fn marks(list: &DisplayList) -> Result<Vec<Mark>, Fault> {
    let mut out: Vec<Mark> = Vec::new();
    // The crate's origin is the top left corner.
    let at = |x: f64, y: f64| Point::new(x, y - list.height);
    for (index, item) in list.items.iter().enumerate() {
        let mark = match item {
            DisplayItem::GlyphPath { x, y, scale, color, .. }
                if let Some(longer) = roots::longer(&list.items[index..]) =>
            {
                let path = Affine::scale(*scale) * faces::root(longer / scale);
                Mark { at: at(*x, *y), color: own(color), kind: Kind::Filled(path) }
            }
            DisplayItem::GlyphPath { x, y, scale, font, char_code, color } => {
                let glyph = faces::glyph(font, *char_code).ok_or_else(|| faults::no_glyph(*char_code))?;
                let mark = single(at(*x, *y), *scale as f32, &glyph, own(color));
                if out.last_mut().is_some_and(|last| joined(last, &mark)) {
                    continue;
                }
                mark
            }
            DisplayItem::Line { x, y, width, thickness, color, dashed } => {
                let line = kurbo::Line::new((0.0, 0.0), (*width, 0.0)).to_path(0.1);
                Mark { at: at(*x, *y), color: own(color), kind: Kind::Stroked(line, *thickness, *dashed) }
            }
            DisplayItem::Rect { x, y, width, height, color } => {
                let path = Rect::new(0.0, 0.0, *width, *height).to_path(0.1);
                Mark { at: at(*x, *y), color: own(color), kind: Kind::Filled(path) }
            }
            DisplayItem::Path { x, y, commands, fill, color } => {
                let path = centered(path(commands));
                let kind = if *fill { Kind::Filled(path) } else { Kind::Stroked(path, 0.04, false) };
                Mark { at: at(*x, *y), color: own(color), kind }
            }
        };
        out.push(mark);
    }
    let finite = |mark: &Mark| {
        mark.at.is_finite()
            && match &mark.kind {
                Kind::Run { scale, .. } => scale.is_finite(),
                Kind::Filled(path) => path.bounding_box().is_finite(),
                Kind::Stroked(path, width, _) => path.bounding_box().is_finite() && width.is_finite(),
            }
    };
    if out.iter().all(finite) { Ok(out) } else { Err(faults::too_large()) }
}

fn single(at: Point, scale: f32, found: &faces::Found, color: Option<Color>) -> Mark {
    let text = found.letter.to_string();
    let glyph =
        Glyph { id: found.glyph, x: 0.0, y: 0.0, advance: found.advance * scale, range: 0..found.letter.len_utf8() };
    Mark { at, color, kind: Kind::Run { face: found.face, scale, text, glyphs: vec![glyph] } }
}

/// Puts the glyph of `next` into the run of `last` if it goes on there; a PDF says each run's place and face anew.
fn joined(last: &mut Mark, next: &Mark) -> bool {
    let (
        Kind::Run { face, scale, text, glyphs },
        Kind::Run { face: next_face, scale: next_scale, text: letter, glyphs: added },
    ) = (&mut last.kind, &next.kind)
    else {
        return false;
    };
    let x = (next.at.x - last.at.x) as f32;
    let same = (&*face, &*scale, last.color) == (next_face, next_scale, next.color);
    let (Some(before), Some(glyph)) = (glyphs.last_mut(), added.first()) else { return false };
    // Something between the two, such as a fraction, ends the run.
    let near = x > before.x && x < before.x + before.advance + 0.5;
    if !same || !near || (last.at.y - next.at.y).abs() > 1e-6 {
        return false;
    }
    before.advance = x - before.x;
    let range = text.len()..text.len() + letter.len();
    text.push_str(letter);
    glyphs.push(Glyph { x, range, ..glyph.clone() });
    true
}

fn own(color: &TexColor) -> Option<Color> {
    let byte = |share: f32| (share.clamp(0.0, 1.0) * 255.0).round() as u8;
    let said = || Color { r: byte(color.r), g: byte(color.g), b: byte(color.b), a: byte(color.a) };
    (*color != UNSAID).then(said)
}

/// A high bracket that is longer than the crate wanted it reaches below its box only; then it goes up by half of that,
/// so that its middle is the fraction bars' height again.
fn centered(path: BezPath) -> BezPath {
    let bounds = path.bounding_box();
    // At most a sixth is too much; bars, which have their own way, reach below by more.
    let (high, below) = (bounds.height(), bounds.y1 / bounds.height());
    let bracket = high > 3.0 * bounds.width() && below > 0.005 && below < 0.2;
    if bracket { Affine::translate((0.0, -bounds.y1 / 2.0)) * path } else { path }
}

#[cfg(test)]
mod tests;
