//! The items of a drawing ↔ bytes.

use std::sync::Arc;

use super::basic::{In, Out, Wire, wire_enum, wire_struct};
use crate::color::Color;
use crate::diagnostic::Span;
use crate::drawing::{
    Blend, Cap, Drawing, Edge, Encoded, Fill, Glyph, Glyphs, Group, Item, Join, Mask, MaskBy, Paint, Picture, Placed,
    Plays, Raster, RasterFormat, Shade, ShadeForm, ShadePart, Shape, Spread, Stop, Stroke, Tile, Underline,
};
use crate::geometry::{Affine, BezPath, PathEl, Point, Rect, Size};

wire_struct! {
    Color { r, g, b, a }
    Span { file, start, end }
    Point { x, y }
    Size { width, height }
    Rect { x0, y0, x1, y1 }
    Drawing { size, ground, items }
    Glyph { id, x, y, advance, range }
    Underline { offset, thickness }
    Fill { paint, even_odd }
    Stroke { paint, width, cap, join, miter_limit, dashes, dash_offset }
    Shape { path, fill, stroke }
    Stop { offset, color }
    Tile { items, place, transform }
    Raster { name, bytes, format, width, height, frame, plays }
    Picture { raster, size, crop, shade }
    Shade { color, darkens, under, parts }
    ShadePart { form, words }
    Mask { items, by, region }
    Group { role, transform, clip, even_odd, mask, blend, opacity, items }
}

wire_enum! {
    Cap { 0: Butt, 1: Round, 2: Square }
    Join { 0: Miter, 1: Round, 2: Bevel }
    Spread { 0: Pad, 1: Repeat, 2: Reflect }
    MaskBy { 0: Alpha, 1: Luminance }
    Edge { 0: Left, 1: Right, 2: Top, 3: Foot }
    ShadeForm { 0: Foot { from, full }, 1: Edge(edge), 2: Even }
    RasterFormat { 0: Png, 1: Jpeg, 2: Gif, 3: Webp }
    Plays { 0: Forever, 1: Times(times) }
    PathEl { 0: MoveTo(a), 1: LineTo(a), 2: QuadTo(a, b), 3: CurveTo(a, b, c), 4: ClosePath }
    Paint {
        0: Solid(color),
        1: Linear { start, end, stops, spread, transform },
        2: Radial { center, radius, focus, inner, stops, transform },
        3: Tile { tile, opacity },
    }
    Blend {
        0: Normal, 1: Multiply, 2: Screen, 3: Overlay, 4: Darken, 5: Lighten, 6: ColorDodge, 7: ColorBurn, 8: HardLight,
        9: SoftLight, 10: Difference, 11: Exclusion, 12: Hue, 13: Saturation, 14: Color, 15: Luminosity,
    }
    Item { 0: Text(run), 1: Shape(shape), 2: Picture(picture), 3: Group(group) }
}

/// What is shared in one process only, each time anew.
macro_rules! shared {
    ($($name:ident),*) => {$(
        impl Wire for Arc<$name> {
            fn put(&self, out: &mut Out) {
                (**self).put(out);
            }

            fn take(from: &mut In) -> Option<Self> {
                from.deeper($name::take).map(Arc::new)
            }
        }
    )*};
}
shared!(Shade, Mask, Tile, Drawing);

impl Wire for Encoded {
    fn put(&self, out: &mut Out) {
        // A file that is gone has no bytes, which is told where it is to be decoded.
        self.bytes().unwrap_or_default().put(out);
    }

    fn take(from: &mut In) -> Option<Self> {
        Arc::<[u8]>::take(from).map(Self::from)
    }
}

impl Wire for Placed {
    fn put(&self, out: &mut Out) {
        let Self { at, item, span } = self;
        at.put(out);
        span.put(out);
        item.put(out);
    }

    fn take(from: &mut In) -> Option<Self> {
        let at = Wire::take(from)?;
        let written = Wire::take(from)?;
        let span = from.span_of(written);
        let item = from.deeper(Item::take)?;
        Some(Self { at, item, span })
    }
}

impl Wire for Glyphs {
    fn put(&self, out: &mut Out) {
        let Self { face, size, color, text, written, glyphs, advance, right_to_left, underline } = self;
        face.put(out);
        (*size, *color).put(out);
        text.put(out);
        written.put(out);
        glyphs.put(out);
        (*advance, *right_to_left, *underline).put(out);
    }

    fn take(from: &mut In) -> Option<Self> {
        let face = Wire::take(from)?;
        let (size, color) = Wire::take(from)?;
        let text: Arc<str> = Wire::take(from)?;
        let written = Wire::take(from)?;
        let glyphs: Vec<Glyph> = Wire::take(from)?;
        let (advance, right_to_left, underline) = Wire::take(from)?;
        // Painters cut the words where the glyphs say.
        let run = Self { face, size, color, text, written, glyphs, advance, right_to_left, underline };
        let cuts = |glyph: &Glyph| run.text.get(glyph.range.clone()).is_some();
        run.glyphs.iter().all(cuts).then_some(run)
    }
}

impl Wire for Affine {
    fn put(&self, out: &mut Out) {
        // Most groups stand as they are.
        let moves = *self != Self::IDENTITY;
        moves.put(out);
        if moves {
            self.as_coeffs().iter().for_each(|number| number.put(out));
        }
    }

    fn take(from: &mut In) -> Option<Self> {
        if !bool::take(from)? {
            return Some(Self::IDENTITY);
        }
        let mut numbers = [0.0; 6];
        for number in &mut numbers {
            *number = f64::take(from)?;
        }
        Some(Self::new(numbers))
    }
}

impl Wire for BezPath {
    fn put(&self, out: &mut Out) {
        self.elements().len().put(out);
        for element in self.elements() {
            element.put(out);
        }
    }

    fn take(from: &mut In) -> Option<Self> {
        let mut elements: Vec<PathEl> = Wire::take(from)?;
        // They are kept as long as the drawing is.
        elements.shrink_to_fit();
        matches!(elements[..], [] | [PathEl::MoveTo(_), ..]).then(|| Self::from_vec(elements))
    }
}
