//! A face and the number of a letter in it → the box round the letter's ink, in sizes of the face, y growing downward from
//! the baseline.
//!
//! Invariant: the outline of a letter is asked for once.

use std::sync::Arc;

use skrifa::instance::{LocationRef, NormalizedCoord, Size as FontSize};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

use super::Face;
use crate::geometry::{Point, Rect};

/// Outlines of letters, measured once.
#[derive(Default)]
pub struct Ruler {
    /// A font by its bytes and its index in them, and its place on its axes. A deck has few.
    faces: Vec<(FaceKey, Inks)>,
}

type FaceKey = (u64, u32, Arc<[i16]>);

impl Ruler {
    /// The boxes of this face.
    pub fn inks(&mut self, face: &Face) -> &mut Inks {
        let is = |key: &FaceKey| key.0 == face.font.data.id() && key.1 == face.font.index && key.2 == face.coords;
        let at = self.faces.iter().position(|(key, _)| is(key)).unwrap_or_else(|| {
            let key = (face.font.data.id(), face.font.index, Arc::clone(&face.coords));
            self.faces.push((key, Inks::default()));
            self.faces.len() - 1
        });
        &mut self.faces[at].1
    }
}

/// The boxes round the letters of one face, by their numbers in it, once they were asked for.
#[derive(Default)]
pub struct Inks(Vec<Option<Option<Rect>>>);

impl Inks {
    /// The box round a letter's ink at a size of 1; `None` for a space. A letter that is a picture fills its em.
    pub fn of(&mut self, face: &Face, glyph: u32) -> Option<Rect> {
        // Fonts number their letters with 16 bits.
        let at = usize::from(u16::try_from(glyph).ok()?);
        if at >= self.0.len() {
            self.0.resize(at + 1, None);
        }
        *self.0[at].get_or_insert_with(|| outline(face, glyph))
    }
}

fn outline(face: &Face, glyph: u32) -> Option<Rect> {
    let font = FontRef::from_index(face.font.data.as_ref(), face.font.index).ok()?;
    let coords: Vec<NormalizedCoord> = face.coords.iter().map(|bits| NormalizedCoord::from_bits(*bits)).collect();
    let Some(outline) = font.outline_glyphs().get(GlyphId::new(glyph)) else {
        let picture =
            font.color_glyphs().get(GlyphId::new(glyph)).is_some() || font.bitmap_strikes().iter().next().is_some();
        return picture.then_some(Rect::new(0.0, -0.8, 1.0, 0.1));
    };
    let mut pen = Bounds(None);
    outline.draw(DrawSettings::unhinted(FontSize::unscaled(), LocationRef::new(&coords)), &mut pen).ok()?;
    let em = font.metrics(FontSize::unscaled(), LocationRef::default()).units_per_em;
    pen.0.map(|ink| ink.scale_from_origin(1.0 / f64::from(em.max(1))))
}

/// Takes the places of an outline's points, y up, as a box, y down.
struct Bounds(Option<Rect>);

impl Bounds {
    fn add(&mut self, x: f32, y: f32) {
        let at = Point::new(f64::from(x), -f64::from(y));
        self.0 = Some(self.0.map_or(Rect::from_points(at, at), |known| known.union_pt(at)));
    }
}

impl OutlinePen for Bounds {
    fn move_to(&mut self, x: f32, y: f32) {
        self.add(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.add(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.add(cx, cy);
        self.add(x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.add(ax, ay);
        self.add(bx, by);
        self.add(x, y);
    }

    fn close(&mut self) {}
}
