//! The test card in a window of the stage: ordered at the window's size in pixels, shown one to one.

use std::sync::Arc;

use eframe::egui::{Color32, Id, Pos2, Rect, Role, Sense, TextureHandle, Ui, WidgetInfo, pos2};

use crate::app::kit::look::SURROUND;
use crate::app::pictures::cache::Pixels;
use crate::app::shared::Shared;
use crate::deck::Deck;
use crate::deck::caption::CaptionLook;
use crate::playback::scene::{Playing, Scene};

use super::facts::Stage;

/// What is on a card. Another want makes another card.
#[derive(Clone, Debug, PartialEq)]
pub struct CardWant {
    pub number: usize,
    pub name: String,
    pub scale: Option<f64>,
    pub pixels: Pixels,
    pub captions: bool,
    /// The reading of the deck whose theme it has.
    generation: u32,
}

/// A card to paint, for this deck's audience or for none.
pub struct Order {
    pub want: CardWant,
    pub deck: Option<Arc<Deck>>,
}

/// A card at hand.
pub struct Painted {
    pub texture: TextureHandle,
    pub words: String,
}

/// Shows the card over the whole window, if it is to be shown there.
pub fn card_ui(ui: &mut Ui, shared: &Shared, scene: &Scene, pixels: Pixels) -> bool {
    let begun = scene.begun();
    let (deck, generation, captions) = match scene.playing() {
        Some(Playing { reading, view, .. }) => {
            let band = reading.look(view).is_some_and(CaptionLook::is_band);
            (Some(Arc::clone(&reading.deck)), reading.generation, band)
        }
        None => (None, 0, true),
    };
    let mut inner = shared.lock();
    let Some(check) = inner.check.as_mut().filter(|check| check.shows_card(begun)) else { return false };
    let area = ui.max_rect();
    let setup = check.setup.as_ref().filter(|_| pixels.iter().all(|length| *length > 0));
    if let Some((setup, (number, seen))) = setup.and_then(|setup| Some((setup, setup.stage()?))) {
        let name = if setup.stage == Stage::Windowed { "A window to share" } else { seen.name() };
        let want = CardWant { number, name: name.to_owned(), scale: seen.scale, pixels, captions, generation };
        if check.wanted.as_ref() != Some(&want) {
            check.wanted = Some(want.clone());
            // Whoever paints lives as long as the check.
            let _ = check.worker.send(Order { want, deck });
        }
    }
    let Some(painted) = &check.painted else {
        ui.painter().rect_filled(area, 0.0, SURROUND);
        return true;
    };
    let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
    ui.painter().image(painted.texture.id(), area, whole, Color32::WHITE);
    let words = painted.words.clone();
    drop(inner);
    let response = ui.interact(area, Id::unique("test card"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
    true
}
