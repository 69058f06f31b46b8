//! A slide as far as it is ready → its place on the stage.

use std::sync::Arc;

use eframe::egui::{Painter, Rect};

use crate::app::pictures::cache::PictureCache;
use crate::app::pictures::moving::{Moving, Sight};
use crate::app::pictures::orders::Shown;
use crate::playback::scene::Playing;
use crate::settings::Motion;

use crate::app::kit::dissolve::Dissolve;

/// What the stage is painted with.
#[derive(Clone, Copy)]
pub struct Paints<'a> {
    pub cache: &'a PictureCache,
    pub dissolve: &'a Arc<Dissolve>,
    pub motion: Motion,
    /// Screen readers say captions as they come.
    pub reads_captions: bool,
}

impl Paints<'_> {
    /// What moves there, unless nothing is to.
    #[must_use]
    pub fn moving(self, sight: Sight, playing: &Playing, painter: &Painter) -> Option<Moving> {
        let moves = self.motion == Motion::Full;
        moves.then(|| sight.moving(self.cache, &playing.reading, playing.view.moved, painter)).flatten()
    }
}

/// The audience's slide as far as it is ready: its picture, or its bare ground.
pub fn paint_stage(painter: &Painter, rect: Rect, shown: Shown, dissolve: &Arc<Dissolve>) {
    match shown {
        Shown::Picture(ready) => dissolve.show(painter, rect, ready.texture),
        Shown::Ground(color) => dissolve.fill(painter, rect, color),
    }
}
