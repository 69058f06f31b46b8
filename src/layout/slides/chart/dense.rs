//! More points than eyes tell apart → how many lie where: honeycombs in five shades with their key, or small marks a series.

use std::collections::{BTreeMap, BTreeSet};

use super::series;
use crate::deck::Chart;
use crate::deck::numerals::digits;
use crate::deck::{Rich, Run};
use crate::drawing::Role;
use crate::geometry::{BezPath, Point, Rect, Size};
use crate::layout::desk::Desk;
use crate::layout::node::{Node, Stack};
use crate::text::{Style, Wrap};

/// Of so many points in all each is still drawn by itself.
pub(super) const MOST: usize = 2_000;
/// From a honeycomb's middle to its corners, in points.
const CELL: f64 = 5.0;
/// How much each shade lets be seen of its color.
const SHADES: [f32; 5] = [0.26, 0.44, 0.62, 0.8, 1.0];
/// The radius of a mark among very many, and how near two of a series are one.
const MARK: f64 = 2.6;
const NEAR: f64 = 1.5;

/// The points of a chart's only series by how many lie in each cell.
pub(super) struct Honeycomb {
    cells: BTreeMap<(i32, i32), usize>,
    most: usize,
}

impl Honeycomb {
    pub fn new(points: impl Iterator<Item = Point>) -> Self {
        let mut cells = BTreeMap::new();
        for point in points {
            *cells.entry(cell(point)).or_insert(0) += 1;
        }
        let most = cells.values().copied().max().unwrap_or(1);
        Self { cells, most }
    }

    /// The least count of each shade: each shade is as many times the one before.
    fn bounds(&self) -> Vec<usize> {
        let times = (self.most as f64).powf(1.0 / SHADES.len() as f64);
        let mut bounds: Vec<usize> = (0..SHADES.len()).map(|shade| times.powi(shade as i32).ceil() as usize).collect();
        bounds.dedup();
        bounds
    }

    /// Which shade a cell has: the fullest has the strongest.
    fn shade(bounds: &[usize], count: usize) -> usize {
        let at = bounds.partition_point(|least| *least <= count).max(1) - 1;
        SHADES.len() - bounds.len() + at
    }

    pub fn draw(&self, desk: &Desk) -> Node {
        let bounds = self.bounds();
        let mut paths: [BezPath; SHADES.len()] = Default::default();
        for (at, count) in &self.cells {
            corners(&mut paths[Self::shade(&bounds, *count)], middle(*at), CELL);
        }
        let shaded = paths.into_iter().zip(SHADES).filter(|(path, _)| !path.elements().is_empty());
        let node = |(path, shade)| series::shape(path, Some(desk.ground.strong.with_alpha(shade)), None);
        Node::decoration(shaded.map(node).collect())
    }

    /// What the shades mean: a cell of each with the least count that it stands for, in a row that ends at `right`.
    pub fn key(&self, desk: &mut Desk, chart: &Chart, right: f64) -> (Vec<Node>, f64) {
        let style = Style { color: desk.ground.mute, wrap: Wrap::None, ..desk.plain(&desk.theme.scale.caption) };
        let bounds = self.bounds();
        let count = |least: usize| {
            let text = digits(&chart.language, least) + if least == self.most || least == 1 { "" } else { "+" };
            Rich { runs: vec![Run { text, ..Run::default() }], span: chart.span }
        };
        let words: Vec<Stack> = bounds
            .iter()
            .map(|least| desk.text(&count(*least), &style, f64::from(f32::MAX), Role::Paragraph))
            .collect();
        let height = words.iter().map(|it| it.size.height).fold(0.0, f64::max);
        let width: f64 = words.iter().map(|it| it.size.width + KEY_CELL * 2.0 + KEY_GAP).sum();
        let mut x = right - width + KEY_GAP;
        let (mut cells, mut nodes) = (Vec::new(), Vec::new());
        for (words, least) in words.into_iter().zip(&bounds) {
            let mut path = BezPath::new();
            corners(&mut path, Point::new(x + KEY_CELL, height / 2.0), KEY_CELL);
            let color = desk.ground.strong.with_alpha(SHADES[Self::shade(&bounds, *least)]);
            cells.push(series::shape(path, Some(color), None));
            let wide = words.size.width;
            nodes.extend(words.at(Point::new(x + KEY_CELL * 2.0 + 3.0, 0.0)));
            x += wide + KEY_CELL * 2.0 + KEY_GAP;
        }
        nodes.insert(0, Node::decoration(cells));
        (nodes, height)
    }

    /// What it covers.
    pub fn covered(&self) -> impl Iterator<Item = Rect> {
        self.cells.keys().map(|at| Rect::from_center_size(middle(*at), Size::new(CELL * 1.8, CELL * 1.8)))
    }
}

const KEY_CELL: f64 = 6.0;
const KEY_GAP: f64 = 14.0;

/// The cell of a point, by column and row; odd rows stand half a cell further right.
fn cell(point: Point) -> (i32, i32) {
    let (across, down) = (CELL * 3.0_f64.sqrt(), CELL * 1.5);
    let row = (point.y / down).floor() as i32;
    // Of the cells around it the nearest.
    let near = (row - 1..=row + 1).flat_map(|row| {
        let column = (point.x / across - shift(row)).round() as i32;
        (column - 1..=column + 1).map(move |column| (column, row))
    });
    let far = |at: &(i32, i32)| middle(*at).distance_squared(point);
    near.min_by(|a, b| far(a).total_cmp(&far(b))).unwrap_or_default()
}

fn shift(row: i32) -> f64 {
    if row.rem_euclid(2) == 1 { 0.5 } else { 0.0 }
}

fn middle((column, row): (i32, i32)) -> Point {
    Point::new((f64::from(column) + shift(row)) * CELL * 3.0_f64.sqrt(), f64::from(row) * CELL * 1.5)
}

/// A cell around `at`, on its tip.
fn corners(path: &mut BezPath, at: Point, radius: f64) {
    for n in 0..6 {
        let (sin, cos) = (f64::from(n) * std::f64::consts::FRAC_PI_3).sin_cos();
        let corner = Point::new(at.x + radius * sin, at.y - radius * cos);
        if n == 0 { path.move_to(corner) } else { path.line_to(corner) }
    }
    path.close_path();
}

/// The marks of one series among very many points: in one path, so that they do not darken each other.
pub(super) fn marks(desk: &Desk, chart: &Chart, at: usize, points: impl Iterator<Item = Point>) -> Node {
    let mut taken = BTreeSet::new();
    let mut path = BezPath::new();
    for point in points {
        if taken.insert(((point.x / NEAR).round() as i64, (point.y / NEAR).round() as i64)) {
            path.extend(series::outline(at, point, MARK));
        }
    }
    series::shape(path, Some(series::color(desk, chart, at).with_alpha(0.6)), None)
}

#[cfg(test)]
mod tests {
    use super::{CELL, Honeycomb, cell, middle};
    use crate::geometry::Point;

    #[test]
    fn each_point_is_counted_once_in_the_cell_around_it() {
        let points: Vec<Point> =
            (0..5_000).map(|n| Point::new(f64::from(n % 97) * 1.37 - 20.0, f64::from(n / 97) * 1.91 - 30.0)).collect();
        assert!(points.iter().all(|point| middle(cell(*point)).distance(*point) <= CELL + 1e-9));
        let comb = Honeycomb::new(points.iter().copied());
        assert_eq!(comb.cells.values().sum::<usize>(), points.len());
        let bounds = comb.bounds();
        assert!(bounds.is_sorted() && bounds[0] == 1);
        let shades: Vec<usize> = (1..=comb.most).map(|count| Honeycomb::shade(&bounds, count)).collect();
        assert!(shades.is_sorted() && shades.last() == Some(&4));
    }
}
