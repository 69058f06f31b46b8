//! The thread that decodes films: what windows will show next → frames at the size of the screen. It sleeps while nothing
//! moves.

use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{Color32, ColorImage, Context};
use image::RgbaImage;

use super::cache::{PictureCache, Pixels};
use super::films::{Task, Wanted};
use super::stream::Stream;
use crate::app::windows::wake;
use crate::bitmap;
use crate::crew::{Crew, Job};
use crate::drawing::Plays;
use crate::guard::caught;

const JOB: Job = Job { name: "films", work: "Decoding pictures that move", remedy: "" };
/// What is this much larger than it is shown is made smaller; the graphics card does the rest.
const LARGER: f64 = 1.25;

/// Starts the thread, which ends with the films of the cache.
pub fn start(cache: &Arc<PictureCache>, ctx: &Context, crew: &Crew) {
    let (cache, ctx, threads) = (Arc::clone(cache), ctx.clone(), crew.clone());
    crew.service(JOB, move || {
        let mut strips: Vec<Strip> = Vec::new();
        while let Some(task) = cache.films.next_task(|there| strips.retain(|strip| there(strip.number))) {
            let at = strips.iter().position(|strip| strip.number == task.number).unwrap_or_else(|| {
                strips.push(Strip::new(&task, &threads));
                strips.len() - 1
            });
            // What panics has no more frames.
            let frame = caught(|| strips[at].next(&task)).ok().flatten();
            for window in cache.films.deliver(task.number, frame) {
                wake(&ctx, window);
            }
        }
    });
}

/// A film as far as it is decoded.
pub(super) struct Strip {
    number: u64,
    times: Vec<u32>,
    size: Pixels,
    crew: Crew,
    frames: Option<Stream>,
    /// The next frame, and how often all have been played.
    at: usize,
    round: u32,
    /// All frames of a short film: they are decoded once. `None` where they are too many.
    kept: Option<Vec<Arc<ColorImage>>>,
}

impl Strip {
    pub(super) fn new(task: &Task, crew: &Crew) -> Self {
        let Wanted { raster, size, .. } = &task.wanted;
        let times = bitmap::survey(raster).map(|film| film.times).unwrap_or_default();
        let (crew, kept) = (crew.clone(), Some(Vec::new()));
        Self { number: task.number, times, size: *size, crew, frames: None, at: 0, round: 0, kept }
    }

    /// The next frame, and how long it stands; `None` where it is over.
    pub(super) fn next(&mut self, task: &Task) -> Option<(Arc<ColorImage>, Duration)> {
        if self.size != task.wanted.size {
            // Those that are kept have another size.
            (self.size, self.kept) = (task.wanted.size, None);
        }
        if self.at == self.times.len() {
            self.begin_again(task)?;
        }
        let image = match self.kept.as_ref().and_then(|kept| kept.get(self.at)) {
            Some(kept) => Arc::clone(kept),
            None => self.decode(task)?,
        };
        let time = Duration::from_millis(u64::from(*self.times.get(self.at)?));
        self.at += 1;
        Some((image, time))
    }

    #[cfg(test)]
    pub(super) fn is_kept(&self) -> bool {
        self.kept.as_ref().is_some_and(|kept| kept.len() == self.times.len())
    }

    fn begin_again(&mut self, task: &Task) -> Option<()> {
        self.round += 1;
        let over = match task.wanted.raster.plays? {
            Plays::Forever => false,
            Plays::Times(times) => self.round >= times,
        };
        // One frame alone moves nothing.
        if over || self.times.len() < 2 {
            return None;
        }
        (self.at, self.frames) = (0, None);
        Some(())
    }

    /// The frame that comes next in the file. One that cannot be decoded is the film's end.
    fn decode(&mut self, task: &Task) -> Option<Arc<ColorImage>> {
        // Those before were kept, at another size.
        let (raster, crew, at) = (&task.wanted.raster, &self.crew, self.at);
        let frames = self.frames.get_or_insert_with(|| Stream::start(raster, at, crew));
        let Some(pixels) = frames.next() else {
            self.times.truncate(self.at);
            self.begin_again(task)?;
            return self.kept.as_ref().and_then(|kept| kept.first()).map(Arc::clone).or_else(|| self.first(task));
        };
        let image = Arc::new(image(pixels, self.size));
        if let Some(kept) = &mut self.kept {
            kept.push(Arc::clone(&image));
            if kept.len() * image.pixels.len() * 4 > task.room / 2 {
                self.kept = None;
            }
        }
        Some(image)
    }

    fn first(&mut self, task: &Task) -> Option<Arc<ColorImage>> {
        let frames = Stream::start(&task.wanted.raster, 0, &self.crew);
        let pixels = frames.next()?;
        self.frames = Some(frames);
        Some(Arc::new(image(pixels, self.size)))
    }
}

/// Pixels as they are shown, no larger than needed.
fn image(mut pixels: RgbaImage, wanted: Pixels) -> ColorImage {
    for pixel in pixels.pixels_mut().filter(|pixel| pixel.0[3] < 255) {
        let [r, g, b, a] = pixel.0;
        let part = |color: u8| ((u16::from(color) * u16::from(a) + 127) / 255) as u8;
        pixel.0 = [part(r), part(g), part(b), a];
    }
    let (width, height) = pixels.dimensions();
    let [across, down] = wanted.map(|side| side.max(1));
    if f64::from(width) > f64::from(across) * LARGER || f64::from(height) > f64::from(down) * LARGER {
        pixels = image::imageops::thumbnail(&pixels, across.min(width), down.min(height));
    }
    let size = [pixels.width() as usize, pixels.height() as usize];
    let mut image = ColorImage::filled(size, Color32::TRANSPARENT);
    image.as_raw_mut().copy_from_slice(pixels.as_raw());
    image
}
