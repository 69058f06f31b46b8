//! A root's parts → how much longer its hook has to be than the highest there is. The crate leaves it as it is.

use ratex_font::{FontId, get_char_metrics};
use ratex_types::DisplayItem;

use super::faces;
use super::outline::path;
use crate::geometry::PathShape as _;

/// What the hook reaches beyond that, in em.
const BELOW: f64 = 0.12;
const ROOT: u32 = faces::ROOT as u32;

/// For the highest hook at the start of `items`, with its bar and what stands under that: how far this reaches below it.
pub fn longer(items: &[DisplayItem]) -> Option<f64> {
    let [hook, DisplayItem::Line { x: left, width, .. }, under @ ..] = items else { return None };
    let DisplayItem::GlyphPath { font, char_code: ROOT, .. } = hook else { return None };
    if font != faces::HIGHEST {
        return None;
    }
    let inside = |item: &&DisplayItem| (left - 0.01..=left + width + 0.01).contains(&start(item));
    let lowest = under.iter().take_while(inside).map(bottom).fold(f64::NEG_INFINITY, f64::max);
    let longer = lowest - bottom(hook);
    (longer.is_finite() && longer > 0.02).then_some(longer + BELOW)
}

fn start(item: &DisplayItem) -> f64 {
    match item {
        DisplayItem::GlyphPath { x, .. }
        | DisplayItem::Line { x, .. }
        | DisplayItem::Rect { x, .. }
        | DisplayItem::Path { x, .. } => *x,
    }
}

fn bottom(item: &DisplayItem) -> f64 {
    match item {
        DisplayItem::GlyphPath { y, scale, font, char_code, .. } => {
            let metrics = FontId::parse(font).and_then(|font| get_char_metrics(font, *char_code));
            y + metrics.map_or(0.0, |metrics| metrics.depth) * scale
        }
        DisplayItem::Line { y, thickness, .. } => y + thickness / 2.0,
        DisplayItem::Rect { y, height, .. } => y + height,
        DisplayItem::Path { y, commands, .. } => y + path(commands).bounding_box().y1,
    }
}
