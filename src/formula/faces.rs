//! The typefaces of formulas (KaTeX's, after TeX's own), read from the program when the first formula needs one.

use std::sync::{Arc, LazyLock};

use peniko::{Blob, FontData};
use ratex_font::{FontId, katex_ttf_glyph_char};
use skrifa::{FontRef, MetadataProvider as _, instance::LocationRef, instance::Size};

use crate::drawing::Face;

macro_rules! faces {
    ($($name:literal)*) => {
        /// Each face by the name that the layout gives it, all under the Open Font License.
        const FACES: &[(&str, &[u8])] =
            &[$(($name, include_bytes!(concat!("../../assets/fonts/KaTeX_", $name, ".ttf")))),*];
    };
}

faces! {
    "Main-Regular" "Math-Italic" "Main-Bold" "Main-Italic" "Main-BoldItalic" "Math-BoldItalic" "AMS-Regular"
    "Size1-Regular" "Size2-Regular" "Size3-Regular" "Size4-Regular" "Caligraphic-Regular" "Script-Regular"
    "Fraktur-Regular" "Fraktur-Bold" "SansSerif-Regular" "SansSerif-Bold" "SansSerif-Italic" "Typewriter-Regular"
}

/// One for each face, shared by all formulas, so that a PDF embeds each once.
static SHARED: LazyLock<Vec<FontData>> = LazyLock::new(|| {
    let font = |(_, bytes): &(&str, &'static [u8])| FontData::new(Blob::new(Arc::new(*bytes)), 0);
    FACES.iter().map(font).collect()
});

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
        let font = FontRef::new(FACES[face].1).ok()?;
        let glyph = font.charmap().map(letter)?;
        let advance = font.glyph_metrics(Size::new(1.0), LocationRef::default()).advance_width(glyph)?;
        Some(Found { face, glyph: glyph.to_u32(), letter, advance })
    })
}

/// The face of that number as painters want it; beside bold words its strokes are made heavier.
pub fn face(index: usize, bold: bool) -> Face {
    let (coords, axes) = (Arc::from([]), Arc::from([]));
    Face { font: SHARED[index].clone(), coords, axes, skew: None, embolden: bold }
}
