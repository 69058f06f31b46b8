//! The thread behind the check: paints test cards when asked, and asks the system for the battery in between.

use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use eframe::egui::{ColorImage, TextureOptions, ViewportId};

use crate::app::shared::Shared;
use crate::app::windows::stage_id;
use crate::deck::theme;
use crate::guard::caught;
use crate::layout::test_card::{TestCard, lay_out};
use crate::paint::raster::Painter;
use crate::text::Shaper;

use super::card::{Order, Painted};
use super::facts::{Battery, Pictures};

/// A plug is noticed after this long at most.
const BATTERY_EVERY: Duration = Duration::from_secs(5);

/// A new reading of the deck is noticed after this long at most.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Starts the thread. It ends with the check that holds its orders.
pub fn start(shared: &Arc<Shared>) -> Sender<Order> {
    let (orders, ordered) = mpsc::channel::<Order>();
    let shared = Arc::clone(shared);
    thread::spawn(move || {
        // First the card: somebody waits for it.
        let mut wait = Duration::from_millis(300);
        loop {
            match ordered.recv_timeout(wait) {
                Ok(order) => {
                    // Of several only the last is still wanted.
                    let order = ordered.try_iter().last().unwrap_or(order);
                    deliver(&shared, order);
                }
                Err(RecvTimeoutError::Timeout) => {
                    wait = BATTERY_EVERY;
                    let battery = Battery::now();
                    if let Some(check) = &mut shared.lock().check {
                        check.battery = Some(battery);
                    }
                    repaint(&shared);
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    });
    orders
}

/// Starts a thread that decodes the deck's pictures, those of each new reading again. It ends with the check.
pub fn start_looking(shared: &Arc<Shared>) {
    let shared = Arc::clone(shared);
    thread::spawn(move || {
        loop {
            let inner = shared.lock();
            let Some(check) = &inner.check else { return };
            let known = check.pictures.as_ref().map(|(reading, _)| *reading);
            drop(inner);
            let scene = shared.playback.scene();
            let new = scene.playing().map(|playing| (playing.reading.generation, Arc::clone(&playing.reading.pages)));
            if let Some((reading, pages)) = new.filter(|(reading, _)| Some(*reading) != known) {
                // What makes a decoder panic is a fault of the file like any other.
                let found = caught(|| Pictures::of(&pages)).unwrap_or_else(|_| Pictures {
                    count: 0,
                    faults: vec!["one of the pictures cannot be decoded".to_owned()],
                });
                let mut inner = shared.lock();
                let Some(check) = &mut inner.check else { return };
                check.pictures = Some((reading, found));
                drop(inner);
                repaint(&shared);
            }
            thread::sleep(LOOK_EVERY);
        }
    });
}

/// A card that could not be painted leaves the stage dark, and the talk goes on.
fn deliver(shared: &Shared, order: Order) {
    let Some(ctx) = shared.ctx.get() else { return };
    let Ok((image, words)) = caught(|| paint(&order)) else { return };
    let texture = ctx.load_texture("test card", image, TextureOptions::NEAREST);
    if let Some(check) = shared.lock().check.as_mut().filter(|check| check.wanted.as_ref() == Some(&order.want)) {
        check.painted = Some(Painted { texture, words });
    }
    repaint(shared);
}

fn repaint(shared: &Shared) {
    if let Some(ctx) = shared.ctx.get() {
        ctx.request_repaint_of(ViewportId::ROOT);
        ctx.request_repaint_of(stage_id());
    }
}

fn paint(order: &Order) -> (ColorImage, String) {
    let want = &order.want;
    let own = theme::usual();
    let deck = order.deck.as_deref();
    let card = TestCard {
        number: want.number,
        name: &want.name,
        pixels: want.pixels,
        scale: want.scale,
        theme: deck.map_or(&own, |deck| &deck.theme),
        aspect: deck.map_or(crate::geometry::Aspect::Wide, |deck| deck.aspect),
        captions: want.captions,
    };
    let (fonts, language) = deck.map_or((&[][..], "en"), |deck| (&deck.fonts, &deck.language));
    let drawing = lay_out(&card, &mut Shaper::new(fonts, language));
    let [width, height] = want.pixels;
    let pixels = Painter::new().paint(&drawing, width, height);
    let size = [pixels.width as usize, pixels.height as usize];
    (ColorImage::from_rgba_premultiplied(size, &pixels.data), drawing.words())
}
