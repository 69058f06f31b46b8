//! The typefaces of formulas (KaTeX's, after TeX's own), read from the program when the first formula needs one.

use std::sync::{Arc, OnceLock};

use peniko::{Blob, FontData};
use ratex_font::{FontId, katex_ttf_glyph_char};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider as _, instance::LocationRef, instance::Size};

use crate::drawing::Face;
use crate::geometry::{BezPath, Point};
use crate::packed::{Packed, packed};

macro_rules! faces {
    ($($name:literal)*) => {
        /// Each face by the name that the layout gives it, all under the Open Font License.
        const FACES: &[(&str, Packed)] = &[$(($name, packed!("assets/fonts/KaTeX_", $name, ".ttf"))),*];
    };
}

faces! {
    "Main-Regular" "Math-Italic" "Main-Bold" "Main-Italic" "Main-BoldItalic" "Math-BoldItalic" "AMS-Regular"
    "Size1-Regular" "Size2-Regular" "Size3-Regular" "Size4-Regular" "Caligraphic-Regular" "Script-Regular"
    "Fraktur-Regular" "Fraktur-Bold" "SansSerif-Regular" "SansSerif-Bold" "SansSerif-Italic" "Typewriter-Regular"
}

/// One for each face that was asked for, shared by all formulas, so that a PDF embeds each once.
static SHARED: [OnceLock<FontData>; FACES.len()] = [const { OnceLock::new() }; FACES.len()];

fn shared(face: usize) -> &'static FontData {
    SHARED[face].get_or_init(|| FontData::new(Blob::from(FACES[face].1.bytes()), 0))
}

/// Where the root's highest hook is.
pub const HIGHEST: &str = "Size4-Regular";
pub const ROOT: char = '√';

/// A character's glyph.
pub struct Found {
    pub face: usize,
    pub glyph: u32,
    pub letter: char,
    /// In em.
    pub advance: f32,
}

/// The glyph of a character in the face of that name, or in the face that has most.
pub fn glyph(name: &str, code: u32) -> Option<Found> {
    let wanted = FACES.iter().position(|(known, _)| *known == name);
    [wanted, Some(0), Some(6)].into_iter().flatten().find_map(|face| {
        let letter = FontId::parse(FACES[face].0)
            .map_or_else(|| char::from_u32(code), |id| Some(katex_ttf_glyph_char(id, code)))?;
        let font = FontRef::new(shared(face).data.data()).ok()?;
        let glyph = font.charmap().map(letter)?;
        let advance = font.glyph_metrics(Size::new(1.0), LocationRef::default()).advance_width(glyph)?;
        Some(Found { face, glyph: glyph.to_u32(), letter, advance })
    })
}

/// The face of that number as painters want it; beside bold words its strokes are made heavier.
pub fn face(index: usize, bold: bool) -> Face {
    let (coords, axes) = (Arc::from([]), Arc::from([]));
    Face { font: shared(index).clone(), coords, axes, skew: None, embolden: bold }
}

/// The highest hook of a root, its foot `longer` em deeper, as a shape on the baseline.
pub fn root(longer: f64) -> BezPath {
    let mut pen = Outline { path: BezPath::new(), longer };
    let face = FACES.iter().position(|(name, _)| *name == HIGHEST);
    let font = face.and_then(|face| FontRef::new(shared(face).data.data()).ok());
    let outline = font.and_then(|font| font.outline_glyphs().get(font.charmap().map(ROOT)?));
    if let Some(outline) = outline {
        // What cannot be drawn is left out.
        let _ = outline.draw(DrawSettings::unhinted(Size::new(1.0), LocationRef::default()), &mut pen);
    }
    pen.path
}

/// An outline with y downward, all but its top lower than it was.
struct Outline {
    path: BezPath,
    longer: f64,
}

impl Outline {
    fn at(&self, x: f32, y: f32) -> Point {
        // The bar's end is the highest of it.
        let down = if y > 1.0 { 0.0 } else { self.longer };
        Point::new(f64::from(x), down - f64::from(y))
    }
}

impl OutlinePen for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.at(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.at(x, y));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.path.quad_to(self.at(x1, y1), self.at(x, y));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.path.curve_to(self.at(x1, y1), self.at(x2, y2), self.at(x, y));
    }

    fn close(&mut self) {
        self.path.close_path();
    }
}
