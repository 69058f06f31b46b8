//! Pictures with clear parts → what stands on the ground behind them, and the mats of drawings; each is looked at once,
//! however many slides show it.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use crate::bitmap::{self, Ink};
use crate::color::Color;
use crate::drawing::Raster;

/// What was found, by the picture's address, which is its own as long as it is held.
#[derive(Debug, Default)]
pub(super) struct Clear {
    inks: Known<usize, Raster, Arc<Ink>>,
    mats: Known<(usize, [Color; 3]), str, Color>,
}

/// Pictures, which are held for their addresses, and what was found of them.
type Known<K, P, F> = Mutex<HashMap<K, (Arc<P>, Option<F>)>>;

fn once<K: Eq + Hash, P: ?Sized, F: Clone>(
    known: &Known<K, P, F>,
    key: K,
    picture: &Arc<P>,
    find: impl FnOnce() -> Option<F>,
) -> Option<F> {
    let lock = || known.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, found)) = lock().get(&key) {
        return found.clone();
    }
    // Two threads may look at one picture: nobody waits for the other.
    let found = find();
    lock().insert(key, (Arc::clone(picture), found.clone()));
    found
}

impl Clear {
    /// `None` where nothing of the picture is clear. Only small ones are looked at, as logos and diagrams are, since a talk
    /// waits for it; `check` tells of the others.
    pub fn ink(&self, raster: &Arc<Raster>) -> Option<Arc<Ink>> {
        if u64::from(raster.width) * u64::from(raster.height) > bitmap::SMALL {
            return None;
        }
        let pixels = || bitmap::may_be_clear(raster).then(|| bitmap::decode(raster).ok()).flatten();
        once(&self.inks, Arc::as_ptr(raster).addr(), raster, || {
            pixels().and_then(|pixels| Ink::of(&pixels)).map(Arc::new)
        })
    }

    /// The mat that a drawing needs on one of these colors, the slide's ground and two mats; `find` looks for it.
    pub fn mat(&self, svg: &Arc<str>, on: [Color; 3], find: impl FnOnce() -> Option<Color>) -> Option<Color> {
        once(&self.mats, (Arc::as_ptr(svg).addr(), on), svg, find)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::{Encoded, sum};
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn a_picture_is_looked_at_once() {
        let mut drawn = image::RgbaImage::new(60, 40);
        (10..50).for_each(|x| drawn.put_pixel(x, 20, image::Rgba([20, 20, 20, 255])));
        let mut file = std::io::Cursor::new(Vec::new());
        drawn.write_to(&mut file, image::ImageFormat::Png).expect("it encodes");
        let file = Arc::<[u8]>::from(file.into_inner());
        let mut raster =
            bitmap::read("a.png", Arc::clone(&file), crate::drawing::RasterFormat::Png).expect("it is read");
        let reads = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&reads);
        let again = move || {
            counted.fetch_add(1, Ordering::Relaxed);
            Some(Arc::clone(&file))
        };
        let held = raster.bytes.bytes().expect("it is held");
        raster.bytes = Encoded::elsewhere(held.len(), sum(&held), Box::new(again));
        let (clear, raster) = (Clear::default(), Arc::new(raster));
        assert!(clear.ink(&raster).is_some());
        let once = reads.load(Ordering::Relaxed);
        assert!(clear.ink(&raster).is_some() && once > 0);
        assert_eq!(reads.load(Ordering::Relaxed), once);
    }

    #[test]
    fn the_mat_of_a_drawing_is_looked_for_once_on_each_ground() {
        let (clear, svg) = (Clear::default(), Arc::<str>::from("<svg/>"));
        let looked = AtomicUsize::new(0);
        let mat = |ground: Color| {
            clear.mat(&svg, [ground, Color::WHITE, Color::WHITE], || {
                looked.fetch_add(1, Ordering::Relaxed);
                Some(ground)
            })
        };
        let red = Color { r: 255, g: 0, b: 0, a: 255 };
        for ground in [red, Color::WHITE, red] {
            assert_eq!(mat(ground), Some(ground));
        }
        assert_eq!(looked.load(Ordering::Relaxed), 2);
    }
}
