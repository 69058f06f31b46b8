//! A picture file's bytes → a helper process → the pixels that this process would have decoded. Both sides stand here.

use std::time::Duration;

use image::RgbaImage;

use super::fault::Fault;
use super::frames::Frames;
use super::part::Part;
use super::still::still;
use crate::drawing::Raster;
use crate::sandbox::{self, Asking, Job, Kind, Limits};
use crate::wire::{In, Out, wire_struct};

/// Pixels that a helper may decode in a second, beyond what any picture has.
const SLOWEST: u64 = 16_000_000;
/// Memory that any picture takes, and each of its pixels: what is read, turned and unpacked stands beside what comes.
const BASE: u64 = 160 << 20;
const PIXEL: u64 = 12;
/// A film's canvas stands there as well, and what was on it.
const FILM_PIXEL: u64 = 24;
/// What follows the answer: pixels, or a fault.
const PIXELS: u8 = 0;
const FAULT: u8 = 1;
/// The reply to a frame where the next one is wanted.
const MORE: u8 = 1;

wire_struct! {
    Fault { message, remedy }
    Part { left, top, width, height, halved }
}

/// Has a helper decode it; `None` where there is none.
pub(super) fn decode(raster: &Raster, part: Part) -> Option<Result<RgbaImage, Fault>> {
    let how = Out::of(&(raster.format, (raster.width, raster.height, raster.frame), part));
    let Some(content) = raster.bytes.bytes() else { return Some(Err(Fault::gone())) };
    let job = Job { kind: Kind::Picture, content: &content, how: &how, limits: limits(raster) };
    let answer = sandbox::run(&job, &mut |_| Vec::new())?;
    Some(match answer {
        Ok(answer) => pixels(answer, part.size()).unwrap_or_else(|| Err(Fault::damaged("it has too few pixels"))),
        Err(lost) => Err(Fault::new(lost.words(), "Save it again, smaller, or as PNG or JPEG")),
    })
}

/// Has a helper of its own decode the frames from that one on, each within what a picture may take, as long as `show` wants
/// more; false where there is none.
pub(super) fn each_frame(raster: &Raster, from: u32, show: &mut dyn FnMut(Result<RgbaImage, Fault>) -> bool) -> bool {
    let how = Out::of(&(raster.format, (raster.width, raster.height, from)));
    let memory = BASE + FILM_PIXEL * u64::from(raster.width) * u64::from(raster.height);
    let limits = Limits { renews: true, alone: true, memory, ..limits(raster) };
    let Some(content) = raster.bytes.bytes() else {
        show(Err(Fault::gone()));
        return true;
    };
    let job = Job { kind: Kind::Film, content: &content, how: &how, limits };
    let mut wanted = true;
    let mut hear = |frame: &[u8]| {
        // One that is passed over.
        if frame.is_empty() {
            return vec![MORE];
        }
        let frame = pixels(frame.to_vec(), (raster.width, raster.height))
            .unwrap_or_else(|| Err(Fault::damaged("it has too few pixels")));
        wanted &= frame.is_ok() & show(frame);
        if wanted { vec![MORE] } else { Vec::new() }
    };
    let Some(played) = sandbox::run(&job, &mut hear) else { return false };
    if let Some(lost) = played.err().filter(|_| wanted) {
        show(Err(Fault::new(lost.words(), "Save it again, smaller, or with fewer frames")));
    }
    true
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

fn pixels(mut answer: Vec<u8>, (width, height): (u32, u32)) -> Option<Result<RgbaImage, Fault>> {
    match answer.pop()? {
        PIXELS => RgbaImage::from_raw(width, height, answer).map(Ok),
        _ => In::new(&answer, Vec::new()).whole().map(Err),
    }
}

/// The helper's side: decodes the picture.
#[must_use]
pub fn answer(content: &[u8], how: &[u8]) -> Vec<u8> {
    let Some((format, (width, height, frame), part)) = In::new(how, Vec::new()).whole() else { return Vec::new() };
    let raster = Raster { name: String::new(), bytes: content.into(), format, width, height, frame, plays: None };
    let part: Part = part;
    told(still(&raster).map(|pixels| part.of(pixels)))
}

/// The helper's side: decodes the frames of a film, one for each time that the program asks for more.
#[must_use]
pub fn play(content: &[u8], how: &[u8], parent: &mut Asking) -> Vec<u8> {
    let Some((format, (width, height, from))) = In::new(how, Vec::new()).whole() else { return Vec::new() };
    let from: u32 = from;
    let raster = Raster { name: String::new(), bytes: content.into(), format, width, height, frame: None, plays: None };
    let frames = match Frames::of(&raster) {
        Ok(frames) => frames,
        Err(fault) => return parent.ask(&told(Err(fault))),
    };
    for (at, frame) in (0..).zip(frames) {
        // Each has the time of one.
        let shown = if at < from && frame.is_ok() { Vec::new() } else { told(frame) };
        if parent.ask(&shown).is_empty() {
            break;
        }
    }
    Vec::new()
}

fn told(pixels: Result<RgbaImage, Fault>) -> Vec<u8> {
    let (mut answer, kind) = match pixels {
        Ok(pixels) => (pixels.into_raw(), PIXELS),
        Err(fault) => (Out::of(&fault), FAULT),
    };
    answer.push(kind);
    answer
}
