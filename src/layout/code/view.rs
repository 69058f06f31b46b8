//! Which lines are lit in each step → the lines in view in each, where the room holds fewer than there are.

use std::ops::Range;

/// Lines around lit ones that stay in view where there is room.
const AROUND: usize = 1;

/// Whether what is lit is all there is: then it has no place of its own.
pub(super) fn is_whole(lit: &[Range<usize>], count: usize) -> bool {
    (0..count).all(|row| lit.iter().any(|range| range.contains(&row)))
}

/// The first line in view in each step, `capacity` of `count` lines being in view. The view only moves where it has to.
pub(super) fn starts(count: usize, capacity: usize, lit: &[Vec<Range<usize>>]) -> Vec<usize> {
    let most = count.saturating_sub(capacity);
    let mut start = 0;
    let mut out = Vec::with_capacity(lit.len());
    for ranges in lit {
        let from = ranges.iter().map(|range| range.start).min().unwrap_or(0);
        let to = ranges.iter().map(|range| range.end).max().unwrap_or(count);
        // What is lit as a whole has no place of its own.
        if from > 0 || to < count {
            let (least, end) = (from.saturating_sub(AROUND), (to + AROUND).min(count));
            let seen = start <= least && end <= start + capacity;
            if !seen && to - from >= capacity {
                start = from;
            } else if !seen {
                // As much above as below.
                start = from.saturating_sub((capacity - (to - from)) / 2);
            }
        }
        start = start.min(most);
        out.push(start);
    }
    out
}

/// The lines that are in view in no step, and those that are lit while they are not.
pub(super) fn unseen(count: usize, capacity: usize, starts: &[usize], lit: &[Vec<Range<usize>>]) -> (usize, usize) {
    let seen = |line: usize| starts.iter().any(|start| (*start..start + capacity).contains(&line));
    let hidden = starts.iter().zip(lit).map(|(start, ranges)| {
        let lines = ranges.iter().cloned().flatten();
        let beyond = lines.filter(|line| !(*start..start + capacity).contains(line));
        if is_whole(ranges, count) { 0 } else { beyond.count() }
    });
    ((0..count).filter(|line| !seen(*line)).count(), hidden.max().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(range: Range<usize>) -> Vec<Range<usize>> {
        vec![range]
    }

    #[test]
    fn the_view_moves_only_where_it_has_to() {
        let lit = [one(0..60), one(2..4), one(20..22), one(23..24), one(58..60), one(1..2)];
        assert_eq!(starts(60, 24, &lit), [0, 0, 0, 12, 36, 0]);
        assert_eq!(starts(10, 24, &lit[1..2]), [0]);
        // What is longer than the view begins at its top.
        assert_eq!(starts(60, 24, &[one(10..50)]), [10]);
    }

    #[test]
    fn lines_that_nobody_sees_are_counted() {
        let lit = [one(2..4), one(50..52)];
        let found = starts(60, 24, &lit);
        assert_eq!(found, [0, 36]);
        assert_eq!(unseen(60, 24, &found, &lit), (12, 0));
        assert_eq!(unseen(60, 24, &[10], &[one(10..50)]), (36, 16));
        assert_eq!(unseen(20, 24, &[0], &[one(0..20)]), (0, 0));
    }
}
