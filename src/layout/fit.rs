//! Words and a region → the largest size of the type scale at which they fit: first tighter, then smaller.
//!
//! Sources of the limits: body text under 24 pt on a 540 pt slide is hard to read at six image heights
//! (AVIXA/InfoComm V202.01); 18 pt and, for sources, 14 pt are the floors.

use super::desk::Desk;
use super::node::Stack;
use crate::deck::theme::TypeStyle;
use crate::diagnostic::{Diagnostic, Severity};
use crate::geometry::Size;

/// Under this body text is small for a back row, in points.
pub(super) const COMFORTABLE: f32 = 24.0;

/// How much of the spacing stays at each size before a smaller one is tried, where running words would be small
/// otherwise, and at the floor as the last resort.
const TIGHT: f64 = 0.72;
const TIGHTER: f64 = 0.55;
const TIGHTEST: f64 = 0.45;

/// One rung of the ladder: the size in points, and how much of the usual spacing stays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rung {
    pub size: f32,
    pub air: f64,
}

/// Lays out with `lay` at the largest rung at which the result is at most `room` high. Past the floor it is an error.
pub(super) fn fit(
    desk: &mut Desk,
    entry: &TypeStyle,
    room: Size,
    mut lay: impl FnMut(&mut Desk, Rung) -> Stack,
) -> (Stack, Rung) {
    let rungs = ladder(entry);
    let fits = |stack: &Stack| stack.size.height <= room.height + 0.5 && stack.size.width <= room.width + 1.0;
    // Steps are handed out anew at each try.
    let first_step = desk.next_step;
    let mut at = |desk: &mut Desk, rung: Rung| {
        desk.next_step = first_step;
        lay(desk, rung)
    };
    let last = rungs.len() - 1;
    let stack = at(desk, rungs[0]);
    if fits(&stack) {
        return (stack, rungs[0]);
    }
    // Height only falls along the ladder, so a binary search finds the first rung that fits.
    let (mut low, mut high) = (0, last);
    let mut best = None;
    while high - low > 1 {
        let middle = usize::midpoint(low, high);
        let stack = at(desk, rungs[middle]);
        if fits(&stack) {
            high = middle;
            best = Some((stack, desk.next_step));
        } else {
            low = middle;
        }
    }
    let (stack, steps) = best.unwrap_or_else(|| {
        let stack = at(desk, rungs[high]);
        (stack, desk.next_step)
    });
    desk.next_step = steps;
    report(desk, entry, rungs[high], &stack, room);
    (stack, rungs[high])
}

/// Each rung is lower than the one before: where sizes are near each other, the smaller one has no loose rung.
fn ladder(entry: &TypeStyle) -> Vec<Rung> {
    let mut rungs = Vec::with_capacity(3 * entry.sizes.len());
    let running = entry.largest() > COMFORTABLE;
    let mut before = f32::INFINITY;
    for &size in &entry.sizes {
        if size < before * 0.945 {
            rungs.push(Rung { size, air: 1.0 });
        }
        rungs.push(Rung { size, air: TIGHT });
        if running && size <= COMFORTABLE {
            rungs.push(Rung { size, air: TIGHTER });
        }
        before = size;
    }
    rungs.extend(entry.sizes.last().map(|&size| Rung { size, air: TIGHTEST }));
    rungs
}

fn report(desk: &mut Desk, entry: &TypeStyle, rung: Rung, stack: &Stack, room: Size) {
    let span = desk.slide.span;
    let id = &desk.slide.id;
    let over = (stack.size.height - room.height).max(stack.size.width - room.width);
    if over > 1.0 {
        let message =
            format!("slide `{id}` holds more than fits: {over:.0} pt too much at {} pt, the smallest size", rung.size);
        let hint = "shorten the words, or share them over two slides";
        desk.fault(Diagnostic::error("SLD-OVERFLOW", span, message).hint(hint));
    } else if rung.size < COMFORTABLE && entry.largest() >= COMFORTABLE {
        let message = format!("slide `{id}` is dense: its words are set at {} pt", rung.size);
        let hint = "24 pt or more reads well from the back row; fewer words give larger ones";
        // One finding a slide, for its smallest words.
        if desk.smallest.is_none_or(|known| rung.size < known) {
            desk.smallest = Some(rung.size);
            desk.faults.retain(|fault| fault.code != "SLD-FONT" && fault.code != "SLD-FIT");
            desk.fault(Diagnostic::warning("SLD-FONT", span, message).hint(hint));
        }
    } else if rung.size < entry.largest()
        && rung.size >= COMFORTABLE
        && !desk.faults.iter().any(|fault| matches!(fault.code, "SLD-FONT" | "SLD-FIT"))
    {
        let less = 100.0 * (1.0 - rung.size / entry.largest());
        let message = format!(
            "slide `{id}` is set at {} pt instead of {} so that all fits: {less:.0}% smaller",
            rung.size,
            entry.largest()
        );
        desk.fault(Diagnostic::new(Severity::Info, "SLD-FIT", span, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::files::Memory;
    use crate::deck::theme::{BUILT_IN, load};
    use crate::diagnostic::Span;

    #[test]
    fn each_rung_of_running_words_is_lower_than_the_one_before() {
        for (name, _) in BUILT_IN {
            let theme = load(name, None, Span::default(), &Memory::default()).value;
            for entry in [&theme.scale.body, &theme.scale.bullets] {
                let line = |rung: &Rung| rung.size * (entry.leading - 0.22 * (1.0 - rung.air as f32));
                let heights: Vec<f32> = ladder(entry).iter().map(line).collect();
                assert!(heights.is_sorted_by(|a, b| a > b), "{name}: {heights:?}");
            }
        }
    }
}
