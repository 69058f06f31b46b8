//! Slides and what would come of them → textures, each painted by a painter when it is first seen.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use eframe::egui::{ColorImage, Context, TextureHandle, TextureOptions, ViewportId};

use crate::app::pictures::cache::{PictureCache, Urgency};
use crate::drawing::Drawing;

/// So many are kept.
const MOST: usize = 60;

/// Widths in pixels: for an open finding, and for the others; enough for screens of twice the usual density.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    Large,
    Small,
}

impl Size {
    fn pixels(self) -> u32 {
        match self {
            Self::Large => 1024,
            Self::Small => 400,
        }
    }
}

/// What a picture is of: a slide by its name, or the outcome of a remedy by its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Of {
    Slide(String, Size),
    Outcome(usize),
}

/// A picture, or none yet, and the drawing that it is or will be of.
struct Held {
    drawing: Arc<Drawing>,
    texture: Option<TextureHandle>,
    used: u64,
}

type Textures = Arc<Mutex<HashMap<Of, Held>>>;

pub struct Pictures {
    painters: Arc<PictureCache>,
    held: Textures,
}

impl Pictures {
    pub fn new(painters: Arc<PictureCache>) -> Self {
        Self { painters, held: Textures::default() }
    }

    /// The picture of a drawing; the one that was here before until it is painted.
    pub fn of(&self, ctx: &Context, of: Of, drawing: &Arc<Drawing>) -> Option<TextureHandle> {
        let now = ctx.cumulative_pass_nr();
        let mut held = lock(&self.held);
        if held.len() > MOST {
            held.retain(|_, picture| picture.used + 2 > now);
        }
        let known = held.get_mut(&of).map(|picture| {
            picture.used = now;
            (Arc::ptr_eq(&picture.drawing, drawing), picture.texture.clone())
        });
        if let Some((true, texture)) = known {
            return texture;
        }
        let before = known.and_then(|(_, texture)| texture);
        held.insert(of.clone(), Held { drawing: Arc::clone(drawing), texture: before.clone(), used: now });
        drop(held);
        self.order(ctx, of, drawing);
        before
    }

    fn order(&self, ctx: &Context, of: Of, drawing: &Arc<Drawing>) {
        let width = if let Of::Slide(_, size) = &of { size.pixels() } else { Size::Large.pixels() / 2 };
        let height = (f64::from(width) * drawing.size.height / drawing.size.width).round() as u32;
        let (held, ctx, drawing) = (Arc::clone(&self.held), ctx.clone(), Arc::clone(drawing));
        self.painters.submit(Urgency::Library, move |painter| {
            let pixels = painter.paint(&drawing, width, height);
            let size = [pixels.width as usize, pixels.height as usize];
            let image = ColorImage::from_rgba_premultiplied(size, &pixels.data);
            let texture = ctx.load_texture("finding", image, TextureOptions::LINEAR);
            if let Some(picture) = lock(&held).get_mut(&of).filter(|it| Arc::ptr_eq(&it.drawing, &drawing)) {
                picture.texture = Some(texture);
            }
            ctx.request_repaint_of(ViewportId::ROOT);
        });
    }
}

fn lock(held: &Textures) -> MutexGuard<'_, HashMap<Of, Held>> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}
