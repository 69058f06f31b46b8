//! Pixels as a file has them → upright, in the room that they have: a large picture is held once.

use image::metadata::Orientation;

use super::header::is_quarter;
use super::samples::Samples;

/// So many rows are taken apart at once, in a room of their own.
const BAND: usize = 64;

/// Turns samples that stand in rows of `width` pixels.
pub(super) fn turn(data: &mut [u8], samples: Samples, width: usize, turn: Orientation) {
    match samples.count() {
        1 => pixels::<1>(data.as_chunks_mut().0, width, turn),
        2 => pixels::<2>(data.as_chunks_mut().0, width, turn),
        3 => pixels::<3>(data.as_chunks_mut().0, width, turn),
        _ => pixels::<4>(data.as_chunks_mut().0, width, turn),
    }
}

fn pixels<const N: usize>(pixels: &mut [[u8; N]], width: usize, turn: Orientation) {
    if pixels.is_empty() || width == 0 {
        return;
    }
    let mut width = width;
    if is_quarter(turn) {
        let height = pixels.len() / width;
        transpose(pixels, width);
        width = height;
    }
    let mirror = |pixels: &mut [[u8; N]]| pixels.chunks_exact_mut(width).for_each(<[_]>::reverse);
    match turn {
        Orientation::NoTransforms | Orientation::Rotate90FlipH => {}
        Orientation::Rotate180 | Orientation::Rotate270FlipH => pixels.reverse(),
        Orientation::FlipHorizontal | Orientation::Rotate90 => mirror(pixels),
        Orientation::FlipVertical | Orientation::Rotate270 => {
            pixels.reverse();
            mirror(pixels);
        }
    }
}

/// What were columns become rows: first in bands of some rows, then the columns of all bands find their places.
fn transpose<const N: usize>(pixels: &mut [[u8; N]], width: usize) {
    let height = pixels.len() / width;
    let whole = height - height % BAND;
    let (banded, rest) = pixels.split_at_mut(whole * width);
    let rest = rest.to_vec();
    let mut rows = Vec::new();
    for band in banded.chunks_exact_mut(BAND * width) {
        rows.clear();
        rows.extend_from_slice(band);
        for (x, column) in band.chunks_exact_mut(BAND).enumerate() {
            column.iter_mut().enumerate().for_each(|(y, pixel)| *pixel = rows[y * width + x]);
        }
    }
    exchange(banded.as_chunks_mut::<BAND>().0, whole / BAND);
    // From the last on, so that none is written over before it is moved.
    for x in (0..width).rev() {
        pixels.copy_within(x * whole..(x + 1) * whole, x * height);
        let end = &mut pixels[x * height + whole..(x + 1) * height];
        end.iter_mut().enumerate().for_each(|(y, pixel)| *pixel = rest[y * width + x]);
    }
}

/// A table of `down` rows, its columns as rows: each takes the place of the next, round and round.
fn exchange<T: Copy>(table: &mut [T], down: usize) {
    let last = table.len().saturating_sub(1);
    let mut there = vec![false; table.len()];
    for first in 1..last {
        if there[first] {
            continue;
        }
        let (mut at, mut held) = (first, table[first]);
        while !there[first] {
            at = at * down % last;
            std::mem::swap(&mut held, &mut table[at]);
            there[at] = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, GrayAlphaImage, GrayImage, RgbImage, RgbaImage};

    use super::*;

    #[test]
    fn any_picture_is_turned_as_its_file_says() {
        let sizes = [(1, 1), (1, 200), (200, 1), (3, 2), (64, 64), (65, 63), (7, 129), (131, 64), (90, 250)];
        for ((width, height), exif) in sizes.into_iter().flat_map(|size| (1..=8).map(move |exif| (size, exif))) {
            let way = Orientation::from_exif(exif).expect("there are eight");
            for samples in [Samples::Gray, Samples::GrayAlpha, Samples::Rgb, Samples::Rgba] {
                let count = width * height * samples.count() as u32;
                let data: Vec<u8> = (0..count).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
                let same = data.clone();
                let mut picture = match samples.count() {
                    1 => GrayImage::from_raw(width, height, same).map(DynamicImage::from),
                    2 => GrayAlphaImage::from_raw(width, height, same).map(DynamicImage::from),
                    3 => RgbImage::from_raw(width, height, same).map(DynamicImage::from),
                    _ => RgbaImage::from_raw(width, height, same).map(DynamicImage::from),
                }
                .expect("as many as there are");
                picture.apply_orientation(way);
                let mut turned = data;
                turn(&mut turned, samples, width as usize, way);
                assert!(turned == picture.into_bytes(), "{width} × {height}, {samples:?}, {way:?}");
            }
        }
    }
}
