//! Strokes, colors, stops and blend modes → the same in the rasterizer's terms.

use peniko::{BlendMode, Color as Ink, ColorStop, Compose, FontData, Mix};
use skrifa::FontRef;
use skrifa::raw::TableProvider as _;
use vello_cpu::kurbo::{Cap as RasterCap, Join as RasterJoin, ParamCurveArclen as _, Stroke as RasterStroke};

use crate::color::Color;
use crate::drawing::{Blend, Cap, Join, Stop, Stroke};
use crate::geometry::BezPath;

/// Wider strokes cover everything anyway, and the arcs of their ends would fill the memory.
const WIDEST: f64 = 100_000.0;

/// A path that asks for more dashes is stroked as a solid line.
const MOST_DASHES: f64 = 100_000.0;

pub(super) fn ramp(stops: &[Stop]) -> Vec<ColorStop> {
    stops.iter().map(|stop| ColorStop::from((stop.offset, ink(stop.color)))).collect()
}

pub(super) fn raster_stroke(stroke: &Stroke, path: &BezPath) -> RasterStroke {
    let cap = match stroke.cap {
        Cap::Butt => RasterCap::Butt,
        Cap::Round => RasterCap::Round,
        Cap::Square => RasterCap::Square,
    };
    let join = match stroke.join {
        Join::Miter => RasterJoin::Miter,
        Join::Round => RasterJoin::Round,
        Join::Bevel => RasterJoin::Bevel,
    };
    let mut out =
        RasterStroke::new(stroke.width.min(WIDEST)).with_caps(cap).with_join(join).with_miter_limit(stroke.miter_limit);
    // Dashes of no length would never reach the end of the path, and too many would fill the memory.
    let period = stroke.dashes.iter().sum::<f64>();
    if period > 0.0 && path.segments().map(|part| part.arclen(1.0)).sum::<f64>() / period < MOST_DASHES {
        out = out.with_dashes(stroke.dash_offset, stroke.dashes.iter().copied());
    }
    out
}

pub(super) fn ink(color: Color) -> Ink {
    Ink::from_rgba8(color.r, color.g, color.b, color.a)
}

/// Outlines that are not hinted are expanded in the font's own units.
pub(super) fn units_per_em(font: &FontData) -> f64 {
    FontRef::from_index(font.data.as_ref(), font.index)
        .and_then(|font| font.head())
        .map_or(1000.0, |head| f64::from(head.units_per_em()))
}

/// Which side of an outline is inside.
pub(super) fn rule(even_odd: bool) -> peniko::Fill {
    if even_odd { peniko::Fill::EvenOdd } else { peniko::Fill::NonZero }
}

pub(super) fn blend(blend: Blend) -> BlendMode {
    let mix = match blend {
        Blend::Normal => Mix::Normal,
        Blend::Multiply => Mix::Multiply,
        Blend::Screen => Mix::Screen,
        Blend::Overlay => Mix::Overlay,
        Blend::Darken => Mix::Darken,
        Blend::Lighten => Mix::Lighten,
        Blend::ColorDodge => Mix::ColorDodge,
        Blend::ColorBurn => Mix::ColorBurn,
        Blend::HardLight => Mix::HardLight,
        Blend::SoftLight => Mix::SoftLight,
        Blend::Difference => Mix::Difference,
        Blend::Exclusion => Mix::Exclusion,
        Blend::Hue => Mix::Hue,
        Blend::Saturation => Mix::Saturation,
        Blend::Color => Mix::Color,
        Blend::Luminosity => Mix::Luminosity,
    };
    BlendMode::new(mix, Compose::SrcOver)
}
