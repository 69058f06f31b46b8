//! The thread behind the check: paints test cards, looks at the deck and its pictures, and asks for the battery in between.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use eframe::egui::{ColorImage, Context, TextureOptions, ViewportId};

use crate::app::desktop::battery::Battery;
use crate::app::pictures::cache::{PictureCache, Urgency};
use crate::app::windows::stage_id;
use crate::crew::{Crew, Job};
use crate::deck::theme;
use crate::drawing::Drawing;
use crate::guard::caught;
use crate::layout::test_card::{TestCard, lay_out};
use crate::talk::Talk;
use crate::text::Shaper;

use super::facts::{Findings, Pictures};
use super::orders::{CardOrder, Look, News, Order, Painted};

const CARDS: Job = Job { name: "stage check", work: "The stage check", remedy: "Close it and open it again" };
const LOOKER: Job = Job { name: "check deck", work: "Looking at the deck", remedy: "" };

/// First the card: somebody waits for it.
const FIRST: Duration = Duration::from_millis(300);
/// A plug is noticed after this long at most.
const BATTERY_EVERY: Duration = Duration::from_secs(5);

/// Starts the thread. It ends with the check that gives it orders, or with the program.
pub fn start(crew: &Crew, pictures: Arc<PictureCache>, orders: Receiver<Order>, found: Sender<News>) {
    let (threads, mut wait) = (crew.clone(), FIRST);
    // What it finds is sent; of its end there is nothing to tell.
    drop(crew.service(CARDS, move || {
        loop {
            match orders.recv_timeout(wait) {
                Ok(first) => {
                    // Of several cards only the last is still wanted.
                    let (mut card, mut look) = (None, None);
                    for order in std::iter::once(first).chain(orders.try_iter()) {
                        match order {
                            Order::Card(order, ctx) => card = Some((order, ctx)),
                            Order::Look(order, ctx) => look = Some((order, ctx)),
                        }
                    }
                    if let Some((order, ctx)) = card {
                        paint_card(order, &pictures, &ctx, &found);
                    }
                    if let Some((order, ctx)) = look {
                        let found = found.clone();
                        // Decoding takes long, and cards are waited for.
                        drop(threads.task(LOOKER, move || look_at(&order, &ctx, &found)));
                    }
                }
                Err(RecvTimeoutError::Timeout) if threads.is_ending() => return,
                Err(RecvTimeoutError::Timeout) => {
                    wait = BATTERY_EVERY;
                    // The page looks once a second by itself.
                    if found.send(News::Battery(Battery::now())).is_err() {
                        return;
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }));
}

/// What makes a decoder panic is a fault of the file like any other.
fn look_at(order: &Look, ctx: &Context, found: &Sender<News>) {
    let pictures = caught(|| Pictures::of(&order.pages));
    let broken = |_| Pictures { count: 0, faults: vec!["one of the pictures cannot be decoded".to_owned()] };
    // The check may have been left meanwhile.
    let _ = found.send(News::Pictures(order.reading, pictures.unwrap_or_else(broken)));
    repaint(ctx);
    // As `cuecard check` would read it now; where it can't be, what is known of the reading stands.
    let findings = order.deck.as_ref().and_then(|deck| {
        let looked = caught(|| Talk::open(deck).map(|talk| Findings::of(&talk, deck)));
        looked.ok()?.ok()
    });
    let _ = found.send(News::Findings(order.reading, findings));
    repaint(ctx);
}

/// A card that could not be painted leaves the stage dark, and the talk goes on.
fn paint_card(order: CardOrder, pictures: &PictureCache, ctx: &Context, found: &Sender<News>) {
    let Ok(drawing) = caught(|| draw(&order)) else { return };
    let ([width, height], words) = (order.want.pixels, drawing.words());
    let image = pictures.have_done(Urgency::Stage, move |painter| {
        let pixels = painter.paint(&drawing, width, height);
        ColorImage::from_rgba_premultiplied([pixels.width as usize, pixels.height as usize], &pixels.data)
    });
    let Some(image) = image else { return };
    let texture = ctx.load_texture("test card", image, TextureOptions::NEAREST);
    // The check may have been left meanwhile.
    let _ = found.send(News::Card(order.want, Painted { texture, words }));
    repaint(ctx);
}

fn repaint(ctx: &Context) {
    ctx.request_repaint_of(ViewportId::ROOT);
    ctx.request_repaint_of(stage_id());
}

fn draw(order: &CardOrder) -> Drawing {
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
    lay_out(&card, &mut Shaper::new(fonts, language))
}
