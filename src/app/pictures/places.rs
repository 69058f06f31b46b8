//! A screen's pixels and a slide's proportion → where slide and caption stand on it, in whole pixels.

use crate::deck::caption::CaptionLook;
use crate::geometry::{Aspect, Size};

use super::cache::Pixels;

/// Where slide and caption stand on a screen, in whole pixels, so that pictures are shown one to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places {
    pub screen: Pixels,
    /// Left, top, width, height.
    pub slide: [u32; 4],
    /// Where captions may stand, while they are on: under the slide or over it.
    pub captions: Option<[u32; 4]>,
}

impl Places {
    /// The slide as large as it can be; a band of captions leaves it that much less height.
    #[must_use]
    pub fn new(screen: Pixels, aspect: Aspect, look: Option<CaptionLook>) -> Self {
        let [width, height] = screen;
        let captions = look.map(|look| strip(screen, look));
        let band = captions.filter(|_| look.is_some_and(CaptionLook::is_band));
        let (room, size) = (band.map_or(height, |[_, top, ..]| top), aspect.size());
        let fit = (f64::from(width) / size.width).min(f64::from(room) / size.height);
        let slide = [(size.width * fit).round() as u32, (size.height * fit).round() as u32];
        let slide = [(width - slide[0].min(width)) / 2, (room - slide[1].min(room)) / 2, slide[0], slide[1]];
        Self { screen, slide, captions }
    }
}

/// The captions' part of the screen.
fn strip([width, height]: Pixels, look: CaptionLook) -> [u32; 4] {
    let strip = look.strip(Size::new(width.into(), height.into()));
    let whole = |at: f64| at.round().max(0.0) as u32;
    let (high, left) = (whole(strip.height()).min(height), whole(strip.x0));
    let top = if look.is_band() { height - high } else { whole(strip.y0) };
    [left, top, width - 2 * left.min(width / 2), high]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::caption::CaptionPlace;

    fn look(place: CaptionPlace, line: u8) -> CaptionLook {
        CaptionLook { line, ..CaptionLook::usual(place) }
    }

    #[test]
    fn the_slide_fills_the_screen_or_leaves_the_band() {
        let whole = Places::new([1920, 1080], Aspect::Wide, None);
        assert_eq!((whole.slide, whole.captions), ([0, 0, 1920, 1080], None));
        let captioned = Places::new([1280, 720], Aspect::Wide, Some(look(CaptionPlace::Band, 7)));
        assert_eq!(captioned.slide, [115, 0, 1049, 590]);
        assert_eq!(captioned.captions, Some([0, 590, 1280, 130]));
        let large = Places::new([1280, 720], Aspect::Wide, Some(look(CaptionPlace::Band, 14)));
        assert_eq!((large.slide[3], large.captions), (461, Some([0, 461, 1280, 259])));
        let tall = Places::new([1280, 1024], Aspect::Wide, None);
        assert_eq!(tall.slide, [0, 152, 1280, 720]);
    }

    #[test]
    fn captions_over_the_slide_leave_it_whole() {
        let places = |place| Places::new([1920, 1080], Aspect::Wide, Some(look(place, 7)));
        let (top, bottom) = (places(CaptionPlace::Top), places(CaptionPlace::Bottom));
        assert_eq!((top.slide, bottom.slide), ([0, 0, 1920, 1080], [0, 0, 1920, 1080]));
        assert_eq!(top.captions, Some([240, 54, 1440, 227]));
        assert_eq!(bottom.captions, Some([240, 799, 1440, 227]));
    }

    #[test]
    fn no_screen_is_too_small() {
        for size in [[0, 0], [1, 1], [64, 3], [3, 64]] {
            for (_, place) in CaptionPlace::ALL {
                let places = Places::new(size, Aspect::Classic, Some(look(place, 14)));
                assert!(places.slide[2] <= size[0].max(1) + 1);
            }
        }
    }
}
