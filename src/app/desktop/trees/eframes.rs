//! Where eframe has the adapter: what it is to hand on, as it is.

use eframe::egui::accesskit::TreeUpdate;
use eframe::egui::{Context, Event, Rect, ViewportId};

use crate::crew::Crew;

/// All of them hear announcements.
#[derive(Default)]
pub struct Listeners;

pub struct Adapter;

impl Adapter {
    pub fn new(_ctx: &Context, _window: ViewportId) -> Self {
        Self
    }

    pub fn asked(&self) -> std::iter::Empty<Event> {
        std::iter::empty()
    }

    pub fn place(&mut self, _outer: Option<Rect>, _inner: Option<Rect>, _scale: f32) {}

    pub fn update(
        &mut self,
        update: TreeUpdate,
        _focused: bool,
        _listeners: &Listeners,
        _crew: &Crew,
    ) -> Option<TreeUpdate> {
        Some(update)
    }
}
