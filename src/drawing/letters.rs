//! A face's letters → the boxes round their ink, each measured once, and one that none of them leaves. Unit: sizes of the
//! face, y growing downward from the baseline.

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

/// The boxes round the letters of one face, by their numbers in it, once they were asked for; and one round all of them.
#[derive(Default)]
pub struct Inks {
    letters: Vec<Option<Option<Rect>>>,
    most: Option<Option<Rect>>,
}

/// How far letters go beyond the box that their font says, where they are bolder or wider than its own, in em.
const BEYOND: f64 = 0.25;

impl Inks {
    /// A box at a size of 1 that no letter leaves; `None` where the font does not say.
    pub fn most(&mut self, face: &Face) -> Option<Rect> {
        *self.most.get_or_insert_with(|| {
            let font = FontRef::from_index(face.font.data.as_ref(), face.font.index).ok()?;
            let metrics = font.metrics(FontSize::new(1.0), LocationRef::default());
            let it = metrics.bounds?;
            let own = Rect::new(f64::from(it.x_min), -f64::from(it.y_max), f64::from(it.x_max), -f64::from(it.y_min));
            let all = own.union(PICTURE);
            Some(if face.coords.is_empty() { all } else { all.inflate(BEYOND, BEYOND) })
        })
    }

    /// The box round a letter's ink at a size of 1; `None` for a space. A letter that is a picture fills its em.
    pub fn of(&mut self, face: &Face, glyph: u32) -> Option<Rect> {
        // Fonts number their letters with 16 bits.
        let at = usize::from(u16::try_from(glyph).ok()?);
        if at >= self.letters.len() {
            self.letters.resize(at + 1, None);
        }
        *self.letters[at].get_or_insert_with(|| outline(face, glyph))
    }
}

/// A letter that is a picture, at a size of 1.
const PICTURE: Rect = Rect::new(0.0, -0.8, 1.0, 0.1);

fn outline(face: &Face, glyph: u32) -> Option<Rect> {
    let font = FontRef::from_index(face.font.data.as_ref(), face.font.index).ok()?;
    let coords: Vec<NormalizedCoord> = face.coords.iter().map(|bits| NormalizedCoord::from_bits(*bits)).collect();
    let Some(outline) = font.outline_glyphs().get(GlyphId::new(glyph)) else {
        let picture =
            font.color_glyphs().get(GlyphId::new(glyph)).is_some() || font.bitmap_strikes().iter().next().is_some();
        return picture.then_some(PICTURE);
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

#[cfg(test)]
mod tests {
    use peniko::FontData;
    use skrifa::MetadataProvider as _;

    use super::{Face, FontRef, FontSize, Inks, LocationRef};
    use crate::faces::bundled;

    #[test]
    fn no_letter_leaves_the_box_round_all() {
        let mut seen = 0;
        for blob in bundled() {
            let font = FontData::new(blob.clone(), 0);
            let face = Face { font, coords: [].into(), axes: [].into(), skew: None, embolden: false };
            let letters = FontRef::new(blob.as_ref())
                .expect("a font")
                .glyph_metrics(FontSize::unscaled(), LocationRef::default())
                .glyph_count();
            let mut inks = Inks::default();
            let most = inks.most(&face).expect("a box").inflate(1e-3, 1e-3);
            for letter in 0..letters {
                if let Some(ink) = inks.of(&face, letter) {
                    seen += 1;
                    assert!(most.contains_rect(ink), "{letter}: {ink:?} in {most:?}");
                }
            }
        }
        assert!(seen > 5_000, "{seen}");
    }
}
