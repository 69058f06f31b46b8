//! Words under words in a heading → as near as the theme has them, but never so near that their letters meet. Unit: points.
//!
//! Plain letters keep to the height of their line; marks on capitals, of Arabic, Thai or Vietnamese rise above it or hang below.

use super::node::Stack;
use crate::drawing::letters::Ruler;
use crate::drawing::{Glyph, Glyphs};
use crate::geometry::{Point, Rect, Vec2};

/// Between the ink of one and of the other.
const CLEAR: f64 = 4.0;
/// Letters before this one have no marks, and keep to the height of their line.
const MARKED_FROM: char = 'À';

/// Puts `other` under `stack`, `gap` points below, or farther where its letters would meet those above.
pub(super) fn below(stack: &mut Stack, other: Stack, gap: f64) {
    let (above, under) = (stack.words(), other.words());
    let marked = |runs: &[(Point, &Glyphs)]| runs.iter().any(|(_, run)| run.text.chars().any(|it| it >= MARKED_FROM));
    let mut gap = gap;
    if !above.is_empty() && (marked(&above) || marked(&under)) {
        let mut ruler = Ruler::default();
        let lowest = inks(&above, &mut ruler).map(|it| it.y1).fold(f64::MIN, f64::max);
        let highest = inks(&under, &mut ruler).map(|it| it.y0).fold(f64::MAX, f64::min);
        gap = gap.max(lowest + CLEAR - stack.size.height - highest);
    }
    stack.below(other, gap);
}

/// The boxes round all letters.
fn inks<'r>(runs: &'r [(Point, &Glyphs)], ruler: &'r mut Ruler) -> impl Iterator<Item = Rect> {
    runs.iter().flat_map(|(at, run)| {
        let inks = ruler.inks(&run.face);
        let ink = |it: &Glyph| {
            let ink = inks.of(&run.face, it.id)?.scale_from_origin(f64::from(run.size));
            Some(ink + Vec2::new(f64::from(it.x), f64::from(it.y)) + at.to_vec2())
        };
        run.glyphs.iter().filter_map(ink).collect::<Vec<_>>()
    })
}
