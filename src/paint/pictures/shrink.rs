//! Pixels → fewer of them, by a sharp filter, with no more memory than the result takes and a row.

use image::{ImageBuffer, Rgba, RgbaImage};

/// Four samples of a row that are worked on together.
type Wide = [f32; 4];

/// What one pixel of the result is made of, along one side: the first of those that count, and how much each does.
struct Window {
    first: usize,
    weights: Vec<f32>,
}

/// The picture in this size, by the filter of Catmull and Rom, as the crate `image` has it: that makes all rows narrow at
/// once, each sample in four bytes, which is four times the picture again.
pub fn sharp<C: std::ops::Deref<Target = [u8]>>(
    pixels: &ImageBuffer<Rgba<u8>, C>,
    (width, height): (u32, u32),
) -> RgbaImage {
    let stride = pixels.width() as usize * 4;
    let across: Vec<Window> = windows(pixels.width(), width).collect();
    let mut row = vec![Wide::default(); pixels.width() as usize];
    let mut out = Vec::with_capacity(width as usize * height as usize * 4);
    for window in windows(pixels.height(), height) {
        row.fill(Wide::default());
        let rows = pixels.as_raw().chunks_exact(stride).skip(window.first);
        for (samples, weight) in rows.zip(&window.weights) {
            for (sum, pixel) in row.iter_mut().zip(samples.as_chunks::<4>().0) {
                add(sum, pixel.map(f32::from), *weight);
            }
        }
        for window in &across {
            let mut sum = Wide::default();
            for (pixel, weight) in row[window.first..].iter().zip(&window.weights) {
                add(&mut sum, *pixel, *weight);
            }
            out.extend(sum.map(|sample| sample.clamp(0.0, 255.0).round() as u8));
        }
    }
    RgbaImage::from_raw(width, height, out).unwrap_or_default()
}

fn add(sum: &mut Wide, pixel: Wide, weight: f32) {
    for (sum, sample) in sum.iter_mut().zip(pixel) {
        *sum += sample * weight;
    }
}

/// One for each of `to` pixels that `from` are to become.
fn windows(from: u32, to: u32) -> impl Iterator<Item = Window> {
    let ratio = from as f32 / to as f32;
    let scale = ratio.max(1.0);
    let reach = 2.0 * scale;
    (0..to).map(move |at| {
        let middle = (at as f32 + 0.5) * ratio;
        let first = ((middle - reach).floor() as i64).clamp(0, i64::from(from) - 1);
        let end = ((middle + reach).ceil() as i64).clamp(first + 1, i64::from(from));
        let mut weights: Vec<f32> =
            (first..end).map(|pixel| catmull_rom((pixel as f32 - (middle - 0.5)) / scale)).collect();
        let sum: f32 = weights.iter().fold(0.0, |sum, weight| sum + weight);
        weights.iter_mut().for_each(|weight| *weight /= sum);
        Window { first: first as usize, weights }
    })
}

fn catmull_rom(x: f32) -> f32 {
    let x = x.abs();
    // Not `powi`, which on Windows has other last bits, and so has a pixel now and then.
    let square = x * x;
    let cube = x * square;
    let value = if x < 1.0 {
        9.0 * cube - 15.0 * square + 6.0
    } else if x < 2.0 {
        -3.0 * cube + 15.0 * square - 24.0 * x + 12.0
    } else {
        0.0
    };
    value / 6.0
}

#[cfg(test)]
mod tests {
    use image::imageops::{self, FilterType};

    use super::*;

    /// Anything but even.
    fn picture(width: u32, height: u32) -> RgbaImage {
        RgbaImage::from_fn(width, height, |x, y| {
            let noise = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)).rotate_left(x % 31);
            Rgba(noise.to_le_bytes())
        })
    }

    #[test]
    fn a_picture_gets_smaller_as_it_did() {
        for (from, to) in [((64, 48), (30, 20)), ((97, 31), (13, 29)), ((200, 3), (50, 3)), ((5, 400), (5, 33))] {
            let picture = picture(from.0, from.1);
            let same = imageops::resize(&picture, to.0, to.1, FilterType::CatmullRom);
            assert!(sharp(&picture, to) == same, "{from:?} {to:?}");
        }
    }
}
