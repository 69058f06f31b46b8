//! SVG text → shaped runs with their words, where it is plain enough; else the caller takes outlines.
//!
//! Invariant: a run has one face, one size, one color and one direction, and its glyphs stand upright.

use std::sync::Arc;

use skrifa::instance::{LocationRef, Size as SkrifaSize};
use skrifa::{FontRef, GlyphId, MetadataProvider as _, Tag};
use usvg::FontOpticalSizing;
use usvg::layout::{PositionedGlyph, Span};

use super::Walk;
use super::paint::solid;
use crate::color::Color;
use crate::drawing::{Face, Glyph, Glyphs, Item, Placed};
use crate::geometry::Point;

impl Walk<'_> {
    /// The runs of a text element; `None` if it has to be drawn as outlines.
    pub(super) fn text(&mut self, text: &usvg::Text) -> Option<Vec<Placed>> {
        let mut out = Vec::new();
        for span in text.layouted().iter().filter(|span| span.visible) {
            let color = match (&span.fill, &span.stroke) {
                (None, None) => continue,
                (Some(fill), None) => match fill.paint() {
                    usvg::Paint::Color(color) => solid(*color, fill.opacity().get()),
                    usvg::Paint::LinearGradient(_) | usvg::Paint::RadialGradient(_) | usvg::Paint::Pattern(_) => {
                        return None;
                    }
                },
                (_, Some(_)) => return None,
            };
            for line in [&span.underline, &span.overline].into_iter().flatten() {
                self.path(line, &mut out);
            }
            let mut rest = span.positioned_glyphs.as_slice();
            while let Some(first) = rest.first() {
                let end = rest.iter().position(|glyph| !same_run(first, glyph)).unwrap_or(rest.len());
                let (these, others) = rest.split_at(end);
                out.push(self.run(span, these, color)?);
                rest = others;
            }
            if let Some(line) = &span.line_through {
                self.path(line, &mut out);
            }
        }
        Some(out)
    }

    fn run(&mut self, span: &Span, glyphs: &[PositionedGlyph], color: Color) -> Option<Placed> {
        let first = glyphs.first()?;
        let font = self.reader.fonts.get(&first.font)?.clone();
        let parsed = FontRef::from_index(font.data.as_ref(), font.index).ok()?;
        let size = first.font_size();
        let mut axes: Vec<([u8; 4], f32)> = span.variations.iter().map(|it| (it.tag, it.value)).collect();
        let optical = parsed.axes().get_by_tag(Tag::new(b"opsz")).is_some();
        if optical && span.font_optical_sizing == FontOpticalSizing::Auto && axes.iter().all(|it| it.0 != *b"opsz") {
            axes.push((*b"opsz", size));
        }
        let location = parsed.axes().location(axes.iter().map(|(tag, value)| (Tag::new(tag), *value)));
        let metrics = parsed.glyph_metrics(SkrifaSize::new(size), LocationRef::from(&location));
        let units = f32::from(parsed.metrics(SkrifaSize::unscaled(), LocationRef::default()).units_per_em);

        let start = first.transform();
        let right_to_left = is_right_to_left(first);
        let mut shaped = Vec::with_capacity(glyphs.len());
        let mut words = String::new();
        // Visual order on paper, logical order in words.
        let logical: Box<dyn Iterator<Item = &PositionedGlyph>> =
            if right_to_left { Box::new(glyphs.iter().rev()) } else { Box::new(glyphs.iter()) };
        for glyph in logical {
            let place = glyph.transform();
            let upright = place.kx.abs() < 1e-6 && place.ky.abs() < 1e-6;
            let even = (place.sx * units - size).abs() < size * 1e-3 && (place.sy * units - size).abs() < size * 1e-3;
            if !upright || !even {
                return None;
            }
            if glyph.id.0 == 0 {
                self.note(&format!("no font has a letter for `{}`", glyph.text));
            }
            let from = words.len();
            words.push_str(&glyph.text);
            shaped.push(Glyph {
                id: u32::from(glyph.id.0),
                x: place.tx - start.tx,
                y: place.ty - start.ty,
                advance: metrics.advance_width(GlyphId::new(u32::from(glyph.id.0))).unwrap_or(0.0),
                range: from..words.len(),
            });
        }
        if right_to_left {
            shaped.reverse();
        }
        let advance = shaped.last().map_or(0.0, |last| last.x + last.advance);
        let face = Face {
            font,
            coords: location.coords().iter().map(|at| at.to_bits()).collect(),
            axes: axes.into(),
            skew: None,
            embolden: false,
        };
        let run = Glyphs {
            face,
            size,
            color,
            text: words.into(),
            glyphs: shaped,
            advance,
            right_to_left,
            underline: None,
        };
        let at = Point::new(f64::from(start.tx), f64::from(start.ty));
        Some(Placed { at, item: Item::Text(Arc::new(run)), span: self.span })
    }
}

fn same_run(a: &PositionedGlyph, b: &PositionedGlyph) -> bool {
    a.font == b.font && a.font_size() == b.font_size() && is_right_to_left(a) == is_right_to_left(b)
}

/// Hebrew, Arabic and their neighbors, and the presentation forms of both.
fn is_right_to_left(glyph: &PositionedGlyph) -> bool {
    glyph.text.chars().any(|c| {
        matches!(u32::from(c), 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x1_0800..=0x1_0FFF | 0x1_E800..=0x1_EFFF)
    })
}
