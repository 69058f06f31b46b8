//! A decoded picture → the part of it that is looked at, at half its size where that does, in the room that it had.

use image::RgbaImage;

/// Which part of a picture, in its pixels as it stands upright, and whether half of them each way are enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub left: u32,
    pub top: u32,
    pub width: u32,
    pub height: u32,
    pub halved: bool,
}

impl Part {
    /// All of a picture of this size.
    #[must_use]
    pub fn all((width, height): (u32, u32)) -> Self {
        Self { left: 0, top: 0, width, height, halved: false }
    }

    /// How large it is when it is cut out.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        let half = |side: u32| if self.halved { side.div_ceil(2) } else { side };
        (half(self.width), half(self.height))
    }

    /// The part that there is of a picture of this size.
    fn within(self, (width, height): (u32, u32)) -> Self {
        let (left, top) = (self.left.min(width), self.top.min(height));
        Self { left, top, width: self.width.min(width - left), height: self.height.min(height - top), ..self }
    }

    /// Cuts it out.
    #[must_use]
    pub(super) fn of(self, pixels: RgbaImage) -> RgbaImage {
        let part = self.within(pixels.dimensions());
        let (stride, row) = (pixels.width() as usize * 4, part.width as usize * 4);
        let mut data = pixels.into_raw();
        for at in 0..part.height as usize {
            let from = (part.top as usize + at) * stride + part.left as usize * 4;
            data.copy_within(from..from + row, at * row);
        }
        data.truncate(row * part.height as usize);
        if part.halved {
            halve(&mut data, part.width as usize, part.height as usize);
        }
        data.shrink_to_fit();
        let (width, height) = part.size();
        RgbaImage::from_raw(width, height, data).unwrap_or_default()
    }
}

/// Four pixels become one, in the room of the first rows.
fn halve(data: &mut Vec<u8>, width: usize, height: usize) {
    let (across, down) = (width.div_ceil(2), height.div_ceil(2));
    for y in 0..down {
        for x in 0..across {
            let (right, below) = ((2 * x + 1).min(width - 1), (2 * y + 1).min(height - 1));
            let pixel = |x: usize, y: usize| -> [u8; 4] {
                let at = (y * width + x) * 4;
                [data[at], data[at + 1], data[at + 2], data[at + 3]]
            };
            let one = mean([pixel(2 * x, 2 * y), pixel(right, 2 * y), pixel(2 * x, below), pixel(right, below)]);
            let at = (y * across + x) * 4;
            data[at..at + 4].copy_from_slice(&one);
        }
    }
    data.truncate(across * down * 4);
}

/// Straight colors: what is clear has none.
fn mean(four: [[u8; 4]; 4]) -> [u8; 4] {
    let clear: u32 = four.iter().map(|pixel| u32::from(pixel[3])).sum();
    if clear == 4 * 255 {
        return std::array::from_fn(|at| ((four.iter().map(|pixel| u32::from(pixel[at])).sum::<u32>() + 2) / 4) as u8);
    }
    if clear == 0 {
        return [0; 4];
    }
    let color = |at: usize| {
        let sum: u32 = four.iter().map(|pixel| u32::from(pixel[at]) * u32::from(pixel[3])).sum();
        ((sum + clear / 2) / clear) as u8
    };
    [color(0), color(1), color(2), ((clear + 2) / 4) as u8]
}

#[cfg(test)]
mod tests {
    use image::{Rgba, imageops};

    use super::*;

    /// Anything but even.
    fn picture(width: u32, height: u32) -> RgbaImage {
        RgbaImage::from_fn(width, height, |x, y| {
            Rgba((x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)).rotate_left(x % 31).to_le_bytes())
        })
    }

    #[test]
    fn a_part_is_what_was_there() {
        let all = picture(40, 30);
        for [left, top, width, height] in
            [[0, 0, 40, 30], [3, 5, 20, 11], [39, 29, 1, 1], [10, 0, 30, 30], [35, 25, 5, 5]]
        {
            let part = Part { left, top, width, height, halved: false };
            let same = imageops::crop_imm(&all, left, top, width, height).to_image();
            assert!(part.of(all.clone()) == same, "{part:?}");
        }
        // What a helper is told may be beyond it.
        assert_eq!(Part { left: 35, top: 40, width: 90, height: 9, halved: true }.of(all).dimensions(), (3, 0));
    }

    #[test]
    fn half_of_a_picture_is_the_mean_of_its_pixels() {
        for size in [(1, 1), (2, 2), (7, 5), (40, 30), (3, 1), (1, 8)] {
            let mut whole = picture(size.0, size.1);
            whole.pixels_mut().for_each(|pixel| pixel.0[3] = 255);
            let half = Part { halved: true, ..Part::all(size) }.of(whole.clone());
            assert_eq!(half.dimensions(), Part { halved: true, ..Part::all(size) }.size());
            for (x, y, pixel) in half.enumerate_pixels() {
                let at = |x: u32, y: u32| whole.get_pixel(x.min(size.0 - 1), y.min(size.1 - 1)).0;
                let four = [at(2 * x, 2 * y), at(2 * x + 1, 2 * y), at(2 * x, 2 * y + 1), at(2 * x + 1, 2 * y + 1)];
                for part in 0..4 {
                    let sum: u32 = four.iter().map(|pixel| u32::from(pixel[part])).sum();
                    assert_eq!(u32::from(pixel.0[part]), (sum + 2) / 4, "{size:?} {x} {y}");
                }
            }
        }
        // What is clear brings no color.
        let edge = RgbaImage::from_raw(2, 1, vec![200, 100, 0, 255, 9, 9, 9, 0]).expect("two pixels");
        assert_eq!(Part { halved: true, ..Part::all((2, 1)) }.of(edge).into_raw(), [200, 100, 0, 128]);
    }
}
