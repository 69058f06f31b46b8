//! A store and a decoder without windows or threads → which frame is shown when, and how much waits.

use eframe::egui::{Color32, Context};

use super::super::projector::Strip;
use super::*;
use crate::bitmap;
use crate::crew::Crew;

const WINDOW: ViewportId = ViewportId::ROOT;

fn millis(time: u64) -> Duration {
    Duration::from_millis(time)
}

/// A GIF of so many frames, a tenth of a second each, so many pixels a side.
fn film(frames: usize, side: u32, plays: Plays) -> Arc<Raster> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    for at in 0..frames {
        let pixels = image::RgbaImage::from_pixel(side, side, image::Rgba([(at * 20) as u8, 0, 0, 255]));
        let delay = image::Delay::from_numer_denom_ms(100, 1);
        encoder.encode_frame(image::Frame::from_parts(pixels, 0, 0, delay)).expect("it encodes");
    }
    drop(encoder);
    let raster = bitmap::read("a.gif", bytes.into(), crate::drawing::RasterFormat::Gif).expect("it is whole");
    Arc::new(Raster { plays: Some(plays), ..raster })
}

fn wanted(raster: &Arc<Raster>, slide: usize) -> Wanted {
    Wanted { raster: Arc::clone(raster), slide, size: [raster.width, raster.height] }
}

/// The films with a decoder, which works when the test says so.
struct Hall {
    films: Films,
    strips: Vec<(u64, Strip)>,
    ctx: Context,
    decoded: usize,
}

impl Hall {
    fn new(wanted: Vec<Wanted>) -> Self {
        let films = Films::default();
        films.want(wanted);
        Self { films, strips: Vec::new(), ctx: Context::default(), decoded: 0 }
    }

    /// Decodes all that there is room for.
    fn work(&mut self) {
        while self.needs_work() {
            let task = self.films.next_task(|_| ()).expect("it is open");
            let at = self.strips.iter().position(|(number, _)| *number == task.number).unwrap_or_else(|| {
                self.strips.push((task.number, Strip::new(&task, &Crew::default())));
                self.strips.len() - 1
            });
            let frame = self.strips[at].1.next(&task);
            self.decoded += usize::from(frame.is_some());
            self.films.deliver(task.number, frame);
        }
    }

    fn needs_work(&self) -> bool {
        let state = self.films.lock();
        state.reels.iter().any(|reel| reel.needs_more(MOST_BYTES / state.reels.len()))
    }

    fn look(&self, raster: &Arc<Raster>, moved: u64) -> Option<Frame> {
        self.films.look((raster, 0), millis(moved), &self.ctx, WINDOW)
    }

    /// The frame that is shown, by its color.
    fn shown(&self, raster: &Arc<Raster>, moved: u64) -> Option<u8> {
        self.look(raster, moved)?;
        let state = self.films.lock();
        Some(state.reels.first()?.ready.front()?.image.pixels[0].r() / 20)
    }

    fn bytes(&self) -> usize {
        let state = self.films.lock();
        state.reels.iter().flat_map(|reel| &reel.ready).map(|frame| frame.image.pixels.len() * 4).sum()
    }
}

#[test]
fn each_frame_is_shown_at_its_time_from_the_first_look_on() {
    let raster = film(4, 8, Plays::Forever);
    let mut hall = Hall::new(vec![wanted(&raster, 0)]);
    assert_eq!(hall.look(&raster, 5000), None, "nothing is decoded yet");
    hall.work();
    for (moved, frame, next) in
        [(5000, 0, 100), (5099, 0, 1), (5100, 1, 100), (5250, 2, 50), (5399, 3, 1), (5400, 0, 100)]
    {
        hall.work();
        assert_eq!(hall.shown(&raster, moved), Some(frame), "after {moved}");
        assert_eq!(hall.look(&raster, moved).expect("a frame").next, Some(millis(next)), "after {moved}");
    }
    // A stage that is frozen lets no time pass.
    assert_eq!(hall.shown(&raster, 5400), hall.shown(&raster, 5400));
}

#[test]
fn what_plays_twice_rests_on_its_last_frame() {
    let raster = film(3, 8, Plays::Times(2));
    let mut hall = Hall::new(vec![wanted(&raster, 0)]);
    let mut seen = Vec::new();
    for tenth in 0..9 {
        hall.work();
        seen.extend(hall.shown(&raster, tenth * 100));
    }
    assert_eq!(seen, [0, 1, 2, 0, 1, 2, 2, 2, 2]);
    assert_eq!(hall.look(&raster, 900).expect("it stands").next, None, "no window is woken any more");
    hall.work();
    assert!(!hall.needs_work());
}

#[test]
fn frames_wait_in_bounded_memory_and_short_films_are_decoded_once() {
    let (short, long) = (film(4, 16, Plays::Forever), film(12, 1100, Plays::Forever));
    let mut hall = Hall::new(vec![wanted(&short, 0)]);
    for tenth in 0..40 {
        hall.work();
        hall.look(&short, tenth * 100);
    }
    let strip = &hall.strips[0].1;
    assert!(strip.is_kept(), "four small frames are kept");
    let mut hall = Hall::new(vec![wanted(&long, 0)]);
    for tenth in 0..20 {
        hall.work();
        assert_eq!(hall.shown(&long, tenth * 100), Some((tenth % 12) as u8));
        assert!(hall.bytes() <= MOST_BYTES / 2 + 1100 * 1100 * 4, "{} bytes wait", hall.bytes());
    }
    assert!(!hall.strips[0].1.is_kept(), "twelve large ones are not");
    hall.work();
    let before = hall.decoded;
    hall.look(&long, 2000);
    hall.work();
    assert!(hall.decoded - before <= 1, "nothing is decoded but what is to be shown");
}

#[test]
fn a_film_that_is_decoded_late_goes_slower_and_leaves_no_frame_out() {
    let raster = film(9, 8, Plays::Forever);
    let mut hall = Hall::new(vec![wanted(&raster, 0)]);
    let one = |hall: &mut Hall| {
        let task = hall.films.next_task(|_| ()).expect("it is open");
        if hall.strips.is_empty() {
            hall.strips.push((task.number, Strip::new(&task, &Crew::default())));
        }
        let frame = hall.strips[0].1.next(&task);
        hall.films.deliver(task.number, frame)
    };
    one(&mut hall);
    let mut seen = Vec::new();
    for moved in [0, 300, 320, 600, 601, 2000, 2001] {
        seen.extend(hall.shown(&raster, moved));
        if hall.look(&raster, moved).expect("a frame").next.is_none() {
            assert_eq!(one(&mut hall), [WINDOW], "the window is woken for the frame it waits for");
        }
    }
    assert_eq!(seen, [0, 0, 1, 1, 2, 2, 3]);
}

#[test]
fn films_of_other_slides_are_forgotten_and_what_loops_goes_on() {
    let (forever, once) = (film(4, 8, Plays::Forever), film(4, 8, Plays::Times(1)));
    let mut hall = Hall::new(vec![wanted(&forever, 0), wanted(&once, 0)]);
    hall.work();
    for raster in [&forever, &once] {
        hall.look(raster, 0);
    }
    let number = |hall: &Hall, raster: &Arc<Raster>| {
        let state = hall.films.lock();
        state.reels.iter().find(|reel| Arc::ptr_eq(&reel.wanted.raster, raster)).map(|reel| reel.number)
    };
    let before = (number(&hall, &forever), number(&hall, &once));
    hall.films.want(vec![wanted(&forever, 1), wanted(&once, 1)]);
    assert_eq!(number(&hall, &forever), before.0, "it goes on");
    assert_ne!(number(&hall, &once), before.1, "it is seen from its beginning");
    assert!(
        hall.films.look((&once, 0), millis(100), &hall.ctx, WINDOW).is_some(),
        "what just went may still fade away"
    );
    hall.films.want(Vec::new());
    let state = hall.films.lock();
    assert!(state.reels.is_empty() && state.reels.iter().all(|reel| reel.ready.is_empty()));
    drop(state);
    hall.films.want(Vec::new());
    assert!(hall.films.lock().gone.is_empty(), "nothing is left of any");
    hall.films.close();
    assert!(hall.films.next_task(|_| ()).is_none());
}

#[test]
fn frames_are_no_larger_than_they_are_shown() {
    let raster = film(2, 200, Plays::Forever);
    let mut hall = Hall::new(vec![Wanted { size: [50, 50], ..wanted(&raster, 0) }]);
    hall.work();
    hall.look(&raster, 0);
    let state = hall.films.lock();
    let image = &state.reels[0].ready[0].image;
    assert_eq!((image.size, image.pixels[0]), ([50, 50], Color32::BLACK));
}
