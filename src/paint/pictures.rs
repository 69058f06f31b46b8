//! Encoded raster pictures → pixmaps at the size they are shown, remembered within a budget that painters share.
//!
//! Invariant: no lock is held while a picture is decoded or made smaller, and two painters that want the same one do that
//! once. Whatever cannot be decoded is remembered as such, and not tried again while it is remembered.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use image::imageops;
use image::{ImageBuffer, Rgba, RgbaImage};
use peniko::ImageAlphaType;
use vello_cpu::{PixelMetadata, Pixmap};

use crate::bitmap::{self, Part};
use crate::drawing::{Picture, Raster};
use crate::geometry::Rect;

mod shrink;

/// The largest width or height in pixels; a larger wish is scaled down in proportion.
pub const LARGEST_SIDE: u32 = 16_384;
/// What all remembered pictures may take together: a photo of 24 million pixels and what is shown of it.
const BUDGET: usize = 128 * 1024 * 1024;
/// No larger is what a veil is measured on.
const SMALL: usize = 1024 * 1024;

/// A picture ready to paint; `exact` if its pixels are those of the screen.
pub(super) struct Scaled {
    pub pixels: Arc<Pixmap>,
    pub exact: bool,
}

/// Decoded pictures, for one painter or for several.
#[derive(Debug, Default)]
pub struct Decoded {
    state: Mutex<State>,
    /// A picture that somebody may wait for is there, or never will be.
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// The longest unused first.
    kept: VecDeque<Kept>,
    at_work: Vec<Key>,
}

/// Which part of a picture, at which size.
#[derive(Clone, Debug)]
struct Key {
    /// Held, so that its address stays its own.
    raster: Arc<Raster>,
    crop: [u64; 4],
    /// `None` for as it is decoded.
    size: Option<(u32, u32)>,
    /// It is decoded at half its size, which is large.
    halved: bool,
}

#[derive(Debug)]
struct Kept {
    key: Key,
    found: Found,
}

/// The pixels; none where there are too few or too many, and why where they could not be decoded.
type Found = Result<Option<Arc<Pixmap>>, bitmap::Fault>;

/// A painter's way to decoded pictures.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    decoded: Arc<Decoded>,
    /// Pictures that could not be decoded, since somebody last asked.
    faults: Vec<(Arc<Raster>, bitmap::Fault)>,
}

impl Pictures {
    /// Pictures that other painters use too.
    pub fn shared(decoded: &Arc<Decoded>) -> Self {
        Self { decoded: Arc::clone(decoded), faults: Vec::new() }
    }

    /// The shown part of `picture` for a place of `wanted` pixels; `None` if it cannot be decoded.
    ///
    /// What has to shrink is shrunk here, with care; what has to grow is left to the painter's sampler.
    pub fn scaled(&mut self, picture: &Picture, wanted: (f64, f64)) -> Option<Scaled> {
        let crop = shown(picture);
        let limit = f64::from(LARGEST_SIDE);
        let across = wanted.0.min(crop.width()).clamp(1.0, limit).round();
        let down = wanted.1.min(crop.height()).clamp(1.0, limit).round();
        let exact = (across, down) == (wanted.0.round(), wanted.1.round());
        let own_size = (across, down) == (crop.width().round(), crop.height().round());
        let halved = crop.area() * 4.0 > BUDGET as f64 && 2.0 * across <= crop.width() && 2.0 * down <= crop.height();
        let whole = Key { raster: Arc::clone(&picture.raster), crop: bits(crop), size: None, halved };
        // Another size of the same picture saves decoding, e.g. while a window is being resized.
        let source = || self.decoded.get(&whole, || Ok(cut(&picture.raster, crop, halved)?.map(Arc::new)));
        let found = if own_size {
            source()
        } else {
            let size = (across as u32, down as u32);
            let smaller = || Ok(source()?.map(|pixels| Arc::new(shrink(&pixels, size))));
            self.decoded.get(&Key { size: Some(size), ..whole.clone() }, smaller)
        };
        let pixels = found.unwrap_or_else(|fault| {
            if !self.faults.iter().any(|(raster, _)| Arc::ptr_eq(raster, &picture.raster)) {
                self.faults.push((Arc::clone(&picture.raster), fault));
            }
            None
        });
        pixels.map(|pixels| Scaled { pixels, exact })
    }

    /// Forgets large pictures, and all but so many of the others.
    pub fn keep_small(&self, most: usize) {
        let mut state = self.decoded.lock();
        state.kept.retain(|kept| kept.bytes() <= SMALL);
        let beyond = state.kept.len().saturating_sub(most);
        state.kept.drain(..beyond);
    }

    /// What of the pictures that were looked for since the last call could not be decoded, and why.
    pub fn take_faults(&mut self) -> Vec<(Arc<Raster>, bitmap::Fault)> {
        std::mem::take(&mut self.faults)
    }
}

impl Decoded {
    /// What is remembered under `key`, or what `make` makes of it now; waits where somebody else is at that.
    fn get(&self, key: &Key, make: impl FnOnce() -> Found) -> Found {
        let mut state = self.lock();
        loop {
            if let Some(found) = state.find(key) {
                return found;
            }
            // One at a time of those that are larger than all that is remembered may be.
            let others_are_large = || state.at_work.iter().any(|other| other.bytes() > BUDGET);
            if !(state.at_work.contains(key) || key.bytes() > BUDGET && others_are_large()) {
                break;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.at_work.push(key.clone());
        state.make_room(key.bytes());
        drop(state);
        let work = Work { decoded: self, key };
        let found = make();
        self.lock().keep(key, found.clone());
        drop(work);
        found
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Somebody decodes: over when this is dropped, even by a panic.
struct Work<'a> {
    decoded: &'a Decoded,
    key: &'a Key,
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        self.decoded.lock().at_work.retain(|key| key != self.key);
        self.decoded.changed.notify_all();
    }
}

impl State {
    fn find(&mut self, key: &Key) -> Option<Found> {
        let at = self.kept.iter().position(|kept| kept.key == *key)?;
        let kept = self.kept.remove(at)?;
        let found = kept.found.clone();
        self.kept.push_back(kept);
        Some(found)
    }

    fn keep(&mut self, key: &Key, found: Found) {
        let kept = Kept { key: key.clone(), found };
        self.make_room(kept.bytes());
        self.kept.push_back(kept);
    }

    /// Forgets what was not used for the longest time, so that so many bytes more may be remembered.
    fn make_room(&mut self, bytes: usize) {
        while !self.kept.is_empty() && self.kept.iter().map(Kept::bytes).sum::<usize>() + bytes > BUDGET {
            self.kept.pop_front();
        }
    }
}

impl Key {
    /// What its pixels will take; of what is cut out, no less than that.
    fn bytes(&self) -> usize {
        let (width, height) = self.size.unwrap_or((self.raster.width, self.raster.height));
        width as usize * height as usize * if self.halved && self.size.is_none() { 1 } else { 4 }
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.raster, &other.raster)
            && self.crop == other.crop
            && self.size == other.size
            && self.halved == other.halved
    }
}

impl Kept {
    fn bytes(&self) -> usize {
        let pixels = self.found.as_ref().ok().and_then(Option::as_ref);
        pixels.map_or(0, |pixels| usize::from(pixels.width()) * usize::from(pixels.height()) * 4)
    }
}

/// The crop in whole pixels of the picture as it is shown, never empty.
fn shown(picture: &Picture) -> Rect {
    let all = Rect::new(0.0, 0.0, f64::from(picture.raster.width), f64::from(picture.raster.height));
    let part = picture.crop.intersect(all).round();
    if part.area() < 1.0 { all } else { part }
}

fn bits(rect: Rect) -> [u64; 4] {
    [rect.x0, rect.y0, rect.x1, rect.y1].map(f64::to_bits)
}

/// Decodes and cuts out `crop`.
fn cut(raster: &Raster, crop: Rect, halved: bool) -> Result<Option<Pixmap>, bitmap::Fault> {
    let [left, top, width, height] = [crop.x0, crop.y0, crop.width(), crop.height()].map(|side| side as u32);
    let pixels = bitmap::decode_part(raster, Part { left, top, width, height, halved })?;
    Ok(pixmap(pixels, ImageAlphaType::Alpha, true))
}

/// Fewer pixels: large steps by averaging areas, the last one by a sharper filter.
fn shrink(pixels: &Pixmap, (width, height): (u32, u32)) -> Pixmap {
    let (across, down) = (u32::from(pixels.width()), u32::from(pixels.height()));
    // Premultiplied colors mix rightly at soft edges, straight ones would bleed.
    let Some(source) = ImageBuffer::<Rgba<u8>, _>::from_raw(across, down, pixels.data_as_u8_slice()) else {
        return Pixmap::new(1, 1);
    };
    let mut small = if across > width * 4 && down > height * 4 {
        shrink::sharp(&imageops::thumbnail(&source, width * 2, height * 2), (width, height))
    } else {
        shrink::sharp(&source, (width, height))
    };
    if pixels.may_have_transparency() {
        // A sharpening filter may overshoot; no color may exceed its alpha.
        for pixel in small.pixels_mut() {
            let [r, g, b, a] = pixel.0;
            pixel.0 = [r.min(a), g.min(a), b.min(a), a];
        }
    }
    pixmap(small, ImageAlphaType::AlphaPremultiplied, pixels.may_have_transparency())
        .unwrap_or_else(|| Pixmap::new(1, 1))
}

fn pixmap(pixels: RgbaImage, alpha: ImageAlphaType, clear_parts: bool) -> Option<Pixmap> {
    let (width, height) = (u16::try_from(pixels.width()).ok()?, u16::try_from(pixels.height()).ok()?);
    let mut data = pixels.into_raw();
    // Pixmap takes the vector over only if its room holds whole pixels.
    data.shrink_to_fit();
    Some(Pixmap::from_parts(data, width, height, PixelMetadata::new(alpha, clear_parts)))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;
    use std::thread;

    use super::*;
    use crate::drawing::RasterFormat;
    use crate::geometry::Size;

    fn key(raster: &Arc<Raster>) -> Key {
        Key { raster: Arc::clone(raster), crop: [0; 4], size: None, halved: false }
    }

    fn raster() -> Arc<Raster> {
        Arc::new(Raster {
            name: "a.png".into(),
            format: RasterFormat::Png,
            bytes: Vec::new().into(),
            width: 4,
            height: 4,
            frame: None,
            plays: None,
        })
    }

    fn pixels(side: u16) -> Found {
        Ok(Some(Arc::new(Pixmap::new(side, side))))
    }

    #[test]
    fn what_two_painters_want_is_decoded_once_and_others_do_not_wait_for_it() {
        let (decoded, made, one, other) = (Decoded::default(), AtomicUsize::new(0), raster(), raster());
        let (begun, begins) = mpsc::channel();
        let (go_on, waits) = mpsc::channel::<()>();
        thread::scope(|scope| {
            let (first, made) = (&decoded, &made);
            let slow = key(&one);
            scope.spawn(move || {
                first.get(&slow, || {
                    begun.send(()).expect("the test waits");
                    waits.recv().expect("the test lets it go on");
                    made.fetch_add(1, Ordering::Relaxed);
                    pixels(4)
                })
            });
            begins.recv().expect("it decodes");
            assert!(decoded.get(&key(&other), || pixels(2)).is_ok(), "another picture is decoded meanwhile");
            let same = scope.spawn(|| {
                decoded.get(&key(&one), || {
                    made.fetch_add(1, Ordering::Relaxed);
                    pixels(4)
                })
            });
            go_on.send(()).expect("it waits for that");
            assert!(same.join().expect("no panic").is_ok_and(|found| found.is_some()));
        });
        assert_eq!(made.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn a_decoder_that_panics_keeps_nobody_waiting() {
        let (decoded, one) = (Decoded::default(), raster());
        let panics = crate::guard::caught(|| decoded.get(&key(&one), || panic!("a bad file")));
        assert!(panics.is_err());
        assert!(decoded.get(&key(&one), || pixels(4)).is_ok());
    }

    #[test]
    fn what_is_remembered_stays_within_the_budget() {
        let decoded = Decoded::default();
        let all: Vec<_> = (0..9).map(|_| raster()).collect();
        for raster in &all {
            // 16 MiB.
            decoded.get(&key(raster), || pixels(2048)).expect("pixels");
        }
        let state = decoded.lock();
        assert_eq!(state.kept.iter().map(Kept::bytes).sum::<usize>(), BUDGET);
        assert!(state.kept.iter().all(|kept| !Arc::ptr_eq(&kept.key.raster, &all[0])), "the oldest went");
    }

    #[test]
    fn each_painter_is_told_of_a_fault_though_one_alone_has_tried() {
        let decoded = Arc::new(Decoded::default());
        let picture =
            Picture { raster: raster(), size: Size::new(4.0, 4.0), crop: Rect::new(0.0, 0.0, 4.0, 4.0), shade: None };
        for _ in 0..2 {
            let mut pictures = Pictures::shared(&decoded);
            assert!(pictures.scaled(&picture, (2.0, 2.0)).is_none());
            assert_eq!(pictures.take_faults().len(), 1);
        }
    }
}
