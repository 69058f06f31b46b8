//! Pictures that move → what stands in place of them where nothing moves, what of them does not move, and those that flash.
//! Units: milliseconds; luminance and areas are shares, 0.0 to 1.0.

use std::sync::Arc;

use crate::bitmap::{self, Film, MOST_FILM_PIXELS};
use crate::color::Color;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::drawing::films::{held, screening};
use crate::drawing::{Page, Plays, Raster};

use super::pictures::{name, shown};

/// Frames are looked at until so many pixels are decoded, which takes less than a second or two.
const MOST_PIXELS: u64 = 64_000_000;
/// Luminances are compared in so many places.
const ACROSS: usize = 32;
const DOWN: usize = 18;
/// WCAG 2.3.1: how much lighter or darker counts, where the darker one is darker than this.
const CHANGE: f32 = 0.1;
const DARK: f32 = 0.8;
/// The same of a deep red, which four fifths of its light are: 20 of 320.
const DEEP: f32 = 0.8;
const CHANGE_OF_RED: f32 = 20.0 / 320.0;
/// There and back is a flash, and more than three of them in this time can bring on a seizure...
const SECOND: u32 = 1000;
const MOST_CHANGES: usize = 7;
/// What moves by itself for longer is to have an end (WCAG 2.2.2).
const LONG: u64 = 5000;
/// ...unless they are small: a quarter of ten degrees of sight, 21,824 of 1024 × 768 pixels.
const SMALL: f64 = 21_824.0 / (1024.0 * 768.0);

/// What is to be told of the pictures that move on these pages.
#[must_use]
pub fn films(pages: &[Page]) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut seen: Vec<(Arc<Raster>, Span, Color, f64)> = Vec::new();
    for drawing in pages.iter().flat_map(|page| &page.steps) {
        for film in screening(drawing).into_iter().flat_map(|it| it.films) {
            let area = film.seen.area() / drawing.size.area();
            match seen.iter_mut().find(|(raster, ..)| Arc::ptr_eq(raster, &film.raster)) {
                Some((.., most)) => *most = most.max(area),
                None => seen.push((film.raster, film.span, drawing.ground, area)),
            }
        }
        for placed in held(drawing) {
            let message = "a picture that moves stands still here: it is turned, half clear, cropped to an outline, \
                           beyond the slide, or lies on another that moves";
            let hint = "Let it stand upright, whole and beside the other; or say play = \"still\"";
            out.push(Diagnostic::warning("SLD-STILL", placed.span, message).hint(hint));
        }
    }
    for (raster, span, ground, area) in &seen {
        judge(raster, *span, *ground, *area, &mut out);
    }
    for (raster, span, _) in shown(pages).iter().filter(|(raster, ..)| raster.plays.is_none()) {
        out.extend(stands(raster, *span));
    }
    out.sort_by_key(|finding| finding.span);
    out.dedup();
    out
}

/// A file that moves, but not here.
fn stands(raster: &Raster, span: Span) -> Option<Diagnostic> {
    let inside = raster.name.to_lowercase().ends_with(".svg");
    let large = u64::from(raster.width) * u64::from(raster.height) > MOST_FILM_PIXELS;
    if !inside && !large {
        // The deck says so.
        return None;
    }
    bitmap::survey(raster)?;
    let (why, hint) = if inside {
        ("pictures inside drawings stand still", "Show it as a picture of its own")
    } else {
        ("it is larger than 3840 × 2160 pixels", "Scale it down: 1920 × 1080 are enough for what moves")
    };
    let message = format!("{} moves, but here its first frame stands: {why}", name(raster));
    Some(Diagnostic::warning("SLD-STILL", span, message).hint(hint))
}

fn judge(raster: &Arc<Raster>, span: Span, ground: Color, area: f64, out: &mut Vec<Diagnostic>) {
    let Some(film) = bitmap::survey(raster) else { return };
    if raster.frame.is_none() {
        let message =
            format!("{} moves on the stage; in PDFs and wherever nothing moves its first frame stands", name(raster));
        let hint = format!("Choose the frame that says most, frame = 1 to {}", film.count());
        out.push(Diagnostic::new(Severity::Info, "SLD-STILL", span, message).hint(hint));
    }
    if lasts(raster.plays, &film.times) > LONG {
        let message = format!("{} moves for more than five seconds beside what people read or hear", name(raster));
        let hint = "Let it rest: play = \"once\" if it is short, play = \"still\" if not; or say that it is to move with allow = [\"SLD-MOTION\"]";
        out.push(Diagnostic::warning("SLD-MOTION", span, message).hint(hint));
    }
    let (looks, fault) = looks(raster, &film, ground);
    if let Some(why) = fault.or_else(|| film.fault.clone().map(|why| (film.count(), why))) {
        let message = format!("{} moves no further than frame {}: {}", name(raster), why.0, why.1);
        out.push(Diagnostic::warning("SLD-FILM", span, message).hint("Copy or download it again, or save it again"));
    }
    let (flashes, part) = flashes(&looks, &film.times);
    if part * area >= SMALL {
        let message = format!(
            "{} flashes {flashes} times a second over {:.0} % of the slide: more than three can bring on a seizure",
            name(raster),
            (part * area * 100.0).max(1.0)
        );
        let hint = "Slow it down to three flashes a second, show it much smaller, or hold it with play = \"still\"";
        out.push(Diagnostic::error("SLD-FLASH", span, message).hint(hint));
    }
}

/// How long a film moves.
fn lasts(plays: Option<Plays>, times: &[u32]) -> u64 {
    let once = times.iter().map(|time| u64::from(*time)).sum::<u64>();
    match plays {
        None => 0,
        Some(Plays::Forever) => u64::MAX,
        Some(Plays::Times(count)) => once * u64::from(count),
    }
}

/// How light each part of a frame is, and how far a deep red goes beyond the green and the blue of it.
struct Look {
    light: Vec<f32>,
    red: Vec<f32>,
}

/// The frames as far as they are looked at, and which of them is the last that can be shown, and why.
fn looks(raster: &Raster, film: &Film, ground: Color) -> (Vec<Look>, Option<(usize, String)>) {
    let most = (MOST_PIXELS / (u64::from(raster.width) * u64::from(raster.height)).max(1)).max(2) as usize;
    let light: Vec<f32> = (0..=255_u8).map(|part| Color::rgb(part, part, part).luminance() as f32).collect();
    let (mut looks, mut fault) = (Vec::new(), None);
    bitmap::each_frame(raster, 0, &mut |frame| {
        match frame {
            Ok(pixels) => looks.push(look(&pixels, ground, &light)),
            Err(why) => fault = Some(why.message),
        }
        looks.len() < most.min(film.count())
    });
    let count = looks.len();
    let missing = count < most.min(film.count());
    let fault = fault.or_else(|| missing.then(|| "the others are not there".to_owned()));
    (looks, fault.map(|why| (count, why)))
}

fn look(pixels: &image::RgbaImage, ground: Color, light: &[f32]) -> Look {
    /// Pixels that are looked at in each part, across and down.
    const SAMPLES: usize = 6;
    let (width, height) = (pixels.width() as usize, pixels.height() as usize);
    let row = |at: usize, of: usize, all: usize| ((at * 2 + 1) * all / (of * 2)).min(all - 1) as u32;
    let mut look = Look { light: vec![0.0; ACROSS * DOWN], red: vec![0.0; ACROSS * DOWN] };
    let share = 1.0 / (SAMPLES * SAMPLES) as f32;
    for y in 0..DOWN * SAMPLES {
        for x in 0..ACROSS * SAMPLES {
            let [r, g, b, a] = pixels.get_pixel(row(x, ACROSS * SAMPLES, width), row(y, DOWN * SAMPLES, height)).0;
            let over = |part: u8, under: u8| {
                let (part, under, alpha) = (u32::from(part), u32::from(under), u32::from(a));
                light[((part * alpha + under * (255 - alpha)) / 255) as usize]
            };
            let (r, g, b) = (over(r, ground.r), over(g, ground.g), over(b, ground.b));
            let cell = y / SAMPLES * ACROSS + x / SAMPLES;
            look.light[cell] += (0.2126 * r + 0.7152 * g + 0.0722 * b) * share;
            look.red[cell] += red(r, g, b) * share;
        }
    }
    look
}

/// By how much a color is a deep red; 0 where it is none.
fn red(r: f32, g: f32, b: f32) -> f32 {
    if r > 0.0 && r >= DEEP * (r + g + b) { (r - g - b).max(0.0) } else { 0.0 }
}

/// The most flashes in a second, and the part of the picture that flashes more than three times in the same one: of light,
/// or of a deep red, whichever is worse.
fn flashes(looks: &[Look], times: &[u32]) -> (usize, f64) {
    let light: Vec<&[f32]> = looks.iter().map(|look| look.light.as_slice()).collect();
    let red: Vec<&[f32]> = looks.iter().map(|look| look.red.as_slice()).collect();
    let (light, red) = (changing(&light, times, (CHANGE, DARK)), changing(&red, times, (CHANGE_OF_RED, f32::INFINITY)));
    if (red.1, red.0) > (light.1, light.0) { red } else { light }
}

/// The same for one value of each part, where so much is a change if the lower of both is under a bound.
fn changing(looks: &[&[f32]], times: &[u32], (change, bound): (f32, f32)) -> (usize, f64) {
    if looks.len() < 2 {
        return (0, 0.0);
    }
    // Twice, since the first frame follows the last; a second more tells all that there is to know.
    let all: u32 = looks.iter().zip(times).fold(0, |all, (_, time)| all.saturating_add(*time));
    let rounds = 2 + (SECOND / all.max(1)).min(50) as usize;
    let mut changes = vec![Vec::new(); ACROSS * DOWN];
    for (cell, changes) in changes.iter_mut().enumerate() {
        let (mut at, mut low, mut high, mut rising) = (0_u32, looks[0][cell], looks[0][cell], None);
        for (look, time) in looks.iter().zip(times).cycle().take(looks.len() * rounds) {
            let now = look[cell];
            if now >= low + change && low < bound && rising != Some(true) {
                (low, high, rising) = (now, now, Some(true));
                changes.push(at);
            } else if now <= high - change && now < bound && rising != Some(false) {
                (low, high, rising) = (now, now, Some(false));
                changes.push(at);
            }
            (low, high) = match rising {
                // The next change is the other way.
                Some(true) => (now, high.max(now)),
                Some(false) => (low.min(now), now),
                None => (low.min(now), high.max(now)),
            };
            at = at.saturating_add(*time);
        }
    }
    let mut ends: Vec<u32> = changes.iter().flatten().copied().collect();
    ends.sort_unstable();
    ends.dedup();
    let (mut most, mut part) = (0, 0.0_f64);
    for end in ends {
        let within = |changes: &Vec<u32>| changes.iter().filter(|at| **at <= end && end - **at < SECOND).count();
        let counts = changes.iter().map(within);
        let (mut cells, mut here) = (0, 0);
        for count in counts.filter(|count| *count > MOST_CHANGES) {
            (cells, here) = (cells + 1, here.max(count));
        }
        let share = f64::from(cells) / (ACROSS * DOWN) as f64;
        if (share, here / 2) > (part, most) {
            (most, part) = (here / 2, share);
        }
    }
    (most, part)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A film of frames that are so light all over, or in their left part alone.
    fn seen(lights: &[f32], time: u32, columns: usize) -> (usize, f64) {
        let look = |light: &f32| Look {
            light: (0..ACROSS * DOWN).map(|at| if at % ACROSS < columns { *light } else { 0.5 }).collect(),
            red: vec![0.0; ACROSS * DOWN],
        };
        let looks: Vec<Look> = lights.iter().map(look).collect();
        flashes(&looks, &vec![time; lights.len()])
    }

    #[test]
    fn more_than_three_flashes_in_a_second_are_known() {
        let all = ACROSS;
        for (what, lights, time, expected) in [
            ("black and white, ten a second", &[0.0, 1.0][..], 100, true),
            ("eight changes a second", &[0.0, 1.0], 125, true),
            ("three flashes a second", &[0.0, 1.0], 167, false),
            ("one flash of five frames", &[0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], 100, false),
            ("little change", &[0.40, 0.48], 50, false),
            ("both are light", &[0.82, 1.0], 50, false),
            ("slowly lighter, in small parts", &[0.0, 0.04, 0.08, 0.12, 0.16, 0.2, 0.24], 300, false),
            ("one frame", &[0.0], 20, false),
            ("a strobe between long rests", &[0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0], 60, true),
        ] {
            let (count, part) = seen(lights, time, all);
            assert_eq!(part > 0.99, expected, "{what}: {count} over {part}");
        }
        let colored = |colors: &[[u8; 3]]| {
            let light: Vec<f32> = (0..=255_u8).map(|part| Color::rgb(part, part, part).luminance() as f32).collect();
            let frame = |[r, g, b]: &[u8; 3]| image::RgbaImage::from_pixel(320, 180, image::Rgba([*r, *g, *b, 255]));
            let looks: Vec<Look> = colors.iter().map(|it| look(&frame(it), Color::WHITE, &light)).collect();
            flashes(&looks, &vec![100; looks.len()]).1 > 0.99
        };
        for (what, colors, expected) in [
            ("red and a gray as light as it", [[255, 0, 0], [127, 127, 127]], true),
            ("red and black", [[200, 0, 0], [0, 0, 0]], true),
            ("two deep reds", [[140, 0, 0], [180, 0, 0]], true),
            ("two browns", [[150, 90, 60], [160, 80, 60]], false),
            ("pink and white", [[255, 230, 230], [255, 255, 255]], false),
            ("a blue and a gray as light as it", [[0, 0, 255], [76, 76, 76]], false),
        ] {
            assert_eq!(colored(&colors), expected, "{what}");
        }
        assert_eq!(seen(&[0.0, 1.0], 100, ACROSS).0, 5);
        assert!((seen(&[0.0, 1.0], 100, ACROSS / 4).1 - 0.25).abs() < 1e-6, "only where it flashes");
    }
}
