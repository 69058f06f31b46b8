//! Where eframe has the adapter: what it is to hand on, as it is.

use eframe::egui::accesskit::TreeUpdate;
use eframe::egui::{Context, Event, Rect, ViewportId};

pub struct Adapter;

impl Adapter {
    pub fn new(_ctx: &Context, _window: ViewportId) -> Self {
        Self
    }

    pub fn asked(&self) -> std::iter::Empty<Event> {
        std::iter::empty()
    }

    pub fn place(&mut self, _outer: Option<Rect>, _inner: Option<Rect>, _scale: f32) {}

    pub fn update(&mut self, update: TreeUpdate, _focused: bool) -> Option<TreeUpdate> {
        Some(update)
    }
}
