//! Colors, gradients, strokes and blends of drawings → those of a PDF.

use krilla::blend::BlendMode;
use krilla::color::rgb;
use krilla::geom::Transform;
use krilla::num::NormalizedF32;
use krilla::paint::{
    Fill as PdfFill, FillRule, LineCap, LineJoin, LinearGradient, Paint as PdfPaint, Pattern, RadialGradient,
    SpreadMethod, Stop as PdfStop, Stroke as PdfStroke, StrokeDash,
};

use crate::color::Color;
use crate::drawing::{Blend, Cap, Group, Join, Paint, Spread, Stop, Stroke};
use crate::geometry::Affine;

pub(super) fn solid(color: Color, opacity: f32) -> PdfFill {
    PdfFill {
        paint: rgb::Color::new(color.r, color.g, color.b).into(),
        opacity: normal(f32::from(color.a) / 255.0 * opacity),
        rule: FillRule::NonZero,
    }
}

pub(super) fn paint(paint: &Paint, opacity: f32, tile: Option<&Pattern>) -> Option<PdfFill> {
    let fill = |paint: PdfPaint| Some(PdfFill { paint, opacity: normal(opacity), rule: FillRule::NonZero });
    match paint {
        Paint::Solid(color) => Some(solid(*color, opacity)),
        Paint::Tile { opacity: own, .. } => {
            let PdfFill { paint, rule, .. } = fill(tile?.clone().into())?;
            Some(PdfFill { paint, opacity: normal(opacity * own), rule })
        }
        Paint::Linear { stops, .. } | Paint::Radial { stops, .. } if stops.len() < 2 => {
            Some(solid(stops.first()?.color, opacity))
        }
        Paint::Linear { start, end, stops, spread, transform } => fill(
            LinearGradient {
                x1: start.x as f32,
                y1: start.y as f32,
                x2: end.x as f32,
                y2: end.y as f32,
                transform: pdf_transform(*transform),
                spread_method: match spread {
                    Spread::Pad => SpreadMethod::Pad,
                    Spread::Repeat => SpreadMethod::Repeat,
                    Spread::Reflect => SpreadMethod::Reflect,
                },
                stops: ramp(stops),
                anti_alias: false,
            }
            .into(),
        ),
        Paint::Radial { center, radius, focus, inner, stops, transform } => fill(
            RadialGradient {
                fx: focus.x as f32,
                fy: focus.y as f32,
                fr: *inner as f32,
                cx: center.x as f32,
                cy: center.y as f32,
                cr: *radius as f32,
                transform: pdf_transform(*transform),
                spread_method: SpreadMethod::Pad,
                stops: ramp(stops),
                anti_alias: false,
            }
            .into(),
        ),
    }
}

fn ramp(stops: &[Stop]) -> Vec<PdfStop> {
    let stop = |stop: &Stop| PdfStop {
        offset: normal(stop.offset),
        color: rgb::Color::new(stop.color.r, stop.color.g, stop.color.b).into(),
        opacity: normal(f32::from(stop.color.a) / 255.0),
    };
    stops.iter().map(stop).collect()
}

pub(super) fn pdf_stroke(stroke: &Stroke, opacity: f32, tile: Option<&Pattern>) -> Option<PdfStroke> {
    let PdfFill { paint, opacity, .. } = paint(&stroke.paint, opacity, tile)?;
    let line_cap = match stroke.cap {
        Cap::Butt => LineCap::Butt,
        Cap::Round => LineCap::Round,
        Cap::Square => LineCap::Square,
    };
    let line_join = match stroke.join {
        Join::Miter => LineJoin::Miter,
        Join::Round => LineJoin::Round,
        Join::Bevel => LineJoin::Bevel,
    };
    let dashed = stroke.dashes.iter().sum::<f64>() > 0.0;
    let dash = dashed.then(|| StrokeDash {
        array: stroke.dashes.iter().map(|length| *length as f32).collect(),
        offset: stroke.dash_offset as f32,
    });
    let (width, miter_limit) = (stroke.width as f32, stroke.miter_limit as f32);
    Some(PdfStroke { paint, width, miter_limit, line_cap, line_join, opacity, dash })
}

pub(super) fn pdf_transform(transform: Affine) -> Transform {
    let [a, b, c, d, e, f] = transform.as_coeffs().map(|number| number as f32);
    Transform::from_row(a, b, c, d, e, f)
}

pub(super) fn normal(number: f32) -> NormalizedF32 {
    NormalizedF32::new(number.clamp(0.0, 1.0)).unwrap_or(NormalizedF32::ONE)
}

/// Which side of a group's clip is inside.
pub(super) fn rule(group: &Group) -> FillRule {
    if group.even_odd { FillRule::EvenOdd } else { FillRule::NonZero }
}

pub(super) fn blend_mode(blend: Blend) -> BlendMode {
    match blend {
        Blend::Normal => BlendMode::Normal,
        Blend::Multiply => BlendMode::Multiply,
        Blend::Screen => BlendMode::Screen,
        Blend::Overlay => BlendMode::Overlay,
        Blend::Darken => BlendMode::Darken,
        Blend::Lighten => BlendMode::Lighten,
        Blend::ColorDodge => BlendMode::ColorDodge,
        Blend::ColorBurn => BlendMode::ColorBurn,
        Blend::HardLight => BlendMode::HardLight,
        Blend::SoftLight => BlendMode::SoftLight,
        Blend::Difference => BlendMode::Difference,
        Blend::Exclusion => BlendMode::Exclusion,
        Blend::Hue => BlendMode::Hue,
        Blend::Saturation => BlendMode::Saturation,
        Blend::Color => BlendMode::Color,
        Blend::Luminosity => BlendMode::Luminosity,
    }
}
