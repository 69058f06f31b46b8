//! The threads behind the windows: one reads and lays out decks, two paint pictures.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread::{self, Thread};
use std::time::Duration;

use eframe::egui::{ColorImage, Context, TextureOptions, ViewportId};

use crate::captions;
use crate::deck::Deck;
use crate::deck::plan::CaptionBlock;
use crate::drawing::Drawing;
use crate::guard::caught;
use crate::layout;
use crate::layout::caption::{Frame, Words};
use crate::paint::raster::Painter;
use crate::settings;
use crate::takes::{self, Kind};
use crate::talk::Talk;
use crate::text::Shaper;
use crate::watch;

use crate::app::clock::TimeOfDay;
use crate::app::desktop::awake::keep_awake;
use crate::app::pictures::cache::{Order, Source, Subject};
use crate::app::shared::{Shared, State};
use crate::app::windows::{stage_id, wake};

/// Pictures that come within this time are drawn in one frame, where nobody waits for each.
const TOGETHER: Duration = Duration::from_millis(30);

/// Starts the reading thread; each message makes it read the deck (again).
pub fn start_loader(shared: Arc<Shared>) -> Sender<()> {
    let (again, orders) = mpsc::channel();
    thread::spawn(move || {
        let (mut read, mut known) = (None, None);
        while orders.recv().is_ok() {
            // Wishes that came while it was read are one.
            while orders.try_recv().is_ok() {}
            if shared.play_held() {
                tell_windows(&shared);
            }
            let Some(path) = shared.deck() else { continue };
            if !read.as_ref().is_some_and(|read| Arc::ptr_eq(read, &path)) {
                (read, known) = (None, None);
            }
            // A fault in reading or layout must not end the talk: the last good deck goes on.
            let loaded = caught(|| Talk::open_if_changed(&path, known))
                .unwrap_or_else(|why| Err(format!("the deck could not be laid out: {why}")));
            // The speaker may have left for another deck meanwhile.
            if !shared.is_open(&path) {
                continue;
            }
            let loaded = match loaded {
                Ok(None) => continue,
                Ok(Some((mut talk, note))) => {
                    known = Some(note);
                    shared.follow(&path, &talk.asked);
                    learn(&mut talk, &path);
                    Ok(talk)
                }
                Err(message) => {
                    known = None;
                    Err(message)
                }
            };
            if loaded.is_ok() && read.replace(Arc::clone(&path)).is_none() {
                keep_awake(&shared, &path);
                let place = std::path::absolute(&path).unwrap_or_else(|_| path.to_path_buf());
                let when = TimeOfDay::date_time();
                shared.change_settings(|settings| settings.opened(&place.to_string_lossy(), &when));
                let kind = shared.lock().takes.kind();
                let stopped = takes::stopped(&path, settings::state_folder().as_deref(), kind, TimeOfDay::ago);
                shared.lock().takes.stopped = stopped;
            }
            shared.adopt(loaded);
            tell_windows(&shared);
        }
    });
    again
}

/// Another reading plays: the captions may have changed, and how long each stands.
fn tell_windows(shared: &Shared) {
    shared.prompter.get().into_iter().for_each(Thread::unpark);
    if let Some(ctx) = shared.ctx.get() {
        wake(ctx, ViewportId::ROOT);
        wake(ctx, stage_id());
    }
}

/// The talk goes by what earlier takes of it took, where there are any.
fn learn(talk: &mut Talk, deck: &Path) {
    let learnt = takes::learnt(deck, settings::state_folder().as_deref(), &talk.plan);
    captions::expect(&mut talk.plan, |slide, step| learnt.step(slide, step).map(|step| (step.time, step.takes)));
}

/// Opens a deck: has it read, and read again whenever it is saved, as long as it is the one shown.
pub fn open_deck(deck: PathBuf, kind: Kind, shared: &Arc<Shared>, loader: &Sender<()>) {
    let deck: Arc<Path> = deck.into();
    shared.turn_to(Some(Arc::clone(&deck)));
    shared.lock().takes.open(&deck, kind);
    let (clock, listener, again) = (shared.clock, Arc::clone(shared), loader.clone());
    let watched = Arc::clone(&deck);
    let changed = move || listener.is_open(&watched) && again.send(()).is_ok();
    let watch = watch::start(&deck, move || clock.now().0, changed);
    // Known before the first reading says what is to be watched.
    shared.watch(deck, watch);
    // The thread lives as long as the program, so somebody listens.
    let _ = loader.send(());
}

/// Starts the two painters.
pub fn start_painters(shared: &Arc<Shared>, ctx: &Context) {
    for _ in 0..2 {
        let (shared, ctx) = (Arc::clone(shared), ctx.clone());
        thread::spawn(move || paint_orders(&shared, &ctx));
    }
}

fn paint_orders(shared: &Shared, ctx: &Context) {
    let (easel, mut painter) = (&*shared.easel, Painter::new());
    while let Some(order) = easel.next_order() {
        let image = caught(|| paint(&order, &mut painter)).unwrap_or_else(|why| {
            painter = Painter::new();
            tell_unpainted(shared, &order, &why);
            wake(ctx, ViewportId::ROOT);
            // The last good picture is better than a bare title.
            let kept = easel.has_older(order.want);
            if kept { None } else { caught(|| paint_bare(&order, &mut painter)).ok().flatten() }
        });
        if let Some((raster, fault)) = painter.take_faults().first() {
            let why = format!("The picture `{}` cannot be shown: {}", raster.name, fault.message);
            shared.lacks_picture(order.want.generation, why);
            wake(ctx, ViewportId::ROOT);
        }
        // All but layers are shown one to one.
        let options = match order.source {
            Source::Layer(..) => TextureOptions::LINEAR,
            Source::Drawing(_) | Source::Part(..) | Source::Caption { .. } => TextureOptions::NEAREST,
        };
        let texture = image.map(|image| {
            let name = format!("{:?}", order.want.subject);
            ctx.load_texture(name, image, options)
        });
        let missed = easel.deliver(order.want, texture);
        // A frame costs more than a picture where a processor paints it. What is not shown yet needs one too, which
        // brings it to the graphics card before the press that shows it.
        if missed && !order.patient {
            wake(ctx, order.window);
        } else {
            ctx.request_repaint_after_for(TOGETHER, order.window);
        }
    }
}

fn paint(order: &Order, painter: &mut Painter) -> Option<ColorImage> {
    let [width, height] = order.want.size;
    let pixels = match &order.source {
        Source::Drawing(drawing) => painter.paint(drawing, width, height),
        Source::Part(drawing, region) => painter.paint_region(drawing, region.rect(), width, height),
        Source::Layer(drawing, place) => painter.paint_region(drawing, *place, width, height),
        Source::Caption { words, frame, deck } => painter.paint(&caption(words, frame, deck), width, height),
    };
    let size = [pixels.width as usize, pixels.height as usize];
    (pixels.data.len() == size[0] * size[1] * 4).then(|| ColorImage::from_rgba_premultiplied(size, &pixels.data))
}

/// The slide with nothing but its title.
pub(super) fn paint_bare(order: &Order, painter: &mut Painter) -> Option<ColorImage> {
    let (Source::Drawing(drawing) | Source::Part(drawing, _)) = &order.source else { return None };
    let source = Source::Drawing(Arc::new(layout::bare::bare(drawing)));
    paint(&Order { source, ..order.clone() }, painter)
}

/// The console says which slide could not be painted, and why.
pub(super) fn tell_unpainted(shared: &Shared, order: &Order, why: &str) {
    let mut inner = shared.lock();
    let State::Playing(talk) = &inner.state else { return };
    let number = |slide: usize| talk.plan.slides.get(slide).map_or(slide + 1, |slide| slide.number);
    let what = match order.want.subject {
        Subject::Slide(at) | Subject::Part(at, _) | Subject::Glide(at, _) => format!("slide {}", number(at.slide)),
        Subject::Caption(..) => "a caption".to_owned(),
    };
    inner.trouble = Some(format!("{what} cannot be painted: {why}"));
}

fn caption(words: &Words, frame: &Frame, deck: &Deck) -> Drawing {
    let mut shaper = Shaper::new(&deck.fonts, &deck.language);
    layout::caption::lay_out_whole(words, frame, &deck.theme, &mut shaper)
}

/// Goes on with a talk that does so by itself, and wakes the windows when they or a caption change; `unpark` it after
/// each command.
pub fn start_prompter(shared: Arc<Shared>, ctx: Context) -> Thread {
    let prompter = move || {
        let mut shown = [None; 2];
        loop {
            let moved = shared.tick();
            let (captions, wait) = shared.captions_now();
            let rolled = shared.roll();
            if moved || captions[0] != shown[0] || rolled.stage {
                wake(&ctx, stage_id());
            }
            if moved || captions != shown || rolled.stage || rolled.console {
                wake(&ctx, ViewportId::ROOT);
            }
            if captions[0] != shown[0] {
                shared.push_script();
            }
            shown = captions;
            thread::park_timeout(shared.clock.wait(wait.min(rolled.wait)));
        }
    };
    thread::spawn(prompter).thread().clone()
}

/// What tells one caption from another.
#[must_use]
pub fn fingerprint(block: &CaptionBlock) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&block.lines, &block.speaker, block.color as u8, block.sound).hash(&mut hasher);
    hasher.finish()
}
