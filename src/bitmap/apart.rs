//! A picture file's bytes → a helper process → the pixels that this process would have decoded. Both sides stand here.

use std::time::Duration;

use image::RgbaImage;

use super::fault::Fault;
use super::still::still;
use crate::drawing::Raster;
use crate::sandbox::{self, Job, Kind, Limits};
use crate::wire::{In, Out, wire_struct};

/// Pixels that a helper may decode in a second, beyond what any picture has.
const SLOWEST: u64 = 16_000_000;
/// Memory that any picture takes, and each of its pixels: what is read, turned and unpacked stands beside what comes.
const BASE: u64 = 160 << 20;
const PIXEL: u64 = 12;
/// What follows the answer: pixels, or a fault.
const PIXELS: u8 = 0;
const FAULT: u8 = 1;

wire_struct! {
    Fault { message, remedy }
}

/// Has a helper decode it; `None` where there is none.
pub(super) fn decode(raster: &Raster) -> Option<Result<RgbaImage, Fault>> {
    let how = Out::of(&(raster.format, (raster.width, raster.height, raster.frame)));
    let job = Job { kind: Kind::Picture, content: &raster.bytes, how: &how, limits: limits(raster) };
    let answer = sandbox::run(&job, &mut |_| Vec::new())?;
    Some(match answer {
        Ok(answer) => pixels(answer, raster).unwrap_or_else(|| Err(Fault::damaged("it has too few pixels"))),
        Err(lost) => Err(Fault::new(lost.words(), "Save it again, smaller, or as PNG or JPEG")),
    })
}

fn limits(raster: &Raster) -> Limits {
    let pixels = u64::from(raster.width) * u64::from(raster.height);
    Limits {
        time: Limits::ITEM.time + Duration::from_secs(pixels / SLOWEST),
        memory: BASE + PIXEL * pixels,
        answer: (4 * pixels + 1).max(1 << 20),
        ..Limits::ITEM
    }
}

fn pixels(mut answer: Vec<u8>, raster: &Raster) -> Option<Result<RgbaImage, Fault>> {
    match answer.pop()? {
        PIXELS => RgbaImage::from_raw(raster.width, raster.height, answer).map(Ok),
        _ => In::new(&answer, Vec::new()).whole().map(Err),
    }
}

/// The helper's side: decodes the picture.
#[must_use]
pub fn answer(content: &[u8], how: &[u8]) -> Vec<u8> {
    let Some((format, (width, height, frame))) = In::new(how, Vec::new()).whole() else { return Vec::new() };
    let raster = Raster { name: String::new(), bytes: content.into(), format, width, height, frame, plays: None };
    match still(&raster) {
        Ok(pixels) => {
            let mut answer = pixels.into_raw();
            answer.push(PIXELS);
            answer
        }
        Err(fault) => {
            let mut answer = Out::of(&fault);
            answer.push(FAULT);
            answer
        }
    }
}
