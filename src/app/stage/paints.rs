//! A slide as far as it is ready → its place on the stage.

use std::sync::Arc;

use eframe::egui::{Painter, Rect};

use crate::app::pictures::cache::PictureCache;
use crate::app::pictures::orders::Shown;
use crate::settings::Motion;

use super::dissolve::Dissolve;

/// What the stage is painted with.
#[derive(Clone, Copy)]
pub struct Paints<'a> {
    pub cache: &'a PictureCache,
    pub dissolve: &'a Arc<Dissolve>,
    pub motion: Motion,
}

/// The audience's slide as far as it is ready: its picture, or its bare ground.
pub fn paint_stage(painter: &Painter, rect: Rect, shown: Shown, dissolve: &Arc<Dissolve>) {
    match shown {
        Shown::Picture(ready) => dissolve.show(painter, rect, ready.texture),
        Shown::Ground(color) => {
            painter.rect_filled(rect, 0.0, color);
        }
    }
}
