//! A veil's form and its strength → the shape that lies over the picture, in points.

use kurbo::Shape as _;

use super::{Edge, SLICES, Shade, ShadeForm};
use crate::drawing::{Fill, Paint, Shape, Spread, Stop};
use crate::geometry::{Affine, Point, Rect, Size};

/// How far the veil goes on past words as strong as under them, and where it has gone, in slices: across, and up and down.
const PAST: usize = 2;
const GONE: (usize, usize) = (16, 18);

impl Shade {
    /// What lies over a picture of that size in a form that is even under its words.
    #[must_use]
    pub fn shape(&self, form: ShadeForm, size: Size, share: f32) -> Shape {
        match form {
            ShadeForm::Foot { from, full } => self.to_the_foot((from, full), size, share),
            ShadeForm::Edge(edge) => self.along(edge, size, &[share; SLICES]),
            ShadeForm::Even => {
                let fill = Fill { paint: Paint::Solid(self.at(share)), even_odd: false };
                Shape { path: size.to_rect().to_path(0.1), fill: Some(fill), stroke: None }
            }
        }
    }

    fn to_the_foot(&self, (from, full): (f64, f64), size: Size, share: f32) -> Shape {
        let reach = ((full - from) / (size.height - from).max(1.0)).clamp(0.0, 1.0) as f32;
        // It comes in and ends softly: a straight slope would show as two edges.
        let slope = [(0.0, 0.0), (0.25, 0.16), (0.5, 0.5), (0.75, 0.84), (1.0, 1.0)];
        let stops = slope.into_iter().map(|(at, part)| Stop { offset: reach * at, color: self.at(share * part) });
        let stops = stops.chain([Stop { offset: 1.0, color: self.at(share) }]).collect();
        let (start, end) = (Point::new(0.0, from), Point::new(0.0, size.height));
        let paint = Paint::Linear { start, end, stops, spread: Spread::Pad, transform: Affine::IDENTITY };
        let path = Rect::new(0.0, from, size.width, size.height).to_path(0.1);
        Shape { path, fill: Some(Fill { paint, even_odd: false }), stroke: None }
    }

    /// The veil whose least strength is given for each slice from an edge to the one across: never weaker nearer to the
    /// edge, and soft past the last words.
    #[must_use]
    pub fn along(&self, edge: Edge, size: Size, needed: &[f32]) -> Shape {
        let shares = softened(edge, needed);
        let count = shares.len() as f32;
        let stop = |(at, share): (usize, &f32)| Stop { offset: (at as f32 + 0.5) / count, color: self.at(*share) };
        let stops = shares.iter().enumerate().map(stop).collect();
        let (start, end) = match edge {
            Edge::Left => (Point::ZERO, Point::new(size.width, 0.0)),
            Edge::Right => (Point::new(size.width, 0.0), Point::ZERO),
            Edge::Top => (Point::ZERO, Point::new(0.0, size.height)),
            Edge::Foot => (Point::new(0.0, size.height), Point::ZERO),
        };
        let paint = Paint::Linear { start, end, stops, spread: Spread::Pad, transform: Affine::IDENTITY };
        Shape { path: size.to_rect().to_path(0.1), fill: Some(Fill { paint, even_odd: false }), stroke: None }
    }
}

fn softened(edge: Edge, needed: &[f32]) -> Vec<f32> {
    let mut falling = needed.to_vec();
    for at in (1..falling.len()).rev() {
        falling[at - 1] = falling[at - 1].max(falling[at]);
    }
    let gone = if matches!(edge, Edge::Left | Edge::Right) { GONE.0 } else { GONE.1 };
    let fades = |distance: usize| {
        let way = (distance.saturating_sub(PAST) as f32 / (gone - PAST) as f32).min(1.0);
        0.5 + 0.5 * (way * std::f32::consts::PI).cos()
    };
    let reached = |at: usize| (0..=at).map(|slice| falling[slice] * fades(at - slice)).fold(0.0, f32::max);
    let sharp: Vec<f32> = (0..falling.len()).map(reached).collect();
    // Where two slopes meet there would be an edge.
    let mean = |at: usize| {
        let around = &sharp[at.saturating_sub(PAST)..(at + PAST + 1).min(sharp.len())];
        around.iter().sum::<f32>() / around.len() as f32
    };
    (0..sharp.len()).map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::softened;
    use crate::drawing::{Edge, SLICES};

    #[test]
    fn a_veil_is_strong_enough_under_words_and_ends_without_an_edge() {
        let words = [(3, 0.9), (9, 0.4), (17, 0.7), (25, 0.2)];
        let mut needed = vec![0.0; SLICES];
        words.iter().for_each(|(at, share)| needed[*at] = *share);
        for edge in [Edge::Left, Edge::Right, Edge::Top, Edge::Foot] {
            let soft = softened(edge, &needed);
            assert!(soft.iter().zip(&needed).all(|(soft, needed)| *soft >= needed - 1e-6), "{soft:?}");
            assert!(soft.windows(2).all(|pair| pair[0] >= pair[1] - 1e-6 && pair[0] - pair[1] < 0.12), "{soft:?}");
            assert!(soft[SLICES - 1] < 0.01, "{soft:?}");
        }
    }
}
