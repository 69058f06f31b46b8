//! A seed and a region → the theme's decoration: a network, level lines or discs, composed alike on every run.

use super::desk::{dot, line, rect};
use super::node::Node;
use crate::color::Color;
use crate::deck::theme::MotifKind;
use crate::drawing::Role;
use crate::geometry::{Point, Rect};

/// How the motif is drawn: from a full drawing on dark grounds to a hint on light ones.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub dots: Color,
    pub marked: Color,
    pub lines: Color,
    /// Scale of dots and line width.
    pub weight: f64,
    /// Columns and rows of the grid that the dots are scattered on.
    pub grid: (usize, usize),
    /// Whether discs lie in the lower corner.
    pub low: bool,
}

/// The theme's motif in `region`, inside a decoration group.
pub(super) fn draw(kind: MotifKind, seed: &str, region: Rect, look: Look) -> Option<Node> {
    match kind {
        _ if region.width() < 40.0 || region.height() < 40.0 => None,
        MotifKind::Network => Some(network(seed, region, look)),
        MotifKind::Lines => Some(lines(seed, region, look)),
        MotifKind::Discs => Some(discs(seed, region, look)),
        // Tabs are drawn from the talk's sections.
        MotifKind::Tabs | MotifKind::None => None,
    }
}

/// Level lines, set in and as long as chance has it, like a page of code from afar; now and then a marked one.
fn lines(seed: &str, region: Rect, look: Look) -> Node {
    let mut random = Random::new(seed);
    let apart = 9.0;
    let count = (region.height() / apart).floor() as usize;
    let mut indent = 0.0;
    let mut nodes = Vec::new();
    for at in 0..count {
        // Neighbors share their indent more often than not, and some lines stay empty.
        if random.unit() < 0.4 {
            indent = (random.unit() * 4.0).floor();
        }
        let (length, marked, empty) = (0.2 + 0.8 * random.unit() * random.unit(), random.unit(), random.unit());
        if empty < 0.12 {
            continue;
        }
        let y = region.y0 + apart * (at as f64 + 0.5);
        let x = region.x0 + 12.0 + indent * region.width() * 0.07;
        let bar = Rect::new(x, y, x + (region.x1 - 12.0 - x) * length, y + 2.8 * look.weight);
        nodes.push(rect(bar, if marked < 0.14 { look.marked } else { look.lines }));
    }
    Node::decoration(nodes)
}

/// Discs round the region's upper or lower right corner, one in another, cut off by its edges.
fn discs(seed: &str, region: Rect, look: Look) -> Node {
    let mut random = Random::new(seed);
    let corner = Point::new(region.x1, if look.low { region.y1 } else { region.y0 });
    let reach = region.width().min(region.height()) * (0.9 + 0.1 * random.unit());
    let rings = [(1.0, fade(look.lines, 0.35)), (0.72, fade(look.lines, 0.6)), (0.42, look.marked)];
    let nodes = rings.into_iter().map(|(part, color)| dot(corner, reach * part, color)).collect();
    Node::branch(Role::Decoration, Point::ZERO, crate::diagnostic::Span::default(), nodes).clipped(region)
}

/// The network in `region`, inside a decoration group.
fn network(seed: &str, region: Rect, look: Look) -> Node {
    let mut random = Random::new(seed);
    let points = scatter(&mut random, region, look.grid);
    let mut nodes = Vec::new();
    for (a, b, near) in edges(&points) {
        let color = if near { look.lines } else { fade(look.lines, 0.5) };
        nodes.push(line(points[a].0, points[b].0, 1.1 * look.weight, color));
    }
    for (at, weight) in &points {
        let color = if random.unit() < 0.24 { look.marked } else { look.dots };
        nodes.push(dot(*at, weight * look.weight, color));
    }
    Node::decoration(nodes)
}

fn fade(color: Color, by: f32) -> Color {
    color.with_alpha(f32::from(color.a) / 255.0 * by)
}

/// Points with their radii, one in most cells of the grid, none close to its cell's edge.
fn scatter(random: &mut Random, region: Rect, (columns, rows): (usize, usize)) -> Vec<(Point, f64)> {
    let (wide, high) = (region.width() / columns as f64, region.height() / rows as f64);
    let mut points = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            let (x, y, kept) = (random.unit(), random.unit(), random.unit());
            let radius = [3.0, 4.4, 5.6, 7.0, 9.2][(random.unit() * 5.0) as usize % 5];
            if kept > 0.12 {
                let x = region.x0 + (column as f64 + 0.14 + 0.72 * x) * wide;
                let y = region.y0 + (row as f64 + 0.14 + 0.72 * y) * high;
                points.push((Point::new(x, y), radius));
            }
        }
    }
    points
}

/// Gabriel graph: two points are joined if no third lies in the circle over them, so lines never cross.
/// The last value tells the closer bonds, which are drawn stronger.
fn edges(points: &[(Point, f64)]) -> Vec<(usize, usize, bool)> {
    let mut out = Vec::new();
    for a in 0..points.len() {
        for b in a + 1..points.len() {
            let (p, q) = (points[a].0, points[b].0);
            let length = p.distance_squared(q);
            let middle = p.midpoint(q);
            let others = || points.iter().enumerate().filter(|(c, _)| *c != a && *c != b).map(|(_, o)| o.0);
            if others().all(|o| o.distance_squared(middle) > length / 4.0) {
                let near = others().all(|o| o.distance_squared(p).max(o.distance_squared(q)) > length);
                out.push((a, b, near));
            }
        }
    }
    out
}

/// A small generator (SplitMix64) that gives the same numbers on every machine.
struct Random(u64);

impl Random {
    fn new(seed: &str) -> Self {
        // FNV-1a: std's hasher may change between releases, and the picture must not.
        let hash = seed
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self(hash)
    }

    /// From 0.0 up to, not including, 1.0.
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::{Random, edges, scatter};
    use crate::geometry::Rect;

    #[test]
    fn a_seed_gives_the_same_network_inside_its_region() {
        let region = Rect::new(100.0, 20.0, 400.0, 500.0);
        let draw = || scatter(&mut Random::new("kinds"), region, (4, 6));
        assert_eq!(draw(), draw());
        assert!(draw().iter().all(|(at, _)| region.contains(*at)));
        assert!(edges(&draw()).len() >= draw().len() - 1, "the network hangs together");
    }
}
