//! A picture that words stand on → the shade over it: as dark as its lightest pixels behind the words need, no darker.
//!
//! The same for every painter and size, since it is measured on a small copy of the picture that is made from all of it.

use super::pictures::{Pictures, Scaled};
use crate::color::Color;
use crate::drawing::{Picture, Shade, Shape};

/// Pixels for a point of the picture's place, at which letters still cover several.
const SCALE: f64 = 0.5;
/// Around words, in points.
const MARGIN: f64 = 4.0;
/// Steps from no shade to the strongest.
const STEPS: u32 = 50;

/// The shade over a picture, if it has any and needs it; in the picture's own coordinates.
pub(super) fn over(picture: &Picture, pictures: &mut Pictures) -> Option<Shape> {
    let shade = picture.shade.as_ref()?;
    let share = match pictures.scaled(picture, (picture.size.width * SCALE, picture.size.height * SCALE)) {
        Some(small) => share(shade, picture, &small),
        None => 1.0,
    };
    (share > 0.0).then(|| shade.shape(picture.size, share))
}

/// How much of the strongest shade is needed, 0.0 to 1.0.
fn share(shade: &Shade, picture: &Picture, small: &Scaled) -> f32 {
    let (wide, high) = (usize::from(small.pixels.width()), usize::from(small.pixels.height()));
    let (across, down) = (wide as f64 / picture.size.width, high as f64 / picture.size.height);
    let data = small.pixels.data_as_u8_slice();
    let linear: Vec<f64> = (0..=255).map(|c| Color::rgb(c, c, c).luminance()).collect();
    let luminance = |c: Color| {
        let part = |c: u8| linear[usize::from(c)];
        0.2126 * part(c.r) + 0.7152 * part(c.g) + 0.0722 * part(c.b)
    };
    let most = shade.color.over(Color::WHITE).luminance();
    let at_step = |step: u32| shade.color.with_alpha(f32::from(shade.color.a) / 255.0 * step as f32 / STEPS as f32);
    let (mut step, mut now) = (0, at_step(0));
    for words in &shade.words {
        let space = words.inflate(MARGIN, MARGIN);
        let columns = (space.x0 * across).max(0.0) as usize..((space.x1 * across).ceil() as usize).min(wide);
        for y in (space.y0 * down).max(0.0) as usize..((space.y1 * down).ceil() as usize).min(high) {
            for x in columns.clone() {
                let at = (y * wide + x) * 4;
                let pixel = seen(&data[at..at + 4], shade.under);
                while step < STEPS && luminance(now.over(pixel)) > most {
                    step += 1;
                    now = at_step(step);
                }
            }
        }
    }
    step as f32 / STEPS as f32
}

/// A premultiplied pixel over what is under it.
fn seen(pixel: &[u8], under: Color) -> Color {
    let through = 255 - u16::from(pixel[3]);
    let mix = |top: u8, under: u8| top.saturating_add((u16::from(under) * through / 255) as u8);
    Color::rgb(mix(pixel[0], under.r), mix(pixel[1], under.g), mix(pixel[2], under.b))
}
