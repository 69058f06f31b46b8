//! The threads that paint: orders on the easel → pictures at hand, and a frame for the window that waits for one.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use eframe::egui::{ColorImage, Context, TextureOptions, ViewportId};

use crate::deck::Deck;
use crate::drawing::Drawing;
use crate::guard::caught;
use crate::layout;
use crate::layout::caption::{Frame, Words};
use crate::paint::raster::Painter;
use crate::playback::Playback;
use crate::text::Shaper;

use super::pictures::cache::{Order, Source, Subject};
use super::shared::Shared;
use super::windows::wake;

/// Pictures that come within this time are drawn in one frame, where nobody waits for each.
const TOGETHER: Duration = Duration::from_millis(30);

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
            tell_unpainted(&shared.playback, &order, &why);
            wake(ctx, ViewportId::ROOT);
            // The last good picture is better than a bare title.
            let kept = easel.has_older(order.want);
            if kept { None } else { caught(|| paint_bare(&order, &mut painter)).ok().flatten() }
        });
        if let Some((raster, fault)) = painter.take_faults().first() {
            let why = format!("The picture `{}` cannot be shown: {}", raster.name, fault.message);
            shared.playback.lacks_picture(order.want.generation, &why);
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
pub(super) fn tell_unpainted(playback: &Playback, order: &Order, why: &str) {
    let scene = playback.scene();
    let Some(playing) = scene.playing() else { return };
    let number = |slide: usize| playing.plan.slides.get(slide).map_or(slide + 1, |slide| slide.number);
    let what = match order.want.subject {
        Subject::Slide(at) | Subject::Part(at, _) | Subject::Glide(at, _) => format!("slide {}", number(at.slide)),
        Subject::Caption(..) => "a caption".to_owned(),
    };
    playback.tell(&format!("{what} cannot be painted: {why}"));
}

fn caption(words: &Words, frame: &Frame, deck: &Deck) -> Drawing {
    let mut shaper = Shaper::new(&deck.fonts, &deck.language);
    layout::caption::lay_out_whole(words, frame, &deck.theme, &mut shaper)
}
