//! Events and targets → dotted lines across a plot: words over an upright one, beside the end of a level one.

use super::{axis, series};
use crate::color::Color;
use crate::deck::{Chart, Guide, Rich};
use crate::drawing::{Cap, Role, Stroke};
use crate::geometry::{BezPath, Point, Rect};
use crate::layout::desk::Desk;
use crate::layout::node::{Node, Stack};
use crate::text::{Style, Wrap};

/// From an upright line to its words.
const BESIDE: f64 = 7.0;

/// Upright lines and their words, each on a row over the plot so that no other line crosses them.
#[derive(Default)]
pub(super) struct Heads {
    at: Vec<f64>,
    words: Vec<Option<Stack>>,
    line: f64,
    rows: usize,
}

impl Heads {
    /// Of the events; `width` is the most that the words of one may take, and there may be as many rows as events.
    pub fn events(desk: &mut Desk, chart: &Chart, width: f64) -> Self {
        Self::new(desk, &chart.events, |event| event.text.clone(), width)
    }

    /// Of the targets, each with its words or else its value.
    pub fn targets(desk: &mut Desk, chart: &Chart, width: f64) -> Self {
        Self::new(desk, &chart.targets, |target| Some(words_of(chart, target)), width)
    }

    fn new(desk: &mut Desk, guides: &[Guide], words: impl Fn(&Guide) -> Option<Rich>, width: f64) -> Self {
        let entry = &desk.theme.scale.lines;
        let style = desk.style(entry, entry.smallest().clamp(16.0, 18.0));
        let style = Style { weight: 600.0, color: desk.ground.text, wrap: Wrap::Balanced, ..style };
        let mut set = |guide: &Guide| Some(desk.own_width(&words(guide)?, &style, width, Role::Paragraph));
        let words: Vec<Option<Stack>> = guides.iter().map(&mut set).collect();
        let line = words.iter().flatten().map(|it| it.size.height).fold(0.0, f64::max);
        let rows = words.iter().flatten().count();
        Self { at: guides.iter().map(|guide| guide.at).collect(), words, line, rows }
    }

    /// The height over the plot that they may need.
    pub fn height(&self) -> f64 {
        if self.rows == 0 { 0.0 } else { self.line * self.rows as f64 + 6.0 }
    }

    /// The lines down `plot` and their words above it; `x` gives the place of each, and none crosses any of `crossed`.
    pub fn over(self, desk: &mut Desk, plot: Rect, right: f64, x: &impl Fn(f64) -> f64, crossed: &[Rect]) -> Vec<Node> {
        let places: Vec<f64> = self.at.iter().map(|at| x(*at)).collect();
        let widths: Vec<f64> = self.words.iter().map(|it| it.as_ref().map_or(0.0, |it| it.size.width)).collect();
        let spans: Vec<(f64, f64)> = places.iter().zip(&widths).map(|(x, width)| span(*x, *width, right)).collect();
        let rows = rows(&places, &spans);
        let touches = |a: usize, b: usize| {
            let ((from, to), (start, end)) = (spans[a], spans[b]);
            rows[a] == rows[b] && from < end + 4.0 && start < to + 4.0 && to > from && end > start
        };
        let mut nodes = Vec::new();
        let mut unwritten = 0;
        for (at, words) in self.words.into_iter().enumerate() {
            // Lines that lie too near to each other: the words of the first stay.
            let crowded = words.is_some() && (0..at).any(|other| touches(at, other));
            unwritten += usize::from(crowded);
            let words = words.filter(|_| !crowded);
            let top = plot.y0 - 6.0 - self.line * (rows[at] + 1) as f64;
            let from = if words.is_some() { top + 4.0 } else { plot.y0 };
            nodes.extend(upright(desk, places[at], (from, plot.y1), crossed));
            if let Some(words) = words {
                nodes.extend(words.at(Point::new(spans[at].0, top)));
            }
        }
        axis::tell_wordless(desk, unwritten);
        nodes
    }
}

/// Where the words of an upright line stand: behind it, or before it where they would not end in time.
fn span(x: f64, width: f64, right: f64) -> (f64, f64) {
    let from = if x + BESIDE + width <= right || x - BESIDE - width < 0.0 { x + BESIDE } else { x - BESIDE - width };
    (from, from + width)
}

/// The row of each line's words from the plot upwards: words share none with others that they would touch, and no line that
/// begins higher crosses them.
fn rows(places: &[f64], spans: &[(f64, f64)]) -> Vec<usize> {
    let mut rows: Vec<usize> = vec![0; places.len()];
    // What lies under the line of another has to be over it: as many rounds as there are lines settle all.
    for _ in 0..places.len() {
        for at in (0..places.len()).rev() {
            let crossed = |other: &usize| {
                let (from, to) = spans[at];
                *other != at && places[*other] > from - 4.0 && places[*other] < to + 4.0 && to > from
            };
            let lines = (0..places.len()).filter(crossed).map(|other| rows[other] + 1).max().unwrap_or(0);
            let touches = |other: &usize| {
                let ((a, b), (c, d)) = (spans[at], spans[*other]);
                *other > at && a < d + 12.0 && c < b + 12.0 && b > a && d > c
            };
            let others: Vec<usize> = (0..places.len()).filter(touches).map(|other| rows[other]).collect();
            let free = (lines..).find(|row| !others.contains(row)).unwrap_or(lines);
            rows[at] = free.min(places.len().saturating_sub(1));
        }
    }
    rows
}

/// The words of targets, for the column beside the plot.
pub(in crate::layout::slides) fn sides(desk: &mut Desk, chart: &Chart, width: f64) -> Vec<Stack> {
    let entry = &desk.theme.scale.lines;
    let style = desk.style(entry, entry.smallest().clamp(16.0, 18.0));
    let style = Style { color: desk.ground.text, weight: 600.0, leading: 1.15, wrap: Wrap::Balanced, ..style };
    let words = |guide: &Guide| desk.own_width(&words_of(chart, guide), &style, width, Role::Paragraph);
    chart.targets.iter().map(words).collect()
}

/// What stands at a target's line.
fn words_of(chart: &Chart, target: &Guide) -> Rich {
    let value = || Rich::plain(chart.level(target.at), target.span);
    target.text.clone().unwrap_or_else(value)
}

/// The words of targets at `right`, beside their level lines.
pub(in crate::layout::slides) fn beside(
    chart: &Chart,
    targets: Vec<Stack>,
    right: f64,
    (top, bottom): (f64, f64),
    y: &impl Fn(f64) -> f64,
) -> Vec<Node> {
    let wanted: Vec<(f64, f64)> =
        targets.iter().zip(&chart.targets).map(|(words, target)| (y(target.at), words.size.height)).collect();
    let tops = series::apart(&wanted, top, bottom);
    targets.into_iter().zip(tops).flat_map(|(words, top)| words.at(Point::new(right, top))).collect()
}

/// The level lines of targets; they stop before words.
pub(in crate::layout::slides) fn level(
    desk: &Desk,
    chart: &Chart,
    plot: Rect,
    y: &impl Fn(f64) -> f64,
    words: &[Rect],
) -> Vec<Node> {
    let mut nodes = Vec::new();
    for height in chart.targets.iter().map(|target| y(target.at)) {
        let crossed = |place: &&Rect| (place.y0 - 2.0..=place.y1 + 2.0).contains(&height);
        let gaps = words.iter().filter(crossed).map(|it| (it.x0 - 4.0, it.x1 + 4.0)).collect();
        let line = |(from, to)| dotted(Point::new(from, height), Point::new(to, height), desk.ground.text);
        nodes.extend(parts((plot.x0, plot.x1), gaps).into_iter().map(line));
    }
    nodes
}

/// An upright line; it stops before words.
pub(super) fn upright(desk: &Desk, x: f64, ends: (f64, f64), words: &[Rect]) -> Vec<Node> {
    let crossed = |place: &&Rect| (place.x0 - 4.0..=place.x1 + 4.0).contains(&x);
    let gaps = words.iter().filter(crossed).map(|it| (it.y0 - 2.0, it.y1 + 2.0)).collect();
    let line = |(from, to)| dotted(Point::new(x, from), Point::new(x, to), desk.ground.text);
    parts(ends, gaps).into_iter().map(line).collect()
}

/// What is left of a line without its gaps.
fn parts((start, end): (f64, f64), mut gaps: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    gaps.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut from = start;
    let mut out = Vec::new();
    for (gap, behind) in gaps.into_iter().chain([(end, end)]) {
        if gap.min(end) > from {
            out.push((from, gap.min(end)));
        }
        from = from.max(behind);
    }
    out
}

fn dotted(from: Point, to: Point, ink: Color) -> Node {
    let mut path = BezPath::new();
    path.move_to(from);
    path.line_to(to);
    let stroke = Stroke { cap: Cap::Round, dashes: vec![0.1, 5.0], ..Stroke::round(1.8, ink) };
    Node::decoration(vec![series::shape(path, None, Some(stroke))])
}

#[cfg(test)]
mod tests {
    use super::{parts, rows, span};

    #[test]
    fn lines_stop_before_words() {
        assert_eq!(parts((0.0, 10.0), vec![(6.0, 8.0), (2.0, 4.0), (3.0, 5.0)]), [(0.0, 2.0), (5.0, 6.0), (8.0, 10.0)]);
        assert_eq!(parts((0.0, 10.0), vec![(-4.0, 1.0), (9.0, 12.0)]), [(1.0, 9.0)]);
    }

    #[test]
    fn no_line_crosses_the_words_of_another_event() {
        for (places, widths) in [
            (vec![10.0, 30.0, 200.0], vec![80.0, 80.0, 80.0]),
            (vec![10.0, 20.0, 30.0, 40.0, 50.0], vec![90.0; 5]),
            (vec![150.0, 280.0, 295.0], vec![120.0, 60.0, 100.0]),
        ] {
            let spans: Vec<(f64, f64)> = places.iter().zip(&widths).map(|(x, width)| span(*x, *width, 300.0)).collect();
            let rows = rows(&places, &spans);
            for (at, (from, to)) in spans.iter().enumerate() {
                for (other, x) in places.iter().enumerate().filter(|(other, _)| *other != at) {
                    let crossed = rows[other] >= rows[at] && (*from..*to).contains(x);
                    assert!(!crossed, "{places:?}: line {other} crosses words {at}, {rows:?}");
                }
            }
        }
    }
}
