//! A row of a file's samples, and its profile → a row of sRGB.

use std::sync::Arc;

use moxcms::{ColorProfile, DataColorSpace, Layout, Transform8BitExecutor, TransformOptions};

use super::samples::Samples;

/// A profile of a printer has a megabyte or two; one of hundreds is a trap.
pub(super) const MOST_PROFILE_BYTES: u64 = 8 << 20;
/// How far apart two colors may be that look the same, of 255.
const ALIKE: u8 = 2;

/// What the colors of a picture are to those who show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Nothing is said, nothing that can be used, or sRGB.
    Srgb,
    /// The profile is one for as many parts as the picture has.
    Own,
    /// The profile is one for colors, the picture is gray.
    Mixed,
}

/// What a profile means for a picture of so many parts a pixel (1 or 3).
pub(super) fn meaning(profile: Option<&[u8]>, channels: usize) -> Meaning {
    let samples = if channels == 1 { Samples::Gray } else { Samples::Rgb };
    match Row::new(samples, profile).profile {
        None => Meaning::Srgb,
        Some((_, Layout::Rgba)) if channels == 1 => Meaning::Mixed,
        Some(_) => Meaning::Own,
    }
}

/// Turns rows of samples into rows of RGBA.
pub(super) struct Row {
    samples: Samples,
    /// From the layout to RGBA; none where the samples are sRGB, or inks of no known press.
    profile: Option<(Arc<Transform8BitExecutor>, Layout)>,
}

impl Row {
    pub(super) fn new(samples: Samples, profile: Option<&[u8]>) -> Self {
        let profile = profile.filter(|bytes| bytes.len() as u64 <= MOST_PROFILE_BYTES);
        let profile = profile.and_then(|bytes| ColorProfile::new_from_slice(bytes).ok());
        let profile = profile.and_then(|profile| {
            // Gray pictures often come with a profile for colors; they are made of three parts then.
            let layout = match (samples, profile.color_space) {
                (Samples::Gray, DataColorSpace::Gray) => Layout::Gray,
                (Samples::GrayAlpha, DataColorSpace::Gray) => Layout::GrayAlpha,
                (Samples::Cmyk { .. } | Samples::Ycck, DataColorSpace::Cmyk) => Layout::Rgba,
                (Samples::Cmyk { .. } | Samples::Ycck, _) => return None,
                (_, DataColorSpace::Rgb) => Layout::Rgba,
                _ => return None,
            };
            let (srgb, options) = (ColorProfile::new_srgb(), TransformOptions::default());
            let transform = profile.create_transform_8bit(layout, &srgb, Layout::Rgba, options).ok()?;
            (!says_nothing(&*transform, layout, samples)).then_some((transform, layout))
        });
        Self { samples, profile }
    }

    pub(super) fn is_plain(&self) -> bool {
        self.profile.is_none()
    }

    /// `out` has four bytes for each pixel of `row`.
    pub(super) fn write(&self, row: &[u8], out: &mut [u8]) {
        let inks = matches!(self.samples, Samples::Cmyk { .. } | Samples::Ycck);
        match &self.profile {
            None => {
                plain(self.samples, row, out);
                if inks {
                    out.as_chunks_mut().0.iter_mut().for_each(|pixel| *pixel = overprinted(*pixel));
                }
            }
            Some((transform, layout)) => {
                let mut wide = Vec::new();
                let narrow = matches!(layout, Layout::Gray | Layout::GrayAlpha);
                if !narrow {
                    wide.resize(out.len(), 0);
                    plain(self.samples, row, &mut wide);
                }
                // It fails only for rows of unlike lengths.
                let done = transform.transform(if narrow { row } else { &wide }, out);
                debug_assert!(done.is_ok(), "{done:?}");
                if inks || matches!(self.samples, Samples::Gray | Samples::Rgb) {
                    out.as_chunks_mut::<4>().0.iter_mut().for_each(|pixel| pixel[3] = 255);
                }
            }
        }
    }
}

/// RGBA, or inks where 255 is all of each.
fn plain(samples: Samples, row: &[u8], out: &mut [u8]) {
    match samples {
        Samples::Gray => each(row, out, |[gray]| [gray, gray, gray, 255]),
        Samples::GrayAlpha => each(row, out, |[gray, alpha]| [gray, gray, gray, alpha]),
        Samples::Rgb => each(row, out, |[r, g, b]| [r, g, b, 255]),
        Samples::Rgba | Samples::Cmyk { inverted: false } => out.copy_from_slice(row),
        Samples::Cmyk { inverted: true } => each(row, out, |inks: [u8; 4]| inks.map(|ink| 255 - ink)),
        // Adobe's opposites of the inks are the opposites of these.
        Samples::Ycck => each(row, out, |[light, blue, red, black]| {
            let [r, g, b] = from_light(light, blue, red);
            [r, g, b, 255 - black]
        }),
    }
}

fn each<const N: usize>(row: &[u8], out: &mut [u8], pixel: impl Fn([u8; N]) -> [u8; 4]) {
    let (from, to) = (row.as_chunks::<N>().0, out.as_chunks_mut::<4>().0);
    from.iter().zip(to).for_each(|(from, to)| *to = pixel(*from));
}

/// JPEG's light and two colors → red, green, blue (BT.601, all of the range).
fn from_light(light: u8, blue: u8, red: u8) -> [u8; 3] {
    let (light, blue, red) = (f32::from(light), f32::from(blue) - 128.0, f32::from(red) - 128.0);
    let parts = [light + 1.402 * red, light - 0.344_136 * blue - 0.714_136 * red, light + 1.772 * blue];
    parts.map(|part| part.round().clamp(0.0, 255.0) as u8)
}

/// Inks of an unknown press: each takes away its color, as browsers show it.
fn overprinted([cyan, magenta, yellow, black]: [u8; 4]) -> [u8; 4] {
    let light = |ink: u8| u16::from(255 - ink);
    let part = |ink: u8| ((light(ink) * light(black) + 127) / 255) as u8;
    [part(cyan), part(magenta), part(yellow), 255]
}

/// Whether a profile changes no color that one could see.
fn says_nothing(transform: &Transform8BitExecutor, layout: Layout, samples: Samples) -> bool {
    if matches!(samples, Samples::Cmyk { .. } | Samples::Ycck) {
        return false;
    }
    let steps = || (0..=255_u8).step_by(51);
    let colors: Vec<[u8; 4]> = match layout {
        Layout::Rgba if !matches!(samples, Samples::Gray | Samples::GrayAlpha) => {
            steps().flat_map(|r| steps().flat_map(move |g| steps().map(move |b| [r, g, b, 255]))).collect()
        }
        _ => (0..=255).map(|gray| [gray, gray, gray, 255]).collect(),
    };
    let row: Vec<u8> = match layout {
        Layout::Gray => colors.iter().map(|color| color[0]).collect(),
        Layout::GrayAlpha => colors.iter().flat_map(|color| [color[0], 255]).collect(),
        _ => colors.concat(),
    };
    let mut out = vec![0; colors.len() * 4];
    let done = transform.transform(&row, &mut out).is_ok();
    done && out
        .as_chunks::<4>()
        .0
        .iter()
        .zip(&colors)
        .all(|(seen, meant)| seen[..3].iter().zip(&meant[..3]).all(|(seen, meant)| seen.abs_diff(*meant) <= ALIKE))
}
