//! A series along a plot → its line with markers, broken where values are missing; its band, its area, its gaps.

use super::{free, phrases, series};
use crate::color::Color;
use crate::deck::{Chart, Rich};
use crate::drawing::{Cap, Role, Stroke};
use crate::geometry::{BezPath, PathShape as _, Point, Rect};
use crate::layout::desk::Desk;
use crate::layout::node::Node;
use crate::text::{Style, Wrap};

/// Points that have a marker each; of more only the last has.
const MOST_MARKERS: usize = 24;
/// A line through more points than this is thin, so that its turns do not run together.
const FINE: usize = 600;
/// The width of a column of which a line keeps the first, the last and the outermost points, in points.
const COLUMN: f64 = 0.5;

/// The line itself with its markers; where a value is missing, it is broken off and begins again, with a ring at each
/// end of the gap.
pub(super) fn line(desk: &Desk, chart: &Chart, at: usize, points: &[Option<Point>]) -> Node {
    let color = series::color(desk, chart, at);
    let several = chart.series.len() > 1;
    let width = match several && chart.is_lit(at) {
        _ if points.len() > FINE => 1.6,
        true => 5.0,
        false => 3.5,
    };
    let mut path = BezPath::new();
    let mut joined = false;
    for point in &fewer(points) {
        match point {
            Some(point) if joined => path.line_to(*point),
            Some(point) => path.move_to(*point),
            None => {}
        }
        joined = point.is_some();
    }
    let alone = |n: usize| {
        [n.checked_sub(1), Some(n + 1)].into_iter().flatten().all(|n| points.get(n).copied().flatten().is_none())
    };
    let dashes = series::dashes(at, width);
    // Round ends would fill the gaps of short dashes.
    let cap =
        if dashes.is_empty() || dashes.first().is_some_and(|first| *first < 1.0) { Cap::Round } else { Cap::Butt };
    let mut nodes = vec![series::shape(path, None, Some(Stroke { dashes, cap, ..Stroke::round(width, color) }))];
    // A value between two gaps has no line, so it has a marker in any case.
    let last = points.iter().rposition(Option::is_some);
    let marked = |n: &usize| points.len() <= MOST_MARKERS || Some(*n) == last || alone(*n);
    let marked: Vec<Point> = (0..points.len()).filter(marked).filter_map(|n| points[n]).collect();
    nodes.extend(marked.into_iter().map(|point| series::marker(desk, at, point, width * 1.7, color)));
    for end in gaps(points).into_iter().flat_map(|(from, to)| [from, to]) {
        nodes.extend(ring(desk, end, width * 1.7, color));
    }
    if !several {
        let lit = chart.highlight.iter().filter_map(|at| *points.get(*at)?);
        nodes.extend(lit.map(|point| series::marker(desk, at, point, width * 2.3, desk.ground.accent)));
    }
    Node::decoration(nodes)
}

/// What is seen of a line's points: of those that lie in one column as wide as a pixel the first, the last, the highest and
/// the lowest. Gaps stay.
fn fewer(points: &[Option<Point>]) -> Vec<Option<Point>> {
    let column = |point: &Option<Point>| point.map(|it| (it.x / COLUMN).floor() as i64);
    let mut out = Vec::new();
    for run in points.chunk_by(|a, b| column(a) == column(b)) {
        if run.len() <= 4 {
            out.extend_from_slice(run);
            continue;
        }
        let height = |at: &usize| run[*at].map_or(0.0, |it| it.y);
        let outermost = |a: &usize, b: &usize| height(a).total_cmp(&height(b));
        let mut kept: Vec<usize> = vec![0, run.len() - 1];
        kept.extend((0..run.len()).min_by(outermost));
        kept.extend((0..run.len()).max_by(outermost));
        kept.sort_unstable();
        kept.dedup();
        // Of a gap one place is enough.
        kept.truncate(if run[0].is_none() { 1 } else { 4 });
        out.extend(kept.into_iter().map(|at| run[at]));
    }
    out
}

/// An open circle.
pub(super) fn ring(desk: &Desk, at: Point, radius: f64, color: Color) -> [Node; 2] {
    let circle = kurbo::Circle::new(at, radius).to_path(0.02);
    let rim = series::shape(circle.clone(), None, Some(Stroke::round(6.0, desk.ground.fill)));
    [rim, series::shape(circle, Some(desk.ground.fill), Some(Stroke::round(3.0, color)))]
}

/// The last point before each gap and the first behind it; a line that begins late or ends early has none there.
fn gaps(points: &[Option<Point>]) -> Vec<(Point, Point)> {
    let mut out = Vec::new();
    let mut last: Option<(usize, Point)> = None;
    for (at, point) in points.iter().enumerate().filter_map(|(at, point)| Some((at, (*point)?))) {
        out.extend(last.filter(|(before, _)| before + 1 < at).map(|(_, before)| (before, point)));
        last = Some((at, point));
    }
    out
}

/// The words for what is missing, once, at the longest gap, if there is a place for them beside all lines.
pub(super) fn no_data(desk: &mut Desk, chart: &Chart, lines: &[Vec<Option<Point>>], plot: Rect) -> Vec<Node> {
    let all = lines.iter().flat_map(|points| gaps(points));
    let Some((from, to)) = all.max_by(|a, b| (a.1.x - a.0.x).total_cmp(&(b.1.x - b.0.x))) else { return Vec::new() };
    let style = Style { color: desk.ground.mute, wrap: Wrap::None, ..desk.plain(&desk.theme.scale.caption) };
    let words = Rich::plain(phrases::of(&chart.language).no_data, chart.span);
    let words = desk.text(&words, &style, f64::from(f32::MAX), Role::Paragraph);
    let taken: Vec<Rect> = lines.iter().flat_map(|points| covered(points)).collect();
    let place = free::near(from.midpoint(to), words.size, 4.0, &taken, plot);
    place.map(|place| words.at(place.origin())).unwrap_or_default()
}

/// What a line covers, in small boxes.
pub(super) fn covered(points: &[Option<Point>]) -> Vec<Rect> {
    let pairs = points.windows(2).filter_map(|pair| Some((pair[0]?, pair[1]?)));
    let alone = points.iter().flatten().map(|point| (*point, *point));
    pairs.chain(alone).flat_map(|(from, to)| free::along(from, to, 14.0)).collect()
}

/// The range around a line, where both its ends are known.
pub(super) fn band(
    desk: &Desk,
    chart: &Chart,
    at: usize,
    x: &impl Fn(usize) -> f64,
    y: &impl Fn(f64) -> f64,
) -> Option<Node> {
    let labels = chart.own(at);
    let ranges: Vec<Option<(f64, f64)>> = labels.iter().map(|label| chart.series[at].range(*label)).collect();
    let mut path = BezPath::new();
    for run in runs(&ranges) {
        let range = |nth: usize| ranges[nth].unwrap_or_default();
        let upper = run.clone().map(|nth| Point::new(x(labels[nth]), y(range(nth).1)));
        let lower = run.rev().map(|nth| Point::new(x(labels[nth]), y(range(nth).0)));
        closed(&mut path, upper.chain(lower));
    }
    let color = series::color(desk, chart, at).with_alpha(0.16);
    (!path.elements().is_empty()).then(|| Node::decoration(vec![series::shape(path, Some(color), None)]))
}

/// What lies between a series and the ones under it, or 0.
pub(super) fn area(desk: &Desk, chart: &Chart, at: usize, x: &impl Fn(usize) -> f64, y: &impl Fn(f64) -> f64) -> Node {
    let values = &chart.series[at].values;
    let ends = |label: usize| {
        let value = values.get(label).copied().flatten().unwrap_or_default();
        let base = if chart.stacked { chart.pile(at, label, value >= 0.0) } else { 0.0 };
        (y(base), y(base + value))
    };
    let mut path = BezPath::new();
    for run in runs(values) {
        let upper = run.clone().map(|label| Point::new(x(label), ends(label).1));
        let lower = run.rev().map(|label| Point::new(x(label), ends(label).0));
        closed(&mut path, upper.chain(lower));
    }
    let color = series::color(desk, chart, at);
    let fill = if chart.stacked { color } else { color.with_alpha(0.18) };
    // Areas on each other are parted by a line of the ground.
    let rim = chart.stacked.then(|| Stroke::round(1.5, desk.ground.fill));
    Node::decoration(vec![series::shape(path, Some(fill), rim)])
}

fn closed(path: &mut BezPath, points: impl Iterator<Item = Point>) {
    for (n, point) in points.enumerate() {
        if n == 0 { path.move_to(point) } else { path.line_to(point) }
    }
    path.close_path();
}

/// The stretches in which something is known.
fn runs<T>(values: &[Option<T>]) -> Vec<std::ops::Range<usize>> {
    let mut out: Vec<std::ops::Range<usize>> = Vec::new();
    for at in (0..values.len()).filter(|at| values[*at].is_some()) {
        match out.last_mut().filter(|run| run.end == at) {
            Some(run) => run.end = at + 1,
            None => out.push(at..at + 1),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{gaps, runs};
    use crate::geometry::Point;

    #[test]
    fn a_line_of_very_many_points_keeps_its_ends_peaks_and_gaps() {
        let wave = |n: i32| Point::new(f64::from(n) / 50.0, (f64::from(n) * 0.37).sin() * 40.0);
        let mut points: Vec<Option<Point>> = (0..20_000).map(|n| Some(wave(n))).collect();
        points[7_000..9_000].fill(None);
        let fewer = super::fewer(&points);
        assert!(fewer.len() < points.len() / 5, "{} points stay", fewer.len());
        assert_eq!((fewer[0], fewer[fewer.len() - 1]), (points[0], points[points.len() - 1]));
        let highest = |of: &[Option<Point>]| of.iter().flatten().map(|it| it.y).fold(f64::MIN, f64::max);
        assert_eq!(highest(&fewer), highest(&points));
        assert_eq!(gaps(&fewer), gaps(&points));
        assert_eq!(super::fewer(&points[..4]), points[..4]);
    }

    #[test]
    fn gaps_lie_between_values_alone() {
        let at = |x: f64| Some(Point::new(x, 0.0));
        assert_eq!(gaps(&[None, at(1.0), None, None, at(4.0), at(5.0), None]).len(), 1);
        assert_eq!(gaps(&[at(0.0), at(1.0)]).len(), 0);
        assert_eq!(gaps(&[None, None]).len(), 0);
        assert_eq!(runs(&[None, Some(1), Some(2), None, Some(3)]), [1..3, 4..5]);
    }
}
