//! Items of one look at a drawing after the other → the same items, of which each shape and each run is there once.
//!
//! A drawing that builds up is read once for each of its steps, and most of it looks the same in all of them.

use std::collections::HashMap;
use std::sync::Arc;

use peniko::Blob;

use crate::drawing::{Glyphs, Item, Placed, Shape};
use crate::sandbox::key;
use crate::wire::{Out, Wire};

/// What was met so far, by its content.
pub(super) struct Alike {
    fonts: Vec<Blob<u8>>,
    shapes: HashMap<u64, Arc<Shape>>,
    runs: HashMap<u64, Arc<Glyphs>>,
}

impl Alike {
    /// `fonts` are those that runs are set in.
    pub fn new(fonts: Vec<Blob<u8>>) -> Self {
        Self { fonts, shapes: HashMap::new(), runs: HashMap::new() }
    }

    /// Puts what was met before in the place of what is the same.
    pub fn share(&mut self, items: &mut [Placed]) {
        for placed in items {
            match &mut placed.item {
                Item::Shape(shape) => known(&mut self.shapes, content(&mut self.fonts, &**shape), shape),
                Item::Text(run) => known(&mut self.runs, content(&mut self.fonts, &**run), run),
                Item::Group(group) => {
                    if let Some(mask) = group.mask.as_mut().and_then(Arc::get_mut) {
                        self.share(&mut mask.items);
                    }
                    self.share(&mut group.items);
                }
                Item::Picture(_) => {}
            }
        }
    }
}

fn known<T>(all: &mut HashMap<u64, Arc<T>>, content: u64, it: &mut Arc<T>) {
    *it = Arc::clone(all.entry(content).or_insert_with(|| Arc::clone(it)));
}

fn content(fonts: &mut Vec<Blob<u8>>, it: &impl Wire) -> u64 {
    let known = fonts.len();
    let mut out = Out::new(std::mem::take(fonts));
    it.put(&mut out);
    // One that was not among them is written whole each time.
    *fonts = out.shared.fonts;
    fonts.truncate(known);
    key(&[&out.bytes])
}
