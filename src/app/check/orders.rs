//! What the check asks of its thread, and what that has to tell. Plain values.

use std::path::Path;
use std::sync::Arc;

use eframe::egui::{Context, TextureHandle};

use crate::app::desktop::battery::Battery;
use crate::app::pictures::cache::Pixels;
use crate::deck::Deck;
use crate::drawing::Page;

use super::facts::{Findings, Pictures};

/// What is on a card. Another want makes another card.
#[derive(Clone, Debug, PartialEq)]
pub struct CardWant {
    pub number: usize,
    pub name: String,
    pub scale: Option<f64>,
    pub pixels: Pixels,
    pub captions: bool,
    /// The reading of the deck whose theme it has.
    pub reading: u32,
}

/// A card to paint, for this deck's audience or for none.
pub struct CardOrder {
    pub want: CardWant,
    pub deck: Option<Arc<Deck>>,
}

/// A card at hand.
pub struct Painted {
    pub texture: TextureHandle,
    pub words: String,
}

/// What is to be looked at, which takes a while.
pub struct Look {
    /// The number of the reading.
    pub reading: u32,
    pub pages: Arc<Vec<Page>>,
    /// Where the deck is.
    pub deck: Option<Arc<Path>>,
}

/// What the check's thread is to do.
pub enum Order {
    Card(CardOrder, Context),
    /// Looks at the reading with this number, and at its deck.
    Look(Look, Context),
}

/// What it found.
pub enum News {
    Card(CardWant, Painted),
    Battery(Battery),
    /// Of the reading with this number.
    Pictures(u32, Pictures),
    /// Likewise; `None` where its deck can't be opened any more.
    Findings(u32, Option<Findings>),
}
