//! Pictures whose bytes a deck does not hold, since they come to too much: they look as if it did, and where their file is gone
//! that is told.

use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cuecard::deck::files::{Encoded, FileFault, Files, Folder, Memory, sum};
use cuecard::deck::noted::Noted;
use cuecard::deck::read::read;
use cuecard::drawing::Page;
use cuecard::layout::lay_out;
use cuecard::lint;
use cuecard::paint::raster::Painter;
use cuecard::text::Shaper;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

/// So many bytes a deck may hold here; each picture has more than half of them.
const MOST: u64 = 30_000;

/// A folder with pictures of noise, and a slide for each; one of them is seen twice.
fn folder() -> (tempfile::TempDir, String) {
    let place = tempfile::tempdir().expect("a temporary folder");
    let mut text = "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n".to_owned();
    for at in 0..4_u32 {
        let noise = |x: u32, y: u32| ((x * 7_919 + y * 104_729 + at).wrapping_mul(2_654_435_761) >> 13) as u8;
        let picture = RgbImage::from_fn(90, 70, |x, y| Rgb([noise(x, y), noise(y, x), noise(x + 9, y)]));
        picture.save(place.path().join(format!("{at}.png"))).expect("it is saved");
        text += &format!("[[slide]]\npicture = {{ src = \"{at}.png\", alt = \"Noise\" }}\n");
    }
    text += "[[slide]]\npicture = { src = \"3.png\", alt = \"Noise\" }\n";
    (place, text)
}

/// The slides with pictures, of which so many bytes are held.
fn laid(place: &Path, text: &str, most: u64) -> (Vec<Page>, Vec<Encoded>) {
    let folder = Folder::new(place.to_path_buf());
    let noted = Noted::holding(&folder, most);
    let deck = read(text.as_bytes(), "deck.toml", &noted).deck;
    let had = noted.finish().2.files.into_values().collect();
    let laid = lay_out(&deck, &mut Shaper::new(&deck.fonts, &deck.language));
    (laid.value, had)
}

fn painted(pages: &[Page]) -> Vec<Vec<u8>> {
    let paint = |page: &Page| Painter::new().paint(page.steps.last().expect("a step"), 320, 180).png();
    pages.iter().map(paint).collect()
}

/// Files whose pictures are read anew each time, and counted.
struct Counted {
    files: Memory,
    reads: Arc<AtomicUsize>,
}

impl Files for Counted {
    fn read(&self, path: &str, limit: u64) -> Result<Arc<[u8]>, FileFault> {
        self.files.read(path, limit)
    }

    fn list(&self, folder: &str) -> Vec<String> {
        self.files.list(folder)
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        self.files.folders(folder)
    }

    fn kept(&self, _: &str, bytes: Arc<[u8]>) -> Encoded {
        let (reads, length, sum) = (Arc::clone(&self.reads), bytes.len(), sum(&bytes));
        let again = move || {
            reads.fetch_add(1, Ordering::Relaxed);
            Some(Arc::clone(&bytes))
        };
        Encoded::elsewhere(length, sum, Box::new(again))
    }
}

#[test]
fn a_picture_that_stands_on_many_slides_is_looked_at_once() {
    let encoded = |picture: DynamicImage| {
        let mut out = Cursor::new(Vec::new());
        picture.write_to(&mut out, ImageFormat::Png).expect("it encodes");
        out.into_inner()
    };
    let line = |_, y| if y == 20 { Rgba([20, 20, 20, 255]) } else { Rgba([0; 4]) };
    let files = Memory::default()
        .with("logo.png", encoded(RgbaImage::from_fn(60, 40, line).into()))
        .with("photo.png", encoded(RgbImage::from_pixel(160, 90, Rgb([90, 120, 40])).into()));
    let slide = "[[slide]]\ntitle = \"T\"\nbackground = \"photo.png\"\n\
                 [[slide]]\ntitle = \"T\"\npicture = { src = \"logo.png\", alt = \"A\" }\n";
    let reads = |count| {
        let counted = Counted { files: files.clone(), reads: Arc::default() };
        let text = format!("[deck]\ntitle = \"T\"\nlanguage = \"en\"\n{}", slide.repeat(count));
        let deck = read(text.as_bytes(), "deck.toml", &counted).deck;
        let laid = lay_out(&deck, &mut Shaper::new(&deck.fonts, &deck.language));
        assert_eq!(lint::shown(&laid.value).len(), 2);
        counted.reads.load(Ordering::Relaxed)
    };
    assert!((2..8).contains(&reads(1)), "{}", reads(1));
    assert_eq!(reads(9), reads(1));
}

#[test]
fn pictures_that_are_not_held_look_as_if_they_were() {
    let (place, text) = folder();
    let (pages, had) = laid(place.path(), &text, MOST);
    let held = |had: &[Encoded]| had.iter().filter(|it| it.held().is_some()).count();
    assert!((1..4).contains(&held(&had)), "{had:?}");
    let shown = lint::shown(&pages);
    assert_eq!((shown.len(), shown.iter().filter(|it| it.0.bytes.held().is_some()).count()), (4, held(&had)));
    let (whole, all) = laid(place.path(), &text, u64::MAX / 2);
    assert_eq!((held(&all), &all), (4, &had));
    assert!(painted(&pages) == painted(&whole));
}

#[test]
fn a_picture_that_is_not_held_costs_its_place_when_its_file_is_gone() {
    let (place, text) = folder();
    let (pages, _) = laid(place.path(), &text, MOST);
    assert!(lint::pictures(&pages).is_empty());
    let before = painted(&pages);
    let photo = place.path().join("3.png");
    let own = fs::read(&photo).expect("it is there");
    for other in [None, Some(fs::read(place.path().join("2.png")).expect("it is there"))] {
        match other {
            None => fs::remove_file(&photo).expect("it goes"),
            Some(other) => fs::write(&photo, other).expect("it is another"),
        }
        let [told] = &lint::pictures(&pages)[..] else { panic!("one is told") };
        assert!(told.message.contains("`3.png` cannot be shown: its file is gone, or another"), "{}", told.message);
        let now = painted(&pages);
        assert!(now[..3] == before[..3], "what stands on other slides");
        assert!(now[3] != before[3] && now[3] == now[4], "both slides that show it");
        fs::write(&photo, &own).expect("it is back");
        assert!(painted(&pages) == before);
    }
}
