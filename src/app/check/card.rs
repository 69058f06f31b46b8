//! The test card in a window of the stage: ordered at the window's size in pixels, shown one to one.

use std::sync::Arc;

use eframe::egui::{Color32, Id, Pos2, Rect, Role, Sense, Ui, WidgetInfo, pos2};

use crate::app::desktop::setup::Stage;
use crate::app::kit::look::SURROUND;
use crate::app::pictures::cache::Pixels;
use crate::deck::Deck;

use super::orders::{CardOrder, CardWant, Order};
use super::state::Check;

/// What the card takes of the talk: the deck for its theme, and whether captions stand in a band.
pub struct CardTalk {
    pub deck: Option<Arc<Deck>>,
    pub reading: u32,
    pub captions: bool,
}

/// Shows the card over the whole window of the stage, or a dark ground until it is painted. False if no card is to be
/// shown; `begun`: the talk's time has begun.
pub fn card_ui(ui: &mut Ui, check: &mut Check, pixels: Pixels, talk: CardTalk, begun: bool) -> bool {
    check.listen();
    if !check.shows_card(begun) {
        return false;
    }
    let area = ui.max_rect();
    let setup = check.setup().filter(|_| pixels.iter().all(|length| *length > 0));
    if let Some((setup, (number, seen))) = setup.and_then(|setup| Some((setup, setup.stage()?))) {
        let name = if setup.stage == Stage::Windowed { "A window to share" } else { seen.name() };
        let CardTalk { deck, reading, captions } = talk;
        let want = CardWant { number, name: name.to_owned(), scale: seen.scale, pixels, captions, reading };
        if check.wanted.as_ref() != Some(&want) {
            check.wanted = Some(want.clone());
            // Whoever paints lives as long as the check, if the system had a thread to give.
            let _ = check.orders.send(Order::Card(CardOrder { want, deck }, ui.ctx().clone()));
        }
    }
    let Some(painted) = &check.painted else {
        ui.painter().rect_filled(area, 0.0, SURROUND);
        return true;
    };
    let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
    ui.painter().image(painted.texture.id(), area, whole, Color32::WHITE);
    let response = ui.interact(area, Id::unique("test card"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &painted.words));
    true
}
