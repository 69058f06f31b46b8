//! Words under words in a heading → as near as the theme has them, but never so near that their letters meet. Unit: points.
//!
//! Plain letters keep to the height of their line; marks on capitals, of Arabic, Thai or Vietnamese rise above it or hang below.

use super::node::Stack;
use crate::drawing::letters::Ruler;
use crate::geometry::{Rect, Vec2};

/// Between the ink of one and of the other.
const CLEAR: f64 = 4.0;
/// Letters before this one have no marks, and keep to the height of their line.
const MARKED_FROM: char = 'À';

/// Puts `other` under `stack`, `gap` points below, or farther where its letters would meet those above.
pub(super) fn below(stack: &mut Stack, other: Stack, gap: f64) {
    let clear = match (has_marks(stack) || has_marks(&other)).then(|| (lowest(stack), highest(&other))) {
        Some((Some(lowest), Some(highest))) => lowest + CLEAR - stack.size.height - highest,
        _ => gap,
    };
    stack.below(other, gap.max(clear));
}

/// How far under a rule `stack` begins, `gap` points below it, or farther where its letters would meet it.
pub(super) fn under_rule(stack: &Stack, gap: f64) -> f64 {
    let clear = has_marks(stack).then(|| highest(stack)).flatten().map_or(gap, |highest| CLEAR - highest);
    gap.max(clear)
}

fn has_marks(stack: &Stack) -> bool {
    stack.words().iter().any(|(_, run)| run.text.chars().any(|it| it >= MARKED_FROM))
}

fn highest(stack: &Stack) -> Option<f64> {
    inks(stack).into_iter().map(|it| it.y0).reduce(f64::min)
}

fn lowest(stack: &Stack) -> Option<f64> {
    inks(stack).into_iter().map(|it| it.y1).reduce(f64::max)
}

/// The boxes round all letters.
fn inks(stack: &Stack) -> Vec<Rect> {
    let (mut ruler, mut out) = (Ruler::default(), Vec::new());
    for (at, run) in stack.words() {
        let inks = ruler.inks(&run.face);
        out.extend(run.glyphs.iter().filter_map(|it| {
            let ink = inks.of(&run.face, it.id)?.scale_from_origin(f64::from(run.size));
            Some(ink + Vec2::new(f64::from(it.x), f64::from(it.y)) + at.to_vec2())
        }));
    }
    out
}
