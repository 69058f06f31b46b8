//! A picture's pixels → how light it is in each part, and how much there is to see, so that words find a calm place.

use image::RgbaImage;

use crate::color::Color;
use crate::geometry::{Rect, Size};

/// Parts across and down.
const ACROSS: usize = 32;
const DOWN: usize = 18;
/// Samples in a part, each way.
const SAMPLES: usize = 6;
/// What a picture is like in each of its parts, all of equal size.
#[derive(Clone, Debug, PartialEq)]
pub struct Sketch {
    size: Size,
    /// Row by row: lightness from 0.0 to 1.0, and how far neighbors differ in it.
    parts: Vec<(f64, f64)>,
}

impl Sketch {
    /// Clear parts are seen on `under`.
    #[must_use]
    pub fn of(pixels: &RgbaImage, under: Color) -> Self {
        let (width, height) = pixels.dimensions();
        let (columns, rows) = (ACROSS * SAMPLES, DOWN * SAMPLES);
        let place = |at: usize, count: usize, length: u32| {
            let at = (at as f64 + 0.5) / count as f64 * f64::from(length);
            (at as u32).min(length.saturating_sub(1))
        };
        let light = |column: usize, row: usize| {
            let [r, g, b, a] = pixels.get_pixel(place(column, columns, width), place(row, rows, height)).0;
            Color { r, g, b, a }.over(under).luminance().cbrt()
        };
        let samples: Vec<Vec<f64>> =
            (0..rows).map(|row| (0..columns).map(|column| light(column, row)).collect()).collect();
        let part = |at: usize| {
            let (left, top) = (at % ACROSS * SAMPLES, at / ACROSS * SAMPLES);
            let (mut sum, mut steps) = (0.0, 0.0);
            for row in top..top + SAMPLES {
                for column in left..left + SAMPLES {
                    let here = samples[row][column];
                    let right = samples[row].get(column + 1).unwrap_or(&here);
                    let below = samples.get(row + 1).map_or(here, |next| next[column]);
                    sum += here;
                    steps += (here - right).abs() + (here - below).abs();
                }
            }
            let count = (SAMPLES * SAMPLES) as f64;
            (sum / count, steps / count)
        };
        let size = Size::new(f64::from(width), f64::from(height));
        Self { size, parts: (0..ACROSS * DOWN).map(part).collect() }
    }

    /// Width and height of the picture, in its pixels.
    #[must_use]
    pub fn size(&self) -> Size {
        self.size
    }

    /// The mean lightness in a part of the picture, in its pixels.
    #[must_use]
    pub fn lightness(&self, within: Rect) -> f64 {
        self.mean(within, |part| part.0)
    }

    /// How much there is to see in a part of the picture, in its pixels: 0.0 for a plain color.
    #[must_use]
    pub fn detail(&self, within: Rect) -> f64 {
        self.mean(within, |part| part.1)
    }

    fn mean(&self, within: Rect, value: impl Fn(&(f64, f64)) -> f64) -> f64 {
        let (wide, high) = (self.size.width / ACROSS as f64, self.size.height / DOWN as f64);
        let inside = |at: &usize| {
            let (x, y) = ((at % ACROSS) as f64 + 0.5, (at / ACROSS) as f64 + 0.5);
            within.contains(crate::geometry::Point::new(x * wide, y * high))
        };
        let found: Vec<f64> = (0..self.parts.len()).filter(inside).map(|at| value(&self.parts[at])).collect();
        if found.is_empty() { 0.0 } else { found.iter().sum::<f64>() / found.len() as f64 }
    }
}

#[cfg(test)]
mod tests {
    use image::{Rgba, RgbaImage};

    use super::Sketch;
    use crate::color::Color;
    use crate::geometry::Rect;

    #[test]
    fn the_calm_half_of_a_picture_is_known() {
        let busy = RgbaImage::from_fn(320, 180, |x, y| {
            let speck = x >= 160 && (x / 3 + y / 3) % 2 == 0;
            if speck { Rgba([240, 240, 240, 255]) } else { Rgba([20, 30, 40, 255]) }
        });
        let sketch = Sketch::of(&busy, Color::WHITE);
        let (left, right) = (Rect::new(0.0, 0.0, 160.0, 180.0), Rect::new(160.0, 0.0, 320.0, 180.0));
        assert!(sketch.detail(left) < 0.01 && sketch.detail(right) > 0.1);
        assert!(sketch.lightness(left) < sketch.lightness(right));
    }

    #[test]
    fn clear_parts_have_the_color_that_is_under_them() {
        let clear = RgbaImage::from_pixel(40, 40, Rgba([0, 0, 0, 0]));
        let whole = Rect::new(0.0, 0.0, 40.0, 40.0);
        assert!(Sketch::of(&clear, Color::WHITE).lightness(whole) > 0.99);
        assert!(Sketch::of(&clear, Color::BLACK).lightness(whole) < 0.01);
    }
}
