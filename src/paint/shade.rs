//! A picture that words stand on → the veil over it: as strong as its pixels behind the words need, no stronger.
//!
//! The same for every painter and size, since it is measured on a small copy of the picture that is made from all of it.

use super::pictures::{Pictures, Scaled};
use crate::color::Color;
use crate::drawing::{Edge, Picture, SLICES, STEPS, Shade, ShadeForm, ShadePart, Shape};
use crate::geometry::{Point, Rect};

/// Pixels for a point of the picture's place, at which letters still cover several.
const SCALE: f64 = 0.5;
/// Around words, in points.
const MARGIN: f64 = 4.0;

/// The veils over a picture, if it has any and needs them; in the picture's own coordinates.
pub(super) fn over(picture: &Picture, pictures: &mut Pictures) -> Vec<Shape> {
    let Some(shade) = picture.shade.as_ref() else { return Vec::new() };
    let small = pictures.scaled(picture, (picture.size.width * SCALE, picture.size.height * SCALE));
    let shape = |part: &ShadePart| {
        let Some(small) = &small else { return Some(shade.shape(part.form, picture.size, 1.0)) };
        let measure = Measure::new(shade, picture, small);
        if let ShadeForm::Edge(edge) = part.form {
            let shares = measure.along(edge, &part.words);
            return shares.iter().any(|share| *share > 0.0).then(|| shade.along(edge, picture.size, &shares));
        }
        let share = measure.share(&part.words);
        (share > 0.0).then(|| shade.shape(part.form, picture.size, share))
    };
    shade.parts.iter().filter_map(shape).collect()
}

/// The small copy, and how strong the veil has to be over a pixel of it.
struct Measure<'p> {
    shade: &'p Shade,
    picture: &'p Picture,
    small: &'p Scaled,
    linear: Vec<f64>,
    /// The luminance that words read on.
    wanted: f64,
}

impl<'p> Measure<'p> {
    fn new(shade: &'p Shade, picture: &'p Picture, small: &'p Scaled) -> Self {
        let linear = (0..=255).map(|c| Color::rgb(c, c, c).luminance()).collect();
        Self { shade, picture, small, linear, wanted: shade.wanted() }
    }

    /// How much of the strongest veil is needed, 0.0 to 1.0.
    fn share(&self, words: &[Rect]) -> f32 {
        let mut step = 0;
        self.pixels(words, |_, pixel| step = self.step(pixel, step));
        step as f32 / STEPS as f32
    }

    /// The same for each slice from an edge on.
    fn along(&self, edge: Edge, words: &[Rect]) -> Vec<f32> {
        let mut needed = [0; SLICES];
        self.pixels(words, |at, pixel| {
            let slice = (edge.distance(at, self.picture.size) * SLICES as f64) as usize;
            let slice = slice.min(SLICES - 1);
            needed[slice] = self.step(pixel, needed[slice]);
        });
        needed.map(|step| step as f32 / STEPS as f32).to_vec()
    }

    /// Each pixel behind the words, as it is seen, with its place on the picture.
    fn pixels(&self, words: &[Rect], mut each: impl FnMut(Point, Color)) {
        let (wide, high) = (usize::from(self.small.pixels.width()), usize::from(self.small.pixels.height()));
        let (across, down) = (wide as f64 / self.picture.size.width, high as f64 / self.picture.size.height);
        let data = self.small.pixels.data_as_u8_slice();
        for words in words {
            let space = words.inflate(MARGIN, MARGIN);
            let columns = (space.x0 * across).max(0.0) as usize..((space.x1 * across).ceil() as usize).min(wide);
            for y in (space.y0 * down).max(0.0) as usize..((space.y1 * down).ceil() as usize).min(high) {
                for x in columns.clone() {
                    let at = (y * wide + x) * 4;
                    let place = Point::new((x as f64 + 0.5) / across, (y as f64 + 0.5) / down);
                    each(place, seen(&data[at..at + 4], self.shade.under));
                }
            }
        }
    }

    /// From `step` on, the first at which words read on this pixel.
    fn step(&self, pixel: Color, mut step: u32) -> u32 {
        let luminance = |c: Color| {
            let part = |c: u8| self.linear[usize::from(c)];
            0.2126 * part(c.r) + 0.7152 * part(c.g) + 0.0722 * part(c.b)
        };
        let reads = |step: u32| {
            let now = luminance(self.shade.at(step as f32 / STEPS as f32).over(pixel));
            if self.shade.darkens { now <= self.wanted } else { now >= self.wanted }
        };
        while step < STEPS && !reads(step) {
            step += 1;
        }
        step
    }
}

/// A premultiplied pixel over what is under it.
fn seen(pixel: &[u8], under: Color) -> Color {
    let through = 255 - u16::from(pixel[3]);
    let mix = |top: u8, under: u8| top.saturating_add((u16::from(under) * through / 255) as u8);
    Color::rgb(mix(pixel[0], under.r), mix(pixel[1], under.g), mix(pixel[2], under.b))
}
