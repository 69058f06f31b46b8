//! SVG text → shaped runs with their words, where it is plain enough; else the caller takes outlines.
//!
//! Invariant: a run has one face, one size, one color and one direction, and its glyphs stand upright.

use std::sync::Arc;

use skrifa::instance::{LocationRef, Size as SkrifaSize};
use skrifa::{FontRef, GlyphId, MetadataProvider as _, Tag};
use usvg::FontOpticalSizing;
use usvg::layout::{PositionedGlyph, Span};

use super::Walk;
use crate::color::Color;
use crate::drawing::{Face, Glyph, Glyphs, Item, Placed};
use crate::geometry::Point;
use crate::layout::svg::shape::solid;

impl Walk<'_> {
    /// The runs of a text element; `None` if it has to be drawn as outlines. As a `ghost` it is there for readers only,
    /// without color, however it is drawn.
    pub(super) fn text(&mut self, text: &usvg::Text, ghost: bool) -> Result<Option<Vec<Placed>>, String> {
        let mut out = Vec::new();
        for span in text.layouted().iter().filter(|span| span.visible) {
            let color = match (&span.fill, &span.stroke) {
                _ if ghost => Color::BLACK.with_alpha(0.0),
                (None, None) => continue,
                (Some(fill), None) => match fill.paint() {
                    usvg::Paint::Color(color) => solid(*color, fill.opacity().get()),
                    usvg::Paint::LinearGradient(_) | usvg::Paint::RadialGradient(_) | usvg::Paint::Pattern(_) => {
                        return Ok(None);
                    }
                },
                (_, Some(_)) => return Ok(None),
            };
            for line in [&span.underline, &span.overline].into_iter().flatten().filter(|_| !ghost) {
                self.path(line, &mut out)?;
            }
            let directions = directions(&span.positioned_glyphs);
            let mut rest = 0;
            while let Some(first) = span.positioned_glyphs.get(rest) {
                let same = |at: &usize| {
                    let glyph = &span.positioned_glyphs[*at];
                    let alike = glyph.font == first.font && glyph.font_size() == first.font_size();
                    alike && directions[*at] == directions[rest]
                };
                let end = (rest..directions.len()).take_while(same).last().map_or(rest + 1, |last| last + 1);
                let run = self.run(span, &span.positioned_glyphs[rest..end], directions[rest], color, ghost);
                let Some(run) = run else { return Ok(None) };
                out.push(run);
                rest = end;
            }
            if let Some(line) = span.line_through.as_ref().filter(|_| !ghost) {
                self.path(line, &mut out)?;
            }
        }
        Ok(Some(out))
    }

    fn run(
        &mut self,
        span: &Span,
        glyphs: &[PositionedGlyph],
        right_to_left: bool,
        color: Color,
        ghost: bool,
    ) -> Option<Placed> {
        let first = glyphs.first()?;
        let font = self.fonts.get(&first.font)?.clone();
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
        let mut shaped = Vec::with_capacity(glyphs.len());
        let mut words = String::new();
        // Visual order on paper, logical order in words.
        let logical: Box<dyn Iterator<Item = &PositionedGlyph>> =
            if right_to_left { Box::new(glyphs.iter().rev()) } else { Box::new(glyphs.iter()) };
        for glyph in logical {
            let place = glyph.transform();
            let upright = place.kx.abs() < 1e-6 && place.ky.abs() < 1e-6;
            let even = (place.sx * units - size).abs() < size * 1e-3 && (place.sy * units - size).abs() < size * 1e-3;
            if !(ghost || upright && even) {
                return None;
            }
            let from = words.len();
            words.push_str(&glyph.text);
            shaped.push(Glyph {
                id: glyph.id.0,
                x: place.tx - start.tx,
                y: place.ty - start.ty,
                advance: metrics.advance_width(GlyphId::new(glyph.id.0)).unwrap_or(0.0),
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
            written: None,
            glyphs: shaped,
            advance,
            right_to_left,
            underline: None,
        };
        let at = Point::new(f64::from(start.tx), f64::from(start.ty));
        Some(Placed { at, item: Item::Text(Arc::new(run)), span: self.request.span })
    }
}

/// For each glyph in visual order: whether it is part of right-to-left text.
fn directions(glyphs: &[PositionedGlyph]) -> Vec<bool> {
    let mut out = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        let strong = is_right_to_left(glyph);
        if strong {
            // Spaces and marks between two such words belong to them.
            let after = out.iter().rposition(|before| *before).map_or(out.len(), |at| at + 1);
            if glyphs[after..out.len()].iter().all(is_neutral) {
                out[after..].fill(true);
            }
        }
        out.push(strong);
    }
    out
}

fn is_neutral(glyph: &PositionedGlyph) -> bool {
    !glyph.text.chars().any(char::is_alphanumeric)
}

/// Hebrew, Arabic and their neighbors, and the presentation forms of both.
fn is_right_to_left(glyph: &PositionedGlyph) -> bool {
    glyph.text.chars().any(|c| {
        let neighbors = matches!(u32::from(c), 0x0590..=0x08FF | 0x1_0800..=0x1_0FFF | 0x1_E800..=0x1_EFFF);
        neighbors || matches!(u32::from(c), 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF)
    })
}
