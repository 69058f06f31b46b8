//! The threads that paint: what is most urgent of all that is wanted → a picture at hand, and a frame for the window that
//! waits for it.

use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{Color32, ColorImage, Context, TextureHandle, TextureOptions, ViewportId};

use crate::app::windows::wake;
use crate::crew::{Crew, Job};
use crate::deck::Deck;
use crate::drawing::Drawing;
use crate::guard::caught;
use crate::layout;
use crate::layout::caption::{Frame, Words};
use crate::memory;
use crate::paint::raster::Painter;
use crate::text::Shaper;

use super::cache::{PictureCache, PictureKey, PictureRequest, Pixels, Source, Subject, Work};

/// Pictures that come within this time are drawn in one frame, where nobody waits for each.
const TOGETHER: Duration = Duration::from_millis(30);
/// What nobody waits for comes to the graphics card with the next frame of any window, such as that of the console's
/// clock, and by itself after this time.
const IN_PASSING: Duration = Duration::from_millis(1_200);
/// A painter that had nothing to do for this long gives back what only made it quick.
const REST: Duration = Duration::from_secs(2);
/// How many pictures' pixels a painter keeps, to be painted over; each frame takes the one that is new.
const SPARE: usize = 2;
/// Smaller ones are had from the system as quickly.
const LARGE: usize = 1 << 20;

const JOBS: [Job; 2] = [
    Job { name: "painter 1", work: "Painting slides", remedy: "" },
    Job { name: "painter 2", work: "Painting slides", remedy: "" },
];

/// What is wrong with a picture of a talk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It cannot be painted, for this reason.
    Unpainted(String),
    /// A picture in it cannot be shown: a sentence.
    Lacking(String),
}

/// Starts the two painters, which end with the cache; `tell` hears what they cannot paint.
pub fn start(
    cache: &Arc<PictureCache>,
    ctx: &Context,
    crew: &Crew,
    tell: impl Fn(PictureKey, Trouble) + Clone + Send + 'static,
) {
    cache.install(ctx);
    for job in JOBS {
        cache.enter();
        let (cache, ctx, tell) = (Arc::clone(cache), ctx.clone(), tell.clone());
        let mut bench = Bench::new(&cache);
        crew.service(job, move || work(&cache, &mut bench, &ctx, &tell));
    }
}

fn work(cache: &PictureCache, bench: &mut Bench, ctx: &Context, tell: &impl Fn(PictureKey, Trouble)) {
    let mut patience = None;
    while let Some(work) = cache.next_work(patience) {
        patience = Some(REST);
        match work {
            Work::Picture(request) => paint_request(&request, cache, bench, ctx, tell),
            // Its owner sees that nothing came of it.
            Work::Job(job) => {
                if caught(|| job(&mut bench.painter)).is_err() {
                    *bench = Bench::new(cache);
                }
            }
            Work::Rest => {
                bench.rest();
                patience = None;
                memory::give_back();
            }
        }
    }
}

fn paint_request(
    request: &PictureRequest,
    cache: &PictureCache,
    bench: &mut Bench,
    ctx: &Context,
    tell: &impl Fn(PictureKey, Trouble),
) {
    let key = request.key;
    let image = caught(|| bench.paint(&request.source, key.size)).unwrap_or_else(|why| {
        *bench = Bench::new(cache);
        tell(key, Trouble::Unpainted(why));
        // The last good picture is better than a bare title.
        let bare = (!cache.has_older(key)).then(|| caught(|| bench.paint_bare(&request.source, key.size)));
        bare.and_then(Result::ok).flatten()
    });
    if let Some((raster, fault)) = bench.painter.take_faults().first() {
        let why = format!("The picture `{}` cannot be shown: {}", raster.name, fault.message);
        tell(key, Trouble::Lacking(why));
    }
    let texture = image.map(|image| texture(image, key, cache, ctx));
    let delivered = cache.deliver(key, texture);
    // A frame costs more than a picture where a processor paints it.
    if delivered.missed && !request.patient {
        wake(ctx, request.window);
    } else if delivered.last {
        ctx.request_repaint_after_for(TOGETHER, request.window);
    } else {
        ctx.request_repaint_after_for(IN_PASSING, ViewportId::ROOT);
    }
}

/// A texture for these pixels, or one that is filled with them in place of a picture that may go.
fn texture(image: Arc<ColorImage>, key: PictureKey, cache: &PictureCache, ctx: &Context) -> TextureHandle {
    // All but layers are shown one to one.
    let layer = matches!(key.subject, Subject::Glide(..));
    let options = if layer { TextureOptions::LINEAR } else { TextureOptions::NEAREST };
    match cache.recycle(key.size, layer) {
        Some(mut texture) => {
            texture.set_partial([0, 0], image, options);
            texture
        }
        None => ctx.load_texture(format!("{:?}", key.subject), image, options),
    }
}

/// A painter, and pixels that can be painted over.
pub struct Bench {
    painter: Painter,
    /// The last ones first.
    spare: Vec<Arc<ColorImage>>,
}

impl Bench {
    #[must_use]
    pub fn new(cache: &PictureCache) -> Self {
        Self { painter: Painter::sharing(&cache.decoded), spare: Vec::new() }
    }

    fn rest(&mut self) {
        self.spare.clear();
        self.painter.rest();
    }

    /// None if a picture cannot be so large.
    pub fn paint(&mut self, source: &Source, size: Pixels) -> Option<Arc<ColorImage>> {
        match source {
            Source::Drawing(drawing) => self.paint_part(drawing, drawing.size.to_rect(), size),
            Source::Part(drawing, region) => self.paint_part(drawing, region.rect(), size),
            Source::Layer(drawing, place) => self.paint_part(drawing, *place, size),
            Source::Caption { words, frame, deck } => {
                let drawing = caption(words, frame, deck);
                self.paint_part(&drawing, drawing.size.to_rect(), size)
            }
        }
    }

    /// The slide with nothing but its title.
    pub fn paint_bare(&mut self, source: &Source, size: Pixels) -> Option<Arc<ColorImage>> {
        let (Source::Drawing(drawing) | Source::Part(drawing, _)) = source else { return None };
        let bare = layout::bare::bare(drawing);
        self.paint_part(&bare, bare.size.to_rect(), size)
    }

    fn paint_part(&mut self, drawing: &Drawing, part: crate::geometry::Rect, size: Pixels) -> Option<Arc<ColorImage>> {
        let mut image = self.canvas(size);
        // Nobody else has it, so it is there.
        let painted = self.painter.paint_onto(drawing, part, size, Arc::get_mut(&mut image)?.as_raw_mut());
        if image.pixels.len() * 4 >= LARGE {
            self.spare.insert(0, Arc::clone(&image));
            self.spare.truncate(SPARE);
        }
        painted.then_some(image)
    }

    /// Pixels of this size that no window will bring to the graphics card any more. The system clears what it gives, which
    /// costs as much as painting does.
    fn canvas(&mut self, size: Pixels) -> Arc<ColorImage> {
        let size = size.map(|side| side as usize);
        let free = |image: &mut Arc<ColorImage>| image.size == size && Arc::get_mut(image).is_some();
        match self.spare.iter_mut().position(free) {
            Some(at) => self.spare.remove(at),
            None => Arc::new(ColorImage::filled(size, Color32::TRANSPARENT)),
        }
    }
}

fn caption(words: &Words, frame: &Frame, deck: &Deck) -> Drawing {
    let mut shaper = Shaper::new(&deck.fonts, &deck.language);
    layout::caption::lay_out_whole(words, frame, &deck.theme, &mut shaper)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use eframe::egui::ViewportId;

    use super::super::cache::Urgency;
    use super::*;
    use crate::color::Color;
    use crate::geometry::Size;
    use crate::show::view::Cursor;

    const LONG: Duration = Duration::from_secs(60);
    const SIZE: Pixels = [640, 480];

    fn ground(color: Color) -> Source {
        Source::Drawing(Arc::new(Drawing { size: Size::new(640.0, 480.0), ground: color, items: Vec::new() }))
    }

    fn request(slide: usize, source: Source) -> PictureRequest {
        let key = PictureKey { generation: 1, subject: Subject::Slide(Cursor { slide, step: 0 }), size: SIZE };
        PictureRequest { key, source, urgency: Urgency::Stage, window: ViewportId::ROOT, patient: false }
    }

    #[test]
    fn pixels_are_painted_over_once_they_are_nobody_else_s() {
        let mut bench = Bench::new(&PictureCache::default());
        let first = bench.paint(&ground(Color::WHITE), SIZE).expect("a picture");
        let place = Arc::as_ptr(&first);
        let second = bench.paint(&ground(Color::BLACK), SIZE).expect("a picture");
        assert_ne!(Arc::as_ptr(&second), place, "a window still has the first");
        assert!(first.pixels.iter().all(|pixel| *pixel == Color32::WHITE));
        drop(first);
        let third = bench.paint(&ground(Color::rgb(255, 0, 0)), SIZE).expect("a picture");
        assert_eq!(Arc::as_ptr(&third), place);
        assert!(third.pixels.iter().all(|pixel| *pixel == Color32::RED));
        assert!(second.pixels.iter().all(|pixel| *pixel == Color32::BLACK));
    }

    #[test]
    fn a_job_that_panics_is_no_end_of_painting_and_all_painters_end_with_the_program() {
        let (cache, ctx, crew) = (Arc::<PictureCache>::default(), Context::default(), Crew::default());
        let (woken, wakes) = channel();
        ctx.set_request_repaint_callback(move |_| {
            let _ = woken.send(());
        });
        start(&cache, &ctx, &crew, |key, trouble| panic!("{key:?}: {trouble:?}"));
        for _ in 0..4 {
            assert_eq!(cache.have_done(Urgency::Library, |_| -> u8 { panic!("a bad deck") }), None);
        }
        cache.order(vec![request(0, ground(Color::WHITE))]);
        wakes.recv_timeout(LONG).expect("the picture is there");
        assert!(cache.look(request(0, ground(Color::WHITE)).key).is_some_and(|ready| ready.exact));
        assert_eq!(crew.names(), ["painter 1", "painter 2"]);
        cache.close();
        assert_eq!(crew.end(LONG), [""; 0]);
    }
}
