//! The overview's slides in a grid: sizes of the tiles, and how the choice among them came to where it is.

use eframe::egui::style::ScrollAnimation;
use eframe::egui::{Align, EventFilter, Id, Rect, Response, Ui, Vec2, vec2};

use crate::app::kit::look::{Face, Look};
use crate::app::pictures::cache::Pixels;
use crate::app::pictures::orders::Shown;

use super::Scene;
use super::finder::{Finder, Row};

/// What the overview shows beside the scene.
pub struct Page<'a> {
    pub finder: &'a Finder,
    pub chosen: usize,
    /// Only the speaker sees this window.
    pub private: bool,
    /// The picture of a slide at a size.
    pub picture: &'a dyn Fn(usize, Pixels) -> Shown,
}

/// All that the tiles have in common.
#[derive(Clone, Copy)]
pub struct Tiles<'a> {
    pub look: Look,
    pub grid: Grid,
    pub scene: &'a Scene<'a>,
    pub page: &'a Page<'a>,
    pub turn: Turn,
}

/// Sizes of the grid, in points.
#[derive(Clone, Copy, Debug)]
pub struct Grid {
    pub columns: usize,
    pub left: f32,
    pub gap: f32,
    pub thumb: Vec2,
    /// The heights of a tile with its title, of the words around a hit, and of a section's heading.
    tile: f32,
    context: f32,
    pub heading: f32,
}

impl Grid {
    pub fn new(look: Look, scene: &Scene<'_>, left: f32, right: f32) -> Self {
        let (room, least) = (right - left, look.px(28.0));
        let columns = (((room + least) / (look.px(250.0) + least)) as usize).max(1);
        // Sixteenths, so that slides of any proportion are whole pixels high. What is left goes between them.
        let width = (((room + least) / columns as f32 - least) / 16.0).floor() * 16.0;
        let gap = (room - width * columns as f32) / (columns.max(2) - 1) as f32;
        let size = scene.deck.aspect.size();
        let thumb = vec2(width, (width * (size.height / size.width) as f32).round());
        let tile = thumb.y + look.px(8.0) + 2.0 * line_height(look, 15.0) + look.px(18.0);
        let context = look.px(4.0) + 2.0 * line_height(look, 13.5);
        Self { columns, left, gap, thumb, tile, context, heading: look.px(34.0) }
    }

    pub fn pixels(&self, scale: f32) -> Pixels {
        [(self.thumb.x * scale).round() as u32, (self.thumb.y * scale).round() as u32]
    }

    /// A row's heights: of its heading and of its tiles.
    pub fn heights(&self, row: &Row, page: &Page<'_>) -> (f32, f32) {
        let context = page.finder.hits()[row.hits.clone()].iter().any(|hit| hit.context.is_some());
        let heading = if row.heading.is_some() { self.heading } else { 0.0 };
        (heading, self.tile + if context { self.context } else { 0.0 })
    }
}

/// How the choice came to where it is: what follows it, and what it follows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turn {
    fresh: bool,
    moved: bool,
    /// No key has moved it in the last two passes.
    pub settled: bool,
}

impl Turn {
    pub fn new(ui: &Ui, chosen: usize) -> Self {
        let id = Id::unique("overview chosen");
        let pass = ui.ctx().cumulative_pass_nr();
        let before = ui.data(|data| data.get_temp::<(u64, usize, bool)>(id)).filter(|(last, ..)| last + 1 >= pass);
        let moved = before.is_none_or(|(_, last, _)| last != chosen);
        ui.data_mut(|data| data.insert_temp(id, (pass, chosen, moved)));
        if moved {
            // To settle.
            ui.ctx().request_repaint();
        }
        Self {
            fresh: before.is_none(),
            moved,
            settled: before.is_some_and(|(_, last, moved)| last == chosen && !moved),
        }
    }

    pub fn scroll(self, ui: &Ui, rect: Rect) {
        if self.fresh {
            ui.scroll_to_rect_animation(rect, Some(Align::Center), ScrollAnimation::none());
        } else if self.moved {
            ui.scroll_to_rect(rect, None);
        }
    }
}

/// Arrows and Esc are the overview's: they move no focus. Tab does.
pub fn keep_keys(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
}

/// Of a line of words, in points.
pub fn line_height(look: Look, size: f32) -> f32 {
    (look.font(Face::Regular, size).size * 1.3).round()
}
